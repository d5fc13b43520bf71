"""How many people a record studied: the count that a paper's sentences state, and those of posted results."""

from __future__ import annotations

import re

from verifier.lexicon import pattern
from verifier.model import Quote, Sentence, Source
from verifier.wording.people import Count, figure, people

_LISTED = re.compile(r"\b\d{1,4} [\w/-]+(?:,|,? and) $")


def counted(source: Source) -> tuple[int, Quote] | None:
    """The sample of a paper: the largest count of people, where a sentence says that they were the ones studied."""
    best: tuple[int, Quote] | None = None
    for sentence in source.sentences:
        if sentence.label in ("background", "objective"):
            continue
        found = people(sentence.text)
        if found:
            total = _total(sentence, found)
            if best is None or total > best[0]:
                best = (total, sentence.quote)
    if best is None or not _states_sample(best[1].text):
        return None
    return best


def _total(sentence: Sentence, found: tuple[Count, ...]) -> int:
    """The people of one sentence: groups set beside each other are added, parts of a whole are not."""
    whole = [count for count in found if not re.search(r"%\s*\(?\s*$", sentence.text[: count.start])]
    clauses: dict[int, list[int]] = {}
    for count in whole or found:
        clauses.setdefault(sentence.text.count(";", 0, count.start), []).append(count.value)
    if pattern("counts", "total").search(sentence.text[: found[0].start]):
        return max(max(values) for values in clauses.values())
    return max(_together(values) for values in clauses.values())


def _together(values: list[int]) -> int:
    """The people of one clause: "18 women had cells (n = 9) or saline (n = 9)" are 18, whose groups make them up."""
    largest = max(values)
    return largest if sum(values) == 2 * largest else sum(set(values))


def _states_sample(text: str) -> bool:
    """Whether a sentence says who was studied, all of them, and not only what became of some."""
    if pattern("counts", "each").search(text):
        return False
    if re.search(r"\bn\s*=\s*\d", text, re.IGNORECASE):
        return True
    first = people(text)[0]
    if _LISTED.search(text, 0, first.start):
        return False  # "22 HFpEF, 17 HFmrEF and 15 patients": more were studied than are told of as people
    after = re.match(r"\W*(\w+)", text[first.end :])
    if first.start <= 1 and not (after and pattern("design", "part-of").fullmatch(after[1])):
        return True
    return pattern("design", "sampled").search(text) is not None


def posted(source: Source) -> set[int]:
    """Counts in posted results: people started and completed, by arm and in all, and analysed by group."""
    results = source.trial.results if source.trial else None
    if results is None:
        return set()
    found: set[int] = set()
    for flow in (results.started, results.completed):
        found |= {number for _, number in flow}
        found.add(sum(number for _, number in flow))
    for outcome in results.outcomes:
        groups = {m.group: figure(m.analysed) for m in outcome.measurements if m.analysed.isdecimal()}
        found |= set(groups.values()) | {sum(groups.values())}
    for group in results.event_groups:
        found |= {n for n in (group.serious_at_risk, group.other_at_risk, group.deaths_at_risk) if n is not None}
    return found


def one_arm(source: Source) -> frozenset[int]:
    """The counts of people who started in one arm of several, where they are those of no other whole in the results."""
    results = source.trial.results if source.trial else None
    if results is None or len(results.started) < 2:
        return frozenset()
    wholes = {sum(number for _, number in flow) for flow in (results.started, results.completed)}
    for outcome in results.outcomes:
        wholes.add(sum({m.group: figure(m.analysed) for m in outcome.measurements if m.analysed.isdecimal()}.values()))
    return frozenset(number for _, number in results.started) - wholes
