# %% [markdown] nbgrader={"locked": true, "grade_id": "kinds-of-ai-welcome"}
# # Workbook: which demo goes out?
#
# The demos of the [lesson](../../course/1-fundamentals/3-kinds-of-ai.ipynb) are back, with other prices and other questions. Pictures, recordings and
# answers are real; the bank's dictation and the refunds are made up.
#
# * **Seven tasks, 60 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.
# * Tasks 2, 3 and 5 need a little Python, the others a pocket calculator or Python, as you like:
#
# | you write | you get |
# | --- | --- |
# | `sum([3, 4]) / sum([10, 20])` | 7 / 30 |
# | `counted["errors"].sum()` | the sum of that column of the table `counted` |
# | `tags["certain"] < 0.5` | for each row whether its number lies below 0.5 |
# | `prices.sum()` | the sum of a column of numbers |
# | `(ranks <= 5).mean()` | the share of `ranks` up to 5 |
# | `(a == b)[c >= 0.5].mean()` | of the rows for which `c` is at least 0.5, the share in which `a` equals `b` |

# %% nbgrader={"locked": true, "grade_id": "kinds-of-ai-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    import pandas as pd

    from aipm_helpers import checks, datasets, kinds, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown] nbgrader={"locked": true, "grade_id": "count-what-prompt"}
# ## Task 1. What counts as an error? (2 points)
#
# What goes in is not enough to tell an error; what comes out is. Say of each product which error it must be held to first: `"misses and false alarms"`, `"size of the miss"`,
# `"wrong names"`, `"word errors"`, `"ungrounded statements"` or `"harm per use"`.
#
# * **a** A hotline writes down every call, for the file.
# * **b** A camera in a car says whether the driver wears the belt.
# * **c** A hotel wants to know how many rooms will be booked on Friday.
# * **d** An assistant sums up contracts for lawyers, from the contract's text.
# * **e** An app names the plant in a photo.
# * **f** A drone lands by itself in a park.
# * **g** From a few words of a caller the bank says whether it is the client's voice.
# * **h** A chat answers owners of a washing machine, from its manual.
#
# The answer's name is `count_what`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ..., "g": ..., "h": ...}
# ```
#
# **Done when** `count_what` has one of the six texts for each letter.

# %% [markdown] nbgrader={"grade_id": "count-what-hints"} skill="frame the problem"
# 1. In the lesson: Two questions in place of a list, and the table of the Worked example.
# 2. Leave aside whether it hears, sees or reads. What comes out: yes or no, a number, one of many names, words that were said, new sentences, an act?
# 3. In `count_what` two products are yes or no, two write sentences of their own, and the four others stand once.

