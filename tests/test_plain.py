"""Where there is no jail, a learner's own work runs in an ordinary process of hers."""

import subprocess
import sys

import psutil
import pytest

from aipm_helpers.grading import messages
from aipm_helpers.grading.jail import Limits
from aipm_helpers.grading.sandbox import Ended, Plain
from aipm_helpers.grading.verdict import Reason

LIMITS = Limits(cell_cpu_seconds=1)


def run(process, source):
    """Run a cell; return its error's name (or "") and the texts of its outputs."""
    ran = process.ask(messages.Run(1, source), LIMITS.cell_cpu_seconds)
    return (ran.error or [""])[0], "".join(output.get("text", "") for output in ran.outputs)


def test_cells_run_and_are_stopped_as_elsewhere():
    """The same answers and the same reasons; the clock stands in for the processors."""
    with Plain() as plain:
        process = plain.start(LIMITS)
        assert run(process, "print(6 * 7)") == ("", "42\n")
        assert run(process, "1 / 0")[0] == "ZeroDivisionError"
        with pytest.raises(Ended, match="for 1 s and was stopped") as ended:
            run(process, "while True: pass")
        assert ended.value.reason is Reason.TOO_SLOW
        other = plain.start(LIMITS)
        with pytest.raises(Ended, match="ended the Python process") as ended:
            run(other, "import os\nos._exit(1)")
        assert ended.value.reason is Reason.CRASHED


def test_nobody_else_can_answer_for_it(monkeypatch):
    """Whoever connects first without the token is not believed."""
    import socket

    from aipm_helpers.grading import sandbox

    create_server = socket.create_server

    def with_a_stranger(address):
        server = create_server(address)
        stranger = socket.create_connection(server.getsockname())
        stranger.sendall(b"0" * 32)
        strangers.append(stranger)
        return server

    strangers = []
    monkeypatch.setattr(sandbox.socket, "create_server", with_a_stranger)
    with Plain() as plain:
        process = plain.start(LIMITS)
        assert run(process, "print(1)") == ("", "1\n")
        process.close()
    assert strangers[0].recv(100) == b""
    strangers[0].close()


def test_it_ends_with_its_judge():
    """Its connection closes, and so it ends, also when the judge was killed."""
    code = "import sys, time\nfrom aipm_helpers.grading.jail import Limits\nfrom aipm_helpers.grading.sandbox import Plain\n"
    code += "process = Plain().start(Limits())\nprint('ready', flush=True)\ntime.sleep(1000)"
    judge = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert judge.stdout.readline() == "ready\n"
    children = psutil.Process(judge.pid).children(recursive=True)
    judge.kill()
    judge.wait()
    judge.stdout.close()
    assert children
    assert psutil.wait_procs(children, timeout=10)[1] == []
