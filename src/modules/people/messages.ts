import type { SharingRefusal } from './domain/consent.ts';
import type { StepRefusal } from './domain/plan-step.ts';
import type { RepresentationRefusal } from './domain/representation.ts';
import type { EditRefusal } from './store/doing.ts';
import type { GoalRefusal } from './store/goals.ts';
import type { ReferralRefusal } from './store/referral-writes.ts';

/** Everything this module can refuse. */
export type PeopleRefusal =
  | EditRefusal
  | GoalRefusal
  | StepRefusal
  | SharingRefusal
  | ReferralRefusal
  | RepresentationRefusal
  | 'person/nhs-number';

const sentences: Readonly<Record<PeopleRefusal, string>> = {
  'people/gone': 'This is no longer here, or you may not see it',
  'people/changed-meanwhile':
    'Somebody changed this while you were working. Your words are still below. Look at the page as it is now, then send the form again to put your words in place of theirs',
  'goal/priority-gone': 'Choose one of the priorities in the list',
  'step/already-answered': 'This step has already been answered',
  'step/not-accepted': 'A step is done only after the person has said yes to it',
  'step/already-ended': 'This step has already ended',
  'step/done-in-future': 'The day it was done must be today or in the past',
  'step/strengths-first':
    'First write down something the person is good at, or somebody who supports them already. Then others can offer to help',
  'step/not-said-by-them': 'Nobody is put down for something in their absence. Tick the box if they said so themselves',
  'sharing/yourself': 'You cannot name yourself. Ask a colleague to write this down and to take over',
  'sharing/lead':
    'This organisation keeps the record. Name a worker, or hand the record over to another organisation first',
  'sharing/not-alone':
    'Somebody else decides this with you. You can always keep something from somebody. Ask those who help you',
  'sharing/already-withdrawn': 'This has already been taken back',
  'referral/goal-gone': 'Choose one of the goals in the list',
  'referral/not-now': 'This can no longer be done. Look at how the referral stands now',
  'referral/reason-needed': 'Choose a reason',
  'referral/note-needed': 'Say it in a few words',
  'referral/output-needed': 'Say what was done, in a few words',
  'referral/review-needed': 'Enter the day on which you will look at it again, tomorrow or later',
  'representative/money-only': 'Somebody who looks after money acts in matters of money alone',
  'person/nhs-number': 'Enter the ten digits of an NHS number, like 999 123 4567. Check each digit',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: PeopleRefusal): string {
  return sentences[refusal];
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  name: 'Enter the name of the person',
  bornInFuture: 'The day they were born must be in the past',
  safeContact: 'Choose how it is safe to get in touch',
  safeContactNote: 'Say which way is safe, or through whom',
  mayKnow: 'Choose who may know that we are helping',
  mayPlan: 'Choose who may see the support plan',
  mustNot: 'Choose whether there is anybody who must not know',
  mustNotWho: 'Choose who must not know',
  howGiven: 'Choose how the person told you',
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
  answer: 'Choose what you want to say',
  effect: 'Choose whether this is allowed or not',
  category: 'Choose what it is about',
  permitWho: 'Choose who may see it',
  search: 'Enter a name or an NHS number',
  referTo: 'Choose who could help',
  referFull: 'They said that there is no room just now. Tick the box to send it anyway, or choose another',
  referReason: 'Say what matters to the person, and why now',
  referGoal: 'Choose one of the goals in the list',
  referPermission: 'Choose how the person said yes. Without their yes it is not sent',
  referScope: 'Choose what the group may see while it helps',
  referRisks: 'Choose whether there is anything a visitor must know',
  referRisksNote: 'Say what a visitor must know',
  referUrgency: 'Choose how soon',
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
  emergencyNobody:
    'Nobody was found with these details whose record you can open this way. If a life is in danger, call 999. To pass a concern on, tell the safeguarding team',
} as const;

