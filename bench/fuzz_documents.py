"""Hostile documents of every kind: no crash but DocumentError, no hang, memory bounded.

    python bench/fuzz_documents.py [--seconds 60] [--seed 1]

First the named monsters (deep nesting, bombs, one-line files, broken encodings), each in a process of its own with a
bound on time and memory; then random mutations of sound documents of every kind for the seconds given.
"""

from __future__ import annotations

import argparse
import gzip
import io
import multiprocessing
import random
import resource
import sys
import time
import zipfile
import zlib
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests"), str(Path(__file__).parent.parent)]

from papers import make_docx, make_pdf, p, run

from verifier import binding
from verifier.errors import DocumentError
from verifier.inputs import read_document

SECONDS_A_MEGABYTE = 5.0
MEMORY = 3 << 30  # bytes of address space above what the process starts with
PAGE = b"""<!doctype html><html lang=en><head><title>T</title><meta name=description content="D"></head><body><nav><a href=/>N</a></nav>
<h1>A trial</h1><p>It <b>halved</b> pain<sup>1</sup> (PMID: 90000001). <a href="https://clinicaltrials.gov/study/NCT09999901">More</a></p>
<table><tr><th>NCT<th>Phase<tr><td>NCT09999902<td>2</table><ol><li id=r1>Doe J. PMID 90000002</ol>
<script type="application/ld+json">{"claim":"x","url":"https://pubmed.ncbi.nlm.nih.gov/90000003/"}</script></body></html>"""
MARKDOWN = b"""---\ntitle: T\n---\n# Head\n\nIt works[^1] (PMID: 90000001) [x](https://pubmed.ncbi.nlm.nih.gov/90000002/).\n\n| a | b |
|---|---|\n| c | d |\n\n1. one\n\n[^1]: Doe. PMID 90000003\n"""
WIKI = b"""'''It''' works<ref name=a>{{cite journal|title=T|pmid=90000001}}</ref>.\n== H ==\n* [http://x y]\n{|\n! A\n|-\n| b\n|}\n"""
BIB = b'@article{doe, title={A {B} \\"u}, pmid = "90000001", year=2020}\n'
RIS = b"TY  - JOUR\nTI  - A\nAN  - 90000001\nER  - \n"
CSV = b'claim,PMID\n"a ""b""",90000001\n'
JSON = b'{"claim":"a","citations":[{"pmid":90000001,"url":"\\u0041"}]}'
JATS = b"""<?xml version="1.0"?><article><front><article-id pub-id-type="pmid">9</article-id></front><body><p>x<xref rid="B1"><sup>1</sup></xref></p>
</body><back><ref-list><ref id="B1"><element-citation><pub-id pub-id-type="pmid">90000001</pub-id></element-citation></ref></ref-list></back></article>"""
PDF = make_pdf(
    [[(50, 700, 10, "It works (PMID: 90000001)."), (50, 680, 6, "1 Doe")]],
    links=[((50, 690, 90, 710), "https://x.example")],
)
DOCX = make_docx(p(run("It works (PMID: 90000001).")))
SOUND = {
    "html": PAGE, "markdown": MARKDOWN, "wikitext": WIKI, "bibtex": BIB, "ris": RIS, "csv": CSV, "json": JSON, "jats": JATS,
    "text": b"It works.\nhttps://pubmed.ncbi.nlm.nih.gov/90000001/\n", "pdf": PDF, "docx": DOCX,
}  # fmt: skip
N = 200_000


