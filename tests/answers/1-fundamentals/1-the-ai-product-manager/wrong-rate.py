# %% right: base of good links spelled out
wrong_line = 3
right_value = pilot["false_alarms"] / (pilot["false_alarms"] + pilot["left_alone"])

# %% right: float line, rounded to three places
wrong_line = 3.0
right_value = round(1128 / 9400, 3)

# %% right: one minus specificity
good = 10_000 - (pilot["caught"] + pilot["missed"])
wrong_line = 3
right_value = 1 - pilot["left_alone"] / good

# %% right: numpy scalars
import numpy as np
wrong_line = np.int64(3)
right_value = np.float64(pilot["false_alarms"]) / np.float64(sum(pilot.values()) - 600)

# %% right: pandas table
table = pd.Series(pilot)
wrong_line = [1, 2, 3, 4][2]
right_value = table["false_alarms"] / table[["false_alarms", "left_alone"]].sum()

# %% right: Fraction
from fractions import Fraction
wrong_line = 3
right_value = Fraction(1128, 9400)

# %% right: rounded to two places, as the analyst does
wrong_line = 3
right_value = 0.12

# %% right: a list of checks finds the line
p = pilot
fpr = p["false_alarms"] / (p["false_alarms"] + p["left_alone"])
says = {1: (0.80, p["caught"] / 600), 2: (0.30, p["caught"] / 1608), 3: (0.70, fpr), 4: (0.88, 0.8752)}
wrong_line = next(n for n, (said, true) in says.items() if abs(said - true) > 0.01)
right_value = says[wrong_line][1]

# %% wrong: line number as text
# message: `wrong_line` is the text '3'. Write a plain number
wrong_line = "3"
right_value = 1128 / 9400

# %% wrong: line found, but the rate left as one minus precision
# message: This is one minus precision: false alarms over warnings.
# points: 1
wrong_line = 3
right_value = 1 - pilot["caught"] / (pilot["caught"] + pilot["false_alarms"])

# %% wrong: line found, but over all links
# message: This is over all links. Which links can become
# points: 1
wrong_line = 3
right_value = pilot["false_alarms"] / 10_000

# %% wrong: line found, precision given
# message: This is precision, which line 2 names.
# points: 1
wrong_line = 3
right_value = pilot["caught"] / (pilot["caught"] + pilot["false_alarms"])

# %% wrong: line found, complement given (specificity)
# message: This is the share of good links that were left alone
# points: 1
wrong_line = 3
right_value = pilot["left_alone"] / (pilot["false_alarms"] + pilot["left_alone"])

# %% wrong: line found, hit rate given
# message: This is the hit rate, which line 1 names.
# points: 1
wrong_line = 3
right_value = pilot["caught"] / (pilot["caught"] + pilot["missed"])

# %% wrong: line found, miss rate given
# message: This is the share of phishing that was missed
# points: 1
wrong_line = 3
right_value = pilot["missed"] / (pilot["caught"] + pilot["missed"])

# %% wrong: line found, odds instead of share
# message: This is over the good links that were left alone.
# points: 1
wrong_line = 3
right_value = pilot["false_alarms"] / pilot["left_alone"]

# %% wrong: line found, over phishing links
# message: This divides one kind of error by the other.
# points: 1
wrong_line = 3
right_value = pilot["missed"] / pilot["false_alarms"]

# %% wrong: line found, 0.1
# message: `right_value` is 0.1, which is not right.
# points: 1
wrong_line = 3
right_value = 0.1

# %% wrong: line 4, accuracy from a share, never-warning doubted
# message: Line 4 is right: caught and left alone are
wrong_line = 4
right_value = 0.875

# %% wrong: line 2 blamed, precision recomputed over all links
# message: Line 2 is right: the base of precision is
wrong_line = 2
right_value = 480 / 10_000

# %% wrong: line 1 blamed, recomputed over warnings
# message: Line 1 is right: the base of the hit
wrong_line = 1
right_value = 480 / 1608

# %% wrong: line 4 blamed, but the right rate
# message: Line 4 is right: caught and left alone are
# points: 2
wrong_line = 4
right_value = 1128 / 9400

# %% wrong: line 3, in percent
# message: `right_value` is 12.4, but it must be between 0
wrong_line = 3
right_value = 12.4

# %% wrong: counted from zero
# message: Line 2 is right: the base of precision is
# points: 2
wrong_line = 2
right_value = 1128 / 9400

# %% wrong: accuracy of the pilot
# message: This is accuracy, which line 4 names.
# points: 1
wrong_line = 3
right_value = 0.875

# %% wrong: line 4 with its own accuracy
# message: This is accuracy, which line 4 names.
wrong_line = 4
right_value = (pilot["caught"] + pilot["left_alone"]) / 10_000

# %% wrong: line found, a guess near the right rate
# message: `right_value` is 0.124, which is not right.
# points: 1
wrong_line = 3
right_value = 0.124

# %% wrong: over the links that were judged rightly
# message: over the links that were judged rightly
# points: 1
wrong_line = 3
right_value = 1128 / 8752
