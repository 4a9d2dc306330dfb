-- Safety: what safe mode hides is hidden in the history, too; who answers for a place's care of people; emergency access.

-- The history of a record hides from the person's own pages what the record itself hides there.
drop policy personal_version_own on personal_version;
create policy personal_version_own on personal_version for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding'
    and (category not in ('circle', 'referral') or person_id = (select thread.my_open_person())));

-- So does the thread: no event, card or link of the circle.
drop policy thread_record_personal_own on thread_record;
create policy thread_record_personal_own on thread_record for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category not in ('circle', 'referral') or person_id = (select thread.my_open_person())));
drop policy thread_link_personal_own on thread_link;
create policy thread_link_personal_own on thread_link for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category not in ('circle', 'referral') or person_id = (select thread.my_open_person())));
drop policy thread_event_personal_own on thread_event;
create policy thread_event_personal_own on thread_event for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null
    and (category not in ('circle', 'referral') or person_id = (select thread.my_open_person())));

-- Who answers for how a place handles what it knows about people. A named person, never a mailbox.
create table place_duty (
  place_id uuid not null,
  id uuid not null,
  duty text not null,
  account_id uuid not null,
  name text not null default '',
  from_at timestamptz not null,
  until_at timestamptz,
  named_by uuid,
  constraint place_duty_pk primary key (place_id, id),
  constraint place_duty_place foreign key (place_id) references place (id),
  constraint place_duty_account foreign key (account_id) references account (id),
  constraint place_duty_known check (duty in ('data-protection-officer', 'caldicott-guardian', 'safeguarding-lead', 'clinical-safety-officer', 'safeguarding-team')),
  constraint place_duty_name_length check (length(name) <= 160),
  constraint place_duty_times check (until_at is null or until_at >= from_at)
);
create index place_duty_by_account on place_duty (place_id, account_id);

-- Who holds which duty now, and can act on it: with an open account and a role in the place.
create function thread.duty_holders() returns table (duty text, account_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select distinct d.duty, d.account_id from place_duty d
          join account a on a.id = d.account_id and a.disabled_at is null
          join membership m on m.place_id = d.place_id and m.account_id = d.account_id
            and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
         where d.place_id = thread.place() and d.from_at <= now() and (d.until_at is null or d.until_at > now());
    end
  $$;
create function thread.has_duty(variadic wanted text[]) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return exists (select 1 from thread.duty_holders() h where h.account_id = thread.account() and h.duty = any (wanted));
    end
  $$;
-- Who reviews emergency access: the Caldicott guardian; until there is one, the administrators.
create function thread.oversees() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return thread.has_duty('caldicott-guardian') or (thread.has_role('administrator')
        and not exists (select 1 from thread.duty_holders() h where h.duty = 'caldicott-guardian'));
    end
  $$;
revoke execute on function thread.duty_holders() from public;
grant execute on function thread.duty_holders() to thread_service;

-- Emergency access: one worker, one hour, with a reason. It stands in for agreement, relationship and permission. It
-- stands above no refusal.
create table emergency_access (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  account_id uuid not null,
  worker_name text not null,
  kind text not null,
  reason text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- While it is held back, the person is not shown it: being told could put them in danger.
  is_held boolean not null default false,
  held_reason text not null default '',
  reviewed_at timestamptz,
  reviewed_by uuid,
  finding text,
  review_note text not null default '',
  constraint emergency_access_pk primary key (place_id, id),
  constraint emergency_access_person foreign key (place_id, person_id) references person (place_id, id),
  constraint emergency_access_organisation foreign key (organisation_id) references organisation (id),
  constraint emergency_access_account foreign key (account_id) references account (id),
  constraint emergency_access_reviewer foreign key (reviewed_by) references account (id),
  constraint emergency_access_kind check (kind in ('life-in-danger', 'serious-harm', 'cannot-say')),
  constraint emergency_access_reason_length check (length(reason) between 20 and 600 and length(held_reason) <= 600 and length(review_note) <= 1000),
  constraint emergency_access_hour check (until_at >= from_at and until_at <= from_at + interval '60 minutes'),
  constraint emergency_access_held check (not is_held or held_reason <> ''),
  constraint emergency_access_review check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (finding is null)),
  constraint emergency_access_finding check (finding in ('right', 'not-right')),
  constraint emergency_access_by_another check (reviewed_by is distinct from account_id)
);
create index emergency_access_by_person on emergency_access (place_id, person_id);
create index emergency_access_unreviewed on emergency_access (place_id, from_at) where reviewed_at is null;

-- What somebody in an emergency needs to know: no referrals, nothing that is kept apart.
create function thread.emergency_categories() returns text[] language sql immutable parallel safe
  as $$ select array['identity', 'circle', 'plan', 'needs'] $$;

