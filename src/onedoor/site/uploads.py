"""A file that is too long is let go while it comes in; the rest of the form is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class LimitedUpload(FileUploadHandler):
    """Stops keeping a file at ONEDOOR_UPLOAD_LIMIT bytes; then the form simply lacks that file.

    The field's name is added to `request.META["onedoor.too_long"]`, so that the page can say which.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.ONEDOOR_UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META.setdefault("onedoor.too_long", []).append(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
