"""Many processes: the same events as one, whatever dies on the way."""

from __future__ import annotations

import datetime as dt
import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import msgspec
import pytest
from registry_fake import FakeRegistry, article, study
from test_fulltext import articleset, full

from verifier import Verifier, inputs, snapshot
from verifier.errors import StoreError
from verifier.line import Told
from verifier.model import DocumentRead
from verifier.shards import Setting, Shards
from verifier.store import Store
from verifier.workers import Task

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


def told(store, pages, jobs, deeper=None, **options):
    """The events of a run. deeper: what the workers must know too."""
    deeper = deeper or {}
    with Verifier(store, judge=None, today=TODAY, show_text=False, **deeper, **options) as verifier:
        if jobs == 1:
            return list(verifier.events(inputs.open_inputs(pages)))
        setting = Setting(str(store), TODAY, None, uncited=True, show_text=False, **deeper)
        with Shards(verifier, setting, jobs, offline=verifier.fetch is None) as shards:
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


DEEP = (
    "# Invented cells\n\nInvented cells helped 12 adults (doi: 10.1000/a.1).\n\n"
    "A trial of invented cells reported that they helped adults (NCT00000011).\n\n"
    "Another thing was seen in adults (PMID: 102; PMCID: PMC500). A third one (doi: 10.1000/none).\n\n"
    "1. Doe J, Roe R. Invented J 2019;10:56\n"
)


def deep_registry():
    """Papers with other numbers, one of them open in PMC; a trial that names a report."""
    marks = '<ArticleIdList><ArticleId IdType="doi">10.1000/a.1</ArticleId><ArticleId IdType="pmc">PMC500</ArticleId>'
    report = {"references": [{"pmid": "103", "type": "RESULT", "citation": "Doe"}]}
    registry = FakeRegistry(
        articles={
            "101": article("101").replace("<ArticleIdList>", marks),
            "102": article("102"),
            "103": article("103", abstract="Invented cells helped adults."),
        },
        studies={"NCT00000011": study("NCT00000011", referencesModule=report)},
    )

    def beside(request):
        if "ecitmatch" in request.url.path:
            return httpx.Response(200, text="Invented J|2019|10|56|Doe J|0|101\n")
        return httpx.Response(200, text=articleset(full())) if b"db=pmc" in request.content else None

    registry.down = beside
    return registry


def test_two_workers_read_as_deep_as_one(tmp_path):
    pages = []
    for number in range(34):
        (tmp_path / f"{number:02}.md").write_text(DEEP if number % 16 == 1 else f"Nothing of note {number}.\n")
        pages.append(str(tmp_path / f"{number:02}.md"))
    deeper = {"links": True, "depth": "fulltext", "resolve_others": True, "max_age": "1s"}
    online = {"clock": lambda: dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), "sleep": lambda _: None}
    one = told(tmp_path / "one", pages, 1, deeper, transport=deep_registry(), **online)
    assert told(tmp_path / "two", pages, 2, deeper, transport=deep_registry(), **online) == one
    verdicts = [event.verdict for event in one if hasattr(event, "verdict")]
    assert any("with its report" in verdict.depth for verdict in verdicts)
    assert any("full text" in verdict.depth for verdict in verdicts)
    assert "101" in {verdict.citation.identifier.value for verdict in verdicts}
    assert any(event.aside.candidates for event in one if hasattr(event, "aside"))
    # And from the store alone, as it was known on a day.
    known = {**deeper, "as_of": TODAY}
    assert told(tmp_path / "two", pages, 2, known) == told(tmp_path / "two", pages, 1, known)


def test_what_cannot_be_kept_is_told_alike_by_two_workers(tmp_path, pages, monkeypatch):
    """A disk that takes nothing: the leading process hands its workers what they cannot find in the store."""

    def full(self, key, value):
        raise StoreError("the disk is full")

    with Store(tmp_path / "store"):
        pass
    monkeypatch.setattr(Store, "_put_bytes", full)

    def registry():
        return FakeRegistry(articles={f"9000000{n}": article(f"9000000{n}") for n in range(3)})

    clock = {"clock": lambda: dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), "sleep": lambda _: None}
    one = told(tmp_path / "store", pages, 1, transport=registry(), **clock)
    assert told(tmp_path / "store", pages, 2, transport=registry(), **clock) == one
    assert any(event.verdict.record.title for event in one if hasattr(event, "verdict"))


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
        events = reads(group._workers.ordered(tasks))
    assert [event.name for event in events] == ["a", "killer", "b", "c", "d", "e"]
    assert [event.name for event in events if event.error] == ["killer"]
    assert group.quarantined == ["killer"]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path):
    work = functools.partial(dies_once, str(tmp_path / "mark"))
    with shards() as group:
        events = reads(group._workers.ordered([Task(("a", "b"), work), Task(("c",), deadly)]))
    assert [(event.name, event.error) for event in events] == [("a", ""), ("b", ""), ("c", "")]
    assert group.quarantined == []


def dies_twice_in_all(folder, names):
    """Work whose worker is killed at the first and at the third document, the first time each is done."""
    for name in names:
        mark = Path(folder) / name
        if name in ("0", "2") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return msgspec.msgpack.encode(Told(tuple(DocumentRead(name) for name in names)))


def test_workers_killed_again_and_again_cost_nothing(tmp_path):
    work = functools.partial(dies_twice_in_all, str(tmp_path))
    with shards() as group:
        events = reads(group._workers.ordered([Task((str(number),), work) for number in range(12)]))
    assert [(event.name, event.error) for event in events] == [(str(number), "") for number in range(12)]
    assert group.quarantined == []


def tells_its_number(path, names):
    """Work that never ends, once its process has told its number."""
    Path(f"{path}.part").write_text(str(os.getpid()))
    Path(f"{path}.part").rename(path)
    signal.pause()


LEADER = """
import functools, sys
from test_shards import Task, shards, tells_its_number
with shards(1) as group:
    list(group._workers.ordered([Task(("a",), functools.partial(tells_its_number, sys.argv[1]))]))
"""


def until(holds):
    patience = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.02)


def test_no_worker_outlives_a_leader_that_was_killed(tmp_path):
    told = tmp_path / "pid"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    command = [sys.executable, "-c", LEADER, str(told)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.DEVNULL) as leader:
        until(told.exists)
        leader.kill()
    worker = Path(f"/proc/{told.read_text()}")
    until(lambda: not worker.exists())


def test_an_archive_is_told_as_one_process_tells_it(tmp_path, pages):
    pytest.importorskip("fastwarc", reason="needs fastwarc")
    pytest.importorskip("warcio", reason="needs warcio to write an archive")
    from test_archives import archive

    store = tmp_path / "store"
    with Store(store) as opened:
        snapshot.import_folder(ROOT / "fixtures" / "records", opened)
    clinic = (ROOT / "fixtures" / "pages" / "clinic.html").read_bytes()
    kept = archive(tmp_path / "a.warc.gz", *((f"https://a.example/{n % 3}", clinic) for n in range(5)))
    names = [pages[0], str(kept), pages[1]]
    assert told(store, names, 2, offline=True) == told(store, names, 1, offline=True)


def test_an_archive_whose_reader_dies_before_any_page_is_set_aside(tmp_path, monkeypatch):
    group = shards()
    monkeypatch.setattr(type(group._workers), "alone", lambda _self, _task: None)
    (only,) = group.gathered_archive("a.warc", tmp_path / "page")
    assert only.read.error
    assert group.quarantined == ["a.warc"]
