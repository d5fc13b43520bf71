"""The check shelf: one module a fault, SCOPE, LEVEL and check(case or page) -> Iterator[Finding]."""