-- A grant is for everybody of an organisation (noughts), or for one worker of it.
alter table access_grant add column for_account uuid not null default '00000000-0000-0000-0000-000000000000';
alter table access_grant drop constraint access_grant_pk;
alter table access_grant add constraint access_grant_pk primary key (place_id, organisation_id, person_id, category, purpose, for_account, valid);
drop policy access_grant_ours on access_grant;
create policy access_grant_ours on access_grant for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and for_account in ('00000000-0000-0000-0000-000000000000', (select thread.account())));

create or replace function thread.refold_access(person uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    -- Two changes of one person at a time would each miss the other.
    select p.id from person p where p.place_id = thread.place() and p.id = refold_access.person for update;
    delete from access_grant g where g.place_id = thread.place() and g.person_id = refold_access.person;
    delete from access_denial d where d.place_id = thread.place() and d.person_id = refold_access.person;
    insert into access_grant (place_id, organisation_id, person_id, category, purpose, for_account, valid, basis)
    with decision as (
      select d.*, tstzrange(d.from_at, least(d.until_at, w.at), '[)') as span
        from sharing_decision d
        left join lateral (select greatest(min(x.from_at), d.from_at) as at from sharing_decision x
          where x.place_id = d.place_id and x.person_id = d.person_id and x.withdraws_id = d.id having count(*) > 0) w on true
       where d.place_id = thread.place() and d.person_id = refold_access.person and d.effect <> 'withdraw'
    ), agreed as (
      select p.organisation_id, c.category, u.purpose,
             range_agg(tstzrange(greatest(a.from_at, p.from_at), least(a.until_at, p.until_at), '[)')) as span
        from sharing_agreement a
        join sharing_agreement_party p on p.place_id = a.place_id and p.agreement_id = a.id
        cross join lateral unnest(a.categories) as c (category)
        cross join lateral unnest(a.purposes) as u (purpose)
       where a.place_id = thread.place()
         and greatest(a.from_at, p.from_at) < coalesce(least(a.until_at, p.until_at), 'infinity')
       group by 1, 2, 3
    ), related as (
      select r.organisation_id, c.category, range_agg(tstzrange(r.from_at, r.until_at, '[)')) as span
        from person_relationship r
        cross join lateral unnest(thread.categories_of_scope(r.scope)) as c (category)
       where r.place_id = thread.place() and r.person_id = refold_access.person
       group by 1, 2
    ), folded as (
      select a.organisation_id, a.category, a.purpose,
             a.span * r.span
               * coalesce((select range_agg(d.span) from decision d where d.effect = 'permit'
                   and (d.organisation_id is null or d.organisation_id = a.organisation_id)
                   and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)), '{}'::tstzmultirange)
               - coalesce((select range_agg(d.span) from decision d where d.effect = 'deny' and d.account_id is null
                   and (d.organisation_id is null or d.organisation_id = a.organisation_id)
                   and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)), '{}'::tstzmultirange) as spans,
             (select string_agg(distinct d.basis, ', ' order by d.basis) from decision d where d.effect = 'permit'
               and (d.organisation_id is null or d.organisation_id = a.organisation_id)
               and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)) as basis
        from agreed a join related r on r.organisation_id = a.organisation_id and r.category = a.category
    ), emergency as (
      select e.organisation_id, e.account_id, c.category,
             range_agg(tstzrange(e.from_at, e.until_at, '[)'))
               - coalesce((select range_agg(d.span) from decision d where d.effect = 'deny' and d.account_id is null and d.purpose = '*'
                   and (d.organisation_id is null or d.organisation_id = e.organisation_id)
                   and d.category in ('*', c.category)), '{}'::tstzmultirange) as spans
        from emergency_access e
        cross join lateral unnest(thread.emergency_categories()) as c (category)
       where e.place_id = thread.place() and e.person_id = refold_access.person
       group by 1, 2, 3
    )
    select thread.place(), f.organisation_id, refold_access.person, f.category, f.purpose, '00000000-0000-0000-0000-000000000000'::uuid, s.valid, f.basis
      from folded f cross join lateral unnest(f.spans) as s (valid)
    union all
    select thread.place(), e.organisation_id, refold_access.person, e.category, 'emergency', e.account_id, s.valid, 'emergency'
      from emergency e cross join lateral unnest(e.spans) as s (valid);
    insert into access_denial (place_id, id, person_id, account_id, organisation_id, category, valid)
    select d.place_id, d.id, d.person_id, d.account_id, d.organisation_id, d.category,
           tstzrange(d.from_at, least(d.until_at, w.at), '[)')
      from sharing_decision d
      left join lateral (select greatest(min(x.from_at), d.from_at) as at from sharing_decision x
        where x.place_id = d.place_id and x.person_id = d.person_id and x.withdraws_id = d.id having count(*) > 0) w on true
     where d.place_id = thread.place() and d.person_id = refold_access.person and d.effect = 'deny'
       and (d.account_id is not null or (d.organisation_id is not null and d.purpose = '*'))
       and d.from_at < coalesce(least(d.until_at, w.at), 'infinity');
  $$;

