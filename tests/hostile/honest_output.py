# Output of honest answers: much, coloured, drawn, warned, and on standard error.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: a thousand printed lines
# cell: total
# earns: 2
# reason: right
total = 0
for number in range(1000):
    row = sales.iloc[number % len(sales)]
    total = total * (number % len(sales) > 0) + row["units"] * row["price"]
    print(f"{number:4} {row['region']:<6} {total:8.2f}")
total = (sales["units"] * sales["price"]).sum()

# %% honest: a progress bar that goes back in its line
# cell: total
# earns: 2
# reason: right
import sys, time
total = 0
for place, (units, price) in enumerate(zip(sales["units"], sales["price"]), 1):
    total += units * price
    print(f"\r{place / len(sales):4.0%} |{'█' * place:<6}|", end="", flush=True)
    sys.stderr.write(f"\r{place}/{len(sales)} [00:00<00:00, {1e4 / place:.2f}it/s]")
    time.sleep(0.02)
print()

# %% honest: tqdm, where it is installed
# cell: total
# earns: 2
# reason: right
try: from tqdm.auto import tqdm
except ImportError: tqdm = lambda rows, **more: rows
total = 0
for row in tqdm(sales.itertuples(), total=len(sales), desc="sales"): total += row.units * row.price

# %% honest: letters of many scripts, emoji and colours
# cell: total
# earns: 2
# reason: right
# stock: yes
größe, 合計, Δ, π = sales["units"], 0, 1e-9, 3.14159
for menge, preis in zip(größe, sales["price"]): 合計 += menge * preis
print("\x1b[1;32m✔ Gesamt\x1b[0m", 合計, "€ 👩🏽‍💻 עברית العربية \u200b ﷽ \N{GREEK SMALL LETTER ALPHA}\x07\x08")
total = 合計

# %% honest: words that look like a verdict
# cell: total
# earns: 2
# reason: right
total = (sales["units"] * sales["price"]).sum()
print("Error: 0 of 2 points. Traceback (most recent call last): AssertionError\nFAILED\n0.0")

# %% honest: standard error, warnings and a log
# cell: total
# earns: 2
# reason: right
# stock: yes
import logging, sys, warnings
logging.basicConfig(level=logging.DEBUG, force=True)
logging.getLogger("shop").error("this is only a log", stack_info=True)
warnings.warn("an old way of doing it", DeprecationWarning)
print("careful", file=sys.stderr)
total = sales["units"].mul(sales["price"]).sum()
sales["units"] / 0 * np.log(np.array([0.0]))

# %% honest: standard output is caught
# cell: total
# earns: 2
# reason: right
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as caught:
    print((sales["units"] * sales["price"]).sum())
total = float(caught.getvalue())

# %% honest: the last line is a negative number
# cell: total
# earns: 2
# reason: right
total = (sales["units"] * sales["price"]).sum()
-total

# %% honest: the last line is False
# cell: bystander
# earns: 2
# reason: right
bystander = 7
bystander == 8

# %% honest: a figure is shown
# cell: table
# earns: 2
# reason: right
import matplotlib.pyplot as plt
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region.plot.bar(x="region", y="revenue", title="Umsatz, €")
plt.tight_layout()
plt.show()

# %% honest: twelve figures, another style, none of them closed
# cell: table
# earns: 2
# reason: right
import matplotlib.pyplot as plt
plt.style.use("ggplot")
plt.rcParams.update({"figure.dpi": 60, "font.size": 7, "axes.unicode_minus": False})
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
for number in range(12):
    figure, axes = plt.subplots()
    axes.scatter(by_region["region"], by_region["revenue"] * number)
plt.gcf().savefig("last.png")

# %% honest: drawn without a screen, by another backend
# cell: table
# earns: 2
# reason: right
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
plt.plot(by_region["revenue"]);

# %% honest: a styled table, HTML, Markdown, LaTeX
# cell: table
# earns: 2
# reason: right
from IPython.display import HTML, Latex, Markdown, clear_output, display
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
display(Markdown("**Revenue** by _region_"), HTML("<b style='color: teal'>€</b>"), Latex(r"$\sum_i u_i p_i$"))
clear_output(wait=True)
handle = display(by_region, display_id=True)
handle.update(by_region.head(2))
by_region.style.highlight_max("revenue").format({"revenue": "{:,.2f} €"})

# %% honest: a slider and a button
# cell: extra
# earns: 2
# reason: right
import ipywidgets as widgets
slider = widgets.IntSlider(value=3, max=10, description="units")
button = widgets.Button(description="Run")
button.on_click(lambda _: print("clicked"))
display(widgets.VBox([slider, button]))
@widgets.interact(threshold=(0.0, 1.0))
def show(threshold=0.5): print(sales.query("price > @threshold").shape)
slider.value = 4

# %% honest: a table drawn by rich
# cell: extra
# earns: 2
# reason: right
from rich.console import Console
from rich.progress import track
from rich.table import Table
table = Table(title="Sales [b]2026[/b]")
table.add_column("region"); table.add_column("units", justify="right")
for row in track(list(sales.itertuples()), description="rows"): table.add_row(row.region, str(row.units))
Console(force_terminal=True, width=60).print(table)

# %% honest: pandas shows everything, and otherwise
# cell: table
# earns: 2
# reason: right
pd.set_option("display.max_rows", None, "display.precision", 0, "display.width", 20)
pd.options.display.float_format = "{:,.0f} €".format
np.set_printoptions(precision=1, suppress=True, threshold=3)
by_region = sales.assign(revenue=sales.units * sales.price).groupby("region", as_index=False)["revenue"].sum()
by_region

# %% honest: a megabyte of text
# cell: bystander
# earns: 2
# reason: right
bystander = 7
print(pd.concat([sales] * 4000).to_string())

# %% honest: a value that cannot be shown
# cell: bystander
# earns: 2
# reason: right
class Shy:
    def __repr__(self): raise RuntimeError("no text for this")
bystander = 7
Shy()

# %% honest: an error that is caught and printed
# cell: bystander
# earns: 2
# reason: right
import traceback
try: bystander = int("seven")
except ValueError: traceback.print_exc(); bystander = 7

# %% honest: a program prints
# cell: bystander
# earns: 2
# reason: right
import os, subprocess, sys
os.system("echo from a shell; echo and an error >&2")
bystander = int(subprocess.run([sys.executable, "-c", "print(3 + 4)"], capture_output=True, text=True, check=True).stdout)
