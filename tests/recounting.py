"""Random studies on real project files, and their tables counted again from the file by SQL and plain loops.

Nothing of the program takes part in the counting: what is wrong in frames, joins or roll-ups shows as a difference.
"""

import random
import sqlite3
from collections import Counter, defaultdict
from itertools import combinations

from qualcode.coding.codebook_editing import change_code
from qualcode.coding.codebook_writing import write_codebook
from qualcode.exchange.coding_files import CodingRow
from qualcode.exchange.codings import import_codings
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid, text_sha256
from qualcode.store.database import create_store
from qualcode.store.intake import NewSource, add_source
from qualcode.store.variable_values import set_values
from tests.conftest import AT

ORIGINS = ("hand", "hand", "suggestion", "import")


def make_study(path, seed):
    """Make a project: overlaps, sub-codes, codings across turns, people in two groups, gaps, retired codes."""
    chance = random.Random(seed)
    with create_store(path, name="Study", coder="Kim", at=AT) as store:
        codes = _codebooks(store, chance)
        texts = _sources(store, chance)
        _people_of_two_groups(store, chance)
        _variables(store, chance)
        rows = [_coding(chance, line, texts, codes) for line in range(2, chance.randint(8, 60))]
        import_codings(store, path, rows, coder="Kim", at=AT, keep_going=True)
        change_code(store, chance.choice(codes), coder="Kim", at=AT, is_retired=True)
    return path


def _codebooks(store, chance):
    made = []
    with store.act("import codebook", "made codebooks", coder="Kim", at=AT) as unit:
        for name in ("Talks", "Dynamics"):
            codes, lineage = [], []
            for number in range(chance.randint(2, 7)):
                depth = chance.randint(0, min(2, len(lineage)))
                parent = lineage[depth - 1] if depth else None
                codes.append(Code(guid=new_guid(), name=f"{name} {number}", parent_guid=parent))
                lineage = [*lineage[:depth], codes[-1].guid]
            write_codebook(unit, Codebook(guid=new_guid(), name=name, codes=tuple(codes)))
            made += [code.guid for code in codes]
    return made


def _sources(store, chance):
    texts = {}
    for number in range(1, chance.randint(2, 5)):
        roles = ["moderator", "participant", "participant", "participant", chance.choice(["participant", "observer"])]
        cases = [(f"P{number}{place}", role) for place, role in enumerate(roles)]
        text, turns = "Preface.\n", []
        for turn in range(1, chance.randint(3, 14)):
            case, start = chance.randrange(len(cases)), len(text)
            words = chance.randint(1, 6)
            text += f"{cases[case][0]}: " + " ".join(f"w{turn}{word}" for word in range(words)) + "\n"
            turns.append((turn, start, start + len(cases[case][0]) + 2, len(text) - 1, case, None, words))
        name, sha = f"s{number}.txt", text_sha256(text)
        source = NewSource(
            name=name,
            language="en",
            text=text,
            sha256=sha,
            file_name=name,
            file_sha256=sha,
            encoding="utf-8",
            format="text",
            cases=cases,
            turns=turns,
        )
        with store.act("import sources", f"imported {name}", coder="Kim", at=AT) as unit:
            add_source(unit, source)
        texts[name] = text
    return texts


def _people_of_two_groups(store, chance):
    one, *others = store.rows("SELECT id FROM cases WHERE role = 'participant' ORDER BY id")
    other = chance.choice(others)[0]
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE turns SET case_id = ? WHERE case_id = ?", (one[0], other))
    connection.close()


def _variables(store, chance):
    cases = [row[0] for row in store.rows("SELECT id FROM cases")]
    sources = [row[0] for row in store.rows("SELECT id FROM sources")]
    told = {
        "case": [(case, "gender", chance.choice(["man", "woman", "woman", ""])) for case in cases],
        "source": [
            (source, name, chance.choice(values[:2] if source == sources[0] else values))
            for source in sources
            for name, values in (("group", ["A", "B", ""]), ("wave", ["2", "10", ""]))
        ],
    }
    with store.act("set variables", "set variables", coder="Kim", at=AT) as unit:
        for scope, values in told.items():
            set_values(unit, scope, values)


def _coding(chance, line, texts, codes):
    source = chance.choice([*texts])
    start = chance.randrange(len(texts[source]) - 2)
    end = min(len(texts[source]), start + chance.choice([3, 10, 40, 80]))
    row = CodingRow(line, source, str(start), str(end), chance.choice(codes), chance.choice(["Kim", "Lee", "Ann"]))
    return row._replace(origin=chance.choice(ORIGINS))


