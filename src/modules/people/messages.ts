import type { AskingRefusal } from './domain/asking.ts';
import type { SharingRefusal } from './domain/consent.ts';
import type { AppointmentRefusal } from './domain/appointment.ts';
import type { HandoverRefusal } from './domain/handover.ts';
import type { NoteRefusal } from './domain/note.ts';
import type { ReviewRefusal } from './domain/plan-review.ts';
import type { StepRefusal } from './domain/plan-step.ts';
import type { ErasureRefusal } from './domain/erasure.ts';
import type { RepresentationRefusal } from './domain/representation.ts';
import type { TaskRefusal } from './domain/work-task.ts';
import type { CorrectionRefusal } from './store/corrections.ts';
import type { ErasureAskRefusal } from './store/erasures.ts';
import type { EditRefusal } from './store/doing.ts';
import type { FamilyRefusal } from './store/families.ts';
import type { GoalRefusal } from './store/goals.ts';
import type { ReferralRefusal } from './store/referral-writes.ts';

/** Everything this module can refuse. */
export type PeopleRefusal =
  | EditRefusal
  | GoalRefusal
  | StepRefusal
  | ReviewRefusal
  | SharingRefusal
  | ReferralRefusal
  | RepresentationRefusal
  | NoteRefusal
  | TaskRefusal
  | AppointmentRefusal
  | HandoverRefusal
  | CorrectionRefusal
  | ErasureAskRefusal
  | ErasureRefusal
  | AskingRefusal
  | FamilyRefusal
  | 'person/nhs-number';

