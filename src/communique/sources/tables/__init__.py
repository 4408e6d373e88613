"""Articles in tables: JSON, CSV, Parquet."""
