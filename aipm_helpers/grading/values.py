"""Plain values as JSON, and back: what a check may look at itself, instead of asking for it.

None, bools, ordinary ints, floats, texts and lists stand for themselves; everything else is
an object with a tag ``t``. Only the very types that are named here are rebuilt. Models,
functions and whatever else stay where they are and are referred to (`handles`); so are
subclasses, which may lie about themselves, but what they are without it goes along.

SECURITY: nothing that is read is run, imported or looked up by name, and it never takes more
memory than in proportion to what was sent. Whatever is malformed is a `ProtocolError`.
"""

from __future__ import annotations

import base64
import collections
import datetime as dt
import decimal
import fractions
import keyword
import math
import re
import zoneinfo
from collections.abc import Callable, Iterable
from json.encoder import encode_basestring_ascii
from typing import Any

import numpy as np
import pandas as pd
from pandas.tseries.frequencies import to_offset

from aipm_helpers.errors import ProtocolError

__all__ = ["Unsupported", "decode", "encode"]

#: How deep values may lie in each other, how many there may be, and what texts and arrays may take in all.
MAX_DEPTH = 100
MAX_NODES = 1_000_000
MAX_BYTES = 50_000_000
#: Numbers larger than this are no answer to anything, and slow to print.
_MAX_BITS = 100_000
_MAX_RANGE = 10_000_000
#: Each is made one by one.
_MAX_COLUMNS = 10_000
#: As NumPy has it.
_MAX_DIMENSIONS = 64
#: Each of them is a class of its own, which takes longer to make than its values.
_MAX_NAMEDTUPLES = 300

_JSON_INT = 2**63
# SECURITY: a unit of zero days ends the process (SIGFPE) as soon as a time is converted to it
_NUMPY_DTYPE = re.compile(r"[<>|]([biufc]\d{1,2}|[SU]\d{1,8}|[mM]8(\[([1-9]\d{0,3})?[A-Za-z]{1,2}\])?)")
_FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,7}(-[A-Z0-9]{1,7})?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-/]{0,60}")
_OFFSET = re.compile(r"UTC([+-])(\d\d):(\d\d)")
_FACTORIES = {"int": int, "float": float, "str": str, "list": list, "dict": dict, "set": set}
#: What `collections.namedtuple` and `typing.NamedTuple` put into a class without methods.
_NAMEDTUPLE_PARTS = frozenset(vars(collections.namedtuple("_N", ""))) | {"__annotations__", "__orig_bases__"}
_ADVICE = {
    "generator": "put it into list(...)",
    "zip": "put it into list(...)",
    "map": "put it into list(...)",
    "filter": "put it into list(...)",
    "dict_keys": "put it into list(...)",
    "dict_values": "put it into list(...)",
    "dict_items": "put it into list(...)",
    "matrix": "make it an array with np.asarray(...)",
    "csr_matrix": "make it an array with .toarray()",
    "csc_matrix": "make it an array with .toarray()",
    "coo_matrix": "make it an array with .toarray()",
}


class Unsupported(Exception):
    """A value that cannot be handed over; the text says why, and what to do."""


def encode(value: Any, refer: Callable[[Any], dict[str, Any] | None]) -> Any:
    """Return a value as what JSON can write.

    Parameters
    ----------
    value : object
        Anything.
    refer : callable
        Returns what stands for a value that stays where it is (a dict whose ``t`` is
        ``handle``), or None if it must not.

    Returns
    -------
    object
        For `decode`, also after it went through JSON.

    Raises
    ------
    Unsupported
        If it is too large, too deep, or is not to be referred to.

    Examples
    --------
    >>> encode({"rate": (1, 2)}, lambda value: None)
    {'t': 'dict', 'items': [['rate', {'t': 'tuple', 'items': [1, 2]}]]}
    """
    return _Encoder(refer).encode(value, 0)


def decode(data: Any, resolve: Callable[[dict[str, Any]], Any]) -> Any:
    """Return the value that `encode` had.

    Parameters
    ----------
    data : object
        What JSON has read.
    resolve : callable
        Returns what a dict stands for whose ``t`` is ``handle``.

    Raises
    ------
    ProtocolError
        If it is none of `encode`'s.

    Examples
    --------
    >>> decode({"t": "dict", "items": [["rate", {"t": "tuple", "items": [1, 2]}]]}, None)
    {'rate': (1, 2)}
    """
    try:
        return _Decoder(resolve).decode(data, 0)
    except ProtocolError:
        raise
    except Exception as error:
        raise ProtocolError(f"A value is malformed: {type(error).__name__}.") from error


