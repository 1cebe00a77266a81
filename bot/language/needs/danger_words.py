"""What danger sounds like, and what only sounds like it: data for dangers.py.

Rules are written as people speak, one after another between bars. `…` stands for up to eight other characters of
the same clause, `……` for some more of the next too, `(a/b)` for one of several, `@` for somebody, `%手` for a hand
that is no handle.
"""

from bot.domain.danger import Danger
from bot.language.letters.script import phrases

DANGERS: dict[Danger, tuple[str, ...]] = {
    Danger.GAS: phrases(
        """
        (像/是/是不是/会不会是)(煤气)?漏气 | gas…leak | gas…leaking | gas is escaping |
        有(煤气/燃气/天然气/瓦斯)(?![罐灶管表费热公卡炉瓶站阀报安软片取]) | (有/闻到/闻见)…(煤气/燃气)味 |
        (煤气/燃气/天然气/液化气/瓦斯/沼气)…(味/臭/呛/刺鼻/难闻/跑出/溢出/泄漏/泄露/泄/漏气/漏了/在漏/漏出/嘶嘶/呲呲/
        滋滋/跑气/漏(?!水/油/电/雨)) | (味/味道/味儿)…(像/是)…(煤气/燃气/天然气/液化气) |
        (闻/有股/有一股/一股/一屋子/满屋/满屋子)…(煤气/燃气/天然气/液化气/瓦斯) | 漏(煤气/燃气/天然气/液化气) |
        (煤气/燃气/天然气/液化气)(罐/瓶/表/管/管道/软管/胶管/皮管/管子/阀/阀门/灶/热水器)…(掉了/脱落/脱了/断了/断裂/
        裂了/裂开/开裂/破了/破损/破裂/咬破/咬断/挖断/碰断/砸断/漏气/嘶嘶/着火/掉下来/爆) |
        (灶/热水器/壁挂炉)…(漏气/漏煤气/漏燃气) | (煤气/燃气/天然气)…中毒 | 一氧化碳 | (是不是/好像/可能/怕是)漏气 |
        屋里漏气 | 家里漏气 |
        (炭火/炭盆/炭炉/木炭/煤炉/煤球/蜂窝煤/火盆/烧炭/烧煤)……(头晕/头疼/头痛/恶心/想吐/胸闷/犯困) |
        热水器……(?<![吵等气修]得)(头晕/恶心/想吐/胸闷/犯困) | 热水器…(洗/开着/烧着/用着)……(头疼/头痛) |
        (燃气/煤气/天然气/可燃气体/气体)(报警/警报)…(响/叫/报警/警报) |
        (煤气/燃气/天然气/灶)(没关/忘关/忘记关/忘了关) |
        (煤气/燃气/天然气)(阀/阀门/总阀/开关)…(关不上/关不住/关不了/关不紧) | 臭鸡蛋…味 | 老鼠咬…(煤气/燃气)管 |
        (咬/挖/碰/砸)(破/断)了?…(煤气/燃气/天然气) | gas leak | gas leaks | gas leaking | leaking gas |
        gas is leaking | leak of gas | smell of gas | smell gas | smells of gas | smells like gas | smell like gas |
        smelling gas | gas smell | gas odour | gas odor | smell…gas | carbon monoxide | gas alarm is |
        gas alarm going | gas alarm beeping | gas hose came off | gas hose is off | gas pipe burst | gas pipe broke |
        reek of gas | reeks of gas | gas everywhere
        """
    ),
    Danger.FIRE: phrases(
        """
        (?<![油抽吸香])烟(往/钻/进/冒/呛) | 呛人的烟 | 被烟呛 | (冒/着/起)…火(?!花/星/锅/灾报/车)(了/啦/来) |
        火(越来越/烧到/烧进/势) | 着火 | 着了火 | 着大火 | (有/起/出/进)了?烟(?!道/囱/感/机/味/灰/头/瘾) |
        (?<![油抽吸香])烟从 | 闻…烟(?!道/囱/感/机/瘾) |
        (车/厨房/房子/屋/楼/电瓶/电池/被子/垃圾/垃圾桶/草/树/锅/油锅/灶/电线/插座/空调/衣服/沙发/窗帘)(着了/烧了/
        燃了) | 起火 | 起了火 | 失火 | 走水了 | 火灾 | 冒烟 | 冒着烟 | 冒(黑/白/青/浓/大/了/出/点/好多/起)…烟 | 浓烟 |
        黑烟 | 烟雾 | (好多/都是/全是/好大的/很大的/满屋子/满屋/一屋子/满楼道)烟 | 烟(特别大/好大/很大/冒) |
        往外冒烟 | (糊/煳/焦/焦糊/胡/烧焦/烧糊/烧电线/烧胶皮/烧塑料/胶皮/烧东西)的?(味/臭) | 烧焦了 | 烧糊了 |
        烧着了 | 烧起来 | 烧了起来 | 燃起来 | 燃了起来 | 着起来 | 火苗 | 明火 | 火光 | (窜/蹿/喷/冒)火(?!花/星) |
        爆炸 | 炸了 | (塑料/电线/橡胶/胶皮)…烧…味 | 烧…(塑料/电线/橡胶/胶皮)…味 | 在着火 | 正着着 | 点着了 | 大火 |
        火着 | (插座/电线/空调/插排/充电器/电瓶/电闸/电箱/电表箱/锅/灶/垃圾桶/草/被子)…烧着 | on fire | caught fire |
        catching fire | smoke coming | smoky | a fire | fire in | fire at | fire on | there's fire | there is fire |
        fire! | smoke | smoking | burning smell | smell of burning | smells burnt | smells burned |
        smells of burning | smell burning | burnt smell | smells like burning | something burning | burning plastic |
        is burning | are burning | flames | flame coming | exploded | explosion
        """
    ),
    Danger.ELECTRIC: phrases(
        """
        (漏到/滴到/流到/渗到/淋到/漏进/灌进/渗进/漏在/滴在)…灯 |
        (漏水/积水/进水/进了水/全是水/都是水/是水/渗水/滴水/淹了/泡水/往下流水)……(插座/插排/插线板/插头/配电箱/电箱/
        电闸/电表箱/电线/开关)(就在/在旁/旁边/边上/附近/也湿/都湿/里/上/还/插着/离) |
        (进水/积水/全是水/都是水/是水/淹了)……(还有电/没断电/电还/通着电/不敢(碰/开)) | leak…socket | leak…outlet |
        leak…fuse | leak…electric | leak…switch | flood…socket | flood…electric | flooded…socket | wet…socket |
        wet…outlet | electricity…water | electricity in the water | sockets under water |
        (插座/开关/电箱/电闸/配电箱)……(进水/积水/滴水/流水/淌水/是水/泡) |
        (摸/碰/洗澡/洗手/开关/水龙头/洗衣机/热水器/冰箱/铁门/插座/花洒/水管/外壳)…麻(?!烦/将/利/袋/雀/辣/木/布) |
        麻人 | 电(打/弹/震)(了/人/我/到/一下) | 遭电 | 触到电 | 露电 | 漏点…(麻/电) |
        (插座/电箱/电闸/灯/配电箱/开关/电表)…(砰/嘭/爆了/炸) | (地上/路上/树上/水里/水中/路边)…(电线/高压线/电缆) |
        (断/掉/垂/落/破/裸)[^,。]{0,3}的(电线/高压线/电缆) |
        (电线/插座/插头/电缆/电闸/开关/空开/充电器)…(发热/滚烫/过热/融化/熔化/化了/焦了/烧焦) |
        (电线/电缆)…(咬断/咬破/破皮/破了/露) | zapped | outlet…burn | sparkling | spark | electrical fire |
        plug…burn |
        (电线/电缆/高压线/电话线/线缆)…(垂下/垂得/垂到/垂着/耷拉/吊着/挂下/断落/脱落/刮断/落在/落地/搭在/扯断/拉断/
        砸断/断掉/断开/断裂) | (露出/露着/看得见/露了)…(电线/铜线/铜丝/线头) |
        (插座/开关/灯/面板/电箱/电表箱)…线…(露在/露出/裸露/露着) |
        (插座/开关/插头/插排/配电箱/电箱/电表箱/浴霸/配电房/配电间)…(潮/进水/滴水/漏水/泡水/淋水/有水/湿) |
        电梯(里/井/轿厢/间)?(里/都/在/全)?(进水/漏水/滴水/淹了/有水/积水) |
        (淹/泡/漫/流/漏/滴/溅)…(插头/浴霸/充电桩/配电房/配电间/电器/电梯井/机房) | hanging wire | hanging wires |
        hanging cable | loose wire | loose wires | fallen wire | fallen cable | fallen power line | wire…down |
        socket is hot | socket…burn | plug melted | melted socket | melting | live cable | electric…water |
        power strip…water | water…power strip |
        (?<![停没断热缺])水(?!管/表/费/龙/泵/电/箱/池/槽/阀/器/壶/工/暖)…(配电箱/电表箱/电箱/电闸/插座/插排/插线板/
        空开/电路) | 电流感 | 感觉有电 | 电人 |
        (水龙头/热水器/洗衣机/冰箱/铁门/栏杆/灯杆/水管/墙)…(打人/打手/咬手/有电) |
        (插座/开关/电箱/电表/电闸/配电箱/电线/变压器)…(滋滋/滋啦/噼啪/噼里啪啦/啪啪响) | 麻酥酥 |
        (墙/顶/天花板)…(漏水/渗水)…电线 | 电线…(潮了/受潮/泡了) | a shock | shocks | water…fuse | water…plug |
        plug…water | water…meter box | wet socket | wet switch | tingle | 电着(手/孩子/老人/他/她) |
        手(都/会/有点/直)?麻 | 电杆(倒/断) | 电线杆…(倒了/断了/要倒/歪倒) | got shocked | shocks me | shocks you |
        shocked by | (插座/开关/电线/电表/电闸/插头/电箱/配电箱/空开/线路/充电器/插排/灯)…打火(?!机) |
        (插座/开关/电线/电表/电闸/插头/电箱/空开/线路/插排)…(烧了/烧坏/烧断/烧黑/烧化/烧红/烫手/发烫/很烫/烫得) |
        触电 | 触了电 | 电着(了/人/我) | 电到(了/人/我) | 电了(我/他/她/人/一下) | 电(我/人)一下 |
        (被/让/给)…电(了/着/到/麻/打/一下) | 电死 | 电击 | 麻手 | 电麻 | 麻电 | 手…(发麻/麻了/被麻) |
        (摸/碰)…(麻了/发麻/麻一下/有电/过电/带电) | 过电 | 带电 | 漏电 | (冒/打/有/溅/蹦/直冒/滋)…(火花/火星) | 火花 |
        火星子 | 溅火 | 放电声 |
        (电线/线头/电缆/高压线/火线/铜线/铜丝)…(裸露/露出/露在/露着/露铜/掉地/掉在/掉下来/垂到地/断了掉/拖在/泡在/
        泡水) | 裸露的?(电线/线/线头/铜线/铜丝) | 露(铜/着铜/出铜) | 线皮…破 |
        (高压线/电线/电缆)…(断了/断在/断到/刮断) |
        (插座/开关/插排/插线板/配电箱/配电柜/配电室/电箱/电闸/电闸箱/电表箱/电表/电线/电路/空开/灯/灯具/灯罩/灯口/
        灯座/灯泡/吊灯/吸顶灯/电器/电源/充电桩)(里/上/里面/上面/处/那/那里/附近/旁边/边上/口/底下)?…(进水/进了水/积水/
        水珠/存水/冒水/渗进/有水/滴水/漏水/流水/渗水/淌水/湿了/都湿/是水/被水/泡水/泡在水/淋水/淋湿/往下滴/在滴/
        在漏水) |
        (漏水/滴水/流水/水流/水滴/水淋/水溅/水漏/水进/水渗/渗水/渗到/滴到/流到/流进/淋到/漏到/溅到/灌进/水淹/淹到/
        泡了/水顺着/顺着/沿着/滴在/淋在/漏进/积水/水…到)…(插座/开关/插排/插线板/配电/电箱/电闸/电表/电线/灯里/灯上/
        灯罩/灯口/灯座/灯泡/吊灯/吸顶灯/电器/灯往下/灯流/灯滴/空开/电路) | (水/雨)从…(灯/插座/开关/配电箱/电箱) |
        (灯/插座/开关)…(往下流水/往下滴水/哗哗) | sparks | sparking | spark from | electric shock | electric shocks |
        electrical shock | electric socket shock | shocked me | shocked my | got a shock | gave me a shock |
        gives me a shock | gives a shock | get a shock | getting shocks | electrocuted | live wire | live wires |
        exposed wire | exposed wires | exposed wiring | exposed cable | bare wire | bare wires | bare cable |
        water…socket | socket…water | water…fuse box | water…light | light…water | water…lamp | water…outlet |
        outlet…water | water…switch | socket…wet | water…electric | light…dripping | light…leak | leak…light |
        (水/漫到/漫过/淹到/淹了/泡)…(插板/插线板/接线板/拖线板/拖板/排插) |
        lamp…dripping | dripping…light | dripping…socket | leaking…socket | wire on the ground | cable on the ground |
        cable down | power line down | wires hanging
        """
    ),
    Danger.TRAPPED: phrases(
        """
        电梯…停在…(半空/半中/半当中/半截/半路/中间/当中)(?!花园/层/那层/那一层/的?层/转/没人/没有人) |
        里(面/头/边)?(有/还有)…人……电梯…(不动/停/坏/卡) |
        电梯……里(面/头/边)?(关着/困着) | (lift/elevator) stop(s/ped)?…(between/half/midway) |
        电梯……里(面/头/边)?(有/还有)((一/两/俩/三/四/几/好几)?个?(人/老人/老头/老太/老爷/老奶/大人/大爷/大妈/大娘/大叔/
        大姐/阿姨/奶奶/爷爷/孩/小孩/小朋友/小学生/小姑娘/小伙/娃/女/男/孕妇/学生/邻居/业主/住户))(?!在?[抽吸□]/
        [^,。]{0,4}(撒尿/小便/大便/乱画/乱贴/吐痰/遛狗/贴/丢/扔)) |
        (%手/%头/%脚/%腿/手指/胳膊/脑袋)…(卡门/卡到/卡了/夹了/夹到/夹门/夹着/夹伤/夹坏/压住/轧) |
        (孩子/小孩/宝宝/娃/老人)(?![^,。]{0,4}把(玩/球/东西/鞋/笔/钥/积/手机/毛/衣/硬/杯/瓶/书))…卡(在/住/进/到) |
        喊救命 | 求救 | 困在 | 困(电梯/屋里/家里) | 困(人/住/着/了…人) |
        被困 |
        (关/卡/夹/锁)在?(电梯/屋里/家里/房间/房里/里面/里头/里边/卫生间/厕所/洗手间/浴室/卧室/阳台/书房/厨房/门里/
        车里/储藏室/地下室/柜子里/淋浴房/单元门里) | (关/卡/夹/锁)在…(房间里/屋里/家里/屋子里/厕所里/卫生间里) |
        电梯…(有人/个人/老人/孩子/小孩/人在)…(出不来/里面/里头/关/卡/困) |
        电梯……(在里头/在里面呢/在里边呢) |
        电梯……((里面/里边/里面还)有人(?!在?[抽吸□]/乱/贴/丢/扔/吐/撒尿/小便)/有人在里/我在里/人在里/我还在里) |
        电梯…(出不来/出不去/关着人/关人/关住/里面?有人(?!在?[抽吸□]/乱/贴/丢/扔/吐/撒尿/小便)) |
        反锁(在/了在)?…(屋里/家里/房间/房里/里面/里头/里边/卫生间/厕所/洗手间/浴室/卧室/阳台/书房/厨房) |
        (孩子/小孩/宝宝/娃/老人/孙子/孙女/奶奶/爷爷/妈/爸/老伴/儿子/女儿/宝贝/老太太/老爷子/外孙)…反锁 |
        反锁…(孩子/小孩/宝宝/娃/老人/孙子/孙女/老太太/外孙) | @…(出不来/出不去) | 出不(来/去)了 |
        (打不开/坏了/坏/开不开/开不了)(我/人/老人)?(也)?(出不去/出不来/出不了) | 出不了(门/屋)(了/在) |
        (孩子/小孩/宝宝/娃)…(一个人在里/独自在里) |
        (%手/%头/%脚/%腿/手指/胳膊/脑袋)…(卡住/卡在/卡进/夹住/夹在/被夹/被卡/拔不出) | 压在(下面/底下/下边) |
        (人/我/他/她/老人)…被压 | (掉/摔/跌)(进/到/下/入)?了?(井/下水道/窨井/电梯井/坑里) |
        (坐/在/乘)电梯…(卡/停住/停了/不动/困) | (我/人/还)在电梯里 | trapped | stuck in the lift |
        stuck in the elevator | stuck in a lift | stuck in an elevator | stuck inside | stuck in lift |
        stuck in elevator | stuck in our lift | people in the lift | people stuck | person stuck | someone is stuck |
        somebody is stuck | someone stuck | lift…inside | locked in | locked inside | locked…in the | locked himself |
        locked herself | locked themselves | can't get out | cannot get out | cant get out | can not get out |
        unable to get out | couldn't get out | people inside | someone inside | shut in | shut inside
        """
    ),
    Danger.FALLEN: phrases(
        """
        @…(晕/昏/跌/摔)(了/倒/着/下/在/伤) | 摔下 | 抽(过去/风) | 口吐白沫 | 吐白沫 | 不省人事 |
        (敲门/叫门)…(不开/没人开/没人应/不应) | (好几天/几天/两天/三天)…没(动静/露面/见人/出门/出来) |
        磕(破/伤/到头) | 喘不(上气/了气) | 发病 | 晕(厥/乎过去) | 救命 |
        摔(倒/伤/着了/着人/地上/在/下楼/下来/跤/断/个跟头/了一跤/了个/一跤/骨折/出血/晕/昏/破头) |
        @…摔(了/着/得/咯/在) | 摔(得/成)…(起/动/站) | (闪/扭)了?…腰…(起/动)不 | 跌(倒/伤/在/下楼/了一跤/跤/地上) |
        滑(倒/了一跤/了一下摔) | 晕(倒/过去/了过去) | 昏(倒/过去/迷/了过去) | @…倒(在/地上/下了/地不起) |
        倒地(不起/上) | 躺…(地上/地下/地板上)…(起/不动/没反应) | 地(上/下)起不来 | (爬/站)不起来 | @…起不来 |
        起不来了 | 不动了人 | 人不动了 | (叫/喊/敲/拍)…(没反应/不应/没人应/没动静/不答应/没有反应/没有动静) |
        (老人/我妈/我爸/奶奶/爷爷/姥姥/姥爷/老太太/母亲/父亲/独居)…(电话不接/不接电话/联系不上/没人接/失联) | 叫不醒 |
        没有?呼吸 | 喘不(上/过)来?气 | (胸口/心口/胸)(疼/痛/闷) | 心(梗/脏病犯/脏病发作) | 中风 | 脑(梗/溢血/出血) |
        吐血 | 流(了/着/好多/很多)*血 | 出血 |
        (砸/打/撞)(伤/到了人/着人/到人/了人/到了?[一个]*(老人/孩子/小孩/路人)/着了?[一个]*(老人/孩子/小孩/路人)) |
        受(了)?伤 | (烫/烧/割/扎/刺/摔/刮)伤 | 骨折 | 不省人事 | (人/快)不行了 | 抽搐 | 噎(住/着) | 跳楼 | 想不开 |
        轻生 | 自杀 | 被车撞 | 被?狗咬(了/伤/着/到) | 落水 | 掉水里 | 溺水 | 从楼上掉(下来)?了?(个/一个)?人 | 坠楼 |
        绊倒了 | 犯病 | 发病了 | 休克 | fell and | fell down |
        (wife/husband/mother/father/mum/mom/dad/grandma/grandpa/man/woman/lady/baby/child/son/daughter/she/he)
        fall down | (she/he/mother/father/wife/husband) can't stand |
        (she/he/mother/father/wife/husband) can not stand |
        (she/he/mother/father/wife/husband) cannot stand | has fallen | have fallen | had a fall | fallen down |
        fallen in | fell in the | fell off the | i fell | he fell | she fell | mother fell | father fell | man fell |
        woman fell | mum fell | mom fell | dad fell | lady fell | grandma fell | grandpa fell | neighbour fell |
        neighbor fell | somebody fell | someone fell | can't get up | cannot get up | cant get up | can't stand up |
        can't move | unconscious | passed out | collapsed on | collapsed in | fainted | not breathing | bleeding |
        injured | heart attack | chest pain | had a stroke | collapsed | slipped and | hit her head | hit his head |
        not responding | doesn't respond | suicide | is hurt | got hurt | broke his leg | broke her leg
        """
    ),
}

