"""The facts of requirements 7.3, 7.4 and 8 as the presets tell them."""

from itertools import pairwise

import pytest

from regulations.loading import load_preset, parse, preset_names, read_source
from regulations.schema import CHECKS, KINDS, Route, Step

ALL = ("hai_ninh", "him_lam", "quan_8", "quang_ngai", "standard", "tinh_son")


def steps(name: str, kind: str = "content.article") -> dict[str, Step]:
    return {step.key: step for step in load_preset(name).route_for(kind).steps}


def test_the_six_presets_are_there_and_carry_their_own_names():
    assert preset_names() == ALL
    assert [load_preset(name).code for name in ALL] == list(ALL)


@pytest.mark.parametrize("name", ALL)
def test_every_kind_of_item_has_a_route_in_every_preset(name):
    codes = [load_preset(name).route_for(kind).code for kind in KINDS]
    assert codes == ["content", "content", "documents", "documents", "documents", "documents"]


def test_an_unknown_kind_has_no_route():
    with pytest.raises(LookupError):
        load_preset("standard").route_for("content.album")


@pytest.mark.parametrize(
    ("name", "walk"),
    [
        (
            "hai_ninh",
            "unit_head[unit_head_of_item] secretariat[secretariat] deputy[deputy,chair:publish]",
        ),
        (
            "standard",
            "unit_head[unit_head_of_item] secretariat[secretariat] deputy[deputy,chair:publish]",
        ),
        ("quan_8", "section_editor[section_editor] chair[chair:sign] posting[section_editor:post]"),
        (
            "tinh_son",
            "unit_head[unit_head_of_item] secretary[secretariat] chair[chair:sign] posting[technical:post]",
        ),
        ("quang_ngai", "secretariat[secretariat] deputy[deputy] chair[chair:publish]"),
        ("him_lam", "leaders[school_leaders:sign] posting[technical:post]"),
    ],
)
def test_articles_go_the_way_of_the_school(name, walk):
    assert walked(load_preset(name).route_for("content.article")) == walk
    assert load_preset(name).route_for("content.page").code == "content"


@pytest.mark.parametrize(
    ("name", "walk"),
    [
        ("hai_ninh", "leader[deputy,chair:publish]"),
        ("standard", "leader[deputy,chair:publish]"),
        ("quan_8", "leader[chair:publish]"),
        ("tinh_son", "chair[chair:sign] posting[technical:post]"),
        ("quang_ngai", "leader[chair:publish]"),
        ("him_lam", "leaders[school_leaders:sign] posting[technical:post]"),
    ],
)
def test_documents_are_approved_by_a_leader_before_they_are_posted(name, walk):
    assert walked(load_preset(name).route_for("documents.officialdocument")) == walk


def walked(route: Route) -> str:
    words = []
    for step in route.steps:
        final = [verb for verb in step.verbs if verb in ("publish", "sign", "post")]
        words.append(f"{step.key}[{','.join(step.actors)}{':' if final else ''}{','.join(final)}]")
    return " ".join(words)


def test_the_unit_head_comes_first_and_is_skipped_for_his_own_article():
    assert steps("hai_ninh")["unit_head"].skip_if_author
    assert steps("tinh_son")["unit_head"].skip_if_author
    assert not steps("hai_ninh")["deputy"].skip_if_author


def test_the_deputy_of_hai_ninh_needs_the_chairs_opinion_and_returns_to_the_secretariat():
    deputy = steps("hai_ninh")["deputy"]
    assert deputy.opinion_of == "chair"
    assert "ask_opinion" in deputy.verbs
    assert deputy.return_to == "secretariat"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("hai_ninh", "secretariat"),
        ("quan_8", "section_editor"),
        ("tinh_son", "secretary"),
        ("quang_ngai", "secretariat"),
        ("him_lam", "leaders"),
    ],
)
def test_one_step_edits_and_files_under_a_section(name, key):
    found = [step.key for step in steps(name).values() if step.may_edit and step.needs_section]
    assert found == [key]


def test_only_in_quan_8_the_author_chooses_the_section_because_its_editor_acts_first():
    chosen = [name for name in ALL if load_preset(name).route_for("content.article").section_at_submit]
    assert chosen == ["quan_8"]


def test_only_the_head_of_tinh_son_assigns_reviewers():
    assigning = [(name, key) for name in ALL for key, step in steps(name).items() if "assign" in step.verbs]
    assert assigning == [("tinh_son", "chair")]


@pytest.mark.parametrize("name", ALL)
def test_whoever_posts_cannot_edit_and_returns_to_the_one_who_signed(name):
    for kind in KINDS:
        found = load_preset(name).route_for(kind).steps
        for before, step in pairwise(found):
            if "post" in step.verbs:
                assert (step.may_edit, step.return_to) == (False, before.key)


