"""What every question to the database stands on: engines, transactions, the vault, migrations, who does what."""
