"""How an answer is read: as a number, an option, a dict, a sentence.

An answer is the learner's and may be anything. Each reader returns what the checks
compare, or raises `WrongForm` with a sentence that says what the answer must be.
"""

from __future__ import annotations

import ast
import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: What beginners' errors often come from, by a part of what Python says; the first that fits is told.
_ERRORS = {
    "'ellipsis'": "The dots are still there: put your answer in their place.",
    "'method'": "A name such as `early.mean` lacks its brackets: `early.mean()`.",
    "can only concatenate list": 'A list takes a list: `columns + ["name"]`, in square brackets.',
    "object is not callable": "Is a `*` missing between a name and a bracket?",
    "required positional argument": "Something is missing between the brackets: the two stars of `**traffic`?",
    "Maybe you meant '=='": "Inside the round brackets stands the value only: take its name and the = away.",
    "expected after dictionary key": "Is there a comma inside a number? Write 15700, not 15,700, and 0.2, not 0,2.",
    "NameError": "Is it a word that needs quotation marks, or a cell above that was not run?",
    "KeyError": "There is no entry of this name: look at the names that there are.",
    "IncompleteInputError": "A bracket or a quotation mark is not closed.",
    "SyntaxError": "Python cannot read the cell: is a bracket, a comma or a quotation mark missing?",
    "IndentationError": "Lines inside a function begin with four spaces, all of them.",
}
#: Types as people call them.
_KINDS = {
    "str": "a text",
    "list": "a list",
    "tuple": "a row of values with commas",
    "set": "a set",
    "frozenset": "a set",
    "dict": "a dict",
    "DataFrame": "a whole table",
    "Series": "a whole column of numbers",
    "ndarray": "a whole row of numbers",
    "function": "a function",
    "method": "a function that was not called: brackets () are missing at its end",
    "builtin_function_or_method": "a function that was not called: brackets () are missing at its end",
}
_RELATIVE_TOLERANCE = 1e-6
_SHOWN_CHARACTERS = 80


class WrongForm(Exception):
    """The answer has the wrong name, type or shape; the text is for the learner."""


@dataclass(frozen=True)
class Sentence:
    """What a text must have to be looked at: different words, and perhaps a number.

    Whether it says something is for people to judge.
    """

    words: int
    number: bool = False


def look_up(name: str, names: Mapping[str, Any]) -> Any:
    """Return the value of a name, or of an entry such as ``decision["saving"]``."""
    name, _, key = name.partition("[")
    if name not in names:
        similar = difflib.get_close_matches(name, [n for n in names if not n.startswith("_")], n=1, cutoff=0.75)
        hint = f" You have `{similar[0]}`: is it meant to be this one?" if similar else ""
        raise WrongForm(f"There is no `{name}` yet. Give your answer exactly this name and run its cell.{hint}")
    value = names[name]
    if value is ...:
        raise WrongForm(f"`{name}` is still `...`: put your answer in its place and run the cell.")
    return as_dict(name, value, [ast.literal_eval(key[:-1])])[ast.literal_eval(key[:-1])] if key else value


def as_number(label: str, value: Any) -> float:
    """Return a number; one-element arrays and Series, which pandas code often ends with, are fine."""
    called = label.endswith(")")
    label = label if label.startswith("`") else f"`{label}`"
    if value is ...:
        raise WrongForm(f"{label} is still `...`: put your answer in its place.")
    if value is None:
        hint = "End the function with `return`; print only shows." if called else "Was something printed instead?"
        raise WrongForm(f"{label} {'returned' if called else 'is'} None, not a number. {hint}")
    if isinstance(value, str):
        raise WrongForm(
            f"{label} is the text {short(value)!r}. Write a plain number such as 1250 or 0.4: "
            "no quotation marks, signs or units."
        )
    if isinstance(value, tuple):
        raise WrongForm(
            f"{label} is {short(value)}: a comma makes two numbers. Write 1250, not 1,250, and 0.4, not 0,4."
        )
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        raise WrongForm(f"{label} must be a number; it is {value}.")
    try:
        result = float(value.item() if hasattr(value, "item") else value)
    except (TypeError, ValueError):
        raise WrongForm(f"{label} must be one number; it is {kind(value)}.") from None
    except OverflowError:
        raise WrongForm(f"{label} is a number with hundreds of digits: was something raised to a power?") from None
    if not math.isfinite(result):
        raise WrongForm(f"{label} is {result}: was something divided by zero, or a value missing?")
    return result


