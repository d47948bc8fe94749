r"""What a learner meets: her own copies, JupyterLab set up for the course, and verdicts.

::

    workbook/
      course/       lessons and the start page   \\ copied where missing,
      exercises/    workbooks                    / never overwritten
      .aipm/        settings of JupyterLab, IPython and Matplotlib: nothing is kept elsewhere
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT
from aipm_helpers.errors import UsageError
from aipm_helpers.grading.report import report_html

__all__ = [
    "check_this_notebook",
    "lab",
    "notebooks_to_check",
    "prepare_workbook",
]

START_PAGE = "course/README.md"
_AUTOSAVE_SECONDS = 5
#: What JupyterLab leaves out for readers: links that can be told without seeing colours,
#: lines that are not too long, and code and sliders that fit a phone.
_STYLE = """\
.jp-RenderedHTMLCommon a[href]:not(.jp-InternalAnchorLink) { text-decoration: underline; }
.jp-RenderedMarkdown > :is(p, ul, ol, blockquote) { max-width: 60em; }
.jp-RenderedMarkdown code { white-space: pre-wrap !important; overflow-wrap: anywhere; }
.widget-inline-hbox { max-width: 100%; }
"""
#: Parts of JupyterLab's extensions that are for instructors and authors.
_NOT_FOR_LEARNERS = (
    "@jupyter/nbgrader:assignment-list",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:formgrader",
    "jupyterlab-jupytext",
    "nbdime-jupyterlab",
)


def prepare_workbook(root: Path = ROOT) -> list[str]:
    """Copy lessons, workbooks and the start page to ``workbook/`` where they are missing.

    Lessons are marked as trusted if they are the built ones, so that their outputs show
    as they were made.

    Parameters
    ----------
    root : Path
        The course's folder.

    Returns
    -------
    list of str
        What was copied, relative to ``workbook/``. What was there stays as it is.
    """
    workbook = root / "workbook"
    copied = []
    originals = [root / START_PAGE, *sorted((root / "course").glob("[0-9]*/*.ipynb"))]
    originals += sorted((root / "exercises").glob("[0-9]*/*.ipynb"))
    for original in originals:
        copy = workbook / original.relative_to(root)
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        # a copy that is cut off must not pass for the learner's own work
        partial = copy.with_suffix(".part")
        shutil.copyfile(original, partial)
        partial.replace(copy)
        copied.append(copy.relative_to(workbook).as_posix())
    _write_settings(workbook / ".aipm")
    _close_sidebar(workbook / ".aipm" / "workspaces")
    _trust(workbook, [name for name in copied if name.startswith("course/") and name.endswith(".ipynb")])
    return copied


def lab(arguments: Iterable[str] = (), edit: bool = False, root: Path = ROOT) -> int:
    """Open JupyterLab on the start page and wait until it ends.

    Parameters
    ----------
    arguments : iterable of str
        Passed on to JupyterLab, such as ``--no-browser``.
    edit : bool
        For authors: the whole project, with the ``.py`` files as notebooks.
    root : Path
        The course's folder.

    Returns
    -------
    int
        JupyterLab's exit status.
    """
    prepare_workbook(root)
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root if edit else root / 'workbook'}"]
    command += [f"--LabApp.default_url=/lab/tree/{START_PAGE}", "--LabApp.custom_css=True"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # in a container there often is no other user, and JupyterLab would refuse
        command.append("--allow-root")
    try:
        return subprocess.run([*command, *arguments], env=_environment(root, edit), check=False).returncode
    except KeyboardInterrupt:
        return 0


def notebooks_to_check(names: Iterable[str], root: Path = ROOT) -> list[Path]:
    """Return the notebooks that are meant by files, folders or modules.

    Parameters
    ----------
    names : iterable of str
        Paths of notebooks or folders, or names of modules, such as ``1-fundamentals``.
        Without any: all of ``workbook/exercises``.
    root : Path
        The course's folder.

    Returns
    -------
    list of Path

    Raises
    ------
    UsageError
        If a name means nothing, or there is nothing to check.
    """
    own = root / "workbook" / "exercises"
    found: list[Path] = []
    for name in list(names) or [str(own)]:
        path = Path(name)
        if path.suffix == ".ipynb":
            found.append(path)
            continue
        folder = path if path.is_dir() else own / name
        inside = sorted(p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
        if not inside:
            known = ", ".join(sorted(p.name for p in (root / "exercises").glob("[0-9]*") if p.is_dir()))
            raise UsageError(
                f"There are no workbooks in {folder}. Open the course once (python3 start.py), or name a notebook or a "
                f"module ({known})."
            )
        found += inside
    return found


def check_this_notebook(lesson: str) -> None:
    """Grade the saved file of the notebook that this is called in, and show the result.

    The last cell of each workbook calls it. In a notebook that is being graded it does
    nothing.

    Parameters
    ----------
    lesson : str
        Module and name of the workbook, for where the notebook's name is not known.
    """
    if os.environ.get("AIPM_CHECKING") or os.environ.get("NBGRADER_EXECUTION"):
        return
    from IPython import get_ipython
    from IPython.display import HTML, display

    # Jupyter tells kernels which notebook they belong to; VS Code has its own way
    session = os.environ.get("JPY_SESSION_NAME", "")
    path = Path.cwd() / (Path(session).name if session.endswith(".ipynb") else f"{Path(lesson).name}.ipynb")
    shell = get_ipython()
    saved = _wait_until_saved(path, shell.history_manager.input_hist_raw[1:] if shell else [])
    command = [sys.executable, "-m", "aipm_helpers.cli", "check", "--json", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        report = json.loads(answer.stdout)
    except ValueError:
        display(HTML(f"<p role='status'>{html.escape(answer.stderr.strip() or 'The check did not start.')}</p>"))
        return
    display(HTML(report_html(report, saved)))


def _wait_until_saved(path: Path, run: list[str]) -> str:
    """Wait for JupyterLab to save what was just run, and say when the file was saved.

    Running this cell makes the notebook unsaved, so JupyterLab saves it within its
    interval. Waiting is only needed if something was run that is not in the file.
    """
    began = time.time()
    while not _all_saved(path, run) and time.time() < began + _AUTOSAVE_SECONDS + 2:
        if path.exists() and path.stat().st_mtime > began:
            break
        time.sleep(0.2)
    if not path.exists():
        return ""
    seconds = time.time() - path.stat().st_mtime
    when = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
    text = f"Graded as saved at {when}"
    return text + (
        ". Changed something since? Save and run this cell again." if seconds > 2 * _AUTOSAVE_SECONDS else "."
    )


def _all_saved(path: Path, run: list[str]) -> bool:
    """Tell whether every source that was run in this session is a cell of the file."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return True
    saved = {"".join(cell["source"]).strip() for cell in cells}
    return all(source.strip() in saved for source in run)


