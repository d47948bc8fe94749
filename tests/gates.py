"""What a lesson and a workbook must be like, as functions that return problems.

Each gate takes text or a notebook and returns a list of sentences, empty if all is
well. `test_course.py` applies them to the course, `test_gates.py` to planted faults.
"""

from __future__ import annotations

import ast
import io
import itertools
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from nbformat import NotebookNode

LESSON_HEADINGS = ["The story", "Worked example", "Decide", "Recap", "Check yourself", "Go further"]
FIRST_LESSON = "1-fundamentals/1-the-ai-product-manager"
CELLS, WORDS, CODE_LINES, CELL_LINES = (15, 35), (900, 1800), 80, 15
TASKS, MODULE_CHECK_TASKS = (6, 8), (10, 10)
#: The last workbook of each module has no lesson of its own.
MODULE_CHECK = "/9-module-check"
HINT_WORDS = 90
#: What checks call that asks for no answer by name.
NAMELESS = ("task", "score", "consistent", "note", "read", "Sentence")
KINDS = {
    "solution": ("BEGIN SOLUTION", "END SOLUTION"),
    "hidden check": ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
}


# --- text ------------------------------------------------------------------------------


def prose(notebook: NotebookNode) -> str:
    """Return all markdown cells, code blocks left out."""
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.sub(r"(?ms)^```.*?^```$", "", text)


def headings(text: str) -> list[tuple[int, str]]:
    """Return the level and the text of each heading."""
    return [(len(marks), title.strip()) for marks, title in re.findall(r"(?m)^(#{1,6}) +(.+)$", text)]


def heading_problems(text: str) -> list[str]:
    """One heading of level 1, first; no level is skipped on the way down."""
    found = headings(text)
    levels = [level for level, _ in found]
    problems = []
    if levels.count(1) != 1 or levels[0] != 1:
        problems.append(f"there must be one heading of level 1, and it must be the first: {levels}")
    problems += [
        f"'{found[index + 1][1]}' has level {after} under level {before}"
        for index, (before, after) in enumerate(itertools.pairwise(levels))
        if after > before + 1
    ]
    return problems


def anatomy_problems(notebook: NotebookNode, lesson: str) -> list[str]:
    """The parts of a lesson, in their order; every lesson but the first begins with recall."""
    wanted = LESSON_HEADINGS if lesson == FIRST_LESSON else ["Recall", *LESSON_HEADINGS]
    found = [title for level, title in headings(prose(notebook)) if level == 2]
    problems = [] if found == wanted else [f"headings of level 2 must be {wanted}; they are {found}"]
    frame = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    problems += [f"the first cell lacks '{part}'" for part in ("Minutes", "You need", "Left out") if part not in frame]
    if not re.search(r"\*\*Predict:\*\*|^### Predict", prose(notebook), re.MULTILINE):
        problems.append("nothing is predicted")
    return problems


