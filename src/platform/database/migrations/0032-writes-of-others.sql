-- What other systems write asks less of the database still, for the same decisions.

-- A policy for adding is asked for one row at a time. `(select …)` finds what it says once a statement, which pays where many rows are
-- read; where one is added, setting it up takes longer than asking what it asks. The same is asked of the same, row by row.
do $$
  declare
    p record;
  begin
    for p in select policyname, tablename, with_check from pg_policies
      where schemaname = 'public' and cmd = 'INSERT' and 'thread_member' = any (roles)
        and tablename in ('person', 'person_relationship', 'sharing_decision', 'personal_version', 'person_particulars', 'fhir_part', 'fhir_key',
          'referral', 'referral_event', 'thread_record', 'thread_event', 'audit_event', 'job')
    loop
      execute format('alter policy %I on %I with check (%s)', p.policyname, p.tablename,
        regexp_replace(p.with_check, '\( SELECT (thread\.(?:place|account|purpose|categories|helping_organisation|denied_keys|my_person)\(\)) AS \w+\)', '\1', 'g'));
    end loop;
    -- A referral is changed one at a time as well.
    for p in select policyname, tablename, qual, with_check from pg_policies
      where schemaname = 'public' and cmd = 'UPDATE' and 'thread_member' = any (roles) and tablename = 'referral'
    loop
      execute format('alter policy %I on %I using (%s)%s', p.policyname, p.tablename,
        regexp_replace(p.qual, '\( SELECT (thread\.(?:place|account|purpose|categories|helping_organisation|denied_keys|my_person|my_open_person)\(\)) AS \w+\)', '\1', 'g'),
        coalesce(format(' with check (%s)',
          regexp_replace(p.with_check, '\( SELECT (thread\.(?:place|account|purpose|categories|helping_organisation|denied_keys|my_person|my_open_person)\(\)) AS \w+\)', '\1', 'g')), ''));
    end loop;
  end
$$;

-- What a transaction of a client was found to see, lead or write is not looked for again in it: each of its rows asks. It is kept beside
-- the asker and the categories for which it was found, where what is found of the asker is kept through a transaction (ADR 15, 21), and
-- forgotten when access is folded anew.
create function thread.found(name text, what text) returns boolean language sql stable as $$
  select current_setting('thread.known_stays', true) = 'yes'
    and current_setting('thread.known_' || name, true) = concat(thread.asker(), current_setting('thread.categories', true), what)
$$;
create function thread.find(name text, what text) returns boolean language plpgsql stable as $$
  begin
    if current_setting('thread.known_stays', true) = 'yes' then
      perform set_config('thread.known_' || name, concat(thread.asker(), current_setting('thread.categories', true), what), true);
    end if;
    return true;
  end
$$;
revoke execute on function thread.found(text, text), thread.find(text, text) from public;

create or replace function thread.sees_person(person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here uuid;
      us uuid;
      key text;
    begin
      if thread.found('seen', sees_person.person::text) then return true; end if;
      here := thread.place();
      us := thread.helping_organisation();
      key := sees_person.person::text || '/identity';
      if us is not null and 'identity' = any (thread.categories()) and key <> all (thread.denied_keys()) and (
        exists (select 1 from person p where p.place_id = here and p.id = sees_person.person and p.author_org = us)
        or exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us and g.person_id = sees_person.person
          and g.category = 'identity' and g.purpose = thread.purpose() and g.valid @> now()
          and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()))) then
        return thread.find('seen', sees_person.person::text);
      end if;
      return coalesce(sees_person.person = thread.my_person(), false)
        or (key = any (thread.represented_keys())
          and exists (select 1 from person p where p.place_id = here and p.id = sees_person.person));
    end
  $$;

