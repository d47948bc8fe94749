"""Messages come out as they went in, however the bytes fall; whatever else comes is refused before it costs anything."""

import contextlib
import json
import re
import socket
import struct
import threading
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading import channel, messages, values
from aipm_helpers.grading.channel import Channel, ChannelClosed
from aipm_helpers.grading.messages import (
    Attr,
    Bind,
    Call,
    Done,
    Get,
    Message,
    Missing,
    NameList,
    Names,
    Put,
    Raised,
    Ran,
    Ready,
    Run,
    Unbind,
    Unpacker,
    Unsupported,
    Value,
    pack,
)

STREAM = {"output_type": "stream", "name": "stdout", "text": "a"}
ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["a"]}
PICTURE = {"output_type": "display_data", "data": {"text/plain": "a"}, "metadata": {}}
RESULT = {**PICTURE, "output_type": "execute_result", "execution_count": 1}
EXAMPLES = [
    Ready(messages.VERSION),
    Put("data/a.csv", "YQ=="),
    Run(3, 'print("ä🎉\ud800")'),
    Names(),
    Get("total"),
    Attr(0, "predict"),
    Call(0, [1, {"t": "tuple", "items": []}], {"b": [None]}),
    Bind("threshold", 0.5),
    Unbind(),
    Done(),
    Ran(3, [], [STREAM, ERROR, PICTURE, RESULT], 12),
    Ran(3, ["ValueError", "no"], [{**STREAM, "name": "stderr"}], 0),
    NameList(["a", "b"]),
    Value([1, "a,[{", {"t": "NaT"}]),
    Value(1, [[1], {"a": 2}], "printed\n"),
    Missing(),
    Raised("ValueError", "no", ["ValueError", "Exception"]),
    Raised("MyError", "", [], [[], {}], "a"),
    Unsupported("It is of type zip."),
]


def frame(payload, kind=Value, length=None):
    """Return a frame, whose payload may be none."""
    payload = payload if type(payload) is bytes else json.dumps(payload).encode()
    number = kind if type(kind) is int else messages._KIND_OF[kind]
    return struct.pack(">IB", len(payload) if length is None else length, number) + payload


def refused(data):
    """Feed bytes that are no messages; return what was said."""
    with pytest.raises(ProtocolError, match=r"^A .*\.$") as error:
        Unpacker().feed(data)
    return str(error.value)


@pytest.fixture
def ends():
    """Return a channel, and the naked socket at its other end."""
    ours, theirs = socket.socketpair()
    with theirs:
        yield Channel(ours), theirs
        ours.close()


def test_there_is_an_example_of_every_kind():
    """Otherwise the tests below would leave one out."""
    assert {type(message) for message in EXAMPLES} == set(messages._KINDS)


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: type(message).__name__)
def test_a_message_comes_out_as_it_went_in(message):
    """At once, and byte by byte."""
    assert Unpacker().feed(pack(message)) == [message]
    unpacker = Unpacker()
    found = [unpacker.feed(bytes([byte])) for byte in pack(message)]
    assert found[-1] == [message] and not any(found[:-1]) and not unpacker.waiting


@pytest.mark.parametrize(
    ("message", "data"),
    [
        (Ready(1), b"\0\0\0\x03\0[1]"),
        (Get("ä"), b'\0\0\0\x0a\x04["\\u00e4"]'),
        (Call(0, [1, 2], {"a": 3}), b'\0\0\0\x11\x06[0,[1,2],{"a":3}]'),
        (Missing(), b"\0\0\0\x02\x0d[]"),
    ],
)
def test_a_frame_is_length_kind_and_fields(message, data):
    """Without a byte that is not needed."""
    assert pack(message) == data


@pytest.mark.parametrize("size", [1, 7, 100, 10**6])
def test_several_messages_come_out_in_order(size):
    """However the bytes are cut."""
    data, unpacker = b"".join(map(pack, EXAMPLES)), Unpacker()
    found = [message for at in range(0, len(data), size) for message in unpacker.feed(data[at : at + size])]
    assert found == EXAMPLES and not unpacker.waiting


