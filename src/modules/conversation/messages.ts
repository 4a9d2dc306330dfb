/** Every sentence that a person may read as a refusal or a form error in conversations. */
export const messages = {
  questionMissing: 'Enter the question that people will answer',
  questionLong: 'Use 300 characters or fewer for the question',
  statementLong: (line: number, longest: number) =>
    `Statement ${line} has more than ${longest} characters. Make it shorter`,
  statementTwice: (line: number) => `Statement ${line} says the same as one above it`,
  statementsMissing: 'Write at least one statement',
  sectorTwice: (label: string) => `The group “${label}” is there twice`,
  sectorLong: 'Use 60 characters or fewer for the name of a group',
  sectorsMany: 'Use 12 groups or fewer: people find a long list hard',
  noSuchCode: 'No conversation has this code. Check the letters and numbers and try again',
  notOpen: 'This conversation is not open, so nobody can join it now',
  closed: 'This conversation has closed, so votes and statements can no longer be added. Your earlier votes count.',
  voteMissing: 'Choose agree, disagree or pass',
  sectorMissing: 'Choose a group, or choose “I would rather not say”',
  decisionMissing: 'Choose approve or reject',
  statementGone: 'This statement is not in this conversation',
} as const;

/** What a page says once after something was done. */
export const notices = {
  'conversation-made': 'The conversation is drafted. Open it when you are ready.',
  'conversation-opened': 'The conversation is open. Share the code.',
  'conversation-closed': 'The conversation is closed and its result is public.',
  'conversation-reopened': 'The conversation is open again.',
  'statements-added': 'The statements were added.',
  'statement-approved': 'Approved. Everybody in the conversation can vote on it now.',
  'statement-rejected': 'Rejected. The person who wrote it can read the reason.',
  'statement-sent': 'Thank you. Somebody reads it first, usually within a day. You can see here what becomes of it.',
  'vote-changed': 'Your vote was changed.',
} as const;
