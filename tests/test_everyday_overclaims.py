"""Claims in everyday words that go beyond their record: causes, ends of troubles, cures, animals; and careful ones that do not."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.compare import read
from verifier.facets.species import studied
from verifier.line import Line
from verifier.model import MeshHeading
from verifier.wording.assertion import strength


def ruled(claim, record, language="en"):
    """The verdict of the rules alone."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


def lowered(claim, record, language="en") -> list[str]:
    """The checks that lower a claim."""
    return [f.check for f in ruled(claim, record, language).findings if f.effect in ("weakens", "unrelated")]


COHORT = paper(
    "Paracetamol is taken for years. We followed 4,000 pensioners in a cohort. Long use of paracetamol was associated with "
    "kidney disease. Diarrhoea comes from too much paracetamol. Frail pensioners died more often of kidney disease than others.",
    title="Paracetamol and kidney disease: a cohort study",
)
LENSES = paper(
    "Keratopathy thins the cornea. Copper drops have been tried in keratopathy. They slowed the thinning of the cornea. "
    "Lenses sharpen sight in keratopathy. We describe how drops and lenses are used.",
    title="Copper drops and lenses in keratopathy",
)
BREAM = paper(
    "Sperm of the gilthead bream was frozen in two solutions. Freezing damaged the membranes of the sperm. Fewer sperm "
    "moved after thawing. The damage was less in the second solution. We conclude that solutions matter in freezing.",
    title="Freezing the sperm of the gilthead bream",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Sea Bream"), MeshHeading("", "Spermatozoa")),
)
COFFEE = paper(
    "Coffee is drunk all over the world. We asked 900 nurses how much coffee they drank. Nurses who drank most slept "
    "worst. They were followed for a year. Coffee after noon may be best left out by nurses.",
    title="Coffee and the sleep of nurses",
)


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Paracetamol wrecks the kidneys of pensioners.", "en"),
        ("Paracetamol gives pensioners kidney disease.", "en"),
        ("Taking paracetamol for long made pensioners ill in the kidneys.", "en"),
        ("Paracetamol macht die Nieren kaputt.", "de"),
        ("Le paracétamol abîme les reins.", "fr"),
        ("El paracetamol estropea los riñones.", "es"),
    ],
)
def test_harm_in_everyday_words_is_a_cause(claim, language):
    assert "causal-overclaim" in lowered(claim, COHORT, language)


@pytest.mark.parametrize(
    "claim",
    [
        "Long use of paracetamol went with kidney disease.",
        "Paracetamol is linked to damage to the kidneys.",
        "Paracetamol can wreck the kidneys, some doctors fear.",
        "Too much paracetamol gives people diarrhoea.",  # told as a cause
        "Damaged kidneys were commoner with long use of paracetamol.",
    ],
)
def test_what_goes_together_or_is_told_as_a_cause_is_none_too_many(claim):
    assert "causal-overclaim" not in lowered(claim, COHORT)


def test_what_kills_is_not_borne_out_by_who_died():
    assert ruled("Kidney disease killed the frail pensioners.", COHORT).outcome != "supported"


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Copper drops have done away with keratopathy.", True),
        ("Copper drops cure keratopathy.", True),
        ("Copper drops have made keratopathy a thing of the past.", True),
        ("Copper drops slow keratopathy down.", False),
        ("Copper drops do not cure keratopathy.", False),
        ("With copper drops keratopathy heals by itself.", False),
        ("Copper drops cure most people of keratopathy.", False),
        ("New copper drops against keratopathy are in the pipeline.", False),
        ("Copper drops show promise in keratopathy.", False),
    ],
)
def test_the_end_of_a_trouble_is_more_than_less_of_it(claim, fires):
    assert ("certainty-inflated" in lowered(claim, LENSES)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Freezing ruins a man's sperm.", True),
        ("Freezing damages the membranes of sperm.", False),  # whose is left open: fish go by many names
        ("Freezing damages the sperm of sea bream.", False),
    ],
)
def test_animals_by_their_heading_alone_weaken_what_is_told_of_people(claim, fires):
    record = BREAM
    assert ("animal-study" in lowered(claim, record)) is fires


