"""Articles with a file through their lives: attached, corrected in a later edition, dropped."""

from content.models import Article
from documents.attaching import attach, detach, replace
from documents.models import Attachment
from editorial.drafting import revise
from tests.documents.samples import pdf, upload
from tests.school import School

ROAD = ("giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
OLD, NEW = pdf(b"% ban dau"), pdf(b"% ban da sua")
OLD_NAME, NEW_NAME = "Lịch thi.pdf", "Lịch thi (sửa).pdf"


def draft_with_file(school: School, content: bytes = OLD, name: str = OLD_NAME, **fields: object) -> Article:
    edition = school.draft(**{"section": school.section} | fields)
    files = [upload(name, content)]
    attach(edition, by=school.giaovien, version=edition.version, files=files, title="Lịch thi")
    return fresh(edition)


def fresh(edition: Article) -> Article:
    return Article.objects.select_related("item").get(pk=edition.pk)


def published_with_file(school: School, **fields: object) -> Article:
    return school.do(draft_with_file(school, **fields), *ROAD)


def corrected(school: School, public: Article, content: bytes = NEW, name: str = NEW_NAME) -> Article:
    """The next edition, a draft in which the file was replaced."""
    successor = revise(public, by=school.giaovien)
    part = successor.attachments.get()
    replace(part, by=school.giaovien, version=successor.version, file=upload(name, content))
    return fresh(successor)


def without_file(school: School, public: Article) -> Article:
    """The next edition, a draft from which the file was taken off."""
    successor = revise(public, by=school.giaovien)
    detach(successor.attachments.get(), by=school.giaovien, version=successor.version)
    return fresh(successor)


def part_of(edition: Article) -> Attachment:
    return edition.attachments.get()


def url_of(edition: Article) -> str:
    return part_of(edition).get_absolute_url()
