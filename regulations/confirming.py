"""The part of a regulation on checking a text before it is sent: weights of the rules, statements to tick."""

from django.utils.translation import gettext as _

from regulations.schema import CHECKS, CONFIRMING_VERBS, FIXED_CHECKS, SEVERITIES, Check, Confirmation
from regulations.tables import Table, refuse_twice

# What the portal's own tick for “the warnings were seen” is called.
RESERVED_CODES = ("warnings",)
MAX_STATEMENT = 300


def read_checks(table: Table) -> tuple[Check, ...]:
    """The weights that the table gives, in the order of CHECKS; Fault at a rule nobody may weigh so."""
    for code in FIXED_CHECKS:
        if code in table.data:
            raise table.fault(code, _("điều này pháp luật hoặc cổng luôn bắt buộc, quy chế không đổi được."))
    checks = tuple(Check(code, table.choice(code, SEVERITIES)) for code in CHECKS if code in table.data)
    if Check("encoding", "off") in checks:
        raise table.fault("encoding", _("không tắt được: chữ sai bảng mã không bao giờ được đăng."))
    table.allow(*CHECKS)
    return checks


def read_confirmations(table: Table) -> tuple[Confirmation, ...]:
    """The statements to tick; none in a version from before there was a checklist."""
    if "confirmations" not in table.data:
        table.allow("confirmations")
        return ()
    tables = table.tables("confirmations")
    found = []
    for one in tables:
        confirmation = Confirmation(
            code=one.code("code"),
            label=one.text("label", max_length=MAX_STATEMENT),
            verbs=one.words("verbs", CONFIRMING_VERBS),
            citation=one.text("citation", ""),
        )
        if confirmation.code in RESERVED_CODES:
            raise one.fault("code", _("mã này cổng đã dùng, hãy chọn mã khác."))
        one.done()
        found.append(confirmation)
    refuse_twice(tables, "code", _("lời xác nhận “%(value)s” khai hai lần."))
    return tuple(found)
