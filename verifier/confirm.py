"""What speaks for a claim: findings with effect `confirms`, from the same Comparisons that the checks read.

A clause is confirmed when the record states it, in its fields or in a sentence with the same numbers, subject and
direction, and nothing in the record stands against it. Every clause must be confirmed for the claim to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.borne import by_its_field, spoken_of
from verifier.exhibits import FIELDS, exhibits, told_of, unshown, untold
from verifier.facets._came import tells_what_came
from verifier.facets._effects import claimed
from verifier.facets._going_on import SHARES, done_by_nobody, of_now, tells_a_state
from verifier.facets._plainly import PLAINLY
from verifier.facets._portions import portions
from verifier.facets._relating import unrelated
from verifier.facets._sides import says_than
from verifier.facets._terms import everywhere, met, read_whole, terms, text_keys
from verifier.facets._words import language
from verifier.facets.by_arm import turned_or_open
from verifier.facets.eligibility import ages
from verifier.facets.plainly import miscounts_arms
from verifier.facets.stop_reason import halts, reasons
from verifier.lexicon import pattern, spoken, words
from verifier.model import Case, Comparison, Finding, Reading, Source
from verifier.withheld import withheld
from verifier.wording.assertion import AS_FACT, strength, tells_of_the_study, tells_past
from verifier.wording.plainly import ASKED, answers_no

CHECK = "confirmed"

_DESIGNS = ("placebo", "sham", "random", "blind", "controlled", "open")
_MEASURE = re.compile(r"outcomeMeasures\[(\d+)\]")
_WEIGHTY = 0.5  # weight of a word that says what an outcome is
_TOPICS = ("condition", "intervention", "cell_source")
_BOUNDED = ("fewer/", "more/")
_LESS = ("species", "certainty", "causation", "kind")  # facets on which a narrower record does not carry the clause
# Facets that are read only where the clause speaks of them: what they do not bear out is left open.
_SETTLED = ("endpoint", "place", "against", "date")
_OPEN = ("beyond", "criteria", "shut")  # details of who could take part that leave it open unless the record says so
_TELLING = ("stop-reason", "notice", "endpoint")  # fields that tell what happened
_TORN = (("randomisation", "absent"),)  # the field says otherwise than the prose of its record
_LOOSE = frozenset({"recruitment"})  # words of recruiting stand in clauses on the state as well
# Fields that count the people of a trial; what its prose counts was planned once, or is of another study.
_COUNTED = ("outcomeMeasures", "participantFlow", "adverseEvents", "enrollmentInfo", "designModule")
# Where a registry tells what was found.
_FOUND_IN = ("outcomeMeasures", "adverseEvents", "participantFlow", "limitationsAndCaveats", "statusModule")
_LABELLED = re.compile(r"\s*[(\[]?[A-Z]{1,2}[-. ]?\d{1,3}[a-z]?[)\]]?[.:]?\s*")
_DAY = re.compile(r"\s*(?:\d{8}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\s*")
_LOOKED_UP = re.compile(  # names of columns that say when the page's author looked at the record
    r"(?i)check|retriev|access|looked|seen|visited|pulled|fetched|as of|abgerufen|abgefragt|geprüft am|consult|vérifié le"
)
_FORESEEN = re.compile(
    r"(?i)\b(?:up to|approximately|at least|will|plan(?:s|ned)?|target(?:ed)?|maximum|intend(?:s|ed)?|expected|to be (?:enrol+ed|recruited|included))\b"
)
_LISTED = ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes")  # and what was to be measured
_READ_OUT = frozenset(FIELDS) - {"species", "kind", "endpoint"}  # facets whose words need no sentence to relate them
_NEAR = 0.55  # share of the telling words that the record must have beside a posted outcome
_COVERED = 0.6  # share of the telling words of a clause that fields and the rest of the record must account for


def confirm(case: Case) -> Iterator[Finding]:
    """What the record states of each clause of the claim; effect `confirms` only when it states all of them.

    A clause that is confirmed beside one that is not gets effect `none`: it is shown, and settles nothing. Each finding
    has one quote; a field or number that the clause names is shown by itself.
    """
    stated = [(reading, _found(case, reading)) for reading in _telling(case)]
    whole = bool(stated) and all(found for _, found in stated)
    for reading, found in stated:
        for shown in exhibits(case, reading, found) if found else ():
            yield Finding(
                check=CHECK,
                level="note",
                effect="confirms" if whole else "none",
                message=told_of(case, shown),
                quote=shown.shown.text,
                where=shown.shown.where,
                part=reading.part,
            )


def _telling(case: Case) -> list[Reading]:
    """The clauses of a claim that say something: neither the label of an entry ("P6.") nor the day on which it was looked up."""
    days = [value.strip() for name, value in case.citation.fields if _LOOKED_UP.search(name)]
    told = [
        reading
        for reading in case.readings
        if reading.text != ASKED
        and not _LABELLED.fullmatch(reading.text)
        and not (_DAY.fullmatch(reading.text) and reading.text.strip() in days)
    ]
    return told or list(case.readings)


def _found(case: Case, reading: Reading) -> Comparison | None:
    """The comparison in which the record states this clause; a question states nothing."""
    if reading.text.rstrip(" \"'”’»)").endswith("?") or not reading.facet(read_whole) or answers_no(reading.whole):
        return None
    own = [comparison for comparison in case.comparisons if comparison.part == reading.part]
    if any(c.detail.startswith(PLAINLY) for c in own):
        return by_its_field(case, reading, own)
    miscounted = case.source is not None and miscounts_arms(reading, case.source)
    return None if miscounted or unshown(case, reading) else _stated(case, reading, own)


def _stated(case: Case, reading: Reading, own: list[Comparison]) -> Comparison | None:
    """The comparison in which the record states this clause, unless another one stands against it."""
    armed = _by_arm(own) is not None  # what the arms are called in plain words ("leaflets") is no other treatment
    if any(c.relation == "different" and not (armed and c.facet in _TOPICS) for c in own):
        return None
    if any(comparison.facet in _LESS and comparison.relation == "narrower" for comparison in own):
        return None
    dummies = [match[0].lower() for match in pattern("design", "said-placebo").finditer(reading.text)]
    silent = [c.said.text.lower() for c in own if c.facet in _TOPICS and c.relation == "absent"]
    if any(all(topic not in dummy for dummy in dummies) for topic in silent):  # a dummy pill is no contraceptive
        return None
    if _left_open(case, reading, own) or any(c.facet == "by-arm" and c.relation == "broader" for c in own):
        return None
    registered = _only_registered(case, reading)
    if registered and reading.facet(tells_what_came):
        return None  # its fields count and describe the study: they tell nothing that came of it
    found = next((c for c in own if c.facet == "statement" and c.relation == "same"), None)
    if found is not None and (registered or _of_another_outcome(case, reading, found.shown.where)):
        found = None
    if found is not None and _only_listed(reading, found.shown.where, own):
        found = None
    if found is not None and not _by_arm(own) and _whose_open(case, reading, [found, *own]):
        return None
    shown = found or _by_arm(own) or _by_share(own) or _by_posted(own) or _by_safety(own)
    shown = shown or _by_fields(case, reading, own)
    if shown is None or withheld(case, reading, shown):
        return None
    return None if _in_another_order(case, reading, own, shown) else shown


def _whose_open(case: Case, reading: Reading, own: list[Comparison]) -> bool:
    """Whether the figures of two arms are both found, and it is open, or wrong, whose is whose."""
    places = dict.fromkeys(c.shown.where for c in own if c.relation == "same" and c.facet in ("number", "statement"))
    return case.source is not None and any(turned_or_open(reading, case.source, where) for where in places)


def _in_another_order(case: Case, reading: Reading, own: list[Comparison], shown: Comparison) -> bool:
    """Whether a clause that describes a trial relates its things ("in place of", "before") as the record is not seen to."""
    if case.source is None or case.source.trial is None or shown.facet not in ("statement", *FIELDS):
        return False
    if any(c.relation == "same" and c.shown.where.startswith(_FOUND_IN[:3]) for c in own):
        return False  # what was posted needs no sentence on how it was planned
    borne = tuple(c.said.text for c in own if c.relation == "same" and c.facet in _READ_OUT)
    return unrelated(reading, case.source, shown.shown.where, borne, fielded=shown.facet in FIELDS)


def _of_another_outcome(case: Case, reading: Reading, where: str) -> bool:
    """Whether a posted figure stands under an outcome of which the clause names nothing, while it names another.

    "Neck pain was halved in 25" is not borne out by the 25 whose quality of life rose, in people with neck pain.
    """
    trial = case.source.trial if case.source else None
    measure = _MEASURE.match(where)
    if trial is None or trial.results is None or measure is None:
        return False
    telling = [t for t in reading.facet(terms) if t.kind != "generic" and t.weight >= _WEIGHTY]
    named = [frozenset(t for t in telling if met(t, text_keys(o.title))) for o in trial.results.outcomes]
    at = int(measure[1])
    return at < len(named) and not named[at] and any(named)


def _only_registered(case: Case, reading: Reading) -> bool:
    """Whether a clause that tells a result is only met by what a trial registered: its aims, plans and background.

    What was found stands in the posted results, in their caveats, and in the reason for a stop.
    """
    if case.source is None or case.source.trial is None or not _tells_what_came(reading):
        return False
    own = [c for c in case.comparisons if c.part == reading.part and c.relation == "same" and c.facet != "status"]
    return not any(c.shown.where.startswith(_FOUND_IN) for c in own)


def _only_listed(reading: Reading, where: str, own: list[Comparison]) -> bool:
    """Whether a clause tells what happened, and what has its words only names what a trial was to measure.

    "Antibodies turned up in several" is not borne out by an outcome "number of people with antibodies".
    """
    if not where.startswith(_LISTED) or not tells_past(reading.text) or tells_of_the_study(reading):
        return False
    if pattern("guarded", "measured").search(reading.text):
        return False
    return not any(c.relation == "same" and c.shown.where.startswith(_FOUND_IN[:3]) for c in own)


def _tells_what_came(reading: Reading) -> bool:
    """Whether a clause tells what came of something: an effect as a fact, or one that was found, significant or not."""
    power = reading.facet(strength)
    if power in AS_FACT or reading.facet(tells_what_came):
        return True
    marked = spoken(reading.facet(language), "direction", "significant").search(reading.text)
    if marked is not None and not tells_of_the_study(reading):
        return True
    return power != "describes" and bool(reading.facet(claimed))


def _left_open(case: Case, reading: Reading, own: list[Comparison]) -> bool:
    """Whether the clause holds a word that changes what it says of a study, and the record was not read on that.

    "Is recruiting teenagers" is not borne out by a title that speaks of teenagers: without these words a clause may
    agree in all its other words with a record that says the opposite.
    """
    same = {c.facet for c in own if c.relation == "same"}
    if "by-arm" in same:
        return False
    if any(c.detail in ("harmed", "rhythm") and c.relation == "absent" for c in own):
        return True
    if case.source is not None and case.source.trial is not None and _of_some(reading):
        shares = (c for c in own if c.relation == "same" and (c.facet == "safety" or c.detail in SHARES))
        if next(shares, None) is None:
            return True  # "hardly anyone" is not borne out by words alone
    if any((c.facet, c.detail) == ("sponsor", "beside") or (c.facet, c.relation) in _TORN for c in own):
        return True
    if "sponsor" not in same and any(c.facet == "sponsor" for c in own):
        return True  # a partner, or somebody of whom the record says less, bears out no sponsor
    trial = case.source is not None and case.source.trial is not None
    if case.source and case.source.trial and done_by_nobody(reading, case.source.trial):
        return True
    if trial and not same & {"status", "stop-reason", "dates", "date"} and tells_a_state(reading, own):
        return True
    if any((c.facet in _SETTLED or c.detail in _OPEN) and c.relation != "same" for c in own):
        return True
    planned = pattern("assertion", "planned").search(reading.text) is not None
    if trial and "enrolment" not in same and any(_counted_in_prose(c, planned=planned) for c in own):
        return True
    foreseen = any(c.facet == "number" and c.relation == "same" and _FORESEEN.search(c.shown.text) for c in own)
    if trial and planned and not foreseen and any(c.detail.startswith("fewer/ACTUAL") for c in own):
        return True  # "was meant for up to 90" is not borne out by the one who came
    if any(c.facet == "enrolment" and c.relation == "absent" and c.detail.startswith(_BOUNDED) for c in own):
        return True  # "fewer than 50" is not borne out by the 42 of one arm
    if _stage_open(own, same):
        return True
    if trial and "stop-reason" not in same and _blames(reading):
        return True
    if trial and "eligibility" not in same and _lets_in(reading):
        return True
    if trial and of_now(reading, same):
        return True
    if trial and "posted" not in same and pattern("guarded", "tested").search(reading.text):
        return True
    if pattern("guarded", "vague").search(reading.text) and "enrolment" not in same:
        return True
    if pattern("guarded", "warning").search(reading.text) and not any(_warns(c) for c in own):
        return True
    if (
        "stop-reason" not in same
        and pattern("guarded", "advice").search(reading.text)
        and not any(_advises(c) for c in own)
    ):
        return True
    if "blinding" not in same and pattern("guarded", "knowing").search(reading.text):
        return True
    if same & {"control", "blinding", "randomisation", "design", "comparison"}:
        return False
    designs = [d for d in _DESIGNS if pattern("guarded", d).search(reading.text)]
    return not all(spoken_of(design, case) for design in designs)


def _stage_open(own: list[Comparison], same: set[str]) -> bool:
    """Whether a state is told that the record was not read on, or a phase that it does not have ("a late-stage trial")."""
    state = "status" not in same and any(c.facet == "status" for c in own)
    return state or any(c.facet == "phase" and c.relation == "absent" for c in own)


def _of_some(reading: Reading) -> bool:
    """Whether a clause tells in words which share of people something befell: not all of them, and not none unless of harm."""
    shares = [share for share in reading.facet(portions) if not share.some]
    if not shares:
        return False
    return any(share.high > 0 and share.least < 0.99 for share in shares) or (
        pattern("safety", "dying", "gravely", "serious-event", "unwell").search(reading.text) is not None
    )


def _warns(comparison: Comparison) -> bool:
    """Whether a sentence of the record that was met advises against something."""
    shown = comparison.shown.text.lower()
    return comparison.facet == "statement" and any(stem in shown for stem in words("guarded", "warning", "record"))


def _advises(comparison: Comparison) -> bool:
    """Whether a sentence of the record that was met gives advice."""
    return comparison.facet == "statement" and pattern("guarded", "advises").search(comparison.shown.text) is not None


def _blames(reading: Reading) -> bool:
    """Whether a clause about a stop names what may be its reason; one that was not read settles nothing."""
    if halts(reading.text) is None:
        return False
    return bool(reasons(reading.text) - _LOOSE) or pattern("stop_reason", "blamed").search(reading.text) is not None


def _lets_in(reading: Reading) -> bool:
    """Whether a clause says which ages could take part: a record that only speaks of the study does not say so."""
    return pattern("people", "admits").search(reading.text) is not None and bool(ages(reading.text))


def _counted_in_prose(comparison: Comparison, *, planned: bool) -> bool:
    """Whether a count of people was found in the prose of a trial alone: what was planned once, or another study.

    planned: whether the clause tells a plan, which a sentence that tells one bears out ("up to 114 patients").
    """
    if comparison.facet != "number" or comparison.detail != "people" or comparison.relation != "same":
        return False
    if planned and _FORESEEN.search(comparison.shown.text):
        return False
    return comparison.shown.where.split(".")[0].split("[")[0] not in _COUNTED


def _by_safety(own: list[Comparison]) -> Comparison | None:
    """The counts, or the sentence, that show no such harm where the clause tells of none."""
    share = max((float(c.detail or 0) for c in own if c.facet == "statement"), default=0.0)
    found = next((c for c in own if c.facet == "safety" and c.relation == "same"), None)
    if found is None or share < _NEAR:
        return None
    lacking = [c for c in own if c.facet == "number" and c.relation != "same" and c.said.text not in found.said.text]
    return None if lacking else found


def _by_share(own: list[Comparison]) -> Comparison | None:
    """The share of people in the record that is what the clause says in words; no other number of it is open."""
    found = next((c for c in own if c.facet == "number" and c.relation == "same" and c.detail == "portion"), None)
    if found is None:
        return None
    lacking = [c for c in own if c.facet == "number" and c.relation != "same" and c.said.text not in found.said.text]
    return None if lacking or any(c.facet == "direction" and c.relation != "same" for c in own) else found


def _by_arm(own: list[Comparison]) -> Comparison | None:
    """The posted values that a clause gives arm by arm."""
    return next((c for c in own if c.facet == "by-arm" and c.relation == "same"), None)


def _by_posted(own: list[Comparison]) -> Comparison | None:
    """The posted outcome that shows the effect, or the lack of one, that a clause tells; all its numbers found."""
    share = max((float(c.detail or 0) for c in own if c.facet == "statement"), default=0.0)
    if share < _NEAR or any(c.facet == "number" and c.relation != "same" for c in own):
        return None
    return next((c for c in own if c.facet == "posted" and c.relation == "same"), None)


def _by_fields(case: Case, reading: Reading, own: list[Comparison]) -> Comparison | None:
    """The field that states a clause which describes a study: all its numbers found, its words accounted for."""
    fields = [c for c in own if c.facet in FIELDS and c.relation == "same" and not c.detail.startswith("mentioned")]
    if not fields or case.source is None or reading.facet(strength) in ("asserts", "proves"):
        return None
    if _claims_effect(reading) and not any(c.facet == "stop-reason" for c in fields):
        return None
    held = [c.said.text for c in fields]
    if any(c.facet == "number" and c.relation != "same" and not any(c.said.text in text for text in held) for c in own):
        return None
    keys = case.source.facet(everywhere)
    told = [
        t for t in untold(reading, [c for c in own if c.relation == "same"]) if not met(t, case.source.facet(_sites))
    ]
    narrates = reading.facet(strength) == "reports" and not any(c.facet in _TELLING for c in fields)
    if narrates and any(term.weight >= 1 for term in told):
        return None  # it reports more than the fields hold
    total = sum(term.weight for term in reading.facet(terms))
    lacking = sum(term.weight for term in told if not met(term, keys))
    return fields[0] if not total or lacking <= (1 - _COVERED) * total else None


def _sites(source: Source) -> frozenset[str]:
    """The keys of the sites, towns and countries of a trial."""
    return text_keys(" ; ".join(name for place in (source.trial.locations if source.trial else ()) for name in place))


def _claims_effect(reading: Reading) -> bool:
    """Whether a clause tells who did better than whom, or an effect in a language whose words are less known.

    No field of a plan tells what came of it.
    """
    told = reading.facet(language) != "en" or says_than(reading)
    return told and bool(reading.facet(claimed)) and not tells_of_the_study(reading)
