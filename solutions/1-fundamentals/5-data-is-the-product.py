# %% [markdown] nbgrader={"locked": true, "grade_id": "data-is-the-product-welcome"}
# # Workbook: what would you buy next?
#
# The operator of the [lesson](../../course/1-fundamentals/5-data-is-the-product.ipynb) planned by the
# rule, as you said. Now more people want to sell it something: columns, raters, weather. Rentals and
# weather are the lesson's; suppliers, prices and deliveries are made up.
#
# * **Eight tasks, 50 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.
# * Tasks 2, 3, 5 and 6 need a little Python. All of it is here, and in the tasks:
#
# | you write | you get |
# | --- | --- |
# | `bikes.loc["2011-12"]` | the rows of December 2011 |
# | `early.mean()`, `early.sum()` | mean and sum of the numbers in `early` |
# | `calendar + ["commute"]` | a list of columns with one more |
# | `missed["rule"]` | the number in `missed` that has the name `rule` |
# | `sum([3, 4])`, `max(3, 4)`, `len([3, 4])` | 7, 4 and 2 |

# %% nbgrader={"locked": true, "grade_id": "data-is-the-product-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    import pandas as pd
    from scipy.stats import binom

    from aipm_helpers import checks, datasets, forecasting, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

bikes = forecasting.add_offered_columns(forecasting.add_columns(datasets.load_bike_rentals()))

# %% [markdown] nbgrader={"locked": true, "grade_id": "what-is-known-prompt"}
# ## Task 1. When do we know it? (2 points)
#
# Another product, same question. An app promises, **in the moment of the order**, when the food will be
# at the door. Its table of past deliveries has these columns. Is each `"known"` in that moment, would a
# `"forecast"` have to stand in for it, or is it known `"too late"` to be of any use?
#
# * **a** weekday and hour of the order
# * **b** rain in the street while the courier rides
# * **c** minutes that the courier waited at the restaurant
# * **d** how long this restaurant took on average over the last seven days
# * **e** stars that the customer gave for the delivery
# * **f** distance from the restaurant to the door
# * **g** traffic on the route in the next half hour
#
# For c, e and the like nobody sells forecasts that are worth the name. The answer's name is
# `when_known`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ..., "g": ...}
# ```
#
# **Done when** `when_known` has one of the three texts for each letter.

# %% [markdown] nbgrader={"grade_id": "what-is-known-hints"} skill="judge data"
# 1. In the lesson: Worked example, step 1. There the moment was midnight; here it is the order.
# 2. Imagine the order has just come in, and ask of each column: could I read it off a screen now? If not:
#    does somebody forecast it, as they do weather and traffic?
# 3. `when_known = ({"a": "known", "b": ..., ...})`, seven entries. Each of the three texts is used at least twice.

