import type { Uuid } from '../../../kernel/ids.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { ukCore } from '../core/codes.ts';
import { withoutGaps } from '../core/json.ts';
import { partsOfPeople, type Sent } from '../store/parts.ts';
import { coding, concept, reference } from './elements.ts';
import { told, kindOfPeople } from './of-people.ts';
import type { Stored, Work } from './kind.ts';

const agentType = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

/** Who sent a version of a resource, and when. */
function standing(sent: Sent): Stored {
  const target = `${sent.kind}/${sent.record}/_history/${sent.version}`;
  const content = withoutGaps({
    meta: { profile: [ukCore('Provenance')] },
    target: [{ reference: target }],
    recorded: sent.at.toISOString(),
    activity: concept([
      coding(
        'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
        sent.isEnd ? 'DELETE' : sent.version === 1 ? 'CREATE' : 'UPDATE',
      ),
    ]),
    agent: [
      {
        type: concept([coding(agentType, 'author', 'Author')]),
        who: sent.organisation === undefined ? { display: 'Not known' } : reference('Organization', sent.organisation),
      },
    ],
  });
  return told('Provenance', `${sent.kind}.${sent.record}.${sent.version}`, sent.person, sent.at, content);
}

async function sentOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  return (await partsOfPeople(work.trx, work.place.id, people)).map(standing);
}

export const provenanceKind = kindOfPeople({
  type: 'Provenance',
  parameters: {
    target: { kind: 'reference', paths: ['target'] },
    patient: { kind: 'reference', paths: ['target'], targets: ['Patient'] },
    recorded: { kind: 'date', paths: ['recorded'] },
    agent: { kind: 'reference', paths: ['agent.who'], targets: ['Organization'] },
  },
  listOf: sentOf,
  async ownersOf(work, ids) {
    const records = ids.map((id) => id.split('.')[1]).filter(isUuid);
    return await partsOfPeople(work.trx, work.place.id, undefined, records).then((found) => [
      ...new Set(found.map((one) => one.person)),
    ]);
  },
});
