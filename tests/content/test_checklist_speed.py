"""A body of a million characters, friendly or hostile, is put to every rule in under two seconds."""

import time

from editorial.checklist import findings
from tests.school import School

SENTENCE = (
    "Sáng ngày 05/9/2026, Trường Tiểu học Hải Ninh tổ chức lễ khai giảng năm học 2026–2027 cho học sinh."
)
LEGACY = "Tr­êng TiÓu häc H¶i Ninh tæ chøc lÔ khai gi¶ng n¨m häc míi cho häc sinh toµn tr­êng"
BODIES = {
    "prose": f"<p>{SENTENCE}</p>",
    "one long line": f"{SENTENCE} ",
    "digits": "0912345678",
    "spaced digits": "CCCD 0 9 1 ",
    "words before numbers": "số tài khoản ",
    "born": "sinh ngày 1/1/",
    "letters of an address": "a.b-c",
    "at signs": "a@b.c-",
    "spaces": "Nguồn  :  ",
    "question marks": "a?b",
    "legacy": f"<p>{LEGACY}</p>",
    "misread": "<p>TrÆ°á»ng Tiá»ƒu há»c Háº£i Ninh</p>",
    "links": '<p><a href="/tin-tuc/">tại đây</a></p>',
    "rows": "<tr><td>Nguyễn Văn An</td><td>1/1/2018</td><td>8,5 điểm</td></tr>",
    "headings": "<h4>Quy định chung của nhà trường</h4>",
    "slashes": "1/1/1/1 đường",
}
MEGABYTE = 1_000_000


def test_a_million_characters_take_less_than_two_seconds(school: School) -> None:
    edition, slow = school.draft(lead=SENTENCE), {}
    for name, piece in BODIES.items():
        body = piece * (MEGABYTE // len(piece))
        edition.body = f"<table>{body}</table>" if piece.startswith("<tr>") else body
        # The time of this process alone: the machine may be busy with other things.
        begun = time.process_time()
        findings(edition)
        slow[name] = time.process_time() - begun
    assert {name: taken for name, taken in slow.items() if taken > 2} == {}
