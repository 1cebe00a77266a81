"""Stars of a volunteer (星级), by hours of service.

Source: 民政部《志愿服务记录办法》(民函〔2012〕340号): 100, 300, 600, 1000 and 1500 hours make one to five stars.
"""

HOUR = 60
HOURS = (100, 300, 600, 1000, 1500)
"""Hours of service for one star, for two, and so on."""


def stars_for(minutes: int) -> int:
    """How many stars somebody with so many minutes of service has."""
    return sum(minutes >= hours * HOUR for hours in HOURS)
