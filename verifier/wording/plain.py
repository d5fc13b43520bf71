"""How a finding puts the words of a page and the values of a record: in quotation marks, on one line, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 140  # characters of a page's or record's words within a message; the quote beside it has them all

# How deep a record was read, in words.
DEPTHS = {
    "title": "title only",
    "abstract": "title and abstract",
    "full text": "full text",
    "registry": "registry record",
    "posted results": "registry record and posted results",
}
# Values of ClinicalTrials.gov's fields in words that a reader knows.
_VALUES = {
    "sex": {"FEMALE": "only women and girls could take part", "MALE": "only men and boys could take part",
            "ALL": "people of any sex could take part"},
    "stdAges": {"CHILD": "children (under 18)", "ADULT": "adults (18 to 64)", "OLDER_ADULT": "older adults (65 and over)"},
}  # fmt: skip


def marked(words: str, most: int = _LONGEST) -> str:
    """Words of a page or a record in quotation marks, on one line; what is long is cut at a word."""
    told = " ".join(words.split())
    if len(told) > most:
        told = told[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"“{told}”"


def head_count(number: int) -> str:
    """A number of people in words: "1 person", "1,961 people"."""
    return "1 person" if number == 1 else f"{number:,} people"


def together(names: Sequence[str]) -> str:
    """Several things in one breath: "author", "author and year", "author, journal and year"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def admitted(value: str, field: str) -> str:
    """Who could take part, from the value of one field: "FEMALE" of sex, "ADULT" of stdAges, "24 Years" of maximumAge."""
    if field == "sex":
        return _VALUES["sex"].get(value, f"the sex of participants is {marked(value)}")
    if field.endswith("healthyVolunteers"):
        return f"healthy volunteers are {'' if value == 'true' else 'not '}accepted"
    if field == "stdAges":
        groups = [_VALUES["stdAges"].get(group, marked(group)) for group in value.split(", ")]
        return f"only {together(groups)} could take part"
    limit = "upper" if field == "maximumAge" else "lower"
    return f"the {limit} age limit is {value.lower()}"
