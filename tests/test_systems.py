"""The course works where learners are: without fork, without POSIX's own modules, and in VS Code."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from course_files import notebooks
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from aipm_helpers import ROOT, learn
from aipm_helpers.grading.run import check_notebook

RELEASE = notebooks("exercises")[0]
SOLUTION = notebooks("solutions")[0]
LESSON = f"{RELEASE.parent.name}/{RELEASE.stem}"

#: Makes a Python what it is on Windows, as far as the course may notice: it runs before anything else.
ELSEWHERE = """
import builtins, os

for name in ("fork", "forkpty", "register_at_fork"):
    if hasattr(os, name):
        delattr(os, name)
_missing = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
_import = builtins.__import__


def _import_as_elsewhere(name, globals=None, locals=None, fromlist=(), level=0):
    importer = (globals or {}).get("__name__") or ""
    # the command's own file is __main__ when it is run
    ours = importer.partition(".")[0] == "aipm_helpers" or (globals or {}).get("__package__") == "aipm_helpers"
    if ours and level == 0 and name.partition(".")[0] in _missing:
        raise ModuleNotFoundError(f"No module named {name!r}, which {importer} imports", name=name)
    return _import(name, globals, locals, fromlist, level)


builtins.__import__ = _import_as_elsewhere
"""
IMPORT_ALL = """
import importlib, pkgutil
import aipm_helpers

names = [module.name for module in pkgutil.walk_packages(aipm_helpers.__path__, "aipm_helpers.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


@pytest.fixture
def elsewhere(tmp_path):
    """Return the environment of a system without fork; kernels that are started have it too."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(ELSEWHERE)
    return {**os.environ, "PYTHONPATH": str(tmp_path / "site")}


def run(environment, *arguments, cwd=ROOT):
    """Run Python there."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_every_module_imports_without_fork(elsewhere):
    """Nothing that a command needs is missing on Windows."""
    result = run(elsewhere, "-c", IMPORT_ALL)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) >= len(list((ROOT / "aipm_helpers").rglob("*.py"))) - 2


@pytest.mark.parametrize(
    "line", ["import fcntl", "from resource import getrlimit", "import pwd as users", "import os\nfork = os.fork"]
)
@pytest.mark.parametrize("name", ["learn.py", "grading/messages.py"])
def test_a_module_for_one_system_only_is_found(elsewhere, tmp_path, name, line):
    """The test above bites, whatever the module and the spelling."""
    copy = shutil.copytree(ROOT / "aipm_helpers", tmp_path / "copy/aipm_helpers")
    text = (copy / name).read_text("utf-8")
    (copy / name).write_text(text.replace("import json\n", f"import json\n{line}\n", 1), encoding="utf-8")
    result = run(elsewhere, "-c", IMPORT_ALL, cwd=copy.parent)
    assert result.returncode == 1
    assert ", which aipm_helpers." in result.stderr or "has no attribute 'fork'" in result.stderr


def test_work_is_graded_without_fork(elsewhere, tmp_path):
    """From the command to the kernel, which is shown to be without it too."""
    own = tmp_path / RELEASE.name
    notebook = json.loads(SOLUTION.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade_id"] == "cost-of-pilot":
            cell["source"] = 'import os\n\ncost_of_pilot = 0 if hasattr(os, "fork") else 17568'
    own.write_text(json.dumps(notebook), encoding="utf-8")
    result = run(elsewhere, "-m", "aipm_helpers.cli", "check", "--json", own)
    report = json.loads(result.stdout)
    assert report["passed"] and report["points"] == report["max_points"], report
    here = run(dict(os.environ), "-m", "aipm_helpers.cli", "check", "--json", own)
    if hasattr(os, "fork"):
        assert json.loads(here.stdout)["points"] == report["points"] - 2


# --- VS Code --------------------------------------------------------------------------------


def save_as_vs_code(path, **answers):
    """Write a workbook as VS Code saves it, with answers; underscores in names stand for hyphens."""
    notebook = json.loads(RELEASE.read_text("utf-8"))
    for cell in notebook["cells"]:
        source = answers.get(cell["metadata"]["nbgrader"]["grade_id"].replace("-", "_"))
        lines = (source or "".join(cell["source"])).splitlines(keepends=True)
        cell["source"] = lines
        cell["metadata"]["vscode"] = {"languageId": "python" if cell["cell_type"] == "code" else "markdown"}
        cell["metadata"].pop("execution", None)
        if cell["cell_type"] == "code":
            cell["execution_count"] = 3
    notebook["metadata"]["kernelspec"] = {"display_name": ".venv (3.12.3)", "language": "python", "name": "python3"}
    notebook["metadata"]["language_info"] = {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.12.3",
    }
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return path


def test_a_file_that_vs_code_saved_is_graded(tmp_path):
    """Its own marks in the metadata change nothing, and need no remark."""
    path = save_as_vs_code(tmp_path / RELEASE.name, cost_of_pilot="cost_of_pilot = (\n    17568\n)")
    report = check_notebook(path)
    assert report.points == 2 and not report.problems and not report.remarks


def test_the_last_cell_finds_its_file_in_vs_code(tmp_path, monkeypatch):
    """Not a namesake beside it, and not the name that a session has on a server."""
    save_as_vs_code(tmp_path / RELEASE.name)
    new = tmp_path / f"{RELEASE.stem}-new.ipynb"
    cells = [
        f"__vsc_ipynb_file__ = {str(new)!r}",
        f"from aipm_helpers import learn\n\nlearn.check_this_notebook({LESSON!r})",
    ]
    save_as_vs_code(new, cost_of_pilot="cost_of_pilot = 17568")
    saved = nbformat.read(new, as_version=4)
    # what was run is in the file, so that the cell has nothing to wait for
    saved.cells += [new_code_cell(source) for source in cells]
    nbformat.write(saved, new)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / f"{RELEASE.stem}-jvsc-0c1d.ipynb"))
    monkeypatch.delenv("AIPM_CHECKING", raising=False)
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    page = "".join(output.get("data", {}).get("text/html", "") for output in notebook.cells[1].outputs)
    assert "2 of 20 points" in page and "Price a pilot" in page


@pytest.mark.parametrize(
    ("told", "session", "found"),
    [
        ("/x/mine.ipynb", "/y/theirs.ipynb", "/x/mine.ipynb"),
        (None, "/y/mine.ipynb", "mine.ipynb"),
        (None, "9a1c", "b.ipynb"),
        (7, "", "b.ipynb"),
    ],
)
def test_the_notebook_s_own_name_goes_before_the_workbook_s(tmp_path, monkeypatch, told, session, found):
    """VS Code's word, then Jupyter's, then the name that the workbook had."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JPY_SESSION_NAME", session)
    assert learn._find_this_notebook("a/b", {"__vsc_ipynb_file__": told}) == tmp_path / found


def test_a_file_that_was_renamed_is_told(tmp_path, monkeypatch):
    """The kernel knows its old name only; nothing else is graded in its place."""
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.delenv("AIPM_CHECKING", raising=False)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "old.ipynb"))
    monkeypatch.chdir(tmp_path)
    learn.check_this_notebook(LESSON)
    assert "There is no file old.ipynb any more. If you have renamed it" in shown[0].data
