import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { looksReal, scenarios, type Member } from '../domain/exercise.ts';
import { blockKinds, isBlockKind, templates, type PlannedBlock } from '../domain/run-sheet.ts';
import { messages } from '../messages.ts';
import type { WallView } from '../store/rooms.ts';

export const consoleBody = formSchema({
  do: textField(20),
  template: textField(40),
  block: textField(40),
  view: textField(10),
  size: textField(2),
  way: textField(5),
  title: textField(300),
  minutes: textField(5),
  options: textField(4_000),
  kind: textField(30),
  scenario: textField(30),
  'family-name': textField(200),
  members: textField(2_000),
  priority: textField(40),
  item: textField(40),
  like: textField(40),
  what: textField(10),
});

/** One step of the facilitator. */
export type ConsoleCommand =
  | { kind: 'start'; blocks: readonly PlannedBlock[] }
  | { kind: 'open' | 'extend' | 'earlier' | 'remove' | 'score'; block: Uuid }
  | { kind: 'close' | 'end' | 'again' }
  | { kind: 'wall'; view: WallView }
  | { kind: 'size'; size: number }
  | { kind: 'walk'; isOn: boolean }
  | { kind: 'change'; block: Uuid; title: string; minutes: number; options: string[] | undefined }
  | { kind: 'add'; block: PlannedBlock }
  | { kind: 'family'; familyName: string; story: string; members: readonly Member[]; priority: Uuid | undefined }
  | { kind: 'spare'; item: Uuid; isSpared: boolean }
  | { kind: 'join'; what: 'support' | 'offer'; item: Uuid; like: Uuid };

const mostOptions = 30;

function readOptions(form: FormReader, typed: Typed): string[] {
  const lines = typedText(typed, 'options')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > mostOptions) form.problem('options', messages.optionsMany);
  if (lines.some((line) => line.length > 140)) form.problem('options', messages.optionLong);
  return lines;
}

function readMinutes(form: FormReader): number {
  const minutes = form.number('minutes', 'Minutes', messages.minutesMissing) ?? 0;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 240) form.problem('minutes', messages.minutesWrong);
  return minutes;
}

/** The members of a family of one's own: "Ada, 7, daughter", one a line. */
function readMembers(form: FormReader, typed: Typed): Member[] {
  const lines = typedText(typed, 'members')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2 || lines.length > 8) form.problem('members', messages.membersCount);
  return lines.slice(0, 8).map((line, at) => {
    const [name = '', age = '', ...role] = line.split(',').map((part) => part.trim());
    if (name === '' || name.length > 40 || !/^\d{1,3}$/.test(age) || role.length === 0)
      form.problem('members', messages.memberWrong(at + 1));
    return {
      name: name.slice(0, 40),
      age: Number(age) || 0,
      role: role.join(', ').slice(0, 80),
      words: '',
      goodDay: '',
    };
  });
}

function readFamily(form: FormReader, typed: Typed): ConsoleCommand {
  const priority = typedText(typed, 'priority');
  const common = { kind: 'family', priority: isUuid(priority) ? priority : undefined } as const;
  const known = scenarios.find((one) => one.key === typedText(typed, 'scenario'));
  if (known !== undefined) return { ...common, ...known, kind: 'family' };
  const familyName = form.text('family-name', 'The name of the family', 60, messages.familyNameMissing);
  const members = readMembers(form, typed);
  if (looksReal(typedText(typed, 'members'))) form.problem('members', messages.familyReal);
  return { ...common, familyName, story: '', members };
}

/** Reads one step of the facilitator; undefined where the form names none that there is. */
function readCommand(form: FormReader, typed: Typed): ConsoleCommand | undefined {
  const block = typedText(typed, 'block');
  const item = typedText(typed, 'item');
  const like = typedText(typed, 'like');
  const step = typedText(typed, 'do');
  switch (step) {
    case 'start': {
      const template = templates.find((one) => one.key === typedText(typed, 'template'));
      if (template === undefined) form.problem('template', messages.templateMissing);
      return { kind: 'start', blocks: template?.blocks ?? [] };
    }
    case 'open':
    case 'extend':
    case 'earlier':
    case 'remove':
    case 'score':
      return isUuid(block) ? { kind: step, block } : undefined;
    case 'close':
    case 'end':
    case 'again':
      return { kind: step };
    case 'wall': {
      const view = (['block', 'join', 'shared', 'family'] as const).find((one) => one === typedText(typed, 'view'));
      return view === undefined ? undefined : { kind: 'wall', view };
    }
    case 'size': {
      const size = Number(typedText(typed, 'size'));
      return [1, 2, 3].includes(size) ? { kind: 'size', size } : undefined;
    }
    case 'walk':
      return { kind: 'walk', isOn: typedText(typed, 'way') !== 'back' };
    case 'change': {
      if (!isUuid(block)) return undefined;
      const title = form.text('title', 'The title', 120, messages.titleMissing);
      const options = typed['options'] === undefined ? undefined : readOptions(form, typed);
      return { kind: 'change', block, title, minutes: readMinutes(form), options };
    }
    case 'add': {
      const kind = form.choice('kind', blockKinds, messages.kindMissing);
      const title = form.text('title', 'The title', 120, messages.titleMissing);
      const planned = { title, minutes: readMinutes(form), options: readOptions(form, typed) };
      return kind === undefined || !isBlockKind(kind) ? undefined : { kind: 'add', block: { kind, ...planned } };
    }
    case 'family':
      return readFamily(form, typed);
    case 'spare':
      return isUuid(item) ? { kind: 'spare', item, isSpared: typedText(typed, 'way') !== 'back' } : undefined;
    case 'join': {
      const what = typedText(typed, 'what') === 'offer' ? 'offer' : 'support';
      return isUuid(item) && isUuid(like) && item !== like ? { kind: 'join', what, item, like } : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads a step of the console. */
export function parseConsole(typed: Typed): Result<ConsoleCommand, Problem[]> {
  const form = new FormReader(typed);
  const command = readCommand(form, typed);
  if (command === undefined && form.problems.length === 0) form.problem('do', messages.stepMissing);
  return command === undefined || form.problems.length > 0 ? fail(form.problems) : ok(command);
}
