"""The set-up script: what it installs, what it may delete, and what it passes on."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

START = Path(__file__).parents[1] / "start.py"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, which waits for nothing and sets no signal."""
    spec = importlib.util.spec_from_file_location("start", START)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SECONDS_PER_DOT", 0)
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)
    return module


class FakeSystem:
    """Stands for `subprocess`: keeps the commands, and makes what `-m venv` would."""

    def __init__(self, root: Path, start: ModuleType) -> None:
        self.module = start
        self.root = root
        self.python: Path = start.find_python(root)
        self.commands: list[list[str]] = []
        self.statuses = {"venv": 0, "pip": 0, "pytest": 0, "aipm_helpers.cli": 0}
        self.words = {"pip": "pip says why\n"}
        self.version = "3.12.1"
        self.interrupt_in = ""
        self.missing = ""
        self.free_mb = 10_000

    def measure_disk(self, _: Path) -> SimpleNamespace:
        """Return the free space as `shutil.disk_usage` does."""
        return SimpleNamespace(free=self.free_mb * 2**20)

    def find_spec(self, name: str) -> object:
        """Find any module but the missing one."""
        return None if name == self.missing else object()

    def start(self, *arguments: str) -> int:
        """Return the exit status of the script with these arguments."""
        status: int = self.module.main(list(arguments), self.root)
        return status

    def run(self, command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        """Answer the question for the version of the virtual environment's Python."""
        if not self.python.exists():
            raise FileNotFoundError(command[0])
        status = 0 if self.python.read_text() == "works" else 1
        return subprocess.CompletedProcess(command, status, f"{self.version} (main)\n", "")

    def popen(self, command: list[str], **options: object) -> "FakeProcess":
        """Start nothing, and note what would have been started."""
        module = command[2]
        self.commands.append(command)
        if module == self.interrupt_in:
            raise KeyboardInterrupt
        if module == "venv" and self.statuses["venv"] == 0:
            self.make_python("works")
        log = options.get("stdout")
        if log is not None:
            log.write(self.words.get(module, "").encode())  # type: ignore[attr-defined]
        return FakeProcess(self.statuses[module])

    def make_python(self, text: str) -> None:
        """Put a stand-in for a virtual environment's Python in its place."""
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.write_text(text)

    def list_modules(self) -> list[str]:
        """Return what was started since the last call, by module."""
        modules = [command[2] for command in self.commands]
        self.commands.clear()
        return modules


class FakeProcess:
    """A process that has ended, or ends when Ctrl-C has been pressed once."""

    def __init__(self, status: int) -> None:
        self.returncode = status
        self.interrupts = 0

    def poll(self) -> int:
        """Return the exit status."""
        return self.returncode

    def wait(self) -> int:
        """Return the exit status, after one Ctrl-C."""
        self.interrupts += 1
        if self.interrupts == 1:
            raise KeyboardInterrupt
        return self.returncode


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the two files that decide what is installed."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("pandas==3.1.1\n")
    return tmp_path


@pytest.fixture
def system(root: Path, start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    """A system on which nothing is really started, and nothing is short."""
    fake = FakeSystem(root, start)
    monkeypatch.setattr(start.subprocess, "run", fake.run)
    monkeypatch.setattr(start.subprocess, "Popen", fake.popen)
    monkeypatch.setattr(start, "importlib", SimpleNamespace(util=fake))
    monkeypatch.setattr(start.shutil, "disk_usage", fake.measure_disk)
    return fake


def test_an_old_python_is_told_what_to_do(start: ModuleType) -> None:
    """The sentence names the version that runs, the one needed, and where to get it."""
    with pytest.raises(SystemExit, match=r"Python 3\.9.* 3\.11 or newer.*python\.org"):
        start.check_python((3, 9))


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_new_python_goes_on(start: ModuleType, version: tuple[int, int]) -> None:
    """The oldest version allowed, and what comes after it, pass without a word."""
    start.check_python(version)


def test_old_pythons_can_read_the_script() -> None:
    """No syntax that is newer than the Pythons which the sentence is for."""
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("if (a := 1): pass", feature_version=(3, 7))


def test_the_python_check_comes_before_newer_code() -> None:
    """No function but the check itself stands in front of its call."""
    body = ast.parse(START.read_text(encoding="utf-8")).body[1:]
    call = next(node for node in body if isinstance(node, ast.Expr))
    assert ast.unparse(call) == "check_python(sys.version_info[:2])"
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    first = [node.name for node in functions if node.lineno < call.lineno]
    assert first == ["check_python"]


def test_the_first_run_makes_and_installs_then_opens(system: FakeSystem) -> None:
    """One command does all three steps, in this order."""
    assert system.start() == 0
    assert system.list_modules() == ["venv", "pip", "aipm_helpers.cli"]


def test_pip_gets_the_constraints_and_no_index(system: FakeSystem) -> None:
    """Which index and proxy are used stays pip's own affair."""
    system.start("test")
    pip = next(command for command in system.commands if command[2] == "pip")
    assert pip[0] == str(system.python)
    assert pip[-4:] == ["--constraint", "constraints.txt", "--editable", ".[test]"]
    assert not [word for word in pip if "index" in word or "proxy" in word]


def test_an_unchanged_project_is_not_installed_again(system: FakeSystem) -> None:
    """The second run only opens the course."""
    system.start()
    system.list_modules()
    system.start()
    assert system.list_modules() == ["aipm_helpers.cli"]


def test_the_plain_course_needs_no_installation_after_the_tests(
    system: FakeSystem,
) -> None:
    """What the tests need includes what the course needs, and not vice versa."""
    system.start()
    system.start("test")
    system.start()
    modules = " ".join(system.list_modules())
    assert modules == "venv pip aipm_helpers.cli pip pytest aipm_helpers.cli"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed(root: Path, system: FakeSystem, name: str) -> None:
    """Each of the two files counts, and the environment itself is kept."""
    system.start()
    system.list_modules()
    (root / name).write_text("changed\n")
    system.start()
    assert system.list_modules() == ["pip", "aipm_helpers.cli"]


def test_another_python_version_is_installed_for(system: FakeSystem) -> None:
    """A virtual environment whose Python was exchanged gets its packages again."""
    system.start()
    system.list_modules()
    system.version = "3.12.2"
    system.start()
    assert system.list_modules() == ["pip", "aipm_helpers.cli"]


def test_line_ends_do_not_change_the_stamp(start: ModuleType, root: Path) -> None:
    """A checkout with Windows line ends asks for the same packages."""
    before = start.compute_stamp(root, "3.12.1", "")
    (root / "constraints.txt").write_bytes(b"pandas==3.1.1\r\n")
    assert start.compute_stamp(root, "3.12.1", "") == before


@pytest.mark.parametrize("step", ["venv", "pip"])
def test_an_interrupted_set_up_starts_afresh(root: Path, system: FakeSystem, step: str) -> None:
    """Ctrl-C ends without a traceback, and what it left half done is made again."""
    system.interrupt_in = step
    assert system.start() == 130
    system.interrupt_in = ""
    (root / ".venv" / "half-made").touch()
    system.list_modules()
    assert system.start() == 0
    assert system.list_modules() == ["venv", "pip", "aipm_helpers.cli"]
    assert not (root / ".venv" / "half-made").exists()


def test_an_interrupted_update_starts_afresh(root: Path, system: FakeSystem) -> None:
    """The old stamp does not survive an installation that was begun."""
    system.start()
    (root / "constraints.txt").write_text("pandas==3.2\n")
    system.interrupt_in = "pip"
    system.start()
    (root / "constraints.txt").write_text("pandas==3.1.1\n")
    system.interrupt_in = ""
    system.list_modules()
    system.start()
    assert system.list_modules() == ["venv", "pip", "aipm_helpers.cli"]


def test_a_moved_course_is_set_up_again(start: ModuleType, root: Path, system: FakeSystem) -> None:
    """Scripts in a virtual environment name its folder, so it is made again."""
    system.start()
    (root / ".venv" / start.MARK).write_text("/elsewhere/.venv")
    system.list_modules()
    system.start()
    assert system.list_modules() == ["venv", "pip", "aipm_helpers.cli"]


def test_a_broken_venv_of_ours_is_made_again(system: FakeSystem) -> None:
    """As after an upgrade of the system's Python."""
    system.start()
    system.make_python("broken")
    system.list_modules()
    system.start()
    assert system.list_modules() == ["venv", "pip", "aipm_helpers.cli"]


def test_a_foreign_venv_that_works_is_used(root: Path, system: FakeSystem) -> None:
    """It gets the packages, once, and its own files stay."""
    system.make_python("works")
    keep = root / ".venv" / "keep"
    keep.touch()
    system.start()
    system.start()
    assert system.list_modules() == ["pip", "aipm_helpers.cli", "aipm_helpers.cli"]
    assert keep.exists()


def test_a_foreign_venv_is_never_deleted(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    """One that does not work is left alone, with a sentence about what to do."""
    system.make_python("broken")
    assert system.start() == 1
    assert system.list_modules() == []
    assert system.python.read_text() == "broken"
    assert "Rename or delete" in capsys.readouterr().err


def test_a_foreign_venv_survives_an_interrupted_installation(
    system: FakeSystem,
) -> None:
    """To have installed something into it does not make it ours."""
    system.make_python("works")
    system.interrupt_in = "pip"
    system.start()
    system.make_python("broken")
    assert system.start() == 1
    assert system.python.read_text() == "broken"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_module_is_named_with_its_package(
    root: Path, system: FakeSystem, capsys: pytest.CaptureFixture[str], module: str
) -> None:
    """Debian ships both apart from Python; the attempt leaves nothing behind."""
    system.missing = module
    assert system.start() == 1
    assert "apt install python3-venv" in capsys.readouterr().err
    assert not (root / ".venv").exists()


def test_a_failed_installation_shows_the_last_lines(system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    """The end of pip's output, and what to try; nothing is opened."""
    system.words["pip"] = "".join(f"line {number}\n" for number in range(100))
    system.statuses["pip"] = 1
    assert system.start() == 1
    error = capsys.readouterr().err
    assert "line 99" in error
    assert "line 80" not in error
    assert "Check the internet connection" in error
    assert system.list_modules() == ["venv", "pip"]


def test_a_full_disk_stops_before_pip(
    start: ModuleType, system: FakeSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is needed and what is free are both named, in MB."""
    system.free_mb = 500
    assert system.start() == 1
    needed = start.DISK_MB[""] + start.DOWNLOAD_MB
    error = capsys.readouterr().err
    assert f"{needed} MB of disk are needed, and 500 free" in error
    assert system.list_modules() == ["venv"]


def test_need_for_disk_and_time_is_said_once(
    start: ModuleType,
    root: Path,
    system: FakeSystem,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before the first installation, but not before an update."""
    system.start()
    assert f"{start.DISK_MB['']} MB" in capsys.readouterr().out
    system.start()
    assert capsys.readouterr().out == ""
    (root / "constraints.txt").write_text("pandas==3.2\n")
    system.start()
    assert "MB" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["aipm_helpers.cli", "lab"]),
        (["--no-browser"], ["aipm_helpers.cli", "lab", "--no-browser"]),
        (["--port", "9"], ["aipm_helpers.cli", "lab", "--port", "9"]),
        (["test"], ["pytest"]),
        (["test", "-k", "two words"], ["pytest", "-k", "two words"]),
        (["test", "--help"], ["pytest", "--help"]),
    ],
)
def test_arguments_are_passed_on(system: FakeSystem, arguments: list[str], expected: list[str]) -> None:
    """To the lab as they are, to pytest without the word that chose it."""
    system.start(*arguments)
    assert system.commands[-1] == [str(system.python), "-m", *expected]


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (5, 5), (-15, 143)])
def test_the_exit_status_is_passed_on(system: FakeSystem, status: int, expected: int) -> None:
    """An end by signal is counted as shells count it; Ctrl-C is left to the program."""
    system.statuses["pytest"] = status
    assert system.start("test") == expected


def test_an_unknown_word_is_wrong_usage(root: Path, system: FakeSystem, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, a sentence that says where to look, and nothing made."""
    assert system.start("tset") == 2
    error = capsys.readouterr().err
    assert error == 'There is no "tset". See: python3 start.py --help\n'
    assert not (root / ".venv").exists()


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_explains_and_makes_nothing(
    root: Path, system: FakeSystem, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """Both commands are named."""
    assert system.start(option) == 0
    assert "python3 start.py test" in capsys.readouterr().out
    assert not (root / ".venv").exists()


def test_a_refusal_by_the_system_is_a_sentence(
    start: ModuleType,
    system: FakeSystem,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As on Windows, where a program that runs keeps its files from being deleted."""
    system.start()
    system.make_python("broken")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(start.shutil, "rmtree", refuse)
    assert system.start() == 1
    assert "in use" in capsys.readouterr().err


def test_a_real_python_is_asked_for_its_version(start: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a fake: the Python of these tests, which is too old if we say so."""
    monkeypatch.setattr(start, "find_python", lambda _: Path(sys.executable))
    assert start.find_version(root) == sys.version.split()[0]
    monkeypatch.setattr(start, "OLDEST_PYTHON", (99, 0))
    assert start.find_version(root) is None
