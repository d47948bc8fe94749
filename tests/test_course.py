"""The gates, applied to every lesson, workbook and text of the course."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from course_files import each, name, notebooks, read
from gates import (
    MODULE_CHECK,
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
    prose,
    start_page_problems,
    stored_pictures,
    typed_result_problems,
)

from aipm_helpers import ROOT
from aipm_helpers.copies import _releases

#: How a lesson and a workbook say how long they take.
MINUTES = (r"\*\*Minutes:\*\* (\d+)", r"tasks, (\d+) minutes")
SOURCES = [
    path for folder in ("course", "solutions", "tests/answers") for path in sorted((ROOT / folder).rglob("*.py"))
]
TEXTS = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not {".venv", "workbook", ".pytest_cache"} & set(path.relative_to(ROOT).parts)
]


@each("course")
def test_a_lesson_keeps_to_the_anatomy(path):
    """Headings, frame and predictions are where a reader expects them."""
    lesson = read(path)
    assert heading_problems(prose(lesson)) + anatomy_problems(lesson, name(path)) == []


@each("course")
def test_a_lesson_keeps_to_the_measures(path):
    """It can be read in one sitting."""
    assert measure_problems(read(path)) == []


@each("course")
def test_a_lesson_types_no_results(path):
    """Numbers in its prose come from cells, inputs or sources."""
    assert typed_result_problems(read(path)) == []


@pytest.mark.parametrize("path", notebooks("course") + notebooks("exercises"), ids=name)
def test_no_sum_of_dollars_becomes_a_formula(path):
    """What stands between two dollar signs is not shown as text."""
    assert formula_problems(read(path)) == []


@each("course")
def test_pictures_have_text_alternatives_on_the_rendered_page(path):
    """A reader who cannot see a picture is told what it shows."""
    from nbconvert import HTMLExporter

    lesson = read(path)
    page, _ = HTMLExporter().from_notebook_node(lesson)
    assert stored_pictures(lesson) > 0
    assert picture_problems(page, stored_pictures(lesson)) == []


@each("exercises")
def test_a_workbook_has_one_title_and_no_skipped_headings(path):
    """Its outline can be navigated."""
    assert heading_problems(prose(read(path))) == []


@each("solutions")
def test_prompts_agree_with_checks_and_metadata(path):
    """What is asked for is what is checked, for as many points as are said."""
    assert prompt_problems(read(path)) == []


@each("solutions")
def test_every_task_has_hints_that_give_nothing_away(path):
    """A learner who is stuck gets three rungs, the memo's too, and still has to think."""
    hints = ROOT / "exercises" / path.parent.name / f"{path.stem}.hints.json"
    assert hint_problems(read(path), json.loads(hints.read_text("utf-8"))) == []


def test_ids_are_unique_in_the_course():
    """Reports and answers go by the ids of tasks."""
    ids = [
        cell.metadata.nbgrader.grade_id
        for path in notebooks("solutions")
        for cell in read(path).cells
        if cell.metadata.nbgrader.grade
    ]
    assert len(ids) == len(set(ids))


@each("solutions")
def test_nothing_secret_is_released(path, tmp_path):
    """No byte of exercises/, nor of a zip of it, gives a solution or a hidden check away."""
    import shutil

    # by path: each module has a workbook of the name 9-module-check
    files = [file for file in (ROOT / "exercises").rglob("*") if file.is_file()]
    assert any(file.name.endswith(".hints.json") for file in files)
    released = {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in files}
    released["release.zip"] = Path(
        shutil.make_archive(str(tmp_path / "release"), "zip", ROOT / "exercises")
    ).read_bytes()
    assert leak_problems(read(path), released) == []


@pytest.mark.parametrize(
    "path", [*notebooks("course"), *notebooks("solutions")], ids=lambda path: f"{path.parts[-3]}/{name(path)}"
)
def test_cells_stay_inside_and_silence_nothing(path):
    """No network, no shell, no blanket warning filter."""
    source = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")
    assert code_problems(source) == []


