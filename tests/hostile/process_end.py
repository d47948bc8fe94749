# Ends of the process, sudden and slow.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: os._exit in a cell
# cell: total
# earns: 0
# reason: crashed|no_answer
import os
os._exit(0)

# %% attack: os.abort
# cell: mean
# earns: 0
# reason: crashed|no_answer
import os
os.abort()

# %% attack: a segmentation fault
# cell: table
# earns: 0
# reason: crashed|no_answer
import ctypes
ctypes.string_at(0)

# %% attack: SIGKILL to itself
# cell: settings
# earns: 0
# reason: crashed|no_answer|out_of_memory
import os, signal
os.kill(os.getpid(), signal.SIGKILL)

# %% attack: SIGKILL to the parent
# cell: total
# earns: 0
import os, signal
total = 1
try: os.kill(os.getppid(), signal.SIGKILL)
except (ProcessLookupError, PermissionError): pass

# %% attack: SIGKILL to the process group and session
# cell: total
# earns: 0
import os, signal
assert os.readlink("/proc/self/ns/pid") != "pid:[4026531836]", "seat belt: this is no jail"
total = 1
os.killpg(os.getpgid(0), signal.SIGKILL)

# %% attack: SIGKILL to everybody
# cell: account
# earns: 0
import os, signal
assert os.readlink("/proc/self/ns/pid") != "pid:[4026531836]", "seat belt: this is no jail"
class Account: pass
os.kill(-1, signal.SIGKILL)

# %% attack: SIGTERM, SIGSTOP and SIGKILL to process 1
# cell: total
# earns: 0
import os, signal
assert os.readlink("/proc/self/ns/pid") != "pid:[4026531836]", "seat belt: this is no jail"
total = 1
for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
    try: os.kill(1, number)
    except OSError: pass

# %% attack: signals to all that /proc names
# cell: total
# earns: 0
import os, signal
assert os.readlink("/proc/self/ns/pid") != "pid:[4026531836]", "seat belt: this is no jail"
total = 1
for name in os.listdir("/proc"):
    if name.isdigit() and int(name) != os.getpid():
        try: os.kill(int(name), signal.SIGKILL)
        except OSError: pass

# %% attack: SIGSTOP to itself
# cell: total
# earns: 0
# reason: too_slow|crashed|no_answer
# slow: yes
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)

# %% attack: sys.exit
# cell: total
# earns: 0
# reason: crashed|no_answer
# stock: yes
import sys
sys.exit(0)
total = 205

# %% attack: quit()
# cell: total
# earns: 0
# reason: crashed|no_answer|wrong
total = 1
quit()

# %% attack: KeyboardInterrupt
# cell: total
# earns: 0
# reason: crashed|no_answer
# stock: yes
raise KeyboardInterrupt

# %% attack: a BaseException of its own
# cell: mean
# earns: 0
# reason: crashed|no_answer
# stock: yes
class Out(BaseException):
    def __str__(self): raise Out
raise Out

# %% attack: GeneratorExit in a cell
# cell: partial
# earns: 0
# reason: crashed|no_answer
raise GeneratorExit("2.0")

# %% attack: asyncio's cancellation
# cell: partial
# earns: 0
# reason: crashed|no_answer
# stock: yes
import asyncio
raise asyncio.CancelledError

# %% attack: os._exit when called
# cell: mean
# earns: 0
# reason: crashed
import os
def mean(values): os._exit(0)

# %% attack: SystemExit when called
# cell: mean
# earns: 0
# reason: wrong|crashed
# stock: yes
def mean(values): raise SystemExit(0)

# %% attack: KeyboardInterrupt when called
# cell: mean
# earns: 0
# reason: wrong|crashed
# stock: yes
def mean(values): raise KeyboardInterrupt

# %% attack: a BaseException of its own when called
# cell: account
# earns: 0
# reason: wrong|crashed
# stock: yes
class Out(BaseException): pass
class Account:
    def __init__(self, opening=0): raise Out

# %% attack: StopIteration when called
# cell: mean
# earns: 0
# reason: wrong|crashed
# stock: yes
def mean(values): raise StopIteration(2)

# %% attack: a segmentation fault when called
# cell: mean
# earns: 0
# reason: crashed
import ctypes
def mean(values): return ctypes.string_at(8)

# %% attack: a stack overflow in C
# cell: mean
# earns: 0
# reason: too_slow|crashed|wrong|out_of_memory
import sys
def mean(values):
    sys.setrecursionlimit(10**9)
    return mean(values) + eval("mean(values)")

# %% attack: the process is replaced
# cell: total
# earns: 0
# reason: crashed|no_answer|wrong|too_slow
import os
os.execv("/bin/echo", ["echo", "2.0"])

# %% attack: a thread that ends the process a little later
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import os, threading
total = 1
threading.Timer(0.05, os._exit, [0]).start()

# %% attack: an alarm that ends the process a little later
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import signal
total = 1
signal.signal(signal.SIGALRM, signal.SIG_DFL)
signal.setitimer(signal.ITIMER_REAL, 0.05)

# %% attack: ends three times in a row
# cell: extra
# wrong: bystander
# earns: 0
import os
get_ipython().events.register("post_run_cell", lambda *a: os._exit(1))
