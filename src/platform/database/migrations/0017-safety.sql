-- Safety: what safe mode hides is hidden in the history, too; who answers for a place's care of people; emergency access.

-- The history of a record hides from the person's own pages what the record itself hides there.
drop policy personal_version_own on personal_version;
create policy personal_version_own on personal_version for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding'
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
    begin
      return (
        select thread.helping_organisation() is not null and thread.purpose() <> 'emergency' and may_write.category = any (thread.categories())
          and (person::text || '/identity') <> all (thread.denied_keys())
          and (person::text || '/' || may_write.category) <> all (thread.denied_keys())
          and (exists (select 1 from person p where p.place_id = thread.place() and p.id = may_write.person
              and p.lead_organisation_id = thread.helping_organisation())
            or exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = may_write.person
              and g.organisation_id = thread.helping_organisation() and g.category = may_write.category
              and g.purpose = thread.purpose() and g.valid @> now()))
      );
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
