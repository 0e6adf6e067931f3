"""Words of the case engine (design section 5)."""

from django.db import models


class Rest(models.TextChoices):
    """States in which nobody's step is open. While a step is open, the state is the step's key."""

    DRAFT = "draft", "草稿"
    RETURNED = "returned", "退回修改"
    WITHDRAWN = "withdrawn", "已撤回"
    REJECTED = "rejected", "不予命名"
    NAMED = "named", "已命名"


FINAL_STATES = frozenset({Rest.WITHDRAWN, Rest.REJECTED, Rest.NAMED})
EDITABLE_STATES = frozenset({Rest.DRAFT, Rest.RETURNED})


class Verdict(models.TextChoices):
    """Answer given at a step."""

    APPROVE = "approve", "同意"
    RETURN = "return", "退回"
    REJECT = "reject", "不予命名"


class Verb(models.TextChoices):
    """What the history of a case tells."""

    OPEN = "open", "建立"
    SUBMIT = "submit", "提交"
    APPROVE = "approve", "同意"
    RETURN = "return", "退回"
    REJECT = "reject", "不予命名"
    WITHDRAW = "withdraw", "撤回"
    REOPEN = "reopen", "重新打开"
    EXTEND = "extend", "延期"
    TAKE_BACK = "take_back", "收回意见"
    REMIND = "remind", "催办"
    NAME = "name", "命名"
    STAMP = "stamp", "上传盖章件"
    NOTE = "note", "记录"
