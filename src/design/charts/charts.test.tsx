import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { renderPart } from '../render.ts';
import { BarChart } from './bar-chart.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { LineChart } from './line-chart.tsx';
import { Sparkline } from './sparkline.tsx';
import { SpcFrame } from './spc-frame.tsx';

function open(part: Parameters<typeof renderPart>[0]): Document {
  const html = renderPart(part);
  assert.doesNotMatch(html, /NaN|undefined|Infinity| style=/);
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
}

function rowsOf(document: Document): string[] {
  return [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent).join('|'),
  );
}

describe('a chart', () => {
  const lines = (
    <LineChart
      id="a"
      caption="It rose."
      description="From 1 to 3."
      labels={['2023', '2024', '2025']}
      series={[
        { name: 'Here', values: [1, null, 3] },
        { name: 'There', values: [2, 2, 2] },
      ]}
      csvHref="/a.csv"
      format={(value) => `${value}%`}
    />
  );

  it('is a figure with a sentence, a name for its drawing, its data as a table and as a file', () => {
    const document = open(lines);
    assert.equal(document.querySelector('figcaption')?.textContent, 'It rose.');
    const drawing = document.querySelector('svg[role=img]');
    assert.equal(drawing?.getAttribute('aria-labelledby'), 'a-title a-desc');
    assert.equal(document.querySelector('#a-desc')?.textContent, 'From 1 to 3.');
    assert.deepEqual(rowsOf(document), ['2023|1%|2%', '2024|not available|2%', '2025|3%|2%']);
    assert.ok(document.querySelector('a[href="/a.csv"]'));
  });

  it('interrupts a line at a gap and tells lines apart by shape', () => {
    const document = open(lines);
    const first = document.querySelector('.ct-chart__line--0')?.getAttribute('d') ?? '';
    assert.equal(first.match(/M/g)?.length, 2);
    assert.ok(document.querySelector('circle.ct-chart__point--0'));
    assert.ok(document.querySelector('rect.ct-chart__point--1'));
  });

  it('draws bars from zero and says what is missing', () => {
    const document = open(
      <BarChart
        id="b"
        caption="One is longer."
        bars={[
          { label: 'Short', value: 10 },
          { label: 'Long', value: 20 },
          { label: 'Unknown', value: null },
        ]}
      />,
    );
    const widths = [...document.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('width')));
    assert.equal(widths.length, 2);
    assert.ok(Math.abs((widths[1] ?? 0) / (widths[0] ?? 1) - 2) < 0.02);
    assert.deepEqual(rowsOf(document), ['Short|10', 'Long|20', 'Unknown|not available']);
  });

  it('marks signals by shape and in words', () => {
    const points = [5, 6, 12].map((value, index) => ({
      label: `m${index}`,
      value,
      mean: 6,
      lower: 3,
      upper: 9,
      mark: value > 9 ? ('better' as const) : ('common' as const),
    }));
    const document = open(<SpcFrame id="c" caption="It rose." points={points} target={8} />);
    assert.equal(document.querySelectorAll('.ct-chart__svg path.ct-chart__mark--better').length, 1);
    assert.equal(rowsOf(document)[2], 'm2|12|6|3|9|signal: better');
  });

  it('draws nothing but its words when there is nothing to draw', () => {
    assert.equal(open(<Sparkline values={[null]} words="no figures yet" />).querySelector('svg'), null);
    assert.ok(open(<LineChart id="d" caption="Nothing." labels={[]} series={[]} />).querySelector('figure'));
    assert.ok(open(<BarChart id="e" caption="Nothing." bars={[]} />).querySelector('figure'));
    assert.ok(open(<SpcFrame id="f" caption="Nothing." points={[]} />).querySelector('figure'));
  });
});

describe('the thread picture', () => {
  it('hides the drawing from readers and says the same in nested lists', () => {
    const document = open(
      <FlowPicture
        caption="One thing led to another."
        columns={[
          { title: 'First', nodes: [{ id: 'a', text: 'A thing', kind: 'Kind', href: '/a' }] },
          { title: 'Then', nodes: [{ id: 'b', text: 'Another', stateText: 'late', state: 'bad' }] },
          { title: 'Later', nodes: [] },
        ]}
        edges={[
          { from: 'a', to: 'b' },
          { from: 'a', to: 'missing' },
        ]}
      />,
    );
    const drawing = document.querySelector('.ct-flow__picture');
    assert.equal(drawing?.getAttribute('aria-hidden'), 'true');
    assert.ok([...(drawing?.querySelectorAll('a') ?? [])].every((link) => link.getAttribute('tabindex') === '-1'));
    assert.equal(drawing?.querySelectorAll('.ct-flow__thread').length, 1);
    const words = document.querySelector('.ct-flow__lists')?.textContent ?? '';
    assert.match(words, /FirstKind: A thingleads to Another.*ThenAnother \(late\).*LaterNothing yet\./s);
  });
});
