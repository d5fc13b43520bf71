"""A host that sends its bytes as slowly as it likes, or packs as it likes, is held within bounds."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import threading
import zlib

import httpcore
import httpx
import pytest

from verifier.bounds import Deadline, bound, unpacked
from verifier.errors import DocumentError
from verifier.http import Client
from verifier.model.exchange import Fault, Reply, Request
from verifier.pages import LONGEST, PageFetcher

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"
# What comes first, and what comes again and again without end.
ENDLESS = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n"),
    "one header": (b"HTTP/1.1 200 OK\r\nX-More: ", b"y"),
    "hints": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "body": (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
    "size of a chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "trailers": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-More: yes\r\n"),
    "empty members": (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"", mtime=0)),
}
SIZED = ("headers", "one header", "trailers", "size of a chunk")


class Ticking:
    """A clock on which every look takes some seconds."""

    def __init__(self, step):
        self.now, self.step, self.naps = 0.0, step, []

    def __call__(self):
        self.now += self.step
        return self.now

    def sleep(self, seconds):
        self.naps.append(seconds)
        self.now += seconds


@contextlib.contextmanager
def server(first, again=b""):
    """A host on loopback that answers every request with `first`, and then with `again` without end."""

    def answer(connection):
        with connection, contextlib.suppress(OSError):
            while b"\r\n\r\n" in connection.recv(65536):
                connection.sendall(first)
                while again:
                    connection.sendall(again)

    def serve(listening):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def registry(port, clock, **options):
    return Client(
        bases={"ctgov": f"http://127.0.0.1:{port}/api/v2"},
        gaps={"ctgov": 0.0},
        sleep=clock.sleep,
        clock=clock,
        **options,
    )


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_registry_that_trickles_is_left_at_its_time(kind):
    clock = Ticking(10.0)
    with server(*ENDLESS[kind]) as port, registry(port, clock, attempts=1) as client:
        fault = client.send(Request("ctgov", "version"), lambda _: None)
    assert isinstance(fault, Fault)
    # Headers are bounded in size too, and a fast host comes to that bound before the time is over.
    assert fault.reason in (("timeout", "truncated") if kind in SIZED else ("timeout",))
    assert clock.now <= 12 * 10 + 60  # its two minutes, and a few looks at the clock around them


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_page_that_trickles_is_left_at_its_time(kind):
    clock = Ticking(5.0)
    told = r"does not answer in time|takes longer" + (
        r"|cannot be fetched: RemoteProtocolError" if kind in SIZED else ""
    )
    with (
        server(*ENDLESS[kind]) as port,
        PageFetcher(allow_private=True, sleep=clock.sleep, clock=clock) as fetch,
        pytest.raises(DocumentError, match=told),
    ):
        fetch(f"http://127.0.0.1:{port}/page")
    assert clock.now <= LONGEST + 60


def test_redirects_share_the_time_of_one_page():
    clock = Ticking(9.0)
    around = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
    with (
        server(around) as port,
        PageFetcher(allow_private=True, sleep=clock.sleep, clock=clock) as fetch,
        pytest.raises(DocumentError, match="does not answer in time"),
    ):
        fetch(f"http://127.0.0.1:{port}/")


def test_an_answer_in_time_is_an_answer_also_over_a_kept_connection():
    clock = Ticking(0.1)
    with server(WHOLE) as port, registry(port, clock, longest=60.0) as client:
        for _ in range(3):
            clock.now += 50  # the time of one request is not that of the next
            reply = client.send(Request("ctgov", "version"), lambda _: None)
            assert isinstance(reply, Reply)
            assert reply.body == b"fine"


def test_every_step_of_a_connection_has_only_what_is_left():
    asked = []

    class Inner(httpcore.NetworkStream):
        def read(self, max_bytes, timeout=None):
            asked.append(("read", timeout))
            return b""

        def write(self, buffer, timeout=None):
            asked.append(("write", timeout))

        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            asked.append(("tls", timeout))
            return self

    class Opener(httpcore.NetworkBackend):
        def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
            asked.append(("connect", timeout))
            return Inner()

    deadline = Deadline(itertools.count(0, 10).__next__)
    with httpx.Client(trust_env=False) as client:
        client._transport._pool._network_backend = Opener()
        bound(client, deadline)
        backend = client._transport._pool._network_backend
    with deadline.at(45.0):
        stream = backend.connect_tcp("h", 1, timeout=30.0)
        stream = stream.start_tls(None, "h", timeout=30.0)
        stream.write(b"x", timeout=30.0)
        stream.read(1, timeout=None)
        stream.read(1, timeout=30.0)
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, timeout=30.0)
    stream.read(1, timeout=30.0)
    assert asked == [("connect", 30.0), ("tls", 30.0), ("write", 25.0), ("read", 15.0), ("read", 5.0), ("read", 30.0)]


def test_proxies_of_the_environment_are_bounded_too(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with httpx.Client() as client:
        bound(client, Deadline(lambda: 0.0))
        transports = [t for t in (client._transport, *client._mounts.values()) if t is not None]
        assert len(transports) > 1
        assert {type(t._pool._network_backend).__name__ for t in transports} == {"_Backend"}


class Pieces(httpx.SyncByteStream):
    def __init__(self, pieces):
        self.pieces, self.given = pieces, 0

    def __iter__(self):
        for piece in self.pieces:
            self.given += 1
            yield piece


def whole(pieces, most=1 << 20):
    response = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Pieces(pieces))
    out = list(unpacked(response, most))
    assert all(len(piece) <= most for piece in out)
    return b"".join(out), response.stream.given


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("most", [1, 3, 1 << 20])
def test_members_are_read_one_after_another_however_they_are_cut(size, most):
    packed = gzip.compress(b"first ") + gzip.compress(b"") + gzip.compress(b"second")
    assert whole([packed[at : at + size] for at in range(0, len(packed), size)], most)[0] == b"first second"


@pytest.mark.parametrize("between", [True, False])
def test_what_stands_behind_the_last_member_is_not_read(between):
    padded = [gzip.compress(b"page"), b"\0" * 10] if between else [gzip.compress(b"page") + b"\0" * 10]
    assert whole(itertools.chain(padded, itertools.repeat(b"\0" * 1000)))[0] == b"page"


def test_a_packed_body_that_ends_early_is_damaged():
    for packed in (gzip.compress(b"page")[:-4], gzip.compress(b"page") + gzip.compress(b"more")[:-9], b""):
        with pytest.raises(zlib.error):
            whole([packed])