-- In an emergency one reads, and writes nothing.
create or replace function thread.may_write(person uuid, category text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us uuid := thread.helping_organisation();
      denied text[];
    begin
      if us is null or thread.purpose() = 'emergency' or may_write.category <> all (thread.categories()) then
        return false;
      end if;
      denied := thread.denied_keys();
      if (person::text || '/identity') = any (denied) or (person::text || '/' || may_write.category) = any (denied) then
        return false;
      end if;
      return exists (select 1 from person p where p.place_id = thread.place() and p.id = may_write.person
          and p.lead_organisation_id = us)
        or exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = may_write.person
          and g.organisation_id = us and g.category = may_write.category
          and g.purpose = thread.purpose() and g.valid @> now());
    end
  $$;
create policy referral_not_in_emergency on referral as restrictive for insert to thread_member
  with check ((select thread.purpose()) is distinct from 'emergency');

-- The one person whom a name and a day of birth, or an NHS number and a day of birth, name; null for none and for several.
create function thread.person_named(name text, nhs_number text, born_on date) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select case when count(*) = 1 then (array_agg(p.id))[1] end from person p
     where p.place_id = thread.place() and p.born_on = person_named.born_on
       and (p.nhs_number = person_named.nhs_number
         or lower(regexp_replace(btrim(p.name), '\s+', ' ', 'g')) = lower(regexp_replace(btrim(person_named.name), '\s+', ' ', 'g')))
  $$;
revoke execute on function thread.person_named(text, text, date) from public;

-- Opens a person's record for an hour to the worker who asks. Null when there is no such person, and when this worker or
-- their organisation must not know: whoever asks cannot tell the two apart.
create function thread.open_emergency(id uuid, name text, nhs_number text, born_on date, kind text, reason text, held_reason text, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      whom uuid := thread.person_named(open_emergency.name, open_emergency.nhs_number, open_emergency.born_on);
    begin
      if whom is null or thread.helping_organisation() is null or thread.purpose() <> 'emergency' or not thread.has_role('link-worker', 'practitioner')
        or (whom::text || '/identity') = any (thread.denied_keys()) then
        return null;
      end if;
      insert into emergency_access (place_id, id, person_id, organisation_id, account_id, worker_name, kind, reason, from_at, until_at, is_held, held_reason)
      values (thread.place(), open_emergency.id, whom, thread.helping_organisation(), thread.account(), (select a.name from account a where a.id = thread.account()), open_emergency.kind, open_emergency.reason,
        open_emergency.at, open_emergency.at + interval '60 minutes', open_emergency.held_reason <> '', open_emergency.held_reason);
      perform thread.refold_access(whom);
      -- A refusal that names nobody holds, too.
      if not exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = whom and g.category = 'identity'
        and g.purpose = 'emergency' and g.for_account = thread.account() and g.valid @> open_emergency.at) then
        delete from emergency_access e where e.place_id = thread.place() and e.id = open_emergency.id;
        perform thread.refold_access(whom);
        return null;
      end if;
      return whom;
    end
  $$;