def test_a_heading_of_people_beside_that_of_animals_tells_nothing():
    both = paper("One. Two. Three. Four.", mesh=(MeshHeading("", "Animals"), MeshHeading("", "Humans")))
    assert Line(None, TODAY).sources(found(both)).facet(studied) is None


@pytest.mark.parametrize(
    ("claim", "language", "fires"),
    [
        ("Dogs that drink coffee sleep worse.", "en", True),
        ("Los perros que toman café duermen peor.", "es", True),
        ("Dog owners who drink coffee sleep worse.", "en", False),
        ("Nurses who drink coffee sleep worse.", "en", False),
    ],
)
def test_animals_that_a_record_never_names(claim, language, fires):
    verdict = ruled(claim, COFFEE, language)
    assert ("population-mismatch" in [f.check for f in verdict.findings if f.effect == "unrelated"]) is fires


def test_a_record_that_may_have_studied_animals_is_left_open():
    genes = paper(
        "Egrin keeps cells at rest. Deletion of egrin in lymphocytes led to a deadly illness. Egrin is needed. It acts early.",
        title="Egrin and lymphocytes",
    )
    assert "population-mismatch" not in lowered("Mice without egrin fell ill.", genes)


APPLICATORS = paper(
    "Weed killers may act on the thyroid. We asked 679 male farmers what they spray. Thyroid illness was commoner in those "
    "who sprayed most. Age did not matter. More work is needed.",
    title="Weed killers and the thyroid of farmers",
)
MOUSE = paper(
    "Tumours grow back. Mice with breast tumours were given zorumab. Half of the zorumab was gone from their blood in "
    "three days. Tumours held more of it than muscle did. Zorumab may last long enough in breast cancer.",
    title="How zorumab leaves the body in mice with breast tumours",
)
DISH = paper(
    "Short strands of DNA are tried as drugs. Two cell lines were treated with strands of DNA. The cells were treated for "
    "a day. Long strands were toxic to the cells. Toxicity hung on the sequence.",
    title="Toxicity of DNA strands in two cell lines",
)
PENETRANCE = paper(
    "Heart muscle disease may run in families. We counted variants in 9,000 hearts. Most variants had a low penetrance. "
    "Some people with a variant may profit from screening of the heart. The cost of screening is unclear.",
    title="Variants and heart muscle disease",
)
CHANNELS = paper(
    "Skin has channels for touch. This review sums up what channels do in joints. They sense load on cartilage. Drugs "
    "against them are under investigation. Much is still to be learnt.",
    title="Touch channels in the joint",
    publication_types=("Review",),
)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Women who spray weed killers have thyroid illness more often.", True),
        ("Farmers who spray most have thyroid illness more often.", False),
        ("Men who spray most have thyroid illness more often.", False),
    ],
)
def test_a_paper_that_counts_men_alone_says_nothing_of_women(claim, fires):
    verdict = ruled(claim, APPLICATORS)
    assert ("population-mismatch" in [f.check for f in verdict.findings]) is fires


