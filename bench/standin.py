"""Starts the local stand-in of both services, which lies beside the project (../shared/standin)."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


class Standin:
    """A running stand-in: its addresses, its statistics, its switches."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.bases = {
            "eutils": f"{url}/entrez/eutils",
            "ctgov": f"{url}/api/v2",
            "idconv": f"{url}/tools/idconv/api/v1/articles",
        }

    def stats(self) -> dict:
        with urllib.request.urlopen(f"{self.url}/_stats?brief") as answer:
            return json.load(answer)

    def control(self, **switches) -> None:
        body = json.dumps(switches).encode()
        request = urllib.request.Request(f"{self.url}/_control", body, {"Content-Type": "application/json"})
        urllib.request.urlopen(request).close()


@contextlib.contextmanager
def standin(*arguments: str) -> Iterator[Standin]:
    """Run the stand-in for the length of a with block."""
    script = SHARED / "standin" / "standin.py"
    if not script.is_file():
        raise SystemExit("needs ../shared/standin, which is not part of a clone")
    process = subprocess.Popen([sys.executable, script, "--port", "0", *arguments], stdout=subprocess.PIPE, text=True)
    try:
        yield Standin(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
