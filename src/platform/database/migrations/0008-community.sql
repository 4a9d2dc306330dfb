-- Community: what organisations offer, where, when, at what cost, and who says that it is still right.
-- The shape follows Open Referral UK 3.0 (HSDS-UK), so that the directory can be served as such.

-- What is approved. A service that was never approved is an empty shell that only its own people and the approvers see;
-- what they want it to say stands in service_version.
create table service (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  organisation_id uuid not null,
  name text not null,
  description text not null default '',
  status text not null default 'active',
  url text,
  email text,
  phone text,
  how_to_come text not null default '',
  takes_referrals boolean not null default false,
  minimum_age integer,
  maximum_age integer,
  approved_at timestamptz,
  last_modified timestamptz not null,
  version integer not null default 0,
  created_at timestamptz not null,
  created_by uuid,
  constraint service_pk primary key (place_id, id),
  constraint service_place foreign key (place_id) references place (id),
  constraint service_organisation foreign key (organisation_id) references organisation (id),
  constraint service_slug_unique unique (place_id, slug),
  constraint service_slug_shape check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  constraint service_status check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  constraint service_ages check (minimum_age between 0 and 120 and maximum_age between 0 and 120 and minimum_age <= maximum_age),
  constraint service_approved check ((approved_at is null) = (version = 0)),
  constraint service_sizes check (length(name) between 1 and 120 and length(description) <= 3000 and length(url) <= 300
    and length(email) <= 254 and length(phone) <= 40 and length(how_to_come) <= 600)
);
create index service_by_organisation on service (place_id, organisation_id);

