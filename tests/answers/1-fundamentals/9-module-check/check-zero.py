# %% right: the letter
zero = "p"

# %% right: a capital
zero = "P"

# %% right: with spaces around it
zero = "p".center(5)

# %% right: taken out of a text
zero = "pqrs"[0]

# %% wrong: grounded taken for right
# message: A page can be out of date
zero = "q"

# %% wrong: zero taken for never
# message: Zero in a sample is not zero in the month
zero = "r"

# %% wrong: the share of the sample
# message: not what share
zero = "s"

# %% wrong: the place instead of the letter
# message: must be one of
zero = 1

# %% wrong: the dots are left
# message: put your answer in its place
zero = ...

# %% wrong: a list
# message: must be one of
zero = ["p"]
