# %% [markdown]
# # How should a team work on something that may not work?
#
# It is 31 January 2011. A bike operator plans the same number of bikes for every hour, and
# asks for a forecast by the hour. It may take a year, and never work. **Do you plan
# one good pass, or small steps?** (The rentals are real; the teams are played.)
#
# After this lesson you can
#
# 1. say which assumptions decide between small steps and one pass,
# 2. try something beside what runs, and decide by a rule fixed beforehand,
# 3. say what two well-known methods ask for, and who decides what.
#
# **Minutes:** 30. **You need:** lesson 1. **Left out:** how models learn (lesson 4), how data
# deceive (lesson 5), and how a release is let out (module 4).

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
try:
    import itertools

    import ipywidgets
    import pandas as pd
    from IPython.display import Markdown

    from aipm_helpers import forecasting, plots, steps
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown]
# ## Recall
#
# <details><summary>"We shipped a forecast in January": output, outcome or impact?</summary>Output. The outcome would be fewer riders who find no bike.</details>
# <details><summary>A model is right more often than doing nothing. What do you ask?</summary>What each kind of error costs, and what the rule does.</details>
#
# ## The story
#
# ### Two teams, one question
#
# H. Fanaee-T and J. Gama joined two years of rentals of Capital Bikeshare in Washington with
# the weather ([UCI 275](https://doi.org/10.24432/C5W894), CC BY). A bike too many, or too few,
# in an hour is **misplaced**: a *proxy* for riders who find none. *Doing nothing* goes on with one number for all hours. *The
# rule* plans what was rented in the same hour a week ago.
#
# * **One pass.** Collect data for a year, build the model, release it on 1 January 2012.
# * **Small steps.** Release the rule tomorrow. Then each month one candidate forecasts in the
#   **shadow**: beside what runs, unused. If it misplaced fewer bikes it is released; if not, dropped.
#
# We are generous: the one pass's model knows every hour's weather as it turned out.
# *Saved* is always against doing nothing.
#
# **Predict:** which team has saved more by the end of 2012? When does the model overtake, if ever?

