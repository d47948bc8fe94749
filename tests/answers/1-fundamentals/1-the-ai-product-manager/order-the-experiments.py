# %% right: the order of the list
roadmap = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]

# %% right: stop rule first
roadmap = ["stop rule", "baseline", "pilot", "shadow", "a/b test", "watch"]

# %% right: shadow before the rule
roadmap = ["baseline", "stop rule", "shadow", "pilot", "a/b test", "watch"]

# %% right: capitals and spaces, from one text
roadmap = [step.strip().title() for step in "baseline, stop rule, pilot, shadow, a/b test, watch".split(",")]

# %% right: a tuple
roadmap = ("stop rule", "baseline", "pilot", "shadow", "A/B test", "watch")

# %% right: shadow first of all, nobody is touched
roadmap = ["shadow", "baseline", "stop rule", "pilot", "a/b test", "watch"]

# %% right: sorted by a week plan
weeks = {"watch": 20, "a/b test": 12, "shadow": 6, "pilot": 4, "baseline": 1, "stop rule": 2}
roadmap = sorted(weeks, key=weeks.get)

# %% right: built up with append and insert
roadmap = ["pilot", "shadow"]
roadmap.insert(0, "stop rule")
roadmap.insert(0, "baseline")
roadmap += ["a/b test", "watch"]

# %% right: pandas Series
roadmap = pd.Series(["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"])

# %% right: stop rule, shadow, baseline
roadmap = ["stop rule", "shadow", "baseline", "pilot", "a/b test", "watch"]

# %% right: baseline, shadow, stop rule
roadmap = ["baseline", "shadow", "stop rule", "pilot", "a/b test", "watch"]

# %% wrong: stop rule after the first experiment
# message: A stop rule that is written after the result
# points: 1.6
roadmap = ["baseline", "pilot", "stop rule", "shadow", "a/b test", "watch"]

# %% wrong: stop rule last
# message: A stop rule that is written after the result
# points: 1.6
roadmap = ["baseline", "pilot", "shadow", "a/b test", "watch", "stop rule"]

# %% wrong: a/b test before shadow
# message: A model that errs badly should be found before
# points: 1.6
roadmap = ["baseline", "stop rule", "pilot", "a/b test", "shadow", "watch"]

# %% wrong: model first, a/b then rule
# message: 1 of 5 reasons speaks against this order. `pilot`
# points: 1.6
roadmap = ["baseline", "stop rule", "shadow", "a/b test", "pilot", "watch"]

# %% wrong: watch before launch
# message: Watching what was launched comes after deciding what
# points: 1.6
roadmap = ["watch", "baseline", "stop rule", "pilot", "shadow", "a/b test"]

# %% wrong: baseline after the warning is shown
# message: 1 of 5 reasons speaks against this order. `baseline`
# points: 1.6
roadmap = ["stop rule", "pilot", "baseline", "shadow", "a/b test", "watch"]

# %% wrong: a/b test first, learn later
# message: 2 of 5 reasons speak against this order
# points: 1.2
roadmap = ["a/b test", "baseline", "stop rule", "pilot", "shadow", "watch"]

# %% wrong: everything backwards
# message: 5 of 5 reasons speak against this order
roadmap = ["watch", "a/b test", "shadow", "pilot", "stop rule", "baseline"]

# %% wrong: alphabetical
# message: 3 of 5 reasons speak against this order
# points: 0.8
roadmap = sorted(["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"])

# %% wrong: one step left out
# message: it lacks stop rule.
roadmap = ["baseline", "pilot", "shadow", "a/b test", "watch"]

# %% wrong: a step twice
# message: it repeats watch.
roadmap = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch", "watch"]

# %% wrong: a name of one's own
# message: has the unknown ab test, stopping rule
roadmap = ["baseline", "stopping rule", "pilot", "shadow", "AB test", "watch"]

# %% wrong: a set, which has no order
# message: `roadmap` is a set, which has no order.
roadmap = {"baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"}

# %% wrong: the stars of the bold type copied
# message: has the unknown **a/b test**, **baseline**
roadmap = ["**baseline**", "**stop rule**", "**pilot**", "**shadow**", "**a/b test**", "**watch**"]
