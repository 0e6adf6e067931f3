"""The product's own settings in a throwaway home: no test reads or writes what a site stores.

``DATABASE_URL`` chooses the database as everywhere; SQLite is a file here too, so that threads and the live server
have connections of their own and locks are real.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="lingjun-test-"))
(HOME / "static_root").mkdir()
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

_fonts = os.environ.get("LINGJUN_FONTS") or Path(os.environ.get("LINGJUN_HOME") or ROOT / "var") / "fonts"
os.environ["LINGJUN_FONTS"] = str(_fonts)
os.environ["LINGJUN_HOME"] = str(HOME)
os.environ["LINGJUN_MODE"] = "test"
os.environ["LINGJUN_LOG_LEVEL"] = "WARNING"
for _name in ("LINGJUN_DEBUG", "LINGJUN_BEHIND_PROXY", "LINGJUN_SITE_URL", "LINGJUN_ALLOWED_HOSTS"):
    os.environ.pop(_name, None)

from lingjun.config.settings import *  # noqa: E402, F403 - the environment must stand first
from lingjun.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    _pragmas = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = f"{_pragmas}PRAGMA synchronous=OFF;"

# Every test client starts the middleware anew; without this each start would read all static files again.
WHITENOISE_AUTOREFRESH = True
