"""Everything that can be owed: each topic, and how it is rendered. One table a subject, put together here."""

from bot.delivery.activity_topics import ACTIVITY_TOPICS
from bot.delivery.alarm_topics import ALARM_TOPICS
from bot.delivery.building_topics import BUILDING_TOPICS
from bot.delivery.bulletin_topics import BULLETIN_TOPICS
from bot.delivery.chat_topics import CHAT_TOPICS
from bot.delivery.clock_topics import CLOCK_TOPICS
from bot.delivery.doubt_topics import DOUBT_TOPICS
from bot.delivery.grid_topics import GRID_TOPICS
from bot.delivery.judging_topics import JUDGING_TOPICS
from bot.delivery.knowing_topics import KNOWING_TOPICS
from bot.delivery.ledger_topics import LEDGER_TOPICS
from bot.delivery.order_topics import ORDER_TOPICS
from bot.delivery.party_topics import PARTY_TOPICS
from bot.delivery.place_topics import PLACE_TOPICS
from bot.delivery.poll_topics import POLL_TOPICS
from bot.delivery.privacy_topics import PRIVACY_TOPICS
from bot.delivery.recognition_topics import RECOGNITION_TOPICS
from bot.delivery.record_topics import RECORD_TOPICS
from bot.delivery.rendering import Topic
from bot.delivery.resident_topics import RESIDENT_TOPICS
from bot.delivery.settlement_topics import SETTLEMENT_TOPICS
from bot.delivery.shop_topics import SHOP_TOPICS
from bot.delivery.standard_topics import STANDARD_TOPICS
from bot.delivery.team_topics import TEAM_TOPICS
from bot.delivery.triage_topics import TRIAGE_TOPICS

TOPICS: dict[str, Topic] = {
    **ORDER_TOPICS,
    **KNOWING_TOPICS,
    **PRIVACY_TOPICS,
    **CHAT_TOPICS,
    **DOUBT_TOPICS,
    **TRIAGE_TOPICS,
    **TEAM_TOPICS,
    **SETTLEMENT_TOPICS,
    **RECOGNITION_TOPICS,
    **RECORD_TOPICS,
    **LEDGER_TOPICS,
    **PARTY_TOPICS,
    **PLACE_TOPICS,
    **CLOCK_TOPICS,
    **BUILDING_TOPICS,
    **GRID_TOPICS,
    **SHOP_TOPICS,
    **STANDARD_TOPICS,
    **RESIDENT_TOPICS,
    **ALARM_TOPICS,
    **JUDGING_TOPICS,
    **POLL_TOPICS,
    **ACTIVITY_TOPICS,
    **BULLETIN_TOPICS,
}
