# %% [markdown]
# # Would you ship a model that is less accurate than doing nothing?
#
# Your team can warn people before they open a phishing page. At the review somebody
# puts two numbers on the wall: how often the warning is right, and how often we would
# be right if we never warned at all. The second number is higher. Do you ship?
#
# Behind that question is the one that this course begins with: **what does an AI
# product manager decide that nobody else decides?**
#
# After this lesson you can
#
# 1. price the errors of a policy, per 10,000 cases,
# 2. keep two rates apart that half of all reviews confuse,
# 3. recommend to ship or not, with the number it rests on and what would change it.
#
# **Minutes:** 25. **You need:** to have read a spreadsheet; you never have to write code here.
# **Left out:** how the model learns (lesson 4), and whether its data deserve trust (lesson 5).
#
# **How to read:** go from cell to cell with Shift and Enter. What answers a prediction stays
# folded until you do.

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
try:
    import ipywidgets
    import pandas as pd
    from IPython.display import Markdown

    from aipm_helpers import datasets, fundamentals, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown]
# ## The story
#
# ### Real pages, and an honest score
#
# Neda Abdelhamid collected web pages that people had reported as phishing, and ordinary
# ones ([UCI 379](https://doi.org/10.24432/C5B301), CC BY). Nine signals describe each
# page: does its form send what you type nowhere, does it open windows, and so on.

# %%
pages = datasets.load_phishing_pages()
phishing = pages["is_phishing"]
scores = fundamentals.score_pages(pages)

# %% tags=["hide-input"]
# What computes the sentences below
Markdown(
    f"**{len(pages):,} pages, {phishing.sum():,} of them phishing** ({phishing.mean():.0%}). A model "
    "gives each page a score from 0 to 1. It never saw the page that it scores: ten times it learnt "
    "from nine tenths of the pages and scored the rest. We call this one *the model* from here on."
)

# %% [markdown]
# In a collection phishing is common; in traffic it is rare. So we measure on the
# collection how often a policy errs on each kind of page, and count what that means for
# traffic. A **policy** is a rule that says which pages get a warning. Three inputs are
# ours to choose, and everything below follows from them. They are assumptions:

# %%
traffic = dict(
    share=0.02,  # phishing pages among all pages that people open
    miss=200,  # euros: what it costs, on average, when somebody is phished unwarned
    false_alarm=2,  # euros: what it costs to scare somebody away from a good page
)

# %% [markdown]
# Five policies. Two need no thought, one needs no machine learning, and two use the
# model: the **threshold** is the score from which on we warn.
#
# ### Predict
#
# 1. How accurate is it never to warn anybody, if 2 in 100 pages are phishing?
# 2. Which of the five costs least, and which costs most?
#
# Answer before you read on, aloud or on paper.

# %%
policies = {
    "never warn": scores > 1,
    "always warn": scores >= 0,
    "rule: form goes nowhere": pages["empty_server_form_handler"] == 2,
    "model, threshold 0.5": scores >= 0.5,
    "model, threshold 0.4": scores >= 0.4,
}
priced = fundamentals.price_policies(policies, phishing, **traffic)
resampled = fundamentals.resample_costs(policies, phishing, **traffic)  # how far chance may move the costs

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
points = pd.DataFrame({"x": priced["accuracy"] * 100, "y": priced["cost"] / 1000})
points["low"], points["high"] = (resampled.quantile(q) / 1000 for q in (0.025, 0.975))
points["side"], points["lift"] = [-1, 1, -1, 1, -1], [0, 0, 9, 0, -9]
fig, ax = plots.figure(
    "The most accurate policy costs the most", "accuracy (% of pages judged rightly)", "cost (1,000 € per 10,000 pages)"
)
plots.labelled_points(ax, points)
ax.set(xlim=(-2, 112), ylim=(0, 45))
plots.show(
    fig,
    "Accuracy against cost of five policies. Never warning is the most accurate and by far the dearest; "
    "always warning is the least accurate and costs half as much; the rule and the model lie near the bottom.",
)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
formats = {"accuracy": "{:.0%}", "missed": "{:,.0f}", "false_alarms": "{:,.0f}", "cost": "€ {:,.0f}"}
plots.show_table(priced, formats, "Five policies, per 10,000 pages opened")

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
never, always, rule, half, chosen = (priced.loc[name] for name in policies)
Markdown(
    f"Never warning is right about {never.accuracy:.0%} of all pages and costs € {never.cost:,.0f} per 10,000. "
    f"Warning about *every* page is right {always.accuracy:.0%} of the time and costs half as much. The model at "
    f"threshold 0.4 is {chosen.accuracy:.0%} accurate and costs € {chosen.cost:,.0f}.\n\n"
    "Accuracy counts every error as one. A missed phishing page and a needless warning are not one and one; "
    f"here they are {traffic['miss']} and {traffic['false_alarm']}. Somebody has to say so. "
    "The data cannot, and neither can the model."
)

