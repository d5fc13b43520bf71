"""Checks whether the PubMed and ClinicalTrials.gov records that a page cites back its claims."""

__version__ = "0.1.0"
