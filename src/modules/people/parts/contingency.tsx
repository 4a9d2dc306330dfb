import { Card, SummaryList, type Slot } from '../../../design/index.ts';
import type { SeenTie } from '../store/circle.ts';
import type { SeenContingency } from '../store/contingency.ts';

/** Who to call, by name where the reader may see the circle. */
export function callText(one: SeenContingency, circle: readonly SeenTie[]): string {
  const member = circle.find((tie) => tie.id === one.callMember)?.name ?? '';
  return [member, one.callWords].filter((part) => part !== '').join(': ');
}

/** What to do if one thing goes wrong. */
export function Contingency(props: {
  contingency: SeenContingency;
  circle: readonly SeenTie[];
  /** Where it is changed, for those who may. */
  change: string | undefined;
  /** What the person says of it that is not right. */
  beside?: Slot;
}) {
  const { contingency: one, change } = props;
  return (
    <Card heading={one.trigger} headingLevel={3}>
      <SummaryList
        rows={[
          { key: 'What to look out for', value: one.signs },
          { key: 'What helps', value: one.helps },
          { key: 'Who to call', value: callText(one, props.circle) },
          { key: 'What not to do', value: one.avoid },
        ].filter((row) => row.value !== '')}
      />
      {props.beside}
      {change !== undefined && (
        <p class="ct-small">
          <a href={change}>
            Change<span class="nhsuk-u-visually-hidden">: {one.trigger}</span>
          </a>
        </p>
      )}
    </Card>
  );
}
