# %% right: the letter
thumbs = "s"

# %% right: what is left when three are struck out
thumbs = (set("pqrs") - set("pqr")).pop()

# %% right: an entry of a dict
reasons = {"p": "no", "s": "yes", "q": "no", "r": "no"}
thumbs = max(reasons, key=reasons.get)

# %% right: an entry of an array
import numpy as np
thumbs = np.array(["p", "q", "r", "s"])[3]

# %% wrong: a large sample of the willing
# message: not drawn by lot
thumbs = "p"

# %% wrong: silence is a no
# message: No thumb is no answer
thumbs = "q"

# %% wrong: more of the same
# message: Twice as many of the same kind
thumbs = "r"

# %% wrong: a letter that is not there
# message: must be one of
thumbs = "t"

# %% wrong: two letters
# message: must be one of
thumbs = "ps"

# %% wrong: the place instead of the letter
# message: must be one of
thumbs = 4
