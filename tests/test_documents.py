"""The document shelf: what every reader promises, and HTML and plain text in particular."""

from __future__ import annotations

import html as entities
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.documents import html, text
from verifier.documents._decoding import decode


def exact(document, source):
    """Hold every character of every block to its place in the source."""
    lines = re.split(r"\r\n|\r|\n", source)
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", source))]
    for block in document.blocks:
        for at, character in enumerate(block.text):
            if character.isspace():
                continue
            place = block.place_at(at)
            there = source[place.offset : place.offset + 1]
            if there != character:
                assert character in entities.unescape(re.split(r"[\s<]", source[place.offset :][:40])[0]), (block, at)
            assert starts[place.line - 1] <= place.offset
            assert place.line <= len(lines)
            assert place.line == len(starts) or place.offset < starts[place.line]
        for mark in block.marks:
            assert 0 <= mark.start <= mark.end <= len(block.text)


def read_html(source):
    document = html.read("page.html", source.encode())
    exact(document, source)
    return document


def texts(document, role="main"):
    return [block.text for block in document.blocks if block.role == role]


def test_paragraphs_fold_white_space_and_decode_entities():
    document = read_html("<p>One\n  small &amp; short\ttrial&nbsp;(PMID:\n 90000001)</p>\r\n<p>Two</p>")
    assert texts(document) == ["One small & short trial (PMID: 90000001)", "Two"]
    first, second = document.blocks
    assert first.place.line == 1
    assert first.place_at(first.text.index("small")).line == 2
    assert first.place_at(first.text.index("90000001")).line == 3
    assert second.place.line == 4


def test_line_breaks_are_kept_and_two_of_them_end_a_block():
    document = read_html(
        "<p>A trial of sleep.<br>https://pubmed.example/1/<br><br>Another.<br/>\nhttps://x.example</p>"
    )
    assert texts(document) == ["A trial of sleep.\nhttps://pubmed.example/1/", "Another.\nhttps://x.example"]


def test_links_superscripts_and_images_are_marks():
    document = read_html(
        '<p>Speed <a href="/90000003/?a=1&amp;b=2">improved <b>much</b></a>.<sup>1,2</sup> <img alt="A chart" src=x></p>'
    )
    (block,) = document.blocks
    assert block.text == "Speed improved much.1,2"
    marks = {mark.kind: (block.text[mark.start : mark.end], mark.value) for mark in block.marks}
    assert marks["link"] == ("improved much", "/90000003/?a=1&b=2")
    assert marks["sup"] == ("1,2", "")
    assert marks["strong"] == ("much", "")
    assert marks["image"] == ("", "A chart")


def test_tables_give_rows_columns_and_headers():
    document = read_html(
        "<table><tr><th>NCT<th colspan=2>Phase<th>Status<tr><td rowspan=2>NCT09999902<td>2<td>b<td>Ended"
        "<tr><td>3<td>a<td>Open</table>"
    )
    cells = {(b.row, b.column): (b.text, b.header) for b in document.blocks}
    assert cells[1, 0] == ("NCT09999902", "NCT")
    assert cells[1, 2] == ("b", "Phase")
    assert cells[1, 3] == ("Ended", "Status")
    assert cells[2, 1] == ("3", "Phase")
    assert cells[2, 3] == ("Open", "Status")
    rows = {b.row: b.path for b in document.blocks}
    assert len(set(rows.values())) == 3
    assert [document.containers[i] for i in rows[1]] == ["table", "row"]


def test_lists_carry_their_numbers_and_anchors():
    document = read_html(
        '<ol start=4><li>four</li><li value="9" id="ref-9"><p>nine</p></li><li>ten</ol><ul><li>dot</ul>'
    )
    assert [(b.kind, b.label, b.anchor) for b in document.blocks] == [
        ("item", "4", ""),
        ("item", "9", "ref-9"),
        ("item", "10", ""),
        ("item", "", ""),
    ]


def test_cards_are_told_from_the_page_around_them():
    document = read_html(
        "<article><h1>Page</h1><div><h3>Back pain (2013)</h3><p>Less pain.</p><p>Source: Doe</p></div><p>End</p></article>"
    )
    card = {b.text: b.path for b in document.blocks}
    assert card["Back pain (2013)"] == card["Less pain."] == card["Source: Doe"]
    assert document.containers[card["Less pain."][-1]] == "card"
    assert [document.containers[i] for i in card["End"]] == ["section"]


