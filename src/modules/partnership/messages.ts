/** Every sentence of this module that a person may read as a refusal, a form error or a notice. */
export const messages = {
  nameMissing: 'Enter the name of the organisation',
  kindMissing: 'Choose what kind of organisation it is',
  websiteWrong: 'Enter the whole address of the website, such as https://www.example.org',
  codeTaken: 'Another organisation already has this code. Search for it in the list of known organisations',
  organisationMissing: 'Choose an organisation from the list',
  personMissing: 'Choose a person from the list',
  roleMissing: 'Choose a role',
  editorNeedsOrganisation: 'Choose the organisation that this person speaks for',
  lastAdministrator: 'This is the last administrator. Give somebody else that role first',
  placeNameMissing: 'Enter the name of the place',
  populationWrong: 'Enter the number of people as a whole number, such as 128000, or leave it empty',
  accentWrong: 'Enter a colour as # and six digits, dark enough to read on white, such as #00594f',
} as const;

export const notices = {
  'partner-added': 'The organisation is now a partner.',
  'partner-ended': 'The partnership has ended. What the organisation promised stays on record.',
  'organisation-saved': 'The organisation was saved.',
  'role-given': 'The role was given.',
  'role-ended': 'The role was ended. It stopped working at once.',
  'invitation-sent': 'The invitation was written and put in the outbox.',
  'invitation-revoked': 'The invitation was withdrawn.',
  'place-saved': 'The place was saved.',
} as const;