# %% [markdown]
# That somebody is you. Engineers know what can be built, data scientists how often it
# errs, designers how people meet it. **What an error costs, whom, and so what "good"
# means** is the decision that is left on the table if the product manager does not
# take it. Then the default takes it: every error costs one, and the threshold is 0.5.
#
# ### Predict
#
# The model at threshold 0.4 warns about some good pages. Out of 100 pages *that it warns
# about*, how many are good pages? And out of 100 *good pages*, how many get a warning?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
bars = pd.DataFrame(
    {"phishing": [None, chosen.caught], "good page": [None, chosen.false_alarms], "warned": [chosen.false_alarms, None]},
    index=["all good pages", "all warnings"],
)
bars["left alone"] = [chosen.left_alone, None]
fig, ax = plots.figure("The same false alarms, over two bases", "share of the bar (%)", "", height=3)
plots.stacked_bars(ax, bars[["warned", "left alone", "good page", "phishing"]].astype(float))
plots.show(
    fig,
    "Two bars hold the same false alarms. They are a small part of all good pages, "
    "but nearly all of the warnings are about good pages.",
)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
Markdown(
    f"Of all good pages **{chosen.false_positive_rate:.0%}** get a warning: the *false-positive rate*, "
    f"{chosen.false_alarms:,.0f} of {chosen.false_alarms + chosen.left_alone:,.0f}.\n\n"
    f"Of all warnings **{1 - chosen.precision:.0%}** are about good pages: one minus *precision*, "
    f"{chosen.false_alarms:,.0f} of {chosen.false_alarms + chosen.caught:,.0f}.\n\n"
    "Same errors, other base. Whoever says \"the false-positive rate is one minus precision\" is wrong here "
    f"by a factor of {(1 - chosen.precision) / chosen.false_positive_rate:.0f}. The first number tells a shop owner how "
    "often visitors are scared away. The second tells you how soon people learn to click the warning away."
)

# %% [markdown]
# ### The threshold is a product decision
#
# A lower threshold catches more phishing and bothers more people. Neither is free.
#
# **Predict:** a miss costs a hundred times a false alarm. Is the cheapest threshold far
# below 0.5, near it, or above?

