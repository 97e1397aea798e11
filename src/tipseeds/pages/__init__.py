"""Tables, evidence and whole documents as HTML, citations and files to take along."""
