import { fail, ok, type Result } from '../../../lib/result.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { addMonths, compareDates, formatDate } from '../../../lib/dates.ts';
import { personalDataIn, type PersonalData } from './personal-data.ts';
import type { Standing } from './standing.ts';

export type StoryStatus = 'draft' | 'published' | 'withdrawn';

/** What a story tells, in the order of its page. */
export const storyFields = [
  'title',
  'summary',
  'problem',
  'done',
  'core',
  'adaptable',
  'involved',
  'results',
  'cost',
  'failed',
  'contact',
] as const;
export type StoryField = (typeof storyFields)[number];
export type StoryWords = Readonly<Record<StoryField, string>>;

/** A published story is looked at again after this many months. Source: NICE lets its shared learning expire after two years. */
export const reviewMonths = 24;

export type PublishRefusal =
  | { kind: 'missing'; field: StoryField }
  | { kind: 'personal-data'; field: StoryField; found: PersonalData };

/** What must be filled in, or taken out, before everybody may read a story. Empty when it may be published. */
export function publishRefusals(words: StoryWords): PublishRefusal[] {
  return storyFields.flatMap((field): PublishRefusal[] => {
    if (words[field].trim() === '') return [{ kind: 'missing', field }];
    const found = personalDataIn(words[field]);
    return found === undefined ? [] : [{ kind: 'personal-data', field, found }];
  });
}

export type StoryRefusal = 'story/not-draft' | 'story/not-published' | 'story/reason-needed' | 'story/reason-personal';

/** Publishes a draft, or says again that a published story still holds. A withdrawn story stays withdrawn. */
export function decidePublish(status: StoryStatus, today: LocalDate): Result<{ reviewBy: LocalDate }, StoryRefusal> {
  return status === 'withdrawn' ? fail('story/not-draft') : ok({ reviewBy: addMonths(today, reviewMonths) });
}

/** Withdraws a published story, with a reason that everybody can read. */
export function decideWithdraw(status: StoryStatus, reason: string): Result<string, StoryRefusal> {
  if (status !== 'published') return fail('story/not-published');
  if (reason.trim() === '') return fail('story/reason-needed');
  return personalDataIn(reason) === undefined ? ok(reason.trim()) : fail('story/reason-personal');
}

/** Where a story stands today. */
export function storyStanding(
  story: { status: StoryStatus; reviewBy: LocalDate | undefined },
  today: LocalDate,
): Standing {
  if (story.status === 'draft') return { text: 'Draft: only partners can see it', tone: 'waiting' };
  if (story.status === 'withdrawn') return { text: 'Withdrawn', tone: 'ended' };
  return story.reviewBy !== undefined && compareDates(story.reviewBy, today) < 0
    ? { text: `Not looked at again since it was due on ${formatDate(story.reviewBy)}`, tone: 'late' }
    : { text: 'Published', tone: 'good' };
}
