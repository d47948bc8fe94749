"""The beginning of a lesson and its workbook: all that is the same in each of them.

The texts hold TODO where an author writes; a gate finds those that were left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from aipm_helpers import ROOT
from aipm_helpers.errors import UsageError

__all__ = ["make_lesson"]

_GUARD = """\
try:
    {imports}
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None
"""

_LESSON = """\
# %% [markdown]
# # TODO the product question, as somebody would ask it?
#
# TODO who asks, and what hangs on it.
#
# After this lesson you can
#
# 1. TODO something that can be observed,
# 2. TODO,
# 3. TODO.
#
# **Minutes:** 25. **You need:** TODO. **Left out:** TODO.

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
{guard}
# %% [markdown]
# ## Recall
#
# TODO two or three questions on earlier lessons; the answer to each in <details><summary>.
#
# ## The story
#
# TODO real data, the naive baseline first, what it costs, the better way, how sure we are.
#
# **Predict:** TODO a question that the next cell answers.

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
fig, ax = plots.figure("TODO the finding, as a sentence", "TODO (unit)", "TODO (unit)")
plots.show(fig, "TODO one or two sentences that say what the picture shows.")

# %% [markdown]
# ## Worked example
#
# TODO the steps, in the words that the workbook uses.
#
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
Markdown("> **TODO what to do**, the number it rests on, how sure, and what would change it.")

# %% [markdown]
# ## Recap
#
# * TODO at most five bullets.
#
# ## Check yourself
#
# **1. TODO three to five questions?**
#
# <details><summary>A. TODO</summary>TODO an explanation for every option.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/{lesson}.ipynb).
#
# ## Go further
#
# * TODO two or three primary sources.
"""

_WORKBOOK_HEAD = """\
# %% [markdown] nbgrader={{"locked": true, "grade_id": "{stem}-welcome"}}
# # Workbook: TODO
#
# TODO the case, and how it differs from the [lesson](../../course/{lesson}.ipynb)'s.
#
# * **TODO tasks, 40 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.

# %% nbgrader={{"locked": true, "grade_id": "{stem}-setup"}} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
{guard}
"""

_TASK = """\
# %% [markdown] nbgrader={{"locked": true, "grade_id": "{task}-prompt"}}
# ## Task {place}. TODO (3 points)
#
# TODO what to make. The answer's name is `{name}`.
#
# **Done when** `{name}` is TODO.

# %% [markdown] nbgrader={{"grade_id": "{task}-hints"}} skill="TODO"
# 1. TODO where to look.
# 2. TODO which step.
# 3. TODO the shape of the answer: `{name} = ...`

# %% nbgrader={{"solution": true, "grade_id": "{task}"}}
{name} = (
    ### BEGIN SOLUTION
    0  # TODO
    ### END SOLUTION
)

# %% nbgrader={{"grade": true, "locked": true, "points": 3, "grade_id": "{task}-check"}} tags=["hide-input"]
# The check of task {place}: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("{task}", points=3, look="In the lesson: TODO.")
checks.number("{name}")
### BEGIN HIDDEN TESTS
checks.number("{name}", 0, mistakes={{1: "TODO which misconception leads to this."}})
### END HIDDEN TESTS
checks.score()

"""

_WORKBOOK_TAIL = """\
# %% [markdown] nbgrader={{"locked": true, "grade_id": "{memo}-prompt"}}
# ## Task {place}. The memo (4 points)
#
# TODO who asks what. One point for each of these:
#
# 1. **TODO.** TODO
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={{"grade_id": "{memo}-hints"}} skill="decide in writing"
# 1. TODO where to look.
# 2. TODO which step.
# 3. TODO the shape of the memo, sentence by sentence.

# %% [markdown] nbgrader={{"grade": true, "solution": true, "points": 4, "grade_id": "{memo}"}}
# ### BEGIN SOLUTION
# TODO the memo.
#
# ### Examples to grade by, two for each level
#
# TODO
# ### END SOLUTION

# %% [markdown] nbgrader={{"locked": true, "grade_id": "{stem}-result-prompt"}}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={{"locked": true, "grade_id": "{stem}-result"}} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("{lesson}")
"""

_ANSWERS = """\
# %% right: TODO as in the solution
{name} = 0

# %% wrong: TODO the misconception
# message: TODO part of the message that it must get
{name} = 1
"""


def make_lesson(lesson: str, tasks: Sequence[str], root: Path = ROOT) -> list[str]:
    """Write the first text of a lesson, of its workbook, and of its answers.

    Parameters
    ----------
    lesson : str
        Module and name, such as ``1-fundamentals/5-data-is-the-product``.
    tasks : sequence of str
        The ids of the tasks that a machine checks, in order; a memo follows them.
    root : Path
        The course's folder.

    Returns
    -------
    list of str
        The files that were written, relative to `root`.

    Raises
    ------
    UsageError
        If a name has another form, a task is named twice, or a file is there already.
        Then nothing is written.
    """
    if not re.fullmatch(r"[1-9]-[a-z]+/[1-9]-[a-z0-9]+(-[a-z0-9]+)*", lesson):
        raise UsageError(f"A lesson is named like 1-fundamentals/5-data-is-the-product; {lesson!r} is not.")
    wrong = [task for task in tasks if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", task)]
    if wrong or len(set(tasks)) < len(tasks):
        raise UsageError(f"Tasks are named like find-the-leak, each once; mend {', '.join(wrong or tasks)}.")
    stem = lesson.partition("/")[2].partition("-")[2]
    texts = {
        f"course/{lesson}.py": _LESSON.format(lesson=lesson, guard=_guard("datasets, plots")),
        f"solutions/{lesson}.py": _workbook(lesson, stem, tasks),
        **{f"tests/answers/{lesson}/{task}.py": _ANSWERS.format(name=_variable(task)) for task in tasks},
    }
    there = [name for name in texts if (root / name).exists()]
    if there:
        raise UsageError(f"{there[0]} is there already. Nothing was written; edit it, or choose another name.")
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _workbook(lesson: str, stem: str, tasks: Sequence[str]) -> str:
    names = {"lesson": lesson, "stem": stem, "memo": f"{stem}-memo"}
    parts = [_WORKBOOK_HEAD.format(**names, guard=_guard("checks, datasets", display=False))]
    parts += [_TASK.format(task=task, place=place, name=_variable(task)) for place, task in enumerate(tasks, start=1)]
    return "".join([*parts, _WORKBOOK_TAIL.format(**names, place=len(tasks) + 1)])


def _guard(modules: str, display: bool = True) -> str:
    imports = ["import pandas as pd", *["from IPython.display import Markdown"] * display, ""]
    return _GUARD.format(
        imports="\n    ".join([*imports, f"from aipm_helpers import {modules}"]).replace("    \n", "\n")
    )


def _variable(task: str) -> str:
    return task.replace("-", "_")
