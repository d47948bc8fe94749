"""Generated notebooks are what their texts make, twice the same, and hand edits show."""

import json
import shutil

import pytest

from aipm_helpers import ROOT, build
from aipm_helpers.errors import BuildError
from aipm_helpers.hint_cells import is_hint_cell

NOTEBOOKS = [
    "course/1-one/1-first.ipynb",
    "solutions/1-one/1-first.ipynb",
    "exercises/1-one/1-first.hints.json",
    "exercises/1-one/1-first.ipynb",
]
LESSON = """# %% [markdown]
# # Title

# %%
from aipm_helpers import datasets
print(1 + 1)

# %% tags=["nbval-ignore-output"]
print("slider")

# %% tags=["hide-input", "reveal"]
print("answer")
"""
WORKBOOK = """# %% [markdown] nbgrader={"locked": true, "grade_id": "one-prompt"}
# # Title

# %% [markdown] nbgrader={"grade_id": "one-hints"} skill="judge data"
# 1. Look
#    above.
# 2. Add `1`.
# 3. So:
#
# ```python
# def f():
#     return ...
# ```

# %% nbgrader={"solution": true, "grade_id": "one"}
answer = (
    ### BEGIN SOLUTION
    41 + 1
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "one-check"}
print("visible")
### BEGIN HIDDEN TESTS
print("hidden")
### END HIDDEN TESTS
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a small course with one lesson and one workbook, built."""
    root = tmp_path_factory.mktemp("built")
    for folder in ("course", "solutions"):
        (root / folder / "1-one").mkdir(parents=True)
    (root / "course/1-one/1-first.py").write_text(LESSON)
    (root / "solutions/1-one/1-first.py").write_text(WORKBOOK)
    shutil.copytree(ROOT / "aipm_helpers", root / "aipm_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "datasets", root / "datasets")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    assert build.build(root) == NOTEBOOKS
    return root


@pytest.fixture
def project(built, tmp_path):
    """Return a copy of the built course, to plant a fault in."""
    return shutil.copytree(built, tmp_path / "project")


def stale(project):
    """Return the stale files and why, as one text."""
    return " ".join(f"{item.path}: {item.reason}." for item in build.stale(project))


def edit(path, old, new):
    """Replace a text in a file, which must have it."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_committed_is_what_the_sources_make():
    """Nobody has to wonder whether a notebook is up to date."""
    assert build.stale() == []


def test_two_builds_give_the_same_bytes(project):
    """Lesson, solution and exercise are made; the same again changes nothing and gives the same bytes."""
    first = [(project / name).read_bytes() for name in NOTEBOOKS]
    assert build.build(project) == [] == build.stale(project)
    for name in NOTEBOOKS:
        (project / name).unlink()
    assert build.build(project) == NOTEBOOKS
    assert [(project / name).read_bytes() for name in NOTEBOOKS] == first


def test_outputs_folds_and_regions_are_as_designed(project):
    """Lessons keep outputs but a slider's; folded cells are marked; exercises lose regions."""
    lesson = json.loads((project / "course/1-one/1-first.ipynb").read_text("utf-8"))
    assert [bool(cell.get("outputs")) for cell in lesson["cells"]] == [False, True, False, True]
    assert lesson["cells"][3]["metadata"]["jupyter"] == {"source_hidden": True, "outputs_hidden": True}
    exercise = (project / "exercises/1-one/1-first.ipynb").read_text("utf-8")
    assert "41 + 1" not in exercise and "hidden" not in exercise and "visible" in exercise
    assert not list((project / "exercises").rglob("*.py"))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("course/1-one/1-first.py", "1 + 1", "1 + 2", "course/1-one/1-first.ipynb: its text"),
        ("course/1-one/1-first.ipynb", '"2\\n"', '"3\\n"', "course/1-one/1-first.ipynb: it was edited by hand"),
        ("course/1-one/1-first.ipynb", "# Title", "# Other", "course/1-one/1-first.ipynb: it was edited by hand"),
        ("aipm_helpers/errors.py", "CourseError", "CourseFault", "course/1-one/1-first.ipynb: its text, a module"),
        ("solutions/1-one/1-first.py", "41 + 1", "40 + 2", "solutions/1-one/1-first.ipynb: it is not what its .py"),
        ("solutions/1-one/1-first.ipynb", "41 + 1", "40 + 2", "solutions/1-one/1-first.ipynb: it is not what its .py"),
        ("exercises/1-one/1-first.ipynb", "visible", "seen", "exercises/1-one/1-first.ipynb: it is not what nbgrader"),
        ("exercises/1-one/1-first.hints.json", "Look above", "Look", "1-first.hints.json: it is not what the hints in"),
        ("solutions/1-one/1-first.py", "# 1. Look", "# 1. See", "1-first.hints.json: it is not what the hints in"),
    ],
)
def test_each_way_to_be_stale_is_found(project, name, old, new, told):
    """A changed text, module or solution and a hand edit are told apart."""
    edit(project / name, old, new)
    assert told in stale(project)


