import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { checkOffer, decideHandover, handoverAnswers, tellingWay } from './handover.ts';

const today = '2026-03-02' as LocalDate;
const facts = { colleagues: new Set(['femi']), today };
const offer = {
  from: 'amara',
  to: 'femi',
  kind: 'leave',
  backOn: '2026-03-20' as LocalDate,
  people: ['ruth'],
} as const;
const running = { status: 'accepted', kind: 'leave', from: 'amara', to: 'femi', offeredBy: 'amara' } as const;

describe('a handover', () => {
  it('goes to a colleague of the same organisation, with a day to come back from leave', () => {
    assert.equal(checkOffer(offer, facts), undefined);
    assert.equal(checkOffer({ ...offer, to: 'okafor' }, facts), 'handover/not-a-colleague');
    assert.equal(checkOffer({ ...offer, to: 'amara' }, facts), 'handover/to-yourself');
    assert.equal(checkOffer({ ...offer, backOn: undefined }, facts), 'handover/back-needed');
    assert.equal(checkOffer({ ...offer, backOn: today }, facts), 'handover/back-needed');
    assert.equal(checkOffer({ ...offer, backOn: '2027-03-03' as LocalDate }, facts), 'handover/back-too-late');
    assert.equal(checkOffer({ ...offer, people: [] }, facts), 'handover/nobody');
    assert.equal(checkOffer({ ...offer, kind: 'for-good', backOn: undefined }, facts), undefined);
  });

  it('is accepted by the colleague and by nobody else', () => {
    const offered = { ...running, status: 'offered' } as const;
    for (const account of ['amara', 'joan', undefined])
      assert.deepEqual(decideHandover(offered, { answer: 'accept', words: '' }, account), {
        ok: false,
        error: 'handover/not-yours',
      });
    assert.deepEqual(decideHandover(offered, { answer: 'accept', words: '' }, 'femi'), { ok: true, value: 'accepted' });
    assert.deepEqual(decideHandover(offered, { answer: 'decline', words: '' }, 'femi'), {
      ok: false,
      error: 'handover/why-needed',
    });
  });

  it('never moves again once it is over', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('declined' as const, 'withdrawn' as const, 'ended' as const),
        fc.constantFrom(...handoverAnswers),
        fc.constantFrom('amara', 'femi'),
        (status, answer, account) => {
          assert.ok(!decideHandover({ ...running, status }, { answer, words: 'Why' }, account).ok);
        },
      ),
    );
  });

  it('ends early by either of the two, and only while it runs for a while', () => {
    assert.ok(decideHandover(running, { answer: 'end', words: '' }, 'amara').ok);
    assert.ok(decideHandover(running, { answer: 'end', words: '' }, 'femi').ok);
    assert.ok(!decideHandover({ ...running, kind: 'for-good' }, { answer: 'end', words: '' }, 'femi').ok);
  });

  it('is told by letter only where all of it is safe', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('any' as const, 'only-this-way' as const, 'through-somebody' as const),
        fc.boolean(),
        fc.constantFrom('', 'a@b.example'),
        fc.boolean(),
        (safeContact, safeMode, email, hasPage) => {
          const isSafe = safeContact === 'any' && !safeMode && email !== '' && hasPage;
          assert.equal(tellingWay({ safeContact, safeMode, email, hasPage }), isSafe ? 'email' : 'in-person');
        },
      ),
    );
  });
});
