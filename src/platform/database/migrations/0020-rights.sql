-- The rights of a person over what is written about them: saying that it is not right, asking for it to be erased, and the
-- rules by which it is kept. What a representative needs of the newer tables.

-- That the person says something written about them is not right, and what would be. It stands beside the item until it is
-- settled, for whoever may see the item.
create table correction (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  record_id uuid not null,
  category text not null,
  -- Whose words the item holds; null for the person's own.
  about_org uuid,
  words text not null,
  -- Whether the words stay beside the item where it is not changed.
  keeps_beside boolean not null default false,
  asked_at timestamptz not null,
  due_on date not null,
  status text not null default 'open',
  answer text not null default '',
  answered_at timestamptz,
  answered_org uuid,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint correction_pk primary key (place_id, id),
  constraint correction_person foreign key (place_id, person_id) references person (place_id, id),
  constraint correction_about_org foreign key (about_org) references organisation (id),
  constraint correction_answered_org foreign key (answered_org) references organisation (id),
  constraint correction_kind check (kind in ('person', 'particulars', 'circle', 'strength', 'what-matters', 'need', 'goal', 'step', 'review', 'contingency', 'wellbeing', 'referral')),
  constraint correction_category check (category = any (thread.all_categories())),
  constraint correction_status check (status in ('open', 'corrected', 'declined', 'withdrawn')),
  constraint correction_settled check ((status = 'open') = (answered_at is null)),
  -- Nobody is refused without a reason.
  constraint correction_reasoned check (status <> 'declined' or answer <> ''),
  constraint correction_lengths check (length(words) between 1 and 1000 and length(answer) <= 1000)
);
create index correction_by_person on correction (place_id, person_id, asked_at);
create index correction_open on correction (place_id, due_on) where status = 'open';
create unique index correction_once on correction (place_id, person_id, record_id) where status = 'open';

alter table correction enable row level security;
alter table correction force row level security;
create policy correction_helper on correction for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (about_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = correction.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = correction.person_id and g.category = correction.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
-- Those who lead answer for the record, whatever else they may see of it.
create policy correction_lead on correction for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = correction.person_id and p.lead_organisation_id = (select thread.helping_organisation())));
create policy correction_own on correction for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding'
    and (category not in ('circle', 'referral') or person_id = (select thread.my_open_person())));
create policy correction_represented on correction for select to thread_member
  using (place_id = (select thread.place()) and category <> 'safeguarding' and (person_id::text || '/' || category) = any ((select thread.represented_keys())::text[]));
create policy correction_add_own on correction for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and status = 'open'
    and author_org is null and author_account = (select thread.account()));
create policy correction_withdraw_own on correction for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and status = 'open')
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and status = 'withdrawn');
create policy correction_answer on correction for update to thread_member
  using (place_id = (select thread.place()) and status = 'open' and thread.may_write(person_id, category)
    and person_id is distinct from (select thread.my_person()))
  with check (place_id = (select thread.place()) and status in ('corrected', 'declined') and thread.may_write(person_id, category)
    and person_id is distinct from (select thread.my_person()) and answered_org = (select thread.helping_organisation()));
create policy correction_service on correction for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on correction to thread_member;
grant update (status, answer, answered_at, answered_org, version) on correction to thread_member;
grant select, insert, update, delete on correction to thread_service;

