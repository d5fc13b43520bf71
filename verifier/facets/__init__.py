"""The facet shelf: one aspect of a claim and of a record a file, and how the two compare."""
