"""Inputs: what a user names becomes documents, or a reason why not."""

from __future__ import annotations

import io

import pytest

from verifier.errors import UsageError
from verifier.inputs import open_inputs, read_document
from verifier.model import Document, Unreadable


@pytest.mark.parametrize(
    ("name", "data", "content_type", "kind"),
    [
        ("page.html", b"plain", "", "html"),
        ("PAGE.HTM", b"plain", "", "html"),
        ("notes.txt", b"<p>kept as text</p>", "", "text"),
        ("stdin", b"<!DOCTYPE html><p>x", "", "html"),
        ("stdin", b"just words", "", "text"),
        ("https://x.example/a.html?q=b.txt#c.txt", b"x", "", "html"),
        ("https://x.example/a", b"x", "text/html; charset=latin-1", "html"),
    ],
)
def test_the_reader_is_found(name, data, content_type, kind):
    assert read_document(name, data, content_type=content_type).kind == kind


def test_an_unknown_reader_is_the_callers_mistake():
    with pytest.raises(UsageError, match="no 'papyrus'"):
        read_document("x", b"", kind="papyrus")


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    first, second, third = open_inputs(
        [str(tmp_path / "no.txt"), str(tmp_path / "a.txt"), "-"], stdin=io.BytesIO(b"two")
    )
    assert isinstance(first, Unreadable)
    assert "does not exist" in first.error
    assert isinstance(second, Document)
    assert second.blocks[0].text == "one"
    assert isinstance(third, Document)
    assert (third.name, third.blocks[0].text) == ("stdin", "two")
