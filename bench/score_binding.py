"""How well identifiers are found and claims attached, before anything is fetched: a labelled set, extraction only.

    python bench/score_binding.py [GOLD_DIR]

GOLD_DIR holds documents/, expected.jsonl and score.py (default ../shared/gold beside the checkout). The report given
to score.py has no outcomes: its figures on outcomes and findings mean nothing here and are left out.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

from verifier import shelves
from verifier.binding import bind

ROOT = Path(__file__).parent.parent


def report(folder: Path) -> dict:
    readers = {suffix: module for module in shelves.load_all("documents").values() for suffix in module.SUFFIXES}
    verdicts, uncited = [], []
    size, spent = 0, 0.0
    for path in sorted((folder / "documents").iterdir()):
        document = readers[path.suffix].read(path.name, path.read_bytes())
        begun = time.process_time()
        extract = bind(document)
        spent += time.process_time() - begun
        size += path.stat().st_size
        for c in extract.citations:
            row = {"document": path.name, "line": c.place.line, "identifier": str(c.identifier), "written": c.written}
            verdicts.append(row | {"claim": c.claim, "outcome": "unknown", "findings": []})
        uncited += [{"document": path.name, "line": u.place.line, "claim": u.claim} for u in extract.uncited]
    print(f"bound {size / 1e6:.2f} MB of pages at {size / 1e6 / spent:.1f} MB/s, uncited claims sought too")
    return {"schema": "verifier/1", "verdicts": verdicts, "uncited": uncited}


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "gold"
    if not (folder / "score.py").is_file():
        print(f"needs {folder}/score.py and its pages, which are not part of a clone")
        return 0
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    result = score.score(str(folder), report(folder))
    for name in ("identifiers", "pairs", "attachment", "uncited", "look_alikes"):
        figures = {key: value for key, value in result[name].items() if not isinstance(value, list)}
        print(
            f"{name:12}", ", ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
        )
    for what in ("missed", "false_list"):
        for line in result["identifiers"][what]:
            print(f"  {what}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
