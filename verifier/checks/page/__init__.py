"""Checks of a page as a whole."""
