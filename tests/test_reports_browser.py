"""The HTML report in a browser: filters, keys, deep links, accessibility, speed, hostile text.

Skipped, with the reason, where playwright or chromium is absent (`make browser` installs both on Debian).
"""

from __future__ import annotations

import io
import shutil
import time

import pytest

from tests import events
from verifier.model import RunStarted, VerdictReady
from verifier.reports import html

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (make browser)")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (make browser)")

# What the accessibility guidelines (WCAG 2.1 AA) ask, as far as a program can tell; each fault is a line of text.
RULES = r"""
() => {
  const faults = [];
  const name = (element) => (element.getAttribute("aria-label")
    || (element.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join(" ")
    || element.labels?.[0]?.textContent || element.textContent || element.title || "").trim();
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const told = (element) => element.outerHTML.slice(0, 120);
  for (const element of document.querySelectorAll("svg, a[href], button, select, input, [role=region], dialog, form[role=search]"))
    if (visible(element) && !name(element)) faults.push("no name: " + told(element));
  for (const attribute of ["aria-labelledby", "aria-describedby"])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      for (const id of element.getAttribute(attribute).split(/\s+/))
        if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${told(element)}`);
  const ids = Array.from(document.querySelectorAll("[id]"), (element) => element.id);
  if (new Set(ids).size !== ids.length) faults.push("ids are not unique");
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!visible(heading)) continue;
    const next = Number(heading.tagName[1]);
    if (next > level + 1) faults.push(`heading skips a level: ${told(heading)}`);
    level = next;
  }
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  for (const landmark of ["main", "header", "footer"])
    if (document.querySelectorAll(`body > ${landmark}`).length !== 1) faults.push(`not one ${landmark}`);
  if (!document.documentElement.lang) faults.push("no language");
  for (const element of document.querySelectorAll("[tabindex]"))
    if (element.tabIndex > 0) faults.push("positive tabindex: " + told(element));
  for (const list of document.querySelectorAll("ul, ol"))
    for (const child of list.children) if (child.tagName !== "LI") faults.push("not an item: " + told(child));
  for (const cell of document.querySelectorAll("thead th, tbody th")) if (!cell.scope) faults.push("no scope: " + told(cell));
  for (const cell of document.querySelectorAll("th")) if (!cell.textContent.trim()) faults.push("empty heading: " + told(cell));
  const regions = Array.from(document.querySelectorAll("[role=region], section[aria-labelledby], section[aria-label]"), name);
  for (const one of regions) if (regions.indexOf(one) !== regions.lastIndexOf(one)) faults.push("two regions named " + one);
  for (const details of document.querySelectorAll("details"))
    if (details.firstElementChild?.tagName !== "SUMMARY") faults.push("no summary: " + told(details));

  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const linear = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !visible(element) || element.closest("script, style, option")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const inDrawing = element.closest("svg");
    const [one, two] = [light(channels(inDrawing ? style.fill : style.color)), light(behind(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < (large ? 3 : 4.5)) faults.push(`contrast ${contrast.toFixed(2)}: ${told(element)}`);
  }
  return faults;
}
"""


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        # Containers run tests as root, where chromium starts without its sandbox only; it loads our own file alone.
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def show(browser, tmp_path):
    """Open a report of these events; every console message, error, dialog and request beyond the file is a fault."""
    faults: list[str] = []
    opened = []

    def open_report(stream, fragment="", **context):
        path = tmp_path / "report.html"
        out = io.StringIO()
        html.write(stream, out)
        path.write_text(out.getvalue(), "utf-8")
        page = browser.new_context(viewport={"width": 1300, "height": 900}, **context).new_page()
        page.set_default_timeout(5000)
        opened.append(page)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield open_report
    for page in opened:
        page.context.close()
    assert faults == []


def visible(page) -> list[str]:
    return page.eval_on_selector_all("article.card:not([hidden])", "all => all.map(one => one.dataset.outcome)")


class TestFilters:
    def test_by_outcome(self, show):
        page = show(events.run())
        assert len(visible(page)) == 6
        page.uncheck("input[value=supported]")
        page.uncheck("input[value=unknown]")
        assert visible(page) == ["contradicted", "overstated", "unsupported", "broken"]
        assert page.text_content("#shown") == "4 of 6 verdicts"
        page.click("#all-button")
        assert len(visible(page)) == 6
        assert page.text_content("#shown") == "6 verdicts"

    def test_by_check_document_and_text(self, show):
        page = show(events.run())
        page.select_option("#by-check", label="animal-study")
        assert visible(page) == ["overstated"]
        page.click("#all-button")
        page.select_option("#by-document", label="notes.txt")
        assert visible(page) == ["unsupported", "broken", "unknown"]
        page.fill("#by-text", "zinc cold")
        assert visible(page) == ["unsupported"]
        page.fill("#by-text", "no such words")
        assert visible(page) == []
        assert page.is_visible("#nothing")

    def test_sorting_the_index(self, show):
        page = show(events.run())
        rows = "tbody th a"
        assert page.locator(rows).all_text_contents() == ["notes.txt", "pages/clinic.html", "scan.pdf"]
        page.get_by_role("button", name="Document", exact=True).click()
        assert page.locator("th[aria-sort=ascending]").count() == 1
        page.get_by_role("button", name="Document", exact=True).click()
        assert page.locator(rows).all_text_contents() == ["scan.pdf", "pages/clinic.html", "notes.txt"]


