/** On which law somebody passes a concern on, whether or not the person allows it. */
export const legalBases = [
  'child-protection',
  'adult-safeguarding',
  'vital-interests',
  'serious-crime',
  'agreed',
] as const;
export type LegalBasis = (typeof legalBases)[number];

export const legalBasisWords: Readonly<Record<LegalBasis, string>> = {
  'child-protection': 'A child may come to harm (Children Acts 1989 and 2004)',
  'adult-safeguarding': 'An adult who needs care may be abused or neglected (Care Act 2014, section 42)',
  'vital-interests': 'Somebody’s life is in danger (vital interests)',
  'serious-crime': 'To prevent or uncover a serious crime',
  agreed: 'The person agrees',
};
