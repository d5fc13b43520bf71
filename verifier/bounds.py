"""What holds every answer within bounds: the time of the whole request, and what its body unpacks to.

httpx bounds the wait for the next byte only: a host that sends a byte of its headers every few seconds, or
"103 Early Hints" without end, would hold a request for ever. Here every read, write and connection of a client goes
through streams that also look at the end of the request they serve. And httpx unpacks a piece of a body whole, however
large it comes out; here it comes in pieces of bounded size.
"""

from __future__ import annotations

import contextlib
import math
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import httpcore
import httpx

_GZIP_OR_ZLIB = 47  # for zlib: which of the two, the header tells
_MEMBER = b"\x1f"  # how another gzip member begins


class Deadline(threading.local):
    """Until when the request of this thread may last, on a clock; without one it may last for ever.

    Args:
        clock: seconds, as the client counts them.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = math.inf

    @contextlib.contextmanager
    def at(self, until: float) -> Iterator[None]:
        """Bound what this thread does inside the block."""
        before, self._until = self._until, until
        try:
            yield
        finally:
            self._until = before

    def left(self, timeout: float | None) -> float | None:
        """Seconds that the next step may take: what is left, and never more than its own bound."""
        if self._until == math.inf:
            return timeout
        left = self._until - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request took too long")
        return left if timeout is None else min(timeout, left)


def bound(client: httpx.Client, deadline: Deadline) -> None:
    """Put the streams of a client under a deadline; transports of tests, which have none, are left alone."""
    # httpx takes a transport of one's own, but gives up the proxies that the machine is set to then; so its own transports
    # are kept, and what opens their connections is replaced. A test holds every release of httpx to these names.
    for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
        if isinstance(transport, httpx.HTTPTransport):
            pool: Any = transport._pool  # noqa: SLF001
            pool._network_backend = _Backend(pool._network_backend, deadline)  # noqa: SLF001


def unpacked(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The body in pieces of at most `most` bytes, unpacked; what stands behind the last packed member is not read.

    Raises:
        zlib.error: a packed body is damaged, or ends early.
    """
    if response.is_stream_consumed:  # a transport of a test that hands over the whole answer
        yield response.content
        return
    coding = response.headers.get("content-encoding", "identity").lower().strip()
    if coding in ("identity", ""):
        yield from response.iter_raw()  # as the bytes come, so that a trickle is seen
        return
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    for piece in response.iter_raw():
        if unpacker.eof and piece and not piece.startswith(_MEMBER):
            return
        out = b""
        # A full piece may have more behind it, with nothing left to feed.
        while piece or (len(out) == most and not unpacker.eof):
            if unpacker.eof:
                unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
            out = unpacker.decompress(piece, most)
            yield out
            piece = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof and piece and not piece.startswith(_MEMBER):
                return
    if not unpacker.eof:
        raise zlib.error("ends early")


class _Backend(httpcore.NetworkBackend):
    """Opens connections whose streams keep to a deadline."""

    def __init__(self, inner: httpcore.NetworkBackend, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *args: Any, **more: Any) -> _Stream:
        return _Stream(self._inner.connect_tcp(host, port, self._deadline.left(timeout), *args, **more), self._deadline)


class _Stream(httpcore.NetworkStream):
    """A stream that takes no step after the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
