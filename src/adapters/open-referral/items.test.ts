import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { sharedData } from '../../../test/support/shared-data.ts';
import type { LocalDate } from '../../lib/dates.ts';
import { accessFeatures, languages, terms, weekdays, type Service } from '../../modules/community/index.ts';
import { fullService, organisationItem, serviceAtLocationItem, serviceItem, type Around } from './items.ts';
import { pageOf } from './page-shape.ts';
import { emailAddress, webAddress } from './valid.ts';

const now = new Date('2026-03-02T09:00:00Z');
const uuid = fc.uuid({ version: 7 });
const words = fc.string({ maxLength: 40 });
const rare = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const maybe = (one: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), one);
const day = fc.integer({ min: 0, max: 900 }).map((days) => new Date(now.getTime() - days * 86_400_000));
const localDate = day.map((date) => date.toISOString().slice(0, 10) as LocalDate);
const clock = fc.constantFrom('09:00', '12:30', '23:59');
const url = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), words, fc.constant('http://a b'));
const email = fc.oneof(fc.emailAddress(), words);

const venue = fc.record({
  masked: fc.boolean(),
  name: maybe(words),
  address: maybe(words),
  city: maybe(words),
  postcode: maybe(fc.constant('TB1 1AA')),
  accessNotes: maybe(words),
  stepFree: rare(fc.boolean()),
  access: fc.subarray(accessFeatures.map((one): string => one.code)),
});
const schedule = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  opensAt: rare(clock),
  closesAt: rare(clock),
  everyWeeks: fc.integer({ min: 1, max: 8 }),
  monthWeek: rare(fc.constantFrom<1 | 2 | 3 | 4 | -1>(1, 2, 3, 4, -1)),
  from: rare(localDate),
  to: rare(localDate),
  description: maybe(words),
});
const content = fc.record({
  name: fc.string({ minLength: 1, maxLength: 40 }),
  description: maybe(words),
  status: fc.constantFrom('active', 'temporarily closed', 'inactive', 'defunct'),
  url: rare(url),
  email: rare(email),
  phone: rare(fc.string({ minLength: 1, maxLength: 20 })),
  howToCome: maybe(words),
  alert: maybe(words),
  eligibility: maybe(words),
  languages: fc.subarray(languages.map((one): string => one.code)),
  areas: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }),
  contact: fc.record({ name: maybe(words), title: maybe(words) }),
  paidForBy: maybe(words),
  takesReferrals: fc.boolean(),
  minimumAge: rare(fc.integer({ min: 0, max: 60 })),
  maximumAge: rare(fc.integer({ min: 60, max: 120 })),
  venue: rare(venue),
  schedules: fc.array(schedule, { maxLength: 3 }),
  costs: fc.array(fc.record({ option: maybe(words), pence: fc.integer({ min: 0, max: 99_999 }) }), { maxLength: 3 }),
  terms: fc.subarray(terms.map((one) => one.code)),
  delivers: fc.constant(undefined),
  listedFrom: rare(localDate),
  listedTo: rare(localDate),
  reopensOn: rare(localDate),
});
const capacity = fc.record({
  state: fc.constantFrom('capacity', 'waitlist', 'no-capacity', 'additional-assessment-required'),
  available: rare(fc.integer({ min: 0, max: 50 })),
  wait: maybe(words),
  reportedAt: day,
  expiresAt: fc.constantFrom(new Date('2026-03-01T00:00:00Z'), new Date('2026-03-09T00:00:00Z')),
});
const point = fc.record({
  latitude: fc.double({ min: 50, max: 60, noNaN: true }),
  longitude: fc.double({ min: -6, max: 2, noNaN: true }),
});
const service: fc.Arbitrary<Service> = fc.record({
  id: uuid,
  slug: fc.constant('a-service'),
  organisation: fc.record({ id: uuid, name: fc.constant('Café'), slug: fc.constant('cafe') }),
  content,
  isApproved: fc.constant(true),
  checkedOn: rare(localDate),
  capacity: rare(capacity),
  lastModified: day,
  site: rare(fc.record({ id: uuid, locationId: uuid, point: rare(point) })),
  version: fc.constant(1),
}) as fc.Arbitrary<Service>;
const organisation = fc.record({
  id: uuid,
  slug: fc.constant('cafe'),
  name: fc.string({ minLength: 1, maxLength: 40 }),
  summary: maybe(words),
  website: rare(url),
  charityNumber: rare(fc.constantFrom('1234567', 'SC012345', '')),
  odsCode: rare(fc.constant('A81001')),
});

