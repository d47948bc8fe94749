# %% [markdown]
# # What do we learn from: answers, patterns, or consequences?
#
# Four teams want machine learning: a bike operator, a lender, a music shop, and the shop's front
# page. **What would each learn from, and would it beat the rule that is there already?**
#
# After this lesson you can
#
# 1. tell what a system learns from, and who pays for that,
# 2. hold each kind of learning against a rule and against doing nothing,
# 3. name the check that each needs before it is believed.
#
# **Minutes:** 30. **You need:** lesson 1. **Left out:** where data deceive (lesson 5); tests, and when to stop them (module 3).

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
# <details><summary>Which two rows stand in every table of results?</summary>Doing nothing, and the rule without machine learning.</details>
# <details><summary>A policy is right more often than another. Why may it be the worse one?</summary>Its errors may be the dear ones.</details>
#
# ## The story
#
# ### Answers that are numbers: regression
#
# *Supervised* learning needs past cases with their answers. If the answer is a number, it is
# **regression**. Here: bikes rented in an hour, Washington 2011 and 2012 ([UCI
# 275](https://doi.org/10.24432/C5W894), CC BY). A *tree* asks yes-or-no questions (is it after 6? a
# Sunday? busy last week?) and answers with the mean of like hours. Its *depth* says how many it asks.
# *The rule* is the mean of the same hour in four weeks.
#
# **Predict:** a tree that may ask 40 questions learns February to December 2011. How far is it off on these months? And on the three that follow?

# %%
bikes = forecasting.add_columns(datasets.load_bike_rentals()).dropna(subset=["last_week", "four_weeks"])
past, ahead = bikes.loc["2011-02":"2011-12"], bikes.loc["2012-01":"2012-03"]
columns = ["hour", "weekday", "holiday", "last_week", "four_weeks"]
trees = learning.grow_trees(past, ahead, columns)
by_rule = forecasting.wape(ahead["rentals"], ahead["four_weeks"])
by_mean = forecasting.wape(ahead["rentals"], np.full(len(ahead), past["rentals"].mean()))

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Perfect on yesterday, worse than the rule tomorrow", "depth of the tree (questions)", "bikes missed per 100 rented", height=3.6)
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
    f"It misses {trees['learnt_from'].iloc[-1]:.0%} of the bikes it learnt from and {trees['next'].iloc[-1]:.0%} of those ahead: it has learnt every hour by heart, chance included (*overfitting*). "
    f"The best depth misses {trees['next'].min():.0%}, the rule {by_rule:.0%}, one number for all hours {by_mean:.0%}. **Accuracy on yesterday says nothing about tomorrow; hold back what comes later.**"
)

# %% [markdown]
# ### Answers that are yes or no: classification
#
# A lender in Taiwan, 2005: half a year of bills, and who did not pay next ([UCI 350](https://doi.org/10.24432/C55S3H), I-C. Yeh and C. Lien,
# CC BY; 12,000 clients). Letting a default through costs 5, blocking a good client 1. Then the model's threshold
# should be 1 / (1 + 5): block whoever is more likely to default than that. *The rule* blocks whoever was late
# in September. Sex, age, education and marriage are not used.
#
# **Predict:** which costs least: nobody blocked, the rule, or a logistic model at its "optimal" threshold?

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


costs = show_costs("One column beats the model at its optimal threshold", "Cost of four policies with intervals. The rule costs least, then the model at 1/6, the model at 1/2, and blocking nobody.")

# %% [markdown]
# **Predict:** how can the "optimal" threshold be wrong?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
tenth = pd.qcut(scores.rank(method="first"), 10, labels=False)
said, was = scores.groupby(tenth).mean() * 100, default.groupby(tenth).mean() * 100
fig, ax = plots.figure("The scores are no chances", "score of the model (mean of a tenth of the clients, %)", "defaulted (%)", height=3.6)
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
    f"The threshold holds if a score of 20 % means that one in five defaults. Here it does not: of clients who were *not* late in September the model blocks {(scores >= 1 / 6)[fine].mean():.0%}, and those default no more often ({stopped[0]:.0%}) than those "
    f"it lets be ({stopped[1]:.0%}). It took a *code* for a *number*: in six columns 1 to 8 are months late, but -2, -1 and 0 kinds of paying in time. **Set the codes below 0 to 0, and learn again:**"
)

