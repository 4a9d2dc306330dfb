import { Rows } from '../../../design/index.ts';
import type { Place } from '../../../platform/http/places.ts';

const tasks = [
  { title: 'The place', path: 'place', what: 'Its name, its description and its colour' },
  { title: 'Partners', path: 'partners', what: 'Which organisations work together here' },
  { title: 'People and roles', path: 'people', what: 'Who may do what; invite somebody, give or end a role' },
  { title: 'Care of people', path: 'care', what: 'Who answers for records of people, and has signed for them' },
  { title: 'Sharing agreements', path: 'agreements', what: 'What partners may share about a person at most' },
  {
    title: 'Connected systems',
    path: 'systems',
    what: 'Programs of partners that refer and read here, and what each may see',
  },
  { title: 'Outbox', path: 'mail', what: 'Mail that was written for people of this place' },
  { title: 'Audit', path: 'audit', what: 'Who gave which role to whom, and when' },
];

/** What an administrator can do, each with what it is for. */
export function AdministrationPage(props: { place: Place }) {
  const base = `/${props.place.slug}/admin`;
  return (
    <>
      <h1 class="nhsuk-heading-l">Administration</h1>
      <Rows
        items={tasks.map((task) => (
          <>
            <p class="ct-row__title">
              <a href={`${base}/${task.path}`}>{task.title}</a>
            </p>
            <p class="ct-small">{task.what}</p>
          </>
        ))}
      />
    </>
  );
}
