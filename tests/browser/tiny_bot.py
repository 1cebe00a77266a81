"""A bot of a few lines that calls the HTTP Bot API as any bot would: enough to see what the page does with it."""

from dataclasses import dataclass, field
from typing import Self

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)

from bot.clock import Tasks
from bot.sandbox.server import RunningServer

CLAIM = InlineKeyboardMarkup([[InlineKeyboardButton("🙋 我来修", callback_data="claim")]])
CONTACT_KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("📋 复制电话", copy_text=CopyTextButton("13800138000"))],
        [InlineKeyboardButton("↩️ 我去不了了", callback_data="release")],
    ]
)
SHARE = ReplyKeyboardMarkup([[KeyboardButton("📱 分享手机号", request_contact=True)]], one_time_keyboard=True)


@dataclass
class TinyBot:
    """Claims go to the first; who never pressed Start is led to the private chat."""

    server: RunningServer
    claimed: dict[int, str] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    tasks: Tasks = field(default_factory=Tasks)

    def __post_init__(self) -> None:
        world = self.server.world
        self.bot = Bot(world.bot.token, base_url=self.server.base_url, base_file_url=self.server.base_file_url)

    async def __aenter__(self) -> Self:
        """Say what can be done, then listen."""
        await self.bot.initialize()
        menu = [BotCommand("open", "看待接的单"), BotCommand("points", "我的积分")]
        await self.bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats())
        self._listening = self.tasks.start(self._listen(), name="the tiny bot")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        self._listening.cancel()
        await self.tasks.finish(seconds=0)
        await self.bot.shutdown()

    async def _listen(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=10, allowed_updates=Update.ALL_TYPES):
                offset = update.update_id + 1
                if update.callback_query is not None:
                    await self._tapped(update.callback_query)
                elif update.message is not None:
                    await self._told(update.message)

    async def _told(self, message: Message) -> None:
        text = message.text or message.caption or ""
        if text.startswith("/order "):
            await self.post(message.chat.id, text.removeprefix("/order "))
        elif text.startswith("/start"):
            await message.reply_text(f"您好!{text}", reply_markup=SHARE)
            if message.chat.id in self.waiting:
                await self.contact(message.chat.id)
        elif message.contact is not None:
            await message.reply_text("已收到 ✅", reply_markup=ReplyKeyboardRemove())
        elif text == "我来" and message.reply_to_message is not None:
            await message.reply_text(f"收到:{message.reply_to_message.text}")
        elif message.photo:
            await message.reply_text(f"照片收到:{text}")

    async def _tapped(self, query: CallbackQuery) -> None:
        card, who = query.message, query.from_user
        if query.data != "claim" or not isinstance(card, Message):
            await query.answer("为什么去不了?", show_alert=True)
        elif card.message_id in self.claimed:
            await query.answer(f"{self.claimed[card.message_id]}抢先一步 🙏")
        elif self.server.world.people[who.id].met_bot:
            await self._give(card, who.first_name)
            await query.answer("✅ 接单成功!")
            await self.contact(who.id)
        else:
            await self._give(card, who.first_name)
            self.waiting.add(who.id)
            await query.answer(url=f"https://t.me/{self.server.world.bot.username}?start=claim_1")

    async def _give(self, card: Message, name: str) -> None:
        self.claimed[card.message_id] = name
        await card.edit_text(card.text_html.replace("待接单 🟡", f"已接单 🔵 {name}"), parse_mode="HTML")

    async def post(self, chat_id: int, what: str) -> None:
        """Post a card."""
        await self.bot.send_message(chat_id, f"<b>#1024</b> · 待接单 🟡 {what}", "HTML", reply_markup=CLAIM)

    async def contact(self, user_id: int) -> None:
        """Tell somebody where to go."""
        await self.bot.send_message(user_id, "归您啦 13800138000", reply_markup=CONTACT_KEYS)
