"""Web archives: pages under their addresses, damaged and hostile ones told."""

from __future__ import annotations

import gzip
import io

import pytest

from verifier import archives, inputs
from verifier.errors import DocumentError
from verifier.model import Document, Unreadable

warcio = pytest.importorskip("warcio.warcwriter", reason="needs warcio to write web archives")
pytest.importorskip("fastwarc", reason="needs fastwarc to read web archives")

PAGE = b"<html lang='en'><title>Clinic</title><p>Cells restore sight (PMID: 32039263).</p></html>"


def response(writer, url, body, status="200 OK", kind="text/html; charset=utf-8", **extra):
    from warcio.statusandheaders import StatusAndHeaders

    headers = [("Content-Type", kind), *extra.items()]
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    day = {"WARC-Date": "2024-03-01T10:00:00Z"}
    writer.write_record(
        writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=day)
    )


def archive(path, *pages, packed=True):
    with path.open("wb") as stream:
        writer = warcio.WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
        for page in pages:
            response(writer, *page[:2], **(page[2] if len(page) > 2 else {}))
    return path


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_pages_come_under_their_addresses_with_their_day(tmp_path, packed):
    path = archive(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        ("https://a.example/1", PAGE),
        ("https://a.example/2", gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        ("https://a.example/gone", b"no", {"status": "404 Not Found"}),
        ("https://a.example/logo", b"\x89PNG", {"kind": "image/png"}),
        packed=packed,
    )
    read = list(inputs.open_inputs([str(path)]))
    assert [document.name for document in read] == ["https://a.example/1", "https://a.example/2"]
    assert all(isinstance(document, Document) for document in read)
    assert read[0].notes == ("captured 2024-03-01T10:00:00Z",)
    assert "32039263" in " ".join(block.text for block in read[1].blocks)


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_a_cut_archive_is_told_after_what_could_be_read(tmp_path, packed):
    pages = [(f"https://a.example/{n}", PAGE) for n in range(5)]
    path = archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), *pages, packed=packed)
    path.write_bytes(path.read_bytes()[:-60])
    read = list(inputs.open_inputs([str(path)]))
    assert isinstance(read[-1], Unreadable)
    assert "middle" in read[-1].error or "cannot be read" in read[-1].error
    assert len(read) >= 4


@pytest.mark.parametrize("body", [b"", b"not an archive at all\n", b"\x1f\x8b\x08broken", b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_told(tmp_path, body):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(body)
    with pytest.raises(DocumentError):
        list(archives.pages(str(path), 1000))
    (only,) = inputs.open_inputs([str(path)])
    assert isinstance(only, Unreadable)


def test_a_missing_archive_is_told(tmp_path):
    (only,) = inputs.open_inputs([str(tmp_path / "gone.warc")])
    assert "does not exist" in only.error


def test_a_page_that_unpacks_without_end_is_cut(tmp_path):
    bomb = gzip.compress(b"<p>" + b"x" * 50_000_000)
    path = archive(tmp_path / "a.warc.gz", ("https://a.example/bomb", bomb, {"Content-Encoding": "gzip"}))
    (page,) = archives.pages(str(path), 1_000_000)
    assert len(page.data) == 1_000_001
