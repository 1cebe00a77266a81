"""A pretend Telegram for the demo and the tests: one small world, and faces over it.

The world (`bot.sandbox.world`):

    world = World(clock, settings=Settings(answer_window=30))     synchronous, deterministic, no network
    ann = world.person("安", phone="+8613800138000")              unknown to the bot until they meet
    group = world.group("阡上维修群", [ann, bob])                 the first is its creator
    group = world.supergroup("报修", [ann], is_forum=True); group.topic("水电")
    group.add_bot(); group.promote_bot(can_delete_messages=True); group.demote_bot(); group.kick_bot()
    group.joins(carl); group.leaves(carl); group.promotes(bob); new = group.migrate(); group.delete()
    world.bot.privacy = False                                     for groups the bot is added to from now on

People (`bot.sandbox.people.Person`); each verb returns the Message, taps a Tap:

    ann.says("/help", in_=group, reply_to=card, thread=topic)     else in private, or where `reply_to` stands
    ann.starts("payload"), ann.follows(tap.url)                   Start, deep links
    tap = ann.taps("我来修", under=card)                          a button with these words in it, or its data
    tap.text, tap.alert, tap.url, tap.answered, await tap.wait()  what the bot answered
    ann.forges("data", under=card), ann.presses("分享电话")       forged data; a key of the reply keyboard
    ann.sends_photo(caption=…), ann.sends_album(3), ann.sends_document(…), ann.sends_voice(),
    ann.sends_location(…), ann.shares_contact(), ann.edits(message, "…"), ann.deletes(message),
    ann.reacts("👍", message), ann.blocks_bot(), ann.unblocks_bot(), ann.deletes_account()

Looking:

    world.screen(chat, for_=ann)         the chat as text, buttons in [brackets], one row a line
    chat.messages, chat.last, ann.private
    message.text, .html, .caption, .photo, .rows, .buttons, .button_texts, .reply_to, .thread_id,
           .edited, .deleted, .pinned, .reactions, .service
    world.calls.of("sendMessage"), world.calls.acted("sendMessage")
                                         Call: method, params, at, acted, result, refusal, fault
    world.breaches                       calls that no Bot API would know; a test keeps it empty
    world.updates_pending
    await world.until(lambda: …)         waits for a change of the world, not for time
    world.before_call.append(look)       look(call) before the world does anything; may raise

Trouble (`bot.sandbox.faults`, `bot.sandbox.limits`):

    world.faults.refuse("sendMessage", 403, "Forbidden: …"); world.faults.refuse("*", retry_after=3, times=2)
    world.faults.time_out("sendMessage", acts=True), .reset(…), .truncate(…), .fail(…, 502), .slow(…, 3)
    world.faults.stream = StreamFaults(repeat=0.2, reorder=0.2, seed=7)
    world.malformed_update()
    world.limits.on = False              no budgets; else 30/s over all, 1/s a chat, 20/min a group

Faces:

    SandboxRequest(world)                telegram.Bot(token, request=…, get_updates_request=…)
    await serve(world, port=0)           the Bot API over HTTP, webhooks, downloads, and /sandbox/… as JSON
                                         for a harness in another process
    await serve(world, page=True)        and a web page at / on which one can be everybody (bot.sandbox.page);
                                         the server then answers this machine alone
    demo = demo_world(ShiftedClock())    the demo's people and group; demo.first_steps()
"""
