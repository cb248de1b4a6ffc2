"""The rules behind a status and behind a preferred value, in words."""

from __future__ import annotations

STATUS_RULES = {
    "start-stated": "a source states the day it starts",
    "start-from-law": "no source states its start, so it holds from when the law it is imposed under took effect",
    "start-from-announcement": "worded as in effect without a stated start, so it holds from its announcement",
    "announced-before-start": "announced, and not yet at its stated start",
    "proposed": "worded as proposed, with no stated start",
    "start-not-stated": "announced, but no source states a start or words it as in effect",
    "date-imprecise": "the day lies between the earliest and the latest that the sources allow",
    "no-dates": "no source gives any date",
    "end-reached": "its stated end is reached and no extension is recorded",
    "duration-elapsed": "its stated duration has passed and no extension is recorded",
    "revision": "a revision of it takes its place from its stated start, else from its announcement",
    "law-repealed": "the law it is imposed under was repealed by a later one",
    "repealed": "the law it is imposed under was repealed",
    "died": "the bill that proposed it died",
    "law-expired": "the law it is imposed under expired",
    "law-suspended": "the law it is imposed under was suspended",
    "struck-down": "a court struck it down",
    "lifting": "a source says that it was lifted",
    "withdrawal": "a source says that it was withdrawn",
    "expiry": "a source says that it expired",
    "suspension": "a source says that it was suspended",
    "reinstated": "a source says that it is in force again",
}
"""Every rule that opens a status interval."""

PREFERENCE_RULES = {
    "only-value": "no live source gives another value",
    "precise-over-vague": "more precise than a date that encloses it",
    "own-words-over-report": "the actor's own words go before a report",
    "correction-over-corrected": "a correction goes before what it corrects",
    "primary-over-secondary": "a primary source goes before a secondary one",
    "later-over-earlier": "the later source goes before the earlier one",
    "iri-order": "nothing else decides, so the order of their names does",
}
"""Every rule that prefers one claim over another; see `graph.claims.prefer`."""
