# %% [markdown] nbgrader={"locked": true, "grade_id": "welcome"}
# # Workbook: would you ship it?
#
# A bank lets customers open links from messages inside its app. You decide about a
# warning, as in the [lesson](../../course/1-fundamentals/1-the-ai-product-manager.ipynb),
# but here phishing is more common, a miss costs less (a payment limit caps the loss), and a
# false alarm costs more (people ring up). Pages, rule and model are the lesson's.
#
# * **Eight tasks, 40 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.
# * Tasks 3, 4 and 7 need a little Python. All of it is here:
#
# | you write | you get |
# | --- | --- |
# | `pilot["missed"]` | the entry `missed` of a dict |
# | `table["cost"].min()` | the smallest number in the column `cost` |
# | `table["cost"].idxmin()` | the row name of that number |
# | `table.loc["rule", "cost"]` | the number in row `rule`, column `cost` |
# | `def double(x): return 2 * x` | a function; `double(3)` is then 6 |

# %% nbgrader={"locked": true, "grade_id": "setup-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    import pandas as pd

    from aipm_helpers import checks, datasets, fundamentals
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

pages = datasets.load_phishing_pages()
phishing = pages["is_phishing"]
scores = fundamentals.score_pages(pages)

# %% nbgrader={"locked": true, "grade_id": "setup"}
# phishing among opened links; euros for a miss and for a false alarm (assumed; leave them as they are)
traffic = dict(share=0.05, miss=90, false_alarm=6)

# a pilot of the warning, simulated: 10,000 opened links, of which 600 happened to be phishing
pilot = {"caught": 480, "missed": 120, "false_alarms": 1128, "left_alone": 8272}

# %% [markdown] nbgrader={"locked": true, "grade_id": "cost-of-pilot-prompt"}
# ## Task 1. Price a pilot (2 points)
#
# The pilot above counted 10,000 opened links. A miss costs € 90, a false alarm € 6. What
# did the pilot's errors cost? Name the two kinds of error, count them, price them, and add.
# The answer's name is `cost_of_pilot` (euros per 10,000 links). Complete this in place of the dots:
#
# ```python
# pilot["missed"] * traffic["miss"] + ...
# ```
#
# **Done when** `cost_of_pilot` is one number that holds both kinds of error.

# %% [markdown] nbgrader={"grade_id": "cost-of-pilot-hints"} skill="price errors"
# 1. In the lesson, look at 'Worked example', steps 1 to 3. The pilot's four counts and the two prices
#    stand in the cell above the task, as `pilot` and `traffic`.
# 2. Two of the four counts are errors: a phishing link without a warning, and a warning about a good
#    link. What was caught and what was left alone costs nothing. Price each kind on its own, then add.
# 3. Both halves have one shape, a count times its price:
#
#    ```python
#    cost_of_pilot = (
#        pilot["missed"] * traffic["miss"] + pilot["..."] * traffic["..."]
#    )
#    ```

