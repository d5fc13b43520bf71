"""The command line as a person uses it."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "fixtures" / "pages"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VERIFIER_STORE", str(tmp_path / "store"))

    def call(*arguments, **more):
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False, **more)

    return call


@pytest.fixture
def filled(run):
    assert run("snapshot", "import", ROOT / "fixtures" / "records").exit_code == 0
    return run


def test_help_names_every_command(run):
    text = run("--help").output
    for name in COMMANDS:
        assert name in text


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_an_example(run, name):
    out = run(name, "--help")
    assert out.exit_code == 0
    assert "Example" in out.output


@pytest.mark.parametrize("group", ["snapshot", "store", "watch", "vocabulary"])
def test_every_subcommand_explains_itself_with_an_example(run, group):
    listed = run(group, "--help").output
    assert "..." not in listed.partition("Commands:")[2]
    for line in listed.partition("Commands:")[2].splitlines():
        if line.strip():
            assert f"verifier {group} {line.split()[0]}" in run(group, line.split()[0], "--help").output


def test_help_is_instant():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "verifier", "--help"], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    # The interpreter itself takes part of it; the floor of several runs is what the machine's noise leaves.
    assert min(times) < 0.5


def test_help_imports_nothing_heavy():
    code = "import sys, verifier.cli; print([m for m in ('httpx','Bio','rich','numpy','msgspec','selectolax') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


def test_check_exits_1_on_errors_and_prints_a_report(filled):
    out = filled("check", PAGES / "clinic.html", "--offline", "--today", "2026-11-20")
    assert out.exit_code == 1
    assert "NCT02638714" in out.output


def test_check_writes_several_reports_at_once(filled, tmp_path):
    target = tmp_path / "report.json"
    out = filled(
        "check", PAGES / "clinic.html", "--offline", "--fail-on", "never", "--today", "2026-11-20",
        "--format", "json", "--output", target, "--format", "text",
    )  # fmt: skip
    assert out.exit_code == 0
    assert json.loads(target.read_text("utf-8"))["schema"] == "verifier/1"
    assert "NCT02638714" in out.stdout


def test_offline_with_an_empty_store_exits_3(run):
    out = run("check", PAGES / "shop.html", "--offline", "--today", "2026-11-20")
    assert out.exit_code == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "x.html", "--fail-on", "sometimes"),
        ("show", "banana"),
        ("explain", "no-such-thing"),
        ("extract",),
    ],
)
def test_wrong_usage_exits_2_with_advice(run, arguments):
    out = run(*arguments)
    assert out.exit_code == 2
    assert "Error" in out.output


def test_a_document_that_is_not_there_is_reported_and_the_run_goes_on(filled, tmp_path):
    out = filled("check", tmp_path / "gone.html", PAGES / "shop.html", "--offline", "--fail-on", "never")
    assert out.exit_code == 3
    assert "gone.html" in out.output
    assert "NCT09999901" in out.output


def test_extract_prints_json_lines(run):
    lines = [json.loads(line) for line in run("extract", PAGES / "clinic.html").stdout.splitlines()]
    assert {line["identifier"] for line in lines if line["kind"] == "citation"} >= {"PMID:32039263", "NCT0192086"}


def test_show_and_raw(filled):
    out = filled("show", "NCT02638714", "--offline")
    assert out.exit_code == 0
    assert "UNKNOWN" in out.output
    raw = filled("show", "NCT02638714", "--offline", "--raw")
    assert json.loads(raw.stdout)["protocolSection"]["identificationModule"]["nctId"] == "NCT02638714"
    assert filled("show", "NCT09999999", "--offline").exit_code == 3


def test_raw_does_not_steer_a_terminal(filled, monkeypatch):
    payload = '{\n  "x": "\x9b31m\u202e"\n}'
    monkeypatch.setattr("verifier.pipeline.Verifier.payload", lambda _self, _asked: payload.encode())
    assert filled("show", "NCT01920867", "--raw", "--offline").output == payload
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _self: True, raising=False)
    assert filled("show", "NCT01920867", "--raw", "--offline").output == '{\n  "x": "<U+009B>31m<U+202E>"\n}'


def test_explain_lists_and_explains(run):
    listed = run("explain").output
    assert "status-mismatch" in listed
    assert "clinicaltrials" in listed
    assert run("explain", "status-mismatch").exit_code == 0


def test_explain_knows_every_name_that_a_report_prints(run):
    listed = run("explain").output
    for name in ("confirmed", "source-supports", "source-contradicts", "source-silent", "second-opinion"):
        assert name in listed
        assert name in run("explain", name).output


def test_explain_says_what_was_probably_meant(run):
    missed = run("explain", "stats-mismatch")
    assert missed.exit_code == 2
    assert "status-mismatch?" in missed.output


def test_keys_of_the_environment_never_reach_the_output(filled, monkeypatch):
    monkeypatch.setenv("NCBI_API_KEY", "s3cr3t-key")
    out = filled("check", PAGES / "shop.html", "--offline", "--verbose")
    assert "s3cr3t-key" not in out.output


def test_a_project_file_names_documents_and_strictness(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes((PAGES / "clinic.html").read_bytes())
    (tmp_path / "verifier.toml").write_text('documents = ["page.html"]\nfail_on = "never"\nformat = "json"\n')
    out = filled("check", "--offline", "--today", "2026-11-20")
    assert out.exit_code == 0
    assert json.loads(out.stdout)["documents"][0]["name"] == "page.html"


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.html", "http://example.org/x", "-"])
def test_a_project_file_cannot_lead_out_of_its_folder(filled, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verifier.toml").write_text(f'documents = ["{name}"]\n')
    out = filled("check", "--offline")
    assert out.exit_code == 2
    assert "below its own folder" in out.output


def test_an_interrupted_run_says_how_to_go_on(filled, monkeypatch):
    from verifier.pipeline import Verifier

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Verifier, "events", interrupted)
    out = filled("check", PAGES / "shop.html", "--offline")
    assert out.exit_code == 130
    assert "run the same command again" in out.output


def test_store_commands(filled, tmp_path):
    assert str(tmp_path / "store") in filled("store", "path").output
    info = filled("store", "info").output
    assert "papers: 6" in info
    assert "trials: 4" in info
    assert re.search(r"^size: \d+ \(0\.\d MB\)$", info, re.MULTILINE)
    assert re.search(r"^payload bytes: \d+ \(0\.\d MB\)$", info, re.MULTILINE)
    assert filled("store", "verify").output.strip() == "in order"
    assert filled("store", "verify", "--second-reader").output.strip() == "in order"
    assert filled("store", "prune", "--before", "2020-01-01").exit_code == 0
    assert filled("store", "prune", "--before", "yesterday").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("store", "info"),
        ("store", "verify"),
        ("store", "prune", "--before", "2020-01-01"),
        ("snapshot", "export", "target.gz"),
        ("watch", "list"),
        ("watch", "remove", "page.html"),
        ("watch", "history", "page.html"),
    ],
)
@pytest.mark.parametrize("folder", ["none", "empty", "foreign", "file"])
def test_looking_at_a_store_makes_none(run, tmp_path, words, folder, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    out = run(*words, "--store", folder)
    assert out.exit_code == 3
    assert f"there is no store in {folder}; name its folder" in out.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_broken_file_of_a_snapshot_is_named_and_ends_with_3(run, tmp_path):
    (tmp_path / "records" / "pubmed").mkdir(parents=True)
    (tmp_path / "records" / "pubmed" / "1.xml").write_text("<PubmedArticleSet><PubmedArticle>")
    out = run("snapshot", "import", tmp_path / "records")
    assert out.exit_code == 3
    assert "left out: pubmed/1.xml: the XML is not well-formed" in out.output
    (tmp_path / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00")
    out = run("snapshot", "import", tmp_path / "cut.gz")
    assert out.exit_code == 3
    assert "cut.gz is damaged or no snapshot" in out.output


def test_the_doctor_makes_no_store_and_looks_on_where_it_is_damaged(run, tmp_path, monkeypatch):
    monkeypatch.setattr("verifier.doctor.examine", lambda *_, **__: iter(()))
    assert "there is none in" in run("doctor").output
    assert not (tmp_path / "store").exists()
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "cache.db").write_text("no database, and long enough to be seen as none" * 20)
    out = run("doctor")
    assert (out.exit_code, "is damaged" in out.output) == (3, True)


def test_a_packed_snapshot_comes_back(filled, tmp_path):
    packed = tmp_path / "records.snapshot"
    assert "10 records" in filled("snapshot", "export", packed).output
    assert "10 records" in filled("snapshot", "import", packed, "--store", tmp_path / "other").output


def test_measure_prints_a_table_and_json(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    row = {"id": "1", "claim": "Magnesium reduced insomnia.", "title": "Magnesium in insomnia", "label": "supports"}
    row |= {
        "passages": [{"label": "RESULTS", "text": "Magnesium reduced insomnia severity in adults."}],
        "evidence": [0],
    }
    gold.write_text(json.dumps(row) + "\n")
    assert "gold.jsonl" in run("measure", gold, "--judge", "overlap").output
    told = json.loads(run("measure", gold, "--judge", "overlap", "--format", "json").output)
    assert told["files"][0]["n"] == 1
    assert run("measure").exit_code == 2


def test_what_a_file_says_cannot_steer_the_terminal(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verifier.toml").write_text('fail_on = "\\u001b]0;x\\u0007\\u202e"\n')
    (tmp_path / "page.txt").touch()
    result = run("check", "page.txt", "--offline")
    assert result.exit_code == 2
    assert "<U+001B>]0;x<U+0007><U+202E>" in result.output
    assert not set("\x1b\x07\u202e") & set(result.output)


def test_a_full_disk_is_told(run, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("verifier.cli.check.write_reports", full)
    result = run("check", PAGES / "notes.txt", "--offline", "--judge", "none", "-q")
    assert result.exit_code == 3
    assert "could not be written whole: No space left on device" in result.output


def test_a_list_of_names_may_hold_any_bytes(run, tmp_path):
    names = tmp_path / "names.txt"
    names.write_bytes(b"\xff\xfe\n")
    result = run("check", "--files-from", names, "--offline", "--judge", "none", "-q")
    assert result.exit_code == 3
    assert "does not exist" in result.output


def test_two_reports_are_not_written_over_each_other(run, tmp_path):
    twice = [word for f in ("json", "csv") for word in ("--format", f, "--output", tmp_path / "report")]
    result = run("check", PAGES / "notes.txt", "--offline", "--judge", "none", *twice)
    assert result.exit_code == 2
    assert "over each other" in result.output


def test_a_report_is_not_written_over_a_document(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("A trial is recruiting (NCT01920867).")
    (tmp_path / "link.txt").symlink_to(page)
    for output in (page, tmp_path / "link.txt"):
        done = run("check", page, "--offline", "--judge", "none", "--format", "csv", "--output", output)
        assert done.exit_code == 2
        assert "written over the document" in done.output
    assert page.read_text().startswith("A trial")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_in_the_folder_that_is_checked_is_no_document(run, tmp_path, jobs):
    (tmp_path / "page.txt").write_text("A trial is recruiting (NCT01920867).")
    report = tmp_path / "report.json"
    for _ in range(2):
        words = ("--offline", "--judge", "none", "--format", "json", "--output", report, "--jobs", jobs)
        assert run("check", tmp_path, *words).exit_code == 3
        assert [each["name"] for each in json.loads(report.read_text())["documents"]] == [str(tmp_path / "page.txt")]


def test_output_minus_is_stdout(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = filled("check", PAGES / "notes.txt", "--offline", "--format", "json", "--output", "-", "-q")
    assert json.loads(done.stdout)["schema"] == "verifier/1"
    assert not list(tmp_path.glob("-"))


def test_a_store_that_cannot_be_is_told_once(run):
    done = run("check", PAGES / "notes.txt", "--offline", "--store", "/proc/none")
    assert done.exit_code == 3
    assert done.output.count("/proc/none") <= 2  # the folder, and what the system says of it


def test_a_link_leads_a_project_not_out_of_its_folder(run, tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "project" / "link").symlink_to(tmp_path / "outside")
    monkeypatch.chdir(tmp_path / "project")
    for name in ("link", "l*k"):
        Path("verifier.toml").write_text(f'documents = ["{name}"]\n')
        result = run("check", "--offline")
        assert result.exit_code == 2
        assert "below its own folder" in result.output


class TestRender:
    @pytest.fixture
    def kept(self, filled, tmp_path):
        path = tmp_path / "kept.json"
        page = PAGES / "clinic.html"
        done = filled("check", page, "--offline", "--today", "2026-11-20", "--format", "json", "--output", path)
        assert done.exit_code == 1
        return path

    @pytest.mark.parametrize("name", ["text", "markdown", "csv", "sarif", "junit", "jsonl", "html"])
    def test_every_format(self, run, kept, name):
        done = run("render", kept, "--format", name, "--fail-on", "never")
        assert done.exit_code == 0
        assert "NCT02638714" in done.output

    def test_json_comes_back_byte_for_byte(self, run, kept):
        assert run("render", kept, "--format", "json").stdout == kept.read_text("utf-8")

    def test_the_exit_code_is_that_of_the_check(self, run, kept):
        assert run("render", kept).exit_code == 1
        assert run("render", kept, "--fail-on", "never").exit_code == 0

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{", "not JSON"),
            ("{}", "not a report"),
            ("[]", "not a report"),
            ('{"schema": "verifier/1"}', "'version' is missing"),
        ],
    )
    def test_what_is_no_report(self, run, tmp_path, text, said):
        path = tmp_path / "other.json"
        path.write_text(text)
        done = run("render", path)
        assert done.exit_code == 2
        assert said in done.output
