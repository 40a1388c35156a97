"""Vocabularies and their terms, for files of layers from elsewhere; it lives in `layers.model`."""

from layers.model.vocabulary import (
    Vocabulary,
    term,
)

__all__ = [
    "Vocabulary",
    "term",
]
