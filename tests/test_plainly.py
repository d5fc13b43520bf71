"""What only leads up to a claim, and how its denials are written, changes nothing of what it claims."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.casebook import PMID, TODAY, cite, found, paper
from verifier.compare import read
from verifier.line import Line
from verifier.wording.plainly import plainly

BATHS = paper(
    "Baths are a custom in many spas. In this trial 180 adults with eczema took salt baths or plain baths. Salt baths reduced "
    "the itch of adults with eczema (P=0.004). Sleep did not differ between the groups (P=0.61). Salt baths reduced itch in eczema.",
    title="Salt baths for itch in adults with eczema: a randomized trial",
    publication_types=("Randomized Controlled Trial",),
)


def outcome(claim):
    return Line(None, TODAY).verdict(cite(claim, PMID), found(BATHS)).outcome


@pytest.mark.parametrize(
    "lead",
    [
        "Interestingly, {}",
        "Good to know: {}",
        "The good news: {}",
        "However, of note, {}",
        "• {}",
        "But {}",
        "For example, {}",
    ],
)
def test_what_leads_up_to_a_claim_changes_no_verdict(lead):
    assert outcome(lead.format("salt baths reduced the itch of adults with eczema.")) == "supported"
    assert outcome(lead.format("salt baths increased the itch of adults with eczema.")) == "contradicted"


def test_a_denial_is_one_however_it_is_written():
    told = ("Sleep did not differ between the groups.", "Sleep didn't differ between the groups.")
    told += ("Sleep didn’t differ between the groups.", "Sleep did also not differ between the groups [4].")
    assert {outcome(claim) for claim in told} == {"supported"}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("It wasn't so, and it can't be, and won't.", "It was not so, and it cannot be, and will not."),
        ("In short, baths helped.", "baths helped."),
        ("Kurz gesagt: Bäder helfen.", "Bäder helfen."),
        ("En bref, les bains aident.", "les bains aident."),
        ("De hecho, los baños ayudan.", "los baños ayudan."),
        ("Still water helped.", "Still water helped."),
        ("Facts about baths", "Facts about baths"),
        ("-13.6 points in one group", "-13.6 points in one group"),
        ("Labelled with [18]F as before", "Labelled with [18]F as before"),
        ("It was really the salt.", "It was really the salt."),
        ("Finally, it is worth knowing that baths helped.", "baths helped."),
        ("Their conclusion: baths helped, as expected.", "baths helped."),
        ("Baths helped – good news for people with eczema.", "Baths helped."),
        ("Baths helped, which surprised many doctors", "Baths helped"),
        ("Baths helped, which surprised the skin", "Baths helped, which surprised the skin"),
        ("Remember the baths, however salty.", "Remember the baths, however salty."),
        ("First baths, then creams.", "First baths, then creams."),
    ],
)
def test_only_what_says_nothing_is_left_off(text, read_as):
    assert plainly(text) == read_as


def test_the_cells_of_a_row_keep_their_places():
    row = replace(cite("Note: recruiting", PMID), fields=(("Status", "recruiting"),))
    assert read(row)[0].text == "Note: recruiting"
