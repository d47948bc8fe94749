# Names that checks use too, bound by people who know nothing of that.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: names of variables in the checks
# cell: extra
# earns: 2
# reason: right
# stock: yes
values, expected, got, right, refused = {3, 4}, "205", None, "left", -1
account, first, second, amount, region, brought, rank, wanted, n, size = range(10)

# %% honest: frozen names of variables in the checks
# cell: mean
# earns: 2
# reason: right
from typing import Final
values: Final = (1, 2, 3)
expected, got = 2, np.mean(values)
def mean(values):
    if not values: raise ValueError("no values")
    return sum(values) / len(values)

# %% honest: sum is a number
# cell: total
# earns: 2
# reason: right
# In a plain kernel partial is lost, whose check calls sum; a check has its own.
sum = 0
for units, price in zip(sales["units"], sales["price"]): sum += units * price
total = sum

# %% honest: max, min, len and abs are numbers
# cell: extra
# earns: 2
# reason: right
# In a plain kernel all but total is lost: the checks call max, len and abs.
max, min = sales["price"].max(), sales["price"].min()
len, abs = sales.shape[0], sales.shape[0]

# %% honest: type, all, set, id and list are other things
# cell: extra
# earns: 2
# reason: right
# In a plain kernel mean, table and settings are lost: the checks call all, set and type.
type, all, set, id, list, dict, str = "retail", "all", {1, 2}, 17, [], {}, ""

# %% honest: pd is the probability of default
# cell: extra
# earns: 2
# reason: right
# In a plain kernel table is lost, whose check calls pd.testing.
pd, lgd, ead = 0.02, 0.45, 1e6
loss = pd * lgd * ead

# %% honest: np is a name and close a price
# cell: extra
# earns: 2
# reason: right
# In a plain kernel mean, table, settings and account are lost.
np = "net profit"
open, high, low, close = sales["price"].iloc[[0, 1, 3, 5]]

# %% honest: a close of its own, as careful as the given one
# cell: extra
# earns: 2
# reason: right
import math
def close(a, b, tolerance=1e-9):
    """Compare two numbers."""
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)

# %% honest: everything from numpy
# cell: extra
# earns: 2
# reason: right
# In a plain kernel mean, table, account and partial are lost: numpy's max and sum are not Python's.
from numpy import *

# %% honest: everything from pandas and math
# cell: extra
# earns: 2
# reason: right
from math import *
from pandas import *
from statistics import *

# %% honest: the data have another name, and another table the old one
# cell: table
# earns: 2
# reason: right
# In a plain kernel this task is lost, whose check reads sales again; the answer itself is right.
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
shop = sales
sales = by_region.set_index("region")["revenue"]

# %% honest: test is imported, checks is a list
# cell: extra
# earns: 2
# reason: right
# stock: yes
checks = ["look at the prices", "count the regions"]
task, number, score, display_name = 1, 2, 3, "me"

# %% honest: answers are given, and given again
# cell: bystander
# earns: 2
# reason: right
bystander = 6
bystander = bystander + 1
bystander, previous = bystander, bystander - 1

# %% honest: an answer that other answers took apart
# cell: bystander
# earns: 2
# reason: right
# Earlier answers and names of earlier checks are there for later cells.
bystander = len(settings) + len(ranks)

# %% honest: a class called Exception, below Exception
# cell: extra
# earns: 2
# reason: right
class Exception(Exception): """Ours."""
class ValueError(ValueError): """Ours, too."""

# %% honest: private and dunder names
# cell: extra
# earns: 2
# reason: right
_, __, ___ = 1, 2, 3
__version__, __author__, __all__ = "0.1", "me", ["total"]
_oh_no, _i99 = "x", "y"

# %% honest: a module is called like an answer
# cell: extra
# earns: 2
# reason: right
import json as settings, math as total, statistics as mean
