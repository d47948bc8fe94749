"""A report as people read it: the same sentences in a shell and in a notebook."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aipm_helpers.grading.verdict import Reason

__all__ = ["points_text", "report_html", "sentences", "total", "verdict_html"]

#: What needs no hint: it is right, or answered and for people to judge.
DONE = (Reason.RIGHT.value, Reason.BY_HAND.value)


def report_html(
    report: dict[str, Any],
    saved: str = "",
    ladders: Mapping[str, Sequence[tuple[str, str]]] = {},
    solutions: Mapping[str, str] = {},
) -> str:
    """Return a report as a small table; all text in it is escaped.

    Help is folded below each task: the rungs of its ladder, each inside the one before,
    or, once it is done, the worked solution. It unfolds without a kernel.

    Parameters
    ----------
    report : dict
        As from `Report.as_json`.
    saved : str
        When the file was saved, as a sentence.
    ladders : mapping
        By task the heads and texts (Markdown's backticks and blocks of code) of the hints.
    solutions : mapping
        By task the worked solution; only those of tasks that are done get into the page.

    Returns
    -------
    str
        HTML.
    """
    lines = [f"<p role='status'><strong>{html.escape(total(report))}</strong> {html.escape(saved)}</p>"]
    lines += [f"<p>{_marked(text)}</p>" for text in [*report["problems"], *report["remarks"]]]
    # JupyterLab aligns the cells of tables to the right unless each says otherwise
    left = "style='text-align: left; vertical-align: top'"
    heads = "".join(f"<th scope='col' {left}>{head}</th>" for head in ("Task", "Points", "Verdict"))
    lines.append(f"<table><thead><tr>{heads}</tr></thead><tbody>")
    for task in report["tasks"]:
        points = html.escape(points_text(task)).replace(" ", "&nbsp;")
        lines.append(
            f"<tr><th scope='row' {left}>{html.escape(task['title'])}</th><td {left}>{points}</td>"
            f"<td {left}>{verdict_html(task)}{_help(task, ladders, solutions)}</td></tr>"
        )
    return "".join([*lines, "</tbody></table>"])


def verdict_html(task: dict[str, Any], with_detail: bool = True) -> str:
    """Return what is said of a task as a line of HTML; all text in it is escaped."""
    told = [
        f"<strong>{html.escape(task['reason'].capitalize())}.</strong>",
        *map(_marked, sentences(task, with_detail)),
    ]
    return "<br>".join(told)


def _help(task: dict[str, Any], ladders: Mapping[str, Sequence[tuple[str, str]]], solutions: Mapping[str, str]) -> str:
    """Return what is folded below a task."""
    if task["reason"] in DONE:
        solution = solutions.get(task["task"])
        return (
            _folded("One way to write it", f"<pre style='white-space: pre-wrap'>{html.escape(solution)}</pre>")
            if solution
            else ""
        )
    page = ""
    for head, text in reversed(ladders.get(task["task"], [])):
        page = _folded(head, _blocks(text) + page) if head else _blocks(text) + page
    return page


def _folded(head: str, page: str) -> str:
    return f"<details><summary>{html.escape(head)}</summary>{page}</details>"


def _blocks(text: str) -> str:
    """Return paragraphs and blocks of code as HTML."""
    parts = re.split(r"(?ms)^```\w*\n(.*?)^```$", text)
    pages = []
    for place, part in enumerate(parts):
        if place % 2:
            pages.append(f"<pre>{html.escape(part)}</pre>")
        else:
            pages += [f"<p>{_marked(paragraph)}</p>" for paragraph in part.split("\n\n") if paragraph.strip()]
    return "".join(pages)


def _marked(text: str) -> str:
    """Return a text as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def points_text(task: dict[str, Any]) -> str:
    """Return a task's points as people read them."""
    if task["by_hand"] or task["reason"] == Reason.FORM_ONLY.value:
        return f"? of {task['max_points']:g}"
    return f"{task['points']:g} of {task['max_points']:g}"


def sentences(task: dict[str, Any], with_detail: bool = True) -> list[str]:
    """Return what to tell about a task, in order: what is not right, where to look, what is right."""
    if task["reason"] == Reason.RIGHT.value:
        return [task["note"]] if task["note"] else []
    right = [text for text in task["right"] if task["points"]]
    told = [*task["wrong"], task["look"]]
    if task["detail"] and with_detail:
        told.append(f"Please report this: {task['detail']}")
    if right:
        told.append(f"Right so far: {'; '.join(right)}.")
    if task["reason"] == Reason.BY_HAND.value:
        told.append("Give yourself points by the list in the task, or wait for your instructor's.")
    return [text for text in told if text]


def total(report: dict[str, Any]) -> str:
    """Return a report's points in a sentence."""
    by_hand = sum(task["max_points"] for task in report["tasks"] if task["by_hand"])
    if not report["hidden"]:
        return "Checked for form only: what is right is graded later, by your instructor."
    text = f"{report['points']:g} of {report['max_points']:g} points"
    if by_hand:
        text += f", and {by_hand:g} more for what is graded by hand"
    return text + "."
