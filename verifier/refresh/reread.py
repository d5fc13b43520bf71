"""The watched documents, looked at again: which are as they were, which are read anew, which are gone.

A file whose size and time did not change is not opened; one whose bytes did not change is not read. An address is
fetched with the tag that its server gave, so that an unchanged page costs one short answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from verifier import inputs
from verifier.line import Gathered, Line
from verifier.model import Unreadable, Watched
from verifier.watch import Listed


class Seen(msgspec.Struct, frozen=True):
    """One watched document tonight. gathered: what it cites, when it was read anew; error: why it could not be."""

    document: str
    source: str
    origin: str
    stamp: str
    gathered: Gathered | None = None
    error: str = ""


def look(
    line: Line, targets: Iterable[Watched], listed: Mapping[str, Listed], progress: Callable[[str, int, int], None]
) -> Iterator[Seen]:
    """Look at every watched document once, in the order of the targets, then at the remembered ones."""
    by_source = {doc.source: name for name, doc in listed.items()}
    looked: set[str] = set()
    for target in targets:
        for source in inputs.expand([target.target]):
            if source not in looked:
                looked.add(source)
                progress("read", len(looked), 0)
                name = by_source.get(source, source)
                origin = listed[name].origin if name in listed else target.target
                yield _look(line, name, source, origin, listed.get(name))
    for name, doc in listed.items():
        if not doc.origin and doc.source not in looked:
            looked.add(doc.source)
            progress("read", len(looked), 0)
            yield _look(line, name, doc.source, "", doc)


def gone(targets: Iterable[Watched], listed: Mapping[str, Listed], seen: Iterable[Seen]) -> list[str]:
    """Documents that a target led to and leads to no longer; a target that is not there at all proves nothing."""
    here = {each.document for each in seen}
    standing = {t.target for t in targets if inputs.is_address(t.target) or Path(t.target).exists()}
    return [name for name, doc in listed.items() if doc.origin in standing and name not in here]


def _look(line: Line, name: str, source: str, origin: str, known: Listed | None) -> Seen:
    """One document that lies in a file."""
    stamp = _stamp(source)
    if known is not None and stamp and stamp == known.stamp:
        return Seen(name, source, origin, stamp)
    (document,) = inputs.open_inputs([source])
    if isinstance(document, Unreadable):
        return Seen(name, source, origin, known.stamp if known else "", error=document.error)
    if known is not None and document.digest == known.digest:
        return Seen(name, source, origin, stamp)
    named = msgspec.structs.replace(document, name=name)
    return Seen(name, source, origin, stamp, line.gather(named))


def _stamp(source: str) -> str:
    """Size and time of a file, as text; "" when it is not there."""
    try:
        status = Path(source).stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