def test_a_beginning_is_waited_for():
    """Half a message is no message yet, and is noticed."""
    for end in range(1, len(pack(EXAMPLES[1]))):
        unpacker = Unpacker()
        assert unpacker.feed(pack(EXAMPLES[1])[:end]) == [] and unpacker.waiting
    assert Unpacker().feed(b"") == [] and not Unpacker().waiting


def test_the_table_at_the_top_is_what_is_allowed():
    """Every line of it, and no message that is not in it."""
    lines = re.findall(r"^      (\w+)\(.*?\)  +(\w.*)$", messages.__doc__, re.MULTILINE)
    told = {asked: tuple(re.findall(r"(\w+)\(", answers)) for asked, answers in lines}
    real = {asked.__name__: tuple(kind.__name__ for kind in kinds) for asked, kinds in messages.ANSWERS.items()}
    assert told == real
    assert re.findall(r"^ {30,}(\w+)\(", messages.__doc__, re.MULTILINE) == ["Ready"]
    mentioned = {"Ready", *told, *(name for names in told.values() for name in names)}
    assert mentioned == {kind.__name__ for kind in messages._KINDS}


def test_fields_are_named_in_the_table_as_they_are():
    """Of messages whose fields it names."""
    for name, given_names in re.findall(r"(\w+)\((\w[\w, ]*)\)", messages.__doc__):
        fields = list(getattr(messages, name).__dataclass_fields__)
        assert given_names.split(", ") == fields[: len(given_names.split(", "))], name


# --- frames that are none


@pytest.mark.parametrize(
    "head",
    [
        struct.pack(">IB", messages.MAX_FRAME_BYTES + 1, 0),
        struct.pack(">IB", 2**32 - 1, 0),
        struct.pack(">IB", 2, len(messages._KINDS)),
        struct.pack(">IB", 2, 255),
    ],
)
def test_a_head_that_cannot_be_is_refused_at_once(head):
    """Before a single byte of what it announces is waited for."""
    assert refused(head) == "A frame has a length or a kind that cannot be."


#: What is said of payloads, and these.
NO_PAYLOADS = {
    "A payload must be a list of fields.": [{}, {"data": 1}, "text", 5, None],
    "A payload does not fit its kind: JSONDecodeError.": [
        b"",
        b"[",
        b"[1]]",
        b"[1] [2]",
        b"\x00",
        b"['a']",
        b"[undefined]",
    ],
    "A payload does not fit its kind: UnicodeDecodeError.": [
        b"\xff\xfe",
        b'["\xc3\xa9"]',
        b'["\xff"]',
        "[1]".encode("utf-16"),
        "[1]".encode("utf-32"),
    ],
    "A payload does not fit its kind: RecursionError.": [b"[" * 100_000, b"[" * 5_000 + b"]" * 5_000],
    "A payload does not fit its kind: ValueError.": [b"[" + b"1" * 10_000 + b"]"],
    "A payload does not fit its kind: TypeError.": [[], [1, None, "", 4]],
}


@pytest.mark.parametrize(
    ("told", "payload"),
    [(told, payload) for told, several in NO_PAYLOADS.items() for payload in several],
    ids=lambda part: repr(part)[-30:],
)
def test_a_payload_that_is_no_list_of_fields_is_refused(told, payload):
    """Whether it is other JSON, broken JSON, another encoding, too deep, or of another length."""
    assert refused(frame(payload)) == told


@pytest.mark.parametrize("kind", messages._KINDS)
def test_a_field_too_many_or_too_few_is_refused(kind):
    """For every kind of message."""
    message = next(message for message in EXAMPLES if type(message) is kind)
    full = [getattr(message, name) for name in kind.__dataclass_fields__]
    refused(frame([*full, 1], kind))
    least = [
        name for name, field in kind.__dataclass_fields__.items() if field.default is not None and field.default != ""
    ]
    if least:
        refused(frame(full[: len(least) - 1], kind))


