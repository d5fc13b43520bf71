"""The nightly refresh: due -> refetch -> Changes -> VerdictChanges."""
