"""Which candidates to believe: the possible actors of each trigger with their confidence, and the likeliest of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from moratoria.reading.confidence import estimate
from moratoria.reading.filling import make_candidate
from moratoria.reading.model import Restriction
from moratoria.reading.options import Option, cross, describe, find_options, find_standing
from moratoria.reading.scene import Scene, clause_after, find_modality, technologies_of
from moratoria.reading.sentences import Sentence
from moratoria.reading.signs import describe_trigger
from moratoria.reading.technologies import GENERAL, find_technologies
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger, find_triggers

TAKEN, DOUBTED = 0.23, 0.35
"""How likely the best candidate of a trigger must be, and one that is put as a call, a possibility or a denial.

Where F1 was best among articles the weights had not seen.
"""

_DOUBTFUL = frozenset(("modality=called-for", "modality=hypothetical", "modality=negated"))

_GROUPS = {Family.REVIEW: "review", Family.ORDER: "order", Family.FINE: "order", Family.EXPORT: "export"}


@dataclass(frozen=True)
class Rated:
    """A possible actor of a trigger: how likely it is right, where it stands, and the signs behind that."""

    confidence: float
    option: Option
    standing: str
    signs: frozenset[str]


Told = Mapping[tuple[str, str], int]
"""Where the sentence starts in which the grammar first has an actor do a thing of a group, by both."""


def find_restrictions(scene: Scene) -> Iterator[Restriction]:
    """The candidates of an article, sentence by sentence, before they are merged."""
    for sentence, trigger, rated in rate_triggers(scene):
        best = max(rated, key=lambda one: one.confidence)
        if best.confidence >= (TAKEN if best.signs.isdisjoint(_DOUBTFUL) else DOUBTED):
            for actor in best.option.actors:
                yield make_candidate(scene, sentence, trigger, actor, best.confidence)


def rate_triggers(scene: Scene) -> Iterator[tuple[Sentence, Trigger, list[Rated]]]:
    """The triggers of an article that have possible actors, each with all of them."""
    told: dict[tuple[str, str], int] = {}
    for sentence in scene.sentences if scene.main else ():
        for trigger in find_triggers(sentence.text):
            rated = _rate(scene, sentence, trigger, told)
            if rated:
                yield sentence, trigger, rated
            for one in rated:
                if not sentence.is_title and one.standing.startswith(("rule", "agent")):
                    told.setdefault(_deed(one.option, trigger), sentence.start)


def _deed(option: Option, trigger: Trigger) -> tuple[str, str]:
    return option.actors[0].name, _GROUPS.get(trigger.family, "stop")


def _rate(scene: Scene, sentence: Sentence, trigger: Trigger, told: Told) -> list[Rated]:
    shared = _shared_signs(scene, sentence, trigger)
    if not shared:
        return []
    options = find_options(scene.setting, sentence, trigger, scene.leaders)
    standings = [find_standing(scene.setting, sentence, trigger, option) for option in options]
    rated = []
    for number, (option, standing) in enumerate(zip(options, standings, strict=True)):
        rivals = standings[:number] + standings[number + 1 :]
        crossed = cross(trigger, option, standing, rivals, shared)
        own = describe(scene.setting, sentence, trigger, option)
        again = "told-before" if told.get(_deed(option, trigger), sentence.start) < sentence.start else "told-first"
        way = standing.split("-", maxsplit=1)[0]
        signs = frozenset({*shared, *own, *crossed, again, f"{again}/{way}", f"{again}/{trigger.voice.value}"})
        rated.append(Rated(estimate(signs), option, standing, signs))
    return rated


def _shared_signs(scene: Scene, sentence: Sentence, trigger: Trigger) -> frozenset[str]:
    """The signs of a trigger, whoever acts; none where the article names no technology that it could be about."""
    modality = find_modality(scene, sentence, trigger)
    found, near = technologies_of(scene, sentence, trigger, clause_after(sentence.text, trigger))
    if not found:
        return frozenset()
    signs = describe_trigger(sentence, trigger, modality) | scene.topic
    signs.add("near-technology" if near else "far-technology")
    signs.add("general-technology" if found == (GENERAL,) else "exact-technology")
    if not find_technologies(sentence.text):
        signs.add("no-technology-here")
    if _is_mere_quote(scene, sentence, trigger):
        signs.add("quoted")
    return frozenset(signs)


def _is_mere_quote(scene: Scene, sentence: Sentence, trigger: Trigger) -> bool:
    at = sentence.start + trigger.start
    within = next(((a, b) for a, b in scene.quoted if a <= at < b), None)
    if within is None:
        return False
    return (
        not re.search(r"(?i)\b(?:we|put in place)\b", scene.article.text[within[0] : at + len(trigger.words)][-90:])
        and within[1] - within[0] > 30
    )
