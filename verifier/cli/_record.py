"""A record on the terminal, field by field, as it was read, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from verifier.conclude import summarise
from verifier.model import Found, Identifier, Lookup, Missing
from verifier.store import Store


def lines(lookup: Lookup) -> Iterator[str]:
    """The lines of a lookup: what was found, or why nothing was."""
    if isinstance(lookup, Found):
        yield from _found(lookup)
    elif isinstance(lookup, Missing):
        yield f"{lookup.identifier}: not in the registry"
        yield f"  asked: {lookup.asked}"
        yield f"  the registry's words: {lookup.proof}"
    else:
        yield f"{lookup.identifier}: could not be asked ({lookup.reason})"
        yield f"  {lookup.message}"
        if lookup.advice:
            yield f"  {lookup.advice}"


def _found(lookup: Found) -> Iterator[str]:
    """A found record."""
    record, summary = lookup.record, summarise(lookup)
    yield f"{record.identifier}: {record.title}"
    if lookup.asked != record.identifier:
        yield f"  asked as: {lookup.asked}, an alias"
    yield f"  status: {summary.status}"
    for label, value in summary.facts:
        yield f"  {label}: {value}"
    for label, date, kind in summary.dates:
        yield f"  {label}: {date}" + (f" ({kind.lower()})" if kind else "")
    for notice in record.notices:
        yield f"  notice: {notice.kind}: {notice.quote}"
    for link in record.links:
        yield f"  linked ({link.kind}): {link.identifier}"
    yield f"  read: {record.depth}"
    yield f"  seen: first {lookup.first}, last {lookup.last}" + (f"; {lookup.note}" if lookup.note else "")
    yield f"  digest: {lookup.digest}"
    yield f"  address: {record.url}"
    for passage in record.passages:
        yield ""
        yield f"[{passage.where}]"
        yield passage.text


def history_lines(store: Store, registries: Mapping[str, ModuleType], identifier: Identifier) -> Iterator[str]:
    """The versions of a record that are kept, oldest first, with what changed from each to the next."""
    from verifier.refresh.digest import field
    from verifier.refresh.records import history

    versions = history(store, registries, identifier)
    head = store.head(identifier)
    yield f"{identifier}: {len(versions)} version{'' if len(versions) == 1 else 's'} kept" + (
        f"; {head.missing}" if head and head.missing else ""
    )
    for number, (version, changes) in enumerate(versions):
        yield f"{version.first[:10]} to {version.last[:10]}  ({version.origin}, {version.digest[:12]})"
        for change in changes:
            yield f"    {field(change)}"
        if number and not changes:
            yield "    nothing that a person would look for"
