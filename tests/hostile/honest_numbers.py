# Right numbers of other types than expected, and honest ones that are wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: a numpy scalar from a dot product
# cell: total
# earns: 2
# reason: right
# stock: yes
total = np.dot(sales["units"], sales["price"])

# %% honest: an array without dimensions
# cell: total
# earns: 2
# reason: right
total = np.array((sales["units"] * sales["price"]).sum())

# %% honest: a Series of one entry
# cell: total
# earns: 2
# reason: right
total = sales.assign(revenue=sales.units * sales.price)[["revenue"]].sum()

# %% honest: a matrix product of one row and one column
# cell: total
# earns: 2
# reason: right
total = sales[["units"]].T.to_numpy() @ sales[["price"]].to_numpy()

# %% honest: a Decimal
# cell: total
# earns: 2
# reason: right
from decimal import Decimal, getcontext
getcontext().prec = 12
total = sum(Decimal(str(units)) * Decimal(str(price)) for units, price in zip(sales["units"], sales["price"]))

# %% honest: a Fraction
# cell: total
# earns: 2
# reason: right
from fractions import Fraction
total = sum((Fraction(str(p)) * int(u) for u, p in sales[["units", "price"]].itertuples(index=False)), Fraction(0))

# %% honest: float32, with its rounding
# cell: total
# earns: 2
# reason: right
parts = sales["units"].to_numpy("float32") * sales["price"].to_numpy("float32") * np.float32(1.00001)
total = parts.sum(dtype="float32")

# %% honest: a long double
# cell: total
# earns: 2
# reason: right
total = np.longdouble(0) + (sales["units"] * sales["price"]).sum()

# %% honest: pandas' nullable numbers
# cell: total
# earns: 2
# reason: right
typed = sales.convert_dtypes()
total = (typed["units"] * typed["price"]).sum()

# %% honest: a float of its own type, with a unit in its text
# cell: total
# earns: 2
# reason: right
class Euro(float):
    def __repr__(self): return f"{float(self):.2f} €"
    __str__ = __repr__
total = Euro((sales["units"] * sales["price"]).sum())

# %% honest: an amount of money that can be made a float
# cell: total
# earns: 2
# reason: right
# The check's float() takes it; a grader may ask for a plain number only if it says so.
class Money:
    def __init__(self, cents): self.cents = cents
    def __float__(self): return self.cents / 100
total = Money(20_500)

# %% honest: an enumeration's number
# cell: total
# earns: 2
# reason: right
from enum import IntEnum
class Revenue(IntEnum):
    Q1 = 205
total = Revenue.Q1

# %% honest: off by a tenth of a cent
# cell: total
# earns: 2
# reason: right
total = 205.001

# %% honest: pieces counted, prices forgotten
# cell: total
# earns: 0
# reason: wrong
total = sales["units"].sum()

# %% honest: a number as text
# cell: total
# earns: 0
# reason: wrong|no_answer
total = f"{(sales['units'] * sales['price']).sum():.2f}"

# %% honest: a comma for the decimal point
# cell: total
# earns: 0
# reason: wrong|no_answer
total = 205,00

# %% honest: a whole table for a number
# cell: total
# earns: 0
# reason: wrong|no_answer
total = sales.assign(revenue=sales["units"] * sales["price"])[["revenue"]].sum().to_frame()

# %% honest: not a number, for a missing price
# cell: total
# earns: 0
# reason: wrong|no_answer
total = (sales["units"] * sales["price"].replace(5.0, np.nan)).sum(skipna=False)

# %% honest: a method that was not called
# cell: total
# earns: 0
# reason: wrong|no_answer
total = (sales["units"] * sales["price"]).sum

# %% honest: seven as a float
# cell: bystander
# earns: 2
# reason: right
bystander = 7.0

# %% honest: seven as an unsigned byte
# cell: bystander
# earns: 2
# reason: right
bystander = np.uint8(7)

# %% honest: seven in an array without dimensions
# cell: bystander
# earns: 2
# reason: right
bystander = np.array(7)

# %% honest: seven in a Series of one
# cell: bystander
# earns: 0
# reason: wrong
# In pandas 3 even a Series of one is neither true nor false.
bystander = pd.Series([7], index=["answer"])

# %% honest: seven as a complex number
# cell: bystander
# earns: 2
# reason: right
bystander = 7 + 0j

# %% honest: seven as a text
# cell: bystander
# earns: 0
# reason: wrong
bystander = "7"

# %% honest: seven, but for rounding
# cell: bystander
# earns: 0
# reason: wrong
bystander = 0.7 + 6.3000000001
