"""The doctor tells the known 403 situations apart, and finds what is wrong with a store."""

from __future__ import annotations

import sqlite3
import zlib

import httpx
import pytest
from registry_fake import FakeTime

from verifier.doctor import examine, verify
from verifier.http import Client
from verifier.model import Identifier
from verifier.registries import pubmed
from verifier.store import Store


def probes(answer, store=None, **options):
    time = FakeTime()

    def make(agent):
        return Client(user_agent=agent, transport=httpx.MockTransport(answer), sleep=time.sleep, clock=time)

    return {probe.name: probe for probe in examine(make, store, **options)}


def waf(passes):
    def answer(request):
        if "clinicaltrials" in request.url.host and not passes(request.headers.get("user-agent")):
            return httpx.Response(403, html="<!doctype html><title>Forbidden</title>")
        return httpx.Response(200, json={"version": 1})

    return answer


def test_all_is_well(tmp_path):
    with Store(tmp_path) as store:
        assert {p.level for p in probes(waf(lambda _: True), store).values()} == {"ok"}


@pytest.mark.parametrize(
    ("passes", "level", "word"),
    [
        (lambda agent: agent and "httpx" in agent, "warning", "python-httpx"),
        (lambda agent: agent is None, "warning", "no User-Agent"),
        (lambda _: False, "error", "403"),
    ],
)
def test_the_gateway_s_moods(passes, level, word):
    probe = probes(waf(passes))["ClinicalTrials.gov"]
    assert (probe.level, word in probe.message) == (level, True)
    assert probe.advice


def test_the_name_that_is_set_is_tried_first():
    told = probes(waf(lambda agent: agent == "ours/1.0"), agent="ours/1.0")
    assert {probe.level for probe in told.values()} == {"ok"}
    told = probes(waf(lambda agent: agent and "verifier" in agent), agent="ours/1.0")["ClinicalTrials.gov"]
    assert (told.level, "'ours/1.0'" in told.message or "ours/1.0 " in told.message) == ("warning", True)
    assert "verifier/" in told.advice


def test_a_blocked_address_of_ncbi_is_told_from_a_wrong_one():
    def answer(request):
        return httpx.Response(200, html="<title>NCBI/ipmc1 - WWW Error Blocked Diagnostic</title>")

    told = probes(answer)["PubMed"]
    assert (told.level, "has blocked this address" in told.message) == ("error", True)
    assert "API key" in told.advice
    refused = probes(lambda _: httpx.Response(403, html="<html>Forbidden</html>"))["PubMed"]
    assert (refused.level, "another network" in refused.advice) == ("error", True)


def test_throttled_and_down():
    def answer(request):
        ncbi = "ncbi" in request.url.host
        return httpx.Response(429, json={"api-key": "1.2.3.4"}) if ncbi else httpx.Response(503)

    told = probes(answer)
    assert (told["PubMed"].level, told["ClinicalTrials.gov"].level) == ("warning", "error")
    assert "1.2.3.4" not in repr(told)


def test_verify_finds_a_changed_payload(tmp_path):
    from registry_fake import article

    xml = article("7")
    with Store(tmp_path) as store:
        for value, payload in (("7", xml), ("8", xml.replace("12 people", "13 people"))):
            store.put(Identifier("PMID", value), pubmed.digest(payload), payload, seen="2026-01-01T00:00:00Z", kind="k")
        told = verify(store)
        assert len(told) == 1
        assert "another record's" in told[0]
        digest = pubmed.digest(xml)
    with sqlite3.connect(tmp_path / "cache.db") as connection:
        packed = zlib.compress(xml.replace("12 people", "99 people").encode())
        connection.execute("UPDATE Cache SET value = ? WHERE key = ?", (packed, f"payload:{digest}"))
    connection.close()
    with Store(tmp_path) as store:
        assert any("was changed after" in line for line in verify(store))
