"""Checks of how a page words what it takes from a source."""