def measure_problems(notebook: NotebookNode) -> list[str]:
    """Cells, words and lines of code within the measures of a lesson."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    folded = [cell for cell in code if cell.metadata.get("jupyter", {}).get("source_hidden")]
    visible = sum(_lines(cell) for cell in code if cell not in folded)
    # a line of links to the glossary is nothing to read
    told = re.sub(r"(?m)^\*\*Terms:\*\*.*$", "", prose(notebook)) + _computed_prose(notebook)
    words = len(re.sub(r"<[^>]+>|\]\([^)]*\)|[#|*>`-]", " ", told).split())
    problems = []
    if not CELLS[0] <= len(notebook.cells) <= CELLS[1]:
        problems.append(f"{len(notebook.cells)} cells, not {CELLS[0]} to {CELLS[1]}")
    if not WORDS[0] <= words <= WORDS[1]:
        problems.append(f"{words} words, not {WORDS[0]} to {WORDS[1]}")
    if visible > CODE_LINES:
        problems.append(f"{visible} visible lines of code, more than {CODE_LINES}")
    problems += [f"a cell of {_lines(cell)} lines: {cell.source[:60]!r}" for cell in code if _lines(cell) > CELL_LINES]
    return problems


def formula_problems(notebook: NotebookNode) -> list[str]:
    """No line has two dollar signs: what stands between them would be set as a formula."""
    lines = (prose(notebook) + "\n" + _computed_prose(notebook)).splitlines()
    return [f"write dollars out, or as US$ once a line: {line[:80]!r}" for line in lines if line.count("$") > 1]


def _computed_prose(notebook: NotebookNode) -> str:
    return "\n".join(
        "".join(output.data["text/markdown"])
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/markdown" in output.get("data", {})
    )


def _lines(cell: NotebookNode) -> int:
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def typed_result_problems(notebook: NotebookNode) -> list[str]:
    """No number that looks like a result is typed in markdown.

    Allowed are numbers with their source on the line, and inputs: literals of code
    cells above, as they stand or as percent.
    """
    problems = []
    inputs: set[float] = set()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            inputs |= _literals(cell.source)
            continue
        for line in cell.source.splitlines():
            if re.search(r"https?://|doi:", line):
                continue
            for text in re.findall(r"[€$£] ?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)? ?%|\d+\.\d+", line):
                value = float(re.sub(r"[^\d.]", "", text))
                if value not in inputs and not ("%" in text and value / 100 in inputs):
                    problems.append(f"{text!r} is typed; compute it in a cell, or name its source: {line.strip()!r}")
    return problems


def _literals(source: str) -> set[float]:
    tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "pass", source))
    numbers = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {float(value) for value in numbers if isinstance(value, int | float)}


def glossary_problems(glossary: str, lessons: Mapping[str, str]) -> list[str]:
    """Each term names the lesson that introduces it, and that lesson names the term, in its text and with a link.

    `lessons` holds all text of each lesson with that of its workbook, by module and name.
    """
    entries, _, _ = glossary.partition("## Words explained")
    found: dict[str, set[str]] = {lesson: set() for lesson in lessons}
    problems = []
    terms = re.findall(r"(?ms)^### (.+?)\n(.*?)(?=^###? |\Z)", entries)
    for term, body in terms:
        named = re.findall(r"Introduced in \[[^\]]+\]\(([^)]+)\.ipynb\)", body)
        if len(named) != 1 or named[0] not in lessons:
            problems.append(f"{term}: 'Introduced in' must name one lesson, not {named}")
            continue
        found[named[0]].add(anchor_of(term))
        # the term, or one of the words that its entry gives for it
        words = [term, *re.findall(r"\*([^*]+)\*", body)]
        text = re.sub(r"\*\*Terms:\*\*.*|\*", "", lessons[named[0]]).lower()
        if not any(word.lower() in text for word in words):
            problems.append(f"{term}: {named[0]} does not use it, nor a word in italics of its entry")
    for lesson, text in lessons.items():
        linked = set(re.findall(r"\.\./glossary\.md#([^)]+)\)", text))
        problems += [f"{lesson} does not link to {term}" for term in sorted(found[lesson] - linked)]
        problems += [
            f"{lesson} links to {term}, which it does not introduce" for term in sorted(linked - found[lesson])
        ]
    names = [re.sub(r"[^a-z0-9]", " ", term.lower()) for term, _ in terms]
    return problems + ([] if names == sorted(names) else ["the terms are not in alphabetical order"])


def anchor_of(title: str) -> str:
    """Return the name by which a heading is linked to.

    >>> anchor_of("A/B test")
    'ab-test'
    """
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def link_problems(text: str, file: Path) -> list[str]:
    """Every relative link leads to a file that exists, and to a heading in it."""
    problems = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (file.parent / name).resolve() if name else file
        if not path.exists():
            problems.append(f"{file.name}: there is no {target}")
        elif anchor and path.suffix == ".md":
            known = {
                re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
                for _, title in headings(path.read_text("utf-8"))
            }
            if anchor not in known:
                problems.append(f"{file.name}: {name or file.name} has no heading #{anchor}")
    return problems


def start_page_problems(
    page: str, minutes: Mapping[str, tuple[int, int]], module_checks: Mapping[str, int] = {}
) -> list[str]:
    """The start page leads to every lesson and workbook, and says how long they take.

    `minutes` holds, for each lesson by module and name, those of the lesson and of its workbook;
    `module_checks` those of each module's last workbook, by module.
    """
    problems = [
        f"the start page must link to the module check of {module} as [{work} minutes]"
        for module, work in module_checks.items()
        if f"[{work} minutes](../exercises/{module}{MODULE_CHECK}.ipynb)" not in page
    ]
    for lesson, (read, work) in minutes.items():
        rows = [line for line in page.splitlines() if line.startswith("|") and f"]({lesson}.ipynb)" in line]
        if len(rows) != 1:
            problems.append(f"the start page has {len(rows)} rows that link to {lesson}.ipynb, not one")
        elif f"| {read} minutes | [{work} minutes](../exercises/{lesson}.ipynb) |" not in rows[0]:
            problems.append(
                f"the row of {lesson} must end in {read} minutes and a link of {work} minutes to its workbook"
            )
    for module in sorted({lesson.partition("/")[0] for lesson in minutes}):
        inside = [both for lesson, both in minutes.items() if lesson.startswith(f"{module}/")]
        number = module[0]
        total = sum(map(sum, inside)) + module_checks.get(module, 0)
        if not re.search(rf"(?m)^\| (\*\*)?{number} .*\| {len(inside)} of \d+ \| {total} minutes \|$", page):
            problems.append(f"module {number} must show {len(inside)} lessons and {total} minutes")
    return problems


def left_over_problems(text: str) -> list[str]:
    """Nothing that an author was to write is still to be written."""
    return [f"line {number}: {line.strip()!r}" for number, line in enumerate(text.splitlines(), 1) if "TODO" in line]


# --- code and pictures -------------------------------------------------------------------


def code_problems(source: str) -> list[str]:
    """No network, and no warning is silenced as a whole."""
    network = r"\b(urllib|requests|httpx|ftplib|socket)\b|https?://|^\s*[%!]|\bpip\b"
    silenced = (
        r"(filterwarnings|simplefilter)\(\s*['\"]ignore['\"]\s*\)|except( Exception| BaseException)?:\s*(\n\s*)?pass\b"
    )
    rules = {network: "reaches out of the notebook", silenced: "silences all warnings or errors"}
    return [f"{match[0]!r} {told}" for rule, told in rules.items() for match in re.finditer(rule, source, re.MULTILINE)]


class _Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attrs).get("alt"))


def picture_problems(page: str, pictures: int) -> list[str]:
    """Each picture of a rendered page has a text alternative: a sentence, and its own."""
    parser = _Images()
    parser.feed(page)
    problems = (
        [] if len(parser.alts) == pictures else [f"{len(parser.alts)} pictures on the page, {pictures} were made"]
    )
    for alt in parser.alts:
        if not alt:
            problems.append("a picture has no text alternative")
        elif len(alt.split()) < 5 or not alt.rstrip().endswith("."):
            problems.append(f"a text alternative is no sentence: {alt!r}")
    problems += [f"{count} pictures share {alt!r}" for alt, count in Counter(parser.alts).items() if alt and count > 1]
    return problems


def stored_pictures(notebook: NotebookNode) -> int:
    """Return how many pictures a notebook's outputs hold, however they are stored."""
    data = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    return sum("image/png" in item for item in data) + sum(
        "<img" in "".join(item.get("text/html", "")) for item in data
    )


