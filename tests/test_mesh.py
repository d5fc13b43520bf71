"""The index of MeSH: built from a small file in NLM's form, written for these tests."""

from __future__ import annotations

import gzip

import pytest

from verifier.errors import UsageError
from verifier.lexicon.tokens import tokens
from verifier.mesh import Mesh, build

RECORD = """<DescriptorRecord DescriptorClass="1"><DescriptorUI>{ui}</DescriptorUI>
<DescriptorName><String>{name}</String></DescriptorName>
<TreeNumberList>{trees}</TreeNumberList>
<ConceptList><Concept PreferredConceptYN="Y"><TermList>{terms}</TermList></Concept></ConceptList></DescriptorRecord>"""
TERM = '<Term IsPermutedTermYN="{permuted}"><TermUI>T1</TermUI><String>{name}</String></Term>'


def record(ui: str, name: str, trees: str, *names: str, permuted: str = "") -> str:
    terms = "".join(TERM.format(permuted="N", name=n) for n in (name, *names))
    terms += TERM.format(permuted="Y", name=permuted) if permuted else ""
    numbers = "".join(f"<TreeNumber>{tree}</TreeNumber>" for tree in trees.split())
    return RECORD.format(ui=ui, name=name, trees=numbers, terms=terms)


FILE = (
    '<?xml version="1.0"?>\n<DescriptorRecordSet LanguageCode="eng">'
    + record("D000001", "Zebra Disease", "C04", permuted="Disease, Zebra")
    + record("D000002", "Zebra Disease, Striped", "C04.100", "Stripe Syndrome")
    + record("D000003", "Glibberol", "D02.355")
    + record("D000004", "Zoology", "H01.158")
    + "</DescriptorRecordSet>"
)


@pytest.fixture
def index(tmp_path):
    source = tmp_path / "desc2026.gz"
    source.write_bytes(gzip.compress(FILE.encode()))
    assert build(source, tmp_path / "mesh.db") == 4
    mesh = Mesh(tmp_path / "mesh.db")
    yield mesh
    mesh.close()


def test_names_lead_to_descriptors(index):
    text = "Glibberol in the stripe syndromes, a zoology of striped zebra disease"
    found = [(named.descriptor.name, text[named.start : named.end]) for named in index.find(tuple(tokens(text)))]
    assert found == [
        ("Glibberol", "Glibberol"),
        ("Zebra Disease, Striped", "stripe syndromes"),
        ("Zebra Disease, Striped", "striped zebra disease"),
    ]


def test_the_tree_tells_what_covers_what(index):
    wide, narrow, drug = (index.named(name) for name in ("Zebra diseases", "stripe syndrome", "glibberol"))
    assert wide.covers(narrow)
    assert not narrow.covers(wide)
    assert not wide.covers(drug)
    assert (wide.kind, drug.kind) == ("condition", "intervention")


def test_a_failed_build_leaves_the_old_index(tmp_path, index):
    for name, content in (("empty.xml", b"<DescriptorRecordSet/>"), ("cut.gz", gzip.compress(FILE.encode())[:200])):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UsageError):
            build(tmp_path / name, tmp_path / "mesh.db")
    assert Mesh(tmp_path / "mesh.db").named("glibberol") is not None
    assert not (tmp_path / "mesh.new").exists()


def test_what_is_no_index_is_refused(tmp_path):
    (tmp_path / "other.db").write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    for name in ("missing.db", "other.db"):
        with pytest.raises(UsageError):
            Mesh(tmp_path / name)