-- Ends it before the hour is over.
create function thread.close_emergency(person uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update emergency_access e set until_at = greatest(e.from_at, close_emergency.at)
     where e.place_id = thread.place() and e.person_id = close_emergency.person and e.account_id = thread.account() and e.until_at > close_emergency.at;
    select thread.refold_access(close_emergency.person);
  $$;
-- Somebody else says afterwards whether it was right, and whether the person is told.
create function thread.review_emergency(id uuid, finding text, note text, held_reason text, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      update emergency_access e set reviewed_at = review_emergency.at, reviewed_by = thread.account(), finding = review_emergency.finding,
        review_note = review_emergency.note, is_held = review_emergency.held_reason <> '', held_reason = review_emergency.held_reason
       where e.place_id = thread.place() and e.id = review_emergency.id and e.reviewed_at is null
         and e.account_id <> thread.account() and thread.oversees();
      return found;
    end
  $$;
-- Whether something is held back from the person who asks.
create function thread.is_kept_from_me() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from emergency_access e where e.place_id = thread.place() and e.person_id = thread.my_person() and e.is_held) $$;

revoke execute on function thread.has_duty(text[]), thread.oversees(), thread.emergency_categories(), thread.is_kept_from_me(),
  thread.open_emergency(uuid, text, text, date, text, text, text, timestamptz), thread.close_emergency(uuid, timestamptz),
  thread.review_emergency(uuid, text, text, text, timestamptz) from public;
grant execute on function thread.has_duty(text[]), thread.oversees(), thread.emergency_categories(), thread.is_kept_from_me(),
  thread.open_emergency(uuid, text, text, date, text, text, text, timestamptz), thread.close_emergency(uuid, timestamptz),
  thread.review_emergency(uuid, text, text, text, timestamptz) to thread_member;

-- While an emergency is held back from the person, so are the looks that it led to.
drop policy access_log_own on access_log;
create policy access_log_own on access_log for select to thread_member
  using (place_id = (select thread.place()) and record_kind = 'person' and record_id = (select thread.my_open_person())
    and (purpose <> 'emergency' or not (select thread.is_kept_from_me())));

alter table place_duty enable row level security;
alter table place_duty force row level security;
create policy place_duty_read on place_duty for select to thread_member using (place_id = (select thread.place()) and (select thread.is_here()));
create policy place_duty_name on place_duty for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')) and named_by = (select thread.account()));
create policy place_duty_end on place_duty for update to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy place_duty_service on place_duty for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table emergency_access enable row level security;
alter table emergency_access force row level security;
create policy emergency_access_mine on emergency_access for select to thread_member
  using (place_id = (select thread.place()) and account_id = (select thread.account()));
create policy emergency_access_oversee on emergency_access for select to thread_member
  using (place_id = (select thread.place()) and (select thread.oversees()));
create policy emergency_access_lead on emergency_access for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy emergency_access_own on emergency_access for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and not is_held);
create policy emergency_access_service on emergency_access for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select, insert on place_duty to thread_member;
grant update (until_at) on place_duty to thread_member;
grant select on emergency_access to thread_member;
grant select, insert, update, delete on place_duty, emergency_access to thread_service;

-- A safeguarding concern: sent to the safeguarding team of the place and to nobody else, with a legal basis and a reason.
-- It needs no relationship, and a refusal does not stop it; but whoever was refused by name does not read it.
create table safeguarding_concern (
  place_id uuid not null,
  id uuid not null,
  -- Whose record it belongs to, where the details name one; the team reads what was written, not the record.
  person_id uuid,
  about text not null,
  born_on date,
  contact text not null default '',
  words text not null,
  legal_basis text not null,
  reason text not null,
  not_told_reason text not null default '',
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by uuid,
  answer text not null default '',
  author_org uuid not null,
  author_account uuid not null,
  author_name text not null,
  constraint safeguarding_concern_pk primary key (place_id, id),
  constraint safeguarding_concern_person foreign key (place_id, person_id) references person (place_id, id),
  constraint safeguarding_concern_receiver foreign key (received_by) references account (id),
  constraint safeguarding_concern_author_org foreign key (author_org) references organisation (id),
  constraint safeguarding_concern_author foreign key (author_account) references account (id),
  constraint safeguarding_concern_basis check (legal_basis in ('child-protection', 'adult-safeguarding', 'vital-interests', 'serious-crime', 'agreed')),
  constraint safeguarding_concern_lengths check (length(about) between 1 and 160 and length(contact) <= 300 and length(words) between 20 and 4000
    and length(reason) between 10 and 1000 and length(not_told_reason) <= 600 and length(answer) <= 2000),
  constraint safeguarding_concern_received check ((received_at is null) = (received_by is null))
);
create index safeguarding_concern_by_time on safeguarding_concern (place_id, sent_at);
-- That a concern was passed on, for the person to read: written only where telling them is safe. It holds none of its words.
create table safeguarding_told (
  place_id uuid not null,
  concern_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  legal_basis text not null,
  constraint safeguarding_told_pk primary key (place_id, concern_id),
  constraint safeguarding_told_concern foreign key (place_id, concern_id) references safeguarding_concern (place_id, id),
  constraint safeguarding_told_person foreign key (place_id, person_id) references person (place_id, id)
);
create index safeguarding_told_by_person on safeguarding_told (place_id, person_id);

-- The people who refused this account by its name, in whatever.
create function thread.refused_me_by_name() returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (select coalesce(array_agg(distinct d.person_id), '{}') from access_denial d
        where d.place_id = thread.place() and d.account_id = thread.account() and d.valid @> now());
    end
  $$;
-- Whether anybody here receives concerns.
create function thread.has_safeguarding_team() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from thread.duty_holders() h where h.duty in ('safeguarding-lead', 'safeguarding-team'))
  $$;
