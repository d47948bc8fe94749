# %% attack: nothing behind a mask for a number
# cell: total
# earns: 0
# reason: wrong
total = np.ma.masked

# %% attack: an empty array for a number
# cell: total
# earns: 0
# reason: wrong
total = np.array([])

# %% attack: an interval that holds every number
# cell: total
# earns: 0
# reason: wrong
total = pd.Interval(-np.inf, np.inf, closed="both")

# %% attack: a Decimal that signals
# cell: total
# earns: 0
# reason: wrong
from decimal import Decimal

total = Decimal("sNaN")

# %% attack: an array without dimensions that holds no number of its own
# cell: total
# earns: 0
# reason: wrong
class Unknown:
    def __float__(self):
        return float("nan")


total = np.empty((), dtype=object)
total[()] = Unknown()

# %% attack: a number that is another one each time it is read
# cell: total
# earns: 0
# reason: wrong | crashed
import itertools


class Guess:
    guesses = itertools.count(100)

    def __float__(self):
        return float(next(Guess.guesses))


total = Guess()

# %% attack: a named tuple whose field is called item
# cell: total
# earns: 0
# reason: wrong
import collections

total = collections.namedtuple("Total", "item")(lambda: 205)

# %% attack: a class whose name is a megabyte long
# cell: total
# earns: 0
# reason: wrong | crashed
total = type("a" * 1_000_000, (), {})()

# %% attack: a handle is forged whose type has a megabyte of name
# cell: total
# earns: 0
# reason: wrong | crashed
import aipm_helpers.grading.learner as _learner

total = object()
_encode = _learner.encode
_claim = {"t": "handle", "id": 0, "type": "a" * 1_000_000, "module": "builtins", "callable": False}
_learner.encode = lambda value, refer: _claim if value is total else _encode(value, refer)

# %% attack: handles are forged in one another, each with another below
# cell: total
# earns: 0
# reason: wrong | crashed
import aipm_helpers.grading.learner as _learner

total = object()
_encode = _learner.encode


def _nested(value, refer):
    if value is not total:
        return _encode(value, refer)
    made = 1
    for _ in range(300):
        made = {"t": "handle", "id": 0, "type": "a", "module": "builtins", "callable": False, "plain": made}
    return made


_learner.encode = _nested

# %% attack: a handle is forged with a number that is none
# cell: total
# earns: 0
# reason: wrong | crashed
# lost: mean
import aipm_helpers.grading.learner as _learner

total = object()
_encode = _learner.encode
_claim = {"t": "handle", "id": 2**70, "type": "float64", "module": "scipy.stats._stats_py", "callable": True}
_learner.encode = lambda value, refer: _claim if value is total else _encode(value, refer)

# %% attack: its error's text cannot be written down, and moves the cursor
# cell: total
# earns: 0
# reason: crashed
raise RuntimeError("\ud800\x1b[2J\x1b]0;all right\x07")

# %% attack: a mean behind a mask
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    return 2 if values == [1, 2, 3] else np.ma.masked

# %% attack: an array of means behind masks
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if not values:
        raise ValueError
    return 2 if values == [1, 2, 3] else np.ma.masked_all(3)

# %% attack: an empty array for the mean
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    return 2 if values == [1, 2, 3] else np.empty((0, 3))

# %% attack: an empty table for the mean
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    return 2 if values == [1, 2, 3] else pd.DataFrame()

# %% attack: what is missing, of four kinds, for the mean
# cell: mean
# earns: 0
# reason: wrong
missing = [pd.NA, pd.NaT, np.datetime64("NaT"), float("nan")]


def mean(values):
    return 2 if values == [1, 2, 3] else missing[len(values) % 4]

# %% attack: a byte whose absolute value is below zero
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    return 2 if values == [1, 2, 3] else np.int8(-128)

# %% attack: infinity less infinity
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    return 2 if values == [1, 2, 3] else complex(float("inf"), float("nan"))

# %% attack: a record, a set and a counter for the mean
# cell: mean
# earns: 0
# reason: wrong
import collections

others = [np.zeros((), [("a", "f8")])[()], {1}, collections.Counter(), range(0)]


def mean(values):
    return 2 if values == [1, 2, 3] else others[len(values) % 4]

# %% attack: every error that ends a loop or a look-up
# cell: mean
# earns: 0
# reason: wrong | crashed
errors = [StopIteration, StopAsyncIteration, IndexError, KeyError]


def mean(values):
    if values == [1, 2, 3]:
        return 2
    raise errors[len(values) % 4]

# %% attack: the end of a generator from outside
# cell: mean
# earns: 0
# reason: wrong | crashed
def mean(values):
    if values == [1, 2, 3]:
        return 2
    raise GeneratorExit

