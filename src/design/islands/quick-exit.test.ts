import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { quickExit } from './quick-exit.ts';

function start() {
  const { document, Event } = parseHTML(
    '<!doctype html><html><body><a href="https://example.org/weather" data-quick-exit>Leave</a></body></html>',
  );
  const visits: string[] = [];
  let time = 0;
  quickExit(document, { replace: (address) => visits.push(String(address)) }, () => time);
  function press(key: string, after: number): void {
    time += after;
    document.dispatchEvent(Object.assign(new Event('keydown'), { key }));
  }
  return { document, Event, visits, press };
}

describe('the quick exit', () => {
  it('replaces the page when its link is pressed', () => {
    const { document, Event, visits } = start();
    const event = new Event('click', { cancelable: true });
    document.querySelector('a')?.dispatchEvent(event);
    assert.deepEqual(visits, ['https://example.org/weather']);
    assert.ok(event.defaultPrevented);
  });

  it('leaves after Escape three times in two seconds', () => {
    const { visits, press } = start();
    press('Escape', 0);
    press('Escape', 500);
    assert.deepEqual(visits, []);
    press('Escape', 500);
    assert.equal(visits.length, 1);
  });

  it('stays when the presses are slow or other keys come between', () => {
    const { visits, press } = start();
    for (let times = 0; times < 5; times += 1) press('Escape', 1500);
    press('Escape', 5000);
    press('Escape', 100);
    press('a', 100);
    press('Escape', 100);
    assert.deepEqual(visits, []);
  });
});