def test_hai_ninh_refuses_for_the_four_reasons_of_article_14():
    reasons = load_preset("hai_ninh").refusal_reasons
    assert [(reason.code, reason.citation[:18], reason.needs_basis) for reason in reasons] == [
        ("contrary_to_policy", "Điều 14 khoản 1 Qu", False),
        ("untrue", "Điều 14 khoản 2 Qu", False),
        ("poor_quality", "Điều 14 khoản 3 Qu", False),
        ("other_prohibited", "Điều 14 khoản 4 Qu", True),
    ]


@pytest.mark.parametrize("name", ALL)
def test_what_the_law_forbids_elsewhere_always_needs_its_legal_basis(name):
    preset = load_preset(name)
    assert [reason.code for reason in preset.refusal_reasons if reason.needs_basis] == ["other_prohibited"]
    assert preset.refusal_reason("other_prohibited").needs_basis
    assert preset.refusal_reason("no_such_code") is None


@pytest.mark.parametrize("name", ALL)
def test_the_four_grounds_of_a_takedown_are_known_everywhere(name):
    preset = load_preset(name)
    codes = {"outdated_time", "unsuitable_content", "provider_request", "subject_request"}
    assert {ground.code for ground in preset.takedown_grounds} == codes
    assert preset.takedown_ground("subject_request").code == "subject_request"


def test_uploads_are_ten_mebibytes_inclusive_and_only_tinh_son_takes_software_archives():
    policies = {name: load_preset(name).uploads for name in ALL}
    assert {policy.max_bytes for policy in policies.values()} == {10_485_760}
    assert [name for name, policy in policies.items() if policy.allow_software_archives] == ["tinh_son"]
    for policy in policies.values():
        assert {"pdf", "doc", "xls", "odt", "ods", "odp", "csv", "webp", "zip"} <= set(policy.extensions)
        assert not {"exe", "com", "js", "svg", "html", "docm"} & set(policy.extensions)


def test_tinh_son_writes_times_new_roman_14_and_everybody_unicode():
    style = load_preset("tinh_son").style
    assert (style.body_font, style.body_size_pt) == ("Times New Roman", 14)
    assert {load_preset(name).style.encoding for name in ALL} == {"Unicode TCVN 6909:2001"}
    assert load_preset("hai_ninh").style.body_font == ""


def test_quang_ngai_sets_targets_and_the_yearbook_covers_five_years():
    targets = load_preset("quang_ngai").targets
    assert (targets.articles_per_year, targets.articles_per_month, targets.expected_per_month) == (50, 1, 4)
    assert (targets.procedures_percent, targets.mailboxes_percent) == (100, 100)
    assert load_preset("hai_ninh").targets.articles_per_year == 0
    assert {load_preset(name).targets.yearbook_years for name in ALL} == {5}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hai_ninh", {"chair": 1, "deputy": 1, "member": 3, "secretary": 0}),
        ("quan_8", {"chair": 1, "editor": 0, "administrator": 0}),
        (
            "tinh_son",
            {"chair": 1, "deputy": 1, "deputy_technical": 1, "member": 7, "secretary": 1, "administrator": 3},
        ),
        ("quang_ngai", {"chair": 1, "deputy": 0, "member": 0, "secretary": 0}),
        ("him_lam", {"leader": 0, "technical": 0, "administrator": 0}),
    ],
)
def test_the_board_has_the_seats_of_its_decision(name, expected):
    assert {seat.code: seat.seats for seat in load_preset(name).board} == expected


def test_every_rule_is_weighed_in_words_and_only_tinh_son_weighs_otherwise():
    standard = load_preset("standard")
    assert [check.code for check in standard.checklist] == list(CHECKS)
    changed = {
        (name, check.code, check.severity)
        for name in ALL
        for check in load_preset(name).checklist
        if check.severity != standard.severity_of(check.code)
    }
    assert changed == {("tinh_son", "encoding", "block")}


@pytest.mark.parametrize("name", ALL)
def test_whoever_approves_confirms_copyright_and_secrecy(name):
    preset = load_preset(name)
    approving = {"publish": 2, "sign": 2, "publish_urgently": 2, "forward": 0, "post": 0}
    assert {verb: len(preset.confirmations_for(verb)) for verb in approving} == approving


def test_a_version_from_before_the_checklist_can_still_be_read():
    text = read_source("standard")
    start, end = text.index("[checklist]"), text.index("# THỜI HẠN")
    old = parse(text[:start] + text[end:], "cu.toml")
    assert (old.checklist, old.confirmations, old.severity_of("encoding")) == ((), (), None)