create function thread.send_concern(id uuid, person uuid, about text, born_on date, contact text, words text, legal_basis text, reason text, not_told_reason text, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      whom uuid := coalesce((select p.id from person p where p.place_id = thread.place() and p.id = send_concern.person),
        thread.person_named(send_concern.about, null, send_concern.born_on));
    begin
      if thread.helping_organisation() is null or not thread.has_safeguarding_team() then
        return false;
      end if;
      insert into safeguarding_concern (place_id, id, person_id, about, born_on, contact, words, legal_basis, reason, not_told_reason, sent_at, author_org, author_account, author_name)
      values (thread.place(), send_concern.id, whom, send_concern.about, send_concern.born_on, send_concern.contact, send_concern.words, send_concern.legal_basis,
        send_concern.reason, send_concern.not_told_reason, send_concern.at, thread.helping_organisation(), thread.account(),
        (select a.name from account a where a.id = thread.account()));
      if whom is not null and send_concern.not_told_reason = '' then
        insert into safeguarding_told (place_id, concern_id, person_id, at, legal_basis)
        values (thread.place(), send_concern.id, whom, send_concern.at, send_concern.legal_basis);
      end if;
      return true;
    end
  $$;
create function thread.receive_concern(id uuid, answer text, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      update safeguarding_concern c set received_at = receive_concern.at, received_by = thread.account(), answer = receive_concern.answer
       where c.place_id = thread.place() and c.id = receive_concern.id and c.received_at is null
         and thread.has_duty('safeguarding-lead', 'safeguarding-team')
         and (c.person_id is null or c.person_id <> all (thread.refused_me_by_name()));
      return found;
    end
  $$;
revoke execute on function thread.refused_me_by_name(), thread.has_safeguarding_team(), thread.receive_concern(uuid, text, timestamptz),
  thread.send_concern(uuid, uuid, text, date, text, text, text, text, text, timestamptz) from public;
grant execute on function thread.refused_me_by_name(), thread.has_safeguarding_team(), thread.receive_concern(uuid, text, timestamptz),
  thread.send_concern(uuid, uuid, text, date, text, text, text, text, text, timestamptz) to thread_member;

alter table safeguarding_concern enable row level security;
alter table safeguarding_concern force row level security;
create policy safeguarding_concern_team on safeguarding_concern for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_duty('safeguarding-lead', 'safeguarding-team'))
    and (person_id is null or person_id <> all ((select thread.refused_me_by_name())::uuid[])));
create policy safeguarding_concern_service on safeguarding_concern for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
alter table safeguarding_told enable row level security;
alter table safeguarding_told force row level security;
create policy safeguarding_told_own on safeguarding_told for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy safeguarding_told_service on safeguarding_told for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select on safeguarding_concern, safeguarding_told to thread_member;
grant select, insert, update, delete on safeguarding_concern, safeguarding_told to thread_service;

-- A place keeps no record of a person until four people answer for it and have signed the safety documents.
create table safety_signature (
  place_id uuid not null,
  id uuid not null,
  duty text not null,
  account_id uuid not null,
  name text not null,
  -- What was signed: the documents as they were on that day, known by the hash of their text.
  digest text not null,
  signed_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint safety_signature_pk primary key (place_id, id),
  constraint safety_signature_place foreign key (place_id) references place (id),
  constraint safety_signature_account foreign key (account_id) references account (id),
  constraint safety_signature_duty check (duty in ('data-protection-officer', 'caldicott-guardian', 'safeguarding-lead', 'clinical-safety-officer')),
  constraint safety_signature_digest check (digest ~ '^[0-9a-f]{64}$'),
  constraint safety_signature_times check (withdrawn_at is null or withdrawn_at >= signed_at),
  constraint safety_signature_name_length check (length(name) between 1 and 160)
);
-- Whether this place may keep records of people: a demo place, or one with four signatures of those who hold the duties now.
create function thread.may_hold_people() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from place p where p.id = thread.place() and p.is_demo)
      or 4 = (select count(distinct d.duty) from place_duty d
        join account a on a.id = d.account_id and a.disabled_at is null
        join safety_signature s on s.place_id = d.place_id and s.duty = d.duty and s.account_id = d.account_id
          and s.signed_at <= now() and s.signed_at >= d.from_at and (s.withdrawn_at is null or s.withdrawn_at > now())
       where d.place_id = thread.place()
         and d.duty in ('data-protection-officer', 'caldicott-guardian', 'safeguarding-lead', 'clinical-safety-officer')
         and d.from_at <= now() and (d.until_at is null or d.until_at > now()))
  $$;
revoke execute on function thread.may_hold_people() from public;
grant execute on function thread.may_hold_people() to thread_member, thread_service;
create policy person_gate on person as restrictive for insert to thread_member, thread_service
  with check ((select thread.may_hold_people()));
create policy help_request_gate on help_request as restrictive for insert to thread_member, thread_service
  with check ((select thread.may_hold_people()));
