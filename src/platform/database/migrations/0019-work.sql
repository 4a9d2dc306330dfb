-- The working day of those who help: notes, tasks, appointments, handover, workload; how far offers of help reach, by area
-- and group; and who is told when nobody takes something up.

-- What somebody who helps writes down of a conversation. Corrected by a new version; one that was written in error stays, with
-- the reason. The person reads it, unless reading it could do somebody serious harm, for a reason that is written down.
create table person_note (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  category text not null,
  how text not null,
  happened_on date not null,
  words text not null,
  held_reason text not null default '',
  withdrawn_at timestamptz,
  withdrawn_why text not null default '',
  author_org uuid not null,
  author_account uuid,
  author_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint person_note_pk primary key (place_id, id),
  constraint person_note_person foreign key (place_id, person_id) references person (place_id, id),
  constraint person_note_author_org foreign key (author_org) references organisation (id),
  constraint person_note_category check (category in ('circle', 'plan', 'needs', 'referral', 'safeguarding')),
  constraint person_note_how check (how in ('met', 'phone', 'message', 'letter', 'about-them')),
  constraint person_note_withdrawn check ((withdrawn_at is null) = (withdrawn_why = '')),
  constraint person_note_held_reasoned check (held_reason = '' or length(held_reason) >= 20),
  constraint person_note_lengths check (length(words) between 1 and 4000 and length(held_reason) <= 600 and length(withdrawn_why) <= 300
    and length(author_name) between 1 and 120)
);
create index person_note_by_person on person_note (place_id, person_id, happened_on desc, id desc);

-- What somebody is going to do about a person: for oneself, or offered to a colleague, who says yes or no.
create table work_task (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  category text not null,
  what text not null,
  for_account uuid not null,
  for_name text not null,
  by_on date not null,
  status text not null,
  answered_at timestamptz,
  done_on date,
  outcome text not null default '',
  -- What the service asked for once, so that it never asks twice.
  once text,
  author_org uuid not null,
  author_account uuid,
  author_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint work_task_pk primary key (place_id, id),
  constraint work_task_person foreign key (place_id, person_id) references person (place_id, id),
  constraint work_task_for foreign key (for_account) references account (id),
  constraint work_task_author_org foreign key (author_org) references organisation (id),
  constraint work_task_once unique (place_id, once),
  constraint work_task_category check (category in ('identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding')),
  constraint work_task_status check (status in ('offered', 'open', 'declined', 'done', 'dropped')),
  constraint work_task_done check ((status = 'done') = (done_on is not null)),
  constraint work_task_why check (status not in ('declined', 'dropped') or outcome <> ''),
  constraint work_task_lengths check (length(what) between 1 and 300 and length(outcome) <= 300 and length(for_name) between 1 and 120
    and length(author_name) between 1 and 120)
);
create index work_task_by_person on work_task (place_id, person_id);
create index work_task_mine on work_task (place_id, for_account, by_on) where status in ('offered', 'open');

-- When, where, with whom and for what. That it did not come about has a plain reason and is nobody's fault.
create table appointment (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  category text not null,
  starts_at timestamptz not null,
  minutes integer not null,
  where_words text not null default '',
  with_account uuid,
  with_name text not null,
  about text not null,
  remind boolean not null default false,
  status text not null default 'planned',
  reason text,
  note text not null default '',
  author_org uuid not null,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint appointment_pk primary key (place_id, id),
  constraint appointment_of_person unique (place_id, person_id, id),
  constraint appointment_person foreign key (place_id, person_id) references person (place_id, id),
  constraint appointment_with foreign key (with_account) references account (id),
  constraint appointment_author_org foreign key (author_org) references organisation (id),
  constraint appointment_category check (category in ('plan', 'needs', 'referral', 'safeguarding')),
  constraint appointment_minutes check (minutes between 5 and 480),
  constraint appointment_status check (status in ('planned', 'attended', 'not-met', 'cancelled')),
  constraint appointment_reason check ((status in ('not-met', 'cancelled')) = (reason is not null)),
  constraint appointment_reason_known check (reason in ('unwell', 'travel', 'caring', 'work', 'not-the-time', 'not-reached', 'letter-missed', 'we-could-not', 'they-asked', 'not-known')),
  constraint appointment_lengths check (length(where_words) <= 300 and length(with_name) between 1 and 120 and length(about) between 1 and 300
    and length(note) <= 300)
);
create index appointment_by_person on appointment (place_id, person_id, starts_at);
create index appointment_mine on appointment (place_id, with_account, starts_at) where status = 'planned';

