"""Claims: one slot of one fact as one source states it, with the standing of that source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from moratoria.facts.values import When
from moratoria.graph.slots import DATE_SLOTS
from moratoria.terms import MOR, PROV, Literal, NamedNode, Quad

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Standing:
    """What about a source decides which of two claims is preferred."""

    source: NamedNode
    authority: str = "secondary"
    published: str = ""
    corrects: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of a slot of a thing, as a source states it.

    `value` of a date is its EDTF text; `words` are the source's own words for it. `evidence` are the IRIs of the
    evidence; `place` says where in the fact file it stands, for messages only.
    """

    iri: NamedNode
    about: NamedNode
    slot: NamedNode
    value: Term
    modality: str
    standing: Standing
    graph: NamedNode | None = None
    evidence: tuple[NamedNode, ...] = ()
    words: str | None = None
    confidence: float | None = None
    rule: str | None = None
    reviewed_by: str | None = None
    place: tuple[str | int, ...] = field(default=(), compare=False)


STRENGTH = {"quoted": 0, "paraphrased": 1, "inferred": 2}


def read_claims(quads: Iterable[Quad]) -> list[Claim]:
    """The claims in the quads of one source graph, as needed to project them (their evidence is not read)."""
    claims: dict[NamedNode, dict[str, Term]] = {}
    described: dict[NamedNode, dict[str, Term]] = {}
    graph: NamedNode | None = None
    for quad in quads:
        graph = quad.graph_name
        target = claims if quad.predicate.value in _CLAIM_SLOTS else described
        target.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    standing = _standing(graph, described)
    return [_claim(iri, values, standing, graph) for iri, values in claims.items() if MOR.about.value in values]


_CLAIM_SLOTS = {
    (MOR + name): None for name in ("about", "slot", "value", "modality", "words", "confidence", "rule", "reviewedBy")
}


def _standing(graph: NamedNode | None, described: dict[NamedNode, dict[str, Term]]) -> Standing:
    source = described.get(graph, {}).get(PROV.wasDerivedFrom.value) if graph else None
    values = described.get(source, {}) if isinstance(source, NamedNode) else {}

    def text(name: str, default: str) -> str:
        found = values.get(MOR + name)
        return found.value if found is not None else default

    corrects = values.get(MOR + "corrects")
    assert isinstance(source, NamedNode) or source is None
    return Standing(
        source or MOR.term("Source"),
        text("authority", "secondary"),
        text("publishedLatest", ""),
        corrects if isinstance(corrects, NamedNode) else None,
    )


def _claim(iri: NamedNode, values: dict[str, Term], standing: Standing, graph: NamedNode | None) -> Claim:
    def text(name: str) -> str | None:
        found = values.get(MOR + name)
        return found.value if found is not None else None

    about, slot = values[MOR + "about"], values[MOR + "slot"]
    assert isinstance(about, NamedNode)
    assert isinstance(slot, NamedNode)
    confidence = text("confidence")
    return Claim(
        iri, about, slot, values[MOR + "value"], text("modality") or "paraphrased", standing, graph,
        words=text("words"), confidence=float(confidence) if confidence else None, rule=text("rule"),
        reviewed_by=text("reviewedBy"),
    )  # fmt: skip


def prefer(claims: Iterable[Claim]) -> tuple[Claim, str]:
    """The preferred one of some claims on one single-valued slot, and the rule that decided.

    A date gives way to a more precise one within it, which does not contradict it. Then own words over report,
    correction over corrected, primary over secondary, later over earlier, IRI order.
    """
    given = list(claims)
    corrected = {claim.standing.corrects for claim in given if claim.standing.corrects}
    sharp = without_vague(given)
    ranked = sorted(sharp, key=lambda claim: _rank(claim, corrected))
    best = ranked[0]
    rivals = [claim for claim in ranked[1:] if claim.value != best.value]
    if not rivals:
        return best, "only-value" if len(sharp) == len(given) else "precise-over-vague"
    pairs = zip(_rank(best, corrected), _rank(rivals[0], corrected), strict=True)
    return best, _RULES[next(number for number, (mine, theirs) in enumerate(pairs) if mine != theirs)]


def without_vague(claims: list[Claim]) -> list[Claim]:
    """Some claims on one slot without the dates that merely enclose a more precise one."""
    if claims[0].slot not in DATE_SLOTS or len({claim.value for claim in claims}) == 1:
        return claims
    spans = {claim.value.value: When.model_validate(claim.value.value) for claim in claims}
    vague = {text for text, wide in spans.items() if any(_encloses(wide, narrow) for narrow in spans.values())}
    return [claim for claim in claims if claim.value.value not in vague]


def _encloses(wide: When, narrow: When) -> bool:
    return wide != narrow and wide.earliest <= narrow.earliest and narrow.latest <= wide.latest


_RULES = (
    "own-words-over-report", "correction-over-corrected", "primary-over-secondary", "later-over-earlier", "iri-order",
    "iri-order", "iri-order",
)  # fmt: skip


def _rank(claim: Claim, corrected: set[NamedNode]) -> tuple[object, ...]:
    standing = claim.standing
    own = standing.authority == "own-words" or claim.modality == "quoted"
    return (
        not own, standing.source in corrected, standing.authority == "secondary",
        _Later(standing.published), claim.iri.value, str(claim.value), claim.words or "",
    )  # fmt: skip


class _Later(str):
    """A text that sorts later days first."""

    def __lt__(self, other: object) -> bool:
        return str(self) > str(other)
