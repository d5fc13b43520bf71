"""The quotes that show a reader what a record states of a clause: each number, date and word by what bears it.

"The record says so" is worth no more than the words beside it. A number is shown by a quote that has it, in whatever
form, or by the field that counts it; a state by its field; a year by a date. What nothing shows is not confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import Term, numbers, terms
from verifier.facets._words import language
from verifier.facets.enrolment import WHERE as JOINED
from verifier.lexicon import pattern, words
from verifier.model import Case, Comparison, Quote, Reading
from verifier.wording.plain import marked

# Facets that rest on a field of the record: what they say needs no sentence.
FIELDS = (
    "status",
    "enrolment",
    "phase",
    "sponsor",
    "stop-reason",
    "notice",
    "randomisation",
    "blinding",
    "control",
    "design",
    "eligibility",
    "results",
    "dates",
    "date",
    "species",
    "kind",
    "endpoint",
    "place",
)
# Facets whose quotes bear the numbers of the words that they were read from, summed or in other units.
_COUNTING = ("number", "enrolment", "by-arm", "safety", "posted", "phase", "place")
_RESULTS = ("%", "fraction", "estimate", "interval", "p")  # kinds of numbers by which results are told
_FREE = ("ratio", "label", "moment", "level")  # kinds of numbers that are told in many ways, or only name something
_LONGEST = 60  # characters of a claim that are said again in a message
_NAMES = {"enrolment": "the number of people, ", "phase": "the phase, "}  # what a bare figure of a table is of
_REASON = "registered"  # detail of a reason for a stop that is shown beside the stop itself
_POSTED = re.compile(r"outcomeMeasures\[(\d+)\]")
_MOST, _ENOUGH = 6, 3  # quotes that are shown for one clause, and those that are shown beside what its numbers need
_FEW = 12  # up to here a bare count stands in many a statistic
_LABEL = re.compile(r"[^.;|•·\n,:=]{1,40}[:=]\s*$")  # what stands before the value of a field
_SHORT_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-–/]\s?(\d\d)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD_BEFORE = re.compile(r"(?i)\b([^\W\d_]{3,}),?\s+(?:of |de |del )?$")
_PUBLISHED = re.compile(  # before the year of a work: "Doe (2019)", "published in 2019"
    r"(?i)(?:[(\[,]\s*|\b(?:published|appeared|dated|erschienen|veröffentlicht|publiée?|parue?|publicad[oa])\s+(?:(?:in|en)\s+)?)$"
)


def exhibits(case: Case, reading: Reading, found: Comparison) -> list[Comparison]:
    """The comparisons whose quotes show a reader that the record states a clause, found to be stated by `found`.

    The results and fields that the clause names come first, then its other numbers, where `found` does not show them
    itself; a sentence that has no more to say than they, or none of the results, is left out.
    """
    told = _chosen(case, reading, found)
    own = _own(case, reading)
    for figure in reading.facet(numbers):
        if figure.kind != "label" and not any(_shows(shown, reading, figure) for shown in told):
            told += [shown for shown in own if _shows(shown, reading, figure) and not _by_chance(shown)][:1]
    told = [shown for shown in told if not _shown_already(shown, told)]
    return list(dict.fromkeys([*told, *_nobody(case, told), *_why(case, reading, told)]))[:_MOST]


def _shown_already(field: Comparison, told: list[Comparison]) -> bool:
    """Whether another quote has the very word that a field on the other side of a comparison bears ("placebo")."""
    word = field.said.text.rpartition(" ")[2].casefold()
    return field.facet == "control" and any(word in other.shown.text.casefold() for other in told if other is not field)


def told_of(case: Case, shown: Comparison) -> str:
    """What a confirmation says of one exhibit: which words of the clause it bears, and under which outcome it is posted."""
    if shown.detail.startswith(("sites/", "plainly/sites/")):  # a list has no words for its own length
        number = int(shown.detail.rpartition("/")[2])
        return f"the registry lists {number:,} site{'' if number == 1 else 's'}"
    if shown.detail.startswith("plainly/"):
        return f"the registry lists {shown.detail.partition('/')[2]} arms"
    if shown.detail == _REASON:
        return "the reason for the stop, as the registry gives it"
    if shown.facet == "statement" or len(shown.said.text) > _LONGEST:
        return f"the record says so{_posted_under(case, shown.shown)}"
    named = "" if any(sign.isalpha() for sign in shown.said.text) else _NAMES.get(shown.facet, "")
    said = shown.said.text
    if shown.facet == "sponsor" and shown.shown.text in said:
        said = shown.shown.text  # "Doe Health, Inc. Planned enrolment: 100": the name, and not what follows it
    return f"the record says so of {named}{marked(said)}{_posted_under(case, shown.shown)}"


def _posted_under(case: Case, quote: Quote) -> str:
    """Under which outcome a posted figure stands, where its quote does not say so itself."""
    place = _POSTED.match(quote.where)
    results = case.source.trial.results if place and case.source and case.source.trial else None
    if place is None or results is None or int(place[1]) >= len(results.outcomes):
        return ""
    outcome = results.outcomes[int(place[1])]
    if not outcome.title or outcome.title in quote.text:
        return ""
    when = f" ({outcome.time_frame})" if outcome.time_frame else ""
    return f", under the outcome {marked(outcome.title + when)}"


def _nobody(case: Case, told: list[Comparison]) -> Iterator[Comparison]:
    """That nobody joined, where a clause says that nothing was ever done: a count of 0 shows it better than a state."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.enrollment != 0 or any(shown.facet == "enrolment" for shown in told):
        return
    for shown in told:
        if shown.facet == "status" and pattern("status", "never").search(shown.said.text):
            yield replace(shown, facet="enrolment", shown=Quote("0", JOINED))


