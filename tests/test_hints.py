"""Help comes a rung at a time, only when asked for, and is never lost to a broken file."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from course_files import notebooks

from aipm_helpers import ROOT, hints, lab, learn
from aipm_helpers.errors import UsageError
from aipm_helpers.grading.report import report_html
from aipm_helpers.grading.verdict import Reason, Report, TaskVerdict

LESSON = "1-fundamentals/1-the-ai-product-manager"
RIGHT = 'roadmap = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]'
SOLUTION = 'pilot["false_alarms"] * traffic["false_alarm"]'


@pytest.fixture
def course(tmp_path):
    """Return the folder of a course with one lesson, and a learner's own copies."""
    for folder in ("course", "exercises", "solutions"):
        for path in (ROOT / folder / LESSON).parent.glob(f"{Path(LESSON).name}.*"):
            (tmp_path / folder / LESSON).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, (tmp_path / folder / LESSON).parent)
    shutil.copy(ROOT / lab.START_PAGE, tmp_path / lab.START_PAGE)
    lab.prepare_workbook(tmp_path)
    return tmp_path


@pytest.fixture
def project(course):
    """Return the same with the commands in it: they work in the folder that they are in."""
    shutil.copytree(ROOT / "aipm_helpers", course / "aipm_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "datasets", course / "datasets")
    return course


def aipm(project, *arguments):
    """Run the command of a copied course."""
    command = [sys.executable, "-m", "aipm_helpers.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def task(root, name="cost-of-pilot"):
    """Return a task by its id."""
    return hints.find_task(name, root=root)


def state(root):
    """Return what was noted."""
    return json.loads((root / "workbook/.aipm/help.json").read_text("utf-8"))


def answer(path, **sources):
    """Write answers into a notebook; underscores in names stand for hyphens."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "").replace("-", "_")
        cell["source"] = sources.get(grade_id, cell["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_each_ask_shows_one_rung_more(course):
    """First where to look, then which step, then the shape; then nothing more, and what is left."""
    rungs = task(course).hints
    shown = [" ".join(hints.ask_hint(task(course), root=course).texts) for _ in range(4)]
    assert [[rung in text for rung in rungs] for text in shown] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
        [True, True, True],
    ]
    assert "ask again: `aipm check --hint cost-of-pilot`" in shown[0]
    assert "no further hint" in shown[2] and "aipm check --solution cost-of-pilot" in shown[2]
    assert state(course) == {"cost-of-pilot": {"hints": 3, "asked": False, "right": False}}


def test_the_solution_comes_when_it_is_asked_for_twice(course):
    """The first time says what there still is to try."""
    hints.ask_hint(task(course), root=course)
    first, second = (hints.ask_solution(task(course), root=course) for _ in range(2))
    assert first.solution is None and "you have not seen 2" in first.texts[0] and "Ask again" in first.texts[0]
    assert SOLUTION in second.solution and "SOLUTION" not in second.solution


def test_the_solution_of_what_is_right_comes_at_once(course):
    """Once right is enough; other tasks are as they were."""
    hints.remember_right(["cost-of-pilot"], root=course)
    assert hints.ask_solution(task(course), root=course).solution
    assert hints.ask_solution(task(course, "wrong-rate"), root=course).solution is None


def test_the_solution_of_a_memo_is_its_example(course):
    """There is no code to show, but examples for each level."""
    hints.remember_right(["memo"], root=course)
    shown = hints.ask_solution(task(course, "memo"), root=course).solution
    assert shown.startswith("Ship the warning") and "Examples to grade by" in shown


def test_every_task_has_a_worked_solution(course):
    """Each ladder ends in one."""
    found = hints.read_solutions(LESSON, course)
    assert [task.task for task in hints.read_tasks(course)] == list(found)
    assert not re.search("SOLUTION|HIDDEN", "".join(found.values()))


def test_without_solutions_there_are_hints(course):
    """A learner in a cohort is told who has the solutions, however often she asks."""
    shutil.rmtree(course / "solutions")
    assert task(course).hints[0] in hints.ask_hint(task(course), root=course).texts[0]
    for _ in range(3):
        shown = hints.ask_solution(task(course), root=course)
        assert shown.solution is None and "with your instructor" in shown.texts[0]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[1]", "null", '{"cost-of-pilot": 3}', '{"cost-of-pilot": {"hints": "3", "asked": "yes", "right": 1}}'],
)
def test_a_damaged_note_counts_as_empty(course, content):
    """Whatever is in the file, the first ask is a first ask, and the file is in order afterwards."""
    (course / "workbook/.aipm/help.json").write_text(content)
    assert hints.ask_solution(task(course), root=course).solution is None
    assert len(hints.ask_hint(task(course), root=course).texts) == 2
    assert state(course)["cost-of-pilot"] == {"hints": 1, "asked": True, "right": False}
    assert not list((course / "workbook/.aipm").glob("*.part"))


def test_help_that_cannot_be_noted_is_given_in_full(course):
    """Without a memory nobody would ever get to the second rung."""
    shutil.rmtree(course / "workbook/.aipm")
    (course / "workbook/.aipm").write_text("a file, where a folder is needed")
    assert len(hints.ask_hint(task(course), root=course).texts) == 4
    assert hints.ask_solution(task(course), root=course).solution


def test_a_task_is_found_by_number_and_notebook(course, tmp_path):
    """With one workbook, or one that was begun, the number is enough."""
    own = course / f"workbook/exercises/{LESSON}.ipynb"
    assert hints.find_task("2", own, course).task == hints.find_task("2", root=course).task == "wrong-rate"
    for end in ("ipynb", "hints.json"):
        shutil.copy(course / f"exercises/{LESSON}.{end}", course / f"exercises/1-fundamentals/2-other.{end}")
    lab.prepare_workbook(course)
    with pytest.raises(UsageError, match=f"Task 2 of which workbook.*{LESSON}"):
        hints.find_task("2", root=course)
    own.write_bytes(own.read_bytes() + b"\n")
    assert hints.find_task("2", root=course).lesson == LESSON


def test_an_unknown_task_gets_the_list_with_the_closest_first(course):
    """A slip of the finger costs one look."""
    with pytest.raises(UsageError) as raised:
        hints.find_task("cost-pilot", root=course)
    lines = str(raised.value).splitlines()
    assert lines[1].split() == ["cost-of-pilot", "(Task", "1.", "Price", "a", "pilot)"] and len(lines) == 6
    for name in ("9", "0"):
        with pytest.raises(UsageError, match="There is no task"):
            hints.find_task(name, root=course)


def test_the_command_gives_help_and_notes_what_is_right(project):
    """Asking grades nothing; grading one's own copy opens the solutions of what is right."""
    own = project / f"workbook/exercises/{LESSON}.ipynb"
    answer(own, cost_of_pilot="cost_of_pilot = 1", order_the_experiments=RIGHT)
    asked = aipm(project, "check", "--hint", "1", own)
    assert (asked.returncode, "Hint 1, where to look" in asked.stdout) == (0, True), asked.stderr
    assert "points" not in asked.stdout
    assert "right" not in aipm(project, "check", "--solution", "order-the-experiments").stdout.split("Ask")[0]
    graded = aipm(project, "check", own)
    assert graded.stdout.endswith("for a hint: aipm check --hint cost-of-pilot\n")
    assert state(project)["order-the-experiments"]["right"] and not state(project)["cost-of-pilot"]["right"]
    assert '["baseline", "stop rule"' in aipm(project, "check", "--solution", "order-the-experiments").stdout
    third = [aipm(project, "check", "--hint", "cost-of-pilot").stdout for _ in range(2)][-1]
    assert 'pilot["missed"] * traffic["miss"] + pilot["..."]' in third and "```" not in third
    assert SOLUTION not in third


def test_the_line_about_hints_names_the_first_task_that_is_not_right():
    """What has the right form, where more cannot be known, is no place to get stuck."""
    reasons = {"cost-of-pilot": Reason.RIGHT, "wrong-rate": Reason.FORM_ONLY, "cost-function": Reason.CRASHED}
    tasks = [{"task": task, "reason": reason.value} for task, reason in reasons.items()]
    assert learn.first_task_with_hints({"lesson": LESSON, "tasks": tasks}) == "cost-function"
    assert learn.first_task_with_hints({"lesson": LESSON, "tasks": tasks[:2]}) == ""
    assert learn.first_task_with_hints({"lesson": "m/without", "tasks": tasks}) == ""


def test_other_peoples_files_tell_nothing_about_the_learner(course):
    """Grading the solution, or a copy elsewhere, opens nothing."""
    report = {"lesson": LESSON, "tasks": [{"task": "cost-of-pilot", "reason": "right", "points": 2}]}
    learn.remember_report(course / f"solutions/{LESSON}.ipynb", report, course)
    assert not (course / "workbook/.aipm/help.json").exists()
    learn.remember_report(course / f"workbook/exercises/{LESSON}.ipynb", report, course)
    assert state(course)["cost-of-pilot"]["right"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--hint", "1", "--solution", "1"],
        ["--hint", "1", "a.ipynb", "b.ipynb"],
        ["--hint", "x"],
        ["--hint", "1", "--json"],
    ],
)
def test_wrong_asks_are_told(project, arguments):
    """Status 2, a sentence, and nothing noted."""
    result = aipm(project, "check", *arguments)
    assert result.returncode == 2 and result.stderr.strip() and "Traceback" not in result.stderr
    assert not (project / "workbook/.aipm/help.json").exists()


# --- in the notebook ---------------------------------------------------------------------


class Outline(HTMLParser):
    """The heads of folds, each with the heads that it lies in, and the text in each."""

    def __init__(self, page):
        super().__init__()
        self.path, self.folds, self.in_head = [], {}, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "details":
            self.path.append("")
        self.in_head = self.in_head or tag == "summary"

    def handle_endtag(self, tag):
        if tag == "details":
            self.path.pop()
        if tag == "summary":
            self.in_head = False
            self.folds[tuple(self.path)] = ""

    def handle_data(self, data):
        if self.in_head:
            self.path[-1] += data
        elif self.path:
            self.folds[tuple(self.path)] += data


HEADS = ("Hint 1: where to look", "Hint 2: which step", "Hint 3: the shape")


def page(reason, title="t", ladders=None, solutions=None):
    """Return the last cell's page about one task."""
    verdict = TaskVerdict("a", title, reason, 0.0, 2.0)
    report = Report("m/l", (verdict,), (), (), True, 1.0).as_json()
    return report_html(report, "", ladders or {}, solutions or {})


def ladder(has_solutions=True, texts=("Look `here`.", "Then <b>this</b>.", "So:\n\n```python\nx = '<...>'\n```")):
    """Return the rungs of a made-up task."""
    return learn._ladder(hints.Task("a", "Task 1. A", "m/l", texts), has_solutions)


def test_each_rung_is_inside_the_one_before():
    """Only what is asked for is seen, and it needs no kernel."""
    made = page(Reason.WRONG, ladders={"a": ladder()}, solutions={"a": "secret"})
    found = Outline(made).folds
    assert list(found) == [HEADS[:1], HEADS[:2], HEADS]
    assert found[HEADS[:1]].startswith("Look here.") and "x = '<...>'" in found[HEADS]
    assert 'learn.solution("a")' in found[HEADS] and "second time" in found[HEADS]
    assert "<code>here</code>" in made and "<pre>x = &#x27;&lt;...&gt;&#x27;" in made
    assert "<b>this" not in made and "secret" not in made and "script" not in made


def test_what_is_done_has_its_solution_folded_and_no_hints():
    """Right, or a memo that was written: there are several ways to write it."""
    for reason in (Reason.RIGHT, Reason.BY_HAND):
        made = page(reason, ladders={"a": ladder()}, solutions={"a": "x < 1"})
        assert list(Outline(made).folds) == [("One way to write it",)] and ">x &lt; 1</pre>" in made
        assert "details" not in page(reason, ladders={"a": ladder()})


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in (Reason.RIGHT, Reason.BY_HAND)])
def test_whatever_is_not_done_has_a_ladder(reason):
    """No answer yet and a crash too; in a cohort it ends with the instructor."""
    made = page(reason, ladders={"a": ladder(has_solutions=False)})
    assert HEADS in Outline(made).folds and "with your instructor" in made and "learn.solution" not in made


