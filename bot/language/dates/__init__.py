"""When: days, times, stretches, weekdays, holidays, periods."""
