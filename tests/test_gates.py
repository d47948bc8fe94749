"""Each gate bites: a planted fault is found, and told."""

import io
import json
import zipfile

import nbformat
import pytest
from course_files import notebooks, read
from gates import (
    anatomy_problems,
    code_problems,
    formula_problems,
    glossary_problems,
    heading_problems,
    hint_problems,
    leak_problems,
    left_over_problems,
    link_problems,
    measure_problems,
    picture_problems,
    prompt_problems,
    start_page_problems,
    typed_result_problems,
)
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from aipm_helpers import ROOT

SOLUTION = notebooks("solutions")[0]


def workbook():
    """Return a good workbook to plant a fault in."""
    return read(SOLUTION)


def cell(notebook, grade_id):
    """Return the cell of a grade id."""
    return next(cell for cell in notebook.cells if cell.metadata.nbgrader.grade_id == grade_id)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## Two\n\n# One", "the first"),
        ("# One\n\n# Two", "one heading of level 1"),
        ("# One\n\n### Three", "level 3 under level 1"),
    ],
)
def test_headings_out_of_order_are_found(text, told):
    """A skipped level, a second title and a late title are told apart."""
    assert told in " ".join(heading_problems(text))


def test_a_lesson_without_its_parts_is_found():
    """A missing heading, frame or prediction is named."""
    lesson = new_notebook(cells=[new_markdown_cell("# Title\n\n## The story\n\n## Recap")])
    found = " ".join(anatomy_problems(lesson, "1-fundamentals/2-other"))
    assert all(part in found for part in ("Recall", "Minutes", "You need", "Left out", "predicted"))


def test_a_lesson_beyond_the_measures_is_found():
    """Too many cells, words and lines of code are counted."""
    cells = [new_markdown_cell("word " * 60) for _ in range(35)] + [new_code_cell("x = 1\n" * 16) for _ in range(6)]
    found = " ".join(measure_problems(new_notebook(cells=cells)))
    assert all(part in found for part in ("41 cells", "2100 words", "96 visible lines", "a cell of 16 lines"))


def test_folded_code_is_not_visible_code():
    """Only what a reader sees counts as visible."""
    fold = {"jupyter": {"source_hidden": True}}
    folded = [new_code_cell("x = 1\n" * 15, metadata=fold) for _ in range(20)]
    lesson = new_notebook(cells=[new_markdown_cell("word " * 1000), *folded])
    assert measure_problems(lesson) == []


@pytest.mark.parametrize("line", ["It rose by 25 %.", "The lift was 0.31.", "It saves € 1,200.", "It is 98% right."])
def test_a_typed_result_is_found(line):
    """Percent, decimals and money in prose must come from somewhere."""
    assert typed_result_problems(new_notebook(cells=[new_markdown_cell(line)]))


@pytest.mark.parametrize(
    "line",
    [
        "We take 0.4.",
        "2 % of pages are phishing.",
        "It rose by 25 % ([Smith 2020](https://doi.org/10.1/x)).",
        "In 2013",
    ],
)
def test_inputs_and_sourced_numbers_are_no_typed_results(line):
    """A literal of a cell above, as it is or as percent, and a number with its source may stand."""
    cells = [new_code_cell("threshold = 0.4\nshare = 0.02"), new_markdown_cell(line)]
    assert typed_result_problems(new_notebook(cells=cells)) == []


def test_dollars_that_become_a_formula_are_found():
    """In a text, and in one that a cell computes; one sign a line is harmless."""
    cell = new_code_cell("")
    cell.outputs = [new_output("display_data", {"text/markdown": "It costs $ 5; before, $ 6."})]
    assert formula_problems(new_notebook(cells=[cell]))
    assert formula_problems(new_notebook(cells=[new_markdown_cell("From $5 to $6.")]))
    assert formula_problems(new_notebook(cells=[new_markdown_cell("It costs $ 5.\nBefore, $ 6.")])) == []


def test_an_input_below_is_no_input():
    """A number is an input only where its cell comes first."""
    cells = [new_markdown_cell("We take 0.4."), new_code_cell("threshold = 0.4")]
    assert typed_result_problems(new_notebook(cells=cells))


@pytest.mark.parametrize(
    "source",
    [
        "import requests",
        "pd.read_csv('https://example.org/x.csv')",
        "from urllib.request import urlopen",
        "!pip install river",
        "%pip install river",
        "warnings.filterwarnings('ignore')",
        'warnings.simplefilter("ignore")',
        "try:\n    fit()\nexcept Exception:\n    pass",
    ],
)
def test_network_and_silence_are_found(source):
    """Reaching out and silencing warnings are named."""
    assert code_problems(source)


