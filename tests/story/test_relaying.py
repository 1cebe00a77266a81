"""A resident and a holder write to each other through the bot, and neither sees the other's number."""

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_knowing import resident_of
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def test_lines_go_to_the_holder_and_back(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.taps("给师傅留言")
    await wang.says("钥匙在门卫那里")
    assert "已转给安(#1001)" in wang.screen
    line = ann.sees("钥匙在门卫那里")
    assert "#1001 的住户" in line.text
    await ann.taps("回一句", under=line)
    await ann.says("好的,三点到")
    answer = wang.sees("好的,三点到")
    assert "安师傅" in answer.text
    await wang.says("谢谢啦", reply_to=answer)
    assert "谢谢啦" in ann.last.text
    await ann.says("不客气", reply_to=ann.last)
    assert "不客气" in wang.screen
    await ann.says("我在路上了")
    assert "已转给 #1001 的住户" in ann.last.text
    assert "我在路上了" in wang.last.text
    await ann.says("半小时后到")
    assert "半小时后(09:31)到" in wang.last.text, "read an hour later it still means the same"
    await wang.says("可以")
    assert "可以" in ann.last.text
    assert "钥匙" not in town.group_screen
    assert "139" not in line.text + wang.screen


async def test_a_line_that_may_be_for_several_is_asked_about_and_thanks_after_the_work_arrive(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    for line in ("今天不在家,后天再来吧", "灯已经修好了,谢谢"):
        await wang.says(line)
        assert "#1001 待接单" in wang.last.text
    await ann.taps("我来修", under=town.card)
    await ann.says("水管要换个新的,三十块行吗")
    assert ann.last.button_texts == ["💬 #1001 的住户", "🔧 报一件新的"]
    await ann.says("取消")
    await wang.says("今天太阳真大")
    assert "要把这句话转过去吗" in wang.last.text
    assert wang.last.button_texts == ["💬 安 #1001", "📞 告诉书记", "❌ 不是,是别的事"]
    await wang.says("门铃坏了请敲门")
    assert "请看最新的一条" in wang.screen
    question = wang.last
    await wang.taps("安 #1001")
    assert "今天太阳真大\n门铃坏了请敲门" in ann.last.text
    assert "已转给安(#1001)" in wang.last.text
    assert (
        "已经过期"
        in (
            await wang.forges(question.buttons[0].data, under=question)
            if question.buttons
            else (await wang.forges("1:where:1:0", under=question))
        ).text
    )
    await town.order("6号楼2单元101 门锁坏了 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card)
    await wang.says("带把新锁", reply_to=wang.sees("接了您的报修 #1002"))
    await ann.says("买好了")
    assert ann.last.button_texts == ["💬 #1001 的住户", "💬 #1002 的住户", "❌ 不是,是别的事"]
    first = ann.last
    await town.passes(minutes=2)
    await ann.says("梯子还在楼下")
    await ann.taps("#1001 的住户", under=ann.last)
    assert "梯子还在楼下" in wang.last.text
    assert "买好了" not in wang.screen
    await ann.says("修好了")
    assert ann.last.button_texts == ["🎉 #1001 灯不亮", "🎉 #1002 门锁坏了"]
    await ann.taps("#1002 的住户", under=first)
    assert "买好了" in wang.last.text
    assert "#1002" in wang.last.text
    await town.passes(days=2)
    await ann.forges("1:fixed:1:1001", under=town.card)
    await wang.says("谢谢师傅")
    assert "谢谢师傅" in ann.last.text
    assert "已转给安(#1001)" in wang.last.text


async def test_a_line_reaches_every_holder_and_is_kept_sealed(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    wang = await resident_of(town, "5号楼3单元702 灯不亮 2人 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card)
    await bob.taps("我来修", under=town.card)
    await wang.taps("给师傅留言")
    await wang.says("带个梯子")
    assert "带个梯子" in ann.last.text
    assert "带个梯子" in bob.last.text


async def test_too_many_lines_within_an_hour_are_refused_kindly(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    for count in range(11):
        await wang.says(f"第{count}句", reply_to=news)
    assert "一小时最多转 10 句" in wang.last.text
    assert "第10句" not in ann.screen
    await town.passes(hours=2)
    await wang.says("再来一句", reply_to=news)
    assert "再来一句" in ann.last.text


async def test_who_blocked_the_bot_cannot_be_told_and_the_writer_hears_so(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    await town.order("6号楼1单元101 门锁坏了 李叔 13900001111")
    bob = await town.volunteer("波")
    await bob.taps("我来修", under=town.card_of(1002))
    await bob.says("半小时后到")
    assert bob.last.text == "⚠️ #1002 的住户收不到我的消息,请您打电话说一声。", "李叔 does not use the bot"
    said = len(bob.screen)
    await bob.says("半小时后到", in_=town.group, reply_to=town.card_of(1001))
    assert len(bob.screen) == said, "it is not his"
    await bob.says("半小时后到", in_=town.group, reply_to=town.card_of(1002))
    assert bob.screen.count("#1002 的住户收不到我的消息") == 2
    await ann.says("半小时后到", in_=town.group, reply_to=town.card_of(1001))
    assert "半小时后(09:3" in wang.last.text
    wang.person.blocks_bot()
    await town.settle()
    await ann.says("/status")
    tap = await ann.forges("1:write:1:1001", under=ann.last)
    assert not tap.text
    await ann.says("您在家吗")
    assert "收不到我的消息" in ann.screen
    wang.person.unblocks_bot()
    await town.settle()
    town.world.faults.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user", chat_id=ann.user_id)
    await wang.says("在的", reply_to=news)
    assert "收不到我的消息" in wang.last.text


async def test_when_it_is_over_nothing_is_passed_on(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    news = wang.last
    await town.secretary.says("/cancel 1001 已由物业处理")
    await wang.says("还来吗", reply_to=news)
    assert "已撤单" in wang.last.text
    assert "还来吗" not in ann.screen


async def test_an_answer_goes_to_who_wrote_last_and_not_to_who_was_judged_before(town: Town) -> None:
    ann, li = await town.volunteer("安"), await town.volunteer("李")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await ann.taps("修好了")
    question = wang.last
    await wang.taps("满意", under=question)
    await wang.taps("5⭐", under=question)
    await wang.says("好的")
    assert "不客气" in wang.last.text
    assert "💬" not in question.text
    await town.order("5号楼3单元702 门锁坏了 王阿姨 13912345678")
    await li.taps("我来修", under=town.card)
    await wang.says("师傅很细心")
    assert "已转告安和书记" in wang.last.text
    await ann.says("应该的", reply_to=ann.sees("师傅很细心"))
    assert "已转给 #1001 的住户" in ann.last.text
    assert "应该的" in wang.last.text
    await li.forges("1:write:1:1002", under=li.last)
    await li.says("下午三点到")
    for line in ("好的谢谢", "三点我不在家,四点行吗", "好"):
        await wang.says(line)
        assert line in li.last.text
        assert line not in ann.last.text
        assert "已转给李(#1002)" in wang.last.text


async def test_what_is_typed_after_finished_work_goes_to_who_waits_for_an_answer_about_another(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await town.order("6号楼2单元101 门锁坏了 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card)
    await ann.taps("我来修", under=town.card_of(1001))
    for holder, line in ((ann, "到门口了,家里没人"), (wang, "我在楼下买菜,马上回来")):
        await holder.says(line)
        assert "转给谁" in holder.last.text
        await holder.says("取消")
    job = ann.sees("归您啦")
    await ann.taps("修好了", under=ann.sees("#1001 归您"))
    await wang.taps("满意", under=wang.sees("#1001 修好了"))
    await wang.says("要带什么吗")
    assert "已转给安(#1002)" in wang.last.text
    await ann.says("明天上午九点")
    assert "明天上午九点" in wang.last.text
    assert "#1002" in wang.last.text
    assert "明天上午九点" not in job.text


async def test_what_was_asked_since_is_answered_and_joins_no_line_that_still_waits_to_be_placed(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await town.order("6号楼2单元101 门锁坏了 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card_of(1001))
    await ann.says("好的马上来")
    assert ann.last.button_texts == ["💬 #1001 的住户", "↩️ 我去不了了", "❌ 不是,是别的事"]
    await ann.taps("我来修", under=town.card_of(1002))
    await ann.says("带着工具")
    asked = ann.last
    assert "好的马上来\n带着工具" in asked.text
    assert asked.button_texts == ["💬 #1001 的住户", "💬 #1002 的住户", "❌ 不是,是别的事"]
    await town.passes(seconds=20)
    await wang.says("您几点来?", reply_to=wang.sees("接了您的报修 #1002"))
    await ann.says("明天上午九点")
    assert "明天上午九点" in wang.last.text
    assert "#1002" in wang.last.text
    assert "马上来" not in wang.screen
    for words, answer in (("我今天去不了啦", "#1001"), ("修好了", "🎉"), ("查进度", "#1002")):
        await ann.says(words)
        assert answer in ann.last.text + "".join(ann.last.button_texts)
    await ann.says("我闻到煤气味,很浓")
    assert "🚨" in town.secretary.screen
    await ann.taps("#1001 的住户", under=asked)
    assert "好的马上来\n带着工具" in wang.last.text
    assert "煤气" not in wang.screen


async def test_who_cannot_come_says_so_in_their_own_words_and_chooses_what_is_to_be_done(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await ann.says("不好意思,家里有事,今天去不了啦")
    assert "家里有事,今天去不了啦" in wang.last.text
    told = ann.last
    assert "已转告 #1001 的住户" in told.text
    assert "不点,这单还是您的" in told.text
    assert told.button_texts == ["🕒 改时间", "↩️ 我去不了了"]
    assert "安" in town.card.text
    await ann.taps("改时间", under=told)
    await ann.taps("明天上午")
    assert "明天" in wang.last.text or "11月24日" in wang.last.text
    for words in ("我到了,敲门没人应", "我去了,敲门没人开", "家里没人开门", "I knocked, nobody answered the door"):
        await ann.says(words)
        assert words in wang.last.text
        assert ann.last.button_texts == ["🕒 改时间", "↩️ 我去不了了"]
    assert "您在门口" in ann.last.text
    await ann.taps("改时间", under=ann.last)
    await ann.says("敲门没人应")
    assert "您在门口" in ann.last.text
    await ann.sends_photo(caption="敲门没人应")
    assert "您在门口" in ann.last.text
    for words in ("来不了了", "不客气", "家里有人吗"):
        await ann.says(words)
        assert words in wang.last.text
    await ann.says("十点左右到")
    assert "10:00 来" in wang.last.text
    assert "🚨" not in town.secretary.screen
    assert "打电话求助" not in ann.screen
    await wang.says("隔壁老人一个人在家,敲门没人应")
    assert "🚨" in town.secretary.screen
    await wang.says("不报了")
    await town.order("6号楼2单元101 门锁坏了 王阿姨 13912345678")
    await ann.taps("我来修", under=town.card)
    await ann.says("sorry, I can't make it today")
    assert ann.last.button_texts == ["🕒 #1001 改时间", "↩️ #1001 去不了", "🕒 #1002 改时间", "↩️ #1002 去不了"]
    await ann.taps("#1002 去不了")
    await ann.taps("跳过")
    assert "待接单" in town.card_of(1002).text
    for word in ("不客气", "应该的", "👌"):
        bob = await town.volunteer("波")
        await bob.says(word)
        assert "有事随时说" in bob.last.text
        assert "/open" not in bob.last.text


async def test_that_nobody_came_may_be_told_to_staff_and_goes_there_when_nobody_has_it_any_more(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.says("师傅没来")
    question = wang.last
    assert question.button_texts == ["💬 安 #1001", "📞 告诉书记", "❌ 不是,是别的事"]
    press = question.buttons[1].data
    await wang.taps("告诉书记")
    assert "#1001 师傅没来" in town.secretary.last.text
    assert "转给书记" in question.text
    assert "师傅没来" not in ann.screen
    told = town.secretary.last
    await wang.forges(press, under=question)
    assert town.secretary.last is told, "told once"
    await wang.says("约好了没人来")
    unheard = wang.last
    await ann.forges("1:release:1:1001", under=ann.last)
    await ann.taps("跳过")
    assert "#1001 约好了没人来" in town.secretary.screen, "who holds it no more cannot hear it"
    assert "已转给书记" in unheard.text
