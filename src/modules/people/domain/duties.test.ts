import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standingsOf, type Holder, type Signature } from './duties.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 2, day));
const holder: Holder = { id: '1', duty: 'caldicott-guardian', account: 'a', name: 'Ann', from: at(2) };
const signature: Signature = { duty: 'caldicott-guardian', account: 'a', digest: 'new', signedAt: at(3) };

function stateOf(holders: Holder[], signatures: Signature[]): string | undefined {
  const found = standingsOf(holders, signatures, 'new').find((one) => one.duty === 'caldicott-guardian');
  return found?.state === 'signed' && found.isEarlierText ? 'signed earlier' : found?.state;
}

describe('the four duties', () => {
  it('are all listed, also while nobody holds them', () => {
    assert.deepEqual(
      standingsOf([], [], 'new').map((one) => one.state),
      ['vacant', 'vacant', 'vacant', 'vacant'],
    );
  });
  it('count as signed only by whoever holds them now, for that duty, since they hold it', () => {
    assert.equal(stateOf([holder], []), 'unsigned');
    assert.equal(stateOf([holder], [signature]), 'signed');
    assert.equal(stateOf([holder], [{ ...signature, account: 'b' }]), 'unsigned');
    assert.equal(stateOf([holder], [{ ...signature, duty: 'safeguarding-lead' }]), 'unsigned');
    assert.equal(stateOf([holder], [{ ...signature, signedAt: at(1) }]), 'unsigned');
  });
  it('say when it was an earlier text that was signed', () => {
    assert.equal(stateOf([holder], [{ ...signature, digest: 'old' }]), 'signed earlier');
  });
});
