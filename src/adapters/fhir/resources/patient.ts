import type { Uuid } from '../../../kernel/ids.ts';
import { isUuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  addPersonRecord,
  changeDetails,
  earlierVersions,
  lastChanges,
  mayHoldPeople,
  noParticulars,
  particularsOfAll,
  peopleByIds,
  peopleIds,
  saveParticulars,
  timesWritten,
  type Details,
  type Particulars,
  type Person,
} from '../../../modules/people/index.ts';
import { systems, ukCore } from '../core/codes.ts';
import type { JsonObject } from '../core/json.ts';
import { FhirError, gone, problem } from '../core/outcome.ts';
import { addPart, partsOf, partsOfRecord, recordsByToken, type Part } from '../store/parts.ts';
import { tokensOf } from './elements.ts';
import {
  asItStands,
  contentOf,
  doingOf,
  goOn,
  madeIn,
  stored,
  type Hints,
  type Kind,
  type Stored,
  type Work,
} from './kind.ts';
import { parsePatient, patientTooLong, renderPatient, type PatientFacts } from './patient-map.ts';

type Known = { person: Person; particulars: Particulars & { version: number } };

/** The version that everybody counts: each change of the record raises it. */
function versionOf(
  known: { person: { version: number }; particulars: { version: number } },
  part: Part | undefined,
): number {
  return known.person.version + known.particulars.version + (part?.bumps ?? 0);
}

function viewOf(resource: JsonObject): JsonObject {
  return renderPatient(parsePatient(resource));
}

function standing(known: Known, part: Part | undefined, at: Date): Stored {
  const { person, particulars } = known;
  const version = versionOf(known, part);
  const now: JsonObject = {
    ...renderPatient({ details: person, particulars }),
    ...(person.status === 'ended' ? { active: false } : {}),
    ...(part === undefined ? { meta: { profile: [ukCore('Patient')] } } : {}),
    ...(part === undefined && person.leadOrganisation !== undefined
      ? {
          managingOrganization: {
            reference: `Organization/${person.leadOrganisation}`,
            display: person.leadName ?? '',
          },
        }
      : {}),
  };
  return stored(
    'Patient',
    { id: person.id, version, at: part !== undefined && part.at > at ? part.at : at, person: person.id },
    asItStands(now, part, version, viewOf),
  );
}

async function knownOf(work: Work, ids: readonly string[]) {
  const asked = ids.filter(isUuid);
  const [people, particulars, parts] = await Promise.all([
    peopleByIds(work.trx, work.place.id, asked),
    particularsOfAll(work.trx, work.place.id, asked),
    partsOf(work.trx, work.place.id, 'Patient', asked),
  ]);
  const found = people.map((person) => ({
    known: { person, particulars: particulars.get(person.id) ?? { ...noParticulars, version: 0 } },
    part: parts.get(person.id),
  }));
  // When something changed is asked only where what was sent is not the latest.
  const isLatest = ({ known, part }: (typeof found)[number]): boolean => part?.version === versionOf(known, part);
  const others = found.filter((one) => !isLatest(one)).map(({ known }) => known.person.id);
  const changes = await lastChanges(work.trx, work.place.id, ['person', 'particulars'], others);
  return found.map((one) => ({
    ...one,
    at: changes.get(one.known.person.id) ?? (isLatest(one) ? one.part?.at : undefined) ?? new Date(0),
  }));
}

/** Where what was sent is the latest, only how often a record was written is asked: it is told as it came. */
async function load(work: Work, ids: readonly string[]): Promise<Stored[]> {
  const { trx, place } = work;
  const asked = ids.filter(isUuid);
  const [times, parts] = await Promise.all([
    timesWritten(trx, place.id, asked),
    partsOf(trx, place.id, 'Patient', asked),
  ]);
  const found: Stored[] = [];
  const others: Uuid[] = [];
  for (const [person, count] of times) {
    const part = parts.get(person);
    if (part === undefined || part.version !== count + part.bumps) others.push(person);
    else found.push(stored('Patient', { id: person, version: part.version, at: part.at, person }, part.content));
  }
  if (others.length > 0)
    found.push(...(await knownOf(work, others)).map(({ known, part, at }) => standing(known, part, at)));
  for (const { person } of found) if (person !== undefined) work.looked.add(person);
  return found;
}

async function idsByToken(work: Work, token: string): Promise<Uuid[]> {
  const { trx, place } = work;
  const [system, value = ''] = token.split(/\|(.*)/s);
  const byNhs =
    system === systems.nhsNumber && /^\d{10}$/.test(value)
      ? peopleIds(trx, place.id, { nhsNumber: value }, 50)
      : Promise.resolve([]);
  return (await Promise.all([byNhs, recordsByToken(trx, place.id, 'Patient', token)])).flat();
}

async function find(work: Work, hints: Hints, after: string | undefined, limit: number): Promise<Stored[]> {
  const byToken = hints.token === undefined ? undefined : await idsByToken(work, hints.token);
  const given = [hints.ids, hints.people, byToken].filter((one) => one !== undefined).map((one) => one.filter(isUuid));
  const [first, ...rest] = given;
  const ids = first?.filter((id) => rest.every((other) => other.includes(id)));
  if (ids?.length === 0) return [];
  const bornOn = hints.bornOn as LocalDate | undefined;
  const filter = { ids, bornOn, after: isUuid(after) ? after : undefined };
  // Ids that are known need not be looked for.
  const isKnown = ids !== undefined && bornOn === undefined && after === undefined && ids.length <= limit;
  const found = await load(work, isKnown ? ids : await peopleIds(work.trx, work.place.id, filter, limit));
  return found.sort((a, b) => (a.id < b.id ? 1 : -1));
}

