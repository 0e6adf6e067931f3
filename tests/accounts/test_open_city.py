"""The first account of a home, and that there is no second first."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.audit.chain import verify
from lingjun.organizations.models import Organization

WORDS = ("--name", "示例市总工会", "--code", "350200", "--administrator", "示例甲", "--username", "guanli")


@pytest.mark.django_db
def test_an_empty_home_gets_a_federation_and_an_administrator() -> None:
    out = StringIO()
    call_command("open_city", *WORDS, stdout=out)
    administrator = User.objects.get()
    assert administrator.username == "guanli"
    assert administrator.must_change_password
    post = administrator.posts[0]
    assert (post.role, post.organization.name, post.organization.code) == (
        Role.ADMINISTRATOR,
        "示例市总工会",
        "350200",
    )
    password = out.getvalue().split("初始密码 ")[1].split()[0]
    assert administrator.check_password(password)
    assert verify().whole >= 3


@pytest.mark.django_db
def test_a_home_with_organizations_is_left_alone() -> None:
    call_command("open_city", *WORDS, stdout=StringIO())
    with pytest.raises(CommandError, match="已经有组织"):
        call_command("open_city", *WORDS, stdout=StringIO())
    assert (User.objects.count(), Organization.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_wrong_name_leaves_nothing_behind() -> None:
    with pytest.raises(CommandError):
        call_command("open_city", "--name", "示例市总工会", "--administrator", "", stdout=StringIO())
    assert not Organization.objects.exists()
