"""The registry shelf: what to ask, how to split and read the answer, and what proves absence. No I/O here."""