SOMEBODY = (
    "人|我|他|她|妈|爸|爹|娘|老人|老太|老头|老爷|大爷|大妈|大娘|奶奶|爷爷|姥姥|姥爷|外婆|外公|婆婆|公公|阿姨|叔叔"
    "|伯伯|老伴|孩子|小孩|宝宝|娃|邻居|孙子|孙女|儿子|女儿|媳妇|老公|老婆|师傅|保安|"
    "老先生|老人家|老张|老李|老王"
)
LIMBS = {
    "%手": "(?<![把扶拉洗对双二])手(?![柄机表推动轮刹套工续头])",
    "%头": "(?<![龙喷接插灯蓬弯木石砖里外上炉灶罐像探枕前后线水码老])头(?![顶痛疼])",
    "%脚": "(?<![桌椅床凳柜])(?<![桌椅床凳柜]子)脚(?![手线轮踏])",
    "%腿": "(?<![桌椅床凳柜])(?<![桌椅床凳柜]子)腿",
}
"""A hand, a head, a foot and a leg that belong to somebody."""

HARMLESS: tuple[str, ...] = phrases(
    """
    报警器没电 | 报警器坏 | 报警器电池 | 报警器的电池 | 报警器换电池 | 报警器电量低 | 报警器没装 | 报警器误报 |
    shock absorber | 静电 | 着不了火 | 打不着火 | 打不起火 | 点不着火 | 点不着了火 | 不着火 | 着火慢 | 着火困难 |
    火灾报警器 | 火灾报警 | 火灾探测器 | 火灾自动报警 | 烟雾报警器 | 烟雾探测器 | 烟雾感应器 | 烟雾报警 | 烟感 |
    灭火器 | 防火 | 火灾隐患 | 起火隐患 | 着火隐患 | 火灾风险 | 火灾保险 | 演习 | 演练 | 火锅 | 烟花 | 香烟 | 抽烟 |
    吸烟 | 二手烟 | 油烟大 | 油烟味 | 戒烟 | 烟头 | 烟囱冒烟 | 气得冒烟 | 嗓子冒烟 | 嗓子都冒烟 | 嗓子都冒烟了 |
    头炸了 | 头都炸了 | 头要炸了 | 头都要炸了 | 脑袋炸了 | 脑袋都炸了 | 脑袋要炸了 | 脑子要炸了 | 七窍冒烟 | 七窍生烟 |
    气得冒火 | 急得冒火 | 眼冒金星 | 冒火气 | 气炸了 | 肺都炸了 | 肺都气炸了 | 炸了锅 | 炒糊了 |
    饭烧糊了 | 菜烧糊了 | 饭糊 | 锅烧糊了 | 大火收汁 | 灶火着 | 漏电保护器 | 漏电保护开关 | 漏电保护 | 漏电开关 |
    漏电断路器 | 防触电 | 防漏电 | 带电池 | 带电视 | 带电脑 | 带电话 | 带电梯 | 带电动 | 带电源 | 带电瓶 | 带电表 |
    热带 | 过电影 | 过电视 | 过电话 | 过电梯 | 被电梯 | 被电话 | 被电视 | 被电动 | 被电瓶 | 被电力 | 被电工 | 给电工 |
    给电话 | 给电梯 | 给电动 | 给电视 | 让电工 | 给电池 | 给电表 | 让电梯 | 煤气费 | 燃气费 | 天然气费 | 煤气卡 |
    燃气卡 | 煤气公司 | 燃气公司 | 送煤气 | 换煤气 | 讲座 | 宣传 | 无烟 | 无煤气味 | 煤气灶漏水 | 煤气灶漏油 |
    燃气灶漏油 | 燃气热水器漏水 | 煤气热水器漏水 | 天然气热水器漏水 | 燃气壁挂炉漏水 | 燃气热水器在漏水 |
    燃气热水器滴水 | 燃气热水器有点漏水 | 煤气热水器滴水 | 燃气热水器一直漏水 | 燃气热水器底下漏水 | 燃气热水器漏 |
    困难 | 犯困 | 困扰 | 锁在门外 | 锁在外面 | 锁在外头 | 锁门外 | 锁外面 | 关在门外 | 关在外面 | 关门外 | 关外面 |
    反锁在外 | 反锁在门外 | 车出不来 | 车出不去 | 车子出不来 | 车子出不去 | 水出不来 | 水出不去 | 热水出不来 |
    抽屉出不来 | 钥匙出不来 | 钥匙拔不出来 | 声音出不来 | 图像出不来 | 画面出不来 | 字出不来 | 烟出不去 | 味儿出不去 |
    味出不去 | 气出不来 | 钱出不来 | 卡出不来 | 钥匙锁在屋里 | 钥匙锁在家里 | 钥匙锁在里面 | 钥匙锁屋里 | 钥匙锁家里 |
    钥匙锁里面 | 钥匙锁在房间 | 钥匙锁在车里 | 钥匙锁车里 | 钥匙被锁在屋里 | 钥匙被锁在家里 | 钥匙反锁在屋里 |
    钥匙反锁在家里 | 钥匙反锁在里面 | 钥匙关在屋里 | 钥匙关在家里 | 钥匙落在屋里 | 钥匙锁在屋子里 |
    钥匙忘在家里锁在屋里 | 手机锁在屋里 | 钥匙也锁在屋里 | 钥匙都锁在屋里 | 钥匙锁在里头 | 猫反锁在 | 钥匙断在里面 |
    钥匙卡在里面 | 钥匙卡在锁里 | 断在锁里面 | 断在锁里 | 断在里面 | 锁里面了 | 卡在里面 | 卡里面 | 钥匙反锁家里 |
    钥匙反锁屋里 | 灯锁 | 猫困在 | 小猫困在 | 狗困在 | 猫卡在 | 树摔倒 | 车摔倒 | 把垃圾倒在 | 垃圾倒在 | 污水倒在 |
    剩饭倒在 | 饭菜倒在 | 油倒在 | 水倒在 | 菜汤倒在 | 树倒在 | 车倒在 | 自行车倒在 | 电动车倒在 | 牌子倒在 | 摔坏 |
    摔碎 | 摔门 | 摔了手机 | 手机摔了 | 手机摔在 | 遥控器摔 | 玻璃摔 | 碗摔 | 花盆摔 | 电视摔 | 杯子摔 | 门受伤 |
    面子受伤 | 床起不来 | 早上起不来 | 吵得我起不来 | 床板起不来 | 地板起不来 | 家电中毒 | 电脑中毒 | 手机中毒 |
    腿麻手麻 | 手麻脚麻 | 手麻腿麻 | 久了手麻 | 睡得手麻 |
    骨折后 | 骨折在家 | 人手 | 出血本 | 吐血价 | 出血价 | 铁锈出血 | fireplace | fire extinguisher |
    fire extinguishers | fire alarm | fire alarms | smoke alarm | smoke alarms | smoke detector | smoke detectors |
    fire drill | fire door | fire doors | fire exit | fire escape | firewall | fire station | no smoking |
    cigarette smoke |
    smoke hood | smoke extractor | spark igniter | spark ignition | smoking area | people smoking |
    neighbour smokes | smoking in the corridor | smoking in the stairwell | smoking in the lift |
    smoking in the stairs | smoking cigarettes | gas bill |
    gas meter reading | spark plug | locked out | keys locked in | key locked in | keys are locked in |
    keys are locked inside | locked my keys in | locked the keys in | keys locked inside | locked my keys inside |
    key is locked inside | key stuck inside | key is stuck inside | stuck inside the lock | water heater | hot water |
    fell off the wall | fell off its | tile has fallen | tiles have fallen | has fallen off | have fallen off |
    has fallen out | fallen off | fell down from the wall | tiles fell | shelf fell | light fell | picture fell |
    branch fell | door fell | plaster fell
    """
)
"""Taken out of the text before danger is looked for."""

