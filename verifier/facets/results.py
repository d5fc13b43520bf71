"""Whether a trial that has ended has posted results, beside a claim that offers it as evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets import stop_reason
from verifier.facets._align import share
from verifier.facets._came import tells_a_result
from verifier.facets._states import said as stated
from verifier.facets._terms import sentence_terms, terms
from verifier.facets._told import told
from verifier.facets.status import end, passed
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts
from verifier.wording.assertion import strength, tells_found_effect, tells_result

FACETS = ("results",)
OF = "trial"
WHERE = "hasResults"
_OWN_FINDING = re.compile(  # "we found", "the results showed": what others found before is no finding of its own
    r"(?i)\b(?:we (?:have )?(?:found|showed|shown|observed|demonstrated)|(?:the|our|these|this) (?:[\w-]+ ){0,2}?(?:results?|data|analys[ie]s|trial|study|findings)"
    r" (?:have |has )?(?:showed|shown|show|shows|found|revealed?|demonstrate[sd]?|indicated?|confirmed))\b"
)
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|no one|none|nobody|nothing|nowhere|without|hardly|nicht|nie|keine?[rnms]?|nirgends|pas|jamais|aucune?|sans|ni|nunca|ningun[oa]s?|ningún|sin|niemand|personne|nadie)\b|n't\b"
)
_EARLIER = 0.7  # share of the telling words of a clause that a sentence on earlier work must have
_ENDED = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN"})


def _posting(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """What the clause says of results in the registry ("has yet to post its figures") beside what the record holds."""
    held = not without_results(trial)
    for meaning, right in (("results-none", not held), ("results-posted", held)):
        match = pattern("status", meaning).search(reading.text)
        if match and meaning == "results-posted" and _DENIED.search(reading.text):
            return  # "sind im Register nicht zu finden"
        if match:
            shown = _shown(trial)
            relation = ("same" if right else "different") if shown.text else "absent"
            yield Comparison("results", relation, Quote(match[0], "claim"), shown, reading.part, meaning)
            return


def _found(reading: Reading, trial: TrialFacts) -> bool:
    """Whether a clause tells an effect as found; of a trial that nobody joined, whatever it tells but its withdrawal."""
    if trial.overall_status != "WITHDRAWN" or trial.enrollment:
        return reading.facet(tells_found_effect)
    if reading.facet(stated) or pattern("counts", "nobody").search(reading.text):
        return False  # "the team thought again and withdrew the trial"
    return reading.facet(tells_found_effect) or pattern("status", "study").search(reading.text) is None


def _shown(trial: TrialFacts) -> Quote:
    """Where the record says whether results are posted: its own field, or the first posted outcome; else nothing."""
    if trial.has_results is not None:
        return Quote(str(trial.has_results).lower(), WHERE)
    if trial.results_first_posted:
        return Quote(trial.results_first_posted, "statusModule.resultsFirstPostDateStruct.date")
    if trial.results and trial.results.outcomes:
        return Quote(trial.results.outcomes[0].title, "outcomeMeasures[0].title")
    return Quote("", WHERE)


def offers_evidence(reading: Reading) -> bool:
    """Whether the clause tells a result, or offers its source as an evaluation or as published evidence."""
    result = reading.facet(tells_result) or tells_a_result(reading)
    return result or pattern("assertion", "evidence").search(reading.text) is not None


def without_results(trial: TrialFacts) -> bool:
    """Whether the registry holds no results of the trial."""
    return not trial.has_results and trial.results is None


def registered_only(source: Source) -> bool:
    """Whether a record is of a trial without results: what it says of its design is what was planned or done, not found."""
    return source.trial is not None and without_results(source.trial)


def tells_findings(source: Source) -> bool:
    """Whether the record's own prose tells of something that its study found, whatever its results section holds."""
    return any(_OWN_FINDING.search(passage.text) for passage in source.record.passages)


def _stopped(reading: Reading, trial: TrialFacts) -> bool:
    """Whether a clause tells why the trial stopped: how it ended is no effect."""
    why = trial.why_stopped and reading.facet(stop_reason.said).kinds
    return bool(why or reading.facet(stop_reason.in_row).kinds)


def _found_before(reading: Reading, source: Source) -> bool:
    """Whether the record tells of a finding of its own, or of an earlier one that is what the clause tells."""
    if source.facet(tells_findings):
        return True
    keys = source.facet(sentence_terms)
    return any(share(reading.facet(terms), keys[number]) >= _EARLIER for number in source.facet(_with_findings))


def _with_findings(source: Source) -> tuple[int, ...]:
    """The sentences of a record that tell of some finding, whosever it is."""
    found = pattern("assertion", "finding")
    return tuple(number for number, sentence in enumerate(source.sentences) if found.search(sentence.text))


def ended(trial: TrialFacts, today: dt.date) -> bool:
    """Whether the trial has ended, or its planned end has passed."""
    return trial.overall_status in _ENDED or passed(end(trial).date, today)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """A claim that offers the trial as evidence beside a record without results.

    A clause about the posting itself is same or different. Else relation is narrower when the trial has ended or should have, absent while it goes on; detail: the claim's strength,
    or "finds" where it tells an effect as found and nothing in the record tells of any.
    """
    trial = source.trial
    if trial is None or (reading.facet(told) and trial.has_results is not None):
        return  # a whole clause on a field tells no result, and is read by `plainly`
    yield from _posting(reading, trial)
    if not reading.facet(offers_evidence) or not without_results(trial):
        return
    relation = "narrower" if ended(trial, today) else "absent"
    said, shown = Quote(reading.text, "claim"), _shown(trial)
    power = reading.facet(strength)
    if power == "reports" and _found(reading, trial) and not _stopped(reading, trial):
        power = "finds" if not _found_before(reading, source) else power
    yield Comparison("results", relation, said, shown, reading.part, power)


def none_of_what_came(reading: Reading, source: Source) -> Quote | None:
    """Where a record says that it has no results, beside a clause that tells what came of its trial; None for any other clause.

    Asked of clauses that no word of evidence or effect gives away: "people on the gel had less pain, as 40 of them show".
    """
    trial = source.trial
    if trial is None or not without_results(trial) or not tells_a_result(reading):
        return None
    if trial.overall_status == "WITHDRAWN" and any(state.meaning == "never" for state in reading.facet(stated)):
        return None  # "was dropped before a single smoker was treated" tells that nothing came of it
    return None if _stopped(reading, trial) or _found_before(reading, source) else _shown(trial)
