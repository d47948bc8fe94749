# %% right: as in the lesson, the ceiling just above the price
offer = {
    "price": 0.20,
    "at_most": 0.20 * (missed["rule"] - missed["model with measured weather"]),
    "decision": "try",
    "because": "Perfect weather saves about 15,700 euros a year, and a real forecast less.",
}

# %% right: a low price
saved = missed["rule"] - missed["model with measured weather"]
offer = {
    "price": 0.1, "at_most": round(0.1 * saved, -2), "decision": "leave",
    "because": f"Even perfect weather would save {saved * 0.1:,.0f} euros, less than it costs.",
}

# %% right: a high price, rounded to hundreds, capitals
offer = {
    "Price": 0.50, "at_most": round((missed["rule"] - missed["model with measured weather"]) / 2 / 100) * 100, "Decision": "TRY",
    "because": "At 50 cents a bike the most it can save is worth three times its cost.",
}

# %% right: the best of today, found by min
best = min(missed["nothing"], missed["rule"], missed["model with memory"])
offer = dict(
    price=1, at_most=float(best - missed["model with measured weather"]), decision="try",
    because="With 1 euro a bike there is much to gain, but nobody knows how good these forecasts are.",
)

# %% wrong: signed at once, for little more than it costs
# message: how good would a forecast have to be
# points: 1
offer = {
    "price": 0.20, "at_most": 0.20 * (missed["rule"] - missed["model with measured weather"]), "decision": "buy",
    "because": "Perfect weather saves about 15,700 euros a year, which is more than 12,000.",
}

# %% wrong: left although it may pay
# message: against the € 12,000
# points: 1
offer = {
    "price": 0.50, "at_most": 0.50 * (missed["rule"] - missed["model with measured weather"]), "decision": "leave",
    "because": "The rule is good enough for us, being off by only 22 in 100.",
}

# %% wrong: tried although it cannot pay
# message: against the € 12,000
# points: 1
offer = {
    "price": 0.10, "at_most": 0.10 * (missed["rule"] - missed["model with measured weather"]), "decision": "try",
    "because": "It may save up to 7,800 euros a year, so it is worth a try.",
}

# %% wrong: held against doing nothing
# message: against doing nothing
# points: 2
offer = {
    "price": 0.20, "at_most": 0.20 * (missed["nothing"] - missed["model with measured weather"]), "decision": "try",
    "because": "Perfect weather saves over 200,000 euros a year, which is far more than it costs.",
}

# %% wrong: held against the model with memory
# message: The rule misplaces fewer bikes
# points: 2
offer = {
    "price": 0.50, "at_most": 0.50 * (missed["model with memory"] - missed["model with measured weather"]), "decision": "try",
    "because": "Perfect weather saves about 47,000 euros a year over our model without weather.",
}

# %% wrong: what the errors cost
# message: What is saved is a difference
# points: 2
offer = {
    "price": 0.20, "at_most": 0.20 * missed["model with measured weather"], "decision": "try",
    "because": "With perfect weather our errors still cost about 74,000 euros in a year.",
}

# %% wrong: bikes instead of euros
# message: Give each its price
# points: 2
offer = {
    "price": 0.20, "at_most": missed["rule"] - missed["model with measured weather"], "decision": "try",
    "because": "Perfect weather would save about 78,000 misplaced bikes in the whole year.",
}

# %% wrong: the cost is taken off
# message: then compare
# points: 2
offer = {
    "price": 0.50, "at_most": 0.50 * (missed["rule"] - missed["model with measured weather"]) - 12000, "decision": "try",
    "because": "After paying 12,000 euros there are about 27,000 euros a year left to gain.",
}

# %% wrong: the sign turned round
# message: The sign is turned round
# points: 2
offer = {
    "price": 0.20, "at_most": 0.20 * (missed["model with measured weather"] - missed["rule"]), "decision": "try",
    "because": "Perfect weather saves about 15,700 euros a year, and a real forecast less.",
}

# %% wrong: a price out of bounds
# message: between 0.05 and 1
# points: 0
offer = {
    "price": 20, "at_most": 20 * (missed["rule"] - missed["model with measured weather"]), "decision": "try",
    "because": "Perfect weather saves 20 cents for each of 78,000 bikes in a year.",
}

# %% wrong: a sentence without a number
# message: lacks the number that it rests on
# points: 0
offer = {
    "price": 0.20, "at_most": 0.20 * (missed["rule"] - missed["model with measured weather"]), "decision": "try",
    "because": "Perfect weather saves more than the service costs, so we should have a look at it.",
}

# %% right: left, since a real forecast would have to be nearly perfect
offer = {
    "price": 0.16, "at_most": 12800, "decision": "leave",
    "because": "Perfect weather saves 12,800 euros at most, and a forecast would have to be nearly perfect to pay.",
}

# %% right: bought at once, since a third of what perfect weather saves would pay for it
offer = {
    "price": 1, "at_most": missed["rule"] - missed["model with measured weather"], "decision": "buy",
    "because": "At 1 euro a bike a forecast needs a sixth of what perfect weather saves, and buying is the trial.",
}
