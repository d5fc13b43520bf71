"""How fast documents are read, kind by kind, beside others in the same run; whether time stays linear.

    python bench/documents.py [--megabytes 4] [--large]

Pages are made here by seed, in the make-up of real ones (navigation, scripts, attributes, tables, references). selectolax
parses the same HTML bare, trafilatura extracts it where it is installed. --large adds 50 MB inputs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from papers import make_docx, make_pdf, p, run

from verifier import binding
from verifier.identifiers.presence import may_hold
from verifier.inputs import read_document

WORDS = [
    "the",
    "of",
    "and",
    "in",
    "to",
    "a",
    "with",
    "was",
    "for",
    "patients",
    "treatment",
    "trial",
    "study",
    "group",
    "pain",
    "after",
    "weeks",
    "results",
    "were",
    "that",
    "compared",
    "placebo",
    "disease",
    "children",
    "adults",
    "cells",
    "dose",
    "effect",
    "risk",
    "outcome",
    "therapy",
    "clinical",
    "months",
    "care",
    "health",
    "small",
    "randomised",
    "controlled",
    "blood",
    "pressure",
    "sleep",
    "memory",
    "cream",
    "improved",
    "reduced",
    "function",
    "connected",
    "distinct",
    "against",
    "between",
    "evidence",
    "reported",
    "symptoms",
]


def sentence(rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(8, 24))).capitalize()


def cited(rng: random.Random, share: float) -> str:
    """A sentence; a share of them cite."""
    if rng.random() >= share:
        return sentence(rng) + "."
    number = rng.randint(90_000_000, 99_000_000)
    return f"{sentence(rng)} ({rng.choice([f'PMID: {number}', f'NCT{number}'])})."


def html_page(rng: random.Random, share: float) -> str:
    """A page of some 60 kB, half of it markup and scripts."""
    links = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/p/{n}?ref=nav" class="nav-link">Page {n}</a></li>'
        for n in range(40)
    )
    script = "".join(f"function f{n}(a,b){{var c=a+{n};if(c<b){{return c*2}}return b-c}}" for n in range(150))
    style = "".join(f".c{n}{{margin:{n}px;padding:10.{n % 10}px 2em;color:#{n:06x}}}" for n in range(150))
    body = []
    for part in range(12):
        body.append(
            f'<section id="s{part}" class="wp-block-group alignwide"><h2 class="heading">{sentence(rng)[:60]}</h2>'
        )
        for _ in range(4):
            said = " ".join(cited(rng, share) for _ in range(rng.randint(2, 5)))
            body.append(
                f'<p class="has-text" style="margin:0">{said} <a href="https://www.example.org/{part}">more</a> &amp; <em>so on</em>.</p>'
            )
        rows = "".join(
            f"<tr><td>{sentence(rng)[:20]}</td><td>{rng.randint(1, 400)}</td><td>Phase {rng.randint(1, 4)}</td></tr>"
            for _ in range(4)
        )
        body.append(f"<table class=t><tr><th>Name</th><th>n</th><th>Phase</th></tr>{rows}</table></section>")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{sentence(rng)[:50]}</title><style>{style}</style>'
        f"<script>{script}</script></head>\n<body><nav><ul>{links}</ul></nav>\n<main>" + "\n".join(body) + "</main>\n"
        "<footer><p>© 2026 Example. Call (555) 010-0414.</p></footer></body></html>\n"
    )


def markdown(rng: random.Random, share: float) -> str:
    said = "\n\n".join(" ".join(cited(rng, share) for _ in range(4)) for _ in range(20))
    return (
        f"# {sentence(rng)[:50]}\n\n{said}\n\n| a | b |\n|---|---|\n"
        + "| x | [y](https://www.example.org) |\n" * 10
        + "\n"
    )


def wikitext(rng: random.Random, share: float) -> str:
    said = "\n\n".join(
        f"{cited(rng, share)}<ref>{{{{cite journal|title={sentence(rng)}|pmid=90000001}}}}</ref>" for _ in range(20)
    )
    return f"== {sentence(rng)[:40]} ==\n{said}\n* item [[link]]\n"


def csv(rng: random.Random, share: float) -> str:
    return "Claim,PMID,Phase\n" + "".join(f'"{cited(rng, share)}",{rng.randint(1, 9**8)},2\n' for _ in range(200))


def jats(rng: random.Random, share: float) -> str:
    said = "".join(f'<p>{cited(rng, share)}<xref ref-type="bibr" rid="B1"><sup>1</sup></xref></p>' for _ in range(80))
    return f"<article><body><sec><title>{sentence(rng)[:40]}</title>{said}</sec></body></article>"


def json(rng: random.Random, share: float) -> str:
    return "".join(
        f'{{"claim": "{cited(rng, share)}", "citations": [{{"pmid": {rng.randint(1, 9**8)}}}]}}\n' for _ in range(100)
    )


def text(rng: random.Random, share: float) -> str:
    return "\n\n".join("\n".join(cited(rng, share) for _ in range(5)) for _ in range(30)) + "\n\n"


def bibtex(rng: random.Random, _: float) -> str:
    return "".join(
        f"@article{{k{n},\n  title = {{{sentence(rng)}}},\n  pmid = {{{rng.randint(1, 9**8)}}}\n}}\n"
        for n in range(100)
    )


def ris(rng: random.Random, _: float) -> str:
    return "".join(f"TY  - JOUR\nTI  - {sentence(rng)}\nAN  - {rng.randint(1, 9**8)}\nER  - \n\n" for _ in range(100))


def pdf(rng: random.Random, share: float) -> bytes:
    pages = []
    for _ in range(10):
        words = " ".join(cited(rng, share) for _ in range(40)).split()
        lines = [" ".join(words[n : n + 9]) for n in range(0, len(words), 9)]
        pages.append([(50 + 270 * (n // 55), 750 - 12 * (n % 55), 9, line) for n, line in enumerate(lines[:110])])
    return make_pdf(pages)


def docx(rng: random.Random, share: float) -> bytes:
    return make_docx("".join(p(run(cited(rng, share).replace("&", "and"))) for _ in range(300)))


TEXTS: dict[str, Callable[[random.Random, float], str]] = {
    "html": html_page, "text": text, "markdown": markdown, "wikitext": wikitext, "csv": csv, "json": json, "jats": jats, "bibtex": bibtex,
    "ris": ris,
}  # fmt: skip
PACKED: dict[str, Callable[[random.Random, float], bytes]] = {"pdf": pdf, "docx": docx}


def timed(work: Callable[[bytes], object], documents: list[bytes], repeats: int = 3) -> float:
    """The best of a few runs, in seconds of processor time."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        for document in documents:
            work(document)
        best = min(best, time.process_time() - start)
    return max(best, 1e-9)


