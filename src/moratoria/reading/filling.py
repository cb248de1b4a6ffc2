"""A candidate with its slots filled: kind, conditions, those affected, and where it holds."""

from __future__ import annotations

import re
from dataclasses import replace

from moratoria.reading.audiences import find_audiences
from moratoria.reading.canonical import Span
from moratoria.reading.kinds import Circumstances, decide
from moratoria.reading.modality import Modality
from moratoria.reading.model import Condition, Restriction
from moratoria.reading.names import Name
from moratoria.reading.options import APPS
from moratoria.reading.scene import Scene, clause_after, find_modality, products_of, technologies_of
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES
from moratoria.reading.slots import find_conditions, find_deadline, find_exemption, find_times
from moratoria.reading.standing import find_status, set_dates
from moratoria.reading.technologies import settle
from moratoria.reading.triggers import Trigger


def make_candidate(scene: Scene, sentence: Sentence, trigger: Trigger, actor: Name, confidence: float) -> Restriction:
    """The restriction that a trigger and an actor make, with all slots that its own sentence fills."""
    clause = clause_after(sentence.text, trigger)
    found, _ = technologies_of(scene, sentence, trigger, clause)
    one = _restriction(scene, sentence, trigger, clause, actor)
    modality = find_modality(scene, sentence, trigger)
    status = find_status(scene, one, sentence, trigger, proposed=modality is Modality.PROPOSED)
    one = replace(one, technologies=settle(found, scene.main), confidence=confidence)
    if status == "lifted":
        one = replace(one, conditions=tuple(c for c in one.conditions if c.kind != "date"))
    return replace(set_dates(scene, one, sentence, status), status=status)


def _restriction(scene: Scene, sentence: Sentence, trigger: Trigger, clause: str, actor: Name) -> Restriction:
    authority = actor.kind in AUTHORITIES
    conditions = find_conditions(sentence.text, trigger.start)
    times = find_times(sentence.text, trigger.start, scene.article.published)
    timed = bool((times.duration and times.duration.startswith("P")) or times.end)
    awaits = any(condition.kind == "legislation" for condition in conditions)
    kind = decide(
        trigger.family,
        trigger.words,
        sentence.text,
        Circumstances(authority, awaits, timed, bool(re.match(r"P(?:[3-9]|\d\d)Y", times.duration or ""))),
    )
    exemption = find_exemption(sentence.text[trigger.end :])
    if (
        kind == "moratorium"
        and timed
        and times.words
        and all(re.match(r"(?i)(?:to )?giv|allow", c.text) for c in conditions)
    ):
        conditions = (Condition("date", times.words),)
    if kind == "fine-or-order" and not conditions and (due := find_deadline(clause)):
        conditions = (due,)
    if kind == "review-requirement" and not any(c.kind in ("review", "court", "consent") for c in conditions):
        conditions = (Condition("review", trigger.words),)
    return Restriction(
        actor=actor,
        kind=kind,
        status="announced",
        evidence=Span(sentence.start, sentence.end),
        trigger=Span(sentence.start + trigger.start, sentence.start + trigger.end),
        rule=trigger.rule,
        confidence=0.0,
        products=products_of(scene, sentence),
        affected=_affected(scene, sentence, trigger, actor, kind),
        jurisdiction=_jurisdiction(scene, sentence, trigger, actor),
        start=times.start,
        end=times.end,
        duration=times.duration,
        conditions=conditions,
        exemptions=(exemption,) if exemption else (),
    )


def _affected(scene: Scene, sentence: Sentence, trigger: Trigger, actor: Name, kind: str) -> tuple[str, ...]:
    bound = _bound(scene, sentence, trigger, actor, kind)
    if bound:
        return (bound,)
    classes = find_audiences(sentence.text[trigger.start :]) or find_audiences(sentence.text[: trigger.start])
    classes = classes or find_audiences(scene.article.title or "")
    if actor.kind in AUTHORITIES - {"school"} and "employees" in classes:
        classes = tuple(dict.fromkeys("government agencies" if name == "employees" else name for name in classes))
    return classes


def _bound(scene: Scene, sentence: Sentence, trigger: Trigger, actor: Name, kind: str) -> str | None:
    """The company that an order, or a regulator's or court's ban, binds by name."""
    if kind != "fine-or-order" and actor.kind not in ("regulator", "court", "law-enforcement"):
        return None
    at = sentence.start + trigger.start
    ranges = ((at, sentence.end), (sentence.start, at), (0, scene.article.body_at if kind == "fine-or-order" else 0))
    return next(
        (
            n.name
            for start, end in ranges
            for n in scene.setting.between(start, end)
            if n.kind in ("company", "university", "school") and n.name != actor.name and n.name not in APPS
        ),
        None,
    )


def _jurisdiction(scene: Scene, sentence: Sentence, trigger: Trigger, actor: Name) -> str | None:
    if actor.kind in AUTHORITIES:
        return actor.name if actor.kind in ("country", "state", "city", "county", "demonym") else actor.place
    if re.search(r"(?i)\b(?:worldwide|globally|anywhere in the world|around the world)\b", sentence.text):
        return "worldwide"
    at = sentence.start + trigger.start
    if re.search(
        r"\b(?:Europe(?:an(?:s)? (?:users|Union|citizens|residents))?|Europeans|in the EU|E\.U\.)\b", sentence.text
    ):
        return "European Union"
    for name in scene.setting.between(at, sentence.end):
        if name.kind in ("country", "state", "city") and re.search(
            r"(?i)\b(?:in|out of|from|within|across)(?: the)? $",
            scene.article.text[max(0, name.start - 14) : name.start],
        ):
            return name.name
    return "United States" if re.search(r"\b(?:U\.?S\.?|American) (?:police|law)", sentence.text) else None
