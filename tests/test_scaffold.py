"""What `aipm new` writes can be built at once, and says where an author writes."""

import shutil

import pytest
from gates import anatomy_problems, left_over_problems, prompt_problems

from aipm_helpers import ROOT, build, scaffold
from aipm_helpers.errors import UsageError

LESSON = "1-one/2-second-thoughts"
TASKS = ["find-it", "fix-it", "weigh-it", "order-it", "write-it"]


def read(path):
    """Return a notebook."""
    import nbformat

    return nbformat.read(path, as_version=4)


def test_a_new_lesson_is_built_and_keeps_to_the_forms(tmp_path):
    """All that a machine can write is right; what is left says TODO."""
    written = scaffold.make_lesson(LESSON, TASKS, tmp_path)
    shutil.copytree(ROOT / "aipm_helpers", tmp_path / "aipm_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    build.build(tmp_path)
    lesson = read(tmp_path / f"course/{LESSON}.ipynb")
    assert anatomy_problems(lesson, LESSON) == []
    assert prompt_problems(read(tmp_path / f"solutions/{LESSON}.ipynb")) == []
    assert (tmp_path / f"exercises/{LESSON}.ipynb").exists()
    assert len(written) == 2 + len(TASKS)
    assert all(left_over_problems((tmp_path / name).read_text("utf-8")) for name in written)


def test_nothing_is_overwritten(tmp_path):
    """One file that is there stops all of them."""
    path = tmp_path / f"tests/answers/{LESSON}/fix-it.py"
    path.parent.mkdir(parents=True)
    path.write_text("hers")
    with pytest.raises(UsageError, match=r"fix-it\.py is there already"):
        scaffold.make_lesson(LESSON, TASKS, tmp_path)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path] and path.read_text() == "hers"


@pytest.mark.parametrize(
    ("lesson", "tasks", "told"),
    [
        ("second", TASKS, "'second' is not"),
        ("1-one/second", TASKS, "is not"),
        ("../1-one/2-second", TASKS, "is not"),
        (LESSON, ["Find it"], "mend Find it"),
        (LESSON, ["find-it", "find-it"], "each once"),
    ],
)
def test_names_of_another_form_are_refused(tmp_path, lesson, tasks, told):
    """The message shows a good one."""
    with pytest.raises(UsageError, match=told):
        scaffold.make_lesson(lesson, tasks, tmp_path)
    assert not list(tmp_path.iterdir())
