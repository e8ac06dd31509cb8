"""An answer to one of the portal's letters becomes a turn of the conversation (HN-12.4.2b)."""

from django.utils.translation import gettext as _

from editorial.mailroom import threads
from editorial.mailroom.letters import Letter
from editorial.mailroom.words import own_words
from editorial.models import Edition, Item, Notification, ReceivedMail, Remark
from editorial.notices import takes_part
from editorial.remarks import add_remark
from editorial.workflow import Refused
from people.models import User


def add_answer(letter: Letter, answers: tuple[str, int], *, by: User) -> Remark:
    """Write the turn; raises `Refused` for who takes no part any more and for a letter without words."""
    edition, said = _answered(*answers)
    if edition is None or not takes_part(by, edition):
        raise Refused([_("Người gửi không còn tham gia biên tập nội dung này.")])
    words = own_words(letter)
    if names := ", ".join(file.name for file in letter.files if not file.inline):
        words += "\n\n" + _("[Thư kèm tệp: %(names)s]") % {"names": names}
    return add_remark(edition, by=by, text=words, reply_to=said)


def _answered(about: str, pk: int) -> tuple[Edition | None, Remark | None]:
    """The edition that the letter was about, and the turn that it told of, if it did."""
    if about == threads.RECEIPT:
        item: Item | None = ReceivedMail.objects.select_related("item").get(pk=pk).item
        return (item.editions.order_by("-number").first() if item else None), None
    event = Notification.objects.select_related("event__item").get(pk=pk).event
    edition = event.item.editions.filter(number=event.edition_number).first()
    return edition, Remark.objects.filter(pk=event.data.get("remark"), item=event.item_id).first()
