"""Nights: what changed is found, told once with its cause, and nothing else is."""

from __future__ import annotations

import datetime as dt
import hashlib
import random

import httpx
import msgspec
import pytest

from tests.night_fake import (
    RETRACTED,
    T1,
    T2,
    T3,
    Killed,
    NightRegistry,
    World,
    article,
    kill_at_random,
    stop,
    trial,
    watched,
)
from verifier import doctor
from verifier.cli._record import history_lines
from verifier.errors import DocumentError, StoreError
from verifier.model import FetchedPage, Identifier, Standing
from verifier.refresh import Refresher
from verifier.refresh.lock import alone
from verifier.resolve import by_scheme, stamp
from verifier.watch import Rememberer, Watch, begun_night, last_night

RECRUITS = f"The trial {T1} is recruiting patients."


@pytest.fixture
def registry():
    articles = {str(n): article(str(n)) for n in range(101, 105)}
    return NightRegistry(articles, {n: trial(n) for n in (T1, T2, T3)})


def test_a_changed_record_moves_the_verdicts_that_rest_on_it(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS, f"The trial {T2} is recruiting."], b=[RECRUITS])
    stop(registry, "2026-11-20")
    night = world.night()
    assert {(c.document[-6:], c.after.outcome, c.cause) for c in night.verdicts} == {
        ("a.html", "contradicted", "record"),
        ("b.html", "contradicted", "record"),
    }
    assert [(c.field, c.before, c.after) for c in night.verdicts[0].changes] == [
        ("status", "RECRUITING", "TERMINATED"),
        ("why stopped", "", "futility"),
    ]
    assert night.code == 1
    assert (world.night().verdicts, night.since) == ((), "2026-11-19")