# %%
late = [column for column in train if column.startswith("months_late")]
mended = [part.assign(**part[late].clip(lower=0)) for part in (train, test)]
policies["codes mended, 1/6"] = learning.score_clients(*mended) >= 1 / 6
policies["boosting, 1/6"] = learning.score_clients(*mended, "boosting") >= 1 / 6

# %% tags=["hide-input"]
# What the mended model costs
costs = show_costs("With the codes mended, a model beats the rule", "Cost of six policies with intervals. The model with mended codes costs less than the rule, boosting slightly less again.")
plots.show_table(costs, {"cost": "{:,.0f}", "accuracy": "{:.0%}", "hit_rate": "{:.0%}", "false_positive_rate": "{:.0%}"}, "Per 10,000 clients; share of defaults and of good clients blocked")

# %% tags=["hide-input"]
# What computes the sentences below
right = costs["accuracy"]
Markdown(
    f"The most accurate policy, {right.idxmax()} ({right.max():.0%} right), is one of the dearest; the cheapest is right {right[costs['cost'].idxmin()]:.0%} of the time. **First look whether scores are chances "
    "(*calibration*); then the threshold follows from the cost.** Whom it hits, good clients who are blocked, is for module 5. Other prices can turn the order round; try them:"
)

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(miss=ipywidgets.IntSlider(min=2, max=10, value=5, description="default costs"))
def compare(miss=5):
    """Redraw the costs for another price of a default let through."""
    chosen = {"nothing": policies["nothing: block nobody"], "rule": policies["rule: late in September"], "model": scores >= 1 / (1 + miss)}
    chosen["codes mended"] = learning.score_clients(*mended) >= 1 / (1 + miss)
    priced = fundamentals.price_policies(chosen, default, share, miss=miss, false_alarm=1)["cost"]
    fig, ax = plots.figure(f"A default let through costs {miss}", "cost per 10,000 clients", "", height=2.6)
    plots.labelled_bars(ax, priced)
    plots.show(fig, f"Costs of four policies if a default costs {miss}; the smallest is that of: {priced.idxmin()}.")

# %% [markdown]
# ### Patterns: clustering
#
# *Unsupervised* learning has no answers. P. Fader and B. Hardie published what 23,570 customers of the music shop
# CDNOW bought in 1997 and 1998. **k-means** sorts them into four segments, by days since the last purchase, days with a purchase, and
# dollars until September 1997. *The rule*, cut by hand: bought on one day; on more, not since July; since July;
# since July and on four days or more. Then we look at the next nine months.
#
# **Predict:** now shuffle each column by itself, so that no pattern is left. Does k-means still find four segments? And what do they do next?

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
    f"It finds four, of {sizes.min():,} to {sizes.max():,} customers: k-means returns as many as it is told to. They buy again alike, {customers['again'].mean():.0%}, as does everybody without segments (doing nothing). "
    f"The real ones differ, and those cut by hand differ as much. The best segment of k-means spends $ {top:.0f} later; as many customers simply sorted by dollars so far, $ {richest:.0f}. "
    "**\"Finds hidden patterns\" promises too much: it finds the shape that its method assumes. Only what segments do next can tell.**"
)

# %% [markdown]
# ### What goes together: recommendation
#
# A shop shows five products. *Doing nothing*: any five. *The rule*: best sellers that the visitor lacks.
# **Nearest neighbours**: products bought by the same people as what she has (*collaborative filtering*). No real data on who bought what had a clear
# licence, so the shop is simulated, with its truth in sight: 2,000 visitors, 60 products, four tastes.
#
# **Predict:** each visitor's purchases are known but for the next. How many must be known before neighbours beat the best sellers?

# %%
hits = []
for known in (1, 2, 4, 7):
    shops = [learning.simulate_shop(visitors=2000, products=60, tastes=4, taste=1.5, known=known, seed=seed) for seed in range(5)]
    for way in ("random", "best sellers", "neighbours"):
        found = [np.any(learning.recommend(shop.bought, way) == shop.next[:, None], axis=1).mean() for shop in shops]
        hits.append({"known": known, "way": way, "mean": np.mean(found), "low": min(found), "high": max(found)})
