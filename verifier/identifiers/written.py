"""Identifiers written in text: NCT numbers, PMIDs after a label, addresses, and the numbers of other registries.

A PMID is never taken from digits alone: a label ("PMID", "PubMed ID"), an address or the header of a table says
what they are. So phone numbers, prices, dates, catalogue numbers and page numbers stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from verifier.identifiers.addresses import in_address, other_in_address
from verifier.identifiers.hits import NCT_DIGITS, Hit, nct, pmid

# --- trials --------------------------------------------------------------------------------------------------

_NCT = re.compile(
    r"""(?:(?<![A-Za-z0-9])(?:N\s?C\s?T|(?P<swapped>NTC|CNT|TNC))|(?-i:(?<=[a-zà-ÿ)\]])NCT)(?=[0O]\d{6}))
        (?:[\s:\#.-]{0,4}(?:(?:no|nr|n[°º]|num(?:ber|éro|ero)?|nummer|id|identifier)\b[\s:\#.-]{0,3})?)
        (?P<digits>[0-9O][0-9OolI]{3,19})""",
    re.VERBOSE | re.IGNORECASE,
)
# Groups of digits that make exactly eight: "0301 1541", "03-011-541". Seven and a lone digit are never joined.
_GROUPS = re.compile(
    r"\d{4}[ -]\d{4}(?!\d)|\d{2}([ -.])\d{3}\1\d{3}(?!\d)|\d{2}[ -]\d{6}(?!\d)|\d{3}[ -]\d{5}(?!\d)|\d{5}[ -]\d{3}(?!\d)"
)
# The same with a digit too few or too many, at a number that begins as all do: malformed, and not passed over.
_MISCOUNTED = re.compile(r"0\d{3}([ -])(?:\d{3}|\d{5})(?![\d%]|[.,]\d)")
# Alone in brackets, as numbers are cited: four digits, or groups too small for a number, beginning as all numbers do.
_BRACKETED = re.compile(
    r"(?<=[(\[])(?-i:NCT)[\s:#.-]{0,4}(?P<digits>0\d{3}|0\d{0,2}(?:([ .-])\d{1,3})(?:\2\d{1,3}){0,4})(?=\s?[)\],;])"
)
_IN_BRACKETS = range(4, 10)  # digits of such a number; more of them may be a telephone's
_SHORTEST_NCT = 5
_REGISTRY = re.compile(r"(?i)clinicaltrials\.gov[\s:(,-]{0,3}(?:(?:identifier|id|no|nr|number)[\s.:]{0,3})?$")
_NAMED_BEFORE = 36  # characters before a number in which its registry may be named


def trials(text: str, at: Sequence[int]) -> Iterator[Hit]:
    """Find NCT numbers, clean and malformed. at: where a sign of one stands (`Signs.trials`)."""
    known: set[int] = set()
    for match in _matches(_NCT, text, at):
        digits, end = _trial_digits(text, match)
        if digits:
            swapped = match["swapped"]
            if swapped and not (digits[0] in "0O" and len(digits) in (7, 8, 9)):
                continue  # other things are called so too
            glued = text[end : end + 1].isalpha()
            yield nct(digits, match.start(), end, swapped.upper() if swapped else "NCT", glued=glued)
            known.add(match.start())
    for match in _matches(_BRACKETED, text, at):
        digits = re.sub(r"\D", "", match["digits"])
        if len(digits) in _IN_BRACKETS and match.start() not in known:
            yield nct(digits, match.start(), match.end())


def _trial_digits(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The digits after the label and where they end; "" when they are no trial number."""
    digits, end = match["digits"], match.end()
    following = text[end : end + 1]
    if not digits.isdigit():
        kept = digits.rstrip("OolI") if following.isalpha() or digits[:NCT_DIGITS].isdigit() else digits
        end -= len(digits) - len(kept)
        digits = kept
    if sum(c.isdigit() for c in digits) < _SHORTEST_NCT - 1:
        return "", end
    if digits.isdigit() and len(digits) < NCT_DIGITS - 1:
        first = match.start("digits")
        groups = _GROUPS.match(text, first) or _MISCOUNTED.match(text, first)
        if groups and groups[0][0] == "0":
            return re.sub(r"\D", "", groups[0]), groups.end()
    long_enough = len(digits) >= _SHORTEST_NCT and (digits[0] in "0O" or len(digits) >= _SHORTEST_NCT + 1)
    named = not match["swapped"] and _REGISTRY.search(text, max(0, match.start() - _NAMED_BEFORE), match.start())
    return (digits, end) if long_enough or named else ("", end)


# --- papers --------------------------------------------------------------------------------------------------

_LABEL = re.compile(
    r"""(?:(?P<pmid>(?:(?<![A-Z])PMID|(?<![A-Za-z])(?i:pmid)))(?P<plural>(?i:s)(?![A-Za-z]))?
          |(?<![A-Za-z/.-])(?i:pubmed)[\s-]{0,2}(?P<named>(?i:ids?|identifiers?|identifikator|entry|record|citation|article|abstract|under|eintrag|unter|notice|registro|entrada|nr|nummern?|no|numbers?|reference(?:\s+number)?|accession(?:\s+number)?|uid)(?![A-Za-z]))
          |(?:(?<=[A-Za-zéú]\s)|(?<=\sde\s)|(?<=\sin\s))(?P<foreign>(?i:pubmed))(?=\s?:)
          |(?<![A-Za-z/.-])(?P<bare>(?i:pubmed))(?![A-Za-z]))
        (?:[\s-]{0,2}(?i:ids?|no|nr|number|nummer|n[°º])(?![A-Za-z])\.?)?
        (?P<sep>[\s:=\#.*_"'\[(-]{0,8}(?:(?i:is|ist|est|es)\s)?)
        (?=[0-9OlI])""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"[0-9OolI]{1,20}")
_GROUPED = re.compile(r"[1-9]\d?(?:([ .,'])\d{3})\1\d{3}(?![\d]|[.,]\d)|[1-9]\d{3} (?!19\d\d|20\d\d)\d{4}(?!\d)")
_NEXT = re.compile(
    r"""[\s"'*\])]{0,3}(?:(?P<joint>[,;/&+|-]|(?<=\s)(?i:and|und|et|y|e|or|oder|ou|o)\s|,\s?(?i:and|und|et|y|or)\s)|(?P<space>\s))
        \s{0,3}(?P<again>(?i:pmid)[\s:]{0,3})?["'\[(]{0,2}(?P<digits>\d{4,9})(?!\d)""",
    re.VERBOSE,
)
_AFTER_ITEM = re.compile(r"\s{0,2}(?:[,;.()\]}/&|\"'+-]|(?:and|und|et|y|e|or|oder|ou|o)\s|$)|\s\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SHORT_UNMARKED = 3  # digits that a label without a colon may stand before
_LONG = 7  # digits that under a plural label count nothing else
_SHORT_BARE = 6  # digits that the bare word PubMed may stand before


def papers(text: str, at: Sequence[int]) -> Iterator[Hit]:
    """Find PMIDs after a label, and the further numbers of a list that the label opens. at: where labels stand."""
    end = 0
    for label in _matches(_LABEL, text, at):
        if label.start() < end:
            continue
        first = _first(text, label)
        if first is None:
            continue
        plural = label["plural"] is not None or (label["named"] or "").lower() in ("ids", "identifiers", "numbers")
        rest = list(_list(text, first.end, plural=plural))
        if _is_count(label, first, plural=plural, alone=not rest):
            continue
        yield first
        yield from rest
        end = rest[-1].end if rest else first.end


def _first(text: str, label: re.Match[str]) -> Hit | None:
    at = label.end()
    grouped = _GROUPED.match(text, at)
    if grouped:
        return pmid(re.sub(r"\D", "", grouped[0]), label.start(), grouped.end())
    match = _DIGITS.match(text, at)
    if match is None:
        return None
    digits, end = match[0], match.end()
    if not digits.isdigit():
        if digits[:7].isdigit() or text[end : end + 1].isalpha():
            digits = digits.rstrip("OolI")
            end = at + len(digits)
        if len(digits) < 6 or sum(c.isdigit() for c in digits) < 4:
            return None
    after = text[end : end + 2]
    if len(digits) < 7 and after[:1].isalpha():
        return None
    if after[:1] == "%" or (after[:1] in ".," and after[1:].isdigit() and len(digits) < 5):
        return None
    if after[:1] == "-" and after[1:].isdigit() and len(digits) < 7:
        return None
    return pmid(digits, label.start(), end)


def _is_count(label: re.Match[str], first: Hit, *, plural: bool, alone: bool) -> bool:
    """Whether the digits count or date something instead of naming a paper ("PMIDs: 2", "PubMed 2019")."""
    marked = any(sign in label["sep"] for sign in ":=#")
    size = len(first.value)
    if label["bare"] is not None:
        return size < _SHORT_BARE or (_DAY.fullmatch(first.value) is not None and not marked)
    if plural and alone:
        return size < _SHORT_UNMARKED
    return not marked and (size < _SHORT_UNMARKED or _YEAR.fullmatch(first.value) is not None)


def _list(text: str, at: int, *, plural: bool) -> Iterator[Hit]:
    while match := _NEXT.match(text, at):
        digits = match["digits"]
        if match["space"] is not None and not (plural and len(digits) >= 7) and not match["again"]:
            return
        if not match["again"] and not _is_item(text, match, plural=plural):
            return
        yield pmid(digits, match.start("digits"), match.end())
        at = match.end()


def _is_item(text: str, match: re.Match[str], *, plural: bool) -> bool:
    digits = match["digits"]
    if _YEAR.fullmatch(digits) or len(digits) < (4 if plural else 5) or digits[0] == "0":
        return False
    if not plural and (_DAY.fullmatch(digits) or len(digits) < 6):
        return False
    if match["joint"] == "-" and len(digits) < 7:
        return False
    after = text[match.end() : match.end() + 12]
    if re.match(r"-\d|[.,]\d", after):
        return False
    return (plural and len(digits) >= _LONG) or _AFTER_ITEM.match(after) is not None


# --- addresses in the text -------------------------------------------------------------------------------------

_ADDRESS = re.compile(
    r"""(?:https?://|(?<![\w.])www\.)[^\s<>"\u3000-\u303f]+
      |(?<![\w./-])(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:m\.)?ncbi\.nlm\.nih\.gov|pubmed\.(?:gov|com)|(?:classic\.|beta\.)?clinicaltrials\.gov|europepmc\.org|doi\.org)/[^\s<>"]*""",
    re.VERBOSE | re.IGNORECASE,
)
Address = tuple[int, int, str]  # start, end, as printed
_BROKEN_OFF = re.compile(r"(?i)(?:nih\.gov|pubmed\.(?:gov|com)|/pubmed|/med)/$")
_RESUMED = re.compile(r"\s(\d{5,8})(?=[/\s).,;]|$)/?")
_LOOSE_END = 40  # signs at the end of an address that are looked at
_PAIRS = {")": "(", "]": "[", "}": "{"}


def addresses(text: str, at: Sequence[int]) -> Iterator[Address]:
    """Find addresses printed in the text; closing stops and brackets are left to the text. at: where they may begin."""
    for match in _matches(_ADDRESS, text, at):
        start, end = match.start(), match.end()
        floor = max(start, end - _LOOSE_END)
        while end > floor and _loose(text, start, end):
            end -= 1
        if _BROKEN_OFF.search(text, max(start, end - 30), end) and (rest := _RESUMED.match(text, end)):
            end = rest.end()
        yield start, end, text[start:end]


def _loose(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in ".,;:!?'\u2019\u201d\u00bb*_|":
        return True
    opening = _PAIRS.get(last)
    return opening is not None and text.count(last, start, end) > text.count(opening, start, end)


# --- other registries ------------------------------------------------------------------------------------------

_OTHERS = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        (?P<PMC>PMC\s?\d{3,9}|PMCID:?\s?(?:PMC\s?)?\d{3,9})
      | (?P<ISRCTN>ISRCTN[\s-]?\d{8})
      | (?P<ChiCTR>ChiCTR[A-Z-]{0,8}\d{8,10})
      | (?P<UMIN>UMIN[\s-]?(?:CTR[\s-]?)?\d{9})
      | (?P<jRCT>jRCTs?\d{9,11})
      | (?P<JapicCTI>JapicCTI-?\d{6})
      | (?P<ACTRN>ACTRN\s?\d{14})
      | (?P<CTRI>CTRI/\d{4}/\d{2,3}/\d{6}|CTR20\d{6,7})
      | (?P<DRKS>DRKS\s?\d{8})
      | (?P<NTR>NTR\s?\d{3,4}|NL-OMON\d{4,6})
      | (?P<IRCT>IRCT\d{6,20}N\d{1,3})
      | (?P<KCT>KCT\s?\d{7})
      | (?P<TCTR>TCTR\s?\d{11})
      | (?P<PACTR>PACTR\s?\d{12,16})
      | (?P<ReBec>RBR-\w{5,8})
      | (?P<SLCTR>SLCTR/\d{4}/\d{3})
      | (?P<UTN>U1111-\d{4}-\d{4})
      | (?P<CTIS>20\d\d-5\d{5}-\d{2}(?:-\d{2})?)
      | (?P<EudraCT>\d{4}-\d{6}-\d{2})
      | (?P<DOI>10\.\d{4,9}/[^\s"<>]+)
    )(?![A-Za-z0-9])""",
    re.VERBOSE | re.IGNORECASE,
)


def others(text: str, at: Sequence[int]) -> Iterator[Hit]:
    """Find PMC ids, DOIs and the numbers of other trial registries. at: where a sign of one stands."""
    for match in _matches(_OTHERS, text, at):
        scheme, written, end = match.lastgroup or "", match[0], match.end()
        if scheme == "DOI":
            start = match.start()
            while end > max(start, match.end() - _LOOSE_END) and _loose(text, start, end):
                end -= 1
            written = text[start:end].lower()
        elif scheme == "PMC":
            written = "PMC" + re.sub(r"\D", "", written)
        yield Hit(scheme, written, match.start(), end)


# --- all of them -----------------------------------------------------------------------------------------------

_OF_TRIALS = ("nct", "ntc", "cnt", "tnc", "n c t", "n ct", "nc t")
_OF_PAPERS = ("pmid", "pubmed")
_OF_ADDRESSES = (
    "http", "www.", "pubmed.", "ncbi.", "m.ncbi.", "clinicaltrials.gov/", "classic.", "beta.", "europepmc.", "doi.org/",
)  # fmt: skip
_OF_OTHERS = (
    "pmc", "10.", "isrct", "chictr", "umin", "jrct", "japic", "actrn", "ctri", "ctr2", "drks", "irct", "kct", "tctr", "pactr",
    "rbr-", "slctr", "u1111", "ntr", "nl-omon",
)  # fmt: skip
_EUROPEAN = re.compile(r"(?<![a-z\d])\d{4}-\d{6}-\d\d")  # EudraCT and CTIS
_DASHED = re.compile(r"-\d{6}-\d")


class Signs(NamedTuple):
    """Where in a text something stands without which there is no identifier; ascending places, kind by kind."""

    trials: Sequence[int] = ()
    papers: Sequence[int] = ()
    addresses: Sequence[int] = ()
    others: Sequence[int] = ()


def signs(text: str) -> Signs:
    """Look for the signs of all kinds in a text in its plain form."""
    low = lowered(text)
    other = places(low, _OF_OTHERS)
    if "-" in low and _DASHED.search(low):
        other = sorted({*other, *(match.start() for match in _EUROPEAN.finditer(low))})
    return Signs(places(low, _OF_TRIALS), places(low, _OF_PAPERS), places(low, _OF_ADDRESSES), other)


def signs_of(texts: Sequence[str]) -> dict[int, Signs]:
    """The signs of many texts, looked for in all of them at once; by the number of the text, where there are any."""
    starts: list[int] = []
    length = 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    found: dict[int, tuple[list[int], list[int], list[int], list[int]]] = {}
    for kind, at in enumerate(signs("\n".join(texts))):
        for place in at:
            number = bisect_right(starts, place) - 1
            found.setdefault(number, ([], [], [], []))[kind].append(place - starts[number])
    return {number: Signs(*lists) for number, lists in found.items()}


def search(text: str, at: Signs) -> tuple[list[Hit], list[Hit]]:
    """Find the PMIDs and NCT numbers of a text in its plain form, and the numbers of other registries.

    Each is found once; both lists are in the order of the text. at: the signs of this text.
    """
    printed = list(addresses(text, at.addresses)) if at.addresses else []
    numbers = list(others(text, at.others)) if at.others else []
    return _of_records(text, at, printed, numbers), _of_others(printed, numbers)


def identifiers(text: str) -> list[Hit]:
    """Find only the PMIDs and NCT numbers of a text in its plain form."""
    return search(text, signs(text))[0]


def _of_records(text: str, at: Signs, printed: list[Address], numbers: list[Hit]) -> list[Hit]:
    found = [hit._replace(start=start, end=end) for start, end, address in printed for hit in in_address(address)]
    if not (at.trials or at.papers):
        return found
    shields = sorted([*((start, end) for start, end, _ in printed), *((hit.start, hit.end) for hit in numbers)])
    found.extend(_outside(trials(text, at.trials), shields))
    found.extend(_outside(papers(text, at.papers), shields))
    return sorted(found, key=_span)


def _of_others(printed: list[Address], numbers: list[Hit]) -> list[Hit]:
    found = [hit._replace(start=start, end=end) for start, end, address in printed for hit in other_in_address(address)]
    found.extend(_outside(iter(numbers), [(start, end) for start, end, _ in printed]))
    return sorted(found, key=_span)


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def lowered(text: str) -> str:
    """The text in lower case with every character where it was: only one capital has a longer small form."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("\u0130", "i").lower()


def places(low: str, hints: tuple[str, ...]) -> list[int]:
    """Where any of the words stands, ascending."""
    found: list[int] = []
    for hint in hints:
        at = low.find(hint)
        while at >= 0:
            found.append(at)
            at = low.find(hint, at + 1)
    found.sort()
    return found


def _matches(pattern: re.Pattern[str], text: str, at: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern at the given places, none inside another."""
    end = 0
    for place in at:
        match = pattern.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match


def _outside(hits: Iterator[Hit], shields: list[tuple[int, int]]) -> Iterator[Hit]:
    """Leave out what lies within a span that is something else; both come in ascending order."""
    index = 0
    for hit in hits:
        while index < len(shields) and shields[index][1] <= hit.start:
            index += 1
        if index == len(shields) or shields[index][0] >= hit.end:
            yield hit