def test_a_night_after_nothing_happened_asks_one_question_and_says_nothing(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    night = world.night()
    assert registry.paths() == ["version"]
    assert (night.due, night.verdicts, night.code) == (0, (), 0)


def test_a_trial_that_turns_unknown_without_an_update_is_found(tmp_path, registry):
    registry.studies[T1] = trial(T1, end="2026-11", verified="2024-11", updated="2024-11-05")
    many = {f"NCT{n:08d}": trial(f"NCT{n:08d}") for n in range(100, 520)}
    registry.studies.update(many)
    world = watched(tmp_path, registry, a=[RECRUITS], b=[f"The trial {n} is recruiting." for n in many])
    registry.loaded = "2026-11-20T09:00:05"
    registry.change(T1, overallStatus="UNKNOWN", lastKnownStatus="RECRUITING")
    night = world.night()
    assert registry.paths() == ["version", "studies", "studies"]  # time of loading, news, and the one that is due
    assert night.due == 1
    assert [(c.field, c.after) for c in night.changes] == [("status", "UNKNOWN (last known RECRUITING)")]


def test_a_trial_cited_by_its_old_number_is_refreshed_too(tmp_path, registry):
    old = "NCT09000001"
    registry.studies[T1]["protocolSection"]["identificationModule"]["nctIdAliases"] = [old]
    many = {f"NCT{n:08d}": trial(f"NCT{n:08d}") for n in range(100, 520)}
    registry.studies.update(many)
    claims = [f"The trial {n} is recruiting." for n in many]
    world = watched(tmp_path, registry, a=[f"The trial {old} is recruiting patients.", *claims])
    stop(registry, "2026-11-20")
    night = world.night()
    assert night.due == 1
    assert [str(c.identifier) for c in night.verdicts] == [old]
    assert [c.field for c in night.changes] == ["status", "why stopped"]


def test_a_retraction_is_found_by_search_before_the_paper_is_due(tmp_path, registry):
    papers = [str(n) for n in range(200, 412)]
    registry.articles.update((p, article(p)) for p in papers)
    world = watched(tmp_path, registry, a=[f"Invented cells help people (PMID: {p})." for p in papers])
    registry.articles["333"] = article("333", corrections=RETRACTED, types=("Retracted Publication",))
    registry.named = ["333", "77777777"]
    night = world.night()
    assert registry.paths() == ["esearch.fcgi", "efetch.fcgi"]
    assert night.due == 1
    (change,) = night.verdicts
    assert (str(change.identifier), change.cause) == ("PMID:333", "record")
    assert ("retracted-source", "error") in change.after.checks


def test_news_that_cannot_name_all_are_not_believed(tmp_path, registry):
    papers = [str(n) for n in range(200, 412)]
    registry.articles.update((p, article(p)) for p in papers)
    world = watched(tmp_path, registry, a=[f"Invented cells help people (PMID: {p})." for p in papers])
    registry.down = lambda request: (
        httpx.Response(200, json={"esearchresult": {"count": "20000", "idlist": ["1"] * 9999}})
        if request.url.path.endswith("esearch.fcgi")
        else None
    )
    assert world.night().due == 212


def test_a_day_that_passes_is_the_clocks_doing(tmp_path, registry):
    registry.studies[T1] = trial(
        T1, status="UNKNOWN", end="2026-11-20", verified="2024-10", lastKnownStatus="RECRUITING"
    )
    world = watched(tmp_path, registry, a=[f"The ongoing trial {T1} is recruiting patients."])
    assert world.night().verdicts == ()  # the 20th itself
    night = world.night()
    assert [(c.cause, c.after.outcome, c.changes) for c in night.verdicts] == [("clock", "contradicted", ())]
    assert registry.paths() == ["version"]
    assert night.code == 1


def test_an_edited_page_is_the_pages_doing(tmp_path, registry):
    registry.studies[T1] = trial(T1, status="COMPLETED")
    world = watched(tmp_path, registry, a=[f"The trial {T1} is completed.", f"The trial {T2} is recruiting."])
    world.page("a.html", f"The trial {T1} is recruiting.", f"The trial {T2} is recruiting.", "And more.")
    night = world.night()
    (change,) = night.verdicts
    assert (change.cause, change.after.outcome, change.worse) == ("document", "contradicted", True)
    assert change.before is not None  # a claim that was reworded, not a new one
    assert (night.learnt, night.gone) == (1, 0)


def test_a_moved_line_is_no_change(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    world.page("a.html", "A paragraph above.", RECRUITS)
    assert world.night().verdicts == ()


def test_our_own_new_version_is_told_apart_and_alarms_nobody(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS], b=[f"{T1} is completed."])
    with world.verifier() as verifier:  # as an older version would have left it
        watch = Watch(verifier.store)
        for name in watch.documents():
            old = watch.sighting(name)
            logged = dict.fromkeys(old.standings, Standing("overstated"))
            watch.update([msgspec.structs.replace(old, version="0.0.1", standings=logged)])
    stop(registry, "2026-11-20")
    night = world.night()
    ours, theirs = (c for c in night.verdicts if c.document.endswith("a.html"))
    assert (ours.cause, theirs.cause) == ("verifier", "record") or (theirs.cause, ours.cause) == ("verifier", "record")
    by_cause = {c.cause: c for c in (ours, theirs)}
    assert by_cause["verifier"].before == Standing("overstated")
    assert by_cause["verifier"].after == by_cause["record"].before
    assert by_cause["record"].after.outcome == "contradicted"
    only_ours = msgspec.structs.replace(night, verdicts=tuple(c for c in night.verdicts if c.cause == "verifier"))
    assert only_ours.code == 0


def test_an_outage_changes_no_verdict_and_is_made_good(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS, "Invented cells help people (PMID: 101)."])
    registry.down = lambda _: httpx.Response(503)
    night = world.night(days=2)
    assert (night.verdicts, night.code) == ((), 3)
    assert [str(i) for i, _ in night.unasked] == [T1, "PMID:101"]
    registry.down = None
    stop(registry, "2026-11-21")
    assert [c.cause for c in world.night().verdicts] == ["record"]


def test_a_record_that_could_not_be_asked_at_first_is_learnt_later_in_silence(tmp_path, registry):
    registry.down = lambda _: httpx.Response(503)
    world = World(tmp_path, registry)
    world.page("a.html", f"The trial {T1} is completed.")
    with world.verifier() as verifier:
        Watch(verifier.store).add([str(world.site)], "2026-11-18T00:00:00Z")
    assert world.night().code == 3
    registry.down = None
    night = world.night()
    assert (night.verdicts, night.learnt, night.code) == ((), 1, 0)


def test_a_missing_record_that_appears_moves_its_verdict(tmp_path, registry):
    world = watched(tmp_path, registry, a=["Invented cells help people (PMID: 777)."])
    registry.articles["777"] = article("777")
    (change,) = world.night(days=2).verdicts
    assert (change.before.outcome, change.cause, change.worse) == ("broken", "record", False)
    assert change.changes[0].before == "not in the registry"


def test_the_budget_leaves_the_rest_for_the_next_night(tmp_path, registry):
    papers = [str(n) for n in range(1000, 1212)]
    registry.articles.update((p, article(p)) for p in papers)
    world = watched(tmp_path, registry, a=[f"Invented cells help people (PMID: {p})." for p in papers])
    night = world.night(days=40, max_requests=1)
    assert (night.requests, night.code) == (1, 3)
    assert night.left >= 12
    again = world.night()
    assert again.due >= night.left
    assert (again.left, again.code) == (0, 0)


