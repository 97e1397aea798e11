"""Reading a chart's picture back as a person reads it, and holding it against its frame."""
