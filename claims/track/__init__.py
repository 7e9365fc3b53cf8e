"""Claims -> the same claim told again: tracks across articles and languages, and how sure it was at each telling.

Reading order: telling (what is compared), lexicon (words of two languages, and words alike), terms (a claim's terms, weighed), index
(which tellings to compare), scoring (are two the same, and why), cluster (from pairs to tracks), tracks (one article at a time), drift.
"""
