# %% [markdown] nbgrader={"locked": true, "grade_id": "how-machines-learn-welcome"}
# # Workbook: which team gets the machine learning?
#
# The teams of the [lesson](../../course/1-fundamentals/4-how-machines-learn.ipynb) are back, with other months, other prices and other
# questions. Bikes, clients and customers are real; the tea shop and the banners are made up.
#
# * **Seven tasks, 55 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.
# * Tasks 2 and 4 need a little Python, the others a pocket calculator or Python, as you like:
#
# | you write | you get |
# | --- | --- |
# | `abs(3 - 5)`, `sum([3, 4])`, `6 ** 0.5` | 2, 7, and the square root of 6 |
# | `for a, p in zip([1, 2], [3, 4]):` | 1 and 3, then 2 and 4, as `a` and `p` |
# | `costs.loc[0.2, "as it is"]` | the number in row 0.2 and that column of `costs` |
# | `customers["again"].mean()` | the share of all customers who bought again |
# | `customers.loc[once, "again"].mean()` | the share of those for whom `once` holds |
# | `(a >= 2) & (b > 91)` | both conditions, each in brackets of its own |

# %% nbgrader={"locked": true, "grade_id": "how-machines-learn-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    import numpy as np
    import pandas as pd

    from aipm_helpers import checks, datasets, forecasting, fundamentals, learning, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown] nbgrader={"locked": true, "grade_id": "learns-from-prompt"}
# ## Task 1. What does it learn from? (2 points)
#
# Say of each system what it mainly learns from: `"answers"`, `"patterns"`, `"consequences"`, `"its own text"` or `"preferences"`.
#
# * **a** A model of who will not pay, from clients of whom this is known by now.
# * **b** A program that puts mails into groups; nobody has ever sorted one.
# * **c** A heating that tries settings each night and keeps to those that saved energy.
# * **d** A model that guesses words in old manuals, which a program had blotted out on purpose.
# * **e** An assistant that is tuned by which of two replies people liked better.
# * **f** A model that reads X-rays, from films that two doctors had marked.
# * **g** A start page that shows more often what was clicked more often, and goes on trying.
#
# The answer's name is `learns_from`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ..., "g": ...}
# ```
#
# **Done when** `learns_from` has one of the five texts for each letter.

# %% [markdown] nbgrader={"grade_id": "learns-from-hints"} skill="frame the problem"
# 1. In the lesson: the words in italics or bold that begin each part of the story; for language models, the answer there.
# 2. Who or what says what is right: a person or a record beforehand (answers), nobody (patterns), what happened after the system's own doing
#    (consequences), the text that was hidden, or a choice between two?
# 3. In `learns_from` two are `"answers"`, two `"consequences"`, and the three others stand once.

