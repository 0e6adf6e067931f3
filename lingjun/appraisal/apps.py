from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Registers appraisal as a kind of case, its check, its tab, and whose files it keeps."""

    name = "lingjun.appraisal"
    label = "appraisal"

    def ready(self) -> None:
        from lingjun.appraisal import criteria, rules
        from lingjun.appraisal.actions.closing import close_for_revoked, move_with_studio
        from lingjun.appraisal.kind import APPRAISAL
        from lingjun.appraisal.models import Rectification, WrittenAppraisal
        from lingjun.audit import verbs
        from lingjun.cases import kinds
        from lingjun.studios import owners, seals, tabs
        from lingjun.studios.actions import changing
        from lingjun.studios.criteria import counter

        kinds.register(APPRAISAL)
        changing.AFTER_REVOCATION.append(close_for_revoked)
        changing.AFTER_MOVE.append(move_with_studio)
        tabs.add(tabs.Tab("appraisals", "年度考核", "appraisal:studio", 100, "appraisals"))
        counter("appraisals")(lambda subject: subject.once(criteria.count))
        owners.register(Rectification, "evidence")
        seals.add(Rectification, rules.files_closed, kept=rules.file_kept)
        owners.register(WrittenAppraisal, "evidence")
        verbs.add(
            {
                "appraisal.open": "开具综合鉴定",
                "appraisal.save": "填写自评",
                "appraisal.grade": "公布考核等次",
                "rectification.open": "开出整改",
                "rectification.report": "报告整改",
                "rectification.check": "复查整改",
                "rectification.again": "再次整改",
                "writtenappraisal.add": "登记书面综合鉴定",
                "writtenappraisal.change": "修改书面综合鉴定",
                "writtenappraisal.remove": "移除书面综合鉴定",
                "writtenappraisal.restore": "恢复书面综合鉴定",
            }
        )
