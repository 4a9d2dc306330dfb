-- Measures: what is counted, by which rule, and every figure that was ever given for it.

create table measure (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  question text not null default '',
  aim text not null,
  polarity text not null,
  unit text not null,
  decimals integer not null default 1,
  period_rule text not null,
  -- Counts of people in small groups can name somebody: such figures are for partners until they have passed a gate.
  about_people boolean not null default false,
  source text not null,
  source_id text not null default '',
  licence text not null default '',
  weaknesses text not null default '',
  status text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  constraint measure_pk primary key (place_id, id),
  constraint measure_place foreign key (place_id) references place (id),
  constraint measure_slug_unique unique (place_id, slug),
  constraint measure_aim check (aim in ('population', 'experience', 'sustainability', 'staff', 'balancing')),
  constraint measure_polarity check (polarity in ('high-good', 'low-good', 'no-judgement')),
  constraint measure_decimals check (decimals between 0 and 4),
  constraint measure_period_rule check (period_rule in ('point', 'non-overlapping', 'rolling', 'cumulative')),
  constraint measure_status check (status in ('draft', 'published')),
  -- Figures travel with the line that allows it, or not at all.
  constraint measure_licence check (status = 'draft' or licence <> ''),
  constraint measure_sizes check (length(name) between 1 and 200 and length(question) <= 300 and length(unit) between 1 and 60
    and length(source) between 1 and 300 and length(source_id) <= 40 and length(licence) <= 600 and length(weaknesses) <= 1000)
);

-- One line on a chart: an area, and who is counted there.
create table measure_series (
  place_id uuid not null,
  id uuid not null,
  measure_id uuid not null,
  area_code text not null default '',
  area_name text not null,
  sex text not null default '',
  age text not null default '',
  breakdown text not null default '',
  position integer not null default 0,
  constraint measure_series_pk primary key (place_id, id),
  constraint measure_series_measure foreign key (place_id, measure_id) references measure (place_id, id),
  constraint measure_series_unique unique (place_id, measure_id, area_name, sex, age, breakdown),
  constraint measure_series_sizes check (length(area_code) <= 20 and length(area_name) between 1 and 120 and length(sex) <= 40
    and length(age) <= 60 and length(breakdown) <= 200)
);

-- Every file that was read. The same file twice changes nothing.
create table measure_import (
  place_id uuid not null,
  id uuid not null,
  file_name text not null,
  sha256 text not null,
  shape text not null,
  rows_read integer not null,
  rows_kept integer not null,
  at timestamptz not null,
  account_id uuid,
  constraint measure_import_pk primary key (place_id, id),
  constraint measure_import_place foreign key (place_id) references place (id),
  constraint measure_import_once unique (place_id, sha256),
  constraint measure_import_sizes check (length(file_name) <= 200 and length(sha256) = 64 and length(shape) <= 40)
);

-- A figure for a period. A correction is a row with the next vintage; the newest counts and none is ever lost.
create table measure_point (
  place_id uuid not null,
  series_id uuid not null,
  from_on date not null,
  to_on date not null,
  vintage integer not null,
  value double precision,
  lower double precision,
  upper double precision,
  note text not null default '',
  status text not null,
  at timestamptz not null,
  account_id uuid,
  constraint measure_point_pk primary key (place_id, series_id, from_on, to_on, vintage),
  constraint measure_point_series foreign key (place_id, series_id) references measure_series (place_id, id),
  constraint measure_point_period check (to_on >= from_on),
  constraint measure_point_status check (status in ('final', 'suppressed', 'missing')),
  constraint measure_point_value check ((status = 'final') = (value is not null)),
  constraint measure_point_limits check ((lower is null) = (upper is null) and lower <= upper),
  constraint measure_point_note_length check (length(note) <= 300)
);

-- From when to when the limits of a series are reckoned, and why. It is said once and does not move with new figures.
create table measure_baseline (
  place_id uuid not null,
  series_id uuid not null,
  from_on date not null,
  to_on date not null,
  commitment_id uuid,
  reason text not null,
  at timestamptz not null,
  account_id uuid,
  constraint measure_baseline_pk primary key (place_id, series_id),
  constraint measure_baseline_series foreign key (place_id, series_id) references measure_series (place_id, id),
  constraint measure_baseline_period check (to_on > from_on),
  constraint measure_baseline_reason check (length(reason) between 20 and 600)
);

create function thread.measures() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'programme-manager', 'analyst') $$;
revoke execute on function thread.measures() from public;
grant execute on function thread.measures() to thread_member, thread_service;

alter table measure enable row level security;
alter table measure force row level security;
create policy measure_public on measure for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status = 'published');
create policy measure_partner on measure for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy measure_write on measure for all to thread_member
  using (place_id = (select thread.place()) and (select thread.measures()))
  with check (place_id = (select thread.place()) and (select thread.measures()));
create policy measure_service on measure for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table measure_series enable row level security;
alter table measure_series force row level security;
create policy measure_series_read on measure_series for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and measure_id in (select m.id from measure m where m.place_id = (select thread.place())));
create policy measure_series_write on measure_series for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.measures()));
create policy measure_series_service on measure_series for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table measure_import enable row level security;
alter table measure_import force row level security;
create policy measure_import_read on measure_import for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy measure_import_service on measure_import for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table measure_point enable row level security;
alter table measure_point force row level security;
create policy measure_point_public on measure_point for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and series_id in (
    select s.id from measure_series s join measure m on m.place_id = s.place_id and m.id = s.measure_id
    where s.place_id = (select thread.place()) and m.status = 'published' and not m.about_people));
create policy measure_point_partner on measure_point for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy measure_point_add on measure_point for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()) and (select thread.measures()));
create policy measure_point_service on measure_point for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table measure_baseline enable row level security;
alter table measure_baseline force row level security;
create policy measure_baseline_read on measure_baseline for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and series_id in (select s.id from measure_series s where s.place_id = (select thread.place())));
create policy measure_baseline_add on measure_baseline for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()) and (select thread.measures()));
create policy measure_baseline_service on measure_baseline for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on measure, measure_series, measure_point, measure_baseline to thread_public, thread_guest, thread_member;
grant select on measure_import to thread_member;
grant insert, update on measure to thread_member;
grant insert on measure_series, measure_point, measure_baseline to thread_member;
grant select, insert, update, delete on measure, measure_series, measure_import, measure_point, measure_baseline to thread_service;
