# %% right: the letter
drafts = "s"

# %% right: with spaces around it
drafts = "s".center(5)

# %% right: taken out of a text
drafts = "pqrs"[3]

# %% right: what is left when three are struck out
drafts = (set("pqrs") - set("pqr")).pop()

# %% wrong: the agents' consent
# message: describes the output
drafts = "p"

# %% wrong: tickets closed
# message: is work once more
drafts = "q"

# %% wrong: the output polished
# message: hopes for the outcome
drafts = "r"

# %% wrong: two letters
# message: must be one of
drafts = "ps"

# %% wrong: the place instead of the letter
# message: must be one of
drafts = 4

# %% wrong: the dots are left
# message: put your answer in its place
drafts = ...