# --- workbooks ---------------------------------------------------------------------------


def prompt_problems(notebook: NotebookNode) -> list[str]:
    """Prompts, metadata and checks name the same tasks, points and answers."""
    cells = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    problems = [
        f"a cell has no grade id: {cell.source[:40]!r}" for cell in notebook.cells if "nbgrader" not in cell.metadata
    ]
    graded = [cell for cell in cells.values() if cell.metadata["nbgrader"]["grade"]]
    low, high = MODULE_CHECK_TASKS if notebook.metadata["aipm"]["lesson"].endswith(MODULE_CHECK) else TASKS
    if not low <= len(graded) <= high:
        problems.append(f"{len(graded)} tasks, not {low} to {high}")
    for place, cell in enumerate(graded, start=1):
        meta = cell.metadata["nbgrader"]
        task = meta["grade_id"].removesuffix("-check")
        prompt = cells[f"{task}-prompt"].source if f"{task}-prompt" in cells else ""
        title = re.match(r"## Task (\d+)\. .+ \((\d+) points?\)\n", prompt)
        if not title or int(title[1]) != place or int(title[2]) != meta["points"]:
            problems.append(f"{task}: its prompt must begin with '## Task {place}. ... ({meta['points']} points)'")
        if "**Done when**" not in prompt:
            problems.append(f"{task}: its prompt does not say when it is done")
        if meta["solution"]:
            continue
        if task not in cells or not cells[task].metadata["nbgrader"]["solution"]:
            problems.append(f"{task}: there is no answer cell of this name")
            continue
        problems += _check_problems(task, meta["points"], cell.source, cells[task].source, prompt)
    problems += _binding_problems(cells.values())
    return problems


