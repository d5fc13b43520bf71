"""A transport that misbehaves at random, by seed: everything that a registry or the way to it has been seen to do.

It never lies about existence in the registry's own words (nothing could be told from that); all else is allowed.
"""

from __future__ import annotations

import gzip
import json
import random

import httpx

SECRET = "s3cret-k3y"
ADDRESS = "someone@private.example"


class Misbehaving(httpx.BaseTransport):
    """Wraps a registry; with probability `rate` a request meets one of the faults below."""

    def __init__(self, registry, seed, rate=0.5):
        self.registry, self.rate = registry, rate
        self.random = random.Random(seed)
        self.met = []

    def handle_request(self, request):
        if self.random.random() >= self.rate:
            return self.registry.handle_request(request)
        fault = self.random.choice(FAULTS)
        self.met.append(fault.__name__)
        return fault(self.registry, request, self.random)


def timeout(_registry, _request, dice):
    raise dice.choice([httpx.ReadTimeout, httpx.ConnectTimeout, httpx.PoolTimeout])(f"{SECRET}")


def network(_registry, _request, dice):
    raise dice.choice([httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError])(f"lost {ADDRESS}")


def status(_registry, _request, dice):
    code = dice.choice([400, 401, 403, 404, 408, 410, 414, 429, 500, 502, 503, 504, 301, 302, 204, 206])
    body = dice.choice([b"", b"<html>nginx</html>", json.dumps({"api-key": SECRET, "error": "x"}).encode()])
    headers = {"location": dice.choice(["https://evil.example/", "/api/v2/studies/NCT00000011", ""])}
    if dice.random() < 0.5:
        headers["retry-after"] = dice.choice(["1", "0", "9999", "soon", "Fri, 20 Nov 2026 10:00:00 GMT", "-3"])
    return httpx.Response(code, content=body, headers=headers)


def words200(_registry, _request, dice):
    return httpx.Response(
        200,
        content=dice.choice(
            [
                b"",
                b"null",
                b"[]",
                b"{}",
                b'{"studies": null}',
                b'{"studies": [1, {}]}',
                b'{"result": {}}',
                b'{"result": {"uids": []}}',
                b"<html>WWW Error Blocked Diagnostic</html>",
                b"<!DOCTYPE html><p>maintenance",
                f"<eFetchResult><ERROR>down {SECRET}</ERROR></eFetchResult>".encode(),
                b"NCBI C++ Exception: Error: TXCLIENT(CException::eUnknown)",
                b"<PubmedArticleSet></PubmedArticleSet>",
                b'<?xml version="1.0"?><PubmedArticleSet><PubmedArticle/></PubmedArticleSet>',
                b"\xff\xfe\x00",
                b"NCT number NCT00000011 not found",
            ]
        ),
        headers={"content-type": dice.choice(["text/html", "text/xml", "application/json", "text/plain"])},
    )


def proxy400(_registry, _request, _dice):
    return httpx.Response(400, content=b"<eFetchResult><ERROR>proxy_stream() failed</ERROR></eFetchResult>")


def cut(registry, request, dice):
    body = registry.handle_request(request).content
    return httpx.Response(200, content=body[: dice.randrange(len(body) + 1)])


def flipped(registry, request, dice):
    body = bytearray(registry.handle_request(request).content)
    for _ in range(dice.randrange(1, 4)):
        if body:
            body[dice.randrange(len(body))] = dice.randrange(256)
    return httpx.Response(200, content=bytes(body))


def left_out(registry, request, dice):
    """The batch without some of its records; a single answer stays whole."""
    answer = registry.handle_request(request)
    tail = request.url.path.rpartition("/")[2]
    if tail == "efetch.fcgi":
        head, *articles = answer.content.replace(b"</PubmedArticleSet>", b"").split(b"<PubmedArticle>")
        kept = [b"<PubmedArticle>" + article for article in articles if dice.random() < 0.5]
        return httpx.Response(200, content=head + b"".join(kept) + b"</PubmedArticleSet>")
    if tail == "studies":
        page = json.loads(answer.content)["studies"]
        return httpx.Response(200, json={"studies": [study for study in page if dice.random() < 0.5]})
    return answer


def another(registry, request, dice):
    """The answer to another question: a record that was not asked for."""
    tail = request.url.path.rpartition("/")[2]
    if tail == "efetch.fcgi":
        pmid = dice.choice(sorted(registry.articles))
        body = f"<PubmedArticleSet>{registry.articles[pmid]}</PubmedArticleSet>"
        return httpx.Response(200, content=body.encode())
    study = registry.studies[dice.choice(sorted(registry.studies))]
    return httpx.Response(200, json={"studies": [study]} if tail == "studies" else study)


def bomb(_registry, _request, dice):
    zeros = gzip.compress(b"\0" * dice.choice([1 << 16, 1 << 23]))
    entity = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><PubmedArticleSet>&b;</PubmedArticleSet>'
    deep = b"<PubmedArticleSet>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</PubmedArticleSet>"
    nested = b'{"studies": ' + b"[" * 50_000
    if dice.random() < 0.4:
        return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(zeros))
    return httpx.Response(200, content=dice.choice([entity, deep, nested]))


def lying_encoding(registry, request, dice):
    body = gzip.compress(registry.handle_request(request).content)
    cut_at = dice.randrange(1, len(body))
    return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(body[:cut_at]))


FAULTS = (
    timeout,
    network,
    status,
    words200,
    proxy400,
    cut,
    flipped,
    left_out,
    another,
    bomb,
    lying_encoding,
)
