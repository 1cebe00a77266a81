"""How residents say what they want: whole messages, and what gives a wish away within a sentence."""

import re

from bot.language.letters.script import phrases
from bot.language.talk.wishes import Wish

WHOLE: dict[Wish, tuple[str, ...]] = {
    Wish.REPORT: phrases(
        """
        我要报修 | 报修 | 我想报修 | 报个修 | 我要报个修 | 我想报个修 | 要报修 | 申请报修 | 我要维修 | 我要修东西 |
        东西坏了 | 报个单 | 我要报单 | 下单 | 我要下单 | report | report a repair | new repair |
        i want to report a repair | i need a repair | i need something repaired | repair | request a repair
        """
    ),
    Wish.MENU: phrases(
        """
        回主菜单 | 显示菜单 | 功能菜单 | 回到开头 | 返回上一级 | 上一步 | 看菜单 | 主界面 | 菜单在哪 | 有菜单吗 |
        回菜单 | 调出菜单 | 出菜单 | 给我菜单 | 菜单给我 | 看看菜单 | 返回主菜单 | 回到主菜单 | show me the menu |
        back to menu | main page | back to the menu | options | 选项 | 菜单 | 主菜单 | 返回 | 返回菜单 | 回到菜单 |
        主页 | 首页 | 回主页 | 回到主页 | 返回主页 | 返回首页 | 回首页 | 退出 | 菜单呢 | 打开菜单 | 打开主菜单 |
        主菜单在哪 | 怎么回主菜单 | 退回去 | 回去 | 回到首页 | 返回上一步 | 返回上级 | 按钮呢 | 按钮没了 | 键盘呢 |
        menu | main menu | home | back | go back | show menu | exit
        """
    ),
    Wish.RESTART: phrases(
        """
        重新输入 | 重新填写 | 重新录入 | 重新弄 | 重说 | 重写 | 重来 | 重新来 | 重新开始 | 重新填 | 重填 | 重新报 |
        重报 | 从头来 | 从头再来 | 从头开始 | 再来一遍 | 重来一遍 | 重新来一遍 | 清空 | 清空重来 | 全部重来 |
        start over | restart | start again | begin again | reset | clear | from the beginning
        """
    ),
    Wish.NUDGE: phrases(
        """
        能快点吗 | 能不能快点 | 快点嘛 | 麻烦快点 | 尽快 | 尽快来 | 等急了 | 急死了 | 等不及了 | 怎么这么慢 | 太慢了 |
        等半天了 | 催一下 | 催单 | 催 | 催催 | 催一催 | 帮我催一下 | 帮我催催 | 催促一下 | 加快 | 快点 | 快点啊 |
        快点来 | 快一点 | 赶紧的 | 赶紧来 | 人呢 | 怎么还不来 | hurry | hurry up | please hurry | nudge |
        remind them | still waiting | i'm still waiting
        """
    ),
    Wish.CORRECT: phrases(
        """
        补充一下 | 改错 | 纠正 | 纠正一下 | 不对要改 | 打错字了 | 输错了 | 弄错了 | 发错了 | 填得不对 | 内容不对 |
        写得不对 | 改一下 | 修改 | 我要改 | 更正 | 更改 | 改 | 改地址 | 改电话 | 改时间 | 改内容 | 写错了 | 填错了 |
        说错了 | 打错了 | 错了 | 改一改 | 我要修改 | 信息错了 | correct it | correction | change it | edit |
        i made a mistake | that's wrong
        """
    ),
    Wish.SECRETARY: phrases(
        """
        联系工作人员 | 打给书记 | 有活人吗 | 有真人吗 | 真人 | 找领导 | 找主任 | 找网格员 | 联系网格员 | 找书记 |
        书记 | 联系书记 | 书记电话 | 找人工 | 转人工 | 人工 | 人工服务 | 客服 | 人工客服 | 找人 | 找社区 | 联系社区 |
        社区电话 | 居委会电话 | 找居委会 | 打电话 | 联系人工 | 找工作人员 | call the secretary | secretary |
        contact the secretary | contact | human | real person | operator | call someone | staff
        """
    ),
    Wish.CANCEL: phrases(
        """
        作废 | 作废吧 | 撤了 | 撤了吧 | 还是算了 | 不想修了 | 先不修了 | 别修了 | 不弄了 | 删掉 | 删除 | 删了吧 |
        退单 | 不要修了 | 不需要了 | 我不修了 | 我不报了 | cancel my order | cancel my repair | cancel order |
        please cancel | i want to cancel | delete it
        """
    ),
    Wish.STATUS: phrases(
        """
        查一下 | 查下 | 查查 | 我的单在哪 | 我那单 | 我那单呢 | 单子呢 | 我的单子呢 | 还要等多久 | 要等多久 | 等多久 |
        什么时候 | 啥时候 | 几点 | 多久 | 查查我的单 | 看看我的单子 | 查我的单 | 我报的 | 我报修的
        """
    ),
    Wish.POINTS: phrases(
        """
        我的分数 | 分数 | 查分 | 积分兑换 | 换东西 | 兑换 | 兑奖
        """
    ),
    Wish.HELP: phrases(
        """
        看不懂 | 不懂 | 我不会 | 不会 | 怎么弄啊 | 怎么使 | 使用帮助 | 用法 | 教程 | 教我 | 能干啥 | 有啥用 | 干嘛的 |
        你是干什么的 | 你是干嘛的
        """
    ),
    Wish.THANKS: phrases(
        """
        麻烦你们了 | 你们真好 | 好人一生平安 | 辛苦师傅了 | 辛苦师傅 | 辛苦大家了 | 太好了 | 真好 | 真棒 |
        给你们点赞 | 点赞 | 费心了 | 让您费心了 | 受累了 | 您受累 | 谢啦 | 3q | 好人 | 太谢谢了 | 感激 | 感激不尽 |
        谢谢 | 谢了 | 多谢 | 感谢 | 非常感谢 | 太感谢了 | 谢谢你 | 谢谢您 | 谢谢师傅 | 谢谢书记 | 谢谢大家 | 谢谢啦 |
        谢谢了 | 辛苦了 | 辛苦啦 | 您辛苦了 | 师傅辛苦了 | 麻烦了 | 麻烦你了 | 麻烦您了 | thanks | thank you | thx |
        thank u | many thanks | thanks a lot | thank you very much | thank you so much | cheers | ty
        """
    ),
}
"""Whole messages, beside those in intents.py."""

