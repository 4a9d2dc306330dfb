import {
  addWords,
  figuresOf,
  instrumentWords,
  strengthKinds,
  strengthKindWords,
  wellbeingOf,
  wordsOfAll,
  type SeenWellbeing,
  type StrengthKind,
} from '../../../modules/people/index.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { systems, ukCore } from '../core/codes.ts';
import { withoutGaps, type JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { codesIn, coding, concept, idOf, objectAt, reference, textAt, tokensOf } from './elements.ts';
import { addPart, partsOf } from '../store/parts.ts';
import { contentOf, doingOf, stored, type Stored, type Work } from './kind.ts';
import { changesOf, kindOfPeople, ownersIn, ownersThemselves } from './of-people.ts';

const strengthSystem = `${systems.own}:strength`;
const measureSystem = `${systems.own}:wellbeing`;

function category(code: 'social-history' | 'survey'): JsonObject[] {
  return [concept([coding(systems.observationCategory, code)])];
}

/** What somebody is good at, enjoys, has come through: never a condition. */
async function strengthsOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  const words = await wordsOfAll(work.trx, work.place.id, people, 'strength');
  const ids = words.map((one) => one.id);
  const [at, parts] = await Promise.all([
    changesOf(work, ['strength'], ids),
    partsOf(work.trx, work.place.id, 'Observation', ids),
  ]);
  return words.flatMap((one) => {
    if (one.kind !== 'strength') return [];
    const part = parts.get(one.id);
    const fields = { id: one.id, version: one.version, at: at(one.id), person: one.person };
    // As long as nobody changed the words, they are told as they came.
    if (part?.version === one.version) return [stored('Observation', fields, part.content)];
    const content = withoutGaps({
      meta: { profile: [ukCore('Observation')] },
      status: 'final',
      category: category('social-history'),
      code: concept([coding(strengthSystem, one.about, strengthKindWords[one.about])]),
      subject: reference('Patient', one.person),
      effectiveDateTime: one.saidOn,
      valueString: one.words,
    });
    return [stored('Observation', fields, content)];
  });
}

type Reading = SeenWellbeing & { person: Uuid };

async function readingsOf(work: Work, people: readonly Uuid[]): Promise<Reading[]> {
  const found = await Promise.all(
    people.map(async (person) =>
      (await wellbeingOf(work.trx, work.place.id, person)).map((one): Reading => ({ ...one, person })),
    ),
  );
  return found.flat();
}

/** One Observation for each figure: ONS4 has four and never a sum. */
function figures(reading: Reading): Stored[] {
  const { takenOn, person, version } = reading;
  return figuresOf(reading).map((figure, index) => {
    const content = withoutGaps({
      meta: { profile: [ukCore('Observation')] },
      status: 'final',
      category: category('survey'),
      code: concept([coding(measureSystem, `${reading.instrument}-${index + 1}`)], figure.name),
      subject: reference('Patient', person),
      effectiveDateTime: takenOn,
      valueInteger: Number.isInteger(figure.value) ? figure.value : undefined,
      valueQuantity: Number.isInteger(figure.value) ? undefined : { value: figure.value },
      derivedFrom: [reference('QuestionnaireResponse', reading.id)],
    });
    const at = new Date(`${takenOn}T12:00:00Z`);
    return stored('Observation', { id: `${reading.id}.${index + 1}`, version, at, person }, content);
  });
}

async function observationsOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  const [strengths, readings] = await Promise.all([strengthsOf(work, people), readingsOf(work, people)]);
  return [...strengths, ...readings.flatMap(figures)];
}

/** What is written here are strengths: figures come from the person, by the questions that go with them. */
async function create(work: Work, resource: JsonObject): Promise<string> {
  const asked = idOf(objectAt(resource, 'subject'), 'Patient');
  const [person] = asked === undefined ? [] : await ownersThemselves(work, [asked]);
  if (person === undefined)
    throw new FhirError(422, [problem('not-found', 'There is no such record here for you.', 'Observation.subject')]);
  const [code] = codesIn(objectAt(resource, 'code'), strengthSystem);
  const about = strengthKinds.find((one): one is StrengthKind => one === code);
  if (about === undefined)
    throw new FhirError(422, [
      problem(
        'not-supported',
        `Only strengths are written here: ${strengthSystem} with ${strengthKinds.join(', ')}.`,
        'Observation.code',
      ),
    ]);
  const words = textAt(resource, 'valueString') ?? '';
  if (words === '' || words.length > 300)
    throw new FhirError(422, [problem('too-long', 'Say it in 1 to 300 characters.', 'Observation.valueString')]);
  const { id } = await addWords(work.trx, doingOf(work), person, { kind: 'strength', words, about, saidBy: 'person' });
  const part = {
    kind: 'Observation',
    id,
    person,
    category: 'plan',
    version: 1,
    bumps: 0,
    tokens: tokensOf(resource),
  } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, content: contentOf(resource) }, work.now);
  return id;
}

export const observationKind = kindOfPeople({
  type: 'Observation',
  parameters: {
    patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    code: { kind: 'token', paths: ['code'] },
    category: { kind: 'token', paths: ['category'] },
    date: { kind: 'date', paths: ['effectiveDateTime'] },
    status: { kind: 'token', paths: ['status'] },
    'value-quantity': { kind: 'quantity', paths: ['valueQuantity', 'valueInteger'] },
  },
  hasOnlyLatest: true,
  listOf: observationsOf,
  ownersOf: async (work, ids) =>
    (await Promise.all([ownersIn('strength')(work, ids), ownersIn('wellbeing')(work, ids)])).flat(),
  create,
});

/** The answers themselves, question by question; of a questionnaire that somebody owns the total alone. */
async function responsesOf(work: Work, people: readonly Uuid[]): Promise<Stored[]> {
  return (await readingsOf(work, people)).map((reading) => {
    const { takenOn, person, version, id } = reading;
    const answers = reading.instrument === 'other' ? [reading.total] : reading.answers;
    const names =
      reading.instrument === 'other' ? [`Total of ${reading.name}`] : figuresOf(reading).map((one) => one.name);
    const content = withoutGaps({
      meta: { profile: [ukCore('QuestionnaireResponse')] },
      questionnaire: `${systems.own}:questionnaire:${reading.instrument}`,
      _questionnaire: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: instrumentWords[reading.instrument] },
        ],
      },
      status: 'completed',
      subject: reference('Patient', person),
      authored: takenOn,
      item: answers.map((answer, index) => ({
        linkId: String(index + 1),
        text: names[index],
        answer: [Number.isInteger(answer) ? { valueInteger: answer } : { valueDecimal: answer }],
      })),
    });
    const at = new Date(`${takenOn}T12:00:00Z`);
    return stored('QuestionnaireResponse', { id, version, at, person }, content);
  });
}

export const questionnaireResponseKind = kindOfPeople({
  type: 'QuestionnaireResponse',
  parameters: {
    patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
    questionnaire: { kind: 'uri', paths: ['questionnaire'] },
    status: { kind: 'token', paths: ['status'] },
    authored: { kind: 'date', paths: ['authored'] },
    author: { kind: 'reference', paths: ['author'], targets: ['Organization'] },
    source: { kind: 'reference', paths: ['source'], targets: ['Patient', 'RelatedPerson'] },
    'based-on': { kind: 'reference', paths: ['basedOn'], targets: ['ServiceRequest', 'CarePlan'] },
  },
  hasOnlyLatest: true,
  listOf: responsesOf,
  ownersOf: ownersIn('wellbeing'),
});
