"""Checks of what a registration can show, and of the fields of a registered trial."""
