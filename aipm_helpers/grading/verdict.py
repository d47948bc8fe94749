"""What a grader says about a notebook, a task at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

__all__ = ["Reason", "Report", "TaskVerdict", "plain"]


class Reason(StrEnum):
    """Why a task has the points that it has; the value is what people read."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right yet"
    NO_ANSWER = "no answer yet"
    CRASHED = "your cell stops with an error"
    TOO_SLOW = "too slow"
    OUT_OF_MEMORY = "out of memory"
    TOO_MUCH_OUTPUT = "too much output"
    FORM_ONLY = "right form, graded later"
    BY_HAND = "answered, graded by hand"
    CHECK_FAILED = "the check itself failed"


@dataclass(frozen=True)
class TaskVerdict:
    """The verdict on one task.

    `right` and `wrong` are sentences for the learner, `look` says where to look next,
    `note` what there is to add to a right answer; the points of a task that is graded `by_hand` are not in `points`.
    `detail` is for whoever wrote the check, where it failed: it may quote what learners are not to read.
    `cell` is the id of the cell that carries the points.
    """

    task: str
    title: str
    reason: Reason
    points: float
    max_points: float
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    look: str = ""
    note: str = ""
    by_hand: bool = False
    detail: str = ""
    cell: str = ""

    def __post_init__(self) -> None:
        # what they quote is the learner's: of any length, and with whatever a terminal obeys
        for name in ("right", "wrong"):
            object.__setattr__(self, name, tuple(plain(text) for text in getattr(self, name)))
        for name in ("look", "note", "detail"):
            object.__setattr__(self, name, plain(getattr(self, name)))


def plain(text: str, longest: int = 2_000) -> str:
    """Return a text of anybody's as it can be printed: cut, and without what a terminal obeys."""
    text = text if len(text) <= longest else f"{text[:longest]} ..."
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


@dataclass(frozen=True)
class Report:
    """The verdicts on a notebook; problems of the file to mend, and remarks that need no act.

    `unanswered` are the ids of the answer cells that are as they were released.
    """

    lesson: str
    tasks: tuple[TaskVerdict, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    hidden: bool
    seconds: float
    unanswered: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The points that a machine gave."""
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> float:
        """The points that a machine can give."""
        return sum(task.max_points for task in self.tasks if not task.by_hand)

    @property
    def passed(self) -> bool:
        """Whether every task is right, or answered if people grade it, and the file in order."""
        done = (Reason.RIGHT, Reason.BY_HAND, Reason.FORM_ONLY)
        return not self.problems and all(task.reason in done for task in self.tasks)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return asdict(self) | {"points": self.points, "max_points": self.max_points, "passed": self.passed}
