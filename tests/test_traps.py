"""The traps that pages set for a reader of identifiers, one row each: what stands on the page, and what is read there."""

from __future__ import annotations

import pytest

from verifier.binding import bind
from verifier.inputs import read_document

FORMATS = {
    "a space inside": ("It heals (NCT 09999901).", ["NCT09999901"]),
    "letters transposed": ("It heals (NTC09999901).", ["NTC09999901"]),
    "a line break after the label": ("It heals (PMID:\n90000001).", ["PMID:90000001"]),
    "six digits": ("It heals (PMID: 900001).", ["PMID:900001"]),
    "seven digits": ("It heals (PMID 9000012).", ["PMID:9000012"]),
    "full width": ("It heals (ＰＭＩＤ：９００００００１).", ["PMID:90000001"]),
    "a German label": ("Es heilt (PubMed-Nr. 90000001).", ["PMID:90000001"]),
    "a French label": ("Cela guérit (Identifiant PubMed : 90000001).", ["PMID:90000001"]),
    "a glued name": ("It heals (DoePMID: 90000001).", ["PMID:90000001"]),
    "a slug": ("It heals (https://x.example/a?u=/articles/pubmed_90000001).", ["PMID:90000001"]),
    "a slug with a query": ("It heals (https://x.example/paper/pubmed-90000001?from=news).", ["PMID:90000001"]),
    "a stop glued to an address": ("It heals, see https://clinicaltrials.gov/study/NCT09999907.", ["NCT09999907"]),
    "zero-width space": ("It heals (NCT0999\u200b9901).", ["NCT09999901"]),
    "a soft hyphen": ("It heals (NCT0999\u00ad9901).", ["NCT09999901"]),
    "a letter for a digit": ("It heals (NCT0999990l).", ["NCT0999990L"]),
    "a digit missing": ("It heals (NCT0999990).", ["NCT0999990"]),
    "a digit too many": ("It heals (PMID: 900000012).", ["PMID:900000012"]),
    "an old address": ("It heals (http://www.ncbi.nlm.nih.gov/pubmed/90000001?dopt=Abstract).", ["PMID:90000001"]),
    "a search address": ("It heals (https://pubmed.ncbi.nlm.nih.gov/?term=90000001).", ["PMID:90000001"]),
    "a short address": ("It heals (https://pubmed.gov/90000001).", ["PMID:90000001"]),
    "a library's proxy": ("It heals (https://www-ncbi-nlm-nih-gov.proxy.example.edu/pubmed/90000001).", ["PMID:90000001"]),
    "an escaped address": ("It heals (https://go.example/?u=https%3A%2F%2Fpubmed.ncbi.nlm.nih.gov%2F90000001%2F).", ["PMID:90000001"]),
    "an address broken by a space": ("It heals (https://pubmed.ncbi.nlm.nih.gov/ 90000001/).", ["PMID:90000001"]),
    "other numbers beside it": ("It heals (PMID 90000002, 2001, n=251).", ["PMID:90000002"]),
}  # fmt: skip

LOOK_ALIKES = [
    "The protocol is Pro00102894.",
    "The compound is PubChem CID 91971820.",
    "See page mac-20567444 of the manual.",
    "https://news.example/health/20567444-new-pill",
    "https://shop.example/item/91971820?ref=40131143",
    "Call +86 132 8115 2075 today.",
    "Call 203-423-9494 today.",
    "Call 0643091225 today.",
    "Published 20110421 in Basel.",
    "PMIDs: 2",
    "PMID: TBD",
    "PMID [à vérif.]",
    "Il y a 186\u202f854 patients.",
    "doi:10.1016/j.example.2024.12345678",
    "PMID: PMC9999999",
]

OTHERS = {
    "2015-001234-56": "EudraCT",
    "ISRCTN22567894": "ISRCTN",
    "jRCT2090220384": "jRCT",
    "ChiCTR2000029990": "ChiCTR",
    "CTR20251234": "CTRI",
    "ACTRN12619000123456": "ACTRN",
    "PMID: PMC9999999": "PMC",
}

LIST = "\n\n1. Doe J. A. J Med 2020. PMID: 90000001\n\n2. Roe R. B. J Med 2021. PMID: 90000002\n\n3. Poe P. C. J Med 2022. PMID: 90000003\n"
MARKERS = {
    "glued to the stop": ("It lasts for a decade.1,2" + LIST, ["It lasts for a decade.", "It lasts for a decade."]),
    "glued to a word": ("Moor lindert Arthrose2" + LIST, ["Moor lindert Arthrose"]),
    "loose before the stop": ("Aiuta i tendini 1, 2, 3." + LIST, ["Aiuta i tendini"] * 3),
    "run together": ("There were no complications.123" + LIST, ["There were no complications."] * 3),
    "never closed": ("It helps children (2" + LIST, ["It helps children"]),
    "side by side": ("It helps children.[1][2][3]" + LIST, ["It helps children."] * 3),
    "of a pasted paper": ("It helps children.[19]" + LIST, []),
}


def read(text, kind="text"):
    return bind(read_document(f"x.{kind}", text.encode(), kind))


@pytest.mark.parametrize(("text", "identifiers"), FORMATS.values(), ids=FORMATS)
def test_odd_forms_are_read(text, identifiers):
    found = read(text)
    assert [str(c.identifier) for c in found.citations] == identifiers
    assert all(c.claim for c in found.citations)


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_are_left_alone(text):
    found = read(text)
    assert not found.citations
    assert not found.listed


@pytest.mark.parametrize(("written", "scheme"), OTHERS.items())
def test_numbers_of_other_registries_are_listed_apart(written, scheme):
    found = read(f"The study is registered as {written}.")
    assert [other.scheme for other in found.others] == [scheme]
    assert not found.citations


@pytest.mark.parametrize(("text", "claims"), MARKERS.values(), ids=MARKERS)
def test_markers_of_flattened_pages(text, claims):
    assert [c.claim for c in read(text).citations] == claims


def test_idem_takes_the_number_above():
    rows = "<table><tr><th>Trial</th><th>Result</th></tr><tr><td>NCT09999901</td><td>Less pain here</td></tr><tr><td>idem</td><td>Better sleep too</td></tr></table>"
    assert [(str(c.identifier), c.claim) for c in read(rows, "html").citations] == [
        ("NCT09999901", "Less pain here"),
        ("NCT09999901", "Better sleep too"),
    ]


def test_glued_cells_name_a_candidate_and_do_not_use_it():
    found = read("NCT099999031Smith[168]Observational").citations
    assert [(str(c.identifier), str(c.candidate)) for c in found] == [("NCT099999031", "NCT09999903")]
    assert found[0].malformed


@pytest.mark.parametrize(
    "key",
    [
        "PubMed ID: 90000001", "PMID 90000001", "Read the Paper↗PMID: 90000001", "J Sleep · 2021 · PMID 90000001",
        "DOI 10.1000/x | PubMed ID: 90000001", "PMCID: PMC9999999 PMID: 90000001",
    ],
)  # fmt: skip
def test_the_key_of_a_page_may_be_labelled_in_many_ways(key):
    page = f"<html><body><h1>Light and sleep</h1><p>{key}</p><p>Bright light lengthened sleep by half an hour.</p></body></html>"
    found = read(page, "html").citations
    assert [(str(c.identifier), c.claim) for c in found] == [
        ("PMID:90000001", "Bright light lengthened sleep by half an hour.")
    ]
