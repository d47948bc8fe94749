# %% [markdown] nbgrader={"locked": true, "grade_id": "fundamentals-check-welcome"}
# # Workbook: what do you do in a case that you have not seen?
#
# Ten short cases reach back over the five lessons of this module, in mixed order. Answer them **without opening the lessons
# again**: what you have to dig for stays longer than what you read twice. Products and numbers are made up; what is computed from
# them is right.
#
# * **Ten tasks, 30 minutes.** Each says which name your answer must have. Put your
#   answer in place of `...` and run the cell (Shift and Enter), then the cell below it.
# * That cell, whose code is folded, looks at the form of your answer only. **The last
#   cell of this page says what is right**, why, and why the other options are not. Run it as often as you like.
# * Eight tasks ask for a letter in quotation marks, such as `"p"`; tasks 3 and 9 ask for a number. A pocket calculator is enough, or a
#   cell of Python:
#
# | you write | you get |
# | --- | --- |
# | `40 * (1 - 0.25)` | 40, less a quarter of it |
# | `len("one two three".split())` | 3, the number of words in a text |

# %% nbgrader={"locked": true, "grade_id": "fundamentals-check-load"} tags=["hide-input"]
# Run this first: it loads what the tasks need (Shift and Enter)
try:
    from aipm_helpers import checks
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-drafts-prompt"}
# ## Task 1. Drafts for the support desk (1 point)
#
# An assistant drafts replies; agents edit and send them. It was paid for so that **customers' problems are solved the first time**. For a
# month 40 of 80 agents, drawn by lot, had drafts:
#
# | | with drafts | without |
# | --- | --- | --- |
# | drafts sent unchanged | 82 % | |
# | tickets closed per agent and day | 26 | 24 |
# | closed tickets that come back within 14 days | 31 % | 18 % |
#
# What do you tell the head of support?
#
# * **p** Keep it: agents know a good answer when they see one, and they send 82 of 100 drafts unchanged.
# * **q** Keep it: an agent closes two tickets a day more, which is 8 % more for the same pay.
# * **r** Decide later: bring drafts sent unchanged above 90 % first; then more problems will be solved.
# * **s** Stop it for now: in an agent's day fewer problems are solved for good.
#
# The answer's name is `drafts`: one of the four letters, in quotation marks.
#
# **Done when** `drafts` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-drafts-hints"} skill="choose a measure"
# 1. Lesson 1: Name the outcome, not the output. Which of the three rows is what was paid for?
# 2. A ticket that comes back was closed, but not solved. Put the second row and the third together: what is solved for good, per agent and day, with drafts and without?
# 3. A sum of the form `closed * (1 - share)`, once for each column; then `drafts = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-drafts"}
drafts = (
    ### BEGIN SOLUTION
    "s"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-drafts-check"} tags=["hide-input"]
# The check of task 1: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-drafts", points=1, look="To read again: lesson 1, Name the outcome, not the output.")
checks.choice("drafts", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "drafts",
    "s",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "What agents send unchanged describes the output, and who is in a hurry sends a wrong draft as well. What became of the customers?",
        "q": "What is closed and comes back was not solved, and is work once more. How many of the 26 and of the 24 stay closed?",
        "r": "This polishes the output and hopes for the outcome. The outcome was measured: which row is it?",
    },
)
checks.note(
    lambda: "With drafts 26 × 0.69, about 18 a day, are solved for good; without, 24 × 0.82, about 20. p and r: sent unchanged is how agents "
    "take the output, and nothing here ties it to problems solved. q: two more are closed, and nearly four more of them come back. A "
    "metric that can rise while the aim gets worse needs the outcome beside it."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-parcels-prompt"}
# ## Task 2. Will the parcel be late? (1 point)
#
# When a customer orders, a supplier's model is to say whether her parcel will be late; 1 in 5 is. Its columns: distance, weekday, weight, the
# carrier's late share *last week*, and the number of scans on the way. It is right for 98 of 100 parcels left out at random, and for 98 of 100
# of the month that followed (40,000 parcels). Your rule, *carrier often late last week*, is right for 84. What do you do?
#
# * **p** Buy: it was right on a month that came after everything that it had learnt from.
# * **q** Have it tested again without the scans, on a later month, beside your rule.
# * **r** Have it tested again without last week's late share: what foretells lateness must not be made of lateness.
# * **s** Have it tested on another year first: one month is too short to trust 98 of 100.
#
# The answer's name is `parcels`: one of the four letters, in quotation marks.
#
# **Done when** `parcels` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-parcels-hints"} skill="judge data"
# 1. Lesson 5: A number too good. What did a later month tell about such a column there?
# 2. Go through the columns one by one. The model is asked when the customer orders: which of them is known at that moment?
# 3. One column has no value yet. What do you ask for, then? `parcels = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-parcels"}
parcels = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-parcels-check"} tags=["hide-input"]
# The check of task 2: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-parcels", points=1, look="To read again: lesson 5, A number too good.")
checks.choice("parcels", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "parcels",
    "q",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "A later month is a good test of much else, but a leak stands in its table as well. When is each column known?",
        "r": "Last week is over when she orders, so this share is known. It matters when a column is known, not what it is about.",
        "s": "40,000 parcels are plenty to tell 98 from 84. If the table has a flaw, so has another year of it.",
    },
)
checks.note(
    lambda: "On the day of the order a parcel has no scans; late ones gather more on the way, so the column holds the answer. p: the month that "
    "followed has its scans in the table too, and no split finds a leak. r: last week's share is known at the order, and your rule "
    "lives on it. s: more of the same table repeats the leak. What should make you ask is 98 against 84."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-clips-prompt"}
# ## Task 3. What the drivers said (1 point)
#
# A warehouse's app writes down what drivers say. Three clips of a test are in the cell below: `said` is what a careful person heard, `written`
# what the app wrote. The contract is to name **one word error rate for the three clips together**. Which is it?
#
# The answer's name is `word_error_rate`: a share, such as 0.5 for 50 in 100.
#
# **Done when** `word_error_rate` is a number.

# %% [markdown] nbgrader={"grade_id": "check-clips-hints"} skill="choose a measure"
# 1. Lesson 3: Sound in, words out. The clips are in the cell below the task.
# 2. Words can be wrong in three ways: swapped, lost, or added. Count all of them over the three clips first, then divide once. By which words: those that were said, or those that were written?
# 3. One sum over another: `word_error_rate = ((... + ... + ...) / (... + ... + ...))`, with an entry for each clip or for each kind of error.

# %% nbgrader={"locked": true, "grade_id": "check-clips-setup"}
# What was said, and what the app wrote
said = ["pallet nine is damaged do not load it", "all good", "two crates of fresh milk are missing at gate four"]
written = ["pallet line is damaged do load it", "oh all good now", "two crates of fresh silk are missing at gate four"]

# %% nbgrader={"solution": true, "grade_id": "check-clips"}
word_error_rate = (
    ### BEGIN SOLUTION
    (2 + 1 + 2) / (8 + 2 + 10)
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-clips-check"} tags=["hide-input"]
# The check of task 3: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-clips", points=1, look="To read again: lesson 3, Sound in, words out.")
checks.number("word_error_rate", low=0)
### BEGIN HIDDEN TESTS
checks.number(
    "word_error_rate",
    0.25,
    tolerance=0.004,
    mistakes={
        0.45: "This is the mean of three rates, in which a clip of two words weighs as much as one of ten. Count over all clips, then divide once.",
        0.15: "Three kinds of error count: words that were swapped, words that were lost, and words that nobody had said.",
        0.1: "This counts the words that were swapped. Words can also be lost, or added.",
        0.2: "One error is not counted. Lost words are errors too.",
        0.05: "Added words do not make up for others. Each word that was swapped, lost or added is an error.",
        5 / 21: "This divides by the words that the app wrote. The base is what was said.",
        0.75: "This is what is left when the errors are taken off. The contract wants the errors.",
        0.85: "This is the share of words that were written rightly. Added words are errors too, and the contract wants errors.",
        1: "No clip is without an error, true. The rate counts words.",
        5: "This counts the errors. Divide by the words that were said.",
        5 / 3: "This is errors per clip. The base is the words that were said.",
    },
)
checks.note(
    lambda: "Two words were swapped (nine, milk), one lost (not), two added (oh, now): 5 errors on 20 words said. Pooled, since the second clip "
    "alone has 2 on 2, and a rate may even pass 1: short clips swing most, and a mean of rates gives them the same vote. With three "
    "clips it is a rough number anyway. And it prices each word at one: `oh` costs nothing, the lost `not` may cost a load. Ask for "
    "those errors by themselves."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-search-prompt"}
# ## Task 4. Nearly good enough (1 point)
#
# A new search ran a month in the shadow of your shop. Before it began you wrote: *release it if at least 4 more of 100 searches have what was then
# bought among the first five; less does not pay for the move.* It came to 2.6 (95 % interval 1.9 to 3.3). Then somebody looked at eight groups of customers one by one: for trade
# customers it is 5.1 (0.4 to 9.8). Another month in the shadow costs next to nothing. What do you do?
#
# * **p** Keep the old search; try the new one for trade customers, by a rule written before that month begins.
# * **q** Release it for trade customers, where it gains more than the rule asks for, and keep the old search for the others.
# * **r** Release it for everybody: that it is better is beyond doubt, and the 4 was no more than a guess.
# * **s** Drop it: by a rule fixed beforehand it failed, and who tries again breaks the rule.
#
# The answer's name is `search`: one of the four letters, in quotation marks.
#
# **Done when** `search` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-search-hints"} skill="plan and stop"
# 1. Lesson 2: Two teams, one question, and Four candidates. What became of what was dropped?
# 2. Who wrote 4, when, and why? And what would the best of eight groups look like if all eight were alike? Then ask what another month would cost, and what it could tell.
# 3. The answer keeps the rule and what was learnt: `search = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-search"}
search = (
    ### BEGIN SOLUTION
    "p"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-search-check"} tags=["hide-input"]
# The check of task 4: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-search", points=1, look="To read again: lesson 2, Two teams, one question, and Four candidates.")
checks.choice("search", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "search",
    "p",
    options=["p", "q", "r", "s"],
    mistakes={
        "q": "The best of eight groups can look good by chance alone, and its interval reaches down to 0.4. The month was not made to ask this.",
        "r": "That it is better is one question, that it pays another. You wrote which one counts before you knew the result.",
        "s": "The rule says what it takes to be released. It does not say that nothing may ever be asked again.",
    },
)
checks.note(
    lambda: "2.6, and even 3.3, is under the bar that pays for the move. That it pays for trade customers is an idea which this month gave you "
    "and cannot test: it is the best of eight. Another month, with its rule written first, can, for next to nothing. q: takes the best "
    "of eight for a result. r: moves the bar once the result is known. s: a trial can be wrong both ways, so what was dropped may be "
    "tried again."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-listings-prompt"}
# ## Task 5. From which score on? (1 point)
#
# A marketplace holds listings that a model takes for counterfeit, until somebody has looked. A counterfeit that goes through costs € 40, an
# honest listing that is held € 5; what is judged rightly costs nothing. The model was tried on 20,000 later listings:
#
# | score | 0 to 0.1 | 0.1 to 0.2 | 0.2 to 0.3 | 0.3 to 0.5 | 0.5 to 1 |
# | --- | --- | --- | --- | --- | --- |
# | listings | 15,000 | 2,600 | 1,200 | 800 | 400 |
# | counterfeit, of 100 | 1 | 4 | 8 | 16 | 45 |
#
# From which score on do you hold a listing?
#
# * **p** From 0.11: there 40 times the score equals 5 times one minus the score.
# * **q** From 0: each counterfeit costs eight times what it costs to hold an honest listing.
# * **r** From 0.3: below it, too few are counterfeit to pay for honest ones held.
# * **s** From 0.5: below it, a listing is more likely honest than counterfeit.
#
# The answer's name is `listings`: one of the four letters, in quotation marks.
#
# **Done when** `listings` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-listings-hints"} skill="price errors"
# 1. Lesson 4: Answers that are yes or no, the two prices and the picture of scores against what came true.
# 2. First: at which *chance* of being counterfeit do holding and letting through cost the same? Then look in the last row for where that chance is reached. Is it where the score has the same number?
# 3. Solve `40 * chance = 5 * (1 - chance)`, hold it against the last row, and write `listings = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-listings"}
listings = (
    ### BEGIN SOLUTION
    "r"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-listings-check"} tags=["hide-input"]
# The check of task 5: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-listings", points=1, look="To read again: lesson 4, Answers that are yes or no.")
checks.choice("listings", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "listings",
    "r",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "That would be right if a score of 0.11 meant 11 counterfeits in 100 listings. What does the last row say?",
        "q": "Honest listings held have a price as well, and there are far more of them. Price both errors for the first column.",
        "s": "Half would hold if both errors cost the same. Here one costs eight times the other.",
    },
)
checks.note(
    lambda: "40 p = 5 (1 - p) at p = 1/9, 11 in 100. But these scores are no chances: from 0.2 to 0.3 only 8 in 100 are counterfeit, from 0.3 "
    "on 16 and more. Holding from 0.3 costs € 18,460 in the trial, from 0.2 € 20,140, from 0.5 € 20,220. p: takes scores for chances; "
    "from 0.1 it would be € 28,460, more than holding nothing (€ 26,320). q: € 96,710; the first column alone has 14,850 honest "
    "listings. s: prices both errors alike."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-claims-prompt"}
# ## Task 6. Small claims, paid at once (1 point)
#
# An insurer pays small claims at once. A fraud that is paid costs € 400 on average, an honest claim that is held up € 30 (both estimated). Per
# 10,000 claims, 300 of them fraud:
#
# | policy | frauds caught | honest claims held up | to run it |
# | --- | --- | --- | --- |
# | pay everything | 0 | 0 | € 0 |
# | rule: second claim in a year | 150 | 291 | € 0 |
# | model | 180 | 485 | € 10,000 |
#
# What do you recommend?
#
# * **p** Pay everything: that is right for 97 of 100 claims, more often than the rule or the model.
# * **q** The model: it catches most frauds, and its errors cost least of the three.
# * **r** The rule: against paying everything it saves most, all costs counted.
# * **s** Pay everything: even of the claims that the rule holds up, two of three are honest.
#
# The answer's name is `claims`: one of the four letters, in quotation marks.
#
# **Done when** `claims` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-claims-hints"} skill="compare with a baseline"
# 1. Lesson 1: Worked example, steps 2 to 4.
# 2. For each row: how many frauds are paid, and how many honest claims are held up? Price both, add what it costs to run, and compare, paying everything too.
# 3. Three sums of the form `400 * (300 - caught) + 30 * held_up + run`; then `claims = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-claims"}
claims = (
    ### BEGIN SOLUTION
    "r"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-claims-check"} tags=["hide-input"]
# The check of task 6: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-claims", points=1, look="To read again: lesson 1, Worked example.")
checks.choice("claims", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "claims",
    "r",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "Being right counts a fraud that is paid and a claim that is held up as one and one. What do they cost?",
        "q": "Its errors do cost least. Are they all that it costs?",
        "s": "That most alarms are false says nothing about what they cost, or what the others save. Price both.",
    },
)
checks.note(
    lambda: "Per 10,000 claims: paying everything 300 × 400 = € 120,000; the rule 150 × 400 + 291 × 30 = € 68,730; the model 120 × 400 + 485 × "
    "30 = € 62,550, and € 72,550 with what it takes to run. p: 97 of 100 is what doing nothing always gets where fraud is rare. q: "
    "forgets € 10,000. s: 291 honest claims cost € 8,730, the 150 frauds beside them would have cost € 60,000. Below € 6,180 to run, "
    "the model wins."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-zero-prompt"}
# ## Task 7. Not one in 150 (1 point)
#
# An assistant answers customers from your help pages and cites the page. Of last month's 60,000 answers 150 were drawn by lot, and two people held
# each statement against the cited page. **Not one answer said anything that its page does not say.** Which sentence may you sign?
#
# * **p** Fewer than 2 in 100 answers go beyond their page (95 % confidence); whether they are right, nobody checked.
# * **q** At least 98 in 100 answers are right (95 % confidence), since each of them stands on a page that we wrote ourselves.
# * **r** It makes nothing up: if it did so now and then, 150 answers drawn by lot would have shown it.
# * **s** Nothing yet: 150 are a quarter of a percent of the month's answers, and that is far too few.
#
# The answer's name is `zero`: one of the four letters, in quotation marks.
#
# **Done when** `zero` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-zero-hints"} skill="doubt a number"
# 1. Lesson 3: Miles in, accidents out, and Text in, text out.
# 2. Two questions. What exactly was compared with what? And which rate can still hide behind zero cases in 150 (95 % confidence)?
# 3. None in n cases proves a rate below `3 / n`. Find the sentence that says so, and no more: `zero = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-zero"}
zero = (
    ### BEGIN SOLUTION
    "p"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-zero-check"} tags=["hide-input"]
# The check of task 7: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-zero", points=1, look="To read again: lesson 3, Text in, text out, and Miles in, accidents out.")
checks.choice("zero", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "zero",
    "p",
    options=["p", "q", "r", "s"],
    mistakes={
        "q": "A page can be out of date, or about another customer's plan. What stands on it may still be wrong as an answer: what was compared?",
        "r": "Zero in a sample is not zero in the month. If 1 answer in 100 went beyond its page, 150 would show none about one time in five.",
        "s": "Drawn by lot, 150 tell as much about 60,000 as about 6,000. What counts is how many were read, not what share.",
    },
)
checks.note(
    lambda: "None in n proves, with 95 % confidence, a rate below about 3 / n: 3 / 150 is 2 in 100, which may still be 1,200 of 60,000 answers "
    "a month. And answers were held against pages, not against the truth: standing on a source is not being right. q: takes the one for "
    "the other. r: takes none seen for none there. s: takes the share of answers read for what makes a sample good."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-preferences-prompt"}
# ## Task 8. Liked by 70 of 100 (1 point)
#
# For your tariff assistant a supplier showed customers two answers at a time, and they said which one they liked better. The assistant was tuned to give
# what is liked. Now 70 of 100 new customers prefer its answers to those of the old one. Nobody told them, then or now, which answer had the tariff right. What do you
# know about the new one?
#
# * **p** It is right more often: people know their own bill, and would not prefer a wrong answer to a right one.
# * **q** It is liked better; how often it is right is still to be counted, with the tariffs at hand.
# * **r** Nothing new: liking is a matter of taste, so the 70 of 100 say nothing about an assistant.
# * **s** It has learnt your tariffs: over enough choices, answers with wrong tariffs lose and die out.
#
# The answer's name is `preferred`: one of the four letters, in quotation marks.
#
# **Done when** `preferred` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-preferences-hints"} skill="frame the problem"
# 1. Lesson 4: What language models learn from.
# 2. What did the assistant get a reward for? And could those who gave it see whether the tariff was right?
# 3. Take the sentence that claims what was measured: `preferred = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-preferences"}
preferred = (
    ### BEGIN SOLUTION
    "q"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-preferences-check"} tags=["hide-input"]
# The check of task 8: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-preferences", points=1, look="To read again: lesson 4, What language models learn from.")
checks.choice("preferred", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "preferred",
    "q",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "They saw two answers, not the tariff. A wrong answer that sounds sure may be preferred to a right one that hesitates.",
        "r": "That customers like it better is a finding, and matters to them. It answers one question: which other one is left open?",
        "s": "It learns what wins. Where those who choose cannot see the tariff, a wrong one can win as well.",
    },
)
checks.note(
    lambda: "It learnt from preferences: it is rewarded for being chosen. Choices tell about what people could see, such as tone and length; "
    "the tariff they could not. So draw questions by lot, and have somebody hold the answers against the tariffs, for the old assistant "
    "too. p and s: take being liked for being right, which needs somebody who knows. r: that they like it better is a finding, only not "
    "about tariffs; an answer that nobody likes helps nobody either."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-sorting-prompt"}
# ## Task 9. Finish it? (1 point)
#
# A rule that sorts incoming mail went live this morning, and saves € 6,000 a month. A model could take its place eight months from now, and would then save
# € 10,000 a month. € 30,000 have been spent on it; to finish it takes € 40,000 more. In **twelve months** the contract for this mail ends, and nothing of the
# model is of use elsewhere. What is finishing it worth over these twelve months, **against not finishing it**?
#
# The answer's name is `beyond_the_rule`: euros, negative if it loses.
#
# **Done when** `beyond_the_rule` is a number.

# %% [markdown] nbgrader={"grade_id": "check-sorting-hints"} skill="plan and stop"
# 1. Lesson 2: Other forecasts, other dates (what waiting costs), and What would change our mind.
# 2. What happens if you do not finish? What differs from that if you do: in which months, by how much a month, and what is still to be paid? What is the same either way drops out.
# 3. Months in use, times what is gained a month over what runs anyway, minus what finishing takes: `beyond_the_rule = (... * (... - ...) - ...)`.

# %% nbgrader={"solution": true, "grade_id": "check-sorting"}
beyond_the_rule = (
    ### BEGIN SOLUTION
    4 * (10_000 - 6_000) - 40_000
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-sorting-check"} tags=["hide-input"]
# The check of task 9: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-sorting", points=1, look="To read again: lesson 2, Other forecasts, other dates, and What would change our mind.")
checks.number("beyond_the_rule")
### BEGIN HIDDEN TESTS
checks.number(
    "beyond_the_rule",
    -24_000,
    tolerance=0.5,
    mistakes={
        -24: "Write euros, not thousands of euros.",
        0: "This holds the model against nothing. The rule goes on saving if you do not finish.",
        -54_000: "The 30,000 are spent whether you finish or not. Only what differs from now on counts.",
        -30_000: "The rule goes on saving if you do not finish; and what has been spent is spent either way.",
        8_000: "The model is not there for twelve months: it takes eight to finish.",
        80_000: "The model is not there for twelve months, and the rule goes on saving if you do not finish.",
        16_000: "This is what the model brings beyond the rule. What does finishing it take?",
        40_000: "This is what the model saves. Hold it against what runs anyway, and take off what finishing takes.",
        -8_000: "This counts the eight months in which it is being finished. It saves in those after.",
        -72_000: "In the first eight months the rule saves in both cases: take away only what differs.",
        10_000: "The 30,000 are spent whether you finish or not, and the rule goes on saving if you do not.",
        -14_000: "The 30,000 are spent either way: they are no part of what finishing takes. The 40,000 are.",
        4_000: "This is for one month. How many months is it in use, and what does finishing take?",
    },
)
checks.note(
    lambda: "Four months in use, € 4,000 a month beyond the rule: 16,000 for the 40,000 still to be paid. So stop, and keep the rule. The "
    "30,000 are gone either way, so they speak neither for nor against it. Against nothing the model would break even, which is why the "
    "rule has to stand in the table. It would need ten months in use: with a contract of eighteen months it breaks even, and with a "
    "longer one it pays."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "check-thumbs-prompt"}
# ## Task 10. 85 of 100 thumbs up (1 point)
#
# Below each answer your assistant shows a thumb up and a thumb down. Last month had 20,000 chats. In 4,000 a thumb was given, 3,400 times
# up; in 10,000 none was; 6,000 customers left before an answer came, and never saw the thumbs. The board asks in what share of all chats the problem was
# solved. What do you do?
#
# * **p** Report 85 in 100: with 4,000 thumbs, chance moves it by little more than one point either way.
# * **q** Report 17 in 100: 3,400 of all 20,000; who gives no thumb up was not helped.
# * **r** Make the thumbs larger, and report a month later, when twice as many customers have given one.
# * **s** Draw chats from all 20,000 by lot, find out what became of those, and report that.
#
# The answer's name is `thumbs`: one of the four letters, in quotation marks.
#
# **Done when** `thumbs` is `"p"`, `"q"`, `"r"` or `"s"`.

# %% [markdown] nbgrader={"grade_id": "check-thumbs-hints"} skill="judge data"
# 1. Lesson 5: The hours that are not there.
# 2. Whose chats are behind the 85? Ask of the two other groups why they have no thumb, and whether that has to do with what the board wants to know.
# 3. Which way lets every chat of the month have the same chance to be counted? `thumbs = ("...")`, with a letter.

# %% nbgrader={"solution": true, "grade_id": "check-thumbs"}
thumbs = (
    ### BEGIN SOLUTION
    "s"
    ### END SOLUTION
)

# %% nbgrader={"grade": true, "locked": true, "points": 1, "grade_id": "check-thumbs-check"} tags=["hide-input"]
# The check of task 10: run this cell (Shift and Enter)
from aipm_helpers import checks

checks.task("check-thumbs", points=1, look="To read again: lesson 5, The hours that are not there.")
checks.choice("thumbs", options=["p", "q", "r", "s"])
### BEGIN HIDDEN TESTS
checks.choice(
    "thumbs",
    "s",
    options=["p", "q", "r", "s"],
    mistakes={
        "p": "Chance is small, true. But who gives a thumb is not drawn by lot: what about those who never saw one?",
        "q": "No thumb is no answer: some were content, some were not. To fill the gap with a no is a guess as well.",
        "r": "Twice as many of the same kind of customer. Do larger thumbs reach those who leave before the answer?",
    },
)
checks.note(
    lambda: "Thumbs are missing for a reason: 6,000 left before they could give one, most likely not because all was well. Chats drawn by lot "
    "from all 20,000 bring those in; some hundred, read or followed up, give a share with an honest interval. p: an interval tells "
    "about chance, not about who is absent. q: silence is no answer; even if each thumb tells the truth, anything from 17 to 97 in 100 "
    "is possible. r: more thumbs, from the same part of the customers."
)
### END HIDDEN TESTS
checks.score()

# %% [markdown] nbgrader={"locked": true, "grade_id": "fundamentals-check-result-prompt"}
# ## Your result, and where you stand
#
# Save (Ctrl and S, or Cmd and S), then run the cell below. It grades the saved file and says, for each
# task, what is right and why, what is not, and what to read again. Below that it shows how many tasks of the course you
# have done, by lesson and by skill. That is counted on your computer, and nothing is sent anywhere.

# %% nbgrader={"locked": true, "grade_id": "fundamentals-check-result"} tags=["hide-input"]
# Run this to see your result (Shift and Enter)
from aipm_helpers import learn

learn.check_this_notebook("1-fundamentals/9-module-check")
learn.show_progress()
