"""From seeds to tables: the format, what its attributes mean, and the tables with their look-ups."""
