"""What a register file may say: its source, its tables, their columns and the facts in their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from moratoria.errors import InputError
from moratoria.facts import kinds
from moratoria.facts.model import FactFile
from moratoria.facts.rows import kind_of_list
from moratoria.facts.values import Line, Slug, WebAddress

PLACEHOLDER = re.compile(r"\{([^{}?]+)(\??)\}")
"""A column in a template; with `?` it may state nothing."""
DATE_FORMS = ("YYYY-MM-DD", "YYYY-MM", "YYYY", "timestamp", "D Month YYYY", "Month D, YYYY", "Month, YYYY")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]


class Described(BaseModel):
    """A part of a register file; fields it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EditionDate(Described):
    """Where an edition carries its own date: in a file beside the others, or in the name of a file."""

    file: str = ""
    field: str = ""
    name: Pattern | None = Field(None, description="a pattern on file names; its first group is the date")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.file and self.field) == bool(self.name):
            raise ValueError("give either `file` and `field`, or `name`")
        return self


class SourceDescription(Described):
    """The source that an edition of the register becomes."""

    id: Slug
    title: Line
    publisher: Line
    licence: Line
    address: WebAddress | None = None
    authority: kinds.Authority = kinds.Authority.SECONDARY
    published: EditionDate | None = None


class Column(Described):
    """How the cells of one column, or a text made `of` several, become values."""

    column: str | None = Field(None, description="its name in the file, `/` leads into mappings; else the key here")
    of: str | None = Field(None, description="a template of other columns, instead of a column of the file")
    type: Literal["text", "integer", "flag", "date", "slug", "list"] = "text"
    digits: int = Field(0, ge=0, le=40, description="an integer is padded with zeros to so many digits")
    forms: tuple[Literal[DATE_FORMS], ...] = ("YYYY-MM-DD", "YYYY-MM", "YYYY")  # type: ignore[valid-type]
    split: str = Field("", description="what separates the parts of a list; `json` where the cell is a JSON array")
    whole: tuple[str, ...] = Field((), description="names that hold a separator and arrive in parts at their commas")
    pattern: Pattern | None = Field(None, description="what a value must match; its first group, if any, is the value")
    blanks: tuple[str, ...] = Field((), description="words that mean nothing is stated")
    words: dict[str, str] = Field({}, description="the register's words in ours; an empty one means nothing to us")
    patterns: tuple[tuple[Pattern, str], ...] = Field((), description="patterns tried in order after `words`")
    otherwise: str | None = Field(None, description="the word for values that no word or pattern knows")
    keep: bool = Field(False, description="values that no word or pattern knows stay as they are")
    leave_out: dict[Pattern, str] = Field({}, description="patterns of values that are left out, each with its reason")
    limit: int = Field(500, ge=1, description="longer texts are shortened, and counted")
    optional: bool = Field(False, description="the file may lack this column")

    @property
    def maps(self) -> bool:
        """True when values are translated."""
        return bool(self.words or self.patterns)


class SetAside(Described):
    """Rows that become no fact, and why: by their values, or because another table lists them."""

    reason: Line
    when: dict[str, Pattern] = {}
    listed_in: Slug | None = Field(None, description="a table of the register")
    listed_as: str = Field("", description="the template here, and in `column` there, that must agree")
    column: str = ""
    unless_missing: str = Field("", description="the column there that names a row to go in its stead")

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if bool(self.when) == bool(self.listed_in):
            raise ValueError("give either `when` or `listed_in`")
        return self


class Reference(Described):
    """A field that names a thing of another rule by its id template."""

    to: str
    id: str
    each: str = Field("", description="a list column: one reference for each of its values, as {each}")
    kind: str = Field("", description="written before the id, as in organization/…")


FieldRule = str | Reference | tuple[str, ...]


