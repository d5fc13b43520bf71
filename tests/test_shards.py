"""Many processes: the same events as one, whatever dies on the way."""

from __future__ import annotations

import datetime as dt
import os
import signal
from pathlib import Path

import msgspec
import pytest
from registry_fake import FakeRegistry, article, study

from verifier import Verifier, snapshot
from verifier.line import Told
from verifier.model import DocumentRead
from verifier.shards import Setting, Shards, Task
from verifier.store import Store

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(40):
        text = f"Page {number}. Magnesium reduced insomnia severity (PMID: 9000000{number % 5}).\n"
        (folder / f"{number:03}.txt").write_text(text)
    (folder / "039.txt").unlink()
    return [str(folder / f"{number:03}.txt") for number in range(40)]


def told(store, pages, jobs, **options):
    offline = options.pop("offline", False)
    with Verifier(store, judge=None, today=TODAY, offline=offline, show_text=False, **options) as verifier:
        if jobs == 1:
            from verifier import inputs

            return list(verifier.events(inputs.open_inputs(pages)))
        setting = Setting(str(store), TODAY, None, uncited=True, show_text=False)
        with Shards(verifier, setting, jobs, offline=offline) as shards:
            return list(shards.events(pages))


def test_two_workers_tell_what_one_tells_offline(tmp_path, pages):
    store = tmp_path / "store"
    with Store(store) as opened:
        snapshot.import_folder(ROOT / "fixtures" / "records", opened)
    assert told(store, pages, 2, offline=True) == told(store, pages, 1, offline=True)


def test_two_workers_tell_what_one_tells_when_registries_are_asked(tmp_path, pages):
    def registry():
        return FakeRegistry(
            articles={f"9000000{n}": article(f"9000000{n}") for n in range(3)},
            studies={"NCT09999901": study("NCT09999901", "RECRUITING")},
        )

    naps = []
    clock = {"clock": lambda: dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)}
    one = told(tmp_path / "one", pages, 1, transport=registry(), sleep=naps.append, **clock)
    two = told(tmp_path / "two", pages, 2, transport=registry(), sleep=naps.append, **clock)
    assert two == one
    assert any(event.verdict.outcome == "broken" for event in two if hasattr(event, "verdict"))


def deadly(names):
    """Work that kills its worker at some documents."""
    if any("killer" in name for name in names):
        os.kill(os.getpid(), signal.SIGKILL)
    return msgspec.msgpack.encode(Told(tuple(DocumentRead(name) for name in names)))


def dies_once(mark, names):
    """Work whose worker is killed the first time, by something outside."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return msgspec.msgpack.encode(Told(tuple(DocumentRead(name) for name in names)))


def reads(blobs):
    return [event for blob in blobs for event in msgspec.msgpack.decode(blob, type=Told).events]


def shards(jobs=2):
    return Shards(None, None, jobs)


def test_a_document_that_kills_its_worker_twice_is_set_aside():
    tasks = [Task(("a", "killer", "b"), deadly), Task(("c",), deadly), Task(("d", "e"), deadly)]
    with shards() as group:
        events = reads(group._ordered(tasks))
    assert [event.name for event in events] == ["a", "killer", "b", "c", "d", "e"]
    assert [event.name for event in events if event.error] == ["killer"]
    assert group.quarantined == ["killer"]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path):
    import functools

    work = functools.partial(dies_once, str(tmp_path / "mark"))
    with shards() as group:
        events = reads(group._ordered([Task(("a", "b"), work), Task(("c",), deadly)]))
    assert [(event.name, event.error) for event in events] == [("a", ""), ("b", ""), ("c", "")]
    assert group.quarantined == []
