# Cells that people add: some of them fail, none of them is an answer.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: a cell of its own that fails
# cell: extra
# earns: 2
# reason: right
print("Trying something")
sales.loc["nowhere"]

# %% honest: a cell of its own that is no Python
# cell: extra
# earns: 2
# reason: right
# stock: yes
Note to myself: ask about the price in the east.

# %% honest: a cell of its own that was interrupted
# cell: extra
# earns: 2
# reason: right
raise KeyboardInterrupt("I stopped it by hand")

# %% honest: a cell of its own that leaves
# cell: extra
# earns: 2
# reason: right
import sys
if sales["units"].sum() > 20: sys.exit("enough")

# %% honest: a cell of its own that asks for input
# cell: extra
# earns: 2
# reason: right
name = input("Your name? ")

# %% honest: a magic that there is not, a package that there is not
# cell: extra
# earns: 2
# reason: right
%load_ext nobody_has_this
import nobody_has_this

# %% honest: %%bash, in a cell of its own
# cell: extra
# earns: 2
# reason: right
%%bash
for region in north south; do echo "$region"; done
exit 3

# %% honest: %%html and a script of no harm
# cell: extra
# earns: 2
# reason: right
%%html
<details><summary>Notes</summary><p>Prices are in €.</p></details>

# %% honest: %%writefile, in a cell of its own
# cell: extra
# earns: 2
# reason: right
%%writefile notes.py
"""Notes."""
PRICE = 10

# %% honest: the answers of several tasks in one cell
# cell: extra
# earns: 2
# reason: right
total, bystander, ranks = 205, 7, (2, 4, 1, 3)
settings = {"rate": 0.01, "rounds": 50, "layers": [16, 8]}
from statistics import mean
