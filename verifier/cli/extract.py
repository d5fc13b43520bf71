"""`verifier extract`: what would be checked."""

from __future__ import annotations

import sys

import click

from verifier.errors import UsageError


@click.command("extract", short_help="List what would be checked.")
@click.argument("documents", nargs=-1)
@click.option("--no-uncited", is_flag=True, help="Leave out checkable claims that name no source.")
def command(documents: tuple[str, ...], no_uncited: bool) -> None:
    """List what would be checked, as JSON lines; nothing is fetched.

    \b
    Examples:
      verifier extract page.html
      verifier extract site/ | jq -r .identifier | sort -u
    """
    import msgspec

    from verifier import binding, inputs
    from verifier.model import Unreadable

    if not documents:
        raise UsageError("name at least one document: a file, a folder, a pattern, or - for stdin")
    failed = False
    for document in inputs.open_inputs(list(documents)):
        if isinstance(document, Unreadable):
            failed = True
            lines: list[dict[str, object]] = [
                {"kind": "unreadable", "document": document.name, "error": document.error}
            ]
        else:
            lines = _lines(binding.bind(document, uncited=not no_uncited))
        for line in lines:
            sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    sys.exit(3 if failed else 0)


def _lines(extract: object) -> list[dict[str, object]]:
    """One plain object for each thing found, in document order within its kind."""
    from verifier.model import Extract

    assert isinstance(extract, Extract)
    name = extract.document.name
    lines: list[dict[str, object]] = []
    for c in extract.citations:
        lines.append(
            {
                "kind": "citation",
                "document": name,
                "line": c.place.line,
                "identifier": str(c.identifier),
                "written": c.written,
                "claim": c.claim,
                "parts": c.parts,
                "claim_line": c.claim_place.line,
                "layout": c.layout,
                "language": c.language,
                "group": [str(other) for other in c.group],
                "reference": c.reference,
                "malformed": c.malformed,
                "candidate": str(c.candidate) if c.candidate else None,
                "key": c.key,
            }
        )
    for m in extract.listed:
        lines.append(
            {
                "kind": "listed",
                "document": name,
                "line": m.place.line,
                "identifier": str(m.identifier),
                "written": m.written,
            }
        )
    for o in extract.others:
        lines.append(
            {"kind": "other", "document": name, "line": o.place.line, "scheme": o.scheme, "written": o.written}
        )
    for u in extract.uncited:
        lines.append({"kind": "uncited", "document": name, "line": u.place.line, "claim": u.claim, "why": u.why})
    return lines