-- For which time of an appointment somebody was reminded, and how: written by the service alone, once.
create table appointment_reminder (
  place_id uuid not null,
  appointment_id uuid not null,
  starts_at timestamptz not null,
  person_id uuid not null,
  way text not null,
  at timestamptz not null,
  constraint appointment_reminder_pk primary key (place_id, appointment_id, starts_at),
  constraint appointment_reminder_appointment foreign key (place_id, person_id, appointment_id) references appointment (place_id, person_id, id),
  constraint appointment_reminder_way check (way in ('email', 'worker'))
);

-- One worker passes people on to a colleague, who says yes or no: for a while, or for good.
create table handover (
  place_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  from_account uuid not null,
  from_name text not null,
  to_account uuid not null,
  to_name text not null,
  kind text not null,
  back_on date,
  note text not null default '',
  status text not null default 'offered',
  answer text not null default '',
  offered_by uuid not null,
  offered_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  constraint handover_pk primary key (place_id, id),
  constraint handover_place foreign key (place_id) references place (id),
  constraint handover_organisation foreign key (organisation_id) references organisation (id),
  constraint handover_from foreign key (from_account) references account (id),
  constraint handover_to foreign key (to_account) references account (id),
  constraint handover_offered_by foreign key (offered_by) references account (id),
  constraint handover_two check (from_account <> to_account),
  constraint handover_kind check (kind in ('leave', 'for-good')),
  constraint handover_back check ((kind = 'leave') = (back_on is not null)),
  constraint handover_status check (status in ('offered', 'accepted', 'declined', 'withdrawn', 'ended')),
  constraint handover_answered check ((answered_at is null) = (status in ('offered', 'withdrawn'))),
  constraint handover_declined check (status <> 'declined' or answer <> ''),
  constraint handover_lengths check (length(note) <= 600 and length(answer) <= 300 and length(from_name) between 1 and 120 and length(to_name) between 1 and 120)
);
create index handover_offered_to on handover (place_id, to_account) where status = 'offered';
create table handover_person (
  place_id uuid not null,
  handover_id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  moved_at timestamptz,
  tasks integer not null default 0,
  appointments integer not null default 0,
  referrals integer not null default 0,
  back_at timestamptz,
  constraint handover_person_pk primary key (place_id, handover_id, person_id),
  constraint handover_person_handover foreign key (place_id, handover_id) references handover (place_id, id),
  constraint handover_person_person foreign key (place_id, person_id) references person (place_id, id)
);
create index handover_person_by_person on handover_person (place_id, person_id);

-- How many hours a week somebody works and how many people they have room for, as they said it or whoever coordinates.
create table worker_hours (
  place_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  hours numeric,
  room integer,
  said_at timestamptz not null,
  constraint worker_hours_pk primary key (place_id, organisation_id, account_id),
  constraint worker_hours_place foreign key (place_id) references place (id),
  constraint worker_hours_organisation foreign key (organisation_id) references organisation (id),
  constraint worker_hours_account foreign key (account_id) references account (id),
  constraint worker_hours_range check (hours > 0 and hours <= 60 and hours = round(hours, 1)),
  constraint worker_hours_room check (room between 0 and 500)
);

