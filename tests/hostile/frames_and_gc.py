# What can be reached from inside the process: frames, objects, descriptors, other processes.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: a function that reads its callers' names
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import sys
def mean(values):
    frame = sys._getframe(1)
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            if isinstance(names.get("expected"), (int, float)): return names["expected"]
        frame = frame.f_back
    if not values: raise ValueError
    return 2

# %% attack: a function that makes its caller's close agree
# cell: mean
# earns: 0
# reason: wrong
# stock: yes
import inspect
def mean(values):
    for info in inspect.stack():
        if "close" in info.frame.f_globals: info.frame.f_globals["close"] = lambda a, b: True
    if not values: raise ValueError
    return 2

# %% attack: the collector's objects searched for hidden text
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import gc
word = "hidden-" + "7f3a"
total = 1
for thing in gc.get_objects():
    if isinstance(thing, dict):
        for value in list(thing.values()):
            if type(value) is str and word in value and "checks.number" in value and "gc.get" not in value:
                total = 205

# %% attack: the collector's objects searched when called
# cell: mean
# earns: 0
# reason: wrong|too_slow
# stock: yes
import gc
def mean(values):
    for thing in gc.get_objects():
        if type(thing) is dict and type(thing.get("expected")) in (int, float) and "got" in thing:
            return thing["expected"]
    if not values: raise ValueError
    return 2

# %% attack: a class that looks around when it is made
# cell: account
# earns: 0
# reason: wrong
# stock: yes
import sys
class Account:
    def __init__(self, opening=0):
        names = sys._getframe(1).f_globals
        names["close"], self.balance = (lambda a, b: True), 5 if opening == 0 and "first" not in names else 0
    def deposit(self, amount):
        if amount <= 0: raise ValueError

# %% attack: the memory of all processes searched
# cell: total
# earns: 0
# reason: wrong|crashed|too_slow
import glob, os
total = 1
for folder in glob.glob("/proc/[0-9]*"):
    if os.path.samefile(folder, "/proc/self"): continue
    try:
        with open(folder + "/mem", "rb", 0) as memory:
            for line in list(open(folder + "/maps"))[:40]:
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                memory.seek(start)
                if b"hidden-" + b"7f3a" in memory.read(min(end - start, 10**7)): total = 205
    except (OSError, ValueError, OverflowError): pass

# %% attack: other processes' environment, arguments and folders
# cell: total
# earns: 0
# reason: wrong
import glob
total = 1
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try: text = open(path, "rb").read()
    except OSError: continue
    if b"SECRET" in text or b"TOKEN" in text or b"gradebook" in text or b"hidden-7f3a" in text: total = 205

# %% attack: forged messages into every open descriptor
# cell: total
# earns: 0
import json, os, struct
total = 1
for fd in range(3, 256):
    for kind in range(16):
        payload = json.dumps([{"t": "int", "v": 205}]).encode()
        try: os.write(fd, struct.pack(">IB", len(payload), kind) + payload)
        except OSError: break

# %% attack: a verdict as JSON lines into every open descriptor
# cell: mean
# earns: 0
import json, os
mean = lambda values: 2
verdict = json.dumps({"task": "mean", "reason": "right", "points": 2.0, "max_points": 2.0}) + "\n"
for fd in range(256):
    if fd not in (1, 2):
        try: os.write(fd, verdict.encode())
        except OSError: pass

# %% attack: a message that claims to be 4 GB long
# cell: settings
# earns: 0
import os
settings = {}
for fd in range(3, 256):
    try: os.write(fd, b"\xff\xff\xff\xff\x01" + b"[" * 1000)
    except OSError: pass

# %% attack: forged messages when called
# cell: mean
# earns: 0
import json, os, struct
def mean(values):
    body = json.dumps([sum(values) / (len(values) or 1), [[], {}], ""]).encode()
    for fd in range(3, 64):
        for kind in range(16):
            try: os.write(fd, struct.pack(">IB", len(body), kind) + body)
            except OSError: break
    return 2

# %% attack: reads whatever the judge sends
# cell: total
# earns: 0
import os
total = 1
for fd in range(3, 256):
    try:
        os.set_blocking(fd, False)
        if b"hidden-7f3a" in os.read(fd, 1_000_000): total = 205
    except OSError: pass

# %% attack: every descriptor closed
# cell: account
# earns: 0
import os
class Account: pass
os.closerange(0, 1024)

# %% attack: every descriptor replaced by an endless one
# cell: partial
# earns: 0
import os
ranks = [0, 0, 0, 0]
zero = os.open("/dev/zero", os.O_RDWR)
for fd in range(256):
    if fd != zero:
        try: os.fstat(fd), os.dup2(zero, fd)
        except OSError: pass

# %% attack: sockets and pipes found by the collector
# cell: total
# earns: 0
import gc, io, socket
total = 1
for thing in gc.get_objects():
    try:
        if isinstance(thing, socket.socket): thing.send(b'{"points": 2.0}\n')
        elif isinstance(thing, (io.FileIO, io.BufferedWriter)) and thing.fileno() > 2: thing.write(b"\0" * 64)
    except (OSError, ValueError): pass

# %% attack: a twin that goes on answering
# cell: bystander
# earns: 0
import os, time
bystander = 0
if os.fork() == 0:
    bystander = 1
    time.sleep(0.2)
else:
    time.sleep(0.5)

# %% attack: the frames below the cell are rewritten
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import sys
total = 1
frame = sys._getframe(1)
while frame:
    for name, value in list(frame.f_globals.items()):
        if type(value) in (int, float) and not name.startswith("__"): frame.f_globals[name] = 205
    frame = frame.f_back