-- Nor does anybody there take in requests for help.
create or replace function thread.intake_organisations() returns table (organisation_id uuid, name text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select o.id, o.name from organisation o
         where thread.may_hold_people()
           and exists (select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
             where m.place_id = thread.place() and m.organisation_id = o.id and m.role = 'link-worker'
               and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
           and exists (select 1 from partner p where p.place_id = thread.place() and p.organisation_id = o.id
             and (p.left_on is null or p.left_on >= current_date))
         order by o.name, o.id;
    end
  $$;

alter table safety_signature enable row level security;
alter table safety_signature force row level security;
create policy safety_signature_read on safety_signature for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_here()));
create policy safety_signature_sign on safety_signature for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()) and thread.has_duty(duty) and withdrawn_at is null);
create policy safety_signature_withdraw on safety_signature for update to thread_member
  using (place_id = (select thread.place()) and account_id = (select thread.account()) and withdrawn_at is null)
  with check (place_id = (select thread.place()) and account_id = (select thread.account()));
create policy safety_signature_service on safety_signature for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on safety_signature to thread_member;
grant update (withdrawn_at) on safety_signature to thread_member;
grant select, insert, update, delete on safety_signature to thread_service;

-- Representatives: who may act for a person, in which matters, on what evidence, from when until when.
create table representative (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- Their account, once they have shown by a code that they are the one.
  account_id uuid,
  name text not null,
  kind text not null,
  matters text[] not null,
  evidence text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  suspended_at timestamptz,
  suspended_reason text not null default '',
  author_org uuid,
  author_account uuid,
  constraint representative_pk primary key (place_id, id),
  constraint representative_of_person unique (place_id, person_id, id),
  constraint representative_person foreign key (place_id, person_id) references person (place_id, id),
  constraint representative_account foreign key (account_id) references account (id),
  constraint representative_kind check (kind in ('parental-responsibility', 'attorney-health', 'attorney-money', 'deputy', 'appointee', 'advocate')),
  constraint representative_matters check (cardinality(matters) > 0 and matters <@ array['sharing', 'plan', 'referrals', 'money']),
  constraint representative_money check (kind not in ('attorney-money', 'appointee') or matters = array['money']),
  constraint representative_lengths check (length(name) between 1 and 160 and length(evidence) between 5 and 600 and length(suspended_reason) <= 600),
  constraint representative_times check (until_at is null or until_at >= from_at)
);
create index representative_by_person on representative (place_id, person_id);
create index representative_by_account on representative (place_id, account_id);
-- Whether a person decides a matter themselves: a child who is competent for it, an adult who lacks capacity for it. Only
-- ever added; the last one that is in force counts.
create table capacity_finding (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  matter text not null,
  decides boolean not null,
  reason text not null,
  assessed_by text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint capacity_finding_pk primary key (place_id, id),
  constraint capacity_finding_person foreign key (place_id, person_id) references person (place_id, id),
  constraint capacity_finding_matter check (matter in ('sharing', 'plan', 'referrals', 'money')),
  constraint capacity_finding_lengths check (length(reason) between 10 and 1000 and length(assessed_by) between 1 and 160),
  constraint capacity_finding_times check (until_at is null or until_at >= from_at)
);
create index capacity_finding_by_person on capacity_finding (place_id, person_id);

