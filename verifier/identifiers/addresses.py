"""Identifiers in addresses: the forms in which pages link to PubMed, Europe PMC and ClinicalTrials.gov.

Old, mobile, proxied (www-ncbi-nlm-nih-gov.proxy.example.edu), archived, redirected and percent-encoded forms are
read; numbers of shops, news sites and analytics are not, since only the addresses of these services, and of
mirrors that print the whole "NCT..." number, are trusted.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from verifier.identifiers.hits import Hit, nct, pmid

_DOT = r"[.-]"
_NIH = rf"ncbi{_DOT}nlm{_DOT}nih{_DOT}gov"
_REST = r"[^/?#\s]{0,200}"  # what a proxy adds to the host
_PATHS = re.compile(
    rf"""(?:
        pubmed{_DOT}{_NIH}{_REST}/+(?:m/)?(?:abstract/)?
      | {_NIH}{_REST}/+(?:m/)?pubmed/+(?:abstract/)?
      | (?<![\w-])pubmed\.(?:gov|com|cn)/+
      | {_NIH}{_REST}/+pmc/articles/pmid/+
      | pmc{_DOT}{_NIH}{_REST}/+articles/pmid/+
      | europepmc\.org/+(?:(?:abstract|article|articles)/+)?med/+
      | [/._-](?:pubmed|pmid)(?:[_-]?id)?[-_=:/]+
      | (?<![\w.])(?:pubmed|pmid):
    )\s?(?P<digits>\d{{1,14}})(?![\d\w]|\.\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_QUERY = re.compile(
    rf"""(?:(?:pubmed{_DOT}{_NIH}{_REST}/+|{_NIH}{_REST}/+(?:m/)?pubmed/*|pubmed\.(?:gov|com)/+)\?(?:[^#\s]{{0,400}}?&)?(?:term|uid|list_uids)
      | db=pubmed\b[^#\s]{{0,400}}?&(?:list_uids|id|uid)
      | [?&;](?:pmid|pubmed_?id))
      =(?P<list>\d{{4,14}}(?:(?:\[(?:uid|pmid)\]|\s|\+|,|;|\||or|and)+\d{{4,14}})*)(?:\[(?:uid|pmid)\])?(?=$|[&\#\s)\]])""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_TRIAL = re.compile(r"(?<![A-Za-z0-9])(NCT|NTC)[-_]?(\d{5,14})(?![\d])", re.IGNORECASE)
_SEARCHES = re.compile(r"(?:/search|/results|/find|[?&](?:id|term|cond|q|query|nct|nctid|nct_id)=)", re.IGNORECASE)
_OTHER = re.compile(
    r"(?P<PMC>(?<![A-Za-z])PMC\d{3,9})(?!\d)|(?<![\d.])(?P<DOI>10\.\d{4,9}/[^\s\"<>?#&]+)", re.IGNORECASE
)


def in_address(address: str) -> list[Hit]:
    """Give the PMIDs and NCT numbers that an address leads to; the spans are those of the whole address.

    A number that is only the seed of a similarity search (from_uid=) or a further term of a registry search is not
    what the page cites.
    """
    whole = address
    for _ in range(2):
        if "%" not in whole:
            break
        whole = unquote(whole)
    low = whole.lower()
    if not ("nct" in low or "ntc" in low or "pubmed" in low or "pmid" in low or "/med/" in low):
        return []
    found: dict[tuple[str, str], Hit] = {}
    end = len(address)
    for match in _PATHS.finditer(whole):
        hit = pmid(match["digits"], 0, end)
        found.setdefault((hit.scheme, hit.value), hit)
    if not found:
        for match in _QUERY.finditer(whole):
            for number in _NUMBER.findall(match["list"]):
                found.setdefault(("PMID", number), pmid(number, 0, end))
    for hit in _trials(whole, end):
        found.setdefault((hit.scheme, hit.value), hit)
    return list(found.values())


def _trials(address: str, end: int) -> list[Hit]:
    """NCT numbers of the path; those of the query only where the path names none and the query asks for one."""
    path, _, query = address.partition("?")
    hits = [nct(m[2], 0, end, m[1].upper()) for m in _TRIAL.finditer(path)]
    if hits:
        return hits
    if query and (_SEARCHES.search(address) or "http" in query.lower()):
        return [nct(m[2], 0, end, m[1].upper()) for m in _TRIAL.finditer(query)]
    return []


def other_in_address(address: str) -> list[Hit]:
    """Give the PMC ids and DOIs that an address leads to."""
    whole = unquote(address) if "%" in address else address
    if "10." not in whole and "pmc" not in whole.lower():
        return []
    return [Hit(m.lastgroup or "", _tidy(m), 0, len(address)) for m in _OTHER.finditer(whole)]


def _tidy(match: re.Match[str]) -> str:
    value = match[0].rstrip(".,;")
    return value.upper() if match.lastgroup == "PMC" else value.lower()
