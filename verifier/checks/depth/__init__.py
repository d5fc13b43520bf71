"""Checks of how deep a record could be read."""
