# %% right: the form filled in
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
outcome_metric = "r"

# %% right: zip
kinds = dict(zip("abcdef", ["output", "outcome", "impact"] * 2))
outcome_metric = "rqps"[0]

# %% right: comprehension turned round, groups first
groups = {"output": "ad", "outcome": "be", "impact": "cf"}
kinds = {letter: word for word, letters in groups.items() for letter in letters}
outcome_metric = "r"

# %% right: capitals and spaces
kinds = {"a": "Output", "b": " outcome", "c": "IMPACT", "d": "output ", "e": "Outcome", "f": "Impact"}
outcome_metric = "R "

# %% right: keyword form, other order
kinds = dict(f="impact", e="outcome", d="output", c="impact", b="outcome", a="output")
outcome_metric = "r"

# %% right: capital letters as keys
kinds = {"A": "output", "B": "outcome", "C": "impact", "D": "output", "E": "outcome", "F": "impact"}
outcome_metric = "R"

# %% right: pandas Series turned into a dict
kinds = pd.Series(["output", "outcome", "impact", "output", "outcome", "impact"], index=list("abcdef")).to_dict()
outcome_metric = "r"

# %% right: pandas Series left as it is
kinds = pd.Series(["output", "outcome", "impact", "output", "outcome", "impact"], index=list("abcdef"))
outcome_metric = "r"

# %% wrong: plural words
# message: must be one of 'output', 'outcome', 'impact'
kinds = {"a": "outputs", "b": "outcomes", "c": "impacts", "d": "outputs", "e": "outcomes", "f": "impacts"}
outcome_metric = "r"

# %% wrong: every number called an impact
# message: 2 of the 6 entries of `kinds` are not
# points: 2.33
kinds = {"a": "output", "b": "impact", "c": "impact", "d": "output", "e": "impact", "f": "impact"}
outcome_metric = "r"

# %% wrong: shipping called an outcome
# message: Being live is something we did
# points: 2.33
kinds = {"a": "outcome", "b": "outcome", "c": "impact", "d": "outcome", "e": "outcome", "f": "impact"}
outcome_metric = "r"

# %% wrong: outcome and impact swapped
# message: 4 of the 6 entries of `kinds` are not
# points: 1.67
kinds = {"a": "output", "b": "impact", "c": "outcome", "d": "output", "e": "impact", "f": "outcome"}
outcome_metric = "r"

# %% wrong: mixed good and bad news is no impact
# message: 1 of the 6 entries of `kinds` is not
# points: 2.67
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "outcome"}
outcome_metric = "r"

# %% wrong: reports are an output
# message: Reporting is something that customers do, not the team
# points: 2.67
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "output", "f": "impact"}
outcome_metric = "r"

# %% wrong: kinds right, accuracy as the metric
# message: Accuracy describes the output, and never warning has more
# points: 2
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
outcome_metric = "p"

# %% wrong: kinds right, warnings shown as the metric
# message: More warnings are easy to make
# points: 2
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
outcome_metric = "q"

# %% wrong: kinds right, profit as the metric
# message: Yearly profit moves for a hundred reasons
# points: 2
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
outcome_metric = "s"

# %% wrong: everything an outcome
# message: Being live is something we did
# points: 1.67
kinds = dict.fromkeys("abcdef", "outcome")
outcome_metric = "r"

# %% wrong: output and impact swapped
# message: 4 of the 6 entries of `kinds` are not
# points: 0.67
kinds = {"a": "impact", "b": "outcome", "c": "output", "d": "impact", "e": "outcome", "f": "output"}
outcome_metric = "p"

# %% wrong: the metric named by its sentence letter
# message: must be one of 'p', 'q', 'r', 's'
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
outcome_metric = "b"

# %% wrong: euros called outcome
# message: 2 of the 6 entries of `kinds` are not
# points: 1.33
kinds = {"a": "output", "b": "outcome", "c": "outcome", "d": "output", "e": "outcome", "f": "outcome"}
outcome_metric = "s"

# %% wrong: one key left out
# message: `kinds` lacks the key 'f': copy the form
kinds = {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome"}
outcome_metric = "r"
