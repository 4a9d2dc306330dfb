/** What helps people to get in and around, beside whether there is a step: codes of our own short list. */
export const accessFeatures = [
  { code: 'accessible-toilet', name: 'Accessible toilet' },
  { code: 'hearing-loop', name: 'Hearing loop' },
  { code: 'quiet-space', name: 'Quiet space' },
  { code: 'parking', name: 'Parking for disabled people' },
  { code: 'bus-stop', name: 'Bus stop close by' },
  { code: 'lift', name: 'Lift' },
  { code: 'baby-changing', name: 'Baby changing' },
] as const;

/** The names of these features, in the order of the list; unknown codes are left out. */
export function accessNames(codes: readonly string[]): string[] {
  return accessFeatures.filter((one) => codes.includes(one.code)).map((one) => one.name);
}
