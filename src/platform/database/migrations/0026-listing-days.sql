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
