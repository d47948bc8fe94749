# %% right: my own prices, all computed
miss, false_alarm = 120, 3
curve = fundamentals.price_thresholds(scores, phishing, share=0.05, miss=miss, false_alarm=false_alarm)["cost"]
rule_cost = fundamentals.price_policies({"rule": rule}, phishing, share=0.05, miss=miss, false_alarm=false_alarm).loc["rule", "cost"]
costs = {"never warn": 500 * miss, "rule": rule_cost, "model": curve.min() + running_cost}
policy = min(costs, key=costs.get)
decision = {
    "miss": miss, "false_alarm": false_alarm, "threshold": curve.idxmin(), "policy": policy,
    "saving": costs["never warn"] - costs[policy],
    "because": f"The {policy} costs least at my prices and saves about {costs['never warn'] - costs[policy]:,.0f} euros per 10,000 links.",
}

# %% right: the bank's own prices, typed and rounded
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 34171,
    "because": "At 90 and 6 euros the model costs 10829 with running cost, and the rule 11838 per 10,000 links.",
}

# %% right: helper function, dict(), numpy, rule wins
import numpy as np
def tag(policy, m, a):
    hit, fpr = policy[phishing].mean(), policy[~phishing].mean()
    return 500 * (1 - hit) * m + 9500 * fpr * a

grid = np.round(np.arange(0, 1.001, 0.01), 2)
model = np.array([tag(scores >= t, 100, 2) for t in grid])
rule = tag(rule, 100, 2)
decision = dict(
    because="Because the rule costs about 6,400 euros per 10,000 links, and the model costs over 500 more with its running cost.",
    saving=np.float64(50_000 - rule), policy="Rule", threshold=grid[model.argmin()], false_alarm=np.int64(2), miss=np.float64(100),
)

# %% right: extreme prices, cheap miss and dear false alarm
decision = {"miss": 20, "false_alarm": 20}
table = fundamentals.price_thresholds(scores, phishing, 0.05, **decision)
decision |= {"threshold": float(table.cost.idxmin()), "policy": "model ", "saving": 500 * 20 - table.cost.min() - 1500}
decision["because"] = f"At threshold {decision['threshold']} the model saves {decision['saving']:.0f} euros per 10,000 links, the rule loses money."

# %% right: typed saving rounded to hundreds
decision = {
    "miss": 200, "false_alarm": 2, "threshold": 0.26, "policy": "model", "saving": 91000,
    "because": "Even with € 1,500 running cost the model is about € 1,000 cheaper per 10,000 links than the rule.",
}

# %% right: lowest prices, the rule by a lot
m, a = 20.0, 0.5
k = fundamentals.price_thresholds(scores, phishing, share=0.05, miss=m, false_alarm=a)["cost"]
r = float(fundamentals.price_policies({"rule": rule}, phishing, share=0.05, miss=m, false_alarm=a)["cost"].iloc[0])
assert r < k.min() + running_cost
decision = {
    "miss": m, "false_alarm": a, "threshold": k.idxmin(), "policy": "rule", "saving": 10_000 - r,
    "because": "With these low prices the errors of the rule cost so little that 1500 euros for a model never come back.",
}

# %% right: near tie named as the rule
decision = {
    "miss": 150, "false_alarm": 4, "threshold": 0.38, "policy": "rule", "saving": 63903,
    "because": "Rule and model cost about 11,100 euros each, so I take the one that needs no watching at all.",
}

# %% wrong: running cost forgotten in the choice
# message: This leaves out what running the model costs.
# points: 1
decision = {
    "miss": 100, "false_alarm": 2, "threshold": 0.38, "policy": "model", "saving": 50000 - 5442,
    "because": "The model costs 5,442 euros per 10,000 links and the rule 6,439, so I ship the model at once.",
}

# %% wrong: right policy, saving without the running cost
# message: This leaves out what running the model costs.
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 45000 - 9329,
    "because": "The model saves 35,671 euros per 10,000 links against never warning, at the prices of the bank.",
}

# %% wrong: the cost given as the saving
# message: This is what the policy costs. The saving is
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 10829,
    "because": "The model costs 10,829 euros per 10,000 links with the running cost, which is less than the rule.",
}

# %% wrong: saving against the rule instead of never warning
# message: This is the saving against the rule.
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 11838 - 10829,
    "because": "The model saves 1,009 euros per 10,000 links against the rule, even after its running cost is paid.",
}

# %% wrong: threshold of the bank kept with own prices
# message: With your prices another threshold clearly costs less: price
# points: 3
decision = {
    "miss": 200, "false_alarm": 2, "threshold": 0.59, "policy": "model", "saving": 90994,
    "because": "The model saves about 91,000 euros per 10,000 links against never warning, running cost included here.",
}

# %% wrong: threshold 0.4 of the lesson and its prices, share 2 percent
# message: With your prices another threshold clearly costs less: price
# points: 2
decision = {
    "miss": 200, "false_alarm": 2, "threshold": 0.4, "policy": "model", "saving": 34845,
    "because": "Per 10,000 pages it saves about 34,845 euros against doing nothing, as the lesson has shown to us.",
}

