"""Data files are the ones that were built, and loaders notice when they are not."""

import importlib.util

import pandas as pd
import pytest

from aipm_helpers import ROOT, datasets
from aipm_helpers.errors import CourseError


@pytest.fixture
def build():
    """Return datasets/build.py as a module."""
    spec = importlib.util.spec_from_file_location("build_datasets", ROOT / "datasets" / "build.py")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_file_has_its_checksum(build):
    """Nothing was changed since it was built."""
    assert build.check() == []


@pytest.mark.parametrize("fault", ["changed", "missing", "unknown"])
def test_a_changed_missing_or_unknown_file_is_found(build, tmp_path, monkeypatch, fault):
    """Each fault is told in words."""
    data = (ROOT / "datasets" / "phishing_pages.csv").read_bytes()
    sums = next(
        line for line in (ROOT / "datasets" / "SHA256SUMS").read_text().splitlines(True) if "phishing_pages" in line
    )
    monkeypatch.setattr(build, "FILES", {"phishing_pages.csv": build.FILES["phishing_pages.csv"]})
    if fault != "missing":
        (tmp_path / "phishing_pages.csv").write_bytes(data + (b" " if fault == "changed" else b""))
    (tmp_path / "SHA256SUMS").write_text(sums + ("00  other.csv\n" if fault == "unknown" else ""))
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "SUMS", tmp_path / "SHA256SUMS")
    assert len(build.check()) == 1


def test_every_file_has_a_datasheet_and_a_loader(build):
    """Whoever uses a file finds where it is from and what its columns mean."""
    sheets = (ROOT / "datasets" / "README.md").read_text("utf-8")
    for name in build.FILES:
        assert f"## `{name}`" in sheets
        assert f"load_{name.removesuffix('.csv')}" in datasets.__all__


def test_phishing_pages_keep_their_schema():
    """Rows, columns, types and values are what the docstring says."""
    pages = datasets.load_phishing_pages()
    assert pages.shape == (1250, 10)
    assert pages.index.name == "page" and list(pages.index) == list(range(1, 1251))
    assert pages.dtypes.astype(str).to_dict() == dict.fromkeys(pages.columns[:-1], "int8") | {"is_phishing": "bool"}
    assert set(pd.unique(pages.drop(columns="is_phishing").to_numpy().ravel())) == {0, 1, 2}
    assert not pages.isna().any().any()


def test_bike_rentals_keep_their_schema():
    """Rows, columns, types and sums are what the docstring says."""
    bikes = datasets.load_bike_rentals()
    assert bikes.shape == (17379, 8) and bikes.index.is_monotonic_increasing and bikes.index.is_unique
    assert bikes.dtypes.astype(str).to_dict() == {
        "holiday": "bool",
        "weather": "category",
        "temperature": "float64",
        **dict.fromkeys(["humidity", "wind", "casual", "registered", "rentals"], "int64"),
    }
    assert (bikes["casual"] + bikes["registered"] == bikes["rentals"]).all()
    assert bikes["rentals"].min() == 1 and bikes["weather"].isna().sum() == 1258


def test_cd_purchases_keep_their_schema():
    """Rows, columns, types and sums are what the docstring says."""
    purchases = datasets.load_cd_purchases()
    assert purchases.shape == (69659, 4) and purchases["customer"].nunique() == purchases["customer"].max() == 23570
    assert purchases["date"].dtype.kind == "M"
    assert purchases.drop(columns="date").dtypes.astype(str).to_dict() == {
        "customer": "int64",
        "cds": "int64",
        "dollars": "float64",
    }
    assert purchases.equals(purchases.sort_values(["customer", "date"], kind="stable"))
    assert purchases.groupby("customer")["date"].min().max() == pd.Timestamp("1997-03-25")
    assert purchases["date"].max() == pd.Timestamp("1998-06-30") and purchases["cds"].sum() == 167881
    assert (purchases["dollars"] == 0).sum() == 80 and purchases.duplicated(["customer", "date"]).sum() == 2068


def test_credit_defaults_keep_their_schema():
    """Rows, columns, types and values are what the docstring says."""
    clients = datasets.load_credit_defaults()
    assert clients.shape == (12000, 24) and clients.index.is_monotonic_increasing and clients.index.is_unique
    kinds = clients.dtypes.astype(str)
    words = clients[["sex", "education", "marriage"]]
    assert set(kinds[words.columns]) == {"category"} and kinds["default"] == "bool"
    assert set(kinds.drop([*words.columns, "default"])) == {"int64"}
    assert words.isna().sum().to_dict() == {"sex": 0, "education": 146, "marriage": 18}
    assert clients["default"].sum() == 2635 and clients["sex"].eq("female").sum() == 7193
    late = clients.filter(like="months_late")
    assert list(late) == [f"months_late_{month}" for month in ("apr", "may", "jun", "jul", "aug", "sep")]
    assert late.min().min() == -2 and late.max().max() == 8
    assert late.eq(1).sum().tolist() == [0, 0, 1, 2, 13, 1478]


def test_review_sentences_keep_their_schema():
    """Rows, columns, types and values are what the docstring says."""
    sentences = datasets.load_review_sentences()
    ratings = sentences.drop(columns="text")
    assert sentences.shape == (3708, 21) and sentences.index.is_unique
    assert set(ratings.dtypes.astype(str)) == {"int8"} and set(pd.unique(ratings.to_numpy().ravel())) == set(
        range(-4, 5)
    )
    assert sentences["text"].str.len().min() > 0


def test_a_missing_or_foreign_file_gets_a_sentence(tmp_path, monkeypatch):
    """The learner is told what to do, not which key was not found."""
    monkeypatch.setattr(datasets, "ROOT", tmp_path)
    with pytest.raises(CourseError, match="is missing"):
        datasets.load_phishing_pages()
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "phishing_pages.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CourseError, match="was changed"):
        datasets.load_phishing_pages()
