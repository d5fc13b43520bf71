"""What the two services are known to do that a client can get wrong, one row after another.

Rows that other tests hold already are not repeated: absence (test_resolve, test_registries_standin), faults of efetch
and of single studies (test_registry_pubmed, test_registry_clinicaltrials), pace, redirects and secrets (test_http).
"""

from __future__ import annotations

import datetime as dt
import json
import threading

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article, article_set, study

from verifier.http import BASES, Client
from verifier.model import Found, Identifier, Missing, Unavailable
from verifier.model.exchange import Fault, Proof, Reply, Request
from verifier.registries import clinicaltrials as ctgov
from verifier.registries import idconv, pmc, pubmed
from verifier.resolve import Resolver
from verifier.store import Store

NCT = [f"NCT{number:08}" for number in range(1, 201)]
DAY = dt.date(2026, 11, 1)


def reply(body, status=200, kind="application/json"):
    return Reply(status, kind, (body if isinstance(body, str) else json.dumps(body)).encode())


def trial(**protocol):
    return ctgov.read(json.dumps(study(NCT[0], **protocol)))


# ---------------------------------------------------------------------- ClinicalTrials.gov: what is asked

QUESTIONS = [ctgov.request(NCT), *ctgov.changed(NCT, DAY), ctgov.news(DAY), ctgov.news(DAY, "token"), ctgov.pulse()]
QUESTIONS += [request for request, _ in ctgov.doubts(NCT[:1])]


@pytest.mark.parametrize("request_", QUESTIONS, ids=lambda r: f"{r.path} {len(r.query)}")
def test_only_parameters_that_the_service_knows_are_sent_and_no_search_for_identity(request_):
    """An unknown name is refused with 400; query.id and query.term find trials that only mention a number."""
    known = {"filter.ids", "filter.advanced", "fields", "pageSize", "pageToken", "countTotal", "format"}
    assert {name for name, _ in request_.query} <= known
    assert not request_.form  # there is no POST


@pytest.mark.parametrize("request_", QUESTIONS, ids=lambda r: f"{r.path} {len(r.query)}")
def test_no_address_is_too_long(request_):
    """The gateway answers 414 above some 8 kB."""
    url = httpx.URL(f"{BASES['ctgov']}/{request_.path}", params=httpx.QueryParams(request_.query))
    assert len(str(url)) < 4000


def test_a_page_holds_as_many_as_were_asked_for():
    """The default would silently give ten, and more than 1,000 are silently cut."""
    for number in (1, 11, 200):
        assert dict(ctgov.request(NCT[:number]).query)["pageSize"] == str(number)
    assert int(dict(ctgov.news(DAY).query)["pageSize"]) <= 1000


def test_a_full_last_page_leads_to_an_empty_one_and_no_further():
    full = {"studies": [study(NCT[0])], "nextPageToken": "more", "totalCount": 1}
    assert ctgov.read_news(reply(full)).next == "more"
    assert ctgov.read_news(reply({"studies": [], "nextPageToken": "still more"})).next == ""


def test_a_token_goes_with_the_question_that_gave_it():
    """Tokens are not bound to their question: with another one they give wrong rows and status 200."""
    first, second = dict(ctgov.news(DAY).query), dict(ctgov.news(DAY, "token").query)
    assert second.pop("pageToken") == "token"
    assert first.pop("countTotal") == "true"  # told on the first page only
    assert first == second


def test_one_malformed_number_is_the_fault_of_the_question_and_divides_it():
    fault = ctgov.examine(reply("Item 1 in parameter `filter.ids` has incorrect format", 400, "text/plain"))
    assert (fault.reason, fault.divide, fault.again) == ("outage", True, False)


# ---------------------------------------------------------------------- ClinicalTrials.gov: what is read


@pytest.mark.parametrize("count", [99_999_999, 188_814_085, -1, 12.5, "12", True, None])
def test_numbers_of_people_that_nobody_counted_are_none(count):
    assert trial(designModule={"enrollmentInfo": {"count": count}}).facts.enrollment is None


def test_nobody_at_all_is_a_number():
    facts = trial(designModule={"enrollmentInfo": {"count": 0, "type": "ACTUAL"}}).facts
    assert (facts.enrollment, facts.enrollment_type) == (0, "ACTUAL")


def test_a_withheld_study_is_read_as_what_little_it_is():
    withheld = {
        "protocolSection": {"identificationModule": {"nctId": NCT[0]}, "statusModule": {"overallStatus": "WITHHELD"}}
    }
    record = ctgov.read(json.dumps(withheld))
    assert (record.identifier.value, record.facts.overall_status, record.facts.enrollment) == (NCT[0], "WITHHELD", None)