def test_furniture_has_its_role():
    document = read_html(
        '<html lang="DE-at"><title>T</title><meta name=description content="D"><body><nav>N</nav><header>H</header>'
        '<div class="cookie-banner"><p>C</p></div><div class="breadcrumb">B</div><article><p>M</p><footer>mine</footer>'
        "</article><aside>A</aside><footer>F</footer>"
    )
    assert {b.text: b.role for b in document.blocks} == {
        "T": "meta",
        "D": "meta",
        "N": "navigation",
        "H": "header",
        "C": "banner",
        "B": "navigation",
        "M": "main",
        "mine": "main",
        "A": "aside",
        "F": "footer",
    }
    assert document.language == "de"
    assert document.title == "T"


def test_structured_data_becomes_fields_that_share_their_object():
    document = read_html(
        '<script type="application/ld+json">{"claims":[{"claim":"Loses \\u0032 kg","citations":[{"url":"/1/"},'
        '{"url":"/2/"}]}],"n":7}</script><script>var pmid = 90000001;</script>'
    )
    claim, one, two, number = document.blocks
    assert (claim.label, claim.text, claim.role, claim.kind) == ("claim", "Loses 2 kg", "data", "field")
    assert one.path[:2] == two.path[:2] == claim.path
    assert one.path != two.path
    assert (number.label, number.text) == ("n", "7")


def test_text_that_the_parser_moves_is_found_again():
    document = read_html("<table><tr><td>cell</td></tr>misplaced<tr><td>next</td></tr></table><p>after</p></b>wards")
    assert sorted(texts(document)) == ["after", "cell", "misplaced", "next", "wards"]


def test_scripts_comments_and_quoted_angles_are_not_text():
    document = read_html(
        '<p title="a > b">x<!-- PMID: 1 > 0 --><script>if (a<b) {"<p>"}</script>y</p><style>p{}</style>'
    )
    assert texts(document) == ["xy"]


def test_deep_nesting_is_read_in_linear_time():
    document = html.read("deep.html", b"<div>" * 200_000 + b"<p>PMID: 90000001</p>" + b"</div>" * 200_000 + b"<p>end")
    assert texts(document) == ["PMID: 90000001", "end"]


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Größe".encode("utf-16"), ""),
        ("Größe".encode("utf-16-le"), ""),
        ("\ufeffGröße".encode(), ""),
        ("Größe".encode("latin-1"), ""),
        ("Größe".encode("cp1252"), "iso-8859-1"),
        ("<meta charset=latin-1>Größe".encode("latin-1"), ""),
        ("Größe".encode(), "no-such-charset"),
        ("Größe".encode(), "zip"),
    ],
)
def test_charsets(data, charset):
    assert decode(data, charset, markup=True).endswith("Größe")


def test_plain_text_keeps_its_lines():
    source = "  A trial\n\tof sleep.  \r\nhttps://x.example/1\n \u00a0\n\nNext  paragraph\n"
    document = text.read("notes.txt", source.encode())
    exact(document, source)
    assert texts(document) == ["A trial\nof sleep.\nhttps://x.example/1", "Next paragraph"]
    assert [b.place.line for b in document.blocks] == [1, 6]


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<i class=x>", "<table>", "<tr>", "<td>", "</table>", "<a href='u'>", "</a>", "<br>",
         "<li>", "<ul>", "</ul>", "&amp;", "&lt", "&#x41;", "<!--", "-->", "<", ">", "'", '"', "=", " ", "\n", "one", "two three",
         "<script>", "</script>", "<title>", "<svg>", "</div>", "<div>", "\r\n", "\0", "<pre>", "<sup>", "</sup>", "&nbsp;"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_is_read(pieces):
    source = "".join(pieces)
    for block in html.read("x.html", source.encode()).blocks:
        assert block.text == block.text.strip()
        assert "  " not in block.text
        positions = [block.place_at(i).offset for i in range(len(block.text))]
        assert all(0 <= offset <= len(source) for offset in positions)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data):
    for reader in (html, text):
        for block in reader.read("x", data).blocks:
            block.text.encode("utf-8")


@pytest.mark.parametrize("kind", ["application/ld+json", "application/json"])
def test_a_string_that_nothing_ends_is_looked_at_once(kind):
    seconds = []
    for count in (2_000, 20_000):
        began = time.process_time()
        document = read_html(f'<p>x</p><script type=\'{kind}\'>{{"pmid":1,"claim":"' + '\\"' * count + "</script>")
        seconds.append(time.process_time() - began)
        assert [block.text for block in document.blocks] == ["x", "1"]
    assert (
        seconds[1] < 30 * seconds[0] + 0.2
    )  # ten times as much; a second look at each quotation mark takes a hundred times
