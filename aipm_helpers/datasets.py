"""The course's data, one loader a file; the datasheets are in `datasets/README.md`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from PIL import Image

from aipm_helpers import ROOT
from aipm_helpers.errors import CourseError

__all__ = [
    "load_bike_rentals",
    "load_cd_purchases",
    "load_construction_faq",
    "load_credit_defaults",
    "load_phishing_pages",
    "load_product_pictures",
    "load_recorded_answers",
    "load_review_sentences",
    "load_spoken_clips",
]


def load_bike_rentals() -> pd.DataFrame:
    """Return bike rentals by the hour, Washington 2011 and 2012, with the weather.

    Returns
    -------
    DataFrame, shape (17379, 8)
        Indexed by ``time`` (start of the hour, local), in order; hours without a row exist:

        ``holiday``      bool, a public holiday in Washington
        ``weather``      category: clear, mist, light rain, heavy rain; 1,258 are missing
        ``temperature``  degrees Celsius
        ``humidity``     percent
        ``wind``         speed; the source names no unit, probably km/h
        ``casual``       bikes rented in this hour by people without a subscription
        ``registered``   bikes rented in this hour by subscribers
        ``rentals``      their sum

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Fanaee-T and Gama 2013, Bike Sharing, UCI Machine Learning Repository 275,
    doi:10.24432/C5W894, CC BY 4.0. Weather is what was measured in the hour, not what had
    been forecast for it. The gaps in ``weather`` were planted by a packager; the 163 hours
    without a row are the source's (see the datasheet).

    Examples
    --------
    >>> bikes = load_bike_rentals()
    >>> int(bikes["rentals"].sum()), bikes.index[0].isoformat()
    (3292679, '2011-01-01T00:00:00')
    """
    measured = ["temperature", "humidity", "wind"]
    columns = ["time", "holiday", "weather", *measured, "casual", "registered", "rentals"]
    bikes = _read("bike_rentals.csv", columns)
    bikes["time"] = pd.to_datetime(bikes["time"])
    weather = pd.CategoricalDtype(["clear", "mist", "light rain", "heavy rain"])
    return bikes.set_index("time").astype({"holiday": bool, "weather": weather})


def load_cd_purchases() -> pd.DataFrame:
    """Return all purchases to June 1998 of people who first bought at CDNOW in early 1997.

    Returns
    -------
    DataFrame, shape (69659, 4)
        A row a purchase, by customer and day:

        ``customer``  number of the customer, 1 to 23570
        ``date``      day, 1 January 1997 to 30 June 1998; all first ones lie before 26 March 1997
        ``cds``       CDs bought, 1 to 99
        ``dollars``   paid for them, US dollars; 0 in 80 rows

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Fader and Hardie 2001, Forecasting Repeat Sales at CDNOW, in the package lifetimes
    0.11.3 (MIT); the authors state no licence that we know of. A customer may have several
    rows on one day (2,068 rows are a second or later one; see the datasheet).

    Examples
    --------
    >>> purchases = load_cd_purchases()
    >>> purchases["customer"].nunique(), round(float(purchases["dollars"].sum()), 2)
    (23570, 2500315.63)
    """
    purchases = _read("cd_purchases.csv", ["customer", "date", "cds", "dollars"])
    return purchases.assign(date=pd.to_datetime(purchases["date"]))


def load_construction_faq() -> pd.DataFrame:
    """Return 503 questions and answers about building and renovation in Sweden.

    Returns
    -------
    DataFrame, shape (503, 4)
        Indexed by ``pair`` (1 to 503, in the order of the source):

        ``topic``         category, 39 of them
        ``question``      in English, 3 to 15 words; six occur twice, with different answers
        ``answer``        in English, 17 to 77 words
        ``legal_source``  what the source names: mostly laws and authorities, in Swedish

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Zaragoza AB 2026, Swedish Construction FAQ, English edition 1.1.0,
    doi:10.5281/zenodo.19630803, CC BY 4.0. A building firm wrote it, and names itself in 62
    answers. The law in it was not checked, and some answers contradict each other (see the
    datasheet): it is no advice.

    Examples
    --------
    >>> faq = load_construction_faq()
    >>> faq.shape, faq.loc[2, "question"]
    ((503, 4), 'How long does it take to get a building permit?')
    """
    faq = _read("construction_faq.csv", ["pair", "topic", "question", "answer", "legal_source"]).set_index("pair")
    return faq.astype({"topic": "category"})


def load_credit_defaults() -> pd.DataFrame:
    """Return 12,000 credit card clients in Taiwan, half a year of bills, and who defaulted next.

    Returns
    -------
    DataFrame, shape (12000, 24)
        Indexed by ``client`` (number in the source); NT$ are New Taiwan dollars, and months
        are ``apr`` to ``sep``, April to September 2005:

        ``credit_limit``         NT$
        ``sex``                  category: female, male
        ``education``            category: graduate school, university, high school, other;
                                 146 are missing
        ``marriage``             category: married, single, other; 18 are missing
        ``age``                  years
        ``months_late_<month>``  1 to 8: months that payments were late in that month;
                                 -1: paid duly; -2 and 0: not explained by the source
                                 (nothing to pay or all paid; a part paid in time)
        ``bill_<month>``         the month's bill, NT$; below zero the bank owes the client
        ``paid_<month>``         paid in that month, NT$; it goes to the bill of the month before

        ``default`` is bool: did not pay in October 2005; 2,635 are true.

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Yeh and Lien 2009, Default of Credit Card Clients, UCI Machine Learning Repository
    350, doi:10.24432/C55S3H, CC BY 4.0; a random sample of the 30,000. All are clients
    already. A status of 1 occurs nearly only in September, and half of those who have it then
    owe nothing (see the datasheet). Sex, age, education and marriage are there to see
    whom a decision hits, not to make it.

    Examples
    --------
    >>> clients = load_credit_defaults()
    >>> int(clients["default"].sum()), int((clients["months_late_sep"] >= 1).sum())
    (2635, 2761)
    """
    months = ["apr", "may", "jun", "jul", "aug", "sep"]
    kinds = [f"{kind}_{month}" for kind in ("months_late", "bill", "paid") for month in months]
    columns = ["client", "credit_limit", "sex", "education", "marriage", "age", *kinds, "default"]
    education = pd.CategoricalDtype(["graduate school", "university", "high school", "other"])
    words = {
        "sex": pd.CategoricalDtype(["female", "male"]),
        "education": education,
        "marriage": pd.CategoricalDtype(["married", "single", "other"]),
    }
    return _read("credit_defaults.csv", columns).set_index("client").astype(words | {"default": bool})


def load_phishing_pages() -> pd.DataFrame:
    """Return 1,250 web pages, each with nine signals and whether it was phishing.

    Returns
    -------
    DataFrame, shape (1250, 10)
        Indexed by ``page`` (1 to 1250, in the order of the source). Signals are whole
        numbers from 0 (no) over 1 (partly) to 2 (yes):

        ``empty_server_form_handler``  a form is sent nowhere or to a blank page
        ``popup_window``               the page opens windows
        ``untrusted_https``            the connection is not encrypted, or not certified
        ``request_from_other_domain``  pictures and scripts come from another domain
        ``anchor_from_other_domain``   links lead to another domain
        ``is_popular``                 the page has much traffic
        ``long_url``                   the address is long
        ``young_domain``               the domain is young, 0 or 2
        ``ip_in_url``                  the address has numbers for a domain, 0 or 2

        ``is_phishing`` is bool: 702 are phishing.

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Abdelhamid 2016, Website Phishing, UCI Machine Learning Repository 379,
    doi:10.24432/C5B301, CC BY 4.0. Phishing is far commoner here than in traffic. What the
    signals' values mean is our reading of an ambiguous code (see the datasheet): draw no
    advice for people from them.

    Examples
    --------
    >>> pages = load_phishing_pages()
    >>> int(pages["is_phishing"].sum()), len(pages)
    (702, 1250)
    """
    signals = [
        "empty_server_form_handler",
        "popup_window",
        "untrusted_https",
        "request_from_other_domain",
        "anchor_from_other_domain",
        "is_popular",
        "long_url",
        "young_domain",
        "ip_in_url",
    ]
    pages = _read("phishing_pages.csv", ["page", *signals, "is_phishing"]).set_index("page")
    return pages.astype(dict.fromkeys(signals, "int8") | {"is_phishing": bool})


def load_product_pictures() -> tuple[npt.NDArray[np.uint8], pd.Series]:
    """Return 2,000 small grey pictures from a fashion shop, and which of ten products each shows.

    Returns
    -------
    pictures : ndarray of uint8, shape (2000, 28, 28)
        From 0 (black, background) to 255 (white): line by line from the top. The first 1,000
        hold 100 of each product, and so do the others; both are shuffled.
    products : Series of category, length 2000
        Indexed by ``picture`` (1 to 2000): t-shirt (or another top), trouser, pullover, dress,
        coat, sandal, shirt, sneaker, bag, ankle boot.

    Raises
    ------
    CourseError
        If a file is not there, or is another one.

    Notes
    -----
    Source: Xiao, Rasul and Vollgraf 2017, Fashion-MNIST, arXiv:1708.07747, MIT; a sample of its
    test set. Pictures were made small, grey and turned into their negative by the source, the background taken away:
    they say little about photos that customers or sellers take (see the datasheet).

    Examples
    --------
    >>> pictures, products = load_product_pictures()
    >>> pictures.shape, products.iloc[:1000].value_counts().unique().tolist()
    ((2000, 28, 28), [100])
    """
    names = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]
    products = _read("product_pictures.csv", ["picture", "product"]).set_index("picture")["product"]
    path = _find("product_pictures.png")
    with Image.open(path) as sheet:
        if sheet.mode != "L" or sheet.size != (40 * 28, 50 * 28):
            raise CourseError("datasets/product_pictures.png was changed: it is not 40 times 50 grey pictures.")
        pictures = np.array(sheet).reshape(50, 28, 40, 28).swapaxes(1, 2).reshape(2000, 28, 28)
    return pictures, products.astype(pd.CategoricalDtype(names))


def load_recorded_answers() -> pd.DataFrame:
    """Return what a small language model answered to 60 questions of the FAQ, with labels.

    Returns
    -------
    DataFrame, shape (180, 7)
        A row an answer, by question and setting:

        ``pair``      the question's number in `load_construction_faq`
        ``setting``   category: alone (nothing but the question), retrieved (with the passage
                      that a search found first), own (with the FAQ's own answer)
        ``passage``   number of the pair whose answer was shown; missing if alone
        ``answer``    what the model said, 2 to 115 words; cut off after 120 tokens
        ``right``     boolean: a customer who acts on it does what the FAQ would have him do
        ``grounded``  boolean: all that it says is in the passage shown; missing if alone
        ``fluent``    boolean: English that can be understood, without a loop

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Written by datasets/record.py with SmolLM2-135M-Instruct (Apache-2.0; prompts and settings are in
    `aipm_helpers.models`) from questions of the FAQ (CC BY 4.0). For 20 questions the search finds
    the own passage, so two rows say the same. The labels were made for this course, not by an expert
    in construction (see the datasheet for the instruction).

    Examples
    --------
    >>> answers = load_recorded_answers()
    >>> answers.shape, answers["setting"].value_counts().to_dict()
    ((180, 7), {'alone': 60, 'retrieved': 60, 'own': 60})
    """
    labels = ["right", "grounded", "fluent"]
    answers = _read("recorded_answers.csv", ["pair", "setting", "passage", "answer", *labels])
    setting = pd.CategoricalDtype(["alone", "retrieved", "own"])
    return answers.astype({"setting": setting, "passage": "Int64"} | dict.fromkeys(labels, "boolean"))


def load_review_sentences() -> pd.DataFrame:
    """Return 3,708 sentences from product reviews, each rated by 20 people.

    Returns
    -------
    DataFrame, shape (3708, 21)
        Indexed by ``sentence`` (text, such as ``1_2``: review and place in it):

        ``text``                  the sentence, in lower case
        ``rating_01`` to ``_20``  whole numbers from -4 (extremely negative) to 4 (extremely
                                  positive); 0 is neutral. Columns are places, not people:
                                  nobody knows who gave which

    Raises
    ------
    CourseError
        If the file is not there or has other columns.

    Notes
    -----
    Source: Hutto and Gilbert 2014, VADER, in the package vaderSentiment 3.3.2 (MIT); the
    sentences are from Amazon reviews of electronics, and their authors were not asked
    (see the datasheet).

    Examples
    --------
    >>> sentences = load_review_sentences()
    >>> sentences.shape, int(sentences.filter(like="rating").lt(0).sum().sum())
    ((3708, 21), 24751)
    """
    ratings = [f"rating_{place:02}" for place in range(1, 21)]
    sentences = _read("review_sentences.csv", ["sentence", "text", *ratings]).set_index("sentence")
    return sentences.astype(dict.fromkeys(ratings, "int8"))


def load_spoken_clips() -> pd.DataFrame:
    """Return ten short recordings: what was said, and what a speech recogniser heard.

    Returns
    -------
    DataFrame, shape (10, 7)
        Indexed by ``clip`` (text, such as ``cards_1``); words are in lower case, without
        punctuation:

        ``kind``            category: card names, audiobook; one voice each
        ``seconds``         length
        ``said``            words as the source writes them down; an "a" too many in audiobook_4
        ``heard``           words that PocketSphinx 5.1.1 heard in the whole clip
        ``heard_live``      words that it heard while the clip ran
        ``heard_as_cards``  words that it heard when told that nothing but one to three names of
                            cards can be said, also where none is
        ``path``            the recording, a WAV file

    Raises
    ------
    CourseError
        If a file is not there or has other columns.

    Notes
    -----
    Source: the test data of PocketSphinx 5.1.1 (BSD); the audiobook is Jane Austen's Sense and Sensibility, read for
    LibriVox. 92 words by two voices and an old recogniser: they show how to measure, and say
    nothing about recognisers of today (see the datasheet).

    Examples
    --------
    >>> clips = load_spoken_clips()
    >>> clips.loc["cards_2", ["said", "heard"]].tolist()
    ['four queen of clubs', 'for queen of clubs']
    """
    clips = _read("spoken_clips.csv", ["clip", "kind", "seconds", "said"]).set_index("clip")
    heard = _read("spoken_clips_heard.csv", ["clip", "heard", "heard_live", "heard_as_cards"]).set_index("clip")
    paths = [str(_find(f"spoken_clips/{clip}.wav")) for clip in clips.index]
    kinds = pd.CategoricalDtype(["card names", "audiobook"])
    return clips.astype({"kind": kinds}).join(heard).assign(path=paths)


def _find(name: str) -> Path:
    path = ROOT / "datasets" / name
    if not path.exists():
        raise CourseError(f"datasets/{name} is missing. Get the course's folder again, or: git checkout datasets")
    return path


def _read(name: str, columns: list[str]) -> pd.DataFrame:
    table = pd.read_csv(_find(name))
    if list(table.columns) != columns:
        raise CourseError(f"datasets/{name} was changed: its columns are not {', '.join(columns)}.")
    return table
