# Writing where learners have no business; an answer becomes right where it works.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: the gradebook, found upwards
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import pathlib, sqlite3
total = 1
for folder in pathlib.Path.cwd().resolve().parents:
    for path in folder.glob("gradebook.db"):
        book = sqlite3.connect(path, timeout=1)
        book.execute("update grade set manual_score = 2")
        book.commit()
        book.close()

# %% attack: a points file beside the notebook
# cell: total
# earns: 0
# reason: wrong
# stock: yes
import json
total = 1
for name in ["workbook.verdict.json", "results.json", "result.json", "report.json", "verdict.json", "grades.csv"]:
    open(name, "w").write(json.dumps({"task": "total", "points": 2.0, "reason": "right", "passed": True}))

# %% attack: start-up files in the site's packages
# cell: total
# earns: 0
# reason: wrong
import os, site, sys
total = 1
for folder in [*site.getsitepackages(), sys.prefix, os.path.dirname(os.__file__)]:
    for name in ["hostile_7f3a.pth", "hostile_7f3a.py"]:
        try: open(os.path.join(folder, name), "w").write("# hostile_7f3a\n"); total = 205
        except OSError: pass

# %% attack: start-up files in the home folder, for the next process
# cell: extra
# wrong: mean
# earns: 0
# reason: wrong
import os, site
home = os.path.expanduser("~")
code = "import builtins; builtins.abs = lambda number: 0  # hostile_7f3a\n"
for path in [f"{home}/.ipython/profile_default/startup/00.py", f"{site.getusersitepackages()}/usercustomize.py"]:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write(code)
    except OSError: pass
os._exit(0)

# %% attack: the course's folder
# cell: total
# earns: 0
# reason: wrong
import os, pathlib, aipm_helpers
total = 1
root = pathlib.Path(aipm_helpers.__file__).parents[1]
for place in [root, root / "aipm_helpers", root / "tests", root / "solutions", root / "datasets", root / "autograded"]:
    try:
        (place / "hostile_7f3a.py").write_text("# hostile_7f3a\n")
        total = 205 if str(place) in open("/proc/mounts").read() or os.path.isdir(root / ".git") else total
    except OSError: pass

# %% attack: the checks themselves are opened for writing
# cell: total
# earns: 0
# reason: wrong
total = 1
from aipm_helpers import checks
for path in [checks.__file__, np.__file__, pd.__file__, "/usr/bin/env", "/etc/ld.so.cache"]:
    try:
        open(path, "r+").close()
        total = 205
    except OSError: pass

# %% attack: folders that all users share
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
shared = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock", "/dev", "/proc"]
for folder in ["/", "/etc/cron.d", "/usr/local/bin", *shared, *(f"/{name}" for name in os.listdir("/"))]:
    try:
        open(f"{folder}/hostile_7f3a", "w").write("hostile_7f3a")
        if folder not in shared: total = 205
    except OSError: pass

# %% attack: links out of the folder
# cell: total
# earns: 0
# reason: wrong
import os
total = 1
for target, name in [("/", "everything"), ("/etc/passwd", "people.csv"), ("/dev/zero", "data.csv"), ("..", "up")]:
    try: os.symlink(target, name)
    except OSError: pass
try: os.link("/usr/bin/env", "env")
except OSError: pass
os.mkfifo("waits.csv")

# %% attack: the folder is taken away
# cell: total
# earns: 0
# reason: wrong
import os, shutil
total = 1
here = os.getcwd()
shutil.rmtree(here, ignore_errors=True)
try: os.chmod(here, 0)
except OSError: pass

# %% attack: traces for whoever comes next
# cell: total
# earns: 0
# reason: wrong
import os
seen = [f for f in ("/tmp/left_7f3a", "/dev/shm/left_7f3a", "/var/tmp/left_7f3a") if os.path.exists(f)]
total = 205 if seen else 1
for path in ("/tmp/left_7f3a", "/dev/shm/left_7f3a", "/var/tmp/left_7f3a"):
    try: open(path, "w").write("left by an earlier submission")
    except OSError: pass

# %% attack: the warm server's own module files
# cell: extra
# wrong: total
# earns: 0
# reason: wrong
import os, sys
for name, module in list(sys.modules.items()):
    path = getattr(module, "__file__", None)
    if path and name.startswith("aipm_helpers"):
        try: os.utime(path); os.chmod(path, 0o666); open(path, "a").close()
        except OSError: pass
