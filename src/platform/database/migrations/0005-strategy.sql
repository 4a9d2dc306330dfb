-- Strategy: priorities with their evidence and objections, outcomes, plans, commitments.

create table plan (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null,
  kind text not null,
  summary text not null default '',
  period_start date not null,
  period_end date not null,
  status text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  constraint plan_pk primary key (place_id, id),
  constraint plan_place foreign key (place_id) references place (id),
  constraint plan_slug_unique unique (place_id, slug),
  constraint plan_kind check (kind in ('strategy', 'pooled-fund', 'operational', 'programme', 'local')),
  constraint plan_status check (status in ('draft', 'agreed', 'superseded', 'ended')),
  constraint plan_period check (period_end > period_start),
  constraint plan_title_length check (length(title) between 1 and 200)
);

create table plan_party (
  place_id uuid not null,
  plan_id uuid not null,
  organisation_id uuid not null,
  constraint plan_party_pk primary key (place_id, plan_id, organisation_id),
  constraint plan_party_plan foreign key (place_id, plan_id) references plan (place_id, id),
  constraint plan_party_organisation foreign key (organisation_id) references organisation (id)
);

create table priority (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null,
  summary text not null default '',
  status text not null,
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  constraint priority_pk primary key (place_id, id),
  constraint priority_place foreign key (place_id) references place (id),
  constraint priority_slug_unique unique (place_id, slug),
  constraint priority_status check (status in ('draft', 'published', 'retired')),
  constraint priority_title_length check (length(title) between 1 and 200)
);

create table plan_priority (
  place_id uuid not null,
  plan_id uuid not null,
  priority_id uuid not null,
  constraint plan_priority_pk primary key (place_id, plan_id, priority_id),
  constraint plan_priority_plan foreign key (place_id, plan_id) references plan (place_id, id),
  constraint plan_priority_priority foreign key (place_id, priority_id) references priority (place_id, id)
);

create table need_evidence (
  place_id uuid not null,
  id uuid not null,
  priority_id uuid not null,
  finding text not null,
  figure text not null default '',
  source text not null,
  source_address text,
  as_of date,
  invented boolean not null default false,
  position integer not null default 0,
  constraint need_evidence_pk primary key (place_id, id),
  constraint need_evidence_priority foreign key (place_id, priority_id) references priority (place_id, id)
);

create table priority_voice (
  place_id uuid not null,
  id uuid not null,
  priority_id uuid not null,
  who text not null,
  how text not null,
  position integer not null default 0,
  constraint priority_voice_pk primary key (place_id, id),
  constraint priority_voice_priority foreign key (place_id, priority_id) references priority (place_id, id)
);

create table objection (
  place_id uuid not null,
  id uuid not null,
  priority_id uuid not null,
  reason text not null,
  raised_by text not null,
  raised_on date not null,
  account_id uuid,
  status text not null,
  reply text,
  replied_on date,
  constraint objection_pk primary key (place_id, id),
  constraint objection_priority foreign key (place_id, priority_id) references priority (place_id, id),
  constraint objection_status check (status in ('open', 'answered', 'upheld')),
  constraint objection_reply check ((status = 'open') = (reply is null))
);

create table outcome (
  place_id uuid not null,
  id uuid not null,
  priority_id uuid not null,
  title text not null,
  unit text not null,
  better text not null,
  baseline_value numeric,
  baseline_on date,
  target_value numeric,
  target_on date,
  source text not null default '',
  position integer not null default 0,
  created_at timestamptz not null,
  constraint outcome_pk primary key (place_id, id),
  constraint outcome_priority foreign key (place_id, priority_id) references priority (place_id, id),
  constraint outcome_better check (better in ('higher', 'lower')),
  constraint outcome_baseline check ((baseline_value is null) = (baseline_on is null)),
  constraint outcome_target check ((target_value is null) = (target_on is null))
);

create table outcome_reading (
  place_id uuid not null,
  outcome_id uuid not null,
  on_date date not null,
  value numeric not null,
  source text not null default '',
  recorded_by uuid,
  constraint outcome_reading_pk primary key (place_id, outcome_id, on_date),
  constraint outcome_reading_outcome foreign key (place_id, outcome_id) references outcome (place_id, id)
);

