"""A worker that made small copies of a dozen photos is no larger than before."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import django
from PIL import Image
django.setup()
from lingjun.core.files.images import make_display
from lingjun.core.memory import give_back

def megabytes():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))

give_back()
photo = io.BytesIO()
Image.effect_noise((4000, 3000), 60).convert("RGB").save(photo, "JPEG", quality=70)
content = photo.getvalue()
before = megabytes()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(lambda _: make_display(io.BytesIO(content)), range(12)))
print(megabytes() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads its own size from /proc")
def test_photos_leave_nothing_behind() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, cwd=root)
    assert int(done.stdout) < 40  # 5; left alone, 93
