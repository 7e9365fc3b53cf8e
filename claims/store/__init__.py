"""Claims kept in one DuckDB file: ``schema``, ``write``, ``queries``, ``export``. Never imports spaCy."""
