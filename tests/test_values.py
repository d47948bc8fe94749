"""Plain values cross from one process to the other unchanged, or stay and are referred to, or are refused with a reason."""

import base64
import collections
import contextlib
import copy
import datetime as dt
import decimal
import enum
import fractions
import functools
import json
import math
import time
import tracemalloc
import typing
import zoneinfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aipm_helpers.errors import ProtocolError
from aipm_helpers.grading import messages, values
from aipm_helpers.grading.values import Unsupported, decode, encode

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
TABLE = pd.DataFrame(
    {
        "group": list("aabbc"),
        "half": list("xyxyx"),
        "value": [1.0, 2, 3, 4, 5],
        "day": pd.date_range("2024-01-01", periods=5),
    }
)
Point = collections.namedtuple("Point", "x y")
Nothing = collections.namedtuple("Nothing", "")


class Typed(typing.NamedTuple):
    """A namedtuple with types."""

    rate: float = 0.5


def objects(*items):
    """Return an array of these very objects."""
    array = np.empty(len(items), object)
    for place, item in enumerate(items):
        array[place] = item
    return array


def read_only(array):
    """Return an array that cannot be written to."""
    array.flags.writeable = False
    return array


PYTHON = {
    "None": None,
    "bool": True,
    "whole number": 3,
    "largest that JSON has": 2**63 - 1,
    "large": 2**63,
    "large, negative": -(2**70),
    "as large as allowed": 2**99_999,
    "float": 0.1,
    "minus zero": -0.0,
    "nan": math.nan,
    "infinity": -math.inf,
    "complex": 1j,
    "complex nan": complex(math.nan, -0.0),
    "text": "a",
    "text with everything": 'ä"\\\n\x00\u2028🎉',
    "lone surrogate": "\ud800",
    "bytes": b"a\x00\xff",
    "no bytes": b"",
    "bytearray": bytearray(b"ab"),
    "Ellipsis": ...,
    "list": [1, [2, []], "a"],
    "tuple": (1, (2, ()), [3]),
    "set": {1, "a", (1, 2)},
    "frozenset": frozenset([1]),
    "dict": {"a": 1, "b": {"c": [None]}},
    "int keys": {1: "a"},
    "tuple keys": {(1, 2): 3},
    "mixed keys in order": {"z": 1, 2: 3, None: 4, True: 5},
    "a dict that looks like a tag": {"t": "tuple", "items": [1]},
    "Counter": collections.Counter("aab"),
    "Counter of others": collections.Counter({"a": "x"}),
    "OrderedDict": collections.OrderedDict(b=1, a=2),
    "defaultdict": collections.defaultdict(int, a=1),
    "defaultdict of lists": collections.defaultdict(list, a=[1]),
    "defaultdict of nothing": collections.defaultdict(None, a=1),
    "namedtuple": Point(1, [2]),
    "namedtuples of a kind": [Point(1, 2), Point(3, 4)],
    "namedtuple without fields": Nothing(),
    "NamedTuple": Typed(),
    "deque": collections.deque([1]),
    "deque with an end": collections.deque([1, 2], maxlen=2),
    "range": range(3),
    "range downwards": range(10, 0, -3),
    "empty range": range(5, 0),
    "slice": slice(1, None, -1),
    "Decimal": decimal.Decimal("0.250"),
    "Decimal nan": decimal.Decimal("NaN"),
    "Decimal, large": decimal.Decimal("1E+10000"),
    "Fraction": fractions.Fraction(-1, 4),
    "date": dt.date(2024, 1, 1),
    "datetime": dt.datetime(2024, 1, 1, 2, 3, 4, 5),
    "datetime in UTC": dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    "datetime in Paris": dt.datetime(2024, 7, 1, tzinfo=PARIS),
    "datetime an hour later": dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=PARIS),
    "datetime with an offset": dt.datetime(2024, 1, 1, tzinfo=dt.timezone(-dt.timedelta(hours=3, minutes=30))),
    "datetime with a named offset": dt.datetime(2024, 7, 1, tzinfo=dt.timezone(dt.timedelta(hours=1), "CET")),
    "time": dt.time(1, 2, 3),
    "time in UTC": dt.time(1, 2, tzinfo=dt.UTC),
    "timedelta": dt.timedelta(days=-1, microseconds=5),
}
NUMPY = {
    "np.float64": np.float64(0.25),
    "np.float64 nan": np.float64("nan"),
    "np.float32": np.float32(0.1),
    "np.float16": np.float16(0.1),
    "np.longdouble": np.longdouble(1) / 3,
    "np.int8": np.int8(-3),
    "np.uint64": np.uint64(2**64 - 1),
    "np.bool": np.bool_(True),
    "np.complex128": np.complex128(1j),
    "np.str_": np.str_("aé"),
    "np.str_ with a lone surrogate": np.str_("\ud800"),
    "np.bytes_": np.bytes_(b"a"),
    "np.datetime64": np.datetime64("2024-01"),
    "np.datetime64 of no unit": np.datetime64("NaT"),
    "np.timedelta64": np.timedelta64(5, "25s"),
    "0-d": np.array(1.0),
    "floats": np.array([[1.5, np.nan], [np.inf, -0.0]]),
    "other byte order": np.array([1, 2], ">i4"),
    "bools": np.array([True, False]),
    "empty": np.empty((0, 3)),
    "many dimensions": np.zeros((1,) * 64),
    "column order": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "every second": np.arange(6)[::2],
    "read-only": read_only(np.arange(3)),
    "confusion matrix": np.array([[0, 1], [0, 1]]),
    "complex numbers": np.array([1j]),
    "texts": np.array(["a", "bcd", ""]),
    "only empty texts": np.array([""]),
    "astral texts": np.array(["🎉", "\ud800"]),
    "byte texts": np.array([b"a", b"bc"]),
    "datetime64": TABLE.day.to_numpy(),
    "datetime64 in days": np.array(["2024-01-01", "NaT"], "M8[D]"),
    "timedelta64": np.array([1, 2], "m8[ns]"),
    "object array": np.array(["a", 1], dtype=object),
    "objects in two dimensions": np.array([["a", 1], [None, 2.5]], dtype=object),
    "lists in an array": objects([1, 2], [3, 4]),
    "arrays in an array": objects(np.array(1.0), np.array([1])),
    "series in an array": objects(pd.Series([1, 2]), pd.Series([1, 2])),
    "0-d object": np.array(None, dtype=object),
    "StringDType": np.array(["a", "bcdefghijklmnopqrstuvwxyz"], dtype=np.dtypes.StringDType()),
    "masked": np.ma.array([1, 2], mask=[0, 0]),
    "masked objects": np.ma.array(["a", 1], mask=[0, 0], dtype=object),
    "masked without a mask": np.ma.array([1.0, 2.0]),
    "masked 0-d": np.ma.array(1, mask=False),
    "structured": np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    "structured with objects": np.array([(1, "x")], dtype=[("a", "i1"), ("b", object)]),
    "recarray": TABLE[["value"]].to_records(),
    "dtype": np.dtype(float),
    "dtype of texts": np.dtype("U5"),
    "dtype of objects": np.dtype(object),
    "structured dtype": np.dtype([("a", int)]),
    "dtype of new texts": np.dtypes.StringDType(),
}
PANDAS = {
    "numbers": TABLE[["value"]],
    "texts in a table": TABLE[["group"]],
    "times in a table": TABLE[["day"]],
    "a table of everything": TABLE.assign(
        whole=range(5),
        small=np.arange(5, dtype="i1"),
        yes=[True, False, True, False, True],
        o=objects(1, "a", None, [1], {}),
    ),
    "value_counts": TABLE.group.value_counts(),
    "value_counts of tuples": pd.Series([(1, 2), (1, 2)]).value_counts(),
    "groupby mean": TABLE.groupby("group").value.mean(),
    "groupby two keys": TABLE.groupby(["group", "half"]).value.mean(),
    "groupby agg": TABLE.groupby("group").agg({"value": ["mean", "sum"]}),
    "crosstab": pd.crosstab(TABLE.group, TABLE.half),
    "pivot_table": TABLE.pivot_table(index="group", columns="half", values="value"),
    "cut": pd.cut(TABLE.value, 2),
    "cut at times": pd.cut(TABLE.day, 2),
    "groupby qcut": TABLE.groupby(pd.qcut(TABLE.value, 2), observed=True).value.mean(),
    "category": TABLE.group.astype("category"),
    "ordered category": pd.Series(pd.Categorical(["b", None], ["b", "a"], ordered=True)),
    "category of tuples": pd.Series(pd.Categorical([(1, 2), (1, 3)])),
    "category of numbers": pd.Series(pd.Categorical([1, 2, 1])),
    "describe": TABLE.value.describe(),
    "rolling": TABLE.set_index("day").value.rolling(2).mean(),
    "resample": TABLE.set_index("day").value.resample("ME").mean(),
    "with a frequency": pd.Series([1, 2], index=pd.date_range("2024", periods=2, freq="W-MON")),
    "summer time": pd.Series(range(5), index=pd.date_range("2024-03-29", periods=5, freq="D", tz="Europe/Paris")),
    "to_period": TABLE.day.dt.to_period("M"),
    "timedelta column": TABLE.day - TABLE.day.min(),
    "tz-aware": TABLE.day.dt.tz_localize("UTC"),
    "tz-aware in seconds": TABLE.day.dt.tz_localize("Europe/Paris").dt.as_unit("s"),
    "tz offset": TABLE.day.dt.tz_localize(dt.timezone(dt.timedelta(hours=5, minutes=45))),
    "Int64": TABLE.value.astype("Int64"),
    "UInt8 with gaps": pd.Series([1, None], dtype="UInt8"),
    "Float32": pd.Series([1.5, None], dtype="Float32"),
    "boolean": (TABLE.value > 2).astype("boolean"),
    "boolean with gaps": pd.Series([True, None], dtype="boolean"),
    "bool mask": TABLE.value > 2,
    "object mixed": pd.Series([1, "a", None]),
    "texts as objects": pd.Series(["a", "b"], dtype=object),
    "texts as objects in a table": pd.DataFrame({"a": pd.Series(["a", "b"], dtype=object)}),
    "times as objects": pd.Series([pd.Timestamp("2024")], dtype=object),
    "dates": pd.Series([dt.date(2024, 1, 1)]),
    "texts with gaps": pd.Series(["a", None]),
    "texts with NA": pd.Series(["a", None], dtype=pd.StringDtype("python", na_value=pd.NA)),
    "interval column": pd.Series(pd.arrays.IntervalArray.from_breaks([0, 1, 2], closed="left")),
    "lists in a column": pd.Series([[1], [2, 3]]),
    "other byte order in a column": pd.Series(np.array([1, 2], ">f8")),
    "Timestamp": TABLE.day[0],
    "Timestamp in Paris": pd.Timestamp("2024-10-27 00:30", tz="UTC").tz_convert("Europe/Paris"),
    "Timestamp in seconds": pd.Timestamp("2024").as_unit("s"),
    "Timedelta": pd.Timedelta("1D"),
    "NaT": pd.NaT,
    "pd.NA": pd.NA,
    "Interval": pd.Interval(0, 1),
    "Interval of times": pd.Interval(pd.Timestamp("2024"), pd.Timestamp("2025"), closed="both"),
    "Period": pd.Period("2024-01"),
    "Period of two weeks": pd.Period("2024-01-01", "2W"),
    "shape": TABLE.shape,
    "columns": TABLE.columns,
    "index": TABLE.index,
    "types of columns": TABLE.dtypes,
    "dtype of a column": TABLE.value.dtype,
    "dtype of texts in pandas": TABLE.group.dtype,
    "CategoricalDtype": pd.CategoricalDtype(["a", "b"], ordered=True),
    "IntervalDtype": pd.IntervalDtype("int64", "left"),
    "PeriodDtype": pd.PeriodDtype("M"),
    "DatetimeTZDtype": pd.DatetimeTZDtype("s", "Europe/Paris"),
    "Int8Dtype": pd.Int8Dtype(),
    "without a name": pd.Series([1.0, 2]),
    "a tuple as a name": pd.Series([1.0], name=("a", 1)),
    "columns of one name": pd.concat([TABLE.value, TABLE.value], axis=1),
    "rows of one name": TABLE.set_index("half"),
    "rows of one pair of names": TABLE.iloc[[0, 0]].set_index(["group", "half"]),
    "no rows": TABLE.iloc[:0],
    "no columns": TABLE[[]],
    "empty table": pd.DataFrame(),
    "empty series": pd.Series([], dtype=float),
    "named axes": TABLE[["value"]].rename_axis(index="row", columns="column"),
    "columns that are numbers": pd.DataFrame(np.eye(2)),
    "RangeIndex": pd.RangeIndex(1, 10, 3, name="n"),
    "Index of floats": pd.Index([1.0, math.nan]),
    "Index of bools": pd.Index([True, False]),
    "Index of objects": pd.Index(["a", 1]),
    "Index of tuples": pd.Index([(1, 2), (3, 4)], tupleize_cols=False),
    "Index of times as objects": pd.Index([pd.Timestamp("2024")], dtype=object),
    "CategoricalIndex": pd.CategoricalIndex(["a", "b"], name="c"),
    "IntervalIndex": pd.interval_range(0, 5),
    "IntervalIndex of times": pd.interval_range(pd.Timestamp("2024"), periods=3),
    "PeriodIndex": pd.period_range("2024", periods=3, freq="Q"),
    "DatetimeIndex": pd.DatetimeIndex(["2024-01-01", None]),
    "DatetimeIndex, empty, with a frequency": pd.date_range("2024", periods=0, freq="D"),
    "DatetimeIndex of working hours": pd.date_range("2024-01-01", periods=5, freq="bh"),
    "TimedeltaIndex": pd.timedelta_range("1D", periods=3),
    "MultiIndex": pd.MultiIndex.from_tuples([("a", 1.0), ("a", math.nan)], names=["x", None]),
    "MultiIndex with levels that are not used": pd.MultiIndex.from_product([[1, 2], ["a"]])[:1],
    "Categorical": pd.Categorical(["a", None]),
    "unique texts": TABLE.group.unique(),
    "unique times": TABLE.day.unique(),
    "unique times with a zone": TABLE.day.dt.tz_localize("UTC").unique(),
    "unique timedeltas": (TABLE.day - TABLE.day.min()).unique(),
    "unique Int64": pd.array([1, None]),
    "unique booleans": pd.array([True, None]),
    "unique Float64": pd.array([1.5, None]),
    "unique periods": TABLE.day.dt.to_period("M").unique(),
    "unique intervals": pd.arrays.IntervalArray.from_breaks([0, 1]),
    "train and test": [TABLE[["value"]], TABLE.value],
}
CROSSES = {**PYTHON, **NUMPY, **PANDAS}


