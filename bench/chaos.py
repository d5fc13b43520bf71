"""Random faults by seed, and what must hold whatever happens.

    python bench/chaos.py [--runs 1000] [--first-seed 0] [--standin 30]

Mostly in process (a transport that misbehaves, invented records); some runs against the stand-in with its own
faults, the client killed with -9 in the middle. Invariants: nothing that exists is called missing; no record
under a wrong number; nothing acknowledged is lost; no run longer than its bound; no key or address in what is told.
"""

from __future__ import annotations

import argparse
import collections
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from misbehaving import ADDRESS, SECRET, Misbehaving
from registry_fake import FakeRegistry, FakeTime, study
from standin import standin

from verifier.http import Client
from verifier.model import Found, Identifier, Missing, Unavailable
from verifier.resolve import Resolver
from verifier.store import Store

PMIDS = [str(p) for p in range(101, 131)]
TRIALS = [f"NCT{n:08}" for n in range(11, 31)]
OLD = "NCT00000055"
ASKED = [Identifier("PMID", p) for p in (*PMIDS, *map(str, range(901, 921)))]
ASKED += [Identifier("NCT", n) for n in (*TRIALS, OLD, "NCT00000099")]
LONGEST = 20.0  # seconds of real time for one in-process run; the waits are not slept


def registry() -> FakeRegistry:
    made = FakeRegistry(PMIDS, TRIALS)
    made.studies[TRIALS[0]] = study(TRIALS[0], aliases=[OLD])
    return made


def wrong(lookups) -> list[str]:
    """What in these answers must never be."""
    told = []
    exist = {*PMIDS, *TRIALS, OLD}
    for identifier, lookup in lookups.items():
        if isinstance(lookup, Missing) and identifier.value in exist:
            told.append(f"{identifier} exists and was called missing: {lookup.proof}")
        if isinstance(lookup, Found):
            right = TRIALS[0] if identifier.value == OLD else identifier.value
            if lookup.record.identifier.value != right:
                told.append(f"{identifier} was answered with {lookup.record.identifier}")
        if SECRET in repr(lookup) or ADDRESS in repr(lookup):
            told.append(f"{identifier}: a secret stands in {lookup!r}")
    return told


def one(seed: int, store: Store, acknowledged: set[Identifier]) -> tuple[list[str], collections.Counter]:
    """One run of a seed; what went wrong, and what the identifiers came to."""
    now = FakeTime()
    dice = random.Random(seed)
    world = registry()
    transport = Misbehaving(world, seed, rate=dice.choice([0.1, 0.4, 0.8, 1.0]))
    began = time.monotonic()
    asked = dice.sample(ASKED, dice.randrange(1, len(ASKED)))
    with Client(transport=transport, sleep=now.sleep, clock=now, api_key=SECRET, email=ADDRESS) as client:
        lookups = Resolver(store, client.send, max_age=dice.choice([None, 0])).resolve(asked)
    told = wrong(lookups)
    if time.monotonic() - began > LONGEST:
        told.append(f"took {time.monotonic() - began:.0f} s")
    acknowledged.update(i for i, lookup in lookups.items() if isinstance(lookup, Found))
    offline = Resolver(store).resolve(sorted(acknowledged))
    told += [f"{i} was acknowledged and is lost" for i, lookup in offline.items() if not isinstance(lookup, Found)]
    told += wrong(offline)
    return told, collections.Counter(
        lookup.reason if isinstance(lookup, Unavailable) else type(lookup).__name__ for lookup in lookups.values()
    )


def in_process(first: int, runs: int) -> int:
    """Many seeds, ten to a store; the number of seeds that failed."""
    failed, came_to = 0, collections.Counter()
    for start in range(first, first + runs, 10):
        with tempfile.TemporaryDirectory() as folder, Store(folder) as store:
            acknowledged: set[Identifier] = set()
            for seed in range(start, min(start + 10, first + runs)):
                told, counts = one(seed, store, acknowledged)
                came_to += counts
                failed += bool(told)
                for line in told[:5]:
                    print(f"seed {seed}: {line}")
    print(f"{runs} in-process runs, {failed} failed; answers: {dict(came_to.most_common())}")
    return failed


