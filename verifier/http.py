"""The one door to the network: requests of the registries go out here, at the pace that each host allows.

One gate per host spaces the starts of requests; a host that says "too fast" or "blocked" closes its gate for
everybody. Faults of the world are told apart and given back as a Fault, never raised, and never taken for an
answer: throttled, blocked, outage, timeout, network, truncated, unreadable, too-large. NCBI's key travels in
POST bodies only; redirects are not followed, so it cannot reach another host.
"""

from __future__ import annotations

import email.utils
import os
import ssl
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import msgspec
import tenacity

from verifier import __version__
from verifier.bounds import Deadline, bound, unpacked
from verifier.errors import UsageError
from verifier.model.exchange import Examine, Fault, Reply, Request, is_base

BASES = {
    "eutils": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
    "ctgov": "https://clinicaltrials.gov/api/v2",
    "idconv": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles",
}
# What people call them.
NAMES = {"eutils": "NCBI", "ctgov": "ClinicalTrials.gov", "idconv": "PMC's ID converter"}
# Seconds between the starts of two requests. NCBI: 3 a second without a key, 10 with one; measured, 350 ms still
# meets refusals and 400 ms none. ClinicalTrials.gov publishes no limit; its robots.txt asks for one a second.
GAPS = {"eutils": 0.4, "ctgov": 1.0, "idconv": 0.4}
KEYED_GAP = 0.11
USER_AGENT = f"verifier/{__version__} (checks the citations of a page against the records they name)"
ATTEMPTS = 4
_LONGEST_WAIT = 120.0  # seconds; a host that asks for more is taken as unavailable
_CONNECT = 10.0  # seconds for a connection to come about
_PATIENCE = 150.0  # seconds after which a request is not tried again
_CLOSED = 60.0  # seconds for which a host that has blocked us is left alone
_PIECE = 1 << 20  # bytes unpacked at a time
_RATIO = 200  # unpacked bytes to one packed byte; registry text packs at most 20 to 1

if sys.platform == "win32":  # no such file locks there: each process keeps its own pace
    fcntl = None
else:
    import fcntl

Sleep = Callable[[float], None]


