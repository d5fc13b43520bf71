"""PMC ids, DOIs and printed citations lead to a PMID only where the record itself confirms it."""

from __future__ import annotations

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article

from verifier.http import Client
from verifier.model import Identifier
from verifier.model.exchange import Reply
from verifier.others import Citation, Others
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
    assert offline.resolve([("PMC", "PMC500")])[("PMC", "PMC500")].why == "offline"


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
    ((request, _),) = pubmed.citation_requests([("J|x\r\ny", "2019", "1", "2", "Doe J")])
    assert dict(request.form)["bdata"] == "J x y|2019|1|2|Doe J|0|"
    reply = Reply(
        200,
        "text/plain",
        b"j|2019|1|2|a|0|31452104\nj|2019|1|2|a|1|AMBIGUOUS 5,6\nj|||||2|NOT_FOUND;INVALID_JOURNAL\n"
        b"j|||||3|AMBIGUOUS (12 citations)\nodd line\n",
    )
    assert pubmed.citation_matches(reply) == {0: ("31452104",), 1: ("5", "6")}


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
