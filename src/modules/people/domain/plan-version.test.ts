import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { comparePlans, planSections, type PlanItem } from './plan-version.ts';

const item = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  section: fc.constantFrom(...planSections),
  text: fc.constantFrom('one', 'two'),
  note: fc.constantFrom('', 'more'),
});
/** The part of a plan that something belongs to never changes. */
const plan = fc
  .uniqueArray(item, { selector: (one) => one.id })
  .map((items) => items.map((one) => ({ ...one, section: planSections[one.id.charCodeAt(0) % 5] ?? 'goals' })));

function apply(before: readonly PlanItem[], after: readonly PlanItem[]): Map<string, PlanItem> {
  const result = new Map(before.map((one) => [one.id, one]));
  for (const change of comparePlans(before, after))
    if (change.kind === 'gone') result.delete(change.item.id);
    else result.set(change.item.id, change.item);
  return result;
}

describe('two versions of a plan', () => {
  it('of which one is the other, differ in nothing', () => {
    fc.assert(fc.property(plan, (one) => assert.deepEqual(comparePlans(one, one), [])));
  });
  it('differ in exactly what leads from the one to the other', () => {
    fc.assert(
      fc.property(plan, plan, (before, after) =>
        assert.deepEqual(
          [...apply(before, after).values()].toSorted((a, b) => a.id.localeCompare(b.id)),
          after.toSorted((a, b) => a.id.localeCompare(b.id)),
        ),
      ),
    );
  });
  it('differ the other way round in the same things', () => {
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        const there = comparePlans(before, after);
        const back = comparePlans(after, before);
        const ids = (list: typeof there, kind: string) =>
          list
            .filter((one) => one.kind === kind)
            .map((one) => one.item.id)
            .toSorted();
        assert.deepEqual(ids(there, 'new'), ids(back, 'gone'));
        assert.deepEqual(ids(there, 'changed'), ids(back, 'changed'));
      }),
    );
  });
});
