"""The words in which a process that reads a file is asked, and answers."""

OPEN, PHOTOS, SHEETS, BATCHES, NEXT, LOOK, AUDIT = (
    "open", "photos", "sheets", "batches", "next", "look", "audit",
)  # fmt: skip
IS_NAME = "is_name"
"""Asked by the process itself: whether a column of this name is known."""
LAST, FINISHED = "last", "end"
"""Marks the last of some messages, and that there are no more rows."""
MEMORY, BROKE = "memory", "broke"
