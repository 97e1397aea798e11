"""The reader's own copies of the documents: which file is which, where each part stands, verification."""
