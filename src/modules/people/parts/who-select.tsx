import { Select } from '../../../design/index.ts';
import type { Worker } from '../store/sharing.ts';

/** Choosing an organisation, or one worker of it, by name. */
export function WhoSelect(props: {
  name: string;
  label: string;
  organisations: readonly { id: string; name: string }[];
  workers: readonly Worker[];
  value: string;
  error: string | undefined;
}) {
  return (
    <Select
      name={props.name}
      label={props.label}
      value={props.value}
      error={props.error}
      items={[
        { value: '', text: 'Choose' },
        ...props.workers.map((worker) => ({
          value: `${worker.organisationId}/${worker.account}`,
          text: `${worker.name}, ${worker.organisation}`,
        })),
        ...props.organisations.map((one) => ({ value: one.id, text: `Everybody at ${one.name}` })),
      ]}
    />
  );
}