function refuseLong(patient: JsonObject): void {
  const long = patientTooLong(patient);
  if (long.length > 0) throw new FhirError(422, long);
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function detailsOf(one: Details): Details {
  const { name, knownAs, bornOn, nhsNumber, postcode, phone, email } = one;
  const { safeContact, safeContactNote, formatNeeds, language, interpreter } = one;
  const contact = { safeContact, safeContactNote, formatNeeds, language, interpreter };
  return { name, knownAs, bornOn, nhsNumber, postcode, phone, email, ...contact };
}

async function keep(work: Work, id: Uuid, version: number, bumps: number, resource: JsonObject): Promise<void> {
  const content = contentOf(resource);
  const part = { kind: 'Patient', id, person: id, category: 'identity', version, bumps, content } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, tokens: tokensOf(content) }, work.now);
}

/** A person is added for the client's organisation, which leads: nobody else sees them until they say so. */
async function create(work: Work, resource: JsonObject): Promise<string> {
  refuseLong(resource);
  const { trx } = work;
  const facts = parsePatient(resource);
  const doing = doingOf(work);
  const answers = { mayKnow: 'only-us', mayPlan: 'only-us', mustNot: undefined, how: 'online' } as const;
  const id = work.newId();
  const hasMore = !isSame(facts.particulars, noParticulars);
  const further = { id, particulars: hasMore ? facts.particulars : undefined };
  const asked = mayHoldPeople(trx);
  // What is asked in one turn is done in its order, and travels together.
  goOn(work, addPersonRecord(trx, doing, facts.details, answers, further));
  goOn(work, keep(work, id, 1, hasMore ? -1 : 0, resource));
  if (!(await asked)) throw new FhirError(403, [problem('forbidden', 'This place keeps no records of people yet.')]);
  madeIn(work).people.add(id);
  return id;
}

async function update(work: Work, before: Stored, resource: JsonObject): Promise<void> {
  refuseLong(resource);
  const { trx } = work;
  const [found] = await knownOf(work, [before.id]);
  if (found === undefined) throw gone();
  const { known, part } = found;
  const { person, particulars } = known;
  if (person.leadOrganisation !== work.client.organisation)
    throw new FhirError(403, [
      problem('forbidden', 'Only the organisation that leads changes what is known of a person.'),
    ]);
  const facts: PatientFacts = parsePatient(resource, { details: person, particulars });
  const doing = doingOf(work);
  let raised = 0;
  if (!isSame(detailsOf(facts.details), detailsOf(person))) {
    raised += 1;
    const done = await changeDetails(trx, doing, person.id, facts.details, person.version);
    if (!done.ok) throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
  }
  const { version, ...old } = particulars;
  if (!isSame(facts.particulars, old)) {
    raised += 1;
    const done = await saveParticulars(trx, doing, person.id, { particulars: facts.particulars, version });
    if (!done.ok) throw new FhirError(409, [problem('conflict', 'Somebody changed this at the same moment.')]);
  }
  // One request is one version, however many tables it changed.
  await keep(work, person.id, versionOf(known, part) + 1, (part?.bumps ?? 0) + 1 - raised, resource);
}

/** Every state of the two tables that make a Patient, with what was sent at that time. */
async function history(work: Work, id: string): Promise<Stored[]> {
  const { trx, place } = work;
  const [earlier, parts, [current]] = await Promise.all([
    earlierVersions(trx, place.id, ['person', 'particulars'], id),
    partsOfRecord(trx, place.id, 'Patient', id),
    knownOf(work, [id]),
  ]);
  if (current === undefined) return [];
  work.looked.add(current.known.person.id);
  let person = current.known.person;
  let particulars = { ...noParticulars, version: 0 };
  let isThere = false;
  const states = new Map<number, Stored>();
  const tell = (part: Part | undefined, at: Date): void => {
    const one = standing({ person: { ...person, status: 'active' }, particulars }, part, at);
    states.set(one.version, one);
  };
  const events = [
    ...earlier.map((one) => ({ at: one.at, one, part: undefined })),
    ...parts.map((part) => ({ at: part.at, one: undefined, part })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  let latest: Part | undefined;
  for (const { at, one, part } of events) {
    if (part !== undefined) latest = part;
    else if (one.kind === 'person') {
      person = { ...person, ...(one.content as Details), version: one.version };
      isThere = true;
    } else particulars = { ...noParticulars, ...(one.content as Particulars), version: one.version };
    // What one request wrote into several tables is one version: the last of a number counts.
    if (isThere) tell(latest, at);
  }
  const now = standing(current.known, current.part, current.at);
  const whole = [...states.values()].filter((one) => one.version > 0 && one.version < now.version);
  return [...whole, now].sort((a, b) => a.version - b.version);
}

export const patientKind: Kind = {
  type: 'Patient',
  parameters: {
    identifier: { kind: 'token', paths: ['identifier'] },
    name: { kind: 'string', paths: ['name'] },
    family: { kind: 'string', paths: ['name.family'] },
    given: { kind: 'string', paths: ['name.given'] },
    birthdate: { kind: 'date', paths: ['birthDate'] },
    gender: { kind: 'token', paths: ['gender'] },
    active: { kind: 'token', paths: ['active'] },
    'address-postalcode': { kind: 'string', paths: ['address.postalCode'] },
    phone: { kind: 'token', paths: ['telecom[phone]'] },
    email: { kind: 'token', paths: ['telecom[email]'] },
    telecom: { kind: 'token', paths: ['telecom'] },
    organization: { kind: 'reference', paths: ['managingOrganization'], targets: ['Organization'] },
    'general-practitioner': { kind: 'reference', paths: ['generalPractitioner'], targets: ['Organization'] },
  },
  load,
  find,
  create,
  update,
  history,
};
