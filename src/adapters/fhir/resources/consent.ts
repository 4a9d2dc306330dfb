import { decisionsAbout, type SeenDecision } from '../../../modules/people/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps } from '../core/json.ts';
import { coding, concept, instant, reference } from './elements.ts';
import { stored, type Stored, type Work } from './kind.ts';
import { kindOfPeople, ownersIn } from './of-people.ts';

const owners = ownersIn('decision');

/** A decision of a person, for those to whom the database shows it: the person and whoever leads. */
function standing(decision: SeenDecision, person: Uuid): Stored {
  const { withdrawnAt, at, effect } = decision;
  const content = withoutGaps({
    meta: { profile: [ukCore('Consent')] },
    status: withdrawnAt === undefined ? 'active' : 'inactive',
    scope: concept([coding(systems.consentScope, 'patient-privacy', 'Privacy Consent')]),
    category: [concept([coding('http://loinc.org', '59284-0', 'Consent Document')])],
    patient: reference('Patient', person),
    dateTime: instant(at),
    policyRule: concept([coding(systems.actCode, effect === 'permit' ? 'OPTIN' : 'OPTOUT')], decision.basis),
    provision: {
      type: effect,
      period: { start: instant(at), end: instant(withdrawnAt) ?? '' },
      actor:
        decision.organisation === undefined
          ? []
          : [{ role: concept([coding(systems.participation, 'PRCP')]), reference: { display: decision.organisation } }],
      securityLabel: decision.category === '*' ? [] : [coding(`${systems.own}:category`, decision.category)],
    },
  });
  return stored(
    'Consent',
    { id: decision.id, version: withdrawnAt === undefined ? 1 : 2, at: withdrawnAt ?? at, person },
    content,
  );
}

async function consentsOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  const found = await Promise.all(
    people.map(async (person) =>
      (await decisionsAbout(work.trx, work.place.id, person))
        // Who was refused by name is for the person and the worker, and for no program.
        .filter((one) => one.account === undefined)
        .map((one) => standing(one, person)),
    ),
  );
  return found.flat();
}

/** It was given, and may have been taken back. */
async function history(work: Work, id: string): Promise<Stored[]> {
  const [person] = await owners(work, [id]);
  if (person === undefined) return [];
  const decision = (await decisionsAbout(work.trx, work.place.id, person)).find(
    (one) => one.id === id && one.account === undefined,
  );
  if (decision === undefined) return [];
  work.looked.add(person);
  const given = standing({ ...decision, withdrawnAt: undefined }, person);
  return decision.withdrawnAt === undefined ? [given] : [given, standing(decision, person)];
}

export const consentKind = kindOfPeople({
  type: 'Consent',
  parameters: {
    patient: { kind: 'reference', paths: ['patient'], targets: ['Patient'] },
    status: { kind: 'token', paths: ['status'] },
    scope: { kind: 'token', paths: ['scope'] },
    category: { kind: 'token', paths: ['category'] },
    date: { kind: 'date', paths: ['dateTime'] },
    period: { kind: 'date', paths: ['provision.period'] },
    actor: { kind: 'reference', paths: ['provision.actor.reference'], targets: ['Organization'] },
    purpose: { kind: 'token', paths: ['provision.purpose'] },
    'source-reference': { kind: 'reference', paths: ['sourceReference'] },
  },
  history,
  listOf: consentsOf,
  ownersOf: owners,
});