@pytest.mark.parametrize(
    "status", ["AVAILABLE", "NO_LONGER_AVAILABLE", "TEMPORARILY_NOT_AVAILABLE", "APPROVED_FOR_MARKETING"]
)
def test_expanded_access_has_states_of_its_own(status):
    record = ctgov.read(json.dumps(study(NCT[0], status, designModule={"studyType": "EXPANDED_ACCESS"})))
    assert (record.facts.overall_status, record.facts.phases) == (status, ())


def test_no_phase_is_not_phase_na():
    assert trial(designModule={"phases": ["NA"]}).facts.phases == ("NA",)
    assert trial(designModule={"phases": ["PHASE1", "PHASE2"]}).facts.phases == ("PHASE1", "PHASE2")
    assert trial(designModule={}).facts.phases == ()


def test_results_that_were_sent_in_and_not_posted_are_no_results():
    events = {"unpostedAnnotation": {"unpostedEvents": [{"type": "RELEASE", "date": "2026-01-02"}]}}
    told = {**study(NCT[0]), "annotationSection": {"annotationModule": events}}
    facts = ctgov.read(json.dumps(told)).facts
    assert ([one.event for one in facts.submissions], facts.has_results) == (["RELEASE"], False)


def test_a_number_that_was_not_asked_for_is_not_an_answer():
    answer = ctgov.split(json.dumps({"studies": [study(NCT[5])]}).encode(), [NCT[0]])
    assert (answer.payloads, answer.aliases) == ({}, {})


# ---------------------------------------------------------------------- E-utilities: what is asked


def test_every_question_to_ncbi_names_its_tool_and_address_and_the_key_stands_in_no_address():
    seen = []
    time = FakeTime()
    asked = [pubmed.request(["7"]), *(r for r, _ in pubmed.doubts(["7"])), *(r for r, _ in pubmed.confirm(["7"]))]
    asked += [*pubmed.changed(["7"], DAY), *pubmed.signals(["7"]), pubmed.doi_search("10.1/a"), pmc.request(["PMC1"])]
    asked += [request for request, _ in pubmed.citation_requests(["j|2019|1|2|Doe J"])]
    transport = httpx.MockTransport(lambda request: seen.append(request) or httpx.Response(200, text="fine"))
    options = {"transport": transport, "sleep": time.sleep, "clock": time}
    with Client(email="me@lab.example", tool="verifier", api_key="s3cret", **options) as client:
        for request in asked:
            client.send(request, lambda _: None)
    assert len(seen) == len(asked)
    for request in seen:
        assert request.method == "POST"
        assert all(word in request.content for word in (b"tool=verifier", b"email=me%40lab.example", b"api_key=s3cret"))
        assert request.url.query == b""
        assert request.url.host == "eutils.ncbi.nlm.nih.gov"  # the old host is throttled harder and sends web pages


def test_no_return_type_is_named():
    """rettype=full gives an empty answer with status 200."""
    for request in (pubmed.request(["7"]), pmc.request(["PMC1"])):
        assert "rettype" not in dict(request.form)


@pytest.mark.parametrize("value", ["ABC123", "0123", "123456789", "12a", "", "１２３"])
def test_a_number_that_ncbi_would_bend_into_another_is_never_asked(value, tmp_path):
    registry, time = FakeRegistry({"123": article("123")}), FakeTime()
    asked = Identifier("PMID", value)
    with Store(tmp_path) as store, Client(transport=registry, sleep=time.sleep, clock=time) as client:
        (lookup,) = Resolver(store, client.send).resolve([asked]).values()
    assert (type(lookup), registry.calls) == (Unavailable, [])


# ---------------------------------------------------------------------- E-utilities: what is answered


@pytest.mark.parametrize(
    "body",
    [
        "<eFetchResult><ERROR>Supplied id parameter is empty.</ERROR></eFetchResult>",
        "<eSummaryResult><ERROR>Unable to obtain query #1</ERROR></eSummaryResult>",
        "<ERROR>Search Backend failed: Database is not supported: pubmed</ERROR>",
    ],
)
def test_errors_with_status_200_are_faults(body):
    for examine in (
        pubmed.examine,
        pubmed.examine_doubt,
        pubmed.examine_confirmation,
        pubmed.examine_citations,
        pmc.examine,
    ):
        assert isinstance(examine(reply(body, kind="text/xml")), Fault)


@pytest.mark.parametrize(
    "body",
    [
        "Failed to connect to PubOne service",
        "<ERROR>Failed to retrieve: proxy_stream()</ERROR>",
        "<html><title>502 Bad Gateway</title></html>",
    ],
)
def test_an_outage_that_comes_as_400_may_be_asked_again(body):
    fault = pubmed.examine(reply(body, 400, "text/xml"))
    assert (fault.reason, fault.again) == ("outage", True)


def test_a_question_that_esummary_refuses_proves_nothing():
    refused = {"header": {}, "error": "Invalid uid ABC123 at position= 0", "result": {"uids": []}}
    assert pubmed.prove(("7",), reply(refused)) == Proof()
    assert isinstance(pubmed.examine_doubt(reply({"error": "Invalid uid ABC123"})), Fault)


