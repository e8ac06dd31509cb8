"""One row of the table of addresses: who gets which answer."""

from dataclasses import dataclass

from tests.school import CAST

VISITOR = "visitor"
EVERYBODY = (VISITOR, *CAST)
A_FEW = (VISITOR, "giaovien", "hieutruong", "quantri")
ALL_OPEN, READ_ONLY = "200 all", "405 all"

# Of the draft of giaovien, filed under no section: its author, the head of the unit, the board and its desk.
SEE = "giaovien totruong thuky phoban truongban hieutruong thanhtra"
INSIDE = "giaovien totruong thuky phoban truongban hieutruong"
WRITE = "giaovien totruong thuky bientap phoban truongban hieutruong vanthu nguoila"


@dataclass(frozen=True)
class Row:
    """`args` and `data` name what the world of the test has ready; without `post` only GET is tried."""

    get: str
    post: str = ""
    args: str = ""
    data: str = ""

    @property
    def asked_by(self) -> tuple[str, ...]:
        """Who asks for it in the tests: where everybody gets the same answer, a few stand for all."""
        return A_FEW if self.get == ALL_OPEN and self.post in ("", READ_ONLY) else EVERYBODY

    def expected(self, method: str, who: str, name: str) -> int:
        found: dict[str, int] = {}
        for part in (self.get if method == "get" else self.post).split(";"):
            status, *people = part.split()
            found |= dict.fromkeys(people, int(status))
        if who == VISITOR:
            default = 302 if name.startswith("admin:") else found.get("*", 0)
            return found.get(VISITOR, found.get("all", default))
        return found.get(who, found.get("*", found.get("all", 0)))
