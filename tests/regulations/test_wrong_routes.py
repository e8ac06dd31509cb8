"""A route that would hold up an item, or that nobody can read, is refused."""

import pytest

from tests.regulations.mistakes import Mistake, assert_named

WRONG_ROUTES: dict[str, Mistake] = {
    "unknown key of a step": (
        "skip_if_author = true",
        "skip_if_athor = true",
        "routes[1].steps[1].skip_if_athor",
        "skip_if_athor",
        "không có khóa này",
    ),
    "wrong type, list": (
        'actors = ["secretariat"]',
        'actors = "secretariat"',
        "routes[1].steps[2].actors",
        'actors = "secretariat"',
        "một danh sách",
    ),
    "empty list": (
        'verbs = ["forward", "return", "refuse"]',
        "verbs = []",
        "routes[1].steps[1].verbs",
        "verbs = []",
        "không được để trống",
    ),
    "empty text": (
        'label = "Tổ trưởng duyệt"',
        'label = " "',
        "routes[1].steps[1].label",
        'label = " "',
        "không được để trống",
    ),
    "unknown role": (
        '["deputy", "chair"]',
        '["deputy", "boss"]',
        "routes[1].steps[3].actors[2]",
        '"boss"',
        "“boss” không dùng được",
    ),
    "unknown opinion": (
        'opinion_of = "chair"',
        'opinion_of = "boss"',
        "routes[1].steps[3].opinion_of",
        'opinion_of = "boss"',
        "“boss” không dùng được",
    ),
    "unknown verb": (
        '["publish", "return"',
        '["publsh", "return"',
        "routes[1].steps[3].verbs[1]",
        '"publsh"',
        "“publsh” không dùng được",
    ),
    "verb twice": (
        '["publish", "return"',
        '["publish", "publish"',
        "routes[1].steps[3].verbs[2]",
        '"publish", "publish"',
        "ghi hai lần",
    ),
    "unknown kind": (
        '"content.page"',
        '"content.pages"',
        "routes[1].kinds[2]",
        "content.pages",
        "không dùng được",
    ),
    "kind without a route": (', "content.page"', "", "routes", "[[routes]]", "chưa có tuyến"),
    "kind in two routes": (
        '["documents.officialdocument", ',
        '["documents.officialdocument", "content.page", ',
        "routes[2].kinds",
        'officialdocument", "content.page", ',
        "đã thuộc một tuyến khác",
    ),
    "route twice": ('code = "documents"', 'code = "content"', "routes[2].code", None, "khai hai lần"),
    "step twice": (
        'key = "secretariat"',
        'key = "unit_head"',
        "routes[1].steps[2].key",
        None,
        "khai hai lần",
    ),
    "return to nowhere": (
        'return_to = "secretariat"',
        'return_to = "nowhere"',
        "routes[1].steps[3].return_to",
        'return_to = "nowhere"',
        "không có bước “nowhere”",
    ),
    "return to a later step": (
        "skip_if_author = true",
        'return_to = "deputy"',
        "routes[1].steps[1].return_to",
        'return_to = "deputy"',
        "đứng trước",
    ),
    "the last step cannot publish": (
        '["publish", "return", "refuse", "ask_opinion"]',
        '["return", "refuse", "ask_opinion"]',
        "routes[1].steps[3].verbs",
        'verbs = ["return", "refuse", "ask_opinion"]',
        "bước cuối của tuyến",
    ),
    "a step that leads nowhere": (
        'verbs = ["forward", "return", "refuse"]',
        'verbs = ["return", "refuse"]',
        "routes[1].steps[1].verbs",
        'verbs = ["return", "refuse"]',
        "dừng lại",
    ),
    "publishing too early": (
        'verbs = ["forward", "return", "refuse"]',
        'verbs = ["forward", "publish"]',
        "routes[1].steps[1].verbs",
        '"publish"]',
        "chỉ bước cuối",
    ),
    "signing without posting": (
        'verbs = ["forward", "return", "refuse"]\nmay_edit',
        'verbs = ["sign", "return"]\nmay_edit',
        "routes[1].steps[2].verbs",
        '["sign", "return"]',
        "bước đăng",
    ),
    "signing at the end": (
        '["publish", "return", "refuse", "ask_opinion"]',
        '["publish", "sign", "return", "ask_opinion"]',
        "routes[1].steps[3].verbs",
        '"sign"',
        "không còn bước nào",
    ),
    "posting what nobody signed": (
        '["publish", "return", "refuse", "ask_opinion"]',
        '["post", "return", "ask_opinion"]',
        "routes[1].steps[3].verbs",
        '"post"',
        "bước ký",
    ),
    "asking nobody": (
        'opinion_of = "chair"\n',
        "",
        "routes[1].steps[3].verbs",
        '"ask_opinion"',
        "xin ý kiến ai",
    ),
    "an opinion nobody can ask for": (
        ', "ask_opinion"]',
        "]",
        "routes[1].steps[3].opinion_of",
        "opinion_of",
        "cần có việc “ask_opinion”",
    ),
    "a section editor without a section": (
        '["unit_head_of_item"]',
        '["section_editor"]',
        "routes[1].steps[1].actors",
        '["section_editor"]',
        "chưa có chuyên mục",
    ),
}


@pytest.mark.parametrize("name", WRONG_ROUTES)
def test_a_mistake_is_named_with_its_file_key_and_line(name):
    assert_named(WRONG_ROUTES[name])
