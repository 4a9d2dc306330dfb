-- The directory kept: found fast, filled from other directories, looked after by those who run it.

-- The place stands among the stems: the index of words then gives the services of one place, not those of every place of
-- which most are thrown away. Days of the week are told with the facets. The words themselves nobody reads.
update service_search x set
  stems = array_to_tsvector(array['p' || replace(x.place_id::text, '-', '')]) || x.stems,
  facets = x.facets || array(
    select distinct 'day:' || d.day from service_schedule h, unnest(string_to_array(h.byday, ',')) as d(day)
    where h.place_id = x.place_id and h.service_id = x.service_id);
alter table service_search drop column words;
-- Of a list without words the names are the order.
create index service_search_names on service_search (place_id, name, service_id);

-- By what a listing is known again in another directory. Nothing of a private address is among it.
create table service_key (
  place_id uuid not null,
  service_id uuid not null,
  name text not null,
  organisation text not null,
  postcode text not null default '',
  phone text not null default '',
  host text not null default '',
  -- The directory from which it was taken over; none for what its own people wrote.
  source_id uuid,
  constraint service_key_pk primary key (place_id, service_id),
  constraint service_key_service foreign key (place_id, service_id) references service (place_id, id)
);
create index service_key_source on service_key (place_id, source_id);
insert into service_key (place_id, service_id, name, organisation, postcode, phone, host)
  select s.place_id, s.id, btrim(regexp_replace(lower(s.name), '[^a-z0-9]+', ' ', 'g')),
    btrim(regexp_replace(lower(o.name), '[^a-z0-9]+', ' ', 'g')), coalesce(replace(l.postcode, ' ', ''), ''),
    regexp_replace(regexp_replace(coalesce(s.phone, ''), '[^0-9]', '', 'g'), '^44', '0'),
    coalesce(substring(lower(s.url) from '^https?://(?:www\.)?([^/:?#]+)'), '')
  from service s join organisation o on o.id = s.organisation_id
  left join service_at_location a on a.place_id = s.place_id and a.service_id = s.id
  left join location l on l.place_id = a.place_id and l.id = a.location_id
  where s.approved_at is not null;

-- Another directory that a place takes over.
create table import_source (
  place_id uuid not null,
  id uuid not null,
  name text not null,
  -- Which of its columns is which of ours, as it was last said.
  mapping jsonb not null default '{}',
  made_at timestamptz not null,
  made_by uuid,
  constraint import_source_pk primary key (place_id, id),
  constraint import_source_place foreign key (place_id) references place (id),
  constraint import_source_name unique (place_id, name),
  constraint import_source_size check (length(name) between 1 and 120)
);

-- One time that a file or a feed was brought in.
create table import_run (
  place_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  state text not null,
  -- A table whose columns nobody has named yet.
  cells jsonb,
  total integer not null default 0,
  done integer not null default 0,
  counts jsonb not null default '{}',
  made_at timestamptz not null,
  made_by uuid,
  ended_at timestamptz,
  constraint import_run_pk primary key (place_id, id),
  constraint import_run_source foreign key (place_id, source_id) references import_source (place_id, id),
  constraint import_run_state check (state in ('columns', 'ready', 'running', 'done', 'given-up')),
  constraint import_run_counted check (done between 0 and total)
);
create index import_run_newest on import_run (place_id, made_at desc);

-- What was read and waits to be compared, some hundreds at a time; it is gone when it was.
create table import_piece (
  place_id uuid not null,
  run_id uuid not null,
  number integer not null,
  items jsonb not null,
  constraint import_piece_pk primary key (place_id, run_id, number),
  constraint import_piece_run foreign key (place_id, run_id) references import_run (place_id, id)
);

-- What a directory last said of one service, and what became of it.
create table import_row (
  place_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  key text not null,
  hash text not null,
  offered jsonb not null,
  -- Of a row that is asked about: what it said when it was last settled. Nothing of that is offered again.
  settled jsonb,
  state text not null,
  service_id uuid,
  match_id uuid,
  why text not null default '',
  made_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  constraint import_row_pk primary key (place_id, id),
  constraint import_row_source foreign key (place_id, source_id) references import_source (place_id, id),
  constraint import_row_service foreign key (place_id, service_id) references service (place_id, id),
  constraint import_row_match foreign key (place_id, match_id) references service (place_id, id),
  constraint import_row_once unique (place_id, source_id, key),
  constraint import_row_state check (state in ('listed', 'asked', 'left-out', 'kept-out', 'unreadable')),
  constraint import_row_listed check (state <> 'listed' or service_id is not null),
  constraint import_row_asked check (state <> 'asked' or coalesce(service_id, match_id) is not null),
  constraint import_row_sizes check (length(key) between 1 and 400 and length(why) <= 600)
);
create index import_row_asked on import_row (place_id, made_at, id) where state = 'asked';
create index import_row_by_service on import_row (place_id, service_id) where service_id is not null;

