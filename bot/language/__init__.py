"""What people say and what they mean by it: pure functions over text, in Chinese and English.

letters      characters, numbers, and finding many words at once
whereabouts  where it is: addresses in Chinese and English, and a community's own list of buildings
dates        when: days, times, stretches, weekdays, holidays, periods
persons      who: names, and telephone numbers
needs        what is wrong: the trade, how urgent, how big, what is dangerous, what is alike
talk         what somebody wants of the bot, or says to others through it
lines        lines with much in them, as staff type them: orders, goods, points, parties, polls, searches
sheets       spreadsheets that people keep: which column is what, and what each row says
"""
