"""From text to notebooks, and from solutions to exercises.

::

    course/M/L.py      --execute-->           course/M/L.ipynb
    solutions/M/L.py   --convert-->           solutions/M/L.ipynb
    solutions/M/*.ipynb  --nbgrader-->        exercises/M/*.ipynb
    solutions/M/L.py   --cut out-->           exercises/M/L.hints.json

Only the ``.py`` files (Jupytext, percent format) are edited. Two builds give the same
bytes: cell ids follow from grade ids or from content, and whatever an editor or a
kernel leaves behind is dropped. Each notebook's metadata hold two digests under
``aipm``: ``source``, of what it was made from, and ``content``, of its own cells (exercises have a
third, ``solution``, the content of theirs), so that a stale notebook and one that was edited by hand both show. Whether a lesson's
outputs still hold is for nbval to say.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aipm_helpers import ROOT
from aipm_helpers.errors import BuildError
from aipm_helpers.hint_cells import ENDING, cut_hints, is_hint_cell, is_hint_file

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Stale", "build", "content_digest", "stale"]

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
#: Sliders: nbval cannot compare their output, and without a kernel it shows nothing.
_UNSTORED = "nbval-ignore-output"
#: Tags that fold a cell in JupyterLab: its code, or its result until it is run.
_FOLDS = {"hide-input": "source_hidden", "reveal": "outputs_hidden"}
_LESSON_SECONDS = 120


@dataclass(frozen=True)
class Stale:
    """A generated file that is not what its source makes, and why."""

    path: str
    reason: str


def build(root: Path = ROOT, say: Callable[[str], None] = lambda text: None) -> list[str]:
    """Regenerate what is stale.

    Parameters
    ----------
    root : Path
        The course's folder.
    say : callable
        Told what is being made, as it begins.

    Returns
    -------
    list of str
        The files that were written or removed, relative to `root`.

    Raises
    ------
    BuildError
        If a lesson fails or warns, nbgrader refuses a workbook, or a notebook without
        a source is not one of ours. What was there before stays.
    """
    written = []
    for source in _sources(root / "course"):
        target = source.with_suffix(".ipynb")
        if _lesson_reason(root, source):
            say(f"running {_name(root, source)}")
            _write(target, _run_lesson(root, source))
            written.append(_name(root, target))
    changed_modules = set()
    for source in _sources(root / "solutions"):
        target = source.with_suffix(".ipynb")
        for path, text in ((target, _dump(_convert(root, source))), (_hints_file(root, source), _cut(root, source))):
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
                written.append(_name(root, path))
        release = root / "exercises" / target.relative_to(root / "solutions")
        if _is_stale_release(target, release):
            changed_modules.add(source.parent.name)
    for module in sorted(changed_modules):
        say(f"releasing exercises/{module}")
        for name, text in _release(root, module).items():
            path = root / "exercises" / module / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(_name(root, path))
    for orphan in _orphans(root):
        if not _is_as_built(orphan):
            raise BuildError(
                f"{_name(root, orphan)} has no .py beside its source, and its content is somebody's own: it stays. If it is "
                "to be part of the course, make its text with: jupytext --to py:percent NOTEBOOK"
            )
        orphan.unlink()
        written.append(_name(root, orphan))
    return written


def stale(root: Path = ROOT, say: Callable[[str], None] = lambda text: None) -> list[Stale]:
    """Return the generated files that are not what their sources make; write nothing.

    Solutions and exercises are made again and compared byte by byte. Lessons are
    compared by digest and by their inputs; they are not run.
    """
    found = []
    for source in _sources(root / "course"):
        say(f"comparing {_name(root, source)}")
        if reason := _lesson_reason(root, source):
            found.append(Stale(_name(root, source.with_suffix(".ipynb")), reason))
    modules: dict[str, None] = {}
    for source in _sources(root / "solutions"):
        target = source.with_suffix(".ipynb")
        modules[source.parent.name] = None
        if not target.exists():
            found.append(Stale(_name(root, target), "it is missing"))
        elif target.read_text(encoding="utf-8") != _dump(_convert(root, source)):
            found.append(Stale(_name(root, target), "it is not what its .py makes"))
        hints = _hints_file(root, source)
        if not hints.exists():
            found.append(Stale(_name(root, hints), "it is missing"))
        elif hints.read_text(encoding="utf-8") != _cut(root, source):
            found.append(Stale(_name(root, hints), f"it is not what the hints in {_name(root, source)} make"))
    for module in modules:
        say(f"comparing exercises/{module}")
        for name, text in _release(root, module).items():
            path = root / "exercises" / module / name
            if not path.exists():
                found.append(Stale(_name(root, path), "it is missing"))
            elif path.read_text(encoding="utf-8") != text:
                found.append(Stale(_name(root, path), "it is not what nbgrader makes of the solution"))
    found += [Stale(_name(root, orphan), "nothing makes it: its .py is gone") for orphan in _orphans(root)]
    return found


def content_digest(notebook: NotebookNode) -> str:
    """Return the SHA-256 of a notebook's cells and outputs."""
    return _sha(json.dumps(notebook.cells, sort_keys=True, ensure_ascii=False))


