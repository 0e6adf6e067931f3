"""Addresses of the import of existing studios."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.routes.guard import CITY, Route, act, view

DRAFT = {"batch_id": "studio_list"}
DONE = {"batch_id": "studio_list_done"}
LIST = (
    "推荐单位,工作室编号,工作室名称,命名日期,文号,所在单位,领衔人\n"
    "思明区,2013-9{0:02},示例{0}劳模创新工作室,2013-05-08,厦工〔2013〕30号,厦门示例{0}有限公司,示例{0}\n"
)


def _file(number: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"名单{number}.csv", LIST.format(number).encode())


def _upload(world: Any) -> dict[str, Any]:
    return {"file": _file(50)}


MAPPED = {"row": 1} | {
    f"col_{at}": key
    for at, key in enumerate(("recommender", "plaque", "name", "named_on", "decision", "unit", "leader"))
}

STUDIO_IMPORT: Final[list[Route]] = [
    view("workbench:studio_import", sees=CITY, rest=403),
    act("workbench:studio_import", may=CITY, rest=403, data=_upload),
    view("workbench:studio_import_template", sees=CITY, rest=403),
    view("workbench:studio_import_batch", DRAFT, sees=CITY, rest=403),
    view("workbench:studio_import_batch", DONE, sees=CITY, rest=403),
    view("workbench:studio_import_mapping", DRAFT, sees=CITY, rest=403),
    act("workbench:studio_import_mapping", DRAFT, may=CITY, rest=403, data=MAPPED),
    act("workbench:studio_import_unions", DRAFT, may=CITY, rest=403),
    act("workbench:studio_import_file", DRAFT, may=CITY, rest=403, data=_upload),
    view("workbench:studio_import_errors", DRAFT, sees=CITY, rest=403),
    act("workbench:studio_import_commit", DRAFT, may=CITY, rest=403, data={"which": "all"}),
    act("workbench:studio_import_undo", DONE, may=CITY, rest=403, data={"confirmed": "1"}),
    act("workbench:studio_import_discard", DRAFT, may=CITY, rest=403),
]


def furnish(world: Any) -> None:
    """A list that waits, and one that was imported."""
    world.ids["studio_list"] = _opened(world, 1).pk
    world.ids["studio_list_done"] = _imported(world, 2).pk


def more(world: Any, number: int) -> None:
    """Another list of each kind; a longer one in place of the draft's."""
    from lingjun.studios.actions import importing

    _opened(world, 10 + number)
    _imported(world, 20 + number)
    lines = LIST.format(1) + "".join(LIST.format(30 + at).splitlines(keepends=True)[1] for at in range(number))
    upload = SimpleUploadedFile("名单.csv", lines.encode())
    importing.replace_file(actor=world.users["city_officer"], batch_id=world.ids["studio_list"], upload=upload)


def _opened(world: Any, number: int) -> Any:
    from lingjun.studios.actions import importing

    return importing.open_batch(
        actor=world.users["city_officer"], federation=world.cast.city, upload=_file(number)
    )  # fmt: skip


def _imported(world: Any, number: int) -> Any:
    from lingjun.studios.actions import importing
    from lingjun.workbench.studio_import import run

    batch = _opened(world, number)
    outcomes = run.dry_run(batch)
    batch = importing.begin(actor=world.users["city_officer"], batch_id=batch.pk)
    return run.commit(actor=world.users["city_officer"], batch=batch, outcomes=outcomes, only_good=False)