def test_the_last_cell_shows_the_course_s_own_ladders(monkeypatch):
    """Of all eight tasks, from the files of the course."""
    shown = show(monkeypatch, lambda: learn.check_this_notebook(LESSON), cwd=notebooks("exercises")[0].parent)
    assert shown[0].data.count("Hint 3: the shape") == 8
    assert SOLUTION not in shown[0].data


def show(monkeypatch, call, cwd=None):
    """Return what a call displays."""
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.delenv("AIPM_CHECKING", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if cwd:
        monkeypatch.chdir(cwd)
    call()
    return shown


def test_functions_for_a_cell_show_markdown(course, monkeypatch):
    """The same help, with the words for a notebook; an unknown task is told, not raised."""
    monkeypatch.setattr(learn.hints.ask_hint, "__defaults__", (hints.SHELL, course))
    monkeypatch.setattr(learn.hints.ask_solution, "__defaults__", (hints.SHELL, course))
    texts = [show(monkeypatch, lambda: learn.hint("cost-of-pilot"))[0].data for _ in range(3)]
    assert 'ask again: `learn.hint("cost-of-pilot")`' in texts[0] and "```python" in texts[2]
    texts = [show(monkeypatch, lambda: learn.solution("cost-of-pilot"))[0].data for _ in range(2)]
    assert SOLUTION not in texts[0] and SOLUTION in texts[1]
    assert "There is no task nothing" in show(monkeypatch, lambda: learn.hint("nothing"))[0].data


def test_nothing_is_asked_while_a_notebook_is_graded(monkeypatch):
    """A cell of hers that asks for a hint runs again at each check: that is no ask."""
    for variable in ("AIPM_CHECKING", "NBGRADER_EXECUTION"):
        with monkeypatch.context() as context:
            context.setattr(hints, "find_task", lambda *a, **k: pytest.fail("it asked"))
            context.setenv(variable, "1")
            learn.hint("cost-of-pilot")
            learn.solution("cost-of-pilot")


def test_the_machine_readable_report_spoils_nothing(project):
    """Its contract is as it was: no hint, no solution."""
    own = project / f"workbook/exercises/{LESSON}.ipynb"
    report = json.loads(aipm(project, "check", "--json", own).stdout)
    assert set(report) == {
        "lesson", "tasks", "problems", "remarks", "hidden", "seconds", "unanswered", "points", "max_points", "passed",
    }  # fmt: skip
    assert "In the lesson, look at" not in json.dumps(report)
