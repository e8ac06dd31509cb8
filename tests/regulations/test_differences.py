"""Differences are told as key, Vietnamese name, old value and new value."""

from dataclasses import replace
from datetime import date

from regulations.differences import differences
from regulations.loading import load_preset


def told(old, new) -> list[str]:
    return [str(difference) for difference in differences(old, new)]


def test_equal_regulations_differ_in_nothing():
    assert told(load_preset("hai_ninh"), replace(load_preset("hai_ninh"))) == []


def test_a_changed_value_is_told_with_both_values():
    old = load_preset("hai_ninh")
    new = replace(
        old, effective_from=date(2027, 1, 1), uploads=replace(old.uploads, allow_software_archives=True)
    )
    assert told(old, new) == [
        "effective_from (có hiệu lực từ): 03/10/2023 → 01/01/2027",
        "uploads.allow_software_archives (cho phép tệp nén có phần mềm): không → có",
    ]


def test_an_entry_that_comes_or_goes_is_told_by_its_name():
    old = load_preset("hai_ninh")
    new = replace(old, refusal_reasons=old.refusal_reasons[:3])
    lines = told(old, new)
    assert lines[0] == (
        "refusal_reasons (lý do từ chối): contrary_to_policy, untrue, poor_quality, other_prohibited"
        " → contrary_to_policy, untrue, poor_quality"
    )
    assert "refusal_reasons.other_prohibited.needs_basis (phải ghi điều luật): có → (không có)" in lines


def test_steps_in_another_order_are_a_difference():
    old = load_preset("hai_ninh")
    content = replace(old.routes[0], steps=old.routes[0].steps[::-1])
    assert told(old, replace(old, routes=(content, old.routes[1]))) == [
        "routes.content.steps (các bước): unit_head, secretariat, deputy → deputy, secretariat, unit_head"
    ]


def test_a_changed_step_is_told_by_route_and_step():
    lines = told(load_preset("hai_ninh"), load_preset("quang_ngai"))
    assert "routes.content.steps.deputy.actors (người làm): deputy, chair → deputy" in lines
    assert "targets.articles_per_year (tin bài mỗi năm): 0 → 50" in lines


def test_without_an_old_regulation_everything_is_new():
    lines = told(None, load_preset("him_lam"))
    assert lines[0] == "code (mã): (không có) → him_lam"
    assert "uploads.max_bytes (dung lượng tối đa (byte)): (không có) → 10485760" in lines


def test_another_weight_is_told_by_its_rule():
    assert "checklist.encoding.severity (mức độ): warn → block" in told(
        load_preset("standard"), load_preset("tinh_son")
    )
