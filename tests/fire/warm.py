"""What a program does at each start with the same outcome, done once where programs are forked: imported, it is done.

Half of the processor time of a start is spent on relating the tables to each other and on reading the languages.
"""

from functools import cache

from sqlalchemy.orm import configure_mappers

from bot import app
from bot.views.words import Dictionary

configure_mappers()
app.__dict__["Dictionary"] = cache(Dictionary)
app.__dict__["Dictionary"]()
