import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { renderPart } from '../render.ts';
import { boxOf, layOutRings, type Ring } from './ring-layout.ts';
import { Rings } from './rings.tsx';

const rings: Ring[] = [
  {
    name: 'Closest',
    items: [{ label: 'Dee', kind: 'Daughter', line: 'strong', arrow: 'both', note: 'Cooks on Sunday' }],
  },
  { name: 'Near', items: [] },
  {
    name: 'Further',
    items: [
      { label: 'The pool', kind: 'Place', shape: 'square', href: '/pool' },
      { label: 'Ann', kind: 'Friend', line: 'strained', arrow: 'in' },
    ],
  },
];

const someRings = fc.array(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 10 }),
    items: fc.array(
      fc.record({ label: fc.string({ minLength: 1, maxLength: 40 }), kind: fc.constantFrom('a', 'b', 'c', 'd') }),
      { maxLength: 14 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

describe('things on rings', () => {
  it('stand on their own ring, each once, numbered as in the list', () => {
    fc.assert(
      fc.property(someRings, (given) => {
        const layout = layOutRings(given);
        assert.equal(layout.items.length, given.flatMap((ring) => ring.items).length);
        assert.deepEqual(
          layout.items.map((item) => item.number),
          layout.items.map((_, index) => index + 1),
        );
        for (const { x, y, ring } of layout.items) {
          const { rx, ry } = layout.rings[ring] ?? { rx: 1, ry: 1 };
          assert.ok(Math.abs((x / rx) ** 2 + (y / ry) ** 2 - 1) < 1e-9);
        }
      }),
    );
  });

  it('have names that never lie on each other, nor outside the drawing', () => {
    fc.assert(
      fc.property(someRings, (given) => {
        const layout = layOutRings(given);
        const boxes = layout.items.map((item) => boxOf(item.label));
        for (const [index, a] of boxes.entries()) {
          for (const b of boxes.slice(index + 1))
            assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
          assert.ok(a.left >= -layout.width / 2 && a.right <= layout.width / 2);
          assert.ok(a.top >= -layout.height / 2 && a.bottom <= layout.height / 2);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stand where they stood, in whichever order they are given', () => {
    const turned = rings.map((ring) => ({ ...ring, items: ring.items.toReversed() }));
    assert.deepEqual(layOutRings(turned), layOutRings(rings));
  });
});

describe('a drawing of rings', () => {
  const html = renderPart(<Rings title="Who is around Ruth" centre="Ruth" rings={rings} />);
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);

  it('says the same in lists, numbered through, with what each gives', () => {
    const lists = [...document.querySelectorAll('section')].map((section) => section.textContent);
    assert.deepEqual(lists, [
      'ClosestDee, DaughterCooks on Sunday',
      'NearNobody here yet.',
      'FurtherAnn, FriendThe pool, Place',
    ]);
    assert.deepEqual(
      [...document.querySelectorAll('ol')].map((list) => list.getAttribute('start')),
      ['1', '2'],
    );
  });

  it('is hidden from assistive technology, whose links are in the list', () => {
    for (const svg of document.querySelectorAll('svg'))
      assert.equal(svg.closest('[aria-hidden="true"]') === null, false);
    for (const link of document.querySelectorAll('svg a')) assert.equal(link.getAttribute('tabindex'), '-1');
    assert.equal(document.querySelector('section a')?.getAttribute('href'), '/pool');
  });

  it('tells a strained line by its shape, and a flow by its arrows', () => {
    const wide = document.querySelector('.ct-rings__wide');
    assert.ok((wide?.querySelector('.ct-rings__line--strained')?.getAttribute('d')?.split('L').length ?? 0) > 4);
    assert.equal(wide?.querySelector('.ct-rings__tip')?.getAttribute('d')?.split('M').length, 4);
  });

  it('draws an empty circle without breaking', () => {
    assert.doesNotMatch(
      renderPart(<Rings title="Nobody" centre="Ruth" rings={[{ name: 'Near', items: [] }]} />),
      /NaN/,
    );
  });
});
