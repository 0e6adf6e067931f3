from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "lingjun.organizations"
    label = "organizations"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add(
            {
                "organization.create": "新设组织",
                "organization.update": "修改组织资料",
                "organization.rename": "组织更名",
                "organization.move": "调整组织隶属",
                "organization.close": "停用组织",
                "organization.reopen": "恢复组织",
                "organization.leading_group": "修改领导小组",
            }
        )