# --- what is there --------------------------------------------------------------------


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*/[0-9]*.py"))


def _orphans(root: Path) -> Iterator[Path]:
    for folder, origin in (("course", "course"), ("solutions", "solutions"), ("exercises", "solutions")):
        for notebook in sorted((root / folder).glob("[0-9]*/*.ipynb")):
            if not (root / origin / notebook.relative_to(root / folder)).with_suffix(".py").exists():
                yield notebook
    for hints in sorted((root / "exercises").glob(f"[0-9]*/*{ENDING}")):
        if not (root / "solutions" / hints.parent.name / f"{hints.name.removesuffix(ENDING)}.py").exists():
            yield hints


def _is_as_built(path: Path) -> bool:
    """Tell whether a notebook was made here and not edited since, or a file of hints has our form."""
    if path.name.endswith(ENDING):
        return is_hint_file(path.read_text(encoding="utf-8", errors="replace"))
    notebook = _read(path)
    return notebook is not None and notebook.metadata.get("aipm", {}).get("content") == content_digest(notebook)


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _hints_file(root: Path, source: Path) -> Path:
    return root / "exercises" / source.parent.name / f"{source.stem}{ENDING}"


def _lesson_reason(root: Path, source: Path) -> str | None:
    target = source.with_suffix(".ipynb")
    if not target.exists():
        return "it is missing"
    old = _read(target)
    if old is None:
        return "it is not a notebook"
    digests = old.metadata.get("aipm", {})
    if digests.get("source") != _source_digest(root, source):
        return "its text, a module it uses or its data have changed"
    if digests.get("content") != content_digest(old) or _inputs(old) != _inputs(_convert(root, source)):
        return "it was edited by hand: edit the .py beside it"
    return None


def _is_stale_release(solution: Path, release: Path) -> bool:
    made = _read(release) if release.exists() else None
    source = _read(solution)
    if made is None or source is None:
        return True
    digests = made.metadata.get("aipm", {})
    of_source = source.metadata["aipm"]
    wanted = {"solution": of_source["content"], "source": of_source["source"], "content": content_digest(made)}
    return {key: digests.get(key) for key in wanted} != wanted


def _inputs(notebook: NotebookNode) -> list[tuple[object, ...]]:
    return [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]


# --- digests --------------------------------------------------------------------------


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _source_digest(root: Path, source: Path) -> str:
    """Digest a lesson's text, the modules that it reaches by import, and their data."""
    files = [source, *_modules(root, source)]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    loaded = tuple(re.findall(r"\bload_(\w+)\(", text))
    data = [path for path in sorted((root / "datasets").glob("*.*")) if loaded and path.stem.startswith(loaded)]
    # line ends may differ between systems; what they separate may not
    contents = [path.read_bytes().replace(b"\r\n", b"\n") for path in [*files, *data]]
    return _sha("".join(hashlib.sha256(content).hexdigest() for content in contents))


def _modules(root: Path, source: Path) -> list[Path]:
    """Return the modules of `aipm_helpers` that a file imports, directly or not."""
    found: dict[Path, None] = {}
    waiting = [source]
    while waiting:
        for name in _imported(waiting.pop()):
            path = (root / Path(*name.split("."))).with_suffix(".py")
            if path.exists() and path not in found:
                found[path] = None
                waiting.append(path)
    return sorted(found)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# --- making notebooks -----------------------------------------------------------------


