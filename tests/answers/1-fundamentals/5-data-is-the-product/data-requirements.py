# %% right: in the middle
accept = {"absent_at_most": 2.5, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% right: at the edges
accept = {"absent_at_most": 2, "late_columns_at_most": 0, "age_at_most": 3, "ratings_at_least": 5, "ask": "For every hour without a row, what did the station log say?"}

# %% right: just under five, halves
accept = dict(absent_at_most=4.9, late_columns_at_most=0.5, age_at_most=7.5, ratings_at_least=2.5, ask="Who saw the service on the days when hours are absent, and what happened?")

# %% right: capitals and numpy numbers
import numpy as np
accept = {"Absent_at_most": np.float64(3), "late_columns_at_most": np.int64(0), "age_at_most": np.int64(5), "ratings_at_least": np.int64(4), "Ask": "Which hours are absent, and what do those who worked then say?"}

# %% wrong: no hour may be absent
# message: find nothing out about bad ones
# points: 0
accept = {"absent_at_most": 0, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: the table's good rows only, so a hard winter is sent back
# message: after a hard winter
# points: 2.5
accept = {"absent_at_most": 1.6, "late_columns_at_most": 0, "age_at_most": 3, "ratings_at_least": 5, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: five percent gets in
# message: lacks 5 % of the hours gets in
# points: 2.38
accept = {"absent_at_most": 5, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: one leak is thought to do no harm
# message: one column that is known too late gets in
# points: 2.38
accept = {"absent_at_most": 2.5, "late_columns_at_most": 1, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: a month old is fresh enough
# message: eight days old gets in
# points: 2.38
accept = {"absent_at_most": 2.5, "late_columns_at_most": 0, "age_at_most": 30, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: two raters are enough
# message: judged by two raters gets in
# points: 2.38
accept = {"absent_at_most": 2.5, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 2, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: lets everything in
# message: gets in
# points: 0.5
accept = {"absent_at_most": 100, "late_columns_at_most": 10, "age_at_most": 365, "ratings_at_least": 0, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: sends everything back
# message: find nothing out about bad ones
# points: 0
accept = {"absent_at_most": 0, "late_columns_at_most": 0, "age_at_most": 0, "ratings_at_least": 100, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: signs in the numbers
# message: Write a plain number
# points: 0
accept = {"absent_at_most": "2 %", "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"}

# %% wrong: no question
# message: write a sentence of at least 8
# points: 0
accept = {"absent_at_most": 2.5, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why absent?"}

# %% right: a pandas Series with the same names
accept = pd.Series({"absent_at_most": 2.5, "late_columns_at_most": 0, "age_at_most": 7, "ratings_at_least": 3, "ask": "Why is each absent hour absent: no rentals, shut, or recorder down?"})
