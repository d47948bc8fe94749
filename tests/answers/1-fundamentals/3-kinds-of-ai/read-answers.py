# %% right: from the table
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent = table[table["fluent"]]
fluent_and_wrong = fluent.loc[~fluent["right"], "answers"].sum() / fluent["answers"].sum()
ungrounded = table.loc[~table["grounded"], "answers"].sum()

# %% right: typed and rounded, capitals
marks = {"a": "Grounded", "b": "Not grounded", "c": "Grounded", "d": "Not Grounded", "e": " grounded", "f": "not grounded "}
grounded_useless = "C"
fluent_and_wrong = 0.64
ungrounded = 31

# %% right: from the rows
marks = {letter: "grounded" if letter in "ace" else "not grounded" for letter in "abcdef"}
grounded_useless = "c"
fluent_and_wrong = (own["fluent"] & ~own["right"]).sum() / own["fluent"].sum()
ungrounded = len(own) - own["grounded"].sum()

# %% right: loops
marks = dict(a="grounded", b="not grounded", c="grounded", d="not grounded", e="grounded", f="not grounded")
grounded_useless = "c"
count = good = 0
for row in own.itertuples():
    if row.fluent:
        count += 1
        good += not row.right
fluent_and_wrong = good / count
ungrounded = 31.0

# %% wrong: useless is taken for not grounded
# message: That it does not help is another mark.
# points: 2.81
marks = {"a": "grounded", "b": "not grounded", "c": "not grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 31

# %% wrong: a number in the passage is enough
# message: what is it the number of?
# points: 2.44
marks = {"a": "grounded", "b": "grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "b"
fluent_and_wrong = 0.64
ungrounded = 31

# %% wrong: leaving out is taken for not grounded
# message: leaving out is allowed
# points: 2.81
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "not grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 31

# %% wrong: base of all answers
# message: The base is the fluent answers.
# points: 2.25
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 36 / 60
ungrounded = 31

# %% wrong: the other side
# message: So many are grounded
# points: 2.25
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 29

# %% wrong: a count
# message: must be between 0 and 1
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 36
ungrounded = 31

# %% wrong: a share in place of a number
# message: This is a share. How many answers are that?
# points: 2.25
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 0.64
ungrounded = 31 / 60

# %% wrong: only what is neither grounded nor right
# message: A row of the table is missing
# points: 1.5
marks = {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
grounded_useless = "c"
fluent_and_wrong = 28 / 56
ungrounded = 30
