"""Checks of how a study was built, and how far that carries a claim."""
