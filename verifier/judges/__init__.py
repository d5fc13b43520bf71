"""The judge shelf: load(**options) -> Judge."""
