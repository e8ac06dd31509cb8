"""The page of permissions against the rules that decide: what a cell says is what happens."""

import csv
import io

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.http import HttpRequest
from django.urls import reverse
from guardian.shortcuts import assign_perm, remove_perm

from content.models import Article
from editorial.actors import may_move
from editorial.matrix import ACTIONS, Reach, Row, known_roles, list_rights, route_parts
from editorial.models import Edition
from editorial.routes import current_preset
from people.models import User
from people.roles import ROLE_CODES, grant_role
from tests.school import School

FULFILLED = {Reach.OWN, Reach.UNIT, Reach.VACANT, Reach.SECTION}


def people_of_one_role(school: School) -> dict[str, User]:
    people = {}
    for code in sorted(ROLE_CODES):
        name = f"chi-{code}".replace("_", "-")
        people[code] = User.objects.create_user(name, full_name=name, unit=school.kythuat.unit)
        grant_role(people[code], code)
    return people


def fresh(user: User) -> User:
    """Without what an earlier question left on the instance."""
    return User.objects.get(pk=user.pk)


def where_it_holds(reach: Reach, school: School, plain: Edition, user: User) -> tuple[Edition, User]:
    """The same question where the condition of the cell is met."""
    if reach is Reach.OWN:
        own = school_draft(school, user)
        own.step = plain.step
        return own, user
    if reach is Reach.UNIT:
        user.unit = plain.item.unit
    if reach is Reach.VACANT:
        vacant = school_draft(school, school.nguoila)
        vacant.step = plain.step
        return vacant, user
    if reach is Reach.SECTION:
        assign_perm("editorial.edit_section", user, plain.section)
        user = fresh(user)
    return plain, user


def school_draft(school: School, by: User) -> Article:
    school.people[by.username] = by
    return school.draft(by.username, section=school.section)


def wrong_cells(row: Row, school: School, edition: Edition, people: dict[str, User]) -> list[tuple]:
    wrong = []
    for code, person in people.items():
        reach = row.reach(code)
        for move in row.moves:
            if may_move(edition, move, fresh(person)) != (reach is Reach.YES):
                wrong.append((row.label, move.verb, code, reach, "by the role alone"))
        if reach in FULFILLED:
            place, somebody = where_it_holds(reach, school, edition, fresh(person))
            missed = [move.verb for move in row.moves if not may_move(place, move, somebody)]
            wrong += [(row.label, verb, code, reach, "where it should hold") for verb in missed]
            remove_perm("editorial.edit_section", person, edition.section)
    return wrong


@pytest.mark.parametrize("regulation", ["standard", "quan_8", "tinh_son"])
def test_every_cell_says_what_the_rules_answer(school: School, regulation: str) -> None:
    call_command("apply_regulation", regulation, verbosity=0)
    people = people_of_one_role(school)
    preset = current_preset()
    place = preset.routes.index(preset.route_for("content.article"))
    rows = route_parts(preset)[place].rows
    assert {step.key for step in preset.routes[place].steps} <= {row.step for row in rows}
    asked, wrong = 0, []
    for row in rows:
        edition = school.draft(section=school.section)
        edition.step = row.step
        asked += len(row.moves) * len(people)
        wrong += wrong_cells(row, school, edition, people)
    assert wrong == []
    assert asked > 150


def test_the_rights_on_lists_are_those_of_a_person_with_that_role(school: School) -> None:
    roles = known_roles()
    shown = dict(list_rights(admin.site, roles))
    for code, person in people_of_one_role(school).items():
        request = HttpRequest()
        request.user = fresh(person)
        for model, desk_list in admin.site._registry.items():
            may = [
                str(word)
                for action, word in ACTIONS
                if getattr(desk_list, f"has_{action}_permission")(request)
            ]
            assert shown[str(model._meta.verbose_name_plural)][code] == may, (model, code)


def test_the_page_names_holders_and_links_only_for_who_may_open_accounts(school: School) -> None:
    link = reverse("admin:people_user_change", args=[school.thuky.pk])
    page = school.client("quantri").get(reverse("admin:permission_matrix")).content.decode()
    assert "Cô Thư ký" in page
    assert link in page
    page = school.client("hieutruong").get(reverse("admin:permission_matrix")).content.decode()
    assert "Cô Thư ký" in page
    assert link not in page


def test_the_file_says_the_same_and_holds_no_formula(school: School) -> None:
    User.objects.filter(pk=school.thuky.pk).update(full_name='=HYPERLINK("http://xau.example")')
    answer = school.client("thanhtra").get(reverse("admin:permission_matrix_file"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert '\'=HYPERLINK("http://xau.example")' in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []
    head = next(row for row in rows if row[0] == "Phần")
    publishing = next(row for row in rows if "Duyệt và đăng" in row[1])
    assert publishing[head.index("Phó Trưởng Ban Biên tập")] == "được"
    assert publishing[head.index("Quản trị CNTT")] == "không"
