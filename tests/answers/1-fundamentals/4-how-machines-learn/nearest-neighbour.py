# %% right: as in the hints
tea_and_pot = 1 / (3 * 1) ** 0.5
neighbours_show = "mug"
best_seller = "book"
newcomer = "q"

# %% right: typed in and rounded
tea_and_pot = 0.58
neighbours_show = "Mug"
best_seller = "Book"
newcomer = "Q"

# %% right: with numpy
bought = np.array([[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0]])
products = ["tea", "mug", "pot", "jam", "book"]
norms = np.sqrt((bought**2).sum(axis=0))
alike = bought.T @ bought / np.outer(norms, norms)
tea_and_pot = alike[0, 2]
neighbours_show = products[1 + alike[0, 1:].argmax()]
best_seller = products[1 + bought.sum(axis=0)[1:].argmax()]
newcomer = "q"

# %% right: with the course's own
bought = np.array([[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0]])
products = ["tea", "mug", "pot", "jam", "book"]
tea_and_pot = 3**-0.5
neighbours_show = products[learning.recommend(bought, "neighbours", count=1)[5, 0]]
best_seller = products[learning.recommend(bought, "best sellers", count=1)[5, 0]]
newcomer = "q"

# %% wrong: a share instead of the cosine
# message: The square root is missing
# points: 2
tea_and_pot = 1 / 3
neighbours_show = "mug"
best_seller = "book"
newcomer = "q"

# %% wrong: added under the root
# message: multiplied, not added
# points: 2
tea_and_pot = 1 / (3 + 1) ** 0.5
neighbours_show = "mug"
best_seller = "book"
newcomer = "q"

# %% wrong: everybody with a pot has tea
# message: the cosine counts both columns
# points: 1
tea_and_pot = 1
neighbours_show = "pot"
best_seller = "book"
newcomer = "q"

# %% wrong: what she has is shown
# message: She has tea. What is most like it
# points: 1.5
tea_and_pot = 0.577
neighbours_show = "tea"
best_seller = "tea"
newcomer = "q"

# %% wrong: neighbours and rule exchanged, and a newcomer left out
# message: Nobody bought tea and a book
# points: 1
tea_and_pot = 0.577
neighbours_show = "book"
best_seller = "mug"
newcomer = "r"

# %% wrong: the column of mug
# message: This is tea and mug
# points: 1.5
tea_and_pot = 0.816
neighbours_show = "mug"
best_seller = "book"
newcomer = "p"

# %% wrong: a product that is not sold
# message: must be one of
# points: 0
tea_and_pot = 0.577
neighbours_show = "cup"
best_seller = "book"
newcomer = "q"

# %% wrong: the root is read otherwise by Python
# message: write ** 0.5
# points: 2
tea_and_pot = 1 / (3 * 1) ** 1 / 2
neighbours_show = "mug"
best_seller = "book"
newcomer = "q"
