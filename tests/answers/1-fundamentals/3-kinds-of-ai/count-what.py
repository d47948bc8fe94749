# %% right: typed
count_what = {"a": "word errors", "b": "misses and false alarms", "c": "size of the miss", "d": "ungrounded statements", "e": "wrong names", "f": "harm per use", "g": "misses and false alarms", "h": "ungrounded statements"}

# %% right: capitals, blanks and another order
count_what = {"H": "Ungrounded Statements", "G": " misses and false alarms", "F": "Harm per use", "E": "Wrong names ", "D": "ungrounded statements", "C": "Size of the miss", "B": "Misses and false alarms", "A": "WORD ERRORS"}

# %% right: built from pairs
kinds_of_error = ["word errors", "misses and false alarms", "size of the miss", "ungrounded statements", "wrong names", "harm per use", "misses and false alarms", "ungrounded statements"]
count_what = dict(zip("abcdefgh", kinds_of_error))

# %% right: a Series
count_what = pd.Series(["word errors", "misses and false alarms", "size of the miss", "ungrounded statements", "wrong names", "harm per use", "misses and false alarms", "ungrounded statements"], index=list("abcdefgh"))

# %% wrong: by what goes in
# message: A picture goes in, but what comes out has two values only.
# points: 1.5
count_what = {"a": "word errors", "b": "wrong names", "c": "size of the miss", "d": "ungrounded statements", "e": "wrong names", "f": "harm per use", "g": "word errors", "h": "ungrounded statements"}

# %% wrong: a summary is held against the words
# message: it may put things otherwise. What may it not do?
# points: 1.5
count_what = {"a": "word errors", "b": "misses and false alarms", "c": "size of the miss", "d": "word errors", "e": "wrong names", "f": "harm per use", "g": "misses and false alarms", "h": "word errors"}

# %% wrong: a number is right or wrong
# message: A number comes out. It is never just right or wrong.
# points: 1.75
count_what = {"a": "word errors", "b": "misses and false alarms", "c": "misses and false alarms", "d": "ungrounded statements", "e": "wrong names", "f": "harm per use", "g": "misses and false alarms", "h": "ungrounded statements"}

# %% wrong: everything is a miss or a false alarm
# message: There are many plants, not two answers.
# points: 1.25
count_what = {"a": "word errors", "b": "misses and false alarms", "c": "size of the miss", "d": "misses and false alarms", "e": "misses and false alarms", "f": "misses and false alarms", "g": "misses and false alarms", "h": "ungrounded statements"}

# %% wrong: an entry is missing
# message: lacks the key 'h'
count_what = {"a": "word errors", "b": "misses and false alarms", "c": "size of the miss", "d": "ungrounded statements", "e": "wrong names", "f": "harm per use", "g": "misses and false alarms"}

# %% wrong: words of her own
# message: must be one of
count_what = {"a": "errors", "b": "misses and false alarms", "c": "size of the miss", "d": "ungrounded statements", "e": "wrong names", "f": "harm per use", "g": "misses and false alarms", "h": "ungrounded statements"}
