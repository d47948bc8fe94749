# Classes that are right in another way, and honest ones that are wrong.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: a balance that is a property
# cell: account
# earns: 2
# reason: right
class Account:
    def __init__(self, opening=0): self._moves = [opening]
    @property
    def balance(self): return sum(self._moves)
    def deposit(self, amount):
        if not amount > 0: raise ValueError(f"{amount} is not above 0")
        self._moves.append(amount)
        return self

# %% honest: slots
# cell: account
# earns: 2
# reason: right
class Account:
    __slots__ = ("balance",)
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: raise ValueError
        self.balance += amount

# %% honest: a dataclass
# cell: account
# earns: 2
# reason: right
# stock: yes
from dataclasses import dataclass
@dataclass(slots=True, order=True)
class Account:
    balance: float = 0
    def deposit(self, amount: float) -> None:
        if amount <= 0: raise ValueError(amount)
        self.balance += amount

# %% honest: attrs
# cell: account
# earns: 2
# reason: right
import attrs
@attrs.define
class Account:
    balance: float = attrs.field(default=0.0, converter=float)
    def deposit(self, amount):
        if amount <= 0: raise ValueError(amount)
        self.balance += amount

# %% honest: a tuple with names, behind a class
# cell: account
# earns: 2
# reason: right
from collections import namedtuple
State = namedtuple("State", "balance count", defaults=[0, 0])
class Account:
    def __init__(self, opening=0): self.state = State(opening)
    balance = property(lambda self: self.state.balance)
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        self.state = self.state._replace(balance=self.balance + amount, count=self.state.count + 1)

# %% honest: inherited from two sides
# cell: account
# earns: 2
# reason: right
from abc import ABC, abstractmethod
class Holder(ABC):
    def __init__(self, opening=0, **more):
        super().__init__(**more)
        self.balance = opening
    @abstractmethod
    def deposit(self, amount): ...
class Positive:
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        super().deposit(amount)
class Simple(Holder):
    def deposit(self, amount): self.balance += amount
class Account(Positive, Simple): pass

# %% honest: cents inside
# cell: account
# earns: 2
# reason: right
class Account:
    def __init__(self, opening=0): self._cents = round(opening * 100)
    balance = property(lambda self: self._cents / 100)
    def deposit(self, amount):
        if (cents := round(amount * 100)) <= 0: raise ValueError("not above 0")
        self._cents += cents

# %% honest: a Fraction inside and outside
# cell: account
# earns: 2
# reason: right
from fractions import Fraction
class Account:
    def __init__(self, opening=0): self.balance = Fraction(opening)
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        self.balance += Fraction(amount)

# %% honest: numpy inside
# cell: account
# earns: 2
# reason: right
class Account:
    def __init__(self, opening=0): self.balance = np.float64(opening)
    def deposit(self, amount):
        if np.less_equal(amount, 0): raise ValueError("not above 0")
        self.balance = np.add(self.balance, amount)

# %% honest: a lock, a generator and a lambda inside
# cell: account
# earns: 2
# reason: right
import itertools, threading, weakref
class Account:
    known = weakref.WeakSet()
    def __init__(self, opening=0):
        self.balance, self.lock, self.numbers = opening, threading.RLock(), (n for n in itertools.count())
        self.rule = lambda amount: amount > 0
        Account.known.add(self)
    def deposit(self, amount):
        with self.lock:
            if not self.rule(amount): raise ValueError(f"move {next(self.numbers)}: not above 0")
            self.balance += amount

# %% honest: made by type()
# cell: account
# earns: 2
# reason: right
def _init(self, opening=0): self.balance = opening
def _deposit(self, amount):
    if amount <= 0: raise ValueError("not above 0")
    self.balance += amount
Account = type("Account", (), {"__init__": _init, "deposit": _deposit})

# %% honest: a function that makes accounts
# cell: account
# earns: 2
# reason: right
# A class was asked for; the check cannot tell, and nothing is forged.
from types import SimpleNamespace
def Account(opening=0):
    account = SimpleNamespace(balance=opening)
    def deposit(amount):
        if amount <= 0: raise ValueError("not above 0")
        account.balance += amount
    account.deposit = deposit
    return account

# %% honest: attributes that are looked up elsewhere
# cell: account
# earns: 2
# reason: right
class Account:
    def __init__(self, opening=0): self.__dict__["entries"] = {"balance": opening}
    def __getattr__(self, name):
        try: return self.__dict__["entries"][name]
        except KeyError: raise AttributeError(name) from None
    def __setattr__(self, name, value): self.entries[name] = value
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        self.balance += amount

# %% honest: compared, hashed, shown, added up, and it says good bye
# cell: account
# earns: 2
# reason: right
from functools import total_ordering
@total_ordering
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: raise self.Refused(f"{self}: {amount}")
        self.balance += amount
        print(f"💶 {self!r}")
    class Refused(ValueError): pass
    def __eq__(self, other): return self.balance == getattr(other, "balance", other)
    def __lt__(self, other): return self.balance < getattr(other, "balance", other)
    def __hash__(self): return id(self)
    def __repr__(self): return f"<Account: {self.balance:,.2f} €>"
    def __iadd__(self, amount): self.deposit(amount); return self
    def __bool__(self): return self.balance != 0
    def __del__(self): print("closed")

# %% honest: one list for all accounts, by mistake
# cell: account
# earns: 0
# reason: wrong
class Account:
    def __init__(self, opening=0, moves=[]):
        self.moves = moves
        self.moves.append(opening)
    balance = property(lambda self: sum(self.moves))
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        self.moves.append(amount)

# %% honest: nothing may be deposited
# cell: account
# earns: 0
# reason: wrong
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount < 0: raise ValueError("below 0")
        self.balance += amount

# %% honest: a balance that must be called
# cell: account
# earns: 0
# reason: wrong
class Account:
    def __init__(self, opening=0): self._balance = opening
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError("not above 0")
        self._balance += amount

# %% honest: refused only after it was added
# cell: account
# earns: 0
# reason: wrong
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        self.balance += amount
        if amount <= 0: raise ValueError("not above 0")

# %% honest: a message instead of an error
# cell: account
# earns: 0
# reason: wrong
class Account:
    def __init__(self, opening=0): self.balance = opening
    def deposit(self, amount):
        if amount <= 0: return "ValueError: not above 0"
        self.balance += amount