def test_a_build_mends_what_is_stale(project):
    """A changed text and hand edits in all three notebooks and the hints are put right by one build."""
    edit(project / "exercises/1-one/1-first.hints.json", "Look", "See")
    edit(project / "course/1-one/1-first.py", "1 + 1", "1 + 2")
    edit(project / "solutions/1-one/1-first.ipynb", "41 + 1", "40 + 2")
    edit(project / "exercises/1-one/1-first.ipynb", "visible", "seen")
    assert build.build(project) == NOTEBOOKS
    assert build.stale(project) == []


def test_hints_are_cut_out_of_all_notebooks(project):
    """Not even nbgrader's own commands could release them in one; their paragraphs are joined, code is kept."""
    for name in ("solutions/1-one/1-first.ipynb", "exercises/1-one/1-first.ipynb"):
        assert "hints" not in (project / name).read_text("utf-8")
    assert json.loads((project / "exercises/1-one/1-first.hints.json").read_text("utf-8")) == {
        "lesson": "1-one/1-first",
        "tasks": {
            "one": {
                "title": "Title",
                "skill": "judge data",
                "hints": ["Look above.", "Add `1`.", "So:\n\n```python\ndef f():\n    return ...\n```"],
            }
        },
    }


def test_another_hint_makes_no_other_notebook(project):
    """Learners who have begun are not sent a new release for it."""
    edit(project / "solutions/1-one/1-first.py", "# 1. Look", "# 1. See")
    assert build.build(project) == ["exercises/1-one/1-first.hints.json"]
    assert build.stale(project) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# 2. Add `1`.\n", "", "'one-hints' is not a numbered list of three items, but of 0"),
        ("# 2. Add `1`.\n# 3. So:", "# 2. So:", "three items, but of 2"),
        ("# ```\n", "# ```\n# 4. More\n", "three items, but of 4"),
        ("# 1. Look", "# Look here.\n# 1. Look", "but of 0"),
        ("# 2. Add `1`.", "# 2. ", "but of 0"),
        (
            "one-hints",
            "two-hints",
            "'two-hints' names no task. Name it after one of these, with -hints at the end: one.",
        ),
        (' skill="judge data"', "", "says no skill that the course has"),
        ('skill="judge data"', 'skill="guess"', "with one of: frame the problem, compare"),
        ('[markdown] nbgrader={"grade_id": "one-h', 'nbgrader={"grade_id": "one-h', "a markdown cell"),
    ],
)
def test_hints_that_are_no_ladder_are_not_built(project, old, new, told):
    """The author is told which file and cell, and what to write; nothing is made of it."""
    before = (project / "exercises/1-one/1-first.hints.json").read_bytes()
    edit(project / "solutions/1-one/1-first.py", old, new)
    with pytest.raises(BuildError) as raised:
        build.build(project)
    assert told in str(raised.value) and "solutions/1-one/1-first.py" in str(raised.value)
    assert (project / "exercises/1-one/1-first.hints.json").read_bytes() == before