def test_a_length_that_is_wrong_is_refused():
    """What is left out, or left over, makes no message."""
    refused(frame([1], length=2))
    refused(frame([1], length=4) + pack(Missing()))
    refused(frame([1], length=0))


def test_after_a_message_that_is_none_the_ones_before_are_lost_too():
    """A process that breaks the protocol is not listened to."""
    refused(pack(Missing()) + frame({}))


LONG = "a" * (messages.MAX_TEXT + 1)


#: For each kind and what it must have: fields that it must not have.
WRONG_FIELDS = {
    (Ready, f"the version {messages.VERSION}"): [
        [0],
        [messages.VERSION + 1],
        [True],
        [float(messages.VERSION)],
        ["1"],
        [None],
    ],
    (Ran, "a cell's number"): [["3", [], [], 0], [True, [], [], 0]],
    (Ran, "an error"): [
        [3, None, [], 0],
        [3, "ab", [], 0],
        [3, ["a"], [], 0],
        [3, ["a", 1], [], 0],
        [3, ["a", LONG], [], 0],
        [3, ["a", "b", "c"], [], 0],
    ],
    (Ran, "a list of outputs"): [
        [3, [], None, 0],
        [3, [], {}, 0],
        [3, [], [STREAM] * (messages.MAX_OUTPUTS + 1), 0],
    ],
    (Ran, "a number of bytes"): [
        [3, [], [], -1],
        [3, [], [], 0.5],
        [3, [], [], float("nan")],
        [3, [], [], True],
        [3, [], [], None],
    ],
    (NameList, "a list of names"): [[None], ["ab"], [{"a": 1}], [["a"] * (messages.MAX_NAMES + 1)]],
    (NameList, "names that are texts"): [[["a", 1]], [["a", ["b"]]], [[LONG]]],
    (Value, "arguments, by place and name"): [
        [1, "ab"],
        [1, []],
        [1, [[], {}, 1]],
        [1, [{}, []]],
        [1, [[], []]],
        [1, [1, 2]],
        [1, {"0": [], "1": {}}],
    ],
    (Value, "a text that was printed"): [[1, None, None], [1, None, 5]],
    (Raised, "an error's type and text"): [[None, "", []], ["", None, []], [LONG, "", []], ["", LONG, []]],
    (Raised, "types of errors"): [
        ["", "", None],
        ["", "", "ab"],
        ["", "", [1]],
        ["", "", [LONG]],
        ["", "", ["a"] * 21],
    ],
    (Raised, "arguments, by place and name"): [["", "", [], [1, 2]], ["", "", [], "ab"]],
    (Raised, "a text that was printed"): [["", "", [], None, 1]],
    (Unsupported, "a reason"): [[None], [1], [["a"]], [LONG]],
}


@pytest.mark.parametrize(
    ("kind", "what", "fields"), [(*key, fields) for key, several in WRONG_FIELDS.items() for fields in several]
)
def test_fields_of_wrong_types_are_refused(kind, what, fields):
    """Of every message that comes from a learner's process; it is said what would be right."""
    assert refused(frame(fields, kind)) == f"A message must have {what}."


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Ran, [3, [LONG[1:], LONG[1:]], [STREAM] * messages.MAX_OUTPUTS, 0]),
        (NameList, [[LONG[1:]]]),
        (NameList, [["a"] * messages.MAX_NAMES]),
        (Value, [1, None, LONG]),
        (Raised, [LONG[1:], LONG[1:], [LONG[1:]] * 20, None, LONG]),
        (Unsupported, [LONG[1:]]),
    ],
)
def test_what_is_as_large_as_it_may_be_passes(kind, fields):
    """What was printed is as long as a frame can be, other texts are for people."""
    assert Unpacker().feed(frame(fields, kind)) == [kind(*fields)]


