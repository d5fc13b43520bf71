"""Checks of what an identifier is and whether it leads where the page says."""
