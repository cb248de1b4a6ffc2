"""Whose law, order, ban or control it is: agents, speakers, owners of an instrument, places."""

from __future__ import annotations

import re

from moratoria.reading.names import Name
from moratoria.reading.pointers import POINTER_FORMS, resolve_pronoun
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, PLACES, Setting, as_government, joined, last_of
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger

INSTRUMENT = re.compile(
    r"(?i)\b(?:law|laws|bill|bills|ordinance|ordinances|act|measure|legislation|statute|rule|rules|order|policy"
    r"|policies|guidelines|guidance|regulations?|decree|resolution|directive|proposal|terms(?: of (?:service"
    r"|use))?|agreement|settlement|memo|document|framework|provision|clause|code|moratorium|ban|treaty"
    r"|guideline|amendment|decision|ruling|injunction|change|letter|move|point|restrictions?|section|notice"
    r"|text|mandate|update|requirement|contract|standard|handbook|plan|license|licence|convention|statement"
    r"|label|designation|determination|finding|verdict|judgment|advisory|warning|email|circular|bylaw"
    r"|rulebook|(?:AB|SB|HB|HF|SF|H\.R\.|S\.|S\.B\.|H\.B\.|House Bill|Senate Bill|Local Law|Proposition) ?\d+"
    r"|GDPR|General Data Protection Regulation)(?:,? (?:which|that|of \d{4}))?$"
)


_BY = re.compile(r"(?i)\bby(?: the| a| an)? ")


_FROM = re.compile(r"(?i)\b(?:by|from)(?: the| a| an)? ")


_IN_PLACE = re.compile(
    r"(?i)\b(?:in|from|across|throughout|within)(?: the)?(?: (?:city|state|county|town) of| all of)? $"
)


_SPEAKS = re.compile(
    r"(?i)(?:,|”|\") (?:the |a |an )?(?:[\w'’.&-]+ ){0,12}?(?:said|ruled|announced|says|found|decided|confirmed"
    r"|ordered)\b|\bunder (?:an? |the |its )?(?:\w+ ){0,4}?(?:law|order|ordinance|rules?|bill|policy|act|ban|decree"
    r"|settlement)\b[^.;]{0,90}|\baccording to [^,.;]{0,60}"
)


def speaking_authority(setting: Setting, sentence: Sentence) -> tuple[Name, ...]:
    """The authority that a sentence without an agent is attributed to: `..., the regulator said`."""
    for match in _SPEAKS.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        inside = [name for name in setting.between(start, end) if name.kind in AUTHORITIES - {"demonym"}]
        if inside:
            return (inside[-1],)
        for form, kinds in POINTER_FORMS:
            if kinds & AUTHORITIES and form.search(
                re.sub(r"(?i) (?:said|ruled|announced|says|found|decided|confirmed|ordered)$", "", match[0])
            ):
                found = last_of(setting, start, kinds)
                if found:
                    return found
    return ()


