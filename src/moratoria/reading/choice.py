"""Which candidates to believe: the possible actors of each trigger with their confidence, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moratoria.reading.confidence import estimate
from moratoria.reading.filling import make_candidate
from moratoria.reading.model import Restriction
from moratoria.reading.options import Option, describe, find_options
from moratoria.reading.scene import Scene, clause_after, find_modality, technologies_of
from moratoria.reading.sentences import Sentence
from moratoria.reading.signs import agreeing, describe_trigger
from moratoria.reading.technologies import GENERAL, find_technologies
from moratoria.reading.triggers import Trigger, find_triggers

PLAIN = frozenset(("plain-rule-strong-near", "plain-rule-weak-near", "plain-rule-strong-far"))
"""The signs of a candidate that grammar alone would give."""
LOW, HIGH, MARGIN = 0.35, 0.6, 0.25
"""What a plain candidate needs, what any other needs, and by how much another must be likelier than the plain one."""


def find_restrictions(scene: Scene, sentence: Sentence) -> Iterator[Restriction]:
    """The candidates of one sentence, before they are merged."""
    if not scene.main:
        return
    for trigger in find_triggers(sentence.text):
        rated = rate_options(scene, sentence, trigger)
        if not rated:
            continue
        confidence, option = choose(rated)
        if option:
            for actor in option.actors:
                yield make_candidate(scene, sentence, trigger, actor, confidence)


def choose(rated: Sequence[tuple[float, Option, frozenset[str]]]) -> tuple[float, Option | None]:
    """The option to believe: the grammar's own where nothing speaks against it, else a much likelier one."""
    best = max(rated, key=lambda one: one[0])
    plain = next((one for one in rated if one[2] & PLAIN), None)
    if plain and best[0] < plain[0] + MARGIN:
        best = plain
    needed = LOW if best[2] & PLAIN else HIGH
    return best[0], best[1] if best[0] >= needed else None


def rate_options(scene: Scene, sentence: Sentence, trigger: Trigger) -> list[tuple[float, Option, frozenset[str]]]:
    """The possible actors of a trigger, each with its confidence and the signs behind it."""
    modality = find_modality(scene, sentence, trigger)
    found, near = technologies_of(scene, sentence, trigger, clause_after(sentence.text, trigger))
    if not found:
        return []
    shared = describe_trigger(sentence, trigger, modality) | scene.topic
    shared.add("near-technology" if near else "far-technology")
    shared.add("general-technology" if found == (GENERAL,) else "exact-technology")
    if not find_technologies(sentence.text):
        shared.add("no-technology-here")
    if _is_mere_quote(scene, sentence, trigger):
        shared.add("quoted")
    rated = []
    for option in find_options(scene.setting, sentence, trigger, scene.leaders):
        signs = frozenset(shared | describe(scene.setting, sentence, trigger, option, scene.leaders))
        signs |= agreeing(signs)
        rated.append((estimate(signs), option, signs))
    return rated


def _is_mere_quote(scene: Scene, sentence: Sentence, trigger: Trigger) -> bool:
    at = sentence.start + trigger.start
    within = next(((a, b) for a, b in scene.quoted if a <= at < b), None)
    if within is None:
        return False
    return (
        not re.search(r"(?i)\b(?:we|put in place)\b", scene.article.text[within[0] : at + len(trigger.words)][-90:])
        and within[1] - within[0] > 30
    )
