-- What other systems write asks less of the database for the same decisions.

-- A check that calls a function is read and planned anew by each insert: the categories stand in it as they are.
alter table personal_version drop constraint personal_version_category;
alter table personal_version add constraint personal_version_category check (category in ('identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'));
alter table correction drop constraint correction_category;
alter table correction add constraint correction_category check (category in ('identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'));
alter table fhir_part drop constraint fhir_part_category;
alter table fhir_part add constraint fhir_part_category check (category in ('identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'));
alter table fhir_key drop constraint fhir_key_category;
alter table fhir_key add constraint fhir_key_category check (category in ('identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'));
alter table sharing_decision drop constraint sharing_decision_category;
alter table sharing_decision add constraint sharing_decision_category check (category in ('*', 'identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'));

-- A policy that asks another table under the policies of that table sets all of these up for each statement: two hundred
-- microseconds for what a function that keeps its plan finds in twenty. Each of these says what the policies of its table say
-- to a member, no more and no less; a test compares them.

-- Whether whoever asks may see a person: `person_helper`, `person_own`, `person_represented`.
create function thread.sees_person(person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.helping_organisation();
      key constant text := sees_person.person::text || '/identity';
    begin
      if us is not null and 'identity' = any (thread.categories()) and key <> all (thread.denied_keys()) and (
        exists (select 1 from person p where p.place_id = here and p.id = sees_person.person and p.author_org = us)
        or exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us and g.person_id = sees_person.person
          and g.category = 'identity' and g.purpose = thread.purpose() and g.valid @> now()
          and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()))) then
        return true;
      end if;
      return coalesce(sees_person.person = thread.my_person(), false)
        or (key = any (thread.represented_keys())
          and exists (select 1 from person p where p.place_id = here and p.id = sees_person.person));
    end
  $$;

-- Whether it is somebody whom they may see, and for whom their organisation leads.
create function thread.leads(person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us constant uuid := thread.helping_organisation();
    begin
      return us is not null
        and exists (select 1 from person p where p.place_id = thread.place() and p.id = leads.person and p.lead_organisation_id = us)
        and thread.sees_person(leads.person);
    end
  $$;

-- Whether they may see a referral of that person: `referral_helper`, `referral_own`, `referral_represented`.
create function thread.sees_referral(referral uuid, person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.helping_organisation();
      key constant text := sees_referral.person::text || '/referral';
      one referral%rowtype;
    begin
      select r.* into one from referral r
       where r.place_id = here and r.id = sees_referral.referral and r.person_id = sees_referral.person;
      if not found then return false; end if;
      if us is not null and 'referral' = any (thread.categories()) and key <> all (thread.denied_keys()) and (
        coalesce(one.author_org = us, false)
        or coalesce(one.organisation_id = us and one.status <> 'draft', false)
        or exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us and g.person_id = one.person_id
          and g.category = 'referral' and g.purpose = thread.purpose() and g.valid @> now()
          and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()))) then
        return true;
      end if;
      return one.status <> 'draft'
        and (coalesce(one.person_id = thread.my_open_person(), false) or key = any (thread.represented_keys()));
    end
  $$;

-- Whether their organisation asked for help by a referral of that person which they may see.
create function thread.asked_by(referral uuid, person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return exists (select 1 from referral r where r.place_id = thread.place() and r.id = asked_by.referral
          and r.person_id = asked_by.person and r.author_org = thread.helping_organisation())
        and thread.sees_referral(asked_by.referral, asked_by.person);
    end
  $$;

-- Whether their organisation gives the help of a referral which they may see, in that scope.
create function thread.helps_by(referral uuid, person uuid, scope text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return exists (select 1 from referral r where r.place_id = thread.place() and r.id = helps_by.referral
          and r.person_id = helps_by.person and r.organisation_id = thread.helping_organisation()
          and r.status in ('accepted', 'in-progress', 'on-hold') and r.scope = helps_by.scope)
        and thread.sees_referral(helps_by.referral, helps_by.person);
    end
  $$;

revoke execute on function thread.sees_person(uuid), thread.leads(uuid), thread.sees_referral(uuid, uuid), thread.asked_by(uuid, uuid),
  thread.helps_by(uuid, uuid, text) from public;
grant execute on function thread.sees_person(uuid), thread.leads(uuid), thread.sees_referral(uuid, uuid), thread.asked_by(uuid, uuid),
  thread.helps_by(uuid, uuid, text) to thread_member;

alter policy sharing_decision_add on sharing_decision
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation())
    and author_account = (select thread.account())
    and (thread.leads(person_id)
      or (effect = 'permit' and organisation_id is not null and thread.asked_by(referral_id, person_id))));
