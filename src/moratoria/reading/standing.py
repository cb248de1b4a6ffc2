"""How a restriction stands in the article - proposed, announced, in force, lifted - and from when to when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from moratoria.reading.dates import find_dates
from moratoria.reading.model import Restriction
from moratoria.reading.scene import Scene
from moratoria.reading.sentences import Sentence
from moratoria.reading.slots import find_times
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger, Voice

_RUNNING = re.compile(
    r"(?i)\b(?:already|currently|since|in effect|in force|took effect|immediate effect|effective immediately"
    r"|at once|despite|last year|existing|years ago|earlier)\b"
)
_IS_TO = re.compile(r"(?i)\b(?:will|would)\s+(?:\w+\s+){0,2}[“\"]?$")
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|plans?|planning|intends?|to|voted|agreed|decided|announc(?:es|ed|ing)|pledg\w+|promis\w+"
    r"|vow\w*|is set|passed|approved|about to|set to|moves?|moving|prolonging|extend\w*)\b"
)
_PLANS = re.compile(r"(?i)\b(?:is|are|will be|begin|start)\w*\s*$")
_DECIDES = re.compile(
    r"(?i)\b(?:voted|adopted|approved|passed|signed|enacted|announced|ruled|ordered|decided|unveiled|published"
    r"|issued|tightened"
    r"|proposed|agreed|said|confirmed|declared|rewrote|changed|updated|set)\b"
)
NEWS_DAYS = 8
"""A day of the last week or so is that of the news; an earlier one is background."""


def _before(published: str | None, days: int) -> str:
    try:
        return (date.fromisoformat(published or "") - timedelta(days=days)).isoformat()
    except ValueError:
        return "0000"


def find_status(scene: Scene, one: Restriction, sentence: Sentence, trigger: Trigger, *, proposed: bool) -> str:
    """How the sentence of a trigger puts the restriction: `proposed announced in-force lifted expired`."""
    if trigger.family is Family.LIFT:
        return "expired" if re.search(r"(?i)expir|laps|ran out", trigger.words) else "lifted"
    if proposed:
        return "proposed"
    before = sentence.text[: trigger.start]
    if _is_over(scene, sentence, trigger):
        return "lifted"
    done = trigger.family in _OWN_DEEDS and _DONE.search(before)
    if not done and (
        _IS_TO.search(before) or _NOT_ANY_MORE.search(sentence.text, trigger.start) or _is_news(scene, one, sentence)
    ):
        return "announced"
    if done or _RUNNING.search(sentence.text) or _has_begun(scene, one, sentence, trigger):
        return "in-force"
    ahead = _AHEAD.search(before[-120:]) or re.match(r"(?i)will not|won", trigger.words)
    return "announced" if ahead or (trigger.words.endswith("ing") and _PLANS.search(before[-60:])) else "in-force"


_OWN_DEEDS = frozenset((Family.CEASE, Family.CLOCK, Family.LIMIT))
"""What is done as soon as it has been done, unlike a rule that has been made and begins later."""
_DONE = re.compile(r"(?i)\b(?:has|have|had)(?: \w+ly| now| also| already| since)* $")
_HAD = re.compile(r"(?i)\bhad (?:all |both |also |earlier |previously |then )*$")
_UNDONE = re.compile(
    r"(?i)\b(?:(?:has|have) since (?:let|lift|revers|repeal|restor|drop|end|allow|undone|scrapp|rescind)\w*"
    r"|(?:was|were|has been|have been|had been|is being|are being|has now been) (?:later |since |then |now "
    r"|finally )?(?:taken back"
    r"|replaced|reversed|repealed|lifted|rescinded|undone|scrapped|struck down|overturned|dropped|withdrawn|revoked))\b"
)


_UNDOES = re.compile(
    r"(?i)\b(?:lift|end|drop|scrap|repeal|revers|rescind|abandon|withdr[ae]w|undo|revok|relax|suspend|cancel"
    r"|discard|shelv|remov"
    r"|overturn|annul|quash|void|strik|struck|set(?:s|ting)? aside|giv(?:es|en|ing) up|gave up|put(?:s"
    r"|ting)? on ice|do(?:es|ing)? away"
    r"|did away|back(?:s|ed|ing)? (?:down|away|off)|clear(?:s|ed|ing)? away|call(?:s|ed|ing)? off)\w*"
    r"(?: (?:down|with|from|on|aside|back|off))? (?:(?:most|much|part|all|some) of )?(?:its|the|their|his|her|a|an"
    r"|that|this"
    r"|[A-Z][\w'’]+['’]s?)(?: (?!and\b|after\b|that\b|which\b|imposed\b|of\b)[\w“”\"'’$-]+){0,5} $"
)
"""A verb that undoes what the words after it name."""


def _is_over(scene: Scene, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the sentence goes on to tell of the end, or tells of what had been so in an article about the end."""
    if _UNDONE.search(sentence.text, trigger.end):
        return True
    if trigger.voice is Voice.NOUN and _UNDOES.search(sentence.text[: trigger.start]):
        return True
    return "title-family=lift" in scene.topic and bool(_HAD.search(sentence.text[: trigger.start]))


