"""Attacks that need a workbook of their own, a course's real one, or a look at the grader from outside.

Those that are a cell in the hostile workbook are in `tests/hostile/`. Each test here says what must hold.
"""

import json
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace

import psutil
import pytest

from aipm_helpers import ROOT
from aipm_helpers.grading import judge as judge_module
from aipm_helpers.grading import messages, run
from aipm_helpers.grading.jail import Limits, what_is_missing
from aipm_helpers.grading.sandbox import Ended, Warm
from aipm_helpers.grading.submission import Workbook, compose, read_cells
from aipm_helpers.grading.verdict import Reason

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=f"no jail: {what_is_missing()}")

LIMITS = Limits(cell_cpu_seconds=3, call_cpu_seconds=1, notebook_cpu_seconds=20, notebook_seconds=45)
SECRET = "hidden-7f3a"


@pytest.fixture(scope="module")
def warm():
    """Return a warm server."""
    with Warm() as server:
        server.wait_until_ready()
        yield server


def _cell(grade_id, source, **nbgrader):
    marks = {"grade": False, "locked": True, "solution": False, "task": False, "schema_version": 3}
    metadata = {"nbgrader": {**marks, "cell_type": "code", "grade_id": grade_id, **nbgrader}}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


def locked(grade_id, source):
    """Return a cell of the course's that gives something."""
    return _cell(grade_id, source)


def task(name, solution, visible, hidden=""):
    """Return an answer cell and its check, which is worth 2 points."""
    check = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS" if hidden else visible
    return [
        _cell(name, solution, solution=True, locked=False),
        _cell(f"{name}-check", check, grade=True, points=2),
    ]


@dataclass(frozen=True)
class Graded:
    """What came of a submission: verdicts by task, and what the judge kept besides."""

    verdicts: dict
    judgement: object
    seconds: float


def grade_one(folder, warm, cells, answers, extra=(), limits=LIMITS):
    """Grade a workbook of a few cells with some answers of a learner; all others are right.

    `extra` are cells of her own at the end.
    """
    released, mine = [], []
    for cell in cells:
        nbgrader = cell["metadata"]["nbgrader"]
        bare = re.sub(r"(?ms)^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$\n?", "", cell["source"])
        released.append({**cell, "source": "# YOUR CODE HERE" if nbgrader["solution"] else bare})
        source = answers.get(nbgrader["grade_id"], cell["source"]) if nbgrader["solution"] else bare
        mine.append({**cell, "source": source})
    mine += [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in extra]
    for name, content in [("graded", cells), ("release", released), ("mine", mine)]:
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": content}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    workbook = Workbook("small", folder / "graded.ipynb", folder / "release.ipynb")
    composed, _, _ = compose(workbook, read_cells(folder / "mine.ipynb"))
    kept = []

    def judge(*arguments, **named):
        kept.append(judge_module.judge(*arguments, **named))
        return kept[-1]

    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "judge", judge)
        verdicts = run.grade(workbook, composed, warm.start, limits, {}, lambda done, cells: None).verdicts
    return Graded({verdict.task: verdict for verdict in verdicts}, kept[0], time.monotonic() - began)


