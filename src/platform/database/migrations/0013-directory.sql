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