create table commitment (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null,
  first_step text not null,
  priority_id uuid not null,
  outcome_id uuid,
  plan_id uuid,
  organisation_id uuid,
  volunteer_account_id uuid,
  volunteer_name text,
  status text not null,
  offered_by uuid,
  offered_at timestamptz not null,
  answered_at timestamptz,
  decline_reason text,
  due_on date not null,
  kept_on date,
  stop_reason text,
  pay text not null,
  payer_organisation_id uuid,
  amount_pence bigint,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint commitment_pk primary key (place_id, id),
  constraint commitment_place foreign key (place_id) references place (id),
  constraint commitment_slug_unique unique (place_id, slug),
  constraint commitment_priority foreign key (place_id, priority_id) references priority (place_id, id),
  constraint commitment_outcome foreign key (place_id, outcome_id) references outcome (place_id, id),
  constraint commitment_plan foreign key (place_id, plan_id) references plan (place_id, id),
  constraint commitment_organisation foreign key (organisation_id) references organisation (id),
  constraint commitment_volunteer foreign key (volunteer_account_id) references account (id),
  constraint commitment_payer foreign key (payer_organisation_id) references organisation (id),
  constraint commitment_owner check ((organisation_id is not null) <> (volunteer_name is not null)),
  -- Without this, a volunteer's right to promise for themselves would carry a promise in an organisation's name.
  constraint commitment_volunteer_has_name check (volunteer_account_id is null or volunteer_name is not null),
  constraint commitment_status check (status in ('offered', 'accepted', 'declined', 'kept', 'stopped')),
  constraint commitment_decline check ((status = 'declined') = (decline_reason is not null)),
  constraint commitment_kept check ((status = 'kept') = (kept_on is not null)),
  constraint commitment_stop check ((status = 'stopped') = (stop_reason is not null)),
  constraint commitment_pay check (pay in ('goodwill', 'own-budget', 'paid')),
  constraint commitment_payer_known check ((pay = 'paid') = (payer_organisation_id is not null)),
  constraint commitment_amount check (amount_pence is null or amount_pence between 0 and 100000000000),
  constraint commitment_title_length check (length(title) between 1 and 200)
);
create index commitment_by_priority on commitment (place_id, priority_id);
create index commitment_by_due on commitment (place_id, due_on, id);
create index commitment_by_organisation on commitment (place_id, organisation_id, due_on, id);

-- What has been said about a commitment on its way: append-only.
create table commitment_update (
  place_id uuid not null,
  id uuid not null,
  commitment_id uuid not null,
  at timestamptz not null,
  account_id uuid,
  note text not null,
  constraint commitment_update_pk primary key (place_id, id),
  constraint commitment_update_commitment foreign key (place_id, commitment_id) references commitment (place_id, id),
  constraint commitment_update_note_length check (length(note) between 1 and 2000)
);

create function thread.is_planner() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'programme-manager') $$;
revoke execute on function thread.is_planner() from public;
grant execute on function thread.is_planner() to thread_member, thread_service;

-- Addresses that commitments already have, also those the asker may not see: two must never share one.
create function thread.commitment_slugs(base text) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.slug from commitment c where c.place_id = thread.place() and starts_with(c.slug, base) $$;
revoke execute on function thread.commitment_slugs(text) from public;
grant execute on function thread.commitment_slugs(text) to thread_member, thread_service;

alter table plan enable row level security;
alter table plan force row level security;
create policy plan_public on plan for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status <> 'draft');
create policy plan_draft on plan for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy plan_write on plan for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy plan_service on plan for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table priority enable row level security;
alter table priority force row level security;
create policy priority_public on priority for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status <> 'draft');
create policy priority_draft on priority for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy priority_write on priority for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy priority_service on priority for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table plan_party enable row level security;
alter table plan_party force row level security;
create policy plan_party_read on plan_party for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and plan_id in (select p.id from plan p where p.place_id = (select thread.place())));
create policy plan_party_write on plan_party for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy plan_party_service on plan_party for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table plan_priority enable row level security;
alter table plan_priority force row level security;
create policy plan_priority_read on plan_priority for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and plan_id in (select p.id from plan p where p.place_id = (select thread.place()))
    and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy plan_priority_write on plan_priority for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy plan_priority_service on plan_priority for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table need_evidence enable row level security;
