"""Make the pictures of docs/images: the HTML report of the fixture pages, in chromium.

python docs/screenshots.py
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from verifier import Verifier, snapshot
from verifier.store import Store

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
WIDE = {"width": 1280, "height": 860}


def main() -> None:
    """Check the fixture pages offline and photograph the report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        with Store(f"{folder}/store") as store:
            snapshot.import_folder(ROOT / "fixtures" / "records", store)
        pages = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "fixtures" / "pages").iterdir())
        with Verifier(store=f"{folder}/store", offline=True, today=dt.date(2026, 11, 20)) as checker:
            run = checker.check(*(str(ROOT / page) for page in pages))
        report.write_text(run.render("html").replace(f"{ROOT}/", ""), "utf-8")
        photograph(report)


def photograph(report: Path) -> None:
    """Three pictures: the summary, one verdict beside its page, the index in the dark."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=WIDE)
        page.goto(report.as_uri())
        page.screenshot(path=IMAGES / "summary.png")
        page.locator("article.o-contradicted").first.evaluate("card => card.scrollIntoView()")
        page.wait_for_timeout(200)
        page.screenshot(path=IMAGES / "verdict.png")
        page.close()
        dark = browser.new_context(viewport=WIDE, color_scheme="dark").new_page()
        dark.goto(report.as_uri())
        dark.locator(".index").screenshot(path=IMAGES / "index.png")
        browser.close()


if __name__ == "__main__":
    main()
