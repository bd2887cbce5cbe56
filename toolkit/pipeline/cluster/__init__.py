"""The same tasks, on the workers of a Dask cluster. Nothing here is imported, and Dask is not, unless a scheduler is named."""
