# %% [markdown] nbgrader={"locked": true, "grade_id": "framework-and-operating-model-welcome"}
# # Workbook: who decides whether the day tickets go out?
#
# The operator of the [lesson](../../course/1-fundamentals/2-framework-and-operating-model.ipynb) asks again. Riders
# without a subscription buy day tickets, and helpers at the docks sell them. How many tickets will be wanted, hour by hour? The counts are
# real; prices, people and the booth are made up.
#
# * **Eight tasks, 50 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, and what to try next. Run it as often as you like.
# * Tasks 2, 3 and 6 ask for numbers. You may count by hand from the tables, or in Python:
#
# | you write | you get |
# | --- | --- |
# | `trial.loc["last week", "too few"]` | the number in that row and column of the table `trial` |
# | `costs.loc["2012-06", "last week"]` | what last week's hour cost in June 2012 |
# | `costs.loc["2012-06":"2012-09", "last week"].sum()` | the same for June to September together |

# %% nbgrader={"locked": true, "grade_id": "framework-and-operating-model-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    import pandas as pd

    from aipm_helpers import checks, datasets, plots, steps
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

tickets = steps.plan_by_rules(datasets.load_bike_rentals()["casual"])

# %% [markdown] nbgrader={"locked": true, "grade_id": "steps-in-order-prompt"}
# ## Task 1. Put the steps in order (2 points)
#
# Your team will run last week's hour, and try the mean of four weeks beside it. In which order?
#
# * **a** fix the rule: what is tried gets released if it costs at least 5 % less
# * **b** say what a ticket too few costs, and a ticket too many
# * **c** compare what both cost in that month
# * **d** let the mean of four weeks forecast in the shadow for a month
# * **e** let what was replaced go on in the shadow
# * **f** release last week's hour
# * **g** release what was tried, or drop it
#
# The answer's name is `order`: the seven letters, each in quotation marks, in a list such as `["a", "b", ...]`. Several orders are right.
#
# **Done when** `order` holds each letter once.

# %% [markdown] nbgrader={"grade_id": "steps-in-order-hints"} skill="plan and stop"
# 1. In the lesson: Worked example, the six steps.
# 2. Ask of each pair: can one be done without the other, and could somebody bend it afterwards?
# 3. `order = (["b", ...])`, and it ends with the one that watches what came of the release.

