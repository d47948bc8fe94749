# Right tables in another dress, and honest ones that are wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: regions as categories
# cell: table
# earns: 0
# reason: wrong
# The check means texts: assert_frame_equal takes categories for something else, also with check_dtype=False.
by_region = (
    sales.astype({"region": "category"})
    .assign(revenue=lambda df: df.units * df.price)
    .groupby("region", as_index=False, observed=True)["revenue"]
    .sum()
)

# %% honest: regions as Python objects
# cell: table
# earns: 2
# reason: right
by_region = pd.DataFrame(
    {"region": pd.Series(["north", "south", "east", "west"], dtype=object), "revenue": [50, 120, 20, 15]}
)

# %% honest: regions as pandas' own strings, revenue that may be missing
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region = by_region.convert_dtypes()

# %% honest: revenue as Python objects
# cell: table
# earns: 2
# reason: right
by_region = pd.DataFrame([["east", 20.0], ["north", 50.0], ["south", 120.0], ["west", 15.0]], dtype=object)
by_region.columns = ["region", "revenue"]

# %% honest: revenue in float32
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region["revenue"] = by_region["revenue"].astype("float32")

# %% honest: revenue in whole numbers, columns the other way round
# cell: table
# earns: 2
# reason: right
# stock: yes
by_region = sales.eval("revenue = units * price").groupby("region").revenue.sum().astype(int).reset_index()
by_region = by_region[["revenue", "region"]]

# %% honest: sorted by revenue, with the old index
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region = by_region.sort_values("revenue", ascending=False)

# %% honest: an index of dates
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region.index = pd.date_range("2026-01-01", periods=4, tz="Europe/Berlin", name="day")

# %% honest: an index with the same number everywhere
# cell: table
# earns: 2
# reason: right
parts = [
    pd.DataFrame({"region": [region], "revenue": [(rows["units"] * rows["price"]).sum()]})
    for region, rows in sales.groupby("region")
]
by_region = pd.concat(parts)

# %% honest: an index of two levels, of which one was made a column again
# cell: table
# earns: 2
# reason: right
by_region = (
    sales.assign(year=2026, revenue=sales.units * sales.price)
    .groupby(["year", "region"])[["revenue"]]
    .sum()
    .reset_index("region")
)

# %% honest: from SQL
# cell: table
# earns: 2
# reason: right
import sqlite3
with sqlite3.connect(":memory:") as connection:
    sales.to_sql("sales", connection, index=False)
    by_region = pd.read_sql("select region, sum(units * price) as revenue from sales group by 1", connection)
connection.close()

# %% honest: from a dictionary in a loop
# cell: table
# earns: 2
# reason: right
from collections import defaultdict
sums = defaultdict(float)
for row in sales.itertuples():
    sums[row.region] += row.units * row.price
by_region = pd.DataFrame(sums.items(), columns=("region", "revenue"))

# %% honest: from a file that was written and read
# cell: table
# earns: 2
# reason: right
sales.assign(revenue=sales.units * sales.price).groupby("region")["revenue"].sum().to_csv("by_region.csv")
by_region = pd.read_csv("by_region.csv")

# %% honest: from a pickle of its own
# cell: table
# earns: 2
# reason: right
import tempfile
from pathlib import Path
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "by_region.pkl"
    sales.assign(revenue=sales.units * sales.price).groupby("region")["revenue"].sum().reset_index().to_pickle(path)
    by_region = pd.read_pickle(path)

# %% honest: a subclass of DataFrame with a method
# cell: table
# earns: 2
# reason: right
class Report(pd.DataFrame):
    _metadata = ["title"]
    @property
    def _constructor(self): return Report
    def best(self): return self.loc[self["revenue"].idxmax(), "region"]
by_region = Report(sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum())
by_region.title = "Revenue by region"

# %% honest: four rows seen of a table of 40 MB
# cell: table
# earns: 2
# reason: right
sums = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
everything = sums.iloc[np.tile(np.arange(len(sums)), 600_000)].reset_index(drop=True)
by_region = everything.head(4)

# %% honest: a table with notes in attrs
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region.attrs = {"source": "sales", "seen": {1, 2}, "made by": print}

# %% honest: column names from numpy
# cell: table
# earns: 2
# reason: right
by_region = pd.DataFrame([["east", 20.0], ["north", 50.0], ["south", 120.0], ["west", 15.0]])
by_region.columns = np.array(["region", "revenue"], dtype=object)

# %% honest: revenue that sparse memory holds
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region["revenue"] = by_region["revenue"].astype(pd.SparseDtype("float", 0.0))

# %% honest: revenue off by a billionth
# cell: table
# earns: 2
# reason: right
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region["revenue"] *= 1 + 1e-9

# %% honest: a column is added to the data first
# cell: table
# earns: 2
# reason: right
sales["revenue"] = sales["units"] * sales["price"]
by_region = sales.groupby("region", as_index=False).agg(revenue=("revenue", "sum"))

# %% honest: the data are sorted first, in place
# cell: table
# earns: 2
# reason: right
sales.sort_values(["region", "units"], inplace=True, ignore_index=True)
by_region = sales.groupby("region")[["units", "price"]].apply(lambda df: (df.units * df.price).sum())
by_region = by_region.rename("revenue").reset_index()

# %% honest: regions are the index
# cell: table
# earns: 0
# reason: wrong
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region")[["revenue"]].sum()

# %% honest: a Series
# cell: table
# earns: 0
# reason: wrong
by_region = (sales.units * sales.price).groupby(sales["region"]).sum()

# %% honest: a total below the table
# cell: table
# earns: 0
# reason: wrong
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region.loc[len(by_region)] = ["all", by_region["revenue"].sum()]

# %% honest: other names of columns
# cell: table
# earns: 0
# reason: wrong
by_region = sales.assign(Revenue=sales.units * sales.price).groupby("region", as_index=False)["Revenue"].sum()

# %% honest: revenue as texts with a sign of currency
# cell: table
# earns: 0
# reason: wrong
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region["revenue"] = by_region["revenue"].map("{:.2f} €".format)

# %% honest: mean instead of sum
# cell: table
# earns: 0
# reason: wrong
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].mean()
