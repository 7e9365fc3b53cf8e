"""robots.txt: what a site allows to be fetched by whom (RFC 9309)."""

from dataclasses import dataclass

_MOST_RULES = 5_000
_LONGEST_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us: patterns of paths and whether they allow; ``wait`` seconds between two requests, as asked."""

    rules: tuple[tuple[str, bool], ...] = ()
    wait: float = 0.0

    def allows(self, target: str) -> bool:
        r"""Say whether a path with its query may be fetched: the longest pattern that fits decides, and allowing wins a draw.

        >>> robots = read_robots("User-agent: *\nDisallow: /private/*.html$\nAllow: /private/open.html", "segun")
        >>> robots.allows("/private/b.html"), robots.allows("/private/open.html"), robots.allows("/private/b.html?x")
        (False, True, True)
        """
        fits = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, target)]
        return max(fits, default=(0, True))[1]


ALL = Robots()
NOTHING = Robots((("/", False),))


def read_robots(text: str, agent: str) -> Robots:
    r"""Read the rules of the groups that name ``agent``, or else of those for everybody.

    >>> read_robots("User-agent: segun\nDisallow: /\n\nUser-agent: *\nDisallow:", "segun").allows("/a")
    False
    """
    groups: dict[str, list[tuple[str, bool]]] = {}
    waits: dict[str, float] = {}
    names: list[str] = []
    in_rules = False
    for line in text.splitlines()[:_MOST_RULES]:
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*(() if in_rules else names), value.lower().partition("/")[0]]
            in_rules = False
            groups.setdefault(names[-1], [])
        elif key in ("allow", "disallow"):
            in_rules = True
            for name in names if value else ():
                groups[name].append((value, key == "allow"))
        elif key == "crawl-delay":
            in_rules = True
            waits |= dict.fromkeys(names, _seconds(value))
    ours = agent if agent in groups else "*"
    return Robots(tuple(groups.get(ours, ())), waits.get(ours, 0.0))


def _fits(pattern: str, target: str) -> bool:
    """Compare as glob patterns are, piece by piece from the left, so that no pattern can take long."""
    whole = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not pieces:
        return not whole or at == len(target)
    for piece in pieces[:-1]:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    return (target.endswith(last) and len(target) - len(last) >= at) if whole else target.find(last, at) >= 0


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), _LONGEST_WAIT)
    except ValueError:
        return 0.0
