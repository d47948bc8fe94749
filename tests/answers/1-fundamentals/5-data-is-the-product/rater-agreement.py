# %% right: sum over the messages
mistaken_line = 4
single_rater = sum([max(v, 5 - v) for v in votes]) / 50

# %% right: by hand
mistaken_line = 4.0
single_rater = 0.9

# %% right: numpy
import numpy as np
votes_array = np.array(votes)
mistaken_line = np.int64(4)
single_rater = np.where(votes_array >= 3, votes_array, 5 - votes_array).mean() / 5

# %% right: mean of shares
mistaken_line = len("1234")
single_rater = pd.Series(votes).map(lambda v: max(v, 5 - v) / 5).mean()

# %% wrong: kappa is taken for the share
# message: This is kappa
# points: 1
mistaken_line = 4
single_rater = 0.63

# %% wrong: pairs instead of a rater against the majority
# message: how often two raters say the same
# points: 1
mistaken_line = 4
single_rater = 0.82

# %% wrong: only yes votes are counted as right
# message: the raters who say no count
# points: 1
mistaken_line = 4
single_rater = sum(v for v in votes if v >= 3) / 50

# %% wrong: only the complaints
# message: This counts the complaints only
# points: 1
mistaken_line = 4
single_rater = 21 / 25

# %% wrong: line 3 looks odd
# message: Line 3 is right
# points: 2
mistaken_line = 3
single_rater = 0.9

# %% wrong: line 2 looks odd
# message: Line 2 is right
# points: 2
mistaken_line = 2
single_rater = 0.9

# %% wrong: line 1 and the share of yes
# message: Line 1 is right
# points: 0
mistaken_line = 1
single_rater = sum(votes) / 50

# %% wrong: the share of those against the majority
# message: against the majority
# points: 1
mistaken_line = 4
single_rater = 0.1

# %% wrong: in percent
# message: Is it in percent?
# points: 0
mistaken_line = 4
single_rater = 90

# %% wrong: the line in words
# message: Write a plain number
# points: 0
mistaken_line = "line 4"
single_rater = 0.9

# %% wrong: the lesson's share
# message: This is the lesson's share
# points: 1
mistaken_line = 4
single_rater = 0.93

# %% wrong: each rater against the other four
# message: holds each rater against the other four
# points: 1
mistaken_line = 4
single_rater = 0.87

# %% right: a Fraction
from fractions import Fraction
mistaken_line = 4
single_rater = Fraction(sum(max(v, 5 - v) for v in votes), 50)
