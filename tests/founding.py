"""A school founded once per process and regulation, then put back row by row.

To apply a regulation and to give the cast their roles takes hundreds of queries, to insert what came of it a
dozen; nearly every test begins so.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Min, Model

# Made by `migrate`; the rows of a school point at them.
GIVEN = (ContentType, Permission)
Rows = dict[type[Model], list[Model]]

_founded: dict[Any, Rows] = {}


def found(regulation: str, build: Callable[[], object]) -> None:
    """Leave in the database what `build` leaves there; `regulation` names what it builds.

    Where a test wrote something first, the numbers may be taken: there it is built indeed.
    """
    # To empty the database is to make permissions anew, under other numbers.
    given = [tuple(model.objects.aggregate(Min("pk"), Max("pk")).values()) for model in GIVEN]
    key = (regulation, *given)
    with transaction.atomic():
        if key in _founded and _is_empty(_founded[key]):
            _put_back(_founded[key])
            return
        pristine = key not in _founded and _is_empty(_own_models())
        build()
        if pristine:
            _founded[key] = {one: rows for one in _own_models() if (rows := list(one._base_manager.all()))}


def _own_models() -> list[type[Model]]:
    return [one for one in apps.get_models(include_auto_created=True) if one not in GIVEN]


def _is_empty(models: Iterable[type[Model]]) -> bool:
    return not any(one._base_manager.exists() for one in models)


def _put_back(founded: Rows) -> None:
    for model, rows in founded.items():
        model._base_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(founded)):
            cursor.execute(statement)
