"""What people say and what they mean by it: pure functions over text, in Chinese and English."""
