"""The document shelf: one module a kind of file, SUFFIXES and read(name, data) -> Document."""
