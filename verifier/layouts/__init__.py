"""The layout shelf: ways in which pages attach claims to identifiers."""
