"""However hostile a long body is, the rules take time in proportion to it."""

import time

from content.models import Article
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
SHORT, LONG = 100_000, 400_000
# Four times the text may take eight times as long, not sixteen; what takes next to no time is not compared.
MOST_GROWTH, LEAST_SECONDS = 8, 0.05


def seconds(edition: Article, piece: str, length: int) -> float:
    """What the rules cost this process; the machine may be busy with other things."""
    body = piece * (length // len(piece))
    edition.body = f"<table>{body}</table>" if piece.startswith("<tr>") else body
    begun = time.process_time()
    findings(edition)
    return max(time.process_time() - begun, LEAST_SECONDS)


def test_the_time_of_the_rules_grows_with_the_text_and_no_faster(school: School) -> None:
    edition, growth = school.draft(lead=SENTENCE), {}
    for name, piece in BODIES.items():
        growth[name] = seconds(edition, piece, LONG) / seconds(edition, piece, SHORT)
    assert {name: times for name, times in growth.items() if times > MOST_GROWTH} == {}
