# %% right: the letter
claims = "r"

# %% right: the next letter
claims = chr(ord("p") + 2)

# %% right: a capital
claims = "R"

# %% right: with spaces around it
claims = "r".center(5)

# %% wrong: the most accurate
# message: as one and one
claims = "p"

# %% wrong: without what it takes to run
# message: Are they all that it costs
claims = "q"

# %% wrong: low precision
# message: That most alarms are false
claims = "s"

# %% wrong: two letters
# message: must be one of
claims = "pr"

# %% wrong: the place instead of the letter
# message: must be one of
claims = 3

# %% wrong: the dots are left
# message: put your answer in its place
claims = ...
