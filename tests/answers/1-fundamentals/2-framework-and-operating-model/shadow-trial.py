# %% right: as in the hints
cost_running = trial.loc["last week", "too few"] * 0.60 + trial.loc["last week", "too many"] * 0.20
cost_tried = trial.loc["four weeks", "too few"] * 0.60 + trial.loc["four weeks", "too many"] * 0.20
verdict = "drop"

# %% right: both at once
both = trial @ pd.Series({"too few": 0.6, "too many": 0.2})
cost_running, cost_tried = both["last week"], both["four weeks"]
verdict = "release" if cost_tried <= 0.95 * cost_running else "drop"

# %% right: from the hours, without the table
gap = tickets.loc["2011-02"].drop(columns=["actual", "nothing"]).rsub(tickets.loc["2011-02", "actual"], axis=0)
cost_running, cost_tried = (gap.clip(lower=0) * 0.6 + (-gap).clip(lower=0) * 0.2).sum()
verdict = "Drop"

# %% right: typed in from the table, by hand
cost_running = 2728 * 0.6 + 1660 * 0.2
cost_tried = 3363 * 0.6 + 606 * 0.2
verdict = "drop"

# %% right: rounded to euros
cost_running = 1969
cost_tried = 2139
verdict = " drop "

# %% wrong: tickets are counted, not priced
# message: Give each kind of error its price
# points: 1
cost_running = trial.loc["last week"].sum()
cost_tried = trial.loc["four weeks"].sum()
verdict = "release"

# %% wrong: the two prices are swapped
# message: a ticket too few is the dear one
# points: 1
cost_running = trial.loc["last week", "too few"] * 0.20 + trial.loc["last week", "too many"] * 0.60
cost_tried = trial.loc["four weeks", "too few"] * 0.20 + trial.loc["four weeks", "too many"] * 0.60
verdict = "release"

# %% wrong: the two policies are swapped
# message: last week's hour is what runs
# points: 1
cost_running = 2139
cost_tried = 1969
verdict = "release"

# %% wrong: costs are right, the verdict goes by the count
# message: release only what costs at least 5 % less
# points: 2
cost_running = 1968.8
cost_tried = 2139
verdict = "release"

# %% wrong: tickets too many are taken off
# message: add it, do not take it off
# points: 1
cost_running = 2728 * 0.6 - 1660 * 0.2
cost_tried = 3363 * 0.6 - 606 * 0.2
verdict = "drop"

# %% wrong: only the tickets too few
# message: leaves out the tickets too many
# points: 1
cost_running = 2728 * 0.6
cost_tried = 3363 * 0.6
verdict = "drop"

# %% wrong: the verdict is yes
# message: must be one of 'release', 'drop'
# points: 0
cost_running = 1969
cost_tried = 2139
verdict = "yes"

# %% wrong: the verdict contradicts the costs
# message: release only what costs at least 5 % less
# points: 0
cost_running = 1541.6
cost_tried = 1036.2
verdict = "drop"

# %% wrong: no costs, and a lucky verdict
# message: release only what costs at least 5 % less
# points: 0
cost_running = 0
cost_tried = 0
verdict = "drop"

# %% wrong: in cents
# message: is it in percent, or in cents
# points: 0
cost_running = 196880
cost_tried = 213900
verdict = "drop"
