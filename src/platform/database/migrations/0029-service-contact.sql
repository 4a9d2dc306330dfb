-- How often somebody got in touch with a service by themselves, as its own people count it: how often on which day, and of
-- nobody anything.
create table service_contact (
  place_id uuid not null,
  service_id uuid not null,
  day date not null,
  count integer not null,
  constraint service_contact_pk primary key (place_id, service_id, day),
  constraint service_contact_service foreign key (place_id, service_id) references service (place_id, id),
  constraint service_contact_count check (count between 0 and 10000)
);
alter table service_contact enable row level security;
alter table service_contact force row level security;
create policy service_contact_read on service_contact for select to thread_member
  using (place_id = (select thread.place())
    and service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[])));
create policy service_contact_write on service_contact for insert to thread_member
  with check (place_id = (select thread.place())
    and service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[])));
create policy service_contact_again on service_contact for update to thread_member
  using (place_id = (select thread.place())
    and service_id in (select s.id from service s where s.place_id = (select thread.place()) and s.organisation_id = any ((select thread.my_organisations())::uuid[])))
  with check (place_id = (select thread.place()));
create policy service_contact_service on service_contact for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert, update (count) on service_contact to thread_member;
grant select, insert, update, delete on service_contact to thread_service;

-- The same up to the end of a month, as anybody may read it.
alter table service_help
  add column contacts integer default 0,
  add constraint service_help_contacts check (contacts = 0 or (contacts >= 10 and contacts % 5 = 0));

-- An offer of an exercise stays the offer that it is: its people change what it says, and not which one it is or where.
revoke update on exercise_offer from thread_member;
grant update (participant_id, organisation_id, who, what, first_step, member, by_on, needs, amount_pence, same_as, commitment_id, confirmed_at, at, agenda_item_id)
  on exercise_offer to thread_member;
