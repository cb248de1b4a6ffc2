"""Every error the program raises on purpose, as one tree.

    MoratoriaError
    ├── InputError            what came from outside cannot be read      exit 3, HTTP 400
    │   ├── TooLarge          over a size or depth cap                   exit 3, HTTP 413
    │   └── UnknownName       no such thing, with its nearest names      exit 4, HTTP 404
    ├── FindingsError         a load was refused; carries its findings   exit 5, HTTP 422
    ├── QueryError            a query or parameter was refused           exit 6, HTTP 400
    │   └── QueryStopped      it went over its time or memory            exit 6, HTTP 400
    ├── StoreError            the store cannot be used                   exit 7, HTTP 503
    │   ├── StoreBusy         another process writes to it               exit 8, HTTP 503
    │   ├── StoreOutdated     made by another version                    exit 7, HTTP 503
    │   └── EndpointError     a remote endpoint did not answer well      exit 9, HTTP 502
    ├── TooMany               a client asked for too much in a while     exit 11, HTTP 429
    │   └── Crowded           all places are taken for the moment        exit 11, HTTP 503
    └── MissingPart           an optional part is not installed          exit 10, HTTP 501

Each message is one sentence: what, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class MoratoriaError(Exception):
    """The root: `what` went wrong, `where`, and the `remedy`."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The message as one sentence on one line, place first.

        >>> InputError("no such file", where="a.yaml", remedy="check the path").sentence()
        'a.yaml: no such file; check the path'
        """
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return " ".join(f"{place}{self.what}{remedy}".split())


class InputError(MoratoriaError):
    """What came from outside cannot be read."""

    exit_code = 3
    http_status = 400


class TooLarge(InputError):
    """Input over one of the size or depth caps."""

    http_status = 413


class UnknownName(InputError):
    """No thing, question, source or format has this name."""

    exit_code = 4
    http_status = 404

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = (), *, where: str = "", remedy: str = "") -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        remedy = f"did you mean {', '.join(nearest)}?" if nearest else remedy
        super().__init__(f"no {kind} named {name!r}", where=where, remedy=remedy)


class FindingsError(MoratoriaError):
    """Refused because of findings of severity ERROR; nothing was written."""

    exit_code = 5
    http_status = 422

    def __init__(self, findings: Sequence[object], what: str = "") -> None:
        self.findings = tuple(findings)
        super().__init__(what or f"refused with {len(self.findings)} findings, nothing was written")


class QueryError(MoratoriaError):
    """A query or a parameter was refused or could not be answered."""

    exit_code = 6
    http_status = 400


class QueryStopped(QueryError):
    """A query was ended because it went over its time or its memory."""


class StoreError(MoratoriaError):
    """The store cannot be used."""

    exit_code = 7
    http_status = 503


class StoreBusy(StoreError):
    """Another process has the store open for writing."""

    exit_code = 8


class StoreOutdated(StoreError):
    """The store was made by another version of the ontology."""


class EndpointError(StoreError):
    """A remote endpoint was unreachable, too slow, too large or unparseable."""

    exit_code = 9
    http_status = 502


class TooMany(MoratoriaError):
    """More was asked than is answered in a while; it may be asked again in `retry_seconds`."""

    exit_code = 11
    http_status = 429

    def __init__(self, what: str, retry_seconds: float, *, where: str = "", remedy: str = "") -> None:
        self.retry_seconds = retry_seconds
        super().__init__(what, where=where, remedy=remedy)


class Crowded(TooMany):
    """All places are taken for the moment, by whomever."""

    http_status = 503


class MissingPart(MoratoriaError):
    """An optional part (Java, pandas, a font) is not there."""

    exit_code = 10
    http_status = 501
