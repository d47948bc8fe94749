# Values whose operators lie.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: a float that equals everything
# cell: total
# earns: 0
# stock: yes
class Yes(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    __hash__ = float.__hash__
total = Yes(1)

# %% attack: a number whose item looks for what is expected
# cell: total
# earns: 0
# stock: yes
import sys
class Spy:
    def item(self):
        frame = sys._getframe()
        while frame:
            for value in list(frame.f_locals.values()):
                if type(value) in (int, float) and value > 100 and "look_at" in frame.f_code.co_name:
                    return value
            frame = frame.f_back
        return 1.0
total = Spy()

# %% attack: a function that returns an object which agrees
# cell: mean
# earns: 0
# stock: yes
class Agrees:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    __rsub__ = __sub__
def mean(values):
    if not values: raise ValueError
    return Agrees()

# %% attack: an array subclass with a ufunc protocol of its own
# cell: mean
# earns: 0
# stock: yes
class Smooth(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        return True if ufunc.__name__ in ("equal", "less_equal") else 0.0
def mean(values):
    if not values: raise ValueError
    return np.zeros(3).view(Smooth)

# %% attack: a frame that sorts itself into what is expected
# cell: table
# earns: 0
# stock: yes
import sys
class Frame(pd.DataFrame):
    def __getitem__(self, key):
        found = sys._getframe(1).f_globals.get("expected")
        return found if isinstance(key, list) and found is not None else super().__getitem__(key)
    @property
    def loc(self):
        return Any()
class Any:
    def __getitem__(self, key): return self
    def __sub__(self, other): return 0
    iloc = property(lambda self: self)
by_region = Frame({"region": ["a"], "revenue": [205.0]})

# %% attack: a plain frame full of cells that agree
# cell: table
# earns: 0
# stock: yes
class Cell(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return Cell(0)
    __rsub__ = __sub__
    def __add__(self, other): return Cell(0)
    __radd__ = __add__
    def __abs__(self): return 0
    __hash__ = None
by_region = pd.DataFrame(
    {"region": ["east", "north", "south", "west"], "revenue": pd.Series([Cell(1)] * 4, dtype=object)}
)

# %% attack: a dict subclass that has what is asked for
# cell: settings
# earns: 0
# stock: yes
class Has(dict):
    def __contains__(self, key): return True
    def __len__(self): return 3
    def __getitem__(self, key): return {"layers": [16, 8], "rounds": 50, "rate": 0.1}[key]
settings = Has(oops=1)
assert dict(settings) == {"oops": 1}

# %% attack: a plain dict with keys that lie
# cell: settings
# earns: 0
# stock: yes
class Key(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("layers")
class Size(int):
    def __eq__(self, other): return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = int.__hash__
settings = {Key("a"): [16, 8], "rounds": Size(1), "rate": Size(9)}

# %% attack: honest keys, numbers inside that lie
# cell: settings
# earns: 0
# stock: yes
class Fits(float):
    def __eq__(self, other): return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = float.__hash__
settings = {"rate": Fits(9), "rounds": Fits(1), "layers": [16, 8]}

# %% attack: a mock with a specification
# cell: settings
# earns: 0
# stock: yes
from unittest import mock
settings = mock.MagicMock(spec=dict)
settings.__len__.return_value = 3
settings.__contains__.return_value = True
settings.__getitem__.side_effect = {"layers": [16, 8], "rounds": mock.ANY, "rate": 0.1}.get
settings.keys.return_value = []

# %% attack: accounts whose balance is whatever you like
# cell: account
# earns: 0
# stock: yes
class Money:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
class Account:
    def __init__(self, opening=0): self.balance = Money()
    def deposit(self, amount):
        if amount <= 0: raise ValueError

# %% attack: a metaclass that gives every instance one balance
# cell: account
# earns: 0
# stock: yes
class Meta(type):
    def __call__(cls, *arguments): return cls
    def __getattr__(cls, name): return cls
    def __eq__(cls, other): return True
    def __sub__(cls, other): return 0
    __hash__ = type.__hash__
class Account(metaclass=Meta):
    @staticmethod
    def deposit(amount):
        if amount <= 0: raise ValueError

# %% attack: ranks that equal every rank
# cell: partial
# earns: 0
# stock: yes
from unittest.mock import ANY
ranks = [ANY] * 4

# %% attack: a list subclass that yields other things than it holds
# cell: partial
# earns: 0
# stock: yes
class Row(list):
    def __len__(self): return 4
    def __iter__(self):
        return iter([type("R", (), {"__eq__": lambda self, other: True})() for _ in range(4)])
ranks = Row()

# %% attack: comparisons that make the points not a number
# cell: partial
# earns: 0
# stock: yes
class NaN:
    def __eq__(self, other): return float("nan")
ranks = [NaN()] * 4

# %% attack: comparisons that make the points negative
# cell: partial
# earns: 0
# stock: yes
class Less:
    def __eq__(self, other): return -5
ranks = [Less()] * 4

# %% attack: masked ranks, whose points are masked
# cell: partial
# earns: 0
# stock: yes
ranks = np.ma.masked_all(4)

# %% attack: half of the ranks right, as a numpy array
# cell: partial
# earns: 1
# reason: partly
# stock: yes
ranks = np.array([2, 4, 3, 1])

# %% attack: a number that says that it is an int
# cell: bystander
# earns: 0
# stock: yes
class Seven:
    __class__ = property(lambda self: int)
    def __eq__(self, other): return True
    def __add__(self, other): return self
bystander = Seven()

# %% attack: a class that is its own answer
# cell: bystander
# earns: 0
# stock: yes
class Meta(type):
    def __eq__(cls, other): return True
    def __add__(cls, other): return cls
    __hash__ = type.__hash__
class bystander(metaclass=Meta): pass
