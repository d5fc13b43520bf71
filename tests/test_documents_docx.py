"""DOCX: tables, footnotes, tracked insertions, links; files that cannot be read."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import make_docx as make
from papers import p, run

from verifier.documents import docx
from verifier.errors import DocumentError


def test_a_protocol():
    cell = "<w:tc>{}</w:tc>".format
    rows = [("NCT", "Phase"), ("NCT09999901", "2")]
    table = "".join(f"<w:tr>{''.join(cell(p(run(c))) for c in row)}</w:tr>" for row in rows)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://x.example/1" '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("a field")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p(run("Protocol"), style="Heading1")
        + p(
            run("Pain fell "),
            f'<w:ins w:id="1" w:author="A">{run("by half")}</w:ins>',
            '<w:del w:id="2" w:author="A"><w:r><w:delText>not</w:delText></w:r></w:del>',
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
            run(" in adults"),
            run("2", '<w:vertAlign w:val="superscript"/>'),
            run("."),
        )
        + p(f'<w:hyperlink r:id="r3">{run("improved")}</w:hyperlink>', run(" "), field)
        + f"<w:tbl>{table}</w:tbl>"
    )
    document = docx.read("a.docx", make(body, f'<w:footnote w:id="1">{p(run("PMID: 90000001"))}</w:footnote>'))
    blocks = {block.text: block for block in document.blocks}
    assert list(blocks) == [
        "Protocol",
        "Pain fell by half[1] in adults2.",
        "improved a field",
        "NCT",
        "Phase",
        "NCT09999901",
        "2",
        "PMID: 90000001",
    ]
    assert (blocks["Protocol"].kind, document.title) == ("heading", "Protocol")
    claim = blocks["Pain fell by half[1] in adults2."]
    assert [(m.kind, m.value, claim.text[m.start : m.end]) for m in claim.marks if m.kind in {"link", "sup"}] == [
        ("link", "#footnote-1", "[1]"),
        ("sup", "", "[1]"),
        ("sup", "", "2"),
    ]
    assert claim.place.line == 2
    links = [(m.value, blocks["improved a field"].text[m.start : m.end]) for m in blocks["improved a field"].marks]
    assert links == [("https://pubmed.ncbi.nlm.nih.gov/90000003/", "improved"), ("https://x.example/1", "a field")]
    assert (blocks["2"].row, blocks["2"].column) == (1, 1)
    note = blocks["PMID: 90000001"]
    assert (note.kind, note.anchor, note.label) == ("note", "footnote-1", "1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged or something else"),
        (b"PK\x03\x04nonsense", "damaged or something else"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "without a password"),
        (make("", whole="<!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>"), "document type"),
        (make("", whole="<w:document"), "damaged"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, reason):
    with pytest.raises(DocumentError, match=reason):
        docx.read("a.docx", data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(docx, "LARGEST_UNPACKED", 1 << 20)
    with pytest.raises(DocumentError, match="unpacks to more than"):
        docx.read("a.docx", make("", whole=" " * (1 << 22)))


def test_deep_nesting_is_read_or_refused():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + p(run("x")) + "</w:sdtContent></w:sdt>" * 20_000
    with pytest.raises(DocumentError, match="nested"):
        docx.read("a.docx", make(deep))


SOUND = make(p(run("PMID: 90000001")))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused(at, noise):
    with contextlib.suppress(DocumentError):
        assert docx.read("a.docx", SOUND[:at] + noise + SOUND[at + len(noise) :]).kind == "docx"
