"""Inputs: what a user names becomes documents, or a reason why not."""

from __future__ import annotations

import gzip
import io
import os
import time
from pathlib import Path

import pytest

from verifier import binding, inputs
from verifier.errors import DocumentError, UsageError
from verifier.identifiers import find
from verifier.inputs import expand, open_inputs, read_document
from verifier.model import Document, FetchedPage, Unreadable


@pytest.mark.parametrize(
    ("name", "data", "content_type", "kind"),
    [
        ("page.html", b"plain", "", "html"),
        ("PAGE.HTM", b"plain", "", "html"),
        ("notes.txt", b"<p>kept as text</p>", "", "text"),
        ("notes.txt", b"Ice helps.<ref>{{cite journal |pmid=90000001}}</ref>", "", "wikitext"),
        ("notes.txt", b"== Ice ==\nIce helps.<ref>PMID 90000001</ref>\n== Heat ==", "", "wikitext"),
        ("notes.txt", b"Ice helps. <ref>PMID 90000001</ref>", "", "text"),
        ("notes.md", b"Ice helps.<ref>{{cite journal |pmid=90000001}}</ref>", "", "markdown"),
        ("stdin", b"<!DOCTYPE html><p>x", "", "html"),
        ("stdin", b"just words", "", "text"),
        ("stdin", b'{"claim": "x"}', "", "json"),
        ("stdin", b"@article{doe, title={x}}", "", "bibtex"),
        ("stdin", b"TY  - JOUR\n", "", "ris"),
        ("stdin", b"<?xml version='1.0'?><article/>", "", "jats"),
        ("stdin", b"<?xml version='1.0'?><!DOCTYPE html><html>", "", "html"),
        ("stdin", "<!doctype html><p>x".encode("utf-16"), "", "html"),
        ("table.tsv", b"a\tb", "", "csv"),
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


def test_folders_and_patterns_are_walked_in_order(tmp_path, monkeypatch):
    for name in ("b.html", "a.txt", ".hidden.txt", "sub/c.md", ".git/d.txt", "node_modules/e.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    assert list(expand(["."])) == ["./a.txt", "./b.html", "./sub/c.md"]
    assert list(expand(["**/*.txt", "a.txt", "sub"])) == ["a.txt", "node_modules/e.txt", "sub/c.md"]
    assert list(expand(["no*.txt", "gone.txt", "-", "https://x.example/*"])) == [
        "no*.txt",
        "gone.txt",
        "-",
        "https://x.example/*",
    ]
    (tmp_path / "[1].txt").write_text("x")
    assert list(expand(["[1].txt"])) == ["[1].txt"]


def test_a_walk_keeps_inside_and_off_devices(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "secret.txt").write_text("x")
    (root / "in.txt").write_text("x")
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "away").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "again.txt").symlink_to(root / "in.txt")
    (root / "null.txt").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe.txt")
    assert [Path(name).name for name in expand([str(root)])] == ["again.txt", "in.txt"]


def test_a_device_is_not_read():
    (read,) = open_inputs(["/dev/zero"])
    assert isinstance(read, Unreadable)
    assert "is not a file" in read.error


def test_the_language_is_told_from_the_text():
    german = b"Die Salbe halbierte den Juckreiz bei Kindern und wurde in einer kleinen Studie gut vertragen."
    assert read_document("a.txt", german).language == "de"
    assert read_document("a.html", b"<html lang=en><p>" + german).language == "de"


def page(url, data, kind="text/html", answered=""):
    return FetchedPage(url, answered or url, kind, (), data, "2026-11-20T00:00:00+00:00", "0" * 64)


def test_addresses_need_a_door():
    (read,) = open_inputs(["https://x.example/a"])
    assert isinstance(read, Unreadable)
    assert "save the page" in read.error


def test_a_sitemap_gives_the_pages_of_its_own_host():
    index = (
        b"<?xml version='1.0'?><sitemapindex><sitemap><loc>https://x.example/1.xml.gz</loc></sitemap></sitemapindex>"
    )
    urls = [
        "https://x.example/a",
        "https://other.example/b",
        "https://x.example/c?d=1&amp;e",
        "https://x.example/gone",
        "ftp://x",
    ]
    listed = gzip.compress(
        b"<urlset>" + b"".join(f"<url><loc> {url} </loc></url>".encode() for url in urls) + b"</urlset>"
    )
    web = {
        "https://x.example/sitemap.xml": page("https://x.example/sitemap.xml", index, "application/xml"),
        "https://x.example/1.xml.gz": page("https://x.example/1.xml.gz", listed, "application/gzip"),
        "https://x.example/a": page("https://x.example/a", b"<p>A"),
        "https://x.example/c?d=1&e": page("https://x.example/c?d=1&e", b"%PDF-broken", "text/html"),
    }

    def fetch(url):
        if url not in web:
            raise DocumentError(f"{url} answers with status 404")
        return web[url]

    one, two, three = open_inputs(["https://x.example/sitemap.xml"], fetch=fetch)
    assert isinstance(one, Document)
    assert (one.name, one.blocks[0].text) == ("https://x.example/a", "A")
    assert isinstance(two, Unreadable)
    assert "PDF" in two.error
    assert isinstance(three, Unreadable)
    assert "404" in three.error


def test_a_link_without_words_is_bound_without_trouble():
    source = (
        b'<p>It halved pain.</p><p><a href="https://clinicaltrials.gov/study/NCT09999901"><img alt="" src="x"></a></p>'
    )
    (mention,) = find(read_document("x.html", source))[0]
    assert str(mention.identifier) == "NCT09999901"
    binding.bind(read_document("x.html", source))


@pytest.mark.parametrize(
    "page",
    [b"<?xml version='1.0'?>" + b"<!---->" * 200_000 + b"<html>", b"<urlset>" + b"<loc>" + b" " * 2_000_000, b"<" + b"a" * 2_000_000],
)  # fmt: skip
def test_what_is_nearly_a_sitemap_is_read_in_one_go(page):
    began = time.process_time()
    if inputs._SITEMAP.match(page):
        assert not inputs._LOCATION.search(page.decode())
    assert time.process_time() - began < 2
