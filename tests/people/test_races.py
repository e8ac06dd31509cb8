"""Two administrators at the same moment; only a server that runs transactions side by side can show it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from people.models import Unit, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requires("postgresql")]
ROUNDS = 20


def at_once(*actions: Callable[[], object]) -> list[object]:
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_two_it_administrators_cannot_switch_each_other_off(make_user, signed_in):
    pair = [make_user("mot", "it_admin"), make_user("hai", "it_admin")]

    def switch_off(user: User, client) -> int:
        return client.post(reverse("admin:people_user_off", args=[user.pk])).status_code

    for _round in range(ROUNDS):
        User.objects.update(is_active=True)
        desks = [signed_in(user) for user in pair]
        at_once(partial(switch_off, pair[1], desks[0]), partial(switch_off, pair[0], desks[1]))
        assert User.objects.filter(is_active=True).count() == 1


def test_two_moves_cannot_close_a_circle_together(db):
    first = Unit.objects.create(name="Một", kind="office")
    second = Unit.objects.create(name="Hai", kind="office")

    def put_under(unit: Unit, parent: Unit) -> bool:
        moved = Unit.objects.get(pk=unit.pk)
        moved.parent = parent
        try:
            moved.save()
        except ValidationError:
            return False
        return True

    for _round in range(ROUNDS):
        Unit.objects.update(parent=None)
        moves = at_once(partial(put_under, first, second), partial(put_under, second, first))
        assert sorted(moves) == [False, True]
