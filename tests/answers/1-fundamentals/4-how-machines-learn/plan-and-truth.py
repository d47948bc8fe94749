# %% right: with zip
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual)
released = "rule"
deepest_ahead = 0.273

# %% right: with numpy
def missed(actual, planned):
    actual, planned = np.array(actual), np.array(planned)
    return np.abs(actual - planned).sum() / actual.sum()
released = "Rule"
deepest_ahead = trees.loc[40, "next"]

# %% right: with a loop and indices
def missed(actual, planned):
    total = 0
    for place in range(len(actual)):
        miss = actual[place] - planned[place]
        if miss < 0:
            miss = -miss
        total = total + miss
    rented = 0
    for number in actual:
        rented += number
    return total / rented
released = "rule"
deepest_ahead = 0.27

# %% right: with the course's own
def missed(actual, planned):
    return forecasting.wape(actual, planned)
released = "rule"
deepest_ahead = missing.loc["depth 40", "next"]

# %% wrong: misses cancel out
# message: do not make up for too few
# points: 1.5
def missed(actual, planned):
    return abs(sum(actual) - sum(planned)) / sum(actual)
released = "rule"
deepest_ahead = 0.273

# %% wrong: divided by what was planned
# message: Divide by what was rented
# points: 1.5
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / sum(planned)
released = "rule"
deepest_ahead = 0.273

# %% wrong: the mean miss
# message: This is the mean miss in an hour
# points: 1.5
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / len(actual)
released = "rule"
deepest_ahead = 0.273

# %% wrong: perfect on yesterday is released
# message: Which column has months that it had not seen
# points: 1.5
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual)
released = "40"
deepest_ahead = 0

# %% wrong: the best tree is released
# message: Does it miss less than the rule
# points: 2
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual)
released = "5"
deepest_ahead = 0.273

# %% wrong: prints instead of returning
# message: missed
# points: 1.5
def missed(actual, planned):
    print(sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual))
released = "rule"
deepest_ahead = 0.273

# %% wrong: in percent
# message: Is it in percent
# points: 0
def missed(actual, planned):
    return sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual)
released = "rule"
deepest_ahead = 27.3

# %% right: rounded inside the function
def missed(actual, planned):
    return round(sum(abs(a - p) for a, p in zip(actual, planned)) / sum(actual), 3)
released = "rule"
deepest_ahead = 0.273

# %% wrong: the mean of percentages
# message: mean of percentages of single hours
# points: 1.5
def missed(actual, planned):
    return sum(abs(a - p) / a for a, p in zip(actual, planned)) / len(actual)
released = "rule"
deepest_ahead = 0.273