class FactRule(Described):
    """One kind of fact in a row: its list, its id and its fields, as templates of columns."""

    list: str
    id: str
    fields: dict[str, FieldRule]
    when: dict[str, Pattern] = {}
    each: str = Field("", description="a list column: one fact for each of its values, as {each}")
    same_as: str = Field("", description="a field; a stored thing with the same value of it lends its id")
    joins: bool = Field(False, description="only adds to a fact that another table makes")
    inferred: tuple[str, ...] = Field((), description="fields that the register implies and does not state")
    once: bool = Field(False, description="many rows state it; the first is its evidence")

    @model_validator(mode="after")
    def _fields_exist(self) -> Self:
        lists = [name for name in FactFile.model_fields if name not in ("source", "tables")]
        if self.list not in lists:
            raise ValueError(f"there is no list {self.list!r}: one of {', '.join(lists)}")
        model = kind_of_list(self.list, "")
        unknown = sorted({*self.fields, *self.inferred} - model.model_fields.keys())
        if unknown:
            known = ", ".join(model.model_fields)
            raise ValueError(f"{self.list} have no field {unknown[0]!r}: one of {known}")
        return self


class Table(Described):
    """One kind of file of the register."""

    name: Slug
    files: tuple[str, ...] = Field(min_length=1, description="patterns of file names, such as *.csv")
    explode: str = Field("", description="a column of records: one row for each of them, as column/field")
    only: dict[str, Pattern] = Field({}, description="what records of the file are rows of this table; all when empty")
    row: str = Field(description="a template of what tells a row from others; it is the evidence")
    at_least: int = Field(1, ge=0, description="fewer rows mean a broken file: nothing is written")
    at_most: int = Field(20_000, ge=1)
    columns: dict[str, Column] = {}
    required: dict[str, Line] = Field({}, description="columns a row must have, each with the reason if it has not")
    set_aside: tuple[SetAside, ...] = ()
    facts: tuple[FactRule, ...] = ()
    instead: Line | None = Field(None, description="why the rows of a table without facts are set aside")
    optional: bool = Field(False, description="an edition may come without this table")

    @property
    def templates(self) -> Iterator[str]:
        """Every template of the table, in which the columns it needs are named."""
        yield self.row
        yield from (f"{{{name}}}" for name in (*self.columns, *self.required))
        for aside in self.set_aside:
            yield aside.listed_as
            yield from (f"{{{name}}}" for name in aside.when)
        for rule in self.facts:
            yield from (rule.id, *(f"{{{name}}}" for name in (*rule.when, rule.each) if name))
            for given in rule.fields.values():
                yield from given if isinstance(given, tuple) else (given,) if isinstance(given, str) else (given.id,)


class Trap(Described):
    """What is known to be odd about some rows; told at every load."""

    table: Slug
    when: dict[str, Pattern]
    says: Line


class Candidates(Described):
    """Ids that may mean one thing; told, never merged here."""

    kind: Slug
    ids: tuple[Slug, ...] = ()
    table: Slug | None = None
    by: str = Field("", description="a template: rows that agree on it may be one")
    id: str = ""
    because: Line


class Order(Described):
    """Two columns of events whose second is not before the first, in the order of `ranks`."""

    table: Slug
    earlier: str
    later: str
    ranks: tuple[str, ...] = ()
    says: Line


class Register(Described):
    """A register: where it comes from, what its files hold, and which facts their rows state."""

    name: Slug
    source: SourceDescription
    tables: tuple[Table, ...] = Field(min_length=1)
    traps: tuple[Trap, ...] = ()
    candidates: tuple[Candidates, ...] = ()
    orders: tuple[Order, ...] = ()

    def table(self, name: str) -> Table | None:
        """The table of a name."""
        return next((table for table in self.tables if table.name == name), None)


def parse_register(data: Any, where: str) -> Register:
    """The register a TOML file describes. Raises InputError that names the first field at fault."""
    try:
        return Register.model_validate(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in fault["loc"]) or "the file"
        message = fault["msg"].removeprefix("Value error, ")
        raise InputError(f"{field}: {message}", where=where, remedy="see docs/how-to-register.md") from error
