"""What Telegram offers under a chat: the commands of its menu, and the keys that stay."""

from bot.views.words import Words

Menu = list[tuple[str, str]]


def private_menu(words: Words) -> Menu:
    """For everybody in the private chat."""
    return [
        ("status", words._("查进度")),
        ("open", words._("待接的单")),
        ("points", words._("我的积分")),
        ("shop", words._("积分超市")),
        ("wish", words._("想在超市换什么:/wish 电饭煲")),
        ("standard", words._("积分标准")),
        ("me", words._("我的技能和设置")),
        ("rank", words._("光荣榜")),
        ("stats", words._("本周、本月的单")),
        ("team", words._("队伍")),
        ("language", words._("换语言")),
        ("privacy", words._("我记了您什么")),
        ("help", words._("怎么用")),
    ]


def group_menu(words: Words) -> Menu:
    """For the group."""
    return [
        ("open", words._("待接的单")),
        ("standard", words._("积分标准")),
        ("team", words._("队伍")),
        ("help", words._("怎么用")),
    ]


def staff_menu(words: Words) -> Menu:
    """For secretaries and clerks in the private chat."""
    return [
        ("order", words._("发单:地址 事项 工种 人数 姓名 电话")),
        ("cancel", words._("撤单:/cancel 1024 原因")),
        ("release", words._("收回:/release 1024")),
        ("assign", words._("派单:/assign 1024 名字")),
        ("noshow", words._("记没来:/noshow 1024 原因")),
        ("award", words._("手工奖励:/award 王师傅 10 帮忙搬桌子")),
        ("ledger", words._("看积分、撤销、核对服务证明:/ledger 王师傅")),
        ("activity", words._("活动接龙:/activity 周六上午9点 清扫楼道 10人")),
        ("deliberate", words._("协商:发投票问大家")),
        ("minutes", words._("协商记录和会议纪要")),
        ("digest", words._("现在发简报")),
        ("report", words._("工单报告:/report 2026-10")),
        ("inbox", words._("待办")),
        ("spot", words._("当场办结:/spot 3号楼 灯不亮 已换灯泡")),
        ("calls", words._("回访电话")),
        ("parties", words._("物业、街道等外部单位")),
        ("invite", words._("邀请志愿者")),
        ("buildings", words._("楼栋和二维码海报")),
        ("grids", words._("网格:楼栋、网格员、维修员")),
        ("pickup", words._("凭取货码交货:/pickup 4821")),
        ("stock", words._("货架、进货、盘点")),
        ("calendar", words._("上门预约加进日历")),
        ("find", words._("找单:/find 5号楼 王 漏水 未完成")),
        ("history", words._("一单的经过:/history 1024")),
        ("export", words._("导出维修统计表:/export 2026-10")),
        ("settle", words._("清算积分")),
        ("settings", words._("设置")),
        *private_menu(words),
    ]


def main_keys(words: Words) -> tuple[tuple[str, ...], ...]:
    """The keys under the private chat, for everybody and always."""
    return (
        ("🔧 " + words._("我要报修"), "🔍 " + words._("查进度")),
        ("🎁 " + words._("我的积分"), "📞 " + words._("找书记")),
    )