# %%
steps = [step / 100 for step in range(10, 100, 2)]
curve = fundamentals.price_thresholds(scores, phishing, **traffic, thresholds=steps)
draws = fundamentals.resample_costs({step: scores >= step for step in steps}, phishing, **traffic)
low, high = draws.quantile(0.025) / 1000, draws.quantile(0.975) / 1000

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
fig, ax = plots.figure("Between 0.3 and 0.5 the model is cheapest", "threshold", "cost (1,000 € per 10,000 pages)")
ax.fill_between(steps, low, high, color=plots.SKY, alpha=0.4, linewidth=0)
ax.plot(steps, curve["cost"] / 1000, color=plots.BLUE, linewidth=2.2)
ax.axhline(rule.cost / 1000, color=plots.GREEN, linestyle="--")
ax.text(0.99, rule.cost / 1000 + 0.4, "the rule, without a model", color=plots.GREEN, ha="right")
ax.axvline(0.5, color=plots.GREY, linestyle=":")
ax.text(0.51, 17, "the default", color=plots.GREY)
ax.set_ylim(0, 20)
plots.show(
    fig,
    "Cost against threshold with a 95 % band: it falls to a flat bottom between 0.3 and 0.5 and climbs steeply above "
    "0.6. The rule without a model lies a little above the bottom.",
)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
gain, default = ((resampled[other] - resampled["model, threshold 0.4"]).quantile([0.025, 0.975]) for other in list(policies)[2:4])
Markdown(
    f"The bottom is flat: any threshold from 0.3 to 0.5 costs at most € {curve.loc[0.3:0.5, 'cost'].max():,.0f}. We take 0.4. "
    f"Against the default of 0.5 that saves € {half.cost - chosen.cost:,.0f} per 10,000 pages (95 % interval "
    f"{default.iloc[0]:,.0f} to {default.iloc[1]:,.0f}), against the rule € {rule.cost - chosen.cost:,.0f} "
    f"({gain.iloc[0]:,.0f} to {gain.iloc[1]:,.0f}).\n\n"
    f"Look at what the rule does: one signal, no model, and {(never.cost - rule.cost) / (never.cost - chosen.cost):.0%} of "
    "the money that the model saves. **Always ask for the rule first.** (The workbook has a better one.)"
)

# %% [markdown]
# Why near 0.5, if a miss costs a hundred times more? Because good pages are so many
# more: 49 for each phishing page. Price and share pull in opposite directions, so
# intuition about either alone misleads. Move both (run the cell first if you see no
# sliders):

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(share=(0.001, 0.1, 0.001), false_alarm=(1, 20, 1))
def cheapest(share=0.02, false_alarm=2):
    """Redraw the cost curve for another share of phishing and price of a false alarm."""
    costs = fundamentals.price_thresholds(scores, phishing, share, traffic["miss"], false_alarm)["cost"]
    fig, ax = plots.figure(f"Cheapest at threshold {costs.idxmin():.2f}", "threshold", "cost (€ per 10,000 pages)")
    ax.plot(costs.index, costs, color=plots.BLUE)
    ax.plot(costs.idxmin(), costs.min(), "o", color=plots.RED)
    plots.show(fig, f"Cost against threshold; it is lowest at {costs.idxmin():.2f}.")

# %% [markdown]
# ### The world moves, and the code does not
#
# **Predict:** a year on, attackers have gone elsewhere, and phishing is one page in a
# thousand. Nobody touched the model or the threshold. Is the warning still better than
# none?

# %%
shares = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
rows = []
for share in shares:
    moved = traffic | {"share": share}
    fixed = fundamentals.price_policies(policies, phishing, **moved)["cost"]
    best = fundamentals.price_thresholds(scores, phishing, **moved)["cost"]
    rows.append([fixed["model, threshold 0.4"], best.min(), fixed["never warn"], best.idxmin()])
