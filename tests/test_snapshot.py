"""Snapshots go in and out unchanged, are believed only as far as they prove themselves, and never prove absence."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os

import pytest
from registry_fake import article, article_set, study

from verifier.errors import SnapshotError
from verifier.model import Found, Identifier, Unavailable
from verifier.resolve import Resolver
from verifier.snapshot import build, export, import_folder, import_packed, import_snapshot
from verifier.store import Store

P1, N1, N9 = Identifier("PMID", "101"), Identifier("NCT", "NCT00000011"), Identifier("NCT", "NCT00000099")
OLD = Identifier("NCT", "NCT00000001")
DAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "snapshot"
    (root / "pubmed").mkdir(parents=True)
    (root / "ctgov").mkdir()
    (root / "pubmed" / "101.xml").write_bytes(article_set(article("101"), dtd="pubmed_270101"))
    (root / "ctgov" / "NCT00000011.json").write_text(json.dumps(study("NCT00000011")))
    (root / "index.json").write_text(json.dumps({"records": {"ctgov/NCT00000011.json": {"alias": [str(OLD)]}}}))
    return root


def imported(path, folder):
    with Store(path) as store:
        import_folder(folder, store, clock=lambda: DAY)
    return path


def lookups(path, *identifiers):
    with Store(path) as store:
        return list(Resolver(store, clock=lambda: DAY).resolve(identifiers).values())


def test_folder_serves_offline_and_proves_no_absence(tmp_path, folder):
    paper, trial, alias, absent = lookups(imported(tmp_path / "s", folder), P1, N1, OLD, N9)
    assert [type(x) for x in (paper, trial, alias)] == [Found] * 3
    assert alias.record.identifier == N1
    assert (type(absent), absent.reason) == (Unavailable, "offline")


def test_packed_form_is_deterministic_and_goes_round(tmp_path, folder):
    files = []
    for name in "ab":
        with Store(imported(tmp_path / name, folder)) as store:
            files.append(tmp_path / f"{name}.gz")
            assert export(store, files[-1]) == 2
    assert files[0].read_bytes() == files[1].read_bytes()
    with Store(tmp_path / "c") as store:
        assert (import_snapshot(files[0], store).records, export(store, tmp_path / "c.gz")) == (2, 2)
    assert (tmp_path / "c.gz").read_bytes() == files[0].read_bytes()
    assert [type(x) for x in lookups(tmp_path / "c", P1, N1, OLD)] == [Found] * 3


def rewritten(source, target, change, *, sum_too=False):
    import hashlib

    lines = gzip.decompress(source.read_bytes()).splitlines(keepends=True)
    body = [change(line) for line in lines[:-1]]
    tail = json.dumps({"sha256": hashlib.sha256(b"".join(body)).hexdigest()}).encode() if sum_too else lines[-1]
    target.write_bytes(gzip.compress(b"".join(body) + tail))
    return target


def test_a_changed_or_cut_file_is_refused_whole(tmp_path, folder):
    with Store(imported(tmp_path / "a", folder)) as store:
        export(store, tmp_path / "a.gz")
    broken = [
        rewritten(tmp_path / "a.gz", tmp_path / "b.gz", lambda line: line.replace(b"12 people", b"99 people")),
        tmp_path / "cut.gz",
        tmp_path / "text.gz",
    ]
    broken[1].write_bytes((tmp_path / "a.gz").read_bytes()[:-40])
    broken[2].write_bytes(gzip.compress(b'{"schema":"other"}\n'))
    for file in broken:
        with Store(tmp_path / "x") as store:
            with pytest.raises(SnapshotError):
                import_packed(file, store)
            assert list(store.identifiers()) == []


def test_a_payload_that_is_not_what_it_says_is_left_out(tmp_path, folder):
    with Store(imported(tmp_path / "a", folder)) as store:
        export(store, tmp_path / "a.gz")
    forged = rewritten(
        tmp_path / "a.gz", tmp_path / "b.gz", lambda line: line.replace(b'"PMID:101"', b'"PMID:102"'), sum_too=True
    )
    with Store(tmp_path / "x") as store:
        result = import_packed(forged, store)
        assert (result.records, len(result.skipped)) == (1, 1)
        assert "carries the number PMID:101" in result.skipped[0][1]


def test_hostile_files_of_a_folder_are_left_out(tmp_path, folder):
    (folder / "pubmed" / "bomb.xml").write_bytes(b'<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet/>')
    (folder / "pubmed" / "link.xml").symlink_to("/etc/hostname")
    (folder / "ctgov" / "deep.json").write_bytes(b"[" * 100_000)
    with Store(tmp_path / "s") as store:
        result = import_folder(folder, store)
    assert result.records == 2
    assert sorted(name for name, _ in result.skipped) == ["ctgov/deep.json", "pubmed/bomb.xml", "pubmed/link.xml"]


def test_a_file_with_one_bad_record_is_left_out_whole(tmp_path, folder):
    stray = article("0102")  # a number that no registry gives out
    (folder / "pubmed" / "two.xml").write_bytes(article_set(article("103"), stray))
    (folder / "pubmed" / "page.xml").write_bytes(b"<html><body>404 Not Found</body></html>")
    with Store(tmp_path / "s") as store:
        result = import_folder(folder, store)
        assert [str(i) for i in store.identifiers()] == ["NCT00000001", "NCT00000011", "PMID:101"]
    assert [name for name, _ in result.skipped] == ["pubmed/page.xml", "pubmed/two.xml"]
    assert all(reason for _, reason in result.skipped)


def test_where_no_file_can_be_read_each_is_named(tmp_path):
    (tmp_path / "ctgov").mkdir()
    (tmp_path / "ctgov" / "cut.json").write_text(json.dumps(study("NCT00000011"))[:-20])
    with Store(tmp_path / "s") as store:
        result = import_folder(tmp_path, store)
    assert (result.records, [name for name, _ in result.skipped]) == (0, ["ctgov/cut.json"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_left_out(tmp_path, folder):
    (folder / "pubmed" / "101.xml").chmod(0)
    with Store(tmp_path / "s") as store:
        assert "cannot be read" in import_folder(folder, store).skipped[0][1]


def test_nothing_to_import_is_told(tmp_path):
    with Store(tmp_path / "s") as store:
        with pytest.raises(SnapshotError, match="holds no record"):
            import_folder(tmp_path, store)
        with pytest.raises(SnapshotError):
            import_snapshot(tmp_path / "none.gz", store)


def test_build_packs_a_folder(tmp_path, folder):
    assert build(folder, tmp_path / "a.gz", clock=lambda: DAY).records == 2
    with Store(tmp_path / "s") as store:
        assert import_packed(tmp_path / "a.gz", store).records == 2
