"""An example for verifier: a check and a report of one's own."""
