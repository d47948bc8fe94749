"""The course's data, one loader a file; the datasheets are in `datasets/README.md`."""

from __future__ import annotations

import pandas as pd

from aipm_helpers import ROOT
from aipm_helpers.errors import CourseError

__all__ = [
    "load_bike_rentals",
    "load_cd_purchases",
    "load_credit_defaults",
    "load_phishing_pages",
    "load_review_sentences",
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


def _read(name: str, columns: list[str]) -> pd.DataFrame:
    path = ROOT / "datasets" / name
    if not path.exists():
        raise CourseError(f"datasets/{name} is missing. Get the course's folder again, or: git checkout datasets")
    table = pd.read_csv(path)
    if list(table.columns) != columns:
        raise CourseError(f"datasets/{name} was changed: its columns are not {', '.join(columns)}.")
    return table
