"""Weixiu 微修: repair orders of a neighbourhood, posted to its group chat and claimed by the first.

One sentence: a tap or a sentence comes in, is stored before it is acknowledged, becomes one command in
one transaction, and what must be said is written down in that same transaction and said afterwards
from the present state.

The rooms of the house, from the street to the foundation. A room may use those below it, never one above:

    cli         the commands a person types, from init and run to backup, export and keys; with beginning, demo, doctor,
                exporting, importing, invitations, lean, printing, proving, record_making, rekeying, mistakes and
                stopping, which single commands need
    app         puts the program together; the only module that knows all the others
    watching    how the program stands: whether it is ready, figures for Prometheus, errors for Sentry
    handlers    Telegram in: an update becomes a command, the command's outcome an answer
    jobs        the ticks: backups, alarms, lapsing claims, what falls due, digests, chores
    sandbox     a pretend Telegram for the demo and the tests
    intake      durable reception: stored, then acknowledged, then handled in order
    delivery    the postman: says what is owed, within Telegram's limits
    views       data becomes words and buttons, in Chinese and English
    reports     spreadsheets and pages: records, charts, bulletins, posters, certificates
    usecases    what people do, one file a subject, one transaction each
    storage     everything that says SELECT, BEGIN or COMMIT
    models      the tables, and what their rows may do
    language    what people say and what they mean by it
    domain      the rules: an order's life, points, schedules; nothing but the standard library

    config over settings over setting_kinds, and clock, log, counts are used by all and use none of these.

How a tap travels: intake.polling (or webhook) → intake.reception → handlers.reception_desk → handlers.routes →
handlers.orders → usecases.repairs.claiming, which asks storage, changes models, and owes by usecases.owed.owing →
handlers.visit answers. What is owed travels on as a digest does: jobs → usecases.deadlines.digesting →
storage.ground.slots, storage.post.outbox → delivery.postman → delivery.rendering → views.digests →
delivery.telegram_chat.

Importing any module does nothing but define things.
"""
