"""Who acts: the actor of a trigger, found by its voice."""

from __future__ import annotations

import re

from moratoria.reading.names import Name
from moratoria.reading.owners import agent, exporter, instrument_owner, lawmakers_of, place_after, speaking_authority
from moratoria.reading.pointers import resolve_pointer, resolve_pronoun
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, Setting, carry, joined_back, leads, possessive
from moratoria.reading.subjects import _nearest_subject, find_direct, find_subject, head_end
from moratoria.reading.trigger_table import Family
from moratoria.reading.triggers import Trigger, Voice


def find_actors(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """The actors of a trigger (several when joined by `and`), or none when nobody fits."""
    at = sentence.start + trigger.start
    own = _house_rules(setting, sentence, trigger)
    if own:
        return own
    if trigger.voice is Voice.PASSIVE and not _does_itself(setting, sentence, trigger):
        return _passive_actor(setting, sentence, trigger)
    if trigger.voice is Voice.NOUN:
        return _noun_owner(setting, sentence, trigger)
    if _reduced_agent(setting, sentence, trigger):
        return agent(setting, sentence, trigger)
    if _MUST.search(setting.text[sentence.start : at]):
        return (
            speaking_authority(setting, sentence)
            or _finding(setting, sentence, at)
            or lawgiver(setting, sentence, at)
            or _bound(setting, sentence, at)
            or find_subject(setting, sentence, at)
        )
    return find_subject(setting, sentence, at)


_TERMS = re.compile(r"(?i)(?:[\w-]+ ){0,2}?(?:terms|conditions|rules|polic(?:y|ies)|guidelines|code|standards)\b")


def _house_rules(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Whose terms or rules a trigger opens with: `Anthropic's terms rule out`, `its rules forbid`."""
    if not _TERMS.match(trigger.words):
        return ()
    at = sentence.start + trigger.start
    owner = [name for name in setting.between(sentence.start, at) if re.match(r"['’]s? $", setting.text[name.end : at])]
    if owner:
        return joined_back(setting, owner[-1], sentence.start)
    before = setting.text[sentence.start : at]
    if re.search(r"(?i)\b(?:its|their) $", before):
        return resolve_pronoun(setting, sentence, at)
    return resolve_pointer(setting, sentence, re.sub(r"['’]s? $", "", before), at) if before.endswith(" ") else ()


def _does_itself(setting: Setting, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the subject of a denial is the one who binds itself: `it will not play AI music`."""
    if trigger.family is not Family.DENY or not _OWN_DOING.match(trigger.words):
        return False
    at = sentence.start + trigger.start
    return bool(_IT.search(setting.text[sentence.start : at])) or bool(find_direct(setting, sentence, at))


_OWN_DOING = re.compile(r"(?i)(?:will|would|do|does) (?:not|no longer|never) (?!be\b)|(?:won|wouldn|doesn|don)['’]t ")
_IT = re.compile(r"(?i)\b(?:it|they|we) $")


def teller(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Who is said to have laid down that something is not done, before the trigger or behind it."""
    before = sentence.text[: trigger.start]
    told = list(_LAID_DOWN.finditer(before))
    if told:
        return find_subject(setting, sentence, sentence.start + told[-1].start())
    behind = _SAID_BEHIND.search(sentence.text, trigger.end)
    if not behind:
        return ()
    start, end = sentence.start + behind.start("who"), sentence.start + behind.end("who")
    named = [name for name in setting.between(start, end) if name.kind not in ("demonym", "person")]
    person = next((one.org for one in setting.people if start <= one.start < end and one.org), None)
    who = re.sub(r"['’]s? .*", "", behind["who"].strip())
    if who in ("it", "they"):
        return carry(setting, sentence, start) or tuple(name for name in setting.names if leads(setting.text, name))[:1]
    return (person,) if person else tuple(named[:1]) or resolve_pointer(setting, sentence, who, start)


_LAID_DOWN = re.compile(
    r"(?i)\b(?:laid down|lays down|set out|sets out|rul(?:ed|es)|announc(?:ed|es)|declar(?:ed|es)|decid(?:ed|es)"
    r"|decreed|made (?:it )?clear|wrote|stipulat\w+|specif\w+|stat(?:ed|es)|agreed|added|warn(?:ed|s)|confirm(?:ed|s)"
    r"|promis(?:ed|es) (?:\w+ ){0,3}?|sa(?:id|ys)|told (?:[\w'’-]+ ){1,5}?)\b[^.;:,]{0,35}? that\b"
)
_SAID_BEHIND = re.compile(
    r",[”\"]? (?P<who>(?:[\w'’.&-]+ ){1,8}?)(?:has |have |had |also )?"
    r"(?:said|says|announced|decided|wrote|ruled|confirmed|declared|told)\b"
)


_MUST = re.compile(r"(?i)\b(?:must|has to|have to|will have to|is to|are to|had to)(?: \w+ly)? $")


_OFF_LIMITS = re.compile(
    r"(?i)(?:off[- ]limits (?:to|for)|(?:barred|banned|blocked|removed|prohibited) (?:from|on|for"
    r"|across)) (?:[\w'’-]+ ){0,6}?(?:of|at|in|by)? ?(?:the )?$"
)


def lawgiver(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The authority under which something must be done, where the subject of `must` is no name."""
    if find_direct(setting, sentence, head_end(setting.text, sentence.start, at)):
        return ()
    after = [name for name in setting.between(at, sentence.end) if name.kind in AUTHORITIES - {"demonym", "court"}]
    before = [name for name in setting.between(sentence.start, at) if name.kind in AUTHORITIES - {"demonym", "court"}]
    return tuple(before[:1] or after[:1])


_FINDS = re.compile(
    r"(?i)(?: (?:had|has|later|also))? (?:found|ruled|ordered|decided|told|held|declared|concluded|determined|objected"
    r"|imposed|issued|sided|granted|demanded|warned|stepped|intervened)\b"
)


def _finding(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The authority whose finding compels: `Como had to switch its cameras off when the Garante found that ...`."""
    for name in setting.between(at, sentence.end):
        lead = setting.text[max(at, name.start - 14) : name.start]
        if (
            name.kind in AUTHORITIES - {"demonym"}
            and re.search(r"(?i)\b(?:when|after|as|because|since|once)(?: the| an?)? $", lead)
            and _FINDS.match(setting.text, name.end)
        ):
            return (name,)
    return ()


def _bound(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The regulator or court that binds a firm which `must`, where the text above tells of its order."""
    subject = find_subject(setting, sentence, at)
    if not subject or subject[0].kind in AUTHORITIES:
        return ()
    bodies = [name for name in setting.names if name.end <= at and name.kind in ("regulator", "court")]
    return tuple(([name for name in bodies if leads(setting.text, name)] or bodies)[-1:])


def _passive_actor(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    found = agent(setting, sentence, trigger) or speaking_authority(setting, sentence)
    if trigger.family is Family.FINE:
        found = _settling(setting, sentence, trigger) or found or place_after(setting, sentence, trigger)
        return found or enforcer(setting, sentence.start + trigger.start)
    steps = (teller, _told_to, _master_of_people, _exporting, _lawmaking, _ruling, place_after, _off_limits_to, _where)
    found = _settling(setting, sentence, trigger) or found
    for step in steps:
        found = found or step(setting, sentence, trigger)
    return found or _fallback(setting, sentence, sentence.start + trigger.start)


_TOLD_TO = re.compile(r"(?i)\b(?:told|ordered|sentenced|instructed|obliged|compelled|required|directed)\b")


def _told_to(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Who told a firm that has `been told`: the regulator or court above."""
    if not _TOLD_TO.search(trigger.words):
        return ()
    return _bound(setting, sentence, sentence.start + trigger.start)


def _settling(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    if not _SETTLEMENT.search(sentence.text):
        return ()
    return find_direct(setting, sentence, head_end(setting.text, sentence.start, sentence.start + trigger.start))


def _master_of_people(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Whose staff or students are barred: `Apple employees`."""
    at = sentence.start + trigger.start
    owned = [
        name
        for name in setting.between(sentence.start, at)
        if _PEOPLE_OF.match(setting.text, name.end) and setting.text[name.end : at].count(" ") < 5
    ]
    return tuple(owned[-1:])


def _exporting(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    abroad = _CHIPS.search(sentence.text) and _RIVALS.search(sentence.text, trigger.start)
    return exporter(setting, sentence.start + trigger.start) if abroad or trigger.family is Family.EXPORT else ()


_CHIPS = re.compile(
    r"\b(?:chips?|processors?|GPUs?|accelerators?|semiconductors?|Nvidia|AMD|Blackwell|[ABH]\d{2,3}0)\b"
)
_RIVALS = re.compile(r"\b(?:China|Chinese|Russian?|Iran(?:ian)?|Huawei|Beijing|Moscow)\b")


def _lawmaking(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    return lawmakers_of(setting, sentence, sentence.end) if _BILL.search(sentence.text) else ()


def _ruling(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Whose rules or law say so, where the words before the trigger tell of any."""
    at = sentence.start + trigger.start
    before = setting.text[sentence.start : at]
    if _RULES.search(before):
        return _nearest_subject(setting, sentence, at) or instrument_owner(setting, sentence, at)
    return instrument_owner(setting, sentence, at) if _LAWFUL.search(before) else ()


_BILL = re.compile(r"(?i)\b(?:bill|legislation|measure|proposal|act)\b")
_RULES = re.compile(
    r"(?i)\b(?:so that|terms|polic(?:y|ies)|rules|guidelines|says? that|said that|warn\w*|told|tells?|inform\w*"
    r"|notif\w+|remind\w*|wrote)\b"
)
_AT = re.compile(r"(?:\b[Aa]t|\b[Oo]n|\binto|\b[Ii]n|\b[Ff]or|\b[Ww]ith)(?: the)? $")


def _where(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Where something is not done, when nobody is said to bar it: `have no place on Bandcamp`."""
    at = sentence.start + trigger.end
    after = [name for name in setting.between(at, min(sentence.end, at + 60)) if name.kind != "demonym"]
    opening = [name for name in setting.between(sentence.start, sentence.start + 8) if name.end <= at]
    for name in (*after[:1], *opening):
        if _AT.search(setting.text[max(sentence.start, name.start - 12) : name.start]):
            return (name,)
    return ()


def enforcer(setting: Setting, at: int) -> tuple[Name, ...]:
    """The regulator or court that a fine without an agent is of: the one named last, else the first one named."""
    bodies = [name for name in setting.names if name.kind in ("regulator", "court")]
    return tuple([name for name in bodies if name.end <= at][-1:] or bodies[:1])


_SETTLEMENT = re.compile(r"(?i)\b(?:settlement|settled|settles|consent (?:order|decree)|final order)\b")
"""Where these stand, the bound party acts, not the one who holds it to its word."""

_PEOPLE_OF = re.compile(
    r"(?i)(?:['’]s?)? (?:employees|staff|workers|students|officials|officers|users|customers|journalists|reporters"
    r"|engineers|pupils|teachers|members|contractors)\b"
)


_LAWFUL = re.compile(r"(?i)\b(?:law|bill|ordinance|act|order|rule|ruling|measure|regulation|decree|injunction)\b")


def _off_limits_to(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """Whose people or devices a thing is barred from, where nobody is said to bar it."""
    at = sentence.start + trigger.start
    for name in setting.between(at, min(sentence.end, at + 120)):
        if _OFF_LIMITS.search(setting.text[max(at, name.start - 70) : name.start]):
            return (name,)
    return ()


def _reduced_agent(setting: Setting, sentence: Sentence, trigger: Trigger) -> bool:
    after = setting.text[sentence.start + trigger.end : sentence.start + trigger.end + 4]
    return after == " by " and bool(agent(setting, sentence, trigger))


def _fallback(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    here = [name for name in setting.between(sentence.start, at) if name.kind in AUTHORITIES]
    return tuple(here[-1:]) or _lister(setting, sentence, at) or carry(setting, sentence, at)


def _lister(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """Who keeps the list or wrote the rule that bars: `the bank put it on its list of apps that may not be used`."""
    for name in reversed(setting.between(sentence.start, at)):
        if leads(setting.text, name) and _LISTS.search(setting.text[name.end : at]):
            return joined_back(setting, name, sentence.start)
    return ()


_LISTS = re.compile(
    r"\b(?:its|their|a|an) (?:[\w-]+ ){0,3}(?:list|rules?|polic\w+|memo|notice|code|guidelines|terms)\b"
)


_LIGHT = re.compile(
    r"(?i)\b(?:impos\w+|announc\w+|adopt\w*|pass\w*|enact\w*|approv\w+|introduc\w+|extend\w*|issu\w+|plac\w+"
    r"|put\w*|declar\w+|institut\w+|implement\w*|maintain\w*|renew\w*|prolong\w*|upheld|uphold\w*|broaden\w*"
    r"|expand\w*|tighten\w*|unveil\w*|sign\w*|order\w*|enforc\w+|propos\w+|set\w*|has|have|had|establish\w*"
    r"|call\w*|reinstat\w+|agree\w* to|receiv\w+|loosen\w*|start\w*|instat\w+|mandat\w+|clear\w*|add\w*"
    r"|vote\w*)\b[^.;]{0,60}$"
)


def _noun_owner(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    at = sentence.start + trigger.start
    before = setting.text[sentence.start : at]
    near = setting.between(max(sentence.start, at - 60), at)
    if (
        near
        and re.fullmatch(
            (
                r"(?:['’]s?|, whose)?(?: (?!(?:under|by|of|in|for|to|on|and|with|after|despite|as|from|said|says|has|is"
                r"|was)\b)[\w-]+){0,5} "
            ),
            setting.text[near[-1].end : at],
        )
        and (possessive(setting.text, near[-1]) or _whose(setting, near[-1]) or near[-1].kind in AUTHORITIES)
    ):
        owners = joined_back(setting, near[-1], sentence.start)
        return owners if _whose(setting, near[-1]) else (near[-1],)
    light = _LIGHT.search(before)
    if light:
        found = find_subject(setting, sentence, sentence.start + light.start())
        if found:
            return found
    found = agent(setting, sentence, trigger) or place_after(setting, sentence, trigger)
    if found:
        return found
    if re.search(r"(?i)\b(?:its|their|the company['’]s|the city['’]s)\s+(?:[\w-]+ ){0,4}$", before):
        return resolve_pronoun(setting, sentence, at)
    if trigger.family is Family.EXPORT:
        return exporter(setting, at)
    return _after_possessive(setting, sentence, trigger) or _fallback_noun(setting, sentence, at)


def _whose(setting: Setting, name: Name) -> bool:
    return setting.text.startswith(", whose ", name.end)


def _after_possessive(setting: Setting, sentence: Sentence, trigger: Trigger) -> tuple[Name, ...]:
    """`the ban, which San Francisco adopted` or `a ban the council approved`."""
    at = sentence.start + trigger.end
    match = re.search(
        r"(?i)\b(?:adopted|imposed|announced|approved|passed|enacted|issued|ordered|put in place|set|drew up|introduced"
        r"|brought in|laid down|tightened|placed|decreed|decided on|agreed)\b",
        setting.text[at : sentence.end],
    )
    near = setting.between(at, at + match.start()) if match else []
    return tuple(near[-1:])


def _fallback_noun(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    here = [name for name in setting.between(sentence.start, at) if leads(setting.text, name)]
    return tuple(here[-1:]) or carry(setting, sentence, at)
