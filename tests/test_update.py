"""A newer course comes to a learner who has begun, and nothing of hers is lost."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest

from aipm_helpers import ROOT, build, copies, lab, learn
from aipm_helpers.copies import Beside, Changes, describe_changes
from aipm_helpers.grading.run import check_notebook

LESSON = "1-fundamentals/1-the-ai-product-manager"
WORKBOOK = f"exercises/{LESSON}.ipynb"
RUN = f"course/{LESSON}.ipynb"
#: Copies of the first lesson and workbook that nobody begins.
UNTOUCHED = ("course/1-fundamentals/2-other.ipynb", "exercises/1-fundamentals/2-other.ipynb")
BEGUN = (RUN, WORKBOOK)
START = "course/README.md"


def seconds(name, number=1):
    """Return the name of a second file."""
    return name.replace(".ipynb", "-new.ipynb" if number == 1 else f"-new-{number}.ipynb")


@pytest.fixture
def project(tmp_path):
    """Return a course with two lessons and two workbooks, of which one each is begun."""
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    for name in (START, *BEGUN):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name, first in zip(UNTOUCHED, BEGUN, strict=True):
        shutil.copy(tmp_path / first, tmp_path / name)
    assert len(lab.prepare_workbook(tmp_path).copied) == 5
    change(tmp_path / "workbook" / WORKBOOK, "cost-of-pilot", "cost_of_pilot = 17568")
    lesson = nbformat.read(tmp_path / "workbook" / RUN, as_version=4)
    lesson.cells[-2].metadata["mine"] = True
    nbformat.write(lesson, tmp_path / "workbook" / RUN)
    return tmp_path


def change(path, grade_id, source):
    """Answer a task."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            cell["source"] = source
    path.write_text(json.dumps(notebook), encoding="utf-8")


def release(project, text, names=(*BEGUN, *UNTOUCHED)):
    """Move the project on: a sentence more in each notebook, digests as the build makes them."""
    for name in names:
        notebook = nbformat.read(project / name, as_version=4)
        cell = next(cell for cell in notebook.cells if "Task 2" in cell.source or "### Predict" in cell.source)
        cell.source += f"\n\n{text}"
        notebook.metadata["aipm"]["content"] = build.content_digest(notebook)
        nbformat.write(notebook, project / name)


def contents(project):
    """Return the bytes of everything visible in workbook/."""
    files = [path for path in (project / "workbook").rglob("*") if path.is_file()]
    names = {path.relative_to(project / "workbook").as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".")}


