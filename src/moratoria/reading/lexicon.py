"""The names a reader knows, and the words for their homes."""

from __future__ import annotations

from dataclasses import dataclass

from moratoria.reading.gazetteer import Gazetteer
from moratoria.reading.names import Places


@dataclass(frozen=True)
class Lexicon:
    """The names a reader knows, with the words for their homes."""

    gazetteer: Gazetteer
    places: Places

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Lexicon:
        """The lexicon over a gazetteer."""
        return cls(gazetteer, Places(gazetteer))
