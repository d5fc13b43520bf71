"""One file per way in which pages attach identifiers to claims; each is tried in the order of its RANK.

L13, works named only by DOI, PMC id or journal, has no file of its own. Such a number is no citation until its PMID is
known: `identifiers.find` lists it under `others`, and once it has been resolved, `binding.bind(resolved=...)` makes it a
Mention of that PMID, which the same layouts then claim, by the same rules, as if the PMID were printed there. A journal
and a year alone name no one work; a claim that rests on them is listed under `uncited` with what would check it.
"""