def test_two_cells_of_hints_for_one_task_are_not_built(project):
    """None of them is lost without a word."""
    again = '# %% [markdown] nbgrader={"grade_id": "one-hints"} skill="judge data"\n# 1. A\n# 2. B\n# 3. C\n\n'
    edit(project / "solutions/1-one/1-first.py", '# %% nbgrader={"solution"', again + '# %% nbgrader={"solution"')
    with pytest.raises(BuildError, match="two cells 'one-hints'"):
        build.build(project)


def test_changed_data_make_the_lessons_stale_that_load_them(project):
    """A lesson's digest covers the files that its loaders read."""
    lesson = project / "course/1-one/1-first.py"
    lesson.write_text(LESSON.replace("print(1 + 1)", "print(len(datasets.load_phishing_pages()))"))
    build.build(project)
    with (project / "datasets/phishing_pages.csv").open("a") as file:
        file.write("1251,0,0,0,0,0,0,0,0,0,0\n")
    assert "course/1-one/1-first.ipynb: its text, a module it uses or its data" in stale(project)


def test_a_missing_and_an_orphaned_notebook_are_found(project):
    """What is not there and what nothing makes are named; a build puts both right."""
    (project / "exercises/1-one/1-first.ipynb").rename(project / "exercises/1-one/2-second.ipynb")
    told = stale(project)
    assert "1-first.ipynb: it is missing" in told and "2-second.ipynb: nothing makes it" in told
    build.build(project)
    assert stale(project) == ""


def test_missing_and_orphaned_hints_are_found(project):
    """As with notebooks: named, made again, removed; what has another form than ours stays."""
    hints, orphan = (project / f"exercises/1-one/{name}.hints.json" for name in ("1-first", "2-second"))
    hints.rename(orphan)
    told = stale(project)
    assert "1-first.hints.json: it is missing" in told and "2-second.hints.json: nothing makes it" in told
    build.build(project)
    assert stale(project) == "" and hints.exists() and not orphan.exists()
    orphan.write_text('{"tasks": "mine"}')
    with pytest.raises(BuildError, match="2-second"):
        build.build(project)
    assert orphan.exists()


@pytest.mark.parametrize("folder", ["course", "solutions", "exercises"])
def test_a_notebook_of_somebodys_own_is_never_deleted(project, folder):
    """An author may begin with a notebook, or have edited one whose text was renamed."""
    own = project / folder / "1-one" / "2-second.ipynb"
    shutil.copy(project / folder / "1-one" / "1-first.ipynb", own)
    edit(own, "# Title", "# My own")
    before = own.read_bytes()
    with pytest.raises(BuildError, match="jupytext --to py:percent"):
        build.build(project)
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "told"),
    [("1 / 0", "ZeroDivisionError"), ("import warnings; warnings.warn('old')", "warns")],
)
def test_a_lesson_that_fails_or_warns_is_not_built(project, line, told):
    """What was there before stays."""
    before = (project / "course/1-one/1-first.ipynb").read_bytes()
    edit(project / "course/1-one/1-first.py", "print(1 + 1)", line)
    with pytest.raises(BuildError, match=told):
        build.build(project)
    assert (project / "course/1-one/1-first.ipynb").read_bytes() == before


def test_a_workbook_that_nbgrader_refuses_is_not_built(project):
    """The author is told what nbgrader says."""
    edit(project / "solutions/1-one/1-first.py", "    ### END SOLUTION\n", "")
    with pytest.raises(BuildError, match="no end solution"):
        build.build(project)


def test_text_survives_the_way_to_a_notebook_and_back():
    """The notebook holds what the text says, so that authors may edit either way round."""
    import jupytext

    for folder in ("course", "solutions"):
        for source in sorted((ROOT / folder).glob("[0-9]*/[0-9]*.py")):
            text, notebook = jupytext.read(source), jupytext.read(source.with_suffix(".ipynb"))
            kept = [cell.source for cell in text.cells if not is_hint_cell(cell)]
            assert kept == [cell.source for cell in notebook.cells]
