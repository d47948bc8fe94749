"""The page that says which releases came beside begun work, and what reads differently in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aipm_helpers.errors import SubmissionError
from aipm_helpers.grading.submission import is_answer, read_cells

__all__ = ["START_PAGE", "Beside", "write_page"]

START_PAGE = "course/README.md"
#: What people call the files of a folder.
_KINDS = {"course": "lesson ", "exercises": "workbook "}


@dataclass(frozen=True)
class Beside:
    """A release that came beside begun work; names relative to ``workbook/``."""

    own: str
    new: str


def write_page(workbook: Path, beside: Iterable[Beside]) -> str:
    """Return the page as Markdown, with links that are relative to ``workbook/``.

    Parameters
    ----------
    workbook : Path
        The folder with the learner's copies, the new files among them.
    beside : iterable of Beside
        What came.
    """
    lines = [
        "# New in the course",
        "",
        "There is a new release of pages that you have begun. **Your own files are as you left them**; the new release",
        "lies beside each.",
        "",
        "| yours | new | what reads differently |",
        "| --- | --- | --- |",
    ]
    for item in beside:
        own, new = (f"[{_label(name)}]({quote(name)})" for name in (item.own, item.new))
        parts = [text.replace("|", "\\|") for text in _changed_parts(workbook / item.own, workbook / item.new)]
        lines.append(f"| {own} | {new} | {'; '.join(parts) or 'code or results only'} |")
    lines += [
        "",
        "Open the new file, paste your answers into it, and go on there. Or go on with yours and delete the new file: it",
        "does not come again. Work on an older release is graded all the same.",
        "",
        f"**[Go on to the start page]({START_PAGE})**",
    ]
    return "\n".join(lines) + "\n"


def _label(name: str) -> str:
    kind = _KINDS.get(name.partition("/")[0], "") if name.endswith(".ipynb") else ""
    return kind + Path(name).name


def _changed_parts(own: Path, new: Path) -> list[str]:
    """Return the headings below which the new release reads differently."""
    before, after = _read_parts(own), _read_parts(new)
    return [heading for heading, text in after.items() if before.get(heading) != text]


def _read_parts(path: Path) -> dict[str, str]:
    """Return by heading what the course wrote: not answers, nor cells of the learner's own."""
    try:
        texts = (
            [cell["source"] for cell in read_cells(path) if cell["cell_type"] == "markdown" and not is_answer(cell)]
            if path.suffix == ".ipynb"
            else [path.read_text(encoding="utf-8", errors="replace")]
        )
    except SubmissionError:  # damaged work has no parts, and all of the release is new
        texts = []
    parts: dict[str, str] = {}
    heading, code = "the beginning", False
    for line in "\n\n".join(texts).splitlines():
        code = code != line.startswith("```")
        match = re.match(r"#{1,3} +(.+)", line)
        heading = match[1] if match and not code else heading
        parts[heading] = parts.get(heading, "") + f"{line.strip()}\n"
    return {heading: text.strip() for heading, text in parts.items()}
