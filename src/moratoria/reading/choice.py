"""Which candidates to believe: the possible actors of each trigger with their confidence, and the likeliest of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moratoria.reading.confidence import estimate
from moratoria.reading.filling import make_candidate
from moratoria.reading.model import Restriction
from moratoria.reading.options import Option, cross, describe, find_options, find_standing
from moratoria.reading.scene import Scene, clause_after, find_modality, technologies_of
from moratoria.reading.sentences import Sentence
from moratoria.reading.signs import describe_trigger
from moratoria.reading.technologies import GENERAL, find_technologies
from moratoria.reading.triggers import Trigger, find_triggers

TAKEN = 0.25
"""How likely the best candidate of a trigger must be: where F1 was best among articles the weights had not seen."""


def find_restrictions(scene: Scene, sentence: Sentence) -> Iterator[Restriction]:
    """The candidates of one sentence, before they are merged."""
    if not scene.main:
        return
    for trigger in find_triggers(sentence.text):
        rated = rate_options(scene, sentence, trigger)
        if not rated:
            continue
        confidence, option, _ = max(rated, key=lambda one: one[0])
        if confidence >= TAKEN:
            for actor in option.actors:
                yield make_candidate(scene, sentence, trigger, actor, confidence)


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
    options = find_options(scene.setting, sentence, trigger, scene.leaders)
    standings = [find_standing(scene.setting, sentence, trigger, option) for option in options]
    rated = []
    for number, option in enumerate(options):
        rivals = standings[:number] + standings[number + 1 :]
        own = describe(scene.setting, sentence, trigger, option)
        signs = frozenset(shared | own | cross(trigger, option, standings[number], rivals, shared))
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