def test_a_deadline_ends_the_asking(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    stop(registry, "2026-11-20")
    ticks = iter(range(0, 10**9, 100))
    night = world.night(deadline=50, tick=lambda: next(ticks))
    assert (night.left, night.requests, night.code) == (1, 0, 3)


def test_a_remembered_check_is_the_first_night(tmp_path, registry):
    world = World(tmp_path, registry)
    world.page("a.html", RECRUITS)
    with world.verifier() as verifier:
        rememberer = Rememberer(lambda: stamp(world.now), lambda name: name)
        list(rememberer.watch(verifier.check(world.site / "a.html").events))
        Watch(verifier.store).update(rememberer.sightings, days=rememberer.rests)
    stop(registry, "2026-11-19")
    (change,) = world.night().verdicts
    assert (change.cause, change.changes[0].field) == ("record", "status")


def test_a_page_that_left_is_forgotten_and_one_that_came_is_learnt(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS], b=[RECRUITS])
    (world.site / "a.html").unlink()
    world.page("c.html", f"The trial {T2} is completed.")
    night = world.night()
    assert (night.verdicts, night.learnt, night.watched) == ((), 1, 2)
    with world.verifier() as verifier:
        assert [name[-6:] for name in Watch(verifier.store).documents()] == ["b.html", "c.html"]