@pytest.mark.parametrize(
    "output",
    [
        None,
        "stream",
        [],
        {},
        {"output_type": "html"},
        {"output_type": ["stream"]},
        {"output_type": {}},
        {"output_type": None},
        {**STREAM, "name": "stdin"},
        {**STREAM, "name": ["stdout"]},
        {**STREAM, "text": ["a"]},
        {**STREAM, "text": None},
        {**STREAM, "metadata": {}},
        {"output_type": "stream", "name": "stdout"},
        {**ERROR, "ename": 1},
        {**ERROR, "evalue": None},
        {**ERROR, "traceback": "a"},
        {**ERROR, "traceback": [1]},
        {**ERROR, "traceback": None},
        {**ERROR, "more": 1},
        {"output_type": "error", "ename": "E", "evalue": ""},
        {**PICTURE, "data": "a"},
        {**PICTURE, "data": None},
        {**PICTURE, "metadata": []},
        {**PICTURE, "execution_count": 1},
        {**PICTURE, "transient": {}},
        {"output_type": "display_data", "data": {}},
        {**RESULT, "data": []},
        {**RESULT, "metadata": None},
        {**RESULT, "execution_count": "1"},
        {**RESULT, "execution_count": [1]},
        {**RESULT, "execution_count": True},
        {**PICTURE, "output_type": "execute_result"},
    ],
    ids=json.dumps,
)
def test_outputs_that_are_none_of_nbformats_are_refused(output):
    """Alone, and after one that is."""
    told = "A message must have outputs of nbformat's four kinds."
    assert refused(frame([3, [], [output], 0], Ran)) == told
    assert refused(frame([3, [], [STREAM, output], 0], Ran)) == told


def test_what_is_too_large_is_not_packed():
    """Whoever sends it is told, not whoever receives it."""
    with pytest.raises(ProtocolError, match=r"^A message of 80 MB is too large\.$"):
        pack(Value("a" * messages.MAX_FRAME_BYTES))


def test_a_frame_that_is_exactly_as_large_as_it_may_be_passes(monkeypatch):
    """One letter more is refused by whoever sends it and by whoever receives it."""
    fits, larger = pack(Get("abc")), pack(Get("abcd"))
    monkeypatch.setattr(messages, "MAX_FRAME_BYTES", len('["abc"]'))
    assert pack(Get("abc")) == fits and Unpacker().feed(fits) == [Get("abc")]
    assert "cannot be" in refused(larger)
    with pytest.raises(ProtocolError, match="too large"):
        pack(Get("abcd"))


def test_exactly_as_many_marks_as_may_be_pass(monkeypatch):
    """One more is refused; those in texts are free."""
    monkeypatch.setattr(messages, "MAX_MARKS", 3)
    assert Unpacker().feed(frame([[1, ",,[{"]])) == [Value([1, ",,[{"])]
    assert refused(frame([[1, 2, 3]])) == "A payload has more parts than anyone looks at."


# --- payloads that are small here and large in memory


@pytest.mark.parametrize("part", [b"[],", b"{},", b'"ab",', b"1.5,", b'{"a":1},', b'"",', b'[["a"]],'], ids=repr)
def test_a_frame_of_very_many_parts_is_refused_before_it_is_parsed(part):
    """It would take gigabytes."""
    payload = b"[[" + part * ((messages.MAX_FRAME_BYTES - 10) // len(part)) + b"1]]"
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(ProtocolError, match="more parts"):
            messages._parse(Value, payload)
        assert time.process_time() - began < 5
        assert tracemalloc.get_traced_memory()[1] < 2.5 * messages.MAX_FRAME_BYTES
    finally:
        tracemalloc.stop()


def test_commas_and_brackets_in_texts_are_not_counted():
    """A large file of commas is a text like others, whatever stands beside it."""
    text = ',[{"\\,' * 1_500_000
    assert messages._parse(Value, json.dumps([[text, "\\", text]]).encode()) == Value([text, "\\", text])


@given(
    st.recursive(
        st.text('",[{}]\\ab\n\u2222') | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text('",\\{'), inner),
    )
)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_marks_are_counted_as_they_are(data):
    """As one would count while going through it."""

    def count(part):
        if type(part) is list:
            return 1 + max(0, len(part) - 1) + sum(map(count, part))
        if type(part) is dict:
            return 1 + max(0, len(part) - 1) + sum(map(count, part.values()))
        return 0

    assert messages._count_marks(json.dumps(data).encode()) == count(data)