def _convert(root: Path, source: Path) -> NotebookNode:
    """Return the notebook that a percent script describes, without outputs and hints."""
    import jupytext

    notebook = jupytext.read(source, fmt="py:percent")
    notebook.cells = [cell for cell in notebook.cells if not is_hint_cell(cell)]
    # a workbook is made of its cells only: another hint makes no other notebook
    asked = json.dumps([[cell.cell_type, cell.source, cell.metadata] for cell in notebook.cells], sort_keys=True)
    made_from = _source_digest(root, source) if source.is_relative_to(root / "course") else _sha(asked)
    lesson = f"{source.parent.name}/{source.stem}"
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=_KERNEL, language_info=_LANGUAGE, aipm={"lesson": lesson, "source": made_from})
    seen: dict[str, int] = {}
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)
        folds = {_FOLDS[tag]: True for tag in cell.metadata.get("tags", []) if tag in _FOLDS}
        if folds:
            cell.metadata["jupyter"] = folds
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] = _complete(cell)
            if cell.metadata["nbgrader"]["grade"] and cell.cell_type == "code":
                # "Run All" goes on after a check that is not content, down to the last cell
                cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
            cell.id = cell.metadata["nbgrader"]["grade_id"]
        else:
            digest = _sha(cell.cell_type + cell.source)[:10]
            seen[digest] = seen.get(digest, 0) + 1
            cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata["aipm"]["content"] = content_digest(notebook)
    return notebook


def _cut(root: Path, source: Path) -> str:
    """Return the text of a workbook's file of hints."""
    import jupytext

    cells = jupytext.read(source, fmt="py:percent").cells
    return cut_hints(cells, f"{source.parent.name}/{source.stem}", _name(root, source))


def _complete(cell: NotebookNode) -> dict[str, object]:
    """Fill in what nbgrader wants in a graded cell's metadata beside what the author wrote."""
    defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {**defaults, "cell_type": cell.cell_type, **cell.metadata["nbgrader"]}


def _run_lesson(root: Path, source: Path) -> NotebookNode:
    """Execute a lesson in a fresh kernel; raise if a cell fails or warns."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    notebook = _convert(root, source)
    inputs = copy.deepcopy(notebook)
    client = NotebookClient(
        notebook,
        timeout=_LESSON_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(source.parent)}},
    )
    # nbclient answers sliders on the channel that it waits on, and may then miss the cell's end until its
    # time is up; the outputs of sliders are not stored, so nobody need answer
    client.comm_open_handlers.clear()
    try:
        # ipykernel warns on its stderr that it uses TCP; a lesson's own warnings are outputs
        client.execute(env={**os.environ, "PYTHONHASHSEED": "0"}, stderr=subprocess.DEVNULL)
    except (CellExecutionError, CellTimeoutError) as error:
        raise BuildError(f"{_name(root, source)} does not run:\n{error}") from None
    for cell, asked in zip(notebook.cells, inputs.cells, strict=True):
        cell.metadata = asked.metadata
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                raise BuildError(f"{_name(root, source)} warns; mend its cause:\n{cell.source}\n{output.text}")
        if _UNSTORED in cell.metadata.get("tags", []):
            cell.outputs = []
    notebook.metadata = inputs.metadata
    notebook.metadata["aipm"]["content"] = content_digest(notebook)
    return notebook


def _release(root: Path, module: str) -> dict[str, str]:
    """Return what nbgrader makes of a module's solutions, by file name."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "solutions" / module
        folder.mkdir(parents=True)
        for source in sorted((root / "solutions" / module).glob("[0-9]*.py")):
            _write((folder / source.name).with_suffix(".ipynb"), _convert(root, source))
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        # the instructor's gradebook has no part in this
        config.CourseDirectory.root = scratch
        config.CourseDirectory.db_url = f"sqlite:///{scratch}/gradebook.db"
        config.Application.log_level = "ERROR"
        answer = NbGraderAPI(config=config).generate_assignment(module)
        if not answer["success"]:
            raise BuildError(f"nbgrader refuses solutions/{module}:\n{answer['log'] or answer['error']}")
        made = {}
        for path in sorted((Path(scratch) / "exercises" / module).glob("*.ipynb")):
            notebook = _read(path)
            assert notebook is not None
            notebook.metadata.pop("celltoolbar", None)
            digests = notebook.metadata["aipm"]
            digests.update(solution=digests["content"], content=content_digest(notebook))
            made[path.name] = _dump(notebook)
    return made


# --- files ----------------------------------------------------------------------------


def _read(path: Path) -> NotebookNode | None:
    import nbformat

    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except Exception:
        return None
    return notebook


def _dump(notebook: NotebookNode) -> str:
    import nbformat

    return json.dumps(json.loads(nbformat.writes(notebook)), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _write(path: Path, notebook: NotebookNode) -> None:
    path.write_text(_dump(notebook), encoding="utf-8", newline="\n")
