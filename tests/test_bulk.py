"""Whole registries taken in: NLM's files and pages of studies, whole, cut, lying or read before."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import zlib
from concurrent.futures.process import BrokenProcessPool

import pytest
from registry_fake import article, article_set, study

from verifier import bulk, snapshot
from verifier import rows as rows_of_a_store
from verifier.errors import SnapshotError
from verifier.model import Identifier
from verifier.store import Store

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        yield opened


def packed(folder, number, *articles, deleted=()):
    """A file as NLM publishes it, with its MD5 beside it."""
    body = article_set(*articles)
    if deleted:
        pmids = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
        body = body.replace(
            b"</PubmedArticleSet>", f"<DeleteCitation>{pmids}</DeleteCitation></PubmedArticleSet>".encode()
        )
    path = folder / f"pubmed26n{number:04}.xml.gz"
    path.write_bytes(gzip.compress(body))
    path.with_name(path.name + ".md5").write_text(f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n")
    return path


def build(store, *pubmed, ctgov=()):
    return bulk.build(store, pubmed, ctgov, clock=lambda: NOW)


def title(store, pmid):
    head = store.head(Identifier("PMID", pmid))
    return None if head is None or head.current is None else store.payload(head.current.digest)


def test_last_wins_and_deletions_are_honoured(store, tmp_path):
    first = packed(tmp_path, 1, *(article(str(n), title=f"First {n}") for n in range(1, 8)))
    second = packed(tmp_path, 2, article("3", title="Second 3"), deleted=("5", "6"))
    built = build(store, second, first)  # the numbers tell the order, not the command line
    assert (built.articles, built.deleted, built.files) == (8, 2, 2)
    assert "Second 3" in title(store, "3")
    assert "First 4" in title(store, "4")
    assert title(store, "5") is None


def test_a_file_is_taken_in_once(store, tmp_path):
    path = packed(tmp_path, 1, article("1"))
    build(store, path)
    again = build(store, path)
    assert (again.articles, again.known) == (0, 1)


def test_an_interrupted_build_goes_on(store, tmp_path):
    good, bad = packed(tmp_path, 1, article("1")), packed(tmp_path, 2, article("2"))
    whole = bad.read_bytes()
    bad.write_bytes(whole[:-40])
    bad.with_name(bad.name + ".md5").unlink()
    with pytest.raises(SnapshotError, match="fetch it again"):
        build(store, good, bad)
    assert title(store, "1")
    bad.write_bytes(whole)
    built = build(store, good, bad)
    assert (built.articles, built.known) == (1, 1)


def test_a_wrong_md5_is_refused(store, tmp_path):
    path = packed(tmp_path, 1, article("1"))
    path.write_bytes(gzip.compress(article_set(article("2"))))
    with pytest.raises(SnapshotError, match="md5"):
        build(store, path)
    assert title(store, "2") is None


@pytest.mark.parametrize("body", [b"<html>not here</html>", b"", b"<PubmedArticleSet><PubmedArticle><MedlineCitation>"])
def test_what_is_no_article_set_is_told(store, tmp_path, body):
    path = tmp_path / "pubmed26n0001.xml"
    path.write_bytes(body)
    with pytest.raises(SnapshotError):
        build(store, path)


def test_an_endless_article_is_refused_in_bounded_memory(store, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "_LARGEST_ARTICLE", 1 << 20)
    path = tmp_path / "pubmed26n0001.xml.gz"
    path.write_bytes(gzip.compress(b"<PubmedArticleSet><PubmedArticle>" + b"x" * (8 << 20)))
    with pytest.raises(SnapshotError, match="larger"):
        build(store, path)


def test_articles_across_chunks_and_pieces(store, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "_CHUNK", 97)
    monkeypatch.setattr(bulk, "PIECE", 2000)
    built = build(store, packed(tmp_path, 1, *(article(str(n)) for n in range(1, 20))))
    assert built.articles == 19
    assert all(title(store, str(n)) for n in range(1, 20))


def test_pages_of_studies(store, tmp_path):
    page = tmp_path / "page-1.json"
    page.write_text(json.dumps({"studies": [study("NCT09999901"), study("NCT09999902")]}))
    assert build(store, ctgov=[page]).studies == 2
    page.write_text("not json")
    with pytest.raises(SnapshotError):
        build(store, ctgov=[page])


def test_old_numbers_of_studies_lead_to_them(store, tmp_path):
    page = tmp_path / "page-1.json"
    page.write_text(json.dumps({"studies": [study("NCT09999901", aliases=("NCT09999800",))]}))
    build(store, ctgov=[page])
    assert store.head(Identifier("NCT", "NCT09999800")).alias == "NCT09999901"


def rows(store):
    """Every row of a store as it reads, but for the time of its writing."""
    return {key: store._bytes(key) for prefix in ("head:", "payload:", "record:") for key in store.keys(prefix)}


def test_a_build_writes_the_rows_of_an_import(store, tmp_path):
    folder = tmp_path / "records"
    (folder / "pubmed").mkdir(parents=True)
    (folder / "ctgov").mkdir()
    articles = [article(str(n), title=f"Größe {n}\u2009µm") for n in range(1, 12)]
    (folder / "pubmed" / "all.xml").write_bytes(article_set(*articles))
    (folder / "ctgov" / "one.json").write_text(json.dumps(study("NCT09999901", aliases=("NCT09999800",))))
    build(store, packed(tmp_path, 1, *articles), ctgov=[folder / "ctgov" / "one.json"])
    with Store(tmp_path / "other") as other:
        snapshot.import_folder(folder, other, clock=lambda: NOW)
        assert rows(store) == rows(other)
        assert store.faults() == []


def test_workers_build_what_one_process_builds(store, tmp_path, monkeypatch):
    from verifier.workers import pool

    monkeypatch.setattr(bulk, "PIECE", 2000)
    files = [
        packed(tmp_path, 1, *(article(str(n)) for n in range(1, 12))),
        packed(tmp_path, 2, article("3", title="Second 3"), deleted=("5",)),
    ]
    build(store, *files)
    with Store(tmp_path / "other") as other, pool(2) as workers:
        bulk.build(other, files, pool=workers, clock=lambda: NOW)
        assert rows(other) == rows(store)


def test_a_parser_that_dies_leaves_what_was_taken_in(store, tmp_path):
    class Dying:
        def submit(self, *_arguments):
            raise BrokenProcessPool

    first, second = packed(tmp_path, 1, article("1")), packed(tmp_path, 2, article("2"))
    build(store, first)
    with pytest.raises(SnapshotError, match="run it again"):
        bulk.build(store, [first, second], pool=Dying(), clock=lambda: NOW)
    assert build(store, first, second).known == 1
    assert title(store, "2")


def test_recorded_articles_are_read_as_ever(store, tmp_path, shared):
    from verifier.registries import pubmed

    files = sorted((shared / "records" / "pubmed").glob("*.xml"))[:60]
    payloads = {}
    for file in files:
        payloads.update(pubmed.from_file(file.read_bytes()).payloads)
    body = "<PubmedArticleSet>" + "".join(payloads.values()) + "</PubmedArticleSet>"
    path = tmp_path / "pubmed26n0001.xml.gz"
    path.write_bytes(gzip.compress(body.encode()))
    assert build(store, path).articles == len(payloads)
    for pmid, payload in payloads.items():
        digest = store.head(Identifier("PMID", pmid)).current.digest
        assert store.record(digest, f"{pubmed.SCHEME}/{pubmed.READER}") == pubmed.read(payload)


@pytest.mark.parametrize("quick", [True, False], ids=["isal", "zlib"])
def test_files_are_unpacked_alike_by_either_library(tmp_path, monkeypatch, quick):
    if quick:
        monkeypatch.setattr(rows_of_a_store, "_quick", pytest.importorskip("isal.isal_zlib", reason="needs isal"))
    else:
        monkeypatch.setattr(rows_of_a_store, "_quick", zlib)
    body = b"".join(b"line %d\n" % n for n in range(200_000))
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(body[:99]) + gzip.compress(body[99:]) + bytes(512))
    with bulk._opened(path) as chunks:
        assert b"".join(chunks) == body
    assert zlib.decompress(rows_of_a_store.pack_quickly(body)) == body
    path.write_bytes(gzip.compress(body)[:-20])
    with pytest.raises(SnapshotError, match="fetch it again"), bulk._opened(path) as chunks:
        b"".join(chunks)


def test_the_command_takes_the_files_that_a_pattern_gives(tmp_path):
    from click.testing import CliRunner

    from verifier import cli

    files = [str(packed(tmp_path, number, article(str(number)))) for number in (1, 2, 3)]
    page = tmp_path / "page-1.json"
    page.write_text(json.dumps({"studies": [study("NCT09999901")]}))
    words = [
        "snapshot",
        "build",
        "--pubmed",
        *files,
        "--jobs",
        "1",
        "--ctgov",
        str(page),
        "--store",
        str(tmp_path / "s"),
    ]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 0, result.output
    assert "3 articles, 1 studies" in result.output
    assert CliRunner().invoke(cli.main, ["snapshot", "build", files[0]]).exit_code == 2
