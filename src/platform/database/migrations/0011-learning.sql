-- Learning: stories on the evidence of the thread, the copies that other places read, and what those places took up.

create table story (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  organisation_id uuid not null,
  title text not null,
  summary text not null default '',
  problem text not null default '',
  done text not null default '',
  core text not null default '',
  adaptable text not null default '',
  involved text not null default '',
  results text not null default '',
  cost text not null default '',
  failed text not null default '',
  contact text not null default '',
  status text not null,
  review_by date,
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  constraint story_pk primary key (place_id, id),
  constraint story_place foreign key (place_id) references place (id),
  constraint story_organisation foreign key (organisation_id) references organisation (id),
  constraint story_slug_unique unique (place_id, slug),
  constraint story_status check (status in ('draft', 'published', 'withdrawn')),
  constraint story_published check (status = 'draft' or (published_at is not null and review_by is not null)),
  constraint story_withdrawn check ((status = 'withdrawn') = (withdrawn_reason is not null) and (status = 'withdrawn') = (withdrawn_at is not null)),
  -- A withdrawn story keeps its title, its reason and who took it up. Its words are gone from here.
  constraint story_withdrawn_is_empty check (status <> 'withdrawn' or problem || done || core || adaptable || involved || results || cost || failed || contact = ''),
  constraint story_title_length check (length(title) between 1 and 120),
  constraint story_summary_length check (length(summary) <= 400),
  constraint story_text_length check (greatest(length(problem), length(done), length(core), length(adaptable), length(involved), length(results), length(cost), length(failed)) <= 3000),
  constraint story_contact_length check (length(contact) <= 200),
  constraint story_reason_length check (length(withdrawn_reason) between 1 and 500)
);
create index story_by_review on story (place_id, review_by) where status = 'published';

-- What other places read of a story: written by the transaction that publishes or withdraws it.
create table published_story (
  place_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  version integer not null,
  title text not null,
  summary text not null,
  core text not null,
  address text not null,
  published_at timestamptz not null,
  withdrawn boolean not null default false,
  constraint published_story_pk primary key (place_id, id),
  constraint published_story_of foreign key (place_id, id) references story (place_id, id),
  constraint published_story_title_length check (length(title) between 1 and 120),
  constraint published_story_text_length check (length(summary) <= 400 and length(core) <= 3000),
  constraint published_story_address check (address ~ '^/[a-z0-9]')
);
create index published_story_recent on published_story (published_at desc);

-- In the place that takes a story up. The origin is named, never pointed at: it is another place's row.
create table uptake (
  place_id uuid not null,
  id uuid not null,
  origin_place_id uuid not null,
  origin_story_id uuid not null,
  origin_version integer not null,
  story_title text not null,
  organisation_id uuid not null,
  status text not null,
  stop_reason text,
  changed text not null default '',
  started_on date not null,
  measure text not null default '',
  unit text not null default '',
  better text,
  before_value numeric,
  after_value numeric,
  happened text not null default '',
  reported_on date,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  constraint uptake_pk primary key (place_id, id),
  constraint uptake_place foreign key (place_id) references place (id),
  constraint uptake_organisation foreign key (organisation_id) references organisation (id),
  constraint uptake_once unique (place_id, origin_place_id, origin_story_id, organisation_id),
  constraint uptake_elsewhere check (origin_place_id <> place_id),
  constraint uptake_status check (status in ('considering', 'adapting', 'in-use', 'stopped')),
  constraint uptake_stopped check ((status = 'stopped') = (stop_reason is not null)),
  constraint uptake_better check (better in ('higher', 'lower')),
  constraint uptake_figures check ((before_value is null) = (after_value is null) and (before_value is null) = (better is null) and (before_value is null or measure <> '')),
  constraint uptake_text_length check (length(story_title) between 1 and 120 and length(stop_reason) between 1 and 500 and length(changed) <= 2000 and length(measure) <= 200 and length(unit) <= 40 and length(happened) <= 2000)
);
create index uptake_by_story on uptake (origin_place_id, origin_story_id);

create function thread.may_tell(organisation uuid) returns boolean language sql stable
  as $$ select thread.is_planner() or organisation = any (thread.my_organisations()) $$;
revoke execute on function thread.may_tell(uuid) from public;
grant execute on function thread.may_tell(uuid) to thread_member, thread_service;

alter table story enable row level security;
alter table story force row level security;
create policy story_public on story for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status <> 'draft');
create policy story_draft on story for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy story_write on story for all to thread_member
  using (place_id = (select thread.place()) and thread.may_tell(organisation_id))
  with check (place_id = (select thread.place()) and thread.may_tell(organisation_id));
create policy story_service on story for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table published_story enable row level security;
alter table published_story force row level security;
create policy published_story_read on published_story for select to thread_public, thread_guest, thread_member, thread_service
  using ((select thread.place()) is not null);
create policy published_story_write on published_story for all to thread_member
  using (place_id = (select thread.place()) and thread.may_tell(organisation_id))
  with check (place_id = (select thread.place()) and thread.may_tell(organisation_id));
create policy published_story_service on published_story for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table uptake enable row level security;
alter table uptake force row level security;
create policy uptake_read on uptake for select to thread_public, thread_guest, thread_member, thread_service
  using ((select thread.place()) is not null);
create policy uptake_write on uptake for all to thread_member
  using (place_id = (select thread.place()) and thread.may_tell(organisation_id))
  with check (place_id = (select thread.place()) and thread.may_tell(organisation_id));
create policy uptake_service on uptake for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on story, published_story, uptake to thread_public, thread_guest, thread_member;
grant insert, update on story, published_story, uptake to thread_member;
grant select, insert, update, delete on story, published_story, uptake to thread_service;
