# Cells and calls that do not end in time.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: an infinite loop
# cell: total
# earns: 0
# reason: too_slow
# slow: yes
total = 1
while True: pass

# %% attack: an infinite loop that catches everything
# cell: mean
# earns: 0
# reason: too_slow
# slow: yes
while True:
    try:
        while True: pass
    except BaseException: pass

# %% attack: an infinite loop with every signal ignored
# cell: table
# earns: 0
# reason: too_slow
# slow: yes
import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}: signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
while True: pass

# %% attack: a regular expression that backtracks
# cell: settings
# earns: 0
# reason: too_slow
# slow: yes
import re
re.match(r"(a+)+$", "a" * 60 + "b")

# %% attack: a power of a power
# cell: total
# earns: 0
# reason: too_slow|out_of_memory|crashed
# slow: yes
total = 9 ** 9 ** 9

# %% attack: a sum in C
# cell: total
# earns: 0
# reason: too_slow
# slow: yes
total = sum(range(10**12))

# %% attack: a sort in C of what compares for ever
# cell: partial
# earns: 0
# reason: too_slow
# slow: yes
class Slow:
    def __lt__(self, other):
        return sum(range(10**11)) > 0
ranks = sorted([Slow() for _ in range(9)])

# %% attack: sleep
# cell: total
# earns: 0
# reason: too_slow
# slow: yes
import time
time.sleep(10**6)

# %% attack: sleep again and again, in steps
# cell: account
# earns: 0
# reason: too_slow
# slow: yes
import time
while True:
    try: time.sleep(0.5)
    except BaseException: continue

# %% attack: input()
# cell: total
# earns: 0
# reason: crashed|no_answer|too_slow
total = int(input("What is it? "))

# %% attack: reading standard input
# cell: total
# earns: 0
import os, sys
total = 1
sys.stdin.read()
os.read(0, 100)

# %% attack: a password prompt when called
# cell: mean
# earns: 0
# reason: wrong|crashed|too_slow
import getpass
def mean(values): return float(getpass.getpass("hidden?"))

# %% attack: loops only when called
# cell: mean
# earns: 0
# reason: too_slow
# slow: yes
def mean(values):
    while True: pass

# %% attack: sleeps only when called
# cell: mean
# earns: 0
# reason: too_slow
# slow: yes
import time
def mean(values):
    time.sleep(3600)

# %% attack: loops only for the hidden inputs
# cell: mean
# earns: 0
# reason: too_slow
# slow: yes
def mean(values):
    while len(values) != 3: pass
    return 2

# %% attack: each call takes nearly as long as it may
# cell: mean
# earns: 2
# reason: right
# slow: yes
import time
def mean(values):
    start = time.process_time()
    while time.process_time() - start < 0.8: pass
    if not values: raise ValueError
    return sum(values) / len(values)

# %% attack: a method that loops with signals blocked
# cell: account
# earns: 0
# reason: too_slow
# slow: yes
import signal
class Account:
    balance = 5
    def __init__(self, opening=0): pass
    def deposit(self, amount):
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
        while True: pass

# %% attack: a thread that spins on after the cell
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
# slow: yes
import threading
total = 1
def spin():
    while True: pass
for _ in range(4): threading.Thread(target=spin, daemon=True).start()

# %% attack: children that spin on after the cell
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
# slow: yes
import os
total = 1
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        while True: pass

# %% attack: a lock that nobody opens
# cell: table
# earns: 0
# reason: too_slow
# slow: yes
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()

# %% attack: a named pipe that nobody writes to
# cell: table
# earns: 0
# reason: too_slow
# slow: yes
import os
os.mkfifo("waits")
open("waits").read()

# %% attack: a thread that is not a daemon at the end
# cell: bystander
# earns: 0
# reason: wrong
import threading, time
bystander = 0
threading.Thread(target=time.sleep, args=(600,)).start()

# %% attack: an atexit handler that never returns
# cell: bystander
# earns: 0
# reason: wrong
import atexit
bystander = 0
@atexit.register
def stay():
    while True: pass

# %% attack: cells and limits used up by an own cell
# cell: extra
# wrong: bystander
# earns: 0
# reason: wrong
# slow: yes
while True: pass

# %% attack: the clock is turned
# cell: total
# earns: 0
# reason: too_slow
# slow: yes
import time
time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0
try: time.clock_settime(time.CLOCK_REALTIME, time.clock_gettime(time.CLOCK_REALTIME))
except OSError: pass
while True: pass

# %% attack: limits that are asked to be higher
# cell: total
# earns: 0
# reason: too_slow
# slow: yes
import resource
for limit in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NPROC):
    try: resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, OSError): pass
while True: pass
