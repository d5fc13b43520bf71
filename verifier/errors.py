"""The exceptions of this package, as a tree.

    VerifierError
    ├── UsageError          the caller asked for something that cannot be done as asked
    ├── DocumentError       a document cannot be read (encrypted, damaged, too large, not there)
    ├── StoreError          the store cannot be opened, read or written
    │   └── TamperedError   a stored row is not one that this package wrote
    ├── PayloadError        a registry's answer cannot be read as what it should be
    ├── SnapshotError       a snapshot is malformed or unsafe
    └── PluginError         a plug-in does not keep its contract

What is wrong with the user's document is a Finding; with the world, an Unavailable; with us or with
the call, one of these. Every message says what was wrong and what to do next.
"""

from __future__ import annotations


class VerifierError(Exception):
    """The root: catch this to catch everything that this package raises on purpose."""


class UsageError(VerifierError):
    """The caller asked for something that cannot be done as asked."""


class DocumentError(VerifierError):
    """A document cannot be read; the run goes on without it and says so."""


class StoreError(VerifierError):
    """The store cannot be opened, read or written."""


class TamperedError(StoreError):
    """A stored row is not one that this package wrote; nothing in it was run or believed."""


class PayloadError(VerifierError):
    """A registry's answer cannot be read as what it should be."""


class SnapshotError(VerifierError):
    """A snapshot is malformed or unsafe."""


class PluginError(VerifierError):
    """A plug-in does not keep its contract."""
