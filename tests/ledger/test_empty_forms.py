"""Forms sent empty, as without JavaScript: what is missing stands in Chinese beside each field, all of it at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

FORMS = {
    "ledger:project_new": {"请填名称。", "请选方向。"},
    "ledger:mentorship_new": {
        "请选师傅。", "请选徒弟，或者写徒弟的姓名。", "请填工种。", "请填从哪天开始。", "请填哪天期满。",
        "请填培养目标。",
    },
    "ledger:benefit_new": {
        "请选哪项成果。", "请选口径。", "请填金额（元）。", "请填从哪天算起。", "请填算到哪天。", "请写怎么算的。",
        "请填由谁证明。",
    },
    "ledger:adoption_new": {"请选哪项成果。", "请填应用单位。", "请填从哪天用起。", "请填效果。"},
    "studios:grant_new": {"请填年度。", "请选来源。", "请填金额（元）。", "请填到账日期。"},
    "studios:expense_new": {"请填日期。", "请选从哪笔经费。", "请选用途。", "请填事项。", "请填金额（元）。"},
    "studios:member_new": {"请填姓名。", "请选角色。", "请填加入日期。"},
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_all_that_is_missing_is_said_beside_its_field(name: str, filing: Any) -> None:
    studio = filing.named().studio
    answer = filing.cast.client(filing.cast.port_clerk).post(reverse(name, args=[studio.pk]), {})
    page = answer.content.decode()
    beside = set(re.findall(r'class="form-error" id="[^"]+">.*?<span>(.*?)</span>', page, re.DOTALL))
    assert answer.status_code == 422
    assert beside == FORMS[name]
