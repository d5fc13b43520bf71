"""Can the registries be reached from here, and how; is the store in order.

ClinicalTrials.gov stands behind a gateway that refuses some clients with an HTML page and status 403, by the name
they send, by their network or by how they speak TLS; what helps differs from place to place and from month to
month. So the doctor tries the known ways, all of them honest, and says which one works here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

import msgspec

from verifier.errors import PayloadError, StoreError
from verifier.http import BASES, USER_AGENT, Client
from verifier.model import Identifier
from verifier.model.exchange import Fault, Reply, Request
from verifier.registries._eutils import BLOCKED, general_fault
from verifier.resolve import by_scheme, utc_now
from verifier.store import Store
from verifier.watch import Watch, begun_night, last_night

# How a client may call itself, in the order tried: our name, the name of our HTTP library, no name at all.
AGENTS = (USER_AGENT, "python-httpx/0.28", "")
_EUTILS = Request("eutils", "einfo.fcgi", form=(("db", "pubmed"), ("retmode", "json")))
_CTGOV = Request("ctgov", "version")
_UNASKED = Fault("network", "nobody was asked")
_NIGHTS_MISSED = 1  # days after which a nightly job has not run
_EVERY_NAME = (
    "every name was refused, so it is the network (cloud addresses often are) or the TLS of this client: try another "
    "network, or a proxy of your institution; a store that was filled elsewhere works here with --offline"
)


class Probe(msgspec.Struct, frozen=True):
    """One thing looked at. level: ok, warning or error; advice: what to set or do."""

    name: str
    level: str
    message: str
    advice: str = ""


def examine(
    make_client: Callable[[str], Client],
    store: Store | None = None,
    *,
    email: str = "x",
    agent: str = USER_AGENT,
    now: Callable[[], dt.datetime] = utc_now,
) -> Iterator[Probe]:
    """Look at both hosts, at the store, and at how the last nights went.

    `make_client` gives a client that calls itself by the name it is handed; `agent` is the name of the run.
    """
    yield _eutils(make_client, agent)
    if not email:
        yield Probe(
            "e-mail", "warning", "NCBI asks for an e-mail address with every request", "set VERIFIER_EMAIL or --email"
        )
    yield _ctgov(make_client, agent)
    if store is not None:
        yield _store(store)
        yield from _nights(store, now())


def second_reading(store: Store) -> Iterator[str]:
    """Where biopython reads a stored PubMed article otherwise than our own reader; nothing when they agree."""
    from verifier.registries import _reference, pubmed

    for identifier in list(store.identifiers()):
        head = store.head(identifier) if identifier.scheme == pubmed.SCHEME else None
        payload = store.payload(head.current.digest) if head and head.current else None
        if payload is None:
            continue
        try:
            for difference in _reference.differences(payload, pubmed.read(payload)):
                yield f"{identifier}: {difference}"
        except PayloadError as error:
            yield f"{identifier}: {error}"


def verify(store: Store, registries: Mapping[str, ModuleType] | None = None) -> list[str]:
    """Everything that is wrong with a store: damage of the file, rows of others, payloads that are not theirs.

    Each payload is digested anew and read anew, so this takes about a second for a thousand records.
    """
    modules = registries or by_scheme()
    told = store.faults()
    for identifier in list(store.identifiers()):
        if identifier.scheme not in modules:
            continue
        try:
            head = store.head(identifier)
            versions = head.versions if head else ()
            for version in versions:
                told.extend(_payload_faults(store, modules[identifier.scheme], identifier, version.digest))
        except StoreError as error:
            told.append(f"{identifier}: {error}")
    return told


def _payload_faults(store: Store, module: ModuleType, identifier: Identifier, digest: str) -> Iterator[str]:
    payload = store.payload(digest)
    if payload is None:
        yield f"{identifier}: the payload {digest[:12]} is gone; fetch it again with `verifier refresh`"
        return
    try:
        if module.digest(payload) != digest:
            yield f"{identifier}: the payload {digest[:12]} was changed after it was kept"
        elif module.read(payload).identifier != identifier:
            yield f"{identifier}: the payload {digest[:12]} is another record's"
    except PayloadError as error:
        yield f"{identifier}: the payload {digest[:12]} cannot be read: {error}"


def _store(store: Store) -> Probe:
    """Whether the store can be read and written."""
    try:
        faults, info = store.faults(), store.info()
    except StoreError as error:
        return Probe("store", "error", str(error), "move the folder away; its records can be fetched again")
    if faults:
        return Probe("store", "error", "; ".join(faults), "run `verifier store verify`, or move the folder away")
    size = f"{info.papers} papers, {info.trials} trials, {info.size / 1e6:.1f} MB in {info.path}"
    if info.readonly:
        return Probe("store", "warning", f"{size}; read-only, so nothing new is kept", "make the folder writable")
    return Probe("store", "ok", size)


def _nights(store: Store, now: dt.datetime) -> Iterator[Probe]:
    """How the last nights went, where something is watched: "nothing new" must be told from "did not run"."""
    try:
        watched, last, begun = Watch(store).targets(), last_night(store), begun_night(store)
    except StoreError as error:
        yield Probe("refresh", "error", str(error), "run `verifier store verify`")
        return
    if last is None:
        if watched:
            yield Probe("refresh", "warning", "documents are watched, and no night has run", "run `verifier refresh`")
        return
    days = (now - dt.datetime.fromisoformat(last.ended)).days
    if begun:
        yield Probe(
            "refresh", "warning", f"the night begun at {begun} did not end", "run `verifier refresh`: it goes on"
        )
    if days > _NIGHTS_MISSED:
        yield Probe(
            "refresh", "error", f"the last night ended {days} days ago, {last.ended}", "see why the job does not run"
        )
    elif last.clean != last.ended:
        whole = (
            f"the last one in which all could be asked ended {last.clean}" if last.clean else "none could ask all yet"
        )
        yield Probe("refresh", "warning", f"the last night ended {last.ended}; {whole}", "see its report")
    else:
        yield Probe("refresh", "ok", f"the last night ended {last.ended}; all could be asked ({last.due} due)")


def _eutils(make_client: Callable[[str], Client], agent: str) -> Probe:
    """One question to NCBI."""
    reply, passed = _asked(make_client, agent, _EUTILS)
    if isinstance(reply, Reply):
        return _reached("PubMed", "NCBI E-utilities answer", agent, passed)
    if reply.reason == "throttled":
        advice = "others on this network use up NCBI's three requests a second: set an API key (NCBI_API_KEY)"
        return Probe("PubMed", "warning", reply.message, advice)
    return Probe("PubMed", "error", reply.message, _EVERY_NAME if "HTTP 403" in reply.message else reply.advice)


def _ctgov(make_client: Callable[[str], Client], agent: str) -> Probe:
    """One question to ClinicalTrials.gov."""
    reply, passed = _asked(make_client, agent, _CTGOV)
    if isinstance(reply, Reply):
        return _reached("ClinicalTrials.gov", "API v2 answers", agent, passed)
    advice = _EVERY_NAME if reply.reason == "blocked" else reply.advice
    return Probe("ClinicalTrials.gov", "error", reply.message, advice)


def _asked(make_client: Callable[[str], Client], agent: str, request: Request) -> tuple[Reply | Fault, str]:
    """The answer to a question, asked by each name in turn as long as the gateway refuses, and the name it was for."""
    reply: Reply | Fault = _UNASKED
    for name in dict.fromkeys((agent, *AGENTS)):
        with make_client(name) as client:
            reply = client.send(request, _looks_like_json)
        if isinstance(reply, Reply) or "HTTP 403" not in reply.message:
            return reply, name
    return reply, ""


def _reached(host: str, message: str, agent: str, passed: str) -> Probe:
    """A host that answers, perhaps only to another name than the one that is set."""
    if passed == agent:
        return Probe(host, "ok", message)
    name = repr(passed) if passed else "no User-Agent at all"
    refused = f"the gateway refuses the name {agent.split(maxsplit=1)[0] if agent else agent!r} (HTTP 403) but lets pass {name}"
    advice = f"set VERIFIER_USER_AGENT or --user-agent to {passed!r}" if passed else "give --user-agent ''"
    return Probe(host, "warning", refused, advice)


def _looks_like_json(reply: Reply) -> Fault | None:
    """A probe's answer is good when it is JSON, whatever it says."""
    if reply.status == 200 and reply.body[:1] in (b"{", b"["):
        return None
    if BLOCKED in reply.text:
        return general_fault(reply)
    public = ", ".join(BASES.values())
    return Fault(
        "outage", f"an answer that is none of the registry's (HTTP {reply.status})", f"public addresses: {public}"
    )