class TestKeys:
    def test_j_k_and_o(self, show):
        page = show(events.run())
        current = "() => document.querySelector('[aria-current]')?.dataset.outcome"
        page.keyboard.press("j")
        assert page.evaluate(current) == "supported"
        page.keyboard.press("j")
        assert page.evaluate(current) == "contradicted"
        assert page.evaluate("() => document.activeElement.dataset.outcome") == "contradicted"
        page.keyboard.press("k")
        page.keyboard.press("k")
        assert page.evaluate(current) == "supported"
        prose = "() => document.querySelector('[aria-current] details.prose').open"
        was = page.evaluate(prose)
        page.keyboard.press("o")
        assert page.evaluate(prose) != was

    def test_the_claim_of_the_current_verdict_stands_out(self, show):
        page = show(events.run())
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.locator("a.claim.current").all_text_contents() == [events.contradicted().citation.claim]

    def test_j_leaps_over_what_is_filtered_out(self, show):
        page = show(events.run())
        page.uncheck("input[value=supported]")
        page.locator("h1").click()
        page.keyboard.press("j")
        assert page.evaluate("() => document.querySelector('[aria-current]').dataset.outcome") == "contradicted"

    def test_slash_searches_and_letters_stay_letters_there(self, show):
        page = show(events.run())
        page.keyboard.press("/")
        page.keyboard.type("zinc jk?")
        assert page.input_value("#by-text") == "zinc jk?"
        assert page.locator("[aria-current]").count() == 0
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.activeElement.id") != "by-text"

    def test_question_mark_opens_the_list_of_keys(self, show):
        page = show(events.run())
        page.keyboard.press("?")
        assert page.is_visible("#keys")
        page.keyboard.press("Escape")
        assert not page.is_visible("#keys")


class TestLinks:
    def test_deep_link_shows_its_verdict(self, show):
        page = show(events.run(), "#v-0000000000000005")
        assert page.evaluate("() => document.querySelector('[aria-current]').dataset.outcome") == "broken"
        assert page.locator("article.o-broken").is_visible()

    def test_a_link_to_a_hidden_verdict_lifts_the_filter(self, show):
        page = show(events.run())
        page.uncheck("input[value=broken]")
        page.locator(".first a").first.click()
        page.wait_for_function("() => document.querySelector('[aria-current]')")
        assert page.locator("article.o-broken").is_visible()
        assert page.is_checked("input[value=broken]")

    def test_claims_lead_to_verdicts_and_back(self, show):
        page = show(events.run())
        page.locator("a.claim.o-overstated").click()
        page.wait_for_function("() => document.querySelector('[aria-current]')?.dataset.outcome === 'overstated'")
        page.locator("article.o-overstated").get_by_text("show it in the page").click()
        assert page.evaluate("() => location.hash") == "#c-3"

    def test_manuals_unfold_in_place(self, show):
        page = show([RunStarted("0.1.0", "2026-11-20", ""), VerdictReady(events.contradicted())])
        fold = page.locator("details.manual").first
        fold.locator("summary").click()
        page.wait_for_function("() => document.querySelector('details.manual').dataset.filled === 'yes'")
        assert "recruiting" in fold.inner_text()


class TestHostile:
    def test_nothing_runs_and_nothing_is_fetched(self, show):
        page = show(events.hostile())
        page.wait_for_timeout(200)
        assert page.locator("img, iframe, object").count() == 0
        assert page.get_by_text(events.SCRIPT).count() > 0
        page.fill("#by-text", "<script>")
        assert len(visible(page)) == 1

    def test_long_words_do_not_widen_the_page(self, show):
        page = show(events.hostile())
        page.set_viewport_size({"width": 400, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("stream", [events.run, events.hostile])
def test_accessibility(show, scheme, stream):
    page = show(stream(), color_scheme=scheme)
    assert page.evaluate(RULES) == []


def test_theme_button(show):
    page = show(events.run(), color_scheme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.click("#theme-button")
    assert page.evaluate(paper) != before
    assert page.evaluate(RULES) == []


def test_paper(show):
    page = show(events.run())
    page.emulate_media(media="print")
    assert not page.is_visible("#filters")
    assert (
        page.evaluate(
            "() => { dispatchEvent(new Event('beforeprint')); return document.querySelectorAll('details.prose:not([open])').length }"
        )
        == 0
    )
    assert len(page.pdf()) > 10_000


def test_six_hundred_verdicts(show):
    """It opens and filters without a wait; `make bench-report` gives the figures for two thousand."""
    stream = events.many(600)
    started = time.monotonic()
    page = show(stream)
    opened = page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert opened < 6000, f"{opened:.0f} ms to load, {time.monotonic() - started:.1f} s with writing"
    assert len(visible(page)) == 600
    timed = page.evaluate(
        """() => { const field = document.getElementById("by-text"); field.value = "zinc"; const start = performance.now();
        field.dispatchEvent(new Event("input", { bubbles: true })); document.body.offsetHeight; return performance.now() - start; }"""
    )
    assert timed < 1500
    assert len(visible(page)) == 100
    page.keyboard.press("j")
    assert page.evaluate("() => document.querySelector('[aria-current]').dataset.outcome") == "unsupported"
