"""What a school's regulation (quy chế) says, as frozen dataclasses: the vocabulary of a preset file.

Field names are the keys of the TOML files in presets/. Where a text may be empty, "" means "nothing said".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

# Every day and hour of a regulation (requirements 7.2 no. 1).
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SPECIAL_ACTORS = ("section_editor", "unit_head_of_item")
VERBS = ("forward", "return", "refuse", "ask_opinion", "assign", "publish", "sign", "post")
KINDS = (
    "content.article",
    "content.page",
    "documents.officialdocument",
    "documents.procurementnotice",
    "content.schoolevent",
    "content.workweek",
)
SECTION_KINDS = ("articles", "page", "room")
SCHOOL_KINDS = ("preschool", "primary", "lower_secondary", "sector", "any")
DEADLINE_UNITS = (
    "calendar_days",
    "working_days",
    "cutoff",
    "first_week",
    "period_days",
    "monthly",
    "yearly",
    "once",
)
# The checklist before sending: what a school may set, and what the law or the database asks of every school.
# The rules themselves are registered with editorial.checklist; a test holds both lists equal.
CHECKS = (
    "section_missing",
    "title_length",
    "title_capitals",
    "title_stop",
    "lead_missing",
    "lead_long",
    "body_short",
    "notice_dates",
    "alt_poor",
    "picture_small",
    "text_in_picture",
    "encoding",
    "identity_number",
    "phone_number",
    "email_address",
    "birth_dates",
    "bank_account",
    "home_address",
    "pupil_list",
    "dead_link",
    "inner_link",
    "vague_link",
    "plain_http",
    "source_unnamed",
    "copied_text",
    "heading_order",
    "table_header",
    "file_flagged",
    "file_signature",
    "document_same_number",
    "document_same_file",
    "document_day_ahead",
    "document_number_type",
    "procurement_file_missing",
    "procurement_decision_missing",
    "procurement_deadline_missing",
    "procurement_over_amount",
    "event_place_missing",
    "event_in_the_past",
    "calendar_change_unsaid",
)
FIXED_CHECKS = (
    "document_secret",
    "document_field_missing",
    "document_file_missing",
    "procurement_field_missing",
    "event_time_missing",
    "week_incomplete",
    "week_taken",
    "title_missing",
    "body_missing",
    "alt_missing",
    "source_missing",
    "source_address",
    "address_taken",
    "correction_unsaid",
    "pin_too_long",
    "file_infected",
    "file_held",
)
SEVERITIES = ("block", "warn", "hint", "off")
CONFIRMING_VERBS = ("submit", "forward", "publish", "sign", "post", "publish_urgently")
FIRST_WEEK_READINGS = ("days_1_7", "week_of_first", "first_full_week")
TRIGGERS = (
    "event_ended",
    "document_stamped",
    "document_signed",
    "week_signed",
    "plan_approved",
    "research_approved",
    "research_accepted",
    "statistics_decided",
    "conference_held",
    "month_ended",
    "quarter_ended",
    "halfyear_ended",
    "request_to_acknowledge",
    "request_to_answer",
    "data_request_to_acknowledge",
    "data_view_to_answer",
    "data_stop_to_answer",
    "data_delete_to_answer",
    "rota_turn_ended",
    "unit_review_due",
    "calendar",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a route: who acts there and what they may do (requirements 7.3)."""

    key: str
    label: str
    actors: tuple[str, ...]
    verbs: tuple[str, ...]
    may_edit: bool = False
    needs_section: bool = False
    opinion_of: str = ""
    return_to: str = ""
    skip_if_author: bool = False
    within_hours: int = 0  # processing time from the arrival at the step; 0 when the regulation sets none


