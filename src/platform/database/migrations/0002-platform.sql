-- Jobs, mail, access log, audit, versions, rate limits, public versions.

create table job (
  place_id uuid not null,
  id uuid not null,
  kind text not null,
  dedupe_key text not null,
  subject_id uuid,
  run_after timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  constraint job_pk primary key (place_id, id),
  constraint job_once unique (place_id, kind, dedupe_key),
  constraint job_place foreign key (place_id) references place (id),
  constraint job_kind_shape check (kind ~ '^[a-z-]+/[a-z-]+$')
);
create index job_due on job (run_after);

create table mail (
  place_id uuid not null,
  id uuid not null,
  kind text not null,
  to_address text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  send_after timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  constraint mail_pk primary key (place_id, id),
  constraint mail_sizes check (length(to_address) <= 254 and length(subject) <= 200 and length(body) <= 20000)
);
create index mail_waiting on mail (send_after) where sent_at is null;

create table access_log (
  place_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  account_id uuid not null,
  organisation_id uuid,
  purpose text not null,
  route text not null,
  record_kind text not null,
  record_id uuid,
  constraint access_log_pk primary key (place_id, id),
  constraint access_log_place foreign key (place_id) references place (id)
);
create index access_log_by_time on access_log (place_id, at desc);

create table audit_event (
  place_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  account_id uuid,
  action text not null,
  record_kind text not null,
  record_id uuid not null,
  detail jsonb not null default '{}',
  constraint audit_event_pk primary key (place_id, id),
  constraint audit_event_place foreign key (place_id) references place (id),
  constraint audit_event_action_shape check (action ~ '^[a-z-]+/[a-z-]+$')
);
create index audit_event_by_time on audit_event (place_id, at desc);

create table record_version (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  at timestamptz not null,
  account_id uuid,
  content jsonb not null,
  constraint record_version_pk primary key (place_id, kind, record_id, version),
  constraint record_version_place foreign key (place_id) references place (id)
);

create table rate_limit (
  bucket text not null,
  window_start timestamptz not null,
  uses integer not null,
  constraint rate_limit_pk primary key (bucket, window_start)
);

create table public_version (
  place_id uuid not null,
  version bigint not null,
  constraint public_version_pk primary key (place_id),
  constraint public_version_place foreign key (place_id) references place (id)
);

alter table job enable row level security;
alter table job force row level security;
create policy job_add on job for insert to thread_guest, thread_member with check (place_id = (select thread.place()));
create policy job_service on job for all to thread_service
  using (place_id = (select thread.place()) or (select thread.job()) = 'job-runner')
  with check (place_id = (select thread.place()) or (select thread.job()) = 'job-runner');

alter table mail enable row level security;
alter table mail force row level security;
create policy mail_add on mail for insert to thread_member with check (place_id = (select thread.place()));
create policy mail_administer on mail for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')));
-- Mail that belongs to no place (a password reset) is kept under the nil place, which no administrator can name.
create policy mail_auth on mail for insert to thread_auth with check (place_id = '00000000-0000-0000-0000-000000000000');
create policy mail_service on mail for all to thread_service
  using (place_id = (select thread.place()) or (select thread.job()) = 'mail-sender')
  with check (place_id = (select thread.place()) or (select thread.job()) = 'mail-sender');

alter table access_log enable row level security;
alter table access_log force row level security;
create policy access_log_add on access_log for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()));
create policy access_log_read on access_log for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy access_log_service on access_log for select to thread_service using (place_id = (select thread.place()));

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy audit_event_add on audit_event for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()));
create policy audit_event_read on audit_event for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy audit_event_service on audit_event for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table record_version enable row level security;
alter table record_version force row level security;
create policy record_version_read on record_version for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy record_version_add on record_version for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()));
create policy record_version_service on record_version for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table rate_limit enable row level security;
alter table rate_limit force row level security;
create policy rate_limit_service on rate_limit for all to thread_service
  using ((select thread.job()) is not null) with check ((select thread.job()) is not null);

alter table public_version enable row level security;
alter table public_version force row level security;
create policy public_version_read on public_version for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy public_version_raise on public_version for all to thread_member, thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant insert on job to thread_guest, thread_member;
grant select, insert on mail to thread_member;
grant insert on mail to thread_auth;
grant select, insert on access_log, audit_event, record_version to thread_member;
grant select on public_version to thread_public, thread_guest;
grant select, insert, update on public_version to thread_member;
grant select, insert, update, delete on job, mail, audit_event, record_version, rate_limit, public_version to thread_service;
grant select on access_log to thread_service;