def _why(case: Case, reading: Reading, told: list[Comparison]) -> Iterator[Comparison]:
    """Why a trial stopped, where a clause on its stop says more than the fields that are shown."""
    trial = case.source.trial if case.source else None
    where = "statusModule.whyStopped"
    if trial is None or not trial.why_stopped or any(shown.shown.where == where for shown in told):
        return
    if any(shown.facet == "status" for shown in told) and untold(reading, told):
        yield Comparison(
            "stop-reason", "same", Quote(reading.text, "claim"), Quote(trial.why_stopped, where), reading.part, _REASON
        )


def unshown(case: Case, reading: Reading) -> bool:
    """Whether a clause gives a number or a year that nothing in the record was found to bear."""
    own = _own(case, reading)
    figures = [figure for figure in reading.facet(numbers) if figure.kind not in _FREE or _is_year(reading, figure)]
    return any(not any(_shows(shown, reading, figure) for shown in own) for figure in figures)


def _is_year(reading: Reading, figure: Quantity) -> bool:
    """Whether a number names a calendar year ("in 2019", "of the year 2019")."""
    return figure.kind == "year" or (
        figure.kind in _FREE and _YEAR.fullmatch(reading.text, figure.start, figure.end) is not None
    )


def _own(case: Case, reading: Reading) -> list[Comparison]:
    """What was found the same for a clause, and the year of a paper where the clause gives it."""
    own = [c for c in case.comparisons if c.part == reading.part and c.relation == "same"]
    published = case.source.record.published[:4] if case.source and case.source.paper else ""
    for figure in reading.facet(numbers):
        said = reading.text[figure.start : figure.end]
        if said == published and _PUBLISHED.search(reading.text, 0, figure.start):
            own.append(
                Comparison("date", "same", Quote(said, "claim"), Quote(published, "PubDate"), reading.part, "published")
            )
    return own


def _shows(shown: Comparison, reading: Reading, figure: Quantity) -> bool:
    """Whether a quote has a number of the clause in some written form, or counts what the clause counts with it."""
    said, quote = reading.text[figure.start : figure.end], shown.shown.text
    if figure.kind == "label":
        said = said.partition(" ")[0]  # "phase 2" has the "2" of "2 trial"
    if _is_year(reading, figure):
        return _has_year(reading, figure, shown)
    if shown.facet in _COUNTING and re.search(rf"(?<![\w.,]){re.escape(said)}(?!\w)", shown.said.text):
        return True
    bare = shown.facet == "eligibility"  # "aged 6 to 16": of years, said once
    if bare and " " in said and said in shown.said.text:
        return True  # "between one and ten"
    return any(same(figure, other) or (bare and figure.value == other.value) for other in quantities(quote))


