# %% right: as in the forms
decides = {"a": "product manager", "b": "designer", "c": "tech lead", "d": "data scientist", "e": "product manager", "f": "product manager", "g": "data scientist"}
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% right: capitals
decides = {"A": "Product Manager", "B": "Designer", "C": "Tech Lead", "D": "Data Scientist", "E": "Product Manager", "F": "Product manager", "G": "Data scientist"}
asked = {"E": "Legal counsel", "C": "Operations", "B": "Helpers", "A": "Finance"}

# %% right: by name first
names = {"product manager": "aef", "designer": "b", "tech lead": "c", "data scientist": "dg"}
decides = {letter: name for name, letters in names.items() for letter in letters}
asked = dict(zip("abce", ["finance", "helpers", "operations", "legal counsel"]))

# %% wrong: the product manager decides everything
# message: Whether people can work with it is usability
# points: 1.86
decides = dict.fromkeys("abcdefg", "product manager")
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% wrong: the data scientist releases and prices
# message: not about data
# points: 2.43
decides = {"a": "data scientist", "b": "designer", "c": "tech lead", "d": "data scientist", "e": "product manager", "f": "data scientist", "g": "data scientist"}
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% wrong: whoever would like to release says what the trial proves
# message: even if the product manager would like to release
# points: 2.71
decides = {"a": "product manager", "b": "designer", "c": "tech lead", "d": "product manager", "e": "product manager", "f": "product manager", "g": "data scientist"}
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% wrong: two who are asked are exchanged
# message: 2 of the 4 entries of `asked`
# points: 2.5
decides = {"a": "product manager", "b": "designer", "c": "tech lead", "d": "data scientist", "e": "product manager", "f": "product manager", "g": "data scientist"}
asked = {"a": "legal counsel", "b": "helpers", "c": "operations", "e": "finance"}

# %% wrong: the team decides
# message: must be one of
# points: 0
decides = dict.fromkeys("abcdefg", "the team")
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% wrong: one decision has no name
# message: lacks the key 'g'
# points: 0
decides = {"a": "product manager", "b": "designer", "c": "tech lead", "d": "data scientist", "e": "product manager", "f": "product manager"}
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}

# %% wrong: what flatters the trial is left to the tech lead
# message: whether the trial proves anything is about evidence
# points: 2.71
decides = {"a": "product manager", "b": "designer", "c": "tech lead", "d": "data scientist", "e": "product manager", "f": "product manager", "g": "tech lead"}
asked = {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}
