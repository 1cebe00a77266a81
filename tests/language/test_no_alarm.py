"""Everyday sentences that hold words of danger: nobody is called for them, and for those beside them somebody is."""

from datetime import UTC, datetime

from bot.language.needs.dangers import cannot_leave, read_danger
from bot.language.needs.report import read_report
from bot.language.needs.troubles import read_category
from bot.language.talk.at_the_door import says_nobody_opens
from bot.language.talk.lexicon import DEFAULT_LEXICON

EVERYDAY = """
    电梯停在5楼很久才来
    电梯老停在三楼不动,等半天
    电梯总停在地下室中间那层
    电梯停在空中花园那层
    电梯停在维修中
    电梯停运中
    电梯停在检修状态中
    热水器打不着火
    站久了头晕
    等电梯等得头晕
    热水器修不好,我头疼
    热水器声音太大,吵得头疼
    热水器老坏,想起来就头疼
    热水器漏水,看着就头痛
    煤气费怎么交
    烟道堵了
    插座想多装一个
    油烟机坏了
    油烟机不吸烟
    排烟管掉了
    电线太乱想整理
    灯泡坏了想换一个
    楼道灯不亮
    门铃没电了
    水龙头关不紧
    马桶堵了
    空调不制冷
    门卡在框里关不上
    钥匙断在锁里
    电梯里有广告想撤
    电梯里有小广告
    电梯里有个按钮坏了
    电梯里有两个灯不亮
    电梯里有几个灯泡坏了
    电梯里有老鼠
    电梯里面有小孩乱画
    电梯里有孩子撒尿
    燃气灶打不着火
    换煤气罐
    电表箱门坏了
    电闸跳了
    地漏返味
    下水道臭味
    水表箱漏水
    防盗门锁坏了
    天花板裂缝
    停电了电梯停了
    电梯坏了停在一楼
    电梯停在一楼不动了
    路灯不亮
    空调外机声音大
    老人家里灯坏了
    奶奶家水管坏了,电话打不通
    孩子把玩具卡在马桶里
    小孩把球卡在空调外机上
    老人卡丢了
    老人证在哪办
    小区里有人抽烟
    楼上抽烟烟味进来
    燃气表没电了
    燃气热水器不出热水
    热水器水不热,冬天洗澡头疼
    the lift stops at every floor
    the lift stopped working
    lift stopped at floor 5
    elevator stop button is broken
    elevator stops with a bump
    the smoke hood doesn't work
    spark igniter of the stove is broken
    站久了腿麻手麻
    门把手松了
    水龙头手柄断了
    晾衣架摇不动
    插座没电
    插座松了
    插排不够用想多要一个
    开关面板松了
    太阳能热水器不上水
    电梯里有人抽烟
    电梯里有人乱贴广告
    电梯里面有人吸烟味道大
    电梯里有两个老人抽烟
    门反锁了进不去
    卫生间地滑老人怕摔倒,想装扶手
    孩子摔坏了灯
    老人晕车
    我妈腿脚不好想装扶手
    楼道太黑容易摔倒
    电动车充不上电
    门口电线杆上贴广告
    路灯杆子歪了
    冰箱有味道
    下水道有臭味像臭鸡蛋
    油烟机有味
    厨房油烟倒灌
    邻居做饭的烟飘过来
    炒菜的烟出不去
    烧水壶坏了
    地暖不热
    暖气漏水
    暖气片漏水滴到地板
    水管冻住了
    空调漏水
    楼上漏水到我家天花板
    卫生间顶上漏水
    灯一闪一闪
    灯忽明忽暗
    插头拔不下来
    拔插头有点紧
    插座盖子掉了
    开关按不动
    空调遥控器坏了
    跳闸了推不上去
    燃气表换电池
    燃气安检什么时候来
    燃气软管到期想换
    煤气灶打不着
    煤气灶一个眼不着
    热水器点火要好几次
    热水器点不着火
    窗户玻璃裂了
    房顶漏雨
    门禁刷不了脸
    楼下有狗叫
    楼道堆杂物
    楼道里停电动车
    消防栓没水
    消防通道堵了
    烟感一直闪
    烟雾报警器没电老响
    锅炉房声音大
    老人马桶想装扶手
    热水袋坏了
    我头疼,今天先不修了
    师傅今天头晕来不了
    鞋柜倒了
    衣柜门掉了
    电梯门关不上
    电梯按钮不灵
    电梯有异响
    电梯运行抖动
    电梯里灯坏了
    电梯里没灯
    电梯里有味道
    电梯里的风扇坏了
    坐电梯等得久
    电梯停用了
"""
DANGEROUS = """
    电梯停在半空中了里头关着俩孩子
    电梯停在半中间，里面有两个人出不来
    电梯坏了里面有个老人
    电梯停了,里面有两个孩子
    电梯停在3楼和4楼中间
    电梯卡住里面还有个小孩
    电梯不动了里面有人
    电梯停了里有人
    lift stop between floor, we are two people inside
    the elevator stopped between floors
    孩子把手卡在门里了
    孩子的头卡在栏杆里
    小孩卡在栏杆里
    热水器在屋里烧着洗完澡头晕恶心
    用热水器洗完澡头疼
    开着热水器洗澡,出来头晕想吐
    热水器开着,屋里人都头晕
    洗澡的时候热水器电我一下，手都麻了
    摸水龙头手麻
    电梯里有孕妇
    电梯停在半当中,我妈在里面
    里面有三个人,电梯不动了
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.splitlines() if line.strip()]


def test_everyday_sentences_raise_no_alarm() -> None:
    assert [(text, danger) for text in lines(EVERYDAY) if (danger := read_danger(text))] == []


def test_what_is_said_in_danger_with_the_same_words_raises_one() -> None:
    assert [text for text in lines(DANGEROUS) if not read_danger(text)] == []


def test_a_closed_door_alone_is_told_from_one_with_somebody_in_need_behind_it() -> None:
    told = (
        "我到了,敲门没人应",
        "敲门没人应",
        "我去了,敲门没人开",
        "家里没人开门",
        "到了,家里没人",
        "I knocked, no answer",
    )
    worse = ("老人一个人在家,敲门没人应", "敲门没人应,里面有煤气味", "敲门没人应,听见里面喊救命", "三点我不在家")
    assert [words for words in told if not says_nobody_opens(words)] == []
    assert [words for words in worse if says_nobody_opens(words)] == []


def test_who_cannot_get_out_is_in_no_lift_unless_the_words_say_so() -> None:
    inside = ("我出不来", "开窗了,我腿脚不好出不来", "家里有煤气味,我出不去", "孩子反锁在屋里了", "I can't get out")
    lift = (
        "电梯里困了人",
        "电梯坏了,我出不来",
        "客梯里有人出不来",
        "we are stuck in the lift",
        "trapped in the elevator",
    )
    assert [text for text in (*inside, *lift) if cannot_leave(text) is not (text in inside)] == []
    assert not cannot_leave("家里有煤气味,能出来")


def test_gas_is_no_trade_of_ours_and_an_opened_window_is_not_broken() -> None:
    gas = ("家里有煤气味,窗户我打开了", "燃气灶漏气")
    assert [
        text for text in gas if read_report(text, now=datetime(2026, 11, 23, tzinfo=UTC)).category is not None
    ] == []
    assert read_category("开窗了,我腿脚不好出不来", DEFAULT_LEXICON) is None
    assert read_category("窗户打不开了", DEFAULT_LEXICON) == "glazing"
