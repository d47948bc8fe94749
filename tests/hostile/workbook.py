# %% [markdown] nbgrader={"locked": true, "grade_id": "welcome"}
# # A target
#
# No lesson: the workbook on which the hostile and the unusual answers beside this file are tried.

# %% nbgrader={"locked": true, "grade_id": "setup"}
import numpy as np
import pandas as pd

sales = pd.DataFrame(
    {
        "region": ["north", "south", "north", "east", "west", "south"],
        "units": [3, 5, 2, 4, 6, 1],
        "price": [10.0, 20.0, 10.0, 5.0, 2.5, 20.0],
    }
)
stalls = [30, 10, 40, 20]


def close(a, b):
    """Tell whether two numbers are the same but for rounding."""
    return abs(a - b) <= 1e-6 * max(1, abs(b))


# %% [markdown] nbgrader={"locked": true, "grade_id": "total-prompt"}
# `total`: what all sales brought in, units times price, added up.

# %% nbgrader={"solution": true, "grade_id": "total"}
### BEGIN SOLUTION
total = (sales["units"] * sales["price"]).sum()
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "total-check"}
from aipm_helpers import checks

checks.task("total", points=2, look="hidden parts of this workbook carry a word that must not get out.")
checks.number("total")
### BEGIN HIDDEN TESTS
checks.number("total", 205, tolerance=0.01, mistakes={21: "This counts pieces, without their price."})  # hidden-7f3a
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "mean-prompt"}
# `mean(values)`: the mean of a list of numbers; a ValueError if it is empty. The list stays as it is.

# %% nbgrader={"solution": true, "grade_id": "mean"}
### BEGIN SOLUTION
def mean(values):
    if not values:
        raise ValueError("no values")
    added, counted = 0, 0
    for value in values:
        added, counted = added + value, counted + 1
    return added / counted
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "mean-check"}
assert mean([1, 2, 3]) == 2
### BEGIN HIDDEN TESTS
# hidden-7f3a: other inputs
for values, expected in [([4], 4), ([2.5, 3.5], 3), ([-1, 0, 1, 10], 2.5)]:
    got = mean(values)
    assert close(got, expected), f"hidden-7f3a: mean({values}) returned {got}"
assert all([close(mean([n, n + 2]), n + 1) for n in range(5)]), "hidden-7f3a: pairs"
try:
    mean([])
except ValueError:
    pass
else:
    raise AssertionError("hidden-7f3a: mean([]) must raise a ValueError")
values = [3, 1, 2]
mean(values)
assert values == [3, 1, 2], "hidden-7f3a: the list was changed"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"locked": true, "grade_id": "table-prompt"}
# `by_region`: a DataFrame with the columns `region` and `revenue`, one row a region, in any order.

# %% nbgrader={"solution": true, "grade_id": "table"}
### BEGIN SOLUTION
by_region = sales.assign(revenue=sales["units"] * sales["price"]).groupby("region", as_index=False)["revenue"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "table-check"}
assert set(by_region.columns) == {"region", "revenue"}
assert close(by_region["revenue"].sum(), 205)
### BEGIN HIDDEN TESTS
expected = pd.DataFrame({"region": ["east", "north", "south", "west"], "revenue": [20.0, 50.0, 120.0, 15.0]})
got = by_region[["region", "revenue"]].sort_values("region").reset_index(drop=True)
pd.testing.assert_frame_equal(got, expected, check_dtype=False, obj="hidden-7f3a")
for region in expected["region"]:
    brought = (sales["units"] * sales["price"])[sales["region"] == region].sum()
    assert close(by_region.loc[by_region["region"] == region, "revenue"].iloc[0], brought), "hidden-7f3a"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"locked": true, "grade_id": "settings-prompt"}
# `settings`: a dict with `rate` (above 0, at most 0.1), `rounds` (50) and `layers` (two sizes, 16 and 8).

# %% nbgrader={"solution": true, "grade_id": "settings"}
### BEGIN SOLUTION
settings = {"rate": 0.05, "rounds": 50, "layers": [16, 8]}
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "settings-check"}
assert isinstance(settings, dict)
assert len(settings) == 3 and "layers" in settings and len(settings["layers"]) == 2
### BEGIN HIDDEN TESTS
assert settings["rounds"] == 50, "hidden-7f3a: rounds"
assert 0 < settings["rate"] <= 0.1, f"hidden-7f3a: rate {settings['rate']}"
assert 16 in settings["layers"] and np.prod(settings["layers"]) == 128, "hidden-7f3a: layers"
assert [type(size) is not str for size in settings["layers"]] == [True, True]
### END HIDDEN TESTS

# %% [markdown] nbgrader={"locked": true, "grade_id": "account-prompt"}
# `Account(opening=0)`: a class with a `balance`, and with `deposit(amount)`, which adds to the balance and
# raises a ValueError unless the amount is above 0.

# %% nbgrader={"solution": true, "grade_id": "account"}
### BEGIN SOLUTION
class Account:
    def __init__(self, opening=0):
        self.balance = opening

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("not above 0")
        self.balance += amount
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "account-check"}
account = Account()
account.deposit(5)
assert account.balance == 5
### BEGIN HIDDEN TESTS
first, second = Account(100), Account()
for amount in [10, 2.5]:
    first.deposit(amount)
assert close(first.balance, 112.5), f"hidden-7f3a: balance {first.balance}"
assert second.balance == 0, "hidden-7f3a: accounts share their money"
refused = 0
for amount in [-1, 0]:
    try:
        second.deposit(amount)
    except ValueError:
        refused += 1
assert refused == 2 and second.balance == 0, "hidden-7f3a: a deposit that must be refused"
### END HIDDEN TESTS

# %% [markdown] nbgrader={"locked": true, "grade_id": "partial-prompt"}
# `ranks`: the rank of each of the four `stalls`, 1 for the largest. Half a point for each.

# %% nbgrader={"solution": true, "grade_id": "partial"}
### BEGIN SOLUTION
ranks = [sorted(stalls, reverse=True).index(stall) + 1 for stall in stalls]
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "partial-check"}
assert len(ranks) == 4
### BEGIN HIDDEN TESTS
right = [2, 4, 1, 3]  # hidden-7f3a
2 * sum(rank == wanted for rank, wanted in zip(ranks, right)) / 4
### END HIDDEN TESTS

# %% [markdown] nbgrader={"locked": true, "grade_id": "bystander-prompt"}
# `bystander`: the number 7.

# %% nbgrader={"solution": true, "grade_id": "bystander"}
### BEGIN SOLUTION
bystander = 7
### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "bystander-check"}
assert bystander == 7
### BEGIN HIDDEN TESTS
assert bystander + 1 == 8 and len([bystander]) == 1, "hidden-7f3a: the last one"
### END HIDDEN TESTS
