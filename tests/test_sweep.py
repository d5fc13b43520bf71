"""A sweep: the same verdicts as a plain run, each step resumable, killers set aside."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import signal
from pathlib import Path

import msgspec
import pytest

from verifier import Verifier, inputs, snapshot, sweep
from verifier.line import Gathered
from verifier.model import DocumentRead
from verifier.shards import Setting, Shards
from verifier.store import Store
from verifier.workers import Task, Workers

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "fixtures" / "pages").glob("*.*"))
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        snapshot.import_folder(ROOT / "fixtures" / "records", opened)
    return tmp_path / "store"


@pytest.fixture
def swept(store, tmp_path):
    setting = Setting(str(store), TODAY, None, uncited=True, show_text=False)
    return sweep.Sweep(setting, str(tmp_path / "out"))


@pytest.fixture
def shards(tmp_path):
    lists = []
    for number, names in enumerate((PAGES[:2], PAGES[2:4])):
        path = tmp_path / f"shard-{number}.txt"
        path.write_text("\n".join(map(str, names)) + "\n")
        lists.append(str(path))
    return lists


def run(swept, shards, each=map):
    with Verifier(swept.setting.store, offline=True, judge=None, today=TODAY) as verifier:
        return sweep.run(swept, shards, each, verifier, lambda *_: None)


def outcomes(lines):
    told = [json.loads(line) for line in lines.splitlines()]
    return [(t.get("identifier"), t.get("outcome")) for t in told if t.get("outcome")]


def test_a_sweep_tells_what_a_plain_run_tells(swept, shards):
    told = [pair for report in run(swept, shards) for pair in outcomes(report.read_text("utf-8"))]
    with Verifier(swept.setting.store, offline=True, judge=None, today=TODAY) as verifier:
        plain = verifier.check(*PAGES[:4]).render("jsonl")
    assert told == outcomes(plain)
    assert told


def test_what_is_there_is_not_done_again(swept, shards):
    (first, _) = run(swept, shards)
    first.write_text("kept\n")
    asked = []

    def counting(work, todo):
        asked.extend(todo)
        return map(work, todo)

    run(swept, shards, counting)
    assert asked == []
    assert first.read_text() == "kept\n"


def test_an_interrupted_sweep_goes_on(swept, shards):
    def dies(work, todo):
        yield work(todo[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(swept, shards, dies)
    assert swept.extracted(shards[0]).exists()
    assert all(report.exists() for report in run(swept, shards))


def test_shards_of_one_name_in_two_folders_stay_apart(swept):
    assert swept.report("a/x.txt") != swept.report("b/x.txt")


def deadly_page(journal, skip, names):
    """Stands in for the reader of an archive of four pages, of which page 2 kills."""
    for number in range(4):
        Path(journal).write_text(str(number))
        if number == 2 and number not in skip:
            os.kill(os.getpid(), signal.SIGKILL)
    return msgspec.msgpack.encode([Gathered(DocumentRead(f"{names[0]} {n}")) for n in range(4) if n not in skip])


def test_a_page_of_an_archive_that_kills_is_set_aside(tmp_path, monkeypatch):
    group = Shards(None, None, 1)
    real = Workers.alone
    journal = tmp_path / "page"

    def alone(self, task):
        skip = task.work.args[2]
        return real(self, Task(task.names, functools.partial(deadly_page, str(journal), skip)))

    monkeypatch.setattr(Workers, "alone", alone)
    pages = group.gathered_archive("a.warc", journal)
    assert [page.read.name for page in pages] == ["a.warc 0", "a.warc 1", "a.warc 3"]
    assert group.quarantined == ["a.warc page 2"]


def test_over_dask(swept, shards):
    pytest.importorskip("distributed", reason="needs dask[distributed]")
    each, close = sweep.dask_map(None, 2)
    try:
        reports = run(swept, shards, each)
    finally:
        close()
    assert all(report.stat().st_size for report in reports)


def test_a_list_that_is_not_there_is_told(swept):
    from verifier.errors import UsageError

    with pytest.raises(UsageError, match="list of documents"):
        run(swept, ["gone.txt"])


def test_archives_are_shards(swept, tmp_path):
    pytest.importorskip("fastwarc", reason="needs fastwarc")
    pytest.importorskip("warcio", reason="needs warcio to write an archive")
    from test_archives import archive

    path = archive(tmp_path / "a.warc.gz", ("https://a.example/1", PAGES[0].read_bytes()))
    (report,) = run(swept, [str(path)])
    assert "https://a.example/1" in report.read_text("utf-8")
    assert [page.name for page in inputs.archived(str(path))] == ["https://a.example/1"]
