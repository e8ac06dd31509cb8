"""The checklist before sending: what would be sent back is found first (HN-4.2, TS-III.3.7b, QN-I.2.9).

The rules of a kind of item are plain functions in one table, registered by the room that owns the kind. How
much a rule weighs is said by the regulation that the item is under; what the law or the database asks is
fixed. A finding names the place and quotes the text for the page only: what is stored has no quote.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial.models import Edition
from editorial.routes import preset_for
from editorial.states import MOVES

MAX_PLACES = 5
SEEN = "warnings"  # the tick that says the warnings were read; no regulation may use the name
PUBLIC_VERBS = frozenset({"publish", "sign", "post", "publish_urgently"})


class Severity(StrEnum):
    """How much a finding weighs; the values are those of a regulation's [checklist]."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"
    OFF = "off"

    @property
    def label(self) -> str:
        return str(_SEVERITY_LABELS[self])


_SEVERITY_LABELS = {
    Severity.BLOCK: gettext_lazy("Phải sửa"),
    Severity.WARN: gettext_lazy("Cảnh báo"),
    Severity.HINT: gettext_lazy("Gợi ý"),
    Severity.OFF: gettext_lazy("Không kiểm tra"),
}
_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Found:
    """One place that a rule objects to; an own `sentence` takes the place of the rule's."""

    place: str = ""
    quote: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One question to a text. `find` is given what the kind's `prepare` made of the edition.

    A fixed rule keeps its weight whatever the regulation says; one that `holds_public` blocks every move
    towards the public even where it only warns elsewhere.
    """

    code: str
    sentence: str | Promise
    advice: str | Promise
    find: Callable[[Any], Iterable[Found]]
    severity: Severity = Severity.BLOCK
    fixed: bool = False
    holds_public: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found; `more` says that there are places beyond those named."""

    rule: Rule
    severity: Severity
    found: tuple[Found, ...]
    more: bool = False

    @property
    def sentence(self) -> str:
        return self.found[0].sentence or str(self.rule.sentence)

    @property
    def told(self) -> str:
        """The sentence with its places, without a word of the text: fit for history and messages."""
        places = [found.place for found in self.found if found.place]
        if not places:
            return self.sentence
        return f"{self.sentence.rstrip('.')}: {'; '.join(places)}{'; …' if self.more else '.'}"

    @property
    def is_quoted(self) -> bool:
        """Whether there is a place or a quotation to show."""
        return any(found.place or found.quote for found in self.found)

    @property
    def holds_later(self) -> bool:
        """Whether what is only a warning now will stop the text before the public sees it."""
        return self.rule.holds_public and self.severity is not Severity.BLOCK

    def weight(self, verb: str) -> Severity:
        """What the finding means for this move."""
        return Severity.BLOCK if self.rule.holds_public and verb in PUBLIC_VERBS else self.severity


