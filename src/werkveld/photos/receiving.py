"""A photo on its way in stays in memory: what a camera made is never written to a disk, not even for a moment."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from werkveld.photos.limits import MOST_BYTES, MOST_FILES

# The form's field that this holds for; files of other fields go where Django puts them.
FIELD = "photo"


class InMemoryPhoto(FileUploadHandler):
    """Stands first in `FILE_UPLOAD_HANDLERS`. Keeps one byte more than is taken, so that the form can say so."""

    kept: io.BytesIO | None = None
    files = 0

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """Take the file, when it is a photo."""
        super().new_file(field_name, *args, **kwargs)
        self.kept = io.BytesIO() if field_name == FIELD else None
        if self.kept is not None:
            self.files += 1
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece; past the limit it is read and let go."""
        if self.kept is None:
            return raw_data
        if self.files <= MOST_FILES:
            self.kept.write(raw_data[: max(0, MOST_BYTES + 1 - start)])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The photo as a file in memory."""
        if self.kept is None:
            return None
        self.kept.seek(0)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(self.kept, FIELD, name, kind, len(self.kept.getbuffer()), None)
