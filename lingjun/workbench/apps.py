from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """Names the verbs of its audit entries. Jobs register themselves when the queue is first used (`core.jobs`)."""

    name = "lingjun.workbench"
    label = "workbench"

    def ready(self) -> None:
        from lingjun.audit import verbs

        verbs.add(
            {
                "case.export": "导出办件汇总表",
                "case.print_batch": "整批打印办件的表",
                "target.export": "导出创建目标表",
                "studio.import": "导入工作室",
                "studio.import_upload": "上传工作室名单",
                "studio.import_replace": "更换工作室名单",
                "studio.import_mapping": "对应名单的列和单位",
                "studio.import_discard": "放弃工作室名单",
                "studio.import_begin": "开始导入一批工作室",
                "studio.import_done": "导入一批工作室",
                "studio.import_undo": "撤回一批导入",
            }
        )
