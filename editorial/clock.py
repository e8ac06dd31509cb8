"""The portal's robot: moves made by the clock have a named author like all others (style.md §4.1)."""

from people.models import User

USERNAME = "dong-ho"


def clock() -> User:
    """The robot's account; it has no usable password and cannot sign in."""
    robot, made = User.objects.get_or_create(
        username=USERNAME, defaults={"full_name": "Đồng hồ của cổng", "is_active": False}
    )
    if made:
        robot.set_unusable_password()
        robot.save(update_fields=["password"])
    return robot


def is_clock(user: User) -> bool:
    return user.username == USERNAME
