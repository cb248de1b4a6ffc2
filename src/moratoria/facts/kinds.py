"""The closed word lists of the fact model, each word as a fact file spells it."""

from __future__ import annotations

from enum import StrEnum


class SourceKind(StrEnum):
    """What a source document is."""

    NEWS_ARTICLE = "news-article"
    WEB_PAGE = "web-page"
    OFFICIAL_DOCUMENT = "official-document"
    LETTER = "letter"
    DATASET = "dataset"


class Authority(StrEnum):
    """How near a source stands to what it states."""

    OWN_WORDS = "own-words"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Seen(StrEnum):
    """How much of the source the curator held when the fact was written down."""

    EXCERPT = "excerpt"
    FULL = "full"
    REGISTER = "register"


class Modality(StrEnum):
    """How a source puts a fact: in quotation marks, in its own words, or by implication."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    INFERRED = "inferred"


class OrganizationKind(StrEnum):
    """What an organization is."""

    COMPANY = "company"
    REGULATOR = "regulator"
    LEGISLATURE = "legislature"
    COURT = "court"
    LAW_ENFORCEMENT = "law-enforcement"
    GOVERNMENT = "government"
    NONPROFIT = "nonprofit"
    UNIVERSITY = "university"
    SCHOOL = "school"
    MEDIA = "media"
    INTERNATIONAL = "international"
    UNCLASSIFIED = "unclassified"


class RestrictionKind(StrEnum):
    """What a restriction is."""

    BAN = "ban"
    MORATORIUM = "moratorium"
    CONDITIONAL_WITHHOLDING = "conditional-withholding"
    EXIT = "exit"
    USAGE_POLICY = "usage-policy"
    EXPORT_CONTROL = "export-control"
    REVIEW_REQUIREMENT = "review-requirement"
    ORDER = "order"


class Action(StrEnum):
    """What a restriction restricts doing."""

    SUPPLY = "supply"
    DEVELOP = "develop"
    RESEARCH = "research"
    USE = "use"
    EXPORT = "export"
    PROCURE = "procure"


class Lasting(StrEnum):
    """The kind of duration a restriction is given."""

    ENDLESS = "endless"
    UNTIL_TIME = "until-time"
    UNTIL_EVENT = "until-event"
    INDETERMINATE = "indeterminate"


class Wording(StrEnum):
    """Whether a source words a restriction as in effect, as planned or as proposed."""

    IN_EFFECT = "in-effect"
    PLANNED = "planned"
    PROPOSED = "proposed"


class ConditionKind(StrEnum):
    """What would release a restriction."""

    LEGISLATION_ENACTED = "legislation-enacted"
    DATE_REACHED = "date-reached"
    REVIEW_COMPLETED = "review-completed"
    COURT_RULING = "court-ruling"
    REGULATOR_APPROVAL = "regulator-approval"
    CONSENT_GIVEN = "consent-given"
    UNSPECIFIED = "unspecified"
    GROUP = "group"


class GroupOperator(StrEnum):
    """How the members of a condition group combine (`odrl:and`, `odrl:or`)."""

    AND = "and"
    OR = "or"


class AssessmentStatus(StrEnum):
    """Where a condition stood when somebody assessed it."""

    OPEN = "open"
    MET = "met"
    FAILED = "failed"
    DISPUTED = "disputed"


class Level(StrEnum):
    """The level of government."""

    SUPRANATIONAL = "supranational"
    NATIONAL = "national"
    STATE = "state"
    LOCAL = "local"


class LegislationKind(StrEnum):
    """What a piece of draft or enacted legislation is."""

    BILL = "bill"
    ACT = "act"
    REGULATION = "regulation"
    ORDINANCE = "ordinance"
    EXECUTIVE_ORDER = "executive-order"
    GUIDANCE = "guidance"


class EventKind(StrEnum):
    """What happened; the second block are the legal events of a bill or law."""

    ANNOUNCEMENT = "announcement"
    EXTENSION = "extension"
    EXPIRY = "expiry"
    LIFTING = "lifting"
    WITHDRAWAL = "withdrawal"
    SUSPENSION = "suspension"
    REINSTATEMENT = "reinstatement"
    CORRECTION = "correction"
    CONFIRMATION = "confirmation"
    RULING = "ruling"
    CONTRACT = "contract"
    PROTEST = "protest"
    REPORT = "report"
    LETTER = "letter"
    INCIDENT = "incident"
    INVESTIGATION = "investigation"
    SETTLEMENT = "settlement"
    RENAME = "rename"
    MERGER = "merger"

    INTRODUCED = "introduced"
    PASSED_CHAMBER = "passed-chamber"
    PASSED = "passed"
    VETOED = "vetoed"
    SIGNED = "signed"
    PUBLISHED = "published"
    ENACTED = "enacted"
    ENTERED_INTO_FORCE = "entered-into-force"
    APPLICABLE = "applicable"
    AMENDED = "amended"
    DELAYED = "delayed"
    LAW_SUSPENDED = "law-suspended"
    LAW_EXPIRED = "law-expired"
    REPEALED = "repealed"
    STRUCK_DOWN = "struck-down"
    DIED = "died"


class Stance(StrEnum):
    """How a statement stands towards a law or restriction."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    CALLS_FOR = "calls-for"
    NEUTRAL = "neutral"