def test_marks_are_counted_over_the_ends_of_blocks():
    """A text that goes on in the next block is still a text."""
    assert messages._count_marks(b'["' + b"," * 2_500_000 + b'",1,"' + b"," * 999_999 + b'"]') == 3


@pytest.mark.parametrize("place", [999_999, 1_000_000, 1_000_001])
def test_a_mark_at_the_end_of_a_block_is_counted_once(place):
    """As the last letter of one or the first of the next."""
    assert messages._count_marks(b"[".ljust(place, b"1") + b",1]") == 2


def test_the_largest_values_fit():
    """A million parts is what `values` lets through; here they are three marks apiece."""
    data = values.encode([(), {}] * 20_000, lambda value: None)
    payload = json.dumps(data).encode()
    assert messages._count_marks(payload) * (values.MAX_NODES / 40_001) < messages.MAX_MARKS
    assert messages._parse(Value, b"[" + payload + b"]") == Value(data)


# --- at random


def only_messages_or_protocol_errors(data, size):
    """Feed it in parts; find nothing but messages, or one error of the kind that is expected."""
    unpacker = Unpacker()
    with contextlib.suppress(ProtocolError):
        for at in range(0, len(data), size):
            assert all(isinstance(message, Message) for message in unpacker.feed(data[at : at + size]))


modestly = settings(derandomize=True, max_examples=300, deadline=None)


@modestly
@given(st.binary(max_size=200), st.integers(1, 50))
@example(b"", 1)
def test_random_bytes_are_messages_or_refused(data, size):
    """Nothing else ever happens."""
    only_messages_or_protocol_errors(data, size)


@modestly
@given(st.integers(0, len(messages._KINDS) - 1), st.binary(max_size=200), st.integers(1, 50))
def test_random_payloads_are_messages_or_refused(kind, payload, size):
    """Also behind a head that is right."""
    only_messages_or_protocol_errors(frame(payload, kind), size)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=10,
)


@modestly
@given(st.integers(0, len(messages._KINDS) - 1), st.lists(anything, max_size=5))
def test_random_fields_are_messages_or_refused(kind, fields):
    """Also where they are JSON."""
    only_messages_or_protocol_errors(frame(fields, kind), 1000)


@modestly
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_message_with_a_byte_changed_is_a_message_or_refused(message, data):
    """Or one that is waited for."""
    changed = bytearray(pack(message))
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    only_messages_or_protocol_errors(bytes(changed), 1000)


# --- through a socket


def test_messages_go_through_a_channel_both_ways():
    """In order, and one at a time."""
    ours, theirs = map(Channel, socket.socketpair())
    for message in EXAMPLES:
        ours.send(message)
    assert [theirs.receive() for _ in EXAMPLES] == EXAMPLES
    theirs.send(Done())
    assert ours.receive(lambda: None) == Done() and not ours.waiting
    ours.close()
    theirs.close()


def test_a_large_message_goes_through_though_the_socket_is_full():
    """The sender waits, and looks at the clock meanwhile."""
    ours, theirs = map(Channel, socket.socketpair())
    large, looks, found = Value("a" * 5_000_000), [], []
    reader = threading.Timer(0.3, lambda: found.append(theirs.receive()))
    reader.start()
    ours.send(large, lambda: looks.append(1))
    reader.join()
    assert found == [large] and looks
    ours.close()
    theirs.close()


