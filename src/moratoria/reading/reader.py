"""The line: a canonical article and a lexicon become a reading."""

from __future__ import annotations

from dataclasses import replace

from moratoria.reading import canonical
from moratoria.reading.canonical import Canonical
from moratoria.reading.choice import find_restrictions
from moratoria.reading.confidence import calibrate
from moratoria.reading.influences import find_influences, from_same_steps
from moratoria.reading.later_words import add_later_words
from moratoria.reading.legislation import find_laws
from moratoria.reading.lexicon import Lexicon
from moratoria.reading.merge import merge_restrictions
from moratoria.reading.model import Reading
from moratoria.reading.quotes import find_quotes
from moratoria.reading.same_step import find_same_steps
from moratoria.reading.scene import make_scene

__all__ = ["Lexicon", "read", "read_text"]


def read_text(text: str, lexicon: Lexicon, *, published: str | None = None, address: str | None = None) -> Reading:
    """What plain text says of restrictions; see `read` for an article that is canonical already."""
    return read(canonical.read_text(text, published=published, address=address), lexicon)


def read(article: Canonical, lexicon: Lexicon) -> Reading:
    """What an article says of restrictions, each with its span; nothing is looked up but in the lexicon."""
    scene = make_scene(article, lexicon)
    setting, sentences = scene.setting, scene.sentences
    found = list(find_restrictions(scene))
    found += find_same_steps(setting, sentences, found)
    merged = merge_restrictions(found, article.body_at)
    kept = [replace(one, confidence=calibrate(one.confidence)) for one in merged]
    quotes = find_quotes(article.text, setting.names, setting.people, article.body_at)
    return Reading(
        canonical=article,
        restrictions=tuple(add_later_words(scene, kept)),
        statements=tuple(quote for quote in quotes if quote.speaker),
        influences=from_same_steps(article.text, kept, find_influences(setting, sentences, kept)),
        legislation=find_laws(article.text, setting.names, article.body_at),
    )
