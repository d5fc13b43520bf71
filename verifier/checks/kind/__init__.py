"""Checks of what kind of work a source is."""