alter policy person_relationship_add on person_relationship
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation())
    and author_account = (select thread.account())
    and (thread.leads(person_id)
      or (kind = 'referral' and organisation_id = (select thread.helping_organisation())
        and thread.helps_by(referral_id, person_id, scope))));
alter policy referral_add on referral
  with check (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.sees_person(person_id));
alter policy referral_event_add on referral_event
  with check (place_id = (select thread.place()) and author_account = (select thread.account())
    and author_org is not distinct from (select thread.helping_organisation())
    and thread.sees_referral(referral_id, person_id));
alter policy fhir_part_add on fhir_part
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral' then thread.sees_person(person_id) or thread.sees_referral(record_id, person_id)
      else thread.may_write(person_id, category) end);
alter policy fhir_key_add on fhir_key
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral' then thread.sees_person(person_id) or thread.sees_referral(record_id, person_id)
      else thread.may_write(person_id, category) end);

-- Both asked as well whether the writer may write or is the author, and before it that the writer is the author.
alter policy thread_record_personal_add on thread_record
  with check (visibility = 'personal' and place_id = (select thread.place())
    and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[]) and author_org = (select thread.helping_organisation()));
alter policy thread_event_personal_add on thread_event
  with check (visibility = 'personal' and place_id = (select thread.place())
    and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[]) and author_org = (select thread.helping_organisation())
    and account_id = (select thread.account()));

