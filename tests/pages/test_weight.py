"""A first visit without photographs is at most 100 KB, and nothing comes from another host."""

from operator import attrgetter

from django.test import Client

from tests.pages.screens import screens_of
from tests.pages.weight import weigh
from tests.school import School

LIMIT = 100 * 1000  # bytes


def test_a_first_visit_is_light_and_asks_this_host_alone(school: School) -> None:
    for screen in screens_of(school, attrgetter("is_public")):
        weight = weigh(Client(), screen.url)
        assert weight.total <= LIMIT, f"{screen.name}: {weight}"
        assert weight.hosts == set(), screen.name
        assert weight.files["css"], f"{screen.name} names no stylesheet that was found"