# %% nbgrader={"solution": true, "grade_id": "count-what"}
count_what = (
    ### BEGIN SOLUTION
    {
        "a": "word errors",
        "b": "misses and false alarms",
        "c": "size of the miss",
        "d": "ungrounded statements",
        "e": "wrong names",
        "f": "harm per use",
        "g": "misses and false alarms",
        "h": "ungrounded statements",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "count-what-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("count-what", points=2, look="In the lesson: Two questions in place of a list, and the table of the Worked example.")
checks.matching(
    "count_what",
    keys="abcdefgh",
    options=["misses and false alarms", "size of the miss", "wrong names", "word errors", "ungrounded statements", "harm per use"],
)
### BEGIN HIDDEN TESTS
checks.matching(
    "count_what",
    {
        "a": "word errors",
        "b": "misses and false alarms",
        "c": "size of the miss",
        "d": "ungrounded statements",
        "e": "wrong names",
        "f": "harm per use",
        "g": "misses and false alarms",
        "h": "ungrounded statements",
    },
    keys="abcdefgh",
    options=["misses and false alarms", "size of the miss", "wrong names", "word errors", "ungrounded statements", "harm per use"],
    mistakes={
        ("a", "ungrounded statements"): "It writes down what was said and adds no sentences of its own, as long as it hears right.",
        ("b", "wrong names"): "A picture goes in, but what comes out has two values only.",
        ("b", "harm per use"): "Harm follows from its errors. What can it say, and how can that be wrong?",
        ("c", "misses and false alarms"): "A number comes out. It is never just right or wrong.",
        ("d", "word errors"): "Nobody expects the contract's own words: it may put things otherwise. What may it not do?",
        ("e", "misses and false alarms"): "There are many plants, not two answers.",
        ("h", "wrong names"): "What h gives are sentences, not one name out of many.",
        ("d", "wrong names"): "What d gives are sentences, not one name out of many.",
        ("f", "misses and false alarms"): "Inside it has detectors with misses. What comes out is an act, and people stand below.",
        ("g", "word errors"): "Sound goes in, but no words come out: it says yes or no.",
        ("g", "wrong names"): "It is not asked whose voice it is, only whether it is this client's.",
        ("h", "word errors"): "It has words of its own, and may. What may it not do with the manual?",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "word-errors-prompt"}
# ## Task 2. Word errors, by hand and by code (3 points)
#
# 1. A bank tries dictation. Said: *send two hundred euros to anna on friday*. Heard: *send to hundred euros to hannah friday*. What is the word error
#    rate? `by_hand` is a share such as `0.25`.
# 2. Write a function `pooled(errors, words)` that takes two lists, a number a clip, and returns the word error rate of all clips together. `pooled([1, 2], [4, 20])` is 3 / 24, that is 0.125.
# 3. `counted` below has the ten clips of the lesson, heard *live*. Write their pooled rate as `live_rate`.
# 4. The vendor writes: "a quarter of the words wrong is fine". For transfers such as the one in step 1, which errors have to be counted? `worst` is `"p"`, `"q"` or `"r"`:
#    * **p** All the same: an error is an error.
#    * **q** Amount and name: there a single wrong word sends money elsewhere.
#    * **r** Small words such as *on*, since they are missed most often.
#
# **Done when** `by_hand` and `live_rate` are shares, `pooled` is a function and `worst` a letter.

# %% nbgrader={"locked": true, "grade_id": "word-errors-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
counted = kinds.pool_word_errors(datasets.load_spoken_clips(), "heard_live")
plots.show_table(counted, dict.fromkeys(counted, "{:.0f}"), "Ten clips, heard live: words said, and errors")

# %% [markdown] nbgrader={"grade_id": "word-errors-hints"} skill="choose a measure"
# 1. In the lesson: Sound in, words out, the sentence that defines the rate.
# 2. Write the two sentences below each other, word under word, and leave a gap where one has a word less. For several clips sum first, then divide.
# 3. `by_hand` is errors over the words *said*; `pooled` returns `sum(...) / sum(...)`; `live_rate` is `pooled(counted["errors"], counted[...])`; `worst` is a letter.

# %% nbgrader={"solution": true, "grade_id": "word-errors"}
by_hand = (
    ### BEGIN SOLUTION
    3 / 8
    ### END SOLUTION
)


### BEGIN SOLUTION
def pooled(errors, words):
    """Return errors per word of all clips together."""
    return sum(errors) / sum(words)
### END SOLUTION


live_rate = (
    ### BEGIN SOLUTION
    pooled(counted["errors"], counted["words"])
    ### END SOLUTION
)
worst = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "word-errors-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("word-errors", points=3, look="In the lesson: Sound in, words out, the sentence that defines the rate.")
checks.number("by_hand", low=0, high=1)
checks.number("live_rate", low=0, high=1)
checks.choice("worst", options=["p", "q", "r"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, kinds

_counted = kinds.pool_word_errors(datasets.load_spoken_clips(), "heard_live")
checks.number(
    "by_hand",
    0.375,
    tolerance=0.0055,
    mistakes={
        3 / 7: "This divides by the words heard. The rate is per word said.",
        2 / 8: "Two words were put in place of others. Is a word that was not heard at all an error too?",
        1 / 8: "This is what was left out. Words put in place of others count as well.",
        5 / 8: "This is the share of words that were right. The rate counts the errors.",
        4 / 8: "This counts one error too many: from the gap on, words only stand one place further left.",
        5 / 7: "From the gap on, words only stand one place further left; they are not errors.",
        3.0: "This is how many errors there are. Divide by the words said.",
    },
)
checks.function("pooled", [(([1, 2], [4, 20]), 0.125), (([0, 0, 3], [10, 10, 4]), 3 / 24), (([1, 9], [2, 90]), 10 / 92), (([5], [4]), 1.25)],
    tolerance=0.0055,
    mistakes={
        "That is the mean of the clips' rates: a short clip counts as much as a long one. Sum errors and words first.": lambda errors, words: sum(e / w for e, w in zip(errors, words)) / len(words),
        "This is one minus the rate. The rate counts the errors.": lambda errors, words: 1 - sum(errors) / sum(words),
        "A rate above 1 is possible, since more words may be added than were said: leave it as it is.": lambda errors, words: min(1, sum(errors) / sum(words)),
        "This divides by the number of clips. The rate is per word said.": lambda errors, words: sum(errors) / len(words),
        "This divides words by errors. The rate is errors per word.": lambda errors, words: sum(words) / sum(errors),
    },
)
checks.number(
    "live_rate",
    _counted["errors"].sum() / _counted["words"].sum(),
    tolerance=0.0055,
    mistakes=lambda: {
        (_counted["errors"] / _counted["words"]).mean(): "This is the mean of the clips' rates. Sum errors and words over all clips, then divide.",
        _counted["substituted"].sum() / _counted["words"].sum(): "Words left out and words added count too: the column `errors` has all three.",
        float(_counted["errors"].sum()): "This is the number of errors. Divide by the words said.",
    },
)
checks.choice(
    "worst",
    "q",
    options=["p", "q", "r"],
    mistakes={
        "p": "Hearing 'to' for 'two' changes the amount, losing 'on' changes nothing.",
        "r": "Often is not dear: without 'on' the transfer is the same.",
    },
    weight=0.5,
)
checks.note(lambda: "The sentence has one error in amount (two), one in name (anna), and one that nobody would miss (on). All weigh the same in the rate.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "dear-tags-prompt"}
# ## Task 3. Who checks which tags? (3 points)
#
# Another shop has dearer people and cheaper losses: a tag by hand costs € 0.40, a wrong tag within the department € 0.05, one across departments € 1.60. `tags` has the lesson's 1,000 pictures, with the model's
# `tag`, the chance that it gives this tag (`certain`), and the chance of this tag's department (`certain_department`).
#
# `kinds.prices_of_tags(tags, by_hand, within=0.05, across=1.60, manual=0.40)` returns what each picture costs, if those for which `by_hand` holds go to people; with `None` in its place, all is automatic.
#
# 1. As in the lesson, the threshold follows from the prices: hand over a tag if the chance that it is *lost*, times the price of a loss, is more than a person's tag. From which chance of the *department* on may
#    a tag go out? Write that as `sure_enough`, a share.
# 2. `bill_automatic`: the bill if all is automatic. `bill_department`: the bill if what is less sure than `sure_enough` of its department goes to people. `bill_timid`: the bill if what is less than 90 % sure of its *tag* does.
# 3. Of the tags that are given automatically, which policy has the larger share right? And which is the cheapest of the three? `most_right` and `cheapest` are `"automatic"`, `"department"` or `"timid"`.
#
# **Done when** four numbers (bills to ten cents at least) and two of the three texts stand.

# %% nbgrader={"locked": true, "grade_id": "dear-tags-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
tags = kinds.tag_pictures(*datasets.load_product_pictures())
tags.head(3).round(2)

# %% [markdown] nbgrader={"grade_id": "dear-tags-hints"} skill="price errors"
# 1. In the lesson: Pictures in, tags out, the last two paragraphs before the slider.
# 2. A loss of € 1.60 with chance *p* costs 1.60 *p* on average. For which *p* is that a person's € 0.40? The department is right with chance 1 - *p*.
# 3. `sure_enough = 1 - ... / ...`, then `bill_automatic`, `bill_department` and `bill_timid` are each `kinds.prices_of_tags(tags, ..., within=0.05, across=1.60, manual=0.40).sum()`, with `None`, `tags["certain_department"] < ...` or `tags["certain"] < ...` at the first dots. For `most_right` compare `(tags["tag"] == tags["product"])[...].mean()` for what each policy tags; `cheapest` follows from the bills.

# %% nbgrader={"solution": true, "grade_id": "dear-tags"}
sure_enough = (
    ### BEGIN SOLUTION
    1 - 0.40 / 1.60
    ### END SOLUTION
)
bill_automatic = (
    ### BEGIN SOLUTION
    kinds.prices_of_tags(tags, None, within=0.05, across=1.60, manual=0.40).sum()
    ### END SOLUTION
)
bill_department = (
    ### BEGIN SOLUTION
    kinds.prices_of_tags(tags, tags["certain_department"] < sure_enough, within=0.05, across=1.60, manual=0.40).sum()
    ### END SOLUTION
)
bill_timid = (
    ### BEGIN SOLUTION
    kinds.prices_of_tags(tags, tags["certain"] < 0.90, within=0.05, across=1.60, manual=0.40).sum()
    ### END SOLUTION
)
most_right = (
    ### BEGIN SOLUTION
    "timid"
    ### END SOLUTION
)
cheapest = (
    ### BEGIN SOLUTION
    "department"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "dear-tags-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("dear-tags", points=3, look="In the lesson: Pictures in, tags out, the words below the picture of the costs.")
checks.number("sure_enough", low=0, high=1)
checks.number("bill_automatic", low=0)
checks.number("bill_department", low=0)
checks.number("bill_timid", low=0)
checks.choice("most_right", options=["automatic", "department", "timid"])
checks.choice("cheapest", options=["automatic", "department", "timid"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, kinds

# an own copy: what the learner's cells did to `tags` must not matter
_tags = kinds.tag_pictures(*datasets.load_product_pictures())


def _bill(by_hand=None, within=0.05, across=1.60, manual=0.40):
    """Return the bill of a policy."""
    return kinds.prices_of_tags(_tags, by_hand, within, across, manual).sum()


checks.number(
    "sure_enough",
    0.75,
    tolerance=0.001,
    mistakes={
        0.25: "This is the chance of a loss from which on a person is cheaper. The department is right with the rest.",
        0.875: "This is the lesson's threshold, from the lesson's prices.",
        1 / (1 + 4): "This weighs two errors against each other. Here a person's tag costs the same whether it was needed or not.",
        1.6 / (1.6 + 0.4): "This weighs two errors against each other. Here a person's tag costs the same whether it was needed or not.",
        0.9: "This is how sure the timid policy wants to be. Let the prices decide.",
    },
)
checks.number(
    "bill_automatic",
    _bill(),
    tolerance=0.06,
    mistakes=lambda: {
        float(round(_bill())): "Write the bill to ten cents, not rounded to euros.",
        _bill(within=0.10, across=2.00): "These are the lesson's prices. This shop's are in the task.",
        400.0: "This is the bill if people tag everything.",
        _bill() / 1000: "This is the mean for one picture. The bill is for all 1,000.",
        float((_tags["tag"] != _tags["product"]).sum()): "This is how many tags are wrong. What do they cost?",
    },
)
checks.number(
    "bill_department",
    _bill(_tags["certain_department"] < 0.75),
    tolerance=0.06,
    mistakes=lambda: {
        float(round(_bill(_tags["certain_department"] < 0.75))): "Write the bill to ten cents, not rounded to euros.",
        _bill(_tags["certain_department"] >= 0.75): "This gives people what the model is sure of. They should get the rest.",
        _bill(_tags["certain"] < 0.75): "This goes by the chance of the tag. Ask for that of the department.",
        _bill(_tags["certain_department"] < 0.25): "This hands over only what is surely lost. At which chance of the department is a person cheaper?",
        _bill(_tags["certain_department"] < 0.875): "This has the lesson's threshold.",
        _bill(_tags["certain_department"] < 0.75, 0.10, 2.00, 0.25): "These are the lesson's prices. This shop's are in the task.",
    },
)
checks.number(
    "bill_timid",
    _bill(_tags["certain"] < 0.90),
    tolerance=0.06,
    mistakes=lambda: {
        float(round(_bill(_tags["certain"] < 0.90))): "Write the bill to ten cents, not rounded to euros.",
        _bill(_tags["certain"] >= 0.90): "This gives people what the model is sure of. They should get the rest.",
        _bill(_tags["certain_department"] < 0.90): "This goes by the department. The timid policy goes by the tag.",
        _bill(_tags["certain"] < 0.90, 0.10, 2.00, 0.25): "These are the lesson's prices. This shop's are in the task.",
    },
)
checks.choice(
    "most_right",
    "timid",
    options=["automatic", "department", "timid"],
    mistakes={
        "automatic": "It gives a tag to everything, also where the model has no idea.",
        "department": "Within a department it gives doubtful tags as well.",
    },
    weight=0.5,
)
checks.choice(
    "cheapest",
    "department",
    options=["automatic", "department", "timid"],
    mistakes={
        "automatic": "Compare the bills: a few lost products cost more than the people who would find them.",
        "timid": "Compare the bills: it is the most often right, and people are paid mostly for tags that were right.",
    },
    weight=0.5,
)
checks.note(lambda: "The policy that is right most often is the dearest of the three. Accuracy would have chosen it.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "read-answers-prompt"}
# ## Task 4. Read answers before you count (3 points)
#
# The cell below shows six of the recorded answers, each with the passage that the model was shown.
#
# 1. Mark each `"grounded"` (all that it says is in the passage shown, or follows from it at once) or `"not grounded"`. Judge the sentences as they stand: whether they, or the passage, answer the question does not matter for this. The answer's name is `marks`; paste this form
#    and fill it in: `{"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ...}`
# 2. One of the grounded answers is of no use to who asked. Write its letter as `grounded_useless`.
# 3. The table of all 60 answers with the *right* passage stands below. Of the answers that are **fluent**, which share is **not right**? Write it as `fluent_and_wrong`. And how many of all 60 are *not* grounded? Write that number as `ungrounded`.
#
# **Done when** `marks` has six texts, `grounded_useless` is a letter, `fluent_and_wrong` a share and `ungrounded` a whole number.

# %% nbgrader={"locked": true, "grade_id": "read-answers-setup"} tags=["hide-input"]
# Run this: it shows six answers, and the table of all (Shift and Enter)
answers, faq = datasets.load_recorded_answers(), datasets.load_construction_faq()
chosen = {"a": (299, "retrieved"), "b": (300, "own"), "c": (94, "retrieved"), "d": (146, "retrieved"), "e": (434, "retrieved"), "f": (298, "own")}
told = answers.set_index(["pair", "setting"])
six = pd.DataFrame(
    [[faq.loc[pair, "question"], faq.loc[told.loc[(pair, way), "passage"], "answer"], told.loc[(pair, way), "answer"]] for pair, way in chosen.values()],
    index=list(chosen),
    columns=["asked", "passage shown", "the model's answer"],
)
plots.show_table(six, dict.fromkeys(six, "{}"), "Six answers and the passages that the model was shown")
own = answers[answers["setting"] == "own"]
table = own.groupby(["fluent", "grounded", "right"]).size().rename("answers").reset_index()
plots.show_table(table, dict.fromkeys(table, "{}"), "All 60 answers with the right passage: how many have which marks")

# %% [markdown] nbgrader={"grade_id": "read-answers-hints"} skill="choose a measure"
# 1. In the lesson: Text in, text out, the three marks in bold, and the table of three answers.
# 2. Go through an answer statement by statement, and put a finger on the place in the passage that says it. For the shares: which rows of the table belong to the base, and which of these to the count?
# 3. In `marks` three are grounded, and `grounded_useless` is one of these. `fluent_and_wrong` is (fluent and not right) / (all fluent), and `ungrounded` is the sum of all rows that are not grounded.

# %% nbgrader={"solution": true, "grade_id": "read-answers"}
marks = (
    ### BEGIN SOLUTION
    {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"}
    ### END SOLUTION
)
grounded_useless = (
    ### BEGIN SOLUTION
    "c"
    ### END SOLUTION
)
fluent_and_wrong = (
    ### BEGIN SOLUTION
    float((~own["right"])[own["fluent"]].mean())
    ### END SOLUTION
)
ungrounded = (
    ### BEGIN SOLUTION
    int((~own["grounded"]).sum())
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "read-answers-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("read-answers", points=3, look="In the lesson: Text in, text out, the three marks in bold.")
checks.matching("marks", keys="abcdef", options=["grounded", "not grounded"])
checks.choice("grounded_useless", options=["a", "b", "c", "d", "e", "f"])
checks.number("fluent_and_wrong", low=0, high=1)
checks.number("ungrounded", low=0, high=60)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets

_answers = datasets.load_recorded_answers()
_own = _answers[_answers["setting"] == "own"].astype({mark: bool for mark in ("fluent", "grounded", "right")})

checks.matching(
    "marks",
    {"a": "grounded", "b": "not grounded", "c": "grounded", "d": "not grounded", "e": "grounded", "f": "not grounded"},
    keys="abcdef",
    options=["grounded", "not grounded"],
    mistakes={
        ("a", "not grounded"): "Go through a again: each of its statements stands in the passage.",
        ("b", "grounded"): "The number of b is in the passage, but what is it the number of?",
        ("c", "not grounded"): "All of c is in the passage that was shown. That it does not help is another mark.",
        ("d", "grounded"): "In d, what is heated, and does the passage say so?",
        ("e", "not grounded"): "e says less than the passage, and nothing else: leaving out is allowed.",
        ("f", "grounded"): "Put a finger on where the passage says which class modern villas have, then read f again.",
    },
    weight=1.5,
)
checks.choice(
    "grounded_useless",
    "c",
    options=["a", "b", "c", "d", "e", "f"],
    mistakes={
        "b": "b is not grounded: the number belongs to something else.",
        "d": "d is not grounded: the passage says nothing of heating the air.",
        "f": "f is not grounded: the classes are swapped.",
        "a": "a answers what was asked.",
        "e": "e answers what was asked.",
    },
    weight=0.5,
)
checks.number(
    "fluent_and_wrong",
    (~_own["right"])[_own["fluent"]].mean(),
    tolerance=0.0055,
    mistakes=lambda: {
        (_own["fluent"] & ~_own["right"]).mean(): "This divides by all 60. The base is the fluent answers.",
        _own["right"][_own["fluent"]].mean(): "This is the share that is right. Which share is not?",
        (~_own["right"]).mean(): "This is the share of all answers. Look at the fluent ones only.",
        (~_own["grounded"])[_own["fluent"]].mean(): "This is not grounded. Look at the mark 'right'.",
        (_own["fluent"] & ~_own["grounded"] & ~_own["right"]).sum() / _own["fluent"].sum(): "Grounded answers can be wrong too: they count as well.",
        (_own["fluent"] & ~_own["grounded"]).mean(): "This is not grounded, and of all 60. Look at the mark 'right', among the fluent ones.",
        _own["fluent"][~_own["right"]].mean(): "This is turned round: of the answers that are not right, how many are fluent.",
    },
)
checks.number(
    "ungrounded",
    int((~_own["grounded"]).sum()),
    tolerance=0.4,
    mistakes=lambda: {
        (~_own["grounded"]).mean(): "This is a share. How many answers are that?",
        float(_own["grounded"].sum()): "So many are grounded (and, by chance, as many of the fluent ones are not). How many of all 60 are not?",
        float((~_own["grounded"] & ~_own["right"]).sum()): "A row of the table is missing: an answer can be right, and yet say what its passage does not.",
        float((~_own["right"]).sum()): "So many are not right. Look at the mark 'grounded'.",
        float((_own["fluent"] & ~_own["right"]).sum()): "These are fluent and not right. Look at the mark 'grounded', among all 60.",
    },
)
checks.note(lambda: "You found one that is grounded and useless by reading six. No count of groundedness would have shown it.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "search-mistake-prompt"}
# ## Task 5. Find the mistake (3 points)
#
# The builder's team reports on its search:
#
# 1. *"We asked each of the 503 questions, and counted how often its own answer came first."*
# 2. *"The search looks through questions and answers, since both hold words that customers use."*
# 3. *"It puts the right pair first 83 times in 100, 95 % interval 80 to 86."*
# 4. *"Always showing the same answer would be right once in 503."*
#
# `kinds.rank_own_answers(faq, way, copied)` returns for each question at which place its own answer was found. `way` is `"tf-idf"` or `"shared words"` (a plainer baseline: count the words in common); `copied` is `True` if questions are searched too, else `False`.
#
# * Which line lets the search see the very question that it is tested on? Write its number as `mistaken_line`.
# * Compute with `"tf-idf"` (rare words count more) what can be said instead: `first`, the share of questions whose own answer comes first, and `among_five`, the share whose own answer is among the first five. And `first_by_words`, the share that comes first with the plainer baseline.
# * What would you do before you tell the board anything? `before_board` is `"p"`, `"q"` or `"r"`:
#   * **p** Take a larger model: the search is too weak.
#   * **q** Collect questions that customers really asked, in their words, and count on these.
#   * **r** Nothing: the interval is narrow, so the number is sure.
#
# **Done when** `mistaken_line` is a whole number, three shares stand and `before_board` is a letter.

# %% [markdown] nbgrader={"grade_id": "search-mistake-hints"} skill="doubt a number"
# 1. In the lesson: Text in, text out, where it says what the search ranks; compare that with the four lines.
# 2. When a question of the FAQ is asked, which text that is word for word the same can the search find? Customers' questions have no such text.
# 3. `mistaken_line` is one of the four. `ranks = kinds.rank_own_answers(faq, "tf-idf", ...)`; then `first` is `(ranks == 1).mean()` and `among_five` the like; for `first_by_words` take the other `way`; `before_board` is a letter.

# %% nbgrader={"solution": true, "grade_id": "search-mistake"}
mistaken_line = (
    ### BEGIN SOLUTION
    2
    ### END SOLUTION
)
first = (
    ### BEGIN SOLUTION
    (kinds.rank_own_answers(faq, "tf-idf", False) == 1).mean()
    ### END SOLUTION
)
among_five = (
    ### BEGIN SOLUTION
    (kinds.rank_own_answers(faq, "tf-idf", False) <= 5).mean()
    ### END SOLUTION
)
first_by_words = (
    ### BEGIN SOLUTION
    (kinds.rank_own_answers(faq, "shared words", False) == 1).mean()
    ### END SOLUTION
)
before_board = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "search-mistake-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("search-mistake", points=3, look="In the lesson: Text in, text out, where it says what the search ranks.")
checks.number("mistaken_line", low=1, high=4)
checks.number("first", low=0, high=1)
checks.number("among_five", low=0, high=1)
checks.number("first_by_words", low=0, high=1)
checks.choice("before_board", options=["p", "q", "r"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, kinds

_faq = datasets.load_construction_faq()


def _found(places, way="tf-idf", copied=False):
    """Return the share of questions whose own answer is among the first places."""
    return (kinds.rank_own_answers(_faq, way, copied) <= places).mean()


checks.number(
    "mistaken_line",
    2,
    mistakes={
        1: "Line 1 is a fair way to count. What could the search look into?",
        3: "Line 3 is computed rightly, also its interval. What was it computed on?",
        4: "Line 4 is right: it is what doing nothing would reach.",
    },
)
checks.number(
    "first",
    _found(1),
    tolerance=0.0055,
    mistakes=lambda: {
        _found(1, copied=True): "This is the report's own number: each question was found in the texts that were searched.",
        _found(1, "shared words"): "This is the plainer baseline. Here TF-IDF is asked for.",
        _found(5): "This is among five. Which share comes first?",
        float(kinds.rank_own_answers(_faq).mean()): "This is the mean place. Which share stands at place 1?",
        1 - _found(1): "This is the share that does *not* come first.",
    },
)
checks.number(
    "among_five",
    _found(5),
    tolerance=0.0055,
    mistakes=lambda: {
        _found(4): "This leaves out the fifth place.",
        _found(10): "This is among ten.",
        _found(5, copied=True): "Here the questions were searched too, so most found themselves.",
        _found(5, "shared words"): "This is the plainer baseline. Here TF-IDF is asked for.",
        1 - _found(5): "This is the share that is *not* among five.",
    },
)
checks.number(
    "first_by_words",
    _found(1, "shared words"),
    tolerance=0.0055,
    mistakes=lambda: {
        _found(1, "shared words", True): "Here the questions were searched too, so most found themselves.",
        _found(1): "This is TF-IDF. The baseline counts shared words.",
        _found(5, "shared words"): "This is among five. Which share comes first?",
    },
)
checks.choice(
    "before_board",
    "q",
    options=["p", "q", "r"],
    mistakes={
        "p": "Which model is better cannot be told either while the test copies the documents.",
        "r": "The interval says how sure the number is for these questions. Customers ask others.",
    },
    weight=0.5,
)
checks.note(lambda: "Even the honest numbers flatter: the builder wrote both questions and answers. Customers' own words are further from them.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "zero-so-far-prompt"}
# ## Task 6. Nothing has happened so far (2 points)
#
# Levels of driving automation after SAE J3016: **0** the person drives, the car warns or helps for a moment; **1** it steers or keeps the speed; **2** it does both, the person watches; **3** it drives, the person must take over when asked;
# **4** it drives and needs nobody, within limits such as one city; **5** without limits.
#
# 1. Which level? `levels` is a dict with a whole number for each letter: `{"a": ..., "b": ..., "c": ..., "d": ...}`
#    * **a** In slow traffic on the motorway the car drives; you may read, but must drive within ten seconds of a signal.
#    * **b** The car brakes hard by itself when a child runs into the road; otherwise you drive.
#    * **c** A taxi without a steering wheel, in the centre of one city, not in snow.
#    * **d** The car keeps lane and distance, and beeps when you look away.
# 2. An assistant has paid 1,200 refunds by itself, none wrongly. By the rule of three, up to which share may go wrong, at 95 %? Write it as `up_to`.
# 3. The head of finance wants to be sure, at 95 %, that fewer than 1 in 5,000 go wrong. How many refunds without a wrong one does that take, from the first on? Write it as `needed`.
# 4. In the 1,200, no refund was above € 50. Refunds of € 500 shall be added. `may_say` is `"p"`, `"q"` or `"r"`:
#    * **p** The share in step 2 holds for them too: the assistant is the same.
#    * **q** About these the 1,200 say nothing: count anew, or let people look at them.
#    * **r** They are safer, since people ask for large amounts less often.
#
# **Done when** `levels` has four whole numbers, `up_to` is a share, `needed` a number and `may_say` a letter.

# %% [markdown] nbgrader={"grade_id": "zero-so-far-hints"} skill="doubt a number"
# 1. In the lesson: Miles in, accidents out, the answer to the prediction.
# 2. For the levels ask who has to watch, and when she must act. The rule of three divides 3 by the cases; the other way round it divides 3 by the share.
# 3. `levels` has four different numbers; `up_to = 3 / ...`; `needed = 3 / ...`, or `kinds.units_without_failure(...)` to the last one; `may_say` is a letter.

# %% nbgrader={"solution": true, "grade_id": "zero-so-far"}
levels = (
    ### BEGIN SOLUTION
    {"a": 3, "b": 0, "c": 4, "d": 2}
    ### END SOLUTION
)
up_to = (
    ### BEGIN SOLUTION
    3 / 1200
    ### END SOLUTION
)
needed = (
    ### BEGIN SOLUTION
    3 / (1 / 5000)
    ### END SOLUTION
)
may_say = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "zero-so-far-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("zero-so-far", points=2, look="In the lesson: Miles in, accidents out, the answer to the prediction.")
checks.record("levels", {"a": (0, 5), "b": (0, 5), "c": (0, 5), "d": (0, 5)})
checks.number("up_to", low=0, high=1)
checks.number("needed", low=1)
checks.choice("may_say", options=["p", "q", "r"])
### BEGIN HIDDEN TESTS
checks.number(
    'levels["a"]', 3, mistakes={2: "In a you may read: nobody watches while it drives.", 4: "In a you must take over when asked; at level 4 nobody needs to."}, weight=0.25
)
checks.number(
    'levels["b"]',
    0,
    mistakes={1: "In b it acts for a moment only, and you drive.", 2: "In b it acts for a moment only, and you drive.", 4: "In b you drive nearly all the time."},
    weight=0.25,
)
checks.number('levels["c"]', 4, mistakes={5: "Read c to its end: does nothing limit it?", 3: "In c there is nobody to take over."}, weight=0.25)
checks.number(
    'levels["d"]', 2, mistakes={1: "d does two things at once: it steers and keeps the distance.", 3: "In d you have to watch all the time, which is why it beeps."}, weight=0.25
)
checks.number(
    "up_to",
    0.0025,
    tolerance=0.00002,
    mistakes={
        1 / 1200: "One in 1,200 would be seen only two times in three. For 95 % it takes 3 in n.",
        0.0: "None was seen. That does not mean that none can happen.",
        1200 / 3: "This is the other way round: 3 over the number of cases.",
        3 / 5000: "This is 3 over the number of the next step. How many refunds have been paid?",
        1 - 0.0025: "This is the share that goes right. How many may go wrong?",
    },
)
checks.number(
    "needed",
    15_000,
    tolerance=30,
    mistakes={
        5_000: "In 5,000 one would be expected, and none is seen more than one time in three by luck. For 95 % it takes three times as many.",
        13_800: "The 1,200 count too; the task asks for all of them together, from the first on.",
        5000 / 3: "This divides by 3. It takes three times as many, not a third.",
        3_600: "This is three times the 1,200. What share does the head of finance name?",
        3 / 5000: "This divides 3 by 5,000. The share is 1/5,000: divide 3 by that.",
    },
)
checks.choice(
    "may_say",
    "q",
    options=["p", "q", "r"],
    mistakes={
        "p": "The rule of three holds for cases like those that were seen. None of these was.",
        "r": "How often they come says nothing of how often they go wrong, and each costs ten times as much.",
    },
)
checks.note(lambda: "The exact number is a little below the rule of three: about 14,980 without a failure. The rule is close enough to do in your head.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "kinds-of-ai-memo-prompt"}
# ## Task 7. The memo (4 points)
#
# The builder's head of service wants the written answers of the small model on the website next week: "they read so well". Write to her in about 150 words what should go out, and what not. The numbers are in the lesson (Text in, text out; Decide) and in your tasks 4 and 5.
#
# One point for each of these:
#
# 1. **Decide.** It says what goes out and what does not, with the number of the plain baseline beside that of the model.
# 2. **Marks.** It tells fluent, grounded and right apart, with a number for at least two of them, and its base.
# 3. **Doubt.** It says what the numbers do not cover (60 questions, the builder's own words, marks not by experts), with an interval or a reason.
# 4. **Change.** It says what would change the decision, by which measure on which questions, and who is hurt by a wrong answer.
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={"grade_id": "kinds-of-ai-memo-hints"} skill="decide in writing"
# 1. In the lesson: Text in, text out, and Decide.
# 2. Begin with what goes out. She praises how they read: say which mark that is, and which one customers pay for.
# 3. Five sentences: what goes out, what not, with both numbers; the three marks; what was not tested; what would change your mind; who is hurt.

# %% [markdown] nbgrader={"grade": true, "solution": true, "points": 4, "grade_id": "kinds-of-ai-memo"}
# ### BEGIN SOLUTION
# Show customers the five passages that our search finds, and no written answers yet. The passages hold the right one for 59 % of our 503 questions; the first alone is right 33 % of the time on the 60 that we tested, and the model, given that same
# passage, 17 %. Its answers do read well: 92 % are fluent. But only 40 % say nothing beyond the passage (grounded), and 14 of these 24 still do not help, most since the passage was the wrong one. Even with the right passage it is right in one of three (23 to 46 %).
# All this is on our own questions in our own words, judged against our own FAQ and by no expert; customers' words are harder. I would change my mind if a larger model, on 200 real questions of customers, is right more often than the search by more than chance, and
# no answer on permits or safety is wrong. A customer who trusts a fluent "permit required" or "20 metres deep" pays for it, with a needless application or a hole of the wrong depth.
#
# ### Examples to grade by, two for each level
#
# **4 points** (all four steps)
#
# * "Not next week. The search alone shows the right passage first in 33 % of 60 questions, the model on top of it is right in 17 %, so it makes things worse: put the five best passages online (59 % hold the answer). 'Reads well' is fluent, 92 %; grounded are 40 %, right 17 %, of the same 60. The interval of the 17 % is 9 to 28, and these are our own questions, so customers will do worse. If a larger model beats the search on 200 questions from the hotline, marked by our engineers, we write. Until then people who believe a wrong answer on a permit pay the fine, not we."
# * The memo above.
#
# **2 points** (two steps)
#
# * "The model must not go out: it is right in 17 % of 60 answers, showing the passage in 33 %. Fluent are 92 %, grounded 40 %, so reading well proves nothing." (Decide, Marks. Nothing on what was not tested, or what would change it.)
# * "We tested 60 questions that we wrote ourselves; customers ask otherwise, and nobody who knows building law looked at it. If a larger model is right more often than the search on real questions I am for it; a wrong permit hurts the customer." (Doubt, Change. No decision with numbers, no marks.)
#
# **0 points** (no step)
#
# * "The answers are well written and our customers will love them; small mistakes can be corrected later."
# * "Generative AI hallucinates, so we must never use it."
#
# ### END SOLUTION

# %% [markdown] nbgrader={"locked": true, "grade_id": "kinds-of-ai-result-prompt"}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={"locked": true, "grade_id": "kinds-of-ai-result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/3-kinds-of-ai")
