import type { VersionRefusal } from './domain/version.ts';

/** Everything this module can refuse. */
export type ServiceRefusal =
  | VersionRefusal
  | 'service/gone'
  | 'service/not-a-partner'
  | 'service/not-approved-yet'
  | 'service/has-ended'
  | 'service/tells-masked-address'
  | 'service/commitment-gone'
  | 'service/changed-meanwhile'
  | 'service/too-many-words';

const sentences: Readonly<Record<ServiceRefusal, string>> = {
  'service/not-an-approver':
    'Only administrators and programme managers approve what organisations say of their services',
  'service/not-yours': 'Only people who speak for the organisation that runs this service can change it',
  'service/already-decided': 'Somebody has already decided about this version',
  'service/reason-needed': 'Say why you send it back, so that they can put it right',
  'service/gone': 'This is no longer here, or you may not see it',
  'service/not-a-partner': 'Choose an organisation that is a partner in this place',
  'service/not-approved-yet': 'This service is not public yet: wait until it is approved',
  'service/has-ended': 'This service has ended for good. Change what stands about it if it begins anew',
  'service/tells-masked-address':
    'The address is to be kept private, but the name, description, times, cost or contact details have a part of it in them. Take it out there',
  'service/commitment-gone': 'Choose a commitment from the list',
  'service/too-many-words': 'There are 500 words already: remove one first',
  'service/changed-meanwhile':
    'Somebody changed this service while you were working. Your words are still below. Look at the service as it is now, then send the form again to put your words in place of theirs',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: ServiceRefusal): string {
  return sentences[refusal];
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  organisation: 'Choose the organisation that runs this service',
  name: 'Enter the name of the service',
  description: 'Say what the service is, in a few sentences',
  status: 'Choose whether it is open',
  url: 'The web address must start with https:// or http://',
  age: 'An age must be a whole number from 0 to 120',
  ages: 'The oldest age must not be below the youngest',
  where: 'Choose where it is',
  address: 'Enter the street and number',
  city: 'Enter the town or village',
  cost: 'Choose whether it is free',
  costNeeded: 'Enter at least one amount, or choose that it is free',
  amount: 'Enter an amount of money, like 2.50',
  time: 'Enter a time like 9:30am, 14:00 or 2pm',
  days: 'Tick the days for these times',
  closesFirst: 'The time it closes must be after the time it opens',
  weeks: 'Give the first day, so that the weeks can be counted from it',
  everyWeeks: 'Choose how often',
  period: 'The last day must not be before the first',
  reopensLater: 'The day on which it opens again must be after today',
  reopensWithinAYear: 'The day on which it opens again must be within a year',
  terms: 'Choose at most 12',
  areas: 'Name at most 12 parts of the place, each in 80 characters or fewer',
  topic: 'Choose what is wrong',
  wrongWords: 'Say what is wrong',
  outcome: 'Choose what became of it',
  word: 'Enter what people say',
  means: 'Enter what it is the same as',
  shortPhrase: 'Enter one to three words, of two letters or more',
  sameWord: 'Enter two different words',
  decision: 'Choose whether you approve this or send it back',
  capacity: 'Choose whether it can take someone',
  contact: 'Choose whether to count a contact or to take one back',
  note: 'Write the note',
  helperName: 'Enter the name by which they want to be known',
  offers: 'Say what they offer',
  howAsked: 'Say how they are asked',
  safety: 'Say what was done so that both are safe',
  chosenPartners: 'Choose at least one organisation that agreed',
  agreedLater: 'They must have said yes already',
} as const;

/** What is said of a file of another directory that cannot be read. */
export const fileMessages = {
  none: 'Choose a file',
  source: 'Say which directory it comes from',
  noFeed:
    'This is not a feed of services that we know. Choose an Open Referral UK feed, a table (CSV) or a workbook (XLSX)',
  noWorkbook: 'This workbook cannot be opened. Save it again as XLSX, or as CSV',
  noRows: 'There is nothing in this file below the names of the columns',
  tooManyRows:
    'This file has more than 10,000 rows. Split it, or ask who runs the service to bring it in by the command line',
  line: 'In line',
  column: 'Say which column this is: every service needs it',
  decision: 'Choose what it is',
  refusal: 'Enter the name of the service or group',
} as const;

/** For a place that nobody knows the whereabouts of. */
export function unknownPlace(near: string): string {
  return `We do not know where “${near}” is. Try the name of a locality, or the first part of a postcode`;
}

/** What the last row of a workbook says that does not hold everything. */
export function leftOut(count: number): string {
  return `${count.toLocaleString('en-GB')} more fitted than a workbook holds. The table (CSV) has all of them`;
}

/** What the next page says once after something was done. */
export const notices: Readonly<Record<string, string>> = {
  'service-proposed': 'Thank you. Your words wait for approval. What was approved before stays public until then.',
  'service-checked': 'Thank you. The page now says that it was checked today.',
  'capacity-reported': 'Thank you. This stands on the page for 14 days.',
  'service-closed-for-now': 'Thank you. Everybody reads now that it is closed, and until when.',
  'service-opened-again': 'Thank you. Everybody reads now that it is open.',
  'contact-counted': 'Counted. Nothing of who it was is kept.',
  'contact-taken-back': 'Taken back.',
  'feedback-kept': 'Thank you. Those who run it read this and put it right.',
  'feedback-settled': 'Thank you. It is off your list.',
  'word-kept': 'Added. Whoever looks for the one now finds the other.',
  'word-dropped': 'Removed.',
  'version-approved': 'Approved. Everyone can see it now.',
  'service-watched': 'You will be told by email when this changes or closes.',
  'service-unwatched': 'You will not be told any more.',
  'note-kept': 'Added. Partners read it.',
  'note-removed': 'Taken away.',
  'helper-added': 'Added. Partners can ask them.',
  'helper-ended': 'They are not on the list any more.',
  'import-started': 'It has begun. You can leave this page and come back.',
  'partners-made': 'They are partners now.',
  'import-given-up': 'Given up. Nothing of it was taken over.',
  'question-settled': 'Thank you. That is settled.',
  'refusal-kept': 'Kept. No import brings them back.',
  'refusal-removed': 'Removed. They may be listed again.',
  'version-sent-back': 'Sent back with your reason. What was approved before stays public.',
};
