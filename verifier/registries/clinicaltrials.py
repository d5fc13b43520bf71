"""ClinicalTrials.gov, through its API v2: what to ask for NCT numbers, and how to read the answer.

Studies are asked in batches by `filter.ids`, with the page size set (the default would silently give ten). The
order means nothing, an unknown number is silently left out, and an old number (alias) answers under the
current one, so answers are matched by `nctId` and `nctIdAliases`. Absence is proven by the single-study
endpoint, whose 404 says "NCT number ... not found"; any other 404 is a fault. What a study means is told in
`_study` and `_results`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec

from verifier.errors import PayloadError
from verifier.model import Record, TrialFacts
from verifier.model.exchange import UNREADABLE, Answer, Fault, News, Proof, Reply, Request
from verifier.registries._eutils import clean
from verifier.registries._study import branch, trial

SCHEME = "NCT"
HOST = "ctgov"
NEWS_TELLS_ALL = True  # what `news` does not name was not updated (it may have turned UNKNOWN all the same)
BATCH = 200  # 200 numbers make a URL of 2.6 kB; an oversized one is refused with 414
READER = "4"  # raise when the reading of a record changes: derived records are kept under it
FOLDER = "ctgov"
KEEP = {  # seconds that an answer may be used unasked
    "running-trial": 86_400,
    "ended-trial": 7 * 86_400,
    "reported-trial": 30 * 86_400,
}
SUFFIX = ".json"

_NEWS_PAGE = 1000  # the most that the registry gives at once
_NUMBER = re.compile(r"NCT\d{8}")
_ACTIVE = frozenset(
    [
        "RECRUITING",
        "NOT_YET_RECRUITING",
        "ACTIVE_NOT_RECRUITING",
        "ENROLLING_BY_INVITATION",
        "SUSPENDED",
        "AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
        "UNKNOWN",
    ]
)
_WAIT = "ClinicalTrials.gov has trouble of its own; try again later. Nothing can be said about the trials meanwhile"


class _Identification(msgspec.Struct):
    nctId: str  # noqa: N815  # the registry's own names
    nctIdAliases: list[str] = []  # noqa: N815


class _Protocol(msgspec.Struct):
    identificationModule: _Identification  # noqa: N815


class _Study(msgspec.Struct):
    """The part of a study that says whose it is."""

    protocolSection: _Protocol  # noqa: N815


class _Page(msgspec.Struct):
    """A page of studies, each kept as the bytes that were sent."""

    studies: list[msgspec.Raw]


def request(values: Sequence[str]) -> Request:
    """Ask for up to 200 studies."""
    query = (("filter.ids", ",".join(values)), ("pageSize", str(len(values))), ("format", "json"))
    return Request(HOST, "studies", query=query)


def examine(reply: Reply) -> Fault | None:
    """Tell a page of studies from a fault, before anything in it is believed."""
    if reply.status != 200:
        return _status_fault(reply)
    try:
        for raw in _studies(reply.body):
            _numbers(_text(raw))
    except PayloadError as error:
        return _not_json(reply, str(error))
    return None


def split(body: bytes, asked: Iterable[str]) -> Answer:
    """Take a page apart: each study's JSON under its number, and the old numbers that lead to one.

    Raises:
        PayloadError: the body is no page of studies.
    """
    wanted = frozenset(asked)
    payloads: dict[str, str] = {}
    aliases: dict[str, str] = {}
    refused: dict[str, str] = {}
    for raw in _studies(body):
        payload = _text(raw)
        number, others = _numbers(payload)
        old = [alias for alias in others if alias in wanted and alias != number]
        if number not in wanted and not old:
            continue
        aliases.update(dict.fromkeys(old, number))
        if payloads.setdefault(number, payload) != payload:
            refused[number] = "the answer holds two different studies under this number"
    return Answer({n: p for n, p in payloads.items() if n not in refused}, aliases, refused)


def from_file(body: bytes) -> Answer:
    """The study or studies of a file, with their old numbers, for a snapshot.

    Raises:
        PayloadError: the file holds neither a study nor a page of studies.
    """
    decoded = _decode(body)
    raws = [_text(raw) for raw in _studies(body)] if "studies" in decoded else [_text(body)]
    payloads: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for payload in raws:
        number, others = _numbers(payload)
        payloads[number] = payload
        aliases.update((alias, number) for alias in others if alias != number)
    return Answer(payloads, aliases)


def read(payload: str) -> Record:
    """Read one study's JSON, as kept in the store.

    Raises:
        PayloadError: it is not a study with an NCT number.
    """
    record = trial(_decode(payload.encode()))
    if record is None:
        raise PayloadError("this JSON is not a study with an NCT number of its own; fetch the record again")
    return record


def digest(payload: str) -> str:
    """SHA-256 of the study without key order, white space and `versionHolder` (the date of the day's reload)."""
    study = _decode(payload.encode())
    misc = branch(study, "derivedSection", "miscInfoModule")
    misc.pop("versionHolder", None)
    return hashlib.sha256(msgspec.json.encode(study, order="deterministic")).hexdigest()


def age_kind(record: Record, now: dt.datetime) -> str:
    """Which of the ages in KEEP this study has: running (or its state unknown), ended, or reported and at rest."""
    facts = record.facts
    if not isinstance(facts, TrialFacts) or facts.overall_status in _ACTIVE:
        return "running-trial"
    recent = facts.last_update_posted[:4] >= str(now.year)
    return "reported-trial" if facts.has_results and not recent else "ended-trial"


def doubts(values: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """The second questions about numbers that a batch left out: one each to the single-study endpoint."""
    return [(Request(HOST, f"studies/{value}", query=(("format", "json"),)), (value,)) for value in values]


def examine_doubt(reply: Reply) -> Fault | None:
    """Tell a single-study answer from a fault; a 404 with the registry's own words is an answer."""
    if reply.status == 404 and _NUMBER.search(reply.text) and "not found" in reply.text:
        return None
    if reply.status in (301, 308) and _NUMBER.search(reply.location):
        return None
    if reply.status != 200:
        return _status_fault(reply)
    try:
        _numbers(_text(reply.body))
    except PayloadError as error:
        return _not_json(reply, str(error))
    return None


def prove(values: Sequence[str], reply: Reply) -> Proof:
    """Read the single-study answer: absent by its own words, moved to another number, or there after all."""
    (value,) = values
    if reply.status == 404:
        said = reply.text.strip()
        return Proof(absent={value: f"404: {said}"}) if said == f"NCT number {value} not found" else Proof()
    if reply.status in (301, 308):
        target = _NUMBER.findall(reply.location)[-1]
        return Proof(aliases={value: target}) if target != value else Proof()
    payload = reply.body.decode()
    number, others = _numbers(payload)
    if number == value:
        return Proof(payloads={value: payload})
    return Proof(aliases={value: number}, payloads={number: payload}) if value in others else Proof()


def changed(values: Sequence[str], since: dt.date) -> list[Request]:
    """Questions whose answers name those of these studies that were updated since a day.

    The registry turns a status to UNKNOWN by the calendar, without an update; running trials are therefore
    asked for again every day whatever this says.
    """
    return [
        Request(
            HOST,
            "studies",
            query=(
                ("filter.ids", ",".join(values[at : at + BATCH])),
                ("filter.advanced", f"AREA[LastUpdatePostDate]RANGE[{since.isoformat()},MAX]"),
                ("fields", "NCTId"),
                ("pageSize", str(BATCH)),
                ("format", "json"),
            ),
        )
        for at in range(0, len(values), BATCH)
    ]


def examine_changed(reply: Reply) -> Fault | None:
    """Tell an answer to `changed` from a fault."""
    return examine(reply)


def changes(reply: Reply) -> frozenset[str]:
    """The numbers that an answer to `changed` names."""
    return frozenset(_numbers(_text(raw))[0] for raw in _studies(reply.body))


def pulse() -> Request:
    """Ask when the registry last loaded its data; while that stands still no record can have changed."""
    return Request(HOST, "version")


def examine_pulse(reply: Reply) -> Fault | None:
    """Tell an answer to `pulse` from a fault."""
    if reply.status != 200:
        return _status_fault(reply)
    try:
        msgspec.json.decode(reply.body, type=_Version)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _not_json(reply, str(error))
    return None


def pulsed(reply: Reply) -> str:
    """When the data were loaded, in the registry's own words ("2026-09-11T09:00:04")."""
    return msgspec.json.decode(reply.body, type=_Version).dataTimestamp


def news(since: dt.date, page: str = "") -> Request:
    """Ask for all studies of the registry that were updated since a day, a thousand a page."""
    query = (
        ("filter.advanced", f"AREA[LastUpdatePostDate]RANGE[{since.isoformat()},MAX]"),
        ("fields", "NCTId"),
        ("pageSize", str(_NEWS_PAGE)),
        ("format", "json"),
    )
    return Request(HOST, "studies", query=(*query, ("pageToken", page) if page else ("countTotal", "true")))


def read_news(reply: Reply) -> News:
    """What an answer to `news` names. A full last page leads to an empty one.

    Raises:
        PayloadError: it is no page of studies.
    """
    try:
        page = msgspec.json.decode(reply.body, type=_NewsPage)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PayloadError(f"this is not a page of studies: {str(error)[:120]}") from error
    values = tuple(_numbers(_text(raw))[0] for raw in page.studies)
    return News(values, page.totalCount, page.nextPageToken if values else "")


class _Version(msgspec.Struct):
    """The part of /version that is read."""

    dataTimestamp: str  # noqa: N815  (the registry's own name)


class _NewsPage(msgspec.Struct):
    """A page of studies with what leads on."""

    studies: list[msgspec.Raw]
    totalCount: int = -1  # noqa: N815  (the registry's own name)
    nextPageToken: str = ""  # noqa: N815  (the registry's own name)


def _status_fault(reply: Reply) -> Fault:
    """A status other than 200 as a fault: none of them says anything about a trial."""
    said = _gist(reply)
    if reply.status == 404:
        advice = "check the base address of ClinicalTrials.gov (VERIFIER_CTGOV_URL); the public one ends in /api/v2"
        return Fault("outage", f"there is no such service at this address (HTTP 404: {said})", advice)
    if reply.status in (301, 302, 303, 307, 308):
        return Fault("outage", f"ClinicalTrials.gov sent us elsewhere (HTTP {reply.status}); not followed", _WAIT)
    if reply.status == 414:
        return Fault("outage", "ClinicalTrials.gov found the address too long (HTTP 414)", _WAIT, divide=True)
    return Fault(
        "outage", f"ClinicalTrials.gov answered HTTP {reply.status}: {said}", _WAIT, divide=reply.status == 400
    )


def _not_json(reply: Reply, why: str) -> Fault:
    if "html" in reply.kind:
        return Fault("outage", f"ClinicalTrials.gov answered with a web page: {_gist(reply)}", _WAIT, again=True)
    cut = reply.body[:1] in (b"{", b"[") and "truncated" in why
    reason, message = (
        ("truncated", "breaks off in the middle") if cut else ("unreadable", f"is not a study: {why[:120]}")
    )
    return Fault(reason, f"ClinicalTrials.gov's answer {message}", _WAIT, again=True)


def _gist(reply: Reply) -> str:
    return clean(reply.text) or "an empty body"


def _decode(body: bytes) -> dict[str, object]:
    """JSON object of a study or page.

    Raises:
        PayloadError: not JSON, not an object, or nested beyond reason.
    """
    try:
        decoded: dict[str, object] = msgspec.json.decode(body, type=dict[str, object])
    except UNREADABLE as error:
        raise PayloadError(f"this is not the JSON of a study: {str(error)[:120]}") from error
    return decoded


def _studies(body: bytes) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(body, type=_Page).studies
    except UNREADABLE as error:
        raise PayloadError(f"this is not a page of studies: {str(error)[:120]}") from error


def _text(raw: msgspec.Raw | bytes) -> str:
    """A piece of the answer as text; msgspec does not look at the encoding of what it passes over."""
    try:
        return bytes(raw).decode()
    except UnicodeDecodeError as error:
        raise PayloadError(f"this is not UTF-8: {error}") from error


def _numbers(payload: str) -> tuple[str, tuple[str, ...]]:
    """A study's own number and its old ones.

    Raises:
        PayloadError: the JSON is no study.
    """
    try:
        module = msgspec.json.decode(payload, type=_Study).protocolSection.identificationModule
    except UNREADABLE as error:
        raise PayloadError(f"this is not the JSON of a study: {str(error)[:120]}") from error
    if not _NUMBER.fullmatch(module.nctId):
        raise PayloadError("the JSON carries no NCT number of its own")
    return module.nctId, tuple(alias for alias in module.nctIdAliases if _NUMBER.fullmatch(alias))
