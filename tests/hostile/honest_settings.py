# Right dicts of other types than expected, and honest ones that are wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: an OrderedDict
# cell: settings
# earns: 2
# reason: right
from collections import OrderedDict
settings = OrderedDict([("layers", (16, 8)), ("rounds", 50), ("rate", 0.1)])

# %% honest: a defaultdict with a lambda inside
# cell: settings
# earns: 2
# reason: right
from collections import defaultdict
settings = defaultdict(lambda: 0, rate=1e-3, rounds=50)
settings["layers"] += 0
settings["layers"] = [16, 8]

# %% honest: a Counter
# cell: settings
# earns: 2
# reason: right
from collections import Counter
settings = Counter(rounds=50)
settings.update({"rate": 0.05})
settings["layers"] = [8, 16]

# %% honest: a TypedDict
# cell: settings
# earns: 2
# reason: right
from typing import TypedDict
class Settings(TypedDict):
    rate: float
    rounds: int
    layers: list[int]
settings = Settings(rate=0.05, rounds=50, layers=[16, 8])

# %% honest: a dict subclass with a method
# cell: settings
# earns: 2
# reason: right
class Settings(dict):
    """Settings whose entries are attributes too."""
    __getattr__ = dict.__getitem__
    def copy_with(self, **changes): return Settings({**self, **changes})
settings = Settings(rate=0.5, rounds=50, layers=[16, 8]).copy_with(rate=0.05)

# %% honest: a dataclass turned into a dict
# cell: settings
# earns: 2
# reason: right
from dataclasses import asdict, dataclass, field
@dataclass(frozen=True)
class Settings:
    rate: float = 0.05
    rounds: int = 50
    layers: list = field(default_factory=lambda: [16, 8])
settings = asdict(Settings())

# %% honest: an object's own names
# cell: settings
# earns: 2
# reason: right
class Run:
    def __init__(self): self.rate, self.rounds, self.layers = 0.05, 50, (16, 8)
run = Run()
settings = vars(run)

# %% honest: read from JSON
# cell: settings
# earns: 2
# reason: right
import json
settings = json.loads('{"rate": 5e-2, "rounds": 50, "layers": [16, 8]}')

# %% honest: numpy inside
# cell: settings
# earns: 2
# reason: right
# stock: yes
settings = {"rate": np.float64(0.05), "rounds": np.int64(50), "layers": np.array([16, 8])}

# %% honest: a rate of 0.1 in float32
# cell: settings
# earns: 2
# reason: right
# As float64 it is a little above 0.1, but numpy compares a float32 with 0.1 as float32.
settings = {"rate": np.float32(0.1), "rounds": 50, "layers": [16, 8]}

# %% honest: Decimal, Fraction and whole floats
# cell: settings
# earns: 2
# reason: right
from decimal import Decimal
settings = {"rate": Decimal("0.05"), "rounds": 50.0, "layers": (16.0, 8.0)}

# %% honest: keys and numbers from enumerations
# cell: settings
# earns: 2
# reason: right
from enum import IntEnum, StrEnum
class Key(StrEnum):
    RATE = "rate"
    ROUNDS = "rounds"
    LAYERS = "layers"
class Size(IntEnum):
    SMALL = 8
    LARGE = 16
settings = {Key.RATE: 0.05, Key.ROUNDS: 50, Key.LAYERS: [Size.LARGE, Size.SMALL]}

# %% honest: layers as a deque, another kind of row
# cell: settings
# earns: 2
# reason: right
from collections import deque
settings = dict(rate=0.05, rounds=50, layers=deque([16, 8], maxlen=2))

# %% honest: layers as a range, counted down
# cell: settings
# earns: 2
# reason: right
settings = dict(zip(["rate", "rounds", "layers"], [0.05, 50, range(16, 7, -8)]))

# %% honest: layers as a named tuple
# cell: settings
# earns: 2
# reason: right
from typing import NamedTuple
class Layers(NamedTuple):
    first: int
    second: int
settings = {"rate": 0.05} | {"rounds": 50} | {"layers": Layers(16, 8)}

# %% honest: one setting too many
# cell: settings
# earns: 0
# reason: wrong
settings = {"rate": 0.05, "rounds": 50, "layers": [16, 8], "seed": 7}

# %% honest: a rate in percent
# cell: settings
# earns: 0
# reason: wrong
settings = {"rate": 5, "rounds": 50, "layers": [16, 8]}

# %% honest: sizes as text
# cell: settings
# earns: 0
# reason: wrong
settings = {"rate": 0.05, "rounds": 50, "layers": ["16", "8"]}

# %% honest: a Series for a dict
# cell: settings
# earns: 0
# reason: wrong
settings = pd.Series({"rate": 0.05, "rounds": 50, "layers": [16, 8]})

# %% honest: a mapping that is no dict
# cell: settings
# earns: 0
# reason: wrong
from types import MappingProxyType
settings = MappingProxyType({"rate": 0.05, "rounds": 50, "layers": [16, 8]})
