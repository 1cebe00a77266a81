"""Orders: their steps and claims, who waits and who was asked, what falls due, what may be shown of them."""
