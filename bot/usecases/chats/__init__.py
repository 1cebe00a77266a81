"""What somebody says, and where it goes: an answer to what was asked, a file, a picture, or news."""
