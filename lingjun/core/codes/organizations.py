"""Industry, nature of the unit, districts, directions of projects."""

from __future__ import annotations

import re

from lingjun.core.text import to_half_width

from .base import Code, CodeList

#: GB/T 4754-2017 sections. Further wordings are the words units use for themselves, each of one section only.
INDUSTRY = CodeList(
    "INDUSTRY",
    "GB/T 4754-2017（门类）",
    [
        Code("A", "农、林、牧、渔业", ("农林牧渔业", "农业", "林业", "畜牧业", "渔业", "农林牧渔")),
        Code("B", "采矿业", ("采矿", "矿业", "采掘业")),
        Code("C", "制造业", ("制造", "机械制造", "装备制造", "电子制造", "食品制造", "化工", "机械", "工业制造")),
        Code(
            "D",
            "电力、热力、燃气及水生产和供应业",
            (
                "电力热力燃气及水的生产和供应业",
                "电力",
                "电力供应",
                "供电",
                "供水",
                "燃气",
                "热力",
                "电力行业",
                "水务",
                "电网",
            ),
        ),
        Code("E", "建筑业", ("建筑", "建筑施工", "建筑工程", "施工")),
        Code("F", "批发和零售业", ("批发零售业", "批发与零售业", "批发", "零售", "商贸", "商业", "批发零售")),
        Code(
            "G",
            "交通运输、仓储和邮政业",
            (
                "交通运输仓储及邮政业",
                "交通运输",
                "交通",
                "运输",
                "物流",
                "仓储",
                "邮政",
                "快递",
                "港口",
                "航空",
                "铁路",
                "公交",
                "交通运输业",
                "港口运输",
                "港口物流",
                "公共交通",
                "轨道交通",
            ),
        ),
        Code("H", "住宿和餐饮业", ("住宿餐饮业", "酒店", "餐饮", "旅馆", "住宿", "餐饮业", "酒店业", "宾馆")),
        Code(
            "I",
            "信息传输、软件和信息技术服务业",
            (
                "信息传输计算机服务和软件业",
                "信息技术",
                "软件",
                "通信",
                "互联网",
                "电信",
                "IT",
                "信息技术服务业",
                "软件业",
            ),
        ),
        Code("J", "金融业", ("金融", "银行", "保险", "证券", "银行业", "保险业")),
        Code("K", "房地产业", ("房地产", "物业", "物业管理", "房地产开发")),
        Code("L", "租赁和商务服务业", ("租赁商务服务业", "商务服务", "商务服务业", "旅游", "人力资源")),
        Code(
            "M",
            "科学研究和技术服务业",
            ("科学研究技术服务和地质勘查业", "科研", "技术服务", "科学研究", "检测", "勘察设计"),
        ),
        Code(
            "N",
            "水利、环境和公共设施管理业",
            ("水利环境和公共设施管理业", "水利", "环卫", "环境卫生", "园林绿化", "市政", "环保"),
        ),
        Code("O", "居民服务、修理和其他服务业", ("居民服务和其他服务业", "居民服务", "家政", "汽车维修", "家政服务")),
        Code("P", "教育", ("教育业", "教育行业", "学校", "高等教育", "中等职业教育", "职业教育")),
        Code(
            "Q",
            "卫生和社会工作",
            ("卫生社会保障和社会福利业", "卫生", "医疗", "医院", "医疗卫生", "卫生健康", "社会工作", "卫生行业"),
        ),
        Code("R", "文化、体育和娱乐业", ("文化体育和娱乐业", "文化", "体育", "文艺", "新闻出版", "广播电视", "传媒")),
        Code(
            "S",
            "公共管理、社会保障和社会组织",
            ("公共管理和社会组织", "机关", "公共管理", "社会保障", "行政机关", "税务", "公安"),
        ),
        Code("T", "国际组织"),
    ],
    suffixes=("行业", "产业", "类"),
)

_ENTERPRISE = "企业"

#: Own codes. The notice aims at enterprises; public institutions and government bodies may follow (第三部分末段).
UNIT_NATURE = CodeList(
    "UNIT_NATURE",
    "本系统自编，对应通知第三部分“重点在企业开展，机关事业单位可参照”",
    [
        Code(
            "state",
            "国有及国有控股企业",
            ("国有企业", "国企", "国有", "国有控股", "国有独资", "央企", "中央企业", "国有控股企业"),
            _ENTERPRISE,
        ),
        Code("collective", "集体企业", ("集体", "集体所有制"), _ENTERPRISE),
        Code(
            "private",
            "民营企业",
            ("民营", "私营", "私营企业", "私企", "民企", "非公", "非公企业", "非公有制企业"),
            _ENTERPRISE,
        ),
        Code(
            "hkmt",
            "港澳台投资企业",
            ("港澳台商投资企业", "台资企业", "港资企业", "台资", "港资", "台商投资企业"),
            _ENTERPRISE,
        ),
        Code("foreign", "外商投资企业", ("外资企业", "外资", "外企", "合资企业", "中外合资", "合资"), _ENTERPRISE),
        Code("other_enterprise", "其他企业", ("企业", "股份制企业", "混合所有制企业"), _ENTERPRISE),
        Code("institution", "事业单位", ("事业", "公益一类事业单位", "公益二类事业单位"), "机关事业单位"),
        Code("government", "机关", ("党政机关", "行政机关", "政府机关", "国家机关"), "机关事业单位"),
        Code("mass", "群团组织", ("群团", "人民团体", "社会团体", "社团"), "机关事业单位"),
        Code("social_service", "社会服务机构", ("民办非企业单位", "民办非企业", "民非", "社会组织"), "其他"),
    ],
)


def is_enterprise(nature: str) -> bool:
    """Whether a code of UNIT_NATURE is an enterprise."""
    return UNIT_NATURE.group(nature) == _ENTERPRISE


#: 通知第一部分：以技术创新、管理创新、服务创新为方向。
PROJECT_DIRECTIONS = CodeList(
    "PROJECT_DIRECTIONS",
    "厦工〔2012〕80号第一部分",
    [
        Code("technical", "技术创新", ("技术", "技术攻关", "技术改造", "工艺创新", "技术革新", "科技创新")),
        Code("management", "管理创新", ("管理", "管理改进")),
        Code("service", "服务创新", ("服务", "服务改进")),
    ],
    suffixes=("方向", "类"),
)

_TRAILING = re.compile(r"[(（]([^()（）]*)[)）]\s*[。；;]?\s*$")


def project_direction(text: str) -> tuple[str, str]:
    """Direction written in brackets behind a project's name: ("静脉港维护推广", "service"). ("...", "") without one."""
    match = _TRAILING.search(text)
    code = PROJECT_DIRECTIONS.find(to_half_width(match[1])) if match else None
    if not match or not code:
        return text.strip(), ""
    return text[: match.start()].strip(), code


#: GB/T 2260 county-level codes of Xiamen. Parks and free-trade areas have none: they carry own codes elsewhere.
AREAS = CodeList(
    "AREAS",
    "GB/T 2260",
    [
        Code("350200", "厦门市", ("厦门",), common=False),
        Code("350203", "思明区", ("思明", "厦门市思明区")),
        Code("350205", "海沧区", ("海沧", "厦门市海沧区")),
        Code("350206", "湖里区", ("湖里", "厦门市湖里区")),
        Code("350211", "集美区", ("集美", "厦门市集美区")),
        Code("350212", "同安区", ("同安", "厦门市同安区")),
        Code("350213", "翔安区", ("翔安", "厦门市翔安区")),
    ],
)