@dataclass(frozen=True, slots=True)
class Checklist:
    """The rules of one kind, and what takes an edition apart once for all of them."""

    prepare: Callable[[Any], Any]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A statement to be ticked before a move, by its code and its words."""

    code: str
    label: str


CHECKLISTS: dict[str, Checklist] = {}
Contacts = Callable[[], Iterable[str]]
_CONTACTS: list[Contacts] = []


def register(kind: str, prepare: Callable[[Any], Any], rules: tuple[Rule, ...]) -> None:
    """Give editions of `kind` ("content.article", …) these rules."""
    CHECKLISTS[kind] = Checklist(prepare, rules)


def register_contacts(contacts: Contacts) -> Contacts:
    """Name the telephone numbers and mail addresses that are the school's own, for nobody's privacy."""
    _CONTACTS.append(contacts)
    return contacts


def own_contacts() -> list[str]:
    """Every registered number and address, as written."""
    return [contact for contacts in _CONTACTS for contact in contacts()]


def findings(edition: Edition) -> list[Finding]:
    """What the rules object to in the text as it is, the heaviest first; rules that are off are not asked.

    The rules run once for a text: the page asks for its buttons, its reasons and its panel one by one.
    """
    state = _state_of(edition)
    seen_state, kept = vars(edition).get("_checked", (None, []))
    if seen_state != state:
        kept = _run(edition)
        vars(edition)["_checked"] = (state, kept)
    return list(kept)


def blocking(edition: Edition, verb: str) -> list[str]:
    """Sentences on what must be mended before this move; empty when nothing is in its way."""
    if not MOVES[verb].ready:
        return []
    return [found.told for found in findings(edition) if found.weight(verb) is Severity.BLOCK]


def warnings(edition: Edition, verb: str) -> list[Finding]:
    """What does not stop this move but must have been seen by whoever makes it."""
    if not MOVES[verb].ready:
        return []
    return [found for found in findings(edition) if found.weight(verb) is Severity.WARN]


def ticks(edition: Edition, verb: str) -> list[Tick]:
    """What the form of this move asks to be ticked: warnings seen, and the regulation's statements."""
    asked = []
    if count := len(warnings(edition, verb)):
        label = ngettext("Tôi đã xem %(count)d cảnh báo.", "Tôi đã xem %(count)d cảnh báo.", count)
        asked.append(Tick(SEEN, label % {"count": count}))
    statements = preset_for(edition).confirmations_for(verb)
    return asked + [Tick(statement.code, statement.label) for statement in statements]


def missing_ticks(edition: Edition, verb: str, given: Iterable[str] | None) -> list[str]:
    """Why the ticks given will not do; None: no page asked for any, so there is nothing to hold against them.

    Robots and commands see no page and tick nothing (ADR 0009); what blocks holds for them as well.
    """
    if given is None:
        return []
    present = set(given)
    missing = [tick.label for tick in ticks(edition, verb) if tick.code not in present]
    return [_("Hãy đánh dấu: %(statement)s") % {"statement": label} for label in missing]


def record_of(edition: Edition, verb: str, given: Iterable[str] | None) -> dict[str, Any]:
    """What the event of the move keeps: findings without quotes, and the statements ticked in their words."""
    if not MOVES[verb].ready:
        return {}
    present = set(given or ())
    found = [
        {"code": one.rule.code, "severity": one.weight(verb).value, "sentence": one.told}
        for one in findings(edition)
    ]
    ticked = [
        {"code": tick.code, "label": tick.label} for tick in ticks(edition, verb) if tick.code in present
    ]
    return {"checklist": {"findings": found, "ticked": ticked}}


def _state_of(edition: Edition) -> tuple[Any, ...]:
    """What the findings depend on; every write of the text or its parts counts the version up."""
    columns = {field.name: field.attname for field in edition._meta.concrete_fields}
    values = (getattr(edition, columns[name]) for name in edition.content_fields)
    return (preset_for(edition), edition.version, edition.origin, edition.expires_at, *values)


def _run(edition: Edition) -> list[Finding]:
    checklist = CHECKLISTS.get(edition.kind)
    if checklist is None:
        return []
    weighed = [(rule, _severity(edition, rule)) for rule in checklist.rules]
    text = checklist.prepare(edition)
    found = [_ask(rule, severity, text) for rule, severity in weighed if severity is not Severity.OFF]
    return sorted((one for one in found if one), key=lambda one: _ORDER.index(one.severity))


def _severity(edition: Edition, rule: Rule) -> Severity:
    said = None if rule.fixed else preset_for(edition).severity_of(rule.code)
    return Severity(said) if said else rule.severity


def _ask(rule: Rule, severity: Severity, text: Any) -> Finding | None:
    places = tuple(islice(rule.find(text), MAX_PLACES + 1))
    if not places:
        return None
    return Finding(rule, severity, places[:MAX_PLACES], len(places) > MAX_PLACES)
