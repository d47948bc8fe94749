# %% right: the four lines of the task, one name taken out
calendar = ["hour", "weekday", "holiday"]
leak = "busy"
forecast = forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], calendar + ["commute", "day_before", "seven_days"])
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecast)

# %% right: rounded to a percent, by hand from what was shown
leak = "busy"
honest_error = 0.31

# %% right: dates, a comprehension, the error spelled out
leak = "Busy "
columns = [name for name in ["hour", "weekday", "holiday", "commute", "busy", "day_before", "seven_days"] if name != "busy"]
train, test = bikes[bikes.index < "2011-12-01"], bikes[(bikes.index >= "2011-12-01") & (bikes.index < "2012-01-01")]
said = forecasting.forecast(train, test, columns)
honest_error = (test["rentals"] - said).abs().sum() / test["rentals"].sum()

# %% right: columns in another order
leak = "busy"
columns = ["seven_days", "commute", "day_before", "weekday", "hour", "holiday"]
honest_error = forecasting.wape(
    bikes.loc["2011-12"]["rentals"], forecasting.forecast(bikes.loc["2011-01":"2011-11"], bikes.loc["2011-12"], columns)
)

# %% wrong: the column that helps least is taken for the leak
# message: `commute` follows from the calendar
# points: 0
leak = "commute"
columns = ["hour", "weekday", "holiday", "busy", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns))

# %% wrong: yesterday is thought to be unknown
# message: At midnight the day before is over
# points: 0
leak = "day_before"
columns = ["hour", "weekday", "holiday", "commute", "busy", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns))

# %% wrong: the column without which the model does best
# message: That the model does better without it is another matter
# points: 0
leak = "seven_days"
columns = ["hour", "weekday", "holiday", "commute", "busy", "day_before"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns))

# %% wrong: the leak is named and left in
# message: the leak among them
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "busy", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns))

# %% wrong: all four columns are left out
# message: Leave out the leak only
# points: 1
leak = "busy"
honest_error = forecasting.wape(
    bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], ["hour", "weekday", "holiday"])
)

# %% wrong: the calendar is forgotten
# message: The calendar is missing
# points: 1
leak = "busy"
honest_error = forecasting.wape(
    bikes.loc["2011-12", "rentals"],
    forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], ["commute", "day_before", "seven_days"]),
)

# %% wrong: January instead of December
# message: This is January
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2012-01", "rentals"], forecasting.forecast(bikes.loc[:"2011-12"], bikes.loc["2012-01"], columns))

# %% wrong: the rule's error
# message: the error of the lesson's rule
# points: 1
leak = "busy"
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], bikes.loc["2011-12", "four_weeks"])

# %% wrong: in percent
# message: Is it in percent?
# points: 0
leak = "busy"
honest_error = 30.6

# %% wrong: the forecasts instead of their error
# message: must be one number
# points: 0
leak = "busy"
honest_error = forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"])

# %% wrong: one column too many is left out
# message: This leaves out `day_before` as well
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns))

# %% wrong: learnt up to November, forecasting January
# message: This is January
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2012-01", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2012-01"], columns))

# %% right: from the course's own list of the calendar
leak = "busy"
cols = list(forecasting.CALENDAR)
cols += ["commute", "day_before", "seven_days"]
honest_error = round(forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], cols)), 3)

# %% wrong: forecast and truth exchanged
# message: The two are swapped in `wape`
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"]
honest_error = forecasting.wape(forecasting.forecast(bikes.loc[:"2011-11"], bikes.loc["2011-12"], columns), bikes.loc["2011-12", "rentals"])

# %% wrong: hours left out at random
# message: This leaves hours out at random
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast_left_out(bikes.loc["2011"], columns)["2011-12"])

# %% wrong: learnt from December too
# message: This learnt from December too
# points: 1
leak = "busy"
columns = ["hour", "weekday", "holiday", "commute", "day_before", "seven_days"]
honest_error = forecasting.wape(bikes.loc["2011-12", "rentals"], forecasting.forecast(bikes.loc[:"2011-12"], bikes.loc["2011-12"], columns))