-- Of how many people of an area or a group help was offered, accepted, begun and finished, after the gate: null is not told.
create table reach_count (
  place_id uuid not null,
  dimension text not null,
  row_name text not null,
  position integer not null,
  from_on date not null,
  as_of date not null,
  offered integer,
  accepted integer,
  attended integer,
  outcome integer,
  made_at timestamptz not null,
  constraint reach_count_pk primary key (place_id, dimension, row_name),
  constraint reach_count_place foreign key (place_id) references place (id),
  constraint reach_count_dimension check (dimension in ('all', 'area', 'age', 'gender', 'ethnicity')),
  constraint reach_count_rounded check ((offered = 0 or (offered >= 10 and offered % 5 = 0)) and (accepted = 0 or (accepted >= 10 and accepted % 5 = 0))
    and (attended = 0 or (attended >= 10 and attended % 5 = 0)) and (outcome = 0 or (outcome >= 10 and outcome % 5 = 0))),
  constraint reach_count_name_length check (length(row_name) between 1 and 120)
);

-- What silence has led to, each once.
create table chase_done (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  level text not null,
  at timestamptz not null,
  constraint chase_done_pk primary key (place_id, kind, record_id, level),
  constraint chase_done_place foreign key (place_id) references place (id),
  constraint chase_done_kind check (kind in ('help-request', 'concern')),
  constraint chase_done_level check (level in ('remind', 'tell'))
);

-- Whom of one's own organisation a person could be passed on to, or a task about them offered: whoever begins records, but
-- nobody whom the person refused by name.
create function thread.colleagues_for(person uuid) returns table (account_id uuid, name text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select distinct m.account_id, a.name from membership m join account a on a.id = m.account_id and a.disabled_at is null
         where m.place_id = thread.place() and m.organisation_id = thread.helping_organisation() and m.role in ('link-worker', 'practitioner')
           and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
           and not exists (select 1 from access_denial d where d.place_id = thread.place() and d.person_id = colleagues_for.person
             and d.account_id = m.account_id and d.valid @> now())
         order by a.name, m.account_id;
    end
  $$;
-- Whether this account coordinates: it speaks for the organisation that it names. Only then does it see how much others do.
create function thread.coordinates() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return nullif(current_setting('thread.organisation', true), '')::uuid = any (thread.my_organisations());
    end
  $$;
-- How much each worker of the organisation does, in counts: everybody's for whoever coordinates, one's own for all others.
create function thread.workload(today date, now_at timestamptz)
  returns table (account_id uuid, name text, people integer, tasks integer, overdue integer, unanswered integer, this_week integer, hours numeric, room integer, away_until date)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us uuid := nullif(current_setting('thread.organisation', true), '')::uuid;
      everybody boolean := thread.coordinates();
    begin
      if thread.purpose() is null or (thread.helping_organisation() is null and not everybody) then
        return;
      end if;
      return query
        select w.account_id, w.name,
          (select count(*) from person p where p.place_id = thread.place() and p.lead_organisation_id = us and p.lead_account_id = w.account_id and p.status = 'active')::integer,
          (select count(*) from work_task t where t.place_id = thread.place() and t.author_org = us and t.for_account = w.account_id and t.status in ('offered', 'open'))::integer,
          (select count(*) from work_task t where t.place_id = thread.place() and t.author_org = us and t.for_account = w.account_id and t.status in ('offered', 'open')
            and t.by_on < today)::integer,
          (select count(*) from referral r where r.place_id = thread.place() and r.author_org = us and r.author_account = w.account_id and r.status = 'requested')::integer,
          (select count(*) from appointment a where a.place_id = thread.place() and a.author_org = us and a.with_account = w.account_id and a.status = 'planned'
            and a.starts_at >= now_at and a.starts_at < now_at + interval '7 days')::integer,
          h.hours, h.room,
          (select max(o.back_on) from handover o where o.place_id = thread.place() and o.organisation_id = us and o.from_account = w.account_id
            and o.status = 'accepted' and o.kind = 'leave' and o.back_on > today)
        from (select distinct m.account_id, a.name from membership m join account a on a.id = m.account_id and a.disabled_at is null
               where m.place_id = thread.place() and m.organisation_id = us and m.role in ('link-worker', 'practitioner')
                 and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)) w
        left join worker_hours h on h.place_id = thread.place() and h.organisation_id = us and h.account_id = w.account_id
        where everybody or w.account_id = thread.account()
        order by w.name, w.account_id;
    end
  $$;
