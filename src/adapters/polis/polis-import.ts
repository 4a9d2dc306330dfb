/** What a past conversation on Polis holds, in our words: +1 agree, 0 pass, -1 disagree; times in milliseconds. */
export type PolisStatement = {
  number: number;
  body: string;
  /** The participant who wrote it; 0 is usually the organiser; null when the file does not say. */
  authorNumber: number | null;
  isSeed: boolean;
  status: 'approved' | 'rejected' | 'submitted';
  /** A question about the person ("I am over 55"), not an opinion: set aside from agreement. */
  isAboutYou: boolean;
  createdAt: number;
};
export type PolisParticipant = { number: number; importedGroup: string | null };
export type PolisVote = { statementNumber: number; participantNumber: number; value: 1 | 0 | -1; at: number };
/** A place where two files disagree, or a file has something odd, and what was done about it. */
export type PolisNote = { file: string; sentence: string };

export type PolisConversation = {
  topic: string;
  description: string;
  /** By number. */
  statements: PolisStatement[];
  /** By number. */
  participants: PolisParticipant[];
  /** Every vote event, by time, then statement, then order in the file: the last one of a pair is the current vote. */
  votes: PolisVote[];
};

export type PolisImport = PolisConversation & {
  sign: { inverted: boolean; sentence: string };
  timeUnit: 'milliseconds' | 'seconds';
  /** Statements that read like questions about the person, to be confirmed by a human. Empty when the files say it. */
  suggestedAboutYou: number[];
  differences: PolisNote[];
  notes: PolisNote[];
};

/** One thing wrong with a file. `repair` names the option that would mend it. */
export type PolisProblem = {
  file: string;
  line: number;
  column: string;
  expectation: string;
  sentence: string;
  repair: 'repairUnquotedBodies' | null;
};
