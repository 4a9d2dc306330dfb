import type { HelpingRole, PersonCategory } from '../../../kernel/helping.ts';
import type { Purpose } from '../store/clients.ts';

/** Every sentence about clients that a person may read as a form error or a notice. */
export const messages = {
  nameMissing: 'Enter what the system is called',
  nameTaken: 'A connected system of this name is here already. Give this one another name, or end the other first',
  organisationMissing: 'Choose the organisation that it belongs to',
  roleMissing: 'Choose what it may see at most',
  purposeMissing: 'Choose what it is for',
  categoriesMissing: 'Choose at least one kind of information',
  scopesMissing: 'Enter what it may do, such as system/Task.rs',
  scopesMany: 'Enter 60 scopes or fewer',
  hooksMany: 'Enter 10 addresses or fewer',
  hookLong: 'An address must be 300 characters or fewer',
} as const;

export function scopeWrong(word: string): string {
  return `“${word.slice(0, 60)}” does not read. Write system/, a type, a dot and letters of “cruds” in this order, such as system/Task.rs`;
}

export function hookWrong(word: string): string {
  return `“${word.slice(0, 60)}” is not an address that begins with https://`;
}

export const clientNotices = {
  'system-ended': 'The system was disconnected. It opens nothing from now on.',
} as const;

export const roleWords: Readonly<Record<HelpingRole, string>> = {
  'link-worker': 'Everything that a link worker sees; it may begin records of people',
  practitioner: 'All but notes about safety; it may begin records of people',
  editor: 'Who somebody is, and referrals: for a group that answers them',
};

export const purposeWords: Readonly<Record<Purpose, string>> = {
  'direct-support': 'Supporting people',
  referral: 'Referrals alone',
};

export const categoryNames: Readonly<Record<PersonCategory, string>> = {
  identity: 'Who somebody is',
  circle: 'Their circle',
  plan: 'Their plan',
  needs: 'What they need',
  referral: 'Referrals',
  safeguarding: 'Their safety',
};
