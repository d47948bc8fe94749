# %% [markdown]
# # What do we learn from: answers, patterns, or consequences?
#
# A bike operator, a lender, a music shop and its front page want machine learning. **What would
# each learn from, and would it beat the rule?**
#
# After this lesson you can
#
# 1. tell what a system learns from,
# 2. hold each kind of learning against a rule and against doing nothing,
# 3. name the check that each needs before it is believed.
#
# **Minutes:** 35. **You need:** lessons 1 to 3. **Left out:** where data deceive (lesson 5); tests, and when to stop them (module 3).

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
try:
    import ipywidgets
    import numpy as np
    import pandas as pd
    from IPython.display import Markdown

    from aipm_helpers import datasets, forecasting, fundamentals, learning, plots
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown]
# ## Recall
#
# <details><summary>A candidate was dropped after a month in the shadow. For good?</summary>No: a trial can be wrong, both ways. Try it again.</details>
# <details><summary>Surer tags cost more than tagging everything. How?</summary>People were paid for right tags and cheap errors.</details>
#
# ## The story
#
# ### Answers that are numbers: regression
#
# *Supervised* learning needs past cases with their answers (*labels*), and columns (*features*). If the answer is a number, it is
# **regression**. Here: bikes rented in an hour, Washington 2011 and 2012 ([UCI
# 275](https://doi.org/10.24432/C5W894), CC BY). A *tree* asks yes-or-no questions (a
# Sunday? busy last week?) and answers with the mean of like hours. Its *depth* says how many it asks.
# *The rule* is lesson 2's *four weeks*: the mean of the same weekday and hour. *Error*: bikes too many or too few,
# per bike rented.
#
# **Predict:** a tree that may ask 40 questions learns February to December 2011. What is its error on these months? And on the three that follow?

# %%
bikes = forecasting.add_columns(datasets.load_bike_rentals()).dropna(subset=["last_week", "four_weeks"])
past, ahead = bikes.loc["2011-02":"2011-12"], bikes.loc["2012-01":"2012-03"]
columns = ["hour", "weekday", "holiday", "last_week", "four_weeks"]
trees = learning.grow_trees(past, ahead, columns)
by_rule = forecasting.wape(ahead["rentals"], ahead["four_weeks"])
by_mean = forecasting.wape(ahead["rentals"], np.full(len(ahead), past["rentals"].mean()))

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Perfect on yesterday, worse than the rule tomorrow", "depth of the tree (questions)", "off by (bikes per 100 rented)", height=3.6)
plots.labelled_lines(ax, (trees * 100).rename(columns={"learnt_from": "months learnt from", "next": "next three months"}))
ax.axhline(by_rule * 100, color=plots.GREEN, linestyle=":")
ax.text(30, by_rule * 100 - 1, "the rule", va="top")
ax.set_xlim(0, 56)
plots.show(
    fig,
    "Error against depth. On the months learnt from it falls to zero. On the next three months it falls, has its lowest point at five "
    "questions, just above the rule, and rises again.",
)

# %% tags=["hide-input", "reveal"]
# The answer, in words
Markdown(
    f"{trees['learnt_from'].iloc[-1]:.0%} on what it learnt from, {trees['next'].iloc[-1]:.0%} ahead: it has learnt every hour by heart, chance included (*overfitting*). "
    f"The best depth, chosen with hindsight, is off by {trees['next'].min():.0%}, the rule by {by_rule:.0%}, one number for all hours by {by_mean:.0%}. **Accuracy on yesterday promises nothing for tomorrow; hold back what comes later.**"
)

# %% [markdown]
# ### Answers that are yes or no: classification
#
# A lender in Taiwan, 2005: half a year of bills of 12,000 clients, and who "defaulted" the month after ([UCI 350](https://doi.org/10.24432/C55S3H), I-C. Yeh and C. Lien,
# CC BY; the source does not define it). Assume that letting a default through costs 5, and blocking a good client 1. Whoever defaults with chance p costs 5 p if let through, 1 - p if blocked: block above a *threshold* of 1 / (1 + 5). A *logistic* model
# weighs the columns, without sex, age, education and marriage, and adds them up to a *score*. *The rule* blocks whoever was late in September. The test is on other clients.
#
# **Predict:** which costs least: nobody blocked, the rule, or the model at that threshold?

