# %% right: as in the hints
regret_bandit = 1400 * 0.010 + 3100 * 0.006
regret_test = 2000 * 0.010 + 16000 * 0.006
regret_old = 20000 * 0.010
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% right: typed in and rounded
regret_bandit = 33
regret_test = 116
regret_old = 200
use = {"A": "Bandit", "B": "Test", "C": "Bandit", "D": "Test"}

# %% right: clicks of C minus clicks of what was shown
rates = np.array([0.020, 0.024, 0.030])
regret_bandit = 20000 * 0.030 - np.array([1400, 3100, 15500]) @ rates
regret_test = 20000 * 0.030 - np.array([2000, 16000, 2000]) @ rates
regret_old = 600 - 400
use = dict(zip("abcd", ["bandit", "test"] * 2))

# %% right: test phase and winner apart
regret_bandit = sum(shown * lost for shown, lost in zip([1400, 3100, 15500], [0.01, 0.006, 0]))
regret_test = 2000 * 0.01 + 2000 * 0.006 + 14000 * 0.006
regret_old = 200.0
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% wrong: only the old banner loses
# message: Those who saw B cost something too
# points: 1.25
regret_bandit = 14
regret_test = 20
regret_old = 200
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% wrong: clicks instead of regret
# message: These are the clicks to be expected
# points: 0.75
regret_bandit = 1400 * 0.020 + 3100 * 0.024 + 15500 * 0.030
regret_test = 2000 * 0.020 + 16000 * 0.024 + 2000 * 0.030
regret_old = 400
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% wrong: stops after the test
# message: The winner was shown to 14,000 more
# points: 2.25
regret_bandit = 32.6
regret_test = 32
regret_old = 200
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% wrong: B is taken for as bad as A
# message: B lies less far below C
# points: 1.25
regret_bandit = 45
regret_test = 180
regret_old = 200
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}

# %% wrong: a bandit for everything
# message: the board asks for the difference
# points: 2.62
regret_bandit = 32.6
regret_test = 116
regret_old = 200
use = dict.fromkeys("abcd", "bandit")

# %% wrong: a test for everything
# message: whatever is known afterwards helps nobody
# points: 2.62
regret_bandit = 32.6
regret_test = 116
regret_old = 200
use = dict.fromkeys("abcd", "test")

# %% wrong: the test's own loss is left out
# message: Either the test's own loss is missing
# points: 2.25
regret_bandit = 32.6
regret_test = 14000 * 0.006
regret_old = 200
use = {"a": "bandit", "b": "test", "c": "bandit", "d": "test"}
