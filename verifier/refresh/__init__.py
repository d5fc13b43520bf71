"""The nightly refresh: due -> refetch -> Changes -> VerdictChanges.

night      one night from beginning to end, and what it writes
reread     the watched documents, looked at again
asking     what is due, and as few questions as will do
records    what each cited record was, what it is, what changed
changes    two versions of a record, field by field
days       what the calendar alone may do
causes     why a verdict is another one than it was
digest     the report, grouped by cause
schema     the JSON Schema of the report
lock       one night at a time
"""

from __future__ import annotations

from verifier.refresh.night import Refresher
from verifier.refresh.schema import schema

__all__ = ["Refresher", "schema"]
