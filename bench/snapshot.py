"""How fast `verifier snapshot build` takes in PubMed, with one process and with two, and whether it reads aright.

    python bench/snapshot.py [--articles 24000] [--files 4]

Files are assembled in NLM's form from the recorded articles of ../shared, each article under numbers of its own. The
recorded articles are three times as long as PubMed's mean (most list their references), so a second set is assembled
from them without those lists, which comes to the mean of NLM's baseline. Every stored record is held to biopython's
reading of the stored payload, field by field, and every digest to that of the ordinary way into the store.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import sys
from pathlib import Path

import family

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GOAL = 2500
sys.path.insert(0, str(ROOT))

from verifier import Identifier
from verifier.registries import _reference, pubmed
from verifier.store import Store

OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet SYSTEM '
    '"http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=24_000)
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "snapshot")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (recorded articles), which is not part of a clone", file=sys.stderr)
        return 0
    recorded = {}
    for file in sorted((SHARED / "records" / "pubmed").glob("*.xml")):
        recorded.update(pubmed.from_file(file.read_bytes()).payloads)
    shorter = {
        pmid: re.sub(r"<ReferenceList>.*</ReferenceList>", "", xml, flags=re.DOTALL) for pmid, xml in recorded.items()
    }
    check(arguments.out, recorded)
    results = []
    print(
        "| articles | bytes each | jobs | articles/s | processor ms each | of it, the process that writes "
        "| on two free cores | largest process MB | beside it |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, articles in (("as recorded", recorded), ("without references", shorter)):
        files = assemble(arguments.out / name.replace(" ", "-"), articles, arguments.articles, arguments.files)
        size = sum(len(xml.encode()) for xml in articles.values()) / len(articles)
        for jobs in (1, 2):
            spent = build(arguments.out, files, jobs)
            rate = arguments.articles / spent.wall
            each = 1000 * spent.cpu / arguments.articles
            writing = 1000 * spent.leader / arguments.articles
            free = 1000 / max(each / 2, writing, (each - writing) / jobs)
            told = f"{name} | {size:.0f} | {jobs} | {rate:.0f} | {each:.2f} | {writing:.2f} | {free:.0f}"
            print(f"| {told} | {spent.largest:.0f} | {spent.quiet} |", flush=True)
            figures = {"rate": rate, "each": each, "writing": writing, "free": free, "quiet": spent.quiet}
            results.append({"name": name, "size": size, "jobs": jobs, **figures})
    (arguments.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    print(f"goal: {GOAL} articles/s with two jobs; the start of the processes is counted in")
    print("on two free cores: what that processor time allows, one process on one core at a time")
    return 0


def check(out: Path, recorded: dict[str, str]) -> None:
    """Take in every recorded article once, and hold what the store then says to biopython and to the ordinary way."""
    store = out / "checked"
    shutil.rmtree(store, ignore_errors=True)
    build(out, assemble(out / "once", recorded, len(recorded), 1, renumber=False), 2, store)
    fields, differing, digests = 0, [], 0
    with Store(store) as opened:
        for pmid, xml in recorded.items():
            head = opened.head(Identifier("PMID", pmid))
            assert head is not None, pmid
            assert head.current is not None, pmid
            digest = head.current.digest
            record = opened.record(digest, f"{pubmed.SCHEME}/{pubmed.READER}")
            payload = opened.payload(digest)
            assert record is not None, pmid
            assert payload is not None, pmid
            digests += digest == pubmed.digest(xml) and payload == xml and record == pubmed.read(xml)
            fields += len(_reference.own_fields(record))
            differing += [f"PMID {pmid}: {line}" for line in _reference.differences(payload, record)]
    print(f"{len(recorded)} recorded articles: {fields} fields held to biopython's reading, {len(differing)} differ;")
    print(f"payload, digest and record equal to the ordinary way into the store in {digests} of {len(recorded)}")
    for line in differing[:20]:
        print(line)


def assemble(folder: Path, articles: dict[str, str], count: int, files: int, *, renumber: bool = True) -> list[Path]:
    """Files of NLM's form with `count` articles in all, each under a PMID of its own; written once."""
    folder.mkdir(parents=True, exist_ok=True)
    items, paths = list(articles.items()), []
    for number in range(files):
        path = folder / f"pubmed26n{number + 1:04}-{count // files}.xml.gz"
        paths.append(path)
        if path.exists():
            continue
        with gzip.open(path.with_suffix(".part"), "wt", encoding="utf-8", compresslevel=6) as out:
            out.write(OPENING)
            for at in range(number * count // files, (number + 1) * count // files):
                pmid, xml = items[at % len(items)]
                out.write((renumbered(xml, pmid, 60_000_000 + at) if renumber else xml) + "\n")
            out.write("</PubmedArticleSet>\n")
        path.with_suffix(".part").rename(path)
    return paths


def renumbered(xml: str, pmid: str, number: int) -> str:
    """An article under another PMID."""
    return re.sub(rf'(<PMID Version="\d+">){pmid}(</PMID>)', rf"\g<1>{number}\2", xml, count=1)


def build(out: Path, files: list[Path], jobs: int, store: Path | None = None) -> family.Spent:
    """One build into an empty store."""
    target = store or out / "store"
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "verifier", "snapshot", "build", "--store", str(target), "--jobs", str(jobs)]
    spent = family.run([*command, *(word for file in files for word in ("--pubmed", str(file)))], ROOT)
    if spent.code:
        sys.exit(spent.output)
    return spent


if __name__ == "__main__":
    sys.exit(main())
