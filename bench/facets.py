"""How fast claims are read and laid beside records, on one core.

    python bench/facets.py [--claims 10000] [--passes 5]

The claims are distinct: those of the fixture pages with numbers and names changed, beside a paper and a trial. Prints
processor seconds, not wall seconds, of each pass, since other work on the machine slows a core all the same, and their
median; every pass has claims of its own. Then what share each facet has (of the first 2,000, timed facet by facet).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent)]

from tests.casebook import NCT, cite, found, paper, trial
from verifier import binding, inputs, shelves
from verifier.compare import AT_ONCE, compare_all, prepare, read

ROOT = Path(__file__).parent.parent
PER, LIMIT = 10_000, 5.0  # claims, and the seconds of processor that they may take
TODAY = dt.date(2026, 11, 20)
ABSTRACT = (
    "Sixty patients with optic neuropathy were randomised to cells or sham. Mean acuity rose by 0.4 lines (95% CI 0.1 to "
    "0.7; p=0.02) at six months. Serious adverse events occurred in 3 of 30 and 2 of 30 patients. Cells may improve sight."
)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--passes", type=int, default=5)
    given = options.parse_args()
    count = given.claims
    sources = [prepare(found(paper(ABSTRACT))), prepare(found(trial()))]
    facets = shelves.load_all("facets")
    told = claims(count * given.passes)
    for number, claim in enumerate(told[:200]):  # patterns are compiled when first used
        measure(facets, claim, sources[number % 2])
    gc.disable()  # as while a window is told: what is read of a claim has no cycles
    taken = [PER / count * seconds(told[at : at + count], sources) for at in range(0, len(told), count)]
    gc.enable()
    split = dict.fromkeys(facets, 0.0)
    for number, claim in enumerate(told[:2000]):
        for name, each in measure(facets, claim, sources[number % 2]).items():
            split[name] += each
    for name, each in sorted(split.items(), key=lambda pair: -pair[1]):
        print(f"{name:14} {100 * each / sum(split.values()):5.1f} %")
    each = " ".join(f"{one:.2f}" for one in taken)
    print(f"seconds of one processor for {PER} claims, in {len(taken)} passes of {count}: {each}")
    print(f"median {statistics.median(taken):.2f} s, best {min(taken):.2f} s, of {LIMIT:.0f} s allowed")


def seconds(told: list[str], sources: list) -> float:
    """Processor seconds in which some claims are read and laid beside records, as many at a time as of a window."""
    began = time.process_time()
    for at in range(0, len(told), AT_ONCE):
        some = enumerate(told[at : at + AT_ONCE], at)
        compare_all([(read(cite(claim, NCT)), sources[number % 2]) for number, claim in some], TODAY)
    return time.process_time() - began


def claims(count: int) -> list[str]:
    """Distinct claims: those of the fixture pages, each in many versions."""
    pages = sorted((ROOT / "fixtures" / "pages").iterdir())
    bound = (binding.bind(inputs.read_document(page.name, page.read_bytes())) for page in pages)
    own = [citation.claim for extract in bound for citation in extract.citations]
    return [f"{own[number % len(own)]} It was so in {number} of {count} people." for number in range(count)]


def measure(facets, claim, source) -> dict[str, float]:
    """Processor seconds of each facet on one claim."""
    spent = {}
    (reading,) = read(cite(claim, NCT))
    for name, module in facets.items():
        began = time.process_time()
        list(module.compare(reading, source, TODAY))
        spent[name] = time.process_time() - began
    return spent


if __name__ == "__main__":
    main()