class Gate:
    """Spaces the starts of requests to one host; `shut` keeps everybody out for a while.

    It holds for all threads and, with a `shared` file, for all processes of this machine that name the same
    file: the file holds the next free start and the end of the closure, on the machine's monotonic clock, and
    is locked while it is read and written. A process that dies leaves no lock behind.
    """

    def __init__(
        self,
        gap: float,
        *,
        sleep: Sleep = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        shared: Path | None = None,
    ) -> None:
        self.gap = gap
        self._sleep, self._clock = sleep, clock
        self._lock = threading.Lock()
        self._times = (float("-inf"), float("-inf"))
        self._file = _gate_file(shared)

    def enter(self) -> None:
        """Wait for the next free start, and take it; once more, if the gate was shut meanwhile."""
        while True:
            start = self._update(lambda now, free, shut: (max(now, free, shut) + self.gap, shut))[0] - self.gap
            if (wait := start - self._clock()) > 0:
                self._sleep(wait)
            if self._update(lambda _, free, shut: (free, shut))[1] <= start:
                return

    def shut(self, seconds: float) -> None:
        """Let nobody start for that long."""
        self._update(lambda now, free, shut: (free, max(shut, now + seconds)))

    def _update(self, change: Callable[[float, float, float], tuple[float, float]]) -> tuple[float, float]:
        """Change the next free start and the end of the closure, under the lock; give the new ones."""
        with self._lock:
            if self._file is None:
                self._times = change(self._clock(), *self._times)
                return self._times
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                written = os.pread(self._file, 16, 0)
                times = struct.unpack("<dd", written) if len(written) == 16 else self._times
                now = self._clock()
                # After a restart of the machine its clock begins anew: a time far ahead means nothing.
                free, shut = (at if at <= now + 2 * _LONGEST_WAIT else now for at in times)
                self._times = change(now, free, shut)
                os.pwrite(self._file, struct.pack("<dd", *self._times), 0)
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
            return self._times

    def close(self) -> None:
        """Give the shared file back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _gate_file(shared: Path | None) -> int | None:
    """The open file of a shared gate; None where it cannot be had (no folder, read-only, no file locks)."""
    if shared is None or fcntl is None:
        return None
    try:
        return os.open(shared, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None


class Client:
    """Carries requests to the registries' hosts. Thread-safe; one for a whole run.

    Args:
        bases: other base addresses, by host name (see BASES).
        email, tool: sent to NCBI with every request, as its rules ask. api_key: NCBI's key, for 10 requests a second.
        user_agent: what we call ourselves; some gateways refuse some names, so it can be set.
        transport, sleep, clock: for tests; httpx's transport, time.sleep, time.monotonic.
        gate_folder: where processes of this machine share the pace of each host (the folder of the store).
        gaps: other seconds between request starts; against the public hosts never below the published pace.
        timeout: seconds without a byte. longest: seconds for one whole request, from its start to the last byte.
    """

    def __init__(
        self,
        *,
        bases: Mapping[str, str] | None = None,
        email: str = "",
        tool: str = "verifier",
        api_key: str = "",
        user_agent: str = USER_AGENT,
        transport: httpx.BaseTransport | None = None,
        sleep: Sleep = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        gate_folder: Path | None = None,
        gaps: Mapping[str, float] | None = None,
        attempts: int = ATTEMPTS,
        timeout: float = 30.0,
        longest: float = 120.0,
    ) -> None:
        self._bases = {**BASES, **{name: base.rstrip("/") for name, base in (bases or {}).items() if base}}
        for name, base in self._bases.items():
            if not is_base(base):
                raise UsageError(f"{base!r} is no base address for {name}; give http(s)://host/path")
        if not (user_agent.isascii() and (user_agent.isprintable() or not user_agent)):
            raise UsageError(f"{user_agent!r} cannot be sent as a user agent; write it in plain ASCII on one line")
        self._identity = tuple((k, v) for k, v in (("tool", tool), ("email", email), ("api_key", api_key)) if v)
        self._secrets = tuple(value for value in (api_key, email) if value)
        self._sleep, self._clock = sleep, clock
        self._attempts, self._longest = attempts, longest
        self._gates = {
            name: Gate(
                self._gap(name, api_key, gaps or {}),
                sleep=sleep,
                clock=clock,
                shared=gate_folder / f"gate-{name}" if gate_folder else None,
            )
            for name in self._bases
        }
        self._trouble: dict[str, tuple[Fault, float]] = {}  # by host: its last lasting fault, closed until when
        self._http = httpx.Client(
            transport=transport,
            mounts={"all://127.0.0.1": None, "all://localhost": None},  # a proxy is never asked for this machine
            timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT)),
            follow_redirects=False,
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
        )
        self._http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))  # nothing of theirs is kept
        self._deadline = Deadline(clock)
        bound(self._http, self._deadline)
        if not user_agent:
            del self._http.headers["User-Agent"]  # some gateways let pass only those who call themselves nothing
        self.requests = dict.fromkeys(self._bases, 0)  # how many went out, by host, retries included

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and the gates."""
        self._http.close()
        for gate in self._gates.values():
            gate.close()

    def _gap(self, name: str, api_key: str, gaps: Mapping[str, float]) -> float:
        """The pace of a host: the published one, or a shorter one where the host is not the public one."""
        published = KEYED_GAP if api_key and name == "eutils" else GAPS.get(name, 1.0)
        wanted = gaps.get(name, published)
        public = urlsplit(self._bases[name]).hostname == urlsplit(BASES.get(name, "")).hostname
        return max(wanted, published) if public else wanted

    def send(self, request: Request, examine: Examine) -> Reply | Fault:
        """Ask, wait and ask again as the fault allows, and give back the answer or the last fault.

        `examine` is the registry's own eye on an answer that arrived whole: a Fault, or None for a good one.
        A host that stayed in trouble through all attempts is asked once a request until it answers again; one
        that has blocked us is not asked at all for a minute.
        """
        trouble, closed = self._trouble.get(request.host, (None, 0.0))
        if trouble is not None and trouble.closes and self._clock() < closed:
            return trouble
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(1 if trouble else self._attempts) | tenacity.stop_after_delay(_PATIENCE),
            wait=_pause,
            retry=tenacity.retry_if_result(lambda result: isinstance(result, Fault) and result.again),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
            sleep=self._sleep,
        )
        result: Reply | Fault = retrying(self._once, request, examine)
        if isinstance(result, Fault) and (result.again or result.closes):
            self._trouble[request.host] = (result, self._clock() + _CLOSED)
        elif isinstance(result, Reply):
            self._trouble.pop(request.host, None)
        return result

    def _once(self, request: Request, examine: Examine) -> Reply | Fault:
        gate = self._gates[request.host]
        gate.enter()
        self.requests[request.host] += 1
        outcome = self._exchange(request)
        fault = outcome if isinstance(outcome, Fault) else _status_fault(outcome, _name(request)) or examine(outcome)
        if fault is None:
            return outcome
        if fault.closes or fault.reason == "throttled":
            gate.shut(min(fault.wait or 1.5, _LONGEST_WAIT))
        return self._redacted(fault, request.token)

    def _exchange(self, request: Request) -> Reply | Fault:
        """One request and its whole answer, or what the network did instead."""
        url = f"{self._bases[request.host]}/{request.path}"
        form = dict(request.form)
        query = httpx.QueryParams(request.query)
        own = self._identity if request.host in ("eutils", "idconv") else ()
        headers = {"Authorization": f"Bearer {request.token}"} if request.token else {}
        if form:
            form.update(own)
        elif request.json:
            headers["Content-Type"] = "application/json"
        else:  # an address in a header, not in a URL: those are logged on the way
            query = query.merge({name: value for name, value in own if name == "tool"})
            if (address := dict(own).get("email", "")) and address.isascii() and address.isprintable():
                headers["From"] = address
        began = self._clock()
        try:
            with (
                self._deadline.at(began + self._longest),
                self._http.stream(
                    "POST" if form or request.json else "GET",
                    url,
                    params=query,
                    data=form or None,
                    content=request.json or None,
                    headers=headers,
                ) as response,
            ):
                body = self._body(response, request.limit, began)
                if isinstance(body, Fault):
                    return body
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                reply = Reply(response.status_code, kind, body, response.headers.get("location", ""))
                return _asked_to_wait(response, reply, _name(request)) or reply
        except httpx.TimeoutException:
            return Fault(
                "timeout",
                f"{_name(request)} gave no answer in time",
                "check the connection, then try again",
                again=True,
            )
        except httpx.RemoteProtocolError:
            return Fault("truncated", f"the answer of {_name(request)} broke off", "try again later", again=True)
        except httpx.TransportError as error:
            return _network_fault(_name(request), error)
        except (httpx.InvalidURL, ValueError):  # of a redirect, which httpx reads though it is not followed
            return Fault("outage", f"{_name(request)} sent us to an address that is none", "try again later")

    def _body(self, response: httpx.Response, limit: int, began: float) -> bytes | Fault:
        """The body unpacked, bounded in size, in its ratio to what was sent, and in time."""
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in unpacked(response, min(limit, _PIECE)):
                pieces.append(piece)
                size += len(piece)
                if size > limit or size > max(_RATIO * response.num_bytes_downloaded, 1 << 20):
                    return Fault(
                        "too-large",
                        "the answer is larger than an honest one can be; it was not read",
                        "try again later",
                    )
                if self._clock() - began > self._longest:
                    return Fault("timeout", "the answer trickled in too slowly", "try again later", again=True)
        except zlib.error:
            return Fault("truncated", "the compressed answer is damaged", "try again later", again=True)
        return b"".join(pieces)

    def _redacted(self, fault: Fault, token: str = "") -> Fault:
        """The fault without our keys or address, should a host have echoed them."""
        message = fault.message
        for secret in filter(None, (*self._secrets, token)):
            message = message.replace(secret, "***")
        return fault if message == fault.message else msgspec.structs.replace(fault, message=message)


