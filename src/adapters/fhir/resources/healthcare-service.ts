import { isUuid } from '../../../kernel/ids.ts';
import {
  feedPage,
  isCurrent,
  scheduleText,
  statusOn,
  terms,
  type FeedFilter,
  type Service,
} from '../../../modules/community/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { coding, concept, reference } from './elements.ts';
import { stored, type Hints, type Kind, type Stored, type Work } from './kind.ts';

/** Whether it can take somebody, where a report still holds. Source: HL7 SDOH Clinical Care. */
function capacity(service: Service, now: Date): JsonObject[] {
  const { capacity: report } = service;
  if (report === undefined || !isCurrent(report, now)) return [];
  return [
    {
      url: systems.capacityExtension,
      extension: [
        { url: 'capacityStatus', valueCodeableConcept: concept([coding(systems.sdohCodes, report.state)]) },
        ...(report.wait === '' ? [] : [{ url: 'capacityNotes', valueString: report.wait }]),
      ],
    },
  ];
}

/** A service as everybody reads it: of a masked place nothing is told. */
function standing(service: Service, now: Date): Stored {
  const { content } = service;
  const named = terms.filter((term) => content.terms.includes(term.code));
  const resource = withoutGaps({
    meta: { profile: [ukCore('HealthcareService')] },
    extension: capacity(service, now),
    identifier: [{ system: `${systems.own}:service`, value: service.id }],
    active: statusOn(content, todayInLondon(now)) === 'active',
    providedBy: reference('Organization', service.organisation.id, service.organisation.name),
    type: named.map((term) => concept([coding(`${systems.own}:service-term`, term.code, term.name)])),
    name: content.name,
    comment: content.description,
    extraDetails: content.howToCome,
    telecom: [
      ...(content.phone === undefined ? [] : [{ system: 'phone', value: content.phone }]),
      ...(content.email === undefined ? [] : [{ system: 'email', value: content.email }]),
      ...(content.url === undefined ? [] : [{ system: 'url', value: content.url }]),
    ],
    referralMethod: content.takesReferrals ? [concept([], 'By a Task of this server')] : [],
    availabilityExceptions: content.schedules.map((one) => scheduleText(one, todayInLondon(now))).join('; '),
  });
  const version = service.version + (Math.floor(service.lastModified.getTime() / 1_000) % 1_000_000_000);
  return stored(
    'HealthcareService',
    { id: service.id, version, at: service.lastModified, person: undefined },
    resource,
  );
}

/** The directory of today, without what has ended. */
function filterOf(now: Date): FeedFilter {
  return { today: todayInLondon(now), endedSince: new Date('9999-01-01T00:00:00Z') };
}

async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  const asked = ids.filter(isUuid);
  if (asked.length === 0) return [];
  const page = { offset: 0, limit: asked.length };
  const { services } = await feedPage(work.trx, work.place.id, { ...filterOf(work.now), ids: asked }, page);
  return services.map((one) => standing(one, work.now));
}

/** The directory of a place is read whole: it is told by id, and has a few hundred services. */
async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  const ids = hints.ids?.filter(isUuid);
  const asked = { ...filterOf(work.now), ids };
  const { services } = await feedPage(work.trx, work.place.id, asked, { offset: 0, limit: 5_000 });
  return services
    .filter((one) => after === undefined || one.id < after)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map((one) => standing(one, work.now));
}

export const healthcareServiceKind: Kind = {
  type: 'HealthcareService',
  parameters: {
    identifier: { kind: 'token', paths: ['identifier'] },
    name: { kind: 'string', paths: ['name'] },
    organization: { kind: 'reference', paths: ['providedBy'], targets: ['Organization'] },
    'service-type': { kind: 'token', paths: ['type'] },
    active: { kind: 'token', paths: ['active'] },
    location: { kind: 'reference', paths: ['location'] },
    'service-category': { kind: 'token', paths: ['category'] },
    program: { kind: 'token', paths: ['program'] },
  },
  load,
  find,
};
