# %% right: counted by hand
word_error_rate = 5 / 20

# %% right: typed in
word_error_rate = 0.25

# %% right: by kind of error, as a fraction
from fractions import Fraction
swapped, lost, added = 2, 1, 2
word_error_rate = Fraction(swapped + lost + added, sum(len(clip.split()) for clip in said))

# %% right: the distance of the texts, word by word
def distance(a, b):
    """Return the fewest words to swap, drop or add."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]

errors = sum(distance(s.split(), w.split()) for s, w in zip(said, written, strict=True))
word_error_rate = errors / len(" ".join(said).split())

# %% right: an array of one
import numpy as np
word_error_rate = np.array([sum([2, 2, 1]) / sum([8, 2, 10])])

# %% wrong: the mean of the clips' rates
# message: the mean of three rates
word_error_rate = (2 / 8 + 2 / 2 + 1 / 10) / 3

# %% wrong: added words forgotten
# message: Three kinds of error count
word_error_rate = (2 + 1) / 20

# %% wrong: swapped words only
# message: Words can also be lost, or added
word_error_rate = sum(a != b for a, b in [('nine', 'line'), ('milk', 'silk')]) / 20

# %% wrong: over the words written
# message: The base is what was said
word_error_rate = 5 / len(' '.join(written).split())

# %% wrong: what is right
# message: The contract wants the errors
word_error_rate = 1 - 5 / 20

# %% wrong: clips with an error
# message: The rate counts words
word_error_rate = sum(s != w for s, w in zip(said, written, strict=True)) / 3

# %% wrong: a count
# message: This counts the errors
word_error_rate = 5

# %% wrong: in percent
# message: a hundred times too large
word_error_rate = 25

# %% wrong: a text
# message: Write a plain number
word_error_rate = '25 %'