def test_a_folder_that_is_not_there_tonight_is_not_forgotten(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    world.site.rename(tmp_path / "elsewhere")
    night = world.night()
    assert night.code == 3
    assert "site" in night.unreadable[0][1]
    (tmp_path / "elsewhere").rename(world.site)
    stop(registry, "2026-11-21")
    assert len(world.night().verdicts) == 1


def test_a_report_that_nobody_read_is_told_again_and_not_asked_again(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    stop(registry, "2026-11-20")
    world.now += dt.timedelta(days=1)
    with world.verifier() as verifier:
        (first,) = Refresher(verifier).nights()
    registry.calls.clear()
    with world.verifier() as verifier:
        (again,) = Refresher(verifier).nights()
    assert again == first
    assert registry.calls == []
    world.now += dt.timedelta(days=1)
    with world.verifier() as verifier:
        assert [night.day for night in Refresher(verifier).nights()] == ["2026-11-20", "2026-11-21"]


def test_only_one_night_at_a_time(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    with alone(tmp_path / "store"), pytest.raises(StoreError, match="under way"):
        world.night()


def test_the_heartbeat_tells_nothing_new_from_did_not_run(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    registry.down = lambda _: httpx.Response(503)
    world.night(days=3)
    with world.verifier() as verifier:
        beat = last_night(verifier.store)
        assert (beat.ended[:10], beat.clean[:10], beat.code) == ("2026-11-22", "2026-11-19", 3)
        assert begun_night(verifier.store) == ""


def test_a_night_that_was_killed_anywhere_gives_the_same_report(tmp_path):
    """Twelve random moments; `make chaos-refresh` takes a hundred."""
    assert kill_at_random(tmp_path, random.Random(20261120), times=12) == []


class Site:
    """A web site: pages with tags, and how often each was sent whole."""

    def __init__(self, pages):
        self.pages, self.sent, self.asked = pages, [], []

    def __call__(self, url, seen=""):
        self.asked.append(url)
        if url not in self.pages:
            raise DocumentError(f"{url} answers with status 404, not with a page")
        data = self.pages[url].encode()
        tag = f'"{hashlib.sha256(data).hexdigest()[:8]}"'
        if seen != tag:
            self.sent.append(url)
        body = b"" if seen == tag else data
        return FetchedPage(url, url, "text/html", (("etag", tag),), body, "", "", unchanged=seen == tag)


def test_addresses_are_asked_for_conditionally_and_read_when_they_changed(tmp_path, registry):
    a, b, listing = (f"https://clinic.example/{name}" for name in ("a.html", "b.html", "sitemap.xml"))
    page = "<!doctype html><html lang=en><body><main><p>{}</p></main></body></html>"
    site = Site({a: page.format(RECRUITS), b: page.format(f"The trial {T2} is recruiting.")})
    site.pages[listing] = f"<urlset><url><loc>{a}</loc></url><url><loc>{b}</loc></url></urlset>"
    world = World(tmp_path, registry)
    with world.verifier() as verifier:
        Watch(verifier.store).add([listing], "2026-11-18T00:00:00Z")
    assert world.night(fetch_page=site).learnt == 2
    assert site.sent == [listing, a, b]
    site.sent.clear()
    assert world.night(fetch_page=site).watched == 2
    assert site.sent == [listing]
    registry.studies[T2] = trial(T2, status="COMPLETED")
    site.pages[b] = page.format(f"The trial {T2} is recruiting. It will end soon.")
    site.sent.clear()
    night = world.night(fetch_page=site)
    assert site.sent == [listing, b]
    assert (night.learnt, night.unreadable) == (1, ())
    del site.pages[listing]
    night = world.night(fetch_page=site)  # a sitemap that is down proves nothing
    assert night.code == 3
    with world.verifier() as verifier:
        assert list(Watch(verifier.store).documents()) == [a, b]


def test_a_page_is_not_asked_for_twice_in_a_night_that_was_cut_off(tmp_path, registry):
    url = "https://clinic.example/a.html"
    site = Site({url: f"<p>{RECRUITS}</p>"})
    world = World(tmp_path, registry)
    with world.verifier() as verifier:
        Watch(verifier.store).add([url], "2026-11-18T00:00:00Z")

    def die(_):
        raise Killed

    registry.down = die
    with pytest.raises(Killed):
        world.night(fetch_page=site)
    registry.down = None
    assert world.night(days=0, fetch_page=site).learnt == 1
    assert site.asked == [url]
    with world.verifier() as verifier:
        assert list(verifier.store.keys("note:fetched:")) == []


def test_the_library_gives_the_changes_and_takes_an_age(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    stop(registry, "2026-11-20")
    registry.loaded = "2026-11-18T09:00:05"  # as if the registry had said nothing of a reload
    world.now += dt.timedelta(days=1)
    with world.verifier() as verifier:
        assert [change.cause for change in verifier.refresh(older_than="1d")] == ["record"]


def test_versions_of_a_record_with_what_changed(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    stop(registry, "2026-11-20")
    world.night()
    with world.verifier() as verifier:
        lines = list(history_lines(verifier.store, by_scheme(), Identifier("NCT", T1)))
    assert lines[0] == f"{T1}: 2 versions kept"
    assert "    status RECRUITING -> TERMINATED" in lines


def test_the_doctor_says_how_the_nights_went(tmp_path, registry):
    def probe(world, later=0):
        with world.verifier() as verifier:
            now = world.now + dt.timedelta(days=later)
            return [(p.level, p.message) for p in doctor._nights(verifier.store, now)]

    world = World(tmp_path, registry)
    world.page("a.html", RECRUITS)
    assert probe(world) == []
    with world.verifier() as verifier:
        Watch(verifier.store).add([str(world.site)], "2026-11-18T00:00:00Z")
    assert probe(world)[0][0] == "warning"
    world.night()
    assert probe(world)[0][0] == "ok"
    assert probe(world, later=3)[0][0] == "error"
    registry.down = lambda _: httpx.Response(503)
    world.night(days=3)
    assert "could be asked ended 2026-11-19" in probe(world)[0][1]


def test_a_night_offline_says_so_and_judges_what_is_kept(tmp_path, registry):
    world = watched(tmp_path, registry, a=[RECRUITS])
    world.page("a.html", RECRUITS, "Cells help people (PMID: 101).", "It is so (PMID: 123456789).")
    world.now += dt.timedelta(days=2)
    with world.verifier(offline=True, transport=None) as verifier:
        (night,) = Refresher(verifier).nights()
    assert {words for _, words in night.unasked} == {"nothing was asked (offline)"}
    assert [(c.cause, c.after.outcome) for c in night.verdicts] == [("document", "broken")]  # a malformed number
    assert night.code == 1


def test_a_check_and_a_night_in_the_same_second(tmp_path, registry):
    """Times are kept to the second; a quick script must not lose a change to that."""
    many = {f"NCT{n:08d}": trial(f"NCT{n:08d}") for n in range(100, 520)}
    registry.studies.update(many)
    world = World(tmp_path, registry)
    world.page("a.html", RECRUITS, *(f"The trial {n} is recruiting." for n in many))
    with world.verifier() as verifier:
        rememberer = Rememberer(lambda: stamp(world.now), lambda name: name)
        list(rememberer.watch(verifier.check(world.site / "a.html").events))
        Watch(verifier.store).update(rememberer.sightings, days=rememberer.rests)
    stop(registry, "2026-11-10")  # by the registry's own day, which may be behind ours
    night = world.night(days=0)
    assert [(c.cause, c.changes[0].field) for c in night.verdicts] == [("record", "status")]
