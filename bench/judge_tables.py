"""Put measured tables into docs/judge.md: each stands between `<!-- NAME -->` and `<!-- end of NAME -->`.

python bench/judge_tables.py NAME < output-of-a-make-target
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "judge.md"


def main() -> None:
    name = sys.argv[1]
    lines = [line.rstrip() for line in sys.stdin if line.startswith("|") or line.strip() in HEADINGS]
    text = PAGE.read_text("utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not between.search(text):
        raise SystemExit(f"docs/judge.md has no place for {name}")
    body = "\n".join(f"\n{line}\n" if line in HEADINGS else line for line in lines)
    PAGE.write_text(between.sub(lambda m: f"{m[1]}\n{body.strip()}\n\n{m[2]}", text), "utf-8")


HEADINGS = (
    "Trees alone, every fold unseen",
    "Trees alone, held-out fold",
    "Encoder alone, held-out fold",
    "Both, held-out fold",
)

if __name__ == "__main__":
    main()
