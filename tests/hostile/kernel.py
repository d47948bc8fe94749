# System calls that a jail must refuse; an answer becomes right where one is granted.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: a file system mounted
# cell: total
# earns: 0
# reason: wrong
import ctypes, os
total, libc = 1, ctypes.CDLL(None)
os.makedirs("m", exist_ok=True)
for kind in (b"tmpfs", b"proc", b"sysfs", b"devtmpfs"):
    if libc.mount(b"none", b"m", kind, 0, None) == 0: total = 205

# %% attack: a read-only folder mounted again for writing
# cell: total
# earns: 0
# reason: wrong
import ctypes
total, libc = 1, ctypes.CDLL(None)
for folder in (b"/", b"/usr", b"/dev"):
    if libc.mount(None, folder, None, 32 | 4096, None) == 0: total = 205  # MS_REMOUNT | MS_BIND

# %% attack: what is mounted over something is taken away
# cell: total
# earns: 0
# reason: wrong
import ctypes
total, libc = 1, ctypes.CDLL(None)
for folder in (b"/usr", b"/tmp", b"/proc", b"/dev"):
    if libc.umount2(folder, 2) == 0: total = 205

# %% attack: another process is traced
# cell: total
# earns: 0
# reason: wrong|crashed
import ctypes, os
total, libc = 1, ctypes.CDLL(None)
for pid in {1, os.getppid()} - {0, os.getpid()}:
    if libc.ptrace(16, pid, None, None) == 0: total = 205; libc.ptrace(17, pid, None, None)

# %% attack: another process's memory is written
# cell: total
# earns: 0
# reason: wrong
import ctypes, os
total, libc = 1, ctypes.CDLL(None)
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
for pid in {1, os.getppid()} - {0, os.getpid()}:
    if libc.process_vm_readv(pid, vector, 1, (ctypes.c_size_t * 2)(0x400000, 8), 1, 0) > 0: total = 205

# %% attack: new namespaces
# cell: total
# earns: 0
# reason: wrong
import ctypes
total, libc = 1, ctypes.CDLL(None)
for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000):  # user, mount, net, pid
    if libc.unshare(flag) == 0: total = 205

# %% attack: new namespaces of the shell
# cell: total
# earns: 0
# reason: wrong
import subprocess
total = 1
done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "true"], capture_output=True)
if done.returncode == 0: total = 205

# %% attack: another root folder
# cell: total
# earns: 0
# reason: wrong
import ctypes, os
total, libc = 1, ctypes.CDLL(None)
os.makedirs("root", exist_ok=True)
try: os.chroot("root"); total = 205
except OSError: pass
if libc.pivot_root(b"root", b"root") == 0 if hasattr(libc, "pivot_root") else False: total = 205

# %% attack: another user
# cell: total
# earns: 0
# reason: wrong
import os
total, uid = 1, os.getuid()
for change in (os.setuid, os.setgid, os.seteuid):
    try:
        change(0 if uid else 65534)
        if os.access("/etc/shadow", os.R_OK): total = 205
    except OSError: pass

# %% attack: programs that run as root
# cell: total
# earns: 0
# reason: wrong
import shutil, subprocess
total = 1
for command in (["su", "-c", "id"], ["sudo", "-n", "id"], ["mount", "-t", "tmpfs", "x", "/mnt"], ["pkexec", "id"]):
    if shutil.which(command[0]):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=2)
        if done.returncode == 0 and command[0] != "true": total = 205

# %% attack: keys that outlive processes
# cell: total
# earns: 0
# reason: wrong|crashed
import ctypes
total, libc = 1, ctypes.CDLL(None)
if libc.syscall(248, b"user", b"hostile_7f3a", b"left", 4, -4) > 0: total = 205  # add_key, user keyring
if libc.syscall(250, 0, -4, 1) > 0: total = 205  # keyctl

# %% attack: the kernel's settings
# cell: total
# earns: 0
# reason: wrong
total = 1
for path in ["/proc/sys/kernel/hostname", "/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/sys/power/state",
             "/sys/fs/cgroup/cgroup.procs", "/proc/sys/kernel/core_pattern"]:
    try: open(path, "r+").close(); total = 205
    except OSError: pass

# %% attack: its own limits and groups of control
# cell: total
# earns: 0
# reason: wrong
import glob, os
total = 1
for path in glob.glob("/sys/fs/cgroup/**/memory.max", recursive=True)[:50] + ["/proc/self/uid_map"]:
    try: os.close(os.open(path, os.O_WRONLY)); total = total if "uid_map" in path else 205
    except OSError: pass
try: open("/proc/self/oom_score_adj", "w").write("-1000"); total = 205
except OSError: pass

# %% attack: a higher priority
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
try: os.nice(-10); total = 205
except OSError: pass
try: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)); total = 205
except OSError: pass

# %% attack: interfaces of the kernel that are rarely needed
# cell: total
# earns: 0
# reason: wrong|crashed
import ctypes
total, libc = 1, ctypes.CDLL(None)
if libc.syscall(321, 0, (ctypes.c_char * 128)(), 128) > 0: total = 205  # bpf
if libc.syscall(298, (ctypes.c_char * 128)(), -1, 0, -1, 0) > 0: total = 205  # perf_event_open
if libc.syscall(323, 0) > 0: total = 205  # userfaultfd
if libc.syscall(425, 8, (ctypes.c_char * 128)()) > 0: total = 205  # io_uring_setup

# %% attack: characters typed into the terminal
# cell: total
# earns: 0
# reason: wrong
import fcntl, os, termios
total = 1
for path in ("/dev/tty", "/dev/console", "/dev/pts/0", "/dev/stdin"):
    try: fcntl.ioctl(os.open(path, os.O_RDWR), termios.TIOCSTI, b"\n"); total = 205
    except OSError: pass

# %% attack: a handle opens a file past the jail
# cell: total
# earns: 0
# reason: wrong
import ctypes, os
total, libc = 1, ctypes.CDLL(None)
handle = ctypes.create_string_buffer(b"\x08\0\0\0\x01\0\0\0\x02\0\0\0\0\0\0\0", 24)  # the root's inode
if (fd := libc.open_by_handle_at(os.open("/", os.O_RDONLY), handle, os.O_RDONLY)) >= 0: total = 205