def monsters():  # noqa: PLR0915 - a list of cases
    """Yield name, kind, bytes."""
    yield "divs nested", "html", b"<div>" * N + b"PMID: 90000001"
    yield "divs nested and closed", "html", b"<div>" * N + b"x" + b"</div>" * N
    yield "bold never closed", "html", b"<p><b>x" * N
    yield "bold with ids never closed", "html", b"".join(b"<p><b id=%d>x" % i for i in range(30_000))
    yield "fonts never closed", "html", b"".join(b"<font size=%d>" % i for i in range(2_000)) + b"<p>x" * 20_000
    yield "links never closed", "html", b"<a href=x>y" * N
    yield "links over blocks", "html", b"<a href=x><div>y" * 50_000
    yield "tables nested", "html", b"<table><tr><td>" * 50_000 + b"x"
    yield "text in tables", "html", b"<table>" + b"x<tr>y<td>z" * 50_000
    yield "lists nested", "html", b"<ul><li>" * N
    yield "buttons and paragraphs", "html", b"<button><p>" * 50_000
    yield "svg nested", "html", b"<svg>" * N + b"x"
    yield "templates nested", "html", b"<template>" * 50_000 + b"x"
    yield "select and options", "html", b"<select><option>" * 50_000
    yield "unclosed tags", "html", b"<a " * N
    yield "unclosed quotes", "html", b"<a href='" * N
    yield "unclosed comments", "html", b"<!--" * N
    yield "unclosed raw", "html", b"<title>" * N
    yield "textarea raw", "html", b"<textarea>" * N
    yield "angles", "html", b"<" * (5 * N)
    yield "ampersands", "html", b"&" * (5 * N)
    yield "entities", "html", b"<p>" + b"&amp;&lt;&#65;" * N
    yield "long entity", "html", b"<p>&" + b"a" * (5 * N)
    yield "spaces", "html", b"<p>x" + b" \n" * (5 * N)
    yield "attributes", "html", b"<p " + b"a=1 " * N + b">x"
    yield "classes", "html", b"<p class='" + b"cookie- " * N + b"'>x"
    yield "columns spanned", "html", b"<table>" + b"<tr><td colspan=1000 rowspan=65534>x" * 20_000
    yield "line breaks", "html", b"<p>" + b"x<br>" * N
    yield "nuls", "html", b"\0" * (5 * N)
    yield "nuls in tags", "html", b"<\0p\0>\0x" * N
    yield "structured data nested", "html", b'<script type="application/ld+json">' + b"[" * N + b"1"
    yield "one line", "text", b"a trial of sleep (PMID: 90000001). " * (N // 20)
    for piece in (
        b"e. ",
        b"registration number ",
        b"Doe 2019, ",
        b"- ",
        b": ",
        b"aA0",
        b"1, 2 cure ",
        b"(PMID: 1) ",
        b"[1] ",
        b"* ",
    ):
        yield f"text {piece!r}", "text", b"It works (PMID: 90000001). " + piece * (300_000 // len(piece)) + b"told."
    for opening, piece in (
        (b"Of 12 customers with pain in days: ", b"heal reduce "),
        (b"A phase shows single patients now 20 % researchers a cures ", b"Clinic "),
        (b"Studies of cells in 20 patients ", b"dozens reduce Institute "),
    ):  # sentences as long as are looked at for claims without a source, which try the patterns with each other
        sentence = (opening + piece * 100)[:690]
        yield f"uncited {piece!r}", "text", (sentence + b".\n\n") * 1_400
    yield "json separators", "json", b": , " * 100_000
    yield "short lines", "text", b"x\n" * (5 * N)
    yield "utf-16 cut", "text", "trial ".encode("utf-16")[:-1] * N
    yield "random bytes", "text", random.Random(1).randbytes(2_000_000)
    for character in (
        b"[",
        b"]",
        b"(",
        b"*",
        b"_",
        b"`",
        b"<",
        b"!",
        b"[^",
        b"![",
        b"](",
        b"> ",
        b"- ",
        b"#",
        b"|",
        b"~",
        b"\\",
        b"&",
    ):
        yield f"markdown {character!r}", "markdown", character * (60_000 // len(character))
        yield f"wikitext {character!r}", "wikitext", character * (60_000 // len(character))
    for piece in (
        b"[a](",
        b"**a ",
        b"a**b",
        b"<a href=",
        b"[a][",
        b"[x]: y\n",
        b"`a``",
        b"* a\n ",
        b"[^a]: b\n",
        b"|a|b|\n",
        b"<!-- ",
        b"_a __b ",
    ):
        yield f"markdown {piece!r}", "markdown", piece * 20_000
    for piece in (b"[[", b"![", b"![[", b"[a][["):  # short of what the parser would not be asked to read
        yield f"markdown {piece!r} in short", "markdown", (piece * 249 + b"\n\n" + b"word " * 600 + b"\n\n") * 300
    for piece in (
        b"![abc](x",
        b"[[abcdefghijklmnop](abcd efghijklmnopqrstuv",
        b"[![abcdefgh](efgh)](ijklmnopqrstuvwxyz",
        b"[abcdefghi](x)",
    ):
        yield f"markdown {piece!r} in one line", "markdown", piece * (1_000_000 // len(piece))
    yield "markdown table wide", "markdown", b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n" + b"|b" * 5_000 + b"|\n"
    yield "markdown table ragged", "markdown", b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|\n" * 5_000
    yield "markdown quotes nested", "markdown", b">" * 20_000 + b" x"
    yield "markdown lists nested", "markdown", b"".join(b" " * (2 * i) + b"- x\n" for i in range(600))
    for piece in (
        b"{{",
        b"[[",
        b"{|",
        b"<ref>",
        b"'''''",
        b"''a",
        b"{{a|",
        b"[http://x ",
        b"<b>",
        b"== ",
        b"&",
        b"{{{",
        b"<!--",
        b"\n|-\n|",
        b"<ref name=a/>",
    ):
        yield f"wikitext {piece!r}", "wikitext", piece * 20_000
    yield "bibtex braces", "bibtex", b"@a{b,c=" + b"{" * (5 * N)
    yield "bibtex entries open", "bibtex", b"@a{b,c={" * N
    yield "bibtex entries", "bibtex", b'@a{b,c="' * N
    yield "bibtex at signs", "bibtex", b"@a " * N + b"@" * N
    yield "bibtex accents", "bibtex", b"@a{b,c={" + b"\\'" * N + b"}}"
    yield "ris", "ris", b"TY  - \n" * N
    yield "csv quotes", "csv", b'"' * (5 * N)
    yield "csv quotes open", "csv", b'a,"b\n' * N
    yield "csv commas", "csv", b"," * (5 * N)
    yield "json nested", "json", b"[" * (5 * N)
    yield "json objects nested", "json", b'{"a":' * N
    yield "json quotes", "json", b'"' * (5 * N)
    yield "json escapes", "json", b'{"a":"' + b"\\u0041" * N + b'"}'
    yield "json open string", "json", b'{"a":"' + b"\\" * N
    yield "jats nested", "jats", b"<sec>" * N + b"x"
    yield "jats unclosed", "jats", b"<a " * N
    yield "jats quotes", "jats", b"<a b='" * N
    yield "jats doctype", "jats", b"<!DOCTYPE [" * N
    yield "jats entities", "jats", b"<!DOCTYPE a [<!ENTITY a '" + b"x" * N + b"'>]><p>" + b"&a;" * N + b"</p>"
    yield "jats inline nested", "jats", b"<p>" + b"<bold>" * N + b"x"
    yield "jats tables nested", "jats", b"<table><tr><td>" * 50_000
    yield from packed_monsters()


def packed_monsters():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * (1 << 29))
    yield "docx zip bomb", "docx", bomb.getvalue()
    yield "docx entities", "docx", make_docx("", whole="<!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>")
    yield (
        "docx nested",
        "docx",
        make_docx("<w:sdt><w:sdtContent>" * 20_000 + p(run("x")) + "</w:sdtContent></w:sdt>" * 20_000),
    )
    yield (
        "docx tables nested",
        "docx",
        make_docx("<w:tbl><w:tr><w:tc>" * 200 + p(run("x")) + "</w:tc></w:tr></w:tbl>" * 200),
    )
    yield "docx many paragraphs", "docx", make_docx(p(run("It works (PMID: 90000001).")) * 5_000)
    packed = zlib.compress(b"BT /F1 9 Tf 50 700 Td (PMID: 90000001) Tj ET\n" * (1 << 21), 9)
    yield "pdf stream bomb", "pdf", pdf_with_stream(packed)
    yield "pdf spaces bomb", "pdf", pdf_with_stream(zlib.compress(b" " * (1 << 29), 9))
    yield "pdf nested arrays", "pdf", PDF.replace(b"/Type/Catalog", b"/Type/Catalog/X " + b"[" * N)
    yield "pdf pages loop", "pdf", PDF.replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")
    yield "pdf page count", "pdf", PDF.replace(b"/Count 1", b"/Count 99999999")
    yield "pdf self form", "pdf", PDF.replace(b"BT", b"q ") * 2
    yield "gzip", "text", gzip.compress(b"\0" * (1 << 20))


def pdf_with_stream(packed):
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"
    body += (
        b"/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>endobj\n5 0 obj<</Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
    )
    return body + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def read(kind, data):
    """Read and bind; say what came of it."""
    try:
        document = read_document(f"x.{kind}", data, kind)
    except DocumentError as error:
        return f"refused: {str(error)[:80]}"
    binding.bind(document)
    return f"{len(document.blocks)} blocks"


def alone(kind, data, pipe, memory):
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    resource.setrlimit(resource.RLIMIT_AS, (memory + 4 * used, memory + 4 * used))
    start = time.process_time()
    document = None
    try:
        document = read_document(f"x.{kind}", data, kind)
        said = f"{len(document.blocks)} blocks"
    except DocumentError as error:
        said = f"refused: {str(error)[:80]}"
    middle = time.process_time()
    if document is not None:
        binding.bind(document)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    pipe.send((said, middle - start, end - middle, peak))


def run_monsters(only):
    """Each monster in a process of its own; the count of those that crashed or hung."""
    context = multiprocessing.get_context("fork")
    bad = 0
    for name, kind, data in monsters():
        if only and only not in name:
            continue
        allowed = SECONDS_A_MEGABYTE * max(1.0, len(data) / 1e6)
        ours, theirs = context.Pipe(False)
        process = context.Process(target=alone, args=(kind, data, theirs, MEMORY))
        process.start()
        theirs.close()
        told = None
        try:
            if ours.poll(20 * allowed):
                told = ours.recv()
        except EOFError:
            told = None
        process.kill()
        process.join()
        if told is None:
            verdict, line = "CRASHED OR HUNG", ""
        else:
            said, reading, bound, peak = told
            verdict = "ok" if reading + bound <= allowed else "TOO SLOW"
            line = f"{reading:6.2f} s read {bound:6.2f} s bound {peak:5} MB  {said}"
        bad += verdict != "ok"
        print(f"{verdict:4} {name:32} {len(data) / 1e6:6.2f} MB {line}", flush=True)
    return bad


def mutated(rng, data):
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at, size = rng.randrange(len(out) + 1), rng.choice([1, 1, 2, 4, 16, 64])
        choice = rng.randrange(6)
        if choice == 0:
            out[at : at + size] = rng.randbytes(size)
        elif choice == 1:
            del out[at : at + size]
        elif choice == 2:
            source = rng.randrange(len(out) + 1)
            out[at:at] = out[source : source + size] * rng.choice([1, 2, 50])
        elif choice == 3:
            out[at:at] = rng.choice(
                [b"\0", b"\xff\xfe", b"<", b">", b'"', b"{{", b"\\", b"&#", b"\r", b"\xed\xa0\x80", b"--", b"PMID"]
            )
        elif choice == 4 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        else:
            other = SOUND[rng.choice(list(SOUND))]
            out[at:at] = other[: rng.randrange(len(other))]
        if not out:
            out += b"x"
    return bytes(out)


def run_mutations(seconds, seed):
    rng = random.Random(seed)
    end, done, refused, slowest = time.monotonic() + seconds, 0, 0, (0.0, "")
    while time.monotonic() < end:
        kind = rng.choice(list(SOUND))
        data = mutated(rng, SOUND[kind])
        start = time.process_time()
        try:
            said = read(kind, data)
        except BaseException:
            Path("build").mkdir(exist_ok=True)
            Path(f"build/crash.{kind}").write_bytes(data)
            print(f"CRASH in {kind}: the document lies in build/crash.{kind}", flush=True)
            raise
        took = time.process_time() - start
        slowest = max(slowest, (took, kind))
        refused += said.startswith("refused")
        done += 1
    print(f"{done} mutations, {refused} refused, 0 crashes; slowest {slowest[0]:.2f} s ({slowest[1]})")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    bad = run_monsters(options.only)
    if options.seconds:
        run_mutations(options.seconds, options.seed)
    print(f"{bad} monsters crashed, hung or took more than {SECONDS_A_MEGABYTE:.0f} s a megabyte")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
