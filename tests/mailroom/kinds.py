"""A letter of every kind that a school gets, and what becomes of each."""

from tests.content.word_building import blank, jpeg
from tests.documents.samples import pdf, picture, zipped
from tests.mailroom.letters import BUREAU, HEAD, STRANGER, letter


def every_kind(answered: str) -> list[bytes]:
    head = b"From: giaovien@truong.example\r\nSubject: "
    broken = head + b"Hong\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\n"
    parts = b"--z\r\n\r\na\r\n" * 2000
    calendar = head + b"Lich\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n"
    same = letter("Bài gửi hai lần")
    return [
        letter("Bài chỉ có chữ"),
        letter("Bài có ảnh", files=[("Học sinh lớp 6A trồng cây.png", picture("PNG"), "image/png")]),
        letter("Bài có tệp", files=[("Kế hoạch.pdf", pdf(), "application/pdf")]),
        letter("Bài Word", files=[("bài.docx", blank(), "application/octet-stream")]),
        letter("Bài bằng HTML", text="", html="<p>Chữ <b>đậm</b></p><script>x</script>"),
        same,
        same,
        letter("Bài có tệp lạ", files=[("winmail.dat", b"x" * 99, "application/ms-tnef")]),
        letter("Bài có tệp nén", files=[("a.zip", zipped({"a.txt": b"0" * 9_000_000}), "application/zip")]),
        letter(
            "Công văn", sender=BUREAU, files=[("CV 1.pdf", pdf(b"1 0 obj<</A 1>>endobj"), "application/pdf")]
        ),
        letter("Re: hỏi", "480 em ạ.", In_Reply_To=answered),
        letter("Re: đoán", "Tôi đoán.", In_Reply_To="<thong-bao-1-000000000000000000000000@127.0.0.1>"),
        letter("Thư lạ", sender=STRANGER),
        letter("Tên giả", sender='"hieutruong@truong.example" <ke.gian@xa.example>'),
        letter("Đi vắng", Auto_Submitted="auto-replied"),
        letter("Không tới được", Return_Path="<>"),
        letter("Bản tin", sender="Bản tin <no-reply@bao.example>", List_Id="<x>"),
        calendar,
        broken + parts,
        letter("Bài của tổ trưởng", sender=HEAD),
        letter("Nặng", files=[("to.jpg", jpeg(size=(40, 30)).getvalue() + b"\0" * 3_000_000, "image/jpeg")]),
    ]


EXPECTED = {
    "Bài chỉ có chữ": "read",
    "Bài có ảnh": "read",
    "Bài có tệp": "read",
    "Bài Word": "read",
    "Bài bằng HTML": "read",
    "Bài gửi hai lần": "read",
    "Bài có tệp lạ": "read",
    "Bài có tệp nén": "read",
    "Công văn": "read",
    "Re: hỏi": "read",
    "Re: đoán": "quarantined",
    "Thư lạ": "quarantined",
    "Tên giả": "quarantined",
    "Đi vắng": "ignored",
    "Không tới được": "ignored",
    "Bản tin": "quarantined",
    "Lich": "quarantined",
    "Hong": "quarantined",
    "Bài của tổ trưởng": "read",
    "Nặng": "refused",
}