def as_option(label: str, value: Any, options: Sequence[str]) -> str:
    """Return which of the options a text is, folded."""
    if value is ...:
        raise WrongForm(f"{label} is still `...`: put your answer in its place.")
    got = fold(value)
    if got not in [fold(option) for option in options]:
        listed = ", ".join(repr(option) for option in options)
        raise WrongForm(f"{label} must be one of {listed}; it is {short(value)!r}.")
    return got


def as_dict(name: str, value: Any, keys: Iterable[str]) -> Mapping[str, Any]:
    """Return the entries of a dict by key; capitals and outer spaces in keys do not matter."""
    if type(value).__name__ == "Series" and type(value).__module__.partition(".")[0] == "pandas":
        value = value.to_dict()
    if not isinstance(value, Mapping):
        raise WrongForm(f"`{name}` must be a dict with the keys {', '.join(keys)}; it is {kind(value)}.")
    folded = {fold(key): entry for key, entry in value.items()}
    missing = [key for key in keys if fold(key) not in folded]
    if missing:
        raise WrongForm(f"`{name}` lacks the key {missing[0]!r}: copy the form from the prompt and fill it in.")
    return {key: folded[fold(key)] for key in keys}


def as_sentence(label: str, value: Any, wanted: Sentence) -> None:
    """Raise unless a text has the words, and the number, that are wanted."""
    if not isinstance(value, str):
        raise WrongForm(f"{label} must be a sentence in quotation marks; it is {kind(value)}.")
    words = len({fold(word) for word in value.split()})
    if words < wanted.words:
        raise WrongForm(f"{label} has {count(words, 'different word')}; write a sentence of at least {wanted.words}.")
    if wanted.number and not any(character.isdigit() for character in value):
        raise WrongForm(f"{label} lacks the number that it rests on: write it in digits.")


def allowed(expected: float, tolerance: float | None) -> float:
    """Return the largest difference from what is expected that is still right."""
    return tolerance if tolerance is not None else _RELATIVE_TOLERANCE * max(1.0, abs(expected))


def slip(got: float, expected: float) -> str:
    """Name a slip of unit or sign, which is no misconception of the task's own."""
    if expected and math.isclose(got, -expected, rel_tol=1e-3):
        return " Its sign is the wrong way round."
    if expected and math.isclose(got, 100 * expected, rel_tol=1e-3):
        return " It is a hundred times too large: is it in percent, or in cents?"
    return ""


def out_of_bounds(label: str, got: float, low: float | None, high: float | None) -> str:
    """Return a sentence about a number that cannot be."""
    label = label if label.startswith("`") else f"`{label}`"
    bounds = (
        f"between {low:g} and {high:g}"
        if low is not None and high is not None
        else (f"at least {low:g}" if low is not None else f"at most {high:g}")
    )
    percent = " Is it in percent?" if high == 1 and 1 < got <= 100 else ""
    return f"{label} is {got:.6g}, but it must be {bounds}.{percent}"


def fold(value: Any) -> str:
    """Return a text without what does not matter: capitals and outer spaces."""
    return _text(value).strip().casefold()


def short(value: Any) -> str:
    """Return a value as one line of text that can be shown."""
    text = " ".join(_text(value).split())
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 3] + "..."


def _text(value: Any) -> str:
    """Return a value as text, also if it refuses: it is the learner's and may do anything."""
    try:
        return str(value)
    except (Exception, SystemExit):
        return kind(value)


def kind(value: Any) -> str:
    """Return the type of a value, in words."""
    name = type(value).__name__
    return _KINDS.get(name, f"of type {name}")


def explain_error(name: str, text: str) -> str:
    """Return an error in one line: its name, what Python says, and what it often comes from.

    Examples
    --------
    >>> explain_error("KeyError", "'lost'")
    "KeyError: 'lost'. There is no entry of this name: look at the names that there are."
    """
    # where in which temporary file is noise to her
    told = re.sub(r" \([^()]*, line \d+\)$", "", " ".join(text.split()))[:200]
    told = told if told.endswith((".", "?", "!")) else f"{told}." if told else "no more is said."
    hint = next((hint for part, hint in _ERRORS.items() if part in f"{name}: {told}"), "")
    return f"{name}: {told} {hint}".strip()


def count(amount: int, noun: str) -> str:
    """Return an amount with its noun in the right number."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"