-- That somebody asks for what is written about them to be erased, all of it or one item; or that a record has been kept for as
-- long as the rule says. A person decides each time.
create table erasure_request (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  asked_by text not null,
  kind text,
  record_id uuid,
  category text,
  words text not null default '',
  asked_at timestamptz not null,
  due_on date not null,
  outcome text,
  reason text not null default '',
  decided_at timestamptz,
  decided_by uuid,
  erase_on date,
  review_on date,
  withdrawn_at timestamptz,
  erased_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint erasure_request_pk primary key (place_id, id),
  constraint erasure_request_person foreign key (place_id, person_id) references person (place_id, id),
  constraint erasure_request_decider foreign key (decided_by) references account (id),
  constraint erasure_request_asked_by check (asked_by in ('person', 'retention')),
  constraint erasure_request_kind check (kind in ('circle', 'strength', 'what-matters', 'need', 'goal', 'step', 'review', 'contingency', 'wellbeing')),
  constraint erasure_request_item check ((kind is null) = (record_id is null) and (kind is null) = (category is null)),
  constraint erasure_request_outcome check (outcome in ('granted', 'later', 'refused')),
  constraint erasure_request_decided check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)),
  constraint erasure_request_granted check ((outcome is not distinct from 'granted') = (erase_on is not null)),
  -- Nobody is refused without a reason and a day on which it is looked at again.
  constraint erasure_request_reasoned check (outcome is null or outcome = 'granted' or (reason <> '' and review_on is not null)),
  constraint erasure_request_erased check (erased_at is null or (outcome = 'granted' and withdrawn_at is null)),
  constraint erasure_request_lengths check (length(words) <= 1000 and length(reason) <= 1000)
);
create index erasure_request_by_person on erasure_request (place_id, person_id, asked_at);
create unique index erasure_request_once on erasure_request (place_id, person_id, coalesce(record_id, '00000000-0000-0000-0000-000000000000'))
  where withdrawn_at is null and erased_at is null and (outcome is null or outcome = 'granted');

-- The stone of somebody whose record was erased: an id that leads nowhere, so that nothing brings them back unseen.
create table erased_person (
  place_id uuid not null,
  id uuid not null,
  asked_by text not null,
  asked_on date not null,
  decided_by uuid not null,
  erased_at timestamptz not null,
  row_count integer not null,
  -- Whether the safeguarding team kept what was passed on to it.
  keeps_concerns boolean not null,
  constraint erased_person_pk primary key (place_id, id),
  constraint erased_person_place foreign key (place_id) references place (id),
  constraint erased_person_asked_by check (asked_by in ('person', 'retention'))
);
-- The names that erased records had in another system, as hashes: what is brought in again leaves them out.
create table erased_key (
  place_id uuid not null,
  key_hash text not null,
  constraint erased_key_pk primary key (place_id, key_hash),
  constraint erased_key_place foreign key (place_id) references place (id),
  constraint erased_key_hash_shape check (key_hash ~ '^[0-9a-f]{64}$')
);
-- How many people whose records were erased had been referred, and answered: so that what the place counted stays true.
create table erased_count (
  place_id uuid not null,
  about_kind text not null,
  about_id uuid not null,
  asked integer not null,
  answered integer not null,
  constraint erased_count_pk primary key (place_id, about_kind, about_id),
  constraint erased_count_place foreign key (place_id) references place (id),
  constraint erased_count_about check (about_kind in ('place', 'priority') and (about_kind <> 'place' or about_id = place_id)),
  constraint erased_count_range check (asked >= answered and answered >= 0)
);

-- Who decides whether a whole record is erased: the data protection officer; until there is one, the administrators. Nobody
-- about themselves.
create function thread.decides_erasure() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return thread.has_duty('data-protection-officer') or (thread.has_role('administrator')
        and not exists (select 1 from thread.duty_holders() h where h.duty = 'data-protection-officer'));
    end
  $$;
-- When somebody last had to do with a person: what was written, asked, answered, said or agreed. Reading is none of it.
create function thread.last_contact(person uuid) returns timestamptz
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select greatest(p.created_at,
      (select max(v.at) from personal_version v where v.place_id = p.place_id and v.person_id = p.id),
      (select max(r.at) from plan_review r where r.place_id = p.place_id and r.person_id = p.id),
      (select max(r.at) from goal_reading r where r.place_id = p.place_id and r.person_id = p.id),
      (select max(w.created_at) from wellbeing_reading w where w.place_id = p.place_id and w.person_id = p.id),
      (select max(greatest(a.said_at, a.answered_at)) from carer_alert a where a.place_id = p.place_id and a.person_id = p.id),
      (select max(greatest(r.created_at, r.sent_at, r.answered_at, r.closed_at)) from referral r where r.place_id = p.place_id and r.person_id = p.id),
      (select max(e.at) from referral_event e where e.place_id = p.place_id and e.person_id = p.id and e.by_kind <> 'system'),
      (select max(d.from_at) from sharing_decision d where d.place_id = p.place_id and d.person_id = p.id),
      (select max(greatest(r.from_at, case when r.until_at <= now() then r.until_at end)) from person_relationship r where r.place_id = p.place_id and r.person_id = p.id),
      (select max(e.from_at) from emergency_access e where e.place_id = p.place_id and e.person_id = p.id),
      (select max(c.sent_at) from safeguarding_concern c where c.place_id = p.place_id and c.person_id = p.id),
      (select max(c.asked_at) from correction c where c.place_id = p.place_id and c.person_id = p.id),
      (select max(n.created_at) from person_note n where n.place_id = p.place_id and n.person_id = p.id),
      (select max(greatest(a.created_at, case when a.starts_at <= now() then a.starts_at end)) from appointment a where a.place_id = p.place_id and a.person_id = p.id),
      (select max(s.at) from support_asking s where s.place_id = p.place_id and s.person_id = p.id))
      from person p where p.place_id = thread.place() and p.id = last_contact.person
  $$;
