# %% right: as in the hints
mistaken_line = 4
cost_of_delay = costs.loc["2012-06":"2012-09", "last week"].sum() - costs.loc["2012-06":"2012-09", "four weeks"].sum()
wait = "no"

# %% right: typed in from the table
mistaken_line = 4
cost_of_delay = (5405 - 3951) + (7197 - 5618) + (4975 - 4542) + (6452 - 5081)
wait = "no"

# %% right: a loop over months
mistaken_line = 4.0
cost_of_delay = 0
for month in ["2012-06", "2012-07", "2012-08", "2012-09"]:
    cost_of_delay += costs.loc[month, "last week"] - costs.loc[month, "four weeks"]
wait = "NO"

# %% right: the column of differences
mistaken_line = 4
cost_of_delay = round((costs["last week"] - costs["four weeks"])["2012-06":"2012-09"].sum())
wait = "no"

# %% wrong: the analyst is believed, and two months are counted
# message: The lawyer asks for two months more
# points: 0.75
mistaken_line = 3
cost_of_delay = 3033
wait = "no"

# %% wrong: what runs is taken for what waiting costs
# message: take the difference
# points: 1.5
mistaken_line = 4
cost_of_delay = costs.loc["2012-06":"2012-09", "last week"].sum()
wait = "no"

# %% wrong: against doing nothing
# message: What runs is last week's hour
# points: 1.5
mistaken_line = 4
cost_of_delay = costs.loc["2012-06":"2012-09", "nothing"].sum() - costs.loc["2012-06":"2012-09", "four weeks"].sum()
wait = "no"

# %% wrong: October is counted too
# message: when it would be out
# points: 1.5
mistaken_line = 4
cost_of_delay = (costs["last week"] - costs["four weeks"])["2012-06":"2012-10"].sum()
wait = "no"

# %% wrong: the sign is turned round, and so is the decision
# message: that is what waiting costs
# points: 0.75
mistaken_line = 4
cost_of_delay = -4837
wait = "yes"

# %% wrong: the decision does not follow
# message: wait only if it costs less than it brings
# points: 2.25
mistaken_line = 4
cost_of_delay = 4837
wait = "yes"

# %% wrong: the sunk cost is taken off
# message: spent, whatever you decide
# points: 0.75
mistaken_line = 1
cost_of_delay = 4837 - 6000
wait = "yes"

# %% right: rounded to hundreds
mistaken_line = 4
cost_of_delay = 4800
wait = "no"

# %% wrong: the sign alone is turned round
# message: that is what waiting costs
# points: 1.5
mistaken_line = 4
cost_of_delay = -4836
wait = "no"

# %% wrong: waiting costs nothing
# message: wait only if it costs less than it brings
# points: 0.75
mistaken_line = 4
cost_of_delay = 0
wait = "yes"

# %% wrong: the second two months
# message: begin in June
# points: 0.75
mistaken_line = 4
cost_of_delay = 1804
wait = "no"