-- How much has waited too long: requests for help, for those who coordinate an organisation that takes them in; concerns, for
-- those who answer for safety. A count and since when, and nothing of what they say.
create function thread.waited_too_long(routine timestamptz, urgent timestamptz, concerns timestamptz)
  returns table (kind text, waiting integer, since timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select 'help-request', count(*)::integer, min(h.received_at) from help_request h
         where h.place_id = thread.place() and h.status = 'waiting' and thread.coordinates()
           and (h.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
             or (h.organisation_id is null and nullif(current_setting('thread.organisation', true), '')::uuid in (select i.organisation_id from thread.intake_organisations() i)))
           and h.received_at <= case h.urgency when 'urgent' then urgent else routine end
        having count(*) > 0
        union all
        select 'concern', count(*)::integer, min(c.sent_at) from safeguarding_concern c
         where c.place_id = thread.place() and c.received_at is null and c.sent_at <= concerns
           and thread.has_duty('safeguarding-lead', 'safeguarding-team', 'caldicott-guardian')
           and (c.person_id is null or c.person_id <> all (thread.refused_me_by_name()))
        having count(*) > 0;
    end
  $$;

revoke execute on function thread.colleagues_for(uuid), thread.coordinates(), thread.workload(date, timestamptz),
  thread.waited_too_long(timestamptz, timestamptz, timestamptz) from public;
grant execute on function thread.colleagues_for(uuid), thread.coordinates(), thread.workload(date, timestamptz),
  thread.waited_too_long(timestamptz, timestamptz, timestamptz) to thread_member;

alter table person_note enable row level security;
alter table person_note force row level security;
-- Somebody who is helped by their own organisation reads their notes as the person, not as a colleague.
create policy person_note_helper on person_note for select to thread_member
  using (place_id = (select thread.place()) and person_id is distinct from (select thread.my_person()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = person_note.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = person_note.person_id and g.category = person_note.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy person_note_own on person_note for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and category <> 'safeguarding' and held_reason = '');
create policy person_note_add on person_note for insert to thread_member
  with check (person_id is distinct from (select thread.my_person()) and place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, category));
create policy person_note_change on person_note for update to thread_member
  using (person_id is distinct from (select thread.my_person()) and place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and thread.may_write(person_id, category))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, category));
create policy person_note_service on person_note for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table work_task enable row level security;
alter table work_task force row level security;
create policy work_task_ours on work_task for select to thread_member
  using (place_id = (select thread.place()) and person_id is distinct from (select thread.my_person()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[]) and author_org = (select thread.helping_organisation()));
create policy work_task_add on work_task for insert to thread_member
  with check (person_id is distinct from (select thread.my_person()) and place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and once is null and thread.may_write(person_id, category)
    and for_account in (select c.account_id from thread.colleagues_for(person_id) c));
create policy work_task_change on work_task for update to thread_member
  using (person_id is distinct from (select thread.my_person()) and place_id = (select thread.place())
    and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[]) and author_org = (select thread.helping_organisation()) and category = any ((select thread.categories())::text[]))
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation())
    and for_account in (select c.account_id from thread.colleagues_for(person_id) c));
create policy work_task_service on work_task for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table appointment enable row level security;
alter table appointment force row level security;
create policy appointment_helper on appointment for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = appointment.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = appointment.person_id and g.category = appointment.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy appointment_own on appointment for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and category <> 'safeguarding');
create policy appointment_add on appointment for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, category));
create policy appointment_change on appointment for update to thread_member
  using (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and thread.may_write(person_id, category))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, category));
create policy appointment_service on appointment for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- What a note or an appointment said earlier is read by those who may read it as it is now, whatever it was filed under before.
create policy personal_version_work on personal_version as restrictive for select to thread_member
  using (case kind when 'note' then exists (select 1 from person_note n where n.place_id = personal_version.place_id and n.id = personal_version.record_id)
    when 'appointment' then exists (select 1 from appointment a where a.place_id = personal_version.place_id and a.id = personal_version.record_id)
    else true end);

