"""The addresses of exam results: the office prepares, the leadership approves, nobody else gets in."""

from collections.abc import Callable
from typing import Any

from exams.models import ExamEvent, ExamSession, LookUpSwitch, ResultImport
from tests.access.row import ALL_OPEN, READ_ONLY, Row
from tests.exams.papers import new_session, typed_session
from tests.school import School

MANAGERS = "vanthu phoban truongban hieutruong"
RESULT_TRACES = (ExamSession, ResultImport, ExamEvent)


def exam_results() -> dict[str, Row]:
    """The pages of a draft with one import that was agreed to, and those of a session that is open."""
    only_post, read, one = "405 *", f"200 {MANAGERS}; 403 *", "exam exam_batch"

    def answered(status: int, who: str = MANAGERS) -> str:
        return f"{status} {who}; 403 *"

    desk = {
        "changelist": Row(read),
        "switch": Row(only_post, answered(302, "phoban truongban hieutruong")),
        "add": Row(read, answered(302), data="exam"),
        "change": Row(read, args="exam"),
        "edit": Row(read, answered(302), "exam", "exam"),
        "move": Row(only_post, answered(409), "exam trinh", "exam_move"),
        "look": Row(only_post, answered(422), "exam"),
        "upload": Row(only_post, answered(422), "exam"),
        "import": Row(read, args=one),
        "confirm": Row(only_post, answered(409), one),
        "undo": Row(only_post, answered(302), one),
        "codes": Row(only_post, answered(200), one),
        "forget": Row(only_post, answered(302), one),
    }
    return {
        **{f"admin:exams_examsession_{page}": row for page, row in desk.items()},
        "exam_sessions": Row(ALL_OPEN, READ_ONLY),
        "exam_session": Row(ALL_OPEN, "422 all", "public_exam"),
    }


def results_world(school: School) -> dict[str, list[Any]]:
    """A session that visitors see, and a draft with an import."""
    shown, draft = new_session(school), new_session(school)
    batches = [
        ResultImport.objects.create(
            session=one, uploaded_by=school.vanthu, status="loaded", name="a.csv", code_seed="x"
        )
        for one in (shown, draft)
    ]
    ExamSession.objects.filter(pk=shown.pk).update(shown=batches[0], status="approved")
    LookUpSwitch.objects.create(is_on=True)
    return {
        "public_exam": ["thi-hoc-sinh-gioi-lop-9", shown.pk],
        "exam": [draft.pk],
        "exam_batch": [batches[1].pk],
    }


def result_posts() -> dict[str, Callable[[], dict[str, Any]]]:
    return {"exam": typed_session, "exam_move": lambda: {"version": 0}}
