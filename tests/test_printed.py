"""Works printed without a number: told only where a reference is whole, and where no number stands beside it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import binding, inputs
from verifier.identifiers import find
from verifier.identifiers.printed import works

WHOLE = "Doe JN, Roe R. Stem Cell Lore 2019;10:56"
OURS = "Stem Cell Lore|2019|10|56|Doe JN"


def read(text, kind="markdown"):
    return inputs.read_document("page", text.encode(), kind=kind)


def printed(text, kind="markdown"):
    return [other.value for other in find(read(text, kind))[1] if other.scheme == "citation"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (WHOLE, OURS),
        ("1. Doe JN, Roe R, et al. Invented cells in eyes. Stem Cell Lore. 2019;10(2):56-61.", OURS),
        ("[7] Doe JN, Roe R. Invented cells in eyes: a study. Stem Cell Lore. 2019 Mar 3;10(Suppl 1):56.", OURS),
        ("Doe, J. N., & Roe, R. (2019). Invented cells in eyes. Stem Cell Lore, 10(2), 56–61.", OURS),
        ("Doe JN, Roe R (2019) Invented cells in eyes. Stem Cell Lore 10:56–61", OURS),
        ("Doe, J. N. & Roe, R. Invented cells in eyes. Stem Cell Lore 10, 56–61 (2019).", OURS),
        ("Doe, J. N. & Roe, R. Invented cells in eyes. Stem Cell. Lore. 10, 56 (2019).", OURS),
        ("Doe JN et al. Invented cells in eyes. N. Inv. J. Med. 2019;10:e56", "N Inv J Med|2019|10|e56|Doe JN"),
        ("van der Doe J. Invented cells. Lore (Town, Land). 2019;10:56", "Lore (Town, Land)|2019|10|56|van der Doe J"),
        ("Doe-Núñez J. Invented cells in eyes. Lore. 2019;10:56", "Lore|2019|10|56|Doe-Núñez J"),
        (f"It helped 12 eyes ({WHOLE}), they say.", OURS),
        (f"Reference: {WHOLE}.", OURS),
    ],
)
def test_whole_references_are_told(text, value):
    assert [work.value for work in works(text)] == [value]
    (work,) = works(text)
    assert text[work.start : work.end].startswith(("Doe", "van der Doe"))


@pytest.mark.parametrize(
    "text",
    [
        "Doe JN, Roe R. Stem Cell Lore 2019",  # no volume, no page
        "Doe JN. Stem Cell Lore 10:56",  # no year
        "Stem Cell Lore 2019;10:56",  # nobody
        "Doe JN 2019;10:56",  # no journal
        "Doe JN, Roe R. we saw in 2019;10:56",
        "On 3 May 2019; 10:56 in the morning, Doe J. came.",
        "Between 2019 and 2020, 10, 56 and 12 people came (2019).",
        "Vitamin D (2019). It rose by 10, 56 of them said.",
        "",
    ],
)
def test_half_references_are_not(text):
    assert list(works(text)) == []


def test_each_entry_of_a_list_is_told_once():
    text = f"1. {WHOLE}. 2. Poe P. Other cells in knees. Lore. 2020;1:2.\n3. {WHOLE}"
    assert [work.value for work in works(text)] == [OURS, "Lore|2020|1|2|Poe P", OURS]


@pytest.mark.parametrize(
    "beside",
    [
        " PMID: 90000001",
        " doi:10.1000/a.1",
        " NCT09999901",
        " PMCID: PMC1234567",
        " [PubMed](https://pubmed.ncbi.nlm.nih.gov/1/)",
    ],
)
def test_a_reference_with_a_number_of_its_own_is_not_told(beside):
    assert printed(f"- {WHOLE}.{beside}\n- Other words.\n") == []
    assert printed(f"- {WHOLE}.\n- Poe P. Other cells in knees. Lore. 2020;1:2.{beside}\n")[:1] in ([], [OURS])
    assert printed(f"- {WHOLE}.\n") == [OURS]


def test_in_a_sentence_only_the_numbers_in_its_parenthesis_count():
    assert printed(f"Cells helped 12 eyes ({WHOLE}). Others saw nothing (PMID: 90000001).") == [OURS]
    assert printed(f"Cells helped 12 eyes ({WHOLE}; PMID: 90000001).") == []


def test_a_work_is_listed_and_never_cited():
    extract = binding.bind(read(f"Cells helped 12 eyes.\n\n## References\n\n1. {WHOLE}.\n"))
    assert extract.citations == ()
    assert [(other.scheme, other.written, other.place.line) for other in extract.others] == [("citation", WHOLE, 5)]


def test_furniture_prints_no_works():
    assert printed(f"<nav><p>{WHOLE}</p></nav><main><p>{WHOLE}</p></main>", "html") == [OURS]


@given(
    st.lists(
        st.sampled_from([WHOLE, "(", ")", "[1] ", ". ", "2. ", "\n", "Doe J. ", "2019;1:2", " 10, 5 (2019)", "é", " "])
    )
)
def test_spans_lie_in_the_text_in_order(pieces):
    text = "".join(pieces)
    last = 0
    for work in works(text):
        assert last <= work.start < work.end <= work.stop <= len(text)
        assert all(work.value.split("|"))
        last = work.end


@pytest.mark.parametrize(
    "piece",
    [
        "2019;1:2 ",
        "Doe J. 2019;1:2",
        "(",
        "Doe J. (",
        "A A A A. ",
        "1. Doe J, ",
        ", 1, 2",
        "Doe J (2019) ",
        "Aa. ",
        "2019 Jan ",
    ],
)
def test_no_text_makes_it_slow(piece):
    text = ("Doe J. " + piece) + piece * (200_000 // len(piece)) + " Lore 2019;1:2"
    began = time.process_time()
    list(works(text))
    assert time.process_time() - began < 2.0
