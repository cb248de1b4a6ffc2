"""Commands about the status of one thing on a day, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from moratoria.cli.screen import write_output
from moratoria.cli.shared import AsKnownOption, AsOfOption, StoreOption
from moratoria.errors import UnknownName

if TYPE_CHECKING:
    from moratoria.pipeline.explain import Ground, Reason, Saying, StatusOn

ThingArgument = Annotated[str, typer.Argument(help="A restriction, as restriction/name or just its name.")]
FormatOption = Annotated[str, typer.Option(help="text or json.")]
_FORMATS = ("text", "json")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(status)
    app.command()(explain)


def status(
    thing: ThingArgument,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    format: FormatOption = "text",
    store: StoreOption = None,
) -> None:
    """The status of a restriction on a day, as known at a record time."""
    from moratoria.pipeline.kg import open_graph

    with open_graph(store, as_known=as_known) as graph:
        found = graph.status(thing, as_of=as_of)
    _write(found, format, f"{found.sentence()}\n")


def explain(
    thing: ThingArgument,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    format: FormatOption = "text",
    store: StoreOption = None,
) -> None:
    """Why a restriction has its status on a day: rule, facts, sources and places, and what was set aside."""
    from moratoria.pipeline.kg import open_graph

    with open_graph(store, as_known=as_known) as graph:
        found = graph.explain(thing, as_of=as_of)
    _write(found, format, _explanation(found))


def _write(found: StatusOn, format: str, text: str) -> None:
    if format not in _FORMATS:
        raise UnknownName("format", format, _FORMATS)
    write_output(json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n" if format == "json" else text, None)


def _explanation(found: StatusOn) -> str:
    lines = [found.sentence(), f"  rule: {found.rule}" if found.rule else ""]
    lines += [line for reason in found.reasons for line in _reason_lines(reason)]
    if found.also_recorded:
        lines += ["", "Also recorded, and not what the status rests on:"]
        lines += [line for reason in found.also_recorded for line in _reason_lines(reason)]
    return "\n".join(lines) + "\n"


def _reason_lines(reason: Reason) -> list[str]:
    head = ["", f"{reason.label}  <{reason.thing}>"]
    return head + [line for ground in reason.grounds for line in _ground_lines(ground)]


def _ground_lines(ground: Ground) -> list[str]:
    lines = [f"  {ground.slot} {ground.value}  ({ground.rule})"]
    lines += [f"    - {_saying(saying)}" for saying in ground.said_by]
    lines += [f"    x set aside: {saying.value} - {_saying(saying)}" for saying in ground.set_aside]
    return lines


def _saying(saying: Saying) -> str:
    address = f" <{saying.address}>" if saying.address else ""
    return f"{saying.modality}, {saying.publisher}, {saying.title}, {saying.published}, {saying.place}{address}"