# %%
forecasts = steps.forecast_policies()  # what each policy plans, hour by hour
misplaced = steps.count_by_month(forecasts)
nothing, late = misplaced["nothing"], misplaced.index >= "2012-01"
candidates = ["four weeks", "calendar", "memory", "memory, weather"]
small = steps.take_steps(misplaced, first="last week", candidates=candidates)
ways = pd.DataFrame({
    "small steps": small.cost(misplaced),
    "one pass": misplaced["one pass"].fillna(nothing),  # until it is released: nothing
})
saved = ways.rsub(nothing, axis=0)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("By the end of 2012 the model has not caught up", "", "misplaced bikes saved so far (thousands)")
plots.labelled_lines(ax, (saved.cumsum() / 1000).set_axis(saved.index.to_timestamp(how="end")))
ax.axvline(pd.Timestamp("2012-01-01"), color=plots.GREY, linestyle=":")
ax.text(pd.Timestamp("2011-12-20"), 1420, "one pass is released", ha="right")
ax.set_xlim(pd.Timestamp("2011-02-01"), pd.Timestamp("2013-04-20"))
plots.show(
    fig,
    "Misplaced bikes saved since February 2011. The small steps save from the first month on; the one pass starts in January 2012, and the "
    "distance between the two lines grows until November 2012.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
total, in_2012 = saved.sum(), misplaced[late]
worse = (in_2012["one pass"] > in_2012["four weeks"]).sum()
level = 1 - forecasts.loc["2012", "one pass"].sum() / forecasts.loc["2012", "actual"].sum()
Markdown(
    f"The steps save {total['small steps'] / 1e6:.2f} million misplaced bikes, the one pass {total['one pass'] / 1e6:.2f} million. Waiting costs {saved.loc[~late, 'small steps'].sum() / 1000:,.0f} thousand, and 2012 "
    f"{(saved['small steps'] - saved['one pass'])[late].sum() / 1000:,.0f} thousand more: the service grew, and a model that has learnt the days of 2011 plans {level:.0%} too few bikes. In {worse} months of 2012 it misplaces more than the mean of the same weekday and hour in the last *four weeks*, which the steps "
    f"released in March 2011. **It finds out in use, after a year of work. In a shadow beside that rule January 2012 would have told: {in_2012['one pass'].iloc[0]:,.0f} misplaced against {in_2012['four weeks'].iloc[0]:,.0f}.**"
)

# %% [markdown]
# ### Other forecasts, other dates
#
# *A better model* knows the weather as it turned out, and the last four weeks, and
# learns anew every month. *A forecast without any error* no team has.
#
# **Predict:** both are released on 1 January 2012. Which is ahead of the small steps a year later?

# %%
gains = pd.DataFrame({"without error": nothing, "a better model": nothing - misplaced["better"]})
by_release = gains[::-1].cumsum()[::-1]  # saved by the end of 2012, by the month of release

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Even a forecast without error comes too late for 2012", "released at the beginning of", "saved by the end of 2012 (thousands)")
dates = by_release.index.to_timestamp()
for (name, line), colour, style in zip(by_release.items(), [plots.RED, plots.BLUE], ["-", "--"], strict=True):
    ax.plot(dates, line / 1000, color=colour, linestyle=style, linewidth=2.2)
ax.text(dates[16], 1000, "without error")
ax.text(dates[12], 820, "a better model", ha="right")
ax.axhline(total["small steps"] / 1000, color=plots.GREEN, linestyle="-.")
ax.text(dates[-1], total["small steps"] / 1000 + 40, "small steps", ha="right")
plots.show(
    fig,
    "Bikes saved by the end of 2012 against the month of release. Both lines fall; the better model falls below the small steps in June 2011, "
    "the forecast without error in December 2011.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in numbers
hourly = pd.DataFrame({"doing nothing": forecasts["nothing"], "the rule alone": forecasts["last week"]})
hours = [forecasts.loc[str(month), policy] for month, policy in small.running.items()]
hourly["small steps"] = pd.concat(hours)
for name, column in {"one pass": "one pass", "one pass, better model": "better", "one pass, no error": "actual"}.items():
    hourly[name] = forecasts[column].where(forecasts.index >= "2012", forecasts["nothing"])
hourly["rule, then better model"] = forecasts["better"].where(forecasts.index >= "2012", forecasts["last week"])
draws = forecasting.resample_weeks(forecasts["actual"], hourly)  # the weeks drawn anew, 2,000 times
table = draws.quantile([0.025, 0.975]).T.set_axis(["from", "to"], axis=1) * 100
table["misplaced"] = [forecasting.wape(forecasts["actual"], hourly[name]) * 100 for name in hourly]
plots.show_table(table, dict.fromkeys(["misplaced", "from", "to"], "{:.0f}"), "Misplaced per 100 bikes rented, February 2011 to December 2012, with 95 % interval")

# %% tags=["hide-input", "reveal"]
# The answer, in words
last = by_release.ge(total["small steps"]).apply(lambda column: column[column].index[-1].strftime("%B %Y"))
behind = (total["small steps"] - by_release.loc["2012-01"]) / 1000
sure = draws.gt(draws["small steps"], axis=0).mean()
delay, early = gains["a better model"].groupby(late).mean() / 1000, (nothing - misplaced["last week"]).where(~late, gains["a better model"]).sum()
Markdown(
    f"Neither. The forecast without error is {behind['without error']:,.0f} thousand bikes behind, the better model {behind['a better model']:,.0f} thousand: they would have had to be out by {last['without error']} and {last['a better model']}. "
    f"Without error it would overtake early in 2013, after our data end.\n\n"
    f"Waiting in 2011 cost the better model {delay[False]:,.0f} thousand bikes a month, its **cost of delay**. What loses is the waiting, not the big model: of what the steps save, {1 - (total['small steps'] - (nothing - misplaced['last week']).sum()) / total['small steps']:.0%} comes "
    f"from the first day's rule alone, and *rule first, better model in January 2012* saves most ({early / 1e6:.2f} million)."
)

# %% [markdown]
# ### Four candidates
#
# **Predict:** four were tried in the shadow: the mean of four weeks, a model of the calendar, one that
# also remembers four weeks, and one with yesterday's weather too. How many were released?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
log = small.log.assign(verdict=small.log["released"].map({True: "released", False: "dropped"}))
renamed = log.set_index((log["decided"] - 1).astype(str)).rename(columns={"cost_tried": "misplaced", "against": "what ran", "cost_running": "misplaced by it"})
formats = {"tried": "{}", "misplaced": "{:,.0f}", "what ran": "{}", "misplaced by it": "{:,.0f}", "verdict": "{}"}
plots.show_table(renamed, formats, "Four trials in the shadow, a month each: misplaced bikes")

# %% [markdown]
# Three failed, in a month each. (A month proves little; here a release was cheap to take back.)
#
# **Predict:** take all 24 orders, trials of one, two or three months, and four margins by which a
# candidate must be better: 24 × 3 × 4 = 288 ways. How many beat the better model of January 2012?

# %%
many = [
    steps.take_steps(misplaced, "last week", order, trial, margin)
    for order in itertools.permutations(candidates)
    for trial in (1, 2, 3)
    for margin in (0, 0.05, 0.1, 0.2)
]
totals = pd.Series([nothing.sum() - way.cost(misplaced).sum() for way in many])

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
better, perfect = by_release.loc["2012-01", ["a better model", "without error"]]
fig, ax = plots.figure(f"{(totals > better).sum()} of 288 beat the better model of January 2012", "saved by the end of 2012 (thousands)", "ways", height=3.4)
ax.hist(totals / 1000, bins=range(1100, 1560, 20), color=plots.SKY, edgecolor="white")
for place, text in {better: "a better model", perfect: "without error"}.items():
    ax.axvline(place / 1000, color=plots.RED, linestyle="--")
    ax.text(place / 1000 - 4, 118, text, ha="right")
ax.set(xlim=(930, 1560), ylim=(0, 130))
plots.show(
    fig,
    "How much 288 ways of taking small steps save. All lie above the better model that is released in January 2012, most above a forecast without error; "
    "a few lag far behind the others.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
worst = many[totals.idxmin()]
Markdown(
    f"All of them, since all begin with the rule; {(totals > perfect).mean():.0%} beat even the forecast without error. But {(totals < (nothing - misplaced['last week']).sum() - 1).sum()} end below the rule that they began with. The worst tried the calendar "
    f"model last, in winter, when that happens to look good, released it in {worst.log['decided'].iloc[-1].strftime('%B %Y')}, and tried nothing more. "
    "**A trial can be wrong, both ways. Keep what you replaced running in the shadow, and try again what you dropped.**"
)

# %% [markdown]
# ### What would change our mind
#
# So far steps were free. Now a release costs money, and so does a month of trial. The teams' pay
# is the same. All prices are assumed.

# %%
price, release, trial = 0.20, 3000, 1000  # euros: a misplaced bike, a release, a month of trial
releases = {"the rule alone": 1, "small steps": 2, "one pass": 1, "one pass, better model": 1, "rule, then better model": 2}
alone = (nothing - misplaced["last week"]).sum()
worth = pd.Series({"the rule alone": alone, **total, "one pass, better model": better, "rule, then better model": early})


def net(price, release, trial):
    """Return what each way is worth by the end of 2012, in thousands of euros."""
    return (worth * price - pd.Series(releases) * release - pd.Series({"small steps": 4 * trial}).reindex(worth.index, fill_value=0)) / 1000


# %% tags=["hide-input"]
# What the assumptions come to
values = net(price, release, trial)
spread = draws[values.index].rsub(draws["doing nothing"], axis=0).quantile([0.025, 0.975]).T * forecasts["actual"].sum() * price / 1000
spread = spread.sub(worth * price / 1000 - values, axis=0)
fig, ax = plots.figure("What is out early is worth most", "value by the end of 2012 (thousand euros, 95 % interval)", "", height=3)
plots.labelled_bars(ax, values, spread)
plots.show(fig, "Value of five ways with costs taken off. Rule first and then the better model, small steps and the rule alone lie close together; one pass lies far below, with the better model in between.")

# %% tags=["hide-input"]
# What computes the sentences below
even = round((total["small steps"] - alone) * price - 4 * trial, -3)
waiting = better - (nothing - misplaced["four weeks"])[late].sum()
Markdown(
    f"From € {even:,.0f} a release on, these four trials no longer pay. No price makes one pass the best: the rule takes one release too, eleven months earlier. **One pass is the better choice when**\n\n"
    "* **nothing may go out early**: a certified device, hardware that is built once, a law that forbids it. With nothing allowed before 2012 the better model "
    f"beats the mean of four weeks by {waiting / 1000:,.0f} thousand bikes a year, if the weather is known;\n"
    "* **a step costs more than it brings**: a plant stops, a contract reopens;\n"
    "* **an early version does harm** that no later one undoes;\n"
    "* **the question is asked once**: a study, a tender.\n\n"
    "Even then you can try in the shadow."
)

# %% [markdown]
# When do further steps stop paying? (No sliders? Run it.)

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(price=(0.05, 1, 0.05), release=(0, 100_000, 1000), trial=(0, 50_000, 1000))
def compare(price=0.2, release=3000, trial=1000):
    """Redraw the values for other prices, in euros."""
    values = net(price, release, trial)
    fig, ax = plots.figure("Value by the end of 2012, costs taken off", "thousand euros", "", height=3)
    plots.labelled_bars(ax, values)
    told = ", ".join(f"{name} {value:,.0f}" for name, value in values.items())
    plots.show(fig, f"Net value of five ways in thousand euros: {told}.")

# %% [markdown]
# ### What the methods say
#
# The guide behind this course has two methods. The **product operating model**: by the Silicon Valley
# Product Group (SVPG), for *AI* products; phases strategy, discovery, delivery.
# **CRISP-DM**: data-centric; phases business understanding, modelling, deployment.
#
# **Predict:** how much of this do the sources bear out?
#
# <details><summary>The answer, from the sources (read on 25 November 2026)</summary>
#
# | the guide | the source |
# | --- | --- |
# | by SVPG, for AI | [SVPG](https://www.svpg.com/the-product-operating-model-an-introduction/) describes what leading companies believe; for any technology product; principles, no process |
# | three phases | Three *dimensions*: how you build, solve problems, choose them. Discovery and delivery run [side by side](https://svpg.com/process-vs-model/) |
# | risks: usable is easy to adopt, viable is sustainable | [Four risks](https://www.svpg.com/four-big-risks/). **Value**: will people choose it? **Usability**: can they work out how? **Feasibility**: can we build it? **Viability**: does it work for law, finance, sales, brand? |
# | CRISP-DM: three phases | [Six](http://www.crisp-dm.org/Process/index.htm): business understanding, data understanding, data preparation, modelling, evaluation, deployment. Not strictly in order; going back is part of it, the whole is a circle |
# | data-centric | It begins with business goals; its guide (Chapman 2000) evaluates against them and plans monitoring and maintenance |
#
# </details>
#
# Our one pass is neither: it is CRISP-DM without its arrows back. Small steps take from CRISP-DM the
# business goal first and data before models; from the operating model small releases and a
# problem instead of a feature list. Of the four risks our play tests feasibility alone. CRISP-DM names no
# role for product or design, and no test with users.
#
# ### Who decides
#
# Each midnight the dispatchers of the vans get a list.
#
# **Predict:** who of product manager, designer, tech lead and data scientist decides what a
# misplaced bike costs; whether dispatchers can work with it; whether it is ready in time;
# whether a month of shadow proves anything; whether to release?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
rows = {
    "what a misplaced bike costs": ["product manager", "finance, dispatchers", "value, viability"],
    "whether dispatchers can work with it": ["designer", "dispatchers", "usability"],
    "whether the list is ready by midnight": ["tech lead", "data scientist", "feasibility"],
    "whether the month proves anything": ["data scientist", "tech lead", "all four: it is evidence"],
    "whether to release": ["product manager, by the bar set before", "all three", "value, viability"],
}
roles = pd.DataFrame(rows, index=["decides", "is asked", "risk"]).T
plots.show_table(roles, dict.fromkeys(roles, "{}"), "Who decides, who is asked, and about which risk")
Markdown(
    "The risks are given out as by SVPG; the guide adds the data scientist, who must be able to say *this proves nothing*. "
    "**One name decides, others are asked** is ours."
)

# %% [markdown]
# ## Worked example
#
# The six steps of the workbook:

# %% tags=["hide-input"]
# What computes the sentences below
trials = log.set_index("tried")
Markdown(
    f"1. **Name** problem and price: misplaced bikes, € {price:.2f} each (assumed). A vision that can turn out false: *at most 25 misplaced per 100 rented in 2012*. It came to {small.cost(misplaced)[late].sum() / forecasts.loc['2012', 'actual'].sum() * 100:.0f}.\n"
    "2. **Ship the rule:** last week's hour, tomorrow.\n"
    f"3. **Try in the shadow:** in February the mean of four weeks misplaced {trials['cost_tried'].iloc[0]:,.0f} bikes, what ran {trials['cost_running'].iloc[0]:,.0f}.\n"
    "4. **Decide by the bar** set beforehand: fewer, so it is released.\n"
    "5. **Keep the old one** in the shadow.\n"
    f"6. **Tell each listener** in a sentence. Finance: *worth about € {round(values['small steps'], 0) * 1000:,.0f} by the end of 2012 against doing nothing, at assumed prices.* Engineer: *the mean of four weeks runs; three models did not beat it.* Dispatcher: *each midnight there is a list; if a storm is announced, overrule it.*"
)

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
Markdown(
    f"> **Release last week's hour tomorrow, and try one candidate a month in the shadow, later the big model too. By the end of 2012 the four tried save {total['small steps'] / 1e6:.2f} million bikes; a better model after a year of waiting {better / 1e6:.2f}.**\n>\n"
    f"> **Drop the trials if a release costs € {even:,.0f} or more** (at € {price:.2f} a bike, assumed)**; plan one pass if nothing may go out early.**\n\n"
    f"How sure: so in {sure['one pass, better model']:.0%} of 2,000 random redraws of the weeks; all 288 ways beat the better model. Unsure: one city, two years; and where no bike stands none is rented, which next week's rule repeats."
)

# %% [markdown]
# ## Recap
#
# * Useful early beats better late, unless early is impossible, dear or harmful.
# * A step is validated if it could have failed, and did not: in a shadow, by a rule fixed beforehand.
# * Many steps fail. Make that cheap; keep what you replaced running; try again what you dropped.
# * CRISP-DM goes back; the dimensions of the operating model run together. One name decides.
#
# **Terms:** [cost of delay](../glossary.md#cost-of-delay), [CRISP-DM](../glossary.md#crisp-dm), [feasibility](../glossary.md#feasibility), [product operating model](../glossary.md#product-operating-model), [proxy](../glossary.md#proxy), [shadow](../glossary.md#shadow), [usability](../glossary.md#usability), [value](../glossary.md#value), [viability](../glossary.md#viability)
#
# ## Check yourself
#
# **1. A candidate beat what runs in the month that both had learnt from. What now?**
#
# <details><summary>A. Release it.</summary>It may just remember that month.</details>
# <details><summary>B. Let it forecast a month ahead in the shadow.</summary>Right: then it can fail.</details>
# <details><summary>C. Ask for another model.</summary>This one was not tried yet.</details>
#
# **2. Which team should plan one pass?**
#
# <details><summary>A. One whose model is hard to build.</summary>The harder, the earlier you want to know.</details>
# <details><summary>B. One whose device is certified once, before sale.</summary>Right, and it can try in the shadow until then.</details>
# <details><summary>C. One whose management wants a date.</summary>Steps have dates too.</details>
#
# **3. Three of four experiments failed. What do you report?**
#
# <details><summary>A. Nothing.</summary>Then the next team tries the same three.</details>
# <details><summary>B. What was tried, what it cost, what we know now.</summary>Right.</details>
# <details><summary>C. That the data scientist needs help.</summary>Ideas fail anywhere.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/2-framework-and-operating-model.ipynb). **Next:** how do you count "better" where what is wrong is no bike, but a tag, a word or an answer?
#
# ## Go further
#
# * M. Cagan, [*The Four Big Risks*](https://www.svpg.com/four-big-risks/).
# * [The CRISP-DM process model](http://www.crisp-dm.org/Process/index.htm); P. Chapman and others, *CRISP-DM 1.0*, 2000.
# * R. Kohavi, D. Tang, Y. Xu, [*Trustworthy Online Controlled Experiments*](https://doi.org/10.1017/9781108653985), 2020: chapter 1 on how few ideas pass a trial.
