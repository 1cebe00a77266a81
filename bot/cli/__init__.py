"""The commands a person types.

entering         the way in; loads nothing yet
table            the commands, their options and their help; loads no more than that
typed            what was typed is carried out, what the parser says is told in the operator's language
late             the one place where code is loaded when it is needed
saying           sentences in the operator's language
outcome          reading the configuration, and mistakes told in one line
beginning        init
beginning_words  what init says, in both languages
running          run, migrate
showing          demo
looking          doctor
copying          backup, restore, copy-to
rekeying         keys new, keys rotate, keys prune
inviting         invite
printing         poster
exporting        export
importing        import
proving          ledger verify, history verify
certifying       certificate make, certificate check

Exit codes: 0 done; 1 the doctor found something to mend, the books are not whole, or a certificate is not true;
2 a mistake in the configuration or the command, told in one line.
"""

from bot.cli.entering import main

__all__ = ["main"]
