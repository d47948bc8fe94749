# %% right: rule of three
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 3 / 1200
needed = 15000
may_say = "q"

# %% right: exact
levels = dict(a=3, b=0, c=4, d=2)
up_to = 1 - 0.05 ** (1 / 1200)
needed = kinds.units_without_failure(1 / 5000)
may_say = "Q"

# %% right: rounded up, from a Series
levels = pd.Series([3, 0, 4, 2], index=list("abcd"))
up_to = 0.0025
needed = 14978
may_say = "q"

# %% wrong: one in n
# message: For 95 % it takes 3 in n.
# points: 1.5
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 1 / 1200
needed = 15000
may_say = "q"

# %% wrong: five thousand are enough
# message: For 95 % it takes three times as many.
# points: 1.5
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 0.0025
needed = 5000
may_say = "q"

# %% wrong: none so far, so none
# message: That does not mean that none can happen.
# points: 1.5
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 0
needed = 15000
may_say = "q"

# %% wrong: the 1,200 are taken off
# message: The 1,200 count too
# points: 1.5
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 0.0025
needed = 15000 - 1200
may_say = "q"

# %% wrong: emergency brake drives, the taxi is full automation
# message: In b it acts for a moment only, and you drive.
# points: 1.75
levels = {"a": 3, "b": 1, "c": 5, "d": 2}
up_to = 0.0025
needed = 15000
may_say = "q"

# %% wrong: holds for what was never seen
# message: None of these was.
# points: 1.5
levels = {"a": 3, "b": 0, "c": 4, "d": 2}
up_to = 0.0025
needed = 15000
may_say = "p"
