# Functions that are right in another way, and honest ones that are wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: numpy, with a scalar
# cell: mean
# earns: 2
# reason: right
# stock: yes
def mean(values):
    array = np.asarray(values, dtype=float)
    if array.size == 0: raise ValueError("no values")
    return array.mean()

# %% honest: an array without dimensions is returned
# cell: mean
# earns: 2
# reason: right
def mean(values):
    if len(values) < 1: raise ValueError
    return np.array(np.average(values))

# %% honest: a Series of one is returned
# cell: mean
# earns: 0
# reason: wrong
# In pandas 3 even a Series of one is neither true nor false.
def mean(values):
    if not values: raise ValueError("no values")
    return pd.DataFrame(values).mean()

# %% honest: float32 is returned
# cell: mean
# earns: 2
# reason: right
def mean(values):
    if not values: raise ValueError("no values")
    return np.mean(np.array(values, dtype=np.float32))

# %% honest: a Fraction is returned
# cell: mean
# earns: 2
# reason: right
from fractions import Fraction
def mean(values):
    if not values: raise ValueError("no values")
    return sum(map(Fraction, values)) / len(values)

# %% honest: recursion
# cell: mean
# earns: 2
# reason: right
def added(values): return values[0] + added(values[1:]) if values else 0
def mean(values):
    if values == []: raise ValueError("no values")
    return added(values) / len(values)

# %% honest: a generator inside that is sent values
# cell: mean
# earns: 2
# reason: right
def running():
    total, count, value = 0, 0, None
    while True:
        value = yield total / count if count else None
        total, count = total + value, count + 1
def mean(values):
    if not values: raise ValueError("no values")
    means = running()
    next(means)
    return [means.send(value) for value in values][-1]

# %% honest: np.vectorize inside
# cell: mean
# earns: 2
# reason: right
share = np.vectorize(lambda value, count: value / count, otypes=[float])
def mean(values):
    if not values: raise ValueError("no values")
    return share(values, len(values)).sum()

# %% honest: types, defaults, keywords and a long docstring
# cell: mean
# earns: 2
# reason: right
from __future__ import annotations
from collections.abc import Sequence
def mean(values: Sequence[float], /, weights: Sequence[float] | None = None, *, digits: int = 12) -> float:
    """Return the mean.

    >>> mean([1, 2, 3])
    2.0
    """
    if not (weights := weights or [1] * len(values)): raise ValueError("no values")
    return round(sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights), digits)

# %% honest: match and a star
# cell: mean
# earns: 2
# reason: right
def mean(values):
    match values:
        case []: raise ValueError("no values")
        case [only]: return only
        case [first, *rest]: return (first + sum(rest)) / (1 + len(rest))

# %% honest: an error of its own below ValueError
# cell: mean
# earns: 2
# reason: right
class EmptyList(LookupError, ValueError):
    def __init__(self, name): super().__init__(f"{name} is empty ∅"); self.name = name
def mean(values):
    if not values: raise EmptyList("values")
    return sum(values) / len(values)

# %% honest: a ValueError that numpy raises
# cell: mean
# earns: 2
# reason: right
def mean(values):
    np.max(values)  # raises a ValueError if there is nothing
    return np.mean(values)

# %% honest: its own copy is sorted and used up
# cell: mean
# earns: 2
# reason: right
def mean(values):
    values = sorted(values)
    count, added = len(values), 0
    if not count: raise ValueError("no values")
    while values: added += values.pop()
    return added / count

# %% honest: constants and helpers from outside
# cell: mean
# earns: 2
# reason: right
import math as m
LEAST, COUNTS = 1, {"calls": 0}
def mean(values):
    global LAST
    COUNTS["calls"] += 1
    LAST = values
    if len(values) < LEAST: raise ValueError(f"call {COUNTS['calls']}")
    return m.fsum(values) / len(values)

# %% honest: it prints what it does
# cell: mean
# earns: 2
# reason: right
# stock: yes
def mean(values):
    print("mean of", values, "🧮")
    if not values: raise ValueError("no values")
    display(values)
    return sum(values) / len(values)

# %% honest: it warns and logs
# cell: mean
# earns: 2
# reason: right
# stock: yes
# Plain nbgrader gives nothing for a word on standard error.
import logging, warnings
def mean(values):
    logging.warning("%s values", len(values))
    if len(values) < 2: warnings.warn("a mean of few values", stacklevel=2)
    if not values: raise ValueError("no values")
    return sum(values) / len(values)

# %% honest: it draws a figure
# cell: mean
# earns: 2
# reason: right
import matplotlib.pyplot as plt
def mean(values):
    if not values: raise ValueError("no values")
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.hist(values)
    plt.show()
    return sum(values) / len(values)

# %% honest: a thread does the work
# cell: mean
# earns: 2
# reason: right
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(2)
def mean(values):
    if not values: raise ValueError("no values")
    return pool.submit(sum, values).result() / len(values)

# %% honest: it is slow, a tenth of a second a call
# cell: mean
# earns: 2
# reason: right
import time
def mean(values):
    if not values: raise ValueError("no values")
    time.sleep(0.1)
    return sum(values) / len(values)

# %% honest: written twice, the second is right
# cell: mean
# earns: 2
# reason: right
def mean(values):
    return sum(values) / 3
assert mean([1, 2, 3]) == 2
def mean(values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)

# %% honest: nothing for an empty list
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if values:
        return sum(values) / len(values)

# %% honest: an assertion for an empty list
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    assert values, "no values"
    return sum(values) / len(values)

# %% honest: printed, not returned
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if not values: raise ValueError("no values")
    print(sum(values) / len(values))

# %% honest: whole numbers only
# cell: mean
# earns: 0
# reason: wrong
def mean(values):
    if not values: raise ValueError("no values")
    return sum(values) // len(values)

# %% honest: the values as arguments, one by one
# cell: mean
# earns: 0
# reason: wrong
def mean(*values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)