@pytest.mark.parametrize(
    ("claim", "record", "check", "fires"),
    [
        ("A study showing how quickly women with breast cancer get rid of zorumab.", MOUSE, "animal-study", True),
        ("A study showing how quickly mice with breast cancer get rid of zorumab.", MOUSE, "animal-study", False),
        ("A study of zorumab, meant for women with breast cancer.", MOUSE, "animal-study", False),
        ("Zorumab rettet Frauen mit Brustkrebs.", MOUSE, "animal-study", True),
        ("Evidence that DNA strands poison patients.", DISH, "in-vitro-study", True),
        ("DNA strands poisoned cells in the laboratory.", DISH, "in-vitro-study", False),
    ],
)
def test_what_was_seen_in_animals_and_cells_is_told_of_people(claim, record, check, fires):
    language = "de" if "rettet" in claim else "en"
    assert (check in lowered(claim, record, language)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Everyone with a variant profits from screening of the heart.", True),
        ("Some people with a variant may profit from screening of the heart.", False),
        ("Not everyone with a variant profits from screening of the heart.", False),
        ("Everyone with a variant was screened.", False),
    ],
)
def test_everybody_is_more_than_some(claim, fires):
    assert ("certainty-inflated" in lowered(claim, PENETRANCE)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Drugs that act on touch channels already cure worn joints.", True),
        ("Drugs that act on touch channels are being looked into.", False),
        ("Magnets cure worn joints.", False),  # the review is about something else
    ],
)
def test_a_review_doubts_what_is_told_of_its_subject_as_proven(claim, fires):
    assert ("certainty-inflated" in lowered(claim, CHANNELS)) is fires


PLASTICS = paper(
    "Specks of plastic are found in food and in tap water. This review asks what they do to people. A risk to people is "
    "not yet established. Specks may carry poisons into the gut. Resistance to drugs is why tumours come back. Common methods are needed.",
    title="Specks of plastic in food and in tap water",
    publication_types=("Review",),
)
BEADS = paper(
    "Joints wear out by friction. Beads with a coat of lipids were made. The beads roll in the joint and make it slippery. "
    "The in vivo data showed that beads slow the wear of joints. The coat renews itself.",
    title="Beads against the wear of joints",
)
NEPHRITIS = paper(
    "Kidney inflammation follows sore throats in children. This review sums up how it is managed. Water and blood pressure "
    "are kept low. The prognosis is favourable, and only a few children keep a disease. Kidney failure may predict worse.",
    title="Kidney inflammation after sore throats in children",
    publication_types=("Review",),
)


@pytest.mark.parametrize(
    ("claim", "record", "fires"),
    [
        ("Specks of plastic in tap water make people ill.", PLASTICS, True),
        ("Specks of plastic in tap water may make people ill.", PLASTICS, False),
        ("Nobody has yet established that specks of plastic harm people.", PLASTICS, False),
        ("Specks of plastic are found in tap water.", PLASTICS, False),
        ("Specks of plastic are now known to poison the gut.", PLASTICS, True),
        ("Kidney inflammation after a sore throat goes away in most children.", NEPHRITIS, False),
        ("Kidney inflammation heals by itself in many children.", NEPHRITIS, False),
    ],
)
def test_a_review_that_doubts_bears_out_no_fact_of_harm(claim, record, fires):
    assert ("certainty-inflated" in lowered(claim, record)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Slippery beads slow the wear of joints in patients.", True),
        ("Slippery beads slow the wear of joints.", False),  # whose is left open
        ("In animals, slippery beads slow the wear of joints.", False),
    ],
)
def test_what_was_seen_in_vivo_was_seen_in_nobody(claim, fires):
    assert ("animal-study" in lowered(claim, BEADS)) is fires


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Norvasartan lowers the blood pressure of nurses who drink coffee.", "unsupported"),
        ("Ergosterol lowers the sleep of nurses.", "unknown"),  # no drug by its ending
        ("Coffee spoils the sleep of nurses more than norvasartan does.", "unknown"),  # what it is held against
    ],
)
def test_a_drug_of_which_a_record_has_no_word(claim, outcome):
    assert (ruled(claim, COFFEE).outcome == "unsupported") is (outcome == "unsupported")


@pytest.mark.parametrize("claim", ["Latent virus keeps HIV from being cured.", "It heals in most children."])
def test_what_is_kept_from_a_cure_or_heals_in_most_proves_none(claim):
    assert strength(read(cite(claim, NEPHRITIS.identifier))[0]) != "proves"


