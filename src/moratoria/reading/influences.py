"""Who follows whom: `X follows Y in restricting`, `echoed Y's stance`, `a day after Y`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moratoria.reading.model import Influence, Restriction
from moratoria.reading.names import Name
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import Setting, as_government, joined, joined_back

_FOLLOWS = re.compile(
    r"(?i)\b(?:follow(?:s|ed|ing)?(?: in the footsteps of| the (?:lead|example) of| suit(?: after)?"
    r"| similar (?:\w+ ){1,4}(?:by|from|in|at))?|echo(?:es|ed|ing)?|mirror(?:s|ed|ing)?|join(?:s|ed|ing)"
    r"|cop(?:ies|ied|ying)|imitat\w+|emulat\w+"
    r"|(?:modell?ed|based|patterned) (?:\w+ )?(?:on|after)|inspired by|similar to|like|(?:a|one|two|three"
    r"|\w+) (?:days?|weeks?|months?|years?) after|(?:hours|days|weeks|months) after|in the wake of|citing|after"
    r"|on the heels of|took (?:its|their) (?:cue|lead) from|just as|as)\b"
)
_STRONG = re.compile(
    r"(?i)follow|echo|mirror|join|cop|imitat|emulat|model|pattern|inspired|(?:day|week|month|hour|year)s? after"
    r"|heels|cue|lead"
)
_MOVE = re.compile(
    r"(?i)\b(?:ban\w*|pause\w*|restrict\w*|move|decision|moratori\w+|halt\w*|stop\w*|stance|policy|law|exit\w*"
    r"|suspen\w+|prohibit\w*|example|lead|block\w*|suit|similar|step|rules?|announc\w+|withdr\w+|bann\w+|measures?"
    r"|act|approach|curb\w*|in \w+ing)\b"
)


def find_influences(
    setting: Setting, sentences: Sequence[Sentence], restrictions: Sequence[Restriction]
) -> tuple[Influence, ...]:
    """Who follows whom, among pairs of which at least one restricts something by this article."""
    doers = frozenset(one.actor.name for one in restrictions)
    first = next((one.actor for one in restrictions if one.rule != "same-step"), None)
    found: dict[tuple[str, str], Influence] = {}
    for sentence in sentences:
        for match in _FOLLOWS.finditer(sentence.text):
            for pair in _pairs(setting, sentence, match, first):
                if _counts(pair, match[0], sentence, doers):
                    found.setdefault((pair.actor.name, pair.echoes.name), pair)
    return tuple(found.values())


def from_same_steps(
    text: str, restrictions: Sequence[Restriction], known: Sequence[Influence]
) -> tuple[Influence, ...]:
    """The first restriction's actor follows each of whom the text says that it led, or that the other joins it.

    To have done the same, or more, is no lead.
    """
    first = next((one for one in restrictions if one.rule != "same-step"), None)
    pairs = {(pair.actor.name, pair.echoes.name) for pair in known}
    more = [
        Influence(one.evidence.start, one.evidence.end, first.actor, one.actor)
        for one in restrictions
        if first
        and one.rule == "same-step"
        and _LED.search(text[one.trigger.start : one.trigger.end])
        and (first.actor.name, one.actor.name) not in pairs
    ]
    return (*known, *more)


def _counts(pair: Influence, words: str, sentence: Sentence, doers: frozenset[str]) -> bool:
    if pair.actor.name == pair.echoes.name:
        return False
    both = pair.actor.name in doers and pair.echoes.name in doers
    if not _STRONG.match(words) and not _STRONG.search(words):
        return False
    return both or (
        bool({pair.actor.name, pair.echoes.name} & doers)
        and bool(_MOVE.search(sentence.text))
        and not re.match(r"(?i)join", words)
    )


_LED = re.compile(
    r"(?i)follow|join|echo|mirror|copying|as (?:did|has|have)|footsteps|precedent|(?:acted|went|there|was|were) first"
    r"|led the way|step already taken"
)
_POINTS_BACK = re.compile(r"(?:It|They|The (?:[a-z-]+ ){0,3}[a-z-]+|This|That)(?: [a-z]+){0,3} $")


def _pairs(setting: Setting, sentence: Sentence, match: re.Match[str], first: Name | None) -> list[Influence]:
    at, behind = sentence.start + match.start(), sentence.start + match.end()
    after = setting.between(behind, min(sentence.end, behind + 70))
    before = setting.between(sentence.start, at)
    if not after:
        return []
    if not before and first and _POINTS_BACK.match(sentence.text[: match.start()]):
        before = [replace(first, start=at, end=at)]
    if not before or match.start() < 3:
        above = [name for name in setting.between(0, sentence.start) if name.kind not in ("unknown", "demonym")]
        later = setting.between(after[0].end, sentence.end)
        before = later[:1] if match.start() < 3 and later else above[-1:]
    actors = joined_back(setting, before[-1], sentence.start) if before and before[-1].end <= at else tuple(before[:1])
    actors = tuple(as_government(setting.text, actor) for actor in actors)
    return [
        Influence(sentence.start, sentence.end, actor, echo)
        for actor in actors
        for echo in joined(setting, after[0], sentence.end)
    ]
