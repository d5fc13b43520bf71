"""Checks of who was studied: people, animals or cells."""