alter table appointment_reminder enable row level security;
alter table appointment_reminder force row level security;
create policy appointment_reminder_service on appointment_reminder for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table handover enable row level security;
alter table handover force row level security;
create policy handover_ours on handover for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()));
create policy handover_add on handover for insert to thread_member
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()) and offered_by = (select thread.account())
    and status = 'offered' and (from_account = (select thread.account()) or (select thread.coordinates())));
-- Only the colleague says yes or no.
create policy handover_change on handover for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()))
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and (status not in ('accepted', 'declined') or to_account = (select thread.account())));
create policy handover_service on handover for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table handover_person enable row level security;
alter table handover_person force row level security;
-- Of those who refused a worker by name, that worker does not see that they stood on the list.
create policy handover_person_ours on handover_person for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and (person_id::text || '/identity') <> all ((select thread.denied_keys())::text[]));
create policy handover_person_add on handover_person for insert to thread_member
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = handover_person.person_id and p.lead_organisation_id = (select thread.helping_organisation()))
    and exists (select 1 from handover h where h.place_id = (select thread.place()) and h.id = handover_person.handover_id and h.offered_by = (select thread.account())));
create policy handover_person_change on handover_person for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and (person_id::text || '/identity') <> all ((select thread.denied_keys())::text[]))
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()));
create policy handover_person_service on handover_person for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table worker_hours enable row level security;
alter table worker_hours force row level security;
create policy worker_hours_read on worker_hours for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = nullif((select current_setting('thread.organisation', true)), '')::uuid
    and (account_id = (select thread.account()) or (select thread.coordinates())));
create policy worker_hours_add on worker_hours for insert to thread_member
  with check (place_id = (select thread.place()) and organisation_id = nullif((select current_setting('thread.organisation', true)), '')::uuid
    and ((account_id = (select thread.account()) and organisation_id = (select thread.helping_organisation())) or (select thread.coordinates())));
create policy worker_hours_change on worker_hours for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = nullif((select current_setting('thread.organisation', true)), '')::uuid
    and ((account_id = (select thread.account()) and organisation_id = (select thread.helping_organisation())) or (select thread.coordinates())))
  with check (place_id = (select thread.place()) and organisation_id = nullif((select current_setting('thread.organisation', true)), '')::uuid);
create policy worker_hours_service on worker_hours for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- The gate has withheld what is not for publication; still it is read by partners, who know how few can mean whom.
alter table reach_count enable row level security;
alter table reach_count force row level security;
create policy reach_count_read on reach_count for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy reach_count_service on reach_count for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table chase_done enable row level security;
alter table chase_done force row level security;
create policy chase_done_service on chase_done for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select, insert on person_note, work_task, appointment, handover, handover_person, worker_hours to thread_member;
grant select on reach_count to thread_member;
grant update (category, how, happened_on, words, held_reason, withdrawn_at, withdrawn_why, version) on person_note to thread_member;
grant update (for_account, for_name, by_on, status, answered_at, done_on, outcome, version) on work_task to thread_member;
grant update (category, starts_at, minutes, where_words, with_account, with_name, about, remind, status, reason, note, version) on appointment to thread_member;
grant update (status, answer, answered_at, ended_at, version) on handover to thread_member;
grant update (moved_at, tasks, appointments, referrals, back_at) on handover_person to thread_member;
grant update (hours, room, said_at) on worker_hours to thread_member;
grant select, insert, update, delete on person_note, work_task, appointment, appointment_reminder, handover, handover_person, worker_hours, reach_count, chase_done to thread_service;

-- A letter to somebody about their own day is for their mailbox alone.
drop policy mail_administer on mail;
create policy mail_administer on mail for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')) and kind not in ('answer-link', 'reminder', 'handed-over'));

-- What already waits is chased from now on, too.
insert into job (place_id, id, kind, dedupe_key, subject_id, run_after, created_at)
  select h.place_id, gen_random_uuid(), 'people/chase-request', h.id::text || '/first', h.id, now(), now() from help_request h where h.status = 'waiting';
insert into job (place_id, id, kind, dedupe_key, subject_id, run_after, created_at)
  select c.place_id, gen_random_uuid(), 'people/chase-concern', c.id::text || '/first', c.id, now(), now() from safeguarding_concern c where c.received_at is null;