@pytest.mark.parametrize(
    "source", ["x = 5 % 3", "warnings.filterwarnings('ignore', message='known')", "pipeline.fit(x)"]
)
def test_ordinary_code_passes(source):
    """A modulo, a named warning and a pipeline are no faults."""
    assert code_problems(source) == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<img src='x'>", "no text alternative"),
        ("<img src='x' alt=''>", "no text alternative"),
        ("<img src='x' alt='chart'>", "no sentence"),
        ("", "0 pictures"),
    ],
)
def test_a_picture_without_words_is_found(page, told):
    """No, empty and lazy alternatives are told, and a picture that did not come through."""
    assert told in " ".join(picture_problems(page, 1))


def test_pictures_with_the_same_words_are_found():
    """Two pictures cannot be told apart by the same sentence."""
    page = "<img alt='Cost falls as the threshold rises.'>" * 2
    assert "2 pictures share" in " ".join(picture_problems(page, 2))


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path):
    """Targets must exist, down to the heading."""
    file = tmp_path / "a.md"
    file.write_text("# Title\n")
    assert len(link_problems("[x](b.md) [y](#nowhere) [z](#title) [w](https://example.org)", file)) == 2


def hints():
    """Return good hints to plant a fault in."""
    folder = ROOT / "exercises" / SOLUTION.parent.name
    return json.loads((folder / f"{SOLUTION.stem}.hints.json").read_text("utf-8"))


def test_hints_of_the_course_are_good():
    """The faults below are planted in something that is right."""
    assert hint_problems(workbook(), hints()) == []


@pytest.mark.parametrize(
    ("task", "rung", "text", "told"),
    [
        ("cost-of-pilot", 0, "Is it € 17,568?", "cost-of-pilot: hint 1 gives away [17568.0]"),
        ("cost-of-pilot", 1, "It is 17_568.00.", "hint 2 gives away [17568.0]"),
        ("wrong-rate", 1, "About 0.12 of them.", "wrong-rate: hint 2 gives away [0.12]"),
        ("cost-function", 1, "For 0.5 and 0.2 it is 82000.", "gives away [82000.0]"),
        ("cheapest-threshold", 1, "Look near 0.59.", "gives away [0.59]"),
        ("wrong-rate", 2, "`wrong_line` is a number, right_value a share.", "does not name right_value in code"),
        ("memo", 1, "word " * 100, "memo: hint 2 has more than 90 words"),
    ],
)
def test_a_hint_that_tells_too_much_or_too_little_is_found(task, rung, text, told):
    """An expected number in any spelling, a shape without its name, an essay."""
    planted = hints()
    planted["tasks"][task]["hints"][rung] = text
    assert told in " ".join(hint_problems(workbook(), planted))


def test_a_task_without_hints_is_found():
    """The memo too has a ladder, and each ladder three rungs."""
    planted = hints()
    planted["tasks"].pop("memo")
    planted["tasks"]["wrong-rate"]["hints"].pop()
    found = " ".join(hint_problems(workbook(), planted))
    assert "memo: 0 hints" in found and "wrong-rate: 2 hints" in found and "hints are for" in found


def test_a_good_workbook_has_no_prompt_problems():
    """The faults below are planted in something that is right."""
    assert prompt_problems(workbook()) == []


@pytest.mark.parametrize(
    ("lesson", "told"), [("1-m/9-module-check", "8 tasks, not 10 to 10"), ("1-m/1-a", "9 tasks, not 6 to 8")]
)
def test_too_many_or_too_few_tasks_are_found(lesson, told):
    """A workbook fits into an evening, and a module check has its ten questions."""
    notebook = workbook()
    notebook.metadata["aipm"] = {"lesson": lesson}
    if lesson.endswith("1-a"):
        again = nbformat.from_dict(cell(notebook, "memo"))
        again.metadata.nbgrader.grade_id = "second-memo"
        notebook.cells.append(again)
    assert told in " ".join(prompt_problems(notebook))


def test_points_that_disagree_are_found():
    """Metadata, prompt and check must say the same."""
    notebook = workbook()
    cell(notebook, "wrong-rate-check").metadata.nbgrader.points = 5
    found = " ".join(prompt_problems(notebook))
    assert "(5 points)" in found and "points=5" in found


def test_a_prompt_that_asks_for_another_name_is_found():
    """The name in the check must stand in the prompt and be made by the answer."""
    notebook = workbook()
    check = cell(notebook, "cost-of-pilot-check")
    check.source = check.source.replace("cost_of_pilot", "pilot_cost")
    found = " ".join(prompt_problems(notebook))
    assert "the prompt does not name" in found and "the answer does not make" in found


def test_a_check_of_another_task_is_found():
    """A copied check that still names the old task would record points for it."""
    notebook = workbook()
    check = cell(notebook, "wrong-rate-check")
    check.source = check.source.replace('"wrong-rate"', '"cost-of-pilot"')
    assert "must open with checks.task('wrong-rate'" in " ".join(prompt_problems(notebook))


def test_an_answer_with_a_taken_name_is_found():
    """An answer must not change what a locked cell made."""
    notebook = workbook()
    answer = cell(notebook, "cost-of-pilot")
    answer.source += "\ntraffic = {}"
    assert "traffic is bound by setup already" in " ".join(prompt_problems(notebook))