# %% nbgrader={"solution": true, "grade_id": "learns-from"}
learns_from = (
    ### BEGIN SOLUTION
    {"a": "answers", "b": "patterns", "c": "consequences", "d": "its own text", "e": "preferences", "f": "answers", "g": "consequences"}
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "learns-from-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("learns-from", points=2, look="In the lesson: the words in italics or bold that begin each part of the story.")
checks.matching("learns_from", keys="abcdefg", options=["answers", "patterns", "consequences", "its own text", "preferences"])
### BEGIN HIDDEN TESTS
checks.matching(
    "learns_from",
    {"a": "answers", "b": "patterns", "c": "consequences", "d": "its own text", "e": "preferences", "f": "answers", "g": "consequences"},
    keys="abcdefg",
    options=["answers", "patterns", "consequences", "its own text", "preferences"],
    mistakes={
        ("a", "patterns"): "Of past clients it is known who paid. That is an answer for each of them.",
        ("a", "consequences"): "It is shown what became of past clients; nothing that the model did caused it.",
        ("b", "answers"): "Nobody has ever sorted a mail, so there are no answers to learn from.",
        ("b", "its own text"): "It hides and guesses nothing: it puts together what is alike.",
        ("c", "patterns"): "It does something and sees what that brings; patterns are found in what is there already.",
        ("g", "patterns"): "It does something and sees what that brings; patterns are found in what is there already.",
        ("c", "answers"): "Nobody says which setting is right. It tries one, and sees what that saved.",
        ("d", "answers"): "The right word was in the manual: nobody had to write answers for it.",
        ("d", "patterns"): "There is something to be right about: the word that was blotted out.",
        ("e", "answers"): "Nobody wrote the right reply. People said which of two they liked better.",
        ("e", "consequences"): "What it is tuned by is which of two replies people liked better.",
        ("f", "patterns"): "The doctors' marks are answers.",
        ("f", "preferences"): "The doctors marked what is there; they did not choose between two readings of a model.",
        ("g", "preferences"): "Nobody compares two pages. It shows one, and sees whether it is clicked.",
        ("g", "answers"): "Whether another banner would have been clicked is never known: it sees the consequence of what it showed.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "plan-and-truth-prompt"}
# ## Task 2. Yesterday and tomorrow (3 points)
#
# 1. Write a function `missed(actual, planned)` that takes two lists of equal length and returns by how many bikes the plans were off, **per bike
#    rented**: the sum of all misses, too many or too few, over the sum of all rentals. `missed([100, 50], [90, 65])` is 25 / 150, about 0.167.
# 2. The table below has trees that learnt July 2011 to June 2012, and what they miss, on these months and on the next three. It also has the rule
#    (mean of the same weekday and hour in four weeks). As in lesson 2, how to decide was fixed beforehand: **a tree is released if it misses less than the rule on months that it has not learnt from.** What do you
#    release? `released` is `"rule"` or the depth of a tree as a text, such as `"8"`.
# 3. On the months that it has learnt from, the deepest tree shows 0.000. How far off is it on the next three? Write that as `deepest_ahead`, a share from 0 to 1, as in the table.
#
# **Done when** `missed` is a function, `released` one of the texts and `deepest_ahead` a share.

# %% nbgrader={"locked": true, "grade_id": "plan-and-truth-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
bikes = forecasting.add_columns(datasets.load_bike_rentals()).dropna(subset=["last_week", "four_weeks"])
past, ahead = bikes.loc["2011-07":"2012-06"], bikes.loc["2012-07":"2012-09"]
trees = learning.grow_trees(past, ahead, ["hour", "weekday", "holiday", "last_week", "four_weeks"], depths=[1, 3, 5, 8, 12, 40])
rule = [forecasting.wape(months["rentals"], months["four_weeks"]) for months in (past, ahead)]
missing = pd.concat([trees.rename(index="depth {}".format), pd.DataFrame([rule], ["rule"], trees.columns)])
plots.show_table(missing, {"learnt_from": "{:.3f}", "next": "{:.3f}"}, "Bikes missed per bike rented: July 2011 to June 2012, and the next three months")

# %% [markdown] nbgrader={"grade_id": "plan-and-truth-hints"} skill="compare with a baseline"
# 1. In the lesson: Answers that are numbers, the picture and the words below it.
# 2. Seven too many and seven too few are both misses of seven. For the release look at one column only: which months had the trees not seen?
# 3. `missed` returns `sum(abs(a - p) for a, p in zip(actual, ...)) / ...`; `released` and `deepest_ahead` are read off the column *next*.

# %% nbgrader={"solution": true, "grade_id": "plan-and-truth"}
### BEGIN SOLUTION
def missed(actual, planned):
    """Return the sum of misses over the sum of rentals."""
    return sum(abs(a - p) for a, p in zip(actual, planned, strict=True)) / sum(actual)
### END SOLUTION


released = (
    ### BEGIN SOLUTION
    "rule"
    ### END SOLUTION
)
deepest_ahead = (
    ### BEGIN SOLUTION
    trees.loc[40, "next"]
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "plan-and-truth-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("plan-and-truth", points=3, look="In the lesson: Answers that are numbers; in lesson 2: the rule that was fixed beforehand.")
checks.function("missed", [(([100, 50], [90, 65]), 25 / 150)], tolerance=0.0015, weight=0.25)
checks.choice("released", options=["rule", "1", "3", "5", "8", "12", "40"])
checks.number("deepest_ahead", low=0, high=1)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, forecasting, learning

_bikes = forecasting.add_columns(datasets.load_bike_rentals()).dropna(subset=["last_week", "four_weeks"])
_trees = learning.grow_trees(_bikes.loc["2011-07":"2012-06"], _bikes.loc["2012-07":"2012-09"], ["hour", "weekday", "holiday", "last_week", "four_weeks"], depths=[1, 3, 5, 8, 12, 40])

checks.function(
    "missed",
    [
        (([10, 5, 30], [14, 2, 25]), 12 / 45),
        (([20, 10], [30, 2]), 18 / 30),
        (([8, 2], [2, 7]), 11 / 10),
        (([1, 99, 50], [2, 90, 60]), 20 / 150),
    ],
    tolerance=0.0015,
    mistakes={
        "This is the mean of percentages of single hours. Take the sum of misses over the sum of rentals.": lambda actual, planned: sum(abs(a - p) / a for a, p in zip(actual, planned, strict=True)) / len(actual),
        "Too many in one hour do not make up for too few in another: take the size of each miss.": lambda actual, planned: abs(sum(actual) - sum(planned)) / sum(actual),
        "This divides by what was planned. Divide by what was rented.": lambda actual, planned: sum(abs(a - p) for a, p in zip(actual, planned, strict=True)) / sum(planned),
        "This is the mean miss in an hour. Divide by the rentals.": lambda actual, planned: sum(abs(a - p) for a, p in zip(actual, planned, strict=True)) / len(actual),
        "Only bikes too many are counted. Too few are misses as well.": lambda actual, planned: sum(max(p - a, 0) for a, p in zip(actual, planned, strict=True)) / sum(actual),
        "Only bikes too few are counted. Too many are misses as well.": lambda actual, planned: sum(max(a - p, 0) for a, p in zip(actual, planned, strict=True)) / sum(actual),
        "Misses are squared. Take their sizes as they are.": lambda actual, planned: sum((a - p) ** 2 for a, p in zip(actual, planned, strict=True)) / sum(actual),
    },
    weight=1.25,
)
checks.choice(
    "released",
    "rule",
    options=["rule", "1", "3", "5", "8", "12", "40"],
    mistakes={
        "40": "It knows by heart what it has learnt from. Which column has months that it had not seen?",
        "5": "It is the best of the trees. Does it miss less than the rule?",
        "12": "Look at the other column: what does it miss on months that it has not learnt from?",
        "8": "Does it miss less than the rule on months that it has not learnt from?",
        "3": "Does it miss less than the rule on months that it has not learnt from?",
        "1": "Does it miss less than the rule on months that it has not learnt from?",
    },
)
checks.number(
    "deepest_ahead",
    _trees.loc[40, "next"],
    tolerance=0.006,
    mistakes={
        _trees.loc[40, "learnt_from"]: "This is on the months that it has learnt from. How far off is it on the next?",
        _trees.loc[12, "next"]: "This is the tree of depth 12.",
        0.383: "This is the lesson's quarter. The table above has another.",
        _trees.loc[5, "next"]: "This is the best tree. The task asks for the deepest.",
    },
    weight=0.5,
)
checks.note(lambda: "Of seven lines the best on yesterday is the second worst on tomorrow. If you had chosen the depth by the column *next*, you would need yet another quarter to quote its error.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "threshold-from-cost-prompt"}
# ## Task 3. The threshold follows from the cost (3 points)
#
# Another lender, the same clients. There a default let through costs **9**, a good client blocked **1** (both assumed). The table has what each threshold costs per 10,000 clients of the
# test, for the model as it is and for the one whose codes were mended. Without a model: the rule *late in any month* costs 8,848, and **blocking everybody 7,805**.
#
# 1. `textbook`: at what score should one block, if scores are chances? From 0 to 1.
# 2. `too_dear`: by how much does the model **as it is**, at that threshold, cost **more than blocking everybody**, per 10,000 clients?
# 3. `cheapest`: at which threshold of the table does the model as it is cost least?
# 4. `chosen`: going by the textbook threshold, what costs least: `"late in any month"`, `"block everybody"`, `"as it is"` or `"codes mended"`?
#
# **Done when** the first three are numbers and `chosen` is one of the four texts.

# %% nbgrader={"locked": true, "grade_id": "threshold-from-cost-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
train, test = learning.split_clients(datasets.load_credit_defaults())
late = [column for column in train if column.startswith("months_late")]
mended_train, mended_test = (part.assign(**part[late].clip(lower=0)) for part in (train, test))
thresholds, prices = [0.04, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.3, 0.5], {"share": test["default"].mean(), "miss": 9, "false_alarm": 1}
scored = pd.DataFrame({"as it is": learning.score_clients(train, test), "codes mended": learning.score_clients(mended_train, mended_test)})
costs = pd.DataFrame({name: fundamentals.price_thresholds(scores, test["default"], **prices, thresholds=thresholds)["cost"] for name, scores in scored.items()}).round()
plots.show_table(costs, dict.fromkeys(costs, "{:,.0f}"), "Cost per 10,000 clients, by threshold")

# %% [markdown] nbgrader={"grade_id": "threshold-from-cost-hints"} skill="price errors"
# 1. In the lesson: Answers that are yes or no, the sentence with 1 / (1 + 5).
# 2. Whoever scores p costs 9 p on average if let through, and 1 - p if blocked. At which p are the two the same? Then read the table in that row, and after that down the column.
# 3. `textbook = 1 / (1 + ...)`, `too_dear = costs.loc[..., "as it is"] - 7805`; `cheapest` is a row of the column *as it is*, and `chosen` the least of four costs, the models' read in the textbook row.

# %% nbgrader={"solution": true, "grade_id": "threshold-from-cost"}
textbook = (
    ### BEGIN SOLUTION
    1 / (1 + 9)
    ### END SOLUTION
)
too_dear = (
    ### BEGIN SOLUTION
    costs.loc[0.1, "as it is"] - 7805
    ### END SOLUTION
)
cheapest = (
    ### BEGIN SOLUTION
    costs["as it is"].idxmin()
    ### END SOLUTION
)
chosen = (
    ### BEGIN SOLUTION
    "codes mended"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "threshold-from-cost-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("threshold-from-cost", points=3, look="In the lesson: Answers that are yes or no.")
checks.number("textbook", low=0, high=1)
checks.number("too_dear")
checks.number("cheapest", low=0, high=1)
checks.choice("chosen", options=["late in any month", "block everybody", "as it is", "codes mended"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, fundamentals, learning

_train, _test = learning.split_clients(datasets.load_credit_defaults())
_late = [column for column in _train if column.startswith("months_late")]


def _priced(scores):
    """Return the cost of the thresholds in the table."""
    share, thresholds = _test["default"].mean(), [0.04, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.3, 0.5]
    return fundamentals.price_thresholds(scores, _test["default"], share, miss=9, false_alarm=1, thresholds=thresholds)["cost"]


_as_it_is = _priced(learning.score_clients(_train, _test))
_mended = _priced(learning.score_clients(*[part.assign(**part[_late].clip(lower=0)) for part in (_train, _test)]))

checks.number(
    "textbook",
    0.1,
    tolerance=0.0005,
    mistakes={
        1 / 9: "This is 1 / 9. With p the chance of default, 9 p must be 1 - p.",
        0.9: "This is turned round: the dearer a default, the sooner one blocks.",
        1 / 6: "This is the lesson's lender, to whom a default costs 5.",
        0.5: "This is where both errors would cost the same.",
        0.06: "This is where the column 'as it is' is lowest. The textbook goes by the two prices alone.",
        0.12: "This is where the column 'codes mended' is lowest. The textbook goes by the two prices alone.",
    },
)
checks.number(
    "too_dear",
    _as_it_is[0.1] - 7805,
    tolerance=6,
    mistakes={
        _mended[0.1] - 7805: "This is the model with mended codes. The task asks for the one as it is.",
        7805 - _as_it_is[0.1]: "The sign is turned round: the model costs more.",
        _as_it_is[0.1]: "This is what the model costs. By how much more than blocking everybody?",
        _as_it_is[0.06] - 7805: "This is at its cheapest threshold. The task asks for the textbook one.",
        _as_it_is[0.1] - _mended[0.1]: "This holds it against the mended model. Hold it against blocking everybody.",
        _as_it_is[0.1] - 8848: "This holds it against the rule late in any month. Hold it against blocking everybody.",
        8848 - _as_it_is[0.1]: "This holds it against the rule late in any month. Hold it against blocking everybody.",
        _as_it_is[0.5] - 7805: "This is at one half. The task asks for the textbook threshold.",
        _as_it_is[0.12] - 7805: "This is at 0.12. The task asks for the textbook threshold.",
        _as_it_is[0.2] - 7805: "This is at 0.2. The task asks for the textbook threshold.",
    },
)
checks.number(
    "cheapest",
    0.06,
    tolerance=0.0005,
    mistakes={
        0.12: "This is the cheapest threshold of the mended model.",
        0.1: "This is the textbook threshold. Where is the column 'as it is' lowest?",
        0.5: "There the column is highest: look for the least cost.",
        _as_it_is.min(): "This is what it costs there. The task asks for the threshold.",
    },
    weight=0.5,
)
checks.choice(
    "chosen",
    "codes mended",
    options=["late in any month", "block everybody", "as it is", "codes mended"],
    mistakes={
        "as it is": "At the textbook threshold it costs more than blocking everybody, who needs no model.",
        "block everybody": "Hold its 7,805 against the mended model in the textbook row.",
        "late in any month": "It costs 8,848. What in the textbook row costs less?",
    },
    weight=0.5,
)
checks.note(
    lambda: f"At no threshold of the table does the model as it is beat blocking everybody (its best: {_as_it_is.min():,.0f}); the mended one does where the textbook says. "
    "So the textbook needs scores that are chances. And a price of 9 that makes blocking everybody cheap says that somebody should ask for the price again."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "segments-checked-prompt"}
# ## Task 4. Find the mistake, and check a segment (3 points)
#
# An agency sorted the music shop's customers. Its report:
#
# 1. k-means was told to find four segments, and found four.
# 2. Ten runs from other starting points found the same four.
# 3. In the nine months after, 30 of 100 customers bought again in each of the four.
# 4. So there are four kinds of customers, and each should get a campaign of its own.
#
# Then check a segment of your own, cut by hand: the **lapsed**, who had bought on two days or more, but not in the last 91
# days before October 1997. `customers` has their columns: `days_since`, `days_bought`, `dollars`, and what came after: `again` (true or false), `later_dollars`.
#
# * `mistaken_line`: the number of the line that draws a wrong conclusion.
# * `lapsed_again`: the share of the lapsed who bought again.
# * `once_again`: the share who bought again among those who had bought on **one** day.
# * `campaign`: a letter of € 2 can go to one of the two groups. Which sentence does the table support? `"p"` To the lapsed: more of them buy, so a letter
#   sells more there. `"q"` The table does not say to whom. `"r"` To those who bought once: fewer of them buy, so a letter can change more.
#
# **Done when** `mistaken_line` is 1, 2, 3 or 4, the two shares are numbers from 0 to 1, and `campaign` is a letter.

# %% nbgrader={"locked": true, "grade_id": "segments-checked-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
customers = learning.describe_customers(datasets.load_cd_purchases())
once = customers["days_bought"] == 1
customers.head()

# %% [markdown] nbgrader={"grade_id": "segments-checked-hints"} skill="doubt a number"
# 1. In the lesson: Patterns, the picture and the words below it.
# 2. Which line says something that its neighbours do not support? A condition on two columns is written `(one) & (other)`, each in brackets of its own.
# 3. `mistaken_line` is a digit and `campaign` a letter; `lapsed_again = customers.loc[(customers["days_bought"] >= 2) & (...), "again"].mean()`, and `once_again` in the same way with `once`.

# %% nbgrader={"solution": true, "grade_id": "segments-checked"}
mistaken_line = (
    ### BEGIN SOLUTION
    4
    ### END SOLUTION
)
lapsed_again = (
    ### BEGIN SOLUTION
    customers.loc[(customers["days_bought"] >= 2) & (customers["days_since"] > 91), "again"].mean()
    ### END SOLUTION
)
once_again = (
    ### BEGIN SOLUTION
    customers.loc[once, "again"].mean()
    ### END SOLUTION
)
campaign = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "segments-checked-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("segments-checked", points=3, look="In the lesson: Patterns, the picture and the words below it.")
checks.number("mistaken_line", low=1, high=4)
checks.number("lapsed_again", low=0, high=1)
checks.number("once_again", low=0, high=1)
checks.choice("campaign", options=["p", "q", "r"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, learning

_customers = learning.describe_customers(datasets.load_cd_purchases())
_twice, _away = _customers["days_bought"] >= 2, _customers["days_since"] > 91


def _again(chosen):
    """Return the share of some customers who bought again."""
    return _customers.loc[chosen, "again"].mean()


checks.number(
    "mistaken_line",
    4,
    mistakes={
        1: "Line 1 is right: k-means finds as many segments as it is told to.",
        2: "Line 2 is right, and says little: on columns without a pattern runs can agree as well.",
        3: "Line 3 is a count, and the line that should have made them think.",
    },
)
checks.number(
    "lapsed_again",
    _again(_twice & _away),
    tolerance=0.0055,
    mistakes=lambda: {
        _again(_twice): "These are all who bought on two days or more. The lapsed have not bought for more than 91 days.",
        _again(_away): "These are all who have not bought for more than 91 days. The lapsed had bought on two days or more.",
        _again(_twice & ~_away): "These have bought within the last 91 days. The lapsed have not.",
        _again((_customers["days_bought"] > 2) & _away): "This leaves out those who had bought on exactly two days.",
        _again(_customers["days_bought"] == 1): "This is the share of those who bought on one day.",
        1 - _again(_twice & _away): "This is the share who did not buy again.",
        (_twice & _away).mean(): "This is how many are lapsed. Of these, how many bought again?",
        _customers["again"].mean(): "This is the share of all customers. (With | either condition is enough, and everybody fulfils one; the lapsed fulfil both.)",
        _customers.loc[_twice & _away, "again"].sum() / len(_customers): "This divides by all customers. Divide by the lapsed.",
    },
)
checks.number(
    "once_again",
    _again(_customers["days_bought"] == 1),
    tolerance=0.0055,
    mistakes=lambda: {
        _again(_twice & _away): "This is the share of the lapsed.",
        _again(_customers["days_bought"] <= 2): "This includes those who had bought on two days.",
        _customers["again"].mean(): "This is the share of all customers.",
        _customers.loc[_customers["days_bought"] == 1, "again"].sum() / len(_customers): "This divides by all customers. Divide by those who bought once.",
        1 - _again(_customers["days_bought"] == 1): "This is the share who did not buy again.",
    },
    weight=0.5,
)
checks.choice(
    "campaign",
    "q",
    options=["p", "q", "r"],
    mistakes={
        "p": "They buy again more often without any letter. What a letter changes is another number.",
        "r": "More of them could change, but nothing says that a letter does it. What a letter changes is another number.",
    },
    weight=0.5,
)
checks.note(lambda: "A segment that foretells is worth a name. It is not yet worth a letter: whom a letter moves is a question about consequences (module 3).")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "nearest-neighbour-prompt"}
# ## Task 5. The nearest neighbour, by hand (3 points)
#
# A shop for tea sells five things. Six visitors have bought (1) or not (0):
#
# | | tea | mug | pot | jam | book |
# | --- | --- | --- | --- | --- | --- |
# | visitor 1 | 1 | 1 | 0 | 0 | 0 |
# | visitor 2 | 1 | 1 | 1 | 0 | 0 |
# | visitor 3 | 0 | 0 | 0 | 1 | 1 |
# | visitor 4 | 0 | 0 | 0 | 1 | 1 |
# | visitor 5 | 0 | 0 | 0 | 0 | 1 |
# | visitor 6 | 1 | 0 | 0 | 0 | 0 |
#
# How alike two products are is the **cosine** of their columns: how many bought both, over the square root of (how many bought the one, times how many bought the
# other). For jam and book that is 2 / √(2 · 3) = 0.816.
#
# 1. `tea_and_pot`: how alike are tea and pot?
# 2. `neighbours_show`: what do nearest neighbours show visitor 6 first? (She has tea; take the product that is most like it.)
# 3. `best_seller`: what does the rule show her first, the best seller among what she lacks?
# 4. `newcomer`: visitor 7 has bought nothing. What do you show her, to sell most today? `"p"` What neighbours say: tea. `"q"` Best sellers. `"r"` Random products, so that
#    neighbours learn soonest.
#
# **Done when** `tea_and_pot` is a number, `neighbours_show` and `best_seller` are products (`"tea"`, `"mug"`, `"pot"`, `"jam"` or `"book"`), and `newcomer` is a letter.

# %% [markdown] nbgrader={"grade_id": "nearest-neighbour-hints"} skill="compare with a baseline"
# 1. In the lesson: What goes together. The formula stands in the task, with an example.
# 2. Count three things for each pair: who bought both, who bought the one, who bought the other. Do it for tea with each of the four others.
# 3. `tea_and_pot = 1 / (3 * ...) ** 0.5`; `neighbours_show` is the product with the largest cosine, `best_seller` the one with the largest count that she lacks; `newcomer` is a letter.

# %% nbgrader={"solution": true, "grade_id": "nearest-neighbour"}
tea_and_pot = (
    ### BEGIN SOLUTION
    1 / (3 * 1) ** 0.5
    ### END SOLUTION
)
neighbours_show = (
    ### BEGIN SOLUTION
    "mug"
    ### END SOLUTION
)
best_seller = (
    ### BEGIN SOLUTION
    "book"
    ### END SOLUTION
)
newcomer = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "nearest-neighbour-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("nearest-neighbour", points=3, look="In the lesson: What goes together. The formula stands in the task.")
checks.number("tea_and_pot", low=0, high=1)
checks.choice("neighbours_show", options=["tea", "mug", "pot", "jam", "book"])
checks.choice("best_seller", options=["tea", "mug", "pot", "jam", "book"])
checks.choice("newcomer", options=["p", "q", "r"])
### BEGIN HIDDEN TESTS
checks.number(
    "tea_and_pot",
    1 / 3**0.5,
    tolerance=0.006,
    mistakes={
        1 / 3: "The square root is missing, or this is a share: of those who bought tea, how many bought a pot.",
        2 / 6**0.5: "This is tea and mug, or jam and book.",
        1 / 2**0.5: "This is mug and pot. Three bought tea.",
        1.0: "Everybody with a pot has tea, but not the other way round: the cosine counts both columns.",
        1 / 6: "This divides by all visitors, or the root was written ** 1/2, which Python reads as (...) ** 1, then / 2: write ** 0.5.",
        1 / 4**0.5: "Under the root the two counts are multiplied, not added.",
        1 / 4: "The two counts are multiplied, not added, and the root is taken.",
        0.0: "Visitor 2 has bought both.",
    },
)
checks.choice(
    "neighbours_show",
    "mug",
    options=["tea", "mug", "pot", "jam", "book"],
    mistakes={
        "tea": "She has tea. What is most like it?",
        "pot": "Pot is like tea, but another product is more like it.",
        "book": "Nobody bought tea and a book: that is the rule's answer.",
        "jam": "Nobody bought tea and jam.",
    },
)
checks.choice(
    "best_seller",
    "book",
    options=["tea", "mug", "pot", "jam", "book"],
    mistakes={
        "tea": "Tea sells as well, but she has it.",
        "mug": "Count the column: another product that she lacks was bought more often.",
        "pot": "Count the column: pot was bought once.",
        "jam": "Count the column: another product that she lacks was bought more often.",
    },
    weight=0.5,
)
checks.choice(
    "newcomer",
    "q",
    options=["p", "q", "r"],
    mistakes={
        "p": "Which of her purchases would tea be like? She has none.",
        "r": "That may pay later (the bandit's thought). To sell most today: what does not need to know her?",
    },
    weight=0.5,
)
checks.note(lambda: "Visitor 6 gets a mug instead of a book. Whether she would have bought the mug anyway, the table cannot say.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "banners-prompt"}
# ## Task 6. Bandit or test? (3 points)
#
# A simulated shop shows one of three banners, whose true click rates are 0.020 (A, the old one), 0.024 (B) and 0.030 (C). 20,000 visitors came. Two shops, alike but for chance:
#
# | shown to | A | B | C |
# | --- | --- | --- | --- |
# | the bandit's shop | 1,400 | 3,100 | 15,500 |
# | the test's shop: 2,000 each, then the winner | 2,000 | 16,000 | 2,000 |
#
# (In the test's shop B happened to get more clicks than C among its first 2,000.)
#
# **Regret** is the clicks lost, as expected from the true rates, against always showing C: each visitor who saw A costs 0.010 clicks.
#
# * `regret_bandit` and `regret_test`: both in clicks.
# * `regret_old`: what always showing A, doing nothing, would have lost.
# * `use`: for each case a `"bandit"` or a `"test"`. **a** Which of eight headlines, for a story that is read for six hours. **b** Whether the new prices raise what a customer brings in a year; the board
#    wants the difference with its interval. **c** Which of forty push texts, of which a million go out each week, new ones every week, and nobody asks why. **d** Whether a new form puts off no more people than the old one, which the law asks you to show afterwards.
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ...}
# ```
#
# **Done when** the three regrets are numbers and `use` has one of the two texts for each letter.

# %% [markdown] nbgrader={"grade_id": "banners-hints"} skill="choose a measure"
# 1. In the lesson: Consequences. Regret is said there, and in the task.
# 2. For each banner: how many saw it, times how much its rate lies below the best. The banner C costs nothing. For `use`: is it about earning now, or about knowing a difference afterwards?
# 3. `regret_bandit = 1400 * 0.010 + 3100 * ...`, `regret_test` and `regret_old` in the same way; in `use` two are `"bandit"`.

# %% nbgrader={"solution": true, "grade_id": "banners"}
regret_bandit = (
    ### BEGIN SOLUTION
    1400 * 0.010 + 3100 * 0.006
    ### END SOLUTION
)
regret_test = (
    ### BEGIN SOLUTION
    2000 * 0.010 + 16000 * 0.006
    ### END SOLUTION
)
regret_old = (
    ### BEGIN SOLUTION
    20000 * 0.010
    ### END SOLUTION
)
use = (
    ### BEGIN SOLUTION
    {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "banners-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("banners", points=3, look="In the lesson: Consequences, the picture and the words below it.")
checks.number("regret_bandit", low=0)
checks.number("regret_test", low=0)
checks.number("regret_old", low=0)
checks.matching("use", keys="abcd", options=["bandit", "test"])
### BEGIN HIDDEN TESTS
checks.number(
    "regret_bandit",
    32.6,
    tolerance=0.55,
    mistakes={
        14.0: "This is A alone. Those who saw B cost something too.",
        18.6: "This is B alone. Those who saw A cost something too.",
        1400 * 0.020 + 3100 * 0.024: "This counts the clicks of A and B. Regret is what is lost against C.",
        1400 * 0.020 + 3100 * 0.024 + 15500 * 0.030: "These are the clicks to be expected. Regret is what is lost against always showing C.",
        4500 * 0.010: "This takes B for as bad as A. B lies less far below C.",
        1400 * 0.004 + 3100 * 0.0: "This holds A against B. The best is C.",
        1400 * 0.010 + 3100 * 0.004: "B lies 0.006 below C; 0.004 is by how much it beats A.",
        116.0: "This is the test's shop.",
    },
)
checks.number(
    "regret_test",
    116.0,
    tolerance=0.55,
    mistakes={
        20 + 12: "This stops after the test. The winner was shown to 14,000 more.",
        96.0: "This is B alone. Those who saw A cost something too.",
        84.0: "Either the test's own loss is missing, or B was held against A (0.004) in place of C (0.006).",
        20.0: "This is A alone.",
        18000 * 0.010: "This takes B for as bad as A. B lies less far below C.",
        32.6: "This is the bandit's shop.",
    },
    weight=0.75,
)
checks.number(
    "regret_old",
    200.0,
    tolerance=0.55,
    mistakes={
        400.0: "These are the clicks of A. Regret is what is lost against C.",
        600.0: "These are the clicks of C. Regret is what is lost against it.",
        80.0: "This holds A against B. The best is C.",
        100.0: "This is the lesson's number where the world turns. Here the rates stay.",
        0.0: "Doing nothing loses against C, too.",
        14.0: "This is A in the bandit's shop. Here all 20,000 see A.",
    },
    weight=0.5,
)
checks.matching(
    "use",
    {"a": "bandit", "b": "test", "c": "bandit", "d": "test"},
    keys="abcd",
    options=["bandit", "test"],
    mistakes={
        ("a", "test"): "In six hours the story is over: whatever is known afterwards helps nobody.",
        ("b", "bandit"): "A bandit knows least about what it dropped, and the board asks for the difference.",
        ("c", "test"): "New texts every week, and nobody asks why: what a test would tell is out of date.",
        ("d", "bandit"): "You must be able to show something about the one that was dropped, too.",
    },
    weight=0.75,
)
checks.note(lambda: "One unlucky test. In the lesson's 200 shops the test lost less than half of that on average, and a single bandit beat a single test in little more than half of the pairs.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "how-machines-learn-memo-prompt"}
# ## Task 7. The memo (4 points)
#
# Four teams (bikes, late payers, segments, banners) ask for a machine learning engineer; there is money for one, for a year. Write to the head of product, in about 150 words: who gets her, or nobody yet, and what do the teams do instead?
# The numbers are in the lesson's Worked example and Decide, and in the last answer on the lender (costs there at an assumed 5 to 1).
#
# One point for each of these:
#
# 1. **Decide.** It names one team, or nobody, with the number that speaks for it against the *best* rule, its base and its uncertainty.
# 2. **Others.** It says what the other teams do instead, and gives a number for at least one.
# 3. **Learns from.** It says, for the team with the best claim, what the system learns from, where the answers come from and when, and what must be checked before it is believed.
# 4. **Change.** It says what would change the decision, and who bears the errors that remain.
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={"grade_id": "how-machines-learn-memo-hints"} skill="decide in writing"
# 1. In the lesson: Worked example, and Decide.
# 2. Begin with the decision. An improvement is a difference to the best rule; say per what, and how sure.
# 3. Five sentences: who, or nobody; by how much against the best rule; what the others do; what it learns from and what is checked first; what would change your mind, and who is hit.

# %% [markdown] nbgrader={"grade": true, "solution": true, "points": 4, "grade_id": "how-machines-learn-memo"}
# ### BEGIN SOLUTION
# Nobody gets her for a year yet; the lender has the best claim. Its new rule, late in any month, costs 5,778 per 10,000 clients at an assumed 5 to 1, 9 % less than the old one. Boosting costs 3 % less again, but with an
# interval from 138 more to 455 less, on clients of the same month, so it runs in the shadow first. The operator keeps the mean of four weeks, which is off by 28 %, the music shop sorts by hand, and the front page takes a bandit that
# loses 32 clicks instead of the old banner's 200. The lender's model learns from clients of whom we know a month later whether they paid; before we believe it, its scores must be chances, on later months. If it holds there,
# or a default costs 7 (then it is 9 % cheaper), she goes to the lender. The errors hit good clients: a quarter of them are blocked.
#
# ### Examples to grade by, two for each level
#
# **4 points** (all four steps)
#
# * "She goes to the lender, for three months first. Against the best rule (late in any month, 5,778 per 10,000 clients at 5 to 1) boosting saves 163, from 138 more to 455 less: a bet, not a proof. Bikes: keep the four-week mean, off by 28 %. Segments: by hand, as k-means foretells no better. Banners: a bandit from a library. The lender's model learns from past clients who paid or did not, known a month afterwards; first check that a score of 20 % means one default in five, on next quarter's clients. If it fails there, she moves to the front page. Good clients bear our errors: one in three would be blocked by boosting."
# * The memo above.
#
# **2 points** (two steps)
#
# * "Nobody yet: boosting saves the lender 3 % against the best rule, per 10,000 clients from 138 more to 455 less in cost. The operator keeps its rule (28 % off), the shop sorts by hand, the page runs a bandit." (Decide, Others. Nothing on what it learns from, or what would change it.)
# * "The lender's model learns from clients whose payments we know a month later, and its scores must be checked to be chances. If it does not hold on later months we stop; good clients bear the errors." (Learns from, Change. No number, nothing on the others.)
#
# **0 points** (no step)
#
# * "Machine learning discovers hidden patterns, so the music shop should get her."
# * "Reinforcement learning is the most advanced of the three kinds; let us begin there."
#
# ### END SOLUTION

# %% [markdown] nbgrader={"locked": true, "grade_id": "how-machines-learn-result-prompt"}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={"locked": true, "grade_id": "how-machines-learn-result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/4-how-machines-learn")
