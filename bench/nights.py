"""Three nights over the gold pages, printed as a person would read them.

    python bench/nights.py [--format text]

Needs ../shared. Between the nights the stand-in's time travel stops a trial, posts results, retracts a paper and lets
a trial turn UNKNOWN; one page is edited. Nothing is scored: this is for reading.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from standin import SHARED, standin

from verifier.http import GAPS
from verifier.pipeline import DEFAULT_JUDGE, Verifier
from verifier.refresh import Refresher
from verifier.refresh.telling import tell
from verifier.watch import Watch


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--format", default="text")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(SHARED / "gold" / "documents", root / "site")
        (root / "plan.json").write_text(json.dumps({"versions": plan()}), "utf-8")
        flags = ("--no-default-records", "--records", str(SHARED / "gold" / "records"), "--rate-limit", "off")
        with standin(*flags, "--time-travel", str(root / "plan.json")) as registry:
            for number, day in enumerate(("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")):
                registry.control(time_travel=number)
                if number == 3:
                    edit(root / "site")
                print(f"{'-' * 100}\n{night(root, registry, day, chosen.format)}")


def plan() -> list[dict]:
    """Later versions of the records, chosen by their status and kind so that any gold set will do."""
    folder = SHARED / "gold" / "records"
    statuses = {}
    for file in sorted((folder / "ctgov").glob("NCT*.json")):
        study = json.loads(file.read_text("utf-8"))
        statuses.setdefault(study["protocolSection"]["statusModule"]["overallStatus"], []).append(file.stem)
    papers = [file.stem for file in sorted((folder / "pubmed").glob("*.xml"))]
    update = {"date": "2026-11-21", "type": "ACTUAL"}
    stopped = {
        t: _status(overallStatus="TERMINATED", whyStopped="Slow accrual", lastUpdatePostDateStruct=update)
        for t in statuses["RECRUITING"][:2]
    }
    turned = {t: _status(overallStatus="UNKNOWN", lastKnownStatus="RECRUITING") for t in statuses["RECRUITING"][2:4]}
    posted = {
        t: _status(resultsFirstPostDateStruct=update, lastUpdatePostDateStruct=update)
        for t in statuses["COMPLETED"][:2]
    }
    notice = {"notice": "99999999", "source": "J Synth. 2026;1:1", "date": "2026-11-21"}
    return [
        {"name": "first", "dataTimestamp": "2026-11-21T09:00:05", "ctgov": {**stopped, **posted}, "pubmed": {papers[5]: {"retracted": notice}}},
        {"name": "second", "dataTimestamp": "2026-11-22T09:00:05", "ctgov": turned, "pubmed": {papers[9]: {"concern": notice}}},
        {"name": "third", "dataTimestamp": "2026-11-23T09:00:05"},
    ]  # fmt: skip


def edit(site: Path) -> None:
    """An editor rewrites a page: "is recruiting" where the record says otherwise."""
    page = site / "ms_magazine.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>NCT02638714 is recruiting now.</p></body>"), "utf-8")


def night(root: Path, registry, day: str, form: str) -> str:
    now = dt.datetime.fromisoformat(f"{day}T22:00:00+00:00")
    options = {"bases": registry.bases, "gaps": dict.fromkeys(GAPS, 0.0), "clock": lambda: now, "judge": DEFAULT_JUDGE}
    with Verifier(root / "store", uncited=False, show_text=False, **options) as verifier:
        Watch(verifier.store).add([str(root / "site")], day)
        refresher = Refresher(verifier)
        (report,) = refresher.nights()
        refresher.told()
    return tell(report, form).replace(f"{root}/", "")


def _status(**fields) -> dict:
    return {"merge": {"protocolSection": {"statusModule": fields}}}


if __name__ == "__main__":
    main()
