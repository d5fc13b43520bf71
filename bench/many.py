"""Very many look-ups in a filled store: rate and memory.

    python bench/many.py [--ids 1000000]

Fills a store with invented records, half papers and half trials, through the same door as a fetch, then resolves
them all as a stream, offline. Fails above 500 MB.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from registry_fake import article, study

from verifier.model import Found, Identifier
from verifier.registries import clinicaltrials, pubmed
from verifier.resolve import Resolver, reader_of, stamp
from verifier.store import Store

LIMIT = 500  # MB
BACKGROUND = " ".join(["Invented words about an invented disease in invented people."] * 20)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--ids", type=int, default=1_000_000)
    count = options.parse_args().ids
    with tempfile.TemporaryDirectory() as folder, Store(folder) as store:
        began = time.perf_counter()
        fill(store, count)
        filled = time.perf_counter() - began
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"filled {count} records in {filled:.0f} s ({count / filled:.0f} a second), {size:.0f} MB on disk")
        began = time.perf_counter()
        found = sum(isinstance(lookup, Found) for _, lookup in Resolver(store).stream(identifiers(count)))
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"resolved {found} of {count} in {seconds:.0f} s = {count / seconds:.0f} a second, peak memory {peak:.0f} MB")
    sys.exit(0 if found == count and peak < LIMIT else 1)


def identifiers(count: int):
    for number in range(count):
        yield identifier(number)


def identifier(number: int) -> Identifier:
    return (
        Identifier("PMID", str(10_000_000 + number))
        if number % 2
        else Identifier("NCT", f"NCT{10_000_000 + number:08}")
    )


def fill(store: Store, count: int) -> None:
    """Read two payloads once, and put them under many numbers: reading is not what is measured here."""
    seen = stamp(dt.datetime.now(dt.UTC))
    import json

    kinds = (
        (clinicaltrials, json.dumps(study("NCT10000000", descriptionModule={"briefSummary": BACKGROUND}))),
        (pubmed, article("10000001", abstract=BACKGROUND)),
    )
    made = [(module, payload, module.read(payload)) for module, payload in kinds]
    for at in range(0, count, 1000):
        with store.transaction():
            for number in range(at, min(at + 1000, count)):
                module, payload, record = made[number % 2]
                own = identifier(number)
                digest = f"{number:064}"
                store.put_record(digest, reader_of(module), replaced(record, own))
                store.put(own, digest, payload, seen=seen, kind=next(iter(module.KEEP)))


def replaced(record, own):
    import msgspec

    return msgspec.structs.replace(record, identifier=own)


if __name__ == "__main__":
    main()
