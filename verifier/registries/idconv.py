"""PMC's ID converter: PMC ids and DOIs to PMIDs, up to 200 of one kind in a question.

It knows only articles that are in PubMed Central, so "not found" proves that a PMC id does not exist, and says
nothing about a DOI. Its answers are matched by `requested-id` (in its older form by the number itself); the PMID
is a number in the new form and text in the old one.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from verifier.model.exchange import UNREADABLE, Fault, Reply, Request

SCHEME = "DOI"
HOST = "idconv"
BATCH = 200
_LONGEST_ADDRESS = 4000  # characters of ids in one address
_KINDS = {"PMC": "pmcid", "DOI": "doi"}
_WAIT = "try again later; nothing can be said about the numbers meanwhile"


class _Entry(msgspec.Struct, rename={"requested": "requested-id"}):
    """One line of an answer."""

    requested: str | int = ""
    pmcid: str = ""
    doi: str = ""
    pmid: str | int = ""
    status: str = ""
    errmsg: str = ""


class _Answer(msgspec.Struct):
    records: list[_Entry]


def requests(scheme: str, values: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """Questions about numbers of one scheme (PMC or DOI), each with the numbers it is about.

    A DOI with a comma cannot be asked here, since commas part the ids; it is left out.
    """
    questions: list[tuple[Request, tuple[str, ...]]] = []
    batch: list[str] = []
    length = 0
    for value in [*(value for value in values if "," not in value), ""]:
        if batch and (not value or len(batch) == BATCH or length + len(value) > _LONGEST_ADDRESS):
            query = (("ids", ",".join(batch)), ("idtype", _KINDS[scheme]), ("format", "json"), ("versions", "no"))
            questions.append((Request(HOST, "", query=query), tuple(batch)))
            batch, length = [], 0
        batch.append(value)
        length += len(value) + 1
    return questions


def examine(reply: Reply) -> Fault | None:
    """Tell an answer of the converter from a fault."""
    if reply.status != 200:
        return Fault("outage", f"PMC's ID converter answered HTTP {reply.status}", _WAIT, again=reply.status >= 500)
    try:
        msgspec.json.decode(reply.body, type=_Answer)
    except UNREADABLE:
        return Fault("unreadable", "PMC's ID converter sent something else than its JSON", _WAIT, again=True)
    return None


def answers(scheme: str, values: Sequence[str], reply: Reply) -> dict[str, tuple[str, str]]:
    """For each number that was answered: (PMID, "") or ("", the converter's own words that it has none)."""
    wanted = {value.lower(): value for value in values}
    found: dict[str, tuple[str, str]] = {}
    for entry in msgspec.json.decode(reply.body, type=_Answer).records:
        own = entry.doi if scheme == "DOI" else entry.pmcid
        value = wanted.get(str(entry.requested or own).lower())
        pmid = str(entry.pmid)
        if value is None:
            continue
        if pmid.isascii() and pmid.isdigit() and entry.status != "error" and own.lower() == value.lower():
            found[value] = (pmid, "")
        elif entry.status == "error":
            found[value] = ("", entry.errmsg or "not found")
    return found
