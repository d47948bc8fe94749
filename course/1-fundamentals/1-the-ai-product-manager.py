# %% [markdown]
# # Would you ship a model that is less accurate than doing nothing?
#
# Your team can warn people before they open a phishing page. At the review two
# numbers are on the wall: how often the warning is right, and how often we would be right
# without any. The second is higher. Do you ship? And **what does an AI product manager
# decide that nobody else decides?**
#
# After this lesson you can
#
# 1. price the errors of a policy, per 10,000 cases,
# 2. tell apart two rates that are easily confused,
# 3. recommend to ship or not, with the number it rests on and what would change it.
#
# **Minutes:** 25. **You need:** nothing here; the workbook asks for a few lines of Python.
# **Left out:** how the model learns (lesson 4), and whether data deserve trust (lesson 5).
#
# **How to read:** go from cell to cell with Shift and Enter. Answers to predictions stay
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
# N. Abdelhamid and colleagues collected pages that people had reported as phishing, and
# ordinary ones ([UCI 379](https://doi.org/10.24432/C5B301), CC BY). Nine signals describe
# each: does its form send what you type nowhere, does it open windows, and so on (as we
# read an ambiguous code).

# %%
pages = datasets.load_phishing_pages()
phishing = pages["is_phishing"]
scores = fundamentals.score_pages(pages)

# %% tags=["hide-input"]
# What computes the sentences below
Markdown(
    f"**{len(pages):,} pages, {phishing.sum():,} of them phishing** ({phishing.mean():.0%}). *The model* gives each page "
    "a score from 0 to 1, and never saw the page that it scores: ten times it learnt from nine tenths of the pages and "
    "scored the rest."
)

# %% [markdown]
# In this collection phishing is common; in traffic it is rare. So we measure here how
# often a **policy**, which says what pages get a warning, errs on each kind of page, and
# count what that means for traffic, as long as pages there look like these. Three inputs
# are ours to choose. They are assumptions, and all else follows from them:

