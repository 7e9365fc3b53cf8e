"""Claims -> who speaks across articles, and the same claim told again: tracks, and how sure it was at each telling.

Knows the model only: no text is parsed here. Reading order: speakers (a package of its own; its front door says how to go
through it); then telling (what is compared), lexicon (words of two languages, and words alike), terms (a claim's terms,
weighed), index (which tellings to compare), scoring (are two the same, and why), cluster (from pairs to tracks), tracks (one
article at a time), drift. By itself stands copies: which two texts are prints of one dispatch.
"""
