"""How fast claims are read into facets and laid beside a record, on one core, with the fixture records.

Prints claims a second for reading alone and for reading with comparing; each claim is new, each record is prepared once.
"""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from verifier.compare import Sources, compare, read
from verifier.facets._direction import parts
from verifier.facets._effects import claimed
from verifier.facets._terms import numbers, terms
from verifier.model import Citation, Found, Place
from verifier.registries import clinicaltrials, pubmed
from verifier.wording.assertion import strength

RECORDS = Path(__file__).parent.parent / "fixtures" / "records"
CLAIMS = 10_000
TODAY = dt.date(2026, 11, 20)


def records():
    for folder, registry in (("pubmed", pubmed), ("ctgov", clinicaltrials)):
        for file in sorted((RECORDS / folder).iterdir()):
            for payload in registry.from_file(file.read_bytes()).payloads.values():
                record = registry.read(payload)
                yield Found(record, registry.digest(payload), "2026-11-20", "2026-11-20", record.identifier)


def claims(sources: Sources):
    """Sentences of the records as claims, each with a number of its own, so that nothing is remembered."""
    found = [(record, s.text) for record in records() for s in sources(record).sentences if 40 < len(s.text) < 220]
    for number in range(CLAIMS):
        record, text = found[number % len(found)]
        claim = f"{text.rstrip('.')} in {number + 100} people."
        citation = Citation("k", "bench", Place(1), record.asked, "", claim, (claim,), Place(1), "L01", language="en")
        yield citation, sources(record)


def main() -> None:
    sources = Sources()
    listed = list(claims(sources))
    start = time.process_time()
    for citation, _ in listed:
        for reading in read(citation):
            for facet in (terms, numbers, claimed, parts, strength):
                reading.facet(facet)
    took = time.process_time() - start
    print(f"reading: {CLAIMS:,} claims in {took:.1f} s ({CLAIMS / took:,.0f} a second)")
    start = time.process_time()
    for citation, source in listed[:2000]:
        compare(read(citation), source, TODAY)
    took = time.process_time() - start
    print(f"reading and comparing: 2,000 claims in {took:.1f} s ({2000 / took:,.0f} a second)")


if __name__ == "__main__":
    main()
