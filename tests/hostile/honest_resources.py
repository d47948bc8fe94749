# Honest work that takes time, memory, processes, threads or files.
raise ImportError("cases to be read by tests/hostile_cases.py, not to be run")

# %% honest: five seconds of computing
# cell: total
# earns: 2
# reason: right
# slow: yes
import time
begun, tries = time.process_time(), 0
while time.process_time() - begun < 5:
    tries += np.random.default_rng(tries).random(10_000).max() > 2
total = (sales["units"] * sales["price"]).sum() + tries

# %% honest: four seconds of waiting
# cell: total
# earns: 2
# reason: right
# slow: yes
import time
for _ in range(8): time.sleep(0.5)
total = (sales["units"] * sales["price"]).sum()

# %% honest: an array of 200 MB
# cell: total
# earns: 2
# reason: right
many = np.ones(25_000_000)
total = 205 * many.mean()

# %% honest: a table of 50 MB that stays
# cell: extra
# earns: 2
# reason: right
history = pd.DataFrame(np.random.default_rng(0).normal(size=(650_000, 10))).add_prefix("week_")
monthly = history.rolling(4).mean()

# %% honest: a list of a million numbers
# cell: total
# earns: 2
# reason: right
numbers = [n / 1e6 for n in range(1_000_000)]
total = 205 + 0 * max(sorted(numbers, key=lambda n: -n))

# %% honest: recursion, 900 deep
# cell: total
# earns: 2
# reason: right
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
total = deep(900) - 695

# %% honest: recursion with a higher limit
# cell: total
# earns: 2
# reason: right
import sys
sys.setrecursionlimit(20_000)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
total = deep(8000) - 7795

# %% honest: two processes
# cell: total
# earns: 2
# reason: right
import multiprocessing
def revenue(row): return row[0] * row[1]
with multiprocessing.get_context("fork").Pool(2) as pool:
    total = sum(pool.map(revenue, list(zip(sales["units"], sales["price"]))))

# %% honest: an executor of processes
# cell: total
# earns: 2
# reason: right
from concurrent.futures import ProcessPoolExecutor
from operator import mul
with ProcessPoolExecutor(max_workers=2) as executor:
    total = sum(executor.map(mul, sales["units"].tolist(), sales["price"].tolist()))

# %% honest: joblib with two jobs
# cell: total
# earns: 2
# reason: right
from joblib import Parallel, delayed
total = sum(Parallel(n_jobs=2)(delayed(lambda u, p: u * p)(u, p) for u, p in zip(sales["units"], sales["price"])))

# %% honest: a forest with two jobs, cross-validated
# cell: extra
# earns: 2
# reason: right
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_score
X, y = np.random.default_rng(0).normal(size=(200, 3)), np.arange(200)
model = RandomForestRegressor(n_estimators=20, n_jobs=2, random_state=0)
print(cross_val_score(model, X, y, cv=3, n_jobs=2))
model.fit(X, y)

# %% honest: boosting, which uses OpenMP
# cell: extra
# earns: 2
# reason: right
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
X = np.random.default_rng(0).normal(size=(500, 5))
model = make_pipeline(StandardScaler(), HistGradientBoostingClassifier(max_iter=20)).fit(X, X[:, 0] > 0)
print(model.score(X, X[:, 0] > 0))

# %% honest: a regression with statsmodels, a linear system of 500
# cell: extra
# earns: 2
# reason: right
import statsmodels.formula.api as smf
print(smf.ols("units ~ price", data=sales).fit().summary())
solved = np.linalg.solve(np.random.default_rng(1).normal(size=(500, 500)), np.ones(500))

# %% honest: threads, one of which goes on
# cell: total
# earns: 2
# reason: right
import threading, time
results = {}
def work(place, units, price): results[place] = units * price
threads = [threading.Thread(target=work, args=row) for row in sales[["units", "price"]].itertuples(name=None)]
for thread in threads: thread.start()
for thread in threads: thread.join()
threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
total = sum(results.values())

# %% honest: files beside the notebook
# cell: total
# earns: 2
# reason: right
import json, os, shutil
os.makedirs("data/raw", exist_ok=True)
sales.to_json("data/raw/sales.json", orient="records", lines=True)
np.save("data/prices.npy", sales["price"])
with open("data/größe.txt", "w", encoding="utf-8") as file: file.write("€" * 1000)
total = (pd.read_json("data/raw/sales.json", lines=True)["units"] * np.load("data/prices.npy")).sum()
shutil.rmtree("data")

# %% honest: temporary files
# cell: total
# earns: 2
# reason: right
import csv, os, tempfile
folder = tempfile.mkdtemp()
with tempfile.NamedTemporaryFile("w+", suffix=".csv", dir=folder, newline="") as file:
    csv.writer(file).writerows(zip(sales["units"], sales["price"]))
    file.seek(0)
    total = sum(int(units) * float(price) for units, price in csv.reader(file))

# %% honest: a file that is left open
# cell: total
# earns: 2
# reason: right
log = open("log.txt", "a+")
print("begun", file=log)
total = (sales["units"] * sales["price"]).sum()
