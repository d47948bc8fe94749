"""A graded notebook for people: formgrader shows it, and nbgrader makes feedback of it.

It holds the cells of the *release*, so no hidden check can get into it, with the learner's answers, what they have put
out, and below each check its points and a verdict in words. Whatever comes from the learner is text there, or a picture
that was put out: nbconvert would hand on her HTML, and a script in it would run in the browser of whoever grades.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aipm_helpers.grading.report import verdict_html
from aipm_helpers.grading.submission import Workbook, grade_id_of, is_answer, marks_of, read_notebook

__all__ = ["make_autograded", "make_unopened"]

_PICTURES = ("image/png", "image/jpeg")
#: Of all outputs: a page of more is read by nobody.
_MOST_OUTPUT_BYTES = 800_000
#: Of links that browsers run or open as pages of their own.
_SCHEMES = ("javascript", "vbscript", "data", "file", "blob")
#: A picture in the HTML that `plots.show` makes.
_PICTURE_IN_HTML = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=\s]+)"')


def make_autograded(
    workbook: Workbook,
    composed: Sequence[Mapping[str, Any]],
    outputs: Mapping[int, Sequence[Any]],
    tasks: Sequence[dict[str, Any]],
    told: Sequence[str],
) -> dict[str, Any]:
    """Return a graded notebook as nbformat stores it.

    Parameters
    ----------
    workbook : Workbook
        The course's side.
    composed : sequence of cells
        What was run, as from `submission.compose`.
    outputs : mapping
        By place what the cells have put out.
    tasks : sequence of dict
        The verdicts, as from `Report.as_json`.
    told : sequence of str
        What was odd about the file.
    """
    notebook = read_notebook(workbook.release)
    released = {grade_id_of(cell): cell for cell in notebook["cells"] if grade_id_of(cell)}
    checked = {task["cell"]: task for task in tasks if not task["by_hand"]}
    cells = [_note(told)] if told else []
    left = _MOST_OUTPUT_BYTES
    for place, cell in enumerate(composed):
        grade_id = grade_id_of(cell)
        if grade_id in released:
            made = dict(released[grade_id])
            if is_answer(made):
                made["source"] = _harmless(cell)
        else:
            made = {"cell_type": cell["cell_type"], "id": f"cell-{place}", "metadata": {}}
            # the course's own, in which it has no id, or the learner's
            made["source"] = cell["source"] if marks_of(cell).get("locked") else _harmless(cell)
        if made["cell_type"] == "code":
            shown = _clean(outputs.get(place, []))
            left -= len(json.dumps(shown))
            if left < 0:
                shown = [{"output_type": "stream", "name": "stdout", "text": "[more outputs are left out]\n"}]
            made |= {"execution_count": None, "outputs": shown}
            if grade_id in checked:
                made |= {"execution_count": 1, "outputs": _verdict(checked[grade_id])}
        cells.append(made)
    return {**notebook, "cells": cells}


def make_unopened(workbook: Workbook, why: str) -> dict[str, Any]:
    """Return a notebook that stands for one that could not be opened."""
    notebook = read_notebook(workbook.release)
    cells = [_note([f"The file that was handed in could not be opened, and has no score. {why}"])]
    for cell in notebook["cells"]:
        cells.append({**cell, "outputs": []} if cell["cell_type"] == "code" else cell)
    return {**notebook, "cells": cells}


def _note(told: Sequence[str]) -> dict[str, Any]:
    # on one line each: an empty line would end the HTML, and what follows it would be Markdown of the learner's
    lines = "".join(f"<li>{html.escape(' '.join(text.split()))}</li>" for text in told)
    return {"cell_type": "markdown", "id": "about-this-file", "metadata": {}, "source": f"<ul>{lines}</ul>"}


def _verdict(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a check's outputs: the points, from which nbgrader could read them again, and the words."""
    words = {"text/html": f"<p>{verdict_html(task, with_detail=False)}</p>", "text/plain": str(task["reason"])}
    points = {"text/plain": f"{task['points']}"}
    return [
        {"output_type": "execute_result", "execution_count": 1, "data": points, "metadata": {}},
        {"output_type": "display_data", "data": words, "metadata": {}},
    ]


def _harmless(cell: Mapping[str, Any]) -> str:
    """Return a learner's source so that her Markdown has no HTML and no link that runs; code is shown as text anyway.

    SECURITY: of a scheme browsers leave out tabs, and Markdown turns entities and escapes into what they stand for.
    """
    source = str(cell["source"])
    if cell["cell_type"] == "code":
        return source
    # not &amp;, which would be turned back twice; what is put in cannot be seen
    source = re.sub(r"&(?=[A-Za-z#])", "&\N{ZERO WIDTH SPACE}", source.expandtabs(4))
    source = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", source)
    # a picture from elsewhere would tell its server who grades, and when: it becomes a link
    source = re.sub(r"!(?=\[)", "!\N{ZERO WIDTH SPACE}", source)
    return re.sub(rf"(?i)({'|'.join(_SCHEMES)})(\\*):", r"\1 \2:", source)


def _clean(outputs: Sequence[Any]) -> list[dict[str, Any]]:
    """Return outputs without anything that a browser would run."""
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            kept.append({"output_type": "stream", "name": name, "text": _text(output.get("text"))})
        elif kind == "error":
            lines = output.get("traceback")
            kept.append({
                "output_type": "error",
                "ename": _text(output.get("ename")),
                "evalue": _text(output.get("evalue")),
                "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
            })  # fmt: skip
        elif kind in ("display_data", "execute_result"):
            data = output.get("data")
            kept.append(
                {"output_type": "display_data", "data": _data(data if isinstance(data, dict) else {}), "metadata": {}}
            )
    return kept


def _data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a rich output the text and the pictures."""
    kept = {}
    plain = _text(data.get("text/plain"))
    if plain:
        kept["text/plain"] = plain
    pictures = {kind: _text(data[kind]) for kind in _PICTURES if kind in data}
    found = _PICTURE_IN_HTML.search(_text(data.get("text/html")))
    if not pictures and found:
        pictures["image/png"] = found[1]
    kept |= {kind: picture for kind, picture in pictures.items() if _is_base64(picture)}
    return kept or {"text/plain": f"[{', '.join(sorted(map(str, data)))[:100]} is not shown]"}


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _text(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    # half a character has no place in a file
    return text.encode("utf-8", "replace").decode("utf-8")
