"""What comes in from outside and goes on from here: readers, paper, letters to the offices above."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from content.fanpage import note_posted
from content.models import Article, ReaderSubmission
from content.reader_desk import decline
from content.reader_intake import Given, check_files, confirm, receive
from content.sending_on import bodies, send_on
from documents.models import IssuingAuthority
from editorial.drafting import start
from editorial.letters import Status
from portal.demo.newsroom import Newsroom
from portal.demo.reading import FOLDER, read_toml
from portal.demo.scenes import draw

# Addresses that cannot exist (RFC 2606).
ADDRESSES = {
    IssuingAuthority.Level.DEPARTMENT: "vanphong@sogddt-lamgiang.example",
    IssuingAuthority.Level.COMMUNE: "vanphong@suoimay.example",
}
SECRETARY = "thuky"


def open_doors(room: Newsroom) -> None:
    """Texts of readers in each stage, an article that was brought on paper, articles sent on."""
    for told in read_toml(FOLDER / "readers.toml").values():
        _submission(room, told)
    _on_paper(room)
    _sent_on(room)


def _submission(room: Newsroom, told: dict[str, str]) -> None:
    files = []
    if scene := told["picture"]:
        files = check_files([SimpleUploadedFile(f"{scene}.png", draw(scene), "image/png")])
    given = Given(phone="", **{name: told[name] for name in Given.__dataclass_fields__ if name != "phone"})
    submission = receive(given, files, digest="")
    for one in submission.files.select_related("file"):
        room.undo.callback(one.file.path.unlink, missing_ok=True)
    confirm(submission)
    if reason := told.get("reason"):
        decline(submission, by=room.users[SECRETARY], reason=reason)
    sent_at = timezone.now() - timedelta(days=2)
    ReaderSubmission.objects.filter(pk=submission.pk).update(created_at=sent_at, confirmed_at=sent_at)
    # Nobody reads mail at these addresses: the demonstration writes no letters to them.
    submission.letters.update(status=Status.SENT, sent_at=sent_at)


def _on_paper(room: Newsroom) -> None:
    author = room.users["giaovien"]
    start(
        Article,
        by=room.users[SECRETARY],
        title=room.talk["paper_title"],
        body=f"<p>{room.talk['paper_text']}</p>",
        genre=Article.Genre.BRIEF,
        information_provider=author,
        author_credit=author.full_name,
        channel=Article.Channel.PAPER,
    )


def _sent_on(room: Newsroom) -> None:
    for level, address in ADDRESSES.items():
        IssuingAuthority.objects.filter(level=level, existed_to=None).update(email=address)
    clerk = room.users["vanthu"]
    newest = list(Article.objects.public().filter(item__language="vi").order_by("-first_public_at")[:4])
    for article in newest[1:3]:
        send_on(article, bodies(), by=clerk)
    for article in newest[2:]:
        note_posted(article, by=room.users[SECRETARY], posted_on=timezone.localdate())
