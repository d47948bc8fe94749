# %% right: as in the forms
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "r"

# %% right: capitals and another order
risk_of = {"F": "Viability", "E": "Value", "D": "Feasibility", "C": "feasibility", "B": "Usability", "A": "VALUE"}
standing = {"Viability": "Open", "Value": "Failed", "Usability": "held", "Feasibility": "Held"}
next_step = "R"

# %% right: built from lists
risk_of = dict(zip("abcdef", "value usability feasibility feasibility value viability".split()))
standing = dict(zip(["value", "usability", "feasibility", "viability"], ["failed", "held", "held", "open"]))
next_step = "r"

# %% wrong: the survey is believed
# message: weighs less than what they do
# points: 1.75
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "held", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "p"

# %% wrong: usability and value exchanged
# message: they chose the queue
# points: 2.67
risk_of = {"a": "usability", "b": "value", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "r"

# %% wrong: no answer is taken for a yes, and another survey is held
# message: The lawyer has not answered
# points: 1.75
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "held", "feasibility": "held", "viability": "held"}
next_step = "q"

# %% wrong: what can be built is taken for what can be used
# message: Was it tried whether visitors work out how
# points: 2.67
risk_of = {"a": "value", "b": "usability", "c": "usability", "d": "usability", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "r"

# %% wrong: what held is worked on
# message: Work on what held
# points: 2
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "s"

# %% wrong: the value is taken for open
# message: That is a test
# points: 2.75
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "open", "usability": "held", "feasibility": "held", "viability": "open"}
next_step = "r"

# %% wrong: ten are taken for no test
# message: held against a need
# points: 2.75
risk_of = {"a": "value", "b": "usability", "c": "feasibility", "d": "feasibility", "e": "value", "f": "viability"}
standing = {"value": "failed", "usability": "open", "feasibility": "held", "viability": "open"}
next_step = "r"
