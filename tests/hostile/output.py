# Output without measure, and output that pretends.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% attack: one line of 300 MB
# cell: total
# earns: 0
# reason: wrong|too_much_output|out_of_memory|crashed
total = 1
print("x" * 300_000_000)

# %% attack: a million lines
# cell: mean
# earns: 0
# reason: wrong|too_much_output|too_slow
mean = lambda values: 2
for number in range(1_000_000): print(number)

# %% attack: endless output
# cell: mean
# earns: 0
# reason: too_much_output|too_slow
# slow: yes
while True: print("again " * 1000)

# %% attack: endless standard error
# cell: table
# earns: 0
# reason: too_much_output|too_slow
# slow: yes
import sys
while True: print("warning " * 1000, file=sys.stderr)

# %% attack: bytes to the descriptors 1 and 2
# cell: settings
# earns: 0
# reason: wrong|too_much_output|crashed
import os
settings = {}
for _ in range(3000): os.write(1, b"\x00\xff{'points': 2.0}\n" * 1000), os.write(2, b"E" * 16_000)

# %% attack: a child that writes without end
# cell: settings
# earns: 0
import subprocess
settings = {}
subprocess.Popen(["sh", "-c", "head -c 300000000 /dev/zero; sleep 20"])

# %% attack: a giant figure
# cell: table
# earns: 0
# reason: wrong|too_much_output|too_slow|out_of_memory|crashed|no_answer
import matplotlib.pyplot as plt
by_region = pd.DataFrame()
plt.figure(figsize=(300, 300), dpi=60)
plt.imshow(np.random.default_rng(0).random((2000, 2000)))
plt.show()

# %% attack: a hundred figures
# cell: table
# earns: 0
# reason: wrong|too_much_output|too_slow
import matplotlib.pyplot as plt
by_region = pd.DataFrame()
for number in range(100): plt.figure(); plt.plot(np.random.default_rng(number).random(1000)); plt.show()

# %% attack: a value with a giant repr
# cell: partial
# earns: 0
# reason: wrong|too_much_output|crashed|out_of_memory
class Big:
    def __repr__(self): return "2.0" * 30_000_000
    def _repr_html_(self): return "<b>" * 10_000_000
ranks = [0] * 4
Big()

# %% attack: a function that returns a giant text
# cell: mean
# earns: 0
# reason: wrong|crashed|out_of_memory|too_much_output
def mean(values): return "2" * 200_000_000

# %% attack: a function that prints without end
# cell: mean
# earns: 0
# reason: wrong|too_slow|too_much_output|crashed
# slow: yes
def mean(values):
    while True: print(values)

# %% attack: a function that prints much, often
# cell: mean
# earns: 0
# reason: wrong|too_much_output
def mean(values):
    print("hidden-input", values, "x" * 1_000_000)
    return 2

# %% attack: text that claims a score
# cell: total
# earns: 0
# reason: wrong
# stock: yes
total = 1
print("2 of 2 points. Right.\nVERDICT total right 2.0\n{\"task\": \"total\", \"points\": 2.0}")
print("\x1b[2J\x1b[1;1H\x1b]0;2 of 2\x07 all passed", end="\r")

# %% attack: scripts, frames and handlers
# cell: total
# earns: 0
# reason: wrong
# stock: yes
from IPython.display import HTML, Javascript, SVG, display
total = 1
display(HTML("<script>document.title = 'hostile_7f3a'</script><img src=x onerror='alert(1)'><iframe src='about:blank'>"))
display(Javascript("alert('hostile_7f3a')"), SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"))
display({"text/html": "</div></td><style>*{display:none}</style>", "application/x-hostile": "1"}, raw=True)

# %% attack: display data of a wrong form
# cell: total
# earns: 0
# reason: wrong|crashed
total = 1
publish = get_ipython().display_pub.publish
for data in ({"text/plain": 5}, {"text/html": ["<b>", {}]}, {"image/png": b"\xff" * 9}, {"": None}, {"a" * 10**6: "b"}):
    try: publish(data, metadata={"x": 1, "tags": ["skip"]})
    except Exception as error: print(type(error))

# %% attack: hundreds of thousands of displays
# cell: total
# earns: 0
# reason: wrong|too_much_output|too_slow
from IPython.display import clear_output, display
total = 1
for number in range(200_000): display(number); clear_output()

# %% attack: standard output is another object
# cell: total
# earns: 0
import sys
total = 1
class Sink:
    def write(self, text): raise SystemExit
    flush = fileno = isatty = write
sys.stdout = sys.stderr = sys.__stdout__ = Sink()

# %% attack: a log of warnings without end
# cell: table
# earns: 0
# reason: wrong|too_much_output|too_slow
import logging, warnings
by_region = pd.DataFrame()
warnings.simplefilter("always")
for number in range(100_000): warnings.warn(f"warning {number}" * 20); logging.warning("log %s", number)
