# %% right: as in the form
method = {"a": "not early", "b": "steps", "c": "asked once", "d": "steps", "e": "too dear", "f": "steps", "g": "harm"}

# %% right: capitals and another order
method = {"G": "Harm", "F": "Steps", "E": "too dear", "D": "steps", "C": "Asked once", "B": "steps ", "A": "Not early"}

# %% right: steps first, then the exceptions
method = dict.fromkeys("abcdefg", "steps")
method.update(a="not early", c="asked once", e="too dear", g="harm")

# %% wrong: steps for everything
# message: Before the certificate none may be sold
# points: 0.86
method = dict.fromkeys("abcdefg", "steps")

# %% wrong: wherever people may suffer it is harm
# message: What the case says is that nothing may go out
# points: 1.14
method = {"a": "harm", "b": "harm", "c": "asked once", "d": "steps", "e": "too dear", "f": "harm", "g": "harm"}

# %% wrong: two reasons are exchanged
# message: that nobody calls the patients back
# points: 1.43
method = {"a": "harm", "b": "steps", "c": "asked once", "d": "steps", "e": "too dear", "f": "steps", "g": "not early"}

# %% wrong: the depot and the furnace in steps
# message: What would be the second step
# points: 1.43
method = {"a": "not early", "b": "steps", "c": "steps", "d": "steps", "e": "steps", "f": "steps", "g": "harm"}

# %% wrong: one pass, without a reason
# message: must be one of
# points: 0
method = {"a": "one pass", "b": "steps", "c": "one pass", "d": "steps", "e": "one pass", "f": "steps", "g": "one pass"}
