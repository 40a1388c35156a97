"""The API's pages for readers: the same answers as in JSON, in the reader's language."""
