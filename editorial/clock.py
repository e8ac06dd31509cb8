"""The portal's robots: what they do has a named author like all else (style.md §4.1)."""

from people.models import User

USERNAME = "dong-ho"
POSTMAN = "hop-thu"
READER = "ban-doc"


def clock() -> User:
    """Who makes the moves that an hour brings; the account cannot sign in."""
    return _robot(USERNAME, "Đồng hồ của cổng")


def postman() -> User:
    """Who writes down what came by mail; the account cannot sign in."""
    return _robot(POSTMAN, "Hộp thư của cổng")


def reader() -> User:
    """Strangers have no account: in histories and with their files this one stands for all of them."""
    return _robot(READER, "Bạn đọc")


def _robot(username: str, full_name: str) -> User:
    robot, made = User.objects.get_or_create(
        username=username, defaults={"full_name": full_name, "is_active": False}
    )
    if made:
        robot.set_unusable_password()
        robot.save(update_fields=["password"])
    return robot


def is_clock(user: User) -> bool:
    return user.username == USERNAME
