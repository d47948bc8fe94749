# Reading what is not for learners; an answer becomes right where it is found.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: the solution, found upwards
# cell: total
# earns: 0
# reason: wrong|no_answer
# stock: yes
import json, pathlib
for folder in pathlib.Path.cwd().resolve().parents:
    for path in [*folder.glob("so*/*/*.ipynb")][:20]:
        for cell in json.loads(path.read_text())["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "total": exec("".join(cell["source"]))

# %% attack: the solution, found from the helpers
# cell: total
# earns: 0
# reason: wrong|no_answer|crashed
# stock: yes
import pathlib, aipm_helpers
root = pathlib.Path(aipm_helpers.__file__).parents[1]
for path in root.rglob("workbook.py"):
    text = path.read_text()
    if "grade_id" in text: total = 205

# %% attack: hidden checks in the gradebook, found upwards
# cell: total
# earns: 0
# reason: wrong|no_answer|crashed
# stock: yes
import pathlib, re, sqlite3
for folder in pathlib.Path.cwd().resolve().parents:
    for path in folder.glob("gradebook*.db"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as book:
            for (source,) in book.execute("select source from source_cell where source like '%checks.number%'"):
                if found := re.search(r'"total", (\d+)', source): total = int(found[1])

# %% attack: the answers of others, found upwards
# cell: settings
# earns: 0
# reason: wrong|no_answer|crashed
# stock: yes
import json, pathlib
for folder in pathlib.Path.cwd().resolve().parents[:4]:
    for path in sorted(folder.glob("submitted/*/*/*.ipynb")):
        for cell in json.loads(path.read_text())["cells"]:
            source = "".join(cell["source"])
            if source.strip("\n").count("\n") < 3 and source.find('settings = {"rate": 0.05') >= 0: exec(source)

# %% attack: submissions, gradebooks and solutions of all courses on the disk
# cell: total
# earns: 0
# reason: wrong|too_slow
# slow: yes
import os
total = 1
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("proc", "sys", "dev", "site-packages")]
    if {"gradebook.db", "solutions", "submitted", "autograded", "hostile_cases.py"} & set(files + folders): total = 205

# %% attack: home folders and keys
# cell: total
# earns: 0
# reason: wrong
import glob, os
total = 1
system = {"bin", "sbin", "lib", "lib32", "lib64", "usr", "etc", "proc", "dev", "tmp", "course"}
for folder in set(os.listdir("/")) - system:
    for inner in ("*", ".*", "*/*", "*/.ssh/*"):
        if any(os.path.isfile(path) and os.access(path, os.R_OK) for path in glob.glob(f"/{folder}/{inner}")): total = 205

# %% attack: the shadow file
# cell: total
# earns: 0
# reason: wrong
total = 1
for path in ["/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/machine-id", "/etc/ssh/sshd_config"]:
    try:
        if open(path).read(1): total = 205
    except OSError: pass

# %% attack: secrets in the environment
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
for name, value in os.environ.items():
    if any(word in name.upper() for word in ("TOKEN", "SECRET", "PASSWORD", "API_KEY", "COURSE_KEY", "SSH_")):
        total = 205

# %% attack: the system outside, through other processes' roots
# cell: total
# earns: 0
# reason: wrong
import glob, os
total = 1
for path in [*glob.glob("/proc/[0-9]*/root"), *glob.glob("/proc/[0-9]*/cwd"), *glob.glob("/proc/[0-9]*/fd/*")]:
    try:
        if {"gradebook.db", "submitted", "shadow", ".git", "solutions"} & set(os.listdir(path)): total = 205
        if os.path.exists(path + "/etc/shadow") or glob.glob(path + "/*/.bashrc"): total = 205
    except OSError: pass

# %% attack: folders that the list of mounts names
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
for line in open("/proc/self/mountinfo"):
    for part in line.split()[3:5]:
        for parent in (part, os.path.dirname(part)):
            if any(os.path.isdir(os.path.join(parent, name)) for name in ("solutions", "submitted", ".git")): total = 205

# %% attack: raw devices and the kernel's memory
# cell: total
# earns: 0
# reason: wrong
import glob, os
total = 1
for path in ["/dev/mem", "/dev/kmem", "/dev/kmsg", "/proc/kcore", "/proc/kmsg", *glob.glob("/dev/[sv]d*")]:
    try:
        if os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 16): total = 205
    except OSError: pass

# %% attack: a device node of its own
# cell: total
# earns: 0
# reason: wrong
import os, stat
total = 1
for major, minor in [(1, 1), (8, 0), (253, 0), (254, 0)]:
    try:
        os.mknod(f"disk{major}", 0o600 | stat.S_IFBLK, os.makedev(major, minor))
        if os.read(os.open(f"disk{major}", os.O_RDONLY), 16): total = 205
    except OSError: pass
