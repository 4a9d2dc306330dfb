import { Button, Input, Select, Table, Tag } from '../../../design/index.ts';
import { roleName, roles, type Role } from '../../../kernel/actor.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { Place } from '../../../platform/http/places.ts';
import type { InvitationState } from '../domain/invitation.ts';
import type { FormProblem } from '../domain/organisation.ts';
import type { Member } from '../store/members.ts';
import type { Organisation } from '../store/organisations.ts';

export type PeopleView = {
  place: Place;
  members: readonly Member[];
  organisations: readonly Organisation[];
  invitations: readonly {
    id: string;
    name: string;
    email: string;
    role: Role;
    state: InvitationState;
    expiresAt: Date;
  }[];
  typed: { name: string; email: string; role: string; organisation: string; account: string };
  errors: readonly FormProblem[];
  /** Which of the two forms the errors belong to. */
  form: 'invite' | 'role' | undefined;
};

const states: Record<InvitationState, string> = {
  open: 'Waiting',
  accepted: 'Accepted',
  revoked: 'Withdrawn',
  expired: 'Expired',
};

/** Members, invitations, and the two forms that add to them. */
export function ManagePeoplePage(view: PeopleView) {
  const base = `/${view.place.slug}/admin/people`;
  return (
    <>
      <h1 class="nhsuk-heading-l">People and roles</h1>
      <Table
        caption="Who may do what here"
        captionSize="m"
        responsive
        head={['Name', 'Role', 'Organisation', 'Do']}
        rows={view.members.map((member) => [
          <>
            {member.name} <span class="ct-small">{member.email}</span>
          </>,
          roleName(member.role),
          member.organisation ?? 'None',
          <form method="post" action={`${base}/end`} key={member.membership}>
            <input type="hidden" name="membership" value={member.membership} />
            <Button variant="secondary" small>
              End
              <span class="nhsuk-u-visually-hidden">
                {' '}
                the role {roleName(member.role)} of {member.name}
              </span>
            </Button>
          </form>,
        ])}
      />
      <InviteForm {...view} />
      {view.invitations.length > 0 && <Invitations {...view} />}
      <RoleForm {...view} />
    </>
  );
}

function organisationItems(organisations: readonly Organisation[]): { value: string; text: string }[] {
  return [{ value: '', text: 'No organisation' }, ...organisations.map((one) => ({ value: one.id, text: one.name }))];
}
const roleItems = [{ value: '', text: 'Choose' }, ...roles.map((role) => ({ value: role, text: roleName(role) }))];

function InviteForm(view: PeopleView) {
  const here = view.form === 'invite';
  const error = (field: string): string | undefined =>
    here ? view.errors.find((one) => one.field === field)?.text : undefined;
  const typed = here ? view.typed : { name: '', email: '', role: '', organisation: '' };
  return (
    <form method="post" action={`/${view.place.slug}/admin/people/invite`} class="ct-prose" novalidate>
      <h2 class="nhsuk-heading-m">Invite somebody</h2>
      <Input name="name" label="Their name" autocomplete="off" value={typed.name} error={error('name')} />
      <Input
        name="email"
        label="Their email address"
        type="email"
        autocomplete="off"
        value={typed.email}
        error={error('email')}
      />
      <Select name="role" label="What they will do here" items={roleItems} value={typed.role} error={error('role')} />
      <Select
        name="organisation"
        label="Organisation"
        items={organisationItems(view.organisations)}
        value={typed.organisation}
        error={error('organisation')}
      />
      <Button>Send the invitation</Button>
    </form>
  );
}

function Invitations(view: PeopleView) {
  return (
    <Table
      caption="Invitations"
      captionSize="m"
      responsive
      head={['Name', 'Role', 'State', 'Do']}
      rows={view.invitations.map((one) => [
        <>
          {one.name} <span class="ct-small">{one.email}</span>
        </>,
        roleName(one.role),
        <>
          <Tag colour={one.state === 'open' ? 'yellow' : one.state === 'accepted' ? 'green' : 'grey'}>
            {states[one.state]}
          </Tag>
          {one.state === 'open' && <span class="ct-small"> until {formatDate(todayInLondon(one.expiresAt))}</span>}
        </>,
        one.state === 'open' ? (
          <form method="post" action={`/${view.place.slug}/admin/people/withdraw`} key={one.id}>
            <input type="hidden" name="invitation" value={one.id} />
            <Button variant="secondary" small>
              Withdraw<span class="nhsuk-u-visually-hidden"> the invitation of {one.name}</span>
            </Button>
          </form>
        ) : (
          ''
        ),
      ])}
    />
  );
}

function RoleForm(view: PeopleView) {
  const here = view.form === 'role';
  const error = (field: string): string | undefined =>
    here ? view.errors.find((one) => one.field === field)?.text : undefined;
  const typed = here ? view.typed : { account: '', role: '', organisation: '' };
  const people = [...new Map(view.members.map((one) => [one.account, one.name]))].map(([value, text]) => ({
    value,
    text,
  }));
  return (
    <form method="post" action={`/${view.place.slug}/admin/people/role`} class="ct-prose" novalidate>
      <h2 class="nhsuk-heading-m">Give somebody another role</h2>
      <Select
        name="account"
        label="Person"
        items={[{ value: '', text: 'Choose' }, ...people]}
        value={typed.account}
        error={error('account')}
      />
      <Select
        name="role"
        id="role-given"
        label="Role"
        items={roleItems}
        value={typed.role}
        error={error('role-given')}
      />
      <Select
        name="organisation"
        id="organisation-given"
        label="Organisation that they speak or work for"
        items={organisationItems(view.organisations)}
        value={typed.organisation}
        error={error('organisation-given')}
      />
      <Button>Give the role</Button>
    </form>
  );
}
