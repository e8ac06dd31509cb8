"""A letter of a colleague becomes an article on its road: text, pictures, Word, files; each once."""

from base64 import b64encode

from django.core import mail
from docx import Document

from content.models import Article
from editorial.models import Event, ReceivedMail, Remark
from editorial.states import State
from people.roles import set_roles
from tests.content.word_building import jpeg, saved
from tests.documents.samples import pdf, picture
from tests.mailroom.letters import HEAD, WORDS, Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School


def the_article() -> Article:
    return Article.objects.select_related("item", "information_provider").get()


def word(title: str = "Chuyên đề đọc hiểu lớp 8") -> bytes:
    document = Document()
    document.add_heading(title, 0)
    document.add_paragraph("Sáng 20/11, tổ Ngữ văn tổ chức chuyên đề.")
    document.add_picture(jpeg(size=(640, 480)))
    return saved(document)


def test_a_letter_becomes_a_submission_of_its_sender_at_the_head_of_the_unit(
    school: School, box: Maildir
) -> None:
    box.deliver(letter("Fwd: Chuyên đề đọc hiểu"))
    fetch()
    article = the_article()
    assert (article.title, article.channel, article.origin) == ("Chuyên đề đọc hiểu", "email", "unit")
    assert article.created_by == article.submitted_by == article.information_provider == school.giaovien
    assert (article.state, article.step, article.item.unit) == (State.IN_REVIEW, "unit_head", school.unit)
    assert WORDS in article.body
    assert (box.waiting(), len(box.taken())) == (0, 1)
    [receipt] = mail.outbox
    assert receipt.to == ["giaovien@truong.example"]
    assert "Đã lập bài “Chuyên đề đọc hiểu”." in receipt.body
    assert the_letter().code in receipt.body
    assert receipt.extra_headers["Auto-Submitted"] == "auto-replied"


def test_where_it_came_from_is_in_the_history(school: School, box: Maildir) -> None:
    box.deliver(letter(message_id="<goc-7@noi-gui.example>"))
    fetch()
    said = Event.objects.get(verb="receive_mail").data["mail"]
    assert said["from"] == "Cô Lan <giaovien@truong.example>"
    assert (said["message_id"], said["sha256"]) == ("<goc-7@noi-gui.example>", the_letter().sha256)
    page = school.client("giaovien").get(the_article().get_desk_url()).content.decode()
    assert "goc-7@noi-gui.example" in page


def test_the_same_letter_again_changes_nothing(school: School, box: Maildir) -> None:
    one = letter()
    box.deliver(one, one)
    fetch()
    box.deliver(b"Received: from elsewhere\n" + one)
    fetch()
    assert Article.objects.count() == ReceivedMail.objects.count() == len(mail.outbox) == 1
    assert box.waiting() == 0


def test_pictures_stand_where_the_letter_shows_them_and_the_others_behind(
    school: School, box: Maildir
) -> None:
    html = f'<p>Mở đầu</p><p><img src="cid:anh1"></p><p>{WORDS}</p><img src="https://do.example/x.gif">'
    html += '<div class="gmail_signature">Cô Lan <img src="cid:logo"></div>'
    data = letter(html=html, files=[("san truong.png", picture("PNG", (300, 200)), "image/png")])
    inline = "\r\n".join(
        f'--{{edge}}\r\nContent-Type: image/png; name="{name}.png"\r\nContent-ID: <{name}>\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{content}\r\n"
        for name, content in (("anh1", base64_of((320, 240))), ("logo", base64_of((90, 30))))
    )
    edge = data.split(b'boundary="', 1)[1].split(b'"', 1)[0].decode()
    place = data.rindex(f"--{edge}--".encode())
    box.deliver(data[:place] + inline.replace("{edge}", edge).encode() + data[place:])
    fetch()
    article = the_article()
    shown = list(article.pictures.order_by("pk"))
    assert [picture.width for picture in shown] == [320, 300]
    first, second = (article.body.index(picture.token) for picture in shown)
    assert article.body.index("Mở đầu") < first < article.body.index(WORDS) < second
    assert "do.example" not in article.body
    assert "Cô Lan" not in article.body


