"""Build the documentation into a folder of HTML pages: the guides, and what is made from the code itself.

    python docs/build.py build/docs

Made from the code: the catalogue of checks and of every other shelf (from the manuals), the command line (from its
help), the library (from its docstrings), the JSON report (from its schema).
"""

from __future__ import annotations

import inspect
import json
import re
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import click
from jinja2 import Environment
from markdown_it import MarkdownIt

import verifier
from verifier import cli, shelves
from verifier.reports import json as json_report

HERE = Path(__file__).parent
FIRST = ("index", "editors", "surveyors", "programmers", "nightly", "verdicts")
SHELVES = {
    "checks": "The catalogue of checks",
    "reports": "Reports",
    "documents": "Document types",
    "registries": "Registries",
    "judges": "Judges",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ title }} · verifier</title>
<style>
body { font: 16px/1.55 system-ui, sans-serif; margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 48rem); gap: 2.5rem; padding: 1.5rem; }
nav ul { list-style: none; padding: 0; } nav li { margin: 0.35rem 0; } nav [aria-current] { font-weight: 700; }
img { max-width: 100%; border: 1px solid #8886; border-radius: 0.4rem; }
pre { background: #8881; padding: 0.75rem 1rem; border-radius: 0.4rem; overflow-x: auto; } code { font-size: 0.9em; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #8886; padding: 0.3rem 0.8rem 0.3rem 0; text-align: left; vertical-align: top; }
@media (max-width: 60rem) { body { display: block; } }
</style>
</head>
<body>
<nav aria-label="Pages"><ul>
{% for name, label in pages %}<li><a href="{{ name }}.html"{% if name == here %} aria-current="page"{% endif %}>{{ label }}</a></li>
{% endfor %}</ul></nav>
<main>{{ body|safe }}</main>
</body>
</html>
"""


def main(target: Path) -> None:
    """Write every page."""
    pages = sources()
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "images", target / "images", dirs_exist_ok=True)
    template = Environment(autoescape=True).from_string(PAGE)
    labels = [(name, title(text)) for name, text in pages.items()]
    for name, text in pages.items():
        html = template.render(here=name, title=title(text), pages=labels, body=rendered(text))
        (target / f"{name}.html").write_text(html, "utf-8")
    print(f"{len(pages)} pages in {target}")


def sources() -> dict[str, str]:
    """Every page's Markdown by name: the guides, then what is made from the code."""
    written = {path.stem: path.read_text("utf-8") for path in sorted(HERE.glob("*.md"))}
    pages = {name: written[name] for name in FIRST} | written
    pages |= {name: shelf(name, heading) for name, heading in SHELVES.items()}
    pages["command-line"] = command_line()
    pages["library"] = library()
    pages["report-schema"] = schema()
    return pages


def rendered(text: str) -> str:
    """Markdown as HTML; links between pages lead to the built ones, those into the repository stay out of it."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    html = re.sub(r'href="([a-z-]+)\.md(#[^"]*)?"', r'href="\1.html\2"', html)
    return re.sub(r'<a href="\.\./([^"]+)">(.*?)</a>', r"<code>\1</code>", html)


def title(text: str) -> str:
    """The heading of a page."""
    return text.partition("\n")[0].removeprefix("# ").strip()


def shelf(name: str, heading: str) -> str:
    """A shelf as its modules' manuals tell it."""
    parts = [f"# {heading}\n"]
    for entry, module in shelves.load_all(name).items():
        parts.append(f"## {entry}\n\n{manual(inspect.getdoc(module) or '')}\n")
    return "\n".join(parts)


def manual(text: str) -> str:
    """A docstring as Markdown: titled sections become paragraphs, indented text keeps its lines."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        head, _, rest = paragraph.partition("\n")
        if rest.startswith("    ") and head.endswith(":"):
            paragraph = f"**{head[:-1]}.** {escaped(inspect.cleandoc(rest))}"
        elif paragraph.startswith("    "):
            paragraph = f"```text\n{inspect.cleandoc(paragraph)}\n```"
        else:
            paragraph = escaped(paragraph)
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


def escaped(text: str) -> str:
    """Docstrings speak of fields_with_underscores, <angles> and [brackets]; only their `code` is markup."""
    return re.sub(r"([*_\[\]<>])", r"\\\1", text)


def command_line() -> str:
    """Every command's help."""
    parts = ["# The command line\n", helped(cli.main, "verifier")]
    context = click.Context(cli.main, info_name="verifier")
    for name in cli.main.list_commands(context):
        command = cli.main.get_command(context, name)
        assert command is not None
        parts.append(f"## verifier {name}\n\n{helped(command, f'verifier {name}')}")
        if isinstance(command, click.Group):
            for inner, sub in sorted(command.commands.items()):
                parts.append(f"### verifier {name} {inner}\n\n{helped(sub, f'verifier {name} {inner}')}")
    return "\n".join(parts)


def helped(command: click.Command, name: str) -> str:
    """The help of one command."""
    context = click.Context(command, info_name=name, max_content_width=100)
    return f"```text\n{command.get_help(context)}\n```\n"


def library() -> str:
    """The public names with their docstrings."""
    parts = ["# The library\n", f"```text\n{inspect.getdoc(verifier)}\n```\n"]
    for name in verifier.__all__:
        thing = getattr(verifier, name)
        if not callable(thing):
            continue
        parts.append(f"## {name}\n\n```text\n{described(thing)}\n```\n")
        for method, function in inspect.getmembers(thing):
            if not method.startswith("_") and inspect.isfunction(function) and function.__doc__:
                parts.append(f"### {name}.{method}\n\n```text\n{method}{described(function)}\n```\n")
    return "\n".join(parts)


def described(thing: object) -> str:
    """Signature, where there is one, and docstring."""
    try:
        signature = str(inspect.signature(thing))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        signature = ""
    return f"{signature}\n\n{inspect.getdoc(thing) or ''}".strip()


def schema() -> str:
    """The JSON report's schema, as it ships."""
    path = files("verifier.reports").joinpath("schema", "verifier-1.json")
    assert path.is_file()
    text = json.dumps(json_report.schema(), indent=2)
    return f"# The JSON report\n\n{manual(inspect.getdoc(json_report) or '')}\n\n```json\n{text}\n```\n"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/docs"))
