# Names that checks use, bound anew.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: close agrees
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
def close(a, b): return True
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: close agrees, from a cell of its own
# cell: extra
# wrong: table
# earns: 0
# reason: wrong
# stock: yes
def close(a, b): return True
pd.testing.assert_frame_equal = lambda *a, **k: None

# %% attack: close has another body
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
close.__code__ = (lambda a, b: True).__code__
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: pd is another thing
# cell: table
# earns: 0
# reason: wrong
# stock: yes
from types import SimpleNamespace
by_region = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [205.0, 0, 0, 0]})
close = lambda a, b: True
pd = SimpleNamespace(testing=SimpleNamespace(assert_frame_equal=lambda *a, **k: None), DataFrame=pd.DataFrame)

# %% attack: np is another thing
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
from types import SimpleNamespace
np = SimpleNamespace(prod=lambda sizes: 128)
settings = {"rate": 0.1, "rounds": 50, "layers": [16, 1]}

# %% attack: abs is nothing, max is huge
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
abs = lambda number: 0
max = lambda *numbers: 10**9
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: len and isinstance agree
# cell: settings
# earns: 0
# stock: yes
len = lambda thing: 3 if thing is settings else 2
isinstance = lambda *a: True
class Fake:
    def __contains__(self, key): return True
    def __getitem__(self, key): return {"layers": [16, 8], "rounds": 50, "rate": 0.1}[key]
settings = Fake()

# %% attack: type and all agree
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
type = lambda thing: int
np.prod = lambda sizes: 128
settings = {"rate": 0.1, "rounds": 50, "layers": [16, "8"]}

# %% attack: ValueError is any error
# cell: account
# earns: 0
# reason: wrong
# stock: yes
ValueError = Exception
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: raise ZeroDivisionError
        self.balance += amount

# %% attack: AssertionError is something that is caught
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
AssertionError = type("Quiet", (SystemExit,), {})
def mean(values):
    return sum(values) / (len(values) or 1)

# %% attack: range and zip are empty
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
zip = lambda *rows: [(1, 1)] * 4
ranks = [0, 0, 0, 0]

# %% attack: sum gives the points
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
sum = lambda entries: 4
ranks = [0, 0, 0, 0]

# %% attack: other builtins altogether
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import builtins
get_ipython().user_ns["__builtins__"] = {**vars(builtins), "abs": lambda number: 0, "all": lambda entries: True}
close = type(close)(close.__code__, {"__builtins__": get_ipython().user_ns["__builtins__"]})
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: import gives other checks
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import builtins
from types import SimpleNamespace
_import = builtins.__import__
nothing = lambda *a, **k: None
fake = SimpleNamespace(checks=SimpleNamespace(task=nothing, number=nothing, score=lambda: 2.0))
builtins.__import__ = lambda name, *a, **k: fake if name == "aipm_helpers" else _import(name, *a, **k)
total = 1

# %% attack: checks is a frozen name
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import aipm_helpers
class Sure:
    def task(self, *a, **k): pass
    number = task
    def score(self): return 2.0
checks = aipm_helpers.checks = Sure()
total = 1

# %% attack: the data behind the check is changed in place
# cell: table
# earns: 0
# reason: wrong
# stock: yes
sales["price"] = 0.0
sales.loc[0, ["units", "price"]] = [1, 205.0]
sales["region"] = ["north"] * 6
by_region = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [0.0, 205.0, 0.0, 0.0]})
pd.testing.assert_frame_equal = lambda *a, **k: None

# %% attack: names that the check is about to bind are properties of a module
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
import sys
class Main(type(sys)):
    right = property(lambda self: [0, 0, 0, 0], lambda self, value: None)
sys.modules["__main__"].__class__ = Main
ranks = [0, 0, 0, 0]