class Whole(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Real(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Text(str):
    pass


class Bytes(bytes):
    pass


class List(list):
    def __iter__(self):
        return iter([0])

    def __eq__(self, other):
        return True

    __hash__ = None


class Dict(dict):
    pass


class Set(set):
    pass


class Tuple(tuple):
    pass


class Frame(pd.DataFrame):
    pass


class Column(pd.Series):
    pass


class Array(np.ndarray):
    pass


class Masked(np.ma.MaskedArray):
    pass


class Wide(np.float64):
    pass


class PointWithMethod(Point):
    def total(self):
        return 0


class PointWithProperty(Point):
    __slots__ = ()
    total = property(lambda self: 0)


class Colour(enum.Enum):
    RED = 1


class Grade(enum.IntEnum):
    GOOD = 3


class Word(enum.StrEnum):
    YES = "yes"


class Truth:
    def __bool__(self):
        return True

    def __eq__(self, other):
        return True

    __hash__ = None


class Date(dt.date):
    pass


def learned(name):
    """Return what the course's libraries make."""
    import fairlearn.metrics as fair
    from scipy import stats
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    features, labels = [[0], [1]], [0, 1]
    groups = {"y_true": [0, 1], "y_pred": [1, 1], "sensitive_features": ["a", "b"]}
    return {
        "model": lambda: LogisticRegression().fit(features, labels),
        "pipeline": lambda: make_pipeline(StandardScaler(), LogisticRegression()).fit(features, labels),
        "sparse": lambda: TfidfVectorizer().fit_transform(["a b cc", "cc dd"]),
        "test": lambda: stats.ttest_ind([1, 2, 3], [2, 3, 5]),
        "interval": lambda: stats.binomtest(3, 10).proportion_ci(),
        "binomial": lambda: stats.binomtest(3, 10),
        "metric frame": lambda: fair.MetricFrame(metrics=fair.selection_rate, **groups),
        "by group": lambda: fair.MetricFrame(metrics=fair.selection_rate, **groups).by_group,
        "distribution": lambda: stats.norm(0, 1),
        "bootstrap": lambda: stats.bootstrap(([1.0, 2, 3, 4],), np.mean, n_resamples=50, rng=0),
    }[name]()


#: What stays with the learner, by how it is made; and what it is below her own class, if it is something.
STAYS = {
    "keys of a dict": (lambda: {}.keys(), None),
    "values of a dict": (lambda: {"a": 1}.values(), None),
    "items of a dict": (lambda: {"a": 1}.items(), None),
    "zip": (lambda: zip([1], [2], strict=True), None),
    "generator": (lambda: (i for i in range(3)), None),
    "map": (lambda: map(str, [1]), None),
    "filter": (lambda: filter(None, [1]), None),
    "lambda": (lambda: lambda x: x, None),
    "partial": (lambda: functools.partial(int, base=2), None),
    "class": (lambda: int, None),
    "object": (object, None),
    "module": (lambda: math, None),
    "matrix": (lambda: np.array([[1]]).view(np.matrix), np.array([[1]])),
    "fitted model": (lambda: learned("model"), None),
    "pipeline": (lambda: learned("pipeline"), None),
    "sparse matrix": (lambda: learned("sparse"), None),
    "frozen distribution": (lambda: learned("distribution"), None),
    "binomtest": (lambda: learned("binomial"), None),
    "MetricFrame": (lambda: learned("metric frame"), None),
    "ttest": (lambda: tuple(learned("test")) and learned("test"), "any"),
    "bootstrap": (lambda: learned("bootstrap"), None),
    "void": (lambda: np.void(b"abc"), None),
    "record": (lambda: np.rec.array([(1,)], dtype=[("a", int)])[0], None),
    "array of bytes without a type": (lambda: np.zeros(2, "V8"), None),
    "structured in structured": (lambda: np.zeros(1, [("a", [("b", int)])]), None),
    "masked structured": (lambda: np.ma.array([(1,)], mask=[(0,)], dtype=[("a", int)]), None),
    "texts with another gap": (lambda: np.array(["a"], np.dtypes.StringDType(na_object=None)), None),
    "dtype without a type": (lambda: np.dtype("V8"), None),
    "dtype of a length of its own": (lambda: np.dtype((int, (2,))), None),
    "dtype of no length": (lambda: np.dtype("U"), None),
    "structured dtype without fields": (lambda: np.dtype([]), None),
    "SparseDtype": (lambda: pd.SparseDtype(float), None),
    "CategoricalDtype without categories": (lambda: pd.CategoricalDtype(), None),
    "SparseArray": (lambda: pd.arrays.SparseArray([0, 1]), None),
    "namedtuple with renamed fields": (lambda: collections.namedtuple("N", "a class", rename=True)(1, 2), (1, 2)),
    "namedtuple with very many fields": (
        lambda: collections.namedtuple("N", [f"f{i}" for i in range(256)])(*range(256)),
        tuple(range(256)),
    ),
    "int's": (lambda: Whole(3), 3),
    "float's": (lambda: Real(0.5), 0.5),
    "np.float64's": (lambda: Wide(0.5), 0.5),
    "str's": (lambda: Text("a"), "a"),
    "bytes'": (lambda: Bytes(b"a"), b"a"),
    "list's": (lambda: List([1, 2]), [1, 2]),
    "dict's": (lambda: Dict(a=1), {"a": 1}),
    "set's": (lambda: Set([1]), {1}),
    "tuple's": (lambda: Tuple([1]), (1,)),
    "DataFrame's": (lambda: Frame({"a": [1]}), pd.DataFrame({"a": [1]})),
    "Series'": (lambda: Column([1]), pd.Series([1])),
    "ndarray's": (lambda: np.arange(2).view(Array), np.arange(2)),
    "MaskedArray's": (lambda: Masked([1, 2], mask=[0, 0]), np.ma.array([1, 2], mask=[0, 0])),
    "namedtuple with a method": (lambda: PointWithMethod(1, 2), (1, 2)),
    "namedtuple with a property": (lambda: PointWithProperty(1, 2), (1, 2)),
    "Enum": (lambda: Colour.RED, None),
    "IntEnum": (lambda: Grade.GOOD, 3),
    "StrEnum": (lambda: Word.YES, "yes"),
    "like a bool": (Truth, None),
    "date's": (lambda: Date(2024, 1, 1), None),
}


def contains_itself():
    """Return a list that does."""
    found = []
    found.append(found)
    return found


def dict_contains_itself():
    """Return a dict that does."""
    found = {}
    found["self"] = found
    return found


def array_contains_itself():
    """Return an array that does."""
    found = np.empty(1, object)
    found[0] = found
    return found


def bomb():
    """Return a list that is small here and has 2^60 parts when written down."""
    found = [1]
    for _ in range(60):
        found = [found, found]
    return found


def nested(depth, wrap=lambda inner: [inner]):
    """Return a value in so many others."""
    found = 1
    for _ in range(depth):
        found = wrap(found)
    return found


class NoName(dt.tzinfo):
    def utcoffset(self, when):
        return dt.timedelta(0)

    def dst(self, when):
        return dt.timedelta(0)

    def __repr__(self):
        return "Europe/Paris"


#: What is refused, and a word of the reason.
REFUSED = {
    "a masked entry": (lambda: np.ma.array([1, 2], mask=[0, 1]), "masked"),
    "too deep": (lambda: nested(102), "contain itself"),
    "tuples too deep": (lambda: nested(102, lambda inner: (inner,)), "contain itself"),
    "list in itself": (contains_itself, "contain itself"),
    "dict in itself": (dict_contains_itself, "contain itself"),
    "array in itself": (array_contains_itself, "contain itself"),
    "one list very often": (bomb, "too many"),
    "too many parts": (lambda: [0] * 1_000_001, "too many"),
    "too many texts in a column": (lambda: pd.Series([""] * 1_000_001), "too many"),
    "too many columns": (lambda: pd.DataFrame(np.zeros((0, 10_001))), "too many"),
    "too long a text": (lambda: "a" * 50_000_001, "50 MB"),
    "too long a text once written": (lambda: "é" * 9_000_000, "50 MB"),
    "too long in all": (lambda: ["a" * 10_000_000] * 6, "50 MB"),
    "too many bytes": (lambda: bytes(50_000_001), "50 MB"),
    "too large an array": (lambda: np.zeros(7_000_000), "50 MB"),
    "too large an array, of one element": (lambda: np.broadcast_to(np.float64(1), (10_000, 10_000)), "50 MB"),
    "an empty array of a great length": (lambda: np.empty((10**12, 0), "i1"), "too long"),
    "huge number": (lambda: 1 << 100_001, "digits"),
    "huge number in a fraction": (lambda: fractions.Fraction(1 << 100_001, 3), "digits"),
    "huge exponent": (lambda: decimal.Decimal("1E+999999999"), "digits"),
    "tiny exponent": (lambda: decimal.Decimal("1E-999999999"), "digits"),
    "many digits": (lambda: decimal.Decimal("1" * 10_001), "digits"),
    "long range": (lambda: range(10**12), "too long"),
    "long RangeIndex": (lambda: pd.RangeIndex(10**12), "too long"),
    "series of a long RangeIndex": (lambda: pd.DataFrame(index=pd.RangeIndex(10**12)), "too long"),
    "frequency with holidays": (
        lambda: pd.bdate_range("2024", periods=3, freq="C", holidays=["2024-01-02"]),
        "holidays",
    ),
    "frequency of one's own": (lambda: pd.date_range("2024", periods=3, freq=pd.DateOffset(months=2)), "frequency"),
    "zone of one's own": (lambda: dt.datetime(2024, 1, 1, tzinfo=NoName()), "time zone"),
    "zone with seconds": (lambda: dt.time(1, tzinfo=dt.timezone(dt.timedelta(seconds=61))), "time zone"),
    "index of one's own": (
        lambda: pd.Series([1], index=type("MyIndex", (pd.Index,), {})._simple_new(np.arange(1), None)),
        "index",
    ),
    "column of one's own": (lambda: pd.Series(strange_array()), "astype"),
}


def strange_array():
    """Return an array of pandas' that nobody knows."""
    from pandas.tests.extension.decimal import DecimalArray

    return DecimalArray([decimal.Decimal(1)])


def no_handles(value):
    """Refer to nothing."""


def handle(value):
    """Refer to everything."""
    return {"t": "handle", "id": 7}


class Held:
    """What a handle stands for."""

    def __init__(self, data):
        self.data = data


def through_json(value, refer=no_handles):
    """Return a value as it is on the other side."""
    return decode(json.loads(json.dumps(encode(value, refer))), Held)


def assert_same(old, new):
    """Find two values to be of one type and equal, down to dtypes, names, frequencies and the sign of zero."""
    if isinstance(old, tuple) and hasattr(old, "_fields"):
        assert (type(new).__name__, new._fields) == (type(old).__name__, old._fields)
        old, new = tuple(old), tuple(new)
    assert type(new) is type(old)
    match old:
        case _ if old is pd.NaT:
            assert new is old
        case pd.DataFrame():
            pd.testing.assert_frame_equal(old, new, check_exact=True, check_column_type="exact", check_freq=True)
            assert_same(old.index, new.index)
            assert_same(old.columns, new.columns)
        case pd.Series():
            if old.dtype == object:
                assert_same(list(old), list(new))
            else:
                pd.testing.assert_series_equal(old, new, check_exact=True, check_freq=True)
            assert old.dtype == new.dtype
            assert_same(old.name, new.name)
            assert_same(old.index, new.index)
        case pd.Index():
            pd.testing.assert_index_equal(old, new, exact=True, check_exact=True)
            assert_same(list(old.names), list(new.names))
            assert getattr(old, "freq", None) == getattr(new, "freq", None)
            if isinstance(old, pd.MultiIndex):
                for level, other in zip(old.levels, new.levels, strict=True):
                    assert_same(level, other)
        case pd.api.extensions.ExtensionArray():
            pd.testing.assert_extension_array_equal(old, new, check_exact=True)
        case np.ma.MaskedArray():
            assert (old.dtype, old.shape) == (new.dtype, new.shape)
            assert np.array_equal(np.ma.getmaskarray(old), np.ma.getmaskarray(new))
            assert old.filled().tolist() == new.filled(old.fill_value).tolist()
        case np.ndarray():
            assert (old.dtype, old.shape) == (new.dtype, new.shape)
            if old.dtype.hasobject or old.dtype.kind == "T":
                assert_same(old.ravel().tolist(), new.ravel().tolist())
            else:
                assert old.tobytes() == new.tobytes()
            assert new.flags.writeable
        case np.generic():
            assert_same(np.asarray(old), np.asarray(new))
        case list() | tuple() | collections.deque():
            assert len(old) == len(new) and getattr(old, "maxlen", None) == getattr(new, "maxlen", None)
            for one, other in zip(old, new, strict=True):
                assert_same(one, other)
        case dict():
            assert getattr(old, "default_factory", None) is getattr(new, "default_factory", None)
            assert_same(list(old), list(new))
            assert_same(list(old.values()), list(new.values()))
        case dt.datetime() | dt.time():
            assert old.replace(tzinfo=None) == new.replace(tzinfo=None)
            assert (old.utcoffset(), old.tzinfo, old.fold) == (new.utcoffset(), new.tzinfo, new.fold)
            assert getattr(old, "unit", None) == getattr(new, "unit", None)
        case float() | complex() | decimal.Decimal():
            assert repr(old) == repr(new)
        case _:
            assert old is new or bool(old == new)


@pytest.mark.parametrize("value", CROSSES.values(), ids=CROSSES)
def test_plain_values_cross_unchanged(value):
    """What comes out is of the same type and equal, and nothing needs a handle."""
    assert_same(value, through_json(value))


@pytest.mark.parametrize("value", CROSSES.values(), ids=CROSSES)
def test_plain_values_cross_inside_others(value):
    """Nothing depends on standing alone."""
    assert_same({"a": (value, [value])}, through_json({"a": (value, [value])}))


def test_what_libraries_return_as_plain_values_crosses():
    """The table of a MetricFrame is an ordinary series, and an interval of SciPy a namedtuple."""
    assert_same(learned("by group"), through_json(learned("by group")))
    assert_same(learned("interval"), through_json(learned("interval")))


def test_sparse_columns_arrive_dense():
    """Their numbers count, not how they are kept."""
    assert_same(pd.Series([0, 1]), through_json(pd.Series(pd.arrays.SparseArray([0, 1]))))


def test_labels_that_are_texts_arrive_as_texts_here():
    """Whichever type the learner's settings give them; two tables of equal labels are equal."""
    old = pd.DataFrame({"a": [1]}, index=pd.Index(["x"], dtype=object))
    assert_same(old.set_axis(pd.Index(["x"])), through_json(old))


def test_namedtuples_of_a_kind_stay_of_a_kind():
    """A thousand of them are one class."""
    found = through_json([Point(i, i) for i in range(1000)])
    assert len({type(point) for point in found}) == 1 and found[3].x == 3


@pytest.mark.parametrize(("make", "below"), STAYS.values(), ids=STAYS)
def test_the_rest_stays_and_is_referred_to(make, below):
    """It becomes a handle; what it is without the learner's class goes along, and nothing of the class."""
    found = through_json(make(), handle)
    assert type(found) is Held and found.data["id"] == 7
    if below is None:
        assert found.data.keys() == {"t", "id"}
    elif isinstance(below, str) and below == "any":
        assert type(decode(found.data["plain"], Held)) is tuple
    else:
        assert_same(below, decode(found.data["plain"], Held))


@pytest.mark.parametrize("make", [make for make, _ in STAYS.values()], ids=STAYS)
def test_what_must_not_be_referred_to_is_refused_with_a_sentence(make):
    """The sentence names the type and says what to do instead."""
    with pytest.raises(Unsupported, match=r"^It is of type \w+: .*(put|make|give) it .*\.?$"):
        encode(make(), no_handles)


@pytest.mark.parametrize(("make", "word"), REFUSED.values(), ids=REFUSED)
def test_what_is_too_much_is_refused_with_a_sentence(make, word):
    """Whether or not it may stay, soon and in full sentences."""
    value = make()
    for refer in (no_handles, handle):
        began = time.process_time()
        with pytest.raises(Unsupported, match=r"^(It|Its) .*[.?]$") as refused:
            encode(value, refer)
        assert word in str(refused.value) and time.process_time() - began < 5


def test_a_hundred_deep_is_not_too_deep():
    """The deepest that is encoded is decoded too."""
    for wrap in (lambda inner: [inner], lambda inner: (inner,), lambda inner: {"a": inner}):
        assert_same(nested(100, wrap), through_json(nested(100, wrap)))


def test_lying_sizes_change_nothing():
    """A text's length is what is written, not what its class says."""

    class Short(str):
        def __len__(self):
            return 0

    found = through_json(Short("abc"), handle)
    assert found.data["plain"] == "abc"


def test_whatever_is_encoded_fits_the_limit_of_messages():
    """The limit on commas and brackets there is met by everything that the limit on parts here lets through."""
    for name, value in CROSSES.items():
        encoder = values._Encoder(handle)
        payload = json.dumps(encoder.encode([value] * 20, 0)).encode()
        assert messages._count_marks(payload) <= messages.MAX_MARKS / values.MAX_NODES * encoder._nodes, name


# --- what comes back malformed


def b64(data):
    """Return bytes as they are written."""
    return base64.b64encode(bytes(data)).decode()


def array(dtype="<i8", shape=(0,), data=b""):
    """Return what an array is written as."""
    return {"t": "array", "dtype": dtype, "shape": list(shape), "data": data if type(data) is str else b64(data)}


def index(*numbers, **more):
    """Return what an index of numbers is written as."""
    of = array("<i8", [len(numbers)], np.array(numbers, "<i8").tobytes())
    return {"t": "index", "of": of, "name": None, "freq": "", **more}


def times(*days, **more):
    """Return what an index of days is written as."""
    of = array("<M8[s]", [len(days)], (np.array(days, "<i8") * 86_400).tobytes())
    return {"t": "index", "of": of, "name": None, "freq": "", **more}


def span(*items):
    """Return what a range as an index is written as."""
    return {"t": "range-index", "items": list(items), "name": None}


def texts(*items):
    """Return what a column of texts is written as."""
    return {"t": "string column", "storage": "python", "missing": "nan", "items": list(items)}


def categories(of, codes, dtype="|i1"):
    """Return what a column of categories is written as."""
    return {"t": "categories", "ordered": False, "of": of, "codes": array(dtype, [len(codes)], codes)}


def named(name="N", fields=("a",), items=(1,)):
    """Return what a namedtuple is written as."""
    return {"t": "namedtuple", "name": name, "fields": list(fields), "items": list(items)}


def moment(tag="datetime", text="2024-01-01", zone="", fold=0):
    """Return what a date is written as."""
    return {"t": tag, "text": text, "zone": zone, "fold": fold}


def deep(depth):
    """Return lists in lists."""
    return nested(depth)


MILLIONS = array("|i1", [5_000_000], bytes(5_000_000))
HASH_OF_ZERO = 2**61 - 1
MALFORMED = {
    "no tag": {},
    "unknown tag": {"t": "object"},
    "tag that is a number": {"t": 1},
    "tag that is a list": {"t": ["list"]},
    "inner unknown tag": [[{"t": "tuple", "items": [{"t": "pickle"}]}]],
    "too deep": deep(1_000),
    "too deep in tuples": nested(250, lambda inner: {"t": "tuple", "items": [inner]}),
    "int in words": {"t": "int", "hex": "ten"},
    "int with a prefix": {"t": "int", "hex": "0x10"},
    "int with underscores": {"t": "int", "hex": "1_0"},
    "int with a sign in it": {"t": "int", "hex": "--1"},
    "int that is too long": {"t": "int", "hex": "f" * 30_000},
    "int that is one": {"t": "int", "hex": 16},
    "complex of one part and a half": {"t": "complex", "items": [1, 2, 3]},
    "complex of texts": {"t": "complex", "items": ["1", "2"]},
    "items that are a text": {"t": "tuple", "items": "ab"},
    "items that are a number": {"t": "list", "items": 5},
    "foreign base64": {"t": "bytes", "data": "a-_="},
    "base64 with a newline": {"t": "bytes", "data": "YWJj\nYWJj"},
    "base64 of a wrong length": {"t": "bytes", "data": "YWJjY"},
    "base64 with an accent": {"t": "bytes", "data": "é"},
    "bytes that are a list": {"t": "bytes", "data": [1, 2]},
    "list as a key": {"t": "dict", "items": [[[], 1]]},
    "dict as a key": {"t": "dict", "items": [[{"t": "dict", "items": []}, 1]]},
    "array as a member": {"t": "set", "items": [array()]},
    "list in a frozenset": {"t": "frozenset", "items": [[]]},
    "pair of three": {"t": "dict", "items": [[1, 2, 3]]},
    "pairs that are numbers": {"t": "OrderedDict", "items": [1]},
    "list as a key of a Counter": {"t": "Counter", "items": [[[], 1]]},
    "factory that is a list": {"t": "defaultdict", "factory": [], "items": []},
    "deque of a negative length": {"t": "deque", "maxlen": -1, "items": []},
    "deque of a length in words": {"t": "deque", "maxlen": "1", "items": []},
    "keys of one hash": {"t": "dict", "items": [[i * HASH_OF_ZERO, 1] for i in range(20_000)]},
    "members of one hash": {"t": "set", "items": [{"t": "int", "hex": f"{i * HASH_OF_ZERO:x}"} for i in range(20_000)]},
    "keyword": named(fields=["class"]),
    "underscore": named(fields=["_a"]),
    "two words": named(fields=["a b"]),
    "code": named(fields=["a): import os; (lambda b"]),
    "twice": named(fields=["a", "a"], items=[1, 2]),
    "number as a name": named(fields=[1]),
    "list as a name": named(name=[]),
    "class as a name": named(name="class"),
    "long name": named(name="a" * 101),
    "more values than fields": named(items=[1, 2]),
    "fewer values than fields": named(items=[]),
    "one letter written in two ways": named(fields=["ﬁ", "fi"], items=[1, 2]),
    "too many kinds": [named(fields=[f"a{i}"]) for i in range(301)],
    "range without a step": {"t": "range", "items": [0, 1, 0]},
    "range of floats": {"t": "range", "items": [0, 1.0, 1]},
    "range of two": {"t": "range", "items": [0, 1]},
    "range of a dict": {"t": "range", "items": {"a": 1, "b": 2, "c": 3}},
    "long range": {"t": "range", "items": [0, 10**12, 1]},
    "long range downwards": {"t": "range", "items": [10**12, 0, -1]},
    "slice of one": {"t": "slice", "items": []},
    "Decimal of words": {"t": "decimal", "text": "many"},
    "Decimal that is a number": {"t": "decimal", "text": 1},
    "Decimal, huge": {"t": "decimal", "text": "1E+999999999"},
    "Decimal, tiny": {"t": "decimal", "text": "1E-999999999"},
    "Fraction by zero": {"t": "fraction", "items": [1, 0]},
    "Fraction of texts": {"t": "fraction", "items": ["1/3", 1]},
    "Fraction of bools": {"t": "fraction", "items": [True, 1]},
    "Fraction of three": {"t": "fraction", "items": [1, 2, 3]},
    "date in words": moment("date", "today"),
    "date that is a number": moment("date", 20240101),
    "date in a zone": moment("date", zone="UTC"),
    "date with a fold": moment("date", fold=1),
    "zone that is a path": moment(zone="../../etc/passwd"),
    "zone that is an absolute path": moment(zone="/etc/passwd"),
    "zone that climbs": moment(zone="Europe/../../../etc/passwd"),
    "zone that is a folder": moment(zone="Europe"),
    "zone that is nowhere": moment(zone="Europe/Atlantis"),
    "zone that is a number": moment(zone=5),
    "zone of a hundred hours": moment(zone="UTC+99:00"),
    "Timestamp in a zone that is a path": {"t": "timestamp", "zone": "../x", "of": array("<M8[s]", [], bytes(8))},
    "timedelta too long": {"t": "timedelta", "items": [10**12, 0, 0]},
    "timedelta of text": {"t": "timedelta", "items": ["1", 0, 0]},
    "dtype O": array("|O", [1], bytes(8)),
    "dtype object": array("object", [1], bytes(8)),
    "dtype V8": array("|V8", [1], bytes(8)),
    "dtype <U0": array("<U0", [1]),
    "dtype S0": array("|S0", [1]),
    "dtype of a width that is none": array("<i3", [1], bytes(3)),
    "dtype with two things in it": array("<i8,<i8", [1], bytes(16)),
    "dtype with a shape": array("(2,)<i8", [1], bytes(16)),
    "dtype that is a list": array([["a", "<i8"]], [1], bytes(8)),
    "dtype that is none": array(None, [1], bytes(8)),
    "dtype T": array("|T16", [1], bytes(16)),
    "time of a unit that is none": array("<M8[xx]", [1], bytes(8)),
    "time of zero days": array("<M8[0D]", [1], bytes(8)),
    "half an element": array("<i8", [1], bytes(7)),
    "shape that is too large": array("<i8", [2], bytes(8)),
    "shape that is too small": array("<i8", [], bytes(16)),
    "shape of negative lengths": array("<i8", [-1, -1], bytes(8)),
    "shape of one negative length": array("<i8", [-1], bytes(8)),
    "shape of floats": array("<i8", [1.0], bytes(8)),
    "shape of bools": array("<i8", [True], bytes(8)),
    "shape that is a text": {**array(), "shape": "1"},
    "shape that is a number": {**array(), "shape": 0},
    "huge shape": array("<i8", [10**9, 10**9], bytes(8)),
    "huge shape around nothing": array("<i8", [10**9, 0]),
    "long shape around nothing": array("<i8", [50_000_000, 0]),
    "shape that overflows to a fit": array("|i1", [2**32, 2**32, 0, 2**32]),
    "shape of too many dimensions": array("<i8", [1] * 65, bytes(8)),
    "huge element": array("<U99999999", [1], bytes(4)),
    "code points beyond Unicode": array("<U1", [1], b"\x00\x00\x11\x00"),
    "code points beyond Unicode, the other way round": array(">U1", [1], b"\x00\x11\x00\x00"),
    "bool that is two": array("|b1", [2], b"\x01\x02"),
    "objects that do not fit": {"t": "objects", "shape": [3], "items": [1, 2]},
    "huge objects": {"t": "objects", "shape": [10**9, 10**9], "items": []},
    "strings that are numbers": {"t": "strings", "shape": [1], "items": [1]},
    "strings that do not fit": {"t": "strings", "shape": [2], "items": ["a"]},
    "fields without columns": {"t": "fields", "shape": [0], "names": [], "columns": []},
    "fields that are lists": {"t": "fields", "shape": [1], "names": ["a"], "columns": [[1]]},
    "fields of one name": {"t": "fields", "shape": [0], "names": ["a", "a"], "columns": [array(), array()]},
    "fields without names": {"t": "fields", "shape": [0], "names": [], "columns": [array()]},
    "fields of many lengths": {"t": "fields", "shape": [0], "names": ["a", "b"], "columns": [array(), array("|i1", [1], b"a")]},
    "fields that make room for much": {
        "t": "fields", "shape": [5_000_000], "names": ["a", "b"], "columns": [MILLIONS, array("<U2500")],
    },
    "masked list": {"t": "masked", "of": [1]},
    "scalar of two": {"t": "scalar", "of": array("|i1", [2], b"ab")},
    "scalar of a list": {"t": "scalar", "of": [1]},
    "np.str_ of a number": {"t": "str_", "of": 1},
    "np.bytes_ of a text": {"t": "bytes_", "of": "a"},
    "dtype of a number": {"t": "dtype", "of": 1},
    "dtype of two dimensions": {"t": "dtype", "of": array("|i1", [1, 1], b"a")},
    "text column of numbers": texts(1),
    "text column of a text": {**texts(), "items": "abc"},
    "text column of a dict": {**texts(), "items": {"a": 1}},
    "text column in a strange storage": {**texts(), "storage": "/etc"},
    "text column in a storage that is not here": {**texts("a"), "storage": "pyarrow"},
    "text column with a strange gap": {**texts(), "missing": "no"},
    "categories of one name": categories(index(1, 1), b"\x00"),
    "categories that are a list": categories([1], b"\x00"),
    "codes out of range": categories(index(1), b"\x01"),
    "codes far below": categories(index(1), b"\xfe"),
    "codes that are floats": categories(index(1), bytes(1), "<f8"),
    "codes that are bools": categories(index(1), b"\x00", "|b1"),
    "codes in two dimensions": {**categories(index(1), b""), "codes": array("|i1", [1, 1], b"\x00")},
    "zoned numbers": {"t": "zoned", "zone": "UTC", "of": array("<i8", [1], bytes(8))},
    "zoned in two dimensions": {"t": "zoned", "zone": "UTC", "of": array("<M8[s]", [1, 1], bytes(8))},
    "zoned without a zone": {"t": "zoned", "zone": "", "of": array("<M8[s]", [1], bytes(8))},
    "periods of floats": {"t": "periods", "freq": "M", "of": array("<f8", [1], bytes(8))},
    "periods of nonsense": {"t": "periods", "freq": "nonsense", "of": array("<i8", [1], bytes(8))},
    "period of nonsense": {"t": "period", "freq": "xyz", "ordinal": 1},
    "period of code": {"t": "period", "freq": "__import__('os')", "ordinal": 1},
    "period of no number": {"t": "period", "freq": "M", "ordinal": "1"},
    "period far away": {"t": "period", "freq": "M", "ordinal": 2**70},
    "interval upside down": {"t": "interval", "closed": "left", "items": [2, 1]},
    "interval of texts and numbers": {"t": "interval", "closed": "left", "items": ["a", 1]},
    "interval half closed": {"t": "interval", "closed": "half", "items": [1, 2]},
    "interval of three": {"t": "interval", "closed": "left", "items": [1, 2, 3]},
    "intervals of many lengths": {"t": "intervals", "closed": "left", "left": array(), "right": array("|i1", [1], b"a")},
    "intervals of long ranges": {
        "t": "intervals", "closed": "left", "left": span(0, 10_000_000, 1), "right": span(1, 10_000_001, 1),
    },
    "nullable mask of a wrong length": {"t": "nullable", "of": array("|i1", [2], b"ab"), "mask": array("|b1", [1], b"\x00")},
    "nullable in two dimensions": {"t": "nullable", "of": array("|i1", [1, 1], b"a"), "mask": array("|b1", [1, 1], b"\x00")},
    "nullable texts": {"t": "nullable", "of": array("|S1", [1], b"a"), "mask": array("|b1", [1], b"\x00")},
    "nullable half floats": {"t": "nullable", "of": array("<f2", [1], b"ab"), "mask": array("|b1", [1], b"\x00")},
    "column of a number": {"t": "column", "of": 1},
    "frame whose columns are too few": {"t": "frame", "index": index(), "columns": index(1), "data": []},
    "frame whose columns are too many": {"t": "frame", "index": index(), "columns": index(), "data": [array()]},
    "frame whose columns are too long": {"t": "frame", "index": index(), "columns": index(1), "data": [texts("a")]},
    "frame whose column is one for all": {"t": "frame", "index": span(0, 10_000_000, 1), "columns": index(1), "data": [texts("a")]},
    "frame whose columns are lists": {"t": "frame", "index": index(1), "columns": index(1), "data": [[1]]},
    "frame whose columns have two dimensions": {
        "t": "frame", "index": index(1), "columns": index(1), "data": [array("|i1", [1, 1], b"a")],
    },
    "frame whose index is a list": {"t": "frame", "index": [1], "columns": index(), "data": []},
    "frame whose index is a column": {"t": "frame", "index": texts("a"), "columns": index(), "data": []},
    "series whose index is too long": {"t": "series", "index": span(0, 10_000_000, 1), "name": None, "data": texts("a")},
    "series with a list as a name": {"t": "series", "index": index(), "name": [], "data": array()},
    "series of a scalar": {"t": "series", "index": index(1), "name": None, "data": 5},
    "index of half floats": {**index(), "of": array("<f2", [1], b"ab")},
    "index with a list as a name": {**index(), "name": [1]},
    "index of a list": {**index(), "of": [1, 2]},
    "index of numbers with a frequency": index(1, 2, freq="D"),
    "index of a frequency that is nonsense": times(1, 2, freq="nonsense"),
    "index of a frequency that is code": times(1, 2, freq="D'); x("),
    "index of a frequency that is a number": times(1, 2, freq=1),
    "index that does not conform to its frequency": times(1, 2, 9, freq="D"),
    "index that does not conform to far years": times(1, 2, 3, freq="999999YE"),
    "index of no length in time": times(1, 1, freq="0D"),
    "range-index without a step": span(0, 1, 0),
    "long range-index": span(0, 10**12, 1),
    "far range-index": span(10**30, 10**30 + 3, 1),
    "range-index with a list as a name": {**span(0, 1, 1), "name": []},
    "multi-index without levels": {"t": "multi-index", "levels": [], "codes": [], "names": []},
    "multi-index of codes out of range": {"t": "multi-index", "levels": [index(1)], "codes": [array("<i8", [1], b"\x05" + bytes(7))], "names": [None]},
    "multi-index of codes far below": {"t": "multi-index", "levels": [index(1)], "codes": [array("<i8", [1], b"\xfb" + b"\xff" * 7)], "names": [None]},
    "multi-index of floats as codes": {"t": "multi-index", "levels": [index(1)], "codes": [array("<f8", [1], bytes(8))], "names": [None]},
    "multi-index of a code too few": {"t": "multi-index", "levels": [index(1), index(1)], "codes": [array("<i8", [1], bytes(8)), array()], "names": [None, None]},
    "multi-index of a level too many": {"t": "multi-index", "levels": [index(1), index(1)], "codes": [array()], "names": [None, None]},
    "multi-index of a name too many": {"t": "multi-index", "levels": [index(1)], "codes": [array()], "names": [None, None]},
    "multi-index of a list as a name": {"t": "multi-index", "levels": [index(1)], "codes": [array()], "names": [[]]},
    "multi-index of one level twice": {"t": "multi-index", "levels": [index(1, 1)], "codes": [array()], "names": [None]},
    "multi-index of very many levels": {"t": "multi-index", "levels": [index(1)] * 101, "codes": [array()] * 101, "names": [None] * 101},
    "Timestamp of a number": {"t": "timestamp", "zone": "", "of": array("<i8", [], bytes(8))},
    "Timestamp far away": {"t": "timestamp", "zone": "", "of": array("<M8[Y]", [], b"\x7f" * 8)},
    "Timedelta of a time": {"t": "pandas timedelta", "of": array("<M8[s]", [], bytes(8))},
}  # fmt: skip
#: These need nothing but their tag.
LONELY = {"ellipsis", "NaT", "NA"}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_malformed_data_is_a_protocol_error(data):
    """Nothing else, in no time, and without the memory that it claims to need."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(ProtocolError, match=r"^A value .*\.$"):
            decode(data, Held)
        assert time.process_time() - began < 1
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("tag", sorted(set(values._DECODERS) - LONELY))
@pytest.mark.parametrize("fields", [{}, {"items": None, "data": None, "of": None, "text": None}])
def test_a_tag_without_its_fields_is_a_protocol_error(tag, fields):
    """Each of them, and with fields of no use."""
    with pytest.raises(ProtocolError):
        decode({"t": tag, **fields}, Held)


def test_what_json_cannot_have_read_is_a_protocol_error():
    """Neither tuples nor objects are taken as they are."""
    for data in ((1, 2), object(), b"a", {1}):
        with pytest.raises(ProtocolError):
            decode(data, Held)


def test_an_error_in_finding_a_handle_is_a_protocol_error():
    """Whatever a handle's description does to whoever reads it."""
    with pytest.raises(ProtocolError, match="KeyError"):
        decode({"t": "handle"}, lambda data: data["id"])
    with pytest.raises(ProtocolError, match="no such handle"):
        decode({"t": "handle"}, lambda data: (_ for _ in ()).throw(ProtocolError("There is no such handle.")))


# --- and at random


def assert_value_or_protocol_error(data):
    """Decode it, and find that it ends soon and in one of the two ways."""
    began = time.process_time()
    with contextlib.suppress(ProtocolError):
        decode(data, Held)
    assert time.process_time() - began < 1


ENCODED = {name: json.loads(json.dumps(encode(value, handle))) for name, value in CROSSES.items()}
JUNK = [
    None,
    True,
    -1,
    0,
    2,
    2**70,
    0.5,
    math.nan,
    1e308,
    "",
    "x",
    "\ud800",
    "UTC",
    "D",
    "<U9",
    [],
    [[]],
    [0],
    [-1],
    {},
]


def nodes(data):
    """Return every list or dict of some JSON with every place in it."""
    found = []
    places = enumerate(data) if type(data) is list else data.items() if type(data) is dict else ()
    for place, part in places:
        found += [(data, place), *nodes(part)]
    return found


@pytest.mark.parametrize("name", [name for name, data in ENCODED.items() if nodes(data)])
def test_a_value_with_any_field_lost_or_wrong_is_read_or_refused(name):
    """Every place of every encoding, one after the other."""
    places = len(nodes(ENCODED[name]))
    for number in range(places) if places < 60 else range(0, places, places // 60 + 1):
        for junk in [*JUNK, "nothing"]:
            data = copy.deepcopy(ENCODED[name])
            parent, place = nodes(data)[number]
            if junk == "nothing":
                del parent[place]
            else:
                parent[place] = copy.deepcopy(junk)
            assert_value_or_protocol_error(data)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.binary(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(
            st.text(max_size=5) | st.integers() | st.tuples(st.integers(), st.text(max_size=3)), inner, max_size=4
        )
        | st.sets(st.integers() | st.text(max_size=5) | st.binary(max_size=5), max_size=4)
        | st.lists(inner, max_size=3).map(collections.deque)
    ),
    max_leaves=15,
)
jsonable = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
        | st.fixed_dictionaries(
            {"t": st.sampled_from(sorted(values._DECODERS))},
            optional={
                **dict.fromkeys(
                    ["items", "of", "data", "index", "columns", "levels", "codes", "left", "right", "mask"], inner
                ),
                "shape": st.lists(st.integers(-1, 4), max_size=3),
                "dtype": st.sampled_from(["<i8", "|b1", "<U2", "<M8[s]", "O"]),
                "name": inner,
                "names": inner,
                "fields": st.lists(st.text("ab_ ", max_size=3), max_size=3),
                "text": st.text("0123456789-T:+E.", max_size=12),
                "hex": st.text("-0123456789abcdef", max_size=20),
                "zone": st.sampled_from(["", "UTC", "Europe/Paris", "UTC+01:00", "../x"]),
                "freq": st.sampled_from(["", "D", "M", "ME", "W-SUN", "2h", "x"]),
                "fold": st.integers(0, 2),
                "closed": st.sampled_from(["left", "both", "up"]),
                "ordinal": st.integers(),
                "maxlen": st.none() | st.integers(-1, 3),
                "factory": st.sampled_from(["", "int", "list", "eval"]),
                "storage": st.sampled_from(["python", "pyarrow"]),
                "missing": st.sampled_from(["NA", "nan"]),
                "ordered": st.booleans(),
            },
        )
    ),
    max_leaves=25,
)
modestly = settings(derandomize=True, max_examples=300, deadline=None)


