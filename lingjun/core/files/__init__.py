"""Files: told apart by content, kept safely, served safely."""

from .checks import check_content, check_image, check_pdf, check_zip
from .images import make_display, make_thumbnail
from .kinds import KINDS, Kind, detect
from .metadata import without_position
from .purposes import PURPOSES, Purpose
from .serve import display_response, file_response, made_response, thumbnail_response
from .store import check, delete_stored, safe_name, store_generated, store_upload

__all__ = [
    "KINDS",
    "PURPOSES",
    "Kind",
    "Purpose",
    "check",
    "check_content",
    "check_image",
    "check_pdf",
    "check_zip",
    "delete_stored",
    "detect",
    "display_response",
    "file_response",
    "made_response",
    "make_display",
    "make_thumbnail",
    "safe_name",
    "store_generated",
    "store_upload",
    "thumbnail_response",
    "without_position",
]