# --- JupyterLab's settings -----------------------------------------------------------


def _environment(root: Path, edit: bool) -> dict[str, str]:
    """Return the environment of JupyterLab: its folders, and those of what it starts."""
    home = root / "workbook" / ".aipm"
    environment = {
        **os.environ,
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "JUPYTER_CONFIG_DIR": str(home / ("config-edit" if edit else "config")),
    }
    environment.pop("JUPYTER_CONFIG_PATH", None)
    return environment


def _write_settings(home: Path) -> None:
    """Write JupyterLab's settings: offline, start page rendered, readable, instructors' parts hidden."""
    offline = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
    overrides = {
        "@jupyterlab/apputils-extension:notification": offline,
        "@jupyterlab/docmanager-extension:plugin": {
            "autosaveInterval": _AUTOSAVE_SECONDS,
            "defaultViewers": {"markdown": "Markdown Preview"},
        },
    }
    hidden = {"disabledExtensions": dict.fromkeys(_NOT_FOR_LEARNERS, True)}
    server = {"ServerApp": {"jpserver_extensions": {"jupyterlab_jupytext": False, "nbdime": False}}}
    files: dict[str, dict[str, Any] | str] = {
        "config/labconfig/default_setting_overrides.json": overrides,
        "config/labconfig/page_config.json": hidden,
        "config/jupyter_server_config.json": server,
        "config/custom/custom.css": _STYLE,
        "config-edit/labconfig/default_setting_overrides.json": overrides,
        "config-edit/custom/custom.css": _STYLE,
    }
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=2) + "\n"
        path.write_text(text, encoding="utf-8")


def _close_sidebar(workspaces: Path) -> None:
    """Begin with the file browser closed: links lead everywhere, and on a phone it covers the page.

    What learners open and close is kept by JupyterLab in the same file.
    """
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    if workspaces.exists():
        return
    layout = {"layout-restorer:data": {"left": {"collapsed": True}}}
    content = json.dumps({"data": layout, "metadata": {"id": "default"}})
    WorkspacesManager(str(workspaces)).save("default", content)


def _trust(workbook: Path, lessons: Iterable[str]) -> None:
    """Sign the lessons whose content is what the course built."""
    import nbformat
    from nbformat.sign import NotebookNotary

    from aipm_helpers.build import content_digest

    data = workbook / ".aipm" / "data"
    data.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))
    try:
        for name in lessons:
            notebook = nbformat.read(workbook / name, as_version=4)
            if notebook.metadata.get("aipm", {}).get("content") == content_digest(notebook):
                notary.sign(notebook)
    finally:
        notary.store.close()
