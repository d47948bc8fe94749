# %% honest: an account in money that has its own text
# cell: account
# earns: 2
class Money(float):
    def __str__(self):
        return f"{float(self):.2f} euros"


class Account:
    def __init__(self, opening=0):
        self.balance = Money(opening)

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("not above 0")
        self.balance = Money(self.balance + amount)

# %% honest: an account that is empty, and so false
# cell: account
# earns: 2
class Account:
    def __init__(self, opening=0):
        self.balance = opening

    def __bool__(self):
        return self.balance > 0

    def __len__(self):
        return int(self.balance)

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("not above 0")
        self.balance += amount

# %% honest: an account with a balance of one entry
# cell: account
# earns: 2
class Account:
    def __init__(self, opening=0):
        self.balance = np.float64(opening)

    def deposit(self, amount):
        if not amount > 0:
            raise type("NotAbove", (ValueError,), {})(amount)
        self.balance = self.balance + amount

# %% honest: ranks as an array with a mask that hides nothing
# cell: partial
# earns: 2
ranks = np.ma.array([2, 4, 1, 3], mask=[False] * 4)

# %% honest: ranks as a row with names
# cell: partial
# earns: 2
import collections

ranks = collections.namedtuple("Ranks", "north index count west")(2, 4, 1, 3)

# %% honest: ranks in bytes of numpy
# cell: partial
# earns: 2
ranks = list(pd.Series(stalls).rank(ascending=False).astype("int8").to_numpy())

# %% honest: an error that is of two kinds
# cell: mean
# earns: 2
class Empty(ValueError, LookupError):
    pass


def mean(values):
    if len(values) == 0:
        raise Empty("nothing to average")
    return sum(values) / len(values)

# %% honest: the ends of iterators inside
# cell: mean
# earns: 2
def mean(values):
    entries, added, counted = iter(values), 0, 0
    while True:
        try:
            added, counted = added + next(entries), counted + 1
        except StopIteration:
            break
    if not counted:
        raise ValueError
    return added / counted

# %% honest: it is used up by a generator, and the end is turned into an error
# cell: mean
# earns: 2
def mean(values):
    def first(entries):
        return next(iter(entries))

    try:
        first(values)
    except StopIteration as end:
        raise ValueError("no values") from end
    return np.fromiter(values, float).mean()

# %% honest: settings in scikit-learn's dict
# cell: settings
# earns: 2
from sklearn.utils import Bunch

settings = Bunch(rate=0.05, rounds=50, layers=[16, 8])

# %% honest: settings in a dict that fills in what is missing
# cell: settings
# earns: 2
import collections

settings = collections.defaultdict(lambda: None, rate=0.1, rounds=50, layers=(8, 16))

# %% honest: a table whose rows have a name, and which has attributes
# cell: table
# earns: 2
by_region = (sales["units"] * sales["price"]).groupby(sales["region"]).sum().rename("revenue").reset_index()
by_region = by_region.rename_axis(index="row")
by_region.attrs["source"] = "sales"

# %% honest: categories that no row has
# cell: table
# earns: 2
by_region = sales.assign(revenue=sales["units"] * sales["price"]).groupby("region", as_index=False)["revenue"].sum()
by_region["region"] = by_region["region"].astype(pd.CategoricalDtype(["west", "south", "north", "east", "centre"])).astype(str)

# %% honest: a total that is one entry of a Series with a name
# cell: total
# earns: 2
total = pd.Series({"item": float((sales["units"] * sales["price"]).sum())}, name="count")

# %% honest: children that are not waited for
# cell: extra
# earns: 2
import signal
import subprocess
import sys

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in range(3):
    subprocess.run([sys.executable, "-S", "-c", "pass"])
signal.signal(signal.SIGCHLD, signal.SIG_DFL)

# %% honest: a wide table that nobody asks for
# cell: extra
# earns: 2
wide = pd.DataFrame(np.zeros((2, 5_000)))
wide.describe()

# %% honest: a thousand entries in a dict with numbers far apart
# cell: extra
# earns: 2
far_apart = {number * 2**40: number for number in range(5_000)}
