# %% right: as in the form
when_known = {"a": "known", "b": "forecast", "c": "too late", "d": "known", "e": "too late", "f": "known", "g": "forecast"}

# %% right: capitals, spaces, another order
when_known = {"G": "Forecast ", "f": "KNOWN", "e": " too late", "d": "known", "c": "Too late", "b": "forecast", "a": "known"}

# %% right: filled in by a loop
when_known = {}
for letters, text in [("adf", "known"), ("bg", "forecast"), ("ce", "too late")]:
    for letter in letters:
        when_known[letter] = text

# %% right: a Series turned into a dict
when_known = pd.Series(["known", "forecast", "too late", "known", "too late", "known", "forecast"], index=list("abcdefg")).to_dict()

# %% wrong: rain and traffic taken for known
# message: there is only a weather forecast
# points: 1.43
when_known = {"a": "known", "b": "known", "c": "too late", "d": "known", "e": "too late", "f": "known", "g": "known"}

# %% wrong: the wait is forecast
# message: part of what is to be foretold
# points: 1.71
when_known = {"a": "known", "b": "forecast", "c": "forecast", "d": "known", "e": "too late", "f": "known", "g": "forecast"}

# %% wrong: the last seven days are thought to be too late
# message: The last seven days are over
# points: 1.71
when_known = {"a": "known", "b": "forecast", "c": "too late", "d": "too late", "e": "too late", "f": "known", "g": "forecast"}

# %% wrong: everything in the table is known
# message: 4 of the 7 entries
# points: 0.86
when_known = dict.fromkeys("abcdefg", "known")

# %% wrong: a letter is missing
# message: lacks the key 'g'
# points: 0
when_known = {"a": "known", "b": "forecast", "c": "too late", "d": "known", "e": "too late", "f": "known"}

# %% wrong: another word
# message: must be one of
# points: 0
when_known = {"a": "yes", "b": "forecast", "c": "too late", "d": "known", "e": "too late", "f": "known", "g": "forecast"}

# %% wrong: the stars are thought to be forecast
# message: Stars are given after the delivery
# points: 1.71
when_known = {"a": "known", "b": "forecast", "c": "too late", "d": "known", "e": "forecast", "f": "known", "g": "forecast"}

# %% right: an OrderedDict, backwards
from collections import OrderedDict
when_known = OrderedDict(g="forecast", f="known", e="too late", d="known", c="too late", b="forecast", a="known")
