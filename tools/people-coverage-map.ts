// Where each item of the record standards for social prescribing and for support plans lives in our tables, or why it does
// not. Rules are read from the top; the first that fits counts. `Group` means the group and all beneath it, `Group/*/Item` an item
// anywhere beneath the group, `*/Item` an item anywhere.

/** Columns that hold an item, or the reason why it is not carried. */
export type Rule = readonly [path: string, ours: string | { not: string }];

const codes = {
  not: 'Own words are kept beside it. Codes need a terminology that is licensed, and would put our words in place of theirs',
};
const clinical = { not: 'Clinical record: the practice keeps it, and a support plan does not copy it' };
const notAsked = { not: 'Not asked: nothing that we do depends on it, and what is not known cannot be lost' };
const noGrade = { not: 'Grade, specialty and register number say nothing to a person: organisation and name are kept' };
const noTeam = { not: 'Teams change: the organisation is kept, and who leads' };
const oneWay = {
  not: 'One number and one address are kept, with how it is safe to use them; kinds and orders of preference add nothing to that',
};
const noContact = { not: 'Reached through the organisation; whoever leads stands on the page of the person' };
const noFiles = { not: 'No pictures or films of people are kept' };
const noPlace = { not: 'Where people sat when it was said is not kept' };
const noFormulation = {
  not: 'A professional’s view of a person has no place beside the person’s own: what matters, strengths and needs are kept',
};
const inWords = {
  not: 'Never asked as a list: where it matters to them, people say it among what matters, strengths and needs',
};
const oneRisk = {
  not: 'A risk is told in one text for one referral, so that nobody reads half of it; its dates are those of the referral',
};
const noStage = { not: 'A stage is a goal of its own, with its own steps and figures' };
const noMoney = { not: 'Who pays is the council’s record; that a step needs money is kept with the step' };
const socialCare = { not: 'The council’s record of social care: the organisation that gives it stands in the circle' };
const advance = {
  not: 'A legal document: what it says is kept where it is signed, not in a copy that may be out of date',
};
const visits = { not: 'The diary of a practice: what was agreed is kept in goals, steps and reviews' };
const family = { not: 'Held by the council’s safeguarding team; a concern is kept in words, apart' };

const steps = 'Care and support plan/Needs, concerns or problems/Goals and hopes/Actions and activities';
const goals = 'Care and support plan/Needs, concerns or problems/Goals and hopes';

