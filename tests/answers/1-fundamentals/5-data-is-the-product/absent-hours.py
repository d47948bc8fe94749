# %% right: as in the hints
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early.mean()
mean_per_night = early.sum() / 31
supported = "r"

# %% right: put on a calendar, gaps filled with zeros
nights = pd.date_range("2011-01-01 03:00", "2011-01-31 03:00", freq="D")
early = bikes["rentals"].reindex(nights)
predicted_mean = "right"
mean_of_rows = early.mean()
mean_per_night = early.fillna(0).mean()
supported = "R"

# %% right: typed in, rounded to two places
predicted_mean = "too low"
mean_of_rows = 4.95
mean_per_night = 3.03
supported = "r"

# %% right: sums and counts by hand
early = bikes[(bikes.index.year == 2011) & (bikes.index.month == 1) & (bikes["hour"] == 3)]["rentals"].tolist()
predicted_mean = " Too High "
mean_of_rows = sum(early) / len(early)
mean_per_night = sum(early) / 31
supported = "r"

# %% wrong: both by the rows
# message: Nights without a row count too
# points: 2
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early.mean()
mean_per_night = early.mean()
supported = "r"

# %% wrong: divided twice
# message: This divides twice
# points: 2
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early.mean()
mean_per_night = early.mean() / 31
supported = "r"

# %% wrong: the two means are exchanged
# message: This is the mean per night
# points: 1
predicted_mean = "too low"
mean_of_rows = 94 / 31
mean_per_night = 94 / 19
supported = "r"

# %% wrong: no row is read as nobody rode
# message: The row of midnight has rentals
# points: 2
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early.mean()
mean_per_night = early.sum() / 31
supported = "p"

# %% wrong: the likely story is taken for what the data say
# message: it is the operator who said so
# points: 2
predicted_mean = "too high"
mean_of_rows = 94 / 19
mean_per_night = 94 / 31
supported = "q"

# %% wrong: a broken recorder
# message: would leave the same gap as a closed day
# points: 2
predicted_mean = "too high"
mean_of_rows = 94 / 19
mean_per_night = 94 / 31
supported = "s"

# %% wrong: all hours of the month
# message: over all hours
# points: 2
predicted_mean = "too high"
mean_of_rows = bikes.loc["2011-01", "rentals"].mean()
mean_per_night = 94 / 31
supported = "r"

# %% wrong: divided by the nights without a row
# message: Divide by all 31
# points: 2
predicted_mean = "too high"
mean_of_rows = 94 / 19
mean_per_night = 94 / 12
supported = "r"

# %% wrong: January 2012
# message: The task asks for 2011
# points: 2
year = bikes.loc["2012-01"]
predicted_mean = "too high"
mean_of_rows = year.loc[year["hour"] == 3, "rentals"].mean()
mean_per_night = 94 / 31
supported = "r"

# %% wrong: a prediction in other words
# message: must be one of 'too high', 'right', 'too low'
# points: 0
predicted_mean = "higher"
mean_of_rows = 94 / 19
mean_per_night = 94 / 31
supported = "r"

# %% wrong: a whole series
# message: must be one number
# points: 0
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early
mean_per_night = early.sum() / 31
supported = "r"

# %% right: rounded to one decimal
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = round(early.mean(), 1)
mean_per_night = round(early.sum() / 31, 1)
supported = "r"

# %% wrong: a name without its brackets
# message: brackets () are missing at its end
# points: 0
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = early.mean
mean_per_night = early.sum() / 31
supported = "r"

# %% right: Decimal, and a Series of one
from decimal import Decimal
january = bikes.loc["2011-01"]
early = january.loc[january["hour"] == 3, "rentals"]
predicted_mean = "too high"
mean_of_rows = pd.Series([early.mean()])
mean_per_night = Decimal(int(early.sum())) / Decimal(31)
supported = "r"
