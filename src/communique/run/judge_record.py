"""The half of `api.Record` that people decide with: judging, what to judge, how often the program was right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import UnknownId, UsageError
from communique.model.judgements import Judgement, Stands, Verdict
from communique.model.records import Event
from communique.record import queries
from communique.record.store import Store
from communique.run.ports import Progress

if TYPE_CHECKING:
    from communique.run.accuracy import Accuracy
    from communique.run.judging import Decision
    from communique.run.ports import Rooms
    from communique.run.review import Candidate


class Judging:
    """What `api.Record` has for judgements. The rooms are loaded by what merges again, so that lists answer at once."""

    _store: Store

    def get(self, id: str) -> Any:
        """The one thing with this id."""
        raise NotImplementedError

    def _rooms(self) -> Rooms:
        raise NotImplementedError

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, in the order in which it came into the record."""
        return queries.judgements(self._store)

    def standings(self) -> tuple[Stands, ...]:
        """Every judgement with how it stands today: in force, overruled, withdrawn, or no longer applying, and why."""
        if not queries.judgements(self._store):
            return ()
        from communique.run.remerge import weighed  # brings numpy along

        return weighed(self._store).standings

    def events_of(self, claims: Sequence[str]) -> tuple[Event, ...]:
        """The events that any of these claims stand in, by id."""
        found = {e.id: e for id in claims for e in queries.events_of_claim(self._store, id)}
        return tuple(found[id] for id in sorted(found))

    def judge(
        self,
        verdict: str,
        subjects: Sequence[str],
        *,
        by: str,
        now: str = "",
        field: str = "",
        value: str = "",
        note: str = "",
        progress: Callable[[Progress], None] | None = None,
    ) -> Decision:
        """Add a person's decision and merge again what it concerns.

        Args:
            verdict: same, different, merge, split, wrong, right, right-value, withdrawn.
            subjects: ids (or beginnings of ids) of claims, events, statements, contradictions; of judgements to
                withdraw them. Events stand for their claims.
            by: who decides.
            now: when, as an ISO time; by default this moment.
            field: of one claim or event, as `show` calls it: date, place, who, whom, what, status, ...
            value: what the field should say.
            note: why, in the person's words.
            progress: told after each block that is merged again.

        Raises:
            UsageError: the verdict does not fit its subjects, field or value.
            UnknownId: nothing has one of the ids.
            RecordBusy, CannotWrite: it cannot be kept.
        """
        from communique import settings
        from communique.run.judging import Ask, decide

        if verdict not in [v.value for v in Verdict]:
            raise UsageError(f"there is no verdict {verdict}", f"one of: {', '.join(v.value for v in Verdict)}")
        things = [self._judged_thing(id) for id in subjects]
        ask = Ask(Verdict(verdict), things, field, value, note, by)
        return decide(self._store, self._rooms(), ask, now=now or settings.now(), tell=progress or (lambda _: None))

    def judgement_lines(self) -> Iterator[str]:
        """The judgements as JSON Lines, for another record or for safe keeping."""
        from communique.run.judgement_lines import lines

        return lines(self.judgements())

    def import_judgements(self, file: str | Path, progress: Callable[[Progress], None] | None = None) -> int:
        """Take in what `judgement_lines` gave; what is there already changes nothing.

        Returns:
            How many were new.

        Raises:
            NothingToRead: there is no such file.
            BadTable: lines are wrong, each named with its number in ``details``; nothing of it is taken.
        """
        from communique.run.judgement_lines import read_file
        from communique.run.judging import add

        judgements = read_file(Path(file), self.judgements())
        return add(self._store, self._rooms(), judgements, progress or (lambda _: None))

    def review(self, *, limit: int | None = None) -> tuple[Candidate, ...]:
        """What is most worth a person's minute, best first: uncertain merges, contradictions, unsure claims."""
        from communique.run.review import candidates

        return candidates(self._store)[:limit]

    def accuracy(self) -> tuple[Accuracy, ...]:
        """How often the program was right where people judged: by field, of claims as such, and of merges."""
        from communique.run.accuracy import accuracy

        return accuracy(self._store, self._rooms())

    def comparison(self, one: str, two: str) -> str:
        """How two claims compare, in one line: the score with what decided it, or why they are two happenings.

        Raises:
            UnknownId: no claim has one of the ids.
        """
        from communique.run.review import comparison

        return comparison(self._store, one, two)

    def _judged_thing(self, id: str) -> Any:
        wanted = id.strip().lower()
        if not wanted.startswith("j-"):
            return self.get(id)
        found = [j for j in self.judgements() if j.id.startswith(wanted)]
        if len(found) != 1:
            what = f"{len(found)} judgements have an id that begins with" if found else "no judgement has the id"
            hint = ", ".join(j.id for j in found) or "communique judgements lists them"
            raise UnknownId(f"{what} {id}", hint)
        return found[0]
