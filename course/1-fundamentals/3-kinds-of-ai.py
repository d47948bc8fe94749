# %% [markdown]
# # Which kind of AI is it, and how would we know that it works?
#
# Four teams show a demo: tags for a fashion shop's pictures, spoken commands, answers to a
# builder's customers, a taxi without a driver. Each is "mostly right". **Which goes out, and
# what has to be counted first?**
#
# After this lesson you can
#
# 1. say what goes in and what comes out, in place of a list of kinds,
# 2. count the errors of each kind, beside a plain baseline,
# 3. let the price of errors, not accuracy, decide what people check.
#
# **Minutes:** 35. **You need:** lessons 1 and 2. **Left out:** how such models work inside; how to evaluate generated text in earnest (module 3).

# %% tags=["hide-input"]
# Run this first: it loads what the lesson needs
try:
    import ipywidgets
    import numpy as np
    import pandas as pd
    from IPython.display import Markdown

    from aipm_helpers import datasets, kinds, models, plots
    from aipm_helpers.errors import CourseError
except ModuleNotFoundError:
    raise SystemExit(
        "This kernel lacks the course. Start with python3 start.py, then choose "
        "Kernel > Change Kernel > Python 3 (ipykernel)."
    ) from None

# %% [markdown]
# ## Recall
#
# <details><summary>The interval of a saving runs from a loss to a gain. What does that tell?</summary>Chance alone may explain it.</details>
# <details><summary>A model is to replace what runs. What comes before the release?</summary>A month in the shadow, and a rule fixed before it begins.</details>
#
# ## The story
#
# ### Two questions in place of a list
#
# The guide lists five types: machine learning, NLP (language), vision, speech, generative AI. The first is a way to learn,
# language, vision and speech are inputs, the last is an output. They overlap: a chatbot that you talk to has learnt, hears speech and makes
# language. Two questions serve better: **what goes in and what comes out?** That tells what an error is. **What does it learn from?** (Known answers, text, preferences, consequences: lesson 4.)
#
# *Tabular* AI has columns in, a yes, no or number out: the phishing warning, the bikes. Its errors you know: misses, false alarms, bikes too many. Now
# the others.
#
# ### Pictures in, tags out
#
# Prices that we assume; change them and run all cells again:

# %%
within, across, manual = 0.10, 2.00, 0.25  # euros: wrong in the same department, in another one, by hand
sure = 0.90

# %% [markdown]
# A shop wants its products tagged, ten kinds in three departments (clothes, shoes, bags; [Fashion-MNIST](https://doi.org/10.48550/arXiv.1708.07747), MIT). Assume: a wrong tag within a department (a shirt
# as a pullover) costs € 0.10, since customers still see it. A shoe under bags costs € 2.00: it is lost. A person tags for € 0.25, rightly (we assume). *The rule* asks nine questions about the outline ("wide and low?"). The *model*
# weighs 784 grey values and adds them up (logistic regression), learnt from 1,000 pictures; these are among 1,000 others:

# %% tags=["hide-input"]
# What draws the pictures
pictures, products = datasets.load_product_pictures()
tags = kinds.tag_pictures(pictures, products)
department, tagged_in = tags["product"].map(kinds.DEPARTMENTS), tags["tag"].map(kinds.DEPARTMENTS)
wrong, lost = tags["tag"] != tags["product"], department != tagged_in
shown = [*tags[~wrong].index[:6], *tags[wrong & ~lost].index[:6], *tags[lost].index[:6]]
captions = [f"{tags.loc[i, 'product']}\nas {tags.loc[i, 'tag']}" if wrong[i] else f"{tags.loc[i, 'tag']}\nright" for i in shown]
plots.show(
    plots.picture_rows([pictures[i - 1] for i in shown], captions, columns=6, title="Right, wrong but cheap, wrong and dear"),
    "Three rows of six products: tagged rightly; tagged wrongly within the department, such as shirts as pullovers; and tagged as something of another department.",
)

