# %% right: with the table's number
vision = {"measure": "misplaced", "now": misplaced.loc["four weeks", "per 100 sold"], "target": 30, "look_after": 6, "stop_above": 36, "vision": "By the end of 2013 at most 30 day tickets are misplaced for every 100 that are sold."}

# %% right: typed in and rounded, an ambitious target
vision = {"measure": "Misplaced", "now": 39, "target": 20, "look_after": 3, "stop_above": 39, "vision": "At the end of 2013 we misplace no more than 20 of every 100 tickets that riders buy."}

# %% right: a modest target
goal = 37
vision = dict(measure="misplaced", now=39.0, target=goal, look_after=9, stop_above=38.5, vision=f"In December 2013 riders find their ticket so often that at most {goal} per 100 sold are misplaced.")

# %% right: a stop below today's number
vision = {"measure": "misplaced", "now": 39.03, "target": 33, "look_after": 11, "stop_above": 34, "vision": "At most 33 tickets per 100 sold are misplaced at the end of the year 2013 in Washington."}

# %% wrong: an output
# message: Models released are an output
# points: 2.33
vision = {"measure": "models", "now": 39, "target": 33, "look_after": 6, "stop_above": 37, "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy."}

# %% wrong: a belief
# message: cannot turn out false
# points: 2.33
vision = {"measure": "delight", "now": 39, "target": 33, "look_after": 6, "stop_above": 37, "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy."}

# %% wrong: the target is where it stands
# message: nothing could go wrong
# points: 1.67
vision = {"measure": "misplaced", "now": 39, "target": 39, "look_after": 6, "stop_above": 39, "vision": "By the end of 2013 at most 39 tickets are misplaced for every 100 that riders buy."}

# %% wrong: a forecast without error
# message: nothing that you have seen comes near
# points: 2.33
vision = {"measure": "misplaced", "now": 39, "target": 0, "look_after": 6, "stop_above": 37, "vision": "By the end of 2013 0 tickets are misplaced of all that riders buy from our helpers at the docks."}

# %% wrong: the stop never comes
# message: although nothing got better
# points: 2.33
vision = {"measure": "misplaced", "now": 39, "target": 33, "look_after": 6, "stop_above": 60, "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy."}

# %% wrong: now is last week's hour
# message: This is last week's hour
# points: 1.67
vision = {"measure": "misplaced", "now": 46.4, "target": 33, "look_after": 6, "stop_above": 42, "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy."}

# %% wrong: the sentence has no number
# message: write it in digits
# points: 0
vision = {"measure": "misplaced", "now": 39, "target": 33, "look_after": 6, "stop_above": 37, "vision": "By the end of the year far fewer tickets are misplaced than riders ever had to fear."}

# %% wrong: a look after the year is over
# message: look_after
# points: 0
vision = {"measure": "misplaced", "now": 39, "target": 33, "look_after": 24, "stop_above": 37, "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy."}

# %% wrong: a target that is hope
# message: nothing that you have seen comes near
# points: 2.33
vision = {"measure": "misplaced", "now": 39, "target": 1, "look_after": 6, "stop_above": 2, "vision": "By the end of 2013 at most 1 ticket is misplaced for every 100 that riders buy."}

# %% wrong: the sentence has another target
# message: does not name your target
# points: 2.67
vision = {"measure": "misplaced", "now": 39, "target": 30, "look_after": 6, "stop_above": 37, "vision": "By the end of 2013 at most 29 tickets are misplaced for every 100 that riders buy."}

# %% right: a target with a decimal, at the end of the sentence
vision = {"measure": "misplaced", "now": 39, "target": 32.5, "look_after": 6, "stop_above": 37, "vision": "Over the year 2013 the tickets misplaced for every 100 that riders buy are at most 32.5."}
