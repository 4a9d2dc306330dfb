/** Who answers for how a place handles what it knows about people: `place_duty_known` in the database. */
export const signingDuties = [
  'data-protection-officer',
  'caldicott-guardian',
  'safeguarding-lead',
  'clinical-safety-officer',
] as const;
export type SigningDuty = (typeof signingDuties)[number];
export const duties = [...signingDuties, 'safeguarding-team'] as const;
export type Duty = (typeof duties)[number];

export const dutyWords: Readonly<Record<Duty, string>> = {
  'data-protection-officer': 'Data protection officer',
  'caldicott-guardian': 'Caldicott guardian',
  'safeguarding-lead': 'Safeguarding lead',
  'clinical-safety-officer': 'Clinical safety officer',
  'safeguarding-team': 'Safeguarding team',
};
/** The words for a duty inside a sentence: names keep their capital. */
export function dutyInSentence(duty: Duty): string {
  const words = dutyWords[duty];
  return words.startsWith('Caldicott') ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
export const dutyTasks: Readonly<Record<Duty, string>> = {
  'data-protection-officer': 'Answers for the data protection impact assessment and for how long things are kept.',
  'caldicott-guardian': 'Watches over what is shared, and reviews emergency access.',
  'safeguarding-lead': 'Answers for the way in which concerns are passed on, and receives them.',
  'clinical-safety-officer': 'Answers for the hazard log and the clinical safety case.',
  'safeguarding-team': 'Receives concerns beside the safeguarding lead. Nobody else reads them.',
};

export type Holder = { id: string; duty: Duty; account: string; name: string; from: Date };
export type Signature = { duty: SigningDuty; account: string; digest: string; signedAt: Date };
/** How a duty stands: nobody holds it, somebody does and has not signed, or has, perhaps an earlier text. */
export type Standing = { duty: SigningDuty } & (
  | { state: 'vacant' }
  | { state: 'unsigned'; holder: Holder }
  | { state: 'signed'; holder: Holder; signedAt: Date; isEarlierText: boolean }
);

/** How the four duties stand. `digest` is that of today's documents; a signature under earlier ones holds and is shown as such. */
export function standingsOf(holders: readonly Holder[], signatures: readonly Signature[], digest: string): Standing[] {
  return signingDuties.map((duty): Standing => {
    const held = holders.filter((one) => one.duty === duty);
    const signed = held.flatMap((holder) =>
      signatures
        .filter((one) => one.duty === duty && one.account === holder.account && one.signedAt >= holder.from)
        .map((one) => ({ holder, ...one })),
    );
    const last = signed.toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime())[0];
    if (last !== undefined)
      return {
        duty,
        state: 'signed',
        holder: last.holder,
        signedAt: last.signedAt,
        isEarlierText: last.digest !== digest,
      };
    const holder = held[0];
    return holder === undefined ? { duty, state: 'vacant' } : { duty, state: 'unsigned', holder };
  });
}