-- Those who asked not to be listed, by what they would be known again: kept so that no import brings them back.
create table do_not_list (
  place_id uuid not null,
  id uuid not null,
  shown text not null,
  name text not null,
  organisation text not null default '',
  postcode text not null default '',
  phone text not null default '',
  host text not null default '',
  reason text not null default '',
  since timestamptz not null,
  made_by uuid,
  constraint do_not_list_pk primary key (place_id, id),
  constraint do_not_list_place foreign key (place_id) references place (id),
  constraint do_not_list_sizes check (length(shown) between 1 and 120 and length(reason) <= 600)
);

-- Who wants to be told when a service changes or closes.
create table service_watch (
  place_id uuid not null,
  service_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  constraint service_watch_pk primary key (place_id, service_id, account_id),
  constraint service_watch_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_watch_account foreign key (account_id) references account (id)
);

-- What partners tell each other of a service. Never public.
create table service_note (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  words text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  constraint service_note_pk primary key (place_id, id),
  constraint service_note_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_note_account foreign key (made_by) references account (id),
  constraint service_note_size check (length(words) between 1 and 1000)
);
create index service_note_by_service on service_note (place_id, service_id, made_at);

-- A link in a letter by which somebody says once, without an account, that a service is still right. Of its token only
-- the hash is kept.
create table check_link (
  place_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  token_hash text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint check_link_pk primary key (place_id, id),
  constraint check_link_service foreign key (place_id, service_id) references service (place_id, id),
  constraint check_link_token unique (place_id, token_hash)
);
create index check_link_by_service on check_link (place_id, service_id, made_at);

-- Volunteers and champions whom partners can ask, in the words to which they agreed.
create table helper (
  place_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  offers text not null,
  how_asked text not null,
  safety text not null,
  terms text[] not null default '{}',
  areas text[] not null default '{}',
  agreed_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  ended_on date,
  constraint helper_pk primary key (place_id, id),
  constraint helper_place foreign key (place_id) references place (id),
  constraint helper_organisation foreign key (organisation_id) references organisation (id),
  constraint helper_sizes check (length(name) between 1 and 80 and length(offers) between 1 and 600
    and length(how_asked) between 1 and 300 and length(safety) between 1 and 300
    and cardinality(terms) <= 12 and cardinality(areas) <= 12)
);
create index helper_by_organisation on helper (place_id, organisation_id);

-- What was looked for and not found, counted by month, part of the place and term. No words of anybody.
create table unmet_search (
  place_id uuid not null,
  month date not null,
  area text not null,
  term text not null,
  count integer not null,
  constraint unmet_search_pk primary key (place_id, month, area, term),
  constraint unmet_search_place foreign key (place_id) references place (id),
  constraint unmet_search_count check (count > 0),
  constraint unmet_search_sizes check (length(area) <= 80 and term ~ '^[a-z]*(-[a-z]+)*$' and length(term) <= 60)
);

alter table service_key enable row level security;
alter table service_key force row level security;
create policy service_key_approve on service_key for all to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()))
  with check (place_id = (select thread.place()) and (select thread.approves_services()));
create policy service_key_service on service_key for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table import_source enable row level security;
alter table import_source force row level security;
create policy import_source_approve on import_source for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy import_source_service on import_source for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table import_run enable row level security;
alter table import_run force row level security;
create policy import_run_approve on import_run for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy import_run_service on import_run for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table import_piece enable row level security;
alter table import_piece force row level security;
create policy import_piece_approve on import_piece for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy import_piece_service on import_piece for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- It may hold a private address: those who approve read it, as they read the versions.
alter table import_row enable row level security;
alter table import_row force row level security;
create policy import_row_approve on import_row for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy import_row_service on import_row for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table do_not_list enable row level security;
alter table do_not_list force row level security;
create policy do_not_list_approve on do_not_list for select to thread_member
  using (place_id = (select thread.place()) and (select thread.approves_services()));
