"""What an input may weigh. Above these it is refused with a sentence, before it costs memory or time."""

MB = 1_000_000

LONGEST_TEXT = 2_000_000  # characters of one article: four long novels
LARGEST_FILE = 50 * MB  # bytes of what must be read whole: text, page, PDF, Word, feed; packed or unpacked
LONGEST_ROW = 8 * MB  # bytes of one row of a table: the longest text in the widest encoding

LARGEST_ARCHIVE = 10_000 * MB  # bytes of all that comes out of one archive, archives inside it included
HIGHEST_RATIO = 100  # unpacked bytes for one packed; prose gives 3 to 5, tables up to 30, a bomb 1,000
FREE_OF_RATIO = 5 * MB  # an archive that unpacks to less may have any ratio
MOST_MEMBERS = 100_000
LARGEST_DIRECTORY = 12 * MB  # bytes of an archive's table of contents
MOST_FAILURES = 1_000  # rows or members that fail one after the other before the rest of an input is given up
DEEPEST_ARCHIVE = 3  # an archive in an archive in an archive

WORKER_SECONDS = 60  # for one article of a format that a library parses
WORKER_MEMORY = 1_000 * MB  # address space of the process that parses it
MOST_PAGES = 2_000  # of a PDF
