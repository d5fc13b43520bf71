"""What the searchers give: a Hit in a piece of text, and how digits become a well-formed or malformed number."""

from __future__ import annotations

from typing import NamedTuple

from verifier.model.identifiers import Identifier

NCT_DIGITS = 8
LONGEST_PMID = 8
_AS_DIGITS = str.maketrans("OoQlI|", "000111")


class Hit(NamedTuple):
    """An identifier at characters `start` to `end` of the text that was searched."""

    scheme: str
    value: str
    start: int
    end: int
    malformed: str = ""
    candidate: Identifier | None = None


def nct(digits: str, start: int, end: int, label: str = "NCT", *, glued: bool = False) -> Hit:
    """Read the characters after "NCT": exactly eight digits are a number, all else is malformed, never repaired.

    glued: a word follows without a space, as in a table whose cells ran together; a ninth digit may be the next cell's.
    """
    printed = label.upper() + digits.upper()
    meant = digits.translate(_AS_DIGITS)
    reasons: list[str] = []
    candidate = "NCT" + meant if len(meant) == NCT_DIGITS else ""
    if label.upper() != "NCT":
        reasons.append(f'the letters are transposed ("{label}")')
    if meant != digits:
        reasons.append("a letter stands where a digit should")
    if len(meant) != NCT_DIGITS:
        reasons.append(f"an NCT number has 8 digits; this one has {len(meant)}")
        candidate = "NCT" + meant[:NCT_DIGITS] if glued and len(meant) == NCT_DIGITS + 1 else _of_eight(meant)
    if not reasons:
        return Hit("NCT", printed, start, end)
    return Hit("NCT", printed, start, end, "; ".join(reasons), Identifier("NCT", candidate) if candidate else None)


def _of_eight(digits: str) -> str:
    """What a number of another length may have been: leading zeros lost or added, as the registry itself reads it."""
    if len(digits) < NCT_DIGITS:
        return "NCT" + digits.zfill(NCT_DIGITS)
    extra = len(digits) - NCT_DIGITS
    return "NCT" + digits[extra:] if digits[: extra + 1].strip("0") == "" else ""


def pmid(digits: str, start: int, end: int) -> Hit:
    """Read the characters after "PMID": one to eight digits without a leading zero."""
    meant = digits.translate(_AS_DIGITS)
    if meant != digits:
        fits = len(meant) <= LONGEST_PMID and meant[0] != "0"
        candidate = Identifier("PMID", meant) if fits else None
        return Hit("PMID", digits, start, end, "a letter stands where a digit should", candidate)
    if digits[0] == "0":
        rest = digits.lstrip("0")
        candidate = Identifier("PMID", rest) if 0 < len(rest) <= LONGEST_PMID else None
        return Hit("PMID", digits, start, end, "a PMID does not begin with a zero", candidate)
    if len(digits) > LONGEST_PMID:
        return Hit("PMID", digits, start, end, f"a PMID has at most 8 digits; this one has {len(digits)}")
    return Hit("PMID", digits, start, end)
