"""Change a sentence of a real record and the findings must follow; reword it and they must stay.

Every result sentence of the recorded papers serves as a claim about its own record. Needs ../shared.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.casebook import TODAY, cite
from verifier import shelves
from verifier.compare import Sources, compare, read
from verifier.conclude import conclude
from verifier.confirm import confirm
from verifier.facets._effects import tells
from verifier.model import Case, Found
from verifier.registries import pubmed

CONTENT = {name: module for name, module in shelves.load_all("checks").items() if ".content." in module.__name__}
FLIPS = {
    "increased": "decreased", "decreased": "increased", "higher": "lower", "lower": "higher", "improved": "worsened",
    "reduced": "increased", "increase": "decrease", "decrease": "increase", "improvement": "deterioration",
    "reduction": "increase", "better": "worse", "longer": "shorter",
}  # fmt: skip
DENIALS = {
    "was associated": "was not associated", "were associated": "were not associated", "did not": "did",
    "was not": "was", "were not": "were", "improved": "did not improve", "reduced": "did not reduce",
}  # fmt: skip
REWORDINGS = {
    "patients": "people", "compared with": "versus", "children": "kids", "%": " percent", "randomised": "randomized",
    "tumour": "tumor", "two": "2", "three": "3", "participants": "volunteers",
}  # fmt: skip


@pytest.fixture(scope="module")
def results(shared):
    """(record, sentence) for the result sentences of every second recorded paper, with the sources prepared."""
    sources, found = Sources(), []
    for file in sorted((shared / "records" / "pubmed").glob("*.xml"))[::2]:
        for payload in pubmed.from_file(file.read_bytes()).payloads.values():
            record = pubmed.read(payload)
            lookup = Found(record, pubmed.digest(payload), "2026-11-20", "2026-11-20", record.identifier)
            listed = sources(lookup).sentences
            for number, sentence in enumerate(listed):
                if tells(sentence, number, len(listed)) and 40 < len(sentence.text) < 260:
                    found.append((lookup, sentence.text))
    return sources, found


def outcome(sources: Sources, lookup: Found, claim: str):
    """The verdict by the checks of content and the confirmations alone."""
    citation = cite(claim, lookup.asked)
    readings, source = read(citation), sources(lookup)
    about = Case(citation, lookup, source, readings, compare(readings, source, TODAY), TODAY)
    return conclude(about, [*(f for module in CONTENT.values() for f in module.check(about)), *confirm(about)])


def changed(text: str, table: dict[str, str]) -> str | None:
    """The text with the one word of a table that it has exactly once replaced."""
    for old, new in table.items():
        pattern = rf"(?<!\w){re.escape(old)}(?!\w)" if old[0].isalpha() else re.escape(old)
        if len(re.findall(pattern, text)) == 1:
            return re.sub(pattern, new, text)
    return None


def tally(results, change) -> tuple[Counter, Counter]:
    """Outcomes and findings over all sentences that the change applies to."""
    sources, listed = results
    outcomes, fired = Counter(), Counter()
    for lookup, text in listed:
        claim = change(text)
        if claim:
            verdict = outcome(sources, lookup, claim)
            outcomes[verdict.outcome] += 1
            fired.update({finding.check for finding in verdict.findings})
    return outcomes, fired


def share(outcomes: Counter, *names: str) -> float:
    return sum(outcomes[name] for name in names) / outcomes.total()


def test_what_the_record_says_stands(results):
    outcomes, _ = tally(results, lambda text: text)
    assert share(outcomes, "contradicted", "unsupported") <= 0.01
    assert share(outcomes, "supported") >= 0.8


def test_a_changed_number_is_not_confirmed(results):
    def change(text):
        match = re.search(r"(?<![\w.])(\d+\.\d+|\d{2})(?=\s*%)", text)
        return text[: match.start()] + f"{float(match[1]) * 1.37 + 1.1:.1f}" + text[match.end() :] if match else None

    outcomes, fired = tally(results, change)
    assert share(outcomes, "supported") <= 0.1
    assert fired["number-mismatch"] >= 0.5 * outcomes.total()


def test_a_turned_direction_is_not_confirmed(results):
    outcomes, fired = tally(results, lambda text: changed(text, FLIPS))
    assert share(outcomes, "supported") <= 0.1
    assert fired["direction-mismatch"] + fired["not-significant"] >= 0.25 * outcomes.total()


def test_a_turned_denial_is_not_confirmed(results):
    outcomes, _ = tally(results, lambda text: changed(text, DENIALS))
    assert share(outcomes, "supported") <= 0.05


def test_other_words_for_the_same_change_little(results):
    sources, listed = results
    kept = [
        outcome(sources, lookup, text).outcome == outcome(sources, lookup, reworded).outcome
        for lookup, text in listed
        if (reworded := changed(text, REWORDINGS))
    ]
    assert len(kept) > 30
    assert sum(kept) >= 0.9 * len(kept)


def test_another_disease_is_told(results):
    sources, listed = results
    claims = [f"Glibberol cures psoriasis and eczema, {n} people say." for n in range(len(listed))][:40]
    found = [outcome(sources, lookup, claim).outcome for (lookup, _), claim in zip(listed[::8], claims, strict=False)]
    assert found.count("unsupported") >= 0.8 * len(found)
    assert "supported" not in found
