# %% right: as in the hints
mistaken_line = 4
lapsed_again = customers.loc[(customers["days_bought"] >= 2) & (customers["days_since"] > 91), "again"].mean()
once_again = customers.loc[once, "again"].mean()
campaign = "q"

# %% right: with query and groupby
mistaken_line = 4
lapsed_again = customers.query("days_bought >= 2 and days_since > 91")["again"].mean()
once_again = customers["again"].groupby(once).mean()[True]
campaign = "Q"

# %% right: with a name for the condition
mistaken_line = 4
lapsed = (customers["days_bought"] >= 2) & (customers["days_since"] > 91)
lapsed_again = customers.loc[lapsed, "again"].sum() / lapsed.sum()
once_again = customers[customers.days_bought == 1].again.mean()
campaign = "q"

# %% right: typed in and rounded
mistaken_line = 4
lapsed_again = 0.39
once_again = 0.15
campaign = "q"

# %% wrong: the agency's third line is blamed, and the letter believed
# message: What a letter changes is another number
# points: 1.5
mistaken_line = 3
lapsed_again = 0.386
once_again = 0.146
campaign = "p"

# %% wrong: only the first condition
# message: have not bought for more than 91 days
# points: 2
mistaken_line = 4
lapsed_again = customers.loc[customers["days_bought"] >= 2, "again"].mean()
once_again = customers.loc[once, "again"].mean()
campaign = "q"

# %% wrong: either condition
# message: everybody fulfils one
# points: 2
mistaken_line = 4
lapsed_again = customers.loc[(customers["days_bought"] >= 2) | (customers["days_since"] > 91), "again"].mean()
once_again = customers.loc[once, "again"].mean()
campaign = "q"

# %% wrong: divided by all customers
# message: Divide by the lapsed
# points: 2
mistaken_line = 4
lapsed_again = customers.loc[(customers["days_bought"] >= 2) & (customers["days_since"] > 91), "again"].sum() / len(customers)
once_again = customers.loc[once, "again"].mean()
campaign = "q"

# %% wrong: all customers, and the once are lost
# message: nothing says that a letter does it
# points: 1
mistaken_line = 4
lapsed_again = customers["again"].mean()
once_again = customers["again"].mean()
campaign = "r"

# %% wrong: stable runs are doubted
# message: without a pattern runs can agree as well
# points: 2
mistaken_line = 2
lapsed_again = 0.386
once_again = 0.146
campaign = "q"

# %% wrong: the two shares are swapped
# message: of those who bought on one day
# points: 1.5
mistaken_line = 4
lapsed_again = 0.146
once_again = 0.386
campaign = "q"
