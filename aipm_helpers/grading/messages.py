"""All that judge and learner process say to each other, as types and as bytes.

The judge asks, the learner process answers; nothing is ever sent unasked::

    judge -> learner process              learner process -> judge
                                          Ready(version)       once, at the start
      Put(name, content)                  Done()
      Run(cell, source)                   Ran(cell, error, outputs, written)
      Names()                             NameList(names)
      Get(name)                           Value(data) | Missing() | Unsupported(text)
      Attr(handle, name)                  Value(data) | Raised(error, text) | Unsupported(text)
      Call(handle, args, kwargs)          Value(data, after, printed) | Raised(...) | Unsupported(text)
      Bind(name, value)                   Done()
      Unbind()                            Done()

A frame is the length of its payload (4 bytes, big-endian), its kind (1 byte) and the
payload, a JSON array of the message's fields. Values inside are in the form of `values`.
What comes from the learner process is a claim: it is checked for form here, and a forged
value is only an answer. How a cell ended is such a claim; how the *process* ended is
never told by it.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, fields
from typing import Any, dataclass_transform

from aipm_helpers.errors import ProtocolError

__all__ = [
    "ANSWERS",
    "VERSION",
    "Attr",
    "Bind",
    "Call",
    "Done",
    "Get",
    "Message",
    "Missing",
    "NameList",
    "Names",
    "Put",
    "Raised",
    "Ran",
    "Ready",
    "Run",
    "Unbind",
    "Unpacker",
    "Unsupported",
    "Value",
    "pack",
]

#: Changes with every change of what follows; both sides come from one installation, so it is never negotiated.
VERSION = 1
#: A value of 50 MB (`values`), in base64, with room around it.
MAX_FRAME_BYTES = 80_000_000
#: Names, types and texts of errors: more is not for people.
MAX_TEXT = 10_000
MAX_NAMES = 10_000
MAX_OUTPUTS = 1_000
#: Commas and opening brackets outside texts: a part of a value (`values.MAX_NODES`) takes at most seven.
MAX_MARKS = 8_000_000

_MARKS = (b",", b"[", b"{")
_HEAD = struct.Struct(">IB")
_KINDS: list[type[Message]] = []


class Message:
    """What all messages share; each kind is a frozen dataclass."""


@dataclass_transform(frozen_default=True)
def _message(kind: type[Any]) -> type[Any]:
    made: type[Any] = dataclass(frozen=True)(kind)
    _KINDS.append(made)
    return made


def _want(condition: bool, what: str) -> None:
    if not condition:
        raise ProtocolError(f"A message must have {what}.")


def _is_text(value: Any, limit: int = MAX_TEXT) -> bool:
    return type(value) is str and len(value) <= limit


@_message
class Ready(Message):
    """The learner process is there."""

    version: int

    def __post_init__(self) -> None:
        _want(type(self.version) is int and self.version == VERSION, f"the version {VERSION}")


@_message
class Put(Message):
    """Write a file that lies beside the notebook; `content` is in base64."""

    name: str
    content: str


@_message
class Run(Message):
    """Run the source of a cell."""

    cell: int
    source: str


@_message
class Names(Message):
    """Say which names there are."""


@_message
class Get(Message):
    """Hand over the value of a name."""

    name: str


@_message
class Attr(Message):
    """Hand over an attribute of what a handle stands for."""

    handle: int
    name: str


@_message
class Call(Message):
    """Call what a handle stands for; arguments are values."""

    handle: int
    args: list[Any]
    kwargs: dict[str, Any]


@_message
class Bind(Message):
    """Give a name a value, until `Unbind`."""

    name: str
    value: Any


@_message
class Unbind(Message):
    """Undo every `Bind`."""


@_message
class Done(Message):
    """It is done."""


@_message
class Ran(Message):
    """How a cell ended: its error (name and text, or nothing), its outputs, bytes that it wrote in all."""

    cell: int
    error: list[str]
    outputs: list[Any]
    written: int

    def __post_init__(self) -> None:
        _want(type(self.cell) is int, "a cell's number")
        _want(type(self.error) is list and len(self.error) in (0, 2) and all(map(_is_text, self.error)), "an error")
        _want(type(self.outputs) is list and len(self.outputs) <= MAX_OUTPUTS, "a list of outputs")
        _want(all(map(_is_output, self.outputs)), "outputs of nbformat's four kinds")
        _want(type(self.written) is int and self.written >= 0, "a number of bytes")


@_message
class NameList(Message):
    """The names that there are."""

    names: list[str]

    def __post_init__(self) -> None:
        _want(type(self.names) is list and len(self.names) <= MAX_NAMES, "a list of names")
        _want(all(map(_is_text, self.names)), "names that are texts")


@_message
class Value(Message):
    """A value; after a call also the arguments as they are now, if they changed, and what was printed."""

    data: Any
    after: list[Any] | None = None
    printed: str = ""

    def __post_init__(self) -> None:
        _want(_is_after(self.after), "arguments, by place and name")
        _want(_is_text(self.printed, MAX_FRAME_BYTES), "a text that was printed")


@_message
class Missing(Message):
    """There is no such name."""


@_message
class Raised(Message):
    """A call raised: the error's type, its text, the builtin types that it is one of, and what was printed."""

    error: str
    text: str
    kinds: list[str]
    after: list[Any] | None = None
    printed: str = ""

    def __post_init__(self) -> None:
        _want(_is_text(self.error) and _is_text(self.text), "an error's type and text")
        _want(type(self.kinds) is list and len(self.kinds) <= 20 and all(map(_is_text, self.kinds)), "types of errors")
        _want(_is_after(self.after), "arguments, by place and name")
        _want(_is_text(self.printed, MAX_FRAME_BYTES), "a text that was printed")


