"""What changes a studio file."""

from lingjun.studios.actions.carrying import Carried, begin_regulation, carry, put_as_regulation, put_behind
from lingjun.studios.actions.materials import add_material, remove_material, restore_material
from lingjun.studios.actions.money import (
    add_expense,
    change_expense,
    change_grant,
    remove_expense,
    remove_grant,
    restore_expense,
)
from lingjun.studios.actions.opening import (
    EXPORT,
    NewHonour,
    NewMember,
    export_studios,
    keep_archive,
    open_studio_file,
)
from lingjun.studios.actions.plaques import hang_plaque, hanging, register_plaque, reissue_plaque
from lingjun.studios.actions.records import add, change, locked_studio, remove, restore, writable_studio
from lingjun.studios.actions.regulations import (
    add_regulation,
    change_regulation,
    remove_regulation,
    restore_regulation,
)
from lingjun.studios.actions.twice import add_once, just_added

__all__ = [
    "EXPORT",
    "Carried",
    "NewHonour",
    "NewMember",
    "add",
    "add_expense",
    "add_material",
    "add_once",
    "add_regulation",
    "begin_regulation",
    "carry",
    "change",
    "change_expense",
    "change_grant",
    "change_regulation",
    "export_studios",
    "hang_plaque",
    "hanging",
    "just_added",
    "keep_archive",
    "locked_studio",
    "open_studio_file",
    "put_as_regulation",
    "put_behind",
    "register_plaque",
    "reissue_plaque",
    "remove",
    "remove_expense",
    "remove_grant",
    "remove_material",
    "remove_regulation",
    "restore",
    "restore_expense",
    "restore_material",
    "restore_regulation",
    "writable_studio",
]
