"""The HTML report: a hostile page first; then what it shows, where claims stand in the text, and dates on a line."""

from __future__ import annotations

import io
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests import events
from verifier.model import DocumentRead, RunStarted, VerdictReady
from verifier.reports import html
from verifier.reports._card import prepare, readable
from verifier.reports._marks import Finder, quoted, segments
from verifier.reports._timeline import timeline
from verifier.reports._view import common_folder

# Elements and attributes that our own template writes; whatever else appears came from a page or a record.
TAGS = """
    html head meta title style body a header div h1 h2 h3 h4 p time figure svg rect figcaption dl dt dd span section
    ol ul li q form fieldset legend label input select option button output main table thead tbody tr th td details
    summary article blockquote code caption abbr strong mark colgroup col line circle g text footer dialog kbd script
"""
ATTRIBUTES = """
    lang charset http-equiv content name class href id aria-labelledby viewbox preserveaspectratio role aria-label x y
    width height aria-hidden type value checked placeholder autocomplete aria-haspopup aria-live tabindex scope
    aria-sort data-sort dir rel target data-cards data-outcome data-document data-checks data-manual title x1 x2 y1 y2
    cx cy r text-anchor open hidden method
"""


class Seen(HTMLParser):
    """All tags, attributes, ids and addresses of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src", "action"):
                self.addresses.append(value)

    def handle_data(self, data):
        self.text.append(data)


def page(stream) -> str:
    out = io.StringIO()
    html.write(stream, out)
    return out.getvalue()


class TestHostile:
    def test_nothing_comes_alive(self):
        seen = Seen(page(events.hostile()))
        assert seen.tags["script"] == 1
        assert set(seen.tags) <= set(TAGS.split())
        assert seen.attributes <= set(ATTRIBUTES.split())
        assert all(re.match(r"#|https://(pubmed|clinicaltrials)", address) for address in seen.addresses)

    def test_words_are_shown_as_they_are(self):
        text = "".join(Seen(page(events.hostile())).text)
        for words in (events.SCRIPT, events.FORMULA, events.MENTION, "{{ 7*7 }}", "]]>&lt;"):
            assert words in text
        assert "safe <U+202E>gnp.exe" in text

    def test_ids_are_unique_and_links_lead_somewhere(self):
        for stream in (events.run(), events.hostile()):
            seen = Seen(page(stream))
            assert [one for one, number in Counter(seen.ids).items() if number > 1] == []
            assert {address[1:] for address in seen.addresses if address.startswith("#")} <= set(seen.ids)

    def test_policy_lets_only_its_own_script_and_style_through(self):
        text = page(events.run())
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#39;", "'")
        assert "default-src 'none'" in policy
        script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)[1]
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
        assert html._hash(script) in policy
        assert html._hash(style) in policy
        assert "unsafe" not in policy

    def test_equal_keys_do_not_collide(self):
        stream = [RunStarted("0.1.0", "2026-11-20", ""), *[VerdictReady(events.supported()) for _ in range(3)]]
        seen = Seen(page(stream))
        assert len([one for one in seen.ids if re.fullmatch(r"v-0*1(-\d)?", one)]) == 3


class TestContent:
    def test_what_an_editor_needs(self):
        text = "".join(Seen(page(events.run())).text)
        for words in (
            "Fix these three first",
            "3 documents, 6 citations of 6 identifiers",
            "Our ongoing trial in 200 patients proves the method.",
            "Write: “The trial was registered in 2017; its present status is not known.”",
            "Bone marrow cells for knee osteoarthritis",
            "last verified 2020-03",
            "Could not be read:",
            "Nine in ten patients walk again.",
            "130 done, 12 skipped, 1 failed",
        ):
            assert words in text

    def test_quotes_are_marked_in_the_abstract(self):
        assert "<mark>Mean scores fell by 4.1 points at six months.</mark>" in page(events.run())

    def test_claims_are_marked_in_the_page(self):
        text = page(events.run())
        assert re.search(
            r'<a class="claim o-overstated" href="#v-0+3"><span id="c-3"></span>Turmeric restores memory in patients\.</a>',
            text,
        )

    def test_the_same_claim_on_several_pages(self):
        stream = [RunStarted("0.1.0", "2026-11-20", "")]
        for number in range(3):
            name = f"page{number}.html"
            stream += [DocumentRead(name), VerdictReady(events.supported(number, document=name))]
        text = page(stream)
        assert 'id="clusters"' in text
        assert "3 times" in text
        assert 'id="clusters"' not in page(events.run())

    def test_nothing_to_mend_and_nothing_to_check(self):
        start = RunStarted("0.1.0", "2026-11-20", "")
        assert "Nothing needs mending" in page([start, VerdictReady(events.supported())])
        assert "Nothing to check" in page([start, DocumentRead("empty.txt")])

    def test_long_runs_without_a_claim_are_folded(self):
        blocks = tuple(("paragraph", f"Words {number}.", number) for number in range(30))
        blocks += (("paragraph", events.supported().citation.claim, 11),)
        text = page([DocumentRead(events.CLINIC, blocks=blocks), VerdictReady(events.supported())])
        assert "27 more paragraphs without a source" in text


class TestMarks:
    def test_whole_claim_in_the_nearest_block(self):
        cite = events.citation(1, "PMID:1", "It works.", 10)
        blocks = [("p", "It works.", 1), ("p", "So: It works. Yes.", 9), ("p", "It works.", 30)]
        assert [(one.block, one.start, one.end) for one in Finder(blocks).locate(cite, 7)] == [(1, 4, 13)]

    def test_a_claim_over_several_blocks(self):
        claim = "Knee pain and cells It restores all cartilage. Fast and safe."
        cite = events.citation(1, "PMID:1", claim, 10)
        blocks = [
            ("h", "Knee pain and cells", 8),
            ("p", "It restores all cartilage. Fast and safe.", 9),
            ("p", "x", 10),
        ]
        spans = Finder(blocks).locate(cite, 1)
        assert [(one.block, one.lead) for one in spans] == [(0, True), (1, False)]

    def test_a_claim_that_stands_nowhere(self):
        assert (
            Finder([("p", "Other words entirely.", 1)]).locate(
                events.citation(1, "PMID:1", "A claim in a title.", 2), 1
            )
            == []
        )
        assert Finder([]).locate(events.citation(1, "PMID:1", "", 2), 1) == []

    def test_segments_give_the_text_back(self):
        cite = [events.citation(n, "PMID:1", claim, 2) for n, claim in ((1, "b c"), (2, "c d"))]
        text = "a b c d e"
        spans = [span for n, one in enumerate(cite) for span in Finder([("p", text, 1)]).locate(one, n)]
        cut = segments(text, spans)
        assert "".join(one.text for one in cut) == text
        assert [one.owners for one in cut if one.text == "c"] == [(0, 1)]
        assert [one.begins for one in cut if one.begins] == [(0,), (1,)]

    @pytest.mark.parametrize("quotes", [[], ["b"], ["a b", "b c"], ["zzz", ""], ["a b c"], ["b", "b c"]])
    def test_quoted_gives_the_text_back(self, quotes):
        pieces = quoted("a b c", quotes)
        assert "".join(text for text, _ in pieces) == "a b c"
        assert any(is_quote for _, is_quote in pieces) == bool(set(quotes) - {"zzz", ""})


class TestTimeline:
    def test_labels_do_not_overlap_and_stay_inside(self):
        dates = [("start", "2020-01", "ACTUAL"), ("first posted", "2020-02-02", ""), ("end", "2020-03", "ESTIMATED")]
        drawn = timeline(dates, "2026-11-20")
        assert [tick.label for tick in drawn.ticks] == [
            "start 2020-01",
            "first posted 2020-02-02",
            "end 2020-03",
            "today",
        ]
        assert [tick.planned for tick in drawn.ticks] == [False, False, True, False]
        assert len({tick.row for tick in drawn.ticks[:3]}) == 3
        assert all(0 <= tick.x <= 560 for tick in drawn.ticks)
        assert "end 2020-03 (planned)" in drawn.words

    @pytest.mark.parametrize("dates", [[], [("start", "2020", "")], [("start", "soon", ""), ("end", "2020-13", "")]])
    def test_too_little_to_draw(self, dates):
        assert timeline(dates, "2026-11-20") is None

    def test_one_day(self):
        assert timeline([("start", "2020-01-01", ""), ("end", "2020-01-01", "")], "") is not None

    def test_equal_dates_share_a_label(self):
        dates = [
            ("start", "2019-05", ""),
            ("primary completion", "2020-01", "ACTUAL"),
            ("completion", "2020-01", "ACTUAL"),
        ]
        drawn = timeline(dates, "2026-11-20")
        assert [tick.label for tick in drawn.ticks][1] == "primary completion, completion 2020-01"


class TestCards:
    def test_what_differs_comes_first_and_whole_claims_are_left_to_the_findings(self):
        verdict = events.contradicted()
        claim = verdict.citation.claim
        quote = events.Quote
        comparisons = (
            events.Comparison("phase", "same", quote("phase 1", "claim"), quote("PHASE1", "designModule.phases")),
            events.Comparison("control", "narrower", quote(claim, "claim"), quote("SINGLE_GROUP", "x")),
            *verdict.comparisons,
        )
        changed = events.Verdict(verdict.citation, "contradicted", "", verdict.findings, comparisons)
        rows = prepare(changed, 1, "v-1", "page", "2026-11-20").rows
        assert [(facet, shown, sign) for facet, _, shown, sign, _ in rows] == [
            ("Status", "unknown", "≠"),
            ("Number of people", "30", "≠"),
            ("Phase", "Phase 1", "="),
        ]

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("PHASE1, PHASE2", "Phase 1, Phase 2"),
            ("EARLY_PHASE1", "Early phase 1"),
            ("20 ACTUAL", "20 (actual)"),
            ("NA", "not applicable"),
            ("SINGLE_GROUP", "single group"),
            ("NON_RANDOMIZED", "non randomized"),
            ("NCT00000001", "NCT00000001"),
            ("Smith AB", "Smith AB"),
            ("", ""),
        ],
    )
    def test_registry_words_for_people(self, value, shown):
        assert readable(value) == shown

    @pytest.mark.parametrize(
        ("names", "folder"),
        [
            (["a/b/c.html", "a/b/d.html"], "a/b/"),
            (["a/b.html", "c/d.html"], ""),
            (["a/b.html"], ""),
            (["https://x.org/a", "https://x.org/b"], "https://x.org/"),
            (["a", "b"], ""),
            (["/x/a", "/y/b"], ""),
        ],
    )
    def test_shared_folder(self, names, folder):
        assert common_folder(names) == folder