# %% nbgrader={"solution": true, "grade_id": "what-is-known"}
when_known = (
    ### BEGIN SOLUTION
    {"a": "known", "b": "forecast", "c": "too late", "d": "known", "e": "too late", "f": "known", "g": "forecast"}
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "what-is-known-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("what-is-known", points=2, look="In the lesson: Worked example, step 1, and A number too good.")
checks.matching("when_known", keys="abcdefg", options=["known", "forecast", "too late"])
### BEGIN HIDDEN TESTS
checks.matching(
    "when_known",
    {"a": "known", "b": "forecast", "c": "too late", "d": "known", "e": "too late", "f": "known", "g": "forecast"},
    keys="abcdefg",
    options=["known", "forecast", "too late"],
    mistakes={
        ("a", "forecast"): "The clock says when the order came in.",
        ("a", "too late"): "The clock says when the order came in.",
        ("b", "known"): "The rain in the table fell after the order. In that moment there is only a weather forecast.",
        ("b", "too late"): "The rain in the table fell after the order, but weather forecasts are sold.",
        ("c", "known"): "The courier has not left yet: this wait is part of what is to be foretold.",
        ("c", "forecast"): "This wait is part of what is to be foretold; what can be known is how long the restaurant took before.",
        ("d", "forecast"): "The last seven days are over: this can be looked up.",
        ("d", "too late"): "The last seven days are over: this can be looked up.",
        ("e", "known"): "Stars are given after the delivery: like `registered`, they tell the answer.",
        ("e", "forecast"): "Stars are given after the delivery, and they tell how it went.",
        ("f", "forecast"): "Both addresses are in the order.",
        ("f", "too late"): "Both addresses are in the order.",
        ("g", "known"): "The next half hour is ahead. A traffic service can only forecast it.",
        ("g", "too late"): "The next half hour is ahead, but traffic services forecast it.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "find-the-leak-prompt"}
# ## Task 2. Find the leak (3 points)
#
# A supplier offers four columns, ready each midnight for the 24 hours to come, and shows what they did
# for a model in December 2011, learnt from the months before. "Looking ahead, as it should be," he says.
#
# * `commute` whether it is a working day's morning or evening rush
# * `busy` how busy this hour is compared with the other hours of the same day (1 is the average)
# * `day_before` rentals in the same hour of the day before
# * `seven_days` mean rentals per hour over the seven days before this day
#
# One of them cannot be ready at midnight. Write its name, as a text, as `leak`. Then compute how far off the model
# is in December **without it**, with the calendar and the three others: `honest_error`, a share from 0 to 1. This is
# how it looks with all four; run it in a cell of your own to see (select a cell, press Esc, then B):
#
# ```python
# calendar = ["hour", "weekday", "holiday"]
# columns = calendar + ["commute", "busy", "day_before", "seven_days"]
# forecast = forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns)
# forecasting.wape(bikes.loc["2011-12", "rentals"], forecast)
# ```
#
# **Done when** `leak` is one of the four names and `honest_error` a share.

# %% [markdown] nbgrader={"grade_id": "find-the-leak-hints"} skill="doubt a number"
# 1. In the lesson: A number too good. The question there was not how much a column helps.
# 2. Take the columns one by one: what has to be counted before it can be filled in, and when does that day end?
# 3. `leak = "..."`, then the four lines of the task with that name taken out of `columns`:
#    `honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecast)`.

# %% nbgrader={"solution": true, "grade_id": "find-the-leak"}
leak = (
    ### BEGIN SOLUTION
    "busy"
    ### END SOLUTION
)
honest_error = (
    ### BEGIN SOLUTION
    forecasting.wape(
        bikes.loc["2011-12", "rentals"],
        forecasting.forecast(
            bikes.loc[:"2011-11"],
            bikes.loc["2011-12"],
            ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"],
        ),
    )
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "find-the-leak-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("find-the-leak", points=3, look="In the lesson: A number too good. When do we know this column?")
checks.choice("leak", options=["commute", "busy", "day_before", "seven_days"])
checks.number("honest_error", low=0, high=1)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, forecasting

# an own copy: what the learner's cells did to `bikes` must not matter
_bikes = forecasting.add_offered_columns(forecasting.add_columns(datasets.load_bike_rentals()))
_calendar, _offered = ["hour", "weekday", "holiday"], ["commute", "busy", "day_before", "seven_days"]


def _error(columns, month="2011-12", before="2011-11"):
    """Return a model's error in a month, learnt from what came before it."""
    ahead = _bikes.loc[month]
    return forecasting.wape(ahead["rentals"], forecasting.forecast(_bikes.loc[:before], ahead, columns))


def _left_out():
    """Return forecasts for hours of 2011 that were left out at random."""
    return forecasting.forecast_left_out(_bikes.loc["2011"], _calendar + ["commute", "day_before", "seven_days"])


def _swapped():
    """Return the error with forecast and truth exchanged."""
    ahead = _bikes.loc["2011-12"]
    return forecasting.wape(forecasting.forecast(_bikes.loc[:"2011-11"], ahead, _calendar + ["commute", "day_before", "seven_days"]), ahead["rentals"])


checks.choice(
    "leak",
    "busy",
    options=["commute", "busy", "day_before", "seven_days"],
    mistakes={
        "commute": "`commute` follows from the calendar, which is known years ahead.",
        "day_before": "At midnight the day before is over: `day_before` can be looked up.",
        "seven_days": "At midnight the seven days before are over: `seven_days` can be looked up. That the model does better without it is another matter.",
    },
)
checks.number(
    "honest_error",
    _error(_calendar + ["commute", "day_before", "seven_days"]),
    tolerance=0.005,
    mistakes=lambda: {
        _error(_calendar + _offered): "This is the error with all four columns, the leak among them.",
        _error(_calendar + ["busy", "day_before", "seven_days"]): "This leaves out `commute`, which is known, and keeps the leak.",
        _error(_calendar + ["commute", "busy", "seven_days"]): "This leaves out `day_before`, which is known, and keeps the leak.",
        _error(_calendar + ["commute", "busy", "day_before"]): "This leaves out `seven_days`, which is known, and keeps the leak.",
        _error(_calendar): "This is the calendar alone. Leave out the leak only.",
        _error(_calendar + ["commute", "seven_days"]): "This leaves out `day_before` as well, which is known.",
        _error(_calendar + ["commute", "day_before"]): "This leaves out `seven_days` as well, which is known.",
        _error(["commute", "day_before", "seven_days"]): "The calendar is missing: hour, weekday and holiday stay in.",
        _error(["commute", "busy", "day_before", "seven_days"]): "The calendar is missing, and the leak is in.",
        _error(_calendar + ["busy"]): "This keeps the leak and leaves out the others.",
        _error(_calendar + ["commute", "day_before", "seven_days"], "2012-01", "2011-12"): "This is January. The task asks for December 2011.",
        _error(_calendar + ["commute", "day_before", "seven_days"], "2012-01"): "This is January. The task asks for December 2011.",
        forecasting.wape(_bikes.loc["2011-12", "rentals"], _bikes.loc["2011-12", "four_weeks"]): "This is the error of the lesson's rule. The task asks for the model.",
        _error(_calendar + ["commute", "day_before", "seven_days"], before="2011-12"): "This learnt from December too. Learn from what came before it.",
        forecasting.wape(_left_out().loc["2011-12"], _bikes.loc["2011-12", "rentals"]): "This leaves hours out at random. Learn from the months before December.",
        forecasting.wape(_bikes.loc["2011-12", "rentals"], _left_out().loc["2011-12"]): "This leaves hours out at random. Learn from the months before December.",
        _swapped(): "The two are swapped in `wape`: first what happened, then the forecast.",
    },
    weight=2,
)
checks.note(
    lambda: f"With the leak the error was {_error(_calendar + _offered):.3f}: a test that looks ahead did not find it, "
    f"and the rule without a model is off by {forecasting.wape(_bikes.loc['2011-12', 'rentals'], _bikes.loc['2011-12', 'four_weeks']):.3f}."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "absent-hours-prompt"}
# ## Task 3. The hours that are not there (3 points)
#
# A night bus wants to know how many bikes are rented between 3 and 4 in the morning, **on an average night of
# January 2011**, which has 31 nights. Your table has one row an hour, but not for every hour. `early` holds the rows
# of that hour and month:
#
# ```python
# january = bikes.loc["2011-01"]
# early = january.loc[january["hour"] == 3, "rentals"]
# ```
#
# 1. First predict, without running anything. If an hour without a row is one without rentals: is the mean of the rows that
#    there are `"too high"`, `"right"` or `"too low"` for an average night? Write that as `predicted_mean`; any of the three is fine.
# 2. Compute the mean of the rows that there are: `mean_of_rows`.
# 3. Compute the mean per night, an absent hour counted as zero rentals: `mean_per_night`. Rounding to one decimal is fine.
# 4. Which sentence does **this table alone** support? Write its letter as `supported`. `"p"` On 29 October 2012 nobody
#    rode. `"q"` From 1 am on that day the service was shut. `"r"` From 1 am on that day no hour has a row, and no row of the
#    table has zero rentals. `"s"` From 1 am on that day the recorder was broken.
#
# **Done when** `predicted_mean` is one of the three texts, the two means are numbers, and `supported` is a letter.

# %% [markdown] nbgrader={"grade_id": "absent-hours-hints"} skill="judge data"
# 1. In the lesson: The hours that are not there. Here: the table of Python at the top.
# 2. Both means have the same sum above the line. What differs is what you divide by: the rows that there are, or
#    the nights of the month. For 4: which sentence could you check by counting rows?
# 3. `predicted_mean` is one of the three texts, `supported` a letter; between them
#    `mean_of_rows = early.mean()` and `mean_per_night = early.sum() / ...`

# %% nbgrader={"solution": true, "grade_id": "absent-hours"}
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]

predicted_mean = (
    ### BEGIN SOLUTION
    "too high"
    ### END SOLUTION
)
mean_of_rows = (
    ### BEGIN SOLUTION
    early.mean()
    ### END SOLUTION
)
mean_per_night = (
    ### BEGIN SOLUTION
    early.sum() / 31
    ### END SOLUTION
)
supported = (
    ### BEGIN SOLUTION
    "r"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "absent-hours-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("absent-hours", points=3, look="In the lesson: The hours that are not there.")
checks.choice("predicted_mean", options=["too high", "right", "too low"])
checks.number("mean_of_rows", low=0)
checks.number("mean_per_night", low=0)
checks.choice("supported", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets

_rentals = datasets.load_bike_rentals()["rentals"]


def _early(month="2011-01", hour=3):
    """Return the rows of an hour in a month."""
    inside = _rentals.loc[month]
    return inside[inside.index.hour == hour]


checks.number(
    "mean_of_rows",
    _early().mean(),
    tolerance=0.06,
    mistakes=lambda: {
        _early().sum() / 31: "This is the mean per night. The mean of the rows divides by the rows that there are.",
        _rentals.loc["2011-01"].mean(): "This is the mean over all hours. `early` holds the hour in question.",
        _early("2012-01").mean(): "This is January 2012. The task asks for 2011.",
        _early("2011").mean(): "This is the whole of 2011. The task asks for January.",
        _rentals[_rentals.index.hour == 3].mean(): "This is the hour over both years. The task asks for January 2011.",
        _early(hour=4).mean(): "This is from 4 to 5. The hour from 3 to 4 is `hour == 3`.",
        _early(hour=2).mean(): "This is from 2 to 3. The hour from 3 to 4 is `hour == 3`.",
        float(_early().sum()): "This is the sum. Divide it by the rows that there are.",
        float(_early().median()): "This is the median. The task asks for the mean.",
        float(len(_early())): "This is how many rows there are. The task asks for the mean of their rentals.",
    },
)
checks.number(
    "mean_per_night",
    _early().sum() / 31,
    tolerance=0.06,
    mistakes=lambda: {
        _early().mean(): "This is the mean of the rows. Nights without a row count too, as zero.",
        _early().sum() / 30: "January has 31 nights.",
        _early().sum() / 24: "This divides by the hours of a day. Divide by the nights of the month.",
        _early().mean() / 31: "This divides twice: the mean has been divided already. Take the sum.",
        _early().sum() / 12: "This divides by the nights that have no row. Divide by all 31.",
        float(_early().sum()): "This is the sum. Divide it by the nights of the month.",
        _rentals.loc["2011-01"].sum() / 31: "This is the mean per day, over all hours. `early` holds the hour in question.",
        19 / 31: "This is the share of the nights that have a row. The task asks for rentals.",
    },
)
checks.choice(
    "supported",
    "r",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "The row of midnight has rentals, and for the other hours there is no row, which is not a zero.",
        "q": "That is true, and it is the operator who said so. No row of this table does.",
        "s": "A broken recorder would leave the same gap as a closed day. Nothing in the table tells one from the other.",
    },
)
checks.note(
    lambda: f"You predicted {checks.read('predicted_mean')!r}. The mean of the rows is too high by "
    f"{_early().mean() / (_early().sum() / 31) - 1:.0%}, if absent means zero: hours with few rentals are the ones that are absent."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "rater-agreement-prompt"}
# ## Task 4. Find the mistake (3 points)
#
# Five raters read ten messages from riders and say of each whether it is a complaint. `votes` holds how many of the five
# said yes. An analyst sums up; one of the four lines draws a wrong conclusion.
#
# 1. Going by the majority, 5 of the 10 messages are complaints.
# 2. Two raters, picked at random, say the same about a message in 0.82 of the cases.
# 3. By chance it would be 0.51, so Fleiss' kappa is (0.82 - 0.51) / (1 - 0.51) = 0.63.
# 4. So no model can be right about more than 0.63 of the messages.
#
# Give the number of the wrong line as `mistaken_line`. Then show that it is wrong: how often does **one** rater, on average, say
# what the majority says? Call this share, from 0 to 1, `single_rater`.
#
# (For a message with 4 votes out of 5, four raters say what the majority says. So do four raters for a message with 1 vote:
# the majority says no.)
#
# **Done when** `mistaken_line` is 1, 2, 3 or 4 and `single_rater` is a share.

# %% nbgrader={"locked": true, "grade_id": "rater-agreement-setup"}
votes = [5, 5, 4, 4, 3, 1, 0, 0, 0, 0]

# %% [markdown] nbgrader={"grade_id": "rater-agreement-hints"} skill="doubt a number"
# 1. In the lesson: Who says what is right?, the paragraph with kappa.
# 2. Three lines count, one concludes something about models. For the share: write down for each message how many of the five
#    are on the side of the majority, and add.
# 3. `mistaken_line` is a digit. Count by hand, or `single_rater = sum([max(v, 5 - v) for v in votes]) / ...`, over all ratings that were given.

# %% nbgrader={"solution": true, "grade_id": "rater-agreement"}
mistaken_line = (
    ### BEGIN SOLUTION
    4
    ### END SOLUTION
)
single_rater = (
    ### BEGIN SOLUTION
    sum(max(v, 5 - v) for v in votes) / 50
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "rater-agreement-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("rater-agreement", points=3, look="In the lesson: Who says what is right?, where kappa is said not to be a ceiling.")
checks.number("mistaken_line", low=1, high=4)
checks.number("single_rater", low=0, high=1)
### BEGIN HIDDEN TESTS
checks.number(
    "mistaken_line",
    4,
    mistakes={
        1: "Line 1 is right: five messages have 3 votes or more.",
        2: "Line 2 is right: of the ten pairs of raters 10, 10, 6, 6, 4, 6, 10, 10, 10 and 10 say the same.",
        3: "Line 3 is right: 22 of 50 ratings are yes, so two ratings drawn blindly agree in 0.44² + 0.56² of the cases.",
    },
)
checks.number(
    "single_rater",
    0.9,
    tolerance=0.004,
    mistakes={
        0.82: "This is how often two raters say the same. The task asks for one rater against the majority.",
        0.63: "This is kappa, which is no share of right answers.",
        0.93: "This is the lesson's share. Count it for the ten messages in `votes`.",
        0.635: "This is kappa, which is no share of right answers.",
        0.44: "This is the share of yes among all ratings. For messages with 1 or 0 votes the majority says no.",
        0.56: "This is the share of no among all ratings. For messages with 3 votes or more the majority says yes.",
        21 / 25: "This counts the complaints only. The ten messages count, those that are none too.",
        24 / 25: "This counts the messages that are no complaints only. All ten count.",
        0.1: "This is how often a rater is against the majority.",
        0.6: "This is the share of messages on which all five agree. One rater can be with the majority on the others too.",
        0.5: "This is the share of complaints by the majority.",
        21 / 50: "This leaves out the messages that the majority calls no complaint: there the raters who say no count.",
        0.51: "This is what chance would give two raters.",
        0.87: "This holds each rater against the other four. Here the majority of all five counts.",
    },
    weight=2,
)
checks.note(lambda: "So a single rater is right far more often than kappa says, if the majority is what you call right. A model can be, too.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "labelling-job-prompt"}
# ## Task 5. Buy labels (4 points)
#
# You may buy up to **3,000 ratings**, at € 0.10 each, of messages from riders: which are complaints? You have **ten** raters. Design the job.
#
# * **Training messages** get few ratings each or many, as you decide from the lesson. At least 1,500 ratings go here.
# * **Test messages** are judged by the majority of **5, 7 or 9** raters each, since their accuracy will be quoted. It may be uncertain by at most
#   0.08 either way: `1.96 * (0.25 / test_messages) ** 0.5` says by how much it is, at worst. Try numbers of messages until it fits.
# * **Gold messages**, whose answer is known, tell careful raters from careless ones. All ten rate all of them, and whoever gets fewer right
#   than the pass mark is sent home. A careful rater, right about 93 of 100, must pass with a chance of 0.95 or more; a careless one, who
#   tosses a coin, with 0.05 or less (each of them, not all ten together). The table below says what the chances are; pick a row, or compute others by its code.
#
# All ratings of the three kinds together must come to between 2,700 and 3,000. The answer's name is `job`; several are right. Paste this form
# inside the round brackets, and fill it in:
#
# ```python
# {
#     "train_messages": ...,  # how many messages to learn from
#     "train_each": ...,      # ratings of each of them
#     "test_messages": ...,   # how many messages to test on
#     "test_each": ...,       # ratings of each of them
#     "gold_messages": ...,   # at most 40; all ten raters rate each of them
#     "pass_mark": ...,       # how many of these a rater must get right
#     "instruction": ...,     # to the raters, twelve words or more: what is a complaint, with a border case
# }
# ```
#
# The sentence is for people: the check looks only whether it is one.
#
# **Done when** `job` has the seven entries and keeps the conditions.

# %% nbgrader={"locked": true, "grade_id": "labelling-job-setup"} tags=["hide-input"]
# What the table of chances is made of: binom.sf(k - 1, n, p) is the chance of k or more right among n
chances = pd.DataFrame([(n, k) for n in (5, 10, 15, 20) for k in range(round(0.7 * n), n + 1, 1 + n // 10)], columns=["gold", "pass mark"])
chances["careful passes"] = binom.sf(chances["pass mark"] - 1, chances["gold"], 0.93)
chances["careless passes"] = binom.sf(chances["pass mark"] - 1, chances["gold"], 0.5)
formats = {"pass mark": "{:.0f}", "careful passes": "{:.3f}", "careless passes": "{:.3f}"}
plots.show_table(chances.set_index(chances["gold"].astype(str) + " messages"), formats, "Chances to pass, by gold messages and pass mark")

# %% [markdown] nbgrader={"grade_id": "labelling-job-hints"} skill="judge data"
# 1. In the lesson: the picture with the 2,600 ratings, and the sentences in bold below it.
# 2. Work from the back. First gold: which rows of the table keep both chances? Then the test: how many messages make the
#    formula 0.08 or less? What is left of the 3,000 goes into training.
# 3. In `job` gold costs ten times `gold_messages`, and the test `test_messages` times `test_each`. What is left, divided by
#    `train_each`, is `train_messages`; each entry is a plain number.

# %% nbgrader={"solution": true, "grade_id": "labelling-job"}
job = (
    ### BEGIN SOLUTION
    {
        "train_messages": 2050,
        "train_each": 1,
        "test_messages": 160,
        "test_each": 5,
        "gold_messages": 15,
        "pass_mark": 12,
        "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 4, "grade_id": "labelling-job-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("labelling-job", points=4, look="In the lesson: Who says what is right?, the picture and the sentences in bold below it.")
checks.record(
    "job",
    {
        "train_messages": (1, 3000),
        "train_each": (1, 20),
        "test_messages": (1, 3000),
        "test_each": (1, 20),
        "gold_messages": (1, 40),
        "pass_mark": (1, 40),
        "instruction": checks.Sentence(words=12),
    },
)
### BEGIN HIDDEN TESTS
from scipy.stats import binom as _binom


def _job(key):
    """Return an entry of the learner's job, as the checks read it."""
    return checks.read(f'job["{key}"]')


def _whole():
    """Tell whether all amounts are whole numbers: nobody rates half a message."""
    keys = ["train_messages", "train_each", "test_messages", "test_each", "gold_messages", "pass_mark"]
    return all(_job(key) == int(_job(key)) for key in keys)


def _training():
    """Return how many ratings go into training."""
    return _job("train_messages") * _job("train_each")


def _ratings():
    """Return how many ratings the job takes, gold included."""
    return _training() + _job("test_messages") * _job("test_each") + 10 * _job("gold_messages")


def _margin():
    """Return how far a measured accuracy may be off, either way."""
    return 1.96 * (0.25 / _job("test_messages")) ** 0.5


def _passes(share):
    """Return the chance to pass for a rater who is right on this share of the messages."""
    return _binom.sf(_job("pass_mark") - 1, _job("gold_messages"), share)


checks.consistent(
    lambda: _whole() and 2700 <= _ratings() <= 3000 and _training() >= 1500,
    "the job costs between 2,700 and 3,000 ratings",
    lambda: f"All together must take 2,700 to 3,000 ratings, in whole messages, and training 1,500 or more; yours take {_ratings():,.6g}, "
    f"gold counted ten times, since all ten raters rate it, and training {_training():,.6g}.",
)
checks.consistent(
    # the lesson shows odd numbers only, and two lie between its best and its second best
    lambda: _job("train_each") in (1, 2),
    "training messages get few ratings each",
    "For the same money the lesson's model learnt most from another number of ratings a message. Which point of the picture was highest?",
)
checks.consistent(
    lambda: _job("test_each") in (5, 7, 9) and round(_margin(), 3) <= 0.08,
    "the test is deep and large enough",
    lambda: f"The test needs 5, 7 or 9 ratings a message (yours: {_job('test_each'):g}) and a margin of at most 0.08 (yours: {_margin():.3f}).",
)
checks.consistent(
    lambda: _job("pass_mark") <= _job("gold_messages") and _passes(0.93) >= 0.95 and _passes(0.5) <= 0.05,
    "gold tells the careful from the careless",
    lambda: f"With your gold messages and pass mark a careful rater passes with a chance of {_passes(0.93):.3f} (0.95 or more is needed), "
    f"and a careless one with {_passes(0.5):.3f} (0.05 or less).",
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "value-of-weather-prompt"}
# ## Task 6. What may a weather forecast cost? (3 points)
#
# A weather service offers its forecast each midnight for **€ 12,000 a year**. It has no archive, so nobody can test what it would have done.
# `missed` below says how many bikes a year each policy of the lesson misplaced in 2012.
#
# **The price is yours:** what does one misplaced bike cost, between € 0.05 and € 1.00? Then say what *perfect* weather would save at most, and decide:
#
# * `"buy"` sign for the year,
# * `"try"` pay € 1,000 a month for a few months, store the forecasts, and hold the model against the rule on them,
# * `"leave"` it: what even perfect weather saves is too little for that.
#
# Judge it against the **best policy that you can have today**. The answer's name is `offer`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {
#     "price": ...,     # your price of a misplaced bike, euros
#     "at_most": ...,   # what perfect weather saves in a year at this price, euros, to the nearest 100
#     "decision": ...,  # "buy", "try" or "leave"
#     "because": ...,   # a sentence of ten words or more, with the number it rests on, in digits
# }
# ```
#
# The sentence is for people: the check looks only whether it is one.
#
# **Done when** `offer` has the four entries, and they agree with one another.

# %% nbgrader={"locked": true, "grade_id": "value-of-weather-setup"}
missed = forecasting.count_misplaced()
_missed = missed.copy()  # the check's own: what your cells do to `missed` does not matter
plots.show_table(missed.to_frame("misplaced bikes"), {"misplaced bikes": "{:,.0f}"}, "Bikes misplaced in 2012, by policy")

# %% [markdown] nbgrader={"grade_id": "value-of-weather-hints"} skill="price errors"
# 1. In the lesson: Worked example, step 5, and the picture "Only tomorrow's weather beats the rule".
# 2. What you save is a difference: the best policy that you can have today, minus the one with perfect weather. Which of the three others
#    misplaces fewest bikes? Then ask whether a real forecast can do better or worse than perfect weather.
# 3. In `offer`: `"at_most": (missed["..."] - missed["model with measured weather"]) * ...`; compare it with the 12,000 before you write `"decision"`.

# %% nbgrader={"solution": true, "grade_id": "value-of-weather"}
offer = (
    ### BEGIN SOLUTION
    {
        "price": 0.20,
        "at_most": 0.20 * (missed["rule"] - missed["model with measured weather"]),
        "decision": "try",
        "because": f"Perfect weather saves {missed['rule'] - missed['model with measured weather']:,.0f} bikes a year, and a real forecast less.",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "value-of-weather-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("value-of-weather", points=3, look="In the lesson: Worked example, step 5. In lesson 1: price the errors, and compare with the rule.")
checks.record(
    "offer",
    {"price": (0.05, 1), "at_most": float, "decision": ["buy", "try", "leave"], "because": checks.Sentence(words=10, number=True)},
)
### BEGIN HIDDEN TESTS
_today, _perfect = _missed["rule"], _missed["model with measured weather"]
_model, _nothing = _missed["model with memory"], _missed["nothing"]


def _price():
    """Return the learner's price of a misplaced bike."""
    return checks.read('offer["price"]')


def _bounds():
    """Return between which worths of perfect weather her decision can be defended, the fee being 12,000."""
    return {"leave": (0, 24000), "try": (12000, 1e9), "buy": (36000, 1e9)}[checks.read('offer["decision"]')]


checks.number(
    'offer["at_most"]',
    lambda: _price() * (_today - _perfect),
    tolerance=lambda: max(51, 0.005 * _price() * (_today - _perfect)),
    mistakes=lambda: {
        _price() * (_model - _perfect): "This holds it against the model with memory. The rule misplaces fewer bikes, and costs nothing.",
        _price() * (_nothing - _perfect): "This holds it against doing nothing. Hold it against the best that you can have today.",
        _price() * _perfect: "This is what the errors with perfect weather cost. What is saved is a difference.",
        _price() * _today: "This is what the rule's errors cost. Perfect weather does not save all of them.",
        _price() * (_nothing - _today): "This is what the rule saves against nothing.",
        _price() * (_perfect - _today): "The sign is turned round: today's policy minus perfect weather.",
        _today - _perfect: "These are bikes. Give each its price.",
        _price() * (_today - _perfect) - 12000: "This takes off what the service costs. First say what perfect weather saves; then compare.",
        _price() * (_today - _perfect) / 12: "This is per month. The task asks for a year.",
    },
)
checks.consistent(
    # a forecast saves less than perfect weather: near the fee it can be left, far above it can be bought
    lambda: _bounds()[0] < _price() * (_today - _perfect) < _bounds()[1],
    "your decision follows from your numbers",
    "Hold what perfect weather saves at your price against the € 12,000. If it is less, why pay? If it is little more, how good would a forecast have to be?",
    weight=2,
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "data-requirements-prompt"}
# ## Task 7. Requirements that can fail (3 points)
#
# Each month the data team delivers a table, and a program accepts it or sends it back. You write what the program goes by. These deliveries
# came in so far, and afterwards everybody knew which were good:
#
# | delivery | hours absent (%) | columns known too late | age of the newest day (days) | ratings per test message | it was |
# | --- | --- | --- | --- | --- | --- |
# | A | 0.9 | 0 | 1 | 5 | good |
# | B | 0.3 | 2 | 1 | 5 | bad: a leak |
# | C | 6.5 | 0 | 2 | 7 | bad: all nights of a week were gone |
# | D | 0.6 | 0 | 40 | 5 | bad: from before the new prices |
# | E | 1.1 | 0 | 1 | 1 | bad: judged by one opinion |
# | F | 1.6 | 0 | 3 | 5 | good |
#
# More is known. The operator says that after a hard winter up to 2 % of the hours are absent with good reason, and that with 5 % or more something is
# broken. Prices may change from one week to the next, so data that are more than seven days old cannot be used; deliveries up to three days old are normal.
# **One** column that is known too late is a leak. A test that is judged by fewer than three raters does not count, and five are plenty.
#
# The answer's name is `accept`. Paste this form inside the round brackets, and fill it in, so that good deliveries are accepted and bad ones are not:
#
# ```python
# {
#     "absent_at_most": ...,        # percent of the hours
#     "late_columns_at_most": ...,  # columns
#     "age_at_most": ...,           # days
#     "ratings_at_least": ...,      # per test message
#     "ask": ...,                   # what the data team must answer in writing if hours are absent: a question of eight words or more
# }
# ```
#
# The question is for people: the check looks only whether it is one of eight words or more. The other four are tried on these deliveries and on others.
#
# **Done when** `accept` has the five entries.

# %% [markdown] nbgrader={"grade_id": "data-requirements-hints"} skill="judge data"
# 1. All that you need stands in the prompt: the table, and the paragraph below it that begins with "More is known".
# 2. Go entry by entry. What is the worst value that a good delivery may have, and the mildest that a bad one can have? Your limit lies between
#    them, and a delivery exactly at the limit is accepted.
# 3. `accept` has four plain numbers without signs: for absent hours any from 2 to just under 5, for the three others the text leaves little choice.

# %% nbgrader={"solution": true, "grade_id": "data-requirements"}
accept = (
    ### BEGIN SOLUTION
    {
        "absent_at_most": 2.5,
        "late_columns_at_most": 0,
        "age_at_most": 7,
        "ratings_at_least": 3,
        "ask": "Why is each absent hour absent: no rentals, service shut, or recorder down?",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "data-requirements-check"} tags=["hide-input"]
# The check of task 7: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("data-requirements", points=3, look="In the task: the table, and the paragraph that begins with 'More is known'.")
checks.record(
    "accept",
    {
        "absent_at_most": (0, 100),
        "late_columns_at_most": (0, 100),
        "age_at_most": (0, 365),
        "ratings_at_least": (0, 100),
        "ask": checks.Sentence(words=8),
    },
)
### BEGIN HIDDEN TESTS
def _accepts(absent, late, age, ratings):
    """Tell whether the learner's limits let a delivery in."""
    limits = [checks.read(f'accept["{key}"]') for key in ("absent_at_most", "late_columns_at_most", "age_at_most", "ratings_at_least")]
    return absent <= limits[0] and late <= limits[1] and age <= limits[2] and ratings >= limits[3]


checks.consistent(
    lambda: _accepts(0.9, 0, 1, 5) and _accepts(1.6, 0, 3, 5) and _accepts(2.0, 0, 3, 5),
    "every good delivery gets in",
    "A good delivery is sent back: A, F, or one after a hard winter with 2 % of the hours absent, three days old and judged by five.",
    weight=0.5,
)
for _bad, _right, _wrong in [
    ((5.0, 0, 1, 5), "broken ones are sent back", "A delivery that lacks 5 % of the hours gets in."),
    ((0.5, 1, 1, 5), "leaks are sent back", "A delivery with one column that is known too late gets in."),
    ((0.5, 0, 8, 5), "old ones are sent back", "A delivery that is eight days old gets in."),
    ((0.5, 0, 1, 2), "shallow tests are sent back", "A delivery whose test is judged by two raters gets in."),
]:
    # who sends back delivery A, which has nothing wrong, sends everything back: that is no merit
    checks.consistent(
        lambda: _accepts(0.9, 0, 1, 5) and not _accepts(*_bad),
        _right,
        lambda: _wrong if _accepts(0.9, 0, 1, 5) else "Limits that send back delivery A find nothing out about bad ones.",
        weight=0.625,
    )
checks.note(lambda: "A requirement is worth something if you know a delivery that it would send back. Each of yours has one.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "data-is-the-product-memo-prompt"}
# ## Task 8. The memo (4 points)
#
# Write to the head of operations, who asked: *"That supplier's model misses by 1 bike in 100. Why do we plan by last month's
# average?"* Answer in about 130 words. No code, no jargon that you do not explain.
#
# One point for each of these:
#
# 1. **Ask when.** It says why the 1 in 100 cannot be had, in words that the head of operations can repeat.
# 2. **Test as used.** It gives the error of the supplier's model without the leak but with known weather, of the rule and of doing nothing, with the base (per bikes rented, 2012, looking ahead).
# 3. **Buy.** It says what better data could be worth, at a price that is named as assumed.
# 4. **Decide.** It says what we do tomorrow, what would change that, and whom the errors that remain leave without a bike.
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={"grade_id": "data-is-the-product-memo-hints"} skill="decide in writing"
# 1. The numbers are in the lesson: the picture of 2012, and Decide. Your own price is in task 6.
# 2. Begin with the decision, then the reason: whoever reads only the first sentence must know what happens tomorrow.
# 3. Five sentences: what we do; why the 1 in 100 is none; three errors with their base; what perfect weather could save; what would change our mind, and who is left without a bike.

# %% [markdown] nbgrader={"grade": true, "solution": true, "points": 4, "grade_id": "data-is-the-product-memo"}
# ### BEGIN SOLUTION
# We go on planning by the average of the same weekday and hour in the last four weeks. The 1 in 100 was reached with two columns that count
# the very bikes we want to forecast; nobody has them at midnight. Without them, learning only from the past as it would in use, that model misses by 37 bikes
# for every 100 rented in 2012, even if it knew the weather. Our average misses by 22, one number for every hour by 72. Better weather data could help: if we
# knew tomorrow's weather perfectly, we would misplace about 80,000 bikes a year less, € 16,000 if a misplaced bike costs € 0.20, which is our guess.
# So we store the weather forecasts from tonight and look again in a year. Those whom our errors hit are riders who find no bike,
# half of them in the rush hours. When a storm is announced, a person decides.
#
# ### Examples to grade by, two for each level
#
# **4 points** (all four steps)
#
# * "Do not sign. The supplier's table holds the number of rentals by subscribers and by others, which together are the answer, and come in after the day is over. Used as we would use it, his model was off by 37 % of the bikes rented in 2012, even with the weather known; last month's average by 22 %, doing nothing by 72 %. At 50 cents a misplaced bike, our guess, perfect weather would be worth € 40,000 a year at most, so we collect forecasts for a year and test again. Until then those who find no bike in the rush hours bear our errors: we keep a reserve for them."
# * The memo above.
#
# **2 points** (two steps)
#
# * "The 1 in 100 uses numbers that we get only the next day, so it cannot be had. The rule misses by 22 of 100 bikes rented in 2012, the model by 37, and nothing by 72." (Ask when, Test as used. No worth of data, no decision.)
# * "We keep the rule for now. Perfect weather would save at most € 16,000 a year at an assumed 20 cents a bike; if forecasts get near it we change, and until then riders in the rush hours lose out." (Buy, Decide. No reason why the 1 in 100 fails, no errors.)
#
# **0 points** (no step)
#
# * "Models can overfit. Our rule is simple and robust, and the team trusts it."
# * "We should invest in data quality, because AI products thrive on data."
#
# ### END SOLUTION

# %% [markdown] nbgrader={"locked": true, "grade_id": "data-is-the-product-result-prompt"}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={"locked": true, "grade_id": "data-is-the-product-result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/5-data-is-the-product")
