# %% right: from the table
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent = table[table["fluent"]]
fluent_and_wrong = fluent.loc[~fluent["right"], "answers"].sum() / fluent["answers"].sum()
ungrounded = table.loc[~table["grounded"], "answers"].sum() / 60

# %% right: typed and rounded, capitals
marks = {"a": "Grounded", "b": "Not grounded", "c": "Grounded", "d": "Not Grounded", "e": " grounded", "f": "not grounded "}
grounded_useless = "C"
fluent_and_wrong = 0.64
ungrounded = 0.52

# %% right: from the rows
marks = {letter: "grounded" if letter in "ace" else "not grounded" for letter in "abcdef"}
grounded_useless = "c"
fluent_and_wrong = (own["fluent"] & ~own["right"]).sum() / own["fluent"].sum()
ungrounded = 1 - own["grounded"].mean()

# %% right: loops
marks = dict(a="grounded", b="not grounded", c="grounded", d="not grounded", e="grounded", f="not grounded")
grounded_useless = "c"
count = good = 0
for row in own.itertuples():
    if row.fluent:
        count += 1
        good += not row.right
fluent_and_wrong = good / count
ungrounded = 31 / 60

# %% wrong: useless is taken for not grounded
# message: That it does not help is another mark.
# points: 2.81
marks = {"a": "grounded", "b": "not grounded", "c": "not grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 0.52

# %% wrong: a number in the passage is enough
# message: what is it the number of?
# points: 2.44
marks = {"a": "grounded", "b": "grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "b"
fluent_and_wrong = 0.64
ungrounded = 0.52

# %% wrong: leaving out is taken for not grounded
# message: leaving out is allowed
# points: 2.81
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "not grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 0.52

# %% wrong: base of all answers
# message: The base is the fluent answers.
# points: 2.25
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 36 / 60
ungrounded = 0.52

# %% wrong: the other side
# message: This is the share that is grounded.
# points: 2.25
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 29 / 60

# %% wrong: a count
# message: must be between 0 and 1
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 36
ungrounded = 31
