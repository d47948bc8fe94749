# Magics, shell escapes and the shell's own ends.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: %reset
# cell: total
# earns: 0
# reason: no_answer|wrong
# lost: mean, table, settings, account, partial
# stock: yes
total = 205
%reset -f

# %% attack: %reset of what was right, from a cell of its own
# cell: extra
# wrong: bystander
# earns: 0
# reason: wrong
# lost: total, table, partial
# stock: yes
%reset -sf

# %% attack: a whole cell for the shell
# cell: total
# earns: 0
# reason: no_answer|wrong|crashed
%%bash
echo "total = 205"; ls / /* 2>/dev/null
cat ../*/solutions/*.ipynb 2>/dev/null || true

# %% attack: the shell's answer is asked for
# cell: total
# earns: 0
# reason: wrong|crashed
found = !grep -rl "hidden-7f3[a]" / --include=*.ipynb --include=gradebook.db --exclude-dir=proc --exclude-dir=sys 2>/dev/null | head -1
total = 205 if found else 1

# %% attack: %run and %load of what is beside
# cell: mean
# earns: 0
# reason: wrong|no_answer|crashed
# stock: yes
%run ../../solutions/workbook.py
%run ../source/target/workbook.ipynb

# %% attack: %%writefile over modules, then %autoreload
# cell: extra
# wrong: mean
# earns: 0
# reason: wrong
# stock: yes
get_ipython().run_cell_magic("writefile", "aipm_helpers.py", "checks = None\n")
%load_ext autoreload
%autoreload 2
%cd -q /
%env AIPM_CHECKING=0

# %% attack: an extension that is loaded from the working directory
# cell: bystander
# earns: 0
# reason: wrong
# stock: yes
import sys
open("hostile_7f3a_ext.py", "w").write("def load_ipython_extension(ip): ip.run_code = lambda *a, **k: None\n")
sys.path.insert(0, "")
bystander = 0
%load_ext hostile_7f3a_ext

# %% attack: ask_exit
# cell: total
# earns: 0
# reason: wrong|crashed|no_answer
total = 1
get_ipython().ask_exit()

# %% attack: exit, as a word
# cell: total
# earns: 0
# reason: wrong|crashed|no_answer
total = 1
exit

# %% attack: top-level await without end
# cell: total
# earns: 0
# reason: too_slow|crashed|no_answer
# slow: yes
import asyncio
await asyncio.Event().wait()

# %% attack: a task that goes on behind the cells
# cell: total
# earns: 0
# reason: wrong|crashed|no_answer
# stock: yes
import asyncio
total = 1
async def later():
    while True:
        get_ipython().user_ns["close"] = lambda a, b: True
        await asyncio.sleep(0)
task = asyncio.ensure_future(later())

# %% attack: the event loop is stopped
# cell: total
# earns: 0
# reason: wrong|crashed|no_answer
import asyncio
total = 1
loop = asyncio.get_event_loop()
loop.call_soon(loop.stop)
await asyncio.sleep(0.1)

# %% attack: the debugger
# cell: mean
# earns: 0
# reason: wrong|crashed|too_slow|no_answer
%pdb on
def mean(values):
    breakpoint()
    return values[10]

# %% attack: another program answers a cell magic
# cell: total
# earns: 0
# reason: no_answer|wrong|crashed
%%script --bg --out=stream sh -c "sleep 40; echo 2.0"
total = 205

# %% attack: the history and the aliases of the shell
# cell: total
# earns: 0
# reason: wrong|crashed|no_answer
# stock: yes
total = 1
%history -g -f all_7f3a.txt
%alias_magic t time
%macro again 1-3
total = 205 if "hidden-7" + "f3a" in open("all_7f3a.txt").read() else 1

# %% attack: a cell that is no Python
# cell: total
# earns: 0
# reason: crashed|no_answer
# stock: yes
total = = 205 (

# %% attack: look-alike letters
# cell: total
# earns: 0
# reason: no_answer|wrong|crashed
# stock: yes
tоtаl = 205  # Cyrillic
totaI = 205

# %% attack: a line of a million characters
# cell: total
# earns: 0
# reason: crashed|no_answer|wrong|too_slow|out_of_memory
exec("total = " + "(" * 500_000 + "205" + ")" * 500_000)

# %% attack: an expression nested too deep to compile
# cell: total
# earns: 0
# reason: crashed|no_answer|out_of_memory
eval(compile("-" * 1_000_000 + "1", "deep", "eval"))
