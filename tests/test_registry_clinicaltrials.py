"""What is read in a study of ClinicalTrials.gov, and which of its answers are believed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registry_fake import study

from verifier.errors import PayloadError
from verifier.model import Identifier, Measurement, PartialDate, TrialFacts
from verifier.model.exchange import Proof, Reply
from verifier.registries import clinicaltrials as ctgov

N = "NCT00000011"


def reply(body, status=200, kind="application/json", location=""):
    text = body if isinstance(body, str) else json.dumps(body)
    return Reply(status, kind, text.encode(), location)


def read(**protocol):
    return ctgov.read(json.dumps(study(N, **protocol)))


def test_a_study_with_nothing_in_it_is_read():
    bare = {"protocolSection": {"identificationModule": {"nctId": N}}}
    record = ctgov.read(json.dumps(bare))
    assert (record.identifier, record.title, record.passages, record.depth) == (
        Identifier("NCT", N),
        "",
        (),
        "registry",
    )
    assert record.facts == TrialFacts()


def test_markdown_escapes_are_undone_and_lines_kept():
    record = read(
        eligibilityModule={"eligibilityCriteria": "Inclusion:\r\n\r\n\\* age (\\<=50 vs \\>50)\r\n* HbA1c \\[%\\]"}
    )
    assert record.facts.eligibility == "Inclusion:\n\n* age (<=50 vs >50)\n* HbA1c [%]"
    assert record.passages[-1].where == "eligibilityCriteria"


def test_facts_by_module():
    record = read(
        designModule={
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 12, "type": "ACTUAL"},
            "designInfo": {"allocation": "NA", "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT"]}},
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Maker", "class": "INDUSTRY"},
            "collaborators": [{"name": "Payer"}],
        },
        oversightModule={"isFdaRegulatedDrug": True},
        contactsLocationsModule={"locations": [{"facility": "Ward", "city": "Town", "country": "Land"}]},
    )
    facts = record.facts
    assert (facts.phases, facts.enrollment, facts.masking, facts.who_masked) == (
        ("PHASE1", "PHASE2"),
        12,
        "DOUBLE",
        ("PARTICIPANT",),
    )
    assert (facts.lead_sponsor, facts.collaborators, facts.fda_drug, facts.fda_device) == (
        "Maker",
        ("Payer",),
        True,
        None,
    )
    assert facts.locations == (("Ward", "Town", "Land"),)


def test_partial_dates_and_status():
    body = study(N, status="UNKNOWN")
    body["protocolSection"]["statusModule"].update(
        lastKnownStatus="RECRUITING",
        statusVerifiedDate="2020-03",
        completionDateStruct={"date": "2021-10", "type": "ESTIMATED"},
    )
    facts = ctgov.read(json.dumps(body)).facts
    assert (facts.overall_status, facts.last_known_status, facts.verified) == ("UNKNOWN", "RECRUITING", "2020-03")
    assert (facts.completion, facts.start) == (PartialDate("2021-10", "ESTIMATED"), None)


def test_only_result_and_derived_references_report_the_trial():
    references = [
        {"pmid": "1", "type": "BACKGROUND"},
        {"pmid": "2", "type": "RESULT"},
        {"pmid": "3", "type": "DERIVED"},
        {"citation": "x"},
    ]
    references[1]["retractions"] = [{"pmid": "9", "source": "J Inv. 2024"}]
    record = read(referencesModule={"references": references})
    assert [(link.kind, link.identifier.value) for link in record.links] == [
        ("background", "1"),
        ("result", "2"),
        ("derived", "3"),
    ]
    assert [(n.kind, n.pmid) for n in record.notices] == [("retracted-reference", "2")]


RESULTS = {
    "participantFlowModule": {
        "groups": [{"id": "F0", "title": "Drug"}, {"id": "F1", "title": "Placebo"}],
        "periods": [
            {
                "milestones": [
                    {
                        "type": "STARTED",
                        "achievements": [
                            {"groupId": "F0", "numSubjects": "20"},
                            {"groupId": "F1", "numSubjects": "21"},
                        ],
                    },
                    {"type": "COMPLETED", "achievements": [{"groupId": "F0", "numSubjects": "18"}]},
                ]
            }
        ],
    },
    "outcomeMeasuresModule": {
        "outcomeMeasures": [
            {
                "type": "PRIMARY",
                "title": "Time to recovery",
                "reportingStatus": "POSTED",
                "paramType": "MEDIAN",
                "unitOfMeasure": "days",
                "timeFrame": "29 days",
                "groups": [{"id": "O0", "title": "Drug"}, {"id": "O1", "title": "Placebo"}],
                "denoms": [
                    {
                        "units": "Participants",
                        "counts": [{"groupId": "O0", "value": "20"}, {"groupId": "O1", "value": "21"}],
                    }
                ],
                "classes": [
                    {
                        "categories": [
                            {
                                "measurements": [
                                    {"groupId": "O0", "value": "10", "lowerLimit": "9", "upperLimit": "11"},
                                    {"groupId": "O1", "value": "NA"},
                                ]
                            }
                        ]
                    }
                ],
                "analyses": [
                    {
                        "groupIds": ["O0", "O1"],
                        "pValue": "<0.001",
                        "statisticalMethod": "Log rank",
                        "paramType": "Rate ratio",
                        "paramValue": "1.29",
                        "ciPctValue": "95",
                        "ciLowerLimit": "1.12",
                        "ciUpperLimit": "1.49",
                    }
                ],
            },
            {"type": "SECONDARY", "title": "Sleep", "reportingStatus": "NOT_POSTED"},
        ]
    },
    "adverseEventsModule": {
        "eventGroups": [
            {"id": "E0", "title": "Drug", "deathsNumAffected": 1, "deathsNumAtRisk": 20, "seriousNumAffected": 0}
        ],
        "seriousEvents": [{"term": "Stroke", "stats": [{"groupId": "E0", "numAffected": 1, "numAtRisk": 20}]}],
    },
    "moreInfoModule": {"limitationsAndCaveats": {"description": "Few people."}},
}


def test_posted_results_in_facts_and_in_plain_sentences():
    body = {**study(N), "hasResults": True, "resultsSection": RESULTS}
    record = ctgov.read(json.dumps(body))
    results = record.facts.results
    assert record.depth == "posted results"
    assert results.started == (("Drug", 20), ("Placebo", 21))
    assert results.outcomes[0].measurements[0] == Measurement("Drug", "", "10", lower="9", upper="11", analysed="20")
    assert results.event_groups[0].other is None
    told = {p.where: p.text for p in record.passages}
    assert told["outcomeMeasures[0]"] == (
        "Primary outcome: Time to recovery (29 days). Result: median 10 days (9 to 11) in Drug (n = 20); "
        "median NA days in Placebo (n = 21)."
    )
    assert told["outcomeMeasures[0].analyses[0]"] == (
        "Drug versus Placebo, Time to recovery: Rate ratio 1.29 (95% CI 1.12 to 1.49), P <0.001 (Log rank)."
    )
    assert told["outcomeMeasures[1]"].endswith("No results have been posted for this outcome.")
    assert told["adverseEvents.eventGroups[0]"] == (
        "Drug: deaths from any cause in 1 of 20 people, serious adverse events in 0 people. Most frequent: Stroke 1."
    )
    assert told["limitationsAndCaveats"] == "Few people."


def test_every_recorded_study_is_read_without_loss(shared):
    for file in sorted((shared / "records/ctgov").glob("*.json")):
        body = json.loads(file.read_bytes())
        record = ctgov.read(file.read_text("utf-8"))
        status = body["protocolSection"]["statusModule"]
        assert record.facts.overall_status == status["overallStatus"]
        assert record.facts.has_results == body["hasResults"]
        outcomes = body.get("resultsSection", {}).get("outcomeMeasuresModule", {}).get("outcomeMeasures", [])
        assert len(record.facts.results.outcomes if record.facts.results else ()) == len(outcomes)
        values = sum(
            len(c.get("measurements", ()))
            for o in outcomes
            for row in o.get("classes", ())
            for c in row.get("categories", ())
        )
        assert (
            sum(len(o.measurements) for o in (record.facts.results.outcomes if record.facts.results else ())) == values
        )
        assert all(p.text and "\\" not in p.text for p in record.passages)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda x: (
        st.lists(x, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["date", "type", "name", "value", "denoms", "classes", "categories", "groups", "description", "title"]
            ),
            x,
            max_size=3,
        )
    ),
    max_leaves=12,
)
MODULES = st.sampled_from(
    [
        "statusModule",
        "designModule",
        "armsInterventionsModule",
        "outcomesModule",
        "eligibilityModule",
        "referencesModule",
        "conditionsModule",
    ]
)


@given(st.dictionaries(MODULES, JUNK), JUNK)
def test_modules_of_any_shape_are_tolerated(modules, results):
    body = {
        "protocolSection": {"identificationModule": {"nctId": N}, **modules},
        "resultsSection": results,
        "derivedSection": results,
    }
    assert ctgov.read(json.dumps(body)).identifier.value == N


def test_batches_are_matched_by_number_and_alias_and_extras_dropped():
    page = {"studies": [study("NCT00000012", aliases=["NCT00000002", "NCT00000003"]), study("NCT00000077"), study(N)]}
    answer = ctgov.split(json.dumps(page).encode(), [N, "NCT00000002", "NCT00000099"])
    assert sorted(answer.payloads) == [N, "NCT00000012"]
    assert answer.aliases == {"NCT00000002": "NCT00000012"}
    other = study(N, status="WITHDRAWN")
    assert list(ctgov.split(json.dumps({"studies": [study(N), other]}).encode(), [N]).refused) == [N]


def test_the_request_sets_the_page_size():
    assert dict(ctgov.request([N, "NCT00000012"]).query) == {
        "filter.ids": f"{N},NCT00000012",
        "pageSize": "2",
        "format": "json",
    }


@pytest.mark.parametrize(
    ("answer", "proof"),
    [
        (reply(f"NCT number {N} not found", 404, "text/plain"), Proof(absent={N: f"404: NCT number {N} not found"})),
        (reply("NCT number NCT00000012 not found", 404, "text/plain"), Proof()),
        (reply("", 301, location="/api/v2/studies/NCT00000012"), Proof(aliases={N: "NCT00000012"})),
        (reply(study("NCT00000012")), Proof()),
    ],
)
def test_what_the_single_study_endpoint_proves(answer, proof):
    assert ctgov.examine_doubt(answer) is None
    assert ctgov.prove((N,), answer) == proof


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply("", 404), "outage"),
        (reply("<html>404 Not Found nginx</html>", 404, "text/html"), "outage"),
        (reply("Parameter `nctId` has incorrect format", 400, "text/plain"), "outage"),
        (reply("<html>414</html>", 414, "text/html"), "outage"),
        (reply("", 302, location="https://elsewhere.example/"), "outage"),
        (reply("<html>maintenance</html>", 200, "text/html"), "outage"),
        (reply(json.dumps(study(N))[:-9]), "truncated"),
        (reply("{}"), "unreadable"),
        (reply("[" * 100_000), "unreadable"),
    ],
)
def test_everything_else_is_a_fault(answer, reason):
    assert ctgov.examine_doubt(answer).reason == reason
    assert ctgov.examine(answer).reason in (reason, "unreadable")


def test_digest_ignores_reload_date_key_order_and_space_and_nothing_else():
    one = study(N)
    other = json.loads(json.dumps(one))
    other["derivedSection"]["miscInfoModule"]["versionHolder"] = "2027-01-01"
    digests = [ctgov.digest(json.dumps(x, indent=i)) for x, i in ((one, None), (dict(reversed(other.items())), 2))]
    assert digests[0] == digests[1]
    other["hasResults"] = True
    assert ctgov.digest(json.dumps(other)) != digests[0]


@pytest.mark.parametrize(
    "payload", ["", "[]", "{}", "null", '{"protocolSection": {"identificationModule": {"nctId": "NCT1"}}}']
)
def test_what_is_no_study_is_refused(payload):
    with pytest.raises(PayloadError):
        ctgov.read(payload)


def test_changed_asks_by_last_update():
    (request,) = ctgov.changed([N], dt.date(2026, 11, 1))
    assert dict(request.query)["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-11-01,MAX]"
    answer = reply({"studies": [{"protocolSection": {"identificationModule": {"nctId": N}}}]})
    assert (ctgov.examine_changed(answer), ctgov.changes(answer)) == (None, frozenset({N}))


def test_ages():
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    kinds = [
        ctgov.age_kind(ctgov.read(json.dumps(study(N, status=s))), now) for s in ("RECRUITING", "UNKNOWN", "COMPLETED")
    ]
    assert kinds == ["running-trial", "running-trial", "ended-trial"]
