"""How much a record weighs counts where it speaks of what the claim says, and is a note elsewhere."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, paper
from verifier.borne import bears, unspoken
from verifier.conclude import conclude
from verifier.line import Line
from verifier.model import Finding, Judgement, Quote

GUARD = paper(
    "Twelve people with sleep bruxism wore a mouth guard for three months. The guard eased jaw pain on waking. "
    "Tooth wear was the same with and without it. No harm was seen. All came back for the last visit.",
    title="Mouth guards in sleep bruxism",
)
MICE = paper(
    "Mice with lupus were given zorimab for six weeks. Antibodies in the blood fell. The mice lived as long as others. "
    "Protein in the urine was not measured. We conclude that zorimab acts on antibodies in mice.",
    title="Zorimab in lupus-prone mice",
)
REVIEW = paper(
    "Grape exosomes are small vesicles. We sum up their roles in digestive and circulatory illness. They are a "
    "promising field and may have a place in treatment. More studies are needed. We look at open questions.",
    title="Grape exosomes: a review",
    publication_types=("Review",),
)


@pytest.mark.parametrize(
    ("claim", "record", "speaks"),
    [
        ("Mouth guards ease jaw pain in sleep bruxism.", GUARD, True),
        ("Mouth guards lower blood pressure in sleep bruxism.", GUARD, False),
        ("Mouth guards stop snoring.", GUARD, False),
        ("Zorimab lowers antibodies in people with lupus.", MICE, True),
        ("Zorimab brings back the kidneys of people with lupus.", MICE, False),
        ("Grape exosomes cure heart failure.", REVIEW, True),
        ("Magnets cure heart failure.", REVIEW, False),
    ],
)
def test_a_record_bears_a_claim_by_its_matter_and_by_what_is_said_to_change(claim, record, speaks):
    about = case(claim, record)
    assert bears(about, 0) is bears(about, None) is speaks


def ruled(claim, record):
    """The verdict of the rules alone."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record))


def test_thin_evidence_for_something_else_is_no_overstatement():
    verdict = ruled("Mouth guards straighten the back in sleep bruxism.", GUARD)
    assert verdict.outcome == "unknown"
    assert [(f.effect, f.level) for f in verdict.findings if f.check == "small-sample"] == [("none", "note")]


def test_thin_evidence_for_the_claim_itself_is():
    verdict = ruled("Mouth guards ease jaw pain in sleep bruxism.", GUARD)
    assert verdict.outcome == "overstated"
    assert [(f.effect, f.level) for f in verdict.findings if f.check == "small-sample"] == [("weakens", "warning")]


def test_a_judge_who_finds_the_claim_in_the_record_lets_its_weight_count():
    about = case("Mouth guards lower blood pressure in sleep bruxism.", GUARD)
    small = Finding("small-sample", "warning", "weakens", "the record counts 12 people", part=0)
    word = Judgement("test", "supports", 0.97, 0.9, 0.9, (Quote("No harm was seen.", "Abstract"),))
    assert conclude(about, [small], word).outcome == "overstated"
    assert conclude(about, [small]).outcome == "unknown"


PARADIGM = paper(
    "Positivism is a paradigm of science. It operationalizes variables and measures what is true in the health professions. Studies of positivism test "
    "hypotheses on large samples. Criteria of good studies are discussed. An example from teaching is given.",
    title="The science of positivism",
)


TOLL = paper(
    "We ask how teachers choose among schools when a bridge toll goes up. After the toll was raised, teachers with posts on both "
    "banks were increasingly seen at the school that could be reached for free.",
    title="Bridge tolls and where teachers work",
)
TOLL_IN_VAIN = paper(
    "We ask how teachers choose among schools when a bridge toll goes up. After the toll was raised, the posts that teachers "
    "took on either bank remained as they were.",
    title="Bridge tolls and where teachers work",
)


@pytest.mark.parametrize(
    ("claim", "record", "language", "lacks"),
    [
        ("Thinking positive heals, says the science of positivism.", PARADIGM, "en", True),
        ("Positives Denken heilt, sagt die Wissenschaft.", PARADIGM, "de", True),
        ("Penser positif guérit.", PARADIGM, "fr", True),
        ("Pensar en positivo cura.", PARADIGM, "es", True),
        ("Thinking positive heals, says the paradigm.", PARADIGM, "en", True),
        ("A randomised trial of positivism.", PARADIGM, "en", True),
        ("Positivism tests hypotheses on large samples.", PARADIGM, "en", False),
        ("Mouth guards heal sleep bruxism.", GUARD, "en", False),
        ("Zorimab cures lupus.", MICE, "en", False),
        ("Teachers stayed put when the toll was raised.", TOLL, "en", True),
        ("Teachers went on driving to work as before when the toll was raised.", TOLL, "en", True),
        ("Teachers went on to drive to the cheaper school when the toll was raised.", TOLL, "en", False),
        ("Teachers stayed put when the toll was raised.", TOLL_IN_VAIN, "en", False),
    ],
)
def test_a_judge_is_not_heard_for_healing_or_a_design_of_which_a_record_has_no_word(claim, record, language, lacks):
    about = case(claim, record, language=language)
    quote = (Quote(record.passages[1].text[:20], "Abstract"),)
    for word in (
        Judgement("test", "supports", 0.97, 0.9, 0.9, quote),
        Judgement("test", "", 0.6, 0.9, 0.9, quote, leaning="supports"),
    ):
        assert unspoken(about) is lacks
        assert (conclude(about, [], word).outcome == "supported") is not lacks
