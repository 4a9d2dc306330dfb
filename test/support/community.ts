import type { Uuid } from '../../src/kernel/ids.ts';
import {
  addAreas,
  decideOnVersion,
  proposeService,
  type Doing,
  type ServiceContent,
  type Venue,
} from '../../src/modules/community/index.ts';
import type { TestApp } from './app.ts';
import { must, seeding } from './strategy.ts';

/** Everything that can be said of a service, with only a name filled in. */
export function contentWith(change: Partial<ServiceContent> = {}): ServiceContent {
  return {
    name: 'Soup and company',
    description: 'A shared lunch for anyone who would like company.',
    status: 'active',
    url: undefined,
    email: undefined,
    phone: '01632 960101',
    howToCome: 'Just turn up',
    alert: '',
    eligibility: '',
    languages: [],
    areas: [],
    contact: { name: '', title: '' },
    paidForBy: '',
    takesReferrals: true,
    minimumAge: undefined,
    maximumAge: undefined,
    venue: venueAt('TB1 1AA'),
    schedules: [
      {
        days: ['TU'],
        opensAt: '12:00',
        closesAt: '14:00',
        everyWeeks: 1,
        from: undefined,
        to: undefined,
        description: '',
      },
    ],
    costs: [{ option: '', pence: 0 }],
    terms: ['company', 'eating-together'],
    delivers: undefined,
    listedFrom: undefined,
    listedTo: undefined,
    reopensOn: undefined,
    ...change,
  };
}

/** A venue in the postcode, with a street and a town. */
export function venueAt(postcode: string, change: Partial<Venue> = {}): Venue {
  return {
    masked: false,
    name: 'The hall',
    address: '1 Mill Lane',
    city: 'Testbourne',
    postcode,
    accessNotes: '',
    stepFree: true,
    access: [],
    ...change,
  };
}

/** Where the postcodes of the test's place are: TB1 in the south, TB2 eleven kilometres to the north. */
export async function plantAreas(app: TestApp): Promise<void> {
  await app.db.write(app.seed, (trx) =>
    addAreas(trx, app.place.id, [
      { kind: 'postcode', name: 'TB1 1AA', latitude: 53.3, longitude: 0.6 },
      { kind: 'postcode', name: 'TB2 2BB', latitude: 53.4, longitude: 0.6 },
      { kind: 'district', name: 'TB2', latitude: 53.41, longitude: 0.6 },
      { kind: 'locality', name: 'The Northern Villages', latitude: 53.42, longitude: 0.61 },
    ]),
  );
}

export type PlantedService = { id: Uuid; slug: string; versionId: Uuid };

/** A service of an organisation, approved unless told otherwise, as if written `days` before the test's time. */
export async function plantService(
  app: TestApp,
  change: Partial<ServiceContent> = {},
  options: { organisation?: Uuid; days?: number; isApproved?: boolean } = {},
): Promise<PlantedService> {
  const at = new Date(app.now.getTime() - (options.days ?? 0) * 86_400_000);
  const doing: Doing = seeding(app, at);
  return await app.db.write(app.seed, async (trx) => {
    const made = must(
      await proposeService(trx, doing, {
        organisationId: options.organisation ?? app.organisation.id,
        content: contentWith(change),
      }),
    );
    if (options.isApproved !== false) must(await decideOnVersion(trx, doing, made.versionId, { kind: 'approve' }));
    return made;
  });
}
