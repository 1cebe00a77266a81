"""The routing table: which update goes to which handler. The first row that fits takes it.

Buttons come first, because nothing else is a button; commands before plain words, because a command is words
too; the catch-all for the private chat is last, so that nobody there meets silence.
"""

from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    PollAnswerHandler,
    PollHandler,
    filters,
)

from bot.handlers import (
    activities,
    buildings,
    clocks,
    files,
    grids,
    judging,
    knowing,
    ledger,
    orders,
    people,
    places,
    polls,
    privacy,
    recognition,
    record,
    residents,
    settlement,
    shelf,
    shop,
    standard,
    team,
    triage,
)
from bot.handlers.commands import Command
from bot.views.buttons import pattern

NEW = filters.UpdateType.MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUP = NEW & filters.ChatType.GROUPS
MOVED = filters.StatusUpdate.MIGRATE
SHOWN = filters.PHOTO | filters.VOICE | filters.VIDEO | filters.Document.IMAGE | filters.Document.VIDEO
ORDINARY = ~filters.StatusUpdate.ALL

Route = BaseHandler[Any, Any, Any]


def routes() -> tuple[Route, ...]:
    """The table."""
    return (*_buttons(), *_commands(), *_words())


def _buttons() -> tuple[Route, ...]:
    return (
        CallbackQueryHandler(orders.on_claim, pattern("claim", 2)),
        CallbackQueryHandler(orders.on_arrive, pattern("arrive", 2)),
        CallbackQueryHandler(orders.on_fixed, pattern("fixed", 2)),
        CallbackQueryHandler(orders.on_undo, pattern("undo", 3)),
        CallbackQueryHandler(orders.on_cannot_come, pattern("release", 2)),
        CallbackQueryHandler(orders.on_skip, pattern("skip", 2)),
        CallbackQueryHandler(orders.on_reason, pattern("reason", 2)),
        CallbackQueryHandler(orders.on_confirm, pattern("confirm", 3)),
        CallbackQueryHandler(orders.on_change_points, pattern("points", 3)),
        CallbackQueryHandler(orders.on_redo, pattern("redo", 3)),
        CallbackQueryHandler(ledger.on_statement_button, pattern("stmt", 3)),
        CallbackQueryHandler(ledger.on_ledger_button, pattern("ldg", 5)),
        CallbackQueryHandler(ledger.on_below_zero, pattern("below", 1)),
        CallbackQueryHandler(ledger.on_giving_button, pattern("give", 3)),
        CallbackQueryHandler(ledger.on_donate_button, pattern("donate", 1)),
        CallbackQueryHandler(ledger.on_refuse, pattern("refuse", 2)),
        CallbackQueryHandler(judging.on_rate, pattern("rate", 4)),
        CallbackQueryHandler(judging.on_stars, pattern("stars", 4)),
        CallbackQueryHandler(judging.on_why, pattern("why", 4)),
        CallbackQueryHandler(judging.on_call, pattern("call", 5)),
        CallbackQueryHandler(judging.on_call_note, pattern("callnote", 4)),
        CallbackQueryHandler(orders.on_draft_button, pattern("draft", 3)),
        CallbackQueryHandler(triage.on_triage, pattern("sift", 4)),
        CallbackQueryHandler(triage.on_word, pattern("word", 3)),
        CallbackQueryHandler(triage.on_party, pattern("party", 3)),
        CallbackQueryHandler(triage.on_inbox, pattern("inbox", 2)),
        CallbackQueryHandler(triage.on_open, pattern("open", 2)),
        CallbackQueryHandler(triage.on_auto, pattern("auto", 2)),
        CallbackQueryHandler(triage.on_parties, pattern("parties", 3)),
        CallbackQueryHandler(places.on_not_now, pattern("notnow", 2)),
        CallbackQueryHandler(places.on_queue, pattern("queue", 2)),
        CallbackQueryHandler(places.on_turn, pattern("turn", 2)),
        CallbackQueryHandler(places.on_leave_line, pattern("unqueue", 2)),
        CallbackQueryHandler(places.on_pass_on, pattern("pass", 2)),
        CallbackQueryHandler(places.on_offer, pattern("offer", 4)),
        CallbackQueryHandler(places.on_pick, pattern("pick", 3)),
        CallbackQueryHandler(places.on_seat, pattern("seat", 3)),
        CallbackQueryHandler(clocks.on_pause, pattern("halt", 2)),
        CallbackQueryHandler(clocks.on_pause_answer, pattern("halted", 2)),
        CallbackQueryHandler(clocks.on_resume, pattern("goon", 2)),
        CallbackQueryHandler(clocks.on_more_time, pattern("more", 3)),
        CallbackQueryHandler(places.on_going, pattern("going", 2)),
        CallbackQueryHandler(places.on_contest, pattern("contest", 3)),
        CallbackQueryHandler(places.on_decide, pattern("noshow", 4)),
        CallbackQueryHandler(knowing.on_know, pattern("know", 2)),
        CallbackQueryHandler(knowing.on_nudge, pattern("nudge", 2)),
        CallbackQueryHandler(knowing.on_change, pattern("change", 2)),
        CallbackQueryHandler(knowing.on_withdraw, pattern("withdraw", 2)),
        CallbackQueryHandler(knowing.on_mine, pattern("mine", 2)),
        CallbackQueryHandler(knowing.on_write, pattern("write", 2)),
        CallbackQueryHandler(privacy.on_really_forget, pattern("forget", 1)),
        CallbackQueryHandler(knowing.on_keep_line, pattern("keepline", 1)),
        CallbackQueryHandler(residents.on_report_button, pattern("report", 3)),
        CallbackQueryHandler(residents.on_write_to_staff, pattern("tell", 1)),
        CallbackQueryHandler(residents.on_answer_resident, pattern("answer", 2)),
        CallbackQueryHandler(residents.on_alarm, pattern("alarm", 2)),
        CallbackQueryHandler(activities.on_sign_up, pattern("signup", 2)),
        CallbackQueryHandler(activities.on_sign_off, pattern("signoff", 2)),
        CallbackQueryHandler(activities.on_roll, pattern("roll", 4)),
        CallbackQueryHandler(activities.on_post, pattern("event", 1)),
        CallbackQueryHandler(polls.on_ballot, pattern("ballot", 2)),
        CallbackQueryHandler(polls.on_round, pattern("round", 2)),
        CallbackQueryHandler(polls.on_minutes, pattern("minutes", 4)),
        CallbackQueryHandler(standard.on_button, pattern("std", 2)),
        CallbackQueryHandler(standard.on_change, pattern("stdedit", 2)),
        CallbackQueryHandler(people.on_setting, pattern("set", 2)),
        CallbackQueryHandler(people.on_keep_setting, pattern("keepset", 2)),
        CallbackQueryHandler(people.on_where, pattern("where", 2)),
        CallbackQueryHandler(people.on_confirm_setting, pattern("yesset", 1)),
        CallbackQueryHandler(people.on_invite_role, pattern("invite", 2)),
        CallbackQueryHandler(buildings.on_list_button, pattern("bld", 4)),
        CallbackQueryHandler(buildings.on_poster_button, pattern("poster", 2)),
        CallbackQueryHandler(grids.on_grid_button, pattern("grid", 4)),
        CallbackQueryHandler(grids.on_person, pattern("gridwho", 2)),
        CallbackQueryHandler(people.on_setup, pattern("setup", 1)),
        CallbackQueryHandler(people.on_recheck, pattern("rights", 1)),
        CallbackQueryHandler(people.on_menu, pattern("menu", 1)),
        CallbackQueryHandler(people.on_language_chosen, pattern("lang", 1)),
        CallbackQueryHandler(people.on_say_again, pattern("again", 1)),
        CallbackQueryHandler(team.on_team_button, pattern("team", 5)),
        CallbackQueryHandler(team.on_profile_button, pattern("me", 4)),
        CallbackQueryHandler(team.on_join_button, pattern("join", 3)),
        CallbackQueryHandler(record.on_import_button, pattern("import", 3)),
        CallbackQueryHandler(record.on_export_button, pattern("export", 4)),
        CallbackQueryHandler(settlement.on_settle_button, pattern("settle", 4)),
        CallbackQueryHandler(recognition.on_rank_button, pattern("rank", 3)),
        CallbackQueryHandler(shop.on_shop_button, pattern("shop", 5)),
        CallbackQueryHandler(shop.on_redeem, pattern("redeem", 5)),
        CallbackQueryHandler(shop.on_no_thanks, pattern("nothanks", 3)),
        CallbackQueryHandler(shop.on_counter, pattern("counter", 4)),
        CallbackQueryHandler(shop.on_wish_button, pattern("wish", 4)),
        CallbackQueryHandler(shelf.on_stock_button, pattern("stock", 4)),
        CallbackQueryHandler(shelf.on_count_button, pattern("count", 3)),
        CallbackQueryHandler(shelf.on_goods_button, pattern("goods", 1)),
        CallbackQueryHandler(shelf.on_item_button, pattern("item", 2)),
    )


