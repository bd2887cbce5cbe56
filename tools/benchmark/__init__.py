"""What `tools/bench.py` measures, a part of the page in each file."""
