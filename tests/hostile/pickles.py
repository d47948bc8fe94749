# Values that do harm when they are sent, copied, shown or looked at.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: reduces to the right number
# cell: total
# earns: 0
# reason: wrong
# stock: yes
class Bomb:
    def __reduce__(self): return (eval, ("205",))
    def __reduce_ex__(self, protocol): return (eval, ("205",))
    def __deepcopy__(self, memo): return 205
    __copy__ = __deepcopy__
total = Bomb()

# %% attack: reduces to a shell command
# cell: settings
# earns: 0
# reason: wrong
import os
class Bomb(dict):
    def __reduce__(self): return (os.system, ("touch /tmp/hostile_7f3a_unpickled",))
settings = Bomb(rate=9, rounds=1, layers=[])

# %% attack: a state that ends the process
# cell: table
# earns: 0
# reason: wrong|crashed
import os
class Frame(pd.DataFrame):
    def __getstate__(self): os._exit(1)
    def __reduce__(self): os._exit(1)
    def __array__(self, *a, **k): os._exit(1)
    def to_dict(self, *a, **k): os._exit(1)
by_region = Frame({"region": ["a"], "revenue": [1.0]})

# %% attack: an array that never comes
# cell: total
# earns: 0
# reason: wrong|too_slow
class Slow:
    def __array__(self, *a, **k):
        while True: pass
    __float__ = __int__ = __index__ = __len__ = __iter__ = __repr__ = __str__ = __bool__ = __array__
total = Slow()

# %% attack: an array interface that points nowhere
# cell: partial
# earns: 0
# reason: wrong|crashed
class Wild:
    __array_interface__ = {"data": (64, False), "shape": (10**7,), "typestr": "<f8", "version": 3}
    def __len__(self): return 4
ranks = Wild()

# %% attack: a real array over memory that is not there
# cell: partial
# earns: 0
# reason: wrong|crashed
import ctypes
ranks = np.ctypeslib.as_array(ctypes.cast(64, ctypes.POINTER(ctypes.c_double)), shape=(4,))

# %% attack: an iterator without end
# cell: partial
# earns: 0
# reason: wrong|too_slow|out_of_memory
import itertools
class Endless(list):
    def __iter__(self): return itertools.count(10)
    def __len__(self): return 4
ranks = Endless()

# %% attack: a length beyond all bounds
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
class Long(tuple):
    def __len__(self): return 2**62
    def __getitem__(self, place): return place
ranks = Long()

# %% attack: every attribute is there, and is itself
# cell: table
# earns: 0
# reason: wrong
class Everything:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __getitem__(self, key): return self
by_region = Everything()

# %% attack: its class is said to be a frame's
# cell: table
# earns: 0
# reason: wrong
# stock: yes
class Said:
    __class__ = pd.DataFrame
    columns = ["region", "revenue"]
by_region = Said()

# %% attack: a metaclass without a name, module or ancestors
# cell: settings
# earns: 0
# reason: wrong|crashed
class Meta(type):
    def __getattribute__(cls, name): raise SystemExit(name)
    def mro(cls): return [cls, dict, object]
class Nameless(dict, metaclass=Meta): pass
settings = Nameless(rate=1)

# %% attack: a type that is called like a known one
# cell: table
# earns: 0
# reason: wrong
# stock: yes
by_region = type("DataFrame", (), {"__module__": "pandas", "__qualname__": "DataFrame", "columns": [1]})()

# %% attack: properties that raise what nobody catches
# cell: account
# earns: 0
# reason: wrong|crashed
class Account:
    def __init__(self, opening=0): pass
    def deposit(self, amount): pass
    @property
    def balance(self): raise KeyboardInterrupt("who reads this?")

# %% attack: a property that never returns
# cell: account
# earns: 0
# reason: too_slow
# slow: yes
class Account:
    def __init__(self, opening=0): pass
    def deposit(self, amount): pass
    @property
    def balance(self):
        while True: pass

# %% attack: a property that ends the process
# cell: account
# earns: 0
# reason: crashed|wrong
import os
class Account:
    def __init__(self, opening=0): pass
    def deposit(self, amount): pass
    balance = property(lambda self: os._exit(3))

# %% attack: a list that holds itself
# cell: partial
# earns: 0
# reason: wrong
ranks = [2, 4, 1]
ranks.append(ranks)

# %% attack: a dict that holds itself
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
settings = {"rate": 0.05, "rounds": 1}
settings["layers"] = [settings, [settings]]

# %% attack: a list a million levels deep
# cell: partial
# earns: 0
# reason: wrong|crashed
ranks = []
for _ in range(1_000_000): ranks = [ranks]

# %% attack: an int with ten million digits
# cell: total
# earns: 0
# reason: wrong
total = 1 << 33_000_000

# %% attack: a list of a hundred million entries, shared
# cell: partial
# earns: 0
# reason: wrong|out_of_memory
ranks = [[[[0] * 100] * 100] * 100] * 100

# %% attack: texts that no encoding takes
# cell: settings
# earns: 0
# reason: wrong
# stock: yes
settings = {"rate": "\ud800", "rounds": "\x00" * 10, "layers": ["\u202e<script>", b"\xff"], "\udfff": float("nan")}

# %% attack: a plain frame with attributes and cells that bite
# cell: table
# earns: 0
# reason: wrong|crashed|too_slow
import os
class Bites:
    def __reduce__(self): os._exit(1)
    def __repr__(self): os._exit(1)
    __eq__ = __hash__ = __str__ = __float__ = __repr__
by_region = pd.DataFrame({"region": ["a", "b"], "revenue": pd.Series([Bites(), Bites()], dtype=object)})
by_region.attrs["more"] = Bites()

# %% attack: columns that bite
# cell: table
# earns: 0
# reason: wrong|crashed
class Name(str):
    def __eq__(self, other): raise SystemExit
    __hash__ = str.__hash__
by_region = pd.DataFrame([[1, 2.0]], columns=pd.Index([Name("region"), Name("revenue")], dtype=object))

# %% attack: a coroutine for a number
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
async def mean(values):
    return sum(values) / len(values)

# %% attack: a generator for a number, without end
# cell: mean
# earns: 0
# reason: wrong|too_slow
def mean(values):
    while True: yield 2

# %% attack: an error whose text never comes
# cell: mean
# earns: 0
# reason: wrong|too_slow|crashed
class Silent(ValueError):
    def __str__(self):
        while True: pass
    __repr__ = __str__
def mean(values): raise Silent()

# %% attack: an error with a text of 300 MB
# cell: mean
# earns: 0
# reason: wrong|crashed|out_of_memory
def mean(values):
    raise ValueError("x" * 300_000_000)

# %% attack: a chain of ten thousand errors
# cell: mean
# earns: 0
# reason: wrong|crashed|too_slow
def mean(values):
    error = None
    for number in range(10_000):
        nested = RuntimeError(number)
        nested.__cause__, error = error, nested
    raise error

# %% attack: an opaque handle forged as a number
# cell: total
# earns: 0
# reason: wrong
# stock: yes
total = {"$handle": 1, "type": "float", "value": 205, "t": "f", "v": "205.0"}

# %% attack: a structured array with pointers to objects
# cell: partial
# earns: 0
# reason: wrong
# stock: yes
ranks = np.zeros(4, dtype=[("a", "O"), ("b", "V8"), ("c", "M8[ns]")])