def agent(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """The names after `by` behind a passive or noun."""
    at = sentence.start + trigger.end
    clause = re.split(
        r"[;:]|, (?:but|while|which|who|after|because|said)\b", setting.text[at : min(sentence.end, at + 260)]
    )[0]
    for match in (_FROM if trigger.family is Family.FINE else _BY).finditer(clause):
        near = setting.between(at + match.start(), at + match.end() + 45)
        if near and not re.search(
            r"(?i)\b(?:or|of|in|for|at|on|from|to)\b|,", setting.text[at + match.end() : near[0].start]
        ):
            return joined(setting, near[0], sentence.end)
    return ()


def instrument_owner(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """Whose law, order or policy the subject is: named within it, after it, or the authority last named."""
    words = setting.text[sentence.start : at]
    if _ITS_LAW.search(words):
        found = resolve_pronoun(setting, sentence, sentence.start + 1)
        if found:
            return found
    if _HOUSE_RULES.search(words):
        return last_of(setting, at, {"company", "media"})
    return lawmakers_of(setting, sentence, at) or _owner_here(setting, sentence, at) or _owner_above(setting, words, at)


def _owner_here(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    here = setting.between(sentence.start, at)
    owners = [name for name in here if name.kind in AUTHORITIES] or [name for name in here if name.kind != "unknown"]
    return tuple(owners[-1:])


def _owner_above(setting: Setting, words: str, at: int) -> tuple[Name, ...]:
    if _LAW.search(words):
        return last_of(setting, at, {"legislature", "state", "country", "city", "international", "government"})
    return last_of(setting, at, set(AUTHORITIES - {"demonym"})) if _ORDER.search(words) else ()


_ITS_LAW = re.compile(
    r"(?i)\b(?:its|their) (?:[\w'’-]+ ){1,5}?(?:law|act|bill|ordinance|policy|rules?|order|terms|guidelines)\b"
)
_HOUSE_RULES = re.compile(
    r"(?i)\bthe (?:company|firm|start-?up|maker|platform)['’]s (?:[\w'’-]+ ){0,3}"
    r"(?:terms|polic(?:y|ies)|rules|guidelines)"
)
_LAW = re.compile(r"(?i)\b(?:bill|act|legislation|law|ordinance|measure)\b")
_ORDER = re.compile(
    r"(?i)\b(?:order|decision|ruling|determination|finding|verdict|judgment|decree|notice|settlement|injunction)\b"
)


_FEDERAL_ACT = re.compile(
    r"\b(?:[Ff]ederal|[Ee]xecutive|US|U\.S\.) (?:agenc|department|government|official)[^.;]{0,160}\b[A-Z]\w+ Act\b"
    r"|\b[A-Z]\w+ Act\b[^.;]{0,160}\b(?:federal|executive|US|U\.S\.) (?:agenc|department|government|official)"
)
"""A law for the agencies of the United States, which only Congress makes."""


def lawmakers_of(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The chamber of the members who bring a bill, where the sentence names no other legislature."""
    words = setting.text[sentence.start : at]
    if re.search(
        (
            r"\b(?:House|Senate|[Cc]ongressional) (?:bill|measure|version|proposal|legislation)\b|\b(?:bill|legislation"
            r"|measure) (?:now )?(?:in|before) (?:the )?(?:US |U\.S\. )?(?:House|Senate|Congress)\b"
        ),
        words,
    ) and not any(n.kind == "state" for n in setting.between(sentence.start, at)):
        return (Name(sentence.start, sentence.start + 1, "US Congress", "legislature", "United States"),)
    if _FEDERAL_ACT.search(sentence.text):
        return (Name(sentence.start, sentence.start + 1, "US Congress", "legislature", "United States"),)
    who = re.search(
        r"\b(?:[Ss]enators?|Sens?\.|[Rr]epresentatives?|Reps?\.|[Cc]ongress(?:man|woman|men)?)\s[A-Z]", words
    )
    if not who or not re.search(r"(?i)\b(?:bill|act|legislation|law|measure)\b", words):
        return ()
    listed = [
        n
        for n in setting.between(sentence.start, at)
        if n.kind == "legislature" or (n.kind == "state" and n.name != "Washington")
    ]
    chamber = "US Senate" if who[0].lower().startswith("sen") else "US Congress"
    start = sentence.start + who.start()
    return tuple(listed[-1:]) or (Name(start, start + len(who[0]) - 2, chamber, "legislature", "United States"),)


def place_after(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """The place of a ban nobody is named for: `banned in Italy`."""
    at = sentence.start + trigger.end
    for name in setting.between(at, min(sentence.end, at + 120)):
        if name.kind in PLACES and _IN_PLACE.search(setting.text[max(at, name.start - 30) : name.start]):
            bodies = [n for n in setting.names if n.kind == "regulator" and n.place == name.name and n.end < at]
            return (bodies[-1],) if bodies else joined(setting, name, sentence.end)
    opening = next(iter(setting.between(sentence.start, sentence.end)), None)
    if (
        opening
        and opening.kind in PLACES
        and setting.text[sentence.start : opening.start].lower() in ("in ", "in the ")
    ):
        return (opening,)
    return ()


def exporter(setting: Setting, at: int) -> tuple[Name, ...]:
    """Whose export controls these are where nobody is named: those of the government or regulator the article names."""
    bodies = [
        n
        for n in setting.names
        if n.kind in ("government", "regulator", "country", "demonym", "state")
        and as_government(setting.text, n).name not in ("China", "Russia")
    ]
    before = [name for name in bodies if name.end <= at]
    return tuple(before[-1:] or bodies[:1])
