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


def reports(swept, shards, each=map):
    return [swept.report(mark.shard) for mark in run(swept, shards, each)]


def outcomes(lines):
    told = [json.loads(line) for line in lines.splitlines()]
    return [(t.get("identifier"), t.get("outcome")) for t in told if t.get("outcome")]


def test_a_sweep_tells_what_a_plain_run_tells(swept, shards):
    told = [pair for report in reports(swept, shards) for pair in outcomes(report.read_text("utf-8"))]
    with Verifier(swept.setting.store, offline=True, judge=None, today=TODAY) as verifier:
        plain = verifier.check(*PAGES[:4]).render("jsonl")
    assert told == outcomes(plain)
    assert told


def test_what_is_there_is_not_done_again(swept, shards):
    (first, _) = reports(swept, shards)
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
    assert all(report.exists() for report in reports(swept, shards))


def test_shards_of_one_name_in_two_folders_stay_apart(swept):
    assert swept.report("a/x.txt") != swept.report("b/x.txt")


def deadly_page(journal, skip, names):
    """Stands in for the reader of an archive of four pages, of which page 2 kills."""
    for number in range(4 if names else 0):
        Path(journal).write_text(str(number))
        if number == 2 and number not in skip:
            os.kill(os.getpid(), signal.SIGKILL)
    return msgspec.msgpack.encode(
        [Gathered(DocumentRead(f"{name} {n}")) for name in names for n in range(4) if n not in skip]
    )


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


@pytest.mark.parametrize("name", ["gone.txt", "gone.warc.gz", "gone.html"])
def test_a_shard_that_is_not_there_has_its_place_and_is_done_when_it_comes(swept, shards, tmp_path, name):
    gone = tmp_path / name
    first, lacking, second = run(swept, [shards[0], str(gone), shards[1]])
    assert lacking.fault
    assert lacking.counts.unreadable == 1
    assert not first.fault
    assert not second.fault
    assert str(gone) in swept.report(str(gone)).read_text("utf-8")
    if name == "gone.html":
        gone.write_bytes(PAGES[0].read_bytes())
        _, there, _ = run(swept, [shards[0], str(gone), shards[1]])
        assert (there.fault, there.counts.unreadable) == ("", 0)


def test_a_shard_that_changed_is_done_again(swept, shards):
    (before,) = run(swept, shards[:1])
    with open(shards[0], "a") as listed:
        listed.write(f"{PAGES[2]}\n")
    (after,) = run(swept, shards[:1])
    assert after.counts.documents == before.counts.documents + 1


def test_a_shard_that_kills_its_workers_costs_only_itself(swept, shards):
    def killed(work, todo):
        for shard in todo:
            yield None if shard == shards[0] else work(shard)

    lost, done = run(swept, shards, killed)
    assert lost.fault
    assert "died" in swept.report(shards[0]).read_text("utf-8")
    assert done.counts.documents == 1
    again, _ = run(swept, shards)
    assert (again.fault, again.counts.documents) == ("", 2)


def test_two_sweeps_are_not_mixed_in_one_folder(swept, shards):
    from verifier.errors import UsageError

    run(swept, shards[:1])
    other = msgspec.structs.replace(swept, setting=msgspec.structs.replace(swept.setting, today=dt.date(2026, 11, 21)))
    with pytest.raises(UsageError, match="another sweep"):
        run(other, shards)
    assert sweep.planned(swept.out).today == TODAY


def test_an_output_without_its_mark_is_done_again(swept, shards):
    (report, _) = reports(swept, shards)
    report.write_text("half\n")
    report.with_name(f"{report.name}.mark").unlink()
    (report, _) = reports(swept, shards)
    assert "half" not in report.read_text("utf-8")


def test_the_command_sweeps_over_dask_and_says_what_could_not_be_read(swept, shards, tmp_path):
    from click.testing import CliRunner

    from verifier import cli

    pytest.importorskip("distributed", reason="needs dask[distributed]")
    command = ["sweep", shards[0], str(tmp_path / "gone.warc.gz"), "--out", str(tmp_path / "o"), "--workers", "2"]
    command += ["--store", swept.setting.store, "--offline", "--judge", "none", "--today", "2026-11-20", "--quiet"]
    result = CliRunner().invoke(cli.main, command)
    assert result.exit_code == 3
    told, lacking = (Path(line).read_text("utf-8") for line in result.stdout.splitlines())
    with Verifier(swept.setting.store, offline=True, judge=None, today=TODAY) as verifier:
        assert outcomes(told) == outcomes(verifier.check(*PAGES[:2]).render("jsonl"))
    assert "gone.warc.gz" in lacking
    assert "gone.warc.gz" in result.stderr


def test_archives_are_shards(swept, tmp_path):
    pytest.importorskip("fastwarc", reason="needs fastwarc")
    pytest.importorskip("warcio", reason="needs warcio to write an archive")
    from test_archives import archive

    path = archive(tmp_path / "a.warc.gz", ("https://a.example/1", PAGES[0].read_bytes()))
    (report,) = reports(swept, [str(path)])
    told = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    (read,) = (line for line in told if line["kind"] == "document")
    assert (read["name"], read["notes"]) == ("https://a.example/1", ["captured 2024-03-01T10:00:00Z"])
    assert [page.name for page in inputs.archived(str(path))] == ["https://a.example/1"]
