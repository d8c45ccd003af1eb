"""What the pages are made of: the reader's choice and language, frames around documents, lists."""