-- Whom a request to erase everything is about, for whoever decides it: as little as the rule and the letter need.
create function thread.erasure_subject(request uuid) returns table (person_id uuid, name text, born_on date, last_contact timestamptz, lead_name text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      if not thread.decides_erasure() then
        return;
      end if;
      return query
        select p.id, p.name, p.born_on, thread.last_contact(p.id), o.name
          from erasure_request q
          join person p on p.place_id = q.place_id and p.id = q.person_id
          left join organisation o on o.id = p.lead_organisation_id
         where q.place_id = thread.place() and q.id = erasure_subject.request and q.kind is null
           and p.account_id is distinct from thread.account() and p.id <> all (thread.refused_me_by_name());
    end
  $$;
create function thread.erased_key_hash(place uuid, organisation uuid, kind text, key text) returns text
  language sql immutable parallel safe
  as $$ select encode(sha256(convert_to(place::text || '/' || organisation::text || '/' || kind || '/' || key, 'UTF8')), 'hex') $$;

-- Removes a person: every row that is about them, in every table that names a person, and the letters to them. A concern that
-- the safeguarding team must still keep stays with the team and names no record. It says how many rows are gone; a second
-- time, none.
create function thread.erase_person(place uuid, person uuid, asked_by text, asked_on date, decided_by uuid, keeps_concerns boolean, at timestamptz) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      waiting text[];
      blocked text[];
      name text;
      gone integer;
      total integer := 0;
    begin
      if place is distinct from thread.place() then
        raise exception 'a person is erased within their place';
      end if;
      if not exists (select 1 from person p where p.place_id = erase_person.place and p.id = erase_person.person for update) then
        return 0;
      end if;
      insert into erased_key (place_id, key_hash)
        select k.place_id, thread.erased_key_hash(k.place_id, k.organisation_id, k.kind, k.key) from import_key k
         where k.place_id = erase_person.place and k.person_id = erase_person.person
        on conflict do nothing;
      insert into erased_count (place_id, about_kind, about_id, asked, answered)
        with sent as (
          select g.priority_id, r.answered_at is not null as answered
            from referral r left join goal g on g.place_id = r.place_id and g.person_id = r.person_id and g.id = r.goal_id
           where r.place_id = erase_person.place and r.person_id = erase_person.person and r.sent_at is not null and r.status <> 'entered-in-error'
        )
        select erase_person.place, 'place', erase_person.place, 1, case when bool_or(s.answered) then 1 else 0 end from sent s having count(*) > 0
        union all
        select erase_person.place, 'priority', s.priority_id, 1, case when bool_or(s.answered) then 1 else 0 end
          from sent s where s.priority_id is not null group by s.priority_id
        on conflict (place_id, about_kind, about_id) do update
          set asked = erased_count.asked + excluded.asked, answered = erased_count.answered + excluded.answered;
      delete from mail m where m.place_id = erase_person.place and lower(m.to_address) in (
        select lower(p.email) from person p where p.place_id = erase_person.place and p.id = erase_person.person and p.email <> ''
        union select lower(h.email) from help_request h where h.place_id = erase_person.place and h.person_id = erase_person.person and h.email <> ''
        union select lower(a.email) from person p join account a on a.id = p.account_id
               where p.place_id = erase_person.place and p.id = erase_person.person and m.kind = 'emergency');
      get diagnostics gone = row_count;
      total := total + gone;
      update circle_member c set other_person_id = null where c.place_id = erase_person.place and c.other_person_id = erase_person.person;
      delete from circle_same s where s.place_id = erase_person.place and s.other_person_id = erase_person.person;
      get diagnostics gone = row_count;
      total := total + gone;
      if keeps_concerns then
        delete from safeguarding_told t where t.place_id = erase_person.place and t.person_id = erase_person.person;
        update safeguarding_concern c set person_id = null where c.place_id = erase_person.place and c.person_id = erase_person.person;
      end if;
      -- Every table that names a person, as the schema has it now; again and again, until none is held up by another.
      select array_agg(c.relname::text) into waiting
        from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       where c.relkind in ('r', 'p') and 2 = (select count(*) from pg_attribute a
         where a.attrelid = c.oid and not a.attisdropped and a.attname in ('place_id', 'person_id'));
      while cardinality(waiting) > 0 loop
        blocked := '{}';
        foreach name in array waiting loop
          begin
            execute format('delete from public.%I where place_id = $1 and person_id = $2', name) using place, person;
            get diagnostics gone = row_count;
            total := total + gone;
          exception when foreign_key_violation then
            blocked := blocked || name;
          end;
        end loop;
        if cardinality(blocked) = cardinality(waiting) then
          raise exception 'a record cannot be erased: something outside it holds on to %', blocked;
        end if;
        waiting := blocked;
      end loop;
      delete from person p where p.place_id = erase_person.place and p.id = erase_person.person;
      total := total + 1;
      insert into erased_person (place_id, id, asked_by, asked_on, decided_by, erased_at, row_count, keeps_concerns)
      values (place, person, erase_person.asked_by, erase_person.asked_on, erase_person.decided_by, erase_person.at, total, erase_person.keeps_concerns)
      on conflict do nothing;
      return total;
    end
  $$;
-- Removes one item of a record, with what it said before. Somebody of the circle leaves an empty place: steps and calls hang on it.
create function thread.erase_item(place uuid, person uuid, kind text, record uuid, at timestamptz) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      gone integer;
      total integer := 0;
    begin
      if place is distinct from thread.place() then
        raise exception 'an item is erased within its place';
      end if;
      delete from personal_version v where v.place_id = erase_item.place and v.person_id = erase_item.person
        and (v.record_id = erase_item.record
          or (erase_item.kind = 'goal' and v.record_id in (select s.id from plan_step s where s.place_id = erase_item.place and s.goal_id = erase_item.record)));
      get diagnostics gone = row_count; total := total + gone;
      delete from correction c where c.place_id = erase_item.place and c.person_id = erase_item.person
        and (c.record_id = erase_item.record
          or (erase_item.kind = 'goal' and c.record_id in (select s.id from plan_step s where s.place_id = erase_item.place and s.goal_id = erase_item.record)));
      get diagnostics gone = row_count; total := total + gone;
      case erase_item.kind
        when 'circle' then
          update circle_member c set name = 'Somebody', gives = '', other_person_id = null, organisation_id = null, service_id = null,
              ended_on = coalesce(c.ended_on, (erase_item.at at time zone 'Europe/London')::date), version = c.version + 1
           where c.place_id = erase_item.place and c.person_id = erase_item.person and c.id = erase_item.record;
        when 'strength' then
          delete from strength x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'what-matters' then
          delete from what_matters x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'need' then
          delete from need x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'goal' then
          delete from goal_reading x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.goal_id = erase_item.record;
          delete from plan_step x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.goal_id = erase_item.record;
          update referral r set goal_id = null where r.place_id = erase_item.place and r.person_id = erase_item.person and r.goal_id = erase_item.record;
          delete from thread_link l where l.place_id = erase_item.place and l.from_kind = 'goal' and l.from_id = erase_item.record;
          delete from thread_event e where e.place_id = erase_item.place and e.kind = 'goal' and e.record_id = erase_item.record;
          delete from thread_record t where t.place_id = erase_item.place and t.kind = 'goal' and t.id = erase_item.record;
          delete from goal x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'step' then
          delete from plan_step x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'review' then
          delete from plan_review x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'contingency' then
          delete from contingency x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
        when 'wellbeing' then
          delete from wellbeing_reading x where x.place_id = erase_item.place and x.person_id = erase_item.person and x.id = erase_item.record;
      end case;
      get diagnostics gone = row_count;
      return total + gone;
    end
  $$;
revoke execute on function thread.decides_erasure(), thread.last_contact(uuid), thread.erasure_subject(uuid), thread.erased_key_hash(uuid, uuid, text, text),
  thread.erase_person(uuid, uuid, text, date, uuid, boolean, timestamptz), thread.erase_item(uuid, uuid, text, uuid, timestamptz) from public;
grant execute on function thread.decides_erasure(), thread.erasure_subject(uuid) to thread_member;
grant execute on function thread.last_contact(uuid), thread.erased_key_hash(uuid, uuid, text, text),
  thread.erase_person(uuid, uuid, text, date, uuid, boolean, timestamptz), thread.erase_item(uuid, uuid, text, uuid, timestamptz) to thread_service;

alter table erasure_request enable row level security;
alter table erasure_request force row level security;
-- That somebody wants to be forgotten is nothing for whoever reads over their shoulder.
create policy erasure_request_own on erasure_request for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and category is distinct from 'safeguarding');
create policy erasure_request_lead on erasure_request for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || coalesce(category, 'identity')) <> all ((select thread.denied_keys())::text[])
    and coalesce(category, 'identity') = any ((select thread.categories())::text[])
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = erasure_request.person_id and p.lead_organisation_id = (select thread.helping_organisation())));
create policy erasure_request_officer on erasure_request for select to thread_member
  using (place_id = (select thread.place()) and kind is null and (select thread.decides_erasure())
    and person_id <> all ((select thread.refused_me_by_name())::uuid[]));