@pytest.mark.parametrize(
    "path", [*notebooks("course"), *notebooks("exercises"), *TEXTS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_links_lead_somewhere(path):
    """Every link inside the course has a target."""
    text = path.read_text("utf-8") if path.suffix == ".md" else prose(nbformat.read(path, as_version=4))
    assert link_problems(text, path) == []


def test_glossary_and_lessons_link_to_each_other():
    """Each term has its lesson, and each lesson its terms."""
    lessons = {
        name(path): "\n".join(
            path.with_suffix(".py").read_text("utf-8")
            for path in (path, ROOT / "solutions" / path.relative_to(ROOT / "course"))
        )
        for path in notebooks("course")
    }
    assert glossary_problems((ROOT / "course" / "glossary.md").read_text("utf-8"), lessons) == []


def test_learners_pages_link_to_what_learners_get():
    """Lessons, workbooks and the pages beside them are copied to workbook/; nothing else is there to follow a link to."""
    copied = {path.resolve() for path in _releases(ROOT)}
    lost = {
        f"{path.relative_to(ROOT)}: {target}"
        for path in copied
        for target in re.findall(
            r"\]\(([^)\s#]+)",
            path.read_text("utf-8") if path.suffix == ".md" else prose(nbformat.read(path, as_version=4)),
        )
        if ":" not in target and (path.parent / target).resolve() not in copied
    }
    assert lost == set() and ROOT / "course" / "glossary.md" in copied


@pytest.mark.parametrize(
    "path", [*notebooks("course"), *notebooks("exercises"), *TEXTS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_markdown_is_well_formed(path, tmp_path):
    """Lists, headings and code blocks are written so that every renderer understands them."""
    text = path.read_text("utf-8") if path.suffix == ".md" else prose(read(path)) + "\n"
    copy = tmp_path / "text.md"
    copy.write_text(text, encoding="utf-8")
    config = ROOT / "tests" / "pymarkdown.json"
    result = subprocess.run(
        [sys.executable, "-m", "pymarkdown", "--config", config, "scan", copy],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout + result.stderr == ""


def test_the_start_page_leads_to_all_there_is():
    """Every lesson and workbook is linked, with the minutes that it says itself."""
    minutes = {}
    for path in notebooks("course"):
        texts = prose(read(path)), prose(read(ROOT / "exercises" / path.relative_to(ROOT / "course")))
        minutes[name(path)] = tuple(int(re.search(rule, text)[1]) for rule, text in zip(MINUTES, texts, strict=True))
    last = {path.parent.name: path for path in notebooks("exercises") if name(path).endswith(MODULE_CHECK)}
    module_checks = {module: int(re.search(MINUTES[1], prose(read(path)))[1]) for module, path in last.items()}
    page = (ROOT / "course" / "README.md").read_text("utf-8")
    assert module_checks and start_page_problems(page, minutes, module_checks) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_left_to_write(path):
    """No TODO of `aipm new` is left in a lesson, a workbook or an answer."""
    assert left_over_problems(path.read_text("utf-8")) == []


def test_words_are_spelt_right():
    """No common misspelling, in texts, lessons, workbooks and code."""
    folders = ["course", "solutions", "aipm_helpers", "datasets", "tests", "start.py", *map(str, TEXTS)]
    result = subprocess.run(["codespell", *folders], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout + result.stderr == ""
    assert result.returncode == 0


def test_what_is_private_is_ignored_by_git():
    """A cohort's work and a learner's own folder cannot be committed by accident."""
    private = [
        "submitted/x",
        "autograded/x",
        "feedback/x",
        "gradebook.db",
        "gradebook.db-wal",
        "grades.csv",
        "roster.csv",
        "workbook/x",
    ]
    result = subprocess.run(["git", "check-ignore", *private], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.split() == private


def test_code_keeps_to_the_style():
    """Ruff finds nothing, and the types hold."""
    for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