class _Encoder:
    def __init__(self, refer: Callable[[Any], dict[str, Any] | None]) -> None:
        self._refer = refer
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: Any, depth: int) -> Any:
        kind = type(value)
        self._count_parts(1)
        if value is None or kind is bool or kind is float or (kind is int and -_JSON_INT < value < _JSON_INT):
            return value
        if kind is str:
            self._count(_written_size(value))
            return value
        if depth > MAX_DEPTH:
            raise Unsupported(f"It has parts in parts more than {MAX_DEPTH} deep. Does it contain itself?")
        deeper = depth + 1
        if kind is list:
            return [self.encode(item, deeper) for item in value]
        encoder = _ENCODERS.get(kind)
        if encoder is not None:
            return encoder(self, value, deeper)
        if isinstance(value, np.generic) and kind.__module__ == "numpy" and kind not in (np.void, np.record):
            return {"t": "scalar", "of": self.encode(np.asarray(value), deeper)}
        if isinstance(value, np.dtype) and _is_carried(value):
            return {"t": "dtype", "of": self.encode(np.empty(0, value), deeper)}
        if kind in _DTYPES and (empty := _empty_column(value)) is not None:
            return {"t": "dtype", "of": self._column(empty, deeper)}
        if _is_plain_namedtuple(kind):
            return {
                "t": "namedtuple",
                "name": kind.__name__,
                "fields": list(kind._fields),
                **self._items(value, deeper),
            }
        return self._stays(value, depth)

    def _stays(self, value: Any, depth: int) -> Any:
        found = self._refer(value)
        if found is None:
            name = type(value).__name__
            advice = _ADVICE.get(name, "give it as a plain value, such as a number, a text, a list or a table")
            raise Unsupported(f"It is of type {name}: {advice}.")
        plain = _as_plain(value)
        return found if plain is value else {**found, "plain": self.encode(plain, depth + 1)}

    def _count_parts(self, number: int) -> None:
        self._nodes += number
        if self._nodes > MAX_NODES:
            raise Unsupported(f"It has more than {MAX_NODES:,} parts, which is too many to look at.")

    def _count(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_BYTES:
            raise Unsupported(f"It takes more than {MAX_BYTES / 1e6:.0f} MB, which is too much to look at.")

    # --- the standard library's

    def _int(self, value: int, _: int) -> Any:
        if value.bit_length() > _MAX_BITS:
            raise Unsupported("It is a whole number with tens of thousands of digits.")
        return {"t": "int", "hex": f"{value:x}"}

    def _items(self, value: Iterable[Any], depth: int) -> dict[str, Any]:
        return {"items": [self.encode(item, depth) for item in value]}

    def _pairs(self, value: dict[Any, Any], depth: int) -> dict[str, Any]:
        return {"items": [[self.encode(key, depth), self.encode(item, depth)] for key, item in value.items()]}

    def _bytes_like(self, value: Any, _: int) -> Any:
        self._count(len(value))
        return {"t": type(value).__name__, "data": base64.b64encode(value).decode()}

    def _defaultdict(self, value: collections.defaultdict[Any, Any], depth: int) -> Any:
        names = [name for name, factory in _FACTORIES.items() if factory is value.default_factory]
        return {"t": "defaultdict", "factory": names[0] if names else "", **self._pairs(value, depth)}

    def _range(self, value: range, _: int) -> Any:
        if len(value) > _MAX_RANGE:
            raise Unsupported("It is a range that is too long to look at.")
        return {"t": "range", "items": [value.start, value.stop, value.step]}

    def _decimal(self, value: decimal.Decimal, _: int) -> Any:
        # 1E+999999999 is short, and an int of it is not
        if value.is_finite() and (abs(value.adjusted()) > 10_000 or len(value.as_tuple().digits) > 10_000):
            raise Unsupported("It is a number with tens of thousands of digits.")
        return {"t": "decimal", "text": str(value)}

    def _fraction(self, value: fractions.Fraction, depth: int) -> Any:
        return {"t": "fraction", **self._items((value.numerator, value.denominator), depth)}

    def _date(self, value: Any, _: int) -> Any:
        zone = _zone_name(value.tzinfo) if getattr(value, "tzinfo", None) is not None else ""
        text = value.replace(tzinfo=None).isoformat() if zone else value.isoformat()
        return {"t": type(value).__name__, "text": text, "zone": zone, "fold": getattr(value, "fold", 0)}

    def _timedelta(self, value: dt.timedelta, _: int) -> Any:
        return {"t": "timedelta", "items": [value.days, value.seconds, value.microseconds]}

    # --- NumPy's

    def _array(self, value: np.ndarray, depth: int) -> Any:
        dtype, shape = value.dtype, list(value.shape)
        self._count_parts(1 + len(shape))
        if not value.size and math.prod(filter(None, shape)) > _MAX_RANGE:
            raise Unsupported("It is an empty array that is too long to look at.")
        if dtype.names is not None:
            if not _is_carried(dtype):
                return self._stays(value, depth)
            columns = [self.encode(np.asarray(value[name]), depth) for name in dtype.names]
            tag = "records" if type(value) is np.recarray else "fields"
            return {"t": tag, "shape": shape, "names": list(dtype.names), "columns": columns}
        if dtype.kind == "O":
            return {"t": "objects", "shape": shape, **self._items(value.ravel().tolist(), depth)}
        if dtype == np.dtypes.StringDType():
            return {"t": "strings", "shape": shape, **self._items(value.ravel().tolist(), depth)}
        if not _is_carried(dtype):
            return self._stays(value, depth)
        self._count(value.nbytes)
        return {"t": "array", "dtype": dtype.str, "shape": shape, "data": base64.b64encode(value.tobytes()).decode()}

    def _masked(self, value: np.ma.MaskedArray[Any, Any], depth: int) -> Any:
        if value.dtype.names is not None:
            return self._stays(value, depth)
        if np.ma.is_masked(value):
            # SECURITY: what is masked agrees with everything
            raise Unsupported("It has entries that are masked: fill them, with .filled(...).")
        return {"t": "masked", "of": self.encode(np.asarray(value), depth)}

    def _numpy_text(self, value: Any, depth: int) -> Any:
        plain = bytes(value) if isinstance(value, bytes) else str(value)
        return {"t": type(value).__name__, "of": self.encode(plain, depth)}

    # --- pandas'

    def _column(self, value: Any, depth: int) -> Any:
        """Return the array of a column or an index: NumPy's, or one of pandas'."""
        self._count_parts(1)
        if type(value) is pd.arrays.NumpyExtensionArray:  # which arrays of texts derive from
            value = value.to_numpy()
        if isinstance(value, pd.arrays.SparseArray):
            value = np.asarray(value)
        dtype = value.dtype
        match dtype:
            case np.dtype():
                return self._array(np.asarray(value), depth)
            case pd.StringDtype():
                texts = [None if text is pd.NA or text != text else text for text in value.tolist()]
                self._count_parts(len(texts))
                self._count(sum(_written_size(text) for text in texts if text is not None))
                missing = "NA" if dtype.na_value is pd.NA else "nan"
                return {"t": "string column", "storage": dtype.storage, "missing": missing, "items": texts}
            case pd.CategoricalDtype():
                parts = {"codes": self._array(value.codes, depth), "of": self.encode(dtype.categories, depth)}
                return {"t": "categories", "ordered": bool(dtype.ordered), **parts}
            case pd.DatetimeTZDtype():
                utc = value.tz_convert("UTC").tz_localize(None)
                return {"t": "zoned", "zone": _zone_name(dtype.tz), "of": self._array(np.asarray(utc), depth)}
            case pd.PeriodDtype():
                return {"t": "periods", "freq": _frequency(value), "of": self._array(value.asi8, depth)}
            case pd.IntervalDtype():
                parts = {"left": self._column(value.left.array, depth), "right": self._column(value.right.array, depth)}
                return {"t": "intervals", "closed": value.closed, **parts}
        if isinstance(value, (pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)):
            plain = value.to_numpy(dtype=dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
            return {"t": "nullable", "of": self._array(plain, depth), "mask": self._array(value.isna(), depth)}
        raise Unsupported(
            f"It has values of the type {dtype}, which are not looked at: convert them with .astype(...)."
        )

    def _frame(self, value: pd.DataFrame, depth: int) -> Any:
        self._count_parts(value.shape[1])
        if value.shape[1] > _MAX_COLUMNS:
            raise Unsupported(f"It has more than {_MAX_COLUMNS:,} columns, which is too many to look at.")
        columns = [self._column(value.iloc[:, place].array, depth) for place in range(value.shape[1])]
        axes = {"index": self._index(value.index, depth), "columns": self._index(value.columns, depth)}
        return {"t": "frame", **axes, "data": columns}

    def _series(self, value: pd.Series[Any], depth: int) -> Any:
        parts = {"index": self._index(value.index, depth), "name": self.encode(value.name, depth)}
        return {"t": "series", **parts, "data": self._column(value.array, depth)}

    def _index(self, value: pd.Index[Any], depth: int) -> Any:
        if type(value) not in _INDEXES:
            raise Unsupported(f"Its index is of type {type(value).__name__}, which is not looked at.")
        if isinstance(value, pd.MultiIndex):
            levels = [self._index(level, depth) for level in value.levels]
            codes = [self._array(np.asarray(codes, dtype="int64"), depth) for codes in value.codes]
            return {
                "t": "multi-index",
                "levels": levels,
                "codes": codes,
                "names": self.encode(list(value.names), depth),
            }
        name = self.encode(value.name, depth)
        if isinstance(value, pd.RangeIndex):
            if len(value) > _MAX_RANGE:
                raise Unsupported("Its index is too long to look at.")
            return {"t": "range-index", "items": [value.start, value.stop, value.step], "name": name}
        freq = getattr(value, "freq", None) if isinstance(value, (pd.DatetimeIndex, pd.TimedeltaIndex)) else None
        frequency = "" if freq is None else _frequency(value)
        if frequency and to_offset(frequency) != freq:
            raise Unsupported(
                f"It has the frequency {frequency} with more to it, such as holidays, which is not looked at."
            )
        return {"t": "index", "of": self._column(value.array, depth), "name": name, "freq": frequency}

    def _timestamp(self, value: pd.Timestamp, depth: int) -> Any:
        zone = "" if value.tzinfo is None else _zone_name(value.tzinfo)
        return {"t": "timestamp", "zone": zone, "of": self._array(np.asarray(value.asm8), depth)}

    def _pandas_timedelta(self, value: pd.Timedelta, depth: int) -> Any:
        return {"t": "pandas timedelta", "of": self._array(np.asarray(value.asm8), depth)}

    def _period(self, value: pd.Period, _: int) -> Any:
        return {"t": "period", "ordinal": int(value.ordinal), "freq": _frequency(value)}

    def _interval(self, value: pd.Interval[Any], depth: int) -> Any:
        return {"t": "interval", "closed": value.closed, **self._items((value.left, value.right), depth)}


def _tagged(tag: str, parts: Any) -> Any:
    return lambda encoder, value, depth: {"t": tag, **parts(encoder, value, depth)}


_INDEXES = (
    pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex, pd.IntervalIndex,
    pd.CategoricalIndex,
)  # fmt: skip
#: What the likes of `unique()` return; of dates and times without a zone too.
_ARRAYS = (
    pd.Categorical, pd.arrays.StringArray, pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray,
    pd.arrays.DatetimeArray, pd.arrays.TimedeltaArray, pd.arrays.PeriodArray, pd.arrays.IntervalArray,
)  # fmt: skip
_DTYPES = (
    pd.StringDtype, pd.CategoricalDtype, pd.DatetimeTZDtype, pd.PeriodDtype, pd.IntervalDtype, pd.BooleanDtype,
    pd.Int8Dtype, pd.Int16Dtype, pd.Int32Dtype, pd.Int64Dtype, pd.UInt8Dtype, pd.UInt16Dtype, pd.UInt32Dtype,
    pd.UInt64Dtype, pd.Float32Dtype, pd.Float64Dtype,
)  # fmt: skip
_ENCODERS: dict[type, Callable[[_Encoder, Any, int], Any]] = {
    int: _Encoder._int,
    complex: lambda encoder, value, depth: {"t": "complex", "items": [value.real, value.imag]},
    bytes: _Encoder._bytes_like,
    bytearray: _Encoder._bytes_like,
    tuple: _tagged("tuple", _Encoder._items),
    set: _tagged("set", _Encoder._items),
    frozenset: _tagged("frozenset", _Encoder._items),
    dict: _tagged("dict", _Encoder._pairs),
    collections.Counter: _tagged("Counter", _Encoder._pairs),
    collections.OrderedDict: _tagged("OrderedDict", _Encoder._pairs),
    collections.defaultdict: _Encoder._defaultdict,
    collections.deque: lambda encoder, value, depth: {
        "t": "deque", "maxlen": value.maxlen, **encoder._items(value, depth)
    },
    range: _Encoder._range,
    type(...): lambda encoder, value, depth: {"t": "ellipsis"},
    slice: lambda encoder, value, depth: {"t": "slice", **encoder._items((value.start, value.stop, value.step), depth)},
    decimal.Decimal: _Encoder._decimal,
    fractions.Fraction: _Encoder._fraction,
    dt.date: _Encoder._date,
    dt.datetime: _Encoder._date,
    dt.time: _Encoder._date,
    dt.timedelta: _Encoder._timedelta,
    np.ndarray: _Encoder._array,
    np.recarray: _Encoder._array,
    np.ma.MaskedArray: _Encoder._masked,
    np.str_: _Encoder._numpy_text,
    np.bytes_: _Encoder._numpy_text,
    pd.DataFrame: _Encoder._frame,
    pd.Series: _Encoder._series,
    **dict.fromkeys(_INDEXES, _Encoder._index),
    **dict.fromkeys(_ARRAYS, lambda encoder, value, depth: {"t": "column", "of": encoder._column(value, depth)}),
    pd.Timestamp: _Encoder._timestamp,
    pd.Timedelta: _Encoder._pandas_timedelta,
    pd.Period: _Encoder._period,
    pd.Interval: _Encoder._interval,
    type(pd.NaT): lambda encoder, value, depth: {"t": "NaT"},
    type(pd.NA): lambda encoder, value, depth: {"t": "NA"},
}  # fmt: skip


class _Decoder:
    def __init__(self, resolve: Callable[[dict[str, Any]], Any]) -> None:
        self._resolve = resolve
        self._namedtuples: dict[tuple[str, ...], Any] = {}

    def decode(self, data: Any, depth: int) -> Any:
        kind = type(data)
        if data is None or kind is bool or kind is int or kind is float or kind is str:
            return data
        _want(depth <= 2 * MAX_DEPTH, "a depth that people use")
        if kind is list:
            return [self.decode(item, depth + 1) for item in data]
        _want(kind is dict, "objects and lists")
        tag = data.get("t")
        if tag == "handle":
            return self._resolve(data)
        decoder = _DECODERS.get(tag) if type(tag) is str else None
        if decoder is None:
            raise ProtocolError("A value has a tag that is not known.")
        return decoder(self, data, depth + 1)

    def _items(self, data: dict[str, Any], depth: int) -> list[Any]:
        _want(type(data["items"]) is list, "a list of items")
        return [self.decode(item, depth) for item in data["items"]]

    def _pairs(self, data: dict[str, Any], depth: int) -> list[tuple[Any, Any]]:
        pairs = [(self.decode(key, depth), self.decode(item, depth)) for key, item in data["items"]]
        _want_different([key for key, _ in pairs])
        return pairs

    def _members(self, data: dict[str, Any], depth: int) -> list[Any]:
        items = self._items(data, depth)
        _want_different(items)
        return items

    def _three(self, data: dict[str, Any]) -> list[int]:
        items = data["items"]
        _want(type(items) is list and len(items) == 3 and all(type(item) is int for item in items), "three numbers")
        return list(items)

    def _range(self, data: dict[str, Any]) -> range:
        found = range(*self._three(data))
        # by hand: len() of a huge range raises
        _want((found.stop - found.start) // found.step <= _MAX_RANGE, "a range that is not too long")
        return found

    def _int(self, data: dict[str, Any], _: int) -> int:
        text = _text(data["hex"], _MAX_BITS // 4 + 2)
        _want(re.fullmatch("-?[0-9a-f]+", text) is not None, "a number")
        return int(text, 16)

    def _bytes(self, data: dict[str, Any]) -> bytes:
        return base64.b64decode(_text(data["data"], 2 * MAX_BYTES), validate=True)

    def _defaultdict(self, data: dict[str, Any], depth: int) -> Any:
        return collections.defaultdict(_FACTORIES.get(_text(data["factory"])), self._pairs(data, depth))

    def _counter(self, data: dict[str, Any], depth: int) -> Any:
        counter: collections.Counter[Any] = collections.Counter()
        dict.update(counter, self._pairs(data, depth))
        return counter

    def _namedtuple(self, data: dict[str, Any], depth: int) -> Any:
        names, items = (data["name"], *data["fields"]), self._items(data, depth)
        # SECURITY: namedtuple makes code of them
        _want(_are_names(*names), "names as in Python")
        _want(len(items) == len(names) - 1, "a value for each of its fields")
        if names not in self._namedtuples:
            _want(len(self._namedtuples) < _MAX_NAMEDTUPLES, "not so many kinds of namedtuples")
            self._namedtuples[names] = collections.namedtuple(names[0], names[1:])
        return self._namedtuples[names](*items)

    def _decimal(self, data: dict[str, Any], _: int) -> decimal.Decimal:
        found = decimal.Decimal(_text(data["text"], 20_100))
        _want(not found.is_finite() or abs(found.adjusted()) <= 10_000, "a number that is not too long")
        return found

    def _fraction(self, data: dict[str, Any], depth: int) -> fractions.Fraction:
        above, below = self._items(data, depth)
        _want(type(above) is int and type(below) is int, "whole numbers")
        return fractions.Fraction(above, below)

    def _date(self, data: dict[str, Any], _: int) -> Any:
        kinds: dict[str, Any] = {"date": dt.date, "datetime": dt.datetime, "time": dt.time}
        found = kinds[data["t"]].fromisoformat(_text(data["text"]))
        if data["zone"]:
            found = found.replace(tzinfo=_zone(data["zone"]))
        return found.replace(fold=1) if data["fold"] == 1 else found

    # --- NumPy's

    def _shape(self, data: dict[str, Any], size: int) -> tuple[int, ...]:
        shape = data["shape"]
        _want(type(shape) is list and len(shape) <= _MAX_DIMENSIONS, "a shape")
        _want(all(type(length) is int and 0 <= length <= MAX_BYTES for length in shape), "lengths")
        # SECURITY: whoever turns millions of empty rows into lists takes memory for them
        _want(size > 0 or math.prod(filter(None, shape)) <= _MAX_RANGE, "a length that is not too long")
        _want(math.prod(shape) == size, "a shape that fits")
        return tuple(shape)

    def _array(self, data: dict[str, Any], _: int = 0) -> np.ndarray:
        name = _text(data["dtype"])
        _want(_NUMPY_DTYPE.fullmatch(name) is not None, "a type of numbers, texts or times")
        dtype, content = np.dtype(name), self._bytes(data)
        _want(dtype.itemsize > 0 and len(content) % dtype.itemsize == 0, "whole elements")
        _want(dtype.kind != "b" or np.frombuffer(content, np.uint8).max(initial=0) <= 1, "truth values")
        if dtype.kind == "U":
            # beyond what Unicode has, reading it would fail much later
            _want(np.frombuffer(content, dtype.byteorder + "u4").max(initial=0) <= 0x10FFFF, "characters")
        shape = self._shape(data, len(content) // dtype.itemsize)
        return np.frombuffer(content, dtype).reshape(shape).copy()

    def _objects(self, data: dict[str, Any], depth: int) -> np.ndarray:
        items = self._items(data, depth)
        # item by item: a list in it is not to become a dimension
        found = np.fromiter(items, object, len(items))
        return found.reshape(self._shape(data, len(items)))

    def _strings(self, data: dict[str, Any], depth: int) -> np.ndarray:
        items = self._items(data, depth)
        _want(all(type(item) is str for item in items), "texts")
        return np.array(items, dtype=np.dtypes.StringDType()).reshape(self._shape(data, len(items)))

    def _fields(self, data: dict[str, Any], depth: int) -> np.ndarray:
        columns = [self.decode(column, depth) for column in data["columns"]]
        _want(len(columns) <= 1000 and all(type(column) is np.ndarray for column in columns), "arrays")
        shape = self._shape(data, columns[0].size)
        # SECURITY: before there is room for all of them
        _want(all(column.size == columns[0].size for column in columns), "columns of one length")
        names = [_text(name) for name in data["names"]]
        found = np.empty(shape, [(name, column.dtype) for name, column in zip(names, columns, strict=True)])
        for name, column in zip(names, columns, strict=True):
            found[name] = column.reshape(shape)
        return found.view(np.recarray) if data["t"] == "records" else found

    def _masked(self, data: dict[str, Any], depth: int) -> Any:
        found = self.decode(data["of"], depth)
        _want(type(found) is np.ndarray and found.dtype.names is None, "an array")
        return np.ma.MaskedArray(found)

    def _mask(self, data: Any) -> np.ndarray:
        mask = self._array(data)
        _want(mask.dtype == bool, "a mask")
        return mask

    def _scalar(self, data: dict[str, Any], depth: int) -> Any:
        found = self.decode(data["of"], depth)
        _want(type(found) is np.ndarray and found.shape == (), "a single element")
        return found[()]

    # --- pandas'

    def _column(self, data: Any, depth: int) -> Any:
        found = self.decode(data, depth)
        _want(isinstance(found, (np.ndarray, pd.api.extensions.ExtensionArray)) and found.ndim == 1, "a column")
        return found

    def _bare_column(self, data: dict[str, Any], depth: int) -> Any:
        found = self._column(data["of"], depth)
        return pd.array(found, dtype=found.dtype) if isinstance(found, np.ndarray) else found

    def _string_column(self, data: dict[str, Any], _: int) -> Any:
        missing = {"NA": pd.NA, "nan": np.nan}[data["missing"]]
        _want(data["storage"] in ("python", "pyarrow"), "a storage")
        _want(type(data["items"]) is list, "a list of items")
        _want(all(item is None or type(item) is str for item in data["items"]), "texts")
        return pd.array(data["items"], dtype=pd.StringDtype(data["storage"], na_value=missing))

    def _categories(self, data: dict[str, Any], depth: int) -> Any:
        dtype = pd.CategoricalDtype(self._index(data["of"], depth), ordered=data["ordered"] is True)
        codes = self._array(data["codes"])
        _want(codes.dtype.kind == "i" and codes.ndim == 1, "codes")
        return pd.Categorical.from_codes(codes, dtype=dtype)

    def _zoned(self, data: dict[str, Any], depth: int) -> Any:
        found = self._times(data["of"], "M")
        _want(found.ndim == 1, "a column")
        times = pd.DatetimeIndex(found)
        return times.tz_localize("UTC").tz_convert(_zone(data["zone"])).array

    def _times(self, data: Any, kind: str) -> np.ndarray:
        found = self._array(data)
        _want(found.dtype.kind == kind, "times")
        return found

    def _periods(self, data: dict[str, Any], _: int) -> Any:
        ordinals = self._array(data["of"])
        _want(ordinals.dtype == np.int64 and ordinals.ndim == 1, "numbers of periods")
        return pd.PeriodIndex.from_ordinals(ordinals, freq=_frequency_of(data["freq"])).array

    def _intervals(self, data: dict[str, Any], depth: int) -> Any:
        left, right = self._column(data["left"], depth), self._column(data["right"], depth)
        _want(len(left) == len(right), "as many ends as beginnings")
        return pd.arrays.IntervalArray.from_arrays(left, right, closed=_closed(data))

    def _nullable(self, data: dict[str, Any], _: int) -> Any:
        plain, mask = self._array(data["of"]), self._mask(data["mask"])
        _want(plain.ndim == mask.ndim == 1 and len(plain) == len(mask), "a mask that fits")
        kinds = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}
        return kinds.get(plain.dtype.kind, pd.arrays.IntegerArray)(plain, mask)

    def _frame(self, data: dict[str, Any], depth: int) -> pd.DataFrame:
        index, names = self._index(data["index"], depth), self._index(data["columns"], depth)
        _want(len(data["data"]) <= _MAX_COLUMNS, "fewer columns")
        columns = [self._column(column, depth) for column in data["data"]]
        _want(len(columns) == len(names) and all(len(column) == len(index) for column in columns), "columns that fit")
        # as series, because of bare objects a frame would make texts or times of its own accord
        series = [pd.Series(column, index=index, dtype=column.dtype) for column in columns]
        frame = pd.DataFrame(dict(enumerate(series)), index=index)
        frame.columns = names
        return frame

    def _series(self, data: dict[str, Any], depth: int) -> Any:
        index, name = self._index(data["index"], depth), self.decode(data["name"], depth)
        column = self._column(data["data"], depth)
        _want(len(column) == len(index), "an index that fits")
        return pd.Series(column, index=index, name=name, dtype=column.dtype)

    def _index(self, data: Any, depth: int) -> Any:
        found = self.decode(data, depth)
        _want(isinstance(found, pd.Index), "an index")
        return found

    def _plain_index(self, data: dict[str, Any], depth: int) -> Any:
        column = self._column(data["of"], depth)
        # labels that are texts are of the type that pandas has for them here, or tables of equal labels differ
        are_texts = column.dtype == object and len(column) > 0 and all(type(label) is str for label in column)
        found = pd.Index(column, name=self.decode(data["name"], depth), dtype=None if are_texts else column.dtype)
        if data["freq"]:
            _want(isinstance(found, (pd.DatetimeIndex, pd.TimedeltaIndex)), "a frequency only where there are times")
            found.freq = _frequency_of(data["freq"])
        return found

    def _range_index(self, data: dict[str, Any], depth: int) -> Any:
        _want(all(abs(item) < _JSON_INT for item in self._three(data)), "numbers that are not too large")
        return pd.RangeIndex(self._range(data), name=self.decode(data["name"], depth))

    def _multi_index(self, data: dict[str, Any], depth: int) -> Any:
        levels = [self._index(level, depth) for level in data["levels"]]
        codes = [self._array(part) for part in data["codes"]]
        _want(all(part.dtype == np.int64 and part.ndim == 1 for part in codes), "codes")
        _want(len({len(part) for part in codes}) <= 1 and len(levels) <= 100, "codes of one length")
        return pd.MultiIndex(levels, codes, names=self.decode(data["names"], depth))

    def _timestamp(self, data: dict[str, Any], _: int) -> Any:
        stamp = pd.Timestamp(self._times(data["of"], "M")[()])
        return stamp.tz_localize("UTC").tz_convert(_zone(data["zone"])) if data["zone"] else stamp

    def _period(self, data: dict[str, Any], _: int) -> Any:
        _want(type(data["ordinal"]) is int, "a number")
        return pd.Period(ordinal=data["ordinal"], freq=_frequency_of(data["freq"]))

    def _interval(self, data: dict[str, Any], depth: int) -> Any:
        left, right = self._items(data, depth)
        return pd.Interval(left, right, closed=_closed(data))


_DECODERS: dict[str, Callable[[_Decoder, Any, int], Any]] = {
    "int": _Decoder._int,
    "complex": lambda decoder, data, depth: complex(*decoder._items(data, depth)),
    "bytes": lambda decoder, data, depth: decoder._bytes(data),
    "bytearray": lambda decoder, data, depth: bytearray(decoder._bytes(data)),
    "tuple": lambda decoder, data, depth: tuple(decoder._items(data, depth)),
    "set": lambda decoder, data, depth: set(decoder._members(data, depth)),
    "frozenset": lambda decoder, data, depth: frozenset(decoder._members(data, depth)),
    "dict": lambda decoder, data, depth: dict(decoder._pairs(data, depth)),
    "Counter": _Decoder._counter,
    "OrderedDict": lambda decoder, data, depth: collections.OrderedDict(decoder._pairs(data, depth)),
    "defaultdict": _Decoder._defaultdict,
    "deque": lambda decoder, data, depth: collections.deque(decoder._items(data, depth), data["maxlen"]),
    "namedtuple": _Decoder._namedtuple,
    "range": lambda decoder, data, depth: decoder._range(data),
    "ellipsis": lambda decoder, data, depth: ...,
    "slice": lambda decoder, data, depth: slice(*decoder._items(data, depth)),
    "decimal": _Decoder._decimal,
    "fraction": _Decoder._fraction,
    "date": _Decoder._date,
    "datetime": _Decoder._date,
    "time": _Decoder._date,
    "timedelta": lambda decoder, data, depth: dt.timedelta(*decoder._three(data)),
    "array": _Decoder._array,
    "objects": _Decoder._objects,
    "strings": _Decoder._strings,
    "fields": _Decoder._fields,
    "records": _Decoder._fields,
    "masked": _Decoder._masked,
    "scalar": _Decoder._scalar,
    "str_": lambda decoder, data, depth: np.str_(_text(data["of"], MAX_BYTES)),
    "bytes_": lambda decoder, data, depth: np.bytes_(decoder._bytes(data["of"])),
    "dtype": lambda decoder, data, depth: decoder._column(data["of"], depth).dtype,
    "string column": _Decoder._string_column,
    "categories": _Decoder._categories,
    "zoned": _Decoder._zoned,
    "periods": _Decoder._periods,
    "intervals": _Decoder._intervals,
    "nullable": _Decoder._nullable,
    "column": _Decoder._bare_column,
    "frame": _Decoder._frame,
    "series": _Decoder._series,
    "index": _Decoder._plain_index,
    "range-index": _Decoder._range_index,
    "multi-index": _Decoder._multi_index,
    "timestamp": _Decoder._timestamp,
    "pandas timedelta": lambda decoder, data, depth: pd.Timedelta(decoder._times(data["of"], "m")[()]),
    "period": _Decoder._period,
    "interval": _Decoder._interval,
    "NaT": lambda decoder, data, depth: pd.NaT,
    "NA": lambda decoder, data, depth: pd.NA,
}


def _want(condition: bool, what: str) -> None:
    if not condition:
        raise ProtocolError(f"A value must have {what}.")


def _text(value: Any, longest: int = 1000) -> str:
    _want(type(value) is str and len(value) <= longest, "a text that is not too long")
    return str(value)


def _want_different(keys: list[Any]) -> None:
    """Refuse keys that were made to have one hash without being equal, with which a dict takes hours."""
    first: dict[int, Any] = {}
    clashes = 0
    for key in keys:
        other = first.setdefault(hash(key), key)
        clashes += other is not key and bool(other != key)
    _want(clashes < 1000, "keys that are different")


def _written_size(text: str) -> int:
    """Return how long a text is in JSON, where an accented letter takes six bytes."""
    return len(encode_basestring_ascii(text))


def _are_names(*names: Any) -> bool:
    """Tell whether a namedtuple can have these: its own, and its fields."""
    return (
        len(names) <= 256
        and all(type(name) is str and len(name) <= 100 and name.isidentifier() for name in names)
        and not any(map(keyword.iskeyword, names))
        and not any(name.startswith("_") for name in names[1:])
    )


def _is_carried(dtype: np.dtype[Any]) -> bool:
    """Tell whether arrays of a type are handed over."""
    if dtype.names:
        fields = [dtype[name] for name in dtype.names]
        return all(not field.names and field.kind != "T" and _is_carried(field) for field in fields)
    if dtype.kind == "T":
        return bool(dtype == np.dtypes.StringDType())
    return dtype.kind == "O" or (dtype.itemsize > 0 and _NUMPY_DTYPE.fullmatch(dtype.str) is not None)


def _empty_column(dtype: Any) -> Any:
    """Return a column of a type without values, or None if that loses something of it."""
    found = pd.array([], dtype=dtype)
    return found if found.dtype == dtype else None


def _closed(data: dict[str, Any]) -> Any:
    _want(data["closed"] in ("left", "right", "both", "neither"), "a side that is closed")
    return data["closed"]


def _as_plain(value: Any) -> Any:
    """Return what a value is below a class of the learner's own, such as the number of an `IntEnum`; or itself.

    It is read by the base's own methods, so that nothing but the content counts.
    """
    if type(value) in _BELOW:
        return value
    for base, read in _BELOW.items():
        if isinstance(value, base):
            return read(value)
    return value


_BELOW: dict[type, Callable[[Any], Any]] = {
    int: int.__index__,
    float: float.__float__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    dict: dict.copy,
    set: set.copy,
    pd.DataFrame: pd.DataFrame,
    pd.Series: pd.Series,
    np.ma.MaskedArray: lambda value: np.ma.MaskedArray(np.ma.getdata(value, subok=False), np.ma.getmaskarray(value)),
    np.ndarray: np.asarray,
}


def _is_plain_namedtuple(kind: type) -> bool:
    """Tell whether a class is a namedtuple without methods, whose instances are their fields and nothing else."""
    names = kind.__dict__.get("_fields")
    return (
        kind.__bases__ == (tuple,)
        and (type(names) is tuple and _are_names(kind.__name__, *names))
        and not set(vars(kind)) - _NAMEDTUPLE_PARTS - set(names)
    )


def _zone_name(zone: Any) -> str:
    # without the name that someone gave to an offset
    name = str(dt.timezone(zone.utcoffset(None)) if type(zone) is dt.timezone else zone)
    known = type(zone) in (dt.timezone, zoneinfo.ZoneInfo) and (_ZONE.fullmatch(name) or _OFFSET.fullmatch(name))
    if not known:
        raise Unsupported(f"It has the time zone {name[:60]}: give it one with a name, such as 'Europe/Paris'.")
    return name


def _zone(name: Any) -> dt.tzinfo:
    offset = _OFFSET.fullmatch(_text(name))
    if offset:
        sign, hours, minutes = offset.groups()
        ahead = dt.timedelta(hours=int(hours), minutes=int(minutes))
        return dt.timezone(-ahead if sign == "-" else ahead)
    _want(_ZONE.fullmatch(name) is not None, "a time zone")
    return dt.UTC if name == "UTC" else zoneinfo.ZoneInfo(name)


def _frequency(value: Any) -> str:
    """Return the frequency of a period, an index or an array: of periods it has names of its own."""
    name = str(value.freqstr)
    if not _FREQUENCY.fullmatch(name):
        raise Unsupported(f"It has the frequency {name[:40]}, which is not looked at.")
    return name


def _frequency_of(name: Any) -> str:
    _want(_FREQUENCY.fullmatch(_text(name)) is not None, "a frequency")
    return str(name)