-- Under 16 others decide unless the child was found competent; from 16 on people decide unless they were found unable to.
create function thread.decides_alone(person uuid, matter text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return (
        select coalesce((select f.decides from capacity_finding f
            where f.place_id = p.place_id and f.person_id = p.id and f.matter = decides_alone.matter
              and f.from_at <= now() and (f.until_at is null or f.until_at > now())
            order by f.from_at desc, f.id desc limit 1),
          p.born_on is null or p.born_on <= current_date - interval '16 years')
          from person p where p.place_id = thread.place() and p.id = decides_alone.person);
    end
  $$;
-- `person/matter` of what this account may decide for others: with a checked authority that runs and is not suspended, for
-- somebody who does not decide it alone. Parental responsibility ends at 18; an advocate never decides.
create function thread.represented_matters() returns text[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select coalesce(array_agg(distinct r.person_id::text || '/' || m.matter), '{}')
          from representative r
          join account a on a.id = r.account_id and a.disabled_at is null
          join person p on p.place_id = r.place_id and p.id = r.person_id
          cross join lateral unnest(r.matters) as m (matter)
         where r.place_id = thread.place() and r.account_id = thread.account() and p.account_id is distinct from thread.account()
           and r.from_at <= now() and (r.until_at is null or r.until_at > now()) and r.suspended_at is null
           and case r.kind
             when 'parental-responsibility' then p.born_on > current_date - interval '18 years'
             when 'attorney-health' then p.born_on <= current_date - interval '18 years' and m.matter <> 'money'
             when 'attorney-money' then p.born_on <= current_date - interval '18 years'
             when 'deputy' then p.born_on <= current_date - interval '16 years'
             when 'appointee' then true
             else false end
           and not thread.decides_alone(p.id, m.matter));
    end
  $$;
-- `person/category` of what this account may read as somebody's representative: what the matters need that they may
-- decide, or that they speak for as an advocate; nothing that the person kept from them, and nothing that safe mode hides.
create function thread.represented_keys() returns text[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      -- Most act for nobody, and every statement about people asks.
      if not exists (select 1 from representative r where r.place_id = thread.place() and r.account_id = thread.account()) then
        return '{}';
      end if;
      return (
        select coalesce(array_agg(distinct s.person_id::text || '/' || c.category), '{}')
          from (
            select split_part(k.key, '/', 1)::uuid as person_id, split_part(k.key, '/', 2) as matter from unnest(thread.represented_matters()) as k (key)
            union
            select r.person_id, m.matter from representative r
              join account a on a.id = r.account_id and a.disabled_at is null
              cross join lateral unnest(r.matters) as m (matter)
             where r.place_id = thread.place() and r.account_id = thread.account() and r.kind = 'advocate'
               and r.from_at <= now() and (r.until_at is null or r.until_at > now()) and r.suspended_at is null
          ) s
          join person p on p.place_id = thread.place() and p.id = s.person_id
          cross join lateral unnest(case s.matter
            when 'plan' then array['identity', 'circle', 'plan', 'needs']
            when 'referrals' then array['identity', 'referral']
            when 'money' then array['identity', 'needs']
            else array['identity'] end) as c (category)
         where not (p.safe_mode and c.category in ('circle', 'referral'))
           and (s.person_id::text || '/identity') <> all (thread.denied_keys())
           and (s.person_id::text || '/' || c.category) <> all (thread.denied_keys()));
    end
  $$;
revoke execute on function thread.decides_alone(uuid, text), thread.represented_matters(), thread.represented_keys() from public;
grant execute on function thread.decides_alone(uuid, text), thread.represented_matters(), thread.represented_keys() to thread_member, thread_service;

create policy person_represented on person for select to thread_member
  using (place_id = (select thread.place()) and (id::text || '/identity') = any ((select thread.represented_keys())::text[]));
create policy circle_member_represented on circle_member for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/circle') = any ((select thread.represented_keys())::text[]));
create policy strength_represented on strength for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy what_matters_represented on what_matters for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy need_represented on need for select to thread_member
  using (place_id = (select thread.place()) and category = 'needs' and (person_id::text || '/needs') = any ((select thread.represented_keys())::text[]));
create policy goal_represented on goal for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy goal_reading_represented on goal_reading for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy plan_step_represented on plan_step for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') = any ((select thread.represented_keys())::text[]));
create policy referral_represented on referral for select to thread_member
  using (place_id = (select thread.place()) and status <> 'draft' and (person_id::text || '/referral') = any ((select thread.represented_keys())::text[]));

-- What a decision that is withdrawn was: asked by policies of its own table, so as the owner.
create function thread.decided_by_me(decision uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from sharing_decision d where d.place_id = thread.place() and d.id = decided_by_me.decision
      and d.author_org is null and d.author_account = thread.account())
  $$;
create function thread.is_permission(decision uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from sharing_decision d where d.place_id = thread.place() and d.id = is_permission.decision and d.effect = 'permit')
  $$;
revoke execute on function thread.decided_by_me(uuid), thread.is_permission(uuid) from public;
grant execute on function thread.decided_by_me(uuid), thread.is_permission(uuid) to thread_member;

-- A representative decides about sharing and takes back what they decided themselves, never what the person decided.
create policy sharing_decision_represented on sharing_decision for select to thread_member
  using (place_id = (select thread.place()) and author_org is null and author_account = (select thread.account())
    and (person_id::text || '/sharing') = any ((select thread.represented_matters())::text[]));
create policy sharing_decision_add_represented on sharing_decision for insert to thread_member
  with check (place_id = (select thread.place()) and author_org is null and author_account = (select thread.account())
    and (person_id::text || '/sharing') = any ((select thread.represented_matters())::text[])
    and (person_id::text || '/identity') = any ((select thread.represented_keys())::text[])
    and (effect <> 'withdraw' or thread.decided_by_me(withdraws_id)));
-- A child who was not found competent can always keep something from somebody, and take a permission back; opening more
-- is decided for them.
drop policy sharing_decision_add_own on sharing_decision;
create policy sharing_decision_add_own on sharing_decision for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account())
    and (effect = 'deny' or thread.decides_alone(person_id, 'sharing') or (effect = 'withdraw' and thread.is_permission(withdraws_id))));

alter table representative enable row level security;
alter table representative force row level security;
create policy representative_lead on representative for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy representative_own on representative for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
-- Why somebody was suspended is nothing for them to read.
create policy representative_mine on representative for select to thread_member
  using (place_id = (select thread.place()) and account_id = (select thread.account()) and suspended_at is null);
