"""Reading deeper: papers that stand open in PubMed Central get the paragraphs of their full text as passages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence

import msgspec

from verifier.errors import PayloadError, StoreError, TamperedError
from verifier.inquiry import batches
from verifier.model import Found, Identifier, Lookup, PaperFacts, Passage
from verifier.model.exchange import Fault, Fetch
from verifier.registries import pmc
from verifier.resolve import stamp, utc_now
from verifier.store import Store

_KEEP = 90 * 86_400  # seconds that a full text may be used unasked; a retraction shows in the PubMed record


class FullText:
    """Deepens lookups to full text, where that is open.

    Args:
        store: where full texts are kept. fetch: `http.Client(...).send`, or None: nothing is asked.
        clock: the time in UTC. as_of: read the full texts known at the end of that day, from the store alone.
    """

    def __init__(
        self,
        store: Store,
        fetch: Fetch | None,
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        as_of: dt.date | None = None,
    ) -> None:
        self._store, self._fetch, self._clock, self._as_of = store, None if as_of else fetch, clock, as_of
        self.trouble = ""  # why full texts could not be had or kept, when they could not

    def deepen(self, lookups: Mapping[Identifier, Lookup]) -> dict[Identifier, Lookup]:
        """The same lookups, with full text where it is open; a record that has none stays as it is."""
        wanted = {
            identifier: lookup.record.facts.pmc
            for identifier, lookup in lookups.items()
            if isinstance(lookup, Found) and isinstance(lookup.record.facts, PaperFacts) and lookup.record.facts.pmc
        }
        texts = self._texts(sorted(set(wanted.values())))
        deepened = dict(lookups)
        for identifier, number in wanted.items():
            found, text = deepened[identifier], texts.get(number)
            if isinstance(found, Found) and text is not None and text[1]:
                deepened[identifier] = _with_text(found, *text)
        return deepened

    def _texts(self, numbers: Sequence[str]) -> dict[str, tuple[str, tuple[Passage, ...]]]:
        """PMC id -> (digest, paragraphs), from the store or from PMC."""
        texts = {number: kept for number in numbers if (kept := self._kept(number)) is not None}
        due = [number for number in numbers if number not in texts]
        if self._fetch is not None:
            for batch in batches(due, pmc.BATCH):
                texts.update(self._asked(batch, self._fetch))
        return texts

    def _kept(self, number: str) -> tuple[str, tuple[Passage, ...]] | None:
        """The full text that the store holds, where its age allows that."""
        try:
            head = self._store.head(Identifier("PMC", number))
            if head is None:
                return None
            known = head.known_on(self._as_of) if self._as_of else head.current
            payload = self._store.payload(known.digest) if known else None
            if known is None or payload is None:
                return None
            age = self._clock() - dt.datetime.fromisoformat(head.checked)
            if self._fetch is not None and age.total_seconds() > _KEEP:
                return None
            pmc.check(payload, number)
            return known.digest, pmc.passages(payload)
        except (PayloadError, TamperedError) as error:
            self.trouble = str(error)
            return None

    def _asked(self, batch: Sequence[str], fetch: Fetch) -> dict[str, tuple[str, tuple[Passage, ...]]]:
        reply = fetch(pmc.request(batch), pmc.examine)
        if isinstance(reply, Fault):
            self.trouble = f"{reply.message}; {reply.advice}"
            return {}
        texts = {}
        try:
            for number, payload in pmc.split(reply.body, batch).payloads.items():
                digest = pmc.digest(payload)
                texts[number] = (digest, pmc.passages(payload))
                seen = stamp(self._clock())
                self._store.put(Identifier("PMC", number), digest, payload, seen=seen, kind="full-text")
        except (PayloadError, StoreError) as error:
            self.trouble = str(error)
        return texts


def _with_text(found: Found, digest: str, text: tuple[Passage, ...]) -> Found:
    """A lookup whose record ends with the paragraphs of its full text; its digest is that of both payloads."""
    record = msgspec.structs.replace(found.record, passages=(*found.record.passages, *text), depth="full text")
    both = hashlib.sha256(f"{found.digest}+{digest}".encode()).hexdigest()
    return msgspec.structs.replace(found, record=record, digest=both)
