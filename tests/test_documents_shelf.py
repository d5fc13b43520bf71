"""The document shelf as a whole: its contract, and one page of traps for each kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier import shelves
from verifier.identifiers import find
from verifier.inputs import read_document

TRAPS = Path(__file__).parent.parent / "fixtures" / "documents"
KINDS = {
    "bib": "bibtex", "csv": "csv", "docx": "docx", "html": "html", "json": "json", "md": "markdown", "nbib": "ris", "pdf": "pdf", "ris": "ris",
    "txt": "text", "wiki": "wikitext", "xml": "jats",
}  # fmt: skip


@pytest.mark.parametrize("name", shelves.names("documents"))
def test_each_reader_keeps_the_contract(name):
    reader = shelves.load("documents", name)
    assert reader.SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.SUFFIXES)
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media) for media in reader.CONTENT_TYPES)
    assert len(reader.__doc__.splitlines()) > 2
    assert f"traps{reader.SUFFIXES[0]}" in {path.name for path in TRAPS.iterdir()}


def test_no_two_readers_want_the_same_files():
    suffixes = [suffix for name in shelves.names("documents") for suffix in shelves.load("documents", name).SUFFIXES]
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("path", sorted(TRAPS.iterdir()), ids=lambda path: path.suffix)
def test_the_page_of_traps(path):
    data = path.read_bytes()
    document = read_document(path.name, data)
    assert document.kind == KINDS[path.suffix[1:]]
    mentions, _ = find(document)
    printed = {str(mention.identifier) for mention in mentions}
    assert {"PMID:90000001", "NCT09999901"} <= printed
    assert "PMID:90000099" not in printed  # stands in a script
    if document.kind not in {"pdf", "docx"}:
        lines = data.decode().splitlines()
        for mention in mentions:
            near = " ".join(lines[mention.place.line - 1 : mention.place.line + 2])
            assert mention.identifier.value.removeprefix("NCT") in re.sub(r"<[^>]*>", "", near) + near


def test_the_html_traps_in_full():
    document = read_document("traps.html", (TRAPS / "traps.html").read_bytes())
    said = {block.text: block for block in document.blocks}
    assert said["The cream halved itching in a small trial (PMID: 90000001) & nobody left it.1,2"].place.line == 10
    assert said["A trial of sleep.\nhttps://pubmed.ncbi.nlm.nih.gov/90000002/"].role == "main"
    assert said["We use cookies."].role == "banner"
    assert (said["3"].header, said["3"].column) == ("Phase", 1)
    assert (said["Roe K. NCT09999903"].label, said["Roe K. NCT09999903"].anchor) == ("4", "ref-4")
    assert said["Loses 2 kg"].role == "data"
    assert document.containers[said["Less pain in 120 people."].path[-1]] == "card"
    assert said["Call (555) 010-0414"].role == "footer"


def test_the_pdf_traps_in_full():
    document = read_document("traps.pdf", (TRAPS / "traps.pdf").read_bytes())
    title, left, right = document.blocks
    assert (title.kind, title.text) == ("heading", "A cream trial")
    assert left.text.startswith("The cream halved itching in adults (PMID: 90000001).")
    assert [mark.kind for mark in left.marks] == ["sup"]
    assert right.text == "A second column goes on here, with a link."
    assert [mark.value for mark in right.marks] == ["https://pubmed.ncbi.nlm.nih.gov/90000002/"]
