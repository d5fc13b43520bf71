"""The store keeps what was said, and runs nothing that somebody else put there."""

from __future__ import annotations

import pickle
import sqlite3

import pytest

from verifier.errors import StoreError, TamperedError
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
        keep(store, digest="d2", payload="<y/>", seen="2027-01-01T00:00:00Z", origin="snapshot")
        assert store.head(P).current.digest == "d1"


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
    with pytest.raises(TamperedError), Store(tmp_path) as store:
        list(store.identifiers())


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
