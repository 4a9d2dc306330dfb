import { TaskList } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';

/** What an administrator can do, each with what it is for. */
export function AdministrationPage(props: { place: Place }) {
  const base = `/${props.place.slug}/admin`;
  return (
    <>
      <h1 class="nhsuk-heading-l">Administration</h1>
      <TaskList
        idPrefix="admin"
        items={[
          { heading: 'The place', href: `${base}/place`, hint: 'Its name, its description and its colour' },
          { heading: 'Partners', href: `${base}/partners`, hint: 'Which organisations work together here' },
          { heading: 'People and roles', href: `${base}/people`, hint: 'Who may do what; invite somebody, give or end a role' },
          { heading: 'Outbox', href: `${base}/mail`, hint: 'Mail that was written for people of this place' },
          { heading: 'Audit', href: `${base}/audit`, hint: 'Who gave which role to whom, and when' },
        ]}
      />
    </>
  );
}