const sentences: Readonly<Record<PeopleRefusal, string>> = {
  'people/gone': 'This is no longer here, or you may not see it',
  'people/changed-meanwhile':
    'Somebody changed this while you were working. Your words are still below. Look at the page as it is now, then send the form again to put your words in place of theirs',
  'goal/priority-gone': 'Choose one of the priorities in the list',
  'note/in-future': 'The day of the note must be today or in the past',
  'note/held-reason': 'Say in at least 20 letters why reading it could seriously harm somebody',
  'note/why-withdrawn': 'Say why it was written in error',
  'note/withdrawn': 'This note is marked as written in error and stays as it is',
  'task/not-yours': 'Somebody else says this about the task',
  'task/already-answered': 'This task has already been answered',
  'task/not-accepted': 'A task is done only after the colleague has said yes to it',
  'task/over': 'This task is done or no longer needed',
  'task/why-needed': 'Say why, in a few words',
  'task/done-in-future': 'The day it was done must be today or in the past',
  'task/due-in-past': 'The day must be today or later',
  'appointment/over': 'It is already written down how this appointment went',
  'appointment/in-past': 'The day and time must be in the future',
  'appointment/not-yet': 'It has not begun yet: call it off, or wait until it is over',
  'appointment/reason-needed': 'Choose what got in the way',
  'handover/nobody': 'Choose at least one person whom this colleague may know',
  'handover/to-yourself': 'Choose somebody else than the worker whose people they are',
  'handover/not-a-colleague': 'Choose a colleague from the list',
  'handover/back-needed': 'The day on which everybody comes back must be after today',
  'handover/back-too-late': 'Choose a day within a year, or hand over for good',
  'handover/not-yours': 'Only the colleague answers, and only whoever asked takes it back',
  'handover/already-answered': 'This has already been answered',
  'handover/why-needed': 'Say why not, in a few words',
  'handover/left': 'They no longer work here: everybody stays where they are',
  'handover/not-running': 'This handover does not run for a while',
  'step/already-answered': 'This step has already been answered',
  'step/not-accepted': 'A step is done only after the person has said yes to it',
  'step/already-ended': 'This step has already ended',
  'step/done-in-future': 'The day it was done must be today or in the past',
  'step/own-not-kept': 'What somebody meant to do themselves is done, or no longer planned',
  'step/why-needed': 'Say in a few words why it did not come about',
  'step/strengths-first':
    'First write down something the person is good at, or somebody who supports them already. Then others can offer to help. What cannot wait, does not wait: tick the box',
  'step/not-said-by-them': 'Nobody is put down for something in their absence. Tick the box if they said so themselves',
  'review/in-future': 'The day you talked about it must be today or in the past',
  'review/note-needed': 'Say who spoke for the person, or why nobody agreed',
  'review/next-too-early': 'The day you look at it again must be after the day you talked about it',
  'review/next-too-late': 'A plan is looked at again within a year: choose an earlier day',
  'review/unknown-needed': 'Say who will ask what they are good at and who is around them, and by when',
  'review/unknown-too-late': 'Choose a day within fourteen days after you talked about it',
  'sharing/yourself': 'You cannot name yourself. Ask a colleague to write this down and to take over',
  'sharing/lead':
    'This organisation keeps the record. Name a worker, or hand the record over to another organisation first',
  'sharing/not-alone':
    'Somebody else decides this with you. You can always keep something from somebody. Ask those who help you',
  'sharing/already-withdrawn': 'This has already been taken back',
  'referral/goal-gone': 'Choose one of the goals in the list',
  'referral/claimed': 'Another organisation was faster. Thank you for offering',
  'referral/not-now': 'This can no longer be done. Look at how the referral stands now',
  'referral/reason-needed': 'Choose a reason',
  'referral/note-needed': 'Say it in a few words',
  'referral/output-needed': 'Say what was done, in a few words',
  'referral/review-needed': 'Enter the day on which you will look at it again, tomorrow or later',
  'representative/money-only': 'Somebody who looks after money acts in matters of money alone',
  'correction/asked-already':
    'You have said so already. An answer is due: take it back first if you want to say it otherwise',
  'erasure/asked-already': 'You have asked for this already. Take it back first if you want to ask otherwise',
  'erasure/reason-needed': 'Say why, in words that the person understands',
  'erasure/review-needed': 'Enter the day on which it is looked at again, tomorrow or later',
  'erasure/review-too-late': 'Choose a day within ten years',
  'asking/too-early': 'The day by which they ask must be today or later',
  'asking/too-late': 'Choose a day within fourteen days',
  'family/already-in': 'This person is in it already',
  'family/full': 'No more people fit on one page. Begin another family for the others',
  'person/nhs-number': 'Enter the ten digits of an NHS number, like 999 123 4567. Check each digit',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: PeopleRefusal): string {
  return sentences[refusal];
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  name: 'Enter the name of the person',
  knownAlready:
    'This person may be known here already. Read what stands at the top of the form, then open their page or tick the box',
  bornInFuture: 'The day they were born must be in the past',
  safeContact: 'Choose how it is safe to get in touch',
  safeContactNote: 'Say which way is safe, or through whom',
  mayKnow: 'Choose who may know that we are helping',
  mayPlan: 'Choose who may see the support plan',
  mustNot: 'Choose whether there is anybody who must not know',
  mustNotWho: 'Choose who must not know',
  howGiven: 'Choose how the person told you',
  familyKind: 'Choose whether they live together',
  askingWho: 'Enter who will ask',
  tieKind: 'Choose who or what it is',
  tieOrganisation: 'Choose an organisation from the list',
  tieName: 'Enter the name that the person uses',
  tieRing: 'Choose how close it is',
  strengthKind: 'Choose what kind of strength it is',
  words: 'Write it in the person’s own words',
  needCategory: 'Choose whether this touches on somebody’s safety',
  goalWords: 'Write what the person wants, in their own words',
  importance: 'Choose how important it is, from 1 to 10',
  progress: 'Choose how far it is, from 0 to 10',
  stepWhat: 'Say what will be done',
  stepWho: 'Choose who would do it',
  stepDue: 'The day it is due must be today or later',
  reviewHow: 'Choose how you talked about it',
  reviewWith: 'Choose who agreed',
  reviewGoalChanged:
    'Somebody changed a goal while you were working. Your words are still below. Look at the figures as they are now, then send the form again',
  trigger: 'Say what could go wrong',
  helps: 'Say what helps then',
  callWho: 'Choose somebody of the circle, or nobody',
  alertAnswer: 'Say what you did, in a few words',
  linkWho: 'Choose one of them',
  wellbeingAnswer: 'Choose an answer',
  wellbeingDay: 'The day must be today or in the past',
  wellbeingName: 'Enter the name of the questionnaire',
  wellbeingTotal: 'Enter the total, between −1,000 and 1,000',
  wellbeingLicence: 'Confirm that you may use it',
  addressLines: 'Write the address on at most five lines',
  practiceCode: 'Enter a letter and five digits, like A12345',
  kept: 'Choose whether it came about',
  keptWhy: 'Say in a few words why it did not come about',
  answer: 'Choose what you want to say',
  effect: 'Choose whether this is allowed or not',
  category: 'Choose what it is about',
  permitWho: 'Choose who may see it',
  search: 'Enter a name or an NHS number',
  referTo: 'Choose who could help',
  offerTo: 'Choose between two and ten groups',
  offerNeed: 'Say in a few words what is needed, without the name',
  introduce: 'Choose the group that you told them of',
  reopenWhy: 'Say what is different now',
  referFull: 'They said that there is no room just now. Tick the box to send it anyway, or choose another',
  referReason: 'Say what matters to the person, and why now',
  referGoal: 'Choose one of the goals in the list',
  referPermission: 'Choose how the person said yes. Without their yes it is not sent',
  referScope: 'Choose what the group may see while it helps',
  referRisks: 'Choose whether there is anything a visitor must know',
  referRisksNote: 'Say what a visitor must know',
  referUrgency: 'Choose how soon',
  helpWho: 'Choose who it is for',
  helpAskerName: 'Enter your name',
  helpRelation: 'Say how you know them',
  helpAskerContact: 'Enter your phone or email, so that we can ask you',
  helpKnows: 'Choose whether they know that you ask',
  helpAskFirst: 'Ask them first: we get in touch only with people who want it. If somebody is in danger, ring 999',
  helpReason: 'Say what would help, in a few words',
  helpOrganisation: 'Choose who should read it',
  helpName: 'Enter your name',
  helpTheirName: 'Enter their name',
  helpWays: 'Choose at least one way to get in touch',
  helpPhone: 'Enter the phone number, or choose another way',
  helpEmail: 'Enter the email address, or choose another way',
  helpPostcode: 'Enter the postcode, or choose another way than a letter',
  helpMessage: 'Choose whether we may leave a message',
  letter: 'Paste the text of the letter',
  letterAgreed: 'The day on which the person agreed must be today or in the past',
  letterAsker: 'Enter who refers them',
  letterReply: 'Enter where the answer goes',
  closeReason: 'Choose why nobody is taken in',
  closeNote: 'Say in a few words why',
  emergencyWho: 'Enter the full name or the NHS number',
  emergencyKind: 'Choose why it is an emergency',
  emergencyReason: 'Say what has happened, in at least 20 letters',
  emergencyTelling: 'Choose whether the person may be told',
  emergencyHeld: 'Say why being told could put somebody in danger',
  emergencyFinding: 'Choose whether it was right',
  emergencyNote: 'Say what was not right',
  representativeName: 'Enter their full name',
  representativeAuthority: 'Choose by what authority they act',
  representativeMatters: 'Choose at least one matter',
  representativeEvidence: 'Say what you have seen: the paper, its number and its date',
  representativeUntil: 'The last day must be today or later',
  representativeStop: 'Choose whether it has ended or is suspended',
  representativeReason: 'Say why it is suspended',
  findingMatter: 'Choose which matter it is about',
  findingDecides: 'Choose whether they can decide it themselves',
  findingReason: 'Say what it rests on, in at least 10 letters',
  findingBy: 'Enter who found it',
  linkCode: 'Enter the code that you were given',
  linkCodeWrong: 'This code does not work. It may be mistyped, used already or too old. Ask for a new one',
  correctionAbout: 'Choose what it is about',
  correctionWords: 'Say what is wrong, and what would be right',
  correctionStatus: 'Choose what became of it',
  correctionReason: 'Say why it stays as it is',
  erasureWhat: 'Choose what you want to be erased',
  erasureSure: 'Tick the box if you want everything to be erased',
  erasureOutcome: 'Choose what you decide',
  agreementName: 'Enter the name of the agreement',
  agreementParties: 'Choose at least two partners',
  agreementPurposes: 'Choose what it is for',
  agreementCategories: 'Choose what may be shared',
  agreementBasis: 'Say on which lawful basis',
  agreementReview: 'The day of the review must be after today',
  agreementUntil: 'The last day must be today or later',
  duty: 'Choose what they answer for',
  dutyHolder: 'Choose somebody from the list',
  documentsRead: 'Tick the box once you have read the documents',
  documentsChanged: 'The documents have changed since you opened this page. Read them again, then sign',
  concernAbout: 'Enter the name of the person it is about',
  concernWords: 'Say what worries you, in at least 20 letters',
  concernBasis: 'Choose which law lets you pass it on',
  concernReason: 'Say why it must be passed on, in at least 10 letters',
  concernTelling: 'Choose whether the person may see it',
  noteHow: 'Choose how it came about',
  noteWords: 'Write what was said and agreed',
  noteCategory: 'Choose what it is about',
  noteRead: 'Choose whether they can read it',
  noteHeld: 'Say why reading it could seriously harm somebody',
  noteWithdrawn: 'Say why it was written in error',
  taskWhat: 'Say what is to be done',
  taskWho: 'Choose who does it',
  taskWhy: 'Say why, in a few words',
  appointmentAbout: 'Say what it is for',
  appointmentTime: 'Enter the time, like 10:30 or 2pm',
  appointmentMinutes: 'Enter how many minutes, from 5 to 480',
  appointmentWith: 'Choose somebody from the list',
  appointmentWithName: 'Say with whom',
  appointmentOutcome: 'Choose what came of it',
  handoverTo: 'Choose a colleague',
  handoverKind: 'Choose for how long',
  handoverWhom: 'Choose whom you hand over',
  workHours: 'Enter your hours, more than 0 and up to 60, with one decimal at most',
  workRoom: 'Enter a whole number of people, from 0 to 500',
  emergencyNobody:
    'Nobody was found with these details whose record you can open this way. If a life is in danger, call 999. To pass a concern on, tell the safeguarding team',
} as const;

