"""A night killed at random moments, in process, and begun again: the report must be that of an undisturbed night,
and nothing that was answered may be asked again.

    python bench/chaos_refresh.py [--times 100] [--seed 1]

A kill is an exception that nothing of ours may catch, raised before or after a row is read or written or something
is asked, so that what a transaction had not committed is lost, as it is with kill -9.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.night_fake import kill_at_random


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = kill_at_random(Path(folder), random.Random(chosen.seed), chosen.times)
    for line in wrong:
        print(line)
    seconds = time.perf_counter() - began
    print(f"{chosen.times} nights killed and begun again, {len(wrong)} faults ({seconds:.0f} s, seed {chosen.seed})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
