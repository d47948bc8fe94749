"""The course's data, one loader a file; the datasheets are in `datasets/README.md`."""

from __future__ import annotations

import pandas as pd

from aipm_helpers import ROOT
from aipm_helpers.errors import CourseError

__all__ = ["load_phishing_pages"]


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


def _read(name: str, columns: list[str]) -> pd.DataFrame:
    path = ROOT / "datasets" / name
    if not path.exists():
        raise CourseError(f"datasets/{name} is missing. Get the course's folder again, or: git checkout datasets")
    table = pd.read_csv(path)
    if list(table.columns) != columns:
        raise CourseError(f"datasets/{name} was changed: its columns are not {', '.join(columns)}.")
    return table