def base64_of(size: tuple[int, int]) -> str:
    return b64encode(picture("PNG", size)).decode()


def test_a_word_file_is_the_text_and_the_letter_its_note(school: School, box: Maildir) -> None:
    box.deliver(
        letter(
            "bài của em",
            "Em gửi bài ạ.\n\n-- \nCô Lan, tổ Văn",
            files=[("bài viết.docx", word(), "application/octet-stream")],
        )
    )
    fetch()
    article = the_article()
    assert article.title == "Chuyên đề đọc hiểu lớp 8"
    assert "tổ Ngữ văn tổ chức chuyên đề" in article.body
    assert article.pictures.count() == 1
    assert "Em gửi bài" not in article.body
    # Its picture has no description yet: that is for its author, and the note is in the conversation.
    assert (article.state, Remark.objects.get().text) == (State.DRAFT, "Em gửi bài ạ.")
    assert "mô tả" in mail.outbox[0].body


def test_pictures_that_are_named_for_what_they_show_need_no_further_word(
    school: School, box: Maildir
) -> None:
    shots = [("Học sinh lớp 8A đọc sách.jpg", jpeg(size=(400, 300)).getvalue(), "image/jpeg")]
    box.deliver(letter(files=shots))
    fetch()
    article = the_article()
    assert 'alt="Học sinh lớp 8A đọc sách"' in article.body
    assert article.state == State.IN_REVIEW


def test_files_are_attached_and_what_the_policy_refuses_is_named(school: School, box: Maildir) -> None:
    box.deliver(
        letter(
            files=[
                ("Kế hoạch.pdf", pdf(), "application/pdf"),
                ("winmail.dat", b"\x78\x9f\x3e\x22" + b"x" * 50, "application/ms-tnef"),
                ("chay.exe", b"MZ" + b"\0" * 60, "application/pdf"),
            ]
        )
    )
    fetch()
    assert [part.name for part in the_article().attachments.all()] == ["Kế hoạch.pdf"]
    [receipt] = mail.outbox
    assert "“winmail.dat”" in receipt.body
    assert "“chay.exe”" in receipt.body
    assert b"winmail.dat" in the_letter().path.read_bytes()


def test_what_cannot_be_sent_stays_a_draft_and_the_receipt_says_why(school: School, box: Maildir) -> None:
    legacy = "Tr\xadêng ta tæ chøc lÔ khai gi¶ng n¨m häc míi, häc sinh vµ phô huynh ®Õn dù rÊt ®«ng."
    box.deliver(letter("Bài cũ", legacy))
    fetch()
    article = the_article()
    assert article.state in {State.DRAFT, State.IN_REVIEW}
    if article.state == State.DRAFT:
        assert "bản nháp" in mail.outbox[0].body


def test_a_letter_that_may_be_forged_passes_over_no_gate(school: School, box: Maildir) -> None:
    """A head's own text goes past the first step; a letter in the head's name alone does not."""
    box.deliver(letter("Bài của tổ trưởng", sender=HEAD))
    fetch()
    article = the_article()
    assert (article.created_by, article.state) == (school.totruong, State.DRAFT)
    assert "Chưa xác thực được người gửi" in mail.outbox[0].body


def test_who_may_not_write_is_not_lost_but_waits_for_the_desk(school: School, box: Maildir) -> None:
    set_roles(school.giaovien, ["inspector"])
    box.deliver(letter())
    fetch()
    row = the_letter()
    assert (row.status, Article.objects.count()) == ("quarantined", 0)
    assert "không có quyền soạn" in row.reason
    assert "Tổ Thư ký" in mail.outbox[0].body


def test_a_switched_off_account_is_nobody(school: School, box: Maildir) -> None:
    school.giaovien.is_active = False
    school.giaovien.save(update_fields=["is_active"])
    box.deliver(letter())
    fetch()
    assert the_letter().status == "quarantined"
    assert not mail.outbox
    assert not Remark.objects.exists()
