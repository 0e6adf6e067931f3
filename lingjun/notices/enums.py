"""Words a notice file may use: what the code can check, who may act, where an opinion prints."""

from django.db import models


class Level(models.TextChoices):
    """Who is responsible for a step."""

    UNIT = "unit", "单位工会"
    RECOMMENDER = "recommender", "区/产业工会"
    EXPERT = "expert", "评审专家"
    FEDERATION = "federation", "市总工会"


class StepKind(models.TextChoices):
    """What happens in a step (design section 5)."""

    OPINION = "opinion", "意见"
    INSPECTION = "inspection", "考察"
    SCORING = "scoring", "评分"
    DECISION = "decision", "决定"
    PUBLICITY = "publicity", "公示"
    NAMING = "naming", "命名"


class StepAction(models.TextChoices):
    """What the responsible organization may answer in a step."""

    APPROVE = "approve", "同意"
    RETURN = "return_for_changes", "退回修改"
    REJECT = "reject", "不同意"
    EXTEND = "extend", "延期"
    DECIDE_LATER = "decide_later", "先定后发"
    PUBLISH = "publish_together", "一并发文"


class FlowKind(models.TextChoices):
    """Kinds of case a notice lays out."""

    CREATION = "creation", "创建"
    APPRAISAL = "appraisal", "年度综合鉴定"
    COMMENDATION = "commendation", "评选表彰"
    CHANGE = "change", "变更"


class CriterionKey(models.TextChoices):
    """七个有, clause 二 of 厦工〔2012〕80号, in its order."""

    PLAQUE = "plaque", "有牌匾"
    PREMISES = "premises", "有场所"
    REGULATIONS = "regulations", "有制度"
    FUNDS = "funds", "有经费"
    TEAM = "team", "有团队"
    LEDGER = "ledger", "有台账"
    RESULTS = "results", "有成果"


class CheckKey(models.TextChoices):
    """Checks the studio file can compute, one function each. A notice picks among them and sets `minimum`."""

    PLAQUE_ISSUED = "plaque_issued", "牌匾已授"
    PLAQUE_HUNG = "plaque_hung", "牌匾悬挂有记录"
    PREMISES_FIXED = "premises_fixed", "固定场所"
    PREMISES_AREA = "premises_area", "场所面积"
    FACILITY_KINDS = "facility_kinds", "设施种类"
    REGULATION_KINDS = "regulation_kinds", "制度种类"
    UNIT_APPRAISAL = "unit_appraisal", "单位综合鉴定"
    SPECIAL_FUND = "special_fund", "专项经费"
    LEADER_HONOURS = "leader_honours", "领衔人荣誉"
    TEAM_SIZE = "team_size", "团队人数"
    MENTORSHIPS = "mentorships", "师带徒"
    DUTIES = "duties", "组织机构、总体目标、工作职责"
    YEARLY_PLAN = "yearly_plan", "工作计划"
    LEDGER_ALIVE = "ledger_alive", "台账更新"
    PROJECTS = "projects", "创新（攻关）项目"
    ACHIEVEMENTS = "achievements", "成果"
    ADOPTIONS = "adoptions", "推广应用"


class When(models.TextChoices):
    """From when a check counts."""

    CREATION = "creation", "申报时"
    NAMED = "named", "命名后"


class OpinionBox(models.TextChoices):
    """Boxes of the attachment that take an opinion; the recommender stamps at the top instead."""

    UNIT = "unit", "所在单位工会意见"
    CITY = "city", "市总工会意见"


class ParameterKey(models.TextChoices):
    """Figures no notice gives but every federation needs."""

    PUBLICITY_DAYS = "publicity_days", "公示工作日"
    CORRECTION_DAYS = "correction_days", "退回后重报工作日"
    UNDO_MINUTES = "undo_minutes", "可撤回分钟"
    EXCELLENT_PERCENT = "excellent_percent", "优秀比例上限"
    RECTIFICATION_DAYS = "rectification_days", "整改工作日"
