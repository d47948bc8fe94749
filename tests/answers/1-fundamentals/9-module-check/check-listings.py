# %% right: the letter
listings = "r"

# %% right: an entry of an array
import numpy as np
listings = np.array(["p", "q", "r", "s"])[2]

# %% right: the next letter
listings = chr(ord("p") + 2)

# %% right: a capital
listings = "R"

# %% wrong: scores taken for chances
# message: What does the last row say
listings = "p"

# %% wrong: a dear error at any price
# message: there are far more of them
listings = "q"

# %% wrong: the default
# message: Half would hold if both errors cost the same
listings = "s"

# %% wrong: a letter that is not there
# message: must be one of
listings = "t"

# %% wrong: two letters
# message: must be one of
listings = "pr"

# %% wrong: the place instead of the letter
# message: must be one of
listings = 3
