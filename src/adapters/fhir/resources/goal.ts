import {
  addGoal,
  changeGoal,
  earlierVersions,
  goalsOf,
  type Goal,
  type SeenGoal,
} from '../../../modules/people/index.ts';
import { ownExtension } from '../core/codes.ts';
import { listAt, numberText, type JsonObject } from '../core/json.ts';
import { FhirError, gone, problem, ruleBroken } from '../core/outcome.ts';
import { addPart, partsOf, partsOfRecord, type Part } from '../store/parts.ts';
import { coding, concept, idOf, objectAt, own, ownText, reference, textAt, tokensOf, wordsOf } from './elements.ts';
import { asItStands, contentOf, doingOf, stored, type Stored, type Work } from './kind.ts';
import { changesOf, kindOfPeople, ownersIn, ownersThemselves } from './of-people.ts';

const lifecycle = { active: 'active', reached: 'completed', 'set-aside': 'on-hold' } as const;
const statuses: Readonly<Record<string, Goal['status']>> = {
  proposed: 'active',
  planned: 'active',
  accepted: 'active',
  active: 'active',
  completed: 'reached',
  'on-hold': 'set-aside',
  cancelled: 'set-aside',
  rejected: 'set-aside',
};
const achievement = 'http://terminology.hl7.org/CodeSystem/goal-achievement';

function renderGoal(goal: Goal, person: string): JsonObject {
  return {
    extension: [
      ...own('why', goal.why === '' ? undefined : { valueString: goal.why }),
      ...own('importance', { valueInteger: goal.importance }),
      ...own('progress', { valueInteger: goal.progress }),
    ],
    lifecycleStatus: lifecycle[goal.status],
    achievementStatus: concept(
      [
        goal.status === 'reached'
          ? coding(achievement, 'achieved', 'Achieved')
          : coding(achievement, 'in-progress', 'In Progress'),
      ],
      `${goal.progress} of 10, as the person says`,
    ),
    description: { text: goal.words },
    subject: reference('Patient', person),
  };
}

function wholeNumber(resource: JsonObject, name: string, fallback: number, lowest: number): number {
  const found = listAt(resource, 'extension').find((one) => one['url'] === ownExtension(name));
  const value = Number(numberText(found?.['valueInteger']) ?? fallback);
  return Number.isInteger(value) && value >= lowest && value <= 10 ? value : fallback;
}

function parseGoal(resource: JsonObject, before?: Goal): Goal {
  return {
    words: wordsOf(objectAt(resource, 'description')),
    why: ownText(resource, 'why') ?? before?.why ?? '',
    importance: wholeNumber(resource, 'importance', before?.importance ?? 5, 1),
    progress: wholeNumber(resource, 'progress', before?.progress ?? 0, 0),
    status: statuses[textAt(resource, 'lifecycleStatus') ?? ''] ?? 'active',
    priority: before?.priority,
  };
}

function checked(resource: JsonObject): void {
  if (textAt(resource, 'lifecycleStatus') === 'entered-in-error')
    throw ruleBroken('A goal that was a mistake is set aside by the person: use cancelled.', 'Goal.lifecycleStatus');
  const { words, why } = parseGoal(resource);
  if (words === '' || words.length > 300)
    throw new FhirError(422, [problem('too-long', 'Say the goal in 1 to 300 characters.', 'Goal.description')]);
  if (why.length > 1_000)
    throw new FhirError(422, [problem('too-long', 'At most 1000 characters are kept here.', 'Goal.extension')]);
}

function standing(goal: SeenGoal, part: Part | undefined, at: Date): Stored {
  const version = goal.version + (part?.bumps ?? 0);
  const viewOf = (resource: JsonObject): JsonObject => renderGoal(parseGoal(resource), goal.person);
  const content = asItStands(renderGoal(goal, goal.person), part, version, viewOf);
  const latest = part !== undefined && part.at > at ? part.at : at;
  return stored('Goal', { id: goal.id, version, at: latest, person: goal.person }, content);
}

async function knownOf(work: Work, people: readonly string[]) {
  const goals = await goalsOf(work.trx, work.place.id, people);
  const ids = goals.map((one) => one.id);
  const [parts, at] = await Promise.all([
    partsOf(work.trx, work.place.id, 'Goal', ids),
    changesOf(work, ['goal'], ids),
  ]);
  return goals.map((goal) => ({ goal, part: parts.get(goal.id), at: at(goal.id) }));
}