def hint_problems(notebook: NotebookNode, hints: Mapping[str, object]) -> list[str]:
    """Every task has three short hints; the last shows the shape, and none holds what a check expects."""
    cells = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    graded = [cell for cell in cells.values() if cell.metadata["nbgrader"]["grade"]]
    tasks = [cell.metadata["nbgrader"]["grade_id"].removesuffix("-check") for cell in graded]
    found = hints["tasks"]
    assert isinstance(found, dict)
    problems = [] if list(found) == tasks else [f"hints are for {list(found)}, tasks are {tasks}"]
    secret = _expected_numbers(notebook)
    for task, cell in zip(tasks, graded, strict=True):
        rungs = found.get(task, {}).get("hints", [])
        if len(rungs) != 3:
            problems.append(f"{task}: {len(rungs)} hints, not 3")
            continue
        for place, text in enumerate(rungs, start=1):
            given = sorted(secret & _numbers(text))
            if given:
                problems.append(f"{task}: hint {place} gives away {given}")
            if len(text.split()) > HINT_WORDS:
                problems.append(f"{task}: hint {place} has more than {HINT_WORDS} words")
        if not cell.metadata["nbgrader"]["solution"]:
            code = " ".join(re.findall(r"(?s)```.*?```|`[^`]+`", rungs[-1]))
            names = {name for _, name in _asked_names(cell.source)}
            problems += [
                f"{task}: hint 3 does not name {name} in code"
                for name in sorted(names)
                if not re.search(rf"\b{name}\b", code)
            ]
    return problems


def _expected_numbers(notebook: NotebookNode) -> set[float]:
    """Return the numbers of two digits or more that checks expect or example memos hold, and that stand nowhere else."""
    expected: set[float] = set()
    shown: set[float] = set()
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not meta.get("grade"):
            # an example memo rests on the answers of the tasks before it
            numbers = _numbers(cell.source)
            shown |= numbers if meta.get("locked") else set()
            expected |= numbers if cell.cell_type == "markdown" and meta.get("solution") else set()
            continue
        for word, call in _words(cell.source):
            if word == "checks.number" and len(call.args) > 1:
                expected |= _numbers(ast.unparse(call.args[1]))
            elif word == "checks.function" and isinstance(call.args[1], ast.List):
                results = [case.elts[1] for case in call.args[1].elts if isinstance(case, ast.Tuple)]
                expected |= {number for result in results for number in _numbers(ast.unparse(result))}
    return expected - shown


def _numbers(text: str) -> set[float]:
    """Return the numbers in a text that have more than one digit, whatever separates their thousands."""
    found = re.findall(r"(?<![\w.])\d[\d,_]*(?:\.\d+)?", text)
    return {float(re.sub(r"[,_]", "", number)) for number in found if len(re.sub(r"\D", "", number)) > 1}


