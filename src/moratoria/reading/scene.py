"""One article while it is read: its names, sentences and topic, and what a sentence names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from moratoria.reading.canonical import Canonical
from moratoria.reading.legislation import without_laws
from moratoria.reading.lexicon import Lexicon
from moratoria.reading.modality import Modality, judge
from moratoria.reading.names import find_names
from moratoria.reading.options import APPS, Leaders, find_leaders
from moratoria.reading.people import find_people, without_people
from moratoria.reading.quotes import quoted_ranges
from moratoria.reading.sentences import Sentence, find_sentences
from moratoria.reading.setting import Setting
from moratoria.reading.signs import find_topic_signs
from moratoria.reading.technologies import ANAPHOR, GENERAL, Technology, find_technologies, labels
from moratoria.reading.triggers import Trigger, Voice

CHIPS = re.compile(r"\b(?:[AHB][128]00[X]?|H20|H800|A800|MI308X?|RTX [\w ]{0,4}\d{4}D?|Ascend(?: \d{3}\w?)?|B30A)\b")
_ENACTS = re.compile(
    r"(?i)\b(?:adopt\w*|impos\w+|pass\w*|enact\w*|announc\w+|issu\w+|declar\w+|approv\w+|institut\w+"
    r"|ordered) (?:an? |its |their |the )?(?:[\w-]+ ){0,3}$"
)
_ABOUT_BILL = re.compile(
    r"(?i)\b(?:bills?|drafts?|proposals?|proposed|(?:under|introduc\w+|fil\w+|sponsor\w+|before) (?:an? "
    r"|the )?(?:\w+ )?(?:ordinance"
    r"|measure|legislation|amendment)|legislation that would|practice directions)\b"
)
_UNDONE_BILL = re.compile(
    r"(?i)\b(?:veto\w*|reject\w*|fail\w*|defeat\w*|vot(?:ed|es) down|withdr[ae]w\w*|shelved|turn(?:s|ed) down)\b"
)


@dataclass(frozen=True)
class Scene:
    """One article with what was found in it; `main` is its technology, `topic` the signs its title gives."""

    article: Canonical
    setting: Setting
    sentences: tuple[Sentence, ...]
    main: str | None
    leaders: Leaders
    topic: frozenset[str]
    quoted: tuple[tuple[int, int], ...]
    about_bill: bool


def make_scene(article: Canonical, lexicon: Lexicon) -> Scene:
    """The article with its names, people and sentences, ready to be read."""
    names = find_names(article.text, lexicon.gazetteer, lexicon.places)
    people = find_people(article.text, names)
    names = without_laws(article.text, without_people(names, people))
    setting = Setting(article.text, names, people, article.publisher)
    sentences = find_sentences(article)
    main = _main_technology(article, sentences)
    opening = " ".join(sentence.text for sentence in sentences[:3])
    return Scene(
        article,
        setting,
        sentences,
        main,
        find_leaders(setting, article.body_at),
        find_topic_signs(article.title or "", main),
        quoted_ranges(article.text),
        bool(_ABOUT_BILL.search(opening)) and not _UNDONE_BILL.search(opening),
    )


def _main_technology(article: Canonical, sentences: tuple[Sentence, ...]) -> str | None:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for technology in find_technologies(sentence.text):
            weight = 3 if sentence.is_title or sentence.index <= 1 else 1
            counts[technology.label] += weight if technology.label == GENERAL else EXACT * weight
    if counts:
        return counts.most_common(1)[0][0]
    return "generative AI" if _AI_MAKERS.search(article.text) else None


EXACT = 5
"""So many times a word for artificial intelligence as such weighs one for an exact technology."""

_AI_MAKERS = re.compile(
    r"\b(?:OpenAI|Anthropic|Mistral|xAI|Midjourney|Stability AI|Character\.AI|Hugging Face|Perplexity|Cohere|Llama"
    r"|Bard|Copilot|Apple Intelligence|Voice Engine|Sora|Replika|Bing)\b"
)


def find_modality(scene: Scene, sentence: Sentence, trigger: Trigger) -> Modality:
    """How the trigger is put; what would be so is proposed where the article is about a bill or a draft."""
    modality = judge(sentence.text, trigger.start, trigger.end, noun=trigger.voice is Voice.NOUN)
    would = re.search(r"(?i)\b(?:would|could)\b", sentence.text[: trigger.end])
    if modality is Modality.HYPOTHETICAL and would and scene.about_bill:
        return Modality.PROPOSED
    return modality


def technologies_of(scene: Scene, sentence: Sentence, trigger: Trigger, clause: str) -> tuple[tuple[str, ...], bool]:
    """The technologies a trigger is about, and whether its own clause names them or points to them."""
    named = find_technologies(sentence.text)
    close = [t for t in named if trigger.start - 45 <= t.start <= trigger.end + len(clause)]
    after = [t for t in close if t.start >= trigger.start]
    for group in (after, close, named):
        if group and labels(group) != (GENERAL,):
            return labels(group), group is not named
    products = products_of(scene, sentence)
    if (
        products
        or ANAPHOR.search(sentence.text[trigger.start :])
        or re.search(r"\b(?:it|them|one)\b", sentence.text[trigger.end : trigger.end + 30])
    ):
        earlier = _earlier(scene, sentence) or scene.main
        return ((earlier,) if earlier else ()), True
    if named:
        return labels(named), bool(close)
    if trigger.voice is Voice.NOUN and _ENACTS.search(sentence.text[: trigger.start]):
        return ((scene.main,) if scene.main else ()), True
    return ((scene.main,) if scene.main else ()), False


def _earlier(scene: Scene, sentence: Sentence) -> str | None:
    for earlier in reversed(scene.sentences[: sentence.index]):
        found: tuple[Technology, ...] = find_technologies(earlier.text)
        exact = [t.label for t in found if t.label != GENERAL]
        if exact:
            return exact[0]
    return scene.main


def products_of(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """The products a sentence names, by place."""
    inside = (n for n in scene.setting.names if sentence.start <= n.start < sentence.end)
    listed = [(n.start, n.name) for n in inside if n.kind == "product" or n.name in APPS]
    chips = [(m.start() + sentence.start, m[0]) for m in CHIPS.finditer(sentence.text)]
    return tuple(dict.fromkeys(name for _, name in sorted(listed + chips)))


def clause_after(text: str, trigger: Trigger) -> str:
    """The words from the trigger to the end of its clause."""
    rest = text[trigger.end :]
    end = re.search(
        (
            r"(?i)[;]|, (?:but|while|which|who|whereas|although|though|after|saying|citing|and (?:\w+ ){1,3}(?:said|has"
            r"|will|is))\b"
        ),
        rest,
    )
    return rest[: end.start()] if end else rest