hits = pd.DataFrame(hits)

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Neighbours need purchases before they help", "known purchases of each visitor", "next purchase is among the five (%)", height=3.6)
for (way, row), colour, style, lift in zip(hits.groupby("way"), [plots.GREEN, plots.BLUE, plots.GREY], ["s:", "o-", "D--"], (-9, 9, 0), strict=True):
    ax.errorbar(row["known"], row["mean"] * 100, yerr=[(row["mean"] - row["low"]) * 100, (row["high"] - row["mean"]) * 100], fmt=style, color=colour, capsize=3)
    ax.annotate(way, (7, row["mean"].iloc[-1] * 100), xytext=(8, lift), textcoords="offset points", va="center")
ax.set(xlim=(0.5, 8.8), ylim=(0, 50), xticks=[1, 2, 4, 7])
plots.show(fig, "Hit rate against known purchases, mean and range of five shops. Best sellers stay at 40 %. Neighbours begin near random, pass best sellers between two and four purchases, and end slightly above.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
rate = hits.pivot(index="known", columns="way", values="mean")
Markdown(
    f"With one known purchase, neighbours hit {rate.loc[1, 'neighbours']:.0%}, as good as random ({rate.loc[1, 'random']:.0%}): nothing was ever bought together (*cold start*). With seven, {rate.loc[7, 'neighbours']:.0%} against {rate.loc[7, 'best sellers']:.0%} for "
    "the rule. If tastes differ little, they gain nothing at all; set `taste=0.5` and see. **A hit says that she would have bought it; whether showing it sells more, only a test can tell** (module 2)."
)

# %% [markdown]
# ### Consequences: reinforcement
#
# The front page shows one of three banners. Nobody knows how often each is clicked (simulated; the rates are below; 20,000 visitors). An **A/B test** splits 6,000 visitors, then shows the
# winner. A **bandit** tries, and shows what clicks more often, ever more often: it learns from consequences. **Regret**
# is the clicks lost against always showing the best.
#
# **Predict:** which loses fewer clicks? And if best and worst change places half-way?

# %%
fronts = {"nothing: the old banner": "old", "split for ever": "split", "A/B test, then the winner": "test", "bandit": "bandit", "bandit that forgets": "forgetful bandit"}
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
    f"The bandit loses {calm['bandit']:.0f} clicks, the test {calm[test_name]:.0f}, the old banner {calm['nothing: the old banner']:.0f}: nearly all is gained by trying anything. In your own shop you will hardly see the difference: one bandit gets more clicks than one test in {wins:.0%} of pairs. "
    f"Its price: it says less of what it dropped. It believes the old banner's rate to be {steady['bandit']['rate_old'].mean() * 100:.1f} on average, not 2.0.\n\n"
    f"If the world turns, the test's winner loses {storm[test_name]:.0f}, more than doing nothing ({storm['nothing: the old banner']:.0f}); a bandit that forgets loses {storm['bandit that forgets']:.0f}. **To earn, a bandit; to know, a test.**"
)

# %% [markdown]
# ### What language models learn from
#
# The guide has three kinds: supervised, unsupervised, reinforcement. Today's language models need more. First the answer is taken
# out of the text itself: hide the next word, guess it (*self-supervised*).
#
# **Predict:** count, in 2,781 review sentences, what follows each word. How often does that guess the next word of other sentences?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
guessed = learning.guess_next_words(datasets.load_review_sentences()["text"])
Markdown(
    f"{guessed['one word before']:.0%} of the time; always guessing the commonest word, {guessed['commonest']:.0%}; a word drawn blindly, {guessed['nothing']:.2%}. Nobody had to label anything. (From two words before: {guessed['two words before']:.0%}. So few sentences teach no more.) "
    "A language model does this with thousands of words before, and trillions to learn from. It then knows how text goes on, not what is helpful or true. So people write good answers (*supervised fine-tuning*), then compare pairs of answers, and a model of their choices rewards what they prefer "
    "(*learning from preferences*; Ouyang and others, below); lately also rewards that a program can check, such as a sum that comes out right."
)

# %% [markdown]
# ## Worked example
#
# The four questions of the workbook, for each team:

# %% tags=["hide-input"]
# What computes the table below
saved = costs.loc["rule: late in September", "cost"] - costs["cost"]
Markdown(
    "| | **learns from** | **must beat** | **is checked by** | **so** |\n| --- | --- | --- | --- | --- |\n"
    f"| bikes per hour | answers that come by themselves | same hour, four weeks: {by_rule:.0%} | the months after | keep the rule ({trees['next'].min():.0%} at best) |\n"
    f"| late payers | answers, months later | late in September: {costs.loc['rule: late in September', 'cost']:,.0f} | cost; are scores chances? | the mended model, {saved['codes mended, 1/6']:,.0f} cheaper |\n"
    "| segments | patterns: no answers | sorting by hand | what they do next | sort by hand |\n"
    f"| five products | what others bought | best sellers: {rate.loc[7, 'best sellers']:.0%} | hits, then a test | neighbours from four purchases on |\n"
    f"| banners | consequences | the old one: {calm['nothing: the old banner']:.0f} clicks lost | regret; does the world turn? | bandit, or test to know why |\n"
    "| language model | text, good answers, preferences | a template, a search | module 3 | |"
)

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
draws = fundamentals.resample_costs(policies, default, share, miss=5, false_alarm=1)
low, high = (draws["rule: late in September"] - draws["codes mended, 1/6"]).quantile([0.025, 0.975])
Markdown(
    f"> **Give machine learning to the lender: with mended codes it costs {saved['codes mended, 1/6'] / costs.loc['rule: late in September', 'cost']:.0%} less than the rule ({low:,.0f} to {high:,.0f} per 10,000 clients, 95 % interval). "
    "The operator and the music shop keep their rules; the front page gets a bandit that forgets.**\n>\n"
    "> **We would change our mind** on the lender if a default costs about as little as a blocked client; on the bikes if a model beats the rule on months to come; on the shop if its segments, found anew, foretell more than sorting by hand.\n\n"
    "What we do not know: one bank, one month of a debt crisis; what blocking does to those who are blocked; whether people click in your shop as in a simulated one."
)

# %% [markdown]
# ## Recap
#
# * Ask what it learns from: answers, patterns, consequences, or text and preferences.
# * Perfect on yesterday is a warning. Test on what comes later, beside the rule and nothing.
# * A threshold follows from cost only if scores are chances.
# * k-means finds as many segments as you ask for. Believe them when they foretell.
# * A bandit earns, a test knows, and a winner chosen once goes stale when the world turns.
#
# ## Check yourself
#
# **1. A vendor found seven segments of your customers, the same ones on every run. What do you ask?**
#
# <details><summary>A. Nothing: stable segments are real.</summary>On shuffled columns they can be as stable.</details>
# <details><summary>B. What each did in the months after.</summary>Right: one that does nothing else than the others has not earned its name.</details>
# <details><summary>C. For eight segments.</summary>It would find eight.</details>
#
# **2. Missing a fraud costs nine times a false alarm. Where do you put the threshold of a model?**
#
# <details><summary>A. At 1/10.</summary>Right if its scores are chances. Check that first.</details>
# <details><summary>B. At 1/2, where it is most accurate.</summary>Then it misses the dear errors.</details>
# <details><summary>C. Where a held-out set costs least.</summary>Right too, and it does not need chances; it does need enough fraud in the set.</details>
#
# **3. You must tell the board in a year why the new page is better. Bandit or test?**
#
# <details><summary>A. Bandit: it earns more.</summary>A little, and afterwards it can say little of what it dropped.</details>
# <details><summary>B. Test.</summary>Right: equal shares tell most about the difference.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/4-how-machines-learn.ipynb).
#
# ## Go further
#
# * I-C. Yeh, C. Lien, [*The comparisons of data mining techniques*](https://doi.org/10.1016/j.eswa.2007.12.020), 2009: the lender's data, and why chances matter.
# * L. Ouyang and others, [*Training language models to follow instructions with human feedback*](https://doi.org/10.48550/arXiv.2203.02155), 2022.
# * O. Chapelle, L. Li, [*An Empirical Evaluation of Thompson Sampling*](https://proceedings.neurips.cc/paper/2011/hash/e53a0a2978c28872a4505bdb51db06dc-Abstract.html), 2011.
