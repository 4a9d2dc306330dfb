import type { ActionRefusal } from './domain/action.ts';
import type { MeetingRefusal } from './domain/meeting.ts';

/** Everything this module can refuse. */
export type BoardRefusal =
  | MeetingRefusal
  | ActionRefusal
  | 'board/gone'
  | 'board/changed-meanwhile'
  | 'item/agenda-closed'
  | 'item/agenda-published'
  | 'item/minutes-closed'
  | 'decision/meeting-not-held'
  | 'decision/already-published'
  | 'decision/not-published'
  | 'decision/priority-gone'
  | 'action/not-a-partner'
  | 'action/commitment-gone'
  | 'body/not-live';

const sentences: Readonly<Record<BoardRefusal, string>> = {
  'board/gone': 'This is no longer here, or you may not see it',
  'board/changed-meanwhile':
    'Somebody changed this while you were working. Your words are still below. Look at the page as it is now, then send the form again to put your words in place of theirs',
  'meeting/not-now': 'That step does not fit where the meeting stands now. Look at the page again',
  'meeting/no-venue': 'Say where the meeting is before it is called: change the meeting and enter the place',
  'meeting/short-notice': 'Fewer than five clear days are left. Say why the meeting is called at short notice',
  'meeting/no-agenda': 'Add at least one item before the agenda is published',
  'meeting/reason-needed': 'Give a reason, so that people understand',
  'meeting/not-begun': 'The meeting has not begun yet, so it cannot have been held',
  'meeting/already-begun': 'The meeting must begin later than now',
  'meeting/ends-before-start': 'The meeting must end after it begins',
  'meeting/minutes-missing': 'Write minutes for every item first',
  'meeting/no-later-meeting': 'Minutes are approved by a later meeting of the same body. None has been held yet',
  'item/agenda-closed': 'The meeting is over, so its agenda cannot be changed',
  'item/agenda-published': 'The agenda is published, so an item can be changed but not taken away',
  'item/minutes-closed': 'Minutes are written after the meeting was held, and until they are approved',
  'decision/meeting-not-held': 'Record first that the meeting was held',
  'decision/already-published': 'This decision is already published',
  'decision/not-published': 'Publish the decision first',
  'decision/priority-gone': 'One of the priorities you chose is no longer there. Choose again',
  'action/not-a-partner': 'Choose an organisation that is a partner in this place',
  'action/commitment-gone': 'Choose a commitment that has been accepted',
  'action/not-yours': 'Only the organisation that was asked can answer or report for this action',
  'action/officers-only': 'Only a board officer can withdraw an action',
  'action/already-answered': 'This action has already been answered. Look at it as it is now',
  'action/not-accepted': 'This action has not been accepted yet',
  'action/already-ended': 'This action has already ended',
  'action/reason-needed': 'Give a reason, so that others understand',
  'action/done-in-future': 'The day it was done must be today or in the past',
  'body/not-live': 'This group has already reported or ended',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: BoardRefusal): string {
  return sentences[refusal];
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  bodyName: 'Enter the name of the body',
  bodyKind: 'Choose what kind of body it is',
  bodyPurpose: 'Say what it is asked to do',
  bodySeen: 'Choose who may see it',
  bodyResult: 'Say what came of it',
  memberTitle: 'Enter the name or the office of the member',
  memberRole: 'Choose what they are on this body',
  groupDuePast: 'The day to report must be today or later',
  meetingBody: 'Choose the body that meets',
  meetingTitle: 'Enter a title for the meeting',
  meetingStart: 'Enter the time it begins, like 14:00 or 2pm',
  meetingEnd: 'Enter the time it ends, like 16:00 or 4pm',
  step: 'Choose what to do',
  itemTitle: 'Enter the title of the item',
  itemPublicTitle: 'Enter the title that everyone can read',
  itemPrivateTitle: 'Enter the title for the board',
  itemPurpose: 'Choose what the board does with it',
  itemAsk: 'Say in one sentence what the board is asked to do',
  itemBecause: 'Say why it is heard in private',
  itemMinutes: 'The minutes planned must be a whole number from 1 to 600',
  itemSeen: 'Choose whether it is heard in public or in private',
  paperAddress: 'The web address must start with https:// or http://',
  minutes: 'Write what the minutes say about this item',
  decisionText: 'Write what was decided',
  actionText: 'Say what is to be done, beginning with a verb',
  actionOwner: 'Choose the organisation you are asking',
  actionDuePast: 'The day it is due must be today or later',
  answer: 'Choose whether you accept or decline',
  report: 'Choose what you want to report',
  note: 'Write what has happened',
} as const;

/** What the next page says once after something was done. */
export const notices: Readonly<Record<string, string>> = {
  'body-added': 'The body is added.',
  'group-made': 'The group is set up. The decision shows that the work was handed to it.',
  'group-reported': 'What came of the group is recorded.',
  'member-added': 'The member is added.',
  'member-ended': 'The membership is ended. Past meetings keep their record.',
  'meeting-planned': 'The meeting is planned. Only partners can see it until it is called.',
  'meeting-saved': 'The meeting is saved.',
  'meeting-call': 'The meeting is called. Everyone can see it and find it in the calendar.',
  'meeting-publish-agenda': 'The agenda is published.',
  'meeting-move': 'The meeting is moved. Calendars will show the new time.',
  'meeting-cancel': 'The meeting is cancelled. Its page stays, with the reason.',
  'meeting-hold': 'The meeting is recorded as held. Now record what was decided.',
  'meeting-draft-minutes': 'The draft minutes are published.',
  'meeting-approve-minutes': 'The minutes are approved.',
  'item-added': 'The item is added to the agenda.',
  'item-saved': 'The item is saved.',
  'item-moved': 'The agenda has a new order.',
  'item-removed': 'The item is taken off the agenda.',
  'minutes-saved': 'The minutes of this item are saved.',
  'decision-recorded': 'The decision is recorded. Only partners can see it until it is published.',
  'decision-published': 'The decision is published and has its number.',
  'action-offered': 'The organisation has been asked. It is an action once they accept.',
  'action-accepted': 'Thank you. The action is accepted.',
  'action-declined': 'The action is declined, with your reason.',
  'action-done': 'Thank you. The action is marked as done.',
  'action-noted': 'Your news is added.',
  'action-withdrawn': 'The action is withdrawn, with your reason.',
};
