"""What is hidden on the way out."""

from lingjun.core.masking import HIDDEN, mask_birth, mask_email, mask_name, mask_secrets


def test_people() -> None:
    assert mask_birth("1971-03-05") == "1971年"
    assert mask_birth("") == ""
    assert mask_name("陈海川") == "陈**"
    assert mask_email("li.jianhua@example.org") == "l***@example.org"
    assert mask_email("") == ""
    assert "li" not in mask_email("li.jianhua")


def test_secrets_at_any_depth() -> None:
    data = {
        "name": "陈海川",
        "password": "x",
        "new": {"otp_code": "123456", "rows": [{"api_key": "k", "phone": "1"}]},
        "session_keys": ["a", ""],
        "token": None,
    }
    assert mask_secrets(data) == {
        "name": "陈海川",
        "password": HIDDEN,
        "new": {"otp_code": HIDDEN, "rows": [{"api_key": HIDDEN, "phone": "1"}]},
        "session_keys": HIDDEN,
        "token": None,
    }
    assert data["password"] == "x"
