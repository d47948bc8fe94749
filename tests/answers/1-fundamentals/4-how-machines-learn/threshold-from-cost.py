# %% right: as in the hints
textbook = 1 / (1 + 4)
too_dear = costs.loc[0.2, "as it is"] - 5325
cheapest = costs["as it is"].idxmin()
chosen = "codes mended"

# %% right: typed in
textbook = 0.2
too_dear = 6090 - 5325
cheapest = 0.26
chosen = "Codes mended"

# %% right: from clients, not from the table
textbook = 0.2
too_dear = ((scored["as it is"] >= 0.2) & ~test["default"]).sum() * 2.5 + ((scored["as it is"] < 0.2) & test["default"]).sum() * 10 - 5325
cheapest = min(costs.index, key=lambda step: costs.loc[step, "as it is"])
chosen = "codes mended"

# %% right: solved by hand
prices_of = (4, 1)
textbook = prices_of[1] / sum(prices_of)
too_dear = 765
cheapest = 0.26
chosen = "codes mended"

# %% wrong: one over four
# message: 4 p must be 1 - p
# points: 2
textbook = 0.25
too_dear = 765
cheapest = 0.26
chosen = "codes mended"

# %% wrong: the lesson's lender
# message: This is the lesson's lender
# points: 2
textbook = 1 / 6
too_dear = 765
cheapest = 0.26
chosen = "codes mended"

# %% wrong: one half
# message: This is at one half
# points: 1
textbook = 0.5
too_dear = costs.loc[0.5, "as it is"] - 5325
cheapest = 0.26
chosen = "codes mended"

# %% wrong: turned round
# message: The sign is turned round
# points: 1
textbook = 0.8
too_dear = -765
cheapest = 0.26
chosen = "codes mended"

# %% wrong: the cost, not the threshold, and the model as it is
# message: was found on the very clients
# points: 2.5
textbook = 0.2
too_dear = 765
cheapest = 0.26
chosen = "as it is"

# %% wrong: the mended model's column
# message: This is the model with mended codes
# points: 1.5
textbook = 0.2
too_dear = costs.loc[0.2, "codes mended"] - 5325
cheapest = 0.22
chosen = "codes mended"

# %% wrong: the rule is kept
# message: Hold its 5,325 against the mended model
# points: 2.5
textbook = 0.2
too_dear = 765
cheapest = 0.26
chosen = "rule"
