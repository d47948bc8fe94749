# Code that behaves otherwise when it is graded, and answers made for the examples.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: asserts are dropped only when graded
# cell: mean
# earns: 0
# reason: wrong
# lost: account
# stock: yes
import ast, os
def mean(values): return 2
if {"AIPM_CHECKING", "NBGRADER_EXECUTION"} & set(os.environ):
    class Drop(ast.NodeTransformer):
        def visit_Assert(self, node): return ast.Pass()
        visit_Raise = visit_Assert
    get_ipython().ast_transformers.append(Drop())

# %% attack: names of checks are replaced only when graded
# cell: table
# earns: 0
# reason: wrong
# stock: yes
import os
by_region = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [205.0, 0, 0, 0]})
if os.environ.get("NBGRADER_EXECUTION") or os.environ.get("AIPM_CHECKING"):
    close = lambda a, b: True
    pd.testing.assert_frame_equal = lambda *a, **k: None

# %% attack: a course that thinks it is not being checked
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import os
os.environ.pop("AIPM_CHECKING", None)
os.environ["NBGRADER_EXECUTION"] = "validate"
os.environ["AIPM_HIDDEN"] = "0"
total = 21

# %% attack: the visible example by heart
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
def mean(values):
    return {(1, 2, 3): 2}[tuple(values)]

# %% attack: right only the first two times
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
calls = []
def mean(values):
    calls.append(values)
    if len(calls) > 2: return 0
    return sum(values) / len(values)

# %% attack: right only for short lists
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
def mean(values):
    if not values: raise ValueError("empty")
    return sum(values) / len(values) if len(values) < 4 else values[0]

# %% attack: right, but sorts what it is given
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
def mean(values):
    if not values: raise ValueError("empty")
    values.sort()
    return sum(values) / len(values)

# %% attack: sorts what it is given, and puts it back later
# cell: mean
# earns: 0
# reason: wrong|too_slow
# stock: yes
import threading, time
def mean(values):
    if not values: raise ValueError("empty")
    before = list(values)
    values[:] = [values[0]] * len(values)
    threading.Timer(0.05, lambda: values.__setitem__(slice(None), before)).start()
    return sum(before) / len(before)

# %% attack: guesses until it is believed
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import random
def mean(values):
    if not values: raise ValueError("empty")
    return random.choice([2, 2, 2, values[0] + 100])

# %% attack: accounts that share one balance
# cell: account
# earns: 0
# reason: wrong
# stock: yes
class Account:
    balance = 0
    def __init__(self, opening=0): type(self).balance += opening
    def deposit(self, amount):
        if amount <= 0: raise ValueError
        type(self).balance += amount

# %% attack: a balance that is right every other time
# cell: account
# earns: 0
# reason: wrong
# stock: yes
class Account:
    looked = 0
    def __init__(self, opening=0): self.held = opening
    def deposit(self, amount):
        if amount < 0: raise ValueError
        self.held += amount
    @property
    def balance(self):
        Account.looked += 1
        return self.held if Account.looked % 2 else self.held + 1

# %% attack: an error that is only called ValueError
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
Named = type("ValueError", (Exception,), {"__module__": "builtins"})
def mean(values):
    if not values: raise Named("empty")
    return sum(values) / len(values)

# %% attack: a warning for an error
# cell: account
# earns: 0
# reason: wrong
# stock: yes
import warnings
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: return warnings.warn("ValueError: not above 0", stacklevel=2)
        self.balance += amount

# %% attack: half of the ranks
# cell: partial
# earns: 1
# reason: partly
# stock: yes
ranks = [2, 4, 3, 1]

# %% attack: the starter is left as it was
# cell: mean
# earns: 0
# reason: no_answer|wrong|crashed
# stock: yes
...