def _has_begun(scene: Scene, one: Restriction, sentence: Sentence, trigger: Trigger) -> bool:
    published = scene.article.published
    past = find_times(sentence.text, trigger.start, published).past
    return past or bool(one.start and published and one.start <= published)


_NOT_ANY_MORE = re.compile(r"(?i)\b(?:will|would) (?:not|no longer|never)\b|\bwon['’]t\b")


def _is_news(scene: Scene, one: Restriction, sentence: Sentence) -> bool:
    """Whether the sentence tells of a decision of these days, with no word that it runs already."""
    if _RUNNING.search(sentence.text):
        return False
    dates = [when.iso for when in find_dates(sentence.text, scene.article.published)]
    if any(day and day[:10] < _before(scene.article.published, NEWS_DAYS) for day in dates):
        return False
    recent = any(day and len(day) == 10 for day in dates) or (not dates and sentence.index <= 1)
    return recent and (one.kind == "fine-or-order" or bool(_DECIDES.search(sentence.text)))


def set_dates(scene: Scene, one: Restriction, sentence: Sentence, status: str) -> Restriction:
    """The restriction with the sentence's date: the end of a lifted one, the start of one that began that day."""
    published = scene.article.published
    named = [when for when in find_dates(sentence.text, published) if when.iso]
    if status in ("lifted", "expired"):
        end = _day_of_the_end(sentence.text, published, exact=False)
        for after in scene.sentences[sentence.index + 1 : sentence.index + 2]:
            end = end or _day_of_the_end(after.text, published, exact=True)
        return replace(one, end=end, start=None)
    if status != "in-force" or one.end or one.start or _DECIDES.search(sentence.text):
        return one
    at = one.trigger.start - sentence.start
    near = (when.iso for when in named if when.words != "today" and (when.start > at or at - when.end < NEAR))
    return replace(one, start=next((day for day in near if day and _is_a_start(day, sentence)), None))


_MADE = re.compile(
    r"\b(?:since|imposed|adopted|placed|introduced|passed|banned|blocked|in place|began|begun|issued|suspended|from"
    r"|made|had"
    r"|set|enacted|put|barred|shut|started|first|before|original\w*)\b(?: [\w'’-]+){0,4} ?$"
)
"""What leads to the day when something began that has now ended."""


def _day_of_the_end(text: str, published: str | None, *, exact: bool) -> str | None:
    """The first date of a sentence about an end that is no date of a beginning; `exact`: only a day of the news."""
    for when in find_dates(text, published):
        if not when.iso or _MADE.search(text[: when.start]):
            continue
        if not exact or (len(when.iso) == len("2024-05-01") and _before(published, NEWS_DAYS) <= when.iso):
            return when.iso
    return None


NEAR = 25
"""So many letters may lie between a day and the verb that it dates."""


def _is_a_start(day: str, sentence: Sentence) -> bool:
    return len(day) > len("2024-05") or bool(re.search(r"(?i)\b(?:in|since) (?:\w+ )?\d{4}", sentence.text))
