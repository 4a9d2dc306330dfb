import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generatePeople } from './generate-support.ts';
import { generateReferrals } from './generate-referrals.ts';
import { loadWrenmouth } from './load.ts';

describe('the referrals of the demo', () => {
  const { referrals, support } = loadWrenmouth();
  const many = generateReferrals(referrals, generatePeople(support));
  it('are two hundred, the same every time', () => {
    assert.equal(many.length + referrals.written.length, 200);
    assert.deepEqual(many, generateReferrals(referrals, generatePeople(support)));
  });
  it('were mostly answered and helped; some were declined, some still wait, and some too long', () => {
    const share = (test: (one: (typeof many)[number]) => boolean): number => many.filter(test).length / many.length;
    const last = (move: string) => share((one) => one.moves.at(-1)?.move === move);
    assert.ok(last('finish') > 0.3, String(last('finish')));
    assert.ok(last('decline') > 0.05);
    assert.ok(share((one) => one.moves.length === 0) > 0.03);
    assert.ok(many.some((one) => one.moves.length === 0 && one.sentDay <= -5));
  });
});