def test_a_search_without_hits_is_an_answer_with_its_count_as_text():
    nothing = reply(
        {"esearchresult": {"count": "0", "idlist": [], "warninglist": {"outputmessages": ["No items found."]}}}
    )
    assert pubmed.examine_confirmation(nothing) is None
    assert pubmed.confirmed(("7",), nothing) == frozenset()
    assert pubmed.read_news(nothing).total == 0


def test_numbers_of_references_and_corrections_are_not_the_article_s():
    inside = "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='pubmed'>8</ArticleId></ArticleIdList></Reference></ReferenceList>"
    xml = article("7", corrections="<CommentsCorrections RefType='Cites'><PMID>9</PMID></CommentsCorrections>")
    body = article_set(xml.replace("</PubmedData>", f"{inside}</PubmedData>"))
    assert list(pubmed.split(body, ["7", "8", "9"]).payloads) == ["7"]


def test_another_abstract_is_not_the_abstract_and_a_cut_one_is_known():
    other = "<OtherAbstract Type='Publisher' Language='spa'><AbstractText>Doce personas.</AbstractText></OtherAbstract>"
    record = pubmed.read(article("7", abstract="", extra=other))
    assert [p.where for p in record.passages if p.where.startswith("Abstract")] == []
    assert [p.where for p in record.passages if p.text == "Doce personas."] == ["OtherAbstract[1]"]
    assert pubmed.read(article("7", abstract="We saw (ABSTRACT TRUNCATED AT 250 WORDS)")).facts.truncated


def test_deleted_numbers_are_no_articles():
    body = article_set("<DeleteCitation><PMID>7</PMID></DeleteCitation>", article("8"))
    assert list(pubmed.split(body, ["7", "8"]).payloads) == ["8"]


# ---------------------------------------------------------------------- the pace


def test_a_refusal_without_a_word_on_when_closes_the_gate_for_everybody():
    """NCBI's 429 names no time to wait, and its body echoes the key or the caller's address."""
    refusal = {"error": "API rate limit exceeded", "api-key": "s3cret", "count": "4", "limit": "3"}
    time, starts, answers = FakeTime(), [], [httpx.Response(429, json=refusal)]

    def answer(_request):
        starts.append(time.now)
        return answers.pop() if answers else httpx.Response(200, text="fine")

    with Client(
        transport=httpx.MockTransport(answer), sleep=time.sleep, clock=time, api_key="s3cret", attempts=1
    ) as client:
        fault = client.send(pubmed.request(["7"]), lambda _: None)
        other = threading.Thread(target=client.send, args=(pubmed.request(["8"]), lambda _: None))
        other.start()
        other.join()
    assert (fault.reason, "s3cret" in repr(fault)) == ("throttled", False)
    assert starts[1] - starts[0] >= 1.5


# ---------------------------------------------------------------------- the ID converter


def test_numbers_of_one_kind_go_together_and_200_at_most():
    values = [f"PMC{number}" for number in range(1_000_000, 1_000_450)]
    questions = idconv.requests("PMC", values)
    assert [len(about) for _, about in questions] == [200, 200, 50]
    assert {dict(request.query)["idtype"] for request, _ in questions} == {"pmcid"}
    for request, _ in questions:
        url = httpx.URL(BASES["idconv"], params=httpx.QueryParams(request.query))
        assert len(str(url)) < 8000


def test_what_the_converter_does_not_know_says_nothing_of_pubmed():
    """It knows only articles in PMC; and it answers under the number that it was asked for."""
    told = {
        "records": [
            {"requested-id": "10.1/A", "status": "error", "errmsg": "Identifier not found in PMC"},
            {"requested-id": "10.1/b", "doi": "10.1/other", "pmid": 9},
            {"requested-id": "10.1/unasked", "doi": "10.1/unasked", "pmid": 8},
        ]
    }
    assert idconv.answers("DOI", ["10.1/a", "10.1/b"], reply(told)) == {"10.1/a": ("", "Identifier not found in PMC")}


def test_a_number_is_missing_only_where_its_own_registry_says_so(tmp_path):
    registry, time = FakeRegistry({"7": article("7")}, {NCT[0]: study(NCT[0])}), FakeTime()
    asked = [Identifier("PMID", "7"), Identifier("PMID", "8"), Identifier("NCT", NCT[0]), Identifier("NCT", NCT[1])]
    with Store(tmp_path) as store, Client(transport=registry, sleep=time.sleep, clock=time) as client:
        kinds = [type(lookup) for lookup in Resolver(store, client.send).resolve(asked).values()]
    assert kinds == [Found, Missing, Found, Missing]
    assert Request("ctgov", f"studies/{NCT[1]}").path in {path.rpartition("/api/v2/")[2] for path, _ in registry.calls}
