from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lingjun.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from lingjun.accounts.actions.sessions import remember
        from lingjun.audit import verbs

        def note_session(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
            remember(request=request, user=user)

        user_logged_in.connect(note_session, dispatch_uid="accounts.remember", weak=False)
        verbs.add(
            {
                "account.create": "开通账号",
                "account.update": "修改账号资料",
                "account.reset_password": "重置密码",
                "account.unlock": "解除锁定",
                "account.activate": "启用账号",
                "account.lock": "停用账号",
                "account.sign_in": "登录",
                "account.sign_in_failed": "登录失败",
                "account.sign_out": "退出登录",
                "account.sign_out_elsewhere": "退出其他设备",
                "account.change_password": "修改密码",
                "account.import": "从 Excel 开通账号",
                "account.export": "下载账号开通结果",
                "appointment.open": "任职",
                "appointment.end": "结束任职",
            }
        )