# %% nbgrader={"solution": true, "grade_id": "cost-of-pilot"}
cost_of_pilot = (
    ### BEGIN SOLUTION
    pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "cost-of-pilot-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("cost-of-pilot", points=2, look="In the lesson: Worked example, steps 1 to 3.")
checks.number("cost_of_pilot")
### BEGIN HIDDEN TESTS
checks.number(
    "cost_of_pilot",
    17568,
    tolerance=50,
    mistakes={
        102240: "The two prices are swapped: a miss is a phishing link without a warning.",
        10800: "This prices the misses only. False alarms cost something too.",
        6768: "This prices the false alarms only. Misses cost something too.",
        20448: "This prices every warning as a false alarm. A warning about a phishing link is no error.",
        112320: "This prices every error like a miss. The two kinds have different prices.",
        7488: "This prices every error like a false alarm. The two kinds have different prices.",
        1248: "This counts the errors. Give each kind its price before you add.",
        119808: "This multiplies all errors by both prices. Price each kind on its own, then add.",
        26256: "These are the lesson's prices. The bank's are in `traffic`.",
        45000: "This prices 500 phishing links as misses. Take the pilot's own counts of errors.",
        54000: "This prices every phishing link as a miss, warned or not. It is what never warning costs.",
        49968: "This prices the links that were caught. A miss is one without a warning.",
        36432: "This is the saving against never warning. The task asks for the cost.",
        4032: "Both kinds of error cost: add them, do not subtract.",
        -4032: "Both kinds of error cost: add them, do not subtract.",
        -25632: "A phishing link that was caught is no error: leave it out.",
        6969.6: "The counts hold the share of phishing already: do not weight them again.",
        17.568: "This is in thousands of euros. The task asks for euros.",
        60432: "This prices the good links that were left alone. A false alarm is a good link with a warning.",
        1.7568: "This is per link. The task asks for euros per 10,000 links.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "wrong-rate-prompt"}
# ## Task 2. Find the mistake (3 points)
#
# An analyst sums up the pilot. Four lines; one draws a wrong conclusion.
#
# 1. Of 600 phishing links the warning caught 480, so the hit rate is 0.80.
# 2. Of 1,608 warnings 480 were right, so precision is 480 / 1,608 = 0.30.
# 3. So the false-positive rate is 1 - 0.30 = 0.70.
# 4. Of 10,000 links 8,752 were judged rightly, so accuracy is 0.88. Never warning would reach 0.94.
#
# Give the number of the wrong line as `wrong_line`, and the rate or share that this line names,
# computed rightly from `pilot`, as `right_value` (from 0 to 1).
#
# **Done when** `wrong_line` is 1, 2, 3 or 4 and `right_value` is a share.

# %% [markdown] nbgrader={"grade_id": "wrong-rate-hints"} skill="doubt a number"
# 1. In the lesson, look at the picture 'The same false alarms, over two bases', and at the answer in
#    words below it.
# 2. Ask of each line: out of what? Two shares of the same errors are easily taken for each other, though
#    one is out of all warnings and the other out of all links of one kind. The wrong line mixes two bases.
# 3. `wrong_line` is the number of that line, and `right_value` one count over a base of two counts. Put
#    the base in brackets, or Python divides before it adds:
#
#    ```python
#    right_value = (
#        pilot["..."] / (pilot["..."] + pilot["..."])
#    )
#    ```

# %% nbgrader={"solution": true, "grade_id": "wrong-rate"}
wrong_line = (
    ### BEGIN SOLUTION
    3
    ### END SOLUTION
)
right_value = (
    ### BEGIN SOLUTION
    pilot["false_alarms"] / (pilot["false_alarms"] + pilot["left_alone"])
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "wrong-rate-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("wrong-rate", points=3, look="In the lesson: the two bars below 'Predict', same errors over two bases.")
checks.number("wrong_line", low=1, high=4)
checks.number("right_value", low=0, high=1)
### BEGIN HIDDEN TESTS
checks.number(
    "wrong_line",
    3,
    mistakes={
        1: "Line 1 is right: the base of the hit rate is all phishing links, caught or missed.",
        2: "Line 2 is right: the base of precision is all warnings.",
        4: "Line 4 is right: caught and left alone are judged rightly, and most links are good.",
    },
)
checks.number(
    "right_value",
    0.12,
    tolerance=0.003,
    mistakes={
        1128 / 1608: "This is one minus precision: false alarms over warnings. Which base has a rate of good links?",
        1128 / 10000: "This is over all links. Which links can become a false alarm at all?",
        8272 / 9400: "This is the share of good links that were left alone (specificity).",
        8752 / 10000: "This is accuracy, which line 4 names.",
        480 / 1608: "This is precision, which line 2 names.",
        480 / 600: "This is the hit rate, which line 1 names.",
        120 / 600: "This is the share of phishing that was missed, the false-negative rate.",
        1128 / 8752: "This is over the links that were judged rightly. Which links can become a false alarm at all?",
        1128 / 8272: "This is over the good links that were left alone. The base is all good links, warned or not.",
        120 / 1128: "This divides one kind of error by the other. A rate has a base.",
    },
    weight=2,
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "cost-function-prompt"}
# ## Task 3. A price tag for any policy (3 points)
#
# Write a function `cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm)`
# that returns what a policy's errors cost per 10,000 links, in euros. Keep the five arguments in
# this order, and end the function with `return`. Rounding to the euro is fine.
#
# * Of 10,000 links `10_000 * share` are phishing, and the rest are good.
# * `hit_rate` is the share of the phishing links that get a warning, `false_positive_rate`
#   the share of the good ones.
# * `miss` and `false_alarm` are what one such error costs, in euros.
#
# An example: with `cost_per_10000(0.8, 0.1, 0.05, 90, 6)` there are 100 misses and 950 false
# alarms, which cost € 14,700.
#
# **Done when** `cost_per_10000` returns a number, and the example comes out.

# %% [markdown] nbgrader={"grade_id": "cost-function-hints"} skill="price errors"
# 1. In the lesson, look at 'Worked example', steps 2 and 3: count, then price. The list in the task says
#    what each argument means.
# 2. First count the phishing links and the good ones among 10,000. A miss is a phishing link without a
#    warning, and `hit_rate` is the share with one. False alarms can only come from the good links.
# 3. Two counts, then one sum. Use the arguments, not the numbers of the example:
#
#    ```python
#    def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
#        misses = 10_000 * ... * ...
#        false_alarms = 10_000 * ... * ...
#        return misses * ... + ...
#    ```

# %% nbgrader={"solution": true, "grade_id": "cost-function"}
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    ### BEGIN SOLUTION
    misses = 10_000 * share * (1 - hit_rate)
    false_alarms = 10_000 * (1 - share) * false_positive_rate
    return misses * miss + false_alarms * false_alarm
    ### END SOLUTION

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "cost-function-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("cost-function", points=3, look="In the lesson: Worked example, steps 2 and 3. Count first, then price.")
checks.function("cost_per_10000", [((0.8, 0.1, 0.05, 90, 6), 14700)], tolerance=1, weight=0)
### BEGIN HIDDEN TESTS
checks.function(
    "cost_per_10000",
    [
        ((0.5, 0.2, 0.5, 30, 7), 82000),
        ((0.91, 0.113, 0.02, 200, 2), 5814.8),
        ((0, 0, 0.1, 150, 6), 150000),
        ((1, 1, 0.01, 300, 5), 49500),
        ((0.7, 0.4, 0, 90, 6), 24000),
    ],
    tolerance=1,
    mistakes={
        "It uses the example's counts, 100 misses and 950 false alarms. Compute them from the arguments.":
            lambda h, f, s, m, a: 100 * m + 950 * a,
        "It always gives the example's result. Compute it from the arguments.":
            lambda h, f, s, m, a: 14700,
        "It always takes the share 0.05 and the prices 90 and 6. Use the arguments.":
            lambda h, f, s, m, a: 500 * (1 - h) * 90 + 9500 * f * 6,
        "It always takes the share 0.05. Use the argument `share`.":
            lambda h, f, s, m, a: 500 * (1 - h) * m + 9500 * f * a,
        "It always takes the prices 90 and 6. Use the arguments `miss` and `false_alarm`.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * 90 + (1 - s) * f * 6),
        "It always takes the false-positive rate 0.1. Use the argument.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + (1 - s) * 0.1 * a),
        "The false-positive rate is over the good links only: 10,000 times (1 - share).":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + f * a),
        "False alarms come from the good links, not from the phishing ones.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + s * f * a),
        "It prices the phishing links that were caught. A miss is one that was not: 1 - hit_rate.":
            lambda h, f, s, m, a: 10_000 * (s * h * m + (1 - s) * f * a),
        "It takes 1 - false_positive_rate. The rate is the share that got a warning already.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + (1 - s) * (1 - f) * a),
        "The two prices are swapped.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * a + (1 - s) * f * m),
        "This counts the errors. Give each kind its price.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) + (1 - s) * f),
        "This prices the misses only.":
            lambda h, f, s, m, a: 10_000 * s * (1 - h) * m,
        "This prices the false alarms only.":
            lambda h, f, s, m, a: 10_000 * (1 - s) * f * a,
        "This is per link. The task asks for 10,000 links.":
            lambda h, f, s, m, a: s * (1 - h) * m + (1 - s) * f * a,
        "A warning about a phishing link is no error: it is priced here as a false alarm.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + s * h * a + (1 - s) * f * a),
        "A link that was caught costs nothing; it earns nothing either. Add misses and false alarms.":
            lambda h, f, s, m, a: 10_000 * ((1 - s) * f * a - s * h * m),
        "The rates are shares from 0 to 1, not percent.":
            lambda h, f, s, m, a: 10_000 * (s * (100 - h) / 100 * m + (1 - s) * f / 100 * a),
        "It never uses `false_alarm`.":
            lambda h, f, s, m, a: 10_000 * (s * (1 - h) * m + (1 - s) * f * m / 15),
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "cheapest-threshold-prompt"}
# ## Task 4. Predict, then choose the threshold (3 points)
#
# In the lesson a miss cost a hundred false alarms, and the cheapest threshold was near 0.4.
# Here phishing is more common (5 in 100 instead of 2), but a miss costs only fifteen false alarms.
#
# First predict, without running anything: will the cheapest threshold be `"lower"` than 0.4,
# about the `"same"`, or `"higher"`? Write that as `predicted`; any of the three is fine.
#
# Then compute: with the bank's `traffic`, which threshold costs least? Try the thresholds from
# 0.00 to 1.00 in steps of 0.01. `fundamentals.price_thresholds(scores, phishing, **traffic)`
# returns a table that has them as rows, with a column `cost`; `idxmin()` finds the row of the
# smallest number. The answer's name is `cheapest_threshold`.
#
# **Done when** `predicted` is one of the three words and `cheapest_threshold` a number from 0 to 1.

# %% [markdown] nbgrader={"grade_id": "cheapest-threshold-hints"} skill="price errors"
# 1. In the lesson, look at 'The threshold is a product decision'. Here, look at the table of Python at the
#    top of this workbook, third line.
# 2. The prediction is a guess: write one of the three words and go on. Then price all thresholds with the
#    bank's `traffic`. You want the threshold at which the cost is smallest, not that cost.
# 3. `predicted` is a word in quotation marks. `cheapest_threshold` comes from the table that the task
#    names: take one column of it, and the row name of the smallest number there:
#
#    ```python
#    cheapest_threshold = (
#        fundamentals.price_thresholds(...)["..."]....()
#    )
#    ```

# %% nbgrader={"solution": true, "grade_id": "cheapest-threshold"}
predicted = (
    ### BEGIN SOLUTION
    "higher"
    ### END SOLUTION
)
cheapest_threshold = (
    ### BEGIN SOLUTION
    fundamentals.price_thresholds(scores, phishing, **traffic)["cost"].idxmin()
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "cheapest-threshold-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("cheapest-threshold", points=3, look="In the lesson: The threshold is a product decision. Here: the table of Python at the top.")
checks.choice("predicted", options=["lower", "same", "higher"])
checks.number("cheapest_threshold", low=0, high=1)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, fundamentals

# own copies: what the learner's cells did to `pages` or `scores` must not matter
_pages = datasets.load_phishing_pages()
_scores = fundamentals.score_pages(_pages)


def _cheapest(share, miss, false_alarm):
    """Return the cheapest threshold for other inputs, which a mix-up leads to."""
    table = fundamentals.price_thresholds(_scores, _pages["is_phishing"], share, miss, false_alarm)
    return float(table["cost"].idxmin())


_curve = fundamentals.price_thresholds(_scores, _pages["is_phishing"], share=0.05, miss=90, false_alarm=6)
checks.number(
    "cheapest_threshold",
    _cheapest(0.05, 90, 6),
    tolerance=0.005,
    mistakes={
        _cheapest(0.02, 200, 2): "This is cheapest for the lesson's traffic. The bank's share and prices are in `traffic`.",
        0.4: "0.4 was the lesson's choice, for another share and other prices.",
        0.5: "0.5 is the default, not a choice. Look for the smallest `cost` in the table.",
        0.6: "0.6 is the cheapest of the tenths. Try steps of 0.01.",
        _cheapest(0.05, 200, 2): "This is cheapest with the bank's share and the lesson's prices. `traffic` has all three inputs.",
        _cheapest(0.02, 90, 6): "This is cheapest with the bank's prices and the lesson's share. `traffic` has all three inputs.",
        _cheapest(0.05, 6, 90): "The two prices are swapped: a miss is what costs more.",
        _cheapest(float(_pages["is_phishing"].mean()), 90, 6): "Phishing is that common in the collection. The bank's share is in `traffic`.",
        6 / 96: "This cut is right for scores that are probabilities in the bank's traffic. These were made for the collection.",
        float(_curve["accuracy"].idxmax()): "This is the most accurate threshold. The task asks for the cheapest.",
        float(_curve["cost"].idxmax()): "At this threshold the cost is largest: idxmax instead of idxmin?",
        1.0: "From a score of 1 on nearly nothing gets a warning. Look for the smallest `cost` in the table.",
    },
)
checks.note(
    lambda: f"You predicted {predicted!r}. It is higher than 0.4: a false alarm costs a fifteenth of a miss here, "
    "no longer a hundredth, and that outweighs the larger share of phishing."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "name-the-outcome-prompt"}
# ## Task 5. Output, outcome or impact? (3 points)
#
# Six sentences from a status report (made up). Which is an output, which an outcome, which an impact?
#
# * **a** The warning is live on both platforms.
# * **b** Of 100 customers who see a warning, 70 now turn back; with the old wording 40 did.
# * **c** The bank refunds € 12,000 a month less, and customers keep the rest of what they would have lost.
# * **d** We retrained the model twice in May.
# * **e** Customers report doubtful links twice as often as before.
# * **f** Small shops lost € 30,000 of orders to false alarms.
#
# The first answer's name is `kinds`. Paste this form inside the round brackets, and fill it in with
# `"output"`, `"outcome"` or `"impact"`:
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ...}
# ```
#
# Then choose what the team should be measured by, week by week, and write its letter as
# `outcome_metric`: `"p"` the model's accuracy on last month's links, `"q"` warnings shown per day,
# `"r"` logins on phishing pages per 10,000 opened links, with needless warnings beside it, `"s"` the
# bank's yearly profit.
#
# **Done when** `kinds` has one of the three words for each letter and `outcome_metric` is one letter.

# %% [markdown] nbgrader={"grade_id": "name-the-outcome-hints"} skill="choose a measure"
# 1. In the lesson, look at 'Name the outcome, not the output', and at the table with three rows below it.
# 2. Ask of each sentence: who does what? What the team did or made is one kind, what customers then do
#    differently is another, and what that is worth, to whom, is the third. Worth can be a loss. For the
#    measure, take what the team can move within weeks and cannot reach by doing harm.
# 3. `kinds` has one of three words for each letter, and `outcome_metric` is one letter. Both need
#    quotation marks:
#
#    ```python
#    kinds = (
#        {"a": "...", "b": "...", "c": "...", "d": "...", "e": "...", "f": "..."}
#    )
#    outcome_metric = (
#        "..."
#    )
#    ```

# %% nbgrader={"solution": true, "grade_id": "name-the-outcome"}
kinds = (
    ### BEGIN SOLUTION
    {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"}
    ### END SOLUTION
)
outcome_metric = (
    ### BEGIN SOLUTION
    "r"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "name-the-outcome-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("name-the-outcome", points=3, look="In the lesson: Name the outcome, not the output.")
checks.matching("kinds", keys="abcdef", options=["output", "outcome", "impact"])
checks.choice("outcome_metric", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.matching(
    "kinds",
    {"a": "output", "b": "outcome", "c": "impact", "d": "output", "e": "outcome", "f": "impact"},
    keys="abcdef",
    options=["output", "outcome", "impact"],
    mistakes={
        ("a", "outcome"): "Being live is something we did; what do people do differently?",
        ("a", "impact"): "Being live is something we did; what is it worth, and to whom?",
        ("b", "impact"): "Turning back is what people do; its worth comes after.",
        ("b", "output"): "Nobody on the team turns back: it is what customers do.",
        ("c", "outcome"): "Money kept is what the changed behaviour is worth.",
        ("c", "output"): "Money kept is nothing that the team made.",
        ("d", "outcome"): "Retraining is work done; it is no change in what customers do.",
        ("d", "impact"): "Retraining is work done; what is it worth, and to whom?",
        ("e", "output"): "Reporting is something that customers do, not the team.",
        ("e", "impact"): "Reporting is what people do; what it is worth is not said yet.",
        ("f", "outcome"): "Lost orders are harm, and to whom: worth may be negative.",
        ("f", "output"): "Lost orders are harm, and to whom: nobody made them.",
    },
    weight=2,
)
checks.choice(
    "outcome_metric",
    "r",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "Accuracy describes the output, and never warning has more of it.",
        "q": "More warnings are easy to make: a team measured by them alone will warn about everything.",
        "s": "Yearly profit moves for a hundred reasons, and too late to steer a team by the week.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "order-the-experiments-prompt"}
# ## Task 6. A roadmap of experiments (2 points)
#
# Put the six steps in an order that you could defend. Several orders are right.
#
# * **baseline** Measure what phishing costs today, when nobody is warned.
# * **stop rule** Write down which result of the pilot would stop us.
# * **pilot** Show the warning by a simple rule to 1 % of customers, and count logins on phishing pages.
# * **shadow** Let the model score the same links silently, next to the rule.
# * **a/b test** Give half of the customers the model's warnings and half the rule's.
# * **watch** After the launch, read share, rates and cost each month, and choose the threshold again.
#
# The answer's name is `roadmap`. Write a list inside the round brackets, `["...", "...", ...]`, with
# the names in bold, each once.
#
# **Done when** `roadmap` is a list that holds each of the six names once.

# %% [markdown] nbgrader={"grade_id": "order-the-experiments-hints"} skill="plan and stop"
# 1. In the lesson, look at 'Plan experiments, not only features', at the right side of the table.
# 2. Ask of each step: what must be known, or written down, before it can teach us anything? And what may
#    reach customers only after something harmless was tried?
# 3. `roadmap` is a list of the six names in bold, spelt as in the task, in quotation marks, with commas
#    between them:
#
#    ```python
#    roadmap = (
#        ["...", "...", "...", "...", "...", "..."]
#    )
#    ```

# %% nbgrader={"solution": true, "grade_id": "order-the-experiments"}
roadmap = (
    ### BEGIN SOLUTION
    ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "order-the-experiments-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("order-the-experiments", points=2, look="In the lesson: Plan experiments, not only features.")
steps = ["baseline", "stop rule", "pilot", "shadow", "a/b test", "watch"]
checks.ordering("roadmap", steps)
### BEGIN HIDDEN TESTS
checks.ordering(
    "roadmap",
    steps,
    before=[
        ("baseline", "pilot", "Without today's number nobody can say what the pilot changed."),
        ("stop rule", "pilot", "A stop rule that is written after the result is known stops nothing."),
        ("pilot", "a/b test", "The rule that is piloted is what the model has to beat."),
        ("shadow", "a/b test", "A model that errs badly should be found before it meets customers."),
        ("a/b test", "watch", "Watching what was launched comes after deciding what to launch."),
    ],
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "ship-or-not-prompt"}
# ## Task 7. Ship it? (4 points)
#
# The lesson's rule warns if the form goes nowhere *or* the page opens windows. Running it costs
# nothing worth counting. Running and watching the model costs € 1,500 per 10,000 links. The share
# of phishing is 5 in 100. **The prices are yours**: choose what you can defend, € 1 to 500 for a miss,
# € 0.50 to 20 for a false alarm. Which policy wins depends on them. (Leave `traffic` as it is.)
#
# Which of `"never warn"`, `"rule"` and `"model"` is cheapest *with your prices*, running cost included?
# Go by the numbers as they come out; how sure you are belongs into the memo of task 8. The answer's name
# is `decision`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {
#     "miss": ...,         # your price of a miss, euros
#     "false_alarm": ...,  # your price of a false alarm, euros
#     "threshold": ...,    # the model's cheapest threshold with your prices, whatever you decide
#     "policy": ...,       # the cheapest of the three
#     "saving": ...,       # what it saves against never warning, running cost paid, to the nearest 100 euros
#     "because": ...,      # a sentence of ten words or more, with the number it rests on, in digits
# }
# ```
#
# The sentence is for people: the check looks only whether it is one. These give you all the numbers, once
# your prices are in; run them in a cell of your own (select a cell, press Esc, then B):
#
# ```python
# 10_000 * 0.05 * ...  # never warning: all phishing links are misses
# fundamentals.price_policies({"rule": rule}, phishing, share=0.05, miss=..., false_alarm=...).loc["rule", "cost"]
# fundamentals.price_thresholds(scores, phishing, share=0.05, miss=..., false_alarm=...)["cost"].idxmin()
# fundamentals.price_thresholds(scores, phishing, share=0.05, miss=..., false_alarm=...)["cost"].min() + running_cost
# ```
#
# **Done when** `decision` has the six entries, and they agree with one another.

# %% [markdown] nbgrader={"grade_id": "ship-or-not-hints"} skill="compare with a baseline"
# 1. In the lesson, look at 'Worked example', steps 3 to 6. Here, the four lines of code at the end of the
#    task give you every number that you need.
# 2. Choose your two prices. Paste the four lines into a cell of your own, put the prices in, and run
#    them one at a time. Compare three costs; only the model has a running cost. The saving is what
#    never warning costs minus what your policy costs.
# 3. `decision` is the form with your numbers in it. Words need quotation marks, and `"threshold"` is wanted
#    even if you do not choose the model:
#
#    ```python
#    decision = (
#        {
#            "miss": ...,
#            "false_alarm": ...,
#            "threshold": ...,
#            "policy": "...",
#            "saving": ... - ...,
#            "because": "At € ... for a miss and € ... for a false alarm, ...",
#        }
#    )
#    ```

# %% nbgrader={"locked": true, "grade_id": "ship-or-not-setup"}
rule = (pages["empty_server_form_handler"] == 2) | (pages["popup_window"] == 2)
running_cost = 1500  # euros per 10,000 links, of the model only

# %% nbgrader={"solution": true, "grade_id": "ship-or-not"}
decision = (
    ### BEGIN SOLUTION
    {
        "miss": 90,
        "false_alarm": 6,
        "threshold": (costs := fundamentals.price_thresholds(scores, phishing, **traffic)["cost"]).idxmin(),
        "policy": "model",
        "saving": 500 * 90 - costs.min() - running_cost,
        "because": f"With our prices the model costs € {costs.min():,.0f} plus running it, less than the rule or nothing.",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 4, "grade_id": "ship-or-not-check"} tags=["hide-input"]
# The check of task 7: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("ship-or-not", points=4, look="In the lesson: Worked example, steps 3 to 6.")
checks.record(
    "decision",
    {
        "miss": (1, 500),
        "false_alarm": (0.5, 20),
        "threshold": (0, 1),
        "policy": ["never warn", "rule", "model"],
        "saving": float,
        "because": checks.Sentence(words=10, number=True),
    },
)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, fundamentals

# own copies: what the learner's cells did to `pages`, `scores` or `rule` must not matter
_pages = datasets.load_phishing_pages()
_phishing = _pages["is_phishing"]
_scores = fundamentals.score_pages(_pages)
_rule = (_pages["empty_server_form_handler"] == 2) | (_pages["popup_window"] == 2)


def _costs(thresholds=None):
    """Price the three policies with the learner's own prices, running cost included."""
    prices = {key: checks.read(f'decision["{key}"]') for key in ("miss", "false_alarm")}
    by_rule = fundamentals.price_policies({"rule": _rule}, _phishing, share=0.05, **prices)["cost"].min()
    by_model = fundamentals.price_thresholds(_scores, _phishing, share=0.05, thresholds=thresholds, **prices)["cost"].min()
    return {"never warn": 500 * prices["miss"], "rule": float(by_rule), "model": float(by_model) + 1500}


def _own_costs():
    """Price the policies with the learner's threshold, which may be a little off the cheapest."""
    return _costs(thresholds=[checks.read('decision["threshold"]')])


def _policy():
    """Return the learner's policy, as the checks spell it."""
    return checks.read('decision["policy"]')


def _lesson_saving():
    """Return what the model saves in the lesson, at its threshold and with its traffic."""
    table = fundamentals.price_thresholds(_scores, _phishing, share=0.02, miss=200, false_alarm=2, thresholds=[0.4])
    return 10_000 * 0.02 * 200 - float(table["cost"].min())


def _saving():
    """Return the saving at the cheapest or at the learner's threshold, whichever she computed."""
    savings = [costs["never warn"] - costs[_policy()] for costs in (_costs(), _own_costs())]
    return min(savings, key=lambda saving: abs(saving - checks.read('decision["saving"]')))


checks.consistent(
    lambda: _own_costs()["model"] - 1500 <= 1.02 * (_costs()["model"] - 1500),
    "the threshold is cheapest, or nearly, with your prices",
    "With your prices another threshold clearly costs less: price the thresholds again with them.",
)
checks.consistent(
    lambda: _costs()[_policy()] <= 1.005 * min(_costs().values()),
    "your policy is the cheapest with your prices",
    "With your prices your policy is not the cheapest of the three. Compare all three, the model with its running cost.",
    weight=2,
)
checks.number(
    'decision["saving"]',
    _saving,
    tolerance=lambda: max(51, 0.005 * abs(_saving())),
    mistakes=lambda: {
        _costs()["never warn"] - _costs()["model"] + 1500: "This leaves out what running the model costs.",
        _costs()[_policy()]: "This is what the policy costs. The saving is never warning minus that.",
        _costs()["rule"] - _costs()[_policy()]: "This is the saving against the rule. The task asks for never warning.",
        _costs()["never warn"]: "This is what never warning costs. Subtract what your policy costs.",
        _costs()["never warn"] - _costs()["rule"] - 1500: "Only the model has a running cost.",
        _costs()["never warn"] - _costs()["rule"]: "This is what the rule saves, but you chose another policy.",
        _costs()["never warn"] - _costs()["model"]: "This is what the model saves, but you chose another policy.",
        -_saving(): "The sign is turned round: never warning minus your policy.",
        _lesson_saving(): "This is the saving of the lesson, where 2 in 100 pages are phishing. Here it is 5 in 100.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "memo-prompt"}
# ## Task 8. The memo (4 points)
#
# Write to the head of the app, who asked at the review: *"Why would we ship a warning that is less
# accurate than no warning?"* Answer in about 130 words. No code, no jargon that you do not explain.
#
# One point for each of these:
#
# 1. **Decide.** The first sentence says what to do.
# 2. **Price.** It rests on a number with its base (euros per 10,000 links) and says that the prices are assumed.
# 3. **Compare.** It holds the decision against never warning, says why accuracy misleads there, and against
#    the rule.
# 4. **Vary.** It says what would change the decision, and who is harmed by the errors that remain.
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={"grade_id": "memo-hints"} skill="decide in writing"
# 1. In the lesson, look at 'Decide': it is such an answer, for other prices. Your own numbers are in the
#    `decision` of task 7.
# 2. Write one or two sentences for each of the four points, in their order. What is forgotten most often:
#    the base of the number (per 10,000 links), that the prices are assumed, and the rule without a model.
# 3. Begin with a verb. Complete these in your own words:
#
#    ```text
#    Ship ... / Do not ship ...
#    If a miss costs € ... and a false alarm € ..., which we assume, it costs € ... per 10,000 links.
#    Without a warning we would be right more often, because ...; yet it would cost € ...
#    The simple rule would cost € ..., so ...
#    I would decide otherwise if ...
#    Of the errors that remain, ... hurt ...
#    ```

# %% [markdown] nbgrader={"grade": true, "solution": true, "points": 4, "grade_id": "memo"}
# ### BEGIN SOLUTION
# Ship the warning with the model, cut at a score of 0.59. We assume that phishing is 5 in 100 links, that a
# missed one costs € 90 and a needless warning € 6. Then errors and running cost come to about € 10,800 per
# 10,000 links; the simple rule costs about € 11,800 and never warning € 45,000. Never warning is right more
# often because most links are good, and it pays for every phished customer. If running the model costs over
# € 2,500 per 10,000 links, ship the rule; if phishing falls below 1 in 100, choose the cut again. Those who
# still pay are customers whom we miss, and small shops whose pages look odd.
#
# ### Examples to grade by, two for each level
#
# **4 points** (all four steps)
#
# * "Ship the simple rule, not the model. With a miss at € 60 and a false alarm at € 2, our guesses, the rule costs about € 5,000 per 10,000 links against € 30,000 without warnings; the model would save about € 600 more, less than the € 1,500 that it costs to run. If a miss turns out to cost over € 135 we look at the model again. Wrongly warned shops lose visitors, so we publish a way to complain."
# * The memo above.
#
# **2 points** (two steps)
#
# * "We should ship the model. Per 10,000 links it costs € 9,300 in errors and never warning costs € 45,000, with the prices that we assumed." (Decide, Price. No rule, nothing that would change it.)
# * "The rule saves less than the model and more than never warning. If phishing got rare we would switch it off; until then some shops suffer." (Compare, Vary. No decision in the first sentence, no number.)
#
# **0 points** (no step)
#
# * "Accuracy is not everything. AI helps us to protect our customers, and we should think about ethics too."
# * "The model has a hit rate of 89 % and is very good, so the team is confident."
#
# ### END SOLUTION

# %% [markdown] nbgrader={"locked": true, "grade_id": "result-prompt"}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={"locked": true, "grade_id": "result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/1-the-ai-product-manager")
