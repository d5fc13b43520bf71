"""PMC ids, DOIs and printed citations lead to a PMID only where the record itself confirms it."""

from __future__ import annotations

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article

from verifier.errors import StoreError
from verifier.http import Client
from verifier.model import Aside, Identifier
from verifier.model.exchange import Reply
from verifier.others import Citation, Others, unasked
from verifier.registries import idconv, pubmed
from verifier.resolve import Resolver
from verifier.store import Store


def with_ids(pmid, **ids):
    marks = "".join(f'<ArticleId IdType="{kind}">{value}</ArticleId>' for kind, value in ids.items())
    return article(pmid).replace("<ArticleIdList>", f"<ArticleIdList>{marks}")


@pytest.fixture
def world(tmp_path):
    registry = FakeRegistry(
        {
            "101": with_ids("101", doi="10.1000/A.1", pmc="PMC500"),
            "102": with_ids("102", doi="10.1000/b,2"),
            "103": with_ids("103", doi="10.1000/c.33"),
        }
    )
    time = FakeTime()
    with Store(tmp_path) as store, Client(transport=registry, sleep=time.sleep, clock=time) as client:
        yield registry, Others(store, client.send, Resolver(store, client.send)), Others(store, None, Resolver(store))


def test_pmc_and_doi_lead_to_a_pmid_and_are_remembered(world):
    registry, others, offline = world
    asked = [("PMC", "PMC500"), ("DOI", "10.1000/a.1"), ("DOI", "10.1000/b,2"), ("ISRCTN", "ISRCTN1")]
    told = others.resolve(asked)
    assert [told[key].identifier and told[key].identifier.value for key in asked] == ["101", "101", "102", None]
    registry.calls.clear()
    assert others.resolve(asked[:3]) == {key: told[key] for key in asked[:3]}
    assert offline.resolve(asked[:3]) == {key: told[key] for key in asked[:3]}
    assert registry.calls == []


def test_a_pmc_id_that_pmc_does_not_know_is_missing_and_a_doi_is_not(world):
    told = world[1].resolve([("PMC", "PMC9"), ("DOI", "10.1000/none")])
    assert told[("PMC", "PMC9")].missing
    assert not told[("DOI", "10.1000/none")].missing
    assert told[("DOI", "10.1000/none")].why


def test_a_guess_of_the_search_is_not_believed(world):
    registry, others, _ = world
    assert others.resolve([("DOI", "10.1000/c.3")])[("DOI", "10.1000/c.3")].identifier is None
    assert any(path.endswith("esearch.fcgi") for path, _ in registry.calls)


def test_an_outage_is_no_answer(world):
    registry, others, offline = world
    registry.down = lambda _: httpx.Response(503)
    told = others.resolve([("PMC", "PMC500"), ("DOI", "10.1000/a.1")])
    assert all(c.identifier is None and not c.missing and "down" in c.why for c in told.values())
    assert offline.resolve([("PMC", "PMC500")])[("PMC", "PMC500")].why == "not asked (offline)"


def test_long_lists_go_in_pieces_and_commas_not_at_all():
    dois = [f"10.1000/{'x' * 90}.{n}" for n in range(100)]
    questions = idconv.requests("DOI", [*dois, "10.1/a,b"])
    assert [value for _, about in questions for value in about] == dois
    assert all(len(dict(request.query)["ids"]) <= 4100 for request, _ in questions)


def test_both_forms_of_the_converter_are_read():
    new = Reply(200, "", b'{"records": [{"doi": "10.1/X", "pmcid": "PMC5", "pmid": 7, "requested-id": "PMC5"}]}')
    old = Reply(200, "", b'{"records": [{"pmcid": "PMC5", "pmid": "7"}, {"pmcid": "PMC6", "pmid": "8"}]}')
    for reply in (new, old):
        assert idconv.examine(reply) is None
        assert idconv.answers("PMC", ["PMC5"], reply) == {"PMC5": ("7", "")}
    for body in (b"", b"[]", b'{"records": 1}', b"<html>"):
        assert idconv.examine(Reply(200, "", body)).reason == "unreadable"


def test_citation_lines_are_kept_apart():
    line = pubmed.citation_line(("J|x\r\ny", "2019", "1", "2", "Doe J"))
    ((request, about),) = pubmed.citation_requests([line])
    assert about == (line,)
    assert dict(request.form)["bdata"] == "J x y|2019|1|2|Doe J|0|"
    reply = Reply(
        200,
        "text/plain",
        b"j|2019|1|2|a|0|31452104\nj|2019|1|2|a|1|AMBIGUOUS 5,6\nj|||||2|NOT_FOUND;INVALID_JOURNAL\n"
        b"j|||||3|AMBIGUOUS (12 citations)\nodd line\nj|||||4|an error of 12 kinds\nj|||||\xd9\xa1|7\nj|||||-1|7\n",
    )
    assert pubmed.citation_matches(reply) == {0: ("31452104",), 1: ("5", "6"), 2: (), 3: ()}


