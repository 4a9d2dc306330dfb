/** What a board does with an item. */
export const purposes = ['decide', 'discuss', 'assure', 'note'] as const;
export type Purpose = (typeof purposes)[number];

/** The word for a purpose, as it stands beside an item. */
export function purposeName(purpose: Purpose): string {
  return { decide: 'To decide', discuss: 'To discuss', assure: 'To be assured', note: 'To note' }[purpose];
}