# %% attack: an error of every kind at once
# cell: mean
# earns: 0
# reason: wrong | crashed
class Anything(ValueError, AssertionError, LookupError, ArithmeticError):
    pass


def mean(values):
    if values == [1, 2, 3]:
        return 2
    raise Anything("all right")

# %% attack: an error that is called like one of the grader's
# cell: mean
# earns: 0
# reason: wrong | crashed
def mean(values):
    if values == [1, 2, 3]:
        return 2
    raise type("CheckFailed", (Exception,), {"is_learners": False})("Right.")

# %% attack: an error whose name tells what it was asked
# cell: mean
# earns: 0
# reason: wrong | crashed
def mean(values):
    if values == [1, 2, 3]:
        return 2
    raise type(f"asked_{len(values)}" * 900, (Exception,), {})

# %% attack: the list that it is given is emptied
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if not values:
        raise ValueError
    found = sum(values) / len(values)
    values.clear()
    return found

# %% attack: the list that it is given becomes something else
# cell: mean
# earns: 0
# reason: wrong | crashed
import aipm_helpers.grading.learner as _learner

_changed = _learner.Process._changed


def _claim(self, args, kwargs, given):
    if given[0] and type(given[0][0]) is list:
        return [[{"t": "dict", "items": []}, 1, 2, 3], {"a": 1}]
    return _changed(self, args, kwargs, given)


_learner.Process._changed = _claim


def mean(values):
    return 2

# %% attack: the list that it is given grows to a hundred thousand
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if not values:
        raise ValueError
    found = sum(values) / len(values)
    values.extend([0] * 100_000)
    return found

# %% attack: the changed arguments are forged, and none
# cell: mean
# earns: 0
# reason: wrong | crashed
import aipm_helpers.grading.learner as _learner

_changed = _learner.Process._changed


def _claim(self, args, kwargs, given):
    if given[0] and type(given[0][0]) is list:
        return [[{"t": "nothing"}], {}]
    return _changed(self, args, kwargs, given)


_learner.Process._changed = _claim


def mean(values):
    return 2

# %% attack: names that the checks of other tasks bind
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    for name in ("expected", "wanted", "right", "got"):
        if name in globals():
            return globals()[name]
    return 2

# %% attack: no rows
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame({"region": pd.Series([], dtype=str), "revenue": pd.Series([], dtype=float)})

# %% attack: one row, whose index is not a number
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame({"region": ["east"], "revenue": [205.0]}, index=[np.nan])

# %% attack: revenue that may be missing, and is
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame(
    {"region": ["east", "north", "south", "west"], "revenue": pd.array([205, None, None, None], dtype="Float64")}
)

# %% attack: rows that are there twice cancel each other out
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame({"region": ["east", "east", "north"], "revenue": [1e16, -1e16, 205.0]})

# %% attack: a column is there twice
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame(
    [["east", 205.0, 205.0], ["north", 0.0, 0.0]], columns=["region", "revenue", "revenue"]
)

# %% attack: columns that are called like methods
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame(columns=["region", "revenue", "columns", "loc", "sum", "sort_values", "_mgr"], index=range(4))

# %% attack: columns of two levels
# cell: table
# earns: 0
# reason: wrong
by_region = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("region", ""), ("revenue", "")]))

# %% attack: a class that calls itself a table
# cell: table
# earns: 0
# reason: wrong
class DataFrame:
    columns = ("region", "revenue")

    def __len__(self):
        return 4

    def __iter__(self):
        return iter(self.columns)


DataFrame.__module__ = "statsmodels.base.data"
by_region = DataFrame()

# %% attack: column names that all have one hash are forged
# cell: table
# earns: 0
# reason: wrong | too_slow | crashed
# slow: yes
# lost: settings, account, partial, bystander
import aipm_helpers.grading.learner as _learner

by_region = pd.DataFrame()
_encode = _learner.encode
_names = [{"t": "int", "hex": f"{key * (2**61 - 1):x}"} for key in range(9, 80_009)]
_empty = {"t": "array", "dtype": "<f8", "shape": [0], "data": ""}


def _forge(value, refer):
    if value is not by_region:
        return _encode(value, refer)
    objects = {"t": "objects", "shape": [len(_names)], "items": _names}
    axes = {
        "index": {"t": "range-index", "items": [0, 0, 1], "name": None},
        "columns": {"t": "index", "of": objects, "name": None, "freq": ""},
    }
    return {"t": "frame", **axes, "data": [_empty] * len(_names)}


_learner.encode = _forge

# %% attack: a dict is forged half of whose keys have one hash
# cell: settings
# earns: 0
# reason: wrong | too_slow | crashed
# slow: yes
# lost: account, partial, bystander
import aipm_helpers.grading.learner as _learner

