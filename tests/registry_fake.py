"""A registry in process: answers as the two services do, and can go down, throttle and lie.

All records are invented. `FakeRegistry` is an httpx transport; `down` makes every request fail in one way.
"""

from __future__ import annotations

import json
import random
from urllib.parse import parse_qs

import httpx

DOCTYPE = (
    '<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/{dtd}.dtd">'
)


def article(pmid, title="Invented cells in an invented disease.", abstract="We treated 12 people.", extra="", **parts):
    """XML of one invented article; parts: types, corrections, databank."""
    types = "".join(f"<PublicationType UI=''>{t}</PublicationType>" for t in parts.get("types", ("Journal Article",)))
    body = f"<Abstract><AbstractText>{abstract}</AbstractText></Abstract>" if abstract else ""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>'
        f"<Article><Journal><JournalIssue><PubDate><Year>2015</Year><Month>Mar</Month></PubDate></JournalIssue>"
        f"<Title>Journal of invention</Title></Journal><ArticleTitle>{title}</ArticleTitle>{body}"
        f"<Language>eng</Language>{parts.get('databank', '')}<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{parts.get('corrections', '')}</CommentsCorrectionsList>{extra}</MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>'
        "</PubmedArticle>"
    )


def article_set(*articles, dtd="pubmed_250101"):
    """The articles as efetch sends them."""
    return f"{DOCTYPE.format(dtd=dtd)}<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()


def study(number, status="COMPLETED", aliases=(), **protocol):
    """JSON object of one invented study."""
    identification = {"nctId": number, "briefTitle": f"Invented study {number}"}
    if aliases:
        identification["nctIdAliases"] = list(aliases)
    return {
        "protocolSection": {
            "identificationModule": identification,
            "statusModule": {"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2020-01-02"}},
            **protocol,
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2026-11-20"}},
        "hasResults": False,
    }


class FakeRegistry(httpx.BaseTransport):
    """Both services. articles: PMID -> XML; studies: number -> object; down: None or a function of the request."""

    def __init__(self, articles=(), studies=()):
        self.articles = {pmid: article(pmid) for pmid in articles} if not isinstance(articles, dict) else articles
        self.studies = {n: study(n) for n in studies} if not isinstance(studies, dict) else studies
        self.down = None
        self.calls = []
        self.order = random.Random(7)

    def handle_request(self, request):
        request.read()
        form = {k: v[0] for k, v in parse_qs(request.content.decode()).items()}
        query = dict(request.url.params)
        self.calls.append((request.url.path, {**query, **form}))
        if self.down is not None and (answer := self.down(request)) is not None:
            return answer
        tail = request.url.path.rpartition("/")[2]
        if tail == "efetch.fcgi":
            wanted = [self.articles[p] for p in form["id"].split(",") if p in self.articles]
            self.order.shuffle(wanted)
            return httpx.Response(
                200, content=article_set(*wanted), headers={"content-type": "text/xml; charset=UTF-8"}
            )
        if tail == "esummary.fcgi":
            return httpx.Response(200, json={"result": self._summaries(form["id"].split(","))})
        if tail == "esearch.fcgi":
            found = [p for p, xml in self.articles.items() if self._searched(form["term"], p, xml)]
            return httpx.Response(200, json={"esearchresult": {"count": str(len(found)), "idlist": found}})
        if tail == "":
            return httpx.Response(200, json={"records": [self._converted(x) for x in query["ids"].split(",")]})
        if tail == "studies":
            return self._batch(query)
        return self._single(tail)

    @staticmethod
    def _searched(term, pmid, xml):
        if term.endswith("[doi]"):
            return term[1:-6].lower() in xml.lower()
        numbers, _, signals = term.partition(") AND (")
        listed = f"{pmid}[uid]" in numbers.strip("()").split(" OR ")
        return listed and (not signals or "Retracted Publication" in xml)

    def _converted(self, asked):
        for pmid, xml in self.articles.items():
            if f">{asked}<" in xml and ">PMC" in xml:
                key = "pmcid" if asked.startswith("PMC") else "doi"
                return {"requested-id": asked, key: asked, "pmid": int(pmid)}
        return {"requested-id": asked, "status": "error", "errmsg": "Identifier not found in PMC"}

    def _summaries(self, pmids):
        known = {p: {"uid": p, "title": "x"} for p in pmids if p in self.articles}
        lacking = {p: {"uid": p, "error": "cannot get document summary"} for p in pmids if p not in self.articles}
        return {"uids": pmids, **known, **lacking}

    def _by_number(self, number):
        for study in self.studies.values():
            module = study["protocolSection"]["identificationModule"]
            if number == module["nctId"] or number in module.get("nctIdAliases", ()):
                return study
        return None

    def _batch(self, query):
        numbers = query["filter.ids"].split(",")
        found = {json.dumps(s): s for n in numbers if (s := self._by_number(n))}
        page = list(found.values())[: int(query.get("pageSize", 10))]
        self.order.shuffle(page)
        return httpx.Response(200, json={"studies": page})

    def _single(self, number):
        found = self._by_number(number)
        if found is None:
            return httpx.Response(404, text=f"NCT number {number} not found")
        own = found["protocolSection"]["identificationModule"]["nctId"]
        if own != number:
            return httpx.Response(301, headers={"location": f"/api/v2/studies/{own}"})
        return httpx.Response(200, json=found)


class FakeTime:
    """A clock in seconds that only sleeping moves."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        assert 0 <= seconds < 1000
        self.now += seconds