def _commands() -> tuple[Route, ...]:
    return (
        ChatMemberHandler(people.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        PollHandler(polls.on_poll),
        PollAnswerHandler(polls.on_vote),
        MessageHandler(GROUP & MOVED, people.on_migrate),
        MessageHandler(PRIVATE & Command("start"), people.on_start),
        MessageHandler(NEW & Command("help"), people.on_help),
        MessageHandler(GROUP & Command("start"), people.on_help),
        MessageHandler(NEW & Command("setup"), people.on_setup),
        MessageHandler(GROUP & Command("order"), orders.on_order_in_group),
        MessageHandler(PRIVATE & Command("order"), orders.on_order),
        MessageHandler(NEW & Command("release"), orders.on_release),
        MessageHandler(NEW & Command("cancel"), orders.on_cancel),
        MessageHandler(NEW & Command("assign"), places.on_assign),
        MessageHandler(NEW & Command("noshow"), places.on_no_show),
        MessageHandler(NEW & Command("status"), people.on_status),
        MessageHandler(NEW & Command("open"), people.on_open),
        MessageHandler(NEW & Command("points"), ledger.on_points),
        MessageHandler(NEW & Command("award"), ledger.on_award),
        MessageHandler(NEW & Command("donate"), ledger.on_donate),
        MessageHandler(NEW & Command("ledger"), ledger.on_ledger),
        MessageHandler(NEW & Command("standard"), standard.on_standard),
        MessageHandler(NEW & Command("settings"), people.on_settings),
        MessageHandler(NEW & Command("inbox"), triage.on_inbox_asked),
        MessageHandler(NEW & Command("triage"), triage.on_triage_asked),
        MessageHandler(NEW & Command("spot"), triage.on_spot),
        MessageHandler(NEW & Command("parties"), triage.on_parties_asked),
        MessageHandler(NEW & Command("invite"), people.on_invite),
        MessageHandler(NEW & Command("buildings"), buildings.on_buildings),
        MessageHandler(NEW & Command("grids"), grids.on_grids),
        MessageHandler(NEW & Command("poster"), buildings.on_poster),
        MessageHandler(NEW & Command("digest"), people.on_digest),
        MessageHandler(NEW & Command("calls"), judging.on_calls),
        MessageHandler(NEW & (Command("deliberate") | Command("yishi")), polls.on_deliberate),
        MessageHandler(NEW & Command("activity"), activities.on_activity),
        MessageHandler(NEW & Command("minutes"), polls.on_minutes_asked),
        MessageHandler(NEW & Command("language"), people.on_language),
        MessageHandler(NEW & Command("privacy"), privacy.on_privacy),
        MessageHandler(NEW & Command("mydata"), privacy.on_my_data),
        MessageHandler(NEW & Command("forget"), privacy.on_forget),
        MessageHandler(NEW & Command("team"), team.on_team),
        MessageHandler(NEW & Command("me"), team.on_profile),
        MessageHandler(NEW & Command("export"), record.on_export),
        MessageHandler(NEW & Command("settle"), settlement.on_settle),
        MessageHandler(NEW & Command("rank"), recognition.on_rank),
        MessageHandler(NEW & Command("shop"), shop.on_shop),
        MessageHandler(NEW & Command("wish"), shop.on_wish),
        MessageHandler(NEW & Command("pickup"), shop.on_pickup),
        MessageHandler(NEW & Command("stock"), shelf.on_stock),
    )


def _words() -> tuple[Route, ...]:
    return (
        MessageHandler(GROUP & filters.TEXT, orders.on_group_text),
        MessageHandler(PRIVATE & filters.CONTACT, people.on_contact),
        MessageHandler(PRIVATE & SHOWN, residents.on_media),
        MessageHandler(PRIVATE & filters.LOCATION, residents.on_location),
        MessageHandler(PRIVATE & filters.Document.ALL, files.on_document),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, people.on_text),
        MessageHandler(PRIVATE & ORDINARY, people.on_anything),
    )
