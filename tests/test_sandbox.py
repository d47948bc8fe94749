"""The jail's policy as text, its limits tried, and that nothing outlives whoever is killed."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from aipm_helpers.errors import JudgeError
from aipm_helpers.grading import jail, messages, warm
from aipm_helpers.grading.jail import Jail, Limits, bwrap_arguments, course_jail, what_is_missing
from aipm_helpers.grading.sandbox import Ended, Warm
from aipm_helpers.grading.verdict import Reason

needs_jail = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")
SMALL = Limits(
    cell_cpu_seconds=2,
    process_bytes=300_000_000,
    memory_bytes=500_000_000,
    tasks=20,
    disk_bytes=5_000_000,
    files=50,
    open_files=40,
    output_bytes=1000,
    written_bytes=1_000_000,
)


# --- policy --------------------------------------------------------------------------------


def test_the_jail_as_a_command_line(tmp_path):
    """For an ordinary user and for root, whose program runs as nobody."""
    policy = Jail({Path("/course/data"): tmp_path, Path("/usr"): Path("/usr")}, {"B": "2", "A": "1"})
    begin = "bwrap --die-with-parent --new-session --clearenv --unshare-net --unshare-pid --unshare-ipc --unshare-uts "
    begin += f"--unshare-cgroup-try --perms 0755 --dir /course --ro-bind /usr /usr --ro-bind {tmp_path} /course/data "
    begin += "--proc /proc --dev /dev --perms 1777 --tmpfs /tmp --setenv A 1 --setenv B 2 "
    end = "--remount-ro /dev --remount-ro / --chdir / -- "
    as_user = f"{begin}--unshare-user {end}python x"
    as_root = f"{begin}--cap-add CAP_SETUID --cap-add CAP_SETGID {end}setpriv --reuid 65534 --regid 65534 --clear-groups python x"
    assert bwrap_arguments(policy, ["python", "x"], as_root=False) == as_user.split()
    assert bwrap_arguments(policy, ["python", "x"], as_root=True) == as_root.split()


def test_the_course_is_seen_without_what_is_not_a_learners_own():
    """Helpers and data have their places; solutions, submissions, homes and secrets have none."""
    policy = course_jail()
    names = [str(place) for place in policy.read_only]
    assert {"/course/aipm_helpers", "/course/datasets"} <= set(names)
    assert not [name for name in names if name in ("/", "/home", "/root", "/etc", "/var", "/tmp", "/course")]
    assert not {"TOKEN", "USERNAME", "SSH_AUTH_SOCK"} & set(policy.environment)
    assert policy.environment["OMP_NUM_THREADS"] == "1"


@pytest.mark.parametrize("place", [Path("relative"), Path("/usr/no-such-folder")])
def test_a_policy_with_a_place_that_is_not_there_is_refused(place):
    """A jail that lacks what it should show would fail much later."""
    with pytest.raises(ValueError, match=r"Jail\.read_only"):
        Jail({place: place})


@pytest.mark.parametrize("name", [name for name in vars(Limits()) if name != "restarts"])
def test_a_limit_of_nothing_is_refused(name):
    """Each limit is one; none can be switched off by mistake."""
    with pytest.raises(ValueError, match=name):
        Limits(**{name: 0})


@pytest.mark.parametrize(
    ("missing", "told"),
    [("bwrap", "apt install bubblewrap"), ("setpriv", "util-linux"), ("unshare", "util-linux")],
)
def test_a_program_that_is_missing_is_named(monkeypatch, missing, told):
    """So that whoever installs the grader knows what to do."""
    which = jail.shutil.which
    monkeypatch.setattr(jail.shutil, "which", lambda name: None if name == missing else which(name) or f"/bin/{name}")
    monkeypatch.setattr(sys, "platform", "linux")
    assert told in what_is_missing.__wrapped__()


def test_other_systems_have_no_jail(monkeypatch):
    """They are told so, and no jail is tried."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert what_is_missing.__wrapped__() == "Only Linux has what the jail is made of."
    monkeypatch.setattr(jail, "what_is_missing", lambda: "Only Linux.")
    with pytest.raises(JudgeError, match=r"There is no jail here\. Only Linux"):
        Warm()


@needs_jail
def test_a_jail_that_may_not_be_put_up_is_not_put_up(monkeypatch):
    """Limits are enforced or refused: what bubblewrap says is passed on, and grading does not begin."""
    monkeypatch.setattr(
        jail, "bwrap_arguments", lambda *_, **__: ["sh", "-c", "echo no namespaces for you >&2; exit 1"]
    )
    assert "no namespaces for you" in what_is_missing.__wrapped__()
    with Warm() as server, pytest.raises(JudgeError, match="could not be put up: no namespaces for you"):
        server.start(Limits())


