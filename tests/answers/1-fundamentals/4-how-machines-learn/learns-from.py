# %% right: as in the form
learns_from = {"a": "answers", "b": "patterns", "c": "consequences", "d": "its own text", "e": "preferences", "f": "answers", "g": "consequences"}

# %% right: capitals and another order
learns_from = {"G": "Consequences", "F": "Answers", "E": "Preferences ", "D": "Its own text", "C": "consequences", "B": "PATTERNS", "A": "answers"}

# %% right: by kind
kinds = {"answers": "af", "patterns": "b", "consequences": "cg", "its own text": "d", "preferences": "e"}
learns_from = {letter: kind for kind, letters in kinds.items() for letter in letters}

# %% wrong: the guide's three kinds only
# message: nobody had to write answers
# points: 1.43
learns_from = {"a": "answers", "b": "patterns", "c": "consequences", "d": "answers", "e": "answers", "f": "answers", "g": "consequences"}

# %% wrong: clicks are taken for preferences
# message: It shows one, and sees whether it is clicked
# points: 1.71
learns_from = {"a": "answers", "b": "patterns", "c": "consequences", "d": "its own text", "e": "preferences", "f": "answers", "g": "preferences"}

# %% wrong: mails sorted by answers
# message: Nobody has ever sorted a mail
# points: 1.71
learns_from = {"a": "answers", "b": "answers", "c": "consequences", "d": "its own text", "e": "preferences", "f": "answers", "g": "consequences"}

# %% wrong: X-rays are patterns
# message: The doctors' marks are answers
# points: 1.71
learns_from = {"a": "answers", "b": "patterns", "c": "consequences", "d": "its own text", "e": "preferences", "f": "patterns", "g": "consequences"}

# %% wrong: everything is answers
# message: 5 of the 7 entries
# points: 0.57
learns_from = dict.fromkeys("abcdefg", "answers")

# %% wrong: the field's words, which were not offered
# message: must be one of
# points: 0
learns_from = dict.fromkeys("abcdefg", "supervised")
