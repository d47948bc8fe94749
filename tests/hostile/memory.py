# Memory, processes, files and descriptors without measure; each case has its own end.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: memory in one piece
# cell: total
# earns: 0
# reason: out_of_memory|crashed|no_answer
# slow: yes
total = 1
piece = bytearray(6_000_000_000)
del total

# %% attack: memory in many pieces
# cell: mean
# earns: 0
# reason: out_of_memory|crashed|no_answer|too_slow
# slow: yes
pieces = []
for _ in range(6000): pieces.append(bytearray(1_000_000))

# %% attack: touched ones of numpy
# cell: table
# earns: 0
# reason: out_of_memory|crashed|no_answer|too_slow
# slow: yes
ones = [np.ones(25_000_000) for _ in range(30)]

# %% attack: MemoryError is caught, and tried again in smaller pieces
# cell: settings
# earns: 0
# lost: account, partial, bystander
# reason: out_of_memory|crashed|no_answer|wrong|too_slow
# slow: yes
settings, pieces, size = {}, [], 2_000_000_000
while size > 10_000 and len(pieces) < 3000:
    try: pieces.append(b"x" * min(size, 6_000_000_000 - sum(map(len, pieces))))
    except MemoryError: size //= 2

# %% attack: a text times a billion
# cell: total
# earns: 0
# reason: out_of_memory|crashed|no_answer
# slow: yes
total = len("three" * 1_200_000_000)

# %% attack: memory when called
# cell: mean
# earns: 0
# reason: out_of_memory|crashed|wrong
# slow: yes
def mean(values):
    return len(bytearray(5_000_000_000))

# %% attack: several processes, each within its limit
# cell: account
# earns: 0
# slow: yes
import os, time
for _ in range(4):
    if os.fork() == 0:
        kept = bytearray(b"x") * 1_400_000_000
        time.sleep(20)
        os._exit(0)
time.sleep(10)

# %% attack: recursion without end
# cell: total
# earns: 0
# reason: crashed|no_answer
# stock: yes
def down(n): return down(n + 1) + 1
total = down(0)

# %% attack: recursion without end when called
# cell: mean
# earns: 0
# reason: wrong|crashed
# stock: yes
def mean(values): return mean(values)

# %% attack: recursion with the limit lifted
# cell: partial
# earns: 0
# reason: crashed|no_answer|out_of_memory|too_slow
# slow: yes
import sys
sys.setrecursionlimit(2_000_000)
def down(n): return [down(n + 1) if n < 1_500_000 else 0]
ranks = repr(down(0))

# %% attack: two hundred short-lived processes
# cell: total
# earns: 0
import os, time
total = 1
for _ in range(200):
    try:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
    except OSError: break

# %% attack: processes that beget processes
# cell: mean
# earns: 0
import os, time
mean = lambda values: 2
for _ in range(7):
    try: os.fork()
    except OSError: break
if os.getpid() != os.getsid(0): time.sleep(1)

# %% attack: a fork bomb of the shell
# cell: settings
# earns: 0
settings = {}
!for i in $(seq 200); do (sleep 20 &) ; done

# %% attack: a detached daemon, forked twice
# cell: total
# earns: 0
# reason: wrong
import os, time
total = 1
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 256)
        time.sleep(55)
    os._exit(0)

# %% attack: daemons that close nothing
# cell: total
# earns: 0
# reason: wrong
import subprocess, sys
total = 1
for _ in range(5):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(50)  # hostile_7f3a"], start_new_session=True)

# %% attack: nohup, disown and a signal-proof shell
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
os.system("nohup setsid sh -c 'trap \"\" HUP INT TERM QUIT; sleep 50 # hostile_7f3a' >/dev/null 2>&1 &")

# %% attack: an atexit handler that forks
# cell: bystander
# earns: 0
# reason: wrong
import atexit, os, time
bystander = 0
def after():
    for _ in range(5):
        if os.fork() == 0: os.setsid(); time.sleep(50); os._exit(0)
atexit.register(after)

# %% attack: thirty thousand files
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
total = 1
for number in range(30_000):
    try: open(f"file-{number}", "w").close()
    except OSError: break

# %% attack: folders within folders
# cell: total
# earns: 0
import os
total = 1
try:
    for _ in range(3000):
        os.mkdir("deeper-and-deeper")
        os.chdir("deeper-and-deeper")
except OSError: pass

# %% attack: a full disk
# cell: table
# earns: 0
# lost: settings, account, partial, bystander
import os
by_region = pd.DataFrame()
with open("full", "wb") as file:
    try:
        for _ in range(500): file.write(os.urandom(1_000_000))
    except OSError: pass

# %% attack: a file of a terabyte, sparse
# cell: total
# earns: 0
# reason: wrong
total = 1
with open("sparse", "wb") as file:
    try: file.truncate(10**12)
    except OSError: pass

# %% attack: space that is asked for only
# cell: total
# earns: 0
import os
total = 1
try: os.posix_fallocate(os.open("space", os.O_CREAT | os.O_RDWR), 0, 500_000_000)
except OSError: pass

# %% attack: all file descriptors
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import os
total, kept = 1, []
try:
    for _ in range(5000): kept.append(os.open("/dev/null", os.O_RDONLY))
except OSError: pass

# %% attack: two hundred threads
# cell: total
# earns: 0
# lost: mean, table, settings, account, partial, bystander
import threading, time
total = 1
try:
    for _ in range(200): threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
except RuntimeError: pass

# %% attack: anonymous files in memory
# cell: account
# earns: 0
# slow: yes
import os
kept = [os.memfd_create(f"m{number}") for number in range(10)]
for fd in kept:
    for _ in range(50): os.write(fd, b"x" * 10_000_000)

# %% attack: POSIX shared memory that is left behind
# cell: total
# earns: 0
from multiprocessing import resource_tracker, shared_memory
total = 1
resource_tracker.register = lambda *a: None
try:
    for number in range(10):
        block = shared_memory.SharedMemory(f"hostile_7f3a_{number}", create=True, size=300_000_000)
        block.buf[:] = b"x" * block.size
except (OSError, MemoryError): pass

# %% attack: System V shared memory that is left behind
# cell: total
# earns: 0
import ctypes
total, libc = 1, ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for number in range(6):
    block = libc.shmget(0x7F3A0 + number, ctypes.c_size_t(500_000_000), 0o1666)
    if block >= 0 and (at := libc.shmat(block, None, 0)) not in (None, 2**64 - 1): ctypes.memset(at, 1, 500_000_000)

# %% attack: pipes and sockets filled to the brim
# cell: total
# earns: 0
import os, socket
total, kept = 1, []
try:
    for _ in range(400):
        pair = socket.socketpair()
        pair[0].setblocking(False)
        kept.append(pair)
        while True: pair[0].send(b"x" * 65536)
except OSError: pass

# %% attack: locked memory and huge mappings
# cell: total
# earns: 0
import ctypes, mmap
total, libc = 1, ctypes.CDLL(None)
libc.mlockall(3)
try: kept = mmap.mmap(-1, 5_000_000_000); kept.write(b"x" * 1_000_000_000)
except (OSError, MemoryError, ValueError): pass
