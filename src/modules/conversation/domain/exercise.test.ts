import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  beforeAndAfter,
  countHandOffs,
  gapsOf,
  isWorry,
  looksReal,
  offerStage,
  sameAs,
  scenarios,
  type Step,
} from './exercise.ts';

function step(member: number, agency: string, more: Partial<Step> = {}): Step {
  const plain = {
    isTold: true,
    hasContact: false,
    isShared: false,
    waitDays: 7,
    outcome: 'passed-on',
    isSpared: false,
  };
  return { member, agency, ...plain, ...more } as Step;
}

describe('hand-offs', () => {
  it('are steps of one member after another with a different agency, whatever the capitals', () => {
    const steps = [
      step(0, 'GP'),
      step(1, 'Council'),
      step(0, 'gp'),
      step(0, 'Council', { hasContact: true, isShared: true, outcome: 'helped', isTold: false }),
      step(1, 'School'),
    ];
    assert.deepEqual(countHandOffs(steps), {
      steps: 5,
      handOffs: 2,
      cold: 1,
      told: 4,
      agencies: 3,
      waitDays: 35,
      bounces: 4,
    });
  });

  it('fall when steps are taken out', () => {
    const steps = [step(0, 'GP'), step(0, 'Council', { isSpared: true }), step(0, 'GP')];
    const { before, after } = beforeAndAfter(steps);
    assert.equal(before.handOffs, 2);
    assert.equal(after.handOffs, 0);
    assert.equal(after.told, 2);
  });

  it('of nobody are none', () => {
    assert.deepEqual(Object.values(countHandOffs([])), [0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('the first round', () => {
  it('knows a worry from a strength', () => {
    for (const words of ['She is lonely', 'No money', 'He cannot cook', 'A debt of £900', 'At risk'])
      assert.ok(isWorry(words), words);
    for (const words of ['Her sister', 'Choir on Tuesdays', 'He knows every boat', 'The food bank'])
      assert.ok(!isWorry(words), words);
  });

  it('knows what tables said in nearly the same words', () => {
    const earlier = [{ id: 'a', what: 'Her sister next door' }];
    assert.equal(sameAs('her sister, next door', earlier)?.id, 'a');
    assert.equal(sameAs('The allotment', earlier), undefined);
  });

  it('refuses what looks like a real case', () => {
    assert.ok(looksReal('943 476 5919'));
    assert.ok(looksReal('This is a real family'));
    assert.ok(!looksReal('Her sister'));
  });
});

describe('the third round', () => {
  it('names those for whom nobody offers anything, unless something is for all', () => {
    const members = scenarios[0]?.members ?? [];
    assert.deepEqual(gapsOf(members, [{ member: 0 }, { member: 2 }]), [1, 3]);
    assert.deepEqual(gapsOf(members, [{ member: -1 }]), []);
  });

  it('has families of different kinds to begin with, three or more people each', () => {
    assert.equal(scenarios.length, 3);
    for (const { members } of scenarios) assert.ok(members.length >= 3);
  });
});

describe('an offer of the family exercise', () => {
  it('waits for a board, for money, or for its organisation, one after the other', () => {
    const offer = {
      needs: 'nothing',
      isAsked: false,
      isConfirmed: false,
      isOnAgenda: false,
      isDecided: false,
    } as const;
    assert.equal(offerStage(offer), 'ready');
    assert.equal(offerStage({ ...offer, needs: 'money' }), 'money');
    const asking = { ...offer, needs: 'agreement' } as const;
    assert.equal(offerStage(asking), 'board');
    assert.equal(offerStage({ ...asking, isOnAgenda: true }), 'deciding');
    assert.equal(offerStage({ ...asking, isOnAgenda: true, isDecided: true }), 'ready');
    for (const needs of ['nothing', 'agreement', 'money'] as const) {
      assert.equal(offerStage({ ...offer, needs, isAsked: true }), 'asked');
      assert.equal(offerStage({ ...offer, needs, isAsked: true, isConfirmed: true }), 'confirmed');
    }
  });
});
