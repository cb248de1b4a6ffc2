"""The tree of errors drawn in the docstring is the real one, exit codes and HTTP statuses included."""

from __future__ import annotations

import re

import pytest

from moratoria import errors
from moratoria.errors import InputError, MoratoriaError, UnknownName

LINE = re.compile(r"^(?P<stem>[\s│├└─]*)(?P<name>[A-Z]\w+)(?:\s{2,}.+?\s{2,}exit (?P<code>\d+), HTTP (?P<http>\d+))?$")
Kinds = dict[str, tuple[str | None, int, int]]
"""Each error with its parent, exit code and HTTP status."""


def drawn() -> Kinds:
    """The errors of the drawing; its root has no codes written beside it."""
    found: Kinds = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        match = LINE.match(line)
        if match and (match["code"] or match["name"] == "MoratoriaError"):
            depth = len(match["stem"].removeprefix("    ")) // 4
            path[depth:] = [match["name"]]
            parent = path[depth - 1] if depth else None
            found[match["name"]] = (parent, int(match["code"] or 1), int(match["http"] or 500))
    return found


def real(kind: type[MoratoriaError] = MoratoriaError, parent: str | None = None) -> Kinds:
    found: Kinds = {kind.__name__: (parent, kind.exit_code, kind.http_status)}
    for child in kind.__subclasses__():
        found |= real(child, kind.__name__)
    return found


def test_the_drawn_tree_is_the_real_tree():
    assert drawn() == real()


def test_the_tree_has_its_fourteen_kinds():
    assert sorted(real()) == [
        "Crowded", "EndpointError", "FindingsError", "InputError", "MissingPart", "MoratoriaError", "QueryError",
        "QueryStopped", "StoreBusy", "StoreError", "StoreOutdated", "TooLarge", "TooMany", "UnknownName",
    ]  # fmt: skip


def test_no_exit_code_is_that_of_a_misread_command_line_or_of_success():
    assert {code for _, code, _ in real().values()} & {0, 2} == set()


def test_a_message_is_one_sentence_of_place_what_and_remedy():
    error = InputError("not UTF-8", where="a.yaml:3", remedy="save it as UTF-8")
    assert str(error) == "a.yaml:3: not UTF-8; save it as UTF-8"
    assert (error.where, error.what, error.remedy) == ("a.yaml:3", "not UTF-8", "save it as UTF-8")


def test_a_message_is_one_line_whatever_it_was_made_from():
    assert "\n" not in str(InputError("the parser says:\n  line 1\n  line 2", where="a.ttl"))


def test_an_unknown_name_offers_its_nearest():
    assert str(UnknownName("question", "who", ["who-followed-whom"])) == (
        "no question named 'who'; did you mean who-followed-whom?"
    )


@pytest.mark.parametrize("kind", ["InputError", "StoreError", "QueryError"])
def test_every_kind_is_caught_as_the_root(kind):
    with pytest.raises(MoratoriaError, match=r"^here: it broke$"):
        raise getattr(errors, kind)("it broke", where="here")
