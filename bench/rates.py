"""What one core does in a second, stage by stage, and how near a cold run comes to the pace of the registries.

    python bench/rates.py [--pages 3000]

Documents of every kind are made by seed; the verdicts are those of the generated pages of bench/scale.py over records of
the stand-in's synthetic range. Rates are of processor time, so that what else runs on the machine counts little. Needs
../shared for the stand-in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import documents
import msgspec
import scale
from standin import standin

from verifier import Verifier, binding, inputs
from verifier.http import GAPS
from verifier.line import Gathered
from verifier.model import VerdictReady
from verifier.pipeline import windows

TODAY = dt.date.fromisoformat(scale.TODAY)
WARMING = 300  # pages read before the clock runs: word lists and patterns are made ready by the first


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    arguments = parser.parse_args()
    if not scale.SHARED.is_dir():
        print("needs ../shared (the stand-in of the registries), which is not part of a clone", file=sys.stderr)
        return 0
    for kind, (size, read, gathered) in kinds().items():
        print(
            f"{kind:10} {size / 1000:7.1f} kB: read {read:7.0f}, read and extracted {gathered:7.0f} documents/s a core"
        )
    for name, rate in verdicts(arguments.pages).items():
        print(f"{name:52} {rate:8.0f} /s a core")
    print(cold(1000))
    return 0


def kinds(share: float = 0.2, wanted: int = 30) -> dict[str, tuple[float, float, float]]:
    """kind -> (bytes, documents read a second, read and extracted a second) on one core."""
    rng, found = random.Random(7), {}
    for kind, make in {**documents.TEXTS, **documents.PACKED}.items():
        made = [make(rng, share) for _ in range(wanted if kind not in documents.PACKED else 5)]
        bodies = [each.encode() if isinstance(each, str) else each for each in made]

        def read(data: bytes, kind: str = kind) -> object:
            return inputs.read_document(f"x.{kind}", data, kind)

        def extract(data: bytes, read: Callable[[bytes], object] = read) -> object:
            return binding.bind(read(data))

        extract(bodies[0])
        rates = (len(bodies) / documents.timed(work, bodies, 2) for work in (read, extract))
        found[kind] = (statistics.mean(map(len, bodies)), *rates)
    return found


def verdicts(pages: int) -> dict[str, float]:
    """What is done in a second of one core: pages dismissed, read, extracted; records found; verdicts of each sort."""
    names = scale.generate(scale.OUT, pages, 20_000).read_text().split()
    scale.warm(scale.OUT, 20_000)
    found: dict[str, float] = {}
    with opened(None) as verifier:
        list(verifier.events(inputs.open_inputs(names[-WARMING:])))
        bare = [name for at, name in enumerate(names) if at % 10 >= 3]
        found["pages without identifiers, left unread (--no-uncited)"] = rate(
            bare, lambda: list(inputs.open_inputs(bare, dismiss=True))
        )
        found["pages read"] = rate(names, lambda: list(inputs.open_inputs(names)))
        read = list(inputs.open_inputs(names))
        found["pages extracted, uncited claims looked for"] = rate(names, lambda: list(verifier.gathered(read)))
        gathered = list(verifier.gathered(read))
        citations = sum(len(piece.citations) for piece in gathered)
        cited = sorted(set().union(*(piece.identifiers for piece in gathered)))
        found["records found in the store"] = rate(cited, lambda: verifier.resolved(cited))
        lookups = verifier.resolved(cited)

        def tell() -> None:
            for window in windows(gathered):
                verifier.line.tell(window, lookups)

        found["verdicts by rules, record seen for the first time"] = citations / seconds(tell)
        verifier.line.forget()
        found["verdicts by rules, record prepared before"] = citations / seconds(tell)
        few = gathered[: pages // 3]
        verifier.line.tell(few, lookups)
        remembered = sum(len(piece.citations) for piece in few)
        found["verdicts remembered: claim and record met before"] = remembered / seconds(
            lambda: verifier.line.tell(few, lookups)
        )
    return found | judged(names[: pages // 3 + WARMING])


def judged(names: list[str]) -> dict[str, float]:
    """The same with the shipped judge: of all verdicts of such pages, and of those alone in which it is asked."""
    with opened("trained") as verifier:
        list(verifier.events(inputs.open_inputs(names[-WARMING:])))
        gathered = list(verifier.gathered(inputs.open_inputs(names[:-WARMING])))
        lookups = verifier.resolved(sorted(set().union(*(piece.identifiers for piece in gathered))))
        told: list = []
        took = seconds(lambda: told.extend(verifier.line.tell(gathered, lookups).events))
        asked = {
            e.verdict.citation.key for e in told if isinstance(e, VerdictReady) and e.verdict.judgement is not None
        }
        every = sum(isinstance(event, VerdictReady) for event in told)
    with opened("trained") as verifier:
        list(verifier.events(inputs.open_inputs(names[-WARMING:])))
        few = [own for piece in gathered if (own := left(piece, asked)).citations]

        def tell() -> None:  # window by window, as a check goes
            for window in windows(few):
                verifier.line.tell(window, lookups)

        alone = seconds(tell)
    return {
        f"verdicts with the judge at hand (asked in {len(asked) / every:.0%})": every / took,
        "verdicts in which the judge is asked": sum(len(piece.citations) for piece in few) / alone,
    }


def left(piece: Gathered, keys: set[str]) -> Gathered:
    """What a document gave, with the citations of these keys alone."""
    cited = tuple(citation for citation in piece.citations if citation.key in keys)
    return msgspec.structs.replace(piece, citations=cited)


def cold(each: int) -> str:
    """How long a check takes with nothing in the store, beside the same check warm and the pace of the registries."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "pages"
        pages.mkdir()
        for at in range(each):
            said = f"<p>Pain fell in {at + 10} people (PMID: {50_000_000 + at}).</p>"
            said += f"<p>It recruits (NCT{9_000_000 + at:08}).</p>"
            (pages / f"{at:05}.html").write_text(f"<html><body>{said}</body></html>")
        with standin("--no-default-records", "--synthetic", str(each), "--latency", "0.08+0.04") as registry:
            took = []
            for _ in ("cold", "warm"):
                with Verifier(
                    Path(scratch) / "store", bases=registry.bases, judge=None, today=TODAY, show_text=False
                ) as verifier:
                    start = time.perf_counter()
                    run = verifier.check(pages)
                    took.append(time.perf_counter() - start)
            requests = sum(service["requests"] for service in registry.stats()["services"].values())
    assert run.counts.found == 2 * each, run.counts
    batches = math.ceil(each / 200)
    floor = max((batches - 1) * GAPS["eutils"], (batches - 1) * GAPS["ctgov"])
    return (
        f"{each} PMIDs and {each} NCT numbers on {each} pages: cold {took[0]:.1f} s, warm {took[1]:.1f} s; the pace alone "
        f"takes {floor:.1f} s: the registries cost {(took[0] - took[1]) / floor:.2f} times that, in {requests} requests "
        f"({2 * batches} at least)"
    )


def opened(judge: str | None) -> Verifier:
    return Verifier(scale.OUT / "store", offline=True, judge=judge, today=TODAY, show_text=False)


def rate(items: Iterable, work: Callable[[], object]) -> float:
    return len(list(items)) / seconds(work)


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor that something takes."""
    start = time.process_time()
    work()
    return max(time.process_time() - start, 1e-9)


if __name__ == "__main__":
    sys.exit(main())