def links_of(path):
    """Return the files that a page links to."""
    return [path.parent / unquote(target) for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8"))]


def test_a_newer_course_comes_beside_what_was_begun(project):
    """Begun files keep every byte, what was not begun is replaced, and a page says what is new."""
    before = contents(project)
    release(project, "Now in other words.")
    changes = lab.prepare_workbook(project)
    after = contents(project)
    assert changes == Changes(
        renewed=UNTOUCHED, beside=tuple(Beside(name, seconds(name)) for name in BEGUN), news="NEWS.md"
    )
    for name in BEGUN:
        assert after[name] == before[name]
        assert after[seconds(name)] == (project / name).read_bytes() != before[name]
    for name in UNTOUCHED:
        assert after[name] == (project / name).read_bytes() != before[name]
    assert after[START] == before[START]
    assert set(after) == set(before) | {seconds(name) for name in BEGUN} | {"NEWS.md"}

    news = project / "workbook/NEWS.md"
    linked = {path.relative_to(project / "workbook").as_posix() for path in links_of(news)}
    assert linked == {*BEGUN, *map(seconds, BEGUN), START}
    assert all(path.exists() for path in links_of(news))
    assert "| Task 2. Find the mistake (3 points) |" in news.read_text("utf-8")


def test_the_same_release_comes_once(project):
    """A second update does nothing, and a second file that was deleted stays away."""
    release(project, "Now in other words.")
    lab.prepare_workbook(project)
    after = contents(project)
    assert lab.prepare_workbook(project) == Changes() and contents(project) == after
    (project / "workbook" / seconds(WORKBOOK)).unlink()
    assert lab.prepare_workbook(project) == Changes()
    assert seconds(WORKBOOK) not in contents(project)


def test_a_third_release_takes_the_place_of_what_nobody_began(project):
    """An untouched second file is replaced, a begun one gets a third beside it, a deleted one comes anew."""
    release(project, "Second.")
    lab.prepare_workbook(project)
    change(project / "workbook" / seconds(WORKBOOK), "cost-of-pilot", "cost_of_pilot = 2")
    before = contents(project)
    release(project, "Third.")
    changes = lab.prepare_workbook(project)
    after = contents(project)
    assert changes.beside == (Beside(RUN, seconds(RUN)), Beside(WORKBOOK, seconds(WORKBOOK, 2)))
    assert changes.renewed == UNTOUCHED
    for name in (*BEGUN, seconds(WORKBOOK)):
        assert after[name] == before[name]
    assert after[seconds(RUN)] == (project / RUN).read_bytes()
    assert after[seconds(WORKBOOK, 2)] == (project / WORKBOOK).read_bytes()

    (project / "workbook" / seconds(RUN)).unlink()
    release(project, "Fourth.")
    changes = lab.prepare_workbook(project)
    assert changes.beside == (Beside(RUN, seconds(RUN)), Beside(WORKBOOK, seconds(WORKBOOK, 2)))
    assert all(path.exists() for path in links_of(project / "workbook/NEWS.md"))


def test_what_was_begun_from_this_release_gets_no_second_file(project):
    """Only what reads differently is a release; going back to an older one is none either."""
    solution_changed = json.loads((project / WORKBOOK).read_text("utf-8"))
    solution_changed["metadata"]["aipm"]["solution"] = "another"
    (project / WORKBOOK).write_text(json.dumps(solution_changed), encoding="utf-8")
    assert lab.prepare_workbook(project) == Changes()
    first = {name: (project / name).read_bytes() for name in BEGUN}
    release(project, "Second.", BEGUN)
    lab.prepare_workbook(project)
    for name, data in first.items():
        (project / name).write_bytes(data)
    assert lab.prepare_workbook(project) == Changes()


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"copies": [1], "delivered": {"a": 2}}'])
def test_without_its_record_nothing_is_replaced(project, content):
    """What differs may be begun, so the release comes beside it; what is the release is left alone."""
    record = project / "workbook/.aipm/copies.json"
    record.unlink() if content is None else record.write_text(content)
    before = contents(project)
    assert lab.prepare_workbook(project) == Changes() and contents(project) == before

    record.unlink() if content is None else record.write_text(content)
    release(project, "Now in other words.")
    changes = lab.prepare_workbook(project)
    after = contents(project)
    assert {item.own for item in changes.beside} == {*BEGUN, *UNTOUCHED} and not changes.renewed
    assert {name: after[name] for name in before} == before
    assert lab.prepare_workbook(project) == Changes()


def test_an_update_that_was_cut_off_is_completed(project, monkeypatch):
    """At whatever write it stops, no copy is half written, and the next run ends where an uncut one does."""
    release(project, "Now in other words.")
    wanted = shutil.copytree(project, project.with_name("uncut"))
    lab.prepare_workbook(wanted)
    before, cuts = contents(project), 0
    replace = Path.replace
    for stop in range(40):
        again = shutil.copytree(project, project.with_name(f"cut-{stop}"))
        left = [stop]

        def cut(path, target, left=left):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return replace(path, target)

        with monkeypatch.context() as context:
            context.setattr(Path, "replace", cut)
            try:
                copies.bring_copies(again)
            except KeyboardInterrupt:
                cuts += 1
        good = [*before.values(), *contents(wanted).values()]
        assert all(data in good for name, data in contents(again).items() if not name.endswith(".part"))
        lab.prepare_workbook(again)
        assert contents(again) == contents(wanted), stop
        if left[0] >= 0:
            break
    assert cuts > 5


