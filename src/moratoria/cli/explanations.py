"""Explanations and disagreements as text: each source listed once, and cited by number with the place in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moratoria.pipeline.disagreements import Disagreement, Opposition, Side
    from moratoria.pipeline.explain import Ground, Reason, StatusOn
    from moratoria.pipeline.sayings import Saying


@dataclass
class _Sources:
    """The sources cited so far, by number."""

    numbers: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def cite(self, saying: Saying) -> str:
        """The number of a source, how it says it, and where: `[2 quoted: paragraph 1]`."""
        if saying.source not in self.numbers:
            self.numbers[saying.source] = len(self.numbers) + 1
            address = f" <{saying.address}>" if saying.address else ""
            copy = " (a syndicated copy)" if saying.origin != saying.source else ""
            self.lines.append(
                f"  [{len(self.numbers)}] {saying.publisher}, {saying.title}, {saying.published}{copy}{address}"
            )
        return f"[{self.numbers[saying.source]} {saying.modality}: {saying.place}]"

    def listed(self) -> list[str]:
        """The cited sources, a line each."""
        return ["", "Sources", *self.lines] if self.lines else []


def render_explanation(found: StatusOn) -> str:
    """A status with its reasons, what was set aside, what is also recorded, and the sources."""
    sources = _Sources()
    lines = [found.sentence(), *([f"  rule: {found.rule}"] if found.rule else [])]
    lines += _reasons(found.reasons, sources)
    if found.also_recorded:
        lines += ["", "Also recorded, and not what the status rests on:", *_reasons(found.also_recorded, sources)]
    return "\n".join([*lines, *sources.listed()]) + "\n"


def render_disagreements(found: Sequence[Disagreement]) -> str:
    """The facts that sources give differently, both sides of each, and the rule that prefers one."""
    if not found:
        return "No live sources disagree on a fact.\n"
    sources = _Sources()
    settled = sum(item.settled for item in found)
    lines = [f"{len(found)} facts are given differently by live sources; {settled} of them a correction has settled."]
    for item in found:
        lines += ["", f"{item.label}: {item.slot}  <{item.thing}>"]
        lines += [f"  = {_side(item.preferred, sources)}", f"      counts: {item.rule}"]
        lines += [f"  x {_side(side, sources)}" for side in item.others]
    return "\n".join([*lines, *sources.listed()]) + "\n"


def render_oppositions(found: Sequence[Opposition]) -> str:
    """The later acts that a source sets against an earlier promise: both, who disputes it, and the replies."""
    if not found:
        return "No source sets a later act against an earlier promise.\n"
    sources = _Sources()
    lines = [f"{len(found)} later acts or promises are set against earlier ones."]
    for item in found:
        lines += ["", f"{item.label}  <{item.contradiction}>"]
        lines += [f"  earlier: {item.earlier.label}{_places(item.earlier.grounds, sources)}"]
        lines += [f"  later: {item.later.label}{_places(item.later.grounds, sources)}"]
        lines += [f"  said by{_places(reason.grounds, sources)}" for reason in item.stated]
        lines += [f"  disputed by {', '.join(item.disputed_by)}"] if item.disputed_by else []
        lines += [f"  reply: {reply.label}{_places(reply.grounds, sources)}" for reply in item.replies]
    return "\n".join([*lines, *sources.listed()]) + "\n"


def _reasons(reasons: Iterable[Reason], sources: _Sources) -> list[str]:
    lines = []
    for reason in reasons:
        lines += ["", f"{reason.label}  <{reason.thing}>"]
        for ground in reason.grounds:
            lines += _ground(ground, sources)
    return lines


def _ground(ground: Ground, sources: _Sources) -> list[str]:
    said = " ".join(sources.cite(saying) for saying in ground.said_by)
    why = f"  ({ground.rule_words})" if ground.set_aside else ""
    lines = [f"  {ground.slot} {ground.value}{why}", f"    {said}"]
    return lines + [f"    set aside: {saying.value} {sources.cite(saying)}" for saying in ground.set_aside]


def _side(side: Side, sources: _Sources) -> str:
    said = " ".join(dict.fromkeys(sources.cite(saying) for saying in side.said_by))
    return f"{side.value}  ({side.sources} independent source{'' if side.sources == 1 else 's'}) {said}"


def _places(grounds: Iterable[Ground], sources: _Sources) -> str:
    cited = dict.fromkeys(sources.cite(saying) for ground in grounds for saying in ground.said_by)
    return f" {' '.join(cited)}" if cited else ""
