import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { accessesOfOrganisation, type OwnAccess } from '../../../platform/audit/audit.ts';
import { ukCore } from '../core/codes.ts';
import { withoutGaps } from '../core/json.ts';
import { splitPrefix } from '../search/match.ts';
import { spanOf } from '../search/values.ts';
import { coding, concept, instant, reference } from './elements.ts';
import { stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';

const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const eventType = 'http://terminology.hl7.org/CodeSystem/audit-event-type';
const rest = 'http://hl7.org/fhir/restful-interaction';
const reasons = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** What a look through this adapter was, by the route that stands in the log; of a page nothing more is told. */
function interactionOf(route: string): 'read' | 'vread' | 'history-instance' | 'search-type' | undefined {
  const [, word] = /^fhir (\S+)/.exec(route) ?? [];
  switch (word) {
    case 'read':
    case 'vread':
      return word;
    case 'history':
      return 'history-instance';
    case 'search':
      return 'search-type';
    default:
      return undefined;
  }
}

/** A look of the client's own organisation at a person: why and when, and never by which worker. */
function standing(work: Work, one: OwnAccess): Stored {
  const interaction = interactionOf(one.route);
  const content = withoutGaps({
    meta: { profile: [ukCore('AuditEvent')] },
    type:
      interaction === undefined
        ? coding(dicom, '110110', 'Patient Record')
        : coding(eventType, 'rest', 'RESTful Operation'),
    subtype: interaction === undefined ? [] : [coding(rest, interaction)],
    action: interaction === 'search-type' ? 'E' : 'R',
    recorded: instant(one.at),
    outcome: '0',
    purposeOfEvent: [
      concept([one.purpose === 'referral' ? coding(reasons, 'COC') : coding(reasons, 'TREAT')], one.purpose),
    ],
    agent: [
      {
        who: reference('Organization', work.client.organisation, work.client.organisationName),
        requestor: true,
      },
    ],
    source: { observer: { display: 'Common Thread' } },
    entity: [
      {
        what: reference('Patient', one.person),
        type: coding('http://terminology.hl7.org/CodeSystem/audit-entity-type', '1', 'Person'),
        role: coding('http://terminology.hl7.org/CodeSystem/object-role', '1', 'Patient'),
      },
    ],
  });
  return stored('AuditEvent', { id: one.id, version: 1, at: one.at, person: one.person }, content);
}

/** The time within which every date lies that was asked for. */
function within(dates: readonly string[]): { from: Date | undefined; to: Date | undefined } {
  let [from, to] = [-Infinity, Infinity];
  for (const text of dates) {
    const { prefix, rest: day } = splitPrefix(text);
    const span = spanOf(day);
    if (span === undefined) continue;
    if (['eq', 'ge', 'gt', 'sa'].includes(prefix)) from = Math.max(from, span.from);
    if (['eq', 'le', 'lt', 'eb'].includes(prefix)) to = Math.min(to, span.to);
  }
  return {
    from: Number.isFinite(from) ? new Date(from) : undefined,
    to: Number.isFinite(to) ? new Date(to) : undefined,
  };
}

async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  const asked = ids.filter(isUuid);
  const found = await accessesOfOrganisation(work.trx, work.place.id, { ids: asked }, asked.length);
  for (const one of found) work.looked.add(one.person);
  return found.map((one) => standing(work, one));
}

async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  const filter = {
    ids: hints.ids?.filter(isUuid),
    people: hints.people?.filter(isUuid),
    after: isUuid(after) ? (after satisfies Uuid) : undefined,
    ...within(hints.dates ?? []),
  };
  return (await accessesOfOrganisation(work.trx, work.place.id, filter, limit)).map((one) => standing(work, one));
}

export const auditEventKind: Kind = {
  type: 'AuditEvent',
  parameters: {
    date: { kind: 'date', paths: ['recorded'] },
    patient: { kind: 'reference', paths: ['entity.what'], targets: ['Patient'] },
    agent: { kind: 'reference', paths: ['agent.who'], targets: ['Organization'] },
    entity: { kind: 'reference', paths: ['entity.what'], targets: ['Patient'] },
    action: { kind: 'token', paths: ['action'] },
    outcome: { kind: 'token', paths: ['outcome'] },
    type: { kind: 'token', paths: ['type'] },
    subtype: { kind: 'token', paths: ['subtype'] },
  },
  load,
  find,
};
