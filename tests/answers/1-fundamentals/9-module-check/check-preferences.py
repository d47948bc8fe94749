# %% right: the letter
preferred = "q"

# %% right: with spaces around it
preferred = "q".center(5)

# %% right: taken out of a text
preferred = "pqrs"[1]

# %% right: what is left when three are struck out
preferred = (set("pqrs") - set("prs")).pop()

# %% wrong: people would notice
# message: They saw two answers, not the tariff
preferred = "p"

# %% wrong: preferences say nothing
# message: is a finding
preferred = "r"

# %% wrong: errors die out
# message: It learns what wins
preferred = "s"

# %% wrong: the dots are left
# message: put your answer in its place
preferred = ...

# %% wrong: a list
# message: must be one of
preferred = ["q"]

# %% wrong: a letter that is not there
# message: must be one of
preferred = "t"
