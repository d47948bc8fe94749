# %% right: all of the budget
job = {
    "train_messages": 2050, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% right: a deeper test, computed from the budget
gold, test = 20, 151
job = dict(
    train_messages=3000 - 10 * gold - 7 * test, train_each=1, test_messages=test, test_each=7, gold_messages=gold, pass_mark=16,
    instruction="A complaint says that something went wrong; thanks, jokes and questions about prices do not count as one, even if angry.",
)

# %% right: the smallest gold set that works
job = {
    "train_messages": 1900, "train_each": 1, "test_messages": 155, "test_each": 5, "gold_messages": 11, "pass_mark": 9,
    "instruction": "Mark a message as a complaint when its writer is worse off through us, also when it is put politely.",
}

# %% right: floats and capitals in keys
job = {
    "Train_messages": 1500.0, "train_each": 1.0, "test_messages": 200.0, "test_each": 5.0, "gold_messages": 20.0, "pass_mark": 15.0,
    "Instruction": "Is the writer unhappy with the service? A wish for new stations counts only if something is wrong today.",
}

# %% wrong: nineteen opinions on few messages
# message: Which point of the picture was highest?
# points: 3
job = {
    "train_messages": 107, "train_each": 19, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: gold is paid for once
# message: yours take 3,135, gold counted ten times
# points: 3
job = {
    "train_messages": 2185, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: one opinion in the test
# message: The test needs 5, 7 or 9 ratings a message (yours: 1)
# points: 3
job = {
    "train_messages": 2600, "train_each": 1, "test_messages": 200, "test_each": 1, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: the test is too small
# message: (yours: 0.098)
# points: 3
job = {
    "train_messages": 2350, "train_each": 1, "test_messages": 100, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: an even number in the test
# message: (yours: 6)
# points: 3
job = {
    "train_messages": 1800, "train_each": 1, "test_messages": 160, "test_each": 6, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: gold that must be perfect
# message: a careful rater passes with a chance of 0.337
# points: 3
job = {
    "train_messages": 2050, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 15,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: five gold messages
# message: a careless one with 0.188
# points: 3
job = {
    "train_messages": 2100, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 5, "pass_mark": 4,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: a pass mark above the gold messages
# message: a chance of 0.000
# points: 3
job = {
    "train_messages": 2050, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 20,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: half of the budget is left
# message: yours take 1,450
# points: 3
job = {
    "train_messages": 500, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: half a message
# message: in whole messages
# points: 3
job = {
    "train_messages": 2049.5, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: no instruction worth the name
# message: write a sentence of at least 12
# points: 0
job = {
    "train_messages": 2050, "train_each": 1, "test_messages": 160, "test_each": 5, "gold_messages": 15, "pass_mark": 12,
    "instruction": "Say whether it is a complaint.",
}

# %% right: 150 test messages, whose margin is 0.08 when rounded
job = {
    "train_messages": 1000, "train_each": 2, "test_messages": 150, "test_each": 5, "gold_messages": 20, "pass_mark": 16,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: more ratings a message than there are raters
# message: (yours: 11)
# points: 3
job = {
    "train_messages": 1500, "train_each": 1, "test_messages": 110, "test_each": 11, "gold_messages": 11, "pass_mark": 9,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% wrong: nearly all goes into the test
# message: and training 1.
# points: 3
job = {
    "train_messages": 1, "train_each": 1, "test_messages": 550, "test_each": 5, "gold_messages": 13, "pass_mark": 10,
    "instruction": "Say yes if the rider wants something mended or is unhappy with us; a polite question alone is no complaint.",
}

# %% right: from a dataclass
from dataclasses import asdict, make_dataclass
Job = make_dataclass("Job", ["train_messages", "train_each", "test_messages", "test_each", "gold_messages", "pass_mark", "instruction"])
job = asdict(Job(1899.0, 1.0, 151, 5, 20, 15, "Say yes if the rider wants something mended or is unhappy with us; a polite question is no complaint."))
