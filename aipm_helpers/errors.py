"""What can go wrong, and whose fault it was.

::

    CourseError
    +-- UsageError        the command was called wrongly: exit status 2
    +-- SubmissionError   a learner's notebook cannot be read: she is told what to do
    +-- BuildError        a source of the course is at fault: its author is told where
    +-- JudgeError        grading itself failed: ours, never costs points, always told
    ProtocolError         a learner's process broke the protocol: becomes a verdict

`cli.main` maps these to exit statuses; nothing else calls `exit`.
"""


class CourseError(Exception):
    """Something that a person can put right; its text says how."""


class UsageError(CourseError):
    """A command was called with words or files that do not fit."""


class SubmissionError(CourseError):
    """A learner's notebook cannot be opened or is not a workbook of this course.

    Parameters
    ----------
    what : str
        What is wrong with it.
    todo : str
        What the learner can do, with the file at hand.
    """

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(f"{what} {todo}".strip())
        self.what, self.todo = what, todo


class BuildError(CourseError):
    """A lesson or a workbook cannot be generated from its text."""


class JudgeError(CourseError):
    """Grading failed through no fault of the submission."""


class ProtocolError(Exception):
    """What a learner's process sent is not what it may send."""
