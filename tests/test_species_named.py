"""Animals and cells that a claim names itself are noted; those that only a heading or a phrase names are told of people."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line
from verifier.model import MeshHeading


def findings(claim, record, language="en"):
    """What the rules find: (check, effect) of each finding."""
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))
    return [(finding.check, finding.effect) for finding in verdict.findings]


VOLES = paper(
    "Stiff arteries are common. We gave ondrazole to 30 mice with stiff arteries. Ondrazole softened the arteries of the mice and "
    "raised their survival. Clots formed more often. Ondrazole may be worth a trial.",
    title="Ondrazole and stiff arteries",
)
PLATES = paper(
    "Resistant klebsiella spread in wards. Minimum inhibitory concentrations of ondracillin were determined by broth microdilution "
    "for 70 isolates. Ondracillin was active against 66 isolates. Ondracillin may be of use.",
    title="Ondracillin against resistant klebsiella",
)
FISHES = paper(
    "Trout swim upstream. Trout swam faster in cold water. Warm water slowed the trout and the animals ate less.",
    title="Trout in cold water",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Trout")),
)
HEADED = paper(
    "Old age favours cancer of the lung. Age changed the marrow. Blocking ondrakine early slowed the growth of tumours of the lung. "
    "In human tumours the marrow cells were enriched.",
    title="Ondrakine and the growth of tumours",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Humans"), MeshHeading("", "Mice")),
)
BOTH = paper(
    "Eye melanoma is rare. Silencing of ondragene slowed the growth of melanoma both in vitro and in vivo. The gene was silenced "
    "with RNA.",
    title="Ondragene in melanoma",
    mesh=(MeshHeading("", "Humans"), MeshHeading("", "Melanoma")),
)
KNOWN = paper(
    "Ondrastrands are new drugs. Such strands can be toxic in vitro and in vivo. We screened 70 strands in two cell lines. Strands "
    "with loops killed more cells. Loops should be left out.",
    title="Toxic ondrastrands",
    mesh=(MeshHeading("", "Humans"),),
)
WASTE = paper(
    "The Agency for Toxic Substances and Disease Registry was asked about an illness of the marrow. We used in vitro assays with "
    "marrow cells. Twelve solvents damaged the DNA of the marrow cells.",
    title="Solvents and the DNA of marrow cells",
)
BRAINS = paper(
    "Stroke is common. Threads of neutrophils were found throughout the brains of stroke patients. We asked why. In mice, the drug "
    "ondrazole dissolved the threads. Mice given ondrazole moved better after stroke. The drug may be tried. Blood was drawn. "
    "Platelets were counted. Mice were watched for a month. Infarcts were smaller. Survival was better in the mice.",
    title="Threads of neutrophils in stroke",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Humans"), MeshHeading("", "Mice")),
)


@pytest.mark.parametrize(
    ("claim", "record", "language", "check"),
    [
        ("In mice, ondrazole softened stiff arteries.", VOLES, "en", "animal-study"),
        ("Bei Mäusen senkte Ondrazol die Steifheit der Arterien.", VOLES, "de", "animal-study"),
        ("In marrow cells, twelve solvents damaged the DNA.", WASTE, "en", "in-vitro-study"),
    ],
)
def test_what_a_claim_says_itself_is_noted(claim, record, language, check):
    assert (check, "none") in findings(claim, record, language)
    assert all(effect in ("none", "confirms") for _, effect in findings(claim, record, language))


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("The study used 30 mice.", VOLES),  # no result is told
        ("Trout, like other animals, swam faster in cold water.", FISHES),  # a study of fish as such
    ],
)
def test_a_claim_that_tells_no_result_or_is_of_the_animals_themselves_is_left_alone(claim, record):
    assert "animal-study" not in [check for check, _ in findings(claim, record)]


def test_a_word_on_animals_confirms_nothing_of_what_is_told_of_them():
    told = findings("In mice with stiff arteries ondrazole led to fewer clots.", VOLES)
    assert ("confirmed", "confirms") not in told


@pytest.mark.parametrize(
    ("claim", "record", "check", "fires"),
    [
        ("Blocking ondrakine slows cancer of the lung in patients.", HEADED, "animal-study", True),
        ("Blocking ondrakine slowed the growth of tumours of the lung.", HEADED, "animal-study", False),
        ("In patients, marrow cells were enriched in human tumours.", HEADED, "animal-study", False),
        ("Silencing ondragene slows melanoma in patients.", BOTH, "animal-study", True),
        ("Ondrastrands are safe for patients.", KNOWN, "animal-study", False),  # what was known before
        ("Ondrastrands are safe for patients.", KNOWN, "in-vitro-study", True),
        ("Solvents damage the marrow of people.", WASTE, "in-vitro-study", True),
        ("Ondracillin saves patients with resistant klebsiella.", PLATES, "in-vitro-study", True),
        ("Ondracillin was active against 66 of 70 isolates.", PLATES, "in-vitro-study", False),
        (
            "Threads of neutrophils were seen throughout the brains of people with stroke.",
            BRAINS,
            "animal-study",
            False,
        ),
        ("Ondrazole saves people with stroke.", BRAINS, "animal-study", True),
    ],
)
def test_animals_and_cells_that_are_told_of_people(claim, record, check, fires):
    assert ((check, "weakens") in findings(claim, record)) is fires
