# %% right: the order of the lesson
order = ["b", "f", "a", "d", "c", "g", "e"]

# %% right: price and rule first, then the release
order = ["b", "a", "f", "d", "c", "g", "e"]

# %% right: the release first, in a tuple, with capitals
order = ("F", "B", " a", "D", "c", "G", "e")

# %% right: letters of a text
order = list("fbadcge")

# %% wrong: the rule is fixed when the numbers are in
# message: can be bent until it fits them
# points: 1.71
order = ["b", "f", "d", "a", "c", "g", "e"]

# %% wrong: the price comes last
# message: A price that is set while numbers come in
# points: 1.71
order = ["f", "a", "d", "c", "b", "g", "e"]

# %% wrong: the candidate is released before it is compared
# message: The verdict follows from the comparison
# points: 1.71
order = ["b", "a", "f", "d", "g", "c", "e"]

# %% wrong: the shadow has nothing to stand beside
# message: A shadow stands beside something that runs
# points: 1.71
order = ["b", "a", "d", "c", "f", "g", "e"]

# %% wrong: back to front
# message: 7 of 7 reasons
# points: 0
order = ["e", "g", "c", "d", "a", "f", "b"]

# %% wrong: as a set, which has no order
# message: has no order
# points: 0
order = {"b", "f", "a", "d", "c", "g", "e"}

# %% wrong: a step is missing
# message: lacks e
# points: 0
order = ["b", "f", "a", "d", "c", "g"]

# %% right: the rule in percent before the price
order = ["a", "b", "f", "d", "c", "g", "e"]

# %% wrong: the rule is fixed after the comparison
# message: 2 of 7 reasons
# points: 1.43
order = ["b", "f", "d", "c", "a", "g", "e"]