def _has_year(reading: Reading, figure: Quantity, shown: Comparison) -> bool:
    """Whether a quote has a year of the clause, with its month where the clause gives one; the title of a trial dates nothing."""
    said, quote = reading.text[figure.start : figure.end], shown.shown.text
    if shown.shown.where in ("briefTitle", "officialTitle"):
        return False
    if not (said in quote or said[2:] in _SHORT_YEARS.findall(quote)):
        return False
    month = _month(reading, figure)
    return (
        not month or f"{said}-{month:02}" in quote or (said != quote[:4] and _months("en")[month - 1] in quote.lower())
    )


def _month(reading: Reading, figure: Quantity) -> int:
    """The number of the month that a clause names right before a year, 0 where it names none."""
    before = _WORD_BEFORE.search(reading.text, 0, figure.start)
    listed = _months(reading.facet(language))
    return listed.index(before[1].lower()) + 1 if before and before[1].lower() in listed else 0


def _months(speech: str) -> tuple[str, ...]:
    """The names of the twelve months."""
    return tuple(words("dates", "month", speech))


def _chosen(case: Case, reading: Reading, found: Comparison) -> list[Comparison]:
    """The fields and results of a clause, and the sentence that states it where they do not say as much."""
    own = [c for c in case.comparisons if c.part == reading.part and c.relation == "same"]
    fields = [c for c in own if c.facet in FIELDS and not _other_matter(c)]
    counted = [c for c in own if c.facet == "number" and not (_by_chance(c) or c.detail == "label")]
    results = [c for c in counted if _is_result(c)]
    told: list[Comparison] = []
    for field in (*results, *fields, *(c for c in counted if c not in results)):
        known = (*told, found) if found.facet == "statement" else told
        if all(field.shown != other.shown and not _holds(other, field) for other in known):
            told.append(field)
    elsewhere = bool(results) and all(found.shown.text != result.shown.text for result in results)
    if found.facet in FIELDS or (found.facet == "statement" and (elsewhere or not untold(reading, told))):
        return told[:_ENOUGH] or [found]
    return [*told[: _ENOUGH - 1], found]


def _is_result(number: Comparison) -> bool:
    """Whether a number is hardly anything but a result: a share, a statistic, a decimal, a posted value."""
    posted = number.shown.where.startswith(("outcomeMeasures", "adverseEvents"))
    return posted or number.detail in _RESULTS or "." in number.said.text


def _other_matter(field: Comparison) -> bool:
    """Whether a field bears out a word without showing it: "placebo" of a trial whose allocation is random."""
    return field.facet == "control" and field.shown.where.endswith(("allocation", "PublicationType"))


def _by_chance(number: Comparison) -> bool:
    """Whether a quote may be of something else that has a small count too: "the two operations", "(t-test, 2 sided)"."""
    if number.facet != "number" or number.detail != "amount" or ".analyses[" not in number.shown.where:
        return False
    said = quantities(number.said.text)
    return bool(said) and said[0].places == 0 and said[0].value <= _FEW


def _holds(shown: Comparison, field: Comparison) -> bool:
    """Whether the quote of one comparison shows what another one says; that of a field shows all of its own words."""
    apart = shown.facet == field.facet and (
        shown.shown.where != field.shown.where or (shown.facet == "number" and shown.said == field.said)
    )
    if field.said.text not in shown.said.text or apart:
        return False  # both ends of an age group are shown, and both sentences of a share that two of them tell
    return shown.facet != "statement" or field.shown.text in shown.shown.text


def untold(reading: Reading, fields: list[Comparison]) -> list[Term]:
    """The telling words of a clause outside those that fields bear out, and outside the labels of fields."""
    text = reading.text.lower()
    places = ((text.find(field.said.text.lower()), len(field.said.text)) for field in fields)
    spans = [(at, at + length) for at, length in places if at >= 0]
    spans += [match.span() for match in pattern("scaffold", "label").finditer(reading.text)]
    if any(field.facet == "eligibility" for field in fields):
        spans += [match.span() for match in pattern("people", "admits").finditer(reading.text)]
    spans += [label.span() for at, _ in spans if (label := _LABEL.search(reading.text, 0, at))]
    return [t for t in reading.facet(terms) if not any(start <= t.start < end for start, end in spans)]
