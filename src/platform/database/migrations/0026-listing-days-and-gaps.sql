-- A listing that begins or ends on a day, and one that is closed until a day. What it is today is worked out when it is
-- read: nothing has to run at midnight.
alter table service
  add column listed_from date,
  add column listed_to date,
  add column reopens_on date,
  add constraint service_listed check (listed_to >= listed_from),
  add constraint service_reopens check (reopens_on is null or status = 'temporarily closed');
grant update (listed_from, listed_to, reopens_on) on service to thread_member;

alter table service_search
  add column listed_from date,
  add column listed_to date,
  add column reopens_on date;

-- The stems of the names stand among the others once more, with a mark before each: of a word that is on thousands of pages
-- the index then gives those that have it in their very name.
update service_search x set stems = x.stems || array_to_tsvector(array(
  select '~' || l from unnest(tsvector_to_array(to_tsvector('english', x.name))) as l));

-- For how many people in a part of the place help of a kind is asked, and of how many of them a group was asked and none
-- helps. After the gate: nothing here is a small number, or one that would give a small one away.
create table need_by_area (
  place_id uuid not null,
  kind text not null,
  area text not null,
  as_of date not null,
  people integer,
  unserved integer,
  constraint need_by_area_pk primary key (place_id, kind, area),
  constraint need_by_area_place foreign key (place_id) references place (id),
  constraint need_by_area_sizes check (length(kind) between 1 and 60 and length(area) between 1 and 80),
  constraint need_by_area_rounded check ((people = 0 or (people >= 10 and people % 5 = 0))
    and (unserved = 0 or (unserved >= 10 and unserved % 5 = 0)))
);
-- Why people who asked got no help, in the same way.
create table unmet_reason (
  place_id uuid not null,
  reason text not null,
  words text not null,
  as_of date not null,
  people integer,
  constraint unmet_reason_pk primary key (place_id, reason),
  constraint unmet_reason_place foreign key (place_id) references place (id),
  constraint unmet_reason_sizes check (length(reason) between 1 and 60 and length(words) between 1 and 120),
  constraint unmet_reason_rounded check (people = 0 or (people >= 10 and people % 5 = 0))
);
alter table need_by_area enable row level security;
alter table need_by_area force row level security;
create policy need_by_area_read on need_by_area for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy need_by_area_service on need_by_area for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table unmet_reason enable row level security;
alter table unmet_reason force row level security;
create policy unmet_reason_read on unmet_reason for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy unmet_reason_service on unmet_reason for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on need_by_area, unmet_reason to thread_member;
grant select, insert, update, delete on need_by_area, unmet_reason to thread_service;
