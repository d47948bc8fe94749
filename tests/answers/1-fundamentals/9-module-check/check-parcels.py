# %% right: the letter
parcels = "q"

# %% right: taken out of a text
parcels = "pqrs"[1]

# %% right: what is left when three are struck out
parcels = (set("pqrs") - set("prs")).pop()

# %% right: an entry of a dict
reasons = {"p": "no", "q": "yes", "r": "no", "s": "no"}
parcels = max(reasons, key=reasons.get)

# %% wrong: the later month is trusted
# message: a leak stands in its table as well
parcels = "p"

# %% wrong: the wrong column
# message: not what it is about
parcels = "r"

# %% wrong: more of the same
# message: so has another year of it
parcels = "s"

# %% wrong: the place instead of the letter
# message: must be one of
parcels = 2

# %% wrong: the dots are left
# message: put your answer in its place
parcels = ...

# %% wrong: a list
# message: must be one of
parcels = ["q"]
