"""Where it is: addresses in Chinese and English, and a community's own list of buildings."""