def test_a_missing_done_when_and_a_bare_assert_are_found():
    """Every prompt says when it is done; no check speaks in AssertionError."""
    notebook = workbook()
    prompt, check = cell(notebook, "cost-of-pilot-prompt"), cell(notebook, "cost-of-pilot-check")
    prompt.source = prompt.source.replace("**Done when**", "Done if")
    check.source = check.source.replace("checks.score()", "assert cost_of_pilot\nchecks.score()")
    found = " ".join(prompt_problems(notebook))
    assert "does not say when it is done" in found and "bare assert" in found


def zipped(content):
    """Return a zip archive with one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deep/x.txt", content)
    return buffer.getvalue()


SECRET = 'pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]'


@pytest.mark.parametrize(
    "released",
    [
        {"x.py": SECRET.encode()},
        {"x.ipynb": json.dumps({"cells": [{"source": ["a\n", SECRET]}]}).encode()},
        {"x.zip": zipped(SECRET)},
        {"x.hints.json": json.dumps({"tasks": {"a": {"hints": [f"So:\n\n```\n{SECRET}\n```"]}}}).encode()},
        {"x.ipynb": SOLUTION.read_bytes()},
        {"x.txt": b"### BEGIN HIDDEN TESTS"},
    ],
)
def test_a_leaked_line_is_found(released):
    """In plain text, escaped in JSON, inside an archive, or as the whole solution."""
    assert leak_problems(workbook(), released)


def test_a_line_that_is_shown_anyway_is_no_leak():
    """What the learner's notebook shows by right may be released."""
    shown = cell(workbook(), "cost-of-pilot-check").source.splitlines()[0]
    assert leak_problems(workbook(), {"x.py": shown.encode()}) == []


def test_a_stored_output_is_counted_as_a_picture():
    """The rendered page is compared with what was made."""
    from gates import stored_pictures

    output = new_output("display_data", {"text/html": "<figure><img alt='x'></figure>"})
    assert stored_pictures(nbformat.v4.new_notebook(cells=[new_code_cell(outputs=[output])])) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("](1-m/2-b.ipynb)", "](1-m/2-c.ipynb)"), "0 rows that link to 1-m/2-b.ipynb"),
        (("20 minutes | [30", "20 minutes | [35"), "a link of 30 minutes"),
        (("2 of 5", "1 of 5"), "2 lessons and 140 minutes"),
        (("140 minutes", "115 minutes"), "2 lessons and 140 minutes"),
        (("[25 minutes]", "[20 minutes]"), "module check of 1-m as [25 minutes]"),
    ],
)
def test_a_start_page_that_lags_behind_is_found(change, told):
    """A lesson without a row, other minutes and other sums are named."""
    rows = [
        "| **1 M** | Why? | 2 of 5 | 140 minutes |",
        "| [1 A](1-m/1-a.ipynb) | x | 25 minutes | [40 minutes](../exercises/1-m/1-a.ipynb) |",
        "| [2 B](1-m/2-b.ipynb) | y | 20 minutes | [30 minutes](../exercises/1-m/2-b.ipynb) |",
        "[25 minutes](../exercises/1-m/9-module-check.ipynb)",
    ]
    page, minutes = "\n".join(rows), {"1-m/1-a": (25, 40), "1-m/2-b": (20, 30)}
    module_checks = {"1-m": 25}
    assert start_page_problems(page, minutes, module_checks) == []
    assert told in " ".join(start_page_problems(page.replace(*change), minutes, module_checks))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Introduced in", "See"), "leak: 'Introduced in' must name one lesson"),
        (("1-m/1-a.ipynb", "1-m/1-b.ipynb"), "leak: 'Introduced in' must name one lesson"),
        (("a leak", "a hole"), "leak: 1-m/1-a does not use it"),
        (("#leak)", "#lake)"), "1-m/1-a does not link to leak"),
        (("#leak)", "#leak) [x](../glossary.md#lake)"), "links to lake, which it does not introduce"),
        (("### zeal", "### ale"), "not in alphabetical order"),
    ],
)
def test_a_glossary_that_lags_behind_is_found(change, told):
    """A term without its lesson, a lesson without its term, and disorder are told apart."""
    glossary = "### leak\n\nA column.\n\nIntroduced in [1.1 A](1-m/1-a.ipynb).\n\n### zeal\n\nIntroduced in [1.1 A](1-m/1-a.ipynb).\n"
    lesson = "That is a leak, with zeal.\n\n**Terms:** [leak](../glossary.md#leak), [zeal](../glossary.md#zeal)\n"
    assert glossary_problems(glossary, {"1-m/1-a": lesson}) == []
    assert told in " ".join(glossary_problems(glossary.replace(*change), {"1-m/1-a": lesson.replace(*change)}))


def test_what_is_left_to_write_is_found():
    """The line is named."""
    assert left_over_problems("# Title\n# TODO the question?") == ["line 2: '# TODO the question?'"]
