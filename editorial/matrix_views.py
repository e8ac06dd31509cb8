"""The table of permissions as a page and as a file."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from editorial.matrix import Reach, Row, holders, known_roles, list_rights, reading_part, route_parts
from editorial.routes import current_preset
from editorial.shelves import sees_matrix
from editorial.table_files import csv_file
from people.models import User


def matrix_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Ma trận phân quyền"),
        **_tables(request, site),
        "may_open_accounts": request.user.has_perm("people.change_user"),
    }
    return TemplateResponse(request, "admin/permission_matrix.html", context)


def matrix_file(request: HttpRequest, site: AdminSite) -> HttpResponse:
    tables = _tables(request, site)
    heads, *rows = _lines(tables)
    response = csv_file("ma-tran-phan-quyen.csv", heads, rows)
    response["Cache-Control"] = "private, no-store"
    return response


def _tables(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Everything the page and the file show; for who may see it."""
    if not sees_matrix(request.user):
        raise PermissionDenied
    roles, people, preset = known_roles(), holders(), current_preset()
    return {
        "preset": preset,
        "roles": [(role, people.get(role.code, [])) for role in roles],
        "parts": [
            (part.title, [(row, _cells(row, roles)) for row in part.rows])
            for part in [reading_part(), *route_parts(preset)]
        ],
        "lists": [
            (name, [", ".join(rights[role.code]) for role in roles])
            for name, rights in list_rights(site, roles)
        ],
    }


def _cells(row: Row, roles: list[Any]) -> list[Reach]:
    return [row.reach(role.code) for role in roles]


def _lines(tables: dict[str, Any]) -> list[list[str]]:
    names = [role.group.name for role, _people in tables["roles"]]
    lines = [
        [_("Quy chế"), tables["preset"].name],
        [_("Phần"), _("Việc"), *names, _("Ngoài vai trò")],
        [_("Người giữ vai trò"), "", *(_people_in_cell(people) for _role, people in tables["roles"]), ""],
    ]
    for title, rows in tables["parts"]:
        for row, cells in rows:
            beside = " ".join(str(one) for one in row.beside)
            work = ": ".join(filter(None, [str(row.label), ", ".join(str(move.label) for move in row.moves)]))
            lines.append([str(title), work, *(str(cell.label) for cell in cells), beside])
    for name, cells in tables["lists"]:
        lines.append([_("Danh sách trong bàn làm việc"), name, *cells, ""])
    return lines


def _people_in_cell(people: list[User]) -> str:
    return "; ".join(str(person) for person in people)
