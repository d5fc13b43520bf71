"""Checks of what a claim says was found, against what the record says was found."""