def test_the_filter_of_system_calls_knows_its_machine():
    """A machine whose calls are not known has no jail; a program for one that is known is whole instructions."""
    for machine in ("x86_64", "aarch64"):
        assert len(warm._seccomp_program(machine)) % 8 == 0
    with pytest.raises(OSError, match="system calls of riscv64"):
        warm._seccomp_program("riscv64")


def test_workbooks_import_nothing_that_is_not_warm():
    """What a workbook's first cell imports was imported before its process was forked."""
    import ast

    from course_files import notebooks

    from aipm_helpers.grading.submission import read_cells

    wanted = set()
    for path in notebooks("exercises"):
        for cell in read_cells(path):
            if cell["cell_type"] == "code":
                for node in ast.walk(ast.parse(cell["source"])):
                    if isinstance(node, ast.Import):
                        wanted |= {alias.name for alias in node.names}
                    elif isinstance(node, ast.ImportFrom):
                        wanted |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    code = f"import sys, importlib\nfor name in {warm.WARM_MODULES}: importlib.import_module(name)\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = {name for name in wanted if importable(name)}
    assert len(modules) > 5
    assert modules <= set(result.stdout.split())


def importable(name):
    """Tell whether a dotted name is a module, rather than something in one."""
    import importlib.util

    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


# --- limits ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server():
    """Return a warm server."""
    with Warm() as made:
        yield made


@pytest.fixture
def process(server):
    """Return a learner process with small limits."""
    made = server.start(SMALL)
    yield made
    made.close()


def run(process, source):
    """Run a cell; return its error's name (or "") and the texts of its outputs."""
    ran = process.ask(messages.Run(1, source), SMALL.cell_cpu_seconds, 10)
    return (ran.error or [""])[0], "".join(output.get("text", "") for output in ran.outputs)


@needs_jail
@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("x = bytearray(400_000_000)", "MemoryError"),
        ("import numpy\nx = numpy.ones(10**9)", "MemoryError"),
        ("open('big', 'wb').write(b'x' * 6_000_000)", "OSError"),
        ("import os\nopen('/dev/shm/big', 'wb').write(b'x' * 6_000_000)", "OSError"),
        ("for n in range(100): open(f'{n}', 'w').close()", "OSError"),
        ("kept = [open('/dev/null') for _ in range(100)]", "OSError"),
        ("import os, time\nfor _ in range(60):\n    if os.fork() == 0: time.sleep(60)", "BlockingIOError"),
        (
            "import threading, time\nfor _ in range(60): threading.Thread(target=time.sleep, args=(60,)).start()",
            "RuntimeError",
        ),
        ("print('x' * 2_000_000)", "TooMuchOutput"),
        ("while True: print('x' * 1000)", "TooMuchOutput"),
        ("import socket\nsocket.create_connection(('1.1.1.1', 53), 2)", "OSError"),
        ("import socket\nsocket.create_connection(('127.0.0.1', 22), 2)", "OSError"),
        ("open('/course/aipm_helpers/checks.py', 'a')", "PermissionError|OSError"),
        ("open('/new', 'w')", "OSError"),
        ("open('/dev/new', 'w')", "OSError"),
        ("open('/proc/self/oom_score_adj', 'w').write('0')", "OSError"),
        ("open('/proc/1/environ').read()", "PermissionError"),
        ("import os\nos.setuid(0)", "OSError"),
        ("import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0", "AssertionError"),
        ("import ctypes\nassert ctypes.CDLL(None).mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None) == 0", "AssertionError"),
        ("import ctypes\nassert ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0", "AssertionError"),
        ("import os\nassert not os.path.exists('/course/solutions')", ""),
        (
            "import os\nassert os.path.expanduser('~') == '/tmp' and 'work' in os.listdir('/tmp') and len(os.listdir('/tmp')) < 5",
            "",
        ),
        ("import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "ValueError"),
        ("import pandas as pd\npd.DataFrame({'a': range(1000)}).describe()", ""),
    ],
    ids=lambda value: value[:60].replace("\n", "; "),
)
def test_a_limit_holds_and_the_process_goes_on(process, source, error):
    """What a limit forbids is an ordinary error, after which cells run as before."""
    assert run(process, source)[0] in error.split("|")
    assert run(process, "print(6 * 7)") == ("", "42\n")


