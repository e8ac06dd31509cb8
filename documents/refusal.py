"""Why a file is not taken."""

from django.core.exceptions import ValidationError


class UploadRefused(ValidationError):
    """An upload that the policy refuses: one Vietnamese sentence names the file and says what to do."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence = sentence % values if values else sentence
        super().__init__(self.sentence, code="upload_refused")
