-- The directory in depth: what Open Referral UK 3.0 asks for beside the first form.

alter table service
  add column alert text not null default '',
  add column eligibility text not null default '',
  add column languages text[] not null default '{}',
  add column areas text[] not null default '{}',
  add column contact_name text not null default '',
  add column contact_title text not null default '',
  add column paid_for_by text not null default '',
  add constraint service_more_sizes check (length(alert) <= 300 and length(eligibility) <= 600 and length(contact_name) <= 120
    and length(contact_title) <= 120 and length(paid_for_by) <= 200 and cardinality(languages) <= 12 and cardinality(areas) <= 12);
-- The order of the feed: total, and the same at every request.
create index service_in_feed on service (place_id, name, id) where approved_at is not null;

alter table location
  add column access text[] not null default '{}',
  add constraint location_access_size check (cardinality(access) <= 12),
  add constraint location_masked_has_no_access check (not masked or cardinality(access) = 0);
alter table masked_address add column access text[] not null default '{}';
create index location_points on location (place_id, latitude, longitude) where latitude is not null;

-- The second Tuesday of a month is week 2, the last Friday is week -1. Nothing here: every week.
alter table service_schedule
  add column month_week integer,
  add constraint service_schedule_month_week check (month_week is null or (month_week in (1, 2, 3, 4, -1) and every_weeks = 1));

-- When it was said, to the moment: consumers of the feed ask what changed since they last came.
alter table service_check add column checked_at timestamptz;
grant update (checked_at) on service_check to thread_member;

alter table service_capacity
  add column available integer,
  add column wait text not null default '',
  add constraint service_capacity_available check (available between 0 and 10000),
  add constraint service_capacity_wait check (length(wait) <= 120);
grant update (available, wait) on service_capacity to thread_member;

grant update (alert, eligibility, languages, areas, contact_name, contact_title, paid_for_by) on service to thread_member;

-- Words of search as their stems, the name before the rest: kept, because making them anew for each search is slow.
alter table service_search
  add column facets text[] not null default '{}',
  add column minimum_age integer,
  add column maximum_age integer,
  add column stems tsvector not null default '';
drop index service_search_stems;
create index service_search_stems on service_search using gin (stems);
drop index service_search_letters;
create index service_search_points on service_search (place_id, latitude, longitude) where latitude is not null;

-- Every word that search knows of a place: what somebody mistyped is looked for among these. Public words only.
create table search_word (
  place_id uuid not null,
  word text not null,
  stem text not null,
  constraint search_word_pk primary key (place_id, word),
  constraint search_word_place foreign key (place_id) references place (id),
  constraint search_word_shape check (length(word) between 3 and 40)
);
create index search_word_stems on search_word (place_id, stem);
create index search_word_letters on search_word using gin (word gin_trgm_ops);

-- Words that a place takes for each other: who types the one finds the other.
create table search_synonym (
  place_id uuid not null,
  word text not null,
  means text not null,
  constraint search_synonym_pk primary key (place_id, word, means),
  constraint search_synonym_place foreign key (place_id) references place (id),
  constraint search_synonym_sizes check (length(word) between 2 and 60 and length(means) between 2 and 60 and word <> means)
);

alter table search_word enable row level security;
alter table search_word force row level security;
-- Words that stand on public pages: everybody reads them, and only so can the index of letters be used.
create policy search_word_read on search_word for select to thread_public, thread_guest, thread_member, thread_service using (true);
create policy search_word_add on search_word for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy search_word_service on search_word for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table search_synonym enable row level security;
alter table search_synonym force row level security;
create policy search_synonym_read on search_synonym for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()));
create policy search_synonym_keep on search_synonym for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy search_synonym_service on search_synonym for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on search_word, search_synonym to thread_public, thread_guest, thread_member;
grant insert on search_word to thread_member;
grant insert, delete on search_synonym to thread_member;
grant select, insert, update, delete on search_word, search_synonym to thread_service;

insert into search_word (place_id, word, stem)
  select distinct x.place_id, w.word, coalesce((ts_lexize('english_stem', w.word))[1], w.word)
  from service_search x, regexp_split_to_table(x.words, '[^a-z0-9]+') as w(word)
  where length(w.word) between 3 and 40;
update service_search x set stems = setweight(to_tsvector('english', x.name), 'A') || setweight(to_tsvector('english', x.words), 'C'),
    minimum_age = s.minimum_age, maximum_age = s.maximum_age,
    facets = array(select 'term:' || t.term from service_term t where t.place_id = x.place_id and t.service_id = x.service_id)
  from service s where s.place_id = x.place_id and s.id = x.service_id;

-- The same rules said so that a few rows are looked up by their keys, instead of reading every service of the place first.
drop policy service_check_read on service_check;
create policy service_check_read on service_check for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and exists (select 1 from service s where s.place_id = service_check.place_id and s.id = service_check.service_id));
drop policy service_capacity_read on service_capacity;
create policy service_capacity_read on service_capacity for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and exists (select 1 from service s where s.place_id = service_capacity.place_id and s.id = service_capacity.service_id));

-- "This is wrong": what a reader says of a listing. Who said it is kept nowhere.
create table service_feedback (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  organisation_id uuid not null,
  topic text not null,
  words text not null default '',
  made_at timestamptz not null,
  state text not null default 'open',
  settled_at timestamptz,
  settled_by uuid,
  constraint service_feedback_pk primary key (place_id, id),
  constraint service_feedback_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_feedback_organisation foreign key (organisation_id) references organisation (id),
  constraint service_feedback_topic check (topic in ('closed', 'times', 'contact', 'place', 'other')),
  constraint service_feedback_state check (state in ('open', 'put-right', 'was-right')),
  constraint service_feedback_settled check ((state = 'open') = (settled_at is null)),
  constraint service_feedback_size check (length(words) <= 1000)
);
create index service_feedback_open on service_feedback (place_id, organisation_id, made_at) where state = 'open';

alter table service_feedback enable row level security;
alter table service_feedback force row level security;
create policy service_feedback_own on service_feedback for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy service_feedback_to_approve on service_feedback for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_feedback_settle on service_feedback for update to thread_member
  using (place_id = (select thread.place()) and state = 'open'
    and ((select thread.approves_services()) or organisation_id = any ((select thread.my_organisations())::uuid[])))
  with check (place_id = (select thread.place()) and state <> 'open' and settled_by = (select thread.account())
    and ((select thread.approves_services()) or organisation_id = any ((select thread.my_organisations())::uuid[])));
create policy service_feedback_service on service_feedback for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, update (state, settled_at, settled_by) on service_feedback to thread_member;
grant select, insert, update, delete on service_feedback to thread_service;