/** What the next page says once after something was done. */
export const notices: Readonly<Record<string, string>> = {
  'person-added':
    'The person is added, with what they allow. Begin with what matters to them and what they are good at.',
  'person-saved': 'The details are saved.',
  'circle-added': 'Added to the circle.',
  'circle-saved': 'The circle is saved.',
  'circle-ended': 'Taken out of the circle of today. What was there is kept.',
  'words-added': 'Written down.',
  'words-saved': 'Saved.',
  'words-removed': 'Taken away.',
  'goal-added': 'The goal is added.',
  'goal-saved': 'The goal is saved.',
  'step-added': 'The step is added.',
  'step-accepted': 'The step is agreed.',
  'step-declined': 'It is written down that the person would rather not.',
  'step-done': 'Well done. The step is marked as done.',
  'step-ended': 'The step is no longer planned.',
  'sharing-permitted': 'Written down. They can see it from now on, as far as an agreement lets them.',
  'sharing-denied': 'Written down. From now on they see nothing of it, anywhere.',
  'sharing-withdrawn': 'Taken back. It holds from now on.',
  'referral-sent': 'Sent. They have not told us of a mailbox: make a link for them, or ring them.',
  'referral-sent-by-mail': 'Sent. A link to answer by is on its way to their mailbox.',
  'referral-accept': 'Thank you. Those who asked see your yes.',
  'referral-decline': 'Thank you for answering. Those who asked see it and can ask somebody else.',
  'referral-start': 'Written down: help has begun.',
  'referral-hold': 'Written down: it waits until the day you said.',
  'referral-resume': 'Written down: help goes on.',
  'referral-finish': 'Thank you. Those who asked can read what was done.',
  'referral-stop': 'Written down. Those who asked can read why.',
  'referral-cancel': 'The referral is taken back.',
  'referral-withdraw': 'You have taken the referral back. It holds from now on.',
  'referral-mistake': 'Written down: it was sent by mistake.',
  'referral-read': 'Taken off your list.',
  'emergency-ended': 'Closed. Somebody else looks at your reason within five working days.',
  'emergency-reviewed': 'The review is saved.',
  'concern-received': 'Thank you. Whoever passed it on is told that you have it.',
  'duty-named': 'Named. They sign on this page, with their own sign-in.',
  'duty-ended': 'Ended. Name somebody else if the duty is still needed.',
  'documents-signed': 'Signed. Thank you.',
  'documents-unsigned': 'Your signature is taken back. No new record of a person is begun here.',
  'representative-added': 'Written down. Make a code, so that they can connect their own sign-in.',
  'representative-stopped': 'Written down. From now on they see and decide nothing by it.',
  'finding-added': 'Written down. It holds from now on.',
  'account-connected': 'Connected. Those who help can undo it, and so can you.',
  'account-disconnected': 'Disconnected. The sign-in shows the record no longer.',
  'agreement-made': 'The agreement is in force. What people allow decides how much of it is used.',
  'agreement-reviewed': 'The review is saved.',
  'agreement-left': 'They have left it. What it opened to them is closed.',
  'agreement-ended': 'The agreement has ended. What it opened is closed.',
  'safe-mode-on': 'Your circle, what you allow and who looked are hidden here until you show them again.',
  'safe-mode-off': 'Everything is shown again.',
};

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
  '/:place/people/:id': 'opened your page',
  '/:place/people/:id/representatives': 'looked at who acts for you',
  '/:place/representing': 'saw your name, as somebody who acts for you',
  '/:place/representing/:id': 'opened your record, as somebody who acts for you',
  '/:place/people/concern': 'opened your contact details',
  '/:place/people/:id/emergency': 'opened your record in an emergency',
  '/:place/people/:id/referrals/new': 'wrote a referral for you',
  '/:place/referrals': 'saw a referral about you in a list',
  '/:place/referrals/:id': 'opened a referral about you',
  '/:place/referrals/:id/:move': 'worked on a referral about you',
  '/:place/a/:token': 'opened a referral about you, by its link',
  '/:place/today': 'saw you on the list for today',
  '/:place/thread/:kind/:id': 'followed one of your goals',
};
