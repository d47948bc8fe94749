# %% right: idxmin of the cost column
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].idxmin()

# %% right: loop that keeps the best, wrong prediction
predicted = "lower"
best = None
for threshold, row in fundamentals.price_thresholds(scores, phishing, **traffic).iterrows():
    if best is None or row["cost"] < best:
        best, cheapest_threshold = row["cost"], threshold

# %% right: numpy argmin over a computed list
import numpy as np
grid = np.arange(101) / 100
hit = np.array([(scores >= t)[phishing].mean() for t in grid])
fpr = np.array([(scores >= t)[~phishing].mean() for t in grid])
predicted = "same"
cheapest_threshold = grid[np.argmin(500 * (1 - hit) * 90 + 9500 * fpr * 6)]

# %% right: sorted table, first row, prediction with capital and space
predicted = " Higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic).sort_values("cost").index[0]

# %% right: a typed number after looking at the table
predicted = "HIGHER"
cheapest_threshold = 0.59

# %% right: price_policies of one policy per threshold
predicted = "higher"
policies = {t / 100: scores >= t / 100 for t in range(101)}
priced = fundamentals.price_policies(policies, phishing, **traffic)
cheapest_threshold = float(min(priced.index, key=lambda t: priced.loc[t, "cost"]))

# %% right: reset_index and query
table = fundamentals.price_thresholds(scores, phishing, **traffic).reset_index()
predicted = "same"
cheapest_threshold = table.loc[table.cost == table.cost.min(), "threshold"].iloc[0]

# %% right: Series of one left as it is
table = fundamentals.price_thresholds(scores, phishing, **traffic)
predicted = "higher"
cheapest_threshold = table[table["cost"] == table["cost"].min()].index

# %% wrong: lesson prices left in
# message: This is cheapest for the lesson's traffic.
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, share=0.02, miss=200, false_alarm=2)["cost"].idxmin()

# %% wrong: the lesson's 0.4 kept
# message: 0.4 was the lesson's choice, for another share and
predicted = "same"
cheapest_threshold = 0.4

# %% wrong: the default
# message: 0.5 is the default, not a choice.
predicted = "higher"
cheapest_threshold = 0.5

# %% wrong: most accurate threshold
# message: This is the most accurate threshold.
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["accuracy"].idxmax()

# %% wrong: most expensive threshold
# message: At this threshold the cost is largest: idxmax instead
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].idxmax()

# %% wrong: the cost of the cheapest instead of the threshold
# message: `cheapest_threshold` is 9328.7, but it must be between 0
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].min()

# %% wrong: row number instead of the threshold
# message: `cheapest_threshold` is 59, but it must be between 0
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].argmin()

# %% wrong: the bank's prices, the lesson's share
# message: This is cheapest with the bank's prices and the lesson's share
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, share=0.02, miss=90, false_alarm=6)["cost"].idxmin()

# %% wrong: the bank's share, the lesson's prices
# message: This is cheapest with the bank's share and the
predicted = "lower"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, share=0.05, miss=200, false_alarm=2)["cost"].idxmin()

# %% wrong: prices swapped
# message: The two prices are swapped: a miss is what
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, share=0.05, miss=6, false_alarm=90)["cost"].idxmin()

# %% wrong: share of the collection, not of the traffic
# message: Phishing is that common in the collection. The bank's
predicted = "lower"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, share=phishing.mean(), miss=90, false_alarm=6)["cost"].idxmin()

# %% wrong: textbook formula, calibrated scores assumed
# message: This cut is right for scores that are probabilities
predicted = "lower"
cheapest_threshold = 6 / (6 + 90)

# %% wrong: coarse grid of steps of a tenth
# message: 0.6 is the cheapest of the tenths. Try steps
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic, thresholds=[t / 10 for t in range(11)])["cost"].idxmin()

# %% wrong: answer in percent
# message: `cheapest_threshold` is 59, but it must be between 0
predicted = "higher"
cheapest_threshold = 59

# %% wrong: prediction in other words
# message: must be one of 'lower', 'same', 'higher'
predicted = "up"
cheapest_threshold = 0.59

# %% wrong: threshold of lowest false-positive rate
# message: The two prices are swapped: a miss is what
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["false_positive_rate"].idxmin()

# %% wrong: decimal comma
# message: `cheapest_threshold` is (0, 59): a comma makes two numbers.
predicted = "higher"
cheapest_threshold = 0,59

# %% wrong: the whole row of the table
# message: `cheapest_threshold` must be one number; it is a whole column
predicted = "higher"
table = fundamentals.price_thresholds(scores, phishing, **traffic)
cheapest_threshold = table.loc[table["cost"].idxmin()]

# %% wrong: a name without its brackets
# message: brackets () are missing at its end
predicted = "higher"
cheapest_threshold = fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].idxmin
