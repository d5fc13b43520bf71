"""The record is about another condition than the claim.

What it looks for:
    Conditions that the clause names (with lay words and abbreviations) against title, abstract, MeSH headings and
    keywords of a paper, or conditions, browse terms and prose of a trial. It fires only when the claim names a
    condition that the vocabulary knows, the record has none of its names, and the record's own condition is
    another one, or nothing else of the claim is there either. It also fires on a disease that the clause says to
    change, where the record speaks of what is said to change it and has no word on that disease or what covers it.

Why it matters:
    A work that does not speak to the statement is among the major quotation errors, which are 64.8 % of the wrong
    quotations in medicine (Mogull, PLoS ONE 2017). A reader who follows the link finds another disease.

What to do:
    Cite a source on this condition, or tell what the record itself found.

Fires on:
    "Trametinib shrinks breast tumours", citing a trial in melanoma.

Silent on:
    "Trametinib works in skin cancer", citing the same trial: melanoma is one. A condition that only the vocabulary
    does not know. A record of which only the title can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.checks.content._topics import elsewhere, whole_title
from verifier.model import Case, Comparison, Finding, Quote
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"
_NAMED, _QUOTED = 3, 20  # conditions of a trial that a finding names, and those that it quotes


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose conditions are all absent from a record on something else."""
    whole = tuple(elsewhere(case, "condition", "intervention"))
    for comparison in (*whole, *_changed(case, {comparison.part for comparison in whole})):
        shown = _registered(case, comparison)
        known = comparison.relation == "different"
        studied = f"the record is about {_about(case, shown)}" if known else "the record has no word on that"
        yield Finding(
            check="condition-mismatch",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim is about {marked(comparison.said.text)}; {studied}",
            quote=shown.text,
            where=shown.where,
            part=comparison.part,
            advice=f"cite a source on {marked(comparison.said.text)}, or tell what the record itself found",
        )


def _registered(case: Case, comparison: Comparison) -> Quote:
    """What the record is about: the conditions as a trial registers them, or the title; a word of it tells little."""
    conditions = case.source.trial.conditions if case.source and case.source.trial else ()
    if comparison.relation == "different" and conditions:
        return Quote("; ".join(conditions[:_QUOTED]), "conditions")
    return whole_title(case, comparison)


def _about(case: Case, shown: Quote) -> str:
    """What the record is about, in quotation marks; of many conditions the first ones, and how many more there are."""
    conditions = case.source.trial.conditions if case.source and case.source.trial else ()
    if shown.where != "conditions" or len(conditions) <= _NAMED + 1:
        return marked(shown.text)
    return f"{marked('; '.join(conditions[:_NAMED]))} and {len(conditions) - _NAMED} other conditions"


def _changed(case: Case, seen: set[int]) -> Iterator[Comparison]:
    """The disease that each other clause says to change, where the record is silent on it."""
    stated = {c.part for facet in ("statement", "posted") for c in case.compared(facet, "same")}
    for comparison in case.compared("outcome", "absent"):
        if comparison.detail == "condition" and comparison.part not in seen | stated:
            yield comparison
