"""Words of pages and records in every report, for all texts: shown as they are, and doing nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests import events
from tests.test_reports import ALIVE
from verifier.reports import csv as csv_report
from verifier.reports import markdown, sarif
from verifier.reports import text as text_report
from verifier.reports._inert import clipped, defanged, escaped, inert, web_address

# Texts that lean towards what the formats take for markup.
MARKUP = st.text(st.sampled_from(list("ab1 \t\n*_`~|[](){}<>#+-=.!@$&\\/:;\"'0%^?,")), max_size=60)
TEXTS = st.one_of(st.text(max_size=60), MARKUP, st.sampled_from(events.HOSTILE))
COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(TEXTS)
def test_inert_is_one_harmless_line(text):
    shown = inert(text)
    assert not ALIVE.search(shown)
    assert "\n" not in shown
    assert shown == inert(shown)


@given(TEXTS)
def test_defanged_keeps_white_space(text):
    assert defanged(text).split() == [inert(word) for word in defanged(text).split()]


@given(TEXTS)
def test_escaped_json_is_the_same_data(text):
    written = escaped(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == [text]
    assert not ALIVE.search(written)


@given(TEXTS, st.integers(1, 80))
def test_clipped_is_no_longer_than_asked(text, limit):
    assert len(clipped(text, limit)) <= limit


@pytest.mark.parametrize("lead", ["", "> ", "- "])
@given(TEXTS)
def test_markdown_shows_words_and_nothing_else(lead, text):
    shown = markdown.defused(text)
    tokens = COMMONMARK.parse(f"{lead}x {shown}\n\n{lead}{shown}\n")
    kinds = {token.type for token in tokens}
    assert kinds <= {
        "paragraph_open", "paragraph_close", "inline", "blockquote_open", "blockquote_close",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inner} <= {"text", "text_special"}
    first = next(token for token in tokens if token.type == "inline")
    assert "".join(child.content for child in first.children).replace("\u2060", "") == (
        f"x {inert(text)}".rstrip().replace("\u2060", "")
    )


@given(TEXTS)
def test_markdown_mentions_nobody_and_closes_nothing(text):
    shown = markdown.defused(text)
    assert not re.search(r"@\w|#\d|://|GH-\d", shown)


@given(TEXTS)
def test_csv_gives_the_cell_back_and_no_formula(text):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([csv_report.cell(text), "end"])
    ((cell, end),) = csv.reader(io.StringIO(out.getvalue()))
    assert end == "end"
    assert not cell.startswith(tuple("=+-@\t\r"))
    led = cell.startswith("'") and not inert(text).startswith("'")
    assert cell[led:].split() == inert(text).split()


@given(TEXTS)
def test_sarif_names_are_references_to_files_or_the_web(text):
    reference = sarif.reference(text)
    assert re.fullmatch(r"[\w.~:/?#\[\]@!$&'()*+,;=%-]*", reference, re.ASCII)
    assert urlsplit(reference).scheme in ("", "http", "https", "file")


@given(st.one_of(TEXTS, TEXTS.map("https://{}".format), TEXTS.map("javascript:{}".format)))
def test_addresses_are_of_the_web_or_nothing(text):
    address = web_address(text)
    assert address in ("", text)
    if address:
        assert address.lower().startswith(("http://", "https://"))
        assert not set(address) & set("\"'<>` \n\t\\")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("name", "value", "colour", "link"),
    [("NO_COLOR", "1", False, True), ("TERM", "dumb", False, False), ("TERM", "xterm-256color", True, True)],
)
def test_colour_is_a_matter_of_the_terminal(monkeypatch, name, value, colour, link):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    out = Terminal()
    text_report.write(events.run(), out, width=90)
    assert ("\x1b[1;31m" in out.getvalue()) == colour
    assert ("\x1b]8;" in out.getvalue()) == link
