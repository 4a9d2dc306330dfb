import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { renderPart } from '../render.ts';
import { layOutJoined, type JoinedLine, type JoinedNode } from './joined-layout.ts';
import { JoinedRings } from './joined-rings.tsx';
import { boxOf } from './ring-layout.ts';

const radius = { x: 340, y: 290 };
const drawings = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.array(
      fc.record({
        label: fc.string({ minLength: 1, maxLength: 30 }),
        kind: fc.constantFrom('a', 'b', 'c'),
        to: fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 25 },
    ),
  )
  .map(([count, things]) => ({
    centres: Array.from({ length: count }, (_, index): JoinedNode => ({
      id: `c${index}`,
      label: `C${index}`,
      kind: '',
    })),
    items: things.map(({ label, kind }, index): JoinedNode => ({ id: `i${index}`, label, kind })),
    lines: things.flatMap(({ to }, index) =>
      [...new Set(to.map((one) => one % count))].map((one): JoinedLine => ({ centre: `c${one}`, to: `i${index}` })),
    ),
  }));

describe('joined rings', () => {
  it('hold everything once, numbered through, what is shared nearer than what is of one', () => {
    fc.assert(
      fc.property(drawings, (given) => {
        const layout = layOutJoined(given, radius, 36);
        const all = [...layout.centres, ...layout.items];
        assert.equal(all.length, given.centres.length + given.items.length);
        assert.deepEqual(
          all.map((one) => one.number).toSorted((a, b) => a - b),
          all.map((_, index) => index + 1),
        );
        for (const one of layout.items) {
          const count = given.lines.filter((line) => line.to === one.id).length;
          assert.equal(one.ring, count > 1 ? 1 : 2);
        }
      }),
    );
  });

  it('lay no centre on another, no name on another or on a centre, and nothing outside the drawing', () => {
    fc.assert(
      fc.property(drawings, (given) => {
        const { centres, items, core, width, height } = layOutJoined(given, radius, 36);
        for (const [index, a] of centres.entries())
          for (const b of centres.slice(index + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= core * 1.9);
        const boxes = items.map((item) => boxOf(item.label));
        for (const [index, a] of boxes.entries()) {
          for (const b of boxes.slice(index + 1))
            assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
          assert.ok(Math.max(-a.left, a.right) <= width / 2 && Math.max(-a.top, a.bottom) <= height / 2);
        }
      }),
    );
  });

  it('stand where they stood, in whichever order they are given', () => {
    fc.assert(
      fc.property(drawings, ({ centres, items, lines }) => {
        const turned = { centres: centres.toReversed(), items: items.toReversed(), lines: lines.toReversed() };
        assert.deepEqual(layOutJoined(turned, radius, 36), layOutJoined({ centres, items, lines }, radius, 36));
      }),
    );
  });

  it('say the same in lists: the centres, what is around several, what is around one', () => {
    const html = renderPart(
      <JoinedRings
        title="A family"
        names={['The family', 'Around several', 'Around one']}
        centres={[
          { id: 'r', label: 'Ruth', kind: 'grandmother' },
          { id: 'k', label: 'Kez', kind: 'mother' },
        ]}
        items={[
          { id: 'd', label: 'Desmond', kind: 'neighbour', note: 'For Ruth: a lift. For Kez: chess' },
          { id: 's', label: 'Shan', kind: 'friend' },
        ]}
        lines={[
          { centre: 'r', to: 'd', line: 'strong', arrow: 'both' },
          { centre: 'k', to: 'd', arrow: 'in' },
          { centre: 'k', to: 's', line: 'strained' },
          { centre: 'r', to: 'k', arrow: 'both' },
        ]}
      />,
    );
    const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
    assert.deepEqual(
      [...document.querySelectorAll('section')].map((section) => section.textContent),
      [
        'The familyRuth, grandmotherKez, mother',
        'Around severalDesmond, neighbourFor Ruth: a lift. For Kez: chess',
        'Around oneShan, friend',
      ],
    );
    assert.equal(document.querySelectorAll('.ct-rings__wide .ct-rings__line').length, 4);
    assert.doesNotMatch(html, /NaN/);
    for (const svg of document.querySelectorAll('svg')) assert.ok(svg.closest('[aria-hidden="true"]') !== null);
  });
});