alter table need_evidence force row level security;
create policy need_evidence_read on need_evidence for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy need_evidence_write on need_evidence for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy need_evidence_service on need_evidence for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table priority_voice enable row level security;
alter table priority_voice force row level security;
create policy priority_voice_read on priority_voice for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy priority_voice_write on priority_voice for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy priority_voice_service on priority_voice for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table objection enable row level security;
alter table objection force row level security;
create policy objection_read on objection for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy objection_raise on objection for insert to thread_member
  with check (place_id = (select thread.place()) and status = 'open' and account_id = (select thread.account()) and (select thread.is_here())
    and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy objection_answer on objection for update to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy objection_service on objection for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table outcome enable row level security;
alter table outcome force row level security;
create policy outcome_read on outcome for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy outcome_write on outcome for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_planner()))
  with check (place_id = (select thread.place()) and (select thread.is_planner()));
create policy outcome_service on outcome for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table outcome_reading enable row level security;
alter table outcome_reading force row level security;
create policy outcome_reading_read on outcome_reading for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and outcome_id in (select o.id from outcome o where o.place_id = (select thread.place())));
create policy outcome_reading_write on outcome_reading for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator', 'programme-manager', 'analyst')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator', 'programme-manager', 'analyst')));
create policy outcome_reading_service on outcome_reading for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table commitment enable row level security;
alter table commitment force row level security;
create policy commitment_public on commitment for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status in ('accepted', 'kept', 'stopped')
    and priority_id in (select q.id from priority q where q.place_id = (select thread.place())));
create policy commitment_partner on commitment for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy commitment_own on commitment for select to thread_member
  using (place_id = (select thread.place()) and volunteer_account_id = (select thread.account()));
create policy commitment_offer on commitment for insert to thread_member
  with check (place_id = (select thread.place()) and status in ('offered', 'accepted') and offered_by = (select thread.account())
    and priority_id in (select q.id from priority q where q.place_id = (select thread.place()))
    and (
      (status = 'offered' and (select thread.is_partner())
        and organisation_id in (select p.organisation_id from partner p where p.place_id = (select thread.place()) and p.left_on is null))
      or (organisation_id = any ((select thread.my_organisations())::uuid[]))
      or (volunteer_account_id = (select thread.account()) and (select thread.is_here()))));
-- Nobody accepts, declines or reports for an organisation but its own people, nor for a volunteer but the volunteer.
create policy commitment_answer on commitment for update to thread_member
  using (place_id = (select thread.place())
    and (organisation_id = any ((select thread.my_organisations())::uuid[]) or (volunteer_account_id = (select thread.account()) and (select thread.is_here()))))
  with check (place_id = (select thread.place())
    and (organisation_id = any ((select thread.my_organisations())::uuid[]) or volunteer_account_id = (select thread.account())));
create policy commitment_service on commitment for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table commitment_update enable row level security;
alter table commitment_update force row level security;
create policy commitment_update_read on commitment_update for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and commitment_id in (select c.id from commitment c where c.place_id = (select thread.place())));
create policy commitment_update_add on commitment_update for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account())
    and commitment_id in (select c.id from commitment c where c.place_id = (select thread.place())
      and (c.organisation_id = any ((select thread.my_organisations())::uuid[]) or c.volunteer_account_id = (select thread.account()))));
create policy commitment_update_service on commitment_update for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on plan, plan_party, priority, plan_priority, need_evidence, priority_voice, objection, outcome, outcome_reading, commitment, commitment_update to thread_public, thread_guest, thread_member;
grant insert, update on plan, priority, outcome, outcome_reading to thread_member;
grant insert, update (status, reply, replied_on) on objection to thread_member;
-- What was promised, by whom, until when and with whose money never changes after it was offered.
grant insert, update (status, answered_at, decline_reason, kept_on, stop_reason, version) on commitment to thread_member;
grant insert, update, delete on plan_party, plan_priority, need_evidence, priority_voice to thread_member;
grant insert on commitment_update to thread_member;
grant select, insert, update, delete on plan, plan_party, priority, plan_priority, need_evidence, priority_voice, objection, outcome, outcome_reading, commitment, commitment_update to thread_service;
