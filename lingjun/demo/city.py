"""The demo city's organizations: real unions by kind and code, invented units (示例)."""

from __future__ import annotations

import dataclasses

from lingjun.core import credit_code

FEDERATION = ("厦门市总工会", "市总工会", "350200")
DISTRICTS = (
    ("厦门市思明区总工会", "思明区", "350203"),
    ("厦门市海沧区总工会", "海沧区", "350205"),
    ("厦门市湖里区总工会", "湖里区", "350206"),
    ("厦门市集美区总工会", "集美区", "350211"),
    ("厦门市同安区总工会", "同安区", "350212"),
    ("厦门市翔安区总工会", "翔安区", "350213"),
    ("厦门火炬高新区总工会", "火炬高新区", "XM-HJ"),
    ("厦门自贸片区总工会", "自贸片区", "XM-ZM"),
)
"""Name, short name, code: GB/T 2260 for the six districts, own codes for the two areas that have none."""

INDUSTRIES = (
    ("厦门市港口产业工会", "港口产业", "CY-GK"),
    ("厦门市卫生产业工会", "卫生产业", "CY-WS"),
    ("厦门市交通产业工会", "交通产业", "CY-JT"),
    ("厦门市建设产业工会", "建设产业", "CY-JS"),
    ("厦门市电力产业工会", "电力产业", "CY-DL"),
    ("厦门市财贸产业工会", "财贸产业", "CY-CM"),
    ("厦门市信息产业工会", "信息产业", "CY-XX"),
    ("厦门市教育工会", "市教育工会", "XT-JY"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """One invented unit: name, code of its union, nature, GB/T 4754 section, GB/T 2260 area, 主席."""

    name: str
    union: str
    nature: str
    industry: str
    area: str
    chair: str

    def credit_code(self, number: int) -> str:
        """A code with valid check digits; the body is invented."""
        kind = {"institution": "12", "government": "11"}.get(self.nature, "91")
        return credit_code.make(kind, self.area, f"MA3{number:05d}")


S, P, F, I, G = "state_enterprise", "private_enterprise", "foreign_enterprise", "institution", "government"  # noqa: E741
UNITS = (
    Unit("厦门鹭港集装箱码头有限公司", "CY-GK", S, "G", "350205", "林志远"),
    Unit("厦门筼筜配电工程有限公司", "350203", S, "D", "350203", "蔡文彬"),
    Unit("厦门市鼓浪医院", "CY-WS", I, "Q", "350203", "许建平"),
    Unit("厦门东渡机电有限公司", "350206", P, "C", "350206", "高立新"),
    Unit("厦门杏滨纺织有限公司", "350211", P, "C", "350211", "柯美珍"),
    Unit("厦门海湾职业学校", "XT-JY", I, "P", "350211", "陈育才"),
    Unit("厦门筼筜印刷厂", "350203", S, "C", "350203", "谢国栋"),
    Unit("厦门市环岛公交有限公司", "CY-JT", S, "G", "350203", "钟志强"),
    Unit("厦门市五缘社区医院", "CY-WS", I, "Q", "350206", "范秀英"),
    Unit("厦门海沧玻璃有限公司", "350205", F, "C", "350205", "丁海峰"),
    Unit("厦门集灌水务有限公司", "CY-JS", S, "D", "350211", "邱永明"),
    Unit("厦门中山百货有限公司", "CY-CM", P, "F", "350203", "罗玉兰"),
    Unit("厦门轮渡船舶修造厂", "CY-JT", S, "C", "350203", "叶建国"),
    Unit("厦门同安食品有限公司", "350212", P, "C", "350212", "蔡永昌"),
    Unit("厦门湖边精密制造有限公司", "350206", F, "C", "350206", "张国华"),
    Unit("厦门翔安光电有限公司", "350213", P, "C", "350213", "许志明"),
    Unit("厦门火炬智能装备有限公司", "XM-HJ", P, "C", "350213", "王嘉明"),
    Unit("厦门火炬软件技术有限公司", "XM-HJ", P, "I", "350206", "刘晓燕"),
    Unit("厦门自贸物流有限公司", "XM-ZM", F, "G", "350205", "黄振辉"),
    Unit("厦门远海航空维修有限公司", "XM-ZM", F, "C", "350206", "郑海涛"),
    Unit("厦门港务拖轮有限公司", "CY-GK", S, "G", "350205", "吴建军"),
    Unit("厦门港引航站", "CY-GK", I, "G", "350206", "林海生"),
    Unit("厦门市莲花医院", "CY-WS", I, "Q", "350203", "郭瑞华"),
    Unit("厦门市疾病检验中心", "CY-WS", I, "Q", "350203", "苏文静"),
    Unit("厦门地铁运营有限公司", "CY-JT", S, "G", "350206", "何建平"),
    Unit("厦门公路养护有限公司", "CY-JT", S, "E", "350212", "洪国强"),
    Unit("厦门建工第三工程有限公司", "CY-JS", S, "E", "350203", "洪建设"),
    Unit("厦门燃气服务有限公司", "CY-JS", S, "D", "350206", "曾庆丰"),
    Unit("厦门变电检修有限公司", "CY-DL", S, "D", "350206", "沈国梁"),
    Unit("厦门送电工程有限公司", "CY-DL", S, "E", "350205", "方志坚"),
    Unit("厦门鹭岛酒店有限公司", "CY-CM", P, "H", "350203", "傅丽华"),
    Unit("厦门闽南粮油有限公司", "CY-CM", S, "F", "350206", "江永福"),
    Unit("厦门市数据中心", "CY-XX", I, "I", "350203", "戴志远"),
    Unit("厦门鹭江通信有限公司", "CY-XX", S, "I", "350203", "庄卫东"),
    Unit("厦门市滨海中学", "XT-JY", I, "P", "350203", "李育民"),
    Unit("厦门市思明政务服务中心", "350203", G, "S", "350203", "杨敏"),
    Unit("厦门集美机械有限公司", "350211", P, "C", "350211", "陈国宝"),
    Unit("厦门海沧生物医药有限公司", "350205", P, "C", "350205", "潘晓东"),
    Unit("厦门同安轻工有限公司", "350212", P, "C", "350212", "石永康"),
    Unit("厦门市翔安农业技术站", "350213", I, "A", "350213", "彭秋生"),
)
