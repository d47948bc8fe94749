# Right rows of other types than expected, and honest ones that are partly right or wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: ranks as a tuple
# cell: partial
# earns: 2
# reason: right
ranks = 2, 4, 1, 3

# %% honest: ranks as floats of scipy
# cell: partial
# earns: 2
# reason: right
# stock: yes
from scipy.stats import rankdata
ranks = rankdata([-stall for stall in stalls])

# %% honest: ranks as a Series with names
# cell: partial
# earns: 2
# reason: right
ranks = pd.Series(stalls, index=["fruit", "fish", "bread", "tea"]).rank(ascending=False)

# %% honest: ranks as the values of a dict
# cell: partial
# earns: 2
# reason: right
ranks = {stall: place for place, stall in enumerate(sorted(stalls)[::-1], 1)}
ranks = {stall: ranks[stall] for stall in stalls}.values()

# %% honest: ranks as an Index of small integers
# cell: partial
# earns: 2
# reason: right
ranks = pd.Index(np.argsort(np.argsort(np.negative(stalls))) + 1, dtype="int8")

# %% honest: ranks as a column of categories
# cell: partial
# earns: 2
# reason: right
ranks = pd.Categorical([2, 4, 1, 3], categories=[1, 2, 3, 4], ordered=True)

# %% honest: ranks as fractions and Decimals
# cell: partial
# earns: 2
# reason: right
from decimal import Decimal
from fractions import Fraction
ranks = [Fraction(2), Decimal(4), 1.0, np.uint8(3)]

# %% honest: three ranks of four
# cell: partial
# earns: 1.5
# reason: partly
# stock: yes
ranks = [2, 4, 1, 4]

# %% honest: half of the ranks, as a tuple of floats
# cell: partial
# earns: 1
# reason: partly
ranks = (2.0, 4.0, 3.0, 1.0)

# %% honest: one rank of four, as a numpy array
# cell: partial
# earns: 0.5
# reason: partly
# The points are a numpy number, which plain nbgrader takes for full marks.
ranks = np.full(4, 4, dtype=np.int16)

# %% honest: ranked from the smallest
# cell: partial
# earns: 0
# reason: wrong
ranks = [sorted(stalls).index(stall) + 1 for stall in stalls]

# %% honest: the order instead of the ranks
# cell: partial
# earns: 0
# reason: wrong
ranks = list(np.argsort(stalls)[::-1] + 1)

# %% honest: a fifth rank
# cell: partial
# earns: 0
# reason: wrong
ranks = [2, 4, 1, 3, 5]

# %% honest: a generator, which has no length
# cell: partial
# earns: 0
# reason: wrong|no_answer
ranks = (sorted(stalls, reverse=True).index(stall) + 1 for stall in stalls)

# %% honest: ranks as texts
# cell: partial
# earns: 0
# reason: wrong
ranks = ["2", "4", "1", "3"]

# %% honest: a dict from stall to rank
# cell: partial
# earns: 0
# reason: wrong
ranks = {30: 2, 10: 4, 40: 1, 20: 3}
