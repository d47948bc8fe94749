r"""JupyterLab, set up for a learner and opened in her own copies.

::

    workbook/
      course/       lessons and the start page   \\ her copies: `copies` brings them,
      exercises/    workbooks                    / and leaves alone what she has begun
      .aipm/        settings of JupyterLab, IPython and Matplotlib: nothing is kept elsewhere

While it is open, a grader waits in the background: see `grading.service`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from aipm_helpers import ROOT
from aipm_helpers.copies import START_PAGE, Changes, bring_copies, describe_changes
from aipm_helpers.grading.service import start_service

__all__ = ["AUTOSAVE_SECONDS", "open_lab", "prepare_workbook"]

#: How often JupyterLab saves by itself.
AUTOSAVE_SECONDS = 5
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


def prepare_workbook(root: Path = ROOT) -> Changes:
    """Bring lessons, workbooks and the start page to ``workbook/``: first copies and new releases.

    What was begun stays as it is; see `aipm_helpers.copies`. Lessons are marked as trusted
    if they are the built ones, so that their outputs show as they were made.

    Parameters
    ----------
    root : Path
        The course's folder.

    Returns
    -------
    Changes
        What came.
    """
    workbook = root / "workbook"
    changes = bring_copies(root)
    _write_settings(workbook / ".aipm")
    _close_sidebar(workbook / ".aipm" / "workspaces")
    came = [*changes.copied, *changes.renewed, *(item.new for item in changes.beside)]
    _trust(workbook, [name for name in came if name.startswith("course/") and name.endswith(".ipynb")])
    return changes


def open_lab(
    arguments: Iterable[str] = (),
    edit: bool = False,
    root: Path = ROOT,
    say: Callable[[str], None] = lambda text: None,
) -> int:
    """Open JupyterLab on the start page, or on the page that says what is new, and wait until it ends.

    Parameters
    ----------
    arguments : iterable of str
        Passed on to JupyterLab, such as ``--no-browser``.
    edit : bool
        For authors: the whole project, with the ``.py`` files as notebooks.
    root : Path
        The course's folder.
    say : callable
        Told what came to ``workbook/``, in sentences.

    Returns
    -------
    int
        JupyterLab's exit status.
    """
    changes = prepare_workbook(root)
    for text in describe_changes(changes):
        say(text)
    page = changes.news if changes.news and not edit else START_PAGE
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root if edit else root / 'workbook'}"]
    command += [f"--LabApp.default_url=/lab/tree/{page}", "--LabApp.custom_css=True"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # in a container there often is no other user, and JupyterLab would refuse
        command.append("--allow-root")
    service = start_service(root)
    try:
        return subprocess.run([*command, *arguments], env=_environment(root, edit), check=False).returncode
    except KeyboardInterrupt:
        return 0
    finally:
        if service is not None:
            service.communicate()  # closes its standard input, and waits


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
            "autosaveInterval": AUTOSAVE_SECONDS,
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
