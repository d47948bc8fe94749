# %% right: as one sum
beyond_the_rule = 4 * (10_000 - 6_000) - 40_000

# %% right: typed in
beyond_the_rule = -24000

# %% right: two plans, month by month
def worth(finish):
    """Return what a plan saves over twelve months, after what is still to be paid."""
    total = -40_000 if finish else 0
    for month in range(12):
        total += 10_000 if finish and month >= 8 else 6_000
    return total

beyond_the_rule = worth(True) - worth(False)

# %% right: lists of months
beyond_the_rule = sum([6000] * 8 + [10000] * 4) - 40000 - sum([6000] * 12)

# %% right: a decimal
from decimal import Decimal
beyond_the_rule = Decimal('16000.00') - Decimal(40_000)

# %% wrong: against nothing
# message: holds the model against nothing
beyond_the_rule = 4 * 10_000 - 40_000

# %% wrong: what was spent counts
# message: Only what differs from now on
beyond_the_rule = 4 * (10_000 - 6_000) - 40_000 - 30_000

# %% wrong: against nothing, and what was spent counts
# message: what has been spent is spent either way
beyond_the_rule = 4 * 10_000 - 70_000

# %% wrong: from today on
# message: it takes eight to finish
beyond_the_rule = 12 * (10_000 - 6_000) - 40_000

# %% wrong: without what it takes
# message: What does finishing it take
beyond_the_rule = 4 * 4_000

# %% wrong: eight months in use
# message: It saves in those after
beyond_the_rule = 8 * 4_000 - 40_000

# %% wrong: all of the rule's months taken off
# message: only what differs
beyond_the_rule = 4 * 10_000 - 40_000 - 12 * 6_000

# %% wrong: the sign
# message: the wrong way round
beyond_the_rule = 24_000

# %% wrong: a comma
# message: a comma makes two numbers
beyond_the_rule = -24,000
