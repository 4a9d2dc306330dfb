import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type FlowColumn, type FlowEdge, layOutFlow, wrap } from './flow-layout.ts';

const text = fc
  .array(fc.string({ minLength: 1, maxLength: 18 }), { minLength: 1, maxLength: 14 })
  .map((words) => words.join(' '));

function picture(): fc.Arbitrary<{ columns: FlowColumn[]; edges: FlowEdge[] }> {
  return fc.array(fc.array(text, { maxLength: 6 }), { minLength: 1, maxLength: 5 }).chain((texts) => {
    const columns = texts.map((nodes, column) => ({
      title: `Column ${column}`,
      nodes: nodes.map((words, index) => ({
        id: `${column}-${index}`,
        text: words,
        kind: index % 2 ? 'Kind' : undefined,
      })),
    }));
    const ids = [...columns.flatMap((column) => column.nodes.map((node) => node.id)), 'nowhere'];
    return fc
      .array(fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) }), { maxLength: 20 })
      .map((edges) => ({ columns, edges }));
  });
}

describe('the layout of a thread picture', () => {
  it('never lets two boxes overlap, and keeps all inside the drawing', () => {
    fc.assert(
      fc.property(picture(), ({ columns, edges }) => {
        const { nodes, width, height } = layOutFlow(columns, edges);
        nodes.forEach((a, index) => {
          assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width + 0.001 && a.y + a.height <= height);
          for (const b of nodes.slice(index + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(apart, `${a.node.id} and ${b.node.id} overlap`);
          }
        });
      }),
    );
  });

  it('draws every node once and only threads between nodes that exist', () => {
    fc.assert(
      fc.property(picture(), ({ columns, edges }) => {
        const layout = layOutFlow(columns, edges);
        const ids = new Set(layout.nodes.map((placed) => placed.node.id));
        assert.equal(
          ids.size,
          columns.reduce((sum, column) => sum + column.nodes.length, 0),
        );
        assert.equal(layout.nodes.length, ids.size);
        const expected = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && edge.from !== edge.to);
        assert.equal(layout.edges.length, expected.length);
        for (const { edge, path } of layout.edges) {
          assert.ok(ids.has(edge.from) && ids.has(edge.to));
          assert.doesNotMatch(path, /NaN|undefined/);
        }
      }),
    );
  });

  it('wraps text to its box and never loses the start of it', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (words, characters) => {
        const lines = wrap(words, characters);
        assert.ok(lines.length >= 1 && lines.length <= 4);
        assert.ok(lines.every((line) => Array.from(line).length <= characters));
      }),
    );
    assert.deepEqual(wrap('A place to go on a Tuesday', 12), ['A place to', 'go on a', 'Tuesday']);
  });
});
