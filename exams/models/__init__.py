from exams.models.results import ExamResult, LookUp, ResultImport
from exams.models.sessions import ExamEvent, ExamSession, LookUpSwitch

__all__ = ["ExamEvent", "ExamResult", "ExamSession", "LookUp", "LookUpSwitch", "ResultImport"]