def _pause(state: tenacity.RetryCallState) -> float:
    """Seconds before the next attempt: what the host asked for, else 1, 2, 4 ..."""
    fault = state.outcome.result() if state.outcome else None
    asked = fault.wait if isinstance(fault, Fault) else None
    return min(asked, _LONGEST_WAIT) if asked is not None else float(2 ** (state.attempt_number - 1))


def _name(request: Request) -> str:
    """What people call the host of a request."""
    return NAMES.get(request.host, request.host)


def _status_fault(reply: Reply, name: str) -> Fault | None:
    """Statuses that mean the same on every host."""
    if reply.status == 429:
        return Fault(
            "throttled", f"{name} says that we ask too fast (HTTP 429)", "wait, or set an NCBI API key", again=True
        )
    if reply.status in (401, 403):
        advice = "the gateway refuses this client: try another --user-agent or network; `verifier doctor` tells more"
        return Fault("blocked", f"the gateway of {name} refused us (HTTP {reply.status})", advice, closes=True)
    if reply.status in (408, 500, 502, 503, 504):
        return Fault("outage", f"{name} is down (HTTP {reply.status})", "try again later", again=True)
    return None


def _asked_to_wait(response: httpx.Response, reply: Reply, name: str) -> Fault | None:
    """A fault with the host's own Retry-After, in seconds or as a date."""
    fault = _status_fault(reply, name)
    written = response.headers.get("retry-after", "").strip()
    if fault is None or not fault.again or not written:
        return None
    if written.isascii() and written.isdigit():
        wait = float(written)
    else:
        try:
            wait = max(0.0, email.utils.parsedate_to_datetime(written).timestamp() - time.time())
        except (ValueError, OverflowError):
            return None
    if wait > _LONGEST_WAIT:
        message = f"{fault.message}; it asks us to wait {wait:.0f} seconds"
        return Fault(fault.reason, message, "try again later", wait=_LONGEST_WAIT, closes=True)
    return Fault(fault.reason, fault.message, fault.advice, again=True, wait=wait)


def _network_fault(name: str, error: Any) -> Fault:
    """What went wrong before any answer came."""
    if isinstance(error.__cause__, ssl.SSLError) or "certificate" in str(error).lower():
        return Fault(
            "network", f"the secure connection to {name} failed", "check the clock and the certificates of this machine"
        )
    return Fault(
        "network",
        f"{name} cannot be reached ({type(error).__name__})",
        "check the connection, then try again",
        again=True,
    )