DENIALS: tuple[str, ...] = phrases(
    """
    没有 | 没 | (?<!是)不是 | 并没 | 并没有 | 不会 | 不再 | 没再 | 没有再 | 没闻到 | 没有闻到 | 没什么 | 没有什么 |
    没发现 | 没有发现 | 没看到 | 没有任何 | 不带 | 闻不到 | 闻不出 | 排除了 | 没人 | 没有人 | 也没 | 无 | no |
    no more | not | isn't | wasn't | without | never | no longer | there is no | there's no | no sign of | didn't |
    not a | no any
    """
)
"""Directly before a danger these say that it is not there."""

FEARED: tuple[str, ...] = phrases(
    """
    怕 | 担心 | 容易 | 可能会 | 早晚 | 早晚会 | 迟早 | 说不定哪天 | 如果 | 要是 | 假如 | 差点 | 差点儿 | 险些 |
    会引起 | 会引发 | 容易引起 | 容易引发 | 会导致 | 会造成 | 当心 | 会不会 | 别让 | 不然 | 否则 | 小心 | almost |
    nearly | could cause | might cause | could start | might start | may cause | can cause | could catch
    """
)
LONG_AGO: tuple[str, ...] = phrases(
    """
    上次 | 上回 | 去年 | 前年 | 前两天 | 前几天 | 上周 | 上个月 | 那天 | 前阵子 | 前段时间 | 昨天 | 前天 | last year |
    last month | last week | last time | yesterday | used to
    """
)
PREVENTED: tuple[str, ...] = phrases(
    """
    万一 | 以免 | 免得 | 防止 | 避免 | 预防 | 谨防 | 严防 | in case of | prevent | avoid | risk of
    """
)
"""Before a danger in the same clause FEARED say that it is feared, LONG_AGO that it is remembered, PREVENTED that it
is to be kept away."""
