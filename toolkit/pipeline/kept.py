"""What the rows of the run before are called, for whoever only wants to know whether there are any."""

#: The folder, beside the files that the rows went into.
FOLDER = "kept"
RECORD, INDEX = "kept.json", "index.parquet"
