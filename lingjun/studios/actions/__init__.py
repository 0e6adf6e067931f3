"""What changes a studio file."""

from lingjun.studios.actions.materials import add_material, remove_material, restore_material
from lingjun.studios.actions.opening import (
    EXPORT,
    NewHonour,
    NewMember,
    export_studios,
    keep_archive,
    open_studio_file,
)
from lingjun.studios.actions.records import add, change, locked_studio, remove, restore, writable_studio

__all__ = [
    "EXPORT",
    "NewHonour",
    "NewMember",
    "add",
    "add_material",
    "change",
    "export_studios",
    "keep_archive",
    "locked_studio",
    "open_studio_file",
    "remove",
    "remove_material",
    "restore",
    "restore_material",
    "writable_studio",
]
