"""The quick look at bytes: never a false no."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier import binding, inputs
from verifier.identifiers import find
from verifier.identifiers.presence import may_hold, may_hold_others
from verifier.model import Document

NOTHING = """<!doctype html><html lang="en"><head><title>Function &amp; instinct</title><script>function f(a,b){if(a<b){return n<c}}
var x="\\u003cb\\u003e",cnt=0;</script><style>.nct{}</style></head><body><p class="distinct">An instinct’s function, punctuated
“so” &#8211; in <b>Connecticut</b>: 20 distinct centres, 5 % of 1,200 people; tin</b>ct no.&nbsp;5. Call +1 555 014 2687.</p></body></html>"""


def test_a_page_without_identifiers_is_dismissed():
    page = NOTHING.replace(".nct{}", "").replace("tin</b>ct no.&nbsp;5.", "")
    assert not may_hold(page.encode())
    assert not binding.bind(inputs.read_document("x.html", page.encode())).citations


WRITTEN = [
    "PMID: 90000001", "PMID 5", "pmid:90000001", "PubMed ID 90000001", "NCT09999901", "nct09999901", "NCT 0999 9901", "N C T 09999901", "N\nCT09999901",
    "NTC09999901", "NCTO9999901", "NCT-09999901", "NCT no. 09999901", "NCT number: 09999901", "studyNCT09999901", "<b>N</b>CT09999901", "NC<wbr>T09999901",
    "N<!-- > -->CT09999901", "PM<i class='a'>ID</i>: 90000001", "P<span>MID: 90000001</span>", "N&#67;T09999901", "&#x4E;CT09999901", "N&shy;CT09999901",
    "N&#8203;CT09999901", "N\u200bCT09999901", "P\u00adMID: 90000001", "ＮＣＴ０９９９９９０１", "ＰＭＩＤ：９０００００１", "N&nbsp;CT09999901", "N\u00a0C\u2009T09999901",
    "NCT\u00a009999901", "NCT<b>09999901</b>", "<a href='https://pubmed.ncbi.nlm.nih.gov/90000001/'>x</a>", "https://www.ncbi.nlm.nih.gov/pubmed/90000001",
    "https://x.example/?u=%6E%63%7409999901", "https://x.example/?u=https%253A%252F%252Fpubmed.ncbi.nlm.nih.gov%252F90000001",
    "https://europepmc.org/article/MED/90000001", "<table><tr><th>PMID<tr><td>90000001</table>", "<table><tr><th>NCT<tr><td>09999901</table>",
    "<table><tr><th>Trial ID<tr><td>09999901</table>", "<table><tr><th>Registry ID<tr><td>09999901</table>",
    '<script type="application/ld+json">{"\\u0070mid":"90000001"}</script>', '<img alt="NCT09999901">', '<meta name="citation_pmid" content="90000001">',
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>",
        "{}",
        NOTHING.replace("20 distinct", "20 {} distinct").replace("{if(a<b){return n<c}}", "").replace(".nct{}", ""),
    ],
)
def test_every_way_of_writing_is_seen(written, around):
    page = around.replace("{}", written)
    assert may_hold(page.encode())
    assert may_hold(page.encode("utf-16"))


@pytest.mark.parametrize(
    "written", ["N**CT**09999901", "[P]MID: 90000001", "{N}CT09999901", "N'''C'''T09999901", "P\\MID 9"]
)
def test_marks_of_other_kinds(written):
    assert may_hold(written.encode(), markup=True)


def test_other_encodings_and_packed_files_are_not_judged():
    for data in (b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b", b"\x1b$B", b"caf\xe9", b"<meta charset=utf-7>+AE4-CT"):
        assert may_hold(data)


def test_the_gold_pages(shared):
    for path in sorted((shared / "gold/documents").iterdir()):
        data = path.read_bytes()
        extract = binding.bind(inputs.read_document(path.name, data), uncited=False)
        if extract.citations or extract.listed:
            assert may_hold(data), path.name


PIECES = st.lists(
    st.sampled_from(
        ["N", "C", "T", "P", "M", "I", "D", "pub", "med", "0999", "9901", "90000001", ":", " ", "\n", "<b>", "</b>", "<wbr>", "&nbsp;", "&shy;", "\u200b", "/",
         "<p>", "-", "x", "&#78;", "%4e", "<!--", "-->", "no", ".", "https://", "<a href='", "'>", "ncbi.nlm.nih.gov", "<th>", "<td>", "é", "Ｎ", "０"]
    ),
    min_size=3,
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_never_a_false_no(source):
    extract = binding.bind(inputs.read_document("x.html", source.encode()), uncited=False)
    if extract.citations or extract.listed:
        assert may_hold(source.encode())


OTHERS = [
    "10.1000/xyz",
    "PMC1234567",
    "ISRCTN12345678",
    "2012-001234-56",
    "U1111-1234-5678",
    "ChiCTR2000012345",
    "DRKS00012345",
    "NTR1234",
    "UMIN000012345",
]


@pytest.mark.parametrize("written", OTHERS)
def test_numbers_of_other_registries(written):
    page = f"<p>Control in 2012-13: 100.5 of 110 centres ({written})."
    assert find(inputs.read_document("x.html", page.encode()))[1]
    assert may_hold_others(page.encode())
    assert not may_hold_others(page.replace(written, "minimum 10 %").encode())


def test_documents_are_dismissed_when_asked(tmp_path):
    (tmp_path / "none.html").write_text("<p>Nothing is cited here.</p>")
    (tmp_path / "some.html").write_text("<p>It works (PMID: 90000001).</p>")
    (tmp_path / "doi.md").write_text("It works (10.1000/xyz).")
    doi, none, some = inputs.open_inputs([str(tmp_path)], dismiss=True)
    assert isinstance(none, Document)
    assert (none.kind, none.blocks, len(none.digest)) == ("html", (), 64)
    for read in (doi, some):
        assert isinstance(read, Document)
        assert read.blocks
    assert all(isinstance(read, Document) and read.blocks for read in inputs.open_inputs([str(tmp_path)]))
