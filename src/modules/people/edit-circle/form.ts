import { isUuid } from '../../../kernel/ids.ts';
import { FormReader, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import {
  cares,
  circleKinds,
  directions,
  helpKinds,
  rings,
  tieQualities,
  tieStrengths,
  type Care,
  type Direction,
  type TieQuality,
  type TieStrength,
} from '../domain/words.ts';
import { formMessages } from '../messages.ts';
import type { SeenTie, Tie } from '../store/circle.ts';

export const tieBody = formSchema({
  kind: textField(20),
  name: textField(600),
  ring: textField(10),
  strength: textField(20),
  quality: textField(20),
  direction: textField(20),
  gives: textField(1_500),
  care: textField(20),
  help: textField(20),
  organisation: textField(40),
  version: textField(20),
  /** `ring` where only how close it is was moved: the rest stays as it was. */
  only: textField(10),
  end: textField(10),
});

function orElse<T extends string>(typed: Typed, field: string, allowed: readonly T[], usual: T): T {
  return allowed.find((one) => one === typedText(typed, field)) ?? usual;
}

/** Reads who or what it is, how close, and what goes which way. What the form does not show stays as it was. */
export function parseTie(typed: Typed, before?: Tie): Result<Tie, Problem[]> {
  if (before !== undefined && typedText(typed, 'only') === 'ring') return parseRing(typed, before);
  const form = new FormReader(typed);
  const kind = form.choice('kind', circleKinds, formMessages.tieKind);
  const name = form.text('name', 'The name', 120, formMessages.tieName);
  const ring = rings.find((one) => String(one) === typedText(typed, 'ring'));
  if (ring === undefined) form.problem('ring', formMessages.tieRing);
  const gives = form.text('gives', 'What it gives', 300);
  if (kind === undefined || ring === undefined || form.problems.length > 0) return fail(form.problems);
  const organisation = typedText(typed, 'organisation');
  return ok({
    kind,
    name,
    ring,
    strength: orElse<TieStrength>(typed, 'strength', tieStrengths, 'ordinary'),
    quality: orElse<TieQuality>(typed, 'quality', tieQualities, 'helps'),
    direction: orElse<Direction>(typed, 'direction', directions, 'gives'),
    gives,
    care: orElse<Care>(typed, 'care', cares, before?.care ?? 'none'),
    help: helpKinds.find((one) => one === typedText(typed, 'help')),
    organisation: isUuid(organisation) ? organisation : undefined,
    otherPerson: before?.otherPerson,
    service: before?.service,
  });
}

function parseRing(typed: Typed, before: Tie): Result<Tie, Problem[]> {
  const ring = rings.find((one) => String(one) === typedText(typed, 'ring'));
  return ring === undefined ? fail([{ field: 'ring', text: formMessages.tieRing }]) : ok({ ...before, ring });
}

/** What the form holds of a tie before anything is changed. */
export function typedOfTie(tie: SeenTie): Typed {
  return {
    kind: tie.kind,
    name: tie.name,
    ring: String(tie.ring),
    strength: tie.strength,
    quality: tie.quality,
    direction: tie.direction,
    gives: tie.gives,
    care: tie.care,
    help: tie.help ?? '',
    organisation: tie.organisation ?? '',
  };
}
