import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../../test/support/shared-data.ts';
import { newUuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { missingItems, noKnownRisks, readDocument, writeDocument, type MessageItems } from './items.ts';

const words = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const day = fc.constantFrom<LocalDate>('1944-05-06' as LocalDate, '2026-03-01' as LocalDate);
const some: fc.Arbitrary<MessageItems> = fc.record({
  person: fc.record({
    name: words,
    firstName: words,
    familyName: words,
    bornOn: day,
    nhsNumber: fc.constantFrom('9990000018', undefined),
  }),
  practice: fc.record({ name: words, identifier: fc.constantFrom('A12345', 'V81999') }),
  referrer: fc.record({ name: words, service: words, organisation: words, contact: words }),
  referralTo: fc.record({ service: words, organisation: words }),
  referredOn: day,
  reason: words,
  problem: fc.oneof(words, fc.constant('')),
  risks: fc.array(words, { minLength: 1, maxLength: 3 }),
  outcome: fc.record({
    status: words,
    reason: fc.oneof(words, fc.constant('')),
    note: fc.oneof(words, fc.constant('')),
    done: fc.oneof(words, fc.constant('')),
    answeredOn: fc.option(day, { nil: undefined }),
    closedOn: fc.option(day, { nil: undefined }),
  }),
});

function made() {
  return {
    id: newUuid(),
    at: new Date('2026-03-02T09:00:00Z'),
    newId: newUuid,
    patient: newUuid(),
    authorId: newUuid(),
  };
}

/** Where each mandatory item of the standard stands in the message. Groups stand where their items do. */
const places: Readonly<Record<string, (items: MessageItems) => unknown>> = {
  'Person demographics': (items) => items.person,
  'Person demographics/Person name': (items) => items.person.name,
  'Person demographics/Person name/Person first name': (items) => items.person.firstName,
  'Person demographics/Person name/Person family name': (items) => items.person.familyName,
  'Person demographics/Date of birth': (items) => items.person.bornOn,
  'GP practice': (items) => items.practice,
  'GP practice/GP practice record entry': (items) => items.practice,
  'GP practice/GP practice record entry/GP practice identifier': (items) => items.practice.identifier,
  'Referral details': (items) => items.referrer,
  'Referral details/Referral details record entry/Referrer details': (items) => items.referrer,
  'Referral details/Referral details record entry/Referrer details/Name': (items) => items.referrer.name,
  'Referral details/Referral details record entry/Referrer details/Service': (items) => items.referrer.service,
  'Referral details/Referral details record entry/Referrer details/Organisation': (items) =>
    items.referrer.organisation,
  'Referral details/Referral details record entry/Referrer details/Contact details': (items) => items.referrer.contact,
  'Referral details/Referral details record entry/Referral to': (items) => items.referralTo.organisation,
  'Problem list/Problem list record entry/Problem': (items) => items.problem,
  Risks: (items) => items.risks,
  'Risks/Risks record entry': (items) => items.risks,
  'Risks/Risks record entry/Risk': (items) => items.risks[0],
};

/** Without what is undefined, and without where it came from. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

type Concept = { name: { '#text': string }[] | string; mro?: string; concept?: Concept[] };

describe('the message back as a document', () => {
  it('comes back whole from what was written, for any words', () => {
    fc.assert(
      fc.property(some, (items) => {
        const read = readDocument(
          JSON.parse(JSON.stringify(writeDocument(items, made()))) as ReturnType<typeof writeDocument>,
        );
        assert.deepEqual(read.ok ? plain(read.value) : read, plain(items));
      }),
    );
  });

  it('begins with its Composition and leads to nothing that is not in it', () => {
    fc.assert(
      fc.property(some, (items) => {
        const text = JSON.stringify(writeDocument(items, made()));
        const bundle = JSON.parse(text) as { entry: { fullUrl: string; resource: { resourceType: string } }[] };
        assert.equal(bundle.entry[0]?.resource.resourceType, 'Composition');
        const urls = new Set(bundle.entry.map((one) => one.fullUrl));
        for (const [, reference = ''] of text.matchAll(/"reference":"([^"]+)"/g))
          assert.ok(urls.has(reference), reference);
      }),
      { numRuns: 20 },
    );
  });

  it('says which mandatory item is missing, and that no risks are known is a risk entry', () => {
    const [items] = fc.sample(some, { numRuns: 1, seed: 1 });
    assert.ok(items !== undefined);
    assert.deepEqual(missingItems({ ...items, risks: [] }), ['Risks']);
    assert.deepEqual(missingItems({ ...items, person: { ...items.person, familyName: '' } }), ['Person family name']);
    const read = readDocument(writeDocument({ ...items, risks: [noKnownRisks] }, made()));
    assert.deepEqual(read.ok ? read.value.risks : [], [noKnownRisks]);
    assert.equal(readDocument({ resourceType: 'Bundle', type: 'document' }).ok, false);
  });

  const file = sharedData('people/prsb/SocialPrescribing.json');
  it('has a place for every mandatory item of the standard', { skip: file.absent }, () => {
    const found: string[] = [];
    const walk = (concept: Concept, path: string): void => {
      const name = (typeof concept.name === 'string' ? concept.name : (concept.name[0]?.['#text'] ?? '')).trim();
      const here = path === '' ? name : `${path}/${name}`;
      if (concept.mro === 'M') found.push(here);
      for (const one of concept.concept ?? []) walk(one, here);
    };
    const model = file.json() as { dataset: { concept: Concept[] }[] };
    for (const one of model.dataset[0]?.concept ?? []) walk(one, '');
    assert.equal(found.length, 19);
    const [items] = fc.sample(
      some.filter((one) => one.problem !== ''),
      { numRuns: 1, seed: 2 },
    );
    assert.ok(items !== undefined);
    const read = readDocument(writeDocument(items, made()));
    assert.ok(read.ok);
    for (const path of found) {
      const place = places[path];
      assert.ok(place !== undefined, `no place for ${path}`);
      assert.deepEqual(plain(place(read.value)), plain(place(items)), path);
    }
  });
});
