"""The columns of the 汇总表 that are kept, with the headings people use for them, and the template."""

from __future__ import annotations

import io
from typing import Final

from lingjun.core.codes import AREAS, EDUCATION, INDUSTRY, POLITICAL_STATUS
from lingjun.documents.excel import Column, write_template
from lingjun.organizations.enums import UnitNature

MAX_ROWS: Final = 2_000
SHEET: Final = "工作室汇总表"


def _column(
    key: str, label: str, width: float, words: str = "", *, note: str = "", required: bool = False,
    choices: tuple[str, ...] = (),
) -> Column:  # fmt: skip
    """`words`: further headings people use, parted by blanks."""
    return Column(key, label, width, choices, tuple(words.split()), required, note)


COLUMNS: Final = (
    _column(
        "recommender", "推荐单位", 20, "推荐工会 申报单位 所属工会 上级工会 区产业工会 主管工会 推荐单位（区产业工会）",
        note="区、产业工会的全称或简称。单位已在系统里的可以不填。",
    ),
    _column("plaque", "工作室编号", 14, "牌匾编号 编号 匾号 牌号 证书编号", note="已发牌匾的编号，照原样保留。"),
    _column("name", "工作室名称", 34, "名称 劳模创新工作室名称 创新工作室名称 工作室", required=True),
    _column(
        "year", "命名年度", 12, "年度 命名年份 认定年度 授牌年度 命名年度文号 命名时间文号 年份", note="如 2013。"
    ),
    _column(
        "named_on", "命名日期", 14, "命名时间 授牌日期 授牌时间 认定时间 认定日期 成立时间 批准时间",
        note="如 2013-05-08、2013.5。",
    ),
    _column("decision", "文号", 20, "命名文号 标题文号 文件号 批准文号 文件文号"),
    _column("unit", "所在单位", 34, "单位全称 单位名称 单位 工作单位 所属单位 企业名称 劳模所在单位", required=True),
    _column("credit_code", "统一社会信用代码", 24, "信用代码 社会信用代码"),
    _column("nature", "单位性质", 14, "企业性质 性质", choices=tuple(UnitNature.labels)),
    _column("industry", "行业门类", 26, "所属行业 行业", choices=tuple(INDUSTRY.labels)),
    _column("area", "所在区", 12, "所在地 区 属地 所属区", choices=tuple(AREAS.labels)),
    _column("leader", "领衔人", 12, "领衔劳模 劳模姓名 负责人 领军人 领军人物 领办人 带头人 姓名", required=True),
    _column("gender", "性别", 8, choices=("男", "女")),
    _column("birth", "出生年月", 12, "出生日期 出生时间", note="如 1971-03、1971.3。"),
    _column("politics", "政治面貌", 14, choices=tuple(POLITICAL_STATUS.labels)),
    _column("education", "学历", 14, "文化程度 最高学历", choices=tuple(EDUCATION.labels)),
    _column("title", "职称/技能等级", 22, "职称 职称技术等级 技术职称 技能等级 技术等级 专业技术职务"),
    _column("post", "岗位（工种）", 18, "岗位 工种 职务"),
    _column(
        "honour", "荣誉称号", 34, "最高荣誉 荣誉 劳模称号 所获荣誉 荣誉种类 劳模类别 获得荣誉",
        note="如 2010年全国劳动模范，级别按称号认；几项之间用分号隔开。",
    ),
    _column("members", "成员数", 10, "成员人数 人数 团队人数 工作室人数 成员总数 成员数男女"),
    _column("men", "男", 8, "男成员 男性人数"),
    _column("women", "女", 8, "女成员 女性人数"),
    _column("age", "平均年龄", 10),
    _column(
        "projects", "主要项目", 40, "在研项目 创新项目 攻关项目 主要创新项目 创新攻关项目 课题 主要课题",
        note="几项之间用分号隔开。",
    ),
    _column("contact", "联系人", 12, "岗位责任人 经办人"),
    _column("phone", "联系电话", 16, "电话 手机 手机号码 联系方式"),
)  # fmt: skip
KEYS: Final = {column.key: column for column in COLUMNS}
SAMPLE: Final = {
    "recommender": "思明区总工会", "plaque": "2013-001", "name": "张三劳模创新工作室", "named_on": "2013-05-08",
    "decision": "厦工〔2013〕30号", "unit": "厦门某某有限公司", "leader": "张三", "gender": "男", "birth": "1971-03",
    "politics": "中共党员", "education": "大学本科", "title": "高级技师", "honour": "2010年厦门市劳动模范",
    "members": "12", "projects": "项目甲；项目乙", "phone": "13900000000",
}  # fmt: skip


def template() -> bytes:
    """An empty list with drop-downs and a sample row."""
    stream = io.BytesIO()
    write_template(
        stream, sheet=SHEET, columns=COLUMNS, sample=SAMPLE,
        notes=[
            f"一次最多 {MAX_ROWS} 行。手头已有的表不用抄过来，直接上传，系统会认表头。",
            "命名日期、命名年度填一个就行；只有年度的，按当年 1月1日登记。",
        ],
    )  # fmt: skip
    return stream.getvalue()
