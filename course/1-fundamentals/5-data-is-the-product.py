# %% [markdown]
# # Would you bet the product on this data?
#
# Every midnight a bike operator decides how many bikes and people it needs in each hour
# of the coming day. A supplier (invented; the data are real) shows a model that misses by
# 1 bike in 100, tested on hours that it had never seen. Do you buy?
#
# After this lesson you can
#
# 1. find the columns that a model will not have on the day,
# 2. test a forecast the way it will be used, next to a rule and to nothing,
# 3. say what is absent from data, how far labels can be trusted, and what to buy next.
#
# **Minutes:** 25. **You need:** lesson 1. **Left out:** how the model learns (lesson 4),
# and what happens to it once it is out (module 4).

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
try:
    import ipywidgets
    import numpy as np
    import pandas as pd
    from IPython.display import Markdown
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    from aipm_helpers import datasets, forecasting, fundamentals, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown]
# ## Recall
#
# <details><summary>Of 100 warnings 88 are right. What is the false-positive rate?</summary>Nobody knows: its base is the good pages, not the warnings.</details>
# <details><summary>A policy "costs so many euros". What is missing?</summary>Its base, such as 10,000 pages, and that prices are assumed.</details>
#
# ## The story
#
# ### A number too good
#
# H. Fanaee-T and J. Gama joined the rentals of Capital Bikeshare in Washington with the
# weather, hour by hour for two years ([UCI 275](https://doi.org/10.24432/C5W894), CC BY).

# %%
bikes = forecasting.add_columns(datasets.load_bike_rentals())
year, december, january = bikes.loc["2011"], bikes.loc["2011-12"], bikes.loc["2012-01"]

# %% tags=["hide-input"]
# What one hour looks like
shown = ["holiday", *forecasting.WEATHER, "casual", "registered", "rentals"]
hour = bikes.loc[["2011-06-15 17:00"], shown].T.set_axis(["value"], axis=1)
hour["what it is"] = [
    "a public holiday", "as measured in this hour", "°C, measured", "%, measured", "speed, measured",
    "rented by people without a subscription", "rented by subscribers", "all bikes rented: what we forecast",
]
plots.show_table(hour, {"value": "{}", "what it is": "{}"}, "One hour of 17,379: Wednesday 15 June 2011, 5 to 6 pm")

# %% [markdown]
# **Error** here: add up by how many bikes each hour's forecast missed, and divide by all bikes
# rented (*weighted absolute percentage error*). The supplier's model may use every column above, the
# hour, the weekday and the day of the year. It was tested on hours of 2011 left out at random.
#
# **Predict:** which columns make you suspicious? And would it help to test on a month that
# lies *after* all that the model has seen?

# %%
supplier = [*forecasting.CALENDAR, "day_of_year", *forecasting.WEATHER]
tests = {}
for name, columns in {"with all columns": [*supplier, "casual", "registered"], "without the two": supplier}.items():
    at_random = forecasting.forecast_left_out(year, columns)
    ahead = forecasting.forecast(bikes.loc[:"2011-11"], december, columns)
    later = forecasting.forecast(year, january, columns)
    tests[name] = {
        "2011, hours left out at random": forecasting.wape(year["rentals"], at_random),
        "December, left out at random": forecasting.wape(december["rentals"], at_random[december.index]),
        "December, learnt from before": forecasting.wape(december["rentals"], ahead),
        "January 2012, learnt from before": forecasting.wape(january["rentals"], later),
    }

# %% tags=["hide-input", "reveal"]
# The answer: run this cell (Shift and Enter), or click the dots below
leaky, honest = tests.values()
Markdown(
    f"`casual` and `registered` add up to `rentals`: the model got the answer among its inputs. That is a **leak**. With them it misses by "
    f"{leaky['2011, hours left out at random']:.0%}, without them by {honest['2011, hours left out at random']:.0%}.\n\n"
    f"A later month does not find it: with the two columns the error in December is {leaky['December, learnt from before']:.0%} and in January "
    f"{leaky['January 2012, learnt from before']:.0%}. **No split of the same table finds such a leak: "
    "the answer stands in the test as well. What finds it is an error too good to be true, and a question: when do we know this column?**"
)

