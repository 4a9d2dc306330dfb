-- FHIR, further: access is folded with less work, a client reads who looked, and what it deleted is known to be gone.

-- Access is folded as before, with less work: decisions of organisations that have nothing to do with the person are left
-- out, withdrawals are looked up once, and a row that stays as it was is not written again.
create or replace function thread.refold_access(person uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
    #variable_conflict use_column
    declare
      here uuid := thread.place();
    begin
      -- Two changes of one person at a time would each miss the other.
      perform p.id from person p where p.place_id = here and p.id = refold_access.person for update;
      with related as materialized (
        select r.organisation_id, c.category, range_agg(tstzrange(r.from_at, r.until_at, '[)')) as span
          from person_relationship r
          cross join lateral unnest(thread.categories_of_scope(r.scope)) as c (category)
         where r.place_id = here and r.person_id = refold_access.person
         group by 1, 2
      ), emergency as materialized (
        select e.organisation_id, e.account_id, c.category, range_agg(tstzrange(e.from_at, e.until_at, '[)')) as span
          from emergency_access e
          cross join lateral unnest(thread.emergency_categories()) as c (category)
         where e.place_id = here and e.person_id = refold_access.person
         group by 1, 2, 3
      ), withdrawn as (
        select x.withdraws_id as id, min(x.from_at) as at from sharing_decision x
         where x.place_id = here and x.person_id = refold_access.person and x.withdraws_id is not null
         group by 1
      ), decision as materialized (
        select d.effect, d.organisation_id, d.account_id, d.category, d.purpose, d.basis,
               range_agg(tstzrange(d.from_at, least(d.until_at, case when w.at is not null then greatest(w.at, d.from_at) end), '[)')) as span
          from sharing_decision d
          left join withdrawn w on w.id = d.id
         where d.place_id = here and d.person_id = refold_access.person and d.effect <> 'withdraw'
           and (d.organisation_id is null or d.organisation_id in (select r.organisation_id from related r)
             or d.organisation_id in (select e.organisation_id from emergency e))
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
      ), folded as (
        select a.organisation_id, a.category, a.purpose, s.basis, a.span * r.span * s.permitted - s.denied as spans
          from agreed a
          join related r on r.organisation_id = a.organisation_id and r.category = a.category
          cross join lateral (
            select coalesce(range_agg(x.part) filter (where d.effect = 'permit'), '{}'::tstzmultirange) as permitted,
                   coalesce(range_agg(x.part) filter (where d.effect = 'deny' and d.account_id is null), '{}'::tstzmultirange) as denied,
                   string_agg(distinct d.basis, ', ' order by d.basis) filter (where d.effect = 'permit') as basis
              from decision d left join lateral unnest(d.span) as x (part) on true
             where (d.organisation_id is null or d.organisation_id = a.organisation_id)
               and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)
          ) s
      ), wanted as materialized (
        select f.organisation_id, f.category, f.purpose, '00000000-0000-0000-0000-000000000000'::uuid as for_account, s.valid, f.basis
          from folded f cross join lateral unnest(f.spans) as s (valid)
        union all
        select e.organisation_id, e.category, 'emergency', e.account_id, s.valid, 'emergency'
          from emergency e
          cross join lateral unnest(e.span - coalesce((select range_agg(x.part) from decision d cross join lateral unnest(d.span) as x (part)
            where d.effect = 'deny' and d.account_id is null and d.purpose = '*'
              and (d.organisation_id is null or d.organisation_id = e.organisation_id)
              and d.category in ('*', e.category)), '{}'::tstzmultirange)) as s (valid)
      ), ended as (
        delete from access_grant g where g.place_id = here and g.person_id = refold_access.person
          and not exists (select 1 from wanted w where w.organisation_id = g.organisation_id and w.category = g.category
            and w.purpose = g.purpose and w.for_account = g.for_account and w.valid = g.valid)
      )
      insert into access_grant as known (place_id, organisation_id, person_id, category, purpose, for_account, valid, basis)
      select here, w.organisation_id, refold_access.person, w.category, w.purpose, w.for_account, w.valid, w.basis
        from wanted w
       where not exists (select 1 from access_grant g where g.place_id = here and g.person_id = refold_access.person
         and g.organisation_id = w.organisation_id and g.category = w.category and g.purpose = w.purpose
         and g.for_account = w.for_account and g.valid = w.valid and g.basis = w.basis)
      on conflict (place_id, organisation_id, person_id, category, purpose, for_account, valid) do update set basis = excluded.basis;
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
    end
  $$;

-- What a referral opens follows it as before; whether whoever acts takes part in it is asked once, and access is folded only
-- where a relationship began or ended: nothing else of a move changes it.
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
        if found then perform thread.refold_access(one.person_id); end if;
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

-- A client reads the looks of its own organisation at people whom it may know: which organisation, why and when, never which
-- worker. Looks in an emergency and for somebody's safety are for people, not for programs.
create policy access_log_client on access_log for select to thread_member
  using (place_id = (select thread.place()) and record_kind = 'person' and purpose in ('direct-support', 'referral')
    and organisation_id = (select thread.helping_organisation()) and (select thread.fhir_client()) is not null
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = access_log.record_id));

-- A subscription that was deleted stays as a stone, so that its id is known to be gone.
alter table fhir_subscription drop constraint fhir_subscription_status;
alter table fhir_subscription add constraint fhir_subscription_status check (status in ('active', 'error', 'off', 'deleted'));