RATS = paper(
    "A randomised placebo-controlled trial. Sixty-three rats with sore muscles ran on a wheel. Running for five days took "
    "the pain of sore muscles away. Naloxone undid it. This may matter to patients with sore muscles.",
    title="Running and the pain of sore muscles",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Rats")),
)
ONE = paper(
    "Spindle disease is rare. We saw a boy with spindle disease. His blood cells held spindle bodies. His sister was well. "
    "Spindle bodies in blood cells may help to find the disease.",
    title="Spindle bodies in the blood cells of a boy with spindle disease",
    publication_types=("Case Reports",),
)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Running takes the pain of sore muscles away in patients.", True),
        ("In rats, running takes the pain of sore muscles away.", False),
    ],
)
def test_headings_of_animals_alone_outweigh_words_of_trials(claim, fires):
    assert ("animal-study" in lowered(claim, RATS)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Every patient with spindle disease has spindle bodies in the blood cells.", True),
        ("A boy with spindle disease had spindle bodies in his blood cells.", False),
        ("Not every patient with spindle disease has spindle bodies in the blood cells.", False),
    ],
)
def test_one_case_is_not_everybody(claim, fires):
    assert ("case-report" in lowered(claim, ONE)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Copper drops make keratopathy go away for good.", True),
        ("Copper drops slow keratopathy for good reasons.", False),
    ],
)
def test_for_good_is_the_end_of_a_trouble(claim, fires):
    assert ("certainty-inflated" in lowered(claim, LENSES)) is fires


@pytest.mark.parametrize(
    ("told", "fires"),
    [
        ("Draining the ethanol-mixed fluid of cysts took twice the time.", False),
        ("By mixed models, draining the fluid of cysts took twice the time.", False),
        ("That draining the fluid of cysts takes twice the time is mixed evidence.", True),
    ],
)
def test_what_is_mixed_with_something_is_no_doubt(told, fires):
    record = paper(
        f"Cysts fill with fluid. We drained cysts. {told} Nobody bled. All went home.", title="Draining cysts"
    )
    assert ("certainty-inflated" in lowered("Draining the fluid of cysts takes twice the time.", record)) is fires


REVIEWED = paper(
    "Nephritis follows infections. Its course is mild as a rule, and relapses are few. In conclusion, low "
    "complement may predict that nephritis after a strep throat is severe in children.",
    title="Nephritis after infection",
    publication_types=("Review",),
)


@pytest.mark.parametrize(
    "claim",
    [
        "Nephritis after a strep throat usually heals well in children.",
        "A bandage at night calms the restless legs of cyclists.",
    ],
)
def test_a_doubt_on_something_else_does_not_weaken_a_claim(claim):
    assert "certainty-inflated" not in lowered(claim, REVIEWED)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("A survey on the causes of kidney disease in pensioners.", False),
        ("The authors looked for the causes of kidney disease in pensioners.", False),
        ("It asks what leads to kidney disease in pensioners.", False),
        ("It turned out that pensioners on paracetamol had kidney disease more often.", False),
        ("Paracetamol is one of the causes of kidney disease in pensioners.", True),
        ("The authors name paracetamol as a cause of kidney disease in pensioners.", True),
        ("The authors name several causes of kidney disease in pensioners, among them paracetamol.", True),
    ],
)
def test_causes_that_are_only_looked_for_are_told_as_none(claim, fires):
    assert ("causal-overclaim" in lowered(claim, COHORT)) is fires


def test_causes_of_which_a_record_speaks_itself_are_no_overclaim():
    survey = paper(
        "More nurses leave their wards. We interviewed 60 nurses in a survey. The rise in leavers is likely to have several "
        "causes. Contributors associated with leaving were: long shifts; low pay; changed rosters. Wards need more staff.",
        title="Why do nurses leave? An interview survey",
    )
    assert "causal-overclaim" not in lowered(
        "A survey that sees several causes behind the rise in leavers, among them long shifts.", survey
    )