moved = pd.DataFrame(rows, index=shares, columns=["keep 0.4", "best threshold", "never warn", "threshold"])

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
fig, ax = plots.figure(
    "Where phishing is rare, the old threshold is worse than none", "phishing (% of pages opened)", "cost (€ per 10,000 pages)"
)
plots.labelled_lines(ax, moved.drop(columns="threshold").set_axis(moved.index * 100), {"keep 0.4": 6, "best threshold": -6})
ax.set(xscale="log", yscale="log", xlim=(0.09, 40), xticks=[0.1, 1, 10], xticklabels=["0.1", "1", "10"])
ax.set_yticks([1e3, 1e4, 1e5], ["1,000", "10,000", "100,000"])
plots.show(
    fig,
    "Cost against the share of phishing, both on log scales. At one page in a thousand the kept threshold costs "
    "more than never warning; with a threshold chosen anew the model stays below both.",
)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
rare = moved.loc[0.001]
Markdown(
    f"At one phishing page in a thousand the kept threshold costs € {rare['keep 0.4']:,.0f} per 10,000 pages, and never "
    f"warning € {rare['never warn']:,.0f}. The shipped feature has become worse than nothing while its code, its hit rate and its "
    f"false-positive rate stayed the same. A threshold near {rare['threshold']:.2f} would cost about € {rare['best threshold']:,.0f} "
    "(roughly: few of our good pages score that high). Nothing had to be retrained: one number had to be watched, and one decision taken again."
)

# %% [markdown]
# ### What this says about the job
#
# *"Traditional product managers ship features down a line; AI product managers run
# loops."* Half of that is folklore: building in iterations is older than agile
# ([Larman and Basili 2003](https://doi.org/10.1109/MC.2003.1204375)). What is different
# is what you just saw: **the behaviour is learnt, it errs at a rate, and its worth can
# change while the code does not.** Three habits follow, from idea to monitoring.
#
# **Name the outcome, not the output.** The words come from programme evaluation, where
# they are links of a chain (the logic model, W. K. Kellogg Foundation 2004):
#
# | | what it is | here |
# | --- | --- | --- |
# | output | what we made | a warning, shipped to everybody |
# | outcome | what people then do differently | fewer passwords typed into phishing pages, per 10,000 pages opened |
# | impact | what that is worth, and to whom | euros not lost by customers, minus visitors that good shops lose |
#
# Accuracy is none of the three. It describes the output.
#
# **Plan experiments, not only features.** A feature has a date. An experiment has a
# question, a number that would answer it, and a result that would stop you:
#
# | on a feature roadmap | on a roadmap of experiments |
# | --- | --- |
# | Q1: phishing warning | Does the one-signal rule cut passwords typed into phishing pages? If not, stop |
# | Q2: machine learning | Does a model save more than it costs to run, beyond the rule? If not, keep the rule |
# | Q3: all markets | Does the warning stay fast at ten times the traffic, and the share of phishing within our range? |
# | Q4: done | Each month: share, rates, cost. Who chooses the threshold again, and when do we retrain? |
#
# **Say who pays.** A miss is paid by a person who trusted us; a false alarm by a small
# shop whose page looks odd. The price list is where you put them both on the table.

# %% [markdown]
# ## Worked example
#
# Six steps, with the rule as the policy. The workbook and its rubric use the same words.

# %% tags=["hide-input"]
# What computes the sentences below
saved = never.cost - rule.cost
twice = fundamentals.price_policies(policies, phishing, **traffic | {"false_alarm": 4})["cost"]
Markdown(
    "1. **Name** the errors and who pays: a miss (a customer), a false alarm (a visitor and a shop).\n"
    f"2. **Count** them per 10,000 pages: {rule.missed:.0f} misses, {rule.false_alarms:,.0f} false alarms.\n"
    f"3. **Price** them: {rule.missed:.1f} × € {traffic['miss']} + {rule.false_alarms:,.0f} × € {traffic['false_alarm']} "
    f"= € {rule.cost:,.0f}.\n"
    f"4. **Compare** with doing nothing (€ {never.cost:,.0f}, so it saves € {saved:,.0f}) and with the model at 0.4 "
    f"(€ {chosen.cost:,.0f}).\n"
    f"5. **Vary** what was assumed: with false alarms at twice the price the rule costs € {twice.iloc[2]:,.0f}, "
    f"the model at 0.4 € {twice.iloc[4]:,.0f}; both are still far below € {twice.iloc[0]:,.0f}.\n"
    "6. **Decide**, and say what would change your mind."
)

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
odds = chosen.false_positive_rate * traffic["false_alarm"] / (chosen.hit_rate * traffic["miss"])
break_even = odds / (1 + odds)
Markdown(
    f"> **Ship the warning, with the model at threshold 0.4.** Per 10,000 pages it saves about "
    f"€ {never.cost - chosen.cost:,.0f} against doing nothing and € {rule.cost - chosen.cost:,.0f} against the rule "
    f"(95 % interval {gain.iloc[0]:,.0f} to {gain.iloc[1]:,.0f}), if phishing is {traffic['share']:.0%} of pages and errors "
    f"cost € {traffic['miss']} and € {traffic['false_alarm']}.\n>\n"
    f"> **Ship the rule instead if running the model costs more than that difference. Choose again if the share leaves 1 to 5 %;** "
    f"below {break_even:.2%} the same setting is worse than no warning at all.\n\n"
    "How sure are we? The intervals know only that we saw few pages. They do not know that we chose 0.4 on the pages that "
    "we measure it on, that these were collected and not opened by our customers, or that the prices are guesses. A pilot "
    "that counts and prices for real is the next experiment."
)

