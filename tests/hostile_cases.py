"""Hostile and unusual answers, read from `tests/hostile/`, and submissions made of them.

`tests/hostile/<theme>.py` holds cases, each below a header that says what must come of it::

    # %% attack: title         (or "honest: title")
    # cell: total              (the answer cell that gets the source, or "extra": a cell of its own after the setup)
    # wrong: mean              (with "extra": this answer is a wrong one, all others are right)
    # earns: 0                 (points of the task that is attacked)
    # reason: wrong | crashed  (ends that are legitimate; any if it is left out)
    # lost: table, settings    (other tasks that may lose points)
    # slow: yes                (runs into a limit of time or memory)
    # stock: yes               (harmless enough for plain nbgrader: tests/stock_nbgrader.py)

SECURITY: the files are text. Nothing here runs a case; except for those marked ``stock``, run them in a jail only.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

FOLDER = Path(__file__).parent / "hostile"
EXTRA = "extra"
MAX_POINTS = 2.0
REASONS = ("right", "partly", "wrong", "no_answer", "crashed", "too_slow", "out_of_memory", "too_much_output")
#: A wrong answer to each task; where it can be, one that the visible lines of the check let pass.
WRONG = {
    "total": "total = 1",
    "mean": "def mean(values):\n    return 2",
    "table": (
        'by_region = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [205.0, 0.0, 0.0, 0.0]})'
    ),
    "settings": 'settings = {"rate": 9, "rounds": 1, "layers": [1, 1]}',
    "account": (
        "class Account:\n    balance = 5\n\n    def __init__(self, opening=0):\n        pass\n\n"
        "    def deposit(self, amount):\n        pass"
    ),
    "partial": "ranks = [0, 0, 0, 0]",
    "bystander": "bystander = 0",
}
TASKS = tuple(WRONG)
_NO_CASES = {"workbook.py"}
_FIELDS = ("cell", "wrong", "earns", "reason", "lost", "slow", "stock")


@dataclass(frozen=True)
class Case:
    """A source, where it goes, and what must come of it.

    Parameters
    ----------
    file : str
        The file's name without its ending: the theme.
    kind : str
        ``attack`` or ``honest``.
    title : str
        Unique in the file.
    cell : str
        The task whose answer the source is, or ``extra``.
    wrong : str
        The task that gets a wrong answer; empty if none does.
    earns : float
        The points of the attacked task.
    reasons : tuple of str
        Ends that are legitimate; any if it is empty.
    lost : tuple of str
        Other tasks that may lose points.
    slow : bool
        Whether it runs into a limit of time or memory.
    stock : bool
        Whether it may be run without a jail.
    source : str
        The code.
    """

    file: str
    kind: str
    title: str
    cell: str
    wrong: str
    earns: float
    reasons: tuple[str, ...]
    lost: tuple[str, ...]
    slow: bool
    stock: bool
    source: str

    @property
    def id(self) -> str:
        """What the case is called in tests."""
        return f"{self.file}: {self.title}"

    @property
    def task(self) -> str | None:
        """The task that earns `earns`; None if the source stands for itself and no answer is wrong."""
        return self.wrong or (self.cell if self.cell != EXTRA else None)

    @property
    def expected(self) -> dict[str, float]:
        """The points that each task must have, without those that may be lost."""
        points = {task: MAX_POINTS for task in TASKS if task not in self.lost}
        return points | ({self.task: self.earns} if self.task else {})


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """Return all cases, in the order of their files.

    Raises
    ------
    ValueError
        If a header says what it cannot; the text names file and title.
    """
    paths = [path for path in sorted(folder.glob("*.py")) if path.name not in _NO_CASES]
    cases = [case for path in paths for case in _read(path.stem, path.read_text("utf-8"))]
    ids = [case.id for case in cases]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"Titles must be unique: {', '.join(sorted(twice))}.")
    return cases


def _read(file: str, text: str) -> list[Case]:
    return [
        _case(file, head, body.strip("\n"))
        for head, body in re.findall(r"(?ms)^# %% ([^\n]+)\n(.*?)(?=^# %% |\Z)", text)
    ]


def _case(file: str, head: str, body: str) -> Case:
    kind, _, title = head.partition(": ")
    fields = {}
    lines = body.splitlines()
    while lines and (match := re.fullmatch(rf"# ({'|'.join(_FIELDS)}): (.+)", lines[0])):
        fields[match[1]] = match[2].strip()
        del lines[0]

    def listed(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Return the entries of a field."""
        entries = tuple(re.split(r"\s*[|,]\s*", fields[name])) if name in fields else ()
        if unknown := set(entries) - set(known):
            raise ValueError(f"{file}: {title}: unknown {name} {', '.join(sorted(unknown))}.")
        return entries

    (cell,) = listed("cell", (*TASKS, EXTRA)) or ("",)
    (wrong,) = listed("wrong", TASKS) or ("",)
    unknown = {fields.get(name, "yes") for name in ("slow", "stock")} - {"yes"}
    if kind not in ("attack", "honest") or not cell or "earns" not in fields or unknown:
        raise ValueError(f"{file}: {title}: a case has a kind, a cell and what it earns; slow and stock are yes.")
    if wrong and (cell != EXTRA or kind == "honest"):
        raise ValueError(f"{file}: {title}: only an extra cell comes with another task's wrong answer.")
    return Case(
        file=file,
        kind=kind,
        title=title,
        cell=cell,
        wrong=wrong,
        earns=float(fields["earns"]),
        reasons=listed("reason", REASONS),
        lost=listed("lost", TASKS),
        slow="slow" in fields,
        stock="stock" in fields,
        source="\n".join(lines).strip("\n"),
    )


@cache
def _workbook() -> NotebookNode:
    import jupytext

    notebook = jupytext.read(FOLDER / "workbook.py", fmt="py:percent")
    notebook.metadata.clear()
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        given = cell.metadata["nbgrader"]
        defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
        cell.metadata = NotebookNode(nbgrader=NotebookNode({**defaults, "cell_type": cell.cell_type, **given}))
        cell.id = given["grade_id"]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def workbook_cells() -> NotebookNode:
    """Return the workbook with its solutions and hidden checks, as nbgrader's source has it."""
    return copy.deepcopy(_workbook())


def release_cells() -> NotebookNode:
    """Return the workbook as learners get it: without solutions and hidden checks."""
    notebook = workbook_cells()
    for cell in notebook.cells:
        cell.source = re.sub(r"(?ms)^### BEGIN SOLUTION$.*?^### END SOLUTION$", "# YOUR CODE HERE", cell.source)
        cell.source = re.sub(r"(?ms)^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$\n?", "", cell.source)
    return notebook


def submission(case: Case, notebook: NotebookNode) -> NotebookNode:
    """Return what a learner hands in who is honest everywhere but where the case says otherwise.

    Parameters
    ----------
    case : Case
        What is put in.
    notebook : NotebookNode
        The workbook or, without solutions and hidden checks, its release; it stays as it is.

    Returns
    -------
    NotebookNode
    """
    answers = {cell.id: cell.source for cell in _workbook().cells if cell.metadata["nbgrader"]["solution"]}
    if case.wrong:
        answers[case.wrong] = WRONG[case.wrong]
    if case.cell != EXTRA:
        answers[case.cell] = case.source
    made = copy.deepcopy(notebook)
    cells = []
    for cell in made.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(grade_id, cell.source)
        cells.append(cell)
        if grade_id == "setup" and case.cell == EXTRA:
            cells.append(nbformat.v4.new_code_cell(case.source, id="extra"))
    made.cells = cells
    return made
