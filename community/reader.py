"""The account under which the portal writes down what strangers did; nobody can sign in to it."""

from people.models import User

USERNAME = "ban-doc"


def reader() -> User:
    """Strangers have no account: in histories and with their files this one stands for all of them."""
    account, made = User.objects.get_or_create(
        username=USERNAME, defaults={"full_name": "Bạn đọc", "is_active": False}
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
