"""Spreadsheets and pages: what people take out of the chat, and what they bring in.

workbooks      rows as a spreadsheet
sheets         a spreadsheet as rows
sheet_reading  the latter, in a process of its own
books          spreadsheets of any length
xlsx_stream    the file they are written into
record         the record as such a file
paper          pages to be printed: a template and facts
drawing        their drawing, in a process of its own
posters        posters for doors
certificates   certificates of service
codes          codes to be scanned
calendar       appointments as a calendar file
"""