/** Every path at which something says nothing. */
function saysNothing(value: unknown, path = ''): string[] {
  if (value === null || value === '' || value === undefined) return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([key, one]) => saysNothing(one, `${path}/${key}`));
}

function compiled(name: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const schema = sharedData(`community/schemas/${name}.json`).json() as object;
  const validate = ajv.compile(schema);
  return (value: unknown): void => {
    assert.ok(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors?.slice(0, 3)));
  };
}

describe('an item of the feed', { skip: sharedData('community/schemas/service.json').absent }, () => {
  it('is valid and says nothing empty, whatever is known and whatever is not', () => {
    const [isService, isList] = [compiled('service'), compiled('service_list')];
    const [isSite, isSiteList] = [compiled('service_at_location'), compiled('service_at_location_list')];
    const isOrganisation = compiled('organization');
    fc.assert(
      fc.property(service, organisation, maybe(words), (one, runs, placeName) => {
        const organisations = new Map([[one.organisation.id, { ...runs, id: one.organisation.id }]]);
        const around: Around = { placeName, now, organisations };
        const full = fullService(one, around);
        const flat = serviceItem(one, around);
        isService(full);
        isList(pageOf([flat], 1, { number: 1, size: 50 }));
        isList(pageOf([full], 1, { number: 1, size: 50 }));
        isOrganisation(organisationItem(runs));
        for (const isFull of [true, false]) {
          const site = serviceAtLocationItem(one, around, isFull);
          if (site === undefined) continue;
          if (isFull) isSite(site);
          isSiteList(pageOf([site], 1, { number: 1, size: 50 }));
          assert.deepEqual(saysNothing(site), []);
        }
        for (const item of [full, flat, organisationItem(runs)]) assert.deepEqual(saysNothing(item), []);
        assert.deepEqual(fullService(one, around), full);
      }),
      { numRuns: 300 },
    );
  });
  it('never holds a masked place', () => {
    const secret = fc.stringMatching(/^[a-z]{6,12}qzx$/);
    fc.assert(
      fc.property(service, venue, secret, (one, where, word) => {
        const masked = {
          ...where,
          masked: true,
          name: word,
          address: word,
          city: word,
          postcode: word,
          accessNotes: word,
        };
        const hidden = { ...one, content: { ...one.content, venue: masked } };
        const around = { placeName: 'Testbourne', now, organisations: new Map() };
        assert.equal(serviceAtLocationItem(hidden, around, true), undefined);
        const told = JSON.stringify(fullService(hidden, around));
        assert.ok(!told.includes(word) && !told.includes('latitude'));
      }),
    );
  });
});

describe('a link of the feed', () => {
  it('is one for every reader that checks, or is left out', () => {
    const ajv = new Ajv2020();
    formats.default(ajv);
    const isUri = ajv.compile({ type: 'string', format: 'uri' });
    const isEmail = ajv.compile({ type: 'string', format: 'email' });
    fc.assert(
      fc.property(
        fc.oneof(
          url,
          fc.string().map((text) => `https://a.example/${text}`),
        ),
        (text) => {
          const kept = webAddress(text);
          assert.ok(kept === undefined || isUri(kept), kept);
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          email,
          words.map((text) => `${text}@a.example`),
        ),
        (text) => {
          const kept = emailAddress(text);
          assert.ok(kept === undefined || isEmail(kept), kept);
        },
      ),
      { numRuns: 2_000 },
    );
    assert.equal(webAddress('https://café.example'), undefined);
    assert.equal(webAddress('https://cafe.example/lunch?day=1#top'), 'https://cafe.example/lunch?day=1#top');
    assert.equal(webAddress('javascript:alert(1)'), undefined);
    assert.equal(emailAddress('hello@cafe.example'), 'hello@cafe.example');
  });
});
