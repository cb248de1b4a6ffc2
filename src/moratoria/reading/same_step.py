"""Those of whom the text only says that they did the same: `Prague follows Italy`, `Oakland did so first`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from moratoria.reading.canonical import Span
from moratoria.reading.model import Restriction
from moratoria.reading.names import Name
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, Setting, joined, joined_back, leads

_AFTER = re.compile(
    r"\b(?:follow(?:s|ed|ing)?(?: in the footsteps of| the (?:lead|example) of| similar \w+ (?:by|in|from))?"
    r"|join(?:s|ed|ing)|goes the way of|a step already taken by|like|as did|as has|as have|copying|mirrors?"
    r"|echo(?:es|ed|ing)) (?:the |those of |that of |rivals? "
    r"|competitors? )?$"
)
_BEFORE = re.compile(
    r"(?i)^,? ?(?:which )?(?:has |have |had |already |also |both |all |later |soon |then "
    r"|too )*(?:set the precedent|set a precedent|got there first|did the same|did so|done so|done the same"
    r"|took the same step|taken (?:the same|similar|a similar) (?:steps?|action|measures)|took similar (?:steps"
    r"|action|measures)|made the same (?:move|decision|choice)"
    r"|(?:has|have|adopted|passed|imposed|enacted|announced|introduced|issued) (?:a )?(?:similar|comparable"
    r"|the same|equivalent|like|identical|their own|its own|such) (?:\w+ )?(?:bans?|rules?|laws?|ordinances?"
    r"|restrictions?|measures?|moratori\w+|polic\w+|limits?|orders?|prohibitions?|steps?)|went first|was first"
    r"|acted (?:first|earlier|before|in|on|last|too|as well|already|on its own)|copied|copies|did likewise"
    r"|does likewise"
    r"|do likewise|went further|goes further|went (?:down )?(?:the same|this) (?:way|road|route)|ha(?:s|ve"
    r"|d) the same"
    r" (?:rules?|polic\w+|line)|took the same line|impos\w+ the same"
    r"|was the first (?:[\w-]+ ){0,4}?to do (?:that|so|it|this)"
    r"|(?:has|have) one too|ha(?:s|ve) its own|keep similar|appl(?:y|ies) the same|takes? (?:the same"
    r"|a similar) line"
    r"|(?:came|moved) (?:next|first|earlier)|were first|followed suit|followed|led the way)\b"
)
CONFIDENCE = 0.62


def find_same_steps(setting: Setting, sentences: Sequence[Sentence], found: Sequence[Restriction]) -> list[Restriction]:
    """A copy of the article's first restriction for each that is said to have taken the same step before."""
    if not found:
        return []
    known = {one.actor.name for one in found}
    steps: dict[str, Restriction] = {}
    for sentence in sentences:
        if sentence.is_title:
            continue
        model = _model(found, sentence)
        for name, span in _peers(setting, sentence):
            fits = (name.kind in AUTHORITIES) == (model.actor.kind in AUTHORITIES) and name.kind not in (
                "demonym",
                "person",
            )
            if fits and name.name not in known:
                steps.setdefault(name.name, _copy(model, name, sentence, span))
    return list(steps.values())


def _model(found: Sequence[Restriction], sentence: Sentence) -> Restriction:
    body = [one for one in found if one.evidence.start <= sentence.start]
    return body[0] if body else found[0]


def _peers(setting: Setting, sentence: Sentence) -> Iterator[tuple[Name, Span]]:
    for name in setting.between(sentence.start, sentence.end):
        before = setting.text[max(sentence.start, name.start - 60) : name.start]
        match = _AFTER.search(before)
        if match and (match[0].strip().lower() != "like" or leads(setting.text, name)):
            group = joined(setting, name, sentence.end)
            at = name.start - len(match[0])
            yield from ((one, Span(at, name.start)) for one in group)
            continue
        match = _BEFORE.match(setting.text[name.end : min(sentence.end, name.end + 90)])
        if match:
            span = Span(name.end, name.end + match.end())
            yield from ((one, span) for one in joined_back(setting, name, sentence.start))


def _copy(model: Restriction, name: Name, sentence: Sentence, span: Span) -> Restriction:
    place = name.name if name.kind in ("country", "state", "city", "county") else name.place
    return replace(
        model,
        actor=name,
        status="in-force",
        evidence=Span(sentence.start, sentence.end),
        trigger=span,
        rule="same-step",
        confidence=CONFIDENCE,
        affected=(),
        jurisdiction=place,
        announced=None,
        start=None,
        end=None,
        duration=None,
        conditions=(),
        exemptions=(),
        products=model.products if name.kind in AUTHORITIES else (),
    )