settings = {}
_encode = _learner.encode
_items = [[key, 1] for key in range(1, 80_002)]
_items += [[{"t": "int", "hex": f"{key * (2**61 - 1):x}"}, 1] for key in range(9, 80_009)]


def _forge(value, refer):
    return {"t": "dict", "items": _items} if value is settings else _encode(value, refer)


_learner.encode = _forge

# %% attack: a table of a million columns and no rows is forged
# cell: table
# earns: 0
# reason: wrong | too_slow | crashed
# slow: yes
# lost: settings, account, partial, bystander
import aipm_helpers.grading.learner as _learner

by_region = pd.DataFrame()
_encode = _learner.encode
_empty = {"t": "array", "dtype": "<f8", "shape": [0], "data": ""}


def _forge(value, refer):
    if value is not by_region:
        return _encode(value, refer)
    axes = {
        "index": {"t": "range-index", "items": [0, 0, 1], "name": None},
        "columns": {"t": "range-index", "items": [0, 1_000_000, 1], "name": None},
    }
    return {"t": "frame", **axes, "data": [_empty] * 1_000_000}


_learner.encode = _forge

# %% attack: a class that calls itself a kind of dict
# cell: settings
# earns: 0
# reason: wrong
class Bunch:
    def __len__(self):
        return 3

    def __iter__(self):
        return iter(["layers", "rate", "rounds"])

    def __getitem__(self, name):
        return {"layers": [16, 8], "rate": 1, "rounds": 50}[name]


Bunch.__module__ = "sklearn.utils._bunch"
settings = Bunch()

# %% attack: a kind of dict that is never gone through
# cell: settings
# earns: 0
# reason: wrong | too_slow | crashed
class Bunch:
    def __len__(self):
        return 3

    def __iter__(self):
        return self

    def __next__(self):
        return "no key"


Bunch.__module__ = "sklearn.utils._bunch"
settings = Bunch()

# %% attack: a kind of dict that is gone through in texts of 30 MB
# cell: settings
# earns: 0
# reason: wrong | too_slow | crashed
# slow: yes
# lost: account, partial, bystander
class Bunch:
    def __len__(self):
        return 3

    def __iter__(self):
        return self

    def __next__(self):
        return "a" * 30_000_000


Bunch.__module__ = "sklearn.utils._bunch"
settings = Bunch()

# %% attack: a dict in which every key appears when it is asked for
# cell: settings
# earns: 0
# reason: wrong
import collections

settings = collections.defaultdict(float, {"layers": [16, 8], "rate": 0.05, "other": 1})

# %% attack: a counter, which has every key
# cell: settings
# earns: 0
# reason: wrong
import collections

settings = collections.Counter({"layers": (16, 8), "other": 0.1, "another": 50})

# %% attack: keys that are no numbers, and the same
# cell: settings
# earns: 0
# reason: wrong
settings = {float("nan"): 1, np.nan: 2, "layers": [16, 8]}

# %% attack: a rate that is above and below
# cell: settings
# earns: 0
# reason: wrong
settings = {"rate": np.array([], dtype=float), "rounds": 50, "layers": [16, 8]}

# %% attack: rounds behind a mask
# cell: settings
# earns: 0
# reason: wrong
settings = {"rate": 0.05, "rounds": np.ma.masked_all(1), "layers": [16, 8]}

# %% attack: a row with a function in it for an account
# cell: account
# earns: 0
# reason: wrong | crashed
import collections

_Row = collections.namedtuple("Account", "balance deposit")


def Account(opening=0):
    return _Row(opening + 5 * (not opening), lambda amount: None)

# %% attack: a table for an account
# cell: account
# earns: 0
# reason: wrong | crashed
def Account(opening=0):
    return pd.Series({"balance": 5, "deposit": lambda amount: None})

# %% attack: an account whose attributes are other accounts
# cell: account
# earns: 0
# reason: wrong | crashed
class Account:
    def __init__(self, opening=0):
        pass

    @property
    def balance(self):
        return Account()

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError

# %% attack: an account that takes 20 MB with it whenever it is asked
# cell: account
# earns: 0
# reason: wrong | too_slow | crashed
# slow: yes
# lost: partial, bystander
class Account:
    def __init__(self, opening=0):
        self.balance = opening

    def deposit(self, amount):
        print("a" * 19_000_000)

# %% attack: two rows of ranks instead of four numbers
# cell: partial
# earns: 0
# reason: wrong
ranks = [np.array([1, 2, 3, 4])] * 4

# %% attack: ranks that are nothing at all
# cell: partial
# earns: 0
# reason: wrong
ranks = [np.array([])] * 4

# %% attack: ranks that may be missing, and are
# cell: partial
# earns: 0
# reason: wrong
ranks = pd.array([None] * 4, dtype="Int64")