/** The words for the categories of information, as they stand in sentences. */
export const categoryWords: Readonly<Record<string, string>> = {
  '*': 'everything',
  identity: 'name and contact details',
  circle: 'the circle',
  plan: 'the support plan',
  needs: 'what help is wanted',
  referral: 'referrals',
  safeguarding: 'matters of safety',
};

/** The words for the ways in which a record was looked at, by the pattern of the address. */
export const routeWords: Readonly<Record<string, string>> = {
  '/:place/people': 'saw your name in a list',
  '/:place/people/search': 'found your name in a search',
  '/:place/people/match': 'looked whether you are known here already',
  '/:place/people/new': 'looked whether you are known here already',
  '/:place/intake/:id': 'looked whether you are known here already',
  '/:place/people/:id': 'opened your page',
  '/:place/people/families/:id': 'looked at your circle together with your family’s',
  '/:place/people/families/:id/members/new': 'looked for you, to put you with your family',
  '/:place/people/:id/circle/:item/record': 'looked whether you have a record',
  '/:place/people/:id/cannot-carry-on/:item': 'read that you cannot carry on',
  '/:place/people/:id/work': 'read notes, tasks and appointments about you',
  '/:place/people/:id/notes/new': 'wrote a note about you',
  '/:place/people/:id/notes/:item/edit': 'corrected a note about you',
  '/:place/people/:id/tasks/new': 'wrote down something to do for you',
  '/:place/people/:id/tasks/:item': 'looked at something to do for you',
  '/:place/people/:id/appointments/new': 'planned an appointment with you',
  '/:place/people/:id/appointments/:item/edit': 'changed an appointment with you',
  '/:place/people/:id/appointments/:item/outcome': 'wrote down how an appointment went',
  '/:place/caseload': 'saw your name in a list',
  '/:place/handovers/new': 'saw your name in a list of people to pass on',
  '/:place/handovers/:id': 'saw your name in a list of people to pass on',
  '/:place/people/:id/plan/copy': 'printed a copy of your plan',
  '/:place/people/:id/plan/reviews/:item': 'read an earlier plan of yours',
  '/:place/people/:id/representatives': 'looked at who acts for you',
  '/:place/representing': 'saw your name, as somebody who acts for you',
  '/:place/representing/:id': 'opened your record, as somebody who acts for you',
  '/:place/people/concern': 'opened your contact details',
  '/:place/people/:id/emergency': 'opened your record in an emergency',
  '/:place/people/:id/referrals/new': 'wrote a referral for you',
  '/:place/people/:id/referrals/offer': 'wrote a referral for you',
  '/:place/people/:id/introductions': 'looked what you were told of',
  '/:place/referrals/:id/reopen': 'worked on a referral about you',
  '/:place/referrals': 'saw a referral about you in a list',
  '/:place/referrals/open': 'saw a referral about you without your name, offered to them',
  '/:place/referrals/:id': 'opened a referral about you',
  '/:place/referrals/:id/:move': 'worked on a referral about you',
  '/:place/a/:token': 'opened a referral about you, by its link',
  '/:place/people/:id/corrections/:item': 'read what you say is not right',
  '/:place/people/:id/erasure/:item': 'read what you want to be erased',
  '/:place/erasure/:id': 'read that you want to be forgotten, or that your record was kept long enough',
  '/:place/erasure': 'saw your name among requests to be forgotten',
  '/:place/today': 'saw you on the list for today',
  '/:place/thread/:kind/:id': 'followed one of your goals',
};
