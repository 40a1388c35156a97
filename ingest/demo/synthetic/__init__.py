"""Seeded, clearly labelled synthetic rows: endangered objects, projects and citizen reports.

Every feature has `synthetic = true` and the source `synthetic`; one seed and one day give the same
rows on the same regions and settlements. No person is made up: authors, writers and pledgers have
no names.
"""
