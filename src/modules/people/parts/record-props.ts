import type { PersonCategory } from '../../../kernel/helping.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { PersonRecord } from './load-record.ts';

/** What every part of a record is shown with. */
export type RecordProps = {
  record: PersonRecord;
  /** What the person is called on the page: their name, or "you". */
  called: string;
  isOwn: boolean;
  home: string;
  /** The address under which the person's forms are. */
  forms: string;
  today: LocalDate;
  can: ReadonlySet<PersonCategory>;
  /** People in the circle who have a record that this reader may see. */
  known: ReadonlySet<string>;
  /** Whether this reader can open earlier plans and the thread; those who act for somebody cannot. */
  opensMore?: boolean;
  /** Where every referral is shown, where these are not all. */
  allReferrals?: string | undefined;
};