def _words(check: str) -> list[tuple[str, ast.Call]]:
    """Return the calls of checks' words in a check."""
    calls = [node for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Call)]
    return [(ast.unparse(call.func), call) for call in calls if ast.unparse(call.func).startswith("checks.")]


def _asked_names(check: str) -> Iterator[tuple[str, str]]:
    """Return the words of a check that ask for an answer, with its name."""
    for word, call in _words(check):
        if word.removeprefix("checks.") not in NAMELESS:
            yield word, str(ast.literal_eval(call.args[0])).partition("[")[0]


def _check_problems(task: str, points: float, check: str, answer: str, prompt: str) -> Iterator[str]:
    opened = [call for word, call in _words(check) if word == "checks.task"]
    if len(opened) != 1 or ast.unparse(opened[0].args[0]) != repr(task):
        yield f"{task}: its check must open with checks.task({task!r}, ...)"
    elif {key.arg: ast.literal_eval(key.value) for key in opened[0].keywords}.get("points") != points:
        yield f"{task}: its check must say points={points}, as the metadata do"
    if not check.rstrip().endswith("checks.score()"):
        yield f"{task}: its check must end with checks.score()"
    if re.search(r"(?m)^\s*assert\b", check):
        yield f"{task}: its check has a bare assert"
    bound = _bound(answer)
    for _, name in _asked_names(check):
        if f"`{name}" not in prompt:
            yield f"{task}: its check asks for {name}, which the prompt does not name"
        if name not in bound:
            yield f"{task}: its check asks for {name}, which the answer does not make"


def _binding_problems(cells: object) -> Iterator[str]:
    """Every answer is a new name: no locked cell and no other answer has it."""
    owners: dict[str, str] = {}
    for cell in cells:  # type: ignore[attr-defined]
        meta = cell.metadata["nbgrader"]
        if cell.cell_type != "code" or meta["grade"]:
            continue
        for name in sorted(_bound(cell.source)):
            if meta["solution"] and name in owners:
                yield f"{meta['grade_id']}: {name} is bound by {owners[name]} already"
            owners.setdefault(name, meta["grade_id"])


def _bound(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {leaf.id for target in node.targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
    return names


def leak_problems(solution: NotebookNode, released: Mapping[str, bytes]) -> list[str]:
    """No line of a solution or of a hidden check is in any byte of what is released.

    Lines that the workbook also shows openly do not count, nor do those too short to
    tell anything. Zip archives are opened.
    """
    secret = _secret_lines(solution)
    problems = []
    for name, content in _members(released):
        text = content.decode("utf-8", "replace")
        plain = text + "\n".join(_strings(text))
        problems += [f"{name} holds a line of a {kind}: {line!r}" for line, kind in secret.items() if line in plain]
        problems += [f"{name} holds the mark {mark!r}" for marks in KINDS.values() for mark in marks if mark in plain]
    return problems


def _secret_lines(notebook: NotebookNode) -> dict[str, str]:
    """Return the lines of solutions and hidden checks that stand nowhere openly, each with its kind."""
    secret: dict[str, str] = {}
    shown: set[str] = set()
    for cell in notebook.cells:
        kind = None
        for line in cell.source.splitlines():
            opened = [name for name, (begin, _) in KINDS.items() if begin in line]
            if opened:
                kind = opened[0]
            elif any(end in line for _, end in KINDS.values()):
                kind = None
            elif kind is None:
                shown.add(line.strip())
            elif len(line.strip()) > 5:
                secret[line.strip()] = kind
    everything_shown = "\n".join(shown)
    return {line: kind for line, kind in secret.items() if line not in everything_shown}


def _members(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in files.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from _members({f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()})
        else:
            yield name, content


def _strings(text: str) -> Iterator[str]:
    """Return the texts inside JSON, as they are read and not as they are escaped."""
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
            if all(isinstance(part, str) for part in item):
                yield "".join(item)
