"""Full text is read where it is open, paragraph by paragraph, and never makes a record less than it was."""

from __future__ import annotations

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article

from verifier.errors import PayloadError
from verifier.fulltext import FullText
from verifier.http import Client
from verifier.model import Identifier
from verifier.model.exchange import Reply
from verifier.registries import pmc
from verifier.resolve import Resolver
from verifier.store import Store

P = Identifier("PMID", "101")
BODY = (
    "<body><p>Opening words.</p><sec><title>Methods</title><p>We treated 12 adults"
    '<sup><xref ref-type="bibr" rid="r1">12</xref></sup> at 10<sup>3</sup> cells'
    "<table-wrap><table><tr><td>99</td></tr></table></table-wrap>.</p><sec><title>Dose</title><p>Once.</p>"
    "<list><list-item><p>Daily.</p></list-item></list></sec></sec>"
    "<sec><title>Results and discussion</title><p>Two got better.</p><fig><caption><p>Figure words.</p></caption></fig></sec></body>"
)


def full(number="500", body=BODY, kind="pmc"):
    return (
        f'<article><front><article-meta><article-id pub-id-type="{kind}">{number}</article-id>'
        f'<article-id pub-id-type="pmid">101</article-id></article-meta></front>{body}</article>'
    )


def articleset(*articles):
    return f'<?xml version="1.0"?><!DOCTYPE pmc-articleset PUBLIC "x" "y.dtd"><pmc-articleset>{"".join(articles)}</pmc-articleset>'


def test_paragraphs_with_their_sections():
    told = [(p.where, p.label, p.text) for p in pmc.passages(full())]
    assert told == [
        ("body/p[1]", "", "Opening words."),
        ("body/Methods/p[1]", "methods", "We treated 12 adults at 10^3 cells."),
        ("body/Methods/Dose/p[1]", "methods", "Once."),
        ("body/Methods/Dose/p[2]", "methods", "Daily."),
        ("body/Results and discussion/p[1]", "results", "Two got better."),
    ]


def test_closed_articles_have_no_paragraphs():
    assert (
        pmc.passages(full(body="<!--The publisher does not allow downloading of the full text in XML form.-->")) == ()
    )


@pytest.mark.parametrize(
    ("number", "kind"), [("500", "pmc"), ("PMC500", "pmc"), ("PMC500", "pmcid"), ("PMC500.2", "pmcid")]
)
def test_articles_are_matched_by_their_own_number(number, kind):
    answer = pmc.split(articleset(full(number, kind=kind), full("77")).encode(), ["PMC500"])
    assert list(answer.payloads) == ["PMC500"]
    pmc.check(answer.payloads["PMC500"], "PMC500")
    with pytest.raises(PayloadError):
        pmc.check(answer.payloads["PMC500"], "PMC501")


def test_faults_are_told():
    assert pmc.examine(Reply(200, "text/xml", articleset().encode())) is None
    assert pmc.examine(Reply(200, "text/xml", articleset()[:-4].encode())).reason == "truncated"
    assert pmc.examine(Reply(200, "text/xml", b"<other/>")).reason == "unreadable"
    assert pmc.examine(Reply(200, "text/xml", b"<eFetchResult><ERROR>no</ERROR></eFetchResult>")).reason == "outage"


def test_a_lookup_is_deepened_kept_and_used_offline(tmp_path):
    xml = article("101").replace("<ArticleIdList>", '<ArticleIdList><ArticleId IdType="pmc">PMC500</ArticleId>')
    registry, time = FakeRegistry({"101": xml, "102": article("102")}), FakeTime()
    asked = []

    def answer(request):
        if b"db=pmc" not in request.content:
            return None
        asked.append(request)
        return httpx.Response(200, text=articleset(full()))

    registry.down = answer
    both = [P, Identifier("PMID", "102")]
    with Store(tmp_path) as store, Client(transport=registry, sleep=time.sleep, clock=time) as client:
        plain = Resolver(store, client.send).resolve(both)
        deep = FullText(store, client.send).deepen(plain)
        again = FullText(store, client.send).deepen(plain)
        offline = FullText(store, None).deepen(plain)
        assert len(asked) == 1
    assert deep == again == offline
    assert deep[P].record.depth == "full text"
    assert deep[P].record.passages[: len(plain[P].record.passages)] == plain[P].record.passages
    assert deep[P].digest != plain[P].digest
    assert deep[both[1]] == plain[both[1]]


def test_an_outage_leaves_the_abstract(tmp_path):
    xml = article("101").replace("<ArticleIdList>", '<ArticleIdList><ArticleId IdType="pmc">PMC500</ArticleId>')
    registry, time = FakeRegistry({"101": xml}), FakeTime()
    registry.down = lambda request: httpx.Response(503) if b"db=pmc" in request.content else None
    with Store(tmp_path) as store, Client(transport=registry, sleep=time.sleep, clock=time) as client:
        plain = Resolver(store, client.send).resolve([P])
        reader = FullText(store, client.send)
        assert reader.deepen(plain) == plain
        assert "down" in reader.trouble