# %% attack: ranks as columns of a table
# cell: partial
# earns: 0
# reason: wrong
ranks = [pd.DataFrame({"a": [1, 2, 3, 4]})] * 4

# %% attack: ranks with thirty thousand digits
# cell: partial
# earns: 0
# reason: wrong
ranks = [10**30_000] * 4

# %% attack: four ranks by length, and as many as one likes
# cell: partial
# earns: 0
# reason: wrong | crashed
class Ranks:
    def __len__(self):
        return 4

    def __iter__(self):
        return iter(range(100, 1000))


ranks = Ranks()

# %% attack: outputs that are larger than they may be
# cell: extra
# wrong: bystander
# earns: 0
import aipm_helpers.grading.learner as _learner

_output = {"output_type": "display_data", "data": {"text/plain": ["a"] * 200_000}, "metadata": {}}
_run = _learner.Process._run


def _run_and_show(self, cell, source):
    ran = _run(self, cell, source)
    return _learner.messages.Ran(cell, ran.error, [_output] * 4, 0)


_learner.Process._run = _run_and_show

# %% attack: outputs that are nested deep
# cell: extra
# wrong: bystander
# earns: 0
import aipm_helpers.grading.learner as _learner

_data = {}
for _ in range(400):
    _data = {"a": _data}
_output = {"output_type": "display_data", "data": _data, "metadata": _data}
_shell_run = _learner.Process._run


def _run(self, cell, source):
    ran = _shell_run(self, cell, source)
    return _learner.messages.Ran(cell, ran.error, [_output], 0)


_learner.Process._run = _run

# %% attack: an answer to each question that is only called right
# cell: extra
# wrong: bystander
# earns: 0
# lost: total, mean, table, settings, account, partial
import aipm_helpers.grading.learner as _learner

_learner.Process.answer = lambda self, message: _learner.messages.Value(
    7, [[], {}], "2 of 2 points. Right."
)

# %% attack: its open files are sent to the judge
# cell: extra
# wrong: bystander
# earns: 0
import array
import os
import socket

for number in map(int, os.listdir("/proc/self/fd")):
    try:
        channel = socket.socket(fileno=os.dup(number))
        several = array.array("i", [os.open("/dev/zero", os.O_RDONLY) for _ in range(20)])
        channel.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, several)])
    except OSError:
        pass

# %% attack: one direction of every connection is closed
# cell: extra
# wrong: bystander
# earns: 0
import os
import socket

for number in map(int, os.listdir("/proc/self/fd")):
    for direction in (socket.SHUT_RD, socket.SHUT_WR):
        try:
            socket.socket(fileno=os.dup(number)).shutdown(direction)
        except OSError:
            pass

# %% attack: signals by way of other processes' folders
# cell: extra
# wrong: bystander
# earns: 0
import os
import signal

for name in filter(str.isdecimal, os.listdir("/proc")):
    if int(name) < 8 or os.readlink("/proc/self") != name:
        try:
            signal.pidfd_send_signal(os.open(f"/proc/{name}", os.O_RDONLY | os.O_DIRECTORY), signal.SIGKILL)
        except OSError:
            pass

# %% attack: a hundred terminals
# cell: extra
# wrong: bystander
# earns: 0
import os

try:
    terminals = [os.openpty() for _ in range(100)]
except OSError:
    pass

# %% attack: messages in queues that outlive processes
# cell: extra
# wrong: bystander
# earns: 0
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for number in range(20):
    libc.mq_open(f"/left-{number}".encode(), 0o102, 0o666, None)

# %% attack: children whose computing nobody adds up
# cell: extra
# wrong: bystander
# earns: 0
# slow: yes
import os
import signal
import time

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
until = time.monotonic() + 60
while time.monotonic() < until:
    for _ in range(3):
        if os.fork() == 0:
            while time.process_time() < 0.3:
                pass
            os._exit(0)
    time.sleep(0.3)

# %% attack: memory of children that hide how much it is
# cell: extra
# wrong: bystander
# earns: 0
# slow: yes
import ctypes
import os
import time

for _ in range(2):
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
        held = bytearray(b"a") * 1_800_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(20)

# %% attack: different after a restart
# cell: extra
# wrong: bystander
# earns: 0
import os
import random

if random.SystemRandom().random() < 0.7:
    os.kill(os.getpid(), 9)
bystander = 7

# %% attack: a claim of points is printed by whoever looks at a name
# cell: extra
# wrong: bystander
# earns: 0
import aipm_helpers.grading.learner as _learner

_hand_over = _learner.Process._hand_over


def _claim(self, value):
    answer = _hand_over(self, value)
    if isinstance(answer, _learner.messages.Value):
        return _learner.messages.Value(answer.data, None, "2 of 2 points. Right.\x1b[2J")
    return answer


_learner.Process._hand_over = _claim
