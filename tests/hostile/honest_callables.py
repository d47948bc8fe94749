# What can be called without being an ordinary function, right or honestly wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: the function of the standard library
# cell: mean
# earns: 2
# reason: right
# stock: yes
# Its StatisticsError is a ValueError.
from statistics import mean

# %% honest: another name for fmean
# cell: mean
# earns: 2
# reason: right
import statistics
mean = statistics.fmean

# %% honest: a lambda that raises through a helper
# cell: mean
# earns: 2
# reason: right
def refuse(text): raise ValueError(text)
mean = lambda values: sum(values) / len(values) if values else refuse("no values")

# %% honest: functools.partial
# cell: mean
# earns: 2
# reason: right
from functools import partial
def power_mean(power, values):
    if len(values) == 0: raise ValueError("no values")
    return (sum(value**power for value in values) / len(values)) ** (1 / power)
mean = partial(power_mean, 1)

# %% honest: an object that can be called
# cell: mean
# earns: 2
# reason: right
class Mean:
    def __init__(self): self.calls = 0
    def __call__(self, values):
        self.calls += 1
        if not values: raise ValueError("no values")
        return sum(values) / len(values)
mean = Mean()

# %% honest: a class whose instances are numbers
# cell: mean
# earns: 2
# reason: right
class mean(float):
    def __new__(cls, values):
        if not values: raise ValueError("no values")
        return super().__new__(cls, sum(values) / len(values))

# %% honest: a bound method
# cell: mean
# earns: 2
# reason: right
class Statistics:
    def mean(self, values):
        if not values: raise ValueError("no values")
        return sum(values) / len(values)
mean = Statistics().mean

# %% honest: a static method
# cell: mean
# earns: 2
# reason: right
class Statistics:
    @staticmethod
    def mean(values):
        try: return sum(values) / len(values)
        except ZeroDivisionError: raise ValueError("no values") from None
mean = Statistics.mean

# %% honest: a closure
# cell: mean
# earns: 2
# reason: right
def make_mean(minimum):
    seen = []
    def inner(values):
        nonlocal seen
        seen = [*seen, len(values)]
        if len(values) < minimum: raise ValueError(f"fewer than {minimum} values: {seen}")
        return sum(values) / len(values)
    return inner
mean = make_mean(1)

# %% honest: decorated twice
# cell: mean
# earns: 2
# reason: right
import functools, time
def timed(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        begun = time.perf_counter()
        try: return function(*args, **kwargs)
        finally: inner.seconds = time.perf_counter() - begun
    return inner
def checked(function):
    @functools.wraps(function)
    def inner(values):
        if not values: raise ValueError("no values")
        return function(values)
    return inner
@timed
@checked
def mean(values): return sum(values) / len(values)

# %% honest: a cache behind a tuple
# cell: mean
# earns: 2
# reason: right
from functools import lru_cache
@lru_cache(maxsize=None)
def mean_of_tuple(values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)
def mean(values): return mean_of_tuple(tuple(values))

# %% honest: singledispatch
# cell: mean
# earns: 2
# reason: right
from functools import singledispatch
@singledispatch
def mean(values): raise TypeError(type(values))
@mean.register(list)
@mean.register(tuple)
def _(values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)

# %% honest: np.mean itself, which only warns
# cell: mean
# earns: 0
# reason: wrong
mean = np.mean

# %% honest: a cache that takes no lists
# cell: mean
# earns: 0
# reason: wrong
from functools import lru_cache
@lru_cache
def mean(values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)