class Recount:
    """A project file as it is, with everything counted by loops."""

    def __init__(self, path, *, with_moderator=False):
        self._sql = sqlite3.connect(path)
        self.roles = dict(self._sql.execute("SELECT id, role FROM cases"))
        self.codes = self._in_tree_order()
        self.parents = dict(self._sql.execute("SELECT id, parent_id FROM codes"))
        self.names = dict(self._sql.execute("SELECT id, name FROM codes"))
        self.sources = dict(self._sql.execute("SELECT id, name FROM sources ORDER BY id"))
        self.groups = {source: self.level("source", source, "group") for source in self.sources}
        self.groups = {source: group or ("source", self.sources[source]) for source, group in self.groups.items()}
        self.all_turns = {
            (source, number): (case, words, speech, end)
            for source, number, case, words, speech, end in self._sql.execute(
                'SELECT source_id, turns.number, case_id, turns.words, speech, turns."end" FROM turns '
                "JOIN source_revisions ON source_revisions.id = revision_id ORDER BY source_id, turns.number"
            )
        }
        self.turns = {
            at: turn for at, turn in self.all_turns.items() if with_moderator or self.roles[turn[0]] == "participant"
        }
        self.codings = self._sql.execute(
            'SELECT codings.id, code_id, source_id, start, codings."end", coders.name, origin FROM codings '
            "JOIN source_revisions ON source_revisions.id = revision_id JOIN coders ON coders.id = coder_id"
        ).fetchall()
        self.lies_in = {row[0]: self._turns_of(row) for row in self.codings}

    def close(self):
        self._sql.close()

    def level(self, scope, owner, name):
        found = self._sql.execute(
            f"SELECT value FROM variable_values JOIN variables ON variables.id = variable_id "
            f"WHERE scope = ? AND name = ? AND {scope}_id = ?",
            (scope, name, owner),
        ).fetchone()
        return found[0] if found else None

    def _in_tree_order(self):
        rows = self._sql.execute(
            "WITH RECURSIVE tree(id, place) AS ("
            "SELECT codes.id, printf('%04d.%04d', codebooks.position, codes.position) FROM codes "
            "JOIN codebooks ON codebooks.id = codebook_id WHERE parent_id IS NULL UNION ALL "
            "SELECT codes.id, tree.place || printf('.%04d', codes.position) FROM codes "
            "JOIN tree ON codes.parent_id = tree.id) SELECT id FROM tree ORDER BY place"
        )
        return [row[0] for row in rows]

    def _turns_of(self, coding):
        """The turns, whoever speaks, from the first to the last whose talk it touches, and the text before them.

        What touches no talk belongs to the turn it starts in: from its speaker's name to the next.
        """
        _, _, source, start, end, _, _ = coding
        turns = self._sql.execute(
            'SELECT turns.number, turns.start, speech, turns."end" FROM turns '
            "JOIN source_revisions ON source_revisions.id = revision_id WHERE source_id = ? ORDER BY turns.number",
            (source,),
        ).fetchall()
        touched = [number for number, _, speech, stop in turns if speech < end and start < stop]
        holder = max([number for number, place, _, _ in turns if place <= start], default=0)
        if holder == 0:
            touched.append(0)
        touched = touched or [holder]
        return [(source, number) for number in range(min(touched), max(touched) + 1)]

    def line_of(self, code):
        """The code and all it stands under."""
        line = [code]
        while self.parents[line[-1]] is not None:
            line.append(self.parents[line[-1]])
        return line

    def under(self, code):
        return {one for one in self.codes if code in self.line_of(one)}

    def counted(self, code, turns=None):
        """The codings of a code and those under it that lie in turns that count, and these turns."""
        turns = self.turns if turns is None else turns
        under, codings, voiced = self.under(code), set(), set()
        for row in self.codings:
            here = [at for at in self.lies_in[row[0]] if at in turns] if row[1] in under else []
            codings |= {row[0]} if here else set()
            voiced |= set(here)
        return codings, voiced

    def frequencies(self, turns=None):
        turns = self.turns if turns is None else turns
        rows = []
        for code in self.codes:
            codings, voiced = self.counted(code, turns)
            people = [self.turns[at][0] for at in voiced]
            rows.append(
                {
                    "code": self.names[code],
                    "codings": len(codings),
                    "turns": len(voiced),
                    "participants": len(set(people)),
                    "participants_total": len({turn[0] for turn in turns.values()}),
                    "groups": len({self.groups[at[0]] for at in voiced}),
                    "groups_total": len({self.groups[at[0]] for at in turns}),
                    "words": sum(turns[at][1] for at in voiced),
                }
            )
        return rows

    def voices(self):
        """What `frequencies` tells beyond levels."""
        openers = self.openers()
        rows = []
        for code in self.codes:
            _, voiced = self.counted(code)
            theme = self.under(self.line_of(code)[-1])
            raised = {at for row in self.codings if row[1] in theme for at in self.lies_in[row[0]]}
            prompted = {at for at in voiced if openers[at] not in (None, at) and openers[at] in raised}
            often = Counter(self.turns[at][0] for at in voiced)
            by_group = defaultdict(list)
            for at in voiced:
                by_group[self.groups[at[0]]].append(self.turns[at][0])
            several = {group: people for group, people in by_group.items() if len(people) > 1}
            alone = [group for group, people in several.items() if len(set(people)) == 1]
            top = max(often.values(), default=0)
            is_one = len(often) == 1 or (bool(several) and len(alone) == len(several) and 2 * top >= len(voiced))
            first, last = min(voiced, default=None), max(voiced, default=None)
            rows.append(
                {
                    "sources": len({at[0] for at in voiced}),
                    "words_total": sum(turn[1] for turn in self.turns.values()),
                    "turns_prompted": len(prompted),
                    "turns_spontaneous": len(voiced) - len(prompted),
                    "participants_spontaneous": len({self.turns[at][0] for at in voiced - prompted}),
                    "groups_by_one": len(alone),
                    "voiced_by_one": len(voiced) > 1 and is_one,
                    "first_source": self.sources[first[0]] if first else None,
                    "first_turn": first[1] if first else None,
                    "last_source": self.sources[last[0]] if last else None,
                    "last_turn": last[1] if last else None,
                }
            )
        return rows

    def openers(self):
        """For each turn the moderator's turn that opened its exchange."""
        found, current = {}, {}
        for at in sorted(self.all_turns):
            if self.roles[self.all_turns[at][0]] == "moderator":
                current[at[0]] = at
            found[at] = current.get(at[0])
        return found

    def frequencies_by(self, scope, name):
        """Rows of `frequencies` by level."""
        of = {
            at: self.level(scope, turn[0] if scope == "case" else at[0], name) or "(missing)"
            for at, turn in self.turns.items()
        }
        return {
            level: self.frequencies({at: turn for at, turn in self.turns.items() if of[at] == level})
            for level in set(of.values())
        }

    def matrix(self, unit, column):
        """How many units of a code and of all codes below meet it in each source or case."""
        found = Counter()
        for code in self.codes:
            under = self.under(code)
            for row in self.codings:
                for at in self.lies_in[row[0]]:
                    if row[1] in under and at in self.turns:
                        found[self.names[code], column(at), self._unit(unit, row, at)] += 1
        return Counter((code, where) for code, where, _ in found)

    def _unit(self, unit, row, at):
        return {
            "codings": row[0],
            "turns": at,
            "participants": self.turns[at][0],
            "groups": self.groups[at[0]],
        }[unit]

    def cooccurrences(self, within):
        """The units that each pair of codes shares, and all there are; no code with one that it stands under."""
        openers = self.openers()
        units = {
            "turn": {at: {at} for at in self.turns},
            "participant": {at: {turn[0]} for at, turn in self.turns.items()},
            "exchange": {at: {openers[at]} - {None} for at in self.turns},
            "overlap": {at: {(at, place) for place in range(*turn[2:])} for at, turn in self.turns.items()},
        }[within]
        of = {code: set() for code in self.codes}
        for row in self.codings:
            for at in self.lies_in[row[0]]:
                if at not in self.turns:
                    continue
                here = units[at]
                if within == "overlap":
                    here = {unit for unit in here if row[3] <= unit[1] < row[4]}
                for code in self.line_of(row[1]):
                    of[code] |= here
        pairs = {}
        for one, other in combinations(self.codes, 2):
            if one not in self.line_of(other) and of[one] & of[other]:
                pairs[self.names[one], self.names[other]] = (len(of[one]), len(of[other]), len(of[one] & of[other]))
        return pairs, len(set().union(*units.values()))

    def new_codes(self):
        """New codes of each coded group in order of waves, then of import."""
        by_group = defaultdict(set)
        for row in self.codings:
            for at in self.lies_in[row[0]]:
                if at in self.turns:
                    by_group[self.groups[at[0]]].add(row[1])
        coded = {self.groups[row[2]] for row in self.codings}
        speaking = {at[0] for at in self.turns}
        has_waves = any(self.level("source", source, "wave") for source in self.sources)
        order = sorted(
            speaking, key=lambda one: (int(self.level("source", one, "wave") or 99) if has_waves else 0, one)
        )
        seen, new = set(), []
        for group in dict.fromkeys(self.groups[source] for source in order):
            if group in coded:
                new.append(len(by_group[group] - seen))
                seen |= by_group[group]
        return new

    def participation(self):
        """Turns and words by group and speaker."""
        found = defaultdict(lambda: [0, 0])
        labels = dict(self._sql.execute("SELECT id, label FROM cases"))
        for at, (case, words, _, _) in self.turns.items():
            group = self.groups[at[0]]
            found[group if isinstance(group, str) else group[1], labels[case]][0] += 1
            found[group if isinstance(group, str) else group[1], labels[case]][1] += words
        return {key: tuple(value) for key, value in found.items()}

    def judged(self, coders):
        """For each code what each coder says of each unit: counted turns of the sources that all of them coded."""
        coded = {coder: {row[2] for row in self.codings if row[5] == coder} for coder in coders}
        both = set.intersection(*coded.values())
        units = [at for at in self.turns if at[0] in both]
        said = {(code, coder): set() for code in self.codes for coder in coders}
        own = {(at, coder): set() for at in units for coder in coders}
        for row in self.codings:
            for at in self.lies_in[row[0]]:
                if row[5] in coders and (at, row[5]) in own:
                    own[at, row[5]].add(row[1])
                    for code in self.line_of(row[1]):
                        said[code, row[5]].add(at)
        codes = {self.names[code]: [[at in said[code, who] for who in coders] for at in units] for code in self.codes}
        return codes, [[frozenset(own[at, who]) for who in coders] for at in units]