export const rules: readonly Rule[] = [
  // Who somebody is.
  ['Person demographics/Person name/Person first name', 'person_particulars.given_name'],
  ['Person demographics/Person name/Person family name', 'person_particulars.family_name'],
  ['Person demographics/Person name/Person preferred name', 'person.known_as'],
  ['Person demographics/Person name/Person full name', 'person.name'],
  ['Person demographics/Person name', { not: 'Titles and suffixes are written into the name by those who want them' }],
  ['Person demographics/Date of birth', 'person.born_on'],
  ['Person demographics/Pronoun', 'person_particulars.pronouns'],
  ['Person demographics/Gender', 'person_particulars.gender'],
  ['Person demographics/Ethnicity', 'person_particulars.ethnicity'],
  ['Person demographics/Person alias', 'person.known_as'],
  ['Person demographics/Carer Status', 'circle_member.care'],
  ['Person demographics/NHS number', 'person.nhs_number'],
  [
    'Person demographics/NHS number status indicator',
    { not: 'Numbers are checked for their form and never traced; a number is a hint and no proof' },
  ],
  ["Person demographics/Person's address/Postcode", 'person_particulars.postcode'],
  ["Person demographics/Person's address/Address type", { not: 'One address is kept: where the person can be found' }],
  ["Person demographics/Person's address", 'person_particulars.address_lines'],
  [
    "Person demographics/Person's contact details/Preferred contact method",
    'person.safe_contact, person.safe_contact_note',
  ],
  [
    "Person demographics/Person's contact details/Person's telephone number details/Person's telephone number",
    'person.phone',
  ],
  [
    "Person demographics/Person's contact details/Person's email address details/Person's email address",
    'person.email',
  ],
  ["Person demographics/Person's contact details/Other contact information", 'person.safe_contact_note'],
  ["Person demographics/Person's contact details", oneWay],
  ['Person demographics/Relevant contacts', 'circle_member.name, circle_member.kind'],
  ['Person demographics/Educational establishment', notAsked],
  ['Person demographics/Photograph', noFiles],
  ['Person demographics', notAsked],
  ['GP practice/GP practice record entry/GP practice identifier', 'person_particulars.gp_practice_code'],
  ['GP practice/GP practice record entry/GP practice details', 'person_particulars.gp_practice'],
  [
    'GP practice/GP practice record entry/GP name',
    { not: 'Doctors of a practice change: the practice is kept, and who works with the person' },
  ],
  [
    'GP practice/GP practice record entry/GP opt out indicator',
    { not: 'What a person allows is kept for each organisation, more finely than one mark' },
  ],

  // About me.
  ['About me/What is most important to me', 'what_matters.words'],
  ['About me/People who are important to me', 'circle_member.name, circle_member.ring'],
  [
    'About me/How I communicate and how to communicate with me',
    'person.format_needs, person.language, person.interpreter',
  ],
  ['About me/My wellness', 'strength.words, wellbeing_reading.answers'],
  ["About me/Please do and please don't", 'contingency.helps, contingency.avoid'],
  ['About me/How and when to support me', 'contingency.helps, person.safe_contact_note'],
  ['About me/Also worth knowing about me', 'strength.words'],
  ['About me/Date', 'what_matters.said_on'],
  ['About me/Supported to write this by', 'what_matters.author_org, what_matters.author_account'],
  ['About me/Location to multimedia file', noFiles],
  ['Individual requirements/*/Coded value', codes],
  ['Individual requirements/Impairment', { not: 'What somebody needs is asked, not what they have' }],
  ['Individual requirements', 'person.format_needs, referral.access_needs'],

  // Safety and consent.
  ['Safeguarding/Safeguarding concerns/*/Coded value', codes],
  ['Safeguarding/Safeguarding concerns/Safeguarding indicator', 'need.category'],
  ['Safeguarding/Safeguarding concerns/Safeguarding concerns date', 'need.said_on'],
  ['Safeguarding/Safeguarding concerns/Safeguarding concerns end date', 'need.removed_at'],
  ['Safeguarding/Safeguarding concerns', 'need.words'],
  ['Safeguarding', family],
  ['Consent', 'sharing_decision.effect, sharing_decision.basis, sharing_decision.reason'],
  ['Risks/*/Coded value', codes],
  ['Risks/Risks record entry/Start date of risk', oneRisk],
  ['Risks/Risks record entry/End date of risk', oneRisk],
  ['Risks/Risks record entry/Comment', oneRisk],
  ['Risks', 'referral.risks, referral.no_known_risks'],

  // Referrals.
  ['Referral details/Referral details record entry/Date', 'referral.sent_at'],
  ['Referral details/*/Grade', noGrade],
  ['Referral details/*/Specialty', noGrade],
  ['Referral details/*/Team', noTeam],
  ['Referral details/Referral details record entry/Referrer details/*/Coded value', codes],
  ['Referral details/Referral details record entry/Referrer details/Name', 'referral.requester_name'],
  ['Referral details/Referral details record entry/Referrer details/Role', 'referral.requested_by'],
  ['Referral details/Referral details record entry/Referrer details/Service', 'organisation.name'],
  ['Referral details/Referral details record entry/Referrer details/Organisation', 'referral.author_org'],
  ['Referral details/Referral details record entry/Referrer details/Contact details', 'referral.requester_phone'],
  [
    'Referral details/Referral details record entry/Referral method',
    { not: 'A referral is sent here or told to a worker who writes it down: the way it came changes nothing' },
  ],
  ['Referral details/Referral details record entry/Reason for referral', 'referral.reason'],
  ['Referral details/Referral details record entry/Referral to/*/Coded value', codes],
  ['Referral details/Referral details record entry/Referral to/Name', 'referral.to_name'],
  ['Referral details/Referral details record entry/Referral to/Service', 'referral.service_id'],
  ['Referral details/Referral details record entry/Referral to/Organisation', 'referral.organisation_id'],
  [
    'Referral details/Referral details record entry/Referral to',
    { not: 'A referral goes to a group: who answers is theirs to say' },
  ],
  ['Referral details/Referral details record entry/Return response to', 'referral.message_back, referral.author_org'],
  ['Signpost details/*/Coded value', codes],
  ['Signpost details/Signpost details record entry/Date', 'plan_step.created_at'],
  ['Signpost details/Signpost details record entry/Signpost to/Name', 'plan_step.what'],
  ['Signpost details/Signpost details record entry/Signpost to/Organisation', 'plan_step.organisation_id'],
  ['Signpost details/Signpost details record entry/Signpost to/Service', 'circle_member.service_id'],
  ['Signpost details/Signpost details record entry/Reason for signpost', 'goal.words'],
  ['Signpost details', { not: 'A signpost is a step: what, to whom, by when, towards which goal' }],

  // What somebody comes with.
  ['Presenting complaints or issues/*/Coded value', codes],
  ['Presenting complaints or issues', 'need.words'],
  ['Problem list/*/Coded value', codes],
  ['Problem list/Problem list record entry/Problem', 'need.words'],
  ['Problem list/Problem list record entry/Onset date', 'need.said_on'],
  ['Problem list/Problem list record entry/End Date', 'need.removed_at'],
  ['Problem list', clinical],
  ['Clinical Summary', clinical],
  ['Pregnancy status', clinical],
  ['Contacts with professionals', visits],
  ['Social context/*/Coded value', codes],
  ['Social context/Household composition', 'circle_member.name, circle_member.ring, family_member.relation'],
  ['Social context/Dependants', 'circle_member.care'],
  ['Social context/Access', inWords],
  ['Social context/Social circumstances', inWords],
  ['Social context/Occupational history', inWords],
  ['Social context/Lifestyle choices', inWords],
  ['Social context/Accommodation status', inWords],
  ['Social context/Household environment', inWords],
  ['Social context/Educational history', notAsked],
  ['Social context', clinical],
  ['Services and care/Services and care record entry/Social care package name', 'circle_member.name'],
  ['Services and care/Services and care record entry/Service start date', 'circle_member.created_at'],
  ['Services and care/Services and care record entry/Service end date', 'circle_member.ended_on'],
  ['Services and care', socialCare],
  ['Assessments/*/Coded value', codes],
  ['Assessments/Assessments record entry/Assessment type', 'wellbeing_reading.instrument'],
  [
    'Assessments/Assessments record entry/Structured assessment/Structured assessment name',
    'wellbeing_reading.instrument, wellbeing_reading.other_name',
  ],
  [
    'Assessments/Assessments record entry/Structured assessment/Assessment result/*/Free text',
    'wellbeing_reading.answers',
  ],
  [
    'Assessments/Assessments record entry/Structured assessment/Assessment result/Value',
    'wellbeing_reading.answers, wellbeing_reading.total',
  ],
  [
    'Assessments/Assessments record entry/Structured assessment/Subscale result/*/Free text',
    'wellbeing_reading.answers',
  ],
  ['Assessments/Assessments record entry/Structured assessment/Subscale result/Value', 'wellbeing_reading.answers'],
  [
    'Assessments',
    {
      not: 'Figures are compared, not summed up: units are those of the questionnaire, and comments stand in the review',
    },
  ],

  // The plan.
  [
    'Plan and requested actions/Plan and requested actions record entry/Agreed with the person or their legitimate representative',
    'plan_review.agreed_with',
  ],
  ['Plan and requested actions', 'plan_step.what'],
  ['Care and support plan/*/Coded value', codes],
  ['Care and support plan/Strengths', 'strength.words'],
  [`${steps}/What`, 'plan_step.what'],
  [`${steps}/Who/Name`, 'plan_step.circle_member_id, plan_step.organisation_id'],
  [`${steps}/Who/Role`, 'circle_member.kind'],
  [`${steps}/Who`, noContact],
  [`${steps}/When`, 'plan_step.by_on'],
  [`${steps}/Suggested strategies`, 'contingency.helps'],
  [`${steps}/Status`, 'plan_step.status'],
  [`${steps}/Confidence`, { not: 'How far somebody is says it: goals have a figure from 0 to 10 that is asked again' }],
  [`${steps}/Date last updated`, 'personal_version.at'],
  [`${steps}/Review date`, 'plan_review.next_on'],
  [`${steps}/Stage goal`, noStage],
  [`${goals}/Free text`, 'goal.words'],
  [`${goals}/Goal importance score`, 'goal.importance'],
  [`${goals}/Outcomes`, 'goal_reading.progress'],
  [`${goals}/Goal status`, 'goal.status'],
  ['Care and support plan/Needs, concerns or problems', 'need.words'],
  [
    'Care and support plan/Agreed with person or legitimate representative/Person or legitimate representative',
    'plan_review.agreed_with',
  ],
  ['Care and support plan/Agreed with person or legitimate representative', 'plan_review.agreed_note'],
  ['Care and support plan/Care funding source', noMoney],
  ['Care and support plan/Date this plan was last updated', 'personal_version.at'],
  [
    'Care and support plan/Other care planning documents',
    { not: 'Other plans stay where they are kept: a link that nobody keeps right misleads' },
  ],
  ['Care and support plan/Planned review date/interval', 'plan_review.next_on'],
  ['Care and support plan/Responsibility for review/Name', 'person.lead_account_id'],
  ['Care and support plan/Responsibility for review/Role', 'person.lead_organisation_id'],
  ['Care and support plan/Responsibility for review', noContact],
  ['Care and support plan/Location', noPlace],
  ['Care and support plan/*/Grade', noGrade],
  ['Care and support plan/*/Speciality', noGrade],
  ['Care and support plan/*/Specialty', noGrade],
  ['Care and support plan/*/Professional identifier', noGrade],
  ['Care and support plan/*/Contact details', noContact],
  ['Care and support plan/Performing professional/Name', 'plan_review.author_account'],
  ['Care and support plan/Performing professional', 'plan_review.author_org'],
  ['Care and support plan/Person completing record/Name', 'plan_review.author_account'],
  ['Care and support plan/Person completing record/Date completed', 'plan_review.at'],
  ['Care and support plan/Person completing record', 'plan_review.author_org'],
  ['Professional contacts/*/Coded value', codes],
  ['Professional contacts/Professional contacts record entry/Name', 'person_relationship.worker_name'],
  ['Professional contacts/Professional contacts record entry/Role', 'person_relationship.kind'],
  ['Professional contacts/Professional contacts record entry/Key worker', 'person.lead_account_id'],
  ['Professional contacts/Professional contacts record entry/Organisation', 'person_relationship.organisation_id'],
  ['Professional contacts/Professional contacts record entry/Start date', 'person_relationship.from_at'],
  ['Professional contacts/Professional contacts record entry/End date', 'person_relationship.until_at'],
  ['Professional contacts/Professional contacts record entry/Contact details', noContact],
  ['Professional contacts', noTeam],
  ['Personal contacts/Personal contacts record entry/Name', 'circle_member.name'],
  ['Personal contacts/Personal contacts record entry/Relationship', 'circle_member.kind'],
  ['Personal contacts/Personal contacts record entry/Relationship type', 'circle_member.care'],
  ['Personal contacts/Personal contacts record entry/Contact details', 'contingency.call_words'],
  ['Personal contacts/Personal contacts record entry/Comments', 'circle_member.gives'],
  ['Formulation', noFormulation],

  // If things go wrong.
  ['Contingency/safety plans/Advance statement', advance],
  ['Contingency/safety plans/Anticipatory medicines/equipment', clinical],
  ['Contingency/safety plans/*/Coded value', codes],
  ['Contingency/safety plans/Trigger factors', 'contingency.trigger'],
  ['Contingency/safety plans/Contingency plan name', 'contingency.trigger'],
  ['Contingency/safety plans/What should happen', 'contingency.helps'],
  ['Contingency/safety plans/Who should be contacted/Name', 'contingency.call_member_id'],
  ['Contingency/safety plans/Who should be contacted/Role', 'circle_member.kind'],
  ['Contingency/safety plans/Who should be contacted/Contact details', 'contingency.call_words'],
  [
    'Contingency/safety plans/Agreed with person or legitimate representative/Person or legitimate representative',
    'plan_review.agreed_with',
  ],
  ['Contingency/safety plans/Agreed with person or legitimate representative', 'plan_review.agreed_note'],
  ['Contingency/safety plans/Date this plan was last updated', 'contingency.said_on'],
  ['Contingency/safety plans/Planned review date/interval', 'plan_review.next_on'],
  ['Contingency/safety plans/Responsibility for review/Name', 'person.lead_account_id'],
  ['Contingency/safety plans/Responsibility for review/Role', 'person.lead_organisation_id'],
  ['Contingency/safety plans/Coping strategies/Coping strategy', 'contingency.helps'],
  ['Contingency/safety plans/Coping strategies/Start date', 'contingency.said_on'],
  ['Contingency/safety plans/Coping strategies/End date', 'contingency.removed_at'],
  ['Contingency/safety plans/Relapse indicators / early warning signs', 'contingency.signs'],
  ['Contingency/safety plans/Location', noPlace],
  ['Contingency/safety plans/*/Grade', noGrade],
  ['Contingency/safety plans/*/Speciality', noGrade],
  ['Contingency/safety plans/*/Specialty', noGrade],
  ['Contingency/safety plans/*/Professional identifier', noGrade],
  ['Contingency/safety plans/*/Contact details', noContact],
  ['Contingency/safety plans/Performing professional/Name', 'contingency.author_account'],
  ['Contingency/safety plans/Performing professional', 'contingency.author_org'],
  ['Contingency/safety plans/Person completing record/Name', 'contingency.author_account'],
  ['Contingency/safety plans/Person completing record/Date completed', 'contingency.said_on'],
  ['Contingency/safety plans/Person completing record', 'contingency.author_org'],
  [
    'Additional support plans',
    { not: 'A person has one plan, with goals and contingency plans in it: a second one would say something else' },
  ],
];
