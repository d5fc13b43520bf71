"""The report shelf: one module a format, SUFFIX and write(events, out)."""