# %% [markdown]
# The team proposes: tag only when the model is at least 90 % sure, and give the rest to people (a *hand-over*).
#
# **Predict:** nearly all tags that are given are then right. Does the bill go up or down, against tagging everything?

# %%
nobody = pd.Series(False, tags.index)
by_hand = {
    "nothing: all by hand": ~nobody,
    "rule, all automatic": nobody,
    "model, all automatic": nobody,
    "model, if 90 % sure": tags["certain"] < sure,
    "model, if sure of department": tags["certain_department"] < 1 - manual / across,
}
outline = tags.assign(tag=kinds.tag_by_outline(pictures[1000:]))
prices = pd.DataFrame({name: kinds.prices_of_tags(outline if "rule" in name else tags, hand, within, across, manual) for name, hand in by_hand.items()})

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
draws = np.random.default_rng(0).integers(0, len(prices), (2000, len(prices)))
spread = pd.DataFrame({name: np.quantile(prices[name].to_numpy()[draws].sum(axis=1), [0.025, 0.975]) for name in prices}).T
fig, ax = plots.figure("Surer, and nearly twice as dear", "cost of 1,000 tags (euros)", "", height=3.4)
plots.labelled_bars(ax, prices.sum(), spread)
plots.show(fig, "Cost of five policies with intervals. People tag all is dearest, then the rule, the model if 90 % sure, the model all automatic, and the model if sure of the department, the cheapest.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
turned = kinds.tag_pictures(pictures[::-1], products[::-1])  # learns from the last 1,000
turned_bills = [kinds.prices_of_tags(turned, hand, within, across, manual).sum() for hand in (None, turned["certain_department"] < 1 - manual / across)]
turned_saving, bill = turned_bills[0] - turned_bills[1], prices.sum()
given = {name: ~hand for name, hand in by_hand.items()}
right = {name: (~wrong)[given[name]].mean() for name in list(by_hand)[2:]}
every, timid, shelf = list(by_hand)[2:]
doubted = by_hand[timid]
saved = np.quantile((prices[every] - prices[shelf]).to_numpy()[draws].sum(axis=1), [0.025, 0.975])
Markdown(
    f"Up, from € {bill[every]:.0f} to € {bill[timid]:.0f}, though the tags that are given are right {right[timid]:.0%} of the time, not {right[every]:.0%}. The model doubts {doubted.sum()} tags, of which {(doubted & ~wrong).sum()} are right: people cost € {manual * doubted.sum():.0f} and prevent errors worth € {prices[every][doubted].sum():.0f}. "
    f"And of {wrong.sum()} wrong tags {lost.sum()} carry {prices[every][lost].sum() / bill[every]:.0%} of the bill.\n\n"
    f"So ask for the chance of the *department* (whether scores are chances: lesson 4), and hand over above 1 in 8 to be lost: there the loss costs € 0.25, as a person does. Then {right[shelf]:.0%} of the tags are right, {given[shelf].mean():.0%} are automatic, and the bill is € {bill[shelf]:.0f} "
    f"(€ {saved[0]:.0f} to {saved[1]:.0f} on other pictures; learnt from the other half € {turned_saving:.0f}, which the interval leaves out). **Choose by the price of errors, not by accuracy.** Try another price:"
)

# %% tags=["nbval-ignore-output"]
@ipywidgets.interact(across=ipywidgets.FloatSlider(min=0.1, max=4, step=0.1, value=2, description="lost (€)"))
def price_lost(across=across):
    """Redraw the bill for another price of a product that is lost."""
    hand = by_hand | {shelf: tags["certain_department"] < 1 - manual / max(across, manual)}
    costs = pd.Series({name: kinds.prices_of_tags(outline if "rule" in name else tags, hand[name], within, across, manual).sum() for name in hand})
    fig, ax = plots.figure(f"If a lost product costs € {across:.2f}", "cost of 1,000 tags (euros)", "", height=3.2)
    plots.labelled_bars(ax, costs)
    plots.show(fig, f"Costs of five policies if a lost product costs € {across:.2f}: " + ", ".join(f"{name} {cost:.0f}" for name, cost in costs.items()) + ".")

# %% [markdown]
# ### Sound in, words out
#
# A small recogniser from before neural ones took over heard ten clips: names of cards, and a novel ([PocketSphinx](https://github.com/cmusphinx/pocketsphinx), BSD). Listen to two of them; below stands what was said, then what was heard.

# %% tags=["hide-input"]
# What plays two of the clips
clips = datasets.load_spoken_clips()
for clip in ("cards_2", "audiobook_3"):
    plots.sound(clips.loc[clip, "path"], f"said: {clips.loc[clip, 'said']} / heard: {clips.loc[clip, 'heard']}")

# %% [markdown]
# **Word error rate** is (substituted + left out + added words) / words *said*: one in four for the first clip, 4 in 14 for the second. Over several clips, sum errors and words, then divide.
#
# The team can run it three ways: on the whole clip; live, while it is spoken; or told that nothing but names of cards can be said.
#
# **Predict:** what does the third hear in the novel?

# %%
ways = {"whole clip": "heard", "live": "heard_live", "only cards": "heard_as_cards"}
errors = {(kind, way): kinds.pool_word_errors(part, column) for kind, part in clips.groupby("kind", observed=True) for way, column in ways.items()}

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
fig, ax = plots.figure("Told to expect cards, it hears cards in a novel", "word errors per 100 words said", "", height=3.4)
for (kind, colour, mark, lift) in [("card names", plots.BLUE, "o", 0.12), ("audiobook", plots.RED, "D", -0.12)]:
    for place, way in enumerate(reversed(ways)):
        counted = errors[kind, way]
        low, high = kinds.resample_word_errors(counted)
        rate = counted["errors"].sum() / counted["words"].sum()
        ax.errorbar(100 * rate, place + lift, xerr=[[100 * (rate - low)], [100 * (high - rate)]], fmt=mark, color=colour, capsize=4, label=kind if place == 0 else None)
ax.set(yticks=range(3), yticklabels=list(ways)[::-1], xlim=(-3, 110))
fig.legend(loc="outside lower center", ncols=2, frameon=False)
plots.show(fig, "Word error rates with intervals for three settings. Card names: low on the whole clip and with only cards, high live. Audiobook: high on the whole clip and live, and above 100 with only cards.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
def rate_of(kind, way):
    """Return errors per word of the clips of a kind."""
    return errors[kind, way]["errors"].sum() / errors[kind, way]["words"].sum()


whole = pd.concat([errors[kind, "whole clip"] for kind in ("card names", "audiobook")])
low, high = kinds.resample_word_errors(whole)
Markdown(
    f"Cards: *{clips.loc['audiobook_2', 'heard_as_cards']}*. It cannot say \"none of these\", and its error rate, {rate_of('audiobook', 'only cards'):.0%}, is worse than silence (100 % left out). Live, errors on card names rise from {100 * rate_of('card names', 'whole clip'):.0f} to {100 * rate_of('card names', 'live'):.0f} per 100 words: ask in which setting a rate was measured.\n\n"
    f"On card names, whole clip and card list make one error each. One loses a card (*{clips.loc['cards_2', 'heard']}*), the other plays one that nobody named (*{clips.loc['cards_4', 'heard_as_cards']}*, for *{clips.loc['cards_4', 'said']}*). **Equal rates, unequal harm: count commands done, not words.**\n\n"
    f"Overall {whole['errors'].sum() / whole['words'].sum():.0%} (95 % interval {low:.0%} to {high:.0%}); the mean of the clips' rates would be {(whole['errors'] / whole['words']).mean():.0%}. Ten clips by two voices tell about measuring, not about recognisers of today, nor about how your customers speak."
)

# %% [markdown]
# ### Text in, text out
#
# A builder in Sweden has 503 questions with answers ([Zaragoza AB](https://doi.org/10.5281/zenodo.19630803), CC BY; the law in them was not checked). *The rule* is a search (*retrieval*): rank the answers by rare words that they share with
# the question, and show the first. A *language model* goes on from a text (the *prompt*) by words or parts of words (*tokens*); what is called *large* has learnt billions of numbers (*parameters*), this one, among the smallest, 135 million (SmolLM2; Apache-2.0). It was asked 60 of the
# questions three ways: alone; with the passage that the search found, and told to answer from it or say "I do not know"; and with the right passage.
#
# (Alone it has no passage to be grounded in.) Every answer was read twice, by two far larger models that did not know of each other (they agree on 95 to 99 in 100; the instruction stands in `datasets/README.md`), and marked **fluent** (clear English), **grounded** (all of it is in the passage shown) and **right** (who acts on it does what the builder's answer says).
#
# **Predict:** with the right passage in front of it each time, how often is it fluent? How often right?

# %%
answers = datasets.load_recorded_answers()
found = answers[answers["setting"] == "retrieved"]
marks = {way: {mark: part[mark] for mark in ("fluent", "grounded", "right")} for way, part in answers.groupby("setting", observed=True)}
marks["rule"] = {"right": found["passage"] == found["pair"]}

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
labels = {"rule": "rule: show what the search found", "alone": "model alone", "retrieved": "model, with what the search found", "own": "model, with the right passage"}
fig, ax = plots.figure("Fluent is not grounded, grounded is not right", "share of 60 answers (%)", "", height=3.8)
for mark, colour, sign, lift in [("fluent", plots.GREY, "s", 0.2), ("grounded", plots.ORANGE, "D", 0), ("right", plots.BLUE, "o", -0.2)]:
    ways_marked = [(place, marks[way][mark].dropna()) for place, way in enumerate(reversed(labels)) if mark in marks[way] and marks[way][mark].notna().any()]
    shares = [(place, *kinds.share_with_interval(marked.astype(bool))) for place, marked in ways_marked]
    arms = [[100 * (share - low) for _, share, low, _ in shares], [100 * (high - share) for _, share, _, high in shares]]
    ax.errorbar([100 * share for _, share, _, _ in shares], [place + lift for place, *_ in shares], xerr=arms, fmt=sign, color=colour, capsize=3, label=mark)
ax.set(yticks=range(4), yticklabels=list(labels.values())[::-1], xlim=(0, 100))
fig.legend(loc="outside lower center", ncols=3, frameon=False)
plots.show(fig, "Shares with intervals. Fluent is above 80 % in all three settings of the model. Grounded less than half. Right: near zero alone, low with what the search found, a third with the right passage, and a third for the rule.")

# %% tags=["hide-input", "reveal"]
# The answer, in words
share = {way: {mark: float(marked.mean()) for mark, marked in found_marks.items() if marked.notna().any()} for way, found_marks in marks.items()}
hit = marks["rule"]["right"].to_numpy()
spoilt = hit & ~found["right"].to_numpy(dtype=bool)
loose = found["grounded"].astype(bool) & ~found["right"].astype(bool)
Markdown(
    f"Fluent {share['own']['fluent']:.0%}, right {share['own']['right']:.0%}. Two errors add up: the search misses {(~hit).sum()} of {len(hit)}, and of its {hit.sum()} hits the model spoils {spoilt.sum()}. **The plain search, without any writing, is right {share['rule']['right']:.0%} of the time, the model on top of it {share['retrieved']['right']:.0%}.** (Of passages only the question's own counts as right, so this flatters the model.) "
    f"And {loose.sum()} of {found['grounded'].sum()} grounded answers are not right: most say that they do not know, drop a condition, or repeat another question's passage.\n\n"
    "Read three of them; no checker of grammar finds anything:"
)

# %% tags=["hide-input"]
# What shows three of the answers
faq = datasets.load_construction_faq()
rows = [("a number taken from elsewhere", 463, "own"), ("a 'not' lost", 483, "own"), ("another question's passage", 51, "retrieved")]
told = answers.set_index(["pair", "setting"])
picked = [told.loc[(pair, way)] for _, pair, way in rows]
table = pd.DataFrame(
    {
        "asked": [faq.loc[pair, "question"] for _, pair, _ in rows],
        "passage shown, its beginning": [". ".join(faq.loc[row["passage"], "answer"].split(". ")[:2]) for row in picked],
        "model": [row["answer"] for row in picked],
    },
    index=[what for what, _, _ in rows],
)
plots.show_table(table, dict.fromkeys(table, "{}"), "Fluent and wrong")

# %% [markdown]
# A larger model should do better; what carries over is that you count all three, on your own questions, beside the search.
# Ask this one yourself, if it is installed:

# %%
try:
    print(models.answer("What does a building permit cost?"))
except CourseError as missing:
    print(missing)

# %% [markdown]
# ### Miles in, accidents out
#
# SAE standard J3016 (2021) has six levels of driving automation: at 0 to 2 the person drives or watches, at 3 she must take over when asked, at 4 (within limits) and 5 she need not. So "self-driving" says little: ask who has to watch.
#
# In the USA 1.26 people died per 100 million miles driven in 2023 ([NHTSA, *Traffic Safety Facts*](https://doi.org/10.21949/rdm5-2086)).
#
# **Predict:** a fleet at level 4 has driven 10 million miles without a death. Is it safer than people?

# %% tags=["hide-input", "reveal"]
# The answer: run this cell
people = 1.26 / 100e6
needed, driven = kinds.units_without_failure(people), 10e6
shown = kinds.units_without_failure(1e-9) * 1e-9 / driven
Markdown(
    f"Nobody knows. No failure in n cases shows, at 95 %, only that fewer than 3 in n fail (the *rule of three*): here, fewer than {shown * 100e6:.0f} deaths per 100 million miles, {shown / people:.0f} times the rate of people. It takes {needed / 1e6:.0f} million miles without a death. "
    "So one counts what is more frequent (crashes, injuries), on the same roads and in the same weather. **It holds for every \"no incident so far\": 60 answers without a harmful one leave room for 5 in 100.**"
)

# %% [markdown]
# ## Worked example
#
# Six steps, for any demo: **in and out**, **learns from**, **count** its own errors, a plain **baseline**, a **price** for each error, **doubt**.

# %% tags=["hide-input"]
# What computes the table below
card_errors = {way: (errors["card names", way]["errors"] > 0).sum() for way in ways}
hand_bill, likely = bill["nothing: all by hand"], kinds.share_with_interval(found["right"].astype(bool))
rows = {
    "in and out": ["columns; yes or no", "pictures; one of ten tags", "sound; words", "question; text", "road; driving"],
    "learns from": ["answers", "answers", "answers (and text)", "text, answers, preferences", "answers, consequences"],
    "count": ["misses, false alarms", f"wrong tags by department: {lost.sum()} lost in 1,000", f"commands missed: {card_errors['whole clip']} of 5 whole, {card_errors['live']} of 5 live", f"not grounded: {1 - share['retrieved']['grounded']:.0%}, not right: {1 - share['retrieved']['right']:.0%}", "deaths, injuries per mile"],
    "baseline": ["a rule", f"by hand € {hand_bill:.0f}, rule € {bill['rule, all automatic']:.0f}", "a button", f"show the passage: {1 - share['rule']['right']:.0%} not right", "people, same roads"],
    "price": ["lesson 1", "€ 0.10 or € 2.00", "a wrong card is played", "a permit missed", "a life"],
    "doubt": ["intervals, drift", "€ {:.0f} to € {:.0f}".format(*spread.loc[shelf]), "two voices", "{:.0%} to {:.0%}".format(1 - likely[2], 1 - likely[1]), f"{driven / needed:.0%} of the miles needed"],
}
kinds_table = pd.DataFrame(rows, index=["phishing warning", "product tags", "voice commands", "customer answers", "taxi"])
plots.show_table(kinds_table, dict.fromkeys(kinds_table, "{}"), "Five products, six steps")

# %% [markdown]
# ## Decide

# %% tags=["hide-input"]
# What computes the sentences below
five = kinds.share_with_interval(kinds.rank_own_answers(faq) <= 5)
Markdown(
    f"> **The tags go out, with people on the {1 - given[shelf].mean():.0%} whose department is in doubt: € {bill[shelf]:.0f} per 1,000 in place of € {hand_bill:.0f} by hand (95 % interval € {spread.loc[shelf, 0]:.0f} to € {spread.loc[shelf, 1]:.0f}). The builder shows the five passages that the search finds, which hold the right one for {five[0]:.0%} of all {len(faq)} questions, and no written answers. Voice and taxi stay in the test.**\n>\n"
    f"> **We would change our mind** on answers when a larger model, on the same 60 questions, is right more often than the search by more than chance; on tags if a loss costs at most twice a person's tag, since hardly any then needs a person.\n\n"
    "What we do not know: pictures that customers take themselves; voices, noise and accents; questions in customers' own words, probably harder than the builder's; who is hurt by a wrong answer on a permit."
)

# %% [markdown]
# ## Recap
#
# * In and out tell what an error is. What it learns from: lesson 4.
# * Every kind has its own count: tags, words, answers, miles. None is "accuracy" alone.
# * The dear errors decide what people check. More right may cost more.
# * Fluent is not grounded, grounded is not right. Hold writing against plain search.
# * No failure in n cases leaves room for 3 in n.
#
# **Terms:** [autonomy levels](../glossary.md#autonomy-levels), [fluent](../glossary.md#fluent), [groundedness](../glossary.md#groundedness), [hand-over](../glossary.md#hand-over), [large language model](../glossary.md#large-language-model), [prompt](../glossary.md#prompt), [retrieval](../glossary.md#retrieval), [rule of three](../glossary.md#rule-of-three), [token](../glossary.md#token), [word error rate](../glossary.md#word-error-rate)
#
# ## Check yourself
#
# **1. A voice menu gets 5 in 100 words wrong. Good enough to move money?**
#
# <details><summary>A. Yes, nearly all words are right.</summary>The wrong ones may be amounts and names.</details>
# <details><summary>B. Ask how many commands were done as meant, and how: whole or live.</summary>Right: words are not what is paid for.</details>
# <details><summary>C. No, it must not err.</summary>People mishear too. Ask what an error costs, and what catches it.</details>
#
# **2. Of a vendor's answers 98 in 100 are grounded. What does that leave open?**
#
# <details><summary>A. Nothing: they are from our documents.</summary>From the wrong page they are grounded too.</details>
# <details><summary>B. Whether the passage answers the question.</summary>Right, and whether the document is true.</details>
# <details><summary>C. Whether they are fluent.</summary>That you see at once, and it says little.</details>
#
# **3. 300 refunds were paid by an assistant, none wrongly. What may you claim?**
#
# <details><summary>A. It makes no mistakes.</summary>None was seen.</details>
# <details><summary>B. Fewer than 1 in 100 go wrong (95 of 100 confident).</summary>Right: 3 in 300, if the next are like these.</details>
# <details><summary>C. Nothing.</summary>More than nothing: 3 in 300.</details>
#
# **Now decide yourself:** [the workbook](../../exercises/1-fundamentals/3-kinds-of-ai.ipynb). **Next:** what has such a system learnt from, to behave as it does?
#
# ## Go further
#
# * H. Xiao, K. Rasul, R. Vollgraf, [*Fashion-MNIST*](https://doi.org/10.48550/arXiv.1708.07747), 2017: the pictures.
# * N. Kalra, S. Paddock, [*Driving to Safety*](https://doi.org/10.7249/RR1478), RAND 2016: how many miles would prove what.
# * L. Ben Allal and others, [*SmolLM2*](https://doi.org/10.48550/arXiv.2502.02737), 2025: how a small language model is made.