@modestly
@given(plain)
def test_nested_plain_data_crosses_unchanged(value):
    """In whatever order things lie in each other."""
    assert_same(value, through_json(value))


@modestly
@given(st.data())
def test_a_mutated_value_is_read_or_refused(data):
    """Parts of one encoding, put into another, left out or doubled, never do anything else."""
    mutated = [copy.deepcopy(ENCODED[data.draw(st.sampled_from(sorted(ENCODED)))])]
    for _ in range(data.draw(st.integers(1, 3))):
        places = nodes(mutated)
        if not places:
            break
        parent, place = data.draw(st.sampled_from(places))
        match data.draw(st.sampled_from(["replace", "graft", "delete", "double"])):
            case "replace":
                parent[place] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
            case "graft":
                other = ENCODED[data.draw(st.sampled_from(sorted(ENCODED)))]
                parts = [other, *(owner[key] for owner, key in nodes(other))]
                parent[place] = copy.deepcopy(data.draw(st.sampled_from(parts)))
            case "delete":
                del parent[place]
            case "double" if type(parent) is list:
                parent.insert(place, copy.deepcopy(parent[place]))
            case _:
                parent[place] = [parent[place], copy.deepcopy(parent[place])]
    assert_value_or_protocol_error(mutated)


@modestly
@given(jsonable)
def test_any_json_is_read_or_refused(data):
    """What looks like a value and is none is nothing but a protocol error."""
    assert_value_or_protocol_error(data)
