"""People: a group is set up, its settings are changed, members are invited and look around."""

from tests.fire.scene import LINK, Day, Scene, Step, nothing, privately

INVITATION = "start=join_"
"""The menu has a link as well, for everybody; dead at the wrong moment, the program says it again after this one."""


async def comes_into_the_group(day: Day) -> None:
    await day.place.sees(day.group, "/setup")


async def is_set_up(day: Day) -> None:
    day.secretary.says("/setup", in_=day.group)
    await day.place.sees(day.group, "开张了")


async def is_greeted(day: Day) -> None:
    for person in (day.secretary, day.ann):
        await day.hears(person, "", person.starts)


async def switches_a_setting(day: Day) -> None:
    switch = "无事时发不发"
    card = await day.place.sees(day.secretary.private, "", switch)
    await day.hears(day.secretary, "", lambda: day.secretary.taps(switch, under=card), switch)


async def loses_a_building(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "1–3号楼", "删楼栋")
    day.secretary.taps("删楼栋", under=card)
    # Whichever copy it is: dead between saying and writing that down, the program says the list again.
    asking = await day.place.sees(day.secretary.private, "1–3号楼", "3号楼")
    day.secretary.taps("3号楼", under=asking)
    left = await day.place.sees(day.secretary.private, "1–2号楼", "返回")
    day.secretary.taps("返回", under=left)


async def is_put_on_paper(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "1–2号楼", "二维码海报")
    await day.hears(day.secretary, "共 3 页", lambda: day.secretary.taps("二维码海报", under=card))


async def switches_for_everybody(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "", "开放/邀请制")
    await day.hears(day.secretary, "", lambda: day.secretary.taps("开放/邀请制", under=card), "✅ 改")


async def means_it(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "", "✅ 改")
    await day.hears(day.secretary, "邀请制", lambda: day.secretary.taps("✅ 改", under=question))


async def gives_a_link(day: Day) -> None:
    menu = await day.place.sees(day.secretary.private, "", "志愿者")
    await day.hears(day.secretary, INVITATION, lambda: day.secretary.taps("志愿者", under=menu))


async def follows_the_link(day: Day) -> None:
    link = LINK.search((await day.place.sees(day.secretary.private, INVITATION)).text)
    assert link is not None
    await day.hears(day.cai, "志愿者", lambda: day.cai.follows(link[0]))


async def chooses_a_language(day: Day) -> None:
    choice = await day.place.sees(day.ann.private, "", "中文")
    await day.hears(day.ann, "", lambda: day.ann.taps("中文", under=choice))


async def shares_a_number(day: Day) -> None:
    await day.hears(day.ann, "", lambda: day.ann.shares_contact("+8613912345678"))


async def chats_in_the_group(day: Day) -> None:
    day.ann.says("大家好", in_=day.group)
    await day.stage.until_books(lambda books: books.inbox()["done"] == day.stage.updates_made, what="the chat")


PEOPLE = Scene(
    (
        Step(nothing, ("storage.ground.migrating.migrate", "storage.ground.keyring.open_vault")),
        Step(nothing, ("intake.reception.Reception.take_over",)),
        Step(
            comes_into_the_group, ("intake.reception.Reception._store_together", "usecases.members.joining.note_rights")
        ),
        Step(is_set_up, ("usecases.members.joining.set_up",)),
        Step(is_greeted, ("usecases.chats.asking.greet",)),
        Step(privately("ann", "/help"), ("usecases.chats.asking.ask_help",)),
        Step(privately("ann", "/status"), ("usecases.chats.asking.ask_status",)),
        Step(privately("ann", "/points", "积分"), ("usecases.points.statements.ask_statement",)),
        Step(privately("secretary", "/open"), ("usecases.chats.asking.ask_open",)),
        Step(privately("secretary", "/settings"), ("usecases.chats.asking.ask_settings",)),
        Step(switches_a_setting, ("usecases.community.settings.press_setting",)),
        Step(privately("secretary", "/buildings 1-3号楼", "1–3号楼"), ("usecases.community.buildings.show_buildings",)),
        Step(loses_a_building, ("usecases.community.buildings.press_list",)),
        Step(is_put_on_paper, ("usecases.community.buildings.want_posters",)),
        Step(privately("secretary", "/poster 2号楼", "A4"), ("usecases.community.buildings.posters_by_word",)),
        Step(switches_for_everybody, ()),
        Step(means_it, ("usecases.community.settings.confirm_setting",)),
        Step(privately("secretary", "/invite"), ("usecases.chats.asking.ask_invites",)),
        Step(gives_a_link, ("usecases.members.joining.invite_by_staff",)),
        Step(follows_the_link, ("usecases.members.joining.accept_invite",)),
        Step(privately("ann", "/language"), ("usecases.members.personal.ask_language",)),
        Step(chooses_a_language, ("usecases.members.personal.choose_language",)),
        Step(shares_a_number, ("usecases.members.personal.share_phone",)),
        Step(privately("ann", "我的积分", "积分"), ("usecases.chats.conversing.hear_text",)),
        Step(privately("ann", "/settings", "只有书记"), ("handlers.reception_desk.ReceptionDesk._say",)),
        Step(chats_in_the_group, ("storage.ground.uow.UnitOfWork.settle",)),
        Step(nothing, ("usecases.upkeep.tidying.tidy",)),
    )
)
