"""What is watched is kept by document and found by identifier; nothing is lost, nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.cli import main
from verifier.model import Citation, Identifier, Place, Sighting, Standing, VerdictChange
from verifier.store import Store
from verifier.watch import Cited, Watch

ROOT = Path(__file__).parent.parent
NOW = "2026-11-20T03:00:00Z"


def citation(number, document, ordinal=1, malformed=""):
    identifier = Identifier("NCT", f"NCT{number:08d}")
    key = f"{document}/{number}/{ordinal}"
    return Citation(key, document, Place(1), identifier, str(identifier), "Claim.", ("Claim.",), Place(1), "inline", malformed=malformed)  # fmt: skip


def sighting(document, *numbers, origin="", digest="d"):
    citations = tuple(citation(number, document, at) for at, number in enumerate(numbers))
    standings = {c.key: Standing("supported") for c in citations}
    return Sighting(
        document, digest, NOW, NOW[:10], "0", "none", citations, standings, source=f"/{document}", origin=origin
    )


@pytest.fixture
def watch(tmp_path):
    with Store(tmp_path / "store") as store:
        yield Watch(store)


def test_a_record_finds_the_claims_that_cite_it(watch):
    watch.update([sighting("a.html", 1, 2, 1), sighting("b.html", 1)])
    cited = watch.cited()
    assert cited[Identifier("NCT", "NCT00000001")].where == {
        "a.html": ("a.html/1/0", "a.html/1/2"),
        "b.html": ("b.html/1/0",),
    }
    assert list(watch.documents()) == ["a.html", "b.html"]
    assert watch.sighting("a.html").standings["a.html/2/1"] == Standing("supported")


def test_a_page_that_cites_other_records_now_leaves_the_old_ones(watch):
    watch.update([sighting("a.html", 1, 2)])
    watch.update([sighting("a.html", 2, 3, digest="e")])
    assert {i.value for i in watch.cited()} == {"NCT00000002", "NCT00000003"}


def test_malformed_numbers_are_kept_with_their_page_but_not_asked_about(watch):
    page = sighting("a.html")
    watch.update([Sighting(**{**_fields(page), "citations": (citation(7, "a.html", malformed="too short"),)})])
    assert watch.cited() == {}
    assert len(watch.sighting("a.html").citations) == 1


def test_what_the_calendar_may_do_stays_when_pages_come_and_go(watch):
    number = Identifier("NCT", "NCT00000001")
    watch.update([sighting("a.html", 1)], days={number: Cited({}, "p", True, "2026-12-01", ("2026-12-02",))})
    watch.update([sighting("b.html", 1)])
    cited = watch.cited()[number]
    assert (cited.turns, cited.wakes, cited.digest) == ("2026-12-01", ("2026-12-02",), "p")
    assert list(cited.where) == ["a.html", "b.html"]


def test_removing_a_target_forgets_what_it_led_to_and_nothing_else(watch):
    watch.add(["/site"], NOW)
    watch.update([sighting("/site/a.html", 1, origin="/site"), sighting("b.html", 1)])
    assert watch.remove(["/site"]) == ("/site",)
    assert list(watch.documents()) == ["b.html"]
    assert watch.sighting("/site/a.html") is None
    assert list(watch.cited()[Identifier("NCT", "NCT00000001")].where) == ["b.html"]
    assert watch.remove(["/b.html"]) == ("/b.html",)
    assert watch.cited() == {}
    assert watch.remove(["/b.html"]) == ()


def test_adding_twice_watches_once(watch):
    assert watch.add(["/site", "/site"], NOW) == ("/site",)
    assert watch.add(["/site"], "2026-11-21T03:00:00Z") == ()
    assert [(w.target, w.added) for w in watch.targets()] == [("/site", NOW)]


def test_history_is_kept_in_order(watch):
    number = Identifier("NCT", "NCT00000001")

    def change(outcome):
        return VerdictChange("k", "a.html", 3, number, "Claim.", Standing("supported"), Standing(outcome), "record")

    watch.update([], changes=[change("contradicted")], now="2026-11-20T03:00:00Z")
    watch.update([], changes=[change("overstated")], now="2026-11-21T03:00:00Z")
    assert [(when[:10], c.after.outcome) for when, c in watch.history("a.html")] == [
        ("2026-11-20", "contradicted"),
        ("2026-11-21", "overstated"),
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.lists(st.integers(1, 6), max_size=4)), min_size=1, max_size=8
    )
)
def test_the_index_always_agrees_with_the_pages(tmp_path_factory, steps):
    with Store(tmp_path_factory.mktemp("store")) as store:
        watch, pages = Watch(store), {}
        for name, numbers in steps:
            if numbers is None:
                watch.update([], forget=[name])
                pages.pop(name, None)
            else:
                pages[name] = sighting(name, *numbers)
                watch.update([pages[name]])
        expected = {}
        for name, page in pages.items():
            for c in page.citations:
                expected.setdefault(c.identifier, {}).setdefault(name, []).append(c.key)
        assert {i: {n: list(k) for n, k in c.where.items()} for i, c in watch.cited().items()} == expected
        assert list(watch.documents()) == sorted(pages)


def test_from_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("VERIFIER_STORE", str(tmp_path / "store"))

    def run(*arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)

    assert run("snapshot", "import", ROOT / "fixtures" / "records").exit_code == 0
    page = ROOT / "fixtures" / "pages" / "clinic.html"
    checked = run("check", page, "--offline", "--remember", "--fail-on", "never", "--today", "2026-11-20")
    assert "1 documents are remembered" in checked.stderr
    assert run("watch", "add", tmp_path / "nowhere").exit_code == 2
    assert "watching" in run("watch", "add", ROOT / "fixtures" / "pages").output
    listed = run("watch", "list").output
    assert "clinic.html (remembered" in listed
    assert "0 documents known" in listed
    told = run("watch", "history", page).output
    assert "contradicted" in told
    assert run("watch", "history", "nowhere.html").exit_code == 2
    assert run("watch", "remove", page).exit_code == 0
    assert run("watch", "remove", page).exit_code == 2
    assert "0 records" in run("watch", "list").output


def _fields(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}