# %% [markdown]
# ### A test that flatters
#
# The two columns go; calendar and weather stay.
#
# **Predict:** how far off is the model in December if hours of December were left out at
# random, and how far off if it learns from January to November only? And in January 2012?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
rows, seen = [year, december, december, january], [year, year, bikes.loc[:"2011-11"], year]
marks = pd.Series(honest).to_frame("model")
marks["rule"] = [forecasting.wape(row["rentals"], row["four_weeks"]) for row in rows]
marks["nothing"] = [forecasting.wape(row["rentals"], np.full(len(row), s["rentals"].mean())) for row, s in zip(rows, seen, strict=True)]
said = [at_random, at_random[december.index], ahead, later]
resampled = [forecasting.resample_weeks(row["rentals"], s.to_frame("m"))["m"] for row, s in zip(rows, said, strict=True)]
spread = pd.DataFrame([draw.quantile([0.025, 0.975]) for draw in resampled], index=marks.index) * 100
fig, ax = plots.figure("Asked to look ahead, the model gets worse", "error (% of bikes rented)", "", height=3.6)
plots.labelled_bars(ax, marks["model"] * 100, spread, {"rule": marks["rule"] * 100, "doing nothing": marks["nothing"] * 100})
plots.show(
    fig,
    "Error of the model under four tests, with 95 % intervals, the rule and doing nothing marked. It grows from left-out hours to looking "
    "ahead, and in January 2012 the model is worse than the rule.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
_, left_out, in_december, in_january = honest.values()
Markdown(
    f"Left out at random, December's hours are missed by {left_out:.0%}. **Learnt only from what came before, by {in_december:.0%}; in January by "
    f"{in_january:.0%}.** An hour left out at random has neighbours that were seen: the model can look up the day. The product looks ahead.\n\n"
    f"January fails, as lesson 2's one pass (the same model) did: the service has grown. *The rule*, which takes the mean of the same weekday and hour in "
    f"the last four weeks, is off by {marks['rule'].iloc[2]:.0%} in December and {marks['rule'].iloc[3]:.0%} in January. *Doing nothing*, which "
    f"takes the same number for every hour, is off by {marks['nothing'].iloc[2]:.0%} and {marks['nothing'].iloc[3]:.0%}."
)

# %% [markdown]
# ### What would it be like in use?
#
# In use a model learns anew each month and forecasts that month. Give it a memory too:
# `four_weeks`, the rule's own number. At midnight we know *yesterday's* weather, not that of the hours to come.
#
# **Predict:** lesson 2 dropped the first two. Which beats the rule over 2012: the model with a memory alone, with yesterday's
# weather, or with the measured weather?

# %%
memory = [*forecasting.CALENDAR, "four_weeks"]
yesterday = [f"{column}_yesterday" for column in forecasting.WEATHER]
rentals = bikes.loc["2012", "rentals"]
forecasts = pd.DataFrame({
    "doing nothing": year["rentals"].mean(),
    "supplier's, weather known": forecasting.forecast_month_by_month(bikes, supplier),
    "rule: mean of four weeks": bikes.loc["2012", "four_weeks"],
    "memory, no weather": forecasting.forecast_month_by_month(bikes, memory),
    "memory, yesterday's weather": forecasting.forecast_month_by_month(bikes, [*memory, *yesterday]),
    "memory, weather known": forecasting.forecast_month_by_month(bikes, [*memory, *forecasting.WEATHER]),
}, index=rentals.index)
errors = forecasts.apply(lambda column: forecasting.wape(rentals, column)) * 100
draws = forecasting.resample_weeks(rentals, forecasts) * 100  # how far chance may move the errors

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
against = draws.sub(draws.iloc[:, 2], axis=0).quantile([0.025, 0.975]).T  # the same weeks for both: paired
table = pd.DataFrame({"error": errors, "more_than_the_rule": errors - errors.iloc[2], "from": against[0.025], "to": against[0.975]})
three, more = table.iloc[3:], table["more_than_the_rule"].iloc[3:]
fig, ax = plots.figure("Only tomorrow's weather beats the rule", "error over 2012, minus the rule's (points)", "", height=2.8)
ax.errorbar(more, [2, 1, 0], xerr=[more - three["from"], three["to"] - more], fmt="o", color=plots.BLUE, markersize=8, capsize=4)
ax.axvline(0, color=plots.GREEN, linestyle="--")
ax.text(0.1, 2.35, "the rule")
ax.set(ylim=(-0.5, 2.7), xlim=(-7, 3), yticks=[2, 1, 0], yticklabels=three.index)
plots.show(
    fig,
    "Error of three models over 2012, minus that of the rule, with 95 % intervals. Without weather and with yesterday's the model is "
    "no better than the rule; only with the weather of the hour itself its interval lies below.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in numbers
formats = {"error": "{:.0f}", "more_than_the_rule": "{:+.0f}", "from": "{:+.0f}", "to": "{:+.0f}"}
plots.show_table(table, formats, "Error over 2012, % of bikes rented; against the rule in points, with 95 % interval")

# %% tags=["hide-input", "reveal"]
# The answer, in words
nothing, sold, rule, remembers, known, measured = errors / 100
Markdown(
    f"Even knowing the weather, the supplier's model is off by {sold:.0%}; the rule by {rule:.0%}. A memory brings the model to {remembers:.0%}, yesterday's "
    f"weather to {known:.0%}, the weather *as it turned out* to {measured:.0%}. (Intervals: what other weeks of this one year would do.)\n\n"
    "So the weather in the table is half a leak: **all that this model gains over the rule, it gains from a column that we will not have.** With weather forecasts "
    "it would most likely end up in between; the table has none."
)

# %% [markdown]
# Would one month have told you? (If you see no slider, run the cell.)

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(month=ipywidgets.IntSlider(min=1, max=12, value=1, description="month"))
def errors_in(month=1):
    """Redraw the errors for one month of 2012."""
    inside = rentals.index.month == month
    found = forecasts[inside].apply(lambda column: forecasting.wape(rentals[inside], column)) * 100
    fig, ax = plots.figure(f"2012, month {month}", "error (% of bikes rented)", "", height=3.6)
    plots.labelled_bars(ax, found)
    plots.show(fig, f"Errors of six policies in month {month} of 2012; the smallest is that of: {found.idxmin()}.")

# %% [markdown]
# ### The hours that are not there
#
# **Predict:** in how many hours of these two years did nobody rent a bike?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
absent = forecasting.find_absent_hours(bikes)
days = absent.normalize()
fig, ax = plots.figure("Hours without a row: winter nights and storms", "day", "hour of the day", height=3.6)
ax.plot(days, absent.hour, "s", color=plots.BLUE, markersize=3)
for day, text in {"2011-08-27": "Irene", "2012-10-29": "Sandy"}.items():
    ax.annotate(text, (pd.Timestamp(day), 22), xytext=(-8, 0), textcoords="offset points", ha="right", va="center")
ax.set(ylim=(-1, 24), yticks=[0, 6, 12, 18, 23])
plots.show(
    fig,
    "Each absent hour as a dot, day against hour of the day. Most lie between two and five in the morning, in the first "
    "winter above all; a few days have whole columns of dots, such as the hurricanes Irene and Sandy.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
sandy = absent[(absent >= "2012-10-29") & (absent < "2012-10-31")]
planned = pd.concat([bikes["rentals"].reindex(sandy - pd.Timedelta(weeks=week)).set_axis(sandy) for week in (1, 2, 3, 4)], axis=1).mean(axis=1)
counts = bikes.loc[bikes["hour"].isin([3, 4]), "rentals"].value_counts()
Markdown(
    f"The data hold not one zero. They lack {len(absent)} of {len(absent) + len(bikes):,} hours. At 3 and 4 in the morning there are {counts[3]} hours "
    f"with three rentals, {counts[2]} with two, {counts[1]} with one, and none with none: hours without rentals most likely have no row.\n\n"
    f"{len(sandy)} absent hours fell into Hurricane Sandy; the rule would have planned {planned.sum():,.0f} rentals for them. Did nobody ride? The table cannot "
    "say, the operator can: *closed from 1 am on Monday to 1 pm on Tuesday* (capitalbikeshare.com/news/2012/10), which is these hours. A model that learns from "
    "this table has never seen a closed day, and no error above counts one. **Data go missing for a reason, and often the reason is what you need.** (The weather, "
    "missing 1,258 times, is another matter: a packager deleted it.)"
)

# %% [markdown]
# ### Who says what is right?
#
# Rentals are counted. Many products learn from *labels* that are opinions: is this message a
# complaint? C. Hutto and E. Gilbert had 20 people
# rate each of 3,708 sentences from product reviews, from -4 to 4
# ([ICWSM 2014](https://doi.org/10.1609/icwsm.v8i1.14550)). We call it a complaint if
# more than half of the 20 are negative.

# %% tags=["hide-input"]
# The sentences, how far their raters agree, and a rule of ten words
sentences = datasets.load_review_sentences()
complaint = fundamentals.label_complaints(sentences)
negative = sentences.filter(like="rating").lt(0)
kappa = fleiss_kappa(aggregate_raters(negative.to_numpy().astype(int))[0])
words = "not no never bad poor problem problems return waste broken".split()
by_rule = sentences["text"].str.contains(rf"\b(?:{'|'.join(words)})\b")

# %% tags=["hide-input"]
# What computes the sentences below
votes = negative.sum(axis=1)
alike = ((votes * (votes - 1) + (20 - votes) * (19 - votes)) / (20 * 19)).mean()
Markdown(
    f"{complaint.mean():.0%} are complaints. On {votes.isin([0, 20]).mean():.0%} of the sentences all 20 agree whether it is negative. Two raters say the same {alike:.0%} of the "
    f"time; by chance it would be {(alike - kappa) / (1 - kappa):.0%}. The way from chance to full agreement that they have gone is **Fleiss' kappa, "
    f"{kappa:.2f}**. It is no ceiling for a model: a single rater says what the majority says {(negative.to_numpy() == complaint.to_numpy()[:, None]).mean():.0%} "
    "of the time."
)

# %% [markdown]
# **Predict:** you can pay for 2,600 ratings. Does a model learn more from one rating each of 2,600
# sentences, or from nineteen each of 136?

# %%
bought = fundamentals.spend_ratings(sentences, budget=2600, each=[1, 3, 5, 9, 19], test=1000, repeats=10)
accuracy = bought.groupby("each")["accuracy"].agg(["mean", "min", "max"]) * 100

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Many sentences with one opinion each teach most", "ratings of each sentence (2,600 in all)", "accuracy (%), mean and range")
ax.fill_between(accuracy.index, accuracy["min"], accuracy["max"], color=plots.SKY, alpha=0.4, linewidth=0)
ax.plot(accuracy.index, accuracy["mean"], "o-", color=plots.BLUE)
lines = [((~complaint).mean(), "never a complaint", ":", -1.2), ((by_rule == complaint).mean(), "rule: ten words", "--", 0.4)]
for level, text, style, lift in lines:
    ax.axhline(level * 100, color=plots.GREEN, linestyle=style)
    ax.text(14, level * 100 + lift, text, ha="center")
ax.set(xticks=accuracy.index, ylim=(60, 80), yticks=range(60, 81, 5))
plots.show(
    fig,
    "Accuracy against ratings a sentence, for the same budget, with the range of ten draws. It falls from one rating each to nineteen "
    "each, where it is no better than calling nothing a complaint.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
one, many = bought[bought["each"] == 1], bought[bought["each"] == 19]
plenty = fundamentals.spend_ratings(sentences, budget=2600 * 19, each=[19], test=1000, repeats=10)
Markdown(
    f"One rating each: right about {one['accuracy'].mean():.0%} of 1,000 other sentences. Nineteen each: {many['accuracy'].mean():.0%}, with so few calls "
    f"({many['called'].mean():.0%} of the sentences) that it is nearly *never*, which has {(~complaint).mean():.0%}; ten words, fixed beforehand, have "
    f"{(by_rule == complaint).mean():.0%}. What single raters get wrong costs little: nineteen ratings on all 2,600, for nineteen times the money, come to {plenty['accuracy'].mean():.0%}.\n\n"
    f"Judged by one rating a sentence the model looks {(one['accuracy'] - one['accuracy_by_one']).mean() * 100:.1f} points worse than it is. That is no matter for choosing "
    "between two models (Dorner and Hardt, ICML 2024), but for an error that you quote. **To learn, ask about many sentences. To quote an error, ask several people about each.** "
    "(Here raters agree well and new sentences are free; else see Go further.)"
)

# %% [markdown]
# ## Worked example
#
# The six steps, for the bikes; the workbook uses the same words. One price is assumed.

# %%
price = 0.20  # euros: what a bike too many in an hour costs us, or a bike too few

# %% tags=["hide-input"]
# What computes the sentences below
saved = round((rule - measured) * rentals.sum(), -3)
value = round(saved * price, -3)
Markdown(
    "1. **Ask when** each column is known: calendar and memory at midnight; weather only as a forecast; `casual` and `registered` too late.\n"
    f"2. **Test as used**, beside rule and nothing: over 2012 {sold:.0%} for the supplier's even with known weather, {rule:.0%} for the rule, {nothing:.0%} for nothing.\n"
    f"3. **Count what is absent**, and ask why: {len(absent)} hours; nights without rentals, most likely, and closed days.\n"
    "4. **Ask who says so:** rentals are counted, by a machine that may be down. Where people label: who, how many, how far they agree.\n"
    f"5. **Buy what pays:** against the rule, known weather would save about {saved:,.0f} misplaced bikes a year, € {value:,.0f} at € {price:.2f}; forecasts save less.\n"
    "6. **Decide**, with requirements that can be checked."
)

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
better = -against.iloc[5].mul(rentals.sum() * price / 100).round(-3)
short = (rentals - forecasts.iloc[:, 2]).clip(lower=0).groupby(rentals.index.hour).sum()
Markdown(
    f"> **Do not buy. The 1 in 100 is a leak; looking ahead, the supplier's model is off by {sold:.0%} even with known weather, and a rule that costs nothing by {rule:.0%}. "
    f"Plan by the rule from tomorrow on, and begin to store each night's weather forecast.**\n>\n"
    f"> **Look at a model again when a year of forecasts is stored; take it if on them it beats the rule by more than it costs and chance explains.** Known weather "
    f"would save € {value:,.0f} a year at € {price:.2f} a bike ({better.iloc[1]:,.0f} to {better.iloc[0]:,.0f}, from the weeks of one year).\n\n"
    "What we do not know: how another year would differ, and what a misplaced bike costs. When a storm is announced, a person decides. Who is harmed by the errors that "
    f"remain: riders who find no bike, {short[[7, 8, 9, 16, 17, 18, 19]].sum() / short.sum():.0%} of them in the rush hours."
)

# %% [markdown]
# ## Recap
#
# * A number too good to be true is a question: when do we know each column? No split asks it.
# * Test as it will be used: on what comes after, beside a rule and nothing.
# * What is absent was left out for a reason. Count it, and ask.
# * To learn, ask about many cases; to quote an error, ask several people. Agreement is no ceiling.
# * Better data can be worth more than a better model. Compute how much at most.
#
# **Terms:** [gold items](../glossary.md#gold-items), [kappa](../glossary.md#kappa), [leak](../glossary.md#leak), [WAPE](../glossary.md#wape)
#
# ## Check yourself
#
# **1. A model says who will cancel, and is right about 99 of 100 of last year's customers, of whom a fifth cancelled. What do you ask first?**
#
# <details><summary>A. Whether it was tested on customers that it had not seen.</summary>Ask it, but a leak passes that test as well.</details>
# <details><summary>B. When each column is known.</summary>Right: "date of the last invoice" may be written after people cancel.</details>
# <details><summary>C. Which algorithm it is.</summary>Hardly any algorithm does that; some columns do.</details>
#
# **2. Raters agree with a kappa of one half. What follows?**
#
# <details><summary>A. No model can be right more than half of the time.</summary>No: kappa is not a share of right answers, and errors of single raters can cancel out in a majority.</details>
# <details><summary>B. Read what they disagree on, and count how rare the class is.</summary>Right: an unclear question lowers kappa, and so does a rare class.</details>
# <details><summary>C. The raters are bad.</summary>Perhaps, or the question is. Sentences whose answer is known can tell.</details>
#
# **3. In a table of sales by day Sundays are absent. What do you do?**
#
# <details><summary>A. Leave them out: nothing was sold.</summary>Then every average is one of open days, and the model will sell on Sundays.</details>
# <details><summary>B. Put in zeros.</summary>Right if the shop was closed, wrong if the till was down.</details>
# <details><summary>C. Ask why they are absent.</summary>Right, and write the answer down where the next person looks.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/5-data-is-the-product.ipynb). **Next:** the [module check](../../exercises/1-fundamentals/9-module-check.ipynb).
#
# ## Go further
#
# * S. Kaufman and others, [*Leakage in Data Mining*](https://doi.org/10.1145/2382577.2382579), 2012: what leaks, and how they were found.
# * V. Sheng, F. Provost, P. Ipeirotis, [*Get Another Label?*](https://doi.org/10.1145/1401890.1401965), 2008: when a second opinion pays.
# * T. Gebru and others, [*Datasheets for Datasets*](https://doi.org/10.1145/3458723), 2021: what to ask of data before you build on them.