create policy do_not_list_service on do_not_list for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_watch enable row level security;
alter table service_watch force row level security;
create policy service_watch_own on service_watch for all to thread_member
  using (place_id = (select thread.place()) and account_id = (select thread.account()))
  with check (place_id = (select thread.place()) and account_id = (select thread.account())
    and exists (select 1 from service s where s.place_id = service_watch.place_id and s.id = service_watch.service_id and s.approved_at is not null));
create policy service_watch_service on service_watch for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table service_note enable row level security;
alter table service_note force row level security;
create policy service_note_read on service_note for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy service_note_add on service_note for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.is_partner()) and made_by = (select thread.account()));
create policy service_note_remove on service_note for delete to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner())
    and (made_by = (select thread.account()) or (select thread.approves_services())));
create policy service_note_service on service_note for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table check_link enable row level security;
alter table check_link force row level security;
create policy check_link_service on check_link for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table helper enable row level security;
alter table helper force row level security;
create policy helper_read on helper for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy helper_add on helper for insert to thread_member
  with check (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[])
    and made_by = (select thread.account()));
create policy helper_change on helper for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]))
  with check (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy helper_service on helper for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table unmet_search enable row level security;
alter table unmet_search force row level security;
create policy unmet_search_read on unmet_search for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy unmet_search_service on unmet_search for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on service_key, import_source, import_run, import_piece, import_row, do_not_list, service_watch, service_note, helper, unmet_search to thread_member;
grant insert, update on service_key to thread_member;
grant insert, delete on service_watch, service_note to thread_member;
grant insert, update (ended_on) on helper to thread_member;
grant select, insert, update, delete on service_key, import_source, import_run, import_piece, import_row, do_not_list, service_watch, service_note, check_link, helper, unmet_search to thread_service;

-- The wards of a place, for a picture of what is where. Each place brings its own.
create table ward (
  place_id uuid not null,
  code text not null,
  name text not null,
  outline jsonb not null,
  latitude double precision not null,
  longitude double precision not null,
  constraint ward_pk primary key (place_id, code),
  constraint ward_place foreign key (place_id) references place (id),
  constraint ward_sizes check (length(code) between 1 and 20 and length(name) between 1 and 80)
);
alter table ward enable row level security;
alter table ward force row level security;
create policy ward_read on ward for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy ward_service on ward for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on ward to thread_public, thread_guest, thread_member;
grant select, insert, update, delete on ward to thread_service;

-- How many people were referred to a service or told of it, up to the end of a month, as anybody may read it: nothing here
-- is 1 to 7, the rest is rounded to five.
create table service_help (
  place_id uuid not null,
  service_id uuid not null,
  as_of date not null,
  referred integer,
  introduced integer,
  constraint service_help_pk primary key (place_id, service_id),
  constraint service_help_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_help_rounded check ((referred = 0 or (referred >= 10 and referred % 5 = 0))
    and (introduced = 0 or (introduced >= 10 and introduced % 5 = 0)))
);
-- For how many people help of a kind was asked for and refused, or nobody answered, in the same way.
create table unmet_need (
  place_id uuid not null,
  kind text not null,
  words text not null,
  as_of date not null,
  people integer,
  constraint unmet_need_pk primary key (place_id, kind),
  constraint unmet_need_place foreign key (place_id) references place (id),
  constraint unmet_need_sizes check (length(kind) between 1 and 60 and length(words) between 1 and 120),
  constraint unmet_need_rounded check (people = 0 or (people >= 10 and people % 5 = 0))
);
alter table service_help enable row level security;
alter table service_help force row level security;
create policy service_help_read on service_help for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy service_help_service on service_help for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table unmet_need enable row level security;
alter table unmet_need force row level security;
create policy unmet_need_read on unmet_need for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy unmet_need_service on unmet_need for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on service_help to thread_public, thread_guest, thread_member;
grant select on unmet_need to thread_member;
grant select, insert, update, delete on service_help, unmet_need to thread_service;

-- A card never moves to another person, place or kind: members change its words alone.
revoke update on thread_record from thread_member;
grant update (title, summary, address, visibility, updated_at) on thread_record to thread_member;
