import { addDays, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { longestUnknown } from './plan-review.ts';

/** Who will ask what is not yet known, and by when. */
export type Asking = { who: string; by: LocalDate };
export type AskingRefusal = 'asking/too-early' | 'asking/too-late';

/** Of what a plan begins with, what is not known of somebody. */
export type Missing = 'both' | 'strengths' | 'circle';

/** What is not yet known. Of what the reader may not see nothing is said: that it is empty here says nothing. */
export function missingOf(facts: {
  strengths: number;
  circle: number;
  seesStrengths: boolean;
  seesCircle: boolean;
}): Missing | undefined {
  const strengths = facts.seesStrengths && facts.strengths === 0;
  const circle = facts.seesCircle && facts.circle === 0;
  if (strengths && circle) return 'both';
  return strengths ? 'strengths' : circle ? 'circle' : undefined;
}

/** Somebody asks within fourteen days, or it is said again who does. */
export function decideAsking(asking: Asking, today: LocalDate): Result<Asking, AskingRefusal> {
  if (compareDates(asking.by, today) < 0) return fail('asking/too-early');
  return compareDates(asking.by, addDays(today, longestUnknown)) > 0 ? fail('asking/too-late') : ok(asking);
}

function missingWords(missing: Missing, isOwn: boolean): string {
  const strengths = isOwn ? 'what you are good at' : 'what they are good at';
  const circle = isOwn ? 'who is around you' : 'who is around them';
  return missing === 'both' ? `${strengths}, and ${circle}` : missing === 'strengths' ? strengths : circle;
}

/** "Not yet known: who is around them. Amara will ask, by 3 March 2026"; without anybody who asks it says that, too. */
export function missingSentence(missing: Missing, asking: Asking | undefined, today: LocalDate, isOwn = false): string {
  const what = `Not yet known: ${missingWords(missing, isOwn)}.`;
  if (asking === undefined) return `${what} Nobody has said who will ask, and by when`;
  return compareDates(asking.by, today) < 0
    ? `${what} ${asking.who} was to ask by ${formatDate(asking.by)}`
    : `${what} ${asking.who} will ask, by ${formatDate(asking.by)}`;
}
