"""The table of targets to take along."""

from __future__ import annotations

import io

from django.http import FileResponse
from django.views.decorators.http import require_POST

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import NotYours
from lingjun.studios.papers import EXCEL, file_name
from lingjun.workbench.actions import note_target_export
from lingjun.workbench.papers.targets import write_targets
from lingjun.workbench.queries.targets import target_table


@require_POST
def export_targets(request: SignedInRequest) -> FileResponse:
    """As the home page shows it. 403 for people without a table of their own."""
    table = target_table(request.user)
    if table is None:
        raise NotYours("创建目标由市总工会和区、产业工会掌握。")
    note_target_export(actor=request.user)
    stream = io.BytesIO()
    write_targets(stream, table)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name("创建目标"), content_type=EXCEL)
