# %% right: both products spelled out
cost_of_pilot = pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]

# %% right: plain numbers typed in as a float
cost_of_pilot = 120 * 90.0 + 1128 * 6.0

# %% right: numpy dot product
import numpy as np
cost_of_pilot = np.dot([pilot["missed"], pilot["false_alarms"]], [traffic["miss"], traffic["false_alarm"]])

# %% right: loop over a price list
prices = {"missed": traffic["miss"], "false_alarms": traffic["false_alarm"], "caught": 0, "left_alone": 0}
cost_of_pilot = 0
for kind, count in pilot.items():
    cost_of_pilot += count * prices[kind]

# %% right: pandas Series, aligned by name
counts = pd.Series(pilot)
prices = pd.Series({"missed": 90, "false_alarms": 6})
cost_of_pilot = (counts * prices).sum()

# %% right: a helper function
def price(count, each):
    return count * each

cost_of_pilot = price(pilot["missed"], traffic["miss"]) + price(pilot["false_alarms"], traffic["false_alarm"])

# %% right: Fraction
from fractions import Fraction
cost_of_pilot = Fraction(120) * 90 + Fraction(1128) * 6

# %% right: Decimal, as an accountant would
from decimal import Decimal
cost_of_pilot = Decimal("120") * Decimal("90.00") + Decimal("1128") * Decimal("6.00")

# %% right: one-element array
import numpy as np
cost_of_pilot = np.array([120 * 90 + 1128 * 6])

# %% right: the amount in a Series of one
cost_of_pilot = pd.DataFrame([pilot]).eval("missed * 90 + false_alarms * 6")

# %% wrong: only the misses
# message: This prices the misses only.
cost_of_pilot = pilot["missed"] * traffic["miss"]

# %% wrong: only the false alarms
# message: This prices the false alarms only.
cost_of_pilot = pilot["false_alarms"] * traffic["false_alarm"]

# %% wrong: prices swapped
# message: The two prices are swapped
cost_of_pilot = pilot["missed"] * traffic["false_alarm"] + pilot["false_alarms"] * traffic["miss"]

# %% wrong: every error costs the same, number of errors
# message: This counts the errors. Give each kind its price
cost_of_pilot = pilot["missed"] + pilot["false_alarms"]

# %% wrong: all warnings priced as false alarms
# message: This prices every warning as a false alarm.
cost_of_pilot = pilot["missed"] * traffic["miss"] + (pilot["caught"] + pilot["false_alarms"]) * traffic["false_alarm"]

# %% wrong: lesson prices
# message: These are the lesson's prices. The bank's are in
cost_of_pilot = pilot["missed"] * 200 + pilot["false_alarms"] * 2

# %% wrong: minus what the caught ones save
# message: A phishing link that was caught is no error:
cost_of_pilot = pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"] - pilot["caught"] * traffic["miss"]

# %% wrong: never warning priced instead
# message: This prices every phishing link as a miss, warned or not
cost_of_pilot = (pilot["caught"] + pilot["missed"]) * traffic["miss"]

# %% wrong: per link, not per 10,000
# message: This is per link. The task asks for euros
cost_of_pilot = (pilot["missed"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]) / 10_000

# %% wrong: total errors times total price
# message: This multiplies all errors by both prices. Price each
cost_of_pilot = (pilot["missed"] + pilot["false_alarms"]) * (traffic["miss"] + traffic["false_alarm"])

# %% wrong: priced caught instead of missed
# message: This prices the links that were caught. A miss
cost_of_pilot = pilot["caught"] * traffic["miss"] + pilot["false_alarms"] * traffic["false_alarm"]

# %% wrong: in thousands
# message: This is in thousands of euros.
cost_of_pilot = (120 * 90 + 1128 * 6) / 1000

# %% wrong: weighted again by share
# message: The counts hold the share of phishing already: do
cost_of_pilot = 0.05 * 120 * 90 + 0.95 * 1128 * 6

# %% wrong: difference of the two products
# message: Both kinds of error cost: add them, do not subtract
cost_of_pilot = pilot["false_alarms"] * traffic["false_alarm"] - pilot["missed"] * traffic["miss"]

# %% wrong: the saving instead of the cost
# message: This is the saving against never warning. The task
cost_of_pilot = 600 * 90 - (120 * 90 + 1128 * 6)

# %% wrong: slip in the count
# message: which is not right
cost_of_pilot = 120 * 90 + 1138 * 6

# %% wrong: thousands comma makes two numbers
# message: `cost_of_pilot` is (17, 568): a comma makes two numbers.
cost_of_pilot = 17,568

# %% wrong: five in a hundred priced as misses
# message: This prices 500 phishing links as misses.
cost_of_pilot = 10_000 * traffic["share"] * traffic["miss"]

# %% right: rounded to hundreds
cost_of_pilot = 17600

# %% wrong: good links that were left alone are priced
# message: A false alarm is a good link with a warning
cost_of_pilot = pilot["missed"] * traffic["miss"] + pilot["left_alone"] * traffic["false_alarm"]
