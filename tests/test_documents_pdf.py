"""PDF: reading order, columns, superscripts, hyphens, links, tables; files that cannot be read."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import make_pdf as make

from verifier.documents import pdf
from verifier.errors import DocumentError


def paragraph(x, y, *lines, size=10):
    return [(x, y - 12 * index, size, line) for index, line in enumerate(lines)]


def texts(document, role="main"):
    return [block.text for block in document.blocks if block.role == role]


def test_lines_are_joined_and_broken_words_mended():
    page = [
        (50, 750, 18, "A small trial"),
        *paragraph(50, 700, "The drug lowered blood pres-", "sure in COVID-", "19 patients."),
    ]
    document = pdf.read("a.pdf", make([[*page, *paragraph(50, 640, "Another paragraph", "of two lines.")]]))
    assert texts(document) == [
        "A small trial",
        "The drug lowered blood pressure in COVID-19 patients.",
        "Another paragraph of two lines.",
    ]
    title, body, _ = document.blocks
    assert (title.kind, title.level, document.title) == ("heading", 1, "A small trial")
    assert (body.place.line, body.place.page) == (2, 1)
    assert body.place_at(body.text.index("sure")).line == 3
    assert body.place_at(body.text.index("19")).line == 4


def test_superscripts_are_kept_apart_from_their_word():
    page = [
        (50, 700, 10, "It is safe in adults"),
        (127.3, 704, 6, "1,2"),
        (139, 700, 10, "and H"),
        (165.7, 697, 6, "2"),
        (169.1, 700, 10, "O."),
    ]
    (block,) = pdf.read("a.pdf", make([page])).blocks
    marks = [(mark.kind, block.text[mark.start : mark.end]) for mark in block.marks]
    assert marks == [("sup", "1,2"), ("sub", "2")]
    assert block.text.startswith("It is safe in adults1,2 and H2O.")


@pytest.mark.parametrize("across", [False, True])
def test_two_columns(across):
    left = paragraph(50, 700, *[f"left column line {n} of the running text" for n in range(8)])
    right = paragraph(320, 700, *[f"right column line {n} of the running text" for n in range(8)])
    drawn = [line for pair in zip(left, right, strict=True) for line in pair] if across else left + right
    words = " ".join(texts(pdf.read("a.pdf", make([drawn]))))
    assert words.index("left column line 7") < words.index("right column line 0")


def test_link_annotations_become_marks():
    page = [(50, 700, 10, "Walking speed improved in older adults.")]
    data = make([page], links=[((110, 695, 170, 712), "https://pubmed.ncbi.nlm.nih.gov/90000003/")])
    (block,) = pdf.read("a.pdf", data).blocks
    (link,) = block.marks
    assert (link.kind, link.value) == ("link", "https://pubmed.ncbi.nlm.nih.gov/90000003/")
    assert "improved" in block.text[link.start : link.end]


def test_an_address_broken_over_two_lines_is_one_word():
    page = paragraph(50, 700, "A trial of sleep.", "https://pubmed.ncbi.nlm.nih.gov/", "90000005/")
    (block,) = pdf.read("a.pdf", make([page])).blocks
    assert block.text == "A trial of sleep.\nhttps://pubmed.ncbi.nlm.nih.gov/90000005/"


def test_rows_of_cells_are_a_table():
    rows = [("NCT", "Phase", "Status"), ("NCT09999901", "2", "Ended"), ("NCT09999902", "3", "Open")]
    page = [(x, 700 - 14 * y, 10, rows[y][c]) for y in range(3) for c, x in enumerate((50, 200, 300))]
    document = pdf.read("a.pdf", make([page]))
    cells = {(block.row, block.column): (block.text, block.header) for block in document.blocks}
    assert cells[1, 0] == ("NCT09999901", "NCT")
    assert cells[2, 2] == ("Open", "Status")
    assert document.blocks[3].path == document.blocks[5].path != document.blocks[6].path


def test_numbered_references_are_items_and_running_lines_furniture():
    pages = [
        [(50, 780, 8, "Journal of Examples"), *paragraph(50, 700, f"Page {n} text."), (300, 20, 8, f"Page {n}")]
        for n in (1, 2, 3)
    ]
    pages[2] += paragraph(50, 600, "[1] Doe J. Title. J Med 2020.", "PMID: 90000001", "[2] Roe K. Title.")
    document = pdf.read("a.pdf", make(pages))
    assert texts(document, "header") == ["Journal of Examples"] * 3
    assert texts(document, "footer") == ["Page 1", "Page 2", "Page 3"][: len(texts(document, "footer"))]
    items = [(b.label, b.text, b.place.page) for b in document.blocks if b.kind == "item"]
    assert items == [("1", "[1] Doe J. Title. J Med 2020. PMID: 90000001", 3), ("2", "[2] Roe K. Title.", 3)]


def test_a_turned_page_is_read_upright():
    data = make([[(0, 0, 10, "turned text runs up")]], extra="/Rotate 90", before="0 1 -1 0 300 100 cm")
    assert texts(pdf.read("a.pdf", data)) == ["turned text runs up"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cannot be read as PDF"),
        (b"<html>", "cannot be read as PDF"),
        (b"%PDF-1.4\n%%EOF", "cannot be read as PDF"),
        (make([[]]), "recognise its text"),
        (
            make(
                [[(1, 1, 9, "x")]],
                trailer="/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
                + "aa" * 32
                + ">/U<"
                + "bb" * 32
                + ">>>",
            ),
            "without a password",
        ),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, reason):
    with pytest.raises(DocumentError, match=reason):
        pdf.read("a.pdf", data)


SOUND = make([[(50, 700, 10, "A small trial of sleep"), (50, 680, 10, "PMID: 90000001")]])


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_file_is_read_or_refused(at, noise, cut):
    data = SOUND[:at] + noise + (b"" if cut else SOUND[at + len(noise) :])
    try:
        document = pdf.read("a.pdf", data)
    except DocumentError:
        return
    assert all(block.text for block in document.blocks)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pdf, "_LARGEST_STREAM", 1 << 16)
    packed = zlib.compress(b"BT /F1 9 Tf 50 700 Td (PMID: 90000001) Tj ET\n" * 10_000)
    twice = zlib.compress(zlib.compress(b" " * (1 << 22)))
    for body, filters in ((packed, b"/FlateDecode"), (twice, b"[/FlateDecode /FlateDecode]")):
        data = (
            SOUND + b"9 0 obj<</Filter" + filters + b"/Length %d>>stream\n" % len(body) + body + b"\nendstream endobj\n"
        )
        with pytest.raises(DocumentError, match="unpacks to more"):
            pdf.read("a.pdf", data)
