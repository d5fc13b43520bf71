"""The facet shelf: one aspect of a claim and of a record a file, and how the two compare.

Each module has FACETS, what its comparisons are called, and `compare`. One that reads the records of one kind alone says
so by OF: "paper", "trial", or "results" for trials with posted results; it is not asked of others. One that needs certain
words of a clause gives them by `signs`, and is not asked of a clause that has none of them.
"""
