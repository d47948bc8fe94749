# %% right: the letter
search = "p"

# %% right: an entry of a dict
reasons = {"q": "no", "p": "yes", "r": "no", "s": "no"}
search = max(reasons, key=reasons.get)

# %% right: an entry of an array
import numpy as np
search = np.array(["p", "q", "r", "s"])[0]

# %% right: the next letter
search = chr(ord("p") + 0)

# %% wrong: the best of eight
# message: The best of eight groups can look good by chance
search = "q"

# %% wrong: the bar is moved
# message: that it pays another
search = "r"

# %% wrong: dropped for good
# message: It does not say that nothing may ever
search = "s"

# %% wrong: a list
# message: must be one of
search = ["p"]

# %% wrong: a letter that is not there
# message: must be one of
search = "t"

# %% wrong: two letters
# message: must be one of
search = "pq"
