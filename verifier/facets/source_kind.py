"""What kind of work a paper is (review, synthesis, protocol, case report, editorial ...), and what the claim takes it for.

PublicationType says it where NLM has indexed the paper; before that the title often does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.facets._align import align
from verifier.lexicon import pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.assertion import strength, tells_result

FACETS = ("source-kind",)

# PublicationType (PubMed's own words) -> kind.
_TYPES = {
    "Review": "review",
    "Scoping Review": "review",
    "Systematic Review": "synthesis",
    "Meta-Analysis": "synthesis",
    "Network Meta-Analysis": "synthesis",
    "Guideline": "guideline",
    "Practice Guideline": "guideline",
    "Consensus Statement": "guideline",
    "Clinical Trial Protocol": "protocol",
    "Case Reports": "case-report",
    "Personal Narrative": "case-report",
    "Autobiography": "case-report",
    "Editorial": "opinion",
    "Comment": "opinion",
    "Letter": "opinion",
    "News": "opinion",
    "Preprint": "preprint",
    "Retraction of Publication": "notice",
    "Published Erratum": "notice",
    "Expression of Concern": "notice",
}
_IN_TITLE = ("synthesis", "protocol", "guideline", "case-report", "review")
_OWN_STUDY = frozenset(
    {"Randomized Controlled Trial", "Clinical Trial", "Observational Study", "Controlled Clinical Trial"}
)
# Kinds that sum up or announce the work of others, or their own plans: they count nobody themselves.
_POOLED = frozenset({"review", "synthesis", "guideline", "opinion", "notice", "protocol"})

_TOLD = 0.4  # share of a clause's telling words that a sentence of a background has which tells the same
_NO_TRIAL = ("review", "opinion")  # kinds that pages offer as trials
_PLANS = (("direction", "question"), ("certainty", "hedge"), ("assertion", "plan"))


def kinds(source: Source) -> dict[str, Quote]:
    """The kinds of a paper, each with the type or title words that say so; empty for a trial."""
    paper = source.paper
    if paper is None:
        return {}
    found = {_TYPES[name]: Quote(name, "PublicationType") for name in paper.publication_types if name in _TYPES}
    if not _OWN_STUDY & set(paper.publication_types):
        title = source.record.title
        for kind in _IN_TITLE:
            words = pattern("source_kind", kind).search(title)
            if words and "case-report" not in found:
                found.setdefault(kind, Quote(words[0], "ArticleTitle"))
    return found


def pools_others(source: Source) -> bool:
    """Whether a paper sums up other studies or announces one (review, guideline, protocol), and studied nobody itself."""
    found = source.facet(kinds)
    return bool(_POOLED & set(found)) and "case-report" not in found


def is_case_report(source: Source) -> bool:
    """Whether a paper tells of a single case."""
    return "case-report" in source.facet(kinds)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The kind of the source beside a claim that takes it for more; detail: "kind/strength of the claim"."""
    del today
    found = source.facet(kinds)
    if not found or not _takes_for_more(reading):
        return
    said, power = Quote(reading.text, "claim"), reading.facet(strength)
    as_trial = pattern("source_kind", "as-trial").search(reading.text)
    owned = {
        "review": "owns-review",
        "opinion": "owns-opinion",
        "protocol": "owns-protocol",
        "case-report": "owns-case",
    }
    for kind, meaning in owned.items():
        if kind not in found or pattern("source_kind", meaning).search(reading.text):
            continue
        if kind == "review" and "synthesis" in found:
            continue
        if kind == "protocol" and _known_before(reading, source):
            continue
        if kind == "opinion" and (
            not as_trial or _OWN_STUDY & set(source.paper.publication_types if source.paper else ())
        ):
            continue  # a letter may well report what its writers found
        told = Quote(as_trial[0], "claim") if as_trial and kind in _NO_TRIAL else said
        taken = "as-trial" if as_trial and kind in _NO_TRIAL else power
        yield Comparison("source-kind", "narrower", told, found[kind], reading.part, f"{kind}/{taken}")


def _known_before(reading: Reading, source: Source) -> bool:
    """Whether the background of a protocol tells what a clause says: what was known when the study was planned."""
    place = align(reading, source)
    if place.best < 1 or place.alone < _TOLD:
        return False
    text = source.sentences[place.best].text
    return not any(spoken("en", *table).search(text) for table in _PLANS)


def _takes_for_more(reading: Reading) -> bool:
    """Whether the clause tells a result, or calls its source a trial."""
    return reading.facet(tells_result) or pattern("source_kind", "as-trial").search(reading.text) is not None