-- Of a masked place nothing stands here but that it is masked and whether it is step-free.
create table location (
  place_id uuid not null,
  id uuid not null,
  name text not null default '',
  address text not null default '',
  city text not null default '',
  postcode text not null default '',
  latitude double precision,
  longitude double precision,
  masked boolean not null default false,
  access_notes text not null default '',
  step_free boolean,
  constraint location_pk primary key (place_id, id),
  constraint location_place foreign key (place_id) references place (id),
  constraint location_masked_says_nothing check (not masked
    or (name = '' and address = '' and city = '' and postcode = '' and access_notes = '' and latitude is null and longitude is null)),
  constraint location_point check ((latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180),
  constraint location_sizes check (length(name) <= 120 and length(address) <= 200 and length(city) <= 80 and length(postcode) <= 10 and length(access_notes) <= 600)
);

-- Where a masked place is: for its own people and the approvers.
create table masked_address (
  place_id uuid not null,
  location_id uuid not null,
  organisation_id uuid not null,
  name text not null default '',
  address text not null default '',
  city text not null default '',
  postcode text not null default '',
  latitude double precision,
  longitude double precision,
  access_notes text not null default '',
  constraint masked_address_pk primary key (place_id, location_id),
  constraint masked_address_location foreign key (place_id, location_id) references location (place_id, id),
  constraint masked_address_organisation foreign key (organisation_id) references organisation (id)
);

create table service_at_location (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  location_id uuid not null,
  constraint service_at_location_pk primary key (place_id, id),
  constraint service_at_location_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_at_location_location foreign key (place_id, location_id) references location (place_id, id),
  -- A form that knows one place must not lose a second one.
  constraint service_at_location_one unique (place_id, service_id)
);
create index service_at_location_by_location on service_at_location (place_id, location_id);

create table service_schedule (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  position integer not null default 0,
  byday text not null,
  opens_at text,
  closes_at text,
  every_weeks integer not null default 1,
  valid_from date,
  valid_to date,
  description text not null default '',
  constraint service_schedule_pk primary key (place_id, id),
  constraint service_schedule_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_schedule_byday check (byday ~ '^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU)){0,6}$'),
  constraint service_schedule_opens check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint service_schedule_closes check (closes_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint service_schedule_period check (valid_to >= valid_from),
  -- Every second week is counted from somewhere.
  constraint service_schedule_weeks check (every_weeks between 1 and 8 and (every_weeks = 1 or valid_from is not null)),
  constraint service_schedule_description_length check (length(description) <= 200)
);
create index service_schedule_by_service on service_schedule (place_id, service_id, position);

create table cost_option (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  position integer not null default 0,
  option text not null default '',
  amount_pence integer not null,
  constraint cost_option_pk primary key (place_id, id),
  constraint cost_option_service foreign key (place_id, service_id) references service (place_id, id),
  constraint cost_option_amount check (amount_pence between 0 and 10000000),
  constraint cost_option_length check (length(option) <= 120)
);
create index cost_option_by_service on cost_option (place_id, service_id, position);

create table service_term (
  place_id uuid not null,
  service_id uuid not null,
  term text not null,
  constraint service_term_pk primary key (place_id, service_id, term),
  constraint service_term_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_term_shape check (term ~ '^[a-z]+(-[a-z]+)*$' and length(term) <= 60)
);

-- Every version that its own people wrote; one at most waits. The approved one is what the tables above say.
create table service_version (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  organisation_id uuid not null,
  number integer not null,
  content jsonb not null,
  state text not null,
  made_at timestamptz not null,
  made_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  constraint service_version_pk primary key (place_id, id),
  constraint service_version_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_version_organisation foreign key (organisation_id) references organisation (id),
  constraint service_version_number unique (place_id, service_id, number),
  constraint service_version_state check (state in ('waiting', 'approved', 'sent-back', 'superseded')),
  constraint service_version_decided check ((state in ('approved', 'sent-back')) = (decided_at is not null)),
  constraint service_version_reason check ((state = 'sent-back') = (reason is not null) and length(reason) between 1 and 600)
);
create unique index service_version_one_waits on service_version (place_id, service_id) where state = 'waiting';

-- The day on which somebody last said that everything is right.
create table service_check (
  place_id uuid not null,
  service_id uuid not null,
  checked_on date not null,
  checked_by uuid,
  constraint service_check_pk primary key (place_id, service_id),
  constraint service_check_service foreign key (place_id, service_id) references service (place_id, id)
);

create table service_capacity (
  place_id uuid not null,
  service_id uuid not null,
  state text not null,
  reported_at timestamptz not null,
  reported_by uuid,
  expires_at timestamptz not null,
  constraint service_capacity_pk primary key (place_id, service_id),
  constraint service_capacity_service foreign key (place_id, service_id) references service (place_id, id),
  -- The codes of the HL7 closed-loop referral guide.
  constraint service_capacity_state check (state in ('capacity', 'waitlist', 'no-capacity', 'additional-assessment-required')),
  constraint service_capacity_expiry check (expires_at > reported_at)
);

-- What search reads: a copy of what is approved and may be public, written by the transaction that approves it. Because
-- it holds nothing else its policy lets everybody read it, and only so can its indexes be used under row security.
create table service_search (
  place_id uuid not null,
  service_id uuid not null,
  organisation_id uuid not null,
  name text not null,
  words text not null,
  status text not null,
  is_free boolean not null,
  step_free boolean not null,
  latitude double precision,
  longitude double precision,
  constraint service_search_pk primary key (place_id, service_id),
  constraint service_search_service foreign key (place_id, service_id) references service (place_id, id)
);
create index service_search_stems on service_search using gin (to_tsvector('english', words));
create index service_search_letters on service_search using gin (words gin_trgm_ops);

-- Where postcodes, parts of postcodes and localities are: what "near" is measured from. Each place brings its own.
create table postcode_area (
  place_id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  latitude double precision not null,
  longitude double precision not null,
  constraint postcode_area_pk primary key (place_id, code),
  constraint postcode_area_place foreign key (place_id) references place (id),
  constraint postcode_area_kind check (kind in ('postcode', 'sector', 'district', 'locality')),
  constraint postcode_area_point check (latitude between -90 and 90 and longitude between -180 and 180)
);

-- Addresses that services already have, also those the asker may not see: two must never share one.
create function thread.service_slugs(base text) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select s.slug from service s where s.place_id = thread.place() and starts_with(s.slug, base) $$;
revoke execute on function thread.service_slugs(text) from public;
grant execute on function thread.service_slugs(text) to thread_member, thread_service;

-- Those who approve what organisations say of their services.
create function thread.approves_services() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'programme-manager') $$;
revoke execute on function thread.approves_services() from public;
grant execute on function thread.approves_services() to thread_member, thread_service;

alter table service enable row level security;
alter table service force row level security;
create policy service_public on service for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and approved_at is not null);
create policy service_own on service for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy service_to_approve on service for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_add on service for insert to thread_member
  with check (place_id = (select thread.place()) and approved_at is null and created_by = (select thread.account())
    and organisation_id = any ((select thread.my_organisations())::uuid[])
    and organisation_id in (select p.organisation_id from partner p where p.place_id = (select thread.place()) and p.left_on is null));
