# What people do in notebooks: magics, shell lines, ways to bind a name, answers that were not finished.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: %%time
# cell: total
# earns: 2
# reason: right
# stock: yes
%%time
total = (sales["units"] * sales["price"]).sum()

# %% honest: %%capture
# cell: total
# earns: 2
# reason: right
%%capture captured --no-stderr
print("quiet")
total = (sales["units"] * sales["price"]).sum()

# %% honest: %time and %timeit beside the answer
# cell: total
# earns: 2
# reason: right
%timeit -n1 -r1 (sales["units"] * sales["price"]).sum()
%time total = (sales["units"] * sales["price"]).sum()

# %% honest: %matplotlib inline, and settings of the notebook
# cell: total
# earns: 2
# reason: right
# stock: yes
%matplotlib inline
%config InlineBackend.figure_format = "retina"
%config InteractiveShell.ast_node_interactivity = "all"
%load_ext autoreload
%autoreload 2
%precision 3
sales.head(1)
total = (sales["units"] * sales["price"]).sum()
total

# %% honest: shell lines, and their answer
# cell: total
# earns: 2
# reason: right
!echo "units times price" && date +%Y
answer = !echo 205
total = float(answer[0])

# %% honest: question marks
# cell: total
# earns: 2
# reason: right
sales.groupby?
?pd.DataFrame.sum
close??
total = (sales["units"] * sales["price"]).sum()

# %% honest: semicolons behind everything
# cell: total
# earns: 2
# reason: right
revenue = sales["units"] * sales["price"]; total = revenue.sum();
total;

# %% honest: await in the cell
# cell: total
# earns: 2
# reason: right
# stock: yes
import asyncio
async def revenue(row):
    await asyncio.sleep(0.01)
    return row.units * row.price
parts = await asyncio.gather(*[revenue(row) for row in sales.itertuples()])
total = sum(parts)

# %% honest: async loops and contexts
# cell: total
# earns: 2
# reason: right
import asyncio, contextlib
async def rows():
    for row in sales.itertuples():
        await asyncio.sleep(0)
        yield row
@contextlib.asynccontextmanager
async def opened():
    yield rows()
async with opened() as found:
    total = sum([row.units * row.price async for row in found])

# %% honest: only if it is the main program
# cell: total
# earns: 2
# reason: right
def main():
    return (sales["units"] * sales["price"]).sum()
if __name__ == "__main__":
    total = main()

# %% honest: globals, in three ways
# cell: total
# earns: 2
# reason: right
import __main__
def work_out():
    global total
    total = 0
work_out()
exec("total += 5")
globals()["total"] += 100
__main__.total += 100

# %% honest: bound by a loop, a walrus and a star
# cell: total
# earns: 2
# reason: right
*_, last = [running := 0] + [running := running + u * p for u, p in zip(sales["units"], sales["price"])]
for total in (0, last): pass
total: float

# %% honest: the notebook's own memory of inputs and outputs
# cell: total
# earns: 2
# reason: right
ip = get_ipython()
print(len(In), sorted(Out)[:1], ip.execution_count, _ih[-1][:20])
%who_ls
%pwd
total = ip.ev('(sales["units"] * sales["price"]).sum()')

# %% honest: helpers that are cleaned away
# cell: total
# earns: 2
# reason: right
units, price = sales["units"], sales["price"]
total = (units * price).sum()
del units, price

# %% honest: it checks itself
# cell: total
# earns: 2
# reason: right
import doctest, unittest
total = (sales["units"] * sales["price"]).sum()
assert close(total, 205), "something is wrong"
class Test(unittest.TestCase):
    def test_total(self): self.assertAlmostEqual(total, 205)
unittest.main(argv=[""], exit=False, verbosity=0)

# %% honest: right, but the cell ends with an error
# cell: total
# earns: 2
# reason: right
total = (sales["units"] * sales["price"]).sum()
print(totl)

# %% honest: right, but the cell ends with an interrupt
# cell: total
# earns: 2
# reason: right
total = (sales["units"] * sales["price"]).sum()
raise KeyboardInterrupt

# %% honest: %%timeit, which binds nothing
# cell: total
# earns: 0
# reason: no_answer|wrong
%%timeit -n1 -r1
total = (sales["units"] * sales["price"]).sum()

# %% honest: a capital letter
# cell: total
# earns: 0
# reason: no_answer|wrong
Total = (sales["units"] * sales["price"]).sum()

# %% honest: printed only
# cell: total
# earns: 0
# reason: no_answer|wrong
print((sales["units"] * sales["price"]).sum())

# %% honest: an error before the answer
# cell: total
# earns: 0
# reason: crashed|no_answer|wrong
total = (sales["unit"] * sales["price"]).sum()

# %% honest: only a comment
# cell: total
# earns: 0
# reason: no_answer|wrong
# I did not get to this one. Sorry!

# %% honest: a bracket is missing
# cell: table
# earns: 0
# reason: crashed|no_answer|wrong
by_region = sales.assign(revenue=sales.units * sales.price.groupby("region"

# %% honest: a module of its own, written and imported
# cell: total
# earns: 2
# reason: right
from pathlib import Path
import importlib, sys
Path("my_helpers_7f3a.py").write_text("def total(df):\n    return (df['units'] * df['price']).sum()\n", encoding="utf-8")
sys.path.insert(0, "")
importlib.invalidate_caches()
import my_helpers_7f3a
total = my_helpers_7f3a.total(sales)

# %% honest: the profiler
# cell: total
# earns: 2
# reason: right
%prun -q -D profile.out total = (sales["units"] * sales["price"]).sum()
