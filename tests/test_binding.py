"""From a document to citations: each identifier with its own claim."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.binding import bind
from verifier.documents import _page
from verifier.identifiers import find
from verifier.inputs import read_document
from verifier.layouts._prose import only_labels
from verifier.model import Block, Document, Place


def page(*blocks):
    """A document of paragraphs; a block may be given as its text."""
    made = [
        Block("paragraph", block, Place(line)) if isinstance(block, str) else block
        for line, block in enumerate(blocks, 1)
    ]
    return Document("page.html", "html", tuple(made), "0" * 64, "en")


def heading(text, line=1, level=2):
    return Block("heading", text, Place(line), level=level)


def bound(*blocks):
    return [(str(c.identifier), c.claim, c.layout) for c in bind(page(*blocks)).citations]


def test_a_parenthesis_takes_the_clause_that_ends_at_it():
    text = "In one small trial the cream halved itching (PMID: 90000001). It was well tolerated (NCT09999901)."
    assert bound(text) == [
        ("PMID:90000001", "In one small trial the cream halved itching", "L01"),
        ("NCT09999901", "It was well tolerated", "L01"),
    ]


def test_a_parenthesis_inside_a_sentence_starts_after_the_last_citation():
    assert bound("The cream halved itching (PMID: 90000001) and improved sleep (PMID: 90000002).") == [
        ("PMID:90000001", "The cream halved itching", "L01"),
        ("PMID:90000002", "improved sleep", "L01"),
    ]


def test_all_identifiers_of_a_parenthesis_share_its_claim():
    extract = bind(page("The cream halved itching (PMIDs: 90000001, 90000002; NCT09999901)."))
    assert {c.claim for c in extract.citations} == {"The cream halved itching"}
    assert [len(c.group) for c in extract.citations] == [2, 2, 2]


def test_a_parenthesis_between_subject_and_predicate_takes_the_sentence():
    text = "A peer-reviewed trial (PMID 90000001) found longer survival."
    assert bound(text) == [("PMID:90000001", text, "L02")]


def test_an_author_before_a_colon_announces_the_claim():
    assert bound("Doe et al. 2018 (PMID: 90000001): the cream halved itching in adults.") == [
        ("PMID:90000001", "the cream halved itching in adults.", "L01")
    ]


def test_a_parenthesis_of_its_own_belongs_to_the_sentence_before():
    assert bound("The cream halved itching. (PMID: 90000001) Another matter follows.") == [
        ("PMID:90000001", "The cream halved itching.", "L01")
    ]


def test_a_number_as_a_word_takes_its_sentence_and_those_that_take_it_up():
    assert bound("NCT09999901 is the only study of the gel. It is still recruiting. Shares rose.") == [
        ("NCT09999901", "NCT09999901 is the only study of the gel.", "L02"),
        ("NCT09999901", "It is still recruiting.", "L02"),
    ]


def test_a_bare_address_takes_the_line_above():
    assert bound(
        heading("References"), "A trial showing better sleep.", "https://pubmed.ncbi.nlm.nih.gov/90000005/"
    ) == [("PMID:90000005", "A trial showing better sleep.", "L05")]


def test_an_address_in_running_text_takes_the_phrase_since_the_last():
    text = (
        "We love it: boosts memory (https://pubmed.ncbi.nlm.nih.gov/90000009/), calms nerves (https://www.example.org/x) "
        "and heals skin (https://pubmed.ncbi.nlm.nih.gov/90000008)."
    )
    assert bound(text) == [("PMID:90000009", "boosts memory", "L14"), ("PMID:90000008", "heals skin", "L14")]


def test_keys_survive_edits_elsewhere_and_tell_repetitions_apart():
    claim = "The cream halved itching (PMID: 90000001)."
    before = bind(page(claim, claim)).citations
    after = bind(page("Something new.", claim, "More.", claim)).citations
    assert [c.key for c in before] == [c.key for c in after]
    assert len({c.key for c in before}) == 2


def test_the_state_of_a_program_counts_where_the_page_does_not_show_it():
    state = (
        '<script type="application/json">{"cards":[{"claim":"The cream halved itching","sourceIds":["PMID: 90000001"]},'
        '{"claim":"The cream cleared acne","citations":[{"text":"Doe 2001","url":"https://pubmed.ncbi.nlm.nih.gov/90000002/"}]},'
        '{"claim":"<p>Markup is <b>no claim</b></p>","pmid":90000004}],"seen":{"pmid":90000003},"doi":"10.1000/182"}</script>'
    )
    shown = "<p>The cream cleared acne within a month (PMID: 90000002).</p>"
    extract = bind(read_document("page.html", f"<body>{shown}{state}".encode()))
    assert [(str(c.identifier), c.claim, c.layout) for c in extract.citations] == [
        ("PMID:90000002", "The cream cleared acne within a month", "L01"),
        ("PMID:90000001", "The cream halved itching", "L15"),
    ]
    assert not extract.listed
    assert not extract.others
    alone = bind(read_document("page.html", f"<body><p>Widget.</p>{state}".encode()))
    assert [str(c.identifier) for c in alone.citations] == ["PMID:90000001", "PMID:90000002"]
    assert alone.citations[1].reference == "Doe 2001"


def test_no_more_state_is_read_than_a_program_of_a_page_needs(monkeypatch):
    monkeypatch.setattr(_page, "_MOST_STATE", 200)
    script = '<script type="application/json">{"claim":"The cream halved itching","pmid":"9000000%d"}</script>'
    extract = bind(read_document("page.html", ("<p>Widget.</p>" + script * 4 % (1, 2, 3, 4)).encode()))
    assert [str(c.identifier) for c in extract.citations] == ["PMID:90000001", "PMID:90000002", "PMID:90000003"]


def test_a_number_stands_on_its_own_line_though_its_label_ends_the_line_before():
    text = "The cream halved itching.1\n\n1 Doe J. Skin 2001. PMID:\n90000001\n2 Doe J. Skin 2002. PMID: 90000002\n"
    (mention, _) = find(read_document("page.txt", text.encode()))[0]
    assert (mention.written, mention.place.line) == ("PMID:\n90000001", 4)


def test_what_no_layout_claims_is_listed():
    extract = bind(page(heading("NCT09999901")))
    assert [str(m.identifier) for m in extract.listed] == ["NCT09999901"]
    assert not extract.citations


def test_parts_are_pieces_of_the_claim():
    (citation,) = bind(page("The trial is recruiting and plans to enrol 500 people (NCT09999901).")).citations
    assert citation.parts == ("The trial is recruiting", "plans to enrol 500 people")


words = st.sampled_from(
    [
        "The cream", "halved itching", "(PMID: 90000001)", "NCT09999901", "PMID 90000002, 90000003", ".", ". ", ", and ", "; ", "[1]", "¹",
        "https://pubmed.ncbi.nlm.nih.gov/90000004/", "\n", "Source: ", "Status: Recruiting", "1. Doe J. Title. 2020. ", "[2] Roe", "(3)", "et al.",
        "Trial registration: ", "idem", "。", "（", "）", ":", " - ", "It is safe", "",
    ]
)  # fmt: skip
texts = st.lists(words, max_size=14).map(" ".join)
blocks = st.builds(
    Block,
    kind=st.sampled_from(["paragraph", "heading", "item", "cell", "note", "field", "caption"]),
    text=texts,
    place=st.builds(Place, st.integers(1, 50), st.integers(0, 9000)),
    role=st.sampled_from(["main", "main", "aside", "footer", "meta", "data", "reference", "navigation"]),
    level=st.integers(0, 3),
    path=st.lists(st.integers(1, 6), max_size=3).map(tuple),
    label=st.sampled_from(["", "1", "2", "doe", "PMID", "claim", "text"]),
    row=st.sampled_from([-1, 0, 1, 2]),
    column=st.sampled_from([-1, 0, 1]),
    header=st.sampled_from(["", "PMID", "n", "Status"]),
)
containers = {1: "card", 2: "table", 3: "row", 4: "object", 5: "list", 6: "section"}


@given(st.lists(blocks, max_size=8), st.sampled_from(["html", "text", "markdown"]))
def test_whatever_the_page_nothing_is_lost_and_parts_are_pieces(made, kind):
    document = Document("page", kind, tuple(made), "0" * 64, containers=containers)
    extract = bind(document)
    mentions, _ = find(document)
    told = {(str(c.identifier), c.written) for c in extract.citations} | {
        (str(m.identifier), m.written) for m in extract.listed
    }
    assert told == {(str(m.identifier), m.written) for m in mentions}
    assert len({c.key for c in extract.citations}) == len(extract.citations)
    for citation in extract.citations:
        assert citation.claim.strip()
        assert citation.parts
        assert all(part in citation.claim for part in citation.parts)
        assert citation.identifier not in citation.group
    assert bind(document) == extract


@pytest.mark.parametrize(
    "unit",
    [
        "It works (PMID: 90000001). ",
        "PMID: 90000001, ",
        "and PMID: 90000001 works ",
        "https://pubmed.ncbi.nlm.nih.gov/90000001/ ",
        "[1] Doe. PMID 90000001\n",
        "It works.[1] ",
        "Source: PMID 90000001\n",
        "NCT09999901\nRecruiting\n13\n",
    ],
)
def test_linear_time(unit):
    def once(document):
        begun = time.process_time()
        bind(document)
        return time.process_time() - begun

    def seconds(size):
        text = unit * (size // len(unit))
        document = Document("page.txt", "text", (Block("paragraph", text, Place(1)),), "0" * 64)
        return min(once(document) for _ in range(2))

    seconds(2000)
    assert seconds(80_000) < 10 * max(seconds(20_000), 0.05)


def test_thousands_of_numbers_in_one_endless_sentence_do_not_repeat_it_whole():
    text = "A trial showed " + ", ".join(f"PMID:{number} and more" for number in range(1, 3001)) + " at last."
    citations = bind(read_document("x.txt", text.encode())).citations
    assert len(citations) == 3000
    assert max(len(citation.claim) for citation in citations) <= 5000
    assert citations[0].claim in text
    assert sum(map(len, citations[0].parts)) <= 5000


def test_signs_and_labels_that_could_be_read_in_many_ways_take_no_longer():
    def seconds(piece, size):
        begun = time.process_time()
        only_labels(piece * size + "told")
        return time.process_time() - begun

    for piece in ("e. ", "registration number ", "ref. 1. ", "source. id. ", "trial registry number. "):
        assert seconds(piece, 2000) < 0.5, piece


@pytest.mark.parametrize("mark", ["³1", "²", "①", "٣"])
def test_signs_that_are_digits_and_no_numbers_break_nothing(mark):
    text = f"The cream halved itching [{mark}]. It was safe {mark}.\n\nReferences\n[{mark}] Doe 2001. PMID: 90000001\n{mark}. Roe 2002. PMID: 90000002\n"
    for name in ("page.txt", "page.md"):
        extract = bind(read_document(name, text.encode()))
        told = {str(found.identifier) for found in (*extract.citations, *extract.listed)}
        assert told == {"PMID:90000001", "PMID:90000002"}