def check_real(folder, warm, lesson, answers):
    """Grade one of the course's workbooks with some answers; return the verdicts by task."""
    notebook = json.loads((ROOT / f"exercises/1-fundamentals/{lesson}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        grade_id = (cell["metadata"].get("nbgrader") or {}).get("grade_id")
        cell["source"] = answers.get(grade_id, cell["source"])
    path = folder / f"{lesson}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    report = run.check_notebook(path, start=warm.start)
    return {verdict.task: verdict for verdict in report.tasks}


# --- points that were not earned ------------------------------------------------------------


def test_what_one_check_expects_is_not_told_to_the_functions_of_the_next(tmp_path, warm):
    """Two checks that use the same names: neither values nor words of the hidden part reach the learner."""
    hidden = f"why = '{SECRET}'\nfor values, expected in [({{}}, {{}})]:\n    assert {{}}(values) == expected, why"
    cells = task("double", "def double(v):\n    return 2 * v", "assert double(1) == 2", hidden.format(3, 6, "double"))
    cells += task("triple", "def triple(v):\n    return 3 * v", "assert triple(1) == 3", hidden.format(3, 9, "triple"))
    answer = "seen = []\ndef triple(v):\n    seen.append(globals().get('why'))\n    return globals().get('expected', 3)"
    graded = grade_one(tmp_path, warm, cells, {"triple": answer}, extra=["print(seen)"])
    assert graded.verdicts["triple"].points == 0
    assert SECRET not in repr(graded.judgement.outputs)


def test_functions_still_see_data_that_a_check_gives_another_value(tmp_path, warm):
    """The honest twin of the test above: a check that tries a function on other data under the same name."""
    cells = [locked("data", "prices = [1, 2]")]
    cells += task("dearest", "def dearest():\n    return max(prices)", "prices = [3, 9, 4]\nassert dearest() == 9")
    assert grade_one(tmp_path, warm, cells, {}).verdicts["dearest"].points == 2


@pytest.mark.parametrize(
    "hidden",
    [
        "assert all(map(lambda case: double(case[0]) == case[1], [(3, 6), (4, 8)]))",
        "for got, wanted in zip(map(double, [3, 4]), [6, 8]):\n    assert got == wanted",
    ],
)
def test_a_function_cannot_end_the_loop_of_a_check(hidden, tmp_path, warm):
    """StopIteration out of a function that `map` calls would end it: all of nothing is true."""
    cells = task("double", "def double(v):\n    return 2 * v", "assert double(1) == 2", hidden)
    answer = "def double(v):\n    if v == 1:\n        return 2\n    raise StopIteration"
    assert grade_one(tmp_path, warm, cells, {"double": answer}).verdicts["double"].points == 0


def test_an_iterator_of_the_learners_still_ends(tmp_path, warm):
    """The honest twin of the test above."""
    cells = task("count", "def count():\n    yield from [1, 2]", "assert list(count()) == [1, 2]")
    assert grade_one(tmp_path, warm, cells, {}).verdicts["count"].points == 2


def test_an_answer_that_is_missing_is_not_found_among_the_builtins(tmp_path, warm):
    """Who does not write `sum` has not written it."""
    cells = task("sum", "def sum(values):\n    return values[0] + values[1]", "assert sum([1, 2]) == 3")
    assert grade_one(tmp_path, warm, cells, {"sum": "pass"}).verdicts["sum"].points == 0


@pytest.mark.parametrize(
    ("answer", "hidden"),
    [
        ("np.ma.masked_all(2)", "np.testing.assert_allclose(found, [1, 2])"),
        ("np.ma.masked_all(2)", "np.testing.assert_array_equal(found, [1, 2])"),
        ("np.ma.masked_all(2)", "assert not (found != [1, 2]).any()"),
    ],
)
def test_nothing_is_not_equal_to_everything(answer, hidden, tmp_path, warm):
    """Entries behind a mask agree with whatever NumPy's comparisons expect: they are not looked at."""
    cells = [locked("setup", "import numpy as np"), *task("found", "found = [1, 2]", "found", hidden)]
    assert grade_one(tmp_path, warm, cells, {"found": f"found = {answer}"}).verdicts["found"].points == 0


def test_a_change_inside_of_an_argument_is_seen(tmp_path, warm):
    """A list in a tuple that a function sorts is sorted for the check too."""
    check = "inner = [3, 1]\nassert added((inner, [2])) == 6\nassert inner == [3, 1]"
    cells = task("added", "def added(rows):\n    return sum(map(sum, rows))", check)
    answer = "def added(rows):\n    rows[0].sort()\n    return sum(map(sum, rows))"
    assert grade_one(tmp_path, warm, cells, {"added": answer}).verdicts["added"].points == 0


@pytest.mark.parametrize(
    ("module", "name", "wanted"), [("sklearn.utils._bunch", "Bunch", "dict"), ("statsmodels.base.data", "int64", "int")]
)
def test_a_class_is_no_kind_of_plain_value_because_it_says_so(module, name, wanted, tmp_path, warm):
    """What may be claimed are models and results, not what derives from plain types."""
    cells = task(
        "found", "found = {'a': 1}" if wanted == "dict" else "found = 3", f"assert isinstance(found, {wanted})"
    )
    answer = f"found = type('{name}', (), {{'__module__': '{module}'}})()"
    assert grade_one(tmp_path, warm, cells, {"found": answer}).verdicts["found"].points == 0


SHIFTY = """
class Shifty:
    def __init__(self, *values):
        self.values = list(values)

    def __float__(self):
        return float(self.values.pop(0) if len(self.values) > 1 else self.values[0])


words = "one 2 three four five six seven eight nine ten eleven twelve thirteen"
"""


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # as outside of tests, where an overflow is only infinite
@pytest.mark.parametrize(
    ("lesson", "name", "answer"),
    [
        (
            "5-data-is-the-product",
            "data-requirements",
            "def limits(wide, tight):\n    return Shifty(wide, wide, wide, wide, *[wide, tight] * 4)\n\n"
            'accept = {"absent_at_most": limits(100, 0), "late_columns_at_most": limits(100, -1), '
            '"age_at_most": limits(365, 0), "ratings_at_least": limits(0, 100), "ask": words}',
        ),
        (
            "5-data-is-the-product",
            "value-of-weather",
            'offer = {"price": Shifty(1, 1e308, 1e308, 1), "at_most": 0, "decision": "buy", "because": words}',
        ),
        (
            "1-the-ai-product-manager",
            "ship-or-not",
            'decision = {"miss": Shifty(90, 1e308), "false_alarm": 6, "threshold": 0, "policy": "model", '
            '"saving": 0, "because": words}',
        ),
    ],
)
def test_a_number_is_one_number_however_often_a_check_reads_it(lesson, name, answer, tmp_path, warm):
    """Answers that are held against each other cannot be others at each look."""
    verdict = check_real(tmp_path, warm, lesson, {name: SHIFTY + answer})[name]
    assert verdict.points < verdict.max_points
    assert verdict.reason is not Reason.CHECK_FAILED


def test_a_name_has_one_value_in_a_check(tmp_path, warm):
    """The same without an odd number: the process hands over another dict each time that it is asked."""
    answer = (
        "import aipm_helpers.grading.learner as learner\n\n"
        'accept = {"absent_at_most": 1, "late_columns_at_most": 0, "age_at_most": 1, "ratings_at_least": 1, '
        '"ask": "one two three four five six seven eight nine"}\n'
        "asked, encode = [0], learner.encode\n"
        "def shift(value, refer):\n"
        "    if value is accept:\n"
        "        asked[0] += 1\n"
        "        # two looks at the name for each entry, four entries for each delivery; the form first\n"
        "        strict = asked[0] > 2 + 24 and (asked[0] - 27) // 8 % 2\n"
        "        limits = (0, 0, 0, 100) if strict else (100, 100, 365, 0)\n"
        "        accept.update(zip(list(accept)[:4], limits))\n"
        "    return encode(value, refer)\n"
        "learner.encode = shift\n"
    )
    verdict = check_real(tmp_path, warm, "5-data-is-the-product", {"data-requirements": answer})["data-requirements"]
    assert verdict.points < verdict.max_points


def test_links_beside_a_notebook_are_not_followed(tmp_path, warm):
    """A file that is a link to the solutions does not bring them into the jail."""
    (tmp_path / "peek.txt").symlink_to(ROOT / "solutions/1-fundamentals/1-the-ai-product-manager.py")
    answer = (
        "import re\nfound = re.search(r'\"grade_id\": \"cost-of-pilot\"}\\n(.*?)(?=^# %% )', open('peek.txt').read(), "
        "re.S | re.M)\nexec(found[1])"
    )
    verdicts = check_real(tmp_path, warm, "1-the-ai-product-manager", {"cost-of-pilot": answer})
    assert verdicts["cost-of-pilot"].points == 0


@pytest.mark.parametrize(
    "answer",
    ["kinds = type('Series', (), {})()", "kinds = type('Bunch', (), {'__module__': 'sklearn.utils._bunch'})()"],
)
def test_a_learner_cannot_make_a_check_fail_of_its_own(answer, tmp_path, warm):
    """'It is our mistake' is said of our mistakes only."""
    answers = {"name-the-outcome": f"{answer}\noutcome_metric = 'r'"}
    verdict = check_real(tmp_path, warm, "1-the-ai-product-manager", answers)["name-the-outcome"]
    assert verdict.reason is Reason.WRONG


# --- what is told ---------------------------------------------------------------------------


def test_an_error_in_a_hidden_part_does_not_tell_what_was_asked(tmp_path, warm):
    """Nor by the name of its type, which the learner's function may make of what it was given."""
    cells = task(
        "found", "def found(v):\n    return v", "assert found(1) == 1", "assert found('hidden_7f3a') == 'hidden_7f3a'"
    )
    answer = "def found(v):\n    if v == 1:\n        return v\n    raise type(v, (Exception,), {})"
    verdict = grade_one(tmp_path, warm, cells, {"found": answer}).verdicts["found"]
    assert verdict.points == 0 and "7f3a" not in repr(verdict)


def test_what_a_process_claims_to_have_printed_is_not_printed_here(tmp_path, warm, capfd):
    """An answer to a look at a name comes with a text, such as a claim of points, for the instructor's terminal."""
    cells = task("found", "found = 1", "assert found == 1")
    answer = (
        "import aipm_helpers.grading.learner as learner\n"
        "learner.Process._hand_over = lambda self, value: learner.messages.Value(1, None, '2 of 2 points.')"
    )
    grade_one(tmp_path, warm, cells, {"found": f"found = 0\n{answer}"})
    assert capfd.readouterr().out == ""


def test_a_name_that_a_function_lacks_is_told_by_its_name(tmp_path, warm):
    """The learner's own NameError is hers, and says which name."""
    cells = task("found", "def found():\n    return 1", "assert found() == 1")
    verdict = grade_one(tmp_path, warm, cells, {"found": "def found():\n    return nothing_there"}).verdicts["found"]
    assert "`None`" not in repr(verdict.wrong) and "nothing_there" in repr(verdict.wrong)


def test_what_is_told_can_be_written_down(tmp_path, warm):
    """Half of a character, and control characters for a terminal, do not get into a verdict."""
    cells = task("found", "found = 1", "assert found == 1")
    verdict = grade_one(tmp_path, warm, cells, {"found": "raise RuntimeError('\\ud800\\x1b[2J')"}).verdicts["found"]
    assert all(text.encode().isascii() and text.isprintable() for text in verdict.wrong)


# --- time, memory, processes ----------------------------------------------------------------


def test_a_long_list_is_put_in_order_quickly_and_told_briefly(tmp_path, warm):
    """Of a hundred thousand steps that are not asked for, a few are named."""
    began = time.monotonic()
    answers = {"order-the-experiments": "roadmap = [str(step) for step in range(20_000)]"}
    verdict = check_real(tmp_path, warm, "1-the-ai-product-manager", answers)["order-the-experiments"]
    assert len(repr(verdict)) < 5_000
    assert time.monotonic() - began < 2.5


def test_outputs_are_cut_by_the_judge_too(tmp_path, warm):
    """The process claims to have shown 10 MB."""
    cells = task("found", "found = 1", "assert found == 1")
    forge = (
        "import aipm_helpers.grading.learner as learner\n"
        "output = {'output_type': 'display_data', 'data': {'text/plain': ['a'] * 2_000_000}, 'metadata': {}}\n"
        "learner.Process._run = lambda self, cell, source: learner.messages.Ran(cell, [], [output], 0)"
    )
    graded = grade_one(tmp_path, warm, cells, {}, extra=[forge, "1", "2"])
    assert len(json.dumps(graded.judgement.outputs)) < LIMITS.outputs_bytes + 100_000


def test_children_are_watched_although_every_answer_comes_quickly(tmp_path, warm):
    """Each cell ends before the clock ticks, and what was started by the first goes on."""
    limits = replace(LIMITS, memory_bytes=400_000_000)
    cells = task("found", "found = 1", "assert found == 1")
    child = "x = bytearray(b'a') * 600_000_000\nwhile True:\n    pass"
    start = f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-S', '-c', {child!r}])"
    graded = grade_one(tmp_path, warm, cells, {}, [start, *["import time; time.sleep(0.05)"] * 60], limits)
    assert Reason.OUT_OF_MEMORY in [ended.reason for ended in graded.judgement.stopped.values()]


def test_processes_of_one_warm_server_are_measured_apart(warm):
    """While one computes, another that only sleeps uses nothing."""
    busy, idle = warm.start(LIMITS), warm.start(LIMITS)

    def compute():
        with suppress(Ended):
            busy.ask(messages.Run(0, "x = bytearray(b'a') * 300_000_000\nwhile True:\n    pass"), 3)

    thread = threading.Thread(target=compute)
    thread.start()
    time.sleep(0.3)
    try:
        assert isinstance(idle.ask(messages.Run(0, "import time; time.sleep(2)"), 1), messages.Ran)
        _, memory = idle._keeper.usage()
        assert memory < 290_000_000
    finally:
        thread.join()
        busy.close()
        idle.close()


def test_nothing_is_left_when_a_keeper_is_killed(warm):
    """As the system does that has no memory left."""
    before = psutil.Process(warm._process.pid).children(recursive=True)
    process = warm.start(LIMITS)
    started = set(psutil.Process(warm._process.pid).children(recursive=True)) - set(before)
    (keeper,) = [one for one in started if one.parent() in before]
    threading.Timer(0.3, keeper.kill).start()
    with pytest.raises(Ended):
        process.ask(
            messages.Run(0, "while True:\n    try:\n        while True: pass\n    except BaseException: pass"), 3
        )
    # the processes themselves, since a look at the tree misses whoever changes its parent meanwhile
    psutil.wait_procs(started, timeout=3)
    left = set(psutil.Process(warm._process.pid).children(recursive=True)) - set(before)
    left |= {one for one in started if one.is_running()}
    for one in left:
        one.kill()
    assert not left


@pytest.mark.parametrize("seconds", [0.0, 0.7, 2.5])
def test_nothing_is_left_when_a_judge_is_killed(seconds):
    """Before, while and after it starts a process that never ends."""
    program = (
        "from aipm_helpers.grading import messages\nfrom aipm_helpers.grading.jail import Limits\n"
        "from aipm_helpers.grading.sandbox import Warm\n"
        "warm = Warm()\nprint('made', flush=True)\n"
        "warm.start(Limits()).ask(messages.Run(0, 'while True: pass'), 30)"
    )
    judge = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    judge.stdout.readline()
    time.sleep(seconds)
    below = psutil.Process(judge.pid).children(recursive=True)
    judge.kill()
    judge.wait()
    judge.stdout.close()
    _, alive = psutil.wait_procs(below, timeout=5)
    # whoever starts the tests may be a process 1 that collects no dead
    alive = [process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    for process in alive:
        process.kill()
    assert not alive


# --- honest people --------------------------------------------------------------------------


def test_a_function_is_true(tmp_path, warm):
    """A check may ask whether there is one."""
    cells = task(
        "double", "def double(v):\n    return 2 * v", "assert double and callable(double)\nassert double(1) == 2"
    )
    assert grade_one(tmp_path, warm, cells, {}).verdicts["double"].points == 2


def test_names_that_a_star_brings_are_known(tmp_path, warm):
    """The course's own cells import everything from somewhere."""
    cells = [locked("setup", "from math import *"), *task("found", "found = 2.0", "assert found == sqrt(4)")]
    assert grade_one(tmp_path, warm, cells, {}).verdicts["found"].points == 2


def test_a_cell_that_ran_out_of_memory_leaves_the_others_theirs(tmp_path, warm):
    """What it held would be missing to all cells below, so they run in another process, without it."""
    cells = [*task("first", "first = 1", "assert first == 1"), *task("second", "second = 2", "assert second == 2")]
    greedy = "first = 1\nkept = []\nwhile True: kept.append(bytearray(1_000_000))"
    graded = grade_one(tmp_path, warm, cells, {"first": greedy}, limits=replace(LIMITS, process_bytes=300_000_000))
    assert graded.judgement.stopped[0].reason is Reason.OUT_OF_MEMORY
    assert graded.verdicts["first"].wrong == ("It took more than 0.3 GB of memory.",)
    assert graded.verdicts["second"].reason is Reason.RIGHT
