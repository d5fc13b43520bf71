"""How fast many records are fetched at the published pace, cold and warm, beside the way most people write it.

    python bench/fetch.py [--each 2000] [--naive 50]

The floor is what the pace alone costs: for each host (ceil(n/200) - 1) x gap, the larger of the two. "Naive" is
Bio.Entrez one article at a time, and one GET and one second's sleep per trial, both sampled and extrapolated.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from standin import standin

from verifier.http import GAPS, Client
from verifier.model import Found, Identifier
from verifier.resolve import Resolver
from verifier.store import Store


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--each", type=int, default=2000, help="PMIDs and as many NCT numbers")
    options.add_argument("--naive", type=int, default=50, help="how many the naive way is sampled on")
    chosen = options.parse_args()
    n = chosen.each
    pmids = [Identifier("PMID", str(50_000_000 + k)) for k in range(n)]
    trials = [Identifier("NCT", f"NCT{9_000_000 + k:08}") for k in range(n)]
    both = [identifier for pair in zip(pmids, trials, strict=True) for identifier in pair]
    with standin("--synthetic", str(n), "--latency", "0.08+0.04") as registry, tempfile.TemporaryDirectory() as folder:
        cold = fetched(registry, Path(folder), both)
        stats = registry.stats()
        warm = fetched(registry, Path(folder), both)
        naive = naively(registry, pmids[: chosen.naive], trials[: chosen.naive], n) if chosen.naive else None
    report(n, cold, warm, stats, naive)


def fetched(registry, folder: Path, identifiers) -> tuple[float, int, float]:
    """Seconds, requests and seconds of processor of one run with a new client over the same store."""
    with Client(bases=registry.bases, email="bench@example.org", gate_folder=folder) as client, Store(folder) as store:
        began, busy = time.perf_counter(), time.process_time()
        lookups = Resolver(store, client.send).resolve(identifiers)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
    assert all(isinstance(lookup, Found) for lookup in lookups.values())
    return seconds, sum(client.requests.values()), busy


def naively(registry, pmids, trials, n: int) -> float:
    """Seconds that n of each would take one by one, from a sample."""
    from Bio import Entrez

    Entrez.email = "bench@example.org"
    real = Entrez.urlopen
    Entrez.urlopen = lambda request: real(_redirected(request, registry))
    began = time.perf_counter()
    for identifier in pmids:
        handle = Entrez.efetch(db="pubmed", id=identifier.value, retmode="xml")
        Entrez.read(io.BytesIO(handle.read()))
    papers = (time.perf_counter() - began) / len(pmids) * n
    began = time.perf_counter()
    for identifier in trials:
        urllib.request.urlopen(f"{registry.bases['ctgov']}/studies/{identifier.value}").read()
        time.sleep(1)
    return papers + (time.perf_counter() - began) / len(trials) * n


def _redirected(request, registry):
    url = request if isinstance(request, str) else request.full_url
    return url.replace("https://eutils.ncbi.nlm.nih.gov/entrez/eutils", registry.bases["eutils"])


def report(n: int, cold, warm, stats, naive) -> None:
    batches = math.ceil(n / 200)
    floor = max((batches - 1) * GAPS["eutils"], (batches - 1) * GAPS["ctgov"])
    limited = sum(stats["services"][s].get("rate_limited", 0) for s in ("eutils", "ctgov"))
    print(f"{n} PMIDs + {n} NCT numbers, stand-in with its limits on")
    print(f"  requests   {cold[1]} (arithmetic minimum {2 * batches}), refused for pace {limited}")
    print(f"  cold       {cold[0]:.2f} s; floor {floor:.2f} s; above the warm run {cold[0] - warm[0]:.2f} s", end="")
    print(f" (bound 1.10 x floor + 1 = {1.1 * floor + 1:.2f} s)")
    print(f"  warm       {warm[0]:.2f} s ({warm[2]:.2f} s of one core) for {2 * n} look-ups, {warm[1]} requests")
    if naive is not None:
        print(f"  naive      {naive:.0f} s, extrapolated: {naive / cold[0]:.0f} times as long")


if __name__ == "__main__":
    main()
