"""Checks of the state of a trial and of its results."""