SURELY: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.RESTART,
        re.compile(
            r"(?:重新?(?:来|开始|填|报|说|写)|从头(?:来|再来|开始|填))(?:一遍|一次|过|吧|了|啊)*[。!]*$"
            r"|\bstart over\b"
        ),
    ),
    (
        Wish.CORRECT,
        re.compile(
            r"(?:地址|电话|手机号?|号码|时间|门牌号?|楼号|房号|单元|名字|姓名)(?:好像|都|有点)?(?:不对|有误|有错"
            r"|不正确)|是[^,]{1,10}[,]?(?:而)?不是[^,]{1,10}(?:号|室|楼|单元|栋|幢|[0-9])|漏(?:写|说|填)了"
            r"|补充(?:一下|一点|个|说明)|\b(?:address|phone|number|time|flat|building|name)\b[^.]{0,10}\bis wrong\b|"
            r"(?:地址|电话|手机号?|号码|时间|门牌号?|楼号|房号|单元|名字|姓名|楼栋|房间号?|日期|信息|内容)(?:写|填|打"
            r"|说|报|弄|输|记|搞|发|留)?错|(?:写|填|打|说|报|弄|输|记|搞|发|留)错(?!了?重新|了?重来)"
            r"|(?:改|修改|更正|变更|更改|更新|换)(?:一?下|个|一个)?(?:我的|我|我报的|报修的?|订单的?|上门的?|刚才的?"
            r"|上次的?|那个|联系)*(?:地址|电话|手机|时间|门牌|楼号|房号|号码|信息|内容|姓名|名字|单元|日期|联系方式"
            r"|报修单|报修信息)"
            r"|(?:时间|日期|地址|电话)(?:想|要|能|可以|能不能|可不可以)*(?:改|换)|改(?:到|成|为|约)|改个时间|换个时间"
            r"|不是[^,]{1,12}(?:而?是|应该是)|应该是[^,]{1,14}不是"
            r"|\b(?:change|correct|update|fix|edit)\b.{0,12}\b(?:address|phone|number|time|flat|building|name"
            r"|details)\b|\bwrong (?:address|phone|number|flat|building|time|name)\b|\b(?:gave|typed|wrote"
            r"|put) .{0,16}\bwrong\b|\bmistake in\b"
        ),
    ),
    (
        Wish.CANCEL,
        re.compile(
            r"(?:自己|我|孩子|儿子|女儿|女婿|老伴|邻居|老公|老爷子)[^,。]{0,6}(?:修|弄|搞|整|通|换|解决)好了"
            r"|不麻烦(?:了|你们了|您了|师傅了)|取消\s*#?[0-9]+|作废|(?:找|请)别人(?:修|弄)了|(?:不想|先不|暂时不"
            r"|还是不)(?:修|报|弄|换)|"
            r"(?:我|那|那就|师傅)?(?<![天午上晚])(?:不用|不要|不必|无需|不需要|用不着|别)(?:再|您|你们?|师傅|派人|人"
            r"|麻烦|过)*(?:来|修|上门|派|维修|过来)(?:修|人|看)*(?:了|啦|咯|喽)|不(?:修|报|约)了(?!吗)|取消(?=$"
            r"|[,。!]|报修|维修|订单|单|吧|了|掉|我|这|那|刚才|上次|昨天|一下|预约(?:维修|报修|上门)|它|上门|申请)"
            r"|(?:把|将).{1,14}(?:取消|撤)|撤(?:单|销|回|了吧|掉|一下|下来|报修)|(?:那个|这个|刚才|我报|报修"
            r"|单子?).{0,8}(?:不要了|算了|作废)|(?:自己|已经|现在|又)(?:已经)?(?:修|弄|搞|整|通|换"
            r"|解决)?好了.{0,6}(?:不用|不要|取消|算了|不麻烦)"
            r"|\bcancel\b|\bwithdraw\b|\bnever ?mind\b|\bno longer need|\bdon't need (?:it|you|anyone|the repair"
            r"|a repair|anybody)|\b(?:no need|don't have|not need)(?: to)? come|\bfixed it myself\b|\bcall it off\b"
        ),
    ),
    (
        Wish.NUDGE,
        re.compile(
            r"再不来|(?:都|已经)?等(?:了|半|一)[^,。]{0,6}(?:天了|小时了|半天|个月|星期|礼拜|周了|个钟头|上午了"
            r"|下午了)|没人理|花儿?都谢了|(?:怎么|咋)(?:这么|那么)(?:慢|磨蹭)|"
            r"催(?:一?[催下促]|单|他|她|师傅|人|的)|(?:帮|给|再|麻烦|请|能不能|可以)[^,]{0,4}催|(?:怎么|咋|为什么"
            r"|为啥|为何|怎的)(?:到现在|到这会儿?|这么久|这么长时间|都)*(?:还是?|都|也)?(?:没有?|不见?"
            r"|木有)(?:有)?(?:人|师傅|个人)*(?:来|管|修|到|处理|动静|上门|回应|理|联系|派|给我)"
            r"|(?:等|等了)[^,。]{0,10}(?:人呢|没来|不来|没人|没见|还没|不见人)|人呢|(?:还|到现在|迟迟|一直|半天"
            r"|一个人都)(?:都|也|还|仍)*(?:没有?|不见)(?:见)?(?:人|师傅|有人|人影)(?:来|管|上门|联系|到|修|处理)"
            r"|(?:还|怎么还)不(?:来|修|派人|上门|处理)(?!了)|没人(?:来修|上门|来管|理我|联系我)"
            r"|\bhurry\b.{0,12}\b(?:up|him|her|them|man|master|along|repair)|\bstill waiting\b|\bwhy (?:has|is|did"
            r"|hasn't|isn't|didn't) (?:nobody|no one|anyone|anybody|he|she|the)|\b(?:nobody|no one) (?:has )?(?:came"
            r"|come|showed|shown)|\bremind (?:him|her|them|the)\b|\bspeed (?:it )?up\b"
        ),
    ),
    (
        Wish.STATUS,
        re.compile(
            r"(?:有|有没有)(?:什么)?人(?:来)?管|(?:我的|我那|那个|那|我报的)(?:个)?(?:单|单子|活|报修"
            r"|订单)[^,。]{0,8}(?:在哪|呢|接|派|怎么|如何|多久|吗|没)|接单的(?:师傅|人)|(?:师傅|来修的人)(?:是谁|姓"
            r"|叫)|(?:怎么说|咋说)(?:了|的)?(?=$|[?。])|修好没得|(?:问|问问|打听)[^,。]{0,4}(?:上次|之前|昨天|前天"
            r"|我报|那个)|派(?:下去|出去|给谁)|\b(?:has|have|did)\b.{0,12}\b(?:taken|accepted|picked up)\b"
            r"|\bis my (?:problem|issue|request|order|repair) (?:fix|repair|solve|finish|do)"
            r"|\bwhere(?:'s| is| are)\b.{0,8}\b(?:plumber|electrician|repair ?man|worker|technician|volunteer|master)"
            r"|"
            r"(?:修|弄|搞|整|办|处理|换|通|解决|做|安排|派|装|搞定|联系|修理|维修|登记|报|收到|提交|受理)(?:上|到|人"
            r"|师傅|单)?(?:好|完|成|妥)?了?(?:没有|没|吗|么|木有|不)(?:呀|啊|呢|哦|嘛|哈)*(?=$"
            r""
            r""
            r""
            r""
            r""
            r"|[,。!?])(?<!能修吗)(?<!能弄吗)(?<!能换吗)(?<!可以修吗)(?<!给修吗)(?<!会修吗)(?<!管修吗)(?<!修不)(?<!换不)(?<!通不)(?<!装不)(?<!能通吗)(?<!能装吗)(?<!能处理吗)(?<!能解决吗)"
            r"|(?:到|进行到|走到|办到|弄到|修到|处理到)(?:了)?(?:哪|哪儿|哪里|什么程度|啥程度|哪一?步)(?:了|啦|啊)?"
            r"|进度|进展|(?:报|报的|报过|报修|那个|这个|那|的|修|修得|处理得|处理的|办得|弄得|单子?|情况|现在|问题|事"
            r"|事儿|事情)(?:修|事|事情|事儿|问题|现在|是|又|单|单子)*(?:怎么样|咋样|咋个样|怎样|啥情况|什么情况|如何"
            r"|怎么个情况|什么状态)(?:了|啦)?"
            r"|有(?:什么|啥)?(?:结果|消息|回音|回复|下文|眉目|动静|音信|着落|说法)(?:了)?(?:吗|没|么|了没|没有)"
            r"|(?:有没有|有无|有)(?:结果|消息|回音|回复|下文|动静|人接|师傅接|人接单)|接单了?(?:吗|没|么)|有人接"
            r"|报(?:的|过|了|修)?[^,。]{0,12}(?:怎么样|咋样|怎样|啥情况|什么情况|什么状态|到哪|好了没|好了吗)"
            r"|谁接了?|被接了?吗|(?:我|昨天|前天|上周|上午|早上|之前|上次|刚才|前几天)报(?:的|过|了)(?:修|那个"
            r"|单)?[^,。]{0,10}(?:呢|什么时候|啥时候|几点|哪天|多久|[?])"
            r"|\b(?:is|are|has|have|was)\b.{1,30}\b(?:fixed|repaired|done|ready|finished|assigned"
            r"|accepted)\b.{0,8}(?:\?|yet|$)|\bany (?:news|updates?|progress)\b|\bstatus\b|\bwhat(?:'s"
            r"| is) happening (?:with|to)\b|\bwhere is my (?:order|repair)\b|\b(?:how is|how's) (?:my|the) (?:repair"
            r"|order)\b|\bmy (?:order|repair) (?:going|doing)\b|\bupdate on my\b"
        ),
    ),
    (Wish.POINTS, re.compile(r"(?:我的?|这些|那些|攒的?)积?分(?:数)?(?:能|可以|够|能不能|可不可以)[换兑]")),
    (Wish.SECRETARY, re.compile(r"有(?:没有|没)?(?:真人|活人|人工)")),
    (Wish.HELP, re.compile(r"这(?:个|东西|玩意儿?|机器人|软件)?(?:怎么|咋|咋个)(?:使|用|玩)(?!不)")),
)
"""In this order, and whatever else is said."""

