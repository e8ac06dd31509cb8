from tests.mailroom.letters import box

__all__ = ["box"]
