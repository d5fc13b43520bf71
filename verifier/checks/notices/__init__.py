"""Checks of notices that stand on a paper: retractions, concerns, corrections."""