# %% wrong: never warn because it is the most accurate
# message: With your prices your policy is not the cheapest
# points: 2
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "never warn", "saving": 0,
    "because": "Never warning is right about 95 percent of all links, and every warning policy is less accurate than that.",
}

# %% wrong: rule chosen on principle although the model is cheaper
# message: With your prices your policy is not the cheapest
# points: 2
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "rule", "saving": 45000 - 11838,
    "because": "Always take the rule first, it saves 33,162 euros per 10,000 links and it costs nothing to run.",
}

# %% wrong: reason without a number
# message: `decision["because"]` lacks the number that it rests on: write
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 34171,
    "because": "The model is simply the best choice for our customers and for the bank in the long run.",
}

# %% wrong: reason too short
# message: `decision["because"]` has 4 different words; write a sentence of
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 34171,
    "because": "It saves € 34,171.",
}

# %% wrong: saving negative, sign turned
# message: The sign is turned round: never warning minus your policy
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": -34171,
    "because": "The model costs 34,171 euros per 10,000 links less than never warning, running cost included already.",
}

# %% wrong: saving in thousands
# message: `decision["saving"]` is 34.2, which is not right.
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 34.2,
    "because": "The model costs 34.2 thousand euros per 10,000 links less than never warning, running cost included already.",
}

# %% wrong: prices out of range
# message: `decision["miss"]` is 5000, but it must be between 1
decision = {
    "miss": 5000, "false_alarm": 6, "threshold": 0.02, "policy": "model", "saving": 2400000,
    "because": "A miss ruins a customer, so I price it at 5,000 euros and the model saves 2.4 million per 10,000.",
}

# %% wrong: saving of the other policy
# message: This is what the rule saves, but you chose
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 45000 - 11838,
    "because": "The model is cheapest at 10,829 euros per 10,000 links, and so it saves 33,162 euros for us.",
}

# %% wrong: repeats one word to reach twelve
# message: `decision["because"]` has 2 different words; write a sentence of
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 34171,
    "because": "1 bla bla bla bla bla bla bla bla bla bla bla bla bla",
}

# %% wrong: one wrong price left, rule and model at other prices
# message: With your prices another threshold clearly costs less: price
# points: 2
decision = {
    "miss": 300, "false_alarm": 10, "threshold": 0.59, "policy": "model", "saving": 34171,
    "because": "The model saves 34,171 euros per 10,000 links, which I computed with the bank's prices of the setup.",
}

# %% wrong: everything left at the dots except the prices
# message: `decision["threshold"]` is still `...`: put your answer in its
decision = {"miss": 90, "false_alarm": 6, "threshold": ..., "policy": ..., "saving": ..., "because": ...}

# %% right: near tie named as the model
decision = {
    "miss": 150, "false_alarm": 4, "threshold": 0.38, "policy": "model", "saving": 63898,
    "because": "Rule and model cost about 11,100 euros each, so I take the one that catches more phishing.",
}

# %% wrong: one signal only priced as the rule
# message: `decision["saving"]` is 42777.5, which is not right.
# points: 3
rule_cost = fundamentals.price_policies({"rule": pages["empty_server_form_handler"] == 2}, phishing, share=0.05, miss=100, false_alarm=2)["cost"].iloc[0]
decision = {
    "miss": 100, "false_alarm": 2, "threshold": 0.38, "policy": "rule", "saving": 50_000 - rule_cost,
    "because": f"The rule costs {rule_cost:.0f} euros per 10,000 links, less than the model with its running cost.",
}

# %% right: a nearly cheapest threshold and its own saving
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.6, "policy": "model", "saving": 45_000 - 9457 - 1500,
    "because": "At threshold 0.6 the model saves 34,043 euros per 10,000 links against never warning, running cost included.",
}

# %% wrong: never warning's own cost as the saving
# message: This is what never warning costs. Subtract what your policy
# points: 3
decision = {
    "miss": 90, "false_alarm": 6, "threshold": 0.59, "policy": "model", "saving": 45000,
    "because": "Never warning costs 45,000 euros per 10,000 links, and with the model we no longer pay that.",
}

# %% wrong: running cost charged to the rule
# message: Only the model has a running cost.
# points: 3
decision = {
    "miss": 60, "false_alarm": 2, "threshold": 0.38, "policy": "rule", "saving": 30000 - 5014 - 1500,
    "because": "The rule saves 23,486 euros per 10,000 links once its running cost of 1,500 is paid as well.",
}

# %% right: capital keys and one-element values, as pandas leaves them
decision = {
    "Miss": pd.Series([90]), "False_Alarm": 6, "Threshold": pd.Series([0.59]), "Policy": "MODEL", "Saving": pd.Series([34171]),
    "Because": "At 90 and 6 euros the model saves 34,171 euros per 10,000 links, and the rule about 1,000 less.",
}

# %% right: a small saving, rounded to hundreds as the prompt says
decision = {
    "miss": 10, "false_alarm": 20, "threshold": 0.95, "policy": "model", "saving": 1300,
    "because": "With these prices the model saves 1,300 euros per 10,000 links, hardly more than nothing.",
}
