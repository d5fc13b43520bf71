"""Wikitext, BibTeX, RIS, CSV, JSON and JATS: what each gives, and that any bytes can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_documents import exact

from verifier.documents import bibtex, csv, jats, json, ris, wikitext
from verifier.errors import DocumentError

WIKI = """'''Lead''' text was good.<ref name="a">{{cite journal | last = Doe | first=J |title=T [[x|y]] | pages=1
| year=2020 |pmid=90000001}}</ref> More {{ClinicalTrialsGov|NCT09999901|T}}<ref name=a/>.
Same [https://x.example paragraph] and [https://y.example].

New one.<ref>PMID 90000004</ref>
== Head ==
* item one
# num
# num two<ref>in item</ref>
After.
{| class="wikitable"
|-
! A !! B
|-
| c || [[d]]
|}
[[File:x.png|thumb|A caption]]
<nowiki>[raw]</nowiki><!-- c --> H<sub>2</sub>O &amp; {{PMID|90000002}}{{Infobox|a=b}}
[[Category:x]]
"""


def test_wikitext():
    document = wikitext.read("a.wiki", WIKI.encode())
    assert [(b.kind, b.label, b.text) for b in document.blocks] == [
        (
            "paragraph",
            "",
            "Lead text was good.[1] More NCT09999901. T[1]. Same paragraph and https://y.example.",
        ),
        ("note", "1", "Doe J. T y. 2020. PMID: 90000001"),
        ("paragraph", "", "New one.[2]"),
        ("note", "2", "PMID 90000004"),
        ("heading", "", "Head"),
        ("item", "", "item one"),
        ("item", "1", "num"),
        ("item", "2", "num two[3]"),
        ("note", "3", "in item"),
        ("paragraph", "", "After."),
        ("cell", "", "A"),
        ("cell", "", "B"),
        ("cell", "", "c"),
        ("cell", "", "d"),
        ("caption", "", "A caption"),
        ("paragraph", "", "[raw] H2O & PMID: 90000002"),
    ]
    lead, note = document.blocks[:2]
    assert [(m.kind, m.value, lead.text[m.start : m.end]) for m in lead.marks if m.kind in {"note", "link"}] == [
        ("note", "1", "[1]"),
        ("note", "1", "[1]"),
        ("link", "https://x.example", "paragraph"),
        ("link", "https://y.example", "https://y.example"),
    ]
    at = note.text.index("90000001")
    place = note.place_at(at)
    assert (place.line, WIKI[place.offset : place.offset + 8]) == (2, "90000001")
    assert document.blocks[13].header == "B"


BIB = r"""comment
@article{doe2020,
  title = {The {NCT}-Trial of M{\"u}ller \& S{\o}n and \'{E}mile},
  author = "Doe, J and {Roe}, K",
  year = 2020, month = jan # "~1",
  note = {PMID: 90000001},
}
@comment{skipped, x = {y}}
@misc{other, url={\url{https://clinicaltrials.gov/study/NCT09999901}}}
"""


def test_bibtex():
    document = bibtex.read("b.bib", BIB.encode())
    assert [(b.anchor, b.label, b.text) for b in document.blocks] == [
        ("doe2020", "title", "The NCT-Trial of Müller & Søn and Émile"),
        ("doe2020", "author", "Doe, J and Roe, K"),
        ("doe2020", "year", "2020"),
        ("doe2020", "month", "jan 1"),
        ("doe2020", "note", "PMID: 90000001"),
        ("other", "url", "https://clinicaltrials.gov/study/NCT09999901"),
    ]
    assert len({b.path for b in document.blocks}) == 2
    assert {b.role for b in document.blocks} == {"reference"}
    place = document.blocks[4].place_at(6)
    assert BIB[place.offset :].startswith("90000001")


def test_ris_and_nbib():
    source = (
        "TY  - JOUR\r\nTI  - A title\r\n  goes on\r\nAN  - 90000001\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - B\r\nER  -\r\n"
    )
    document = ris.read("c.ris", source.encode())
    exact(document, source)
    assert [(b.path, b.label, b.text) for b in document.blocks] == [
        ((1,), "TY", "JOUR"),
        ((1,), "TI", "A title goes on"),
        ((1,), "AN", "90000001"),
        ((2,), "TY", "JOUR"),
        ((2,), "TI", "B"),
    ]
    source = "PMID- 90000001\nTI  - A title\n      that goes on.\n\nPMID- 90000002\nTI  - B\n"
    document = ris.read("d.nbib", source.encode())
    exact(document, source)
    assert [(b.path, b.label, b.text) for b in document.blocks] == [
        ((1,), "PMID", "90000001"),
        ((1,), "TI", "A title that goes on."),
        ((2,), "PMID", "90000002"),
        ((2,), "TI", "B"),
    ]


def test_a_table_of_too_many_cells_is_refused_with_the_reason(monkeypatch):
    monkeypatch.setattr(csv, "_MOST_CELLS", 5)
    assert len(csv.read("e.csv", b"a,b,c\n1,2,3\n").blocks) == 6
    with pytest.raises(DocumentError, match="more than 5 cells: split it"):
        csv.read("e.csv", b"a,b,c\n1,2,3\n4,5,6\n")


def test_csv_with_a_header():
    source = 'Claim;PMID;"My ""note"""\r\n"It works; well\nvery";90000001;"a ""b"" c"\r\n\r\nlast;2;'
    document = csv.read("e.csv", source.encode())
    exact(document, source)
    assert [(b.row, b.column, b.header, b.text) for b in document.blocks] == [
        (0, 0, "", "Claim"),
        (0, 1, "", "PMID"),
        (0, 2, "", 'My "note"'),
        (1, 0, "Claim", "It works; well very"),
        (1, 1, "PMID", "90000001"),
        (1, 2, 'My "note"', 'a "b" c'),
        (3, 0, "Claim", "last"),
        (3, 1, "PMID", "2"),
    ]
    assert document.blocks[3].path == document.blocks[5].path != document.blocks[6].path


def test_tsv_without_a_header():
    document = csv.read("e.tsv", b"NCT09999901\tgood, really\n90000001\tbad\n")
    assert [(b.header, b.text) for b in document.blocks] == [
        ("", "NCT09999901"),
        ("", "good, really"),
        ("", "90000001"),
        ("", "bad"),
    ]


def test_json_and_json_lines():
    source = '{"claim": "Lost 25% \\"weight\\"", "pmids": [90000001, "90000002"], "x": {"y": null}}\n{"claim": "b"}\n{"c": "d'
    document = json.read("f.jsonl", source.encode())
    assert [(b.path, b.label, b.text, b.place.line) for b in document.blocks[:4]] == [
        ((1,), "claim", 'Lost 25% "weight"', 1),
        ((1,), "pmids", "90000001", 1),
        ((1,), "pmids", "90000002", 1),
        ((3,), "claim", "b", 2),
    ]


ARTICLE = """<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "aaaa">]>
<article xml:lang="en"><front><article-meta><article-id pub-id-type="pmid">90000001</article-id>
<title-group><article-title>A <italic>big</italic> trial</article-title></title-group>
<abstract><p>Less pain &amp; &a; more. ClinicalTrials.gov NCT09999901</p></abstract></article-meta></front>
<body><sec id="s1"><title>Intro</title><p>Works.<xref ref-type="bibr" rid="B1"><sup>1</sup></xref>
<ext-link xlink:href="https://clinicaltrials.gov/study/NCT09999902">here</ext-link><tex-math>x</tex-math></p>
<table-wrap><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table></table-wrap></sec></body>
<back><ref-list><title>References</title><ref id="B1"><label>1</label><element-citation><name><surname>Doe</surname>
<given-names>J</given-names></name><article-title>Title</article-title><pub-id pub-id-type="pmid">90000002</pub-id>
</element-citation></ref><ref id="B2"><mixed-citation>Roe K. PMID: <pub-id pub-id-type="pmid">90000003</pub-id>
</mixed-citation></ref></ref-list></back></article>"""


def test_jats():
    document = jats.read("g.xml", ARTICLE.encode())
    assert [(b.kind, b.role, b.label, b.text) for b in document.blocks] == [
        ("field", "meta", "pmid", "90000001"),
        ("heading", "main", "", "A big trial"),
        ("paragraph", "main", "", "Less pain & &a; more. ClinicalTrials.gov NCT09999901"),
        ("heading", "main", "", "Intro"),
        ("paragraph", "main", "", "Works.1 here"),
        ("cell", "main", "", "A"),
        ("cell", "main", "", "x"),
        ("heading", "main", "", "References"),
        ("note", "reference", "B1", "1 Doe J Title PMID: 90000002"),
        ("note", "reference", "B2", "Roe K. PMID: 90000003"),
    ]
    assert (document.language, document.title) == ("en", "A big trial")
    works = document.blocks[4]
    assert [(m.kind, m.value) for m in works.marks] == [
        ("ref", "B1"),
        ("sup", ""),
        ("link", "https://clinicaltrials.gov/study/NCT09999902"),
    ]
    assert document.blocks[6].header == "A"


def test_entities_are_not_expanded():
    bomb = "<!DOCTYPE x [<!ENTITY a 'lol'><!ENTITY b '" + "&a;" * 50 + "'>]><article><p>&b;</p></article>"
    (block,) = jats.read("x.xml", bomb.encode()).blocks
    assert block.text == "&b;"


ALPHABET = st.text(alphabet="{}[]()<>|=&;:,\"'\\/#*@!?- \t\r\n\0aP1TER", max_size=120)
PIECES = st.lists(
    st.sampled_from(
        ["{{", "}}", "[[", "]]", "{|", "|}", "|-", "<ref>", "</ref>", "== ", "@a{b,", "TY  - ", "ER  -", "<p>", "</p>", "<!--",
         "<![CDATA[", "<!DOCTYPE", '"', "{", "}", "x=", "\n", ",", "PMID: 1", "<sec>", "<td>", "&#0;", "&#x110000;", "é", "\ud7ff"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "reader", [wikitext, bibtex, ris, csv, json, jats], ids=lambda r: r.__name__.rpartition(".")[2]
)
@settings(max_examples=80, deadline=None)
@given(source=ALPHABET | PIECES)
def test_anything_is_read(reader, source):
    for block in reader.read("x", source.encode()).blocks:
        assert block.text == block.text.strip()
        assert block.text or block.marks
        assert all(block.place_at(i).offset >= 0 for i in range(len(block.text)))
