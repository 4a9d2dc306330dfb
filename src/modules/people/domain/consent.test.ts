import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDenial, decisionsOf } from './consent.ts';

const answers = { mayKnow: 'only-us', mayPlan: 'only-us', mustNot: undefined, how: 'in-person' } as const;

describe('the three questions', () => {
  it('open nothing to anybody but us unless the person says so', () => {
    assert.deepEqual(
      decisionsOf(answers, 'us').map((one) => [one.effect, one.organisation, one.category]),
      [['permit', 'us', '*']],
    );
  });
  it('let partners know that we help, without the plan', () => {
    const opened = decisionsOf({ ...answers, mayKnow: 'partners' }, 'us').filter(
      (one) => one.organisation === undefined,
    );
    assert.deepEqual(
      opened.map((one) => one.category),
      ['identity'],
    );
  });
  it('never open safeguarding to all partners', () => {
    const opened = decisionsOf({ ...answers, mayPlan: 'partners' }, 'us').filter(
      (one) => one.organisation === undefined,
    );
    assert.deepEqual(
      opened.map((one) => one.category),
      ['identity', 'circle', 'plan', 'needs', 'referral'],
    );
  });
  it('keep everything from whoever must not know', () => {
    const [denied] = decisionsOf({ ...answers, mustNot: { organisation: 'them', account: 'x' } }, 'us').filter(
      (one) => one.effect === 'deny',
    );
    assert.deepEqual([denied?.organisation, denied?.account, denied?.category], ['them', 'x', '*']);
  });
});

describe('naming somebody who must not know', () => {
  it('is not done by the one who is named, nor against the whole of the organisation that leads', () => {
    const facts = { us: 'us', me: 'me', lead: 'us' };
    assert.equal(checkDenial({ organisation: 'us', account: 'me' }, facts), 'sharing/yourself');
    assert.equal(checkDenial({ organisation: 'us', account: undefined }, facts), 'sharing/lead');
    assert.equal(checkDenial({ organisation: 'us', account: 'colleague' }, facts), undefined);
    assert.equal(checkDenial({ organisation: 'them', account: undefined }, facts), undefined);
  });
});
