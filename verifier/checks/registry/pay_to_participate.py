"""People pay to take part in the trial.

What it looks for:
    Words of payment by participants in the registry's text ("patient-funded", "patients will be responsible for the
    cost", "self-funded").

Why it matters:
    Those who pay thousands to take part expect, and report, to be helped; in most trials nobody pays. Of 18 such
    trials only 7 said so in the registry (Turner, Regenerative Medicine 2017), so silence shows nothing.

What to do:
    Say that participants pay.

Fires on:
    "Join our registered study", citing a record that says "this is a patient-funded study".

Silent on:
    A record that says that the sponsor covers all costs; one that is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when the record says that participants pay."""
    source = case.source
    if source is None or source.trial is None:
        return
    for sentence in source.sentences:
        if pattern("design", "participants-pay").search(sentence.text):
            yield Finding(
                check="pay-to-participate",
                level=LEVEL,
                effect="none",
                message="the record says that participants pay to take part",
                quote=sentence.text,
                where=sentence.where,
                advice="say that participants pay",
            )
            return
