# %% right: with the helper
mistaken_line = 2
ranks = kinds.rank_own_answers(faq, "tf-idf", False)
first = (ranks == 1).mean()
among_five = (ranks <= 5).mean()
first_by_words = (kinds.rank_own_answers(faq, "shared words", False) == 1).mean()
before_board = "q"

# %% right: typed and rounded
mistaken_line = 2.0
first = 0.35
among_five = 0.594
first_by_words = 0.24
before_board = "Q"

# %% right: counts
mistaken_line = 2
ranks = list(kinds.rank_own_answers(faq))
first = ranks.count(1) / len(ranks)
among_five = sum(rank < 6 for rank in ranks) / 503
first_by_words = sum(rank == 1 for rank in kinds.rank_own_answers(faq, way="shared words")) / 503
before_board = "q"

# %% wrong: the interval is to blame
# message: What was it computed on?
# points: 2.33
mistaken_line = 3
first, among_five, first_by_words = 0.346, 0.594, 0.241
before_board = "q"

# %% wrong: the questions are searched too
# message: each question was found in the texts that were searched
# points: 1
mistaken_line = 2
first = (kinds.rank_own_answers(faq, "tf-idf", True) == 1).mean()
among_five = (kinds.rank_own_answers(faq, "tf-idf", True) <= 5).mean()
first_by_words = (kinds.rank_own_answers(faq, "shared words", True) == 1).mean()
before_board = "q"

# %% wrong: the fifth is left out
# message: This leaves out the fifth place.
# points: 2.33
mistaken_line = 2
first = 0.346
among_five = (kinds.rank_own_answers(faq) < 5).mean()
first_by_words = 0.241
before_board = "q"

# %% wrong: the mean place
# message: must be between 0 and 1
mistaken_line = 2
first = kinds.rank_own_answers(faq).mean()
among_five, first_by_words = 0.594, 0.241
before_board = "q"

# %% wrong: the same way twice
# message: The baseline counts shared words.
# points: 2.33
mistaken_line = 2
first, among_five, first_by_words = 0.346, 0.594, 0.346
before_board = "q"

# %% wrong: a larger model
# message: cannot be told either while the test copies the documents
# points: 2.67
mistaken_line = 2
first, among_five, first_by_words = 0.346, 0.594, 0.241
before_board = "p"

# %% wrong: a narrow interval is enough
# message: Customers ask others.
# points: 2.67
mistaken_line = 2
first, among_five, first_by_words = 0.346, 0.594, 0.241
before_board = "r"
