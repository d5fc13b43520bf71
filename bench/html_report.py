"""How long the HTML report takes: to write, to open in chromium, to filter.

python -m bench.html_report [NUMBER]      NUMBER of invented verdicts over fifty pages, 2000 by default
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import events
from verifier.reports import html

FILTER = """() => {
  const field = document.getElementById("by-text");
  field.value = "zinc";
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - start;
}"""
STEP = """() => {
  const start = performance.now();
  for (let press = 0; press < 50; press += 1) document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
  document.body.offsetHeight;
  return (performance.now() - start) / 50;
}"""


def main(number: int) -> None:
    stream = events.many(number)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        started = time.perf_counter()
        with path.open("w", encoding="utf-8") as out:
            html.write(stream, out)
        print(
            f"{number} verdicts: written in {time.perf_counter() - started:.1f} s, {path.stat().st_size / 1e6:.1f} MB"
        )
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(path.as_uri())
        opened = page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd")
        page.keyboard.press("j")
        # A key that is not handled at the document would time nothing: the first press must have moved.
        assert page.locator("[aria-current]").count() == 1
        stepped = page.evaluate(STEP.replace("document.dispatchEvent", "document.body.dispatchEvent"))
        print(f"opened in {opened:.0f} ms, a step by j takes {stepped:.0f} ms, a filter {page.evaluate(FILTER):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