def line(name: str, seconds: float, documents: list[bytes], note: str = "") -> None:
    size = sum(map(len, documents)) / 1e6
    print(f"  {name:34} {size / seconds:9.1f} MB/s {len(documents) / seconds:10.0f} documents/s  {note}", flush=True)


def read_and_bind(kind: str) -> Callable[[bytes], object]:
    def work(data: bytes) -> object:
        return binding.bind(read_document(f"x.{kind}", data, kind), uncited=False)

    return work


def kinds(size: float) -> None:
    rng = random.Random(20261120)
    print("reading, documents that cite in one sentence of five:")
    for kind, make in {**TEXTS, **PACKED}.items():
        documents: list[bytes] = []
        wanted = size * 1e6 * (0.05 if kind in PACKED else 0.25 if kind != "html" else 1)
        while sum(map(len, documents)) < wanted:
            made = make(rng, 0.2)
            documents.append(made.encode() if isinstance(made, str) else made)
        line(
            f"{kind}: read", timed(lambda data, kind=kind: read_document(f"x.{kind}", data, kind), documents), documents
        )  # type: ignore[misc]
        line(f"{kind}: read and bind", timed(read_and_bind(kind), documents, 1), documents)


def beside(size: float) -> None:
    """HTML beside selectolax's bare parse and trafilatura."""
    from selectolax.lexbor import LexborHTMLParser

    rng = random.Random(7)
    print("HTML beside others, the same pages:")
    documents = [html_page(rng, 0.2).encode() for _ in range(max(1, int(size * 1e6 / 45_000)))]
    line("verifier: read", timed(lambda data: read_document("x.html", data, "html"), documents), documents)
    line("verifier: read and bind", timed(read_and_bind("html"), documents, 1), documents)
    line("selectolax: parse only", timed(LexborHTMLParser, documents), documents)
    line("selectolax: parse and text", timed(lambda data: LexborHTMLParser(data).text(), documents), documents)
    if find_spec("trafilatura"):
        trafilatura = import_module("trafilatura")
        some = documents[:20]
        line("trafilatura: extract", timed(lambda data: trafilatura.extract(data.decode()), some, 1), some)
    else:
        print("  trafilatura is not installed here: no figure")


def dismissal(size: float) -> None:
    """Pages without identifiers: how fast they are dismissed, and how many are."""
    rng = random.Random(8)
    print("pages without identifiers:")
    documents = [html_page(rng, 0.0).encode() for _ in range(max(1, int(size * 1e6 / 45_000)))]
    gone = sum(not may_hold(data) for data in documents)
    line("dismissed unread", timed(may_hold, documents), documents, f"{gone} of {len(documents)} dismissed")


def large() -> None:
    """Seconds a megabyte must not grow with the size."""
    rng = random.Random(9)
    print("linear time (seconds a megabyte at 1, 10 and 50 MB):")
    page = html_page(rng, 0.05)
    start, end = page.index("<main>") + 6, page.index("</main>")
    shapes = {
        "html, one page": ("html", page[start:end].encode()),
        "html, one line, no markup": ("html", b"a small trial of sleep in adults and children, "),
        "text, one line": ("text", b"a small trial of sleep in adults and children, "),
        "text, short lines": ("text", b"a small trial\n"),
        "csv": ("csv", b"a small trial of sleep in adults and children,2,3\n"),
        "json": ("json", b'{"claim":"a small trial"}\n'),
    }
    for name, (kind, piece) in shapes.items():
        told = []
        for size in (1, 10, 50):
            data = piece * (size * 1_000_000 // len(piece))
            told.append(timed(lambda data, kind=kind: read_document(f"x.{kind}", data, kind), [data], 1) / size)  # type: ignore[misc]
        print(f"  {name:34} " + "  ".join(f"{seconds:7.3f}" for seconds in told), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    kinds(options.megabytes)
    beside(options.megabytes)
    dismissal(options.megabytes)
    if options.large:
        large()


if __name__ == "__main__":
    main()
