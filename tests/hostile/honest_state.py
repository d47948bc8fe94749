# Settings of the process that honest work changes, and data that it uses up.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: another working folder
# cell: extra
# earns: 2
# reason: right
import os, tempfile
os.chdir(tempfile.mkdtemp())

# %% honest: other variables of the environment, another time zone
# cell: extra
# earns: 2
# reason: right
import os, time
os.environ.update(TZ="Asia/Tokyo", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="1", OMP_NUM_THREADS="1", MY_KEY="x")
time.tzset()
os.environ.pop("HOME", None)

# %% honest: another locale
# cell: extra
# earns: 2
# reason: right
import calendar, locale
for name in ("de_DE.UTF-8", "C.utf8", ""):
    try: locale.setlocale(locale.LC_ALL, name); break
    except locale.Error: continue
print(locale.format_string("%.2f", 1234.5, grouping=True), calendar.day_name[0])

# %% honest: random numbers, seeded
# cell: total
# earns: 2
# reason: right
import random
random.seed(7); np.random.seed(7)
draws = np.random.permutation(len(sales))
total = float((sales["units"] * sales["price"]).iloc[draws].sum()) + random.random() * 1e-4

# %% honest: random numbers, not seeded
# cell: total
# earns: 2
# reason: right
total = 205 + np.random.default_rng().uniform(-0.005, 0.005)

# %% honest: numpy raises
# cell: extra
# earns: 2
# reason: right
# stock: yes
np.seterr(all="raise")

# %% honest: warnings are errors
# cell: extra
# earns: 2
# reason: right
# stock: yes
import warnings
warnings.simplefilter("error")

# %% honest: warnings are off
# cell: extra
# earns: 2
# reason: right
import os, warnings
warnings.filterwarnings("ignore")
os.environ["PYTHONWARNINGS"] = "ignore"
warnings.warn = lambda *a, **k: None

# %% honest: other habits of pandas
# cell: extra
# earns: 2
# reason: right
pd.set_option("future.infer_string", False)
pd.options.mode.chained_assignment = None
pd.options.compute.use_numexpr = False
pd.options.plotting.backend = "matplotlib"

# %% honest: no garbage collection
# cell: extra
# earns: 2
# reason: right
import gc
gc.disable()
gc.set_threshold(0)

# %% honest: few digits of Decimal, few of whole numbers
# cell: extra
# earns: 2
# reason: right
import decimal, sys
decimal.getcontext().prec = 3
decimal.getcontext().traps[decimal.Inexact] = True
sys.set_int_max_str_digits(640)
sys.setswitchinterval(0.1)

# %% honest: an alarm that never rings, and a handler of signals
# cell: extra
# earns: 2
# reason: right
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGUSR1, lambda number, frame: print("seen"))
signal.raise_signal(signal.SIGUSR1)

# %% honest: something to do at the end
# cell: extra
# earns: 2
# reason: right
import atexit, faulthandler, sys
atexit.register(print, "good bye")
sys.setprofile(None); sys.settrace(None)

# %% honest: an event of the notebook is used for the time of cells
# cell: extra
# earns: 2
# reason: right
import time
def begin(info): begin.at = time.perf_counter()
def end(result): print(f"[{time.perf_counter() - begin.at:.2f} s]")
get_ipython().events.register("pre_run_cell", begin)
get_ipython().events.register("post_run_cell", end)
get_ipython().set_custom_exc((ZeroDivisionError,), lambda shell, kind, error, trace, tb_offset=None: print("divided by 0"))
1 / 0

# %% honest: the data are used up
# cell: total
# earns: 2
# reason: right
# lost: table
# The table's own answer needs sales; its check may, too.
total = (sales.pop("units") * sales.pop("price")).sum()

# %% honest: the data are deleted
# cell: total
# earns: 2
# reason: right
# lost: table
total = (sales["units"] * sales["price"]).sum()
del sales

# %% honest: the list of stalls is sorted in place
# cell: partial
# earns: 0
# reason: wrong
stalls.sort(reverse=True)
ranks = [stalls.index(stall) + 1 for stall in stalls]
