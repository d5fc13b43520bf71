"""What is asked of a registry and what comes back: Request, Reply, Fault, Answer, Proof.

The registry modules make and read these without any input or output; `http.py` carries them.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from verifier.model.record import Record


class Request(msgspec.Struct, frozen=True):
    """One question to a host. With a `form` or a `json` body it is a POST, else a GET.

    host: the name of a base address (eutils, ctgov, idconv), never an address. path: below that base.
    limit: the most bytes that an honest answer may have, unpacked. token: sent as a bearer in the header.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    limit: int = 64 * 1024 * 1024
    json: str = ""
    token: str = ""


class Reply(msgspec.Struct, frozen=True):
    """An answer as it came: status, media type (without parameters), body unpacked, address of a redirect."""

    status: int
    kind: str
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The beginning of the body, for reading error messages; what is not UTF-8 is replaced."""
        return self.body[:4096].decode("utf-8", "replace")


class Fault(msgspec.Struct, frozen=True):
    """Why a question could not be answered: a fault of the world, never evidence about a record.

    reason: one of the words of `Unavailable.reason`. again: whether the same question may be asked again soon.
    wait: seconds that the host asked us to wait, when it did. closes: the host is not to be asked by anybody
    for a while. divide: the question itself was refused, so its parts may fare better.
    """

    reason: str
    message: str
    advice: str = ""
    again: bool = False
    wait: float | None = None
    closes: bool = False
    divide: bool = False


class Answer(msgspec.Struct, frozen=True):
    """A batch answer taken apart: payload by the registry's own number, and other numbers that lead to one.

    refused: numbers that answered but cannot be believed (twice with different content, unreadable), with why.
    extra: numbers that answered without being asked. records: those already read while taking the answer apart.
    """

    payloads: dict[str, str] = {}
    aliases: dict[str, str] = {}
    refused: dict[str, str] = {}
    extra: tuple[str, ...] = ()
    records: dict[str, Record] = {}


class Proof(msgspec.Struct, frozen=True):
    """What a second question showed about numbers that a batch left out.

    absent: number -> the registry's own words that it has no such record. present: numbers that exist after
    all. aliases: number -> the number it leads to. payloads: records that came with the proof.
    """

    absent: dict[str, str] = {}
    present: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    payloads: dict[str, str] = {}


# What msgspec raises at a body that is not the JSON it should be, in text, in type or in depth.
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class News(msgspec.Struct, frozen=True):
    """One page of a registry's answer to "what is new": numbers, how many in all (-1: not told), the next page."""

    values: tuple[str, ...] = ()
    total: int = -1
    next: str = ""


Examine = Callable[[Reply], Fault | None]
Fetch = Callable[[Request, Examine], Reply | Fault]


def is_base(base: str) -> bool:
    """Whether a text is a web address that requests can be sent to."""
    try:
        parts = urlsplit(base)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, brackets that do not close
        return False