# %% [markdown]
# ## Recap
#
# * Accuracy prices every error at one. Nobody's errors cost one: put prices on them.
# * The false-positive rate is over good cases; one minus precision is over warnings.
# * A threshold is a product decision; it depends on prices and on the share together.
# * Doing nothing and the rule without a model stand in every table. They win more often than one thinks.
# * A shipped model can turn into a loss while nothing in it changes: watch what your decision rests on.
#
# ## Check yourself
#
# **1. A model for a rare disease is 99 % accurate** (take it as given). **What do you know about its worth?**
#
# <details><summary>A. It is very good.</summary>Not known. If fewer than one person in a hundred is ill, calling everybody healthy is as accurate.</details>
# <details><summary>B. It is better than chance.</summary>Not even that: compare it with the policy that never says "ill".</details>
# <details><summary>C. Nothing yet.</summary>Right. You need the share, both error rates, and what each error costs.</details>
#
# **2. Precision is low. Which sentence is right?**
#
# <details><summary>A. Most good pages get a warning.</summary>That would be the false-positive rate, over another base.</details>
# <details><summary>B. Most warnings are about good pages.</summary>Right. It can be so even where few good pages get one, if phishing is rare.</details>
# <details><summary>C. The model misses most phishing.</summary>That would be a low hit rate (recall). Precision says nothing about what was missed.</details>
#
# **3. False alarms become ten times as dear. What happens to the cheapest threshold?**
#
# <details><summary>A. It rises.</summary>Right: you warn only when surer. Try it with the slider.</details>
# <details><summary>B. It falls.</summary>That is what dearer misses do.</details>
# <details><summary>C. It stays; the model has not changed.</summary>The model has not, but the best use of it has.</details>
#
# **4. "Our warning reached all users in March." This is**
#
# <details><summary>A. an output.</summary>Right: it says what was made and handed out.</details>
# <details><summary>B. an outcome.</summary>An outcome would say what people did differently because of it.</details>
# <details><summary>C. an impact.</summary>An impact would say what that was worth, and to whom.</details>
#
# **Now do the workbook:** [The AI product manager, workbook](../../exercises/1-fundamentals/1-the-ai-product-manager.ipynb).
#
# ## Go further
#
# * C. Elkan, *The Foundations of Cost-Sensitive Learning*, IJCAI 2001: prices of errors, and the thresholds that follow.
# * S. Axelsson, [*The Base-Rate Fallacy and the Difficulty of Intrusion Detection*](https://doi.org/10.1145/357830.357849), 2000: why alarms about rare things are mostly false.
# * D. Sculley and others, *Hidden Technical Debt in Machine Learning Systems*, NeurIPS 2015: what a model costs after it has shipped.