# %% nbgrader={"solution": true, "grade_id": "steps-in-order"}
order = (
    ### BEGIN SOLUTION
    ["b", "f", "a", "d", "c", "g", "e"]
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "steps-in-order-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("steps-in-order", points=2, look="In the lesson: Worked example, the six steps.")
checks.ordering("order", "abcdefg")
### BEGIN HIDDEN TESTS
checks.ordering(
    "order",
    "abcdefg",
    before=[
        ("b", "d", "A price that is set while numbers come in can be bent until it fits them."),
        ("a", "d", "A rule that is fixed while numbers come in can be bent until it fits them."),
        ("a", "c", "A rule that is fixed when the numbers are in can be bent until it fits them."),
        ("f", "d", "A shadow stands beside something that runs."),
        ("d", "c", "There is nothing to compare before the month is over."),
        ("c", "g", "The verdict follows from the comparison."),
        ("g", "e", "Only what was replaced can go on in the shadow."),
    ],
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "shadow-trial-prompt"}
# ## Task 2. Release it or drop it? (3 points)
#
# February 2011 is over. Last week's hour ran, the mean of four weeks forecast in the shadow; `trial` says how many tickets each planned too few and
# too many, over the month. A ticket too few costs **€ 0.60** (a rider waits, or leaves), one too many **€ 0.20** (a helper stands idle). The rule
# fixed beforehand: release what was tried if it **costs at least 5 % less** than what runs.
#
# 1. `cost_running`: what last week's hour cost in February, in euros.
# 2. `cost_tried`: what the mean of four weeks would have cost.
# 3. `verdict`: `"release"` or `"drop"`, by the rule.
#
# **Done when** the two costs are numbers in euros, and `verdict` is one of the two texts.

# %% nbgrader={"locked": true, "grade_id": "shadow-trial-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
few, many = steps.count_by_month(tickets, short=1, over=0), steps.count_by_month(tickets, short=0, over=1)
trial = pd.DataFrame({"too few": few.loc["2011-02"], "too many": many.loc["2011-02"]}).loc[["last week", "four weeks"]].round()
plots.show_table(trial, {"too few": "{:,.0f}", "too many": "{:,.0f}"}, "Tickets misplaced in February 2011")

# %% [markdown] nbgrader={"grade_id": "shadow-trial-hints"} skill="compare with a baseline"
# 1. In lesson 1: errors have prices. Here: the table above, and the two prices in the task.
# 2. Give each of the two kinds of error its own price and add them up, for each row. Then hold one cost against the other with the rule.
# 3. `cost_running = trial.loc["last week", "too few"] * ... + trial.loc["last week", "too many"] * ...`, the same for `cost_tried` with the other row;
#    `verdict` follows from the two.

# %% nbgrader={"solution": true, "grade_id": "shadow-trial"}
cost_running = (
    ### BEGIN SOLUTION
    trial.loc["last week", "too few"] * 0.60 + trial.loc["last week", "too many"] * 0.20
    ### END SOLUTION
)
cost_tried = (
    ### BEGIN SOLUTION
    trial.loc["four weeks", "too few"] * 0.60 + trial.loc["four weeks", "too many"] * 0.20
    ### END SOLUTION
)
verdict = (
    ### BEGIN SOLUTION
    "drop"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "shadow-trial-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("shadow-trial", points=3, look="In the lesson: Worked example, steps 3 and 4; in lesson 1: what an error costs.")
checks.number("cost_running", low=0)
checks.number("cost_tried", low=0)
checks.choice("verdict", options=["release", "drop"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, steps

# an own copy: what the learner's cells did to the tables must not matter
_tickets = steps.plan_by_rules(datasets.load_bike_rentals()["casual"])


def _month(short, over, month="2011-02"):
    """Return what the two policies cost in a month, at two prices."""
    return steps.count_by_month(_tickets, short, over).loc[month, ["last week", "four weeks"]].tolist()


_right, _counted, _swapped = _month(0.6, 0.2), _month(1, 1), _month(0.2, 0.6)


def _slips(place):
    """Return what known slips lead to, for the policy that runs (0) or was tried (1)."""
    return {
        _right[1 - place]: "This is the other policy: last week's hour is what runs.",
        _counted[place]: "This counts tickets. Give each kind of error its price.",
        _swapped[place]: "The two prices are swapped: a ticket too few is the dear one.",
        _counted[place] * 0.6: "This prices both kinds of error at € 0.60.",
        _counted[place] * 0.2: "This prices both kinds of error at € 0.20.",
        _counted[place] * 0.4: "This prices both kinds of error at their mean.",
        _month(0.6, 0)[place]: "This leaves out the tickets too many.",
        _month(0, 0.2)[place]: "This leaves out the tickets too few.",
        _month(0.6, 0.2, "2011-03")[place]: "This is March. The trial ran in February.",
        _month(0.6, -0.2)[place]: "A ticket too many costs something too: add it, do not take it off.",
    }


checks.number("cost_running", _right[0], tolerance=1.5, mistakes=lambda: _slips(0))
checks.number("cost_tried", _right[1], tolerance=1.5, mistakes=lambda: _slips(1))
checks.consistent(
    lambda: all(500 < checks.read(name) < 6000 for name in ("cost_running", "cost_tried"))
    and (checks.read("cost_tried") <= 0.95 * checks.read("cost_running")) == (checks.read("verdict") == "release"),
    "your verdict follows from your two costs",
    "Hold your two costs against the rule: release only what costs at least 5 % less than what runs.",
)
checks.note(
    lambda: f"By the count of misplaced tickets the mean of four weeks wins ({_counted[1]:,.0f} to {_counted[0]:,.0f}), by cost it loses: "
    "it errs on the dear side more often. What is counted decides what wins, so it is fixed beforehand."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "cost-of-delay-prompt"}
# ## Task 3. What does waiting cost? (3 points)
#
# The mean of four weeks was tried again, from January to May 2012, and cost 6 % less over these five months. It could have been released on 1 June. An analyst
# looks back at what waiting until 1 August would have cost:
#
# 1. In June and July what runs, last week's hour, costs € 12,602.
# 2. The mean of four weeks would cost € 9,569 in these two months.
# 3. So waiting until 1 August costs € 3,033.
# 4. Trying it out has cost € 6,000 so far. That is more than waiting costs, so an early release does not pay.
#
# Give the number of the line that draws a wrong conclusion as `mistaken_line`. Then a lawyer asks for four months, until **1 October**.
# Compute what that costs, from June to September together, against releasing on 1 June: `cost_of_delay`, to the euro, rounding is fine. `costs` has what each policy costs, by month,
# at the prices of task 2. Last, the four months would buy a lawyer's second look, which is worth € 2,000 to you. Do you wait? `wait` is `"yes"` or `"no"`.
#
# **Done when** `mistaken_line` is 1, 2, 3 or 4, `cost_of_delay` a number and `wait` one of the two texts.

# %% nbgrader={"locked": true, "grade_id": "cost-of-delay-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
costs = steps.count_by_month(tickets, short=0.6, over=0.2)[["nothing", "last week", "four weeks"]]
formats = dict.fromkeys(costs.columns, "{:,.0f}")
plots.show_table(costs.loc["2012-06":"2012-10"].set_axis(["June", "July", "August", "September", "October"]), formats, "Cost by month of 2012, €")

# %% [markdown] nbgrader={"grade_id": "cost-of-delay-hints"} skill="plan and stop"
# 1. In the lesson: the answer below "Other forecasts, other dates", where the words cost of delay stand in bold.
# 2. Which amount in the four lines would be the same, whatever is decided now? For the delay: month by month, what runs minus what could run.
# 3. `cost_of_delay = costs.loc["2012-06":"2012-09", "last week"].sum() - ...`; `wait` follows from holding it against the 2,000, and
#    `mistaken_line` is one digit.

# %% nbgrader={"solution": true, "grade_id": "cost-of-delay"}
mistaken_line = (
    ### BEGIN SOLUTION
    4
    ### END SOLUTION
)
cost_of_delay = (
    ### BEGIN SOLUTION
    costs.loc["2012-06":"2012-09", "last week"].sum() - costs.loc["2012-06":"2012-09", "four weeks"].sum()
    ### END SOLUTION
)
wait = (
    ### BEGIN SOLUTION
    "no"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "cost-of-delay-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("cost-of-delay", points=3, look="In the lesson: Other forecasts, other dates, the words in bold.")
checks.number("mistaken_line", low=1, high=4)
checks.number("cost_of_delay")
checks.choice("wait", options=["yes", "no"])
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, steps

_costs = steps.count_by_month(steps.plan_by_rules(datasets.load_bike_rentals()["casual"]), short=0.6, over=0.2)


def _delay(first="2012-06", last="2012-09", runs="last week", could="four weeks"):
    """Return what it costs to go on with what runs."""
    return (_costs[runs] - _costs[could]).loc[first:last].sum()


checks.number(
    "mistaken_line",
    4,
    mistakes={
        1: "Line 1 is right: it adds up June and July in the column of last week's hour.",
        2: "Line 2 is right: it adds up June and July in the column of four weeks.",
        3: "Line 3 is right: it is the difference of the two sums.",
    },
)
checks.number(
    "cost_of_delay",
    _delay(),
    tolerance=40,
    mistakes=lambda: {
        _delay("2012-08", "2012-09"): "This is August and September. The lawyer's four months begin in June.",
        _delay("2012-06", "2012-07"): "This is June and July, as in the analyst's lines. The lawyer asks for two months more.",
        _delay("2012-06", "2012-08"): "This leaves out September: a release on 1 October comes after it.",
        _delay("2012-06", "2012-10"): "This counts October too, when it would be out.",
        _delay("2012-05", "2012-09"): "This counts May too. It could be released on 1 June, not earlier.",
        _delay("2012-07", "2012-10"): "A release on 1 June would save June's costs too, and on 1 October it is out.",
        -_delay(): "The sign is turned round: what runs costs more, and that is what waiting costs.",
        _costs.loc["2012-06":"2012-09", "last week"].sum(): "This is what runs costs. The other would cost something too: take the difference.",
        _costs.loc["2012-06":"2012-09", "four weeks"].sum(): "This is what the mean of four weeks costs. Waiting costs a difference.",
        _delay(runs="nothing"): "This holds it against doing nothing. What runs is last week's hour.",
        _delay(runs="nothing", could="last week"): "This is what the rule saves against doing nothing. Hold the two rules against each other.",
        _delay() / 4: "This is per month. The task asks for the four months together.",
        _delay() - 2000: "This takes the second look off already. First say what waiting costs.",
        _delay() - 6000: "The 6,000 are spent, whatever you decide.",
        6000 - _delay(): "The 6,000 are spent, whatever you decide.",
        _delay() + 6000: "The 6,000 are spent, whatever you decide.",
    },
    weight=2,
)
checks.consistent(
    # a wrong sign has been told already; a delay of nothing, or of millions, is no number to decide by
    lambda: 1 < abs(checks.read("cost_of_delay")) < 70000
    and (abs(checks.read("cost_of_delay")) < 2000) == (checks.read("wait") == "yes"),
    "your decision follows from your number",
    "Hold your cost of delay against the € 2,000 that the second look is worth: wait only if it costs less than it brings.",
)
checks.note(lambda: "The 6,000 are a sunk cost: they are gone either way, so no decision can save them. What counts is what differs from now on.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "who-decides-prompt"}
# ## Task 4. Who decides, who is asked? (3 points)
#
# Fill in the table of responsibilities for the day tickets. Each decision has **one** name:
# `"product manager"`, `"designer"`, `"tech lead"` or `"data scientist"`.
#
# * **a** what a rider who finds no ticket costs us
# * **b** how the plan is shown, so that helpers can read it between two customers
# * **c** whether the plan reaches the booths by 5 each morning, also when a server is down
# * **d** whether one month in the shadow is enough to tell the two rules apart
# * **e** whether we may keep riders' names to forecast better, once the answer from outside the team is in
# * **f** whether the mean of four weeks is released
# * **g** whether the trial's forecasts used only what was known when they were made, or flatter themselves
#
# The answer's name is `decides`; paste the first form inside its brackets. For four of them somebody **outside** the team must be asked first:
# `"finance"`, `"helpers"`, `"operations"` (who run the servers) or `"legal counsel"`. Each is asked once. That is `asked`, the second form.
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ..., "g": ...}
# {"a": ..., "b": ..., "c": ..., "e": ...}
# ```
#
# **Done when** every letter has one of the four names.

# %% [markdown] nbgrader={"grade_id": "who-decides-hints"} skill="frame the problem"
# 1. In the lesson: Who decides, the table with the risks.
# 2. Ask of each decision which risk it is about: will people choose it and does it work for the business, can they use it, can we
#    build it, or is it about what the data prove?
# 3. `decides = ({"a": ..., "b": ..., ...})`: the product manager has three of the seven, the data scientist two. In `asked` each name stands once.

# %% nbgrader={"solution": true, "grade_id": "who-decides"}
decides = (
    ### BEGIN SOLUTION
    {
        "a": "product manager",
        "b": "designer",
        "c": "tech lead",
        "d": "data scientist",
        "e": "product manager",
        "f": "product manager",
        "g": "data scientist",
    }
    ### END SOLUTION
)
asked = (
    ### BEGIN SOLUTION
    {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"}
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "who-decides-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("who-decides", points=3, look="In the lesson: Who decides, the table with the risks.")
checks.matching("decides", keys="abcdefg", options=["product manager", "designer", "tech lead", "data scientist"])
checks.matching("asked", keys="abce", options=["finance", "helpers", "operations", "legal counsel"])
### BEGIN HIDDEN TESTS
checks.matching(
    "decides",
    {
        "a": "product manager",
        "b": "designer",
        "c": "tech lead",
        "d": "data scientist",
        "e": "product manager",
        "f": "product manager",
        "g": "data scientist",
    },
    keys="abcdefg",
    options=["product manager", "designer", "tech lead", "data scientist"],
    mistakes={
        ("a", "data scientist"): "A price is about what the product is worth to people and business, not about data.",
        ("a", "designer"): "The price is about value and viability. The designer knows what riders go through, and is heard.",
        ("b", "product manager"): "Whether people can work with it is usability. Who answers for that?",
        ("c", "data scientist"): "Whether it runs every morning is feasibility. Who answers for that?",
        ("c", "product manager"): "Whether it runs every morning is feasibility. Who answers for that?",
        ("d", "product manager"): "Somebody must be able to say that a trial proves nothing, even if the product manager would like to release.",
        ("d", "tech lead"): "This is about what data prove. Who answers for the evidence?",
        ("e", "tech lead"): "Whether it works for law and business is viability. Who answers for that?",
        ("e", "data scientist"): "That names would help is not the question; whether it works for law and business is.",
        ("f", "data scientist"): "The data scientist says what the trial proves. Who says whether the product goes out?",
        ("f", "tech lead"): "The tech lead says whether it can run. Who says whether the product goes out?",
        ("g", "product manager"): "A trial that flatters itself proves nothing. Who answers for the evidence?",
        ("g", "tech lead"): "The tech lead can say when a number arrives; whether the trial proves anything is about evidence.",
    },
    weight=2,
)
checks.matching(
    "asked",
    {"a": "finance", "b": "helpers", "c": "operations", "e": "legal counsel"},
    keys="abce",
    options=["finance", "helpers", "operations", "legal counsel"],
    mistakes={
        ("a", "legal counsel"): "Who sees in the books what a lost rider costs?",
        ("a", "helpers"): "Helpers see the rider leave. Who sees in the books what that costs?",
        ("a", "operations"): "Who sees in the books what a lost rider costs?",
        ("b", "operations"): "Who has to read the plan, between two customers?",
        ("b", "finance"): "Who has to read the plan, between two customers?",
        ("c", "helpers"): "Who is woken up when a server is down?",
        ("c", "finance"): "Who is woken up when a server is down?",
        ("e", "finance"): "Keeping names is first a question of law.",
        ("e", "operations"): "That names can be stored is not the question; whether they may be is one of law.",
    },
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "four-risks-prompt"}
# ## Task 5. Score the four risks (3 points)
#
# Another idea: a booth at the docks to which one *speaks* to buy a ticket, without a helper. The plan says that it pays if **one visitor in three**
# chooses it. This is what is known so far:
#
# * **a** Of 400 visitors who could choose, 24 spoke to the booth; the others queued for a helper.
# * **b** Of 10 visitors who had never seen it and were asked to use it, 9 got their ticket without help; 8 were needed.
# * **c** On the booth's own computer it answers within 0.8 seconds; 2 seconds were allowed.
# * **d** In street noise it understood 96 of 100 orders; 90 were needed.
# * **e** In a survey 71 of 100 riders said that they would love to use it.
# * **f** Whether such a booth may keep what people say is a question to the lawyer, who has not answered yet. (In the trial nothing was kept.)
#
# 1. `risk_of`: to which risk does each belong, `"value"`, `"usability"`, `"feasibility"` or `"viability"`?
# 2. `standing`: how does each risk stand, going by what people did rather than said? `"held"` (tested, came out as needed), `"failed"` (tested, did not), or `"open"`.
# 3. `next_step`: `"p"` order forty booths; `"q"` ask more riders in a survey; `"r"` find out why visitors queue, change the offer and try it
#    again, or drop it; `"s"` get the answer down to 0.4 seconds.
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ...}
# {"value": ..., "usability": ..., "feasibility": ..., "viability": ...}
# ```
#
# **Done when** the two forms are filled in and `next_step` is a letter.

# %% [markdown] nbgrader={"grade_id": "four-risks-hints"} skill="frame the problem"
# 1. In the lesson: What the methods say, the answer with the four risks.
# 2. Value is whether people choose it, usability whether they can work out how. Where two pieces of evidence speak about the same risk, one is what people did.
# 3. In `risk_of` value and feasibility have two letters each; in `standing` two risks held. `next_step` goes to the risk that failed.

# %% nbgrader={"solution": true, "grade_id": "four-risks"}
risk_of = (
    ### BEGIN SOLUTION
    {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
    ### END SOLUTION
)
standing = (
    ### BEGIN SOLUTION
    {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"}
    ### END SOLUTION
)
next_step = (
    ### BEGIN SOLUTION
    "r"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "four-risks-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("four-risks", points=3, look="In the lesson: What the methods say, the answer with the four risks.")
checks.matching("risk_of", keys="abcdef", options=["value", "usability", "feasibility", "viability"])
checks.matching("standing", keys=["value", "usability", "feasibility", "viability"], options=["held", "failed", "open"])
checks.choice("next_step", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.matching(
    "risk_of",
    {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"},
    keys="abcdef",
    options=["value", "usability", "feasibility", "viability"],
    mistakes={
        ("a", "usability"): "They did not try and fail: they chose the queue. Whether people choose it is value.",
        ("a", "viability"): "Whether people choose it is value, even if the business suffers when they do not.",
        ("b", "feasibility"): "It was visitors who were tried, not the machine.",
        ("b", "value"): "They were asked to use it, so nothing is known of whether they would choose it. They could.",
        ("c", "usability"): "Was it tried whether visitors work out how to use it, or what the computer can do?",
        ("d", "usability"): "Was it tried whether visitors work out how to use it, or what the recogniser can do?",
        ("e", "viability"): "What riders say they would use is about value; law, finance and sales are viability.",
        ("e", "usability"): "That they would love to use it does not say that they can.",
        ("f", "feasibility"): "That it can be kept is not the question; whether it may be is one of law.",
    },
)
checks.matching(
    "standing",
    {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"},
    keys=["value", "usability", "feasibility", "viability"],
    options=["held", "failed", "open"],
    mistakes={
        ("value", "held"): "What people say in a survey weighs less than what they do at the docks: 24 of 400, where one in three was needed.",
        ("value", "open"): "400 visitors could choose, and 24 did, where one in three was needed. That is a test.",
        ("usability", "failed"): "Nine of ten who had never seen it got their ticket without help; eight were needed.",
        ("usability", "open"): "It was tried with ten who had never seen it, and held against a need: eight.",
        ("feasibility", "open"): "Speed and noise were both tested, on the booth's own computer and in the street.",
        ("viability", "held"): "The lawyer has not answered.",
        ("viability", "failed"): "The lawyer has not answered, neither yes nor no.",
    },
)
checks.choice(
    "next_step",
    "r",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "Forty booths that 24 of 400 visitors choose are forty times the same risk.",
        "q": "A survey has been made, and people did otherwise than they said.",
        "s": "Speed has held. Work on what held does not move what failed.",
    },
)
checks.note(lambda: "The chance of 24 or fewer in 400 would be practically nil if one visitor in three chose the booth, so this is no bad luck. And without value nobody needs the lawyer's answer.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "testable-vision-prompt"}
# ## Task 6. A vision that could turn out false (3 points)
#
# *"We delight every rider with AI-powered tickets."* Nothing could show that this has failed. Write one that can, for the end of **2013**, going by the table below.
# The mean of four weeks runs since June 2012; its number for the whole year counts. The answer's name is `vision`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {
#     "measure": ...,     # "misplaced", "models", "delight" or "training": see below
#     "now": ...,         # where it stands: 2012, with what runs now
#     "target": ...,      # where it shall be over the whole of 2013
#     "look_after": ...,  # after how many months of 2013 you look whether to go on, 1 to 11
#     "stop_above": ...,  # if it is above this then, over the last twelve months (winters are worse), you stop and say so
#     "vision": ...,      # the vision in a sentence of twelve words or more, with its target in digits
# }
# ```
#
# `"misplaced"` tickets misplaced per 100 sold (a count, which nobody has to believe our prices for); `"models"` models released in the year; `"delight"` how delighted we believe riders are; `"training"` how well a model fits the months
# that it has learnt from. The sentence is for people: the check looks only whether it is one, and has the target.
#
# **Done when** `vision` has the six entries, and they agree with one another.

# %% nbgrader={"locked": true, "grade_id": "testable-vision-setup"} tags=["hide-input"]
# Run this: it makes the table (Shift and Enter)
year = tickets.loc["2012"]
misplaced = (steps.count_by_month(year).sum() / year["actual"].sum() * 100).to_frame("per 100 sold")
plots.show_table(misplaced, {"per 100 sold": "{:.1f}"}, "Tickets misplaced per 100 sold in 2012")

# %% [markdown] nbgrader={"grade_id": "testable-vision-hints"} skill="choose a measure"
# 1. In the lesson: Worked example, step 1. In lesson 1: output, outcome, impact.
# 2. Which of the four measures is an outcome that somebody else could count? A target that is reached already, or cannot be reached, cannot
#    tell you anything; nor can a stop that never comes.
# 3. In `vision` the numbers are in this order: `"target"` below `"stop_above"`, and that not above `"now"`.

# %% nbgrader={"solution": true, "grade_id": "testable-vision"}
vision = (
    ### BEGIN SOLUTION
    {
        "measure": "misplaced",
        "now": misplaced.loc["four weeks", "per 100 sold"],
        "target": 33,
        "look_after": 6,
        "stop_above": 37,
        "vision": "By the end of 2013 at most 33 tickets are misplaced for every 100 that riders buy.",
    }
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 3, "grade_id": "testable-vision-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("testable-vision", points=3, look="In the lesson: Worked example, step 1; in lesson 1: output, outcome, impact.")
checks.record(
    "vision",
    {
        "measure": ["misplaced", "models", "delight", "training"],
        "now": (0, 1000),
        "target": (0, 1000),
        "look_after": (1, 11),
        "stop_above": (0, 1000),
        "vision": checks.Sentence(words=12, number=True),
    },
)
### BEGIN HIDDEN TESTS
from aipm_helpers import datasets, steps

_year = steps.plan_by_rules(datasets.load_bike_rentals()["casual"]).loc["2012"]
_now = steps.count_by_month(_year).sum() / _year["actual"].sum() * 100

checks.choice(
    'vision["measure"]',
    "misplaced",
    options=["misplaced", "models", "delight", "training"],
    mistakes={
        "models": "Models released are an output: there can be many, and riders none the better.",
        "delight": "What we believe about riders cannot turn out false.",
        "training": "A model can fit the months that it has learnt from perfectly and fail on the next.",
    },
)
checks.number(
    'vision["now"]',
    _now["four weeks"],
    tolerance=0.6,
    mistakes={
        _now["last week"]: "This is last week's hour. The mean of four weeks runs since 2012.",
        _now["nothing"]: "This is doing nothing. The mean of four weeks runs since 2012.",
        _now["four weeks"] / 100: "This is a share. The table counts per 100 sold.",
    },
)
checks.consistent(
    # half of today's error is further than any model of lessons 2 and 5 came
    lambda: 0.5 * _now["four weeks"] <= checks.read('vision["target"]') <= 0.98 * _now["four weeks"],
    "the target can be missed, and can be met",
    lambda: "Your target is reached by what runs already, or nearly: nothing could go wrong."
    if checks.read('vision["target"]') > 30
    else "Less than half of where it stands today: nothing that you have seen comes near, so it says more about hope than about the team.",
)


def _numbers_in_vision():
    """Return the numbers in the learner's sentence."""
    words = str(checks.read('vision["vision"]')).replace("%", " ").split()
    return [float(word.strip(".,;:!?()")) for word in words if word.strip(".,;:!?()").replace(".", "", 1).isdigit()]


checks.consistent(
    lambda: checks.read('vision["target"]') in _numbers_in_vision(),
    "the sentence has the target",
    "The sentence does not name your target in digits, so who reads it cannot hold you to it.",
    weight=0.5,
)
checks.consistent(
    lambda: checks.read('vision["target"]') < checks.read('vision["stop_above"]') <= round(_now["four weeks"], 1) + 0.05,
    "you would stop in time",
    "You stop if, when you look, the last twelve months stand above `stop_above`. With a stop at or below the target you would stop in success; with one above today's number you would go on although nothing got better.",
)
checks.note(lambda: "Your numbers can turn out false. Can your sentence? Ask somebody whether she could tell in January 2014.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "choose-method-prompt"}
# ## Task 7. One pass or steps? (2 points)
#
# Say of each case whether you would take small `"steps"`, or plan one pass, and then why: `"not early"` (nothing may go out early), `"too dear"`
# (a step costs more than it brings), `"harm"` (an early version does harm that no later one undoes) or `"asked once"`. Each answer fits once or more; take the reason that
# the case itself gives.
#
# * **a** The alarm of a heart pacemaker: the device must be certified before the first is sold.
# * **b** Sorting the mails to a help desk; today people read all of them.
# * **c** Which of forty places gets the one new depot? The board decides in May.
# * **d** What to show first on a shop's page; today it is the best sellers.
# * **e** A model that steers a steel furnace: each change of its program stops the furnace for a week, which costs more than a change saves in a year.
# * **f** Shifts on a ward; today they are those of the same week last year.
# * **g** Doses of medicine, told to patients directly, whom nobody calls back.
#
# The answer's name is `method`. Paste this form inside the round brackets, and fill it in:
#
# ```python
# {"a": ..., "b": ..., "c": ..., "d": ..., "e": ..., "f": ..., "g": ...}
# ```
#
# **Done when** `method` has one of the five texts for each letter.

# %% [markdown] nbgrader={"grade_id": "choose-method-hints"} skill="frame the problem"
# 1. In the lesson: What would change our mind, the list in bold.
# 2. For each case: is there something small that would help tomorrow, and could be taken back? Then steps. If not, which word of the case says why?
# 3. In `method` three are `"steps"`, and each of the four reasons stands once.

# %% nbgrader={"solution": true, "grade_id": "choose-method"}
method = (
    ### BEGIN SOLUTION
    {"a": "not early", "b": "steps", "c": "asked once", "d": "steps", "e": "too dear", "f": "steps", "g": "harm"}
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 2, "grade_id": "choose-method-check"} tags=["hide-input"]
# The check of task 7: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("choose-method", points=2, look="In the lesson: What would change our mind, the list in bold.")
checks.matching("method", keys="abcdefg", options=["steps", "not early", "too dear", "harm", "asked once"])
### BEGIN HIDDEN TESTS
checks.matching(
    "method",
    {"a": "not early", "b": "steps", "c": "asked once", "d": "steps", "e": "too dear", "f": "steps", "g": "harm"},
    keys="abcdefg",
    options=["steps", "not early", "too dear", "harm", "asked once"],
    mistakes={
        ("a", "steps"): "Before the certificate none may be sold. It can be tried in the shadow until then.",
        ("a", "harm"): "It would do harm too. What the case says is that nothing may go out before it is certified.",
        ("b", "harm"): "People read the mails today, and can go on reading what was sorted wrongly.",
        ("b", "not early"): "Nothing keeps a first version from sorting some mails next week.",
        ("c", "steps"): "There is one place and one decision. What would be the second step?",
        ("c", "too dear"): "It is one decision, made in May: there is no second step that could be too dear.",
        ("d", "asked once"): "The page is shown every day, and can be changed back the next.",
        ("e", "steps"): "Every step stops the furnace, and costs more than it saves.",
        ("e", "harm"): "The week's stop costs money, and the next version can mend the program.",
        ("e", "not early"): "It may go out early. What the case says is what each change costs.",
        ("c", "not early"): "Nothing forbids an early answer. How often is the question asked?",
        ("a", "asked once"): "Devices run for years, and so does the alarm. What the case says is when the first may go out.",
        ("d", "too dear"): "Another order of the same page costs next to nothing.",
        ("f", "harm"): "Who could still overrule a bad plan before anybody comes to harm?",
        ("f", "not early"): "There is a rule today, and a better one may replace it next week.",
        ("g", "steps"): "Nobody calls the patients back: a wrong dose cannot be undone by the next version.",
        ("g", "not early"): "No certificate is spoken of. What the case says is that nobody calls the patients back.",
    },
)
checks.note(lambda: "Even where one pass is planned, something can be tried before: on recordings of old devices, on depots of former years, beside the furnace, on doses that doctors have set.")
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "framework-and-operating-model-memo-prompt"}
# ## Task 8. One result, three listeners (4 points)
#
# The mean of four weeks runs. Over all of 2012 misplaced tickets would have cost € 149,900 with nothing done, € 69,400 with last week's hour and € 58,500 with the mean of four weeks (€ 0.60 a
# ticket too few, € 0.20 one too many, both assumed). A supplier proposes a large model by the end of **2013**, in one pass. Write to the head of operations, in about 140 words:
# what do you do?
#
# One point for each of these:
#
# 1. **Decide.** It says what runs, what is tried next and how, and by which rule that will be released or dropped.
# 2. **Finance.** One sentence with euros, their base and period, and that the prices are assumed; not what the rule costs, but what it saves.
# 3. **Engineer and helper.** One sentence for each, in words that each can use: what runs and is tried, and what the helper at the dock does when the plan is plainly wrong.
# 4. **Change.** It says what would make one pass the better choice, or what the supplier would have to show, with a number or a date.
#
# **Done when** the memo stands in the cell below and you have given yourself points for it. Two example memos for each
# level show in the last cell once yours is written. In a cohort your instructor has them, and gives the points.

# %% [markdown] nbgrader={"grade_id": "framework-and-operating-model-memo-hints"} skill="decide in writing"
# 1. The numbers are in the prompt, and in tasks 2 and 3. The three listeners are in the lesson: Worked example, step 6.
# 2. Begin with what happens tomorrow. What is saved is a difference; say against what.
# 3. Five sentences: what runs and what is tried; by which rule; one for finance, one for the engineer, one for the helper. Then what would change your mind.

# %% [markdown] nbgrader={"grade": true, "solution": true, "points": 4, "grade_id": "framework-and-operating-model-memo"}
# ### BEGIN SOLUTION
# We keep the mean of four weeks running, and let the supplier's model forecast in the shadow as soon as there is a first version; we release it if over three months it costs at least 5 % less,
# and drop it if not. Finance: over 2012 the mean of four weeks would have cost € 91,400 less than doing nothing and € 10,900 less than last week's hour, at prices that we
# assumed (€ 0.60 a ticket too few, € 0.20 one too many). Engineer: `four weeks` runs, `last week` stays in the shadow, and the supplier's forecasts must be in by 5 each morning.
# Helper: the plan hangs at the booth at 5; if a storm or a parade makes it plainly wrong, call the dispatcher and overrule it. One pass I would take only if the model cannot be tried
# in the shadow, and the supplier guarantees that it costs less than € 50,000 in 2014.
#
# ### Examples to grade by, two for each level
#
# **4 points** (all four)
#
# * "No contract for 2013. The mean of four weeks runs on, and each month one candidate forecasts beside it without being used; it goes out if it costs 5 % less that month. For finance: against last week's hour this rule would have saved € 10,900 over 2012, at assumed prices of 60 and 20 cents. For the engineer: four-week mean live, last week in shadow, next candidate adds yesterday's weather. For the helper: hand out what the plan says, and if it is plainly wrong, say so by phone and go by what you see. If by June 2013 the supplier's model has cost a tenth less than ours in the shadow, over six months, I will ask for it."
# * The memo above.
#
# **2 points** (two)
#
# * "We keep the mean of four weeks and test the supplier's model for three months in parallel; it is released if it costs 5 % less. Over 2012 the rule would have saved € 91,400 against doing nothing, at assumed prices." (Decide, Finance. Neither engineer nor helper, and nothing that would change it.)
# * "Engineer: four weeks is live, last week in shadow. Helper: if the plan is wrong, call us. We would change to the big model if it saves € 15,000 more by the end of 2013." (Engineer and helper, Change. No rule for release, no euros for finance.)
#
# **0 points** (none)
#
# * "We should be agile and iterate with the business, so we recommend small steps."
# * "The supplier's model is state of the art and will delight our riders, so we should invest now."
#
# ### END SOLUTION

# %% [markdown] nbgrader={"locked": true, "grade_id": "framework-and-operating-model-result-prompt"}
# ## Your result
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right, what is not, and what to try next.

# %% nbgrader={"locked": true, "grade_id": "framework-and-operating-model-result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/2-framework-and-operating-model")