DONE_AND_THANKED = re.compile(
    r"(?:谢|感谢|辛苦)(?=.*(?:(?:修|弄|通|换|装|搞|干|做|服务)(?:得|的)?(?:真|很|特别|非常|太|又快又)*好|好了|亮了"
    r"|通了|热了|不漏了|解决了))|(?:(?:修|弄|通|换|装|搞|干|做|服务)(?:得|的)?(?:真|很|特别|非常|太|又快又)*好|好了"
    r"|亮了|通了|热了|不漏了|解决了)(?=.*(?:谢|感谢|辛苦))"
    r"|\b(?:thanks|thank you)\b.*\b(?:works|fixed|great|perfect|good job|well done|quick)\b|\b(?:works|fixed|great"
    r"|perfect|good job|well done)\b.*\b(?:thanks|thank you)\b"
)
"""Thanks for what was done. Thanks in advance come with a trouble."""

WITHOUT_TROUBLE: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.RESTART,
        re.compile(
            r"重新?(?:来|开始|填|报|说|写|录|弄)|从头(?:来|再来|开始|填)|再(?:来|填|说)一[遍次]"
            r"|\bstart(?:ing)? (?:over|again)\b|\brestart\b|\bbegin again\b"
        ),
    ),
    (
        Wish.POINTS,
        re.compile(
            r"积分(?:清零|到账|够|过期|规则|兑换)|(?:攒|挣|赚|换|兑|领)[^,。]{0,4}积分|"
            r"积分(?!超市|榜|商店|商城|标准|墙|制)(?=.*(?:多少|怎么|能|可以|换|兑|查|看|几|余额|还|有|呢|啥|什么"
            r"|[?]))|(?:查|看|我|多少|几|有|用).{0,6}积分(?!超市|榜|商店|商城|标准)|(?:几|多少)分(?!钟|之)|积份"
            r"|\bpoints\b|\bhow (?:much|many) point\b"
        ),
    ),
    (Wish.THANKS, re.compile(r"谢谢|感谢|多谢|谢啦|谢了|辛苦(?:了|啦|你|您)|\bthanks?\b|\bthank you\b")),
    (
        Wish.HELP,
        re.compile(
            r"看不(?:懂|明白)|(?:这个|这|你)(?:怎么|咋)(?:使|用|玩)|(?:是)?(?:干什么|干啥|做什么|干嘛)(?:用)?的"
            r"|怎么(?:跟|和|对)你|\bwhat can (?:this|the|it)\b|"
            r"(?:怎么|如何|咋|怎样|咋个|怎么样)(?:才能|能|去|来|样|着)?(?:用(?!水|电|不)|弄|操作|使用|报修|报单|报|填"
            r"|下单|发照片|发图|拍照|上传|开始)|不(?:会|懂)(?:怎么|咋)?(?:用|弄|操作|使用|报|填|打字|发)|(?:你|这"
            r"|这个|机器人)[^,]{0,4}(?:能|会|可以)(?:干|做|帮我做)?(?:什么|啥)|有(?:什么|啥|哪些)(?:用|功能)"
            r"|使用(?:说明|方法)|说明书|教我(?:怎么|咋)"
            r"|\bhow (?:do|does|can|to)\b.{0,24}\b(?:work|use|report|start|do this|begin)\b|\bwhat can you do\b"
            r"|\bhelp\b|\binstructions?\b"
        ),
    ),
    (
        Wish.SECRETARY,
        re.compile(
            r"(?:找|见|叫|联系)(?:你们|一下|个|下)?(?:领导|社区|管事的|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林]书记)"
            r"|(?:和|跟|找)(?:个)?(?:真)?人(?:说话|聊|讲|谈|问)|有(?:没有)?活人|\bcall me\b|\bspeak (?:to|with)\b|"
            r"(?:找|联系|叫|转|接|请|给|跟|让|问|见|和|想要|通知|告诉|接通|呼叫)(?:一?下|个|到|我们|你们)?(?:咱|我"
            r"|你)?(?:们)?(?:社区|居委会|小区)?的?(?:书记|人工|客服|工作人员|社区的?人|真人|居委会|主任|活人|网格员"
            r"|负责人|值班)|(?:书记|居委会|社区|主任|网格员|值班)(?:的|联系|办公室)*(?:电话|号码|手机|联系方式|微信)"
            r"|(?:电话|号码|联系方式).{0,4}(?:书记|居委会|社区)|有(?:没有)?(?:人工|真人|客服)"
            r"|(?:书记|主任)(?:在吗|在不在|在哪|回|打)|打(?:个)?电话给(?:书记|社区|居委会)|\bsecretary\b"
            r"|\breal person\b|\bhuman\b|\b(?:talk|speak|chat) (?:to|with)\b|\bcall me back\b|\bphone number of\b"
            r"|\boperator\b|\bcustomer service\b"
        ),
    ),
    (
        Wish.STATUS,
        re.compile(
            r"今天(?:能|会|还|来得)?[^,。]{0,4}(?:修|来|来人|来得了|派人)(?:吗|不|么)|谁来(?:给我)?修|(?:还|得"
            r"|要)等多久|等到(?:什么时候|啥时候|几时)|"
            r"(?:什么时候|啥时候|啥时|几时|几点|多久|多会儿?|哪天|何时|什么时间|多长时间|还要多久|还得多久)(?:钟"
            r"|就)?(?:能|可以|会|才|才能|大概|左右|给|让|师傅|有人|人|派人|过|我家|我)*(?:来|到|修|上门|处理|轮到|弄"
            r"|派|搞|解决)(?!电|水|气|暖)|(?:师傅|维修工|修理工|修的人|人|维修的)(?:什么时候|啥时候|几点|到哪|到了"
            r"|来了|出发|在路上|来不来|今天来)|谁(?:来|会来|给我|负责|去|帮我)[^,。]{0,4}(?:修|来|弄|处理)?(?=$"
            r"|[?,。啊呀呢])"
            r"|没(?:个)?(?:信儿?|消息|回音|回信|动静|下文|说法)|还有多久|今天(?:能|会|还)?(?:有人)?来(?:吗|不)|(?:来不来|来得及吗|还来吗)|\bwhen\b.{0,30}\b(?:coming"
            r"|come|comes|arrive|fixed|repaired|be here|here|start)\b|\bwho\b.{0,12}\b(?:coming|come|comes|repair"
            r"|fix)\b|\bis (?:anyone|anybody|someone|somebody|he|she) coming\b|\bhow long\b.{0,20}\b(?:take|wait"
            r"|until)"
        ),
    ),
    (
        Wish.NUDGE,
        re.compile(
            r"(?:快|赶紧|赶快|尽快|抓紧|早)(?:一?点|些)?(?:儿)?(?:来|派|修|安排|处理|上门|给)|等不及|\bhurry\b"
            r"|\bfaster\b"
        ),
    ),
    (
        Wish.OPEN,
        re.compile(r"有(?:什么|啥|没有?|哪些)?(?:新)?(?:单子?|活儿?)(?:能|可以|好)?(?:接|干|做|修)"),
    ),
    (Wish.MENU, re.compile(r"(?:返回|回到|退回)(?:到)?[^,。]{0,3}(?:开始|开头|前面|上面|第一步)")),
    (Wish.REPORT, re.compile(r"报(?:个|一个|一下)?修|维修|\brepair\b|\breport\b")),
)
"""In this order, where nothing is said to be wrong."""

ASKED_ABOUT = re.compile(
    r"(?:什么时候|啥时候|几点|哪天|今天|明天|后天|今晚|明晚|会不会|是不是要?|听说|通知说|说|为什么|为啥).{0,6}(?:停水"
    r"|停电|停气|停暖|断水|断电|停的水|停的电|来水|来电|供暖|停暖气).{0,4}(?:吗|么|呢|[?]|啊|到几点|多久|$)|(?:停水"
    r"|停电|停气|停暖|停网).{0,3}(?:到什么时候|到几点|多久|通知|公告|时间)"
    r"|\bwhen (?:will|is|does) the (?:water|power|electricity|gas|heating)\b.{0,24}(?:off|cut|back|on)\b"
)
"""A question to the neighbourhood, no trouble at home."""