create or replace function thread.leads(person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us uuid;
    begin
      if thread.found('led', leads.person::text) then return true; end if;
      us := thread.helping_organisation();
      return us is not null
        and exists (select 1 from person p where p.place_id = thread.place() and p.id = leads.person and p.lead_organisation_id = us)
        and thread.sees_person(leads.person)
        and thread.find('led', leads.person::text);
    end
  $$;

create or replace function thread.may_write(person uuid, category text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us uuid;
      denied text[];
    begin
      if thread.found('written', may_write.person::text || '/' || may_write.category) then return true; end if;
      us := thread.helping_organisation();
      if us is null or thread.purpose() = 'emergency' or may_write.category <> all (thread.categories()) then
        return false;
      end if;
      denied := thread.denied_keys();
      if (person::text || '/identity') = any (denied) or (person::text || '/' || may_write.category) = any (denied) then
        return false;
      end if;
      return (exists (select 1 from person p where p.place_id = thread.place() and p.id = may_write.person
          and p.lead_organisation_id = us)
        or exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = may_write.person
          and g.organisation_id = us and g.category = may_write.category
          and g.purpose = thread.purpose() and g.valid @> now()))
        and thread.find('written', may_write.person::text || '/' || may_write.category);
    end
  $$;

create or replace function thread.sees_referral(referral uuid, person uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here uuid;
      us uuid;
      key text;
      one referral%rowtype;
    begin
      if thread.found('referral', sees_referral.person::text || '/' || sees_referral.referral::text) then return true; end if;
      here := thread.place();
      us := thread.helping_organisation();
      key := sees_referral.person::text || '/referral';
      select r.* into one from referral r
       where r.place_id = here and r.id = sees_referral.referral and r.person_id = sees_referral.person;
      if not found then return false; end if;
      if us is not null and 'referral' = any (thread.categories()) and key <> all (thread.denied_keys()) and (
        coalesce(one.author_org = us, false)
        or coalesce(one.organisation_id = us and one.status <> 'draft', false)
        or exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us and g.person_id = one.person_id
          and g.category = 'referral' and g.purpose = thread.purpose() and g.valid @> now()
          and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()))) then
        return thread.find('referral', sees_referral.person::text || '/' || sees_referral.referral::text);
      end if;
      return one.status <> 'draft'
        and (coalesce(one.person_id = thread.my_open_person(), false) or key = any (thread.represented_keys()));
    end
  $$;

-- Where an organisation begins to work with a person there is nearly always one relationship, one agreement, permissions that nobody took
-- back and nothing folded yet: what the layers come to is then from the latest of their beginnings to the earliest of their ends. True
-- where it was so and is folded; everything else is for the layers themselves.
create function thread.fold_first(person uuid, organisation uuid) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      works record;
    begin
      select count(*) as many, min(r.organisation_id::text)::uuid as organisation, min(r.scope) as scope, min(r.from_at) as from_at,
             bool_or(r.until_at is not null) as ends
        into works
        from person_relationship r
       where r.place_id = here and r.person_id = fold_first.person
         and (fold_first.organisation is null or r.organisation_id = fold_first.organisation);
      if works.many <> 1 or works.ends then return false; end if;
      if exists (select 1 from access_grant g where g.place_id = here and g.person_id = fold_first.person and g.purpose <> 'emergency'
          and (fold_first.organisation is null or g.organisation_id = fold_first.organisation))
        or (select count(*) from sharing_agreement_party p where p.place_id = here and p.organisation_id = works.organisation) <> 1
        or not (select coalesce(bool_and(d.effect = 'permit' and d.until_at is null and d.purpose = '*') and min(d.basis) = max(d.basis), false)
          from sharing_decision d where d.place_id = here and d.person_id = fold_first.person) then
        return false;
      end if;
      insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis)
      select here, works.organisation, fold_first.person, c.category, u.purpose,
             tstzrange(greatest(a.from_at, p.from_at, c.from_at, works.from_at), least(a.until_at, p.until_at), '[)'), c.basis
        from sharing_agreement_party p
        join sharing_agreement a on a.place_id = p.place_id and a.id = p.agreement_id
        cross join lateral (
          select k.category, min(d.from_at) as from_at, min(d.basis) as basis
            from unnest(a.categories) as k (category)
            join sharing_decision d on d.place_id = here and d.person_id = fold_first.person
              and (d.organisation_id is null or d.organisation_id = works.organisation) and d.category in ('*', k.category)
           where k.category = any (thread.categories_of_scope(works.scope))
           group by k.category
        ) c
        cross join lateral unnest(a.purposes) as u (purpose)
       where p.place_id = here and p.organisation_id = works.organisation
         and greatest(a.from_at, p.from_at, c.from_at, works.from_at) < coalesce(least(a.until_at, p.until_at), 'infinity')
      on conflict do nothing;
      return true;
    end
  $$;
revoke execute on function thread.fold_first(uuid, uuid) from public;

create or replace function thread.fold_access(person uuid, organisation uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
    begin
      -- What was found of whom is asked anew.
      if current_setting('thread.known_stays', true) = 'yes' then
        perform set_config('thread.known_seen', '', true), set_config('thread.known_led', '', true),
          set_config('thread.known_written', '', true), set_config('thread.known_referral', '', true);
      end if;
      if thread.fold_first(fold_access.person, fold_access.organisation) then return; end if;
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
        if found then
          -- Two changes of one person at a time would each miss the other.
          perform p.id from person p where p.place_id = here and p.id = one.person_id for update;
          -- Where the organisation works with the person in the same way already, from before and without an end, nothing more is opened.
          if not exists (select 1 from person_relationship p where p.place_id = here and p.person_id = one.person_id
            and p.organisation_id = one.organisation_id and p.scope = one.scope and p.until_at is null
            and p.from_at <= settle_referral.at and p.id <> settle_referral.relationship) then
            perform thread.fold_access(one.person_id, one.organisation_id);
          end if;
        end if;
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
