"""A change of today's stage begins tomorrow: the edit splits it, and the second part is what was meant. No Qt."""

from __future__ import annotations

from dataclasses import replace

from baclodesk.domain.plan import Plan, Stage


def part_from_tomorrow(base: Plan, plan: Plan) -> int | None:
    """Give the place in ``plan`` of the part that an edit of ``base`` split off a stage; None when it split none.

    The first part has the uid and the dose of the stage as it was, and every other stage of ``base`` is still there.
    """
    old, new = base.stages, plan.stages
    if len(new) != len(old) + 1:
        return None
    at = next((place for place, stage in enumerate(old) if stage.uid != new[place].uid), len(old))
    if at == 0 or new[at - 1].mg != old[at - 1].mg:
        return None
    later = zip(old[at:], new[at + 1 :], strict=True)
    return at if all(before.uid == after.uid for before, after in later) else None


def was(base: Plan, plan: Plan, index: int) -> Stage | None:
    """Give what the stage at ``index`` of ``plan`` was in ``base``; None when it is new.

    Both parts of a stage that was split have the dose of the whole and their own share of its days.
    """
    stage = plan.stages[index]
    at = part_from_tomorrow(base, plan)
    if at is None or index not in (at - 1, at):
        return next((old for old in base.stages if old.uid == stage.uid), None)
    whole, first = base.stages[at - 1], plan.stages[at - 1].days
    if index < at:
        return replace(whole, days=first)
    return replace(whole, uid=stage.uid, days=None if whole.days is None else whole.days - (first or 0))


def is_same_course(base: Plan, plan: Plan, at: int) -> bool:
    """Tell whether ``plan``, in which the part at ``at`` was split off, is at the same doses as ``base``.

    The part may have more days than were left: it was lengthened while it was at another dose.
    """
    parts, whole = plan.stages[at - 1 : at + 1], base.stages[at - 1]
    rest = plan.stages[: at - 1] + plan.stages[at + 1 :]
    kept = base.stages[: at - 1] + base.stages[at:]
    if (parts[1].days is None) is not (whole.days is None):
        return False
    lasting = whole.days is None or sum(part.days or 0 for part in parts) >= whole.days
    return lasting and all(part.mg == whole.mg for part in parts) and rest == kept