LINE = "Invented J|2019|10|56|Doe J"


def test_a_printed_work_has_candidates_and_what_was_said_is_kept(world):
    registry, others, offline = world
    registry.down = lambda r: httpx.Response(200, text=f"{LINE}|0|101\n") if "ecitmatch" in r.url.path else None
    assert offline.works([LINE])[LINE] == Aside(note="not asked (offline)")
    assert others.works([LINE, "No J|2001|1|1|Roe R"]) == {
        LINE: Aside((Identifier("PMID", "101"),)),
        "No J|2001|1|1|Roe R": Aside(note="NCBI's citation matcher did not answer for it; try again later"),
    }
    calls = len(registry.calls)
    others.works([LINE, "No J|2001|1|1|Roe R"])
    assert len(registry.calls) == calls  # once a run, whatever was said
    later = Others(others._store, None, others._resolver)
    assert later.works([LINE])[LINE].candidates == (Identifier("PMID", "101"),)


@pytest.mark.parametrize("answer", [httpx.Response(503), httpx.Response(200, html="<html>WWW Error 500</html>")])
def test_a_fault_is_no_word_on_a_work(world, answer):
    registry, others, _ = world
    registry.down = lambda _: answer
    aside = others.works([LINE])[LINE]
    assert aside.candidates == ()
    assert "try again later" in aside.note
    assert others._store.note(f"work:{LINE}", tuple[tuple[str, ...], str]) is None


def test_nothing_known_is_told_as_that(world):
    registry, others, offline = world
    registry.down = lambda _: httpx.Response(200, text=f"{LINE}|0|NOT_FOUND;INVALID_JOURNAL\n")
    assert others.works([LINE])[LINE] == Aside(note="NCBI's citation matcher names no single work for it")
    asked = [("citation", LINE), ("DOI", "10.1000/none"), ("ISRCTN", "ISRCTN1")]
    assert offline.asides(asked) == {
        ("citation", LINE): Aside(note="NCBI's citation matcher names no single work for it"),
        ("DOI", "10.1000/none"): Aside(note="not asked (offline)"),
    }
    assert unasked(asked) == dict.fromkeys(asked[:2], Aside(note="not asked"))


def test_a_store_that_takes_nothing_or_was_changed_stops_nobody(world, monkeypatch):
    registry, others, _ = world
    registry.down = lambda r: httpx.Response(200, text=f"{LINE}|0|101\n") if "ecitmatch" in r.url.path else None
    monkeypatch.setattr(Store, "put_note", lambda *_: (_ for _ in ()).throw(StoreError("the disk is full")))
    monkeypatch.setattr(Store, "put_link", lambda *_, **__: (_ for _ in ()).throw(StoreError("the disk is full")))
    assert others.works([LINE])[LINE].candidates
    assert others.resolve([("DOI", "10.1000/a.1")])[("DOI", "10.1000/a.1")].identifier == Identifier("PMID", "101")
    assert others.trouble == "the disk is full"
    monkeypatch.undo()


@pytest.mark.parametrize(
    "row",
    [{"not": "ours"}, 7, ["no identifier", "no time"], ["PMID:1", "2026-99-01"], [["<b>"], "2026-01-01T00:00:00Z"]],
)
def test_rows_that_somebody_changed_are_asked_anew(world, row):
    registry, others, _ = world
    registry.down = lambda r: httpx.Response(200, text=f"{LINE}|0|101\n") if "ecitmatch" in r.url.path else None
    others._store._set("link:DOI:10.1000/b,2", row)
    others._store._set(f"note:work:{LINE}", row)
    assert others.resolve([("DOI", "10.1000/b,2")])[("DOI", "10.1000/b,2")].identifier == Identifier("PMID", "102")
    assert others.works([LINE])[LINE].candidates == (Identifier("PMID", "101"),)
    assert "was changed by something else" in others.trouble


def test_against_the_stand_in(shared, tmp_path):
    from standin import standin

    with (
        standin("--records", str(shared / "records_synthetic")) as service,
        Store(tmp_path) as store,
        Client(bases=service.bases, gaps={"idconv": 0.0}) as client,
    ):
        others = Others(store, client.send, Resolver(store, client.send))
        doi, pmc, none = ("DOI", "10.1056/NEJMoa1203421"), ("PMC", "PMC99900007"), ("PMC", "PMC1")
        told = others.resolve([doi, pmc, none])
        assert told[doi].identifier == Identifier("PMID", "22663011")
        assert told[pmc].identifier == Identifier("PMID", "59000007")
        assert told[none].missing
        line = Citation("N Engl J Med", "2012", "367", "107", "Flaherty KT")
        assert others.candidates([line]) == {line: (Identifier("PMID", "22663011"),)}
        service.control(doi_fallback="wrong")
        made_up = ("DOI", "10.5555/made.up")
        assert others.resolve([made_up])[made_up].identifier is None