@dataclass(frozen=True, slots=True)
class Route:
    """The ordered steps an edition of the given kinds passes before the public sees it."""

    code: str
    kinds: tuple[str, ...]
    steps: tuple[Step, ...]
    section_at_submit: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """Why an item may be refused for good; `needs_basis` asks for the legal basis in words (HN-14.4)."""

    code: str
    label: str
    citation: str = ""
    needs_basis: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """Ground of a takedown (HN-12.5a)."""

    code: str
    label: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One entry of the section tree (requirements 8); `path` is set exactly when kind is "room"."""

    slug: str
    name: str
    kind: str = "articles"
    path: str = ""
    sensitive: bool = False
    order: int = 0
    description: str = ""
    children: tuple["SectionSpec", ...] = ()
    in_menu: bool = True
    owner: str = ""


@dataclass(frozen=True, slots=True)
class DocumentGroupSpec:
    """A group that official documents are shown in (TS-III.2.2.5)."""

    slug: str
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class BoardRole:
    """A seat of the editorial board; `role` is the portal role it brings, 0 `seats`: any number."""

    code: str
    label: str
    role: str
    position: str = ""
    seats: int = 0


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """What may be uploaded; `max_bytes` is inclusive (HL-7.4)."""

    max_bytes: int
    extensions: tuple[str, ...]
    allow_software_archives: bool = False
    citation: str = ""


@dataclass(frozen=True, slots=True)
class StylePolicy:
    """How published text is written; an empty font or size 0 leaves it to the portal's stylesheet."""

    encoding: str
    body_font: str = ""
    body_size_pt: int = 0
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Yearly and monthly targets; 0 means none is set. `yearbook_years` is the depth of the yearbook.

    On the `remind_units_on`-th working day of a month the units that gave nothing yet are reminded (Q8-3.2d).
    """

    articles_per_year: int = 0
    articles_per_month: int = 0
    expected_per_month: int = 0
    procedures_percent: int = 0
    mailboxes_percent: int = 0
    yearbook_years: int = 0
    remind_units_on: int = 0
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """After how many days with nothing new a section or a page is told as neglected; 0: never (Q8-1.2)."""

    section_days: int = 0
    page_days: int = 0
    citation: str = ""


@dataclass(frozen=True, slots=True)
class UnitReviews:
    """How often a unit looks through what the portal says of it, in months; 0: never (HN-7.1c)."""

    every_months: int = 0
    citation: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One deadline (requirements 7.1), reckoned in Asia/Ho_Chi_Minh with the semantics of requirements 7.2.

    unit and what `amount` counts:
      calendar_days, working_days  days after the trigger day (not counted), to 24:00 of the last one;
                   0 calendar days: to 24:00 of the trigger day itself
      cutoff       trigger before `cutoff_hour`: 24:00 of that day; at or after it: `amount` days later,
                   before `cutoff_hour` (exclusive)
      first_week   the first week of the next period in the reading `first_week`
      period_days  the first `amount` days of the next period
      monthly      24:00 of the last day of every month (TS-II.2)
      yearly       24:00 of the day `yearly_on` ("MM-DD") of every year
      once         the moment `at`
    Each of `triggers` opens an obligation of its own. `roll_forward` moves a last day that is no working day
    to the end of the next working day. A rule with `enabled` false is kept, shown and never opened.
    """

    key: str
    label: str
    triggers: tuple[str, ...]
    unit: str
    amount: int = 0
    cutoff_hour: int | None = None
    first_week: str = ""
    yearly_on: str = ""
    at: datetime | None = None
    roll_forward: bool = False
    enabled: bool = True
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Reminders:
    """When people are told what they owe (HL-8); hours are read in Asia/Ho_Chi_Minh.

    `hours` ("HH:MM", ascending) are those of the digest. The responsible are told `ahead_hours` and
    `at_hand_hours` before the end and when it has passed, their head and the board so many hours after it.
    A submission that waited `unhandled_hours` between `work_from` and `work_to` of working days is told too;
    0 switches that off.
    """

    hours: tuple[str, ...] = ("07:30", "13:30")
    ahead_hours: int = 24
    at_hand_hours: int = 4
    head_after_hours: int = 24
    board_after_hours: int = 48
    unhandled_hours: int = 8
    work_from: str = "07:30"
    work_to: str = "16:30"
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How much one rule of the checklist weighs: it blocks, must be seen, is only said, or is not asked."""

    code: str
    severity: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A statement to be ticked by whoever makes one of the moves `verbs` (HN-4.2c)."""

    code: str
    label: str
    verbs: tuple[str, ...]
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A whole regulation, resolved and checked; equal presets rule alike."""

    code: str
    name: str
    school_kind: str
    decision: str
    effective_from: date
    routes: tuple[Route, ...]
    refusal_reasons: tuple[RefusalReason, ...]
    takedown_grounds: tuple[Ground, ...]
    sections: tuple[SectionSpec, ...]
    document_groups: tuple[DocumentGroupSpec, ...]
    board: tuple[BoardRole, ...]
    uploads: UploadPolicy
    style: StylePolicy
    targets: Targets
    freshness: Freshness
    unit_review: UnitReviews
    checklist: tuple[Check, ...]
    confirmations: tuple[Confirmation, ...]
    deadlines: tuple[DeadlineRule, ...]
    reminders: Reminders = Reminders()

    def route_for(self, kind: str) -> Route:
        """The route of items of `kind` ("content.article", …); LookupError when the regulation has none."""
        for route in self.routes:
            if kind in route.kinds:
                return route
        raise LookupError(kind)

    def refusal_reason(self, code: str) -> RefusalReason | None:
        """The reason called `code`, None when this regulation does not know it."""
        return next((reason for reason in self.refusal_reasons if reason.code == code), None)

    def takedown_ground(self, code: str) -> Ground | None:
        """The takedown ground called `code`, None when this regulation does not know it."""
        return next((ground for ground in self.takedown_grounds if ground.code == code), None)

    def severity_of(self, code: str) -> str | None:
        """One of SEVERITIES, None when this regulation says nothing about the rule called `code`."""
        return next((check.severity for check in self.checklist if check.code == code), None)

    def confirmations_for(self, verb: str) -> tuple[Confirmation, ...]:
        """What must be ticked by whoever makes the move called `verb`."""
        return tuple(one for one in self.confirmations if verb in one.verbs)

    def deadline(self, key: str) -> DeadlineRule | None:
        """The deadline rule called `key`, None when this regulation has none."""
        return next((rule for rule in self.deadlines if rule.key == key), None)

    def walk_sections(self) -> Iterator[tuple[str, SectionSpec]]:
        """Every section with its parent's slug ("" at the top), parents before their children."""
        yield from _walk("", self.sections)


def _walk(parent: str, sections: tuple[SectionSpec, ...]) -> Iterator[tuple[str, SectionSpec]]:
    for section in sections:
        yield parent, section
        yield from _walk(section.slug, section.children)
