"""L11: several registry entries copied below each other, each opened by a line that holds only its number.

    Identifier / NCT09999903 / Recruitment status: Recruiting.   Identifier / NCT09999904 / Planned size: 40.

A line with nothing but a number may open an entry or close one ("Source: ..."). It opens one where nothing is told
above the first such line of the section and something is told below the last: then each number keeps what stands
between it and the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.layouts._prose import is_address, only_labels
from verifier.layouts._view import Bound, View
from verifier.layouts.page_key import about
from verifier.model import Mention

CODES = ("L11",)
RANK = 34

_PROSE = ("paragraph", "item")


def bind(view: View) -> Iterator[Bound]:
    """Bind what stands under each number of a run of entries."""
    keys = {number: mention for number, _, free in view.free_blocks() if (mention := _key(view, number, free))}
    sections: dict[range, list[int]] = {}
    for number in keys:
        sections.setdefault(view.section(number), []).append(number)
    for section, numbers in sections.items():
        if len({keys[number].identifier for number in numbers}) < 2 or view.under_references(numbers[0]):
            continue
        under = [range(at + 1, until) for at, until in zip(numbers, [*numbers[1:], section.stop], strict=True)]
        if _tells(view, range(section.start, numbers[0])) or not all(_tells(view, blocks) for blocks in under):
            continue
        for number, blocks in zip(numbers, under, strict=True):
            yield from about(view, keys[number], list(blocks))


def _key(view: View, number: int, free: list[Mention]) -> Mention | None:
    """The one identifier of a line that says nothing else."""
    block = view.blocks[number]
    if block.role != "main" or block.kind not in _PROSE or len({mention.identifier for mention in free}) != 1:
        return None
    bare = free[0].source == "text" and not is_address(free[0]) and only_labels(view.bare(number))
    return free[0] if bare else None


def _tells(view: View, blocks: range) -> bool:
    """Whether something is told in a run of blocks that belongs to the section's text and cites nothing itself."""
    told = [view.blocks[at] for at in blocks if view.blocks[at].role == "main" and not view.mentions_of(at)]
    return any(block.kind in _PROSE and len(block.text.split()) > 2 and not only_labels(block.text) for block in told)
