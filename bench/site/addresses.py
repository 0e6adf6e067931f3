"""Which pages of a home are measured, for whom, and beside which plain list. Printed as JSON by the home's process."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

PLAIN_OF = {
    "studios": "plain-studios", "cases": "plain-cases", "activities": "plain-activities",
    "achievements": "plain-achievements",
}  # fmt: skip
"""A kind of list -> the key of the plain list beside it."""
LISTS, STUDIO = 12, 15
"""Most statements of a list and of a studio page."""
ROWS = 50
"""Rows of a full page: `size` of every list."""


@dataclasses.dataclass(frozen=True)
class Page:
    """`plain`: the plain list it is held against; `first`: the page it is the last of; `most`: statements allowed."""

    key: str
    label: str
    url: str
    user: str = "quanju"
    plain: str = ""
    first: str = ""
    most: int = LISTS

    @property
    def plainly(self) -> dict[str, Any]:
        """For the other process: the address as it goes over the wire, the plain list by its key."""
        probe = self.url.startswith("/bench/")
        url, plain = quote(self.url, safe="/?=&"), PLAIN_OF.get(self.plain, "")
        return {**dataclasses.asdict(self), "url": url, "plain": plain, "probe": probe}


def pages() -> Iterator[Page]:
    """In the order of the printed table. A page this checkout does not have is left out."""
    from django.db.models import Count  # noqa: PLC0415 - Django is set up by the caller

    from lingjun.accounts.models import User  # noqa: PLC0415
    from lingjun.cases.models import Case  # noqa: PLC0415
    from lingjun.studios.models import Studio  # noqa: PLC0415

    yield Page("empty", "empty view", "/bench/empty/")
    for kind, key in PLAIN_OF.items():
        yield Page(key, f"plain list of 50: {kind}", f"/bench/plain/{kind}/")
    studio = _ordinary(Studio, Count)
    city = "shizong" if User.objects.filter(username="shizong").exists() else "quanju"
    year, union, leader = studio.named_year, studio.recommender_id, studio.leader.name
    number = studio.plaques.values_list("number", flat=True)[0]
    sound = studio.search_key.split()[2 if len(studio.search_key.split()) > 2 else 0][:3]
    # Sizes are compared where both show a full page: named cases fill one in every size. Those that wait at a step,
    # whose rows say most, do so from the province on; a city has seven, so there the page is left out.
    waiting = Case.objects.filter(state="recommendation").order_by()[:ROWS].count() == ROWS
    lists: list[tuple[str, str, str, str, dict[str, Any]]] = [
        ("register", "register of studios", "studios:list", "studios", {
            "": "", "city": "", "year": f"year={year}", "union": f"union={union}", "status": "status=revoked",
            "honour": "honour=national_model", "name": f"q={leader}", "common": "q=工作室", "two": f"q={leader[:2]}",
            "sound": f"q={sound}", "number": f"q={number}", "none": "q=查无此名",
        }),
        ("criteria", "criteria table", "studios:criteria_table", "studios", {
            "": "", "city": "", "lacks": "criterion=regulations&standing=", "name": f"q={leader}",
        }),
        ("library", "achievements of all studios", "ledger:achievements", "achievements", {
            "": "", "city": "", "kind": "kind=invention", "words": "q=操作法",
        }),
        ("cases", "list of cases", "workbench:cases", "cases", {
            "": "", "city": "", "named": "state=named", **({"open": "state=recommendation"} if waiting else {}),
        }),
        ("appraisals", "list of appraisals", "appraisal:list", "cases", {"": ""}),
    ]  # fmt: skip
    for key, label, name, kind, filters in lists:
        base = _address(name)
        for mark, query in filters.items() if base else ():
            user = city if mark == "city" else "quanju"
            where = f"{key}-{mark}" if mark else key
            words = f"{label}: {mark}" if mark else label
            yield Page(where, words, f"{base}?size={ROWS}&{query}", user, kind)
            if mark in {"", "common", "year", "lacks"}:
                last = f"{base}?size={ROWS}&page=99999&{query}"
                yield Page(f"{where}-last", f"{words}, last page", last, user, kind, where)
    for mark, words in (
        ("name", leader),
        ("two", leader[:2]),
        ("common", "工作室"),
        ("sound", sound),
        ("number", number),
    ):
        yield Page(f"search-{mark}", f"search box: {mark}", f"/search/?q={words}")
    files = [
        ("studio", "studio page", "dossier:studio", STUDIO), ("brief", "one-page brief", "dossier:brief", STUDIO),
        ("criteria-of", "seven criteria of a studio", "studios:criteria", STUDIO),
        ("ledger-of", "ledger of a studio", "ledger:studio", LISTS),
        ("activities", "activities of a studio", "ledger:activities", LISTS),
        ("achievements", "achievements of a studio", "ledger:studio_achievements", LISTS),
        ("projects", "projects of a studio", "ledger:projects", LISTS),
        ("plan", "plan of a studio", "ledger:plan", LISTS),
        ("mentorships", "mentorships of a studio", "ledger:mentorships", LISTS),
        ("team", "team of a studio", "studios:team", LISTS), ("funds", "funds of a studio", "studios:funds", LISTS),
        ("regulations", "regulations of a studio", "studios:regulations", LISTS),
        ("premises", "premises of a studio", "studios:premises", LISTS),
    ]  # fmt: skip
    for key, label, name, most in files:
        if url := _address(name, studio.pk):
            yield Page(f"of-{key}" if key != "studio" else key, label, url, plain="studios", most=most)
    for user, words in (
        ("quanju", "root"),
        (city, "city"),
        ("quxian", "district"),
        ("zhuxi", "unit"),
        ("lianluo", "liaison"),
    ):
        yield Page(f"home-{words}", f"home: {words}", "/", user, most=40)
    for name, label in (
        ("statistics:home", "statistics"),
        ("appraisal:rectifications", "rectifications"),
        ("changes:recalls", "recalls of plaques"),
        ("organizations:tree", "organizations"),
        ("accounts:list", "accounts"),
    ):
        if url := _address(name):
            yield Page(label, label, url)


def _address(name: str, *args: object) -> str:
    from django.urls import NoReverseMatch, reverse  # noqa: PLC0415

    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _ordinary(model: Any, count: Any) -> Any:
    """Among the first studios the one whose file is nearest to the average, so that sizes compare like with like."""
    first = model.objects.filter(
        pk__in=model.objects.order_by("pk").values_list("pk", flat=True)[:200], status="active"
    )
    wanted = {"activities": 45, "members": 8, "projects": 10, "achievements": 8}
    counted = {key: dict(first.order_by().values_list("pk").annotate(n=count(key))) for key in wanted}
    best = min(
        first.values_list("pk", flat=True),
        key=lambda pk: (sum(abs(counted[key].get(pk, 0) - number) / number for key, number in wanted.items()), pk),
    )
    return model.objects.select_related("leader").get(pk=best)


def main() -> None:
    """Entry of ``python -m bench.site.addresses [part of a key]``."""
    import django  # noqa: PLC0415 - settings come from the environment

    django.setup()
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    found = [page for page in pages() if only in page.key or page.url.startswith("/bench/")]
    cookies = {user: sign_in(user) for user in {page.user for page in found}}
    print(json.dumps({"cookies": cookies, "pages": [page.plainly for page in found]}))


def sign_in(username: str) -> str:
    """A session for one of the filling's accounts; gives the cookie."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from lingjun.accounts.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username=username), "lingjun.accounts.backends.AccountBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main()
