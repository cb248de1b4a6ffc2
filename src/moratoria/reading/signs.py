"""The signs of a candidate: what the words of trigger, sentence and article say for or against it."""

from __future__ import annotations

import re

from moratoria.reading.modality import Modality
from moratoria.reading.sentences import Sentence
from moratoria.reading.technologies import GENERAL
from moratoria.reading.triggers import Trigger, find_triggers

_CUES = {
    "would": r"\bwould\b",
    "could": r"\b(?:could|might|(?-i:may))\b(?! (?:now|not|no|never|only|neither|once|again)\b)",
    "should": r"\b(?:should|ought)\b",
    "call": r"\b(?:call\w*|urg\w+|demand\w*|petition\w*|campaign\w*|push\w*|lobb\w+|rall\w+|protest\w*|appeal\w*)\b",
    "want": r"\b(?:want\w*|ask(?:s|ed|ing)?|seek\w*|sought|hop(?:e|es|ed|ing)|recommend\w*|favou?r\w*|support\w*)\b",
    "bill": r"\b(?:bills?|propos\w+|draft\w*|amendment|motion|introduc\w+|legislation)\b",
    "if": r"\b(?:if|whether|unless|in case)\b",
    "consider": r"\b(?:consider\w*|weigh\w*|mull\w*|debat\w+|discuss\w*|stud(?:y|ies|ied)|review\w*|explor\w+)\b",
    "deny": r"\b(?:den(?:y|ies|ied)|reject\w*|veto\w*|fail\w*|defeat\w*|no plans?|refus\w+|declin\w+|dismiss\w*)\b",
    "predict": r"\b(?:predict\w*|expect\w*|forecast\w*|likely|analysts?|survey|poll|percent|fear\w*|worr\w+)\b",
    "announce": r"\b(?:announc\w+|said|confirmed|told|memo|statement|blog|notice|published|email|letter)\b",
    "enact": r"\b(?:voted|signed|adopted|approved|passed|enacted|ruled|ordered|decided|unanimous\w*|effective|law)\b",
    "past": r"\b(?:already|since|earlier|last (?:year|month|week)|ago|previously|in (?:19|20)\d\d|still)\b",
    "now": r"\b(?:now|from (?:now|today)|immediate\w*|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this week|today)\b",
    "policy": r"\b(?:polic(?:y|ies)|rules?|guidelines?|guidance|terms|code|handbook)\b",
    "hire": r"\b(?:hiring|layoffs?|jobs|shares|investors|revenue|strike|lawsuit|sued|sues|damages)\b",
}  # fmt: skip
_CUE_FORMS = {name: re.compile(rf"(?i){pattern}") for name, pattern in _CUES.items()}
_TITLE_CUES = re.compile(
    r"(?i)\b(?:urge[sd]?|calls? (?:for|on)|wants?|asks?|push(?:es)?|press(?:es)?|could|(?-i:may)|might|should"
    r"|consider\w*"
    r"|weighs?|mulls?|rejects?|vetoe?s|fails?|no (?:plans?|ban)|denies|why|how|what|poll|survey|fears?|rall\w+"
    r"|predict\w*|analysts?|debate\w*|plans?|seeks?|bill|propos\w+|demand\w*|warns?|says?)\b|\?"
)
_LAST = re.compile(r"(?:^|\s)[“\"‘(]?([\w'’]+)[,”\"]?\s*$")
_TELLING = frozenset((
    "to", "not", "no", "would", "will", "has", "have", "had", "was", "were", "is", "are", "be", "been", "being",
    "may", "must", "could", "might", "should", "can", "that", "which", "who", "and", "or", "for", "of", "a", "an",
    "the", "its", "their", "whether", "if", "by", "from", "further", "such", "any", "after", "before", "until",
    "under", "against",
))  # fmt: skip
"""Words right before a trigger that tell how it is put."""


_MAYBE = frozenset(("may", "might", "could", "can"))
"""Words that leave open whether it happens, each too rare to be weighed by itself."""


def find_topic_signs(title: str, main: str | None) -> frozenset[str]:
    """The signs that a title gives."""
    families = {trigger.family.value for trigger in find_triggers(title)}
    signs = {f"title-family={family}" for family in families} or {"title-without-trigger"}
    if _TITLE_CUES.search(title):
        signs.add("title-doubts")
    signs.add("main-general" if main in (None, GENERAL) else "main-exact")
    return frozenset(signs)


def describe_trigger(sentence: Sentence, trigger: Trigger, modality: Modality) -> set[str]:
    """The signs of a trigger and of the words around it."""
    before, after = sentence.text[: trigger.start], sentence.text[trigger.end :]
    signs = {
        f"rule={trigger.rule}",
        f"family={trigger.family.value}",
        f"voice={trigger.voice.value}",
        f"voice={trigger.voice.value}/{trigger.family.value}",
        f"modality={modality.value}",
        "strong" if trigger.strong else "weak",
    }
    signs |= {f"{name}-before" for name, form in _CUE_FORMS.items() if form.search(before)}
    signs |= {f"{name}-after" for name, form in _CUE_FORMS.items() if form.search(after)}
    last = _LAST.search(before)
    word = last[1].lower() if last else ""
    told = "maybe" if word in _MAYBE else word if word in _TELLING else "other" if word else "start"
    signs |= {f"previous={told}", f"previous={told}/{modality.value}"}
    if trigger.words.lower().endswith("ing"):
        signs.add("form=ing")
    if sentence.is_title:
        signs.add("in-title")
    else:
        signs.add(f"place={'first' if sentence.index <= 1 else 'early' if sentence.index <= 4 else 'late'}")
    if sentence.text.endswith("?"):
        signs.add("question")
    return signs
