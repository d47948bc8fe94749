# %% right: typed and rounded
by_hand = 0.375
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = 0.40
worst = "q"

# %% right: NumPy, other names of arguments
import numpy as np
by_hand = 3 / 8
def pooled(e, w):
    return np.sum(e) / np.sum(w)
live_rate = counted["errors"].sum() / counted["words"].sum()
worst = "Q"

# %% right: loops
by_hand = (2 + 1 + 0) / len("send two hundred euros to anna on friday".split())
def pooled(errors, words):
    wrong = said = 0
    for error, word in zip(errors, words):
        wrong += error
        said += word
    return wrong / said
live_rate = pooled(list(counted["errors"]), list(counted["words"]))
worst = "q "

# %% right: a lambda
by_hand = kinds.count_word_errors("send two hundred euros to anna on friday", "send to hundred euros to hannah friday")
by_hand = (by_hand["substituted"] + by_hand["deleted"] + by_hand["inserted"]) / by_hand["words"]
pooled = lambda errors, words: sum(errors) / sum(words)
live_rate = pooled(counted.errors, counted.words)
worst = "q"

# %% right: rounded inside the function
by_hand = 0.38
def pooled(e, n):
    return round(sum(e) / sum(n), 2)
live_rate = round(counted["errors"].sum() / counted["words"].sum(), 2)
worst = "q"

# %% wrong: divided by the clips
# message: This divides by the number of clips.
# points: 2.14
by_hand = 3 / 8
def pooled(errors, words):
    return sum(errors) / len(words)
live_rate = counted["errors"].sum() / counted["words"].sum()
worst = "q"

# %% wrong: divided by the words heard
# message: This divides by the words heard.
# points: 2.14
by_hand = 3 / 7
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "q"

# %% wrong: the word left out is not counted
# message: Is a word that was not heard at all an error too?
# points: 2.14
by_hand = 2 / 8
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "q"

# %% wrong: mean of rates
# message: a short clip counts as much as a long one
# points: 1.5
by_hand = 3 / 8
def pooled(errors, words):
    return sum(e / w for e, w in zip(errors, words)) / len(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "q"

# %% wrong: substitutions only
# message: Words left out and words added count too
# points: 2.14
by_hand = 3 / 8
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["substituted"], counted["words"])
worst = "q"

# %% wrong: every error is alike
# message: Hearing 'to' for 'two' changes the amount
# points: 2.57
by_hand = 3 / 8
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "p"

# %% wrong: the share that was right
# message: This is the share of words that were right
# points: 2.14
by_hand = 5 / 8
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "q"

# %% wrong: printed
# message: print only shows
# points: 2.14
by_hand = 3 / 8
def pooled(errors, words):
    print(sum(errors) / sum(words))
live_rate = counted["errors"].sum() / counted["words"].sum()
worst = "q"

# %% wrong: in percent
# message: Is it in percent?
by_hand = 37.5
def pooled(errors, words):
    return sum(errors) / sum(words)
live_rate = pooled(counted["errors"], counted["words"])
worst = "q"
