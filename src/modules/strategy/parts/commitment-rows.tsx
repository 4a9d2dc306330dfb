import { Rows } from '../../../design/index.ts';
import { formatPounds } from '../../../lib/text.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { commitmentStanding } from '../domain/commitment.ts';
import type { Commitment } from '../store/commitments.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';

/** Who pays, in a sentence: goodwill is never passed over in silence. */
export function payWords(commitment: Pick<Commitment, 'pay' | 'payerName'>): string {
  const { pay } = commitment;
  switch (pay.kind) {
    case 'goodwill':
      return 'Given as goodwill: nobody is paid for it';
    case 'own-budget':
      return pay.pence === undefined ? 'Paid from its own budget' : `${formatPounds(pay.pence)} from its own budget`;
    case 'paid': {
      const payer = commitment.payerName ?? 'another organisation';
      return pay.pence === undefined ? `Paid for by ${payer}` : `${formatPounds(pay.pence)} from ${payer}`;
    }
  }
}

/** The owner's name; a volunteer is said to be one. */
export function ownerWords(commitment: Commitment): string {
  return commitment.owner.kind === 'volunteer' ? `${commitment.ownerName}, volunteer` : commitment.ownerName;
}

/** Commitments under each other: what, who, who pays, and where it stands today. */
export function CommitmentRows(props: { commitments: readonly Commitment[]; home: string; today: LocalDate }) {
  return (
    <Rows
      items={props.commitments.map((one) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            <a href={`${props.home}/commitments/${one.slug}`}>
              <strong>{one.title}</strong>
            </a>
          </p>
          <p class="ct-small nhsuk-u-margin-bottom-2">
            {ownerWords(one)} · {payWords(one)}
          </p>
          <StatusTag status={commitmentStanding(one, props.today)} />
        </>
      ))}
    />
  );
}
