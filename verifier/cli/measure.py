"""`verifier measure`: a judge against labelled claims."""

from __future__ import annotations

import json
from pathlib import Path

import click

from verifier.errors import UsageError


@click.command("measure", short_help="Measure a judge against labelled claims.")
@click.argument("gold", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--judge", default=None, metavar="NAME", help="The judge to measure [default: the one `check` uses].")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="A table, or all figures as JSON."
)
@click.option(
    "--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write each wrong pair here, as JSON lines."
)
def command(gold: tuple[Path, ...], judge: str | None, form: str, errors: Path | None) -> None:
    """Measure a judge on GOLD files of labelled claim/source pairs, one JSON object a line.

    A line holds id, claim, title, passages [{label, text}], label (supports, contradicts, silent) and, where known,
    evidence (numbers of passages).

    \b
    Examples:
      verifier measure dev.jsonl
      verifier measure dev.jsonl test.jsonl --format json --errors wrong.jsonl
    """
    import msgspec

    from verifier import measure, shelves
    from verifier.pipeline import DEFAULT_JUDGE

    if not gold:
        raise UsageError("name at least one file of labelled claims")
    name = judge or DEFAULT_JUDGE
    loaded = shelves.load("judges", name).load()
    figures: list[measure.Figures] = []
    wrong: list[str] = []
    for path in gold:
        found, answers = measure.measure(loaded, path)
        figures.append(found)
        wrong.extend(measure.wrong(answers))
    if errors is not None:
        errors.write_text("".join(line + "\n" for line in wrong), encoding="utf-8")
    if form == "json":
        click.echo(
            json.dumps({"schema": "verifier-measure/1", "judge": name, "files": msgspec.to_builtins(figures)}, indent=2)
        )
    else:
        click.echo(measure.table(figures))
