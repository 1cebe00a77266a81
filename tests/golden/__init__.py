"""A database of each revision there ever was, made by the code of its time where that can still be had.

Revisions 0001 to 0003 were played by the last commit that wrote them. The files of 0004 and 0005 were still changed
after later code had begun to use them: those two are played by the commit named, and 0004 is taken a step back.

    python -m tests.golden 0003 FILE       make one anew (in a checkout with its history)
"""
