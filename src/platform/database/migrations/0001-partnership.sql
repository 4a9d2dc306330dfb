-- Places, organisations, accounts, memberships, invitations; and the functions that read who is asking.

create schema thread;
grant usage on schema thread to thread_public, thread_guest, thread_member, thread_service;

create function thread.place() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('thread.place', true), '')::uuid $$;
create function thread.account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('thread.account', true), '')::uuid $$;
create function thread.participant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('thread.participant', true), '')::uuid $$;
create function thread.link() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('thread.link', true), '')::uuid $$;
create function thread.job() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('thread.job', true), '') $$;

-- Reference tables: readable before a place is known.

create table place (
  id uuid not null,
  slug text not null,
  name text not null,
  tier text not null,
  parent_id uuid,
  summary text not null default '',
  population integer,
  accent text,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  constraint place_pk primary key (id),
  constraint place_slug_unique unique (slug),
  constraint place_slug_shape check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  constraint place_tier check (tier in ('system', 'place', 'neighbourhood')),
  constraint place_name_length check (length(name) between 1 and 120),
  constraint place_parent foreign key (parent_id) references place (id),
  constraint place_not_own_parent check (parent_id is distinct from id)
);

create table organisation (
  id uuid not null,
  slug text not null,
  name text not null,
  kind text not null,
  ods_code text,
  charity_number text,
  summary text not null default '',
  website text,
  created_at timestamptz not null,
  constraint organisation_pk primary key (id),
  constraint organisation_slug_unique unique (slug),
  constraint organisation_name_length check (length(name) between 1 and 160),
  constraint organisation_kind check (kind in ('icb', 'council', 'trust', 'practice', 'primary-care-network', 'social-care', 'charity', 'community-group', 'healthwatch', 'employer', 'housing', 'police', 'education', 'faith', 'other')),
  constraint organisation_ods_unique unique (ods_code),
  constraint organisation_charity_unique unique (charity_number)
);

create table short_code (
  code text not null,
  place_id uuid not null,
  kind text not null,
  target uuid not null,
  created_at timestamptz not null,
  constraint short_code_pk primary key (code),
  constraint short_code_place foreign key (place_id) references place (id),
  constraint short_code_kind check (kind in ('conversation'))
);

create table account (
  id uuid not null,
  email text not null,
  name text not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint account_pk primary key (id),
  constraint account_email_unique unique (email),
  constraint account_email_lower check (email = lower(email) and length(email) <= 254),
  constraint account_name_length check (length(name) between 1 and 120)
);

-- Place-owned tables.

create table partner (
  place_id uuid not null,
  organisation_id uuid not null,
  joined_on date not null,
  left_on date,
  constraint partner_pk primary key (place_id, organisation_id),
  constraint partner_place foreign key (place_id) references place (id),
  constraint partner_organisation foreign key (organisation_id) references organisation (id),
  constraint partner_dates check (left_on is null or left_on >= joined_on)
);

create table membership (
  place_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  organisation_id uuid,
  role text not null,
  starts_on date not null,
  ends_on date,
  created_at timestamptz not null,
  created_by uuid,
  constraint membership_pk primary key (place_id, id),
  constraint membership_place foreign key (place_id) references place (id),
  constraint membership_account foreign key (account_id) references account (id),
  constraint membership_organisation foreign key (organisation_id) references organisation (id),
  constraint membership_role check (role in ('administrator', 'programme-manager', 'facilitator', 'board-officer', 'board-member', 'link-worker', 'practitioner', 'analyst', 'editor', 'resident')),
  constraint membership_editor_has_organisation check (role <> 'editor' or organisation_id is not null)
);
create index membership_account_index on membership (account_id, place_id);

create table invitation (
  place_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  organisation_id uuid,
  token_hash text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  constraint invitation_pk primary key (place_id, id),
  constraint invitation_place foreign key (place_id) references place (id),
  constraint invitation_organisation foreign key (organisation_id) references organisation (id),
  constraint invitation_token_unique unique (place_id, token_hash),
  constraint invitation_role check (role in ('administrator', 'programme-manager', 'facilitator', 'board-officer', 'board-member', 'link-worker', 'practitioner', 'analyst', 'editor', 'resident'))
);

-- Who is asking: these run as the owner, so that a policy on membership does not need itself.

create function thread.has_role(variadic wanted text[]) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
      where m.place_id = thread.place() and m.account_id = thread.account() and m.role = any (wanted)
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
  $$;
create function thread.is_partner() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
      where m.place_id = thread.place() and m.account_id = thread.account() and m.role <> 'resident'
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
  $$;
create function thread.is_here() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
      where m.place_id = thread.place() and m.account_id = thread.account()
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
  $$;
-- The organisations for which this account may answer, in this place.
create function thread.my_organisations() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(array_agg(distinct m.organisation_id), '{}')
    from membership m join account a on a.id = m.account_id and a.disabled_at is null
    where m.place_id = thread.place() and m.account_id = thread.account() and m.organisation_id is not null
      and m.role in ('editor', 'administrator', 'programme-manager')
      and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
  $$;
create function thread.accounts_here() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce(array_agg(distinct m.account_id), '{}') from membership m where m.place_id = thread.place() $$;
revoke execute on all functions in schema thread from public;
grant execute on all functions in schema thread to thread_public, thread_guest, thread_member, thread_service;

alter table place enable row level security;
alter table place force row level security;
create policy place_read on place for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy place_service on place for all to thread_service using (true) with check (true);
create policy place_describe on place for update to thread_member
  using (id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (id = (select thread.place()));

alter table organisation enable row level security;
alter table organisation force row level security;
create policy organisation_read on organisation for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy organisation_service on organisation for all to thread_service using (true) with check (true);
create policy organisation_add on organisation for insert to thread_member with check ((select thread.has_role('administrator')));
create policy organisation_edit on organisation for update to thread_member
  using ((select thread.has_role('administrator')) and id in (select p.organisation_id from partner p where p.place_id = (select thread.place())))
  with check (true);

alter table short_code enable row level security;
alter table short_code force row level security;
create policy short_code_read on short_code for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy short_code_add on short_code for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator', 'programme-manager', 'facilitator')));
create policy short_code_service on short_code for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table account enable row level security;
alter table account force row level security;
create policy account_own on account for select to thread_member using (id = (select thread.account()));
create policy account_administered on account for select to thread_member
  using ((select thread.has_role('administrator')) and id = any ((select thread.accounts_here())::uuid[]));
create policy account_service on account for all to thread_service
  using ((select thread.job()) is not null) with check ((select thread.job()) is not null);

alter table partner enable row level security;
alter table partner force row level security;
create policy partner_read on partner for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy partner_administer on partner for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy partner_service on partner for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table membership enable row level security;
alter table membership force row level security;
create policy membership_own on membership for select to thread_member using (account_id = (select thread.account()));
create policy membership_administer on membership for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy membership_service on membership for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_administer on invitation for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy invitation_service on invitation for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on place, organisation, short_code, partner to thread_public, thread_guest, thread_member;
grant update (name, summary, population, accent) on place to thread_member;
grant insert, update on organisation, partner to thread_member;
grant insert on short_code to thread_member;
grant select on account to thread_member;
grant select, insert, update on membership, invitation to thread_member;
grant select, insert, update, delete on all tables in schema public to thread_service;