create policy representative_add on representative for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and account_id is null and suspended_at is null and thread.has_role('link-worker', 'practitioner')
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy representative_end on representative for update to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())))
  with check (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy representative_service on representative for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table capacity_finding enable row level security;
alter table capacity_finding force row level security;
create policy capacity_finding_lead on capacity_finding for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy capacity_finding_own on capacity_finding for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy capacity_finding_add on capacity_finding for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.has_role('link-worker', 'practitioner')
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy capacity_finding_service on capacity_finding for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on representative, capacity_finding to thread_member;
grant update (until_at, suspended_at, suspended_reason) on representative to thread_member;
grant select, insert, update, delete on representative, capacity_finding to thread_service;

-- A code by which somebody shows, on their own sign-in, that a record is theirs, or that they are the representative who
-- was written down. It is given by hand; only its hash is kept; it counts once, for a week.
create table link_code (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  representative_id uuid,
  code_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  undone_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint link_code_pk primary key (place_id, id),
  constraint link_code_person foreign key (place_id, person_id) references person (place_id, id),
  constraint link_code_representative foreign key (place_id, person_id, representative_id) references representative (place_id, person_id, id),
  constraint link_code_used_by foreign key (used_by) references account (id),
  constraint link_code_hash_once unique (place_id, code_hash),
  constraint link_code_hash_shape check (code_hash ~ '^[0-9a-f]{64}$'),
  constraint link_code_week check (expires_at <= created_at + interval '7 days'),
  constraint link_code_used check ((used_at is null) = (used_by is null))
);
create index link_code_by_person on link_code (place_id, person_id);
alter table link_code enable row level security;
alter table link_code force row level security;
create policy link_code_lead on link_code for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy link_code_add on link_code for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and used_at is null and thread.has_role('link-worker', 'practitioner')
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy link_code_stop on link_code for update to thread_member
  using (place_id = (select thread.place()) and used_at is null and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())))
  with check (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy link_code_service on link_code for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on link_code to thread_member;
grant update (undone_at) on link_code to thread_member;
grant select, insert, update, delete on link_code to thread_service;

-- Connects the account that asks with what the code is for; gives it the role of a resident where it has none. What it
-- connected ('person' or 'representative'), or null: wrong, used, ended and too old look alike.
create function thread.accept_link_code(hash text, membership uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      code link_code;
    begin
      select * into code from link_code c where c.place_id = thread.place() and c.code_hash = accept_link_code.hash
        and c.used_at is null and c.undone_at is null and c.expires_at > accept_link_code.at for update;
      if not found or not exists (select 1 from account a where a.id = thread.account() and a.disabled_at is null) then
        return null;
      end if;
      if code.representative_id is null then
        -- One account is one person here, and a record has one account.
        if exists (select 1 from person p where p.place_id = thread.place() and p.account_id = thread.account()) then
          return null;
        end if;
        update person p set account_id = thread.account() where p.place_id = thread.place() and p.id = code.person_id and p.account_id is null;
      else
        -- Whoever is the person does not represent themselves.
        update representative r set account_id = thread.account()
         where r.place_id = thread.place() and r.id = code.representative_id and r.account_id is null and r.suspended_at is null
           and not exists (select 1 from person p where p.place_id = r.place_id and p.id = r.person_id and p.account_id = thread.account());
      end if;
      if not found then
        return null;
      end if;
      update link_code c set used_at = accept_link_code.at, used_by = thread.account() where c.place_id = thread.place() and c.id = code.id;
      if not thread.is_here() then
        insert into membership (place_id, id, account_id, organisation_id, role, starts_on, created_at)
        values (thread.place(), accept_link_code.membership, thread.account(), null, 'resident', current_date, accept_link_code.at);
      end if;
      return case when code.representative_id is null then 'person' else 'representative' end;
    end
  $$;
-- Takes an account off a record again: by the person, or by those who lead.
create function thread.unlink_account(person uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      update person p set account_id = null
       where p.place_id = thread.place() and p.id = unlink_account.person and p.account_id is not null
         and (p.id = thread.my_person() or (p.lead_organisation_id = thread.helping_organisation() and thread.may_write(p.id, 'identity')));
      if not found then
        return false;
      end if;
      update link_code c set undone_at = unlink_account.at where c.place_id = thread.place() and c.person_id = unlink_account.person
        and c.representative_id is null and c.undone_at is null;
      return true;
    end
  $$;
revoke execute on function thread.accept_link_code(text, uuid, timestamptz), thread.unlink_account(uuid, timestamptz) from public;
grant execute on function thread.accept_link_code(text, uuid, timestamptz), thread.unlink_account(uuid, timestamptz) to thread_member;