@needs_jail
@pytest.mark.parametrize(
    ("source", "reason", "told"),
    [
        ("while True: pass", Reason.TOO_SLOW, "It computed for 2 s"),
        ("import time\ntime.sleep(100)", Reason.TOO_SLOW, "It ran for 5 s"),
        (
            "import os\nfor _ in range(6):\n    if os.fork() == 0:\n        x = bytearray(200_000_000)\n        while True: pass\n"
            "import time\ntime.sleep(9)",
            Reason.OUT_OF_MEMORY,
            "more than 0.5 GB",
        ),
        ("import os\nos._exit(0)", Reason.CRASHED, "ended the Python process. Does it call exit()?"),
        ("import ctypes\nctypes.string_at(0)", Reason.CRASHED, "SIGSEGV"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", Reason.CRASHED, "SIGKILL"),
        ("import os\nfor n in range(3, 40):\n    try: os.close(n)\n    except OSError: pass", Reason.CRASHED, "ended"),
    ],
    ids=["a loop", "sleep", "memory of children", "exit", "a segmentation fault", "SIGKILL", "closed descriptors"],
)
def test_what_ends_a_process_has_its_reason(process, source, reason, told):
    """The judge is told by the keeper, which the cell cannot reach; nothing is answered any more."""
    with pytest.raises(Ended, match=told.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")) as ended:
        run(process, source)
    assert ended.value.reason is reason
    with pytest.raises(Ended):
        run(process, "print(1)")


@needs_jail
def test_nothing_is_passed_from_one_process_to_the_next(server):
    """No file, no shared memory, no socket's name, and no process of the first is there for the second."""
    first = server.start(SMALL)
    leave = "import os, socket\nopen('/tmp/left', 'w').close()\nopen('/dev/shm/left', 'w').close()\n"
    leave += "s = socket.socket(socket.AF_UNIX)\ns.bind(chr(0) + 'left')\nos.environ['LEFT'] = '1'\nimport sys\nsys.left = 1\n"
    leave += "if os.fork() == 0:\n    import time\n    os.setsid()\n    time.sleep(100)"
    assert run(first, leave)[0] == ""
    second = server.start(SMALL)
    look = "import os, sys, socket\nassert not os.path.exists('/tmp/left') and not os.path.exists('/dev/shm/left')\n"
    look += "assert 'LEFT' not in os.environ and not hasattr(sys, 'left')\n"
    look += "socket.socket(socket.AF_UNIX).bind(chr(0) + 'left')"
    assert run(second, look) == ("", "")
    first.close()
    assert run(second, "1")[0] == ""
    second.close()


# --- nothing outlives ------------------------------------------------------------------------

#: Grades for ever, and says which processes there are.
JUDGE = """
import sys
from aipm_helpers.grading import messages
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.sandbox import Ended, Warm

with Warm() as server:
    process = server.start(Limits())
    process.ask(messages.Run(1, "import os, time\\nfor _ in range(3):\\n    if os.fork() == 0:\\n        os.setsid()\\n        time.sleep(1000)"), 30)
    print("ready", flush=True)
    try:
        process.ask(messages.Run(2, "import time\\ntime.sleep(1000)"), 300)
    except Ended as ended:
        print(ended.reason.name, flush=True)
"""
#: From the judge downwards: bubblewrap and its init, the warm server, keeper, init, learner, and the learner's children.
GENERATIONS = 6


@needs_jail
@pytest.mark.parametrize("generation", range(GENERATIONS + 2))
def test_nothing_outlives_whoever_is_killed(generation):
    """Each process of the chain is killed by SIGKILL, one a time; soon there is none left."""
    judge = subprocess.Popen([sys.executable, "-c", JUDGE], stdout=subprocess.PIPE, text=True)
    try:
        assert judge.stdout.readline() == "ready\n"
        chain = chain_of(psutil.Process(judge.pid))
        assert len(chain) >= GENERATIONS + 1
        everybody = psutil.Process(judge.pid).children(recursive=True)
        victim = chain[min(generation, len(chain) - 1)]
        victim.kill()
        if victim.pid != judge.pid and generation < len(chain) - 1:
            # the learner process ended with it, which the judge notices at once
            assert judge.stdout.readline() == "CRASHED\n"
        elif victim.pid != judge.pid:
            judge.kill()  # one of the learner's own children: that ends nothing else
        judge.wait(20)
        _, alive = psutil.wait_procs(everybody, timeout=10)
        assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    finally:
        judge.kill()
        judge.wait()
        judge.stdout.close()


def chain_of(process):
    """Return a process, its first child, that one's first child and so on."""
    chain = [process]
    while children := chain[-1].children():
        chain.append(min(children, key=lambda child: child.pid))
    return chain


@needs_jail
def test_a_server_that_was_killed_is_replaced():
    """Whoever grades a cohort goes on with the next notebook."""
    with Warm() as server:
        server.start(SMALL).close()
        server._process.send_signal(signal.SIGKILL)
        server._process.wait()
        process = server.start(SMALL)
        assert run(process, "print(1)") == ("", "1\n")
        process.close()
