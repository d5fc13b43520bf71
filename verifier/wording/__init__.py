"""How a text puts things: readers of wording that several facets share."""
