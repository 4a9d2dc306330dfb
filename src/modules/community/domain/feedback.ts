/** What a reader can say is wrong with a listing. */
export const feedbackTopics = ['closed', 'times', 'contact', 'place', 'other'] as const;
export type FeedbackTopic = (typeof feedbackTopics)[number];

/** What became of it: somebody put the listing right, or it was right as it stood. */
export const feedbackOutcomes = ['put-right', 'was-right'] as const;
export type FeedbackOutcome = (typeof feedbackOutcomes)[number];

const words: Readonly<Record<FeedbackTopic, string>> = {
  closed: 'It is closed, or no longer runs',
  times: 'The days or times are wrong',
  contact: 'Nobody can be reached under this phone number or address',
  place: 'It is somewhere else',
  other: 'Something else is wrong',
};

export function feedbackWords(topic: FeedbackTopic): string {
  return words[topic];
}

const outcomes: Readonly<Record<FeedbackOutcome, string>> = {
  'put-right': 'We have put it right',
  'was-right': 'It was right as it stands',
};

export function outcomeWords(outcome: FeedbackOutcome): string {
  return outcomes[outcome];
}
