"""The watched documents, looked at again: which are as they were, which are read anew, which are gone.

A file whose size and time did not change is not opened; one whose bytes did not change is not read. An address is
fetched with the tag that its server gave, so that an unchanged page costs one short answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from verifier import inputs
from verifier.errors import DocumentError
from verifier.line import Gathered, Line
from verifier.model import Document, FetchedPage, Unreadable, Watched
from verifier.store import Store
from verifier.watch import Listed

FetchPage = Callable[[str, str], FetchedPage]  # address, stamp of the version that is known


class Seen(msgspec.Struct, frozen=True):
    """One watched document tonight. gathered: what it cites, when it was read anew; error: why it could not be."""

    document: str
    source: str
    origin: str
    stamp: str
    gathered: Gathered | None = None
    error: str = ""


class Web:
    """Fetches pages for one night, each once: what came is kept in the store until the night is written.

    fetch: asks for an address; None where nothing may be fetched. allowed: whether there is budget left.
    """

    def __init__(
        self, store: Store, fetch: FetchPage | None, listed: Mapping[str, Listed], allowed: Callable[[], bool]
    ) -> None:
        self._store, self._fetch, self._listed, self._allowed = store, fetch, listed, allowed
        self.pages: dict[str, FetchedPage] = {}

    def __call__(self, url: str) -> FetchedPage:
        """One page.

        Raises:
            DocumentError: it cannot be had, or it is what it was; `pages` tells the two apart.
        """
        page = self._store.note(f"fetched:{url}", FetchedPage)
        if page is None:
            page = self._asked(url)
            self._store.put_note(f"fetched:{url}", page)
        self.pages[url] = msgspec.structs.replace(page, data=b"")
        if page.unchanged:
            raise DocumentError(f"{url} is what it was")
        return page

    def _asked(self, url: str) -> FetchedPage:
        if self._fetch is None:
            raise DocumentError(f"{url} is a web address, and nothing may be fetched now")
        if not self._allowed():
            raise DocumentError(f"{url} was not looked at: the budget of this night is used up")
        return self._fetch(url, self._listed[url].stamp if url in self._listed else "")

    def forget(self) -> None:
        """The night is written: what was fetched in it is no longer needed."""
        for url in self.pages:
            self._store.drop_note(f"fetched:{url}")


class Looker:
    """Looks at watched documents, each once."""

    def __init__(
        self, line: Line, listed: Mapping[str, Listed], web: Web, progress: Callable[[str, int, int], None]
    ) -> None:
        self._line, self._listed, self._web, self._progress = line, listed, web, progress
        self._named = {doc.source: name for name, doc in listed.items()}
        self._looked: set[str] = set()

    def look(self, targets: Iterable[Watched]) -> Iterator[Seen]:
        """Every watched document, in the order of the targets, then the remembered ones."""
        for target in targets:
            for source in inputs.expand([target.target]):
                yield from self._source(source, target.target)
        for doc in self._listed.values():
            if not doc.origin:
                yield from self._source(doc.source, "")

    def _source(self, source: str, origin: str) -> Iterator[Seen]:
        """A file, or an address and all that it leads to."""
        if source in self._looked:
            return
        self._looked.add(source)
        self._progress("read", len(self._looked), 0)
        if not inputs.is_address(source):
            yield self._file(source, origin)
            return
        for document in inputs.open_inputs([source], fetch=self._web):
            if document.name == source or document.name not in self._looked:
                self._looked.add(document.name)
                yield self._page(document, origin)

    def _file(self, source: str, origin: str) -> Seen:
        stamp = _stamp(source)
        name, known = self._known(source)
        origin = known.origin if known else origin
        if known is not None and stamp and stamp == known.stamp:
            return Seen(name, source, origin, stamp)
        (document,) = inputs.open_inputs([source])
        return self._seen(document, name, source, origin, stamp, known)

    def _page(self, document: Document | Unreadable, origin: str) -> Seen:
        url = document.name
        name, known = self._known(url)
        page = self._web.pages.get(url)
        origin = known.origin if known else origin
        if known is not None and page is not None and page.unchanged:
            return Seen(name, url, origin, known.stamp)
        return self._seen(document, name, url, origin, page.stamp if page else "", known)

    def _known(self, source: str) -> tuple[str, Listed | None]:
        """Under which name a document is known, and what of it."""
        name = self._named.get(source, source)
        return name, self._listed.get(name)

    def _seen(
        self, document: Document | Unreadable, name: str, source: str, origin: str, stamp: str, known: Listed | None
    ) -> Seen:
        """A document that had to be opened."""
        if isinstance(document, Unreadable):
            return Seen(name, source, origin, known.stamp if known else "", error=document.error)
        if known is not None and document.digest == known.digest:
            return Seen(name, source, origin, stamp)
        return Seen(name, source, origin, stamp, self._line.gather(msgspec.structs.replace(document, name=name)))


def gone(targets: Iterable[Watched], listed: Mapping[str, Listed], seen: Iterable[Seen]) -> list[str]:
    """Documents that a target led to and leads to no longer; a target that is not there at all proves nothing."""
    looked = list(seen)
    here = {each.document for each in looked}
    failed = {each.source for each in looked if each.error}
    standing = {
        t.target for t in targets if t.target not in failed and (inputs.is_address(t.target) or Path(t.target).exists())
    }
    return [name for name, doc in listed.items() if doc.origin in standing and name not in here]


def _stamp(source: str) -> str:
    """Size and time of a file, as text; "" when it is not there."""
    try:
        status = Path(source).stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