async function keep(
  work: Work,
  goal: { id: string; person: string },
  version: number,
  bumps: number,
  resource: JsonObject,
) {
  const content = contentOf(resource);
  const part = { kind: 'Goal', id: goal.id, person: goal.person, category: 'plan', version, bumps, content } as const;
  await addPart(work.trx, work.place.id, work.client, { ...part, tokens: tokensOf(content) }, work.now);
}

async function create(work: Work, resource: JsonObject): Promise<string> {
  checked(resource);
  const asked = idOf(objectAt(resource, 'subject'), 'Patient');
  const [person] = asked === undefined ? [] : await ownersThemselves(work, [asked]);
  if (person === undefined)
    throw new FhirError(422, [problem('not-found', 'There is no such record here for you.', 'Goal.subject')]);
  const made = await addGoal(work.trx, doingOf(work), person, parseGoal(resource));
  if (!made.ok) throw gone();
  await keep(work, { id: made.value.id, person }, 1, 0, resource);
  return made.value.id;
}

async function update(work: Work, before: Stored, resource: JsonObject): Promise<void> {
  checked(resource);
  const { person } = before;
  const found =
    person === undefined ? undefined : (await knownOf(work, [person])).find((one) => one.goal.id === before.id);
  if (found === undefined || person === undefined) throw gone();
  if (idOf(objectAt(resource, 'subject'), 'Patient') !== person)
    throw ruleBroken('Whose goal it is does not change.', 'Goal.subject');
  const { goal, part } = found;
  const next = parseGoal(resource, goal);
  const { words, why, importance, progress, status, priority } = goal;
  const isSame = JSON.stringify(next) === JSON.stringify({ words, why, importance, progress, status, priority });
  if (!isSame) {
    const done = await changeGoal(work.trx, doingOf(work), person, goal.id, { version: goal.version, goal: next });
    if (!done.ok) throw new FhirError(403, [problem('forbidden', 'This is not yours to change.')]);
  }
  await keep(work, goal, before.version + 1, (part?.bumps ?? 0) + (isSame ? 1 : 0), resource);
}

async function history(work: Work, id: string): Promise<Stored[]> {
  const [person] = await ownersIn('goal')(work, [id]);
  const current = person === undefined ? undefined : (await knownOf(work, [person])).find((one) => one.goal.id === id);
  if (current === undefined) return [];
  work.looked.add(current.goal.person);
  const [earlier, parts] = await Promise.all([
    earlierVersions(work.trx, work.place.id, ['goal'], id),
    partsOfRecord(work.trx, work.place.id, 'Goal', id),
  ]);
  const states = new Map<number, Stored>();
  let goal: SeenGoal | undefined;
  let part: Part | undefined;
  const events = [
    ...earlier.map((one) => ({ at: one.at, one, sent: undefined })),
    ...parts.map((sent) => ({ at: sent.at, one: undefined, sent })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, one, sent } of events) {
    if (one !== undefined) goal = { ...current.goal, ...(one.content as Goal), version: one.version };
    else part = sent;
    if (goal === undefined) continue;
    const state = standing(goal, part, at);
    states.set(state.version, state);
  }
  const now = standing(current.goal, current.part, current.at);
  return [...[...states.values()].filter((one) => one.version < now.version), now].sort(
    (a, b) => a.version - b.version,
  );
}

export const goalKind = {
  ...kindOfPeople({
    type: 'Goal',
    parameters: {
      patient: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
      subject: { kind: 'reference', paths: ['subject'], targets: ['Patient'] },
      'lifecycle-status': { kind: 'token', paths: ['lifecycleStatus'] },
      'achievement-status': { kind: 'token', paths: ['achievementStatus'] },
      identifier: { kind: 'token', paths: ['identifier'] },
      'start-date': { kind: 'date', paths: ['startDate'] },
      'target-date': { kind: 'date', paths: ['target.dueDate'] },
    },
    listOf: async (work, people) => (await knownOf(work, people)).map(({ goal, part, at }) => standing(goal, part, at)),
    ownersOf: ownersIn('goal'),
    create,
    update,
    history,
  }),
};
