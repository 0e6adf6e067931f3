"""A yearbook of 500 photographs: pages, seconds, and the memory of the worker and of its typesetting child.

A throwaway home with one studio and one full year; photographs are drawn at 12 megapixels, as a phone takes them.
Target: about 300 pages, worker at most 160 MB. ``python -m bench.yearbook``.
"""

# ruff: noqa: PLC0415 - Django is set up in the throwaway home first

import datetime
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2025
ACTIVITIES = 167
PHOTOS = 3
MEGABYTE = 1 << 20
WORDS = "岸桥防摇参数复核，逐台记录起升高度与摆幅，对照上次数据修改控制程序，夜班试运行后再测一遍，偏差写入点检表。"


def fill() -> int:
    """One studio with a team, 40 projects and achievements, 167 activities of three photographs. Its id."""
    from django.utils import timezone

    from lingjun.core.models import StoredFile
    from lingjun.ledger.models import Achievement, Activity, Project
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Material, Member, Plaque, Studio, Tenure, Worker

    city = Organization.objects.get(code="350200")
    officer = _officer(city)
    unit = Organization.objects.create(name="厦门鹭港集装箱码头有限公司", kind="unit", parent=city, path="")
    Organization.objects.filter(pk=unit.pk).update(path=f"{city.path}{unit.pk}/")
    workers = Worker.objects.bulk_create(
        [Worker(name=f"职工{n}", unit=unit, gender="1", birth="1980-05") for n in range(20)]
    )
    day = datetime.date(2013, 5, 8)
    name = "陈海川劳模创新工作室"
    studio = Studio.objects.create(
        name=name, unit=unit, recommender=city, federation=city, unit_path=f"{city.path}{unit.pk}/", leader=workers[0],
        decision_number="厦工〔2013〕39号", named_on=day, named_year=2013,
    )  # fmt: skip
    Tenure.objects.create(studio=studio, name=name, leader=workers[0], unit=unit, unit_name=unit.name, since=day)
    Plaque.objects.create(
        studio=studio, number="2013-017", text=name, issued_on=day, decision_number="厦工〔2013〕39号"
    )
    Member.objects.bulk_create([Member(studio=studio, worker=row, joined_on=day) for row in workers])
    files = _photographs(StoredFile)
    for number in range(40):
        on = datetime.date(YEAR, number % 12 + 1, 5)
        Project.objects.create(
            studio=studio, title=f"第 {number} 号岸桥远程操控改造", started_on=on, problem=WORDS * 3, result=WORDS * 2
        )
        Achievement.objects.create(
            studio=studio,
            kind="five_small",
            title=f"防摇夹具第 {number} 型",
            status="in_use",
            achieved_on=on,
            summary=WORDS * 3,
        )
    for number in range(ACTIVITIES):
        on = datetime.date(YEAR, 1, 2) + datetime.timedelta(days=number * 2)
        row = Activity.objects.create(
            studio=studio, kind="meeting", held_on=on, place="3 号泊位", title=f"岸桥防摇参数复核（{number}）",
            text="\n".join([WORDS * 4] * 5), attendees=[worker.pk for worker in workers], attendance=20, photos=PHOTOS,
        )  # fmt: skip
        Material.objects.bulk_create(
            Material(
                studio=studio, about="ledger.activity", about_id=row.pk, position=place, caption=f"现场复核 {place}",
                file=_as(StoredFile, files[(number * PHOTOS + place) % len(files)]), added_at=timezone.now(),
            )
            for place in range(1, PHOTOS + 1)
        )  # fmt: skip
    return _enqueue(officer, studio)


def _officer(city: Any) -> Any:
    from lingjun.accounts.models import Appointment, User

    user = User.objects.create_user("officer", "x" * 16, name="示例", must_change_password=False)
    Appointment.objects.create(user=user, organization=city, role="city_officer", started_on=datetime.date(2012, 1, 1))
    return user


def _photographs(stored: Any) -> list[Any]:
    """Twelve different pictures of 12 megapixels, about 2.5 MB each."""
    from PIL import Image, ImageFilter

    from lingjun.core.files import store_generated

    dice = random.Random(7)
    made = []
    for number in range(12):
        noise = Image.effect_noise((1000, 750), 60).filter(ImageFilter.GaussianBlur(1)).resize((4000, 3000))
        picture = Image.merge("RGB", [noise.rotate(dice.randint(0, 3) * 180) for _ in range(3)])
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=86)
        made.append(store_generated(name=f"照片{number}.jpg", content=out.getvalue(), media_type="image/jpeg"))
    return made


def _as(stored: Any, one: Any) -> Any:
    """Another file row over the same bytes: five hundred uploads without five hundred copies on the bench's disk."""
    return stored.objects.create(
        content=one.content.name, name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256
    )


def _enqueue(officer: Any, studio: Any) -> int:
    from lingjun.core.jobs import enqueue

    for form in ("pdf", "docx", "zip"):
        enqueue(
            kind="dossier.yearbook", title=form, owner_id=officer.pk,
            params={"studio": studio.pk, "year": YEAR, "form": form},
        )  # fmt: skip
    return int(studio.pk)


def work() -> None:
    """Runs in a process of its own, as a worker would: every job in turn, then its figures."""
    import django

    django.setup()
    from lingjun.core.jobs import run_next
    from lingjun.dossier.papers.yearbook import press
    from lingjun.dossier.papers.yearbook.child import peak_memory

    children = [0]
    press.typeset = _telling(press.typeset, children)
    print(f"worker before any job         {peak_memory() / MEGABYTE:6.0f} MB")
    while True:
        start = time.perf_counter()
        job = run_next()
        if job is None:
            break
        took = time.perf_counter() - start
        size = job.result_file.size / MEGABYTE if job.result_file else 0
        print(f"{job.title:<5} {job.get_status_display()} {took:6.1f} s, file {size:7.1f} MB; {job.message}")
        print(
            f"      worker's peak so far {peak_memory() / MEGABYTE:.0f} MB, child's {max(children) / MEGABYTE:.0f} MB"
        )


def _telling(typeset: Callable[..., dict[str, Any]], peaks: list[int]) -> Callable[..., dict[str, Any]]:
    """The same, keeping each child's peak."""

    def told(*args: Any, **kwargs: Any) -> dict[str, Any]:
        report = typeset(*args, **kwargs)
        peaks.append(report["peak"])
        return report

    return told


def main() -> int:
    """Entry; the exit code tells whether a job failed to run at all."""
    if sys.argv[1:] == ["work"]:
        work()
        return 0
    fonts = os.environ.get("LINGJUN_FONTS") or str(ROOT / "var" / "fonts")
    with tempfile.TemporaryDirectory(prefix="bench-yearbook-") as home:
        os.environ |= {
            "LINGJUN_HOME": home, "LINGJUN_FONTS": fonts, "LINGJUN_MODE": "demo",
        }  # fmt: skip
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingjun.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, run_syncdb=True)
        call_command(
            "open_city", name="厦门市总工会", short="市总工会", code="350200", administrator="示例甲",
            stdout=io.StringIO(),
        )  # fmt: skip
        call_command(
            "load_notice", str(ROOT / "lingjun/notices/data/xiamen-2012-80.toml"), organization="350200",
            stdout=io.StringIO(),
        )  # fmt: skip
        fill()
        keep = os.environ.get("BENCH_KEEP")
        done = subprocess.run([sys.executable, "-m", "bench.yearbook", "work"], cwd=ROOT, check=False).returncode
        if keep:
            subprocess.run(["cp", "-r", f"{home}/.", keep], check=False)
        return done


if __name__ == "__main__":
    sys.exit(main())