def test_first_copies_that_were_cut_off_are_completed(project, monkeypatch):
    """A disk that fills up leaves nothing that passes for the learner's own work."""
    shutil.rmtree(project / "workbook")
    monkeypatch.setattr(Path, "replace", lambda path, target: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        lab.prepare_workbook(project)
    assert not list((project / "workbook").rglob("*.ipynb"))
    monkeypatch.undo()
    assert len(lab.prepare_workbook(project).copied) == 5


def test_notes_on_the_start_page_and_on_the_news_stay(project):
    """Texts are begun work like notebooks."""
    for name in (START, "NEWS.md"):
        (project / "workbook" / name).write_text("my notes")
    (project / START).write_text("# Another start\n", encoding="utf-8")
    changes = lab.prepare_workbook(project)
    assert changes == Changes(beside=(Beside(START, "course/README-new.md"),), news="NEWS-new.md")
    assert (project / "workbook" / START).read_text() == (project / "workbook/NEWS.md").read_text() == "my notes"
    assert "Another start" in (project / "workbook/NEWS-new.md").read_text()


def opened(project, monkeypatch, **options):
    """Return the page on which the course opens, and what is said in the shell."""
    commands, said = [], []

    class Done:
        returncode = 0

    monkeypatch.setattr(lab.subprocess, "run", lambda command, **_: commands.append(command) or Done)
    lab.open_lab(root=project, say=said.append, **options)
    (url,) = [part for part in commands[0] if part.startswith("--LabApp.default_url=")]
    return url.partition("/lab/tree/")[2], said


def test_the_course_opens_on_what_is_new_once(project, monkeypatch):
    """If something came beside begun work she reads that first, the next time the start page."""
    assert opened(project, monkeypatch) == (START, [])
    release(project, "Now in other words.", UNTOUCHED)
    page, said = opened(project, monkeypatch)
    assert page == START and said == [f"Renewed, since you had not changed it: {name}" for name in UNTOUCHED]
    release(project, "Now in other words.", BEGUN)
    page, said = opened(project, monkeypatch)
    assert page == "NEWS.md" and f"New beside yours: {seconds(WORKBOOK)}" in " ".join(said)
    assert "paste your answers" in said[-1]
    assert opened(project, monkeypatch) == (START, [])
    release(project, "Again.", BEGUN)
    assert opened(project, monkeypatch, edit=True)[0] == START


def test_the_command_says_what_came(project, monkeypatch, capsys):
    """And that there is nothing new, if there is nothing."""
    from aipm_helpers import cli

    monkeypatch.setattr(lab.prepare_workbook, "__defaults__", (project,))
    release(project, "Now in other words.")
    cli.update()
    told = capsys.readouterr().out
    assert f"New beside yours: {seconds(WORKBOOK)} (your 1-the-ai-product-manager.ipynb stays as it is)" in told
    cli.update()
    assert capsys.readouterr().out == "nothing new\n"


def test_many_first_copies_are_one_line():
    """The first start is no time for a list of sixty names."""
    assert describe_changes(Changes(copied=("a",) * 9)) == [
        "9 files copied to workbook/: lessons, workbooks and the start page."
    ]


# --- the grader --------------------------------------------------------------------------


def test_work_on_an_older_release_is_graded_and_told(project):
    """One sentence instead of a complaint about cells that she never changed."""
    own = project / "workbook" / WORKBOOK
    release(project, "Now in other words.", [WORKBOOK])
    report = check_notebook(own, root=project)
    assert report.points == 2
    assert report.remarks == (
        "This file is from an older release of the workbook; it was graded by the present one. If a task reads "
        "differently, look at 1-the-ai-product-manager-new.ipynb or run aipm update.",
    )
    lab.prepare_workbook(project)
    assert not check_notebook(project / "workbook" / seconds(WORKBOOK), root=project).remarks


def test_a_task_that_an_older_release_lacks_was_not_deleted(project):
    """She is sent to the new file, not to Undo."""
    own = project / "workbook" / WORKBOOK
    notebook = json.loads(own.read_text("utf-8"))
    notebook["cells"] = [
        cell for cell in notebook["cells"] if not cell["metadata"]["nbgrader"]["grade_id"].startswith("wrong-rate")
    ]
    own.write_text(json.dumps(notebook), encoding="utf-8")
    release(project, "Now in other words.", [WORKBOOK])
    (problem,) = check_notebook(own, root=project).problems
    assert "from an older release: answer it in 1-the-ai-product-manager-new.ipynb" in problem


def test_a_check_of_all_leaves_out_what_nobody_began_beside_begun_work(project):
    """A page of "no answer yet" would hide the verdict on the work; begun, or named, it is checked."""
    release(project, "Now in other words.", [WORKBOOK])
    lab.prepare_workbook(project)
    own, new = (project / "workbook" / name for name in (WORKBOOK, seconds(WORKBOOK)))
    assert own in learn.notebooks_to_check([], project) and new not in learn.notebooks_to_check([], project)
    assert learn.notebooks_to_check([str(new)], project) == [new]
    change(new, "cost-of-pilot", "cost_of_pilot = 1")
    assert {own, new} <= set(learn.notebooks_to_check([], project))
