"""For whoever keeps the reports running: what stands and how old it is, whether it is what it was, whether the machine is fit, and when to run."""