# %%
traffic = dict(
    share=0.02,  # phishing pages among all pages that people open
    miss=200,  # euros: average cost of a phishing page that is opened without a warning
    false_alarm=2,  # euros: average cost of a warning about a good page
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
# Answer first, aloud.

# %%
policies = {
    "never warn": scores > 1,
    "always warn": scores >= 0,
    "rule: odd form or pop-up": (pages["empty_server_form_handler"] == 2) | (pages["popup_window"] == 2),
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
    "Accuracy against cost of five policies. Never warning is the most accurate and by far the most expensive; "
    "always warning is the least accurate and costs half as much; the rule and the model lie near the bottom.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in numbers
formats = {"accuracy": "{:.0%}", "missed": "{:,.0f}", "false_alarms": "{:,.0f}", "cost": "€ {:,.0f}"}
plots.show_table(priced, formats, "Five policies, per 10,000 pages opened")

# %% tags=["hide-input", "reveal"]
# The answer, in words
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
# means:** if the product manager does not decide that, the default does. Then every error
# costs one, and the threshold is 0.5.
#
# ### Predict
#
# The model at threshold 0.4 warns about some good pages. Out of 100 pages *that it warns
# about*, how many are good? And out of 100 *good pages*, how many get a warning?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
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
# The answer, in words
Markdown(
    f"Of all good pages **{chosen.false_positive_rate:.0%}** get a warning: the *false-positive rate*, "
    f"{chosen.false_alarms:,.0f} of {chosen.false_alarms + chosen.left_alone:,.0f}.\n\n"
    f"Of all warnings {chosen.precision:.0%} are right: *precision*. The other **{1 - chosen.precision:.0%}** are about good pages, "
    f"{chosen.false_alarms:,.0f} of {chosen.false_alarms + chosen.caught:,.0f}.\n\n"
    "Same errors, other base. Whoever says \"the false-positive rate is one minus precision\" is wrong here "
    f"by a factor of {(1 - chosen.precision) / chosen.false_positive_rate:.0f}. The first says how many good pages lose "
    "visitors, the second how soon people learn to click the warning away."
)

# %% [markdown]
# ### The threshold is a product decision
#
# A lower threshold catches more phishing and bothers more people.
#
# **Predict:** is there a threshold at which the model beats the rule by more than chance?

# %%
steps = [step / 100 for step in range(10, 100, 2)]
curve = fundamentals.price_thresholds(scores, phishing, **traffic, thresholds=steps)
draws = fundamentals.resample_costs({step: scores >= step for step in steps}, phishing, **traffic)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
low, high = draws.quantile(0.025) / 1000, draws.quantile(0.975) / 1000
fig, ax = plots.figure("The model hardly beats the rule", "threshold of the model", "cost (1,000 € per 10,000 pages)")
ax.fill_between(steps, low, high, color=plots.SKY, alpha=0.4, linewidth=0)
ax.plot(steps, curve["cost"] / 1000, color=plots.BLUE, linewidth=2.2)
ax.axhline(rule.cost / 1000, color=plots.GREEN, linestyle="--")
ax.text(0.99, rule.cost / 1000 + 0.4, "the rule, without a model", ha="right")
ax.set_ylim(0, 20)
plots.show(
    fig,
    "Cost against threshold with a 95 % band. It falls to a flat bottom between 0.3 and 0.6 and climbs steeply above. "
    "The line of the rule runs through the band along the whole bottom.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
gap = (resampled["rule: odd form or pop-up"] - resampled["model, threshold 0.4"]).quantile([0.025, 0.975])
Markdown(
    f"The rule saves {(never.cost - rule.cost) / (never.cost - chosen.cost):.0%} of what the model "
    f"saves. The model at 0.4 is € {rule.cost - chosen.cost:,.0f} cheaper still, but with so few pages that may be anything "
    f"from {gap.iloc[0]:,.0f} to {gap.iloc[1]:,.0f} (95 % interval: what drawing other pages would do), and running a model costs "
    f"something too. At the default of 0.5 it does not beat the rule, and at 0.8 it costs € {curve.loc[0.8, 'cost']:,.0f}. **Always ask for the rule first.**"
)

# %% [markdown]
# Why so near 0.5, if a miss costs a hundred times more? The scores were made where more
# than half the pages are phishing; in traffic 49 of 50 are good, so a score of 0.5 means
# far less there. Raise the price of a false alarm: which way does the red dot go? (If you
# see no sliders, run the cell.)

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
# thousand (the field says *drift*). Is the warning still better than none?

# %%
rows = {}
for share in [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]:
    fixed = fundamentals.price_policies(policies, phishing, **traffic | {"share": share})["cost"]
    best = fundamentals.price_thresholds(scores, phishing, **traffic | {"share": share})["cost"]
    rows[share] = [fixed.iloc[2], best.min(), fixed.iloc[0], fixed.iloc[4], best.idxmin()]
moved = pd.DataFrame(rows, ["rule", "model, best threshold", "never warn", "model at 0.4", "threshold"]).T

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure(
    "Where phishing is rare, yesterday's warning is worse than none", "phishing (% of pages opened)", "cost (€ per 10,000 pages)"
)
plots.labelled_lines(ax, moved.iloc[:, :3].set_axis(moved.index * 100))
ax.set(xscale="log", yscale="log", xlim=(0.09, 60), xticks=[0.1, 1, 10], xticklabels=["0.1", "1", "10"])
ax.set_yticks([1e3, 1e4, 1e5], ["1,000", "10,000", "100,000"])
plots.show(
    fig,
    "Cost against the share of phishing, both on log scales. At one page in a thousand the rule costs more than never "
    "warning; the model, with its threshold chosen anew for each share, stays below both.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
rare = moved.loc[0.001]
Markdown(
    f"At one phishing page in a thousand the rule costs € {rare['rule']:,.0f} per 10,000 pages, the model at 0.4 "
    f"€ {rare['model at 0.4']:,.0f}, and never warning € {rare['never warn']:,.0f}. What we shipped has become worse than nothing "
    "while its code and its error rates stayed the same.\n\n"
    f"Now the model could earn its keep, because it has a dial: at {rare['threshold']:.2f} its errors would cost about "
    f"€ {rare['model, best threshold']:,.0f} (roughly: only {(scores[~phishing] >= rare['threshold']).sum()} of our good pages "
    "score that high). Nothing has to be retrained: one number has to be watched, and one decision taken again."
)

# %% [markdown]
# ### What this says about the job
#
# Ordinary product managers, one hears, ship features; AI product managers run loops. But iterating is older than agile
# ([Larman and Basili 2003](https://doi.org/10.1109/MC.2003.1204375)). What differs is
# what you just saw: **the behaviour is learnt, it errs at a rate, and its worth can
# change while the code does not.** Three habits follow.
#
# **Name the outcome, not the output.** Adapted from programme evaluation (W. K. Kellogg
# Foundation, *Logic Model Development Guide*, 2004):
#
# | | what it is | here |
# | --- | --- | --- |
# | output | what we did or made | a warning, shipped to everybody |
# | outcome | what people then do differently | fewer passwords typed into phishing pages, per 10,000 pages opened |
# | impact | what that is worth, and to whom | euros not lost by customers, minus visitors that good shops lose |
#
# Accuracy is none of the three; it describes the output.
#
# **Plan experiments, not only features.** A feature has a date. An experiment has a
# question, a number that would answer it, and a result that would stop you:
#
# | on a feature roadmap | on a roadmap of experiments |
# | --- | --- |
# | Q1: phishing warning | Does the rule cut passwords typed into phishing pages? If not, stop |
# | Q2: machine learning | Does a model save more than it costs to run, beyond the rule? If not, keep the rule |
# | Q3: all markets | Does the warning stay fast at ten times the traffic, and the share within our range? |
# | Q4: done | Each month: share, rates, cost. Who decides again, and when do we retrain? |
#
# **Say who pays.** A miss is paid by a person who trusted us; a false alarm by a small
# shop whose page looks odd.

# %% [markdown]
# ## Worked example
#
# Six steps, for the rule; the workbook uses the same words.

# %% tags=["hide-input"]
# What computes the sentences below
costlier = fundamentals.price_policies(policies, phishing, **traffic | {"false_alarm": 4})["cost"]
Markdown(
    "1. **Name** the errors and who pays: a miss (a customer), a false alarm (a visitor and a shop).\n"
    f"2. **Count** them per 10,000 pages: {rule.missed:.1f} misses, {rule.false_alarms:,.1f} false alarms.\n"
    f"3. **Price** them: € {rule.missed * traffic['miss']:,.0f} for misses and € {rule.false_alarms * traffic['false_alarm']:,.0f} "
    f"for false alarms, € {rule.cost:,.0f} in all.\n"
    f"4. **Compare** with doing nothing (€ {never.cost:,.0f}) and with the alternative (the model at 0.4, € {chosen.cost:,.0f}).\n"
    f"5. **Vary** what was assumed: with false alarms at twice the price the rule costs € {costlier.iloc[2]:,.0f}, "
    f"the model € {costlier.iloc[4]:,.0f}, doing nothing still € {costlier.iloc[0]:,.0f}.\n"
    "6. **Decide**, and say what would change your mind."
)

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
odds = rule.false_positive_rate * traffic["false_alarm"] / (rule.hit_rate * traffic["miss"])
warned = rule.caught + rule.false_alarms
Markdown(
    f"> **Ship the warning now, by the rule; let the model score in the *shadow*, unseen.** Per 10,000 pages the rule saves "
    f"€ {never.cost - rule.cost:,.0f} against doing nothing, if phishing is {traffic['share']:.0%} of pages and errors cost "
    f"€ {traffic['miss']} and € {traffic['false_alarm']}; the model is not shown to earn its cost.\n>\n"
    f"> **Change to the model once it saves more, beyond the rule, than it costs to run: look again whenever the share moves. Stop "
    f"the rule below {odds / (1 + odds):.2%}**, where it is worse than no warning.\n\n"
    f"What we do not know: {warned:,.0f} of 10,000 pages would get a warning, {1 - rule.precision:.0%} of them good ones. If people "
    "learn to click it away, we save less. The prices are guesses, the pages were collected rather than opened by our customers, "
    "and rule and threshold were picked on the pages they are measured on. A pilot, a small trial that counts typed passwords, comes next."
)

# %% [markdown]
# ## Recap
#
# * Accuracy prices every error at one. Put prices on them.
# * The false-positive rate is over good cases; one minus precision is over warnings.
# * A threshold is a product decision. It depends on the prices and on the share in your traffic.
# * Doing nothing and the rule without a model (the *baselines*) stand in every table.
# * What you shipped can turn into a loss while nothing in it changes. Watch what it rests on.
#
# **Terms:** [accuracy](../glossary.md#accuracy), [base rate](../glossary.md#base-rate), [baseline](../glossary.md#baseline), [drift](../glossary.md#drift), [false alarm](../glossary.md#false-alarm), [false-positive rate](../glossary.md#false-positive-rate), [hit rate](../glossary.md#hit-rate), [hold-out](../glossary.md#hold-out), [impact](../glossary.md#impact), [interval](../glossary.md#interval), [miss](../glossary.md#miss), [outcome](../glossary.md#outcome), [output](../glossary.md#output), [pilot](../glossary.md#pilot), [policy](../glossary.md#policy), [precision](../glossary.md#precision), [recall](../glossary.md#recall), [stop rule](../glossary.md#stop-rule), [threshold](../glossary.md#threshold)
#
# ## Check yourself
#
# **1. A test for a rare disease is right 99 times in 100. What do you know about its worth?**
#
# <details><summary>A. It is very good.</summary>Not known. If fewer than one person in a hundred is ill, calling everybody healthy is at least as accurate.</details>
# <details><summary>B. It is better than chance.</summary>Not even that: compare it with the policy that never says "ill".</details>
# <details><summary>C. Almost nothing.</summary>Right: you need the share, both error rates and their prices.</details>
#
# **2. Precision is low. Which sentence is right?**
#
# <details><summary>A. Most good pages get a warning.</summary>That would be the false-positive rate, over another base.</details>
# <details><summary>B. Most warnings are about good pages.</summary>Right, even where few good pages get one.</details>
# <details><summary>C. The model misses most phishing.</summary>That would be low *recall* (hit rate): the share of phishing that is caught.</details>
#
# **3. False alarms come to cost ten times as much. What happens to the cheapest threshold?**
#
# <details><summary>A. It rises.</summary>Right: you warn only when surer.</details>
# <details><summary>B. It falls.</summary>That is what costlier misses do.</details>
# <details><summary>C. It stays; the model has not changed.</summary>The model has not, but the best use of it has.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/1-the-ai-product-manager.ipynb). **Next:** how does a team work on a model that may never earn its keep?
#
# ## Go further
#
# * C. Elkan, *The Foundations of Cost-Sensitive Learning*, IJCAI 2001: from prices to thresholds.
# * S. Axelsson, [*The Base-Rate Fallacy and the Difficulty of Intrusion Detection*](https://doi.org/10.1145/357830.357849), 2000: why alarms about rare things are mostly false.
# * D. Sculley and others, *Hidden Technical Debt in Machine Learning Systems*, NeurIPS 2015: what a model costs once shipped.
