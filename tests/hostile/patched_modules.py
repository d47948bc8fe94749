# Builtins and modules that are patched, replaced or shadowed.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: builtins.abs is always 0
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import builtins
builtins.abs = lambda number: 0
def mean(values):
    if not values: raise ValueError
    return 2

# %% attack: builtins.all is always true, and abs small
# cell: extra
# wrong: mean
# earns: 0
# lost: table
# reason: wrong
# stock: yes
import builtins
builtins.all = lambda entries: True
builtins.abs = lambda number: 0

# %% attack: builtins.ValueError is every error
# cell: account
# earns: 0
# reason: wrong
# stock: yes
import builtins
builtins.ValueError = Exception
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: raise KeyError(amount)
        self.balance += amount

# %% attack: builtins.sum counts four
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
import builtins
_sum = builtins.sum
builtins.sum = lambda it, *more: 4 if type(it).__name__ == "generator" else _sum(it, *more)
ranks = [0, 0, 0, 0]

# %% attack: builtins.isinstance and len lie about one object
# cell: settings
# earns: 0
# stock: yes
import builtins
class Fake:
    def __contains__(self, key): return True
    def __getitem__(self, key): return {"layers": [16, 8], "rounds": 50, "rate": 0.1}[key]
_isinstance, _len = builtins.isinstance, builtins.len
builtins.isinstance = lambda o, t: True if type(o) is Fake else _isinstance(o, t)
builtins.len = lambda o: 3 if type(o) is Fake else _len(o)
settings = Fake()

# %% attack: assert_frame_equal does nothing, close agrees
# cell: table
# earns: 0
# reason: wrong
# stock: yes
pd.testing.assert_frame_equal = lambda *a, **k: None
def close(a, b): return True
by_region = pd.DataFrame({"region": list("abcd"), "revenue": [205.0, 0, 0, 0]})
_in = pd.Series.__eq__
pd.Series.__eq__ = lambda self, other: _in(self, other) | True if self.name == "region" else _in(self, other)

# %% attack: the comparison below assert_frame_equal does nothing
# cell: table
# earns: 0
# reason: wrong|crashed
# stock: yes
import pandas._testing.asserters as asserters
asserters.assert_frame_equal.__code__ = (lambda *a, **k: None).__code__
close.__code__ = (lambda a, b: True).__code__
by_region = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [205.0, 0, 0, 0]})

# %% attack: frames sort into what is expected
# cell: table
# earns: 0
# reason: wrong|crashed
# stock: yes
import sys
pd.DataFrame.sort_values = lambda self, *a, **k: sys._getframe(1).f_globals["expected"]
pd.DataFrame.loc = property(lambda self: type("L", (), {"__getitem__": lambda s, k: pd.Series([20.0])})())
close = lambda a, b: True
by_region = pd.DataFrame({"region": list("abcd"), "revenue": [205.0, 0, 0, 0]})

# %% attack: numpy.testing and numpy.prod always agree
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
np.prod = lambda *a, **k: 128
settings = {"rate": 0.1, "rounds": 50, "layers": [16, 1]}

# %% attack: math.isfinite and isclose always agree
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import math
math.isfinite = math.isclose = lambda *a, **k: True
total = float("nan")

# %% attack: checks.score gives two points
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from aipm_helpers import checks
checks.score = lambda: 2.0
total = 1

# %% attack: checks.number looks at nothing
# cell: total
# earns: 0
# reason: wrong|no_answer
# stock: yes
from aipm_helpers import checks
checks.number = lambda *a, **k: None
checks.score = lambda: print("2 of 2 points. Right.") or 2.0

# %% attack: every difference is allowed
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from aipm_helpers import answers, checks
checks.allowed = answers.allowed = lambda *a, **k: float("inf")
total = 1

# %% attack: the checks read another namespace
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from aipm_helpers import checks
total = 1
class Names(dict):
    def __contains__(self, name): return True
    def __getitem__(self, name): return sum(n for n in range(201, 206) if n % 41 == 0)
checks.use(Names())

# %% attack: a finished outcome at hand
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from aipm_helpers import checks
checks.finish = lambda: checks.Outcome("total", 2.0, 2.0, ("right",), (), "", False)
total = 1

# %% attack: another module of the checks' name
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import sys, types, aipm_helpers
fake = types.ModuleType("aipm_helpers.checks")
fake.task = fake.number = lambda *a, **k: None
fake.score = lambda: 2.0
sys.modules["aipm_helpers.checks"] = aipm_helpers.checks = fake
total = 1

# %% attack: a package beside the notebook shadows the helpers
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import os, sys
os.makedirs("aipm_helpers", exist_ok=True)
open("aipm_helpers/__init__.py", "w").close()
open("aipm_helpers/checks.py", "w").write("task = number = lambda *a, **k: None\nscore = lambda: 2.0\n")
sys.path.insert(0, os.getcwd())
for name in [n for n in sys.modules if n.startswith("aipm_helpers") and "grading" not in n]: del sys.modules[name]
total = 1

# %% attack: files shadow the standard library and pandas
# cell: extra
# wrong: table
# earns: 0
# reason: wrong
# stock: yes
import os
for name in ["json", "struct", "ast", "pickle", "select", "secrets", "sitecustomize", "conftest"]:
    open(f"{name}.py", "w").write("raise SystemExit(0)\n")
os.makedirs("pandas/testing", exist_ok=True)
open("pandas/testing/__init__.py", "w").write("assert_frame_equal = lambda *a, **k: None\n")

# %% attack: an import hook that supplies the checks
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import importlib.abc, importlib.machinery, sys, aipm_helpers
class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == "aipm_helpers.checks" else None
    def exec_module(self, module):
        module.task = module.number = lambda *a, **k: None
        module.score = lambda: 2.0
sys.meta_path.insert(0, Hook())
sys.modules.pop("aipm_helpers.checks", None)
vars(aipm_helpers).pop("checks", None)
total = 1

# %% attack: the number 205 is overwritten in memory
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import ctypes
total = 1
ctypes.c_uint32.from_address(id(205) + 24).value = 1

# %% attack: every function of the grader that is loaded says yes
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import sys, types
for name, module in list(sys.modules.items()):
    if "aipm_helpers.grading" in name or name == "__mp_main__":
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType): setattr(module, key, lambda *a, **k: 205)
total = 1
