# %% right: count, then price
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    phish = 10_000 * share
    good = 10_000 - phish
    return phish * (1 - hit_rate) * miss + good * false_positive_rate * false_alarm

# %% right: lambda
cost_per_10000 = lambda hit_rate, false_positive_rate, share, miss, false_alarm: 10_000 * (
    share * (1 - hit_rate) * miss + (1 - share) * false_positive_rate * false_alarm
)

# %% right: class with __call__
class Price:
    def __call__(self, hit_rate, false_positive_rate, share, miss, false_alarm):
        misses = 10_000 * share - 10_000 * share * hit_rate
        alarms = 10_000 * (1 - share) * false_positive_rate
        return misses * miss + alarms * false_alarm

cost_per_10000 = Price()

# %% right: numpy vectors
import numpy as np
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    errors = np.array([share * (1 - hit_rate), (1 - share) * false_positive_rate])
    return 10_000 * errors @ np.array([miss, false_alarm])

# %% right: helper functions and defaults
def misses(hit_rate, share, links=10_000):
    return links * share * (1 - hit_rate)

def alarms(false_positive_rate, share, links=10_000):
    return links * (1 - share) * false_positive_rate

def cost_per_10000(hit_rate, false_positive_rate, share=0.05, miss=90, false_alarm=6):
    return misses(hit_rate, share) * miss + alarms(false_positive_rate, share) * false_alarm

# %% right: short names for the parameters
def cost_per_10000(h, f, s, m, a):
    return 10_000 * s * (1 - h) * m + 10_000 * (1 - s) * f * a

# %% right: star arguments
def cost_per_10000(*args):
    h, f, s, m, a = args
    return sum(n * p for n, p in [(10_000 * s * (1 - h), m), (10_000 * (1 - s) * f, a)])

# %% right: rounded to the cent
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return round(10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * false_positive_rate * false_alarm, 2)

# %% right: functools.partial over a general price tag
from functools import partial
def price(links, hit_rate, false_positive_rate, share, miss, false_alarm):
    return links * (share * (1 - hit_rate) * miss + (1 - share) * false_positive_rate * false_alarm)

cost_per_10000 = partial(price, 10_000)

# %% right: pandas Series and a print on the way
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    count = pd.Series({"miss": 10_000 * share * (1 - hit_rate), "alarm": 10_000 * (1 - share) * false_positive_rate})
    print(count)
    return (count * pd.Series({"miss": miss, "alarm": false_alarm})).sum()

# %% right: Decimal of the text of each number
from decimal import Decimal
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    h, f, s, m, a = (Decimal(str(x)) for x in (hit_rate, false_positive_rate, share, miss, false_alarm))
    return 10_000 * (s * (1 - h) * m + (1 - s) * f * a)

# %% right: whole euros
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return round(10_000 * (share * (1 - hit_rate) * miss + (1 - share) * false_positive_rate * false_alarm))

# %% wrong: hits priced as misses
# message: It prices the phishing links that were caught. A
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * hit_rate * miss + 10_000 * (1 - share) * false_positive_rate * false_alarm

# %% wrong: false-positive rate over all links
# message: The false-positive rate is over the good links only
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * miss + 10_000 * false_positive_rate * false_alarm

# %% wrong: false-positive rate over the phishing links
# message: False alarms come from the good links, not from
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * ((1 - hit_rate) * miss + false_positive_rate * false_alarm)

# %% wrong: constant that fits the example
# message: It always gives the example's result. Compute it
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 14_700

# %% wrong: share and prices of the bank fixed inside
# message: It always takes the share 0.05 and the prices 90 and 6
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 500 * (1 - hit_rate) * 90 + 9500 * false_positive_rate * 6

# %% wrong: only the share fixed inside
# message: It always takes the share 0.05.
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 500 * (1 - hit_rate) * miss + 9500 * false_positive_rate * false_alarm

# %% wrong: prices taken from the outside
# message: It always takes the prices 90 and 6.
# points: 0.6
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * traffic["miss"] + 10_000 * (1 - share) * false_positive_rate * traffic["false_alarm"]

# %% wrong: prices swapped
# message: The two prices are swapped
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * false_alarm + 10_000 * (1 - share) * false_positive_rate * miss

# %% wrong: counts the errors, does not price them
# message: This counts the errors. Give each kind its price
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) + 10_000 * (1 - share) * false_positive_rate

# %% wrong: only misses
# message: This prices the misses only.
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * miss

# %% wrong: only false alarms
# message: This prices the false alarms only.
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * (1 - share) * false_positive_rate * false_alarm

# %% wrong: per link
# message: This is per link. The task asks for 10,000
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return share * (1 - hit_rate) * miss + (1 - share) * false_positive_rate * false_alarm

# %% wrong: prints instead of returns
# message: `cost_per_10000(0.8, 0.1, 0.05, 90, 6)` returned None, not a
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    print(10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * false_positive_rate * false_alarm)

# %% wrong: takes rates as percent
# message: The rates are shares from 0 to 1, not
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (100 - hit_rate) / 100 * miss + 10_000 * (1 - share) * false_positive_rate / 100 * false_alarm

# %% wrong: one minus the false-positive rate
# message: It takes 1 - false_positive_rate. The rate is the
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * (1 - false_positive_rate) * false_alarm

# %% wrong: hits subtracted as savings
# message: A link that was caught costs nothing; it earns
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * (1 - share) * false_positive_rate * false_alarm - 10_000 * share * hit_rate * miss

# %% wrong: caught phishing also charged as an alarm
# message: A warning about a phishing link is no error:
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * ((1 - hit_rate) * miss + hit_rate * false_alarm) + 10_000 * (1 - share) * false_positive_rate * false_alarm

# %% wrong: 15 : 1 ratio instead of the false-alarm price
# message: It never uses `false_alarm`
# points: 1.2
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * false_positive_rate * miss / 15

# %% wrong: parameters in another order
# message: `cost_per_10000(0.8, 0.1, 0.05, 90, 6)` returned -70600, which is
def cost_per_10000(share, miss, false_alarm, hit_rate, false_positive_rate):
    return 10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * false_positive_rate * false_alarm

# %% wrong: called instead of defined
# message: `cost_per_10000` must be a function (def cost_per_10000(...): ...); it
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 10_000 * share * (1 - hit_rate) * miss + 10_000 * (1 - share) * false_positive_rate * false_alarm
cost_per_10000 = cost_per_10000(0.8, 0.1, 0.05, 90, 6)

# %% wrong: the example's counts kept
# message: It uses the example's counts, 100 misses and 950
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    return 100 * miss + 950 * false_alarm

# %% wrong: a missing star
# message: Is a `*` missing
def cost_per_10000(hit_rate, false_positive_rate, share, miss, false_alarm):
    misses = 10_000 * share (1 - hit_rate)
    return misses * miss
