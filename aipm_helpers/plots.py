"""The course's style for pictures, and a way to show them with a text alternative.

Colours are Okabe and Ito's, which people with colour-vision deficiency can tell apart;
marker or line style says the same a second time.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from cycler import cycler
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import ArrayLike

__all__ = [
    "BLACK",
    "BLUE",
    "GREEN",
    "GREY",
    "ORANGE",
    "PURPLE",
    "RED",
    "SKY",
    "figure",
    "labelled_bars",
    "labelled_lines",
    "labelled_points",
    "picture_rows",
    "show",
    "show_table",
    "sound",
    "stacked_bars",
]

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, RED, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#595959"

_STYLE = {
    "axes.prop_cycle": cycler(color=[BLUE, RED, GREEN, PURPLE, ORANGE, SKY, BLACK]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlepad": 12,
    "axes.labelsize": 11,
    "figure.constrained_layout.use": True,
    "font.size": 11,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
}
_DOTS_PER_INCH = 130


def figure(title: str, xlabel: str, ylabel: str, width: float = 7.5, height: float = 4.2) -> tuple[Figure, Axes]:
    """Return an empty figure and its axes in the course's style.

    Parameters
    ----------
    title : str
        The finding, as a sentence.
    xlabel, ylabel : str
        What the axes show, with units.
    width, height : float
        In inches.

    Examples
    --------
    >>> fig, ax = figure("Nothing to see", "time (days)", "cost (euros)")
    >>> ax.get_xlabel()
    'time (days)'
    >>> plt.close(fig)
    """
    with plt.rc_context(_STYLE):
        fig, ax = plt.subplots(figsize=(width, height))
        ax.set_title(title)
        ax.set(xlabel=xlabel, ylabel=ylabel)
    return fig, ax


def show(fig: Figure, alt: str) -> None:
    """Show a figure as a picture that carries its text alternative, and close it.

    JupyterLab ignores a text alternative in an output's metadata, so the picture is
    shown as HTML; that also survives in a notebook which is not trusted.

    Parameters
    ----------
    fig : Figure
        What to show.
    alt : str
        One or two sentences that say what the picture shows.

    Raises
    ------
    ValueError
        If `alt` is not a sentence, or a text in the picture would be cut off at its edge.

    Examples
    --------
    >>> fig, ax = figure("Costs fall", "time (days)", "cost (euros)")
    >>> show(fig, "Costs fall with time.")
    Traceback (most recent call last):
    ValueError: alt must be a sentence that says what the picture shows; it is 'Costs fall with time.'
    >>> _ = ax.set_title("too long " * 20)
    >>> show(fig, "Costs fall steadily with time.")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: 'too long ...' would be cut off at the edge of the picture: make it shorter, or the picture larger
    >>> fig, ax = figure("Costs fall", "time (days)", "cost (euros)")
    >>> show(fig, "Costs fall steadily with time.")  # doctest: +ELLIPSIS
    {'text/html': '<figure...><img src="data:image/png;base64,..." alt="Costs fall steadily with time." ...}
    """
    if len(alt.split()) < 5 or not alt.rstrip().endswith("."):
        raise ValueError(f"alt must be a sentence that says what the picture shows; it is {alt!r}")
    if cut := _cut_texts(fig):
        plt.close(fig)
        raise ValueError(
            f"{cut[0]!r} would be cut off at the edge of the picture: make it shorter, or the picture larger"
        )
    buffer = io.BytesIO()
    # without the name of the software the same picture is the same file
    fig.savefig(buffer, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    plt.close(fig)
    source = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    width = round(fig.get_figwidth() * 96)
    picture = f'<img src="{source}" alt="{html.escape(alt)}" width="{width}" style="max-width: 100%">'
    # browsers indent figures on both sides, which on a phone takes a third of the width
    display({"text/html": f'<figure style="margin: 0">{picture}</figure>', "text/plain": alt}, raw=True)


def _cut_texts(fig: Figure) -> list[str]:
    """Return titles and notes that reach over the edge of the picture."""
    fig.canvas.draw()
    width, height = fig.canvas.get_width_height()
    slack = 1.5  # pixels: what a letter's own margin may take
    return [
        text.get_text()
        for ax in fig.axes
        for text in ax.get_children()
        if isinstance(text, Text) and text.get_text()
        for box in [text.get_window_extent()]
        if box.x0 < -slack or box.y0 < -slack or box.x1 > width + slack or box.y1 > height + slack
    ]


def sound(path: str | Path, words: str) -> None:
    """Show a player for a recording, with its words beside it.

    The recording is stored in the output, and the words are its text alternative.

    Parameters
    ----------
    path : str or Path
        A WAV file.
    words : str
        What is said in it.

    Raises
    ------
    ValueError
        If there are no words.

    Examples
    --------
    >>> from aipm_helpers import ROOT
    >>> sound(ROOT / "datasets/spoken_clips/cards_1.wav", "ten of clubs")  # doctest: +ELLIPSIS
    {'text/html': '<figure...><figcaption>ten of clubs</figcaption><audio controls src="data:audio/wav;base64,...}
    """
    if not words.strip():
        raise ValueError("words must say what is heard: who cannot listen reads them")
    told = html.escape(words)
    source = "data:audio/wav;base64," + base64.b64encode(Path(path).read_bytes()).decode()
    # players are wider than a phone unless they are told
    player = f'<audio controls src="{source}" aria-label="{told}" style="width: 300px; max-width: 100%"></audio>'
    page = f'<figure style="margin: 0"><figcaption>{told}</figcaption>{player}</figure>'
    display({"text/html": page, "text/plain": words}, raw=True)


def picture_rows(pictures: Sequence[ArrayLike], captions: Sequence[str], columns: int, title: str) -> Figure:
    """Return a figure of small grey pictures in rows, each with a caption below it.

    Parameters
    ----------
    pictures : sequence of array, each of shape (height, width)
        Grey values from 0 (drawn white) to 255 (drawn black).
    captions : sequence of str
        As many.
    columns : int
        How many stand in a row.
    title : str
        The finding, as a sentence.

    Examples
    --------
    >>> fig = picture_rows([[[0, 255]], [[255, 0]]], ["right", "left"], columns=2, title="Two pictures")
    >>> [ax.get_xlabel() for ax in fig.axes]
    ['right', 'left']
    >>> plt.close(fig)
    """
    rows = -(-len(pictures) // columns)
    fig: Figure
    with plt.rc_context(_STYLE):
        fig, axes = plt.subplots(rows, columns, figsize=(8, 1.7 * rows + 0.4), squeeze=False)
        fig.suptitle(title, fontsize=_STYLE["axes.titlesize"], x=0.01, ha="left")
        for ax in axes.flat:
            ax.set(xticks=[], yticks=[])
            ax.set_visible(False)
        for ax, picture, caption in zip(axes.flat, pictures, captions, strict=False):
            ax.set_visible(True)
            ax.imshow(picture, cmap="gray_r", vmin=0, vmax=255)
            ax.set_xlabel(caption)
    return fig


def show_table(table: pd.DataFrame, formats: Mapping[str, str], caption: str) -> None:
    """Show some columns of a table, formatted, with a caption that names the base.

    Parameters
    ----------
    table : DataFrame
        What to show.
    formats : mapping of str to str
        The columns to show, each with a format for `str.format`.
    caption : str
        What the numbers are, and per what.

    Examples
    --------
    >>> show_table(pd.DataFrame({"cost": [1234.5]}, ["a"]), {"cost": "€ {:,.0f}"}, "Per year")  # doctest: +ELLIPSIS
    {'text/html': '...<caption>Per year</caption>...<td>€ 1,234</td>...'...}
    """
    shown = pd.DataFrame({column: table[column].map(form.format) for column, form in formats.items()})
    shown = shown.rename(columns=lambda column: column.replace("_", " "))
    shown.index.name = None
    with pd.option_context("display.max_colwidth", None):  # texts stay whole
        page = shown.to_html(border=0)
    if set(formats.values()) == {"{}"}:
        # words are read from the left; JupyterLab aligns all cells to the right
        page = re.sub("<t([dh])>", r'<t\1 style="text-align: left">', page)
    page = page.replace("<thead>", f"<caption>{html.escape(caption)}</caption><thead>", 1)
    page = re.sub("<th([^>]*)></th>", r"<td\1></td>", page, count=1)  # a heading of nothing would be read out
    # where it is wider than the page, the keyboard can scroll what has the focus
    box = f'<div role="region" aria-label="{html.escape(caption)}" tabindex="0" style="overflow-x: auto">{page}</div>'
    display({"text/html": box, "text/plain": shown.to_string()}, raw=True)


def labelled_points(ax: Axes, points: pd.DataFrame) -> None:
    """Draw points with vertical intervals, each labelled beside it.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    points : DataFrame, indexed by label
        Columns ``x``, ``y``, ``low``, ``high``; ``side``, on which the label stands (-1
        left, 1 right); ``lift``, how many points it is moved up.

    Examples
    --------
    >>> fig, ax = figure("One point", "x (units)", "y (units)")
    >>> labelled_points(ax, pd.DataFrame({"x": 1, "y": 2, "low": 1, "high": 3, "side": 1, "lift": 0}, ["a"]))
    >>> plt.close(fig)
    """
    colours = [BLUE, RED, GREEN, PURPLE, BLACK, ORANGE]
    for (label, point), colour, marker in zip(points.iterrows(), colours, "osD^vP", strict=False):
        spread = [[point["y"] - point["low"]], [point["high"] - point["y"]]]
        ax.errorbar(point["x"], point["y"], yerr=spread, fmt=marker, color=colour, markersize=8, capsize=4)
        ax.annotate(
            str(label),
            (point["x"], point["y"]),
            xytext=(10 * point["side"], point["lift"]),
            textcoords="offset points",
            ha="left" if point["side"] == 1 else "right",
            va="center",
        )


def labelled_bars(
    ax: Axes,
    values: pd.Series,
    intervals: pd.DataFrame | None = None,
    marks: Mapping[str, pd.Series] | None = None,
) -> None:
    """Draw one horizontal bar a row, with its value written at its beginning; the first on top.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    values : Series, indexed by label
        How long the bars are.
    intervals : DataFrame, indexed alike, optional
        Lower and upper end of an interval, in two columns.
    marks : mapping of str to Series, optional
        What to compare each bar with, drawn as marks that a legend names.

    Examples
    --------
    >>> fig, ax = figure("Two bars", "error (%)", "")
    >>> labelled_bars(ax, pd.Series({"a": 10.0, "b": 20.0}), marks={"rule": pd.Series({"a": 15.0, "b": 15.0})})
    >>> [text.get_text() for text in ax.texts]
    ['10', '20']
    >>> plt.close(fig)
    """
    places = range(len(values) - 1, -1, -1)
    ax.barh(places, values, color=SKY, height=0.6)
    if intervals is not None:
        spread = [values - intervals.iloc[:, 0], intervals.iloc[:, 1] - values]
        ax.errorbar(values, places, xerr=spread, fmt="none", color=BLACK, capsize=4)
    for (name, compared), colour, marker in zip((marks or {}).items(), [RED, GREY], "D|", strict=False):
        ax.plot(compared, places, marker, color=colour, markersize=9, markeredgewidth=3, linestyle="none", label=name)
    for place, value in zip(places, values, strict=True):
        ax.annotate(f"{value:.0f}", (0, place), xytext=(6, 0), textcoords="offset points", va="center")
    ax.set_yticks(places, values.index)
    if marks:
        ax.figure.legend(loc="outside lower center", ncols=len(marks), frameon=False)


def labelled_lines(ax: Axes, lines: pd.DataFrame, offsets: Mapping[str, int] | None = None) -> None:
    """Draw one line a column, each with its own style and its name at its right end.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    lines : DataFrame
        Indexed by what the horizontal axis shows; a column a line.
    offsets : mapping of str to int, optional
        How many points to lift a name, where names would overlap.

    Examples
    --------
    >>> fig, ax = figure("Two lines", "time (days)", "cost (euros)")
    >>> labelled_lines(ax, pd.DataFrame({"a": [1, 2], "b": [2, 1]}))
    >>> plt.close(fig)
    """
    for name, colour, style in zip(lines.columns, [RED, BLUE, GREY, GREEN], ["-", "--", ":", "-."], strict=False):
        ax.plot(lines.index, lines[name], color=colour, linestyle=style, linewidth=2.2)
        ax.annotate(
            str(name),
            (lines.index[-1], lines[name].iloc[-1]),
            xytext=(6, (offsets or {}).get(name, 0)),
            textcoords="offset points",
            va="center",
        )


def stacked_bars(ax: Axes, bars: pd.DataFrame, limit: float = 0.08) -> None:
    """Draw a horizontal bar a row, cut into its parts, with the amounts written inside.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    bars : DataFrame
        A row a bar, a column a part; amounts, missing where a bar lacks a part. Bars
        are drawn as shares of their sum.
    limit : float
        Parts with a smaller share carry no text.

    Examples
    --------
    >>> fig, ax = figure("Two bars", "share (%)", "")
    >>> stacked_bars(ax, pd.DataFrame({"hit": [3, 1], "miss": [1, 3]}, index=["a", "b"]))
    >>> plt.close(fig)
    """
    left = pd.Series(0.0, index=bars.index)
    total = bars.sum(axis=1)
    # the row given first stands on top
    rows = list(bars.index)[::-1]
    for part, colour, hatch in zip(bars.columns, [BLUE, ORANGE, RED, SKY], ["", "//", "..", ""], strict=False):
        share = bars[part] / total * 100
        drawn = [row for row in rows if share[row] > 0]
        ax.barh(
            [rows.index(row) for row in drawn],
            share[drawn],
            left=left[drawn],
            color=colour,
            hatch=hatch,
            edgecolor="white",
            height=0.6,
        )
        for row in drawn:
            if share[row] / 100 >= limit:
                text = f"{part}\n{bars.loc[row, part]:,.0f}"
                box = {"facecolor": "white", "edgecolor": "none", "pad": 2}
                ax.text(left[row] + share[row] / 2, rows.index(row), text, ha="center", va="center", bbox=box)
        left = left + share.fillna(0)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xlim(0, 100)