@_message
class Unsupported(Message):
    """It cannot be handed over, and why."""

    text: str

    def __post_init__(self) -> None:
        _want(_is_text(self.text), "a reason")


#: What may answer what.
ANSWERS: dict[type[Message], tuple[type[Message], ...]] = {
    Put: (Done,),
    Run: (Ran,),
    Names: (NameList,),
    Get: (Value, Missing, Unsupported),
    Attr: (Value, Raised, Unsupported),
    Call: (Value, Raised, Unsupported),
    Bind: (Done,),
    Unbind: (Done,),
}
_KIND_OF = {kind: place for place, kind in enumerate(_KINDS)}


def pack(message: Message) -> bytes:
    r"""Return a message as a frame.

    Examples
    --------
    >>> pack(Get("total"))
    b'\x00\x00\x00\t\x04["total"]'
    """
    values = [getattr(message, field.name) for field in fields(message)]  # type: ignore[arg-type]
    payload = json.dumps(values, separators=(",", ":")).encode()
    if len(payload) > MAX_FRAME_BYTES:
        raise ProtocolError(f"A message of {len(payload) / 1e6:.0f} MB is too large.")
    return _HEAD.pack(len(payload), _KIND_OF[type(message)]) + payload


class Unpacker:
    """Turns bytes, as they come, into messages.

    Examples
    --------
    >>> unpacker = Unpacker()
    >>> unpacker.feed(pack(Missing())[:3]), unpacker.feed(pack(Missing())[3:])
    ([], [Missing()])
    """

    def __init__(self) -> None:
        self._bytes = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._bytes)

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that `data` completes.

        Raises
        ------
        ProtocolError
            If they are none.
        """
        self._bytes += data
        found = []
        while len(self._bytes) >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._bytes)
            # SECURITY: before anything is kept or parsed
            if length > MAX_FRAME_BYTES or kind >= len(_KINDS):
                raise ProtocolError("A frame has a length or a kind that cannot be.")
            if len(self._bytes) < _HEAD.size + length:
                break
            payload = bytes(self._bytes[_HEAD.size : _HEAD.size + length])
            del self._bytes[: _HEAD.size + length]
            found.append(_parse(_KINDS[kind], payload))
        return found


def _parse(kind: type[Message], payload: bytes) -> Message:
    try:
        # SECURITY: "[]," is three bytes here and seventy in memory
        if sum(map(payload.count, _MARKS)) > MAX_MARKS and _count_marks(payload) > MAX_MARKS:
            raise ProtocolError("A payload has more parts than anyone looks at.")
        # SECURITY: as text, or it might be UTF-16, in which marks are counted wrongly
        values = json.loads(payload.decode("ascii"))
        if not isinstance(values, list):
            raise ProtocolError("A payload must be a list of fields.")
        return kind(*values)
    except (ValueError, TypeError, RecursionError, MemoryError) as error:
        raise ProtocolError(f"A payload does not fit its kind: {type(error).__name__}.") from None


def _count_marks(payload: bytes) -> int:
    """Count the commas and opening brackets of JSON that are not in its texts."""
    import numpy as np  # here, since whoever asks the service is not to wait for it

    letters = np.frombuffer(payload.replace(rb"\\", b"..").replace(rb"\"", b".."), np.uint8)
    marks = in_text = 0
    for start in range(0, len(letters), 1_000_000):
        block = letters[start : start + 1_000_000]
        quotes = np.cumsum(block == ord('"')) + in_text
        marks += int(np.count_nonzero(np.isin(block, [ord(mark) for mark in _MARKS]) & (quotes % 2 == 0)))
        in_text = int(quotes[-1])
    return marks


def _is_after(after: Any) -> bool:
    return after is None or (type(after) is list and [type(part) for part in after] == [list, dict])


def _is_output(output: Any) -> bool:
    """Tell whether an output is one of nbformat's four kinds, with nothing but texts and plain data in it."""
    if type(output) is not dict:
        return False
    kind = output.get("output_type")
    if kind == "stream":
        return set(output) == {"output_type", "name", "text"} and (
            output["name"] in ("stdout", "stderr") and type(output["text"]) is str
        )
    if kind == "error":
        return (
            set(output) == {"output_type", "ename", "evalue", "traceback"}
            and (type(output["ename"]) is str and type(output["evalue"]) is str)
            and (type(output["traceback"]) is list and all(type(line) is str for line in output["traceback"]))
        )
    wanted = {"output_type", "data", "metadata"} | ({"execution_count"} if kind == "execute_result" else set())
    return (
        kind in ("display_data", "execute_result")
        and set(output) == wanted
        and (type(output["data"]) is dict and type(output["metadata"]) is dict)
        and type(output.get("execution_count")) in (int, type(None))
    )
