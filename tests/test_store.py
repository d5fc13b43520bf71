"""The store keeps what was said, and runs nothing that somebody else put there."""

from __future__ import annotations

import itertools
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.errors import StoreError, TamperedError
from verifier.heads import Version
from verifier.model import Identifier
from verifier.store import Store

P = Identifier("PMID", "7")


def keep(store, digest="d1", payload="<x/>", seen="2026-01-01T00:00:00Z", **options):
    return store.put(P, digest, payload, seen=seen, kind="settled-paper", **options)


def test_round_trip_and_history(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        keep(store, seen="2026-01-03T00:00:00Z")
        keep(store, digest="d2", payload="<y/>", seen="2026-01-05T00:00:00Z")
    with Store(tmp_path) as store:
        head = store.head(P)
        assert [(v.digest, v.first[8:10], v.last[8:10]) for v in head.versions] == [
            ("d1", "01", "03"),
            ("d2", "05", "05"),
        ]
        assert (store.payload("d1"), store.payload("d2"), store.payload("d3")) == ("<x/>", "<y/>", None)
        assert list(store.identifiers()) == [P]


def test_a_snapshot_never_beats_what_was_fetched(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        late, early = ("2027-01-01T00:00:00Z",) * 2, ("2025-01-01T00:00:00Z",) * 2
        store.put_imported(P, Version("d2", *late, "snapshot"), "<y/>", kind="k")
        assert [v.digest for v in store.head(P).versions] == ["d1"]
        store.put_imported(P, Version("d0", *early, "snapshot"), "<w/>", kind="k")
        assert [v.digest for v in store.head(P).versions] == ["d0", "d1"]


def test_the_folder_is_private(tmp_path):
    Store(tmp_path / "s").close()
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("code in a row was run",))


def tamper(path, sql, *values):
    with sqlite3.connect(path / "cache.db") as connection:
        connection.execute(sql, values)
    connection.close()


def test_pickle_in_a_value_is_refused(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
    tamper(tmp_path, "UPDATE Cache SET mode = 4, value = ? WHERE key = 'head:PMID:7'", pickle.dumps(Bomb()))
    with Store(tmp_path) as store, pytest.raises(TamperedError):
        store.head(P)


def test_pickle_in_a_key_is_refused(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
    tamper(tmp_path, "UPDATE Cache SET raw = 0, key = ? WHERE key = 'head:PMID:7'", pickle.dumps(Bomb()))
    with Store(tmp_path) as store:
        assert list(store.identifiers()) == []
        assert store.faults() == ["1 rows are not of this package's making; they are never read"]


def test_a_payload_that_is_no_text_is_told(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        store._put_bytes("payload:d1", b"\xff\xfe")
        with pytest.raises(TamperedError, match="is no text"):
            store.payload("d1")


def test_a_key_that_names_no_identifier_is_passed_over_and_told(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        store._set("head:???", {})
        assert list(store.identifiers()) == [P]
        assert store.faults() == ["1 rows are not of this package's making; they are never read"]
        assert store.prune("2030-01-01", frozenset()) == 0


@pytest.mark.parametrize("time", ["yesterday", "2026-99-01T00:00:00Z", "2026-01-01T00:00:00", "\u0662026-01-01"])
@pytest.mark.parametrize("field", ["first", "checked"])
def test_a_head_without_times_is_no_head_of_ours(tmp_path, field, time):
    with Store(tmp_path) as store:
        keep(store)
        was, now = (f'"{field}":"{value}"'.encode() for value in ("2026-01-01T00:00:00Z", time))
        row = store._bytes(f"head:{P}")
        assert was in row
        store._put_bytes(f"head:{P}", row.replace(was, now))
        with pytest.raises(TamperedError, match="does not hold what it should"):
            store.head(P)


@pytest.mark.parametrize("value", [b"", b"not packed", b"x\x9c\x03\x00"])
def test_damaged_values_are_told(tmp_path, value):
    with Store(tmp_path) as store:
        keep(store)
    tamper(tmp_path, "UPDATE Cache SET value = ? WHERE key = 'head:PMID:7'", value)
    with Store(tmp_path) as store, pytest.raises(TamperedError):
        store.head(P)


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "cache.db").write_bytes(b"hello, this is not a database at all" * 100)
    with pytest.raises(StoreError, match="move the folder away"):
        Store(tmp_path)


def test_settings_of_somebody_else_are_refused(tmp_path):
    Store(tmp_path).close()
    tamper(tmp_path, "INSERT INTO Settings VALUES ('disk_evil', 1)")
    with pytest.raises(TamperedError, match="settings"):
        Store(tmp_path)


def test_another_program_s_database_is_left_alone(tmp_path):
    import diskcache

    with sqlite3.connect(tmp_path / "cache.db") as connection:
        connection.execute("CREATE TABLE letters (text)")
    connection.close()
    (tmp_path / "other").mkdir()
    with diskcache.Cache(str(tmp_path / "other")) as theirs:
        theirs["theirs"] = 1
    for folder in (tmp_path, tmp_path / "other"):
        before = (folder / "cache.db").read_bytes()
        with pytest.raises(StoreError, match="another program's database"):
            Store(folder)
        assert (folder / "cache.db").read_bytes() == before


def test_a_store_is_made_only_where_that_is_asked(tmp_path):
    for options in ({"readonly": True}, {"create": False}):
        with pytest.raises(StoreError, match="there is no store in"):
            Store(tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_another_format_is_told(tmp_path):
    with Store(tmp_path) as store:
        store._set("meta:format", 99)
    with pytest.raises(StoreError, match="format 99"):
        Store(tmp_path)


def fill(store, written):
    for number in itertools.takewhile(lambda n: n < 1000, written):
        with store.transaction():
            keep(store, digest=f"n{number}", payload=os.urandom(4000).hex())


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        pages = store._cache._sql("PRAGMA page_count").fetchone()[0]
        store._cache._sql(f"PRAGMA max_page_count = {pages}")
        written = itertools.count()
        with pytest.raises(StoreError, match="disk is full"):
            fill(store, written)
        last = next(written) - 1
    with Store(tmp_path) as store:
        digests = [version.digest for version in store.head(P).versions]
        assert digests == ["d1", *(f"n{number}" for number in range(last))]
        assert all(store.payload(digest) for digest in digests)


def test_read_only_use_writes_nothing(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with Store(tmp_path, readonly=True) as store:
        assert store.payload(store.head(P).current.digest) == "<x/>"
        keep(store, digest="d2")
        assert store.info().papers == 1
    assert before["cache.db"] == (tmp_path / "cache.db").read_bytes()
    with pytest.raises(StoreError, match="there is no store"):
        Store(tmp_path / "none", readonly=True)


def test_a_store_found_read_only_serves_and_says_what_it_cannot_do(tmp_path, monkeypatch):
    with Store(tmp_path) as store:
        keep(store)
    monkeypatch.setattr("verifier.store.os.access", lambda *_: False)
    with Store(tmp_path) as store:
        assert store.head(P).current.digest == "d1"
        with pytest.raises(StoreError, match="read-only"):
            keep(store, digest="d2")
        with pytest.raises(StoreError, match="read-only"):
            store.prune("2030", frozenset())


def test_info_counts(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        store.put_missing(Identifier("NCT", "NCT00000001"), asked="2026-01-01T00:00:00Z", proof="404")
        info = store.info()
    assert (info.papers, info.trials, info.payloads, info.records, info.readonly) == (1, 1, 1, 0, False)


def test_prune_drops_what_is_superseded_and_keeps_what_is_current(tmp_path):
    with Store(tmp_path) as store:
        keep(store)
        keep(store, digest="d2", payload="<y/>", seen="2026-03-05T00:00:00Z")
        keep(store, digest="d3", payload="<z/>", seen="2026-04-05T00:00:00Z")
        assert store.prune("2026-02-01", frozenset()) == 1
        assert [v.digest for v in store.head(P).versions] == ["d2", "d3"]
        assert [store.payload(d) for d in ("d1", "d2", "d3")] == [None, "<y/>", "<z/>"]
        assert store.prune("2027-01-01", frozenset()) == 1
        assert store.payload("d3") == "<z/>"


WRITER = """
import sys
import tempfile
from verifier.model import Identifier
from verifier.store import Store
with Store(sys.argv[1]) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 100_000, 1):
        with store.transaction():
            store.put(Identifier("PMID", str(number)), f"d{number}", f"<x>{number}</x>", seen="2026-01-01T00:00:00Z", kind="k")
        print(number, flush=True)
"""


def test_many_writers_and_kill_9_lose_nothing_acknowledged(tmp_path):
    Store(tmp_path).close()
    starts = (1_000_000, 2_000_000)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, str(s)], stdout=subprocess.PIPE, text=True)
        for s in starts
    ]
    told = [[next(writer.stdout) for _ in range(20)] for writer in writers]
    for writer, lines in zip(writers, told, strict=True):
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
        writer.stdout.close()
        writer.wait()
    with Store(tmp_path) as store:
        assert store.faults() == []
        for lines in told:
            for number in (line.strip() for line in lines if line.endswith("\n")):
                assert store.payload(store.head(Identifier("PMID", number)).current.digest) == f"<x>{number}</x>"


def test_a_folder_in_other_use_keeps_its_rights(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir(mode=0o755)
    (folder / "notes.txt").write_text("mine")
    for _ in range(2):
        Store(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o755
    assert (folder / "cache.db").stat().st_mode & 0o777 == 0o600


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=12))
def test_history_is_what_was_said_in_order(said):
    """Payloads fetched day by day, now and then proven missing: versions are the runs of equal payloads."""
    with tempfile.TemporaryDirectory() as folder, Store(folder) as store:
        for day, (digest, missing) in enumerate(said, 1):
            seen = f"2026-01-{day:02}T00:00:00Z"
            if missing:
                store.put_missing(P, asked=seen, proof="404")
            else:
                store.put(P, digest, f"<{digest}/>", seen=seen, kind="k")
        head = store.head(P)
        fetched = [(day, digest) for day, (digest, missing) in enumerate(said, 1) if not missing]
        runs = [[(day, digest) for day, digest in run] for _, run in itertools.groupby(fetched, key=lambda x: x[1])]
        assert [(v.digest, int(v.first[8:10]), int(v.last[8:10])) for v in head.versions] == [
            (run[0][1], run[0][0], run[-1][0]) for run in runs
        ]
        assert bool(head.missing) == said[-1][1]
        assert all(store.payload(v.digest) == f"<{v.digest}/>" for v in head.versions)