create policy service_approve on service for update to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()));
create policy service_service on service for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table masked_address enable row level security;
alter table masked_address force row level security;
create policy masked_address_own on masked_address for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy masked_address_approve on masked_address for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy masked_address_service on masked_address for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table location enable row level security;
alter table location force row level security;
create policy location_read on location for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy location_approve on location for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy location_service on location for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_at_location enable row level security;
alter table service_at_location force row level security;
create policy service_at_location_read on service_at_location for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy service_at_location_approve on service_at_location for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_at_location_service on service_at_location for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_schedule enable row level security;
alter table service_schedule force row level security;
create policy service_schedule_read on service_schedule for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy service_schedule_approve on service_schedule for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_schedule_service on service_schedule for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table cost_option enable row level security;
alter table cost_option force row level security;
create policy cost_option_read on cost_option for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy cost_option_approve on cost_option for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy cost_option_service on cost_option for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_term enable row level security;
alter table service_term force row level security;
create policy service_term_read on service_term for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy service_term_approve on service_term for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_term_service on service_term for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_version enable row level security;
alter table service_version force row level security;
create policy service_version_own on service_version for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy service_version_to_approve on service_version for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_version_propose on service_version for insert to thread_member
  with check (place_id = (select thread.place()) and state = 'waiting' and made_by = (select thread.account())
    and organisation_id = any ((select thread.my_organisations())::uuid[])
    and exists (select 1 from service s where s.place_id = (select thread.place()) and s.id = service_id and s.organisation_id = service_version.organisation_id));
create policy service_version_replace on service_version for update to thread_member
  using (place_id = (select thread.place()) and state = 'waiting' and organisation_id = any ((select thread.my_organisations())::uuid[]))
  with check (place_id = (select thread.place()) and state = 'superseded' and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy service_version_decide on service_version for update to thread_member
  using (place_id = (select thread.place()) and state = 'waiting' and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and state in ('approved', 'sent-back') and decided_by = (select thread.account()) and (select thread.approves_services()));
create policy service_version_service on service_version for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- What its own people say with one tap, without waiting for approval.
alter table service_check enable row level security;
alter table service_check force row level security;
create policy service_check_read on service_check for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and service_id in (select s.id from service s where s.place_id = (select thread.place())));
create policy service_check_write on service_check for insert to thread_member
  with check (place_id = (select thread.place()) and ((select thread.approves_services())
    or service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[]))));
create policy service_check_again on service_check for update to thread_member
  using (place_id = (select thread.place()) and ((select thread.approves_services())
    or service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[]))))
  with check (place_id = (select thread.place()));
create policy service_check_service on service_check for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_capacity enable row level security;
alter table service_capacity force row level security;
create policy service_capacity_read on service_capacity for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and service_id in (select s.id from service s where s.place_id = (select thread.place())));
create policy service_capacity_write on service_capacity for insert to thread_member
  with check (place_id = (select thread.place())
    and service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[])));
create policy service_capacity_again on service_capacity for update to thread_member
  using (place_id = (select thread.place())
    and service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[])))
  with check (place_id = (select thread.place()));
create policy service_capacity_service on service_capacity for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_search enable row level security;
alter table service_search force row level security;
create policy service_search_read on service_search for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy service_search_approve on service_search for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_search_change on service_search for update to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()));
create policy service_search_remove on service_search for delete to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_search_service on service_search for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table postcode_area enable row level security;
alter table postcode_area force row level security;
create policy postcode_area_read on postcode_area for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy postcode_area_service on postcode_area for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on service, location, service_at_location, service_schedule, cost_option, service_term, service_check, service_capacity, service_search, postcode_area to thread_public, thread_guest, thread_member;
grant select on masked_address, service_version to thread_member;
grant insert, update (slug, name, description, status, url, email, phone, how_to_come, takes_referrals, minimum_age, maximum_age, approved_at, last_modified, version) on service to thread_member;
grant insert, update, delete on location, masked_address, service_at_location, service_schedule, cost_option, service_term, service_search to thread_member;
grant insert, update (state, decided_at, decided_by, reason) on service_version to thread_member;
grant insert, update (checked_on, checked_by) on service_check to thread_member;
grant insert, update (state, reported_at, reported_by, expires_at) on service_capacity to thread_member;
grant select, insert, update, delete on service, location, masked_address, service_at_location, service_schedule, cost_option, service_term, service_version, service_check, service_capacity, service_search, postcode_area to thread_service;
