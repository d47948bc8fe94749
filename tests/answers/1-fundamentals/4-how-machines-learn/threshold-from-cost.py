# %% right: as in the hints
textbook = 1 / (1 + 9)
too_dear = costs.loc[0.1, "as it is"] - 7805
cheapest = costs["as it is"].idxmin()
chosen = "codes mended"

# %% right: typed in
textbook = 0.1
too_dear = 8192 - 7805
cheapest = 0.06
chosen = "Codes mended"

# %% right: from clients, not from the table
textbook = 0.1
too_dear = ((scored["as it is"] >= 0.1) & ~test["default"]).sum() * 2.5 + ((scored["as it is"] < 0.1) & test["default"]).sum() * 9 * 2.5 - 7805
cheapest = min(costs.index, key=lambda step: costs.loc[step, "as it is"])
chosen = "codes mended"

# %% right: solved by hand
prices_of = (9, 1)
textbook = prices_of[1] / sum(prices_of)
too_dear = 387
cheapest = 0.06
chosen = "codes mended"

# %% wrong: one over nine
# message: 9 p must be 1 - p
# points: 2
textbook = 1 / 9
too_dear = 387
cheapest = 0.06
chosen = "codes mended"

# %% wrong: the lesson's lender
# message: This is the lesson's lender
# points: 2
textbook = 1 / 6
too_dear = 387
cheapest = 0.06
chosen = "codes mended"

# %% wrong: one half
# message: This is at one half
# points: 1
textbook = 0.5
too_dear = costs.loc[0.5, "as it is"] - 7805
cheapest = 0.06
chosen = "codes mended"

# %% wrong: turned round
# message: The sign is turned round
# points: 1
textbook = 0.9
too_dear = -387
cheapest = 0.06
chosen = "codes mended"

# %% wrong: the model as it is
# message: who needs no model
# points: 2.5
textbook = 0.1
too_dear = 387
cheapest = 0.06
chosen = "as it is"

# %% wrong: the mended model's column
# message: This is the model with mended codes
# points: 1.5
textbook = 0.1
too_dear = costs.loc[0.1, "codes mended"] - 7805
cheapest = 0.12
chosen = "codes mended"

# %% wrong: held against the other rule
# message: Hold it against blocking everybody
# points: 2
textbook = 0.1
too_dear = 8848 - 8192
cheapest = 0.06
chosen = "codes mended"

# %% wrong: everybody is blocked
# message: Hold its 7,805 against the mended model
# points: 2.5
textbook = 0.1
too_dear = 387
cheapest = 0.06
chosen = "block everybody"
