import { parseCharityNumber, parseOdsCode } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { messages } from '../messages.ts';

/** What an organisation is; the words beside each are what people read. */
export const organisationKinds = {
  icb: 'Integrated care board',
  council: 'Council',
  trust: 'NHS trust',
  practice: 'GP practice',
  'primary-care-network': 'Primary care network',
  'social-care': 'Social care provider',
  charity: 'Charity',
  'community-group': 'Community group',
  healthwatch: 'Healthwatch',
  employer: 'Employer',
  housing: 'Housing association',
  police: 'Police or fire service',
  education: 'School, college or university',
  faith: 'Faith group',
  other: 'Other',
} as const;
export type OrganisationKind = keyof typeof organisationKinds;

export function isOrganisationKind(text: string): text is OrganisationKind {
  return Object.hasOwn(organisationKinds, text);
}

/** What a person typed about an organisation. */
export type OrganisationFields = {
  name: string;
  kind: string;
  odsCode: string;
  charityNumber: string;
  website: string;
  summary: string;
};
/** An organisation as it may be kept. */
export type OrganisationDetails = {
  name: string;
  kind: OrganisationKind;
  odsCode: string | undefined;
  charityNumber: string | undefined;
  website: string | undefined;
  summary: string;
};
export type FormProblem = { field: string; text: string };

/**
 * Checks what was typed about an organisation. Codes are checked for their form only: whether they exist is known to
 * the registers that give them out.
 */
export function parseOrganisation(fields: OrganisationFields): Result<OrganisationDetails, FormProblem[]> {
  const problems: FormProblem[] = [];
  const name = fields.name.trim();
  if (name === '') problems.push({ field: 'name', text: messages.nameMissing });
  if (!isOrganisationKind(fields.kind)) problems.push({ field: 'kind', text: messages.kindMissing });
  const ods = fields.odsCode.trim() === '' ? undefined : parseOdsCode(fields.odsCode);
  if (ods !== undefined && !ods.ok) problems.push({ field: 'odsCode', text: ods.error });
  const charity = fields.charityNumber.trim() === '' ? undefined : parseCharityNumber(fields.charityNumber);
  if (charity !== undefined && !charity.ok) problems.push({ field: 'charityNumber', text: charity.error });
  const website = fields.website.trim();
  if (website !== '' && !(URL.canParse(website) && /^https?:$/.test(new URL(website).protocol)))
    problems.push({ field: 'website', text: messages.websiteWrong });
  if (problems.length > 0 || !isOrganisationKind(fields.kind)) return fail(problems);
  return ok({
    name,
    kind: fields.kind,
    odsCode: ods?.ok === true ? ods.value : undefined,
    charityNumber: charity?.ok === true ? charity.value.number : undefined,
    website: website === '' ? undefined : website,
    summary: fields.summary.trim(),
  });
}
