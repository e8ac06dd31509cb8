"""The clock's two rounds over what is owed; each repairs what an earlier failure left."""

from collections import Counter

from editorial.owing import check_obligations
from editorial.reminder_letters import send_reminders
from editorial.reminders import make_reminders
from editorial.unhandled import make_alerts


def check_deadlines() -> Counter[str]:
    """Open, move and close what is owed, then tell people; how often each was needed, by name."""
    return check_obligations() + remind()


def remind() -> Counter[str]:
    """Tell people what it is time to tell them."""
    return Counter(reminders=make_reminders(), alerts=make_alerts(), letters=send_reminders())
