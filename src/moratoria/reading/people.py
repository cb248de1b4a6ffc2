"""People with their offices: `Microsoft president Brad Smith`, `Gov. Lee`, `Ada Roe, director of the agency`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moratoria.reading.names import Name

_ROLE_WORDS = (
    r"(?:(?:Vice |vice |deputy |Deputy |chief |Chief |senior |Senior |executive |Executive |former |acting "
    r"|Acting |general |General |associate |Associate |assistant |Assistant |managing |Managing |global "
    r"|policy |Policy |legal |privacy |technology |Technology |state |State |foreign |Foreign |prime |Prime "
    r"|lead |co-?|attorney |Attorney |press |district |Digital |Home Affairs |Justice |Education |Interior "
    r"|Commerce |Defen[sc]e |Treasury |Communications |Industry |Health |security |communications |interim "
    r"|council |Council |city |City |staff |House |Senate |Economy |Science |Culture |Transport |U\.S\. |US "
    r"|news |public |affairs |marketing )*)"
    r"(?:[Pp]resident|CEO|CTO|COO|CFO|[Cc]hief executive(?: officer)?|[Cc]hief|[Oo]fficer"
    r"|[Dd]irector(?:[- ][Gg]eneral)?|[Cc]ounsel|[Cc]hair(?:man|woman|person)?|[Cc]o-?founder|[Ff]ounder"
    r"|[Hh]ead|[Ss]pokes(?:man|woman|person)|[Mm]ayor|[Gg]overnor|Gov\.|[Ss]enator|Sen\.|Rep\.|Reps\.|Sens\."
    r"|[Rr]epresentative"
    r"|[Cc]ongress(?:man|woman)|[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Jj]udge|[Jj]ustice"
    r"|[Aa]ttorney [Gg]eneral|[Pp]rosecutor|[Cc]ouncil(?:man|woman|member| member|lor|or)|[Ss]upervisor"
    r"|[Pp]rofessor|[Ss]uperintendent|[Cc]hancellor|[Pp]rincipal|[Dd]ean|[Pp]rovost"
    r"|[Ee]ditor(?:[- ]in[- ][Cc]hief)?|[Pp]ublisher|[Aa]nalyst|[Aa]ttorney|[Ll]awyer"
    r"|[Mm]anager|[Ee]xecutive|[Ss]cientist|[Rr]esearcher|[Ll]eader|[Aa]dministrator|[Aa]ssembly(?:man|woman"
    r"|member)|[Dd]elegate|[Ss]heriff|[Uu]ndersecretary|[Oo]mbudsman|[Pp]artner|[Ss]trategist|[Oo]rganizer"
    r"|[Aa]dviser|[Aa]dvisor|[Ff]ellow|[Cc]oordinator|[Ss]peaker|[Ss]ponsor)"
)
_PERSON = (
    r"[A-ZÀ-Þ][\wÀ-ÿ'’-]+(?: [A-Z]\.)?(?: (?:de|von|van|der|bin|al|el|da|di|la|del"
    r"|bint))*(?: [A-ZÀ-Þ][\wÀ-ÿ'’-]+){1,2}"
)
_BEFORE = re.compile(
    rf"(?P<org>(?:[A-Z][\w&'’-]*(?:\.[A-Z]\.?|\.(?=ai|com|AI))?,? (?:of "
    rf"|and )?){{0,5}})(?P<role>{_ROLE_WORDS}),? (?P<person>{_PERSON}|[A-ZÀ-Þ][\wÀ-ÿ'’-]+(?= (?:said|told|signed"
    rf"|announced|wrote|ordered)))"
)
_AFTER = re.compile(
    rf"(?P<person>{_PERSON}),? (?:(?:a|an|the|who is|who heads|its|their"
    rf"|Amazon's) )?(?:(?P<org>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*)*(?:['’]s)?) )?(?P<role>{_ROLE_WORDS})\b(?P<of>"
    rf"(?: (?:of|at|for|with|in)(?: the)? [^,.;]{{2,90}})?)"
)


@dataclass(frozen=True)
class Person:
    """A person named in a text, with role and organization where the text says them."""

    start: int
    end: int
    name: str
    role: str | None = None
    org: Name | None = None

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


def find_people(text: str, names: Sequence[Name]) -> tuple[Person, ...]:
    """The people whose office the text gives, in order.

    >>> find_people("Brad Smith, president of Microsoft, spoke.", ())[0].role
    'president'
    """
    found: dict[str, Person] = {}
    for match in _BEFORE.finditer(text):
        where = (match.start("org"), match.start("role"))
        person = _person(match, text, _org(names, *where) or _org(names, match.start("role"), match.end("role")))
        found.setdefault(person.name, person)
    for match in _AFTER.finditer(text):
        if re.search(r"['’]s?$", match["person"]):
            continue
        span = (match.start("role"), match.end())
        org = _org(names, match.start("of"), match.end("of")) or _org(names, match.end("person"), span[0])
        person = _person(match, text, org)
        if person.name not in found or found[person.name].org is None:
            found[person.name] = person
    people = sorted(found.values(), key=lambda person: person.start)
    return tuple(person if person.org else replace(person, org=_office_holder(person, names)) for person in people)


_OFFICES = (
    (re.compile(r"(?i)governor|gov\."), ("state",)),
    (re.compile(r"(?i)mayor|council|supervisor"), ("city", "county")),
    (re.compile(r"(?i)minister|secretary|\bpresident$"), ("country",)),
)


def _office_holder(person: Person, names: Sequence[Name]) -> Name | None:
    """The place an office-holder acts for: a governor's state, a mayor's city; Congress for its members."""
    role = person.role or ""
    federal = re.match(
        r"(Defen[sc]e|Commerce|Education|Treasury|Health|Justice|Energy|Labor|Interior|State) Secretary", role
    )
    if federal:
        return Name(person.start, person.start, f"US Department of {federal[1]}", "government", "United States")
    if re.search(r"Commissioner|Attorney General|Ombudsman|Comptroller|Superintendent", role):
        return next((name for name in reversed(names) if name.kind == "regulator" and name.start < person.start), None)
    if re.search(r"(?i)senator|sen\.|rep\.|reps\.|sens\.|representative|congress", role):
        state = next((name for name in names if name.kind == "legislature"), None)
        return state or Name(person.start, person.start, "US Congress", "legislature", "United States")
    for form, kinds in _OFFICES:
        if form.search(role):
            fits = [name for name in names if name.kind in kinds]
            before = [name for name in fits if name.start < person.start]
            return next(iter(before[-1:] or fits[:1]), None)
    return None


def _office(name: Name, people: Sequence[Person]) -> Name | None:
    """The office in a phrase that also holds its holder's name: `Privacy Commissioner Carly Kind`."""
    holder = next((person for person in people if name.start < person.start < name.end and name.entry is None), None)
    words = name.name[: holder.start - name.start].strip() if holder else ""
    if not holder or not re.search(
        r" (?:Commissioner|Attorney General|Ombudsman|Comptroller|Superintendent|Council)$", words
    ):
        return None
    return replace(name, end=name.start + len(words), name=words, kind="regulator")


def without_people(names: Sequence[Name], people: Sequence[Person]) -> tuple[Name, ...]:
    """The names that are no person's, nor the surname of one."""
    names = [_office(name, people) or name for name in names]
    own = {word for person in people for word in (person.name, person.surname)}
    return tuple(
        name
        for name in names
        if not (name.entry is None and name.name in own)
        and not any(
            person.start <= name.start < person.end
            or (name.start < person.start < name.end and name.entry is None and name.kind == "unknown")
            for person in people
        )
    )


def _person(match: re.Match[str], text: str, org: Name | None) -> Person:
    name = re.sub(r"['’]s$", "", match["person"])
    return Person(match.start("person"), match.end("person"), name, " ".join(match["role"].split()), org)


def _org(names: Sequence[Name], start: int, end: int) -> Name | None:
    return next((name for name in names if start <= name.start < end and name.kind != "product"), None)
