"""Rows of a store that somebody changed: told and passed over, never run, never a wrong record, never a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import sqlite3
import zlib

import pytest
from registry_fake import FakeRegistry, FakeTime, article, study

from verifier import Verifier, doctor, snapshot
from verifier.errors import VerifierError
from verifier.store import Store

PAGE = (
    "Cells helped adults (PMID: 101). A trial recruits (NCT00000001). None (PMID: 109). A third (doi: 10.1000/a.1).\n"
)
RIGHT = {"101", "NCT00000001"}
JUNK = [
    b"", b"null", b"{}", b"[]", b"7", b"\xff\xfe", b"[" * 5000, b'{"versions":[{}]}',
    b'{"missing":"so","checked":"2026-11-20T00:00:00Z","kind":"missing"}',
    b'{"alias":"\\ud800","checked":"2026-11-20T00:00:00Z","kind":"alias"}',
    b'{"alias":"NCT00000001","checked":"2026-11-20T00:00:00Z","kind":"alias"}',
    b'{"checked":"0001-01-01T00:00:00+23:59","versions":[{"digest":"d","first":"0001-01-01T00:00:00Z","last":"9999-12-31T23:59:59-23:59"}]}',
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder, time = tmp_path_factory.mktemp("tampered") / "store", FakeTime()
    mark = '<ArticleIdList><ArticleId IdType="doi">10.1000/a.1</ArticleId>'
    registry = FakeRegistry(
        {"101": article("101").replace("<ArticleIdList>", mark)},
        {"NCT00000011": study("NCT00000011", "RECRUITING", aliases=["NCT00000001"])},
    )
    with Verifier(folder, transport=registry, sleep=time.sleep, judge=None, resolve_others=True) as verifier:
        run = verifier.check_text(PAGE, kind="markdown")
    assert run.counts.found == 2
    return folder


def harmed(value, others, dice):
    """A row as damage or malice may leave it."""
    match dice.randrange(4):
        case 0:
            return dice.choice(JUNK)
        case 1:
            return dice.choice(others)
        case 2:
            return value[: dice.randrange(len(value) + 1)]
    changed = bytearray(value)
    for _ in range(dice.randint(1, 5)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_any_kind(filled, tmp_path, seed):
    dice, folder = random.Random(seed), tmp_path / "store"
    shutil.copytree(filled, folder)
    connection = sqlite3.connect(folder / "cache.db")
    rows = [(row, zlib.decompress(value)) for row, value in connection.execute("SELECT rowid, value FROM Cache")]
    for row, value in dice.sample(rows, 4):
        packed = zlib.compress(harmed(value, [other for _, other in rows], dice))
        connection.execute("UPDATE Cache SET value = ? WHERE rowid = ?", (packed, row))
    connection.commit()
    connection.close()
    for as_of in (None, dt.date(2999, 1, 1)):
        with (
            contextlib.suppress(VerifierError),
            Verifier(folder, offline=True, judge=None, resolve_others=True, as_of=as_of) as verifier,
        ):
            for verdict in verifier.check_text(PAGE, kind="markdown").verdicts:
                assert not verdict.record.title or verdict.citation.identifier.value in RIGHT
    for work in (
        doctor.verify,
        lambda store: snapshot.export(store, tmp_path / "out"),
        lambda store: store.prune("2999", frozenset()),
    ):
        with contextlib.suppress(VerifierError), Store(folder, create=False) as store:
            work(store)
