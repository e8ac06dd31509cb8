from community.models.attempts import Attempt
from community.models.letters import RequestLetter
from community.models.requests import OutsideRequest, RequestEvent, Supplement

__all__ = ["Attempt", "OutsideRequest", "RequestEvent", "RequestLetter", "Supplement"]