# %%
train, test = learning.split_clients(datasets.load_credit_defaults())
default, share = test["default"], test["default"].mean()
scores = learning.score_clients(train, test)
policies = {
    "nothing: block nobody": np.zeros(len(test), dtype=bool),
    "rule: late in September": test["months_late_sep"] >= 1,
    "model, threshold 1/2": scores >= 1 / 2,
    "model, threshold 1/6": scores >= 1 / 6,
}

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
def show_costs(title, alt):
    """Draw what the policies cost, with 95 % intervals."""
    costs = fundamentals.price_policies(policies, default, share, miss=5, false_alarm=1)
    spread = fundamentals.resample_costs(policies, default, share, miss=5, false_alarm=1).quantile([0.025, 0.975]).T
    fig, ax = plots.figure(title, "cost per 10,000 clients (a good client blocked = 1)", "", height=0.9 + 0.45 * len(policies))
    plots.labelled_bars(ax, costs["cost"], spread)
    plots.show(fig, alt)
    return costs


costs = show_costs("One column beats the model at its textbook threshold", "Cost of four policies with intervals. The rule costs least, then the model at 1/6, the model at 1/2, and blocking nobody.")

# %% [markdown]
# **Predict:** how can that be?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
tenth = pd.qcut(scores.rank(method="first"), 10, labels=False)
said, was = scores.groupby(tenth).mean() * 100, default.groupby(tenth).mean() * 100
fig, ax = plots.figure("The scores are no chances", "score of the model (%), a dot for each tenth of the clients", "defaulted (%)", height=3.6)
ax.plot([0, 60], [0, 60], color=plots.GREY, linestyle=":")
ax.text(44, 40, "score = chance")
ax.errorbar(said, was, yerr=1.96 * (was * (100 - was) / 400) ** 0.5, fmt="o-", color=plots.BLUE, capsize=4)
ax.axvline(100 / 6, color=plots.RED, linestyle="--")
ax.text(17.5, 62, "threshold 1/6")
plots.show(fig, "Share that defaulted against the model's score, by tenths of the clients, with intervals. Just above the threshold three tenths lie far below the line of equal score and chance.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
fine = test["months_late_sep"] < 1
stopped = default[fine & (scores >= 1 / 6)].mean(), default[fine & (scores < 1 / 6)].mean()
Markdown(
    f"1/6 holds if a score of 20 % means that one in five defaults. But of clients who were *not* late in September the model blocks {(scores >= 1 / 6)[fine].mean():.0%}, and those default no more often ({stopped[0]:.0%}) than those "
    f"it lets be ({stopped[1]:.0%}). The model took *codes* for *numbers*: 1 to 8 are months late, -1 is paid duly, and -2 and 0, which the source does not explain, look like paying in time too.\n\n**Predict:** set the codes below 0 to 0 and learn again; and try a second rule, late in *any* of the six months. Which is cheapest?"
)

# %%
late = [column for column in train if column.startswith("months_late")]
mended = [part.assign(**part[late].clip(lower=0)) for part in (train, test)]
mended_scores, boosted = learning.score_clients(*mended), learning.score_clients(*mended, "boosting")
policies["codes mended, 1/6"] = mended_scores >= 1 / 6
policies["rule: late in any month"] = test[late].ge(1).any(axis=1)
policies["boosting, 1/6"] = boosted >= 1 / 6  # many small trees

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
costs = show_costs("A second rule is as cheap as the mended model", "Cost of seven policies with intervals. Mended codes cost less than the first rule, the second rule and boosting slightly less again.")
plots.show_table(costs, {"cost": "{:,.0f}", "accuracy": "{:.0%}", "hit_rate": "{:.0%}", "false_positive_rate": "{:.0%}"}, "Per 10,000 clients; share of defaults and of good clients blocked")

# %% tags=["hide-input", "reveal"]
# The answer, in words
right, cheap = costs["accuracy"], costs["cost"]
draws = fundamentals.resample_costs(policies, default, share, miss=5, false_alarm=1)
low, high = (draws["rule: late in any month"] - draws["boosting, 1/6"]).quantile([0.025, 0.975])
Markdown(
    f"Mended, the model beats the first rule; a second costs as little ({cheap['rule: late in any month']:,.0f}). *Boosting*, many small trees, saves {cheap['rule: late in any month'].round() - cheap['boosting, 1/6'].round():,.0f} more ({low:,.0f} to {high:,.0f}: perhaps nothing). "
    f"The most accurate policy ({right.idxmax()}, {right.max():.0%} right) is one of the dearest.\n\n**See whether scores are chances (*calibration*); then the threshold follows from the cost. And beat the best rule, not the first.** (Whom it hits: module 5.) Try other prices:"
)

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(miss=ipywidgets.IntSlider(min=1, max=10, value=5, description="default costs"))
def compare(miss=5):
    """Redraw the costs for another price of a default let through."""
    chosen = {name: policies[name] for name in ("nothing: block nobody", "rule: late in September", "rule: late in any month")}
    chosen |= {"model": scores >= 1 / (1 + miss), "codes mended": mended_scores >= 1 / (1 + miss), "boosting": boosted >= 1 / (1 + miss)}
    priced = fundamentals.price_policies(chosen, default, share, miss=miss, false_alarm=1)["cost"]
    fig, ax = plots.figure(f"A default let through costs {miss}", "cost per 10,000 clients", "", height=3.3)
    plots.labelled_bars(ax, priced)
    plots.show(fig, f"Costs of six policies if a default costs {miss}; the smallest is that of: {priced.idxmin()}.")

# %% [markdown]
# ### Patterns: clustering
#
# *Unsupervised* learning has no answers. P. Fader and B. Hardie published what 23,570 new customers of 1997 bought at the music shop
# CDNOW. **k-means** sorts them into four segments of near neighbours, by days since the last purchase, days with a purchase, and
# dollars until September (logarithms, equally weighted). *The rule*, cut by hand: bought on one day; on more, not since July; since July;
# since July and on four days or more. Then we look at the next nine months.
#
# **Predict:** shuffle each column by itself, so that no pattern is left. Does k-means still find four segments? What do they do next?

# %%
customers = learning.describe_customers(datasets.load_cd_purchases())
recent, often = customers["days_since"] <= 91, customers["days_bought"] >= 4
by_hand = np.select([recent & often, recent, customers["days_bought"] >= 2], [4, 3, 2], 1)
segments = {
    "k-means": learning.find_segments(customers, 4),
    "rule by hand": pd.Series(by_hand, customers.index),
    "k-means, shuffled": learning.find_segments(customers, 4, shuffle=True),
}

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Segments earn their names by what they do next", "segment, by days bought until September", "bought again by June 1998 (%)", height=3.6)
for (name, segment), colour, mark, shift in zip(segments.items(), [plots.BLUE, plots.GREEN, plots.RED], "osD", (-0.12, 0, 0.12), strict=True):
    again = customers["again"].groupby(segment).agg(["mean", "size"])
    margin = 196 * (again["mean"] * (1 - again["mean"]) / again["size"]) ** 0.5
    ax.errorbar(again.index + shift, again["mean"] * 100, yerr=margin, fmt=mark, color=colour, capsize=3, label=name)
ax.set(xticks=[1, 2, 3, 4], ylim=(0, 100))
ax.legend(frameon=False)
plots.show(fig, "Share that bought again for four segments each, with intervals. k-means and the rule rise alike from about 14 to 82 %; the four segments of shuffled columns all lie at 30 %.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
sizes = segments["k-means, shuffled"].value_counts()
top = customers["later_dollars"].groupby(segments["k-means"]).mean().iloc[-1]
richest = customers.nlargest((segments["k-means"] == 4).sum(), "dollars")["later_dollars"].mean()
Markdown(
    f"It finds four, of {sizes.min():,} to {sizes.max():,} customers: k-means returns as many as it is told to, and does not warn. Shuffled rows belong to nobody, so they foretell nothing: {customers['again'].mean():.0%} buy again, as of all customers. "
    f"The real ones differ; those cut by hand differ as much. The best segment of k-means spends {top:.0f} dollars each later; as many customers simply sorted by what they spent so far, no less ({richest:.0f}). "
    "**\"Finds hidden patterns\" promises too much: it finds the shape that its method assumes. Only what segments do next can tell.**"
)

# %% [markdown]
# ### What goes together: recommendation
#
# A shop shows five products. *Doing nothing*: any five. *The rule*: best sellers that the visitor lacks.
# **Nearest neighbours**: products bought by the same people as what she has (*collaborative filtering*). We found no real data on this that we
# may ship, so the shop is simulated: 2,000 visitors, 60 products, four tastes.
#
# **Predict:** one purchase of each visitor is hidden. How many others must be known before neighbours beat best sellers?

# %%
hits = []
for known in (1, 2, 4, 7):
    shops = [learning.simulate_shop(visitors=2000, products=60, tastes=4, taste=1.5, known=known, seed=seed) for seed in range(5)]
    for way in ("random", "best sellers", "neighbours"):
        found = [np.any(learning.recommend(shop.bought, way) == shop.hidden[:, None], axis=1).mean() for shop in shops]
        hits.append({"known": known, "way": way, "mean": np.mean(found), "low": min(found), "high": max(found)})
hits = pd.DataFrame(hits)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Neighbours need purchases before they help", "known purchases of each visitor", "hidden purchase is among the five (%)", height=3.6)
for (way, row), colour, style, lift in zip(hits.groupby("way"), [plots.GREEN, plots.BLUE, plots.GREY], ["s:", "o-", "D--"], (-9, 9, 0), strict=True):
    ax.errorbar(row["known"], row["mean"] * 100, yerr=[(row["mean"] - row["low"]) * 100, (row["high"] - row["mean"]) * 100], fmt=style, color=colour, capsize=3)
    ax.annotate(way, (7, row["mean"].iloc[-1] * 100), xytext=(8, lift), textcoords="offset points", va="center")
ax.set(xlim=(0.5, 8.8), ylim=(0, 50), xticks=[1, 2, 4, 7])
plots.show(fig, "Hit rate against known purchases, mean and range of five shops. Best sellers stay at 40 %. Neighbours begin near random, pass best sellers between two and four purchases, and end slightly above.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
rate = hits.pivot(index="known", columns="way", values="mean")
Markdown(
    f"With one known purchase each, in a new shop, neighbours are as good as random ({rate.loc[1, 'neighbours']:.0%}): nothing was ever bought together (*cold start*). They pass the rule between two and four ({rate.loc[4, 'neighbours']:.0%} against {rate.loc[4, 'best sellers']:.0%}), "
    "because tastes are that strong here: with `taste=0.5` they gain nothing. **A hit says that she would have bought it; whether showing it sells more, only a test can tell**."
)

# %% [markdown]
# ### Consequences: reinforcement
#
# The front page shows one of three banners. Nobody knows how often each is clicked (simulated; the rates are below; 20,000 visitors). An **A/B test** splits 6,000 visitors, then shows the
# winner. A **bandit** tries, and shows what clicks more often, ever more often: it learns from consequences. It is the simplest *reinforcement* learning: unlike a move in a game, what it shows
# changes nothing for the next visitor. **Regret** is the clicks lost against always showing what is best at the time.
#
# **Predict:** which loses fewer clicks? And if best and worst change places half-way?

# %%
fronts = {"nothing: the old banner": "old", "split for ever": "split", "A/B test, then the winner": "test"}
fronts |= {"bandit": "bandit", "bandit that forgets": "forgetful bandit"}
rates = [0.020, 0.024, 0.030]  # the old banner's first
steady = {name: learning.run_shop_fronts(policy, rates) for name, policy in fronts.items()}
turned = {name: learning.run_shop_fronts(policy, rates, later=rates[::-1]) for name, policy in fronts.items()}

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("A bandit loses least, if the world stands still", "regret: clicks lost, mean and 90 % of 200 shops", "", height=3.8)
places = np.arange(len(fronts))[::-1]
for found, colour, mark, lift, label in [(steady, plots.BLUE, "o", 0.15, "rates stay"), (turned, plots.RED, "D", -0.15, "best and worst change places")]:
    lost = pd.DataFrame({name: shop["regret"] for name, shop in found.items()})
    low, high = lost.quantile(0.05), lost.quantile(0.95)
    ax.errorbar(lost.mean(), places + lift, xerr=[(lost.mean() - low).clip(0), (high - lost.mean()).clip(0)], fmt=mark, color=colour, capsize=3, label=label)
ax.set_yticks(places, list(fronts))
ax.set_xlim(0, 210)
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plots.show(fig, "Regret of five policies with ranges. If rates stay, the bandit loses least and the old banner most. If best and worst change places, the A/B winner loses most, more than the old banner.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
calm, storm = ({name: shop["regret"].mean() for name, shop in found.items()} for found in (steady, turned))
test_name = "A/B test, then the winner"
wins = (steady["bandit"]["clicks"].to_numpy()[:, None] > steady[test_name]["clicks"].to_numpy()).mean()
Markdown(
    f"The bandit loses {calm['bandit']:.0f} clicks, the test {calm[test_name]:.0f}, splitting for ever {calm['split for ever']:.0f}, the old banner {calm['nothing: the old banner']:.0f}. You would hardly see it: one bandit beats one test in {wins:.0%} of pairs. "
    f"Its price: banners with a bad start are dropped, so its data put the old one at {steady['bandit']['rate_old'].mean():.1%} on average, not {rates[0]:.1%}.\n\n"
    f"If the world turns, the test's winner loses {storm[test_name]:.0f}, more than doing nothing ({storm['nothing: the old banner']:.0f}). Forgetting is an insurance: {storm['bandit that forgets']:.0f} in place of {storm['bandit']:.0f} then, {calm['bandit that forgets']:.0f} in place of {calm['bandit']:.0f} if nothing turns. **To earn, a bandit; to know, a test.**"
)

# %% [markdown]
# ### What language models learn from
#
# The guide has three kinds: supervised, unsupervised, reinforcement. Language models need more. First the text itself gives
# the answer: hide the next word, guess it (*self-supervised*).
#
# **Predict:** count, in 2,781 review sentences, what follows each word. How often does that guess the next word of other sentences?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
guessed = learning.guess_next_words(datasets.load_review_sentences()["text"])
Markdown(
    f"{guessed['one word before']:.0%} of the time; always guessing the commonest word, {guessed['commonest']:.0%}; a word drawn blindly, {guessed['nothing']:.2%}. Nobody had to label anything. "
    "A language model does this with far more text. It is trained to go on as text does, not to be helpful or true. So people write good answers (*supervised fine-tuning*), then rank several answers, and a model of their choices rewards what they prefer "
    "(*learning from preferences*; Ouyang and others, below); lately also rewards that a program can check, such as a right sum (Lambert and others)."
)

# %% [markdown]
# ## Worked example
#
# Four questions, each time:

# %% tags=["hide-input"]
# What computes the table below
rows = {
    "bikes per hour": ["answers that come by themselves", f"same weekday and hour, four weeks: {by_rule:.0%}", "the months after", "keep the rule"],
    "defaults": ["answers, a month later", f"late in any month: {cheap['rule: late in any month']:,.0f}", "cost; are scores chances?", "the second rule"],
    "segments": ["patterns: no answers", "sorting by hand", "what they do next", "sort by hand"],
    "five products": ["what others bought", f"best sellers: {rate.loc[4, 'best sellers']:.0%}", "hits, then a test", "best sellers; test neighbours"],
    "banners": ["consequences", f"the old one: {calm['nothing: the old banner']:.0f} clicks lost", "regret; does the world turn?", "bandit, to earn"],
    "language model": ["text, answers, preferences", "plain search (lesson 3)", "fluent, grounded, right", "search, for the builder"],
}
teams = pd.DataFrame(rows, index=["learns from", "must beat", "is checked by", "so"]).T
plots.show_table(teams, dict.fromkeys(teams, "{}"), "What each learns from, must beat, and is checked by")

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
dear = fundamentals.price_policies({"rule": policies["rule: late in any month"], "boosting": boosted >= 1 / 8}, default, share, miss=7, false_alarm=1)["cost"]
Markdown(
    f"> **No big model has earned its place yet. The lender takes the rule *late in any month*, {1 - cheap['rule: late in any month'] / cheap['rule: late in September']:.0%} cheaper than *late in September*; boosting, {1 - cheap['boosting, 1/6'] / cheap['rule: late in any month']:.0%} cheaper still and within chance, runs in the shadow. "
    "Operator and music shop keep their rules; the front page gets a bandit.**\n>\n"
    f"> **We would change our mind** on the lender if boosting holds on *later* months, or if a default costs 7: then it is {1 - dear['boosting'] / dear['rule']:.0%} cheaper. \n\n"
    "What we do not know: other banks and months; what blocking does to good clients, a quarter of whom it hits; whether your visitors click like simulated ones."
)

# %% [markdown]
# ## Recap
#
# * Ask what it learns from: answers, patterns, consequences, text, preferences.
# * Perfect on yesterday is a warning. Test on what comes later, beside the best rule.
# * A threshold follows from cost only if scores are chances.
# * k-means finds as many segments as you ask for. Believe those that foretell.
# * A bandit earns, a test knows; a winner goes stale when the world turns.
#
# **Terms:** [A/B test](../glossary.md#ab-test), [bandit](../glossary.md#bandit), [calibration](../glossary.md#calibration), [classification](../glossary.md#classification), [clustering](../glossary.md#clustering), [feature](../glossary.md#feature), [k-means](../glossary.md#k-means), [label](../glossary.md#label), [learning from preferences](../glossary.md#learning-from-preferences), [nearest neighbours](../glossary.md#nearest-neighbours), [overfitting](../glossary.md#overfitting), [regression](../glossary.md#regression), [regret](../glossary.md#regret), [reinforcement learning](../glossary.md#reinforcement-learning), [self-supervised learning](../glossary.md#self-supervised-learning), [supervised learning](../glossary.md#supervised-learning), [time split](../glossary.md#time-split), [unsupervised learning](../glossary.md#unsupervised-learning)
#
# ## Check yourself
#
# **1. A vendor found seven segments, the same ones on every run. What do you ask?**
#
# <details><summary>A. Nothing: stable segments are real.</summary>Without any pattern they can be stable too.</details>
# <details><summary>B. What each did in the months after.</summary>Right: one that does as the others do has no name.</details>
# <details><summary>C. For eight.</summary>It would find eight.</details>
#
# **2. A missed fraud costs nine false alarms. Where do you put the threshold?**
#
# <details><summary>A. At 1/10.</summary>Right if its scores are chances. Check that first.</details>
# <details><summary>B. At 1/2, where it is most accurate.</summary>Then it lets dear errors happen.</details>
# <details><summary>C. Where a held-out set costs least.</summary>Right too, if the set holds enough fraud.</details>
#
# **3. The board will ask why the new page is better. Bandit or test?**
#
# <details><summary>A. Bandit: it earns more.</summary>A little, and it knows little of what it dropped.</details>
# <details><summary>B. Test.</summary>Right: equal shares tell most about the difference.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/4-how-machines-learn.ipynb). **Next:** are the cases that it learns from to be believed?
#
# ## Go further
#
# * I-C. Yeh, C. Lien, [*The comparisons of data mining techniques*](https://doi.org/10.1016/j.eswa.2007.12.020), 2009: the lender's data, and why chances matter.
# * L. Ouyang and others, [*Training language models to follow instructions with human feedback*](https://doi.org/10.48550/arXiv.2203.02155), 2022.
# * N. Lambert and others, [*Tülu 3*](https://doi.org/10.48550/arXiv.2411.15124), 2024: rewards that can be checked.
# * O. Chapelle, L. Li, [*An Empirical Evaluation of Thompson Sampling*](https://proceedings.neurips.cc/paper/2011/hash/e53a0a2978c28872a4505bdb51db06dc-Abstract.html), 2011.