-- What each statement about people asks of the asker is found for a client with its token, in one statement: a client refuses
-- nobody and is nobody's record. Where it is otherwise, what is missing here is asked as it is of everybody.
create or replace function thread.fhir_token_holds(hash text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      us uuid;
      has_record boolean;
      is_refused boolean;
    begin
      select (select m.organisation_id from membership m
               where thread.purpose() is not null and m.place_id = here and m.account_id = me
                 and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
                 and m.role in ('link-worker', 'practitioner', 'editor')
                 and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
               limit 1),
             exists (select 1 from person p where p.place_id = here and p.account_id = me)
               or exists (select 1 from representative r where r.place_id = here and r.account_id = me),
             exists (select 1 from access_denial d where d.place_id = here and d.account_id = me)
               or exists (select 1 from membership m join access_denial d on d.place_id = m.place_id and d.organisation_id = m.organisation_id
                 where m.place_id = here and m.account_id = me)
        into us, has_record, is_refused
        from fhir_token t
        join fhir_client c on c.place_id = t.place_id and c.id = t.client_id and c.revoked_at is null
        join account a on a.id = c.account_id and a.disabled_at is null
       where t.place_id = here and t.token_hash = fhir_token_holds.hash and c.account_id = me;
      if not found then return false; end if;
      -- As `thread.keep` keeps them, all at once.
      perform set_config('thread.known_for', thread.asker(), true),
        set_config('thread.known_helping_organisation', coalesce(us::text, ''), true),
        set_config('thread.known_my_person', case when has_record then '-' else '' end, true),
        set_config('thread.known_my_open_person', case when has_record then '-' else '' end, true),
        set_config('thread.known_represented_keys', case when has_record then '-' else '{}' end, true),
        set_config('thread.known_denied_keys', case when is_refused then '-' else '{}' end, true);
      return true;
    end
  $$;

-- Folds what one organisation may see of a person for its work, or what all may where none is named: a relationship, and a decision
-- that names an organisation, change nothing for the others.
create function thread.fold_access(person uuid, organisation uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
    begin
      with related as materialized (
        select r.organisation_id, c.category, range_agg(tstzrange(r.from_at, r.until_at, '[)')) as span
          from person_relationship r
          cross join lateral unnest(thread.categories_of_scope(r.scope)) as c (category)
         where r.place_id = here and r.person_id = fold_access.person
           and (fold_access.organisation is null or r.organisation_id = fold_access.organisation)
         group by 1, 2
      ), withdrawn as (
        select x.withdraws_id as id, min(x.from_at) as at from sharing_decision x
         where x.place_id = here and x.person_id = fold_access.person and x.withdraws_id is not null
         group by 1
      ), decision as materialized (
        select d.effect, d.organisation_id, d.account_id, d.category, d.purpose, d.basis,
               range_agg(tstzrange(d.from_at, least(d.until_at, case when w.at is not null then greatest(w.at, d.from_at) end), '[)')) as span
          from sharing_decision d
          left join withdrawn w on w.id = d.id
         where d.place_id = here and d.person_id = fold_access.person and d.effect <> 'withdraw'
           and (d.organisation_id is null or d.organisation_id in (select r.organisation_id from related r))
         group by 1, 2, 3, 4, 5, 6
      ), agreed as (
        select p.organisation_id, c.category, u.purpose,
               range_agg(tstzrange(greatest(a.from_at, p.from_at), least(a.until_at, p.until_at), '[)')) as span
          from sharing_agreement a
          join sharing_agreement_party p on p.place_id = a.place_id and p.agreement_id = a.id
          cross join lateral unnest(a.categories) as c (category)
          cross join lateral unnest(a.purposes) as u (purpose)
         where a.place_id = here and p.organisation_id in (select r.organisation_id from related r)
           and greatest(a.from_at, p.from_at) < coalesce(least(a.until_at, p.until_at), 'infinity')
         group by 1, 2, 3
      ), wanted as materialized (
        select a.organisation_id, a.category, a.purpose, x.valid,
               -- To sort what is nearly always one word would take longer than the rest.
               case when s.bases[1] = all (s.bases) then s.bases[1]
                 else (select string_agg(distinct b.basis, ', ' order by b.basis) from unnest(s.bases) as b (basis)) end as basis
          from agreed a
          join related r on r.organisation_id = a.organisation_id and r.category = a.category
          cross join lateral (
            select coalesce(range_agg(x.part) filter (where d.effect = 'permit'), '{}'::tstzmultirange) as permitted,
                   coalesce(range_agg(x.part) filter (where d.effect = 'deny' and d.account_id is null), '{}'::tstzmultirange) as denied,
                   array_agg(d.basis) filter (where d.effect = 'permit') as bases
              from decision d left join lateral unnest(d.span) as x (part) on true
             where (d.organisation_id is null or d.organisation_id = a.organisation_id)
               and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)
          ) s
          cross join lateral unnest(a.span * r.span * s.permitted - s.denied) as x (valid)
      ), ended as (
        delete from access_grant g where g.place_id = here and g.person_id = fold_access.person and g.purpose <> 'emergency'
          and (fold_access.organisation is null or g.organisation_id = fold_access.organisation)
          and not exists (select 1 from wanted w where w.organisation_id = g.organisation_id and w.category = g.category
            and w.purpose = g.purpose and w.valid = g.valid)
      )
      insert into access_grant as known (place_id, organisation_id, person_id, category, purpose, for_account, valid, basis)
      select here, w.organisation_id, fold_access.person, w.category, w.purpose, '00000000-0000-0000-0000-000000000000', w.valid, w.basis
        from wanted w
       where not exists (select 1 from access_grant g where g.place_id = here and g.person_id = fold_access.person
         and g.organisation_id = w.organisation_id and g.category = w.category and g.purpose = w.purpose
         and g.for_account = '00000000-0000-0000-0000-000000000000' and g.valid = w.valid and g.basis = w.basis)
      on conflict (place_id, organisation_id, person_id, category, purpose, for_account, valid) do update set basis = excluded.basis;
    end
  $$;

-- The same as before for everybody: who works with a person, who is there in an emergency, who is refused. The last two are folded
-- where there is or was something to fold.
create or replace function thread.refold_access(person uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
    begin
      -- Two changes of one person at a time would each miss the other.
      perform p.id from person p where p.place_id = here and p.id = refold_access.person for update;
      perform thread.fold_access(refold_access.person, null);
      if exists (select 1 from emergency_access e where e.place_id = here and e.person_id = refold_access.person)
        or exists (select 1 from access_grant g where g.place_id = here and g.person_id = refold_access.person and g.purpose = 'emergency') then
        with emergency as (
          select e.organisation_id, e.account_id, c.category, range_agg(tstzrange(e.from_at, e.until_at, '[)')) as span
            from emergency_access e
            cross join lateral unnest(thread.emergency_categories()) as c (category)
           where e.place_id = here and e.person_id = refold_access.person
           group by 1, 2, 3
        ), withdrawn as (
          select x.withdraws_id as id, min(x.from_at) as at from sharing_decision x
           where x.place_id = here and x.person_id = refold_access.person and x.withdraws_id is not null
           group by 1
        ), refused as materialized (
          select d.organisation_id, d.category,
                 tstzrange(d.from_at, least(d.until_at, case when w.at is not null then greatest(w.at, d.from_at) end), '[)') as span
            from sharing_decision d
            left join withdrawn w on w.id = d.id
           where d.place_id = here and d.person_id = refold_access.person
             and d.effect = 'deny' and d.account_id is null and d.purpose = '*'
        ), wanted as materialized (
          select e.organisation_id, e.category, e.account_id, s.valid
            from emergency e
            cross join lateral unnest(e.span - coalesce((select range_agg(r.span) from refused r
              where (r.organisation_id is null or r.organisation_id = e.organisation_id)
                and r.category in ('*', e.category)), '{}'::tstzmultirange)) as s (valid)
        ), ended as (
          delete from access_grant g where g.place_id = here and g.person_id = refold_access.person and g.purpose = 'emergency'
            and not exists (select 1 from wanted w where w.organisation_id = g.organisation_id and w.category = g.category
              and w.account_id = g.for_account and w.valid = g.valid)
        )
        insert into access_grant (place_id, organisation_id, person_id, category, purpose, for_account, valid, basis)
        select here, w.organisation_id, refold_access.person, w.category, 'emergency', w.account_id, w.valid, 'emergency' from wanted w
        on conflict (place_id, organisation_id, person_id, category, purpose, for_account, valid) do nothing;
      end if;
      if exists (select 1 from sharing_decision d where d.place_id = here and d.person_id = refold_access.person and d.effect = 'deny')
        or exists (select 1 from access_denial d where d.place_id = here and d.person_id = refold_access.person) then
        delete from access_denial d where d.place_id = here and d.person_id = refold_access.person;
        insert into access_denial (place_id, id, person_id, account_id, organisation_id, category, valid)
        select d.place_id, d.id, d.person_id, d.account_id, d.organisation_id, d.category,
               tstzrange(d.from_at, least(d.until_at, w.at), '[)')
          from sharing_decision d
          left join lateral (select greatest(min(x.from_at), d.from_at) as at from sharing_decision x
            where x.place_id = d.place_id and x.person_id = d.person_id and x.withdraws_id = d.id having count(*) > 0) w on true
         where d.place_id = here and d.person_id = refold_access.person and d.effect = 'deny'
           and (d.account_id is not null or (d.organisation_id is not null and d.purpose = '*'))
           and d.from_at < coalesce(least(d.until_at, w.at), 'infinity');
      end if;
    end
  $$;
create index access_denial_by_person on access_denial (place_id, person_id);

-- After a permission for one organisation, or a change of its relationship with a person: what the others may see stays as it is,
-- and who does not work with a person sees nothing by a permission alone.
create function thread.refold_access_of(person uuid, organisation uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
    begin
      perform p.id from person p where p.place_id = here and p.id = refold_access_of.person for update;
      if refold_access_of.organisation is not null and exists (select 1 from person_relationship r where r.place_id = here
        and r.person_id = refold_access_of.person and r.organisation_id = refold_access_of.organisation) then
        perform thread.fold_access(refold_access_of.person, refold_access_of.organisation);
      end if;
    end
  $$;
revoke execute on function thread.fold_access(uuid, uuid), thread.refold_access_of(uuid, uuid) from public;
grant execute on function thread.refold_access_of(uuid, uuid) to thread_member, thread_service;

create or replace function thread.settle_referral(referral uuid, relationship uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here uuid := thread.place();
      one referral%rowtype;
    begin
      if not thread.takes_part_in(settle_referral.referral) then return; end if;
      select r.* into one from referral r where r.place_id = here and r.id = settle_referral.referral;
      if one.organisation_id is not null and one.status in ('accepted', 'in-progress', 'on-hold') then
        insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, referral_id, from_at, author_org, author_account)
        select here, settle_referral.relationship, one.person_id, one.organisation_id, 'referral', one.scope, one.id, settle_referral.at, one.organisation_id, thread.account()
         where not exists (select 1 from person_relationship p where p.place_id = here and p.person_id = one.person_id
           and p.referral_id = one.id and p.until_at is null);
        if found then perform thread.refold_access_of(one.person_id, one.organisation_id); end if;
      elsif one.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error') then
        update person_relationship p set until_at = greatest(settle_referral.at, p.from_at)
         where p.place_id = here and p.person_id = one.person_id and p.referral_id = one.id and p.until_at is null;
        if found then perform thread.refold_access(one.person_id); end if;
        -- Last, because whoever acts by a link takes part no longer once it is revoked.
        update answer_link l set revoked_at = settle_referral.at
         where l.place_id = here and l.referral_id = one.id and l.revoked_at is null;
      end if;
    end
  $$;

-- Whoever was asked sees what was sent of a referral because they see the referral: that is asked before the grants, which open
-- nothing of it to them. Of numbers, which are few, by the function.
alter policy fhir_part_helper on fhir_part
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_part.record_id))
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_part.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_part.person_id and g.category = fhir_part.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
alter policy fhir_key_helper on fhir_key
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_key.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_key.person_id and g.category = fhir_key.category and g.purpose = (select thread.purpose()) and g.valid @> now())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and thread.sees_referral(record_id, person_id))));