create policy erasure_request_add_own on erasure_request for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and asked_by = 'person' and outcome is null
    and category is distinct from 'safeguarding' and author_org is null and author_account = (select thread.account()));
-- Asked for, it can be taken back until it is done.
create policy erasure_request_withdraw on erasure_request for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and asked_by = 'person' and withdrawn_at is null and erased_at is null)
  with check (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and withdrawn_at is not null);
create policy erasure_request_decide on erasure_request for update to thread_member
  using (place_id = (select thread.place()) and outcome is null and withdrawn_at is null and person_id is distinct from (select thread.my_person())
    and ((kind is not null and thread.may_write(person_id, category))
      or (kind is null and (select thread.decides_erasure()) and person_id <> all ((select thread.refused_me_by_name())::uuid[]))))
  with check (place_id = (select thread.place()) and outcome is not null and decided_by = (select thread.account())
    and person_id is distinct from (select thread.my_person())
    and ((kind is not null and thread.may_write(person_id, category)) or (kind is null and (select thread.decides_erasure()))));
create policy erasure_request_service on erasure_request for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on erasure_request to thread_member;
grant update (outcome, reason, decided_at, decided_by, erase_on, review_on, withdrawn_at, version) on erasure_request to thread_member;

alter table erased_person enable row level security;
alter table erased_person force row level security;
create policy erased_person_read on erased_person for select to thread_member
  using (place_id = (select thread.place()) and (select thread.decides_erasure()));
create policy erased_person_service on erased_person for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table erased_key enable row level security;
alter table erased_key force row level security;
create policy erased_key_service on erased_key for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table erased_count enable row level security;
alter table erased_count force row level security;
create policy erased_count_service on erased_count for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on erased_person to thread_member;
grant select, insert, update, delete on erasure_request, erased_person, erased_key, erased_count to thread_service;

-- The record is looked through once a month for those that were kept for as long as the rule says.
insert into job (place_id, id, kind, dedupe_key, run_after, created_at)
  select p.id, gen_random_uuid(), 'people/offer-retention', 'monthly', now(), now() from place p;

-- A representative reads what the matters need that they may decide, of the newer tables as of the older. The name on papers,
-- address and practice are for care: not for money, nor for deciding who may see something.
create policy plan_review_represented on plan_review for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy contingency_represented on contingency for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy wellbeing_reading_represented on wellbeing_reading for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy introduction_represented on introduction for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') = any ((select thread.represented_keys())::text[]));
create policy person_particulars_represented on person_particulars for select to thread_member
  using (place_id = (select thread.place()) and array[person_id::text || '/plan', person_id::text || '/referral'] && (select thread.represented_keys())::text[]);
