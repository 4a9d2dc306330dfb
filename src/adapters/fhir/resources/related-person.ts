import { addTie, circleKindWords, circlesOf, type CircleKind } from '../../../modules/people/index.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { coding, concept, idOf, listAt, nameText, objectAt, reference } from './elements.ts';
import { addPart, partsOf } from '../store/parts.ts';
import { contentOf, doingOf, stored, type Stored, type Work } from './kind.ts';
import { changesOf, kindOfPeople, ownersIn, ownersThemselves, told } from './of-people.ts';

/** The kinds of a circle that are people. Source of the codes: HL7 v3 RoleCode. */
const roles: Partial<Record<CircleKind, readonly [code: string, words: string]>> = {
  family: ['FAMMEMB', 'family member'],
  friend: ['FRND', 'unrelated friend'],
  neighbour: ['NBOR', 'neighbor'],
};

async function relativesOf(work: Work, people: readonly string[]): Promise<Stored[]> {
  const ties = (await circlesOf(work.trx, work.place.id, people)).filter((tie) => roles[tie.kind] !== undefined);
  const ids = ties.map((tie) => tie.id);
  const [at, parts] = await Promise.all([
    changesOf(work, ['circle-member'], ids),
    partsOf(work.trx, work.place.id, 'RelatedPerson', ids),
  ]);
  return ties.map((tie) => {
    const part = parts.get(tie.id);
    const fields = { id: tie.id, version: tie.version, at: at(tie.id), person: tie.person };
    // As long as nobody changed the tie, it is told as it came.
    if (part?.version === tie.version) return stored('RelatedPerson', fields, part.content);
    const [code, words] = roles[tie.kind] ?? ['', ''];
    const content = withoutGaps({
      meta: { profile: [ukCore('RelatedPerson')] },
      active: true,
      patient: reference('Patient', tie.person),
      relationship: [concept([coding(systems.roleCode, code, words)], circleKindWords[tie.kind])],
      name: [{ text: tie.name }],
    });
    return stored('RelatedPerson', fields, content);
  });
}

function kindOf(resource: JsonObject): CircleKind {
  const codes = listAt(resource, 'relationship').flatMap((one) => listAt(one, 'coding').map((code) => code['code']));
  const found = (Object.keys(roles) as CircleKind[]).find((kind) => codes.includes(roles[kind]?.[0] ?? ''));
  return found ?? 'family';
}

/** Somebody of a circle is a third party: their name and how they stand to the person, and nothing more. */
async function create(work: Work, resource: JsonObject): Promise<string> {
  const person = idOf(objectAt(resource, 'patient'), 'Patient');
  const [known] = person === undefined ? [] : await ownersThemselves(work, [person]);
  if (known === undefined)
    throw new FhirError(422, [problem('not-found', 'There is no such record here for you.', 'RelatedPerson.patient')]);
  const name = nameText(listAt(resource, 'name')[0]);
  if (name === '' || name.length > 120)
    throw new FhirError(422, [
      problem('business-rule', 'Say who it is, in at most 120 characters.', 'RelatedPerson.name'),
    ]);
  const { id } = await addTie(work.trx, doingOf(work), known, {
    kind: kindOf(resource),
    name,
    ring: 2,
    strength: 'ordinary',
    quality: 'helps',
    direction: 'both',
    gives: '',
    otherPerson: undefined,
    organisation: undefined,
    service: undefined,
  });
  const part = {
    kind: 'RelatedPerson',
    id,
    person: known,
    category: 'circle',
    version: 1,
    bumps: 0,
    tokens: [],
  } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, content: contentOf(resource) }, work.now);
  return id;
}

export const relatedPersonKind = kindOfPeople({
  type: 'RelatedPerson',
  parameters: {
    patient: { kind: 'reference', paths: ['patient'], targets: ['Patient'] },
    relationship: { kind: 'token', paths: ['relationship'] },
    name: { kind: 'string', paths: ['name'] },
    identifier: { kind: 'token', paths: ['identifier'] },
    active: { kind: 'token', paths: ['active'] },
  },
  hasOnlyLatest: true,
  listOf: relativesOf,
  ownersOf: ownersIn('tie'),
  create,
});

/** The circle of each person as a team: people, organisations, and whatever else helps by its name. */
async function teamsOf(work: Work, people: readonly string[]): Promise<Stored[]> {
  const ties = await circlesOf(work.trx, work.place.id, people);
  const at = await changesOf(
    work,
    ['circle-member'],
    ties.map((tie) => tie.id),
  );
  return [...Map.groupBy(ties, (tie) => tie.person)].map(([person, own]) => {
    const content = withoutGaps({
      meta: { profile: [ukCore('CareTeam')] },
      status: 'active',
      name: 'Circle of support',
      subject: reference('Patient', person),
      participant: own.map((tie) => ({
        role: [concept([coding(`${systems.own}:circle-kind`, tie.kind)], tie.gives)],
        member:
          roles[tie.kind] !== undefined
            ? reference('RelatedPerson', tie.id, tie.name)
            : tie.organisation !== undefined
              ? reference('Organization', tie.organisation, tie.name)
              : { display: tie.name },
      })),
    });
    const latest = new Date(Math.max(...own.map((tie) => at(tie.id).getTime())));
    return told('CareTeam', person, person, latest, content);
  });
}

export const careTeamKind = kindOfPeople({
  type: 'CareTeam',
  parameters: {
    patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    participant: { kind: 'reference', paths: ['participant.member'], targets: ['RelatedPerson', 'Organization'] },
    status: { kind: 'token', paths: ['status'] },
  },
  hasOnlyLatest: true,
  listOf: teamsOf,
  ownersOf: ownersThemselves,
});
