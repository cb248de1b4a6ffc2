"""The command that shows which records may be of one organization, and records what was decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moratoria.cli.screen import note, write_output
from moratoria.cli.shared import QuietOption, StoreOption
from moratoria.errors import InputError

if TYPE_CHECKING:
    from moratoria.link.candidates import Candidate

LINKS = Path("decisions.sssom.tsv")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(link)
    app.command()(federate)


def link(
    name: Annotated[str, typer.Argument(help="An organization: its id, or a name of it.")],
    store: StoreOption = None,
    endpoint: Annotated[
        str | None, typer.Option(help="Ask this SPARQL endpoint, with data in Wikidata's shape, for its items.")
    ] = None,
    accept: Annotated[str | None, typer.Option(help="Decide that this record, as PREFIX:ID, is of it.")] = None,
    reject: Annotated[str | None, typer.Option(help="Decide that this record, as PREFIX:ID, is not of it.")] = None,
    because: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
    links: Annotated[Path, typer.Option(help="The file of decisions (SSSOM).")] = LINKS,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    quiet: QuietOption = False,
) -> None:
    """Show which records may be of one organization, with reasons, or record a decision on one of them."""
    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.linking import propose, propose_items
    from moratoria.pipeline.naming import find_slug
    from moratoria.terms import minted

    if accept and reject:
        raise InputError("a record is accepted or rejected, not both", remedy="give --accept or --reject")
    with open_graph(store) as graph:
        slug = find_slug(graph.store, "organization", name, where="link")
        node = minted("organization", slug)
        if accept or reject:
            _decide(slug, str(accept or reject), bool(accept), because, by, links)
            note(f"{links}: recorded; `moratoria load {links}` brings it into a store", quiet=quiet)
            return
        found = propose_items(graph.store, node, endpoint) if endpoint else propose(graph.store, node)
    if format == "json":
        write_output(json.dumps([asdict(item) for item in found], indent=2) + "\n", None)
    else:
        _show(found, f"organization:{slug}")


def federate(
    name: Annotated[str, typer.Argument(help="A federated question; the files in queries/federated.")],
    store: StoreOption = None,
    endpoint: Annotated[str | None, typer.Option(help="Ask this endpoint, not the one the question names.")] = None,
) -> None:
    """Answer a question by joining the graph with another endpoint, which is asked for just what joins (TSV)."""
    from moratoria.ask.results import text
    from moratoria.pipeline.federating import ask_federated
    from moratoria.pipeline.kg import open_graph

    with open_graph(store) as graph:
        rows = ask_federated(graph.store, name, endpoint)
    lines = ["\t".join(rows.columns), *("\t".join(text(cell) for cell in row) for row in rows.rows)]
    write_output("\n".join(lines) + "\n", None)


def _decide(slug: str, other: str, accepted: bool, because: str, by: str, links: Path) -> None:
    from moratoria.link.decisions import Decision
    from moratoria.link.prefixes import OURS, split_name
    from moratoria.pipeline.linking import record_decision
    from moratoria.validate.report import render_findings

    if not by.strip() or not because.strip():
        raise InputError("a decision needs who made it and why", remedy="add --by and --because")
    today = date.today()
    predicate = "mor:sameRecordAs" if split_name(other)[0] in OURS else "schema:sameAs"
    decision = Decision(
        f"organization:{slug}", predicate, other, "semapv:ManualMappingCuration", accepted,
        author=by, date=today.isoformat(), comment=because,
    )  # fmt: skip
    typer.echo(render_findings(record_decision(links, decision, today)), nl=False, err=True)


def _show(found: list[Candidate], subject: str) -> None:
    if not found:
        typer.echo(f"nothing on record may be {subject} besides itself")
    for item in found:
        typer.echo(f"{item.score:.2f}  {item.object}\n      {'; '.join(item.reasons)}")
