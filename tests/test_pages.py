"""The door for pages: what is vetted is what is connected to; size, time and redirects are bounded."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import httpx
import pytest

from verifier.errors import DocumentError
from verifier.pages import LARGEST, PageFetcher, is_public

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def fetcher(answer, numbers=("93.184.216.34",), **more):
    """A fetcher whose name server gives `numbers` (or asks a function) and whose network is `answer`."""
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return list(numbers(host) if callable(numbers) else numbers)

    more.setdefault("clock", lambda: 0.0)
    made = PageFetcher(
        resolve=resolve, transport=httpx.MockTransport(answer), sleep=lambda _: None, now=lambda: NOW, **more
    )
    return made, asked


def test_a_page_is_fetched_from_the_vetted_number():
    seen = []

    def answer(request):
        seen.append(request)
        return httpx.Response(200, html="<p>x", headers={"set-cookie": "a=b"})

    fetch, asked = fetcher(answer)
    page = fetch("https://www.example.org:8443/a?b=c#d")
    assert (page.data, page.content_type, page.date) == (
        b"<p>x",
        "text/html; charset=utf-8",
        "2026-11-20T00:00:00+00:00",
    )
    fetch("https://www.example.org:8443/")
    request, again = seen
    assert (request.url.host, request.url.port, request.url.raw_path) == ("93.184.216.34", 8443, b"/a?b=c")
    assert request.headers["host"] == "www.example.org:8443"
    assert request.extensions["sni_hostname"] == "www.example.org"
    assert "cookie" not in again.headers
    assert asked == [("www.example.org", 8443)] * 2


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::", "240.0.0.1", "nonsense",
        "192.0.0.192", "192.88.99.1", "fec0::1",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(number):
    fetch, _ = fetcher(lambda _: httpx.Response(200, text="secret"), [number])
    with pytest.raises(DocumentError, match="private address"):
        fetch("http://inner.example/")


def test_one_private_address_among_public_ones_is_enough():
    fetch, _ = fetcher(lambda _: httpx.Response(200, text="secret"), ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(DocumentError, match="private address"):
        fetch("http://inner.example/")


def test_private_addresses_when_meant():
    fetch, _ = fetcher(lambda _: httpx.Response(200, text="mine"), ["127.0.0.1"], allow_private=True)
    assert fetch("http://localhost/").data == b"mine"
    assert is_public("93.184.216.34")
    assert is_public("2606:4700::1111")


def test_redirects_are_vetted_anew():
    def answer(request):
        if request.headers["host"] == "www.example.org":
            return httpx.Response(302, headers={"location": "http://inner.example/x"})
        return httpx.Response(200, text="secret")

    numbers = {"www.example.org": ["93.184.216.34"], "inner.example": ["10.0.0.7"], "file": []}
    fetch, asked = fetcher(answer, numbers.__getitem__)
    with pytest.raises(DocumentError, match=r"10\.0\.0\.7"):
        fetch("http://www.example.org/")
    assert [host for host, _ in asked] == ["www.example.org", "inner.example"]


@pytest.mark.parametrize(
    "place",
    ["http://[", "http://xn--/", "http://a:99999/", "//", "http://[v1.a]/", "file:///etc/passwd", "http://%00/"],
)
def test_a_redirect_to_what_is_no_address_is_told(place):
    with pytest.raises(DocumentError):
        fetcher(lambda _: httpx.Response(302, headers={"location": place}))[0]("http://x.example/")


def test_a_redirect_within_the_site_gives_the_page_and_its_address():
    def answer(request):
        if request.url.path == "/":
            return httpx.Response(301, headers={"location": "/new"})
        return httpx.Response(200, text="here")

    page = fetcher(answer)[0]("http://www.example.org/")
    assert (page.url, page.answered, page.data) == ("http://www.example.org/", "http://www.example.org/new", b"here")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://x.example/", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("http:///x", "not a web address"),
        ("http://x.example:99999/", "not a web address"),
        ("http://user:pw@x.example/", "user name"),
        ("http://a..b/", "not a web address"),
        ("http://[::1/", "not a web address"),
    ],
)
def test_what_is_no_web_address(url, reason):
    with pytest.raises(DocumentError, match=reason):
        fetcher(lambda _: httpx.Response(200))[0](url)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda _: httpx.Response(404), "status 404"),
        (lambda _: httpx.Response(302, headers={"location": "/"}), "redirects more than 5"),
        (lambda _: httpx.Response(302), "status 302"),
        (lambda _: httpx.Response(304), "status 304"),
        (lambda _: httpx.Response(302, headers={"location": "file:///etc/passwd"}), "not a web address"),
    ],
)
def test_what_is_no_page(answer, reason):
    with pytest.raises(DocumentError, match=reason):
        fetcher(answer)[0]("http://x.example/")


class Stream(httpx.SyncByteStream):
    def __init__(self, pieces):
        self._pieces = pieces

    def __iter__(self):
        yield from self._pieces


def test_a_body_without_end_is_left():
    endless = (b"x" * (1 << 20) for _ in range(LARGEST))
    with pytest.raises(DocumentError, match="larger than"):
        fetcher(lambda _: httpx.Response(200, stream=Stream(endless)))[0]("http://x.example/")


def test_a_packed_body_is_bounded_as_unpacked():
    bomb = gzip.compress(b"\0" * (LARGEST + 10), 1)
    answer = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Stream([bomb]))
    with pytest.raises(DocumentError, match="larger than"):
        fetcher(lambda _: answer)[0]("http://x.example/")
    damaged = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Stream([b"no gzip"]))
    with pytest.raises(DocumentError, match="damaged"):
        fetcher(lambda _: damaged)[0]("http://x.example/")


def test_a_body_that_trickles_is_left():
    ticks = iter(range(0, 10_000, 25))
    trickle = (b"x" for _ in range(1000))
    made, _ = fetcher(lambda _: httpx.Response(200, stream=Stream(trickle)), clock=lambda: float(next(ticks)))
    with pytest.raises(DocumentError, match="longer than"):
        made("http://x.example/")


def test_a_trickle_is_left_at_its_time_not_at_its_end():
    given = []

    def trickle():
        for _ in range(1000):
            given.append(1)
            yield b"x"

    made, _ = fetcher(lambda _: httpx.Response(200, stream=Stream(trickle())), clock=lambda: 10.0 * len(given))
    with pytest.raises(DocumentError, match="longer than"):
        made("http://x.example/")
    assert len(given) < 10


@pytest.mark.parametrize("size", [(1 << 20) - 1, 1 << 20, (3 << 20) + 5])
def test_a_packed_page_is_read_to_its_end(size):
    packed = httpx.Response(
        200, headers={"content-encoding": "gzip"}, stream=Stream([gzip.compress(b"x" * size + b"end")])
    )
    assert fetcher(lambda _: packed)[0]("http://x.example/").data.endswith(b"end")


def test_a_page_that_is_unchanged_is_no_redirect():
    page = fetcher(lambda _: httpx.Response(304))[0]("http://x.example/", seen='"v1"')
    assert page.unchanged


def test_a_name_of_the_longest_kind_takes_a_port():
    seen = []
    fetch, _ = fetcher(lambda request: seen.append(request) or httpx.Response(200, text="x"))
    fetch(f"http://{'a' * 63}.example:8080/")
    assert seen[0].headers["host"] == f"{'a' * 63}.example:8080"


def test_network_faults_are_told():
    def fail(_):
        raise httpx.ConnectError("refused")

    def late(_):
        raise httpx.ReadTimeout("late")

    for answer, reason in ((fail, "cannot be fetched"), (late, "in time")):
        with pytest.raises(DocumentError, match=reason):
            fetcher(answer)[0]("http://x.example/")
    with pytest.raises(DocumentError, match="not known"):
        fetcher(fail, [])[0]("http://x.example/")


def test_pages_of_one_host_keep_a_pace():
    naps = []
    made = PageFetcher(
        resolve=lambda *_: ["93.184.216.34"],
        transport=httpx.MockTransport(lambda _: httpx.Response(200)),
        sleep=naps.append,
        clock=lambda: 0.0,
    )
    with made as fetch:
        for url in ("http://a.example/1", "http://b.example/1", "http://a.example/2"):
            fetch(url)
    assert naps == [1.0]


def test_what_was_fetched_is_kept_as_evidence(tmp_path):
    folder = tmp_path / "pages"
    answer = httpx.Response(200, text="evidence", headers={"etag": "1", "set-cookie": "secret"})
    page = fetcher(lambda _: answer, keep=folder)[0]("http://x.example/")
    assert (folder / f"{page.digest}.body").read_bytes() == b"evidence"
    told = json.loads((folder / f"{page.digest}.json").read_text())
    assert (told["url"], told["date"], told["sha256"]) == (
        "http://x.example/",
        "2026-11-20T00:00:00+00:00",
        page.digest,
    )
    assert ["etag", "1"] in told["headers"]
    assert "secret" not in json.dumps(told)
