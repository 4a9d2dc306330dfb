import { ActionLink, Empty, Table } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';

/** Who did what, as a table. */
export function AuditPage(props: {
  place: Place;
  entries: readonly { id: string; when: string; who: string; action: string }[];
  next: string | undefined;
}) {
  return (
    <>
      <h1 class="nhsuk-heading-l">Audit</h1>
      {props.entries.length === 0 ? (
        <Empty heading="Nothing yet">
          <p>
            Roles given and ended, partners added, invitations and other acts of administration are written down here.
            Nobody can change them.
          </p>
        </Empty>
      ) : (
        <Table
          caption="What administrators and others did, newest first"
          captionSize="s"
          responsive
          head={['When', 'Who', 'What']}
          rows={props.entries.map((entry) => [
            entry.when,
            entry.who,
            entry.action.replace('/', ': ').replaceAll('-', ' '),
          ])}
        />
      )}
      {props.next !== undefined && (
        <ActionLink href={`/${props.place.slug}/admin/audit?after=${props.next}`}>Older entries</ActionLink>
      )}
    </>
  );
}