def test_whoever_does_not_read_is_given_up(ends):
    """What the watch raises ends the sending."""
    ours, _ = ends
    with pytest.raises(TimeoutError):
        ours.send(Value("a" * 5_000_000), raise_timeout)


def raise_timeout():
    """Be a clock that has run out."""
    raise TimeoutError


def test_whoever_does_not_answer_is_given_up(ends):
    """What the watch raises ends the waiting."""
    with pytest.raises(TimeoutError):
        ends[0].receive(raise_timeout)


def test_a_message_in_parts_is_waited_for(ends):
    """It is complete when its last byte is there."""
    ours, theirs = ends
    data = pack(EXAMPLES[1])
    theirs.sendall(data[:7])
    threading.Timer(0.2, theirs.sendall, [data[7:]]).start()
    looks = []
    assert ours.receive(lambda: looks.append(1)) == EXAMPLES[1] and looks


def test_the_watch_is_called_while_bytes_trickle_in(ends, monkeypatch):
    """Who sends a byte now and then wins no time."""
    monkeypatch.setattr(channel, "TICK_SECONDS", 0.05)
    ours, theirs = ends
    looks, stop = [], threading.Event()

    def trickle():
        for byte in pack(Value("a" * 1000)):
            if stop.wait(0.01):
                return
            theirs.sendall(bytes([byte]))

    def watch():
        looks.append(time.monotonic())
        if len(looks) == 3:
            raise TimeoutError

    sender = threading.Thread(target=trickle)
    sender.start()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        ours.receive(watch)
    stop.set()
    sender.join()
    assert time.monotonic() - began < 3 and ours.waiting


def test_a_peer_that_is_gone_is_told_apart(ends):
    """Before a message, in the midst of one, and for whoever sends to it."""
    ours, theirs = ends
    theirs.sendall(pack(Missing()) + pack(Done())[:3])
    theirs.close()
    assert ours.receive() == Missing()
    with pytest.raises(ChannelClosed):
        ours.receive()
    with pytest.raises(ChannelClosed):
        ours.send(Value("a" * 5_000_000))


def test_a_peer_that_resets_is_gone(ends, monkeypatch):
    """An error of the socket is nothing else than its end."""
    ours, theirs = ends
    theirs.sendall(b"unread")
    ours.send(Done())
    theirs.close()
    with pytest.raises((ChannelClosed, ProtocolError)):
        ours.receive()
    with pytest.raises(ChannelClosed):
        ours.receive()


def test_bytes_that_are_no_message_are_refused(ends):
    """Already while they come."""
    ours, theirs = ends
    theirs.sendall(b"\xff" * 5)
    with pytest.raises(ProtocolError):
        ours.receive()


def test_nothing_unasked_is_let_pass(ends):
    """Not a message, not the beginning of one; silence is."""
    ours, theirs = ends
    ours.refuse_unasked()
    assert not ours.waiting
    theirs.sendall(pack(Done())[:1])
    with pytest.raises(ProtocolError, match="nobody had asked for"):
        ours.refuse_unasked()


def test_what_comes_after_an_answer_is_noticed(ends):
    """Whether it came together with the answer or later."""
    ours, theirs = ends
    theirs.sendall(pack(Done()) + pack(Missing()))
    assert ours.receive() == Done() and ours.waiting
    with pytest.raises(ProtocolError, match="nobody had asked for"):
        ours.refuse_unasked()
    assert ours.receive() == Missing()
    theirs.sendall(pack(Missing()))
    with pytest.raises(ProtocolError, match="nobody had asked for"):
        ours.refuse_unasked()


def test_a_peer_that_is_gone_is_noticed_before_it_is_asked(ends):
    """Its end is not taken for silence."""
    ours, theirs = ends
    theirs.close()
    with pytest.raises(ChannelClosed):
        ours.refuse_unasked()


def test_a_channel_can_be_waited_for(ends):
    """Its descriptor is the socket's."""
    ours, _ = ends
    assert ours.fileno() >= 0
    ours.close()
    assert ours.fileno() == -1
