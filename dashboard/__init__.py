"""The dashboard: pages over ``claims.store``. Spacy is loaded only when somebody adds a text."""
