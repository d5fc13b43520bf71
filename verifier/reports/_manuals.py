"""The manual of whatever made a finding: a check's docstring, or a word on the rules' confirmation and the judge."""

from __future__ import annotations

import inspect

from verifier import shelves

# Findings that no check of the shelf made: the rules' confirmation and the judge's word.
MANUALS = {
    "confirmed": (
        "Claim and record were laid side by side, and what the claim says stands in the record.",
        (
            "The quoted words are the record's own. Read them: a confirmation says that they agree with the claim, not "
            "that the study was sound."
        ),
    ),
    "source-supports": (
        "The judge reads the quoted passage as saying what the claim says.",
        "A judge is asked only what the rules leave open, and is silent below its threshold.",
    ),
    "source-contradicts": (
        "The judge reads the quoted passage as saying otherwise.",
        "A judge is asked only what the rules leave open, and is silent below its threshold. Read the passage.",
    ),
    "second-opinion": (
        "Another judge was asked (--second), and this is what it says; it decides nothing by itself.",
        "With --second-lowers, a verdict that rests on the first judge's reading is `unknown` where the two disagree.",
    ),
    "source-silent": (
        "The judge finds nothing in the record that speaks to the claim.",
        "The record was read as deep as the card says; what is not in an abstract may stand in the full text.",
    ),
}


def manual_of(name: str) -> str:
    """The manual, its first line the summary; "" for a check that is not installed here."""
    if name in shelves.names("checks"):
        return inspect.cleandoc(shelves.load("checks", name).__doc__ or "")
    return "\n\n".join(MANUALS.get(name, ()))