CLIENT = """
import sys
from verifier.http import Client
from verifier.model import Found, Identifier
from verifier.resolve import Resolver
from verifier.store import Store
base, folder, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
asked = [Identifier("PMID", str(50_000_000 + first + k)) for k in range(count)]
asked += [Identifier("NCT", f"NCT{9_000_000 + first + k:08}") for k in range(count)]
bases = {"eutils": base + "/entrez/eutils", "ctgov": base + "/api/v2"}
with Store(folder) as store, Client(bases=bases, gaps={"eutils": 0.4, "ctgov": 0.05}, timeout=3, longest=5, api_key="") as client:
    for at in range(0, len(asked), 50):
        for identifier, lookup in Resolver(store, client.send).resolve(asked[at:at+50]).items():
            print(type(lookup).__name__, identifier, getattr(getattr(lookup, "record", None), "identifier", ""), flush=True)
"""
ACTIONS = [
    "reset",
    "truncate",
    "wrong_content_length",
    "status 429",
    "status 500",
    "status 503",
    "html200",
    "error200",
    "cpp_exception200",
    "proxy_stream400",
    "waf403",
    "empty",
    "unknown_dtd",
    "no_doctype",
    "xml_bomb",
    "json_bomb",
    "duplicate",
    "drop",
    "swapped_record",
]


def against_standin(first: int, runs: int) -> int:
    """Seeds against the stand-in: faults by its own rules, the client killed, the store looked through."""
    failed = 0
    counts: collections.Counter = collections.Counter()
    with standin("--synthetic", "1000") as service:
        for seed in range(first, first + runs):
            dice = random.Random(seed)
            rules = [
                {"action": action, "probability": dice.choice([0.2, 0.5]), "seed": seed, **EXTRA.get(action, {})}
                for action in dice.sample(ACTIONS, 3)
            ]
            service.control(rules=rules)
            with tempfile.TemporaryDirectory() as folder:
                told = killed(service, folder, dice, counts)
            failed += bool(told)
            for line in told[:5]:
                print(f"stand-in seed {seed} {[rule['action'] for rule in rules]}: {line}")
    print(f"{runs} runs against the stand-in with kill -9, {failed} failed; answers: {dict(counts)}")
    return failed


EXTRA = {
    "drop": {"fraction": 0.5},
    "swapped_record": {"with": "50000999"},
    "xml_bomb": {"depth": 30},
    "json_bomb": {"depth": 9000},
}


def killed(service, folder: str, dice, counts) -> list[str]:
    """One client run, killed at a random moment; then what it had told must be in the store."""
    first, count = dice.randrange(0, 800), dice.choice([30, 60, 100])
    arguments = [sys.executable, "-c", CLIENT, service.url, folder, str(first), str(count)]
    client = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, err = client.communicate(timeout=dice.uniform(0.8, 6))
    except subprocess.TimeoutExpired:
        client.kill()
        out, err = client.communicate()
    told = [err.strip()[-300:]] if err.strip() else []
    found = set()
    for line in out.splitlines(keepends=True):
        if not line.endswith("\n"):
            continue
        kind, asked, answered = line.rstrip("\n").split(" ")
        counts[kind] += 1
        told += [f"{asked} exists and was called missing"] if kind == "Missing" else []
        told += [f"{asked} was answered with {answered}"] if kind == "Found" and asked != answered else []
        found |= {Identifier.parse(asked)} if kind == "Found" else set()
    with Store(folder) as store:
        told += store.faults()
        kept = Resolver(store).resolve(sorted(found))
        told += [f"{i} was acknowledged and is lost" for i, lookup in kept.items() if not isinstance(lookup, Found)]
    return told


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--first-seed", type=int, default=0)
    options.add_argument("--standin", type=int, default=30)
    chosen = options.parse_args()
    began = time.monotonic()
    failed = in_process(chosen.first_seed, chosen.runs)
    if chosen.standin:
        failed += against_standin(chosen.first_seed, chosen.standin)
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
