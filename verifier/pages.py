"""The door for pages that the user names by address: what is vetted is what is connected to.

A host's name is looked up once; every address it has must be a public one (unless private ones are allowed), and the
connection goes to the address that was vetted, so that no second answer of the name server can lead elsewhere.
Each redirect is vetted anew. No proxy is used, nothing of the user is sent along, and size and
time are bounded. What was fetched is kept with its headers and date when a folder is given.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import json
import socket
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from verifier import __version__
from verifier.bounds import Deadline, bound, unpacked
from verifier.errors import DocumentError
from verifier.model import FetchedPage

LARGEST = 64 * 1024 * 1024
LONGEST = 60.0  # seconds for one whole page, its redirects included
PACE = 1.0  # seconds between two pages of one host
_REDIRECTS = 5
_USER_AGENT = f"verifier/{__version__} (reads a page that its user named, to check what the page cites)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PIECE = 1 << 20  # bytes unpacked at a time
# Not of the public internet, though the standard library of some versions takes them for global: protocol
# assignments (RFC 6890; a cloud's metadata service answers at 192.0.0.192), 6to4 relays, IPv6 site-local.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10")))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]


class PageFetcher:
    """Fetches pages by address; call it with one. Close it at the end, or use it in a `with`.

    Args:
        allow_private: whether addresses of this machine and of private networks may be asked.
        keep: a folder in which every page fetched is kept as evidence: its bytes, and a JSON file beside them.
        resolve, transport, sleep, clock, now: for tests.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        keep: Path | None = None,
        resolve: Resolve | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._allow_private = allow_private
        self._keep = keep
        self._resolve = resolve or _resolve
        self._sleep, self._clock, self._now = sleep, clock, now
        self._last: dict[str, float] = {}
        self._http = httpx.Client(
            transport=transport,
            timeout=20.0,
            follow_redirects=False,
            trust_env=False,
            # A connection made for one name must not serve another that has the same number.
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip, deflate, identity", "Accept": "*/*"},
        )
        self._deadline = Deadline(clock)
        bound(self._http, self._deadline)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __call__(self, url: str, seen: str = "") -> FetchedPage:
        """Fetch a page; with `seen`, the stamp of a version that is known, only if it is another one now.

        Raises:
            DocumentError: the address is no page's, leads to a private network, or does not answer as a page should.
        """
        asked, began = url, self._clock()
        for _ in range(_REDIRECTS + 1):
            page = self._ask(url, asked, began, seen)
            if isinstance(page, FetchedPage):
                if self._keep is not None and not page.unchanged:
                    keep_page(self._keep, page)
                return page
            url = page
        raise DocumentError(f"{asked} redirects more than {_REDIRECTS} times")

    def _ask(self, url: str, asked: str, began: float, seen: str) -> FetchedPage | str:
        """One request: the page, or the address it redirects to."""
        parts, target = self._vetted(url)
        self._wait(parts.netloc)
        self._http.cookies.clear()
        host = parts.hostname or ""
        sent = {"Host": _host_header(parts), **_condition(seen)}
        try:
            with (
                self._deadline.at(began + LONGEST),
                self._http.stream("GET", target, headers=sent, extensions={"sni_hostname": host}) as response,
            ):
                if response.has_redirect_location:
                    return urljoin(url, response.headers["location"])
                unchanged = bool(seen) and response.status_code == 304
                if response.status_code != 200 and not unchanged:
                    raise DocumentError(f"{asked} answers with status {response.status_code}, not with a page")
                data = b"" if unchanged else self._body(response, asked, began)
                headers = tuple((name.lower(), value) for name, value in response.headers.multi_items())
                kind = response.headers.get("content-type", "")
        except httpx.TimeoutException as error:
            raise DocumentError(f"{asked} does not answer in time: try again later") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DocumentError(f"{asked} cannot be fetched: {type(error).__name__}") from error
        except ValueError as error:  # of a redirect, by the parsers of addresses that httpx and we use
            raise DocumentError(f"{asked} redirects to what is no web address") from error
        date = self._now().astimezone(dt.UTC).isoformat(timespec="seconds")
        return FetchedPage(asked, url, kind, headers, data, date, hashlib.sha256(data).hexdigest(), unchanged)

    def _vetted(self, url: str) -> tuple[SplitResult, httpx.URL]:
        """The parts of an address, and the same address with the vetted number in place of the name."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            host = (parts.hostname or "").encode("idna").decode("ascii")
        except (ValueError, UnicodeError) as error:
            raise DocumentError(f"{url!r} is not a web address") from error
        if parts.scheme not in ("http", "https") or not host:
            raise DocumentError(f"{url!r} is not a web address: give http(s)://host/path")
        if parts.username or parts.password:
            raise DocumentError("an address with a user name in it is not fetched: save the page and check the file")
        numbers = self._resolve(host, port)
        if not numbers:
            raise DocumentError(f"{host} is not known to the name server")
        for number in numbers:
            if not self._allow_private and not is_public(number):
                raise DocumentError(
                    f"{host} leads to {number}, a private address: allow private addresses if you mean it"
                )
        try:
            return parts, httpx.URL(url).copy_with(host=numbers[0], port=port)
        except (httpx.InvalidURL, ValueError) as error:
            raise DocumentError(f"{url!r} is not a web address") from error

    def _wait(self, host: str) -> None:
        """Keep the pace: pages of one host are asked for one after another, with a pause."""
        pause = self._last.get(host, float("-inf")) + PACE - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._last[host] = self._clock()

    def _body(self, response: httpx.Response, asked: str, began: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in unpacked(response, _PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST:
                    raise DocumentError(f"{asked} is larger than {LARGEST >> 20} MiB")
                if self._clock() - began > LONGEST:
                    raise DocumentError(f"{asked} takes longer than {LONGEST:.0f} seconds: try again later")
        except zlib.error as error:
            raise DocumentError(f"{asked}: the compressed answer is damaged") from error
        return b"".join(pieces)


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public internet, addresses wrapped in IPv6 included."""
    try:
        address: Address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            address = inner
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def keep_page(folder: Path, page: FetchedPage) -> None:
    """Keep a page as evidence: `DIGEST.body`, and in `DIGEST.json` whence, when, and with which headers it came."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / f"{page.digest}.body").write_bytes(page.data)
    told = {
        "url": page.url,
        "answered": page.answered,
        "date": page.date,
        "sha256": page.digest,
        "bytes": len(page.data),
        "headers": [list(header) for header in page.headers if header[0] != "set-cookie"],
    }
    (folder / f"{page.digest}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order of preference of this machine."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _condition(seen: str) -> dict[str, str]:
    """The header that asks for a page only if it is no longer the version of that stamp."""
    if not seen or not seen.isprintable() or not seen.isascii():
        return {}
    return {"If-None-Match": seen} if seen.startswith(('"', "W/")) else {"If-Modified-Since": seen}


def _host_header(parts: SplitResult) -> str:
    """The host as written in the address, with its port where there is one; the name alone is encoded."""
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port is None else f"{host}:{parts.port}"
