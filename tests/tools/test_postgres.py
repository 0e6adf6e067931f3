"""The throwaway server: speaks Chinese, and nothing of it outlives its use."""

from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tools import postgres
from tools.ground import GroundError
from tools.packages import postgres_programs


@pytest.mark.skipif(not postgres_programs(), reason="PostgreSQL is not installed")
def test_a_server_knows_chinese_letters_and_leaves_nothing_behind() -> None:
    with postgres.server() as url:
        with psycopg.connect(url) as connection:
            folder = Path(str(connection.execute("SHOW data_directory").fetchone()[0])).parent  # type: ignore[index]
            # With LC_CTYPE=C this would be false, and trigram search blind.
            assert connection.execute("SELECT '劳模' ~ '^[[:alpha:]]+$'").fetchone() == (True,)
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
    assert urlsplit(url).hostname == "127.0.0.1"


def test_its_absence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "postgres_programs", lambda: None)
    with pytest.raises(GroundError, match="PostgreSQL is not installed"), postgres.server():
        pass
