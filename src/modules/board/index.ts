import type { Module } from '../../module.ts';
import { addBoardKinds } from './kinds.tsx';
import { listMeetings } from './list-meetings/route.tsx';
import { notices } from './messages.ts';
import { actionRoutes } from './show-action/route.tsx';
import { showBody } from './show-body/route.tsx';
import { showMeeting } from './show-meeting/route.tsx';
import { decisionRoutes } from './take-decision/route.tsx';
import { writeBody } from './write-body/route.tsx';
import { writeItem } from './write-item/route.tsx';
import { writeMeeting } from './write-meeting/route.tsx';

const slices = [listMeetings, showBody, writeBody, showMeeting, writeMeeting, writeItem, decisionRoutes, actionRoutes];

/** The decided part of the thread: bodies, meetings, decisions, and the actions that organisations accepted. */
export function boardModule(): Module {
  return {
    name: 'board',
    thread: addBoardKinds,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context });
    },
    notices,
  };
}

// What the seed and imports write with, under any scope that has the rights.
export { addMember, createBody, reportBody } from './store/body-writes.ts';
export { moveMeeting, planMeeting } from './store/meeting-writes.ts';
export { addItem, writeMinutes } from './store/item-writes.ts';
export { publishDecision, recordDecision } from './store/decision-writes.ts';
export { moveAction, noteAction, offerAction } from './store/action-writes.ts';
export { officers as boardOfficers } from './domain/speaker.ts';
export { askedOfBoard, meetingsToAsk, type AskedOfBoard } from './store/questions.ts';
export type { MeetingCommand } from './domain/meeting.ts';
export type { ActionCommand } from './domain/action.ts';
export type { Doing } from '../../kernel/doing.ts';
