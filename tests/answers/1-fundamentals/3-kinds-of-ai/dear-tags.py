# %% right: with the helper
def bill(by_hand):
    return kinds.prices_of_tags(tags, by_hand, within=0.05, across=1.60, manual=0.40).sum()
sure_enough = 1 - 0.40 / 1.60
bill_automatic = bill(None)
bill_department = bill(tags["certain_department"] < sure_enough)
bill_timid = bill(tags["certain"] < 0.9)
most_right = "timid"
cheapest = "department"

# %% right: typed and rounded
sure_enough = 0.75
bill_automatic = 66.6
bill_department = 46.3
bill_timid = 267.5
most_right = "Timid"
cheapest = "Department "

# %% wrong: whole euros
# message: Write the bill to ten cents, not rounded to euros.
# points: 1.2
sure_enough, bill_automatic, bill_department, bill_timid = 0.75, 67, 46, 268
most_right, cheapest = "timid", "department"

# %% right: by hand, row by row
shelf = kinds.DEPARTMENTS
def bill(asked):
    total = 0
    for row in tags.itertuples():
        if asked(row):
            total += 0.40
        elif row.tag != row.product:
            total += 0.05 if shelf[row.tag] == shelf[row.product] else 1.60
    return total
sure_enough = 3 / 4
bill_automatic = bill(lambda row: False)
bill_department = bill(lambda row: row.certain_department < sure_enough)
bill_timid = bill(lambda row: row.certain < 0.90)
most_right = "timid"
cheapest = min({"automatic": bill_automatic, "department": bill_department, "timid": bill_timid}.items(), key=lambda pair: pair[1])[0]

# %% right: positions, and not at least so sure
sure_enough = (1.60 - 0.40) / 1.60
bill_automatic = kinds.prices_of_tags(tags, None, 0.05, 1.60, 0.40).sum()
bill_department = kinds.prices_of_tags(tags, ~(tags["certain_department"] >= 0.75), 0.05, 1.60, 0.40).sum()
bill_timid = kinds.prices_of_tags(tags, ~(tags["certain"] >= 0.9), 0.05, 1.60, 0.40).sum()
most_right, cheapest = "timid", "department"

# %% wrong: the chance of a loss
# message: This is the chance of a loss from which on a person is cheaper.
# points: 1.8
sure_enough = 0.25
bill_automatic = 66.6
bill_department = kinds.prices_of_tags(tags, tags["certain_department"] < 0.25, 0.05, 1.60, 0.40).sum()
bill_timid = 267.5
most_right = "timid"
cheapest = "department"

# %% wrong: the lesson's prices
# message: These are the lesson's prices.
# points: 1.2
sure_enough = 0.75
bill_automatic = kinds.prices_of_tags(tags, None, 0.10, 2.00, 0.25).sum()
bill_department = kinds.prices_of_tags(tags, tags["certain_department"] < sure_enough, 0.10, 2.00, 0.25).sum()
bill_timid = kinds.prices_of_tags(tags, tags["certain"] < 0.9, 0.10, 2.00, 0.25).sum()
most_right = "timid"
cheapest = "department"

# %% wrong: the sure ones go to people
# message: This gives people what the model is sure of.
# points: 1.8
sure_enough = 0.75
bill_automatic = 66.6
bill_department = kinds.prices_of_tags(tags, tags["certain_department"] >= sure_enough, 0.05, 1.60, 0.40).sum()
bill_timid = kinds.prices_of_tags(tags, tags["certain"] >= 0.9, 0.05, 1.60, 0.40).sum()
most_right = "timid"
cheapest = "department"

# %% wrong: the chance of the tag
# message: Ask for that of the department.
# points: 2.4
sure_enough = 0.75
bill_automatic = 66.6
bill_department = kinds.prices_of_tags(tags, tags["certain"] < sure_enough, 0.05, 1.60, 0.40).sum()
bill_timid = 267.5
most_right = "timid"
cheapest = "department"

# %% wrong: the threshold of two errors
# message: This weighs two errors against each other.
# points: 2.4
sure_enough = 1.6 / (1.6 + 0.4)
bill_automatic = 66.6
bill_department = 46.3
bill_timid = 267.5
most_right = "timid"
cheapest = "department"

# %% wrong: what is right most often is cheapest
# message: people are paid mostly for tags that were right
# points: 2.7
sure_enough = 0.75
bill_automatic = 66.6
bill_department = 46.3
bill_timid = 267.5
most_right = "timid"
cheapest = "timid"

# %% wrong: the mean of one picture
# message: This is the mean for one picture.
# points: 2.4
sure_enough = 0.75
bill_automatic = kinds.prices_of_tags(tags, None, 0.05, 1.60, 0.40).mean()
bill_department = 46.3
bill_timid = 267.5
most_right = "timid"
cheapest = "department"
