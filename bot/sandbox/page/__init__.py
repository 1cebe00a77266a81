"""The pretend Telegram's web page: a chat app in which one visitor can be everybody.

    routes      what is answered at which address; `page_routes(world)`
    guard       nobody but this machine's own browser is let in
    stage       what the page knows beside the world: who looks, what they have seen
    cast        who can be acted as, and in which role
    notes       which message changed when, so that only what changed is sent
    looks       messages as they are drawn
    formatting  text and its entities as safe HTML
    painting    templates as HTML
    links       where a link leads inside the pretend Telegram
    menus       the command menu a person sees, and things to try
    showing     the answers to looking
    acting      the answers to doing
    crowd       twenty volunteers tapping at once
    timing      the world's clock, shown and moved
    words       what the page itself says, in Chinese and English

The page holds no state of its own that matters: everything that happens, happens in the world.
"""
