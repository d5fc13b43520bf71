"""What a store knows of one identifier: the payloads that its registry gave, and when it was asked.

Rows are read into these as strictly as they were written: what does not hold a time where one should be was put there
by something else, and is refused before anything is concluded from it.
"""

from __future__ import annotations

import datetime as dt

import msgspec


def moment(written: str) -> dt.datetime:
    """A time as the store writes it, ISO 8601 with its zone.

    Raises:
        ValueError: it is not written like that.
    """
    read = dt.datetime.fromisoformat(written)
    if read.tzinfo is None:
        raise ValueError(f"{written!r} names no zone")
    return read


class Version(msgspec.Struct, frozen=True):
    """One payload that a registry gave for an identifier: ISO 8601 UTC times; origin: registry or snapshot."""

    digest: str
    first: str
    last: str
    origin: str = "registry"

    def __post_init__(self) -> None:
        """Refuse times that are none: a row that holds some was written by something else."""
        moment(self.first), moment(self.last)


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one identifier.

    versions: oldest first, the last one current. checked: when the registry was last asked. kind: how long
    that answer may be used unasked, as a word of the registry module's KEEP. missing: the registry's own words
    when it has no such record. alias: the number under which the registry answers instead. signals: when the
    registry was last asked for signs of retraction only.
    """

    versions: tuple[Version, ...] = ()
    checked: str = ""
    kind: str = ""
    missing: str = ""
    alias: str = ""
    signals: str = ""

    def __post_init__(self) -> None:
        """Refuse times that are none: a row that holds some was written by something else."""
        for written in filter(None, (self.checked, self.signals)):
            moment(written)

    @property
    def current(self) -> Version | None:
        """The payload that the registry gave last."""
        return self.versions[-1] if self.versions else None

    def known_on(self, day: dt.date) -> Version | None:
        """The payload that was known at the end of that day."""
        seen = [version for version in self.versions if version.first[:10] <= day.isoformat()]
        return seen[-1] if seen else None


class Info(msgspec.Struct, frozen=True):
    """How much a store holds. size: bytes on disk; trials and papers include those proven missing."""

    path: str
    format: int
    size: int
    papers: int
    trials: int
    payloads: int
    payload_bytes: int
    records: int
    readonly: bool
