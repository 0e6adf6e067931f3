"""Many printed forms in one zip, in folders by recommending union."""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING, Final

from lingjun.cases.kinds import kind_of, relations
from lingjun.cases.queries import with_course
from lingjun.core.errors import Refused
from lingjun.workbench.queries.cases import federations_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case

CHUNK: Final = 50
LEFT_OUT: Final = "没有打印的.txt"
_FORBIDDEN = re.compile(r"[\x00-\x1f<>:\"/\\|?*]")


def write_forms(
    stream: IO[bytes], *, user: User, cases: QuerySet[Case], form: str, on_row: Callable[[], None]
) -> tuple[int, list[str]]:
    """Number of forms written, and lines on those left out (kept in the zip as a text file too).

    Each form stands as this reader may see it: an opinion that is not published prints for the federation only.
    """
    federations = set(federations_of(user))
    ids = list(cases.values_list("pk", flat=True))
    written, left_out = 0, []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for start in range(0, len(ids), CHUNK):
            piece = ids[start : start + CHUNK]
            by_id = with_course(cases.model._default_manager.all()).select_related(*relations()).in_bulk(piece)
            for pk in piece:
                case = by_id.get(pk)
                if case is not None:
                    why_not = kind_of(case).may_read(user, case)
                    reason = why_not or _add(package, case, form, held=case.federation_id in federations)
                    written += not reason
                    left_out += [f"{case.number} {case.subject_name}：{reason}"] if reason else []
                on_row()
        if left_out:
            package.writestr(LEFT_OUT, "\n".join(left_out))
    return written, left_out


def _add(package: zipfile.ZipFile, case: Case, form: str, *, held: bool) -> str:
    """Why the form was not written; "" when it was."""
    if not case.version:
        return "还没有提交过。"
    try:
        paper = kind_of(case).print_form(case, form, held=held)
    except Refused as refusal:
        return refusal.message
    folder = _FORBIDDEN.sub("_", case.recommender.label)
    package.writestr(f"{folder}/{case.number} {_FORBIDDEN.sub('_', case.subject_name)}.{form}", paper)
    return ""
