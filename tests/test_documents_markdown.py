"""Markdown: pieces, places, footnotes, tables, front matter."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_documents import exact

from verifier import Verifier
from verifier.documents import markdown

PAGE = """---
title: "My page"
tags:
  - one
---

# Head *x*

Speed [improved `fast`](https://pubmed.example/90000003/?a=(b)&c "and") and more &amp; \\*raw\\* text[^doe-2021] and
wrapped line <https://x.example/z> H<sub>2</sub>O.<sup>1</sup>

A trial
https://pubmed.example/90000005/
Another

4. one
   two

| NCT | Phase |
|---|---|
| NCT09999902 | 2 |

[^doe-2021]: Doe. *J* 2021. [PMID: 90000007](https://pubmed.example/90000007/)
[^2]: https://pubmed.example/1

[1] Doe J. PMID 1
[2] Roe K. PMID 2

<div class="card"><h3>Card</h3>
<p>text &amp; more</p></div>

```json
{"a": 1}
```
"""


def read(source):
    document = markdown.read("page.md", source.encode())
    exact(document, source)
    return document


def test_a_page_in_every_form():
    document = read(PAGE)
    assert document.title == "My page"
    blocks = {block.text: block for block in document.blocks}
    assert [b.text for b in document.blocks] == [
        "My page",
        "one",
        "Head x",
        "Speed improved fast and more & *raw* text[^doe-2021] and wrapped line https://x.example/z H2O.1",
        "A trial\nhttps://pubmed.example/90000005/\nAnother",
        "one two",
        "NCT",
        "Phase",
        "NCT09999902",
        "2",
        "Doe. J 2021. PMID: 90000007",
        "https://pubmed.example/1",
        "[1] Doe J. PMID 1\n[2] Roe K. PMID 2",
        "Card",
        "text & more",
        '{"a": 1}',
    ]
    assert (blocks["My page"].role, blocks["My page"].label) == ("meta", "title")
    assert blocks["one two"].label == "4"
    assert blocks["2"].header == "Phase"
    assert blocks["NCT09999902"].path == blocks["2"].path
    note = blocks["Doe. J 2021. PMID: 90000007"]
    assert (note.kind, note.label) == ("note", "doe-2021")
    assert [(m.kind, note.text[m.start : m.end]) for m in note.marks] == [("emphasis", "J"), ("link", "PMID: 90000007")]
    assert document.containers[blocks["Card"].path[-1]] == "card"


def test_marks_of_a_paragraph():
    (block,) = (b for b in read(PAGE).blocks if b.text.startswith("Speed"))
    marks = [(m.kind, block.text[m.start : m.end], m.value) for m in block.marks]
    assert marks == [
        ("link", "improved fast", "https://pubmed.example/90000003/?a=(b)&c"),
        ("note", "[^doe-2021]", "doe-2021"),
        ("link", "https://x.example/z", "https://x.example/z"),
        ("sub", "2", ""),
        ("sup", "1", ""),
    ]
    assert block.place_at(block.text.index("wrapped")).line == block.place.line + 1


def test_reference_links_and_escaped_bars():
    document = read("See [the trial][a] and [b].\n\n[a]: https://x.example/1\n[b]: https://x.example/2\n")
    assert [m.value for m in document.blocks[0].marks] == ["https://x.example/1", "https://x.example/2"]
    table = markdown.read("t.md", b"| a |\n|---|\n| x \\| y |\n")
    assert table.blocks[1].text == "x | y"
    assert table.blocks[1].place.line == 3


PIECES = st.lists(
    st.sampled_from(
        ["# ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "`", "**", "*", "_", "[x](u)", "![i](u)", "[^1]", "[^1]: ", "<b>",
         "<div>\n", "\n", "\n\n", "    ", "\t", "word", "&amp;", "\\*", "http://x.example", "<http://y>", "---\n", "```\n", "\r\n", "\0"]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(PIECES)
def test_any_markdown_is_read(pieces):
    source = "".join(pieces)
    for block in markdown.read("x.md", source.encode()).blocks:
        assert block.text == block.text.strip()
        assert all(0 <= block.place_at(i).offset <= len(source) for i in range(len(block.text)))


def test_a_page_of_opening_brackets_is_read_as_text_and_says_so():
    data = b"It helps (PMID: 90000001). " + b"![[" * 20_000
    begun = time.process_time()
    document = markdown.read("x.md", data)
    assert time.process_time() - begun < 2
    assert "plain text" in document.notes[0]
    assert "PMID: 90000001" in document.blocks[0].text
    assert not markdown.read("x.md", b"see [1], [2] and [3]\n" * 3000).notes
    assert not markdown.read("x.md", b"- [Work](https://x.example/1)\n- [x] done\n" * 600).notes


@pytest.mark.parametrize("piece", [b"[[", b"![", b"[a][[", b"![abc](x", b"[[abcdefgh](abcd"])
def test_brackets_that_a_parser_tries_one_by_one_are_read_as_text_from_five_hundred_on(piece):
    assert markdown.read("x.md", piece * 600).notes
    assert not markdown.read("x.md", piece * 160).notes


def test_the_report_tells_how_a_tangled_page_was_read(tmp_path):
    page = tmp_path / "x.md"
    page.write_bytes(b"It helps (PMID: 90000001). " + b"![[" * 20_000)
    with Verifier(tmp_path / "store", offline=True, judge=None) as verifier:
        run = verifier.check(page)
    assert "plain text" in json.loads(run.render("json"))["documents"][0]["notes"][0]
    assert "plain text" in run.render("text")
