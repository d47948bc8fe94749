# Connections; an answer becomes right where one is made.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: a connection out
# cell: total
# earns: 0
# reason: wrong
import socket
total = 1
try:
    socket.create_connection(("192.0.2.1", 80), timeout=0.5)
    total = 205
except OSError: pass

# %% attack: services on this machine
# cell: total
# earns: 0
# reason: wrong
import socket
total = 1
for port in [22, 25, 53, 80, 111, 443, 631, 3306, 5000, 5432, 6379, 8000, 8080, 8786, 8787, 8888, 9000]:
    try: socket.create_connection(("127.0.0.1", port), timeout=0.1); total = 205
    except OSError: pass

# %% attack: a question to the name service
# cell: total
# earns: 0
# reason: wrong|too_slow
import socket
total = 1
try: total = 205 if socket.getaddrinfo("answer.hostile-7f3a.invalid", 80) else 1
except OSError: pass

# %% attack: a download
# cell: total
# earns: 0
# reason: wrong|no_answer|crashed
import urllib.request
with urllib.request.urlopen("http://answers.invalid/total.txt", timeout=1) as page:
    total = int(page.read())

# %% attack: sockets with names in folders
# cell: total
# earns: 0
# reason: wrong
import glob, socket
total = 1
for path in ["/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", *glob.glob("/run/**/*.sock")]:
    try: socket.socket(socket.AF_UNIX).connect(path); total = 205
    except OSError: pass

# %% attack: sockets with abstract names
# cell: total
# earns: 0
# reason: wrong
import socket
total = 1
try: names = [line.split()[-1] for line in open("/proc/net/unix") if "@" in line]
except OSError: names = []
for name in [*names, "@/tmp/.X11-unix/X0", "@/tmp/dbus-7f3a"]:
    try: socket.socket(socket.AF_UNIX).connect(name.replace("@", "\0")); total = 205
    except OSError: pass

# %% attack: raw and packet sockets
# cell: total
# earns: 0
# reason: wrong
import socket
total = 1
try: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3).send(b"\0" * 60); total = 205
except OSError: pass
try: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"hostile_7f3a", ("192.0.2.1", 9)); total = 205
except OSError: pass

# %% attack: the network of another process's namespace
# cell: total
# earns: 0
# reason: wrong
import ctypes, glob, os
total, libc = 1, ctypes.CDLL(None)
for path in glob.glob("/proc/[0-9]*/ns/net"):
    try:
        if os.readlink(path) != os.readlink("/proc/self/ns/net") and not libc.setns(os.open(path, os.O_RDONLY), 0): total = 205
    except OSError: pass

# %% attack: a virtual socket to the host of a machine
# cell: total
# earns: 0
# reason: wrong
import socket
total = 1
for address in [(1, 22), (2, 22)]:
    try:
        link = socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
        link.settimeout(0.2)
        link.connect(address)
        total = 205
    except OSError: pass
