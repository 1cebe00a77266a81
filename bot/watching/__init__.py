"""How the program is watched while it works: by machines that ask over HTTP, and by people who are told of errors.

watched     what there is to see: the parts of a program at work
readiness   whether it can do its work, and if not, why
readings    the figures, read from the books at most every few seconds
exposition  the figures in Prometheus' words
listener    the small server that answers: /healthz, /readyz, /metrics
reporting   errors sent to Sentry, with everything confidential taken out

All of it is off unless it is asked for, and nothing of it is loaded then but `watched` and `readiness`.
"""
