-- FHIR: clients of other systems and their tokens; what they sent beside what the record's own tables hold; and by which
-- numbers they know it. A record itself is in the tables of its module, and nowhere else.

create table fhir_client (
  place_id uuid not null,
  id uuid not null,
  -- It acts as this account, for this organisation, under the policies that bind every member.
  account_id uuid not null,
  organisation_id uuid not null,
  name text not null,
  secret_hash text not null,
  scopes text[] not null,
  categories text[] not null,
  purpose text not null,
  -- Where its notices may be sent: addresses that begin so, and no others.
  hooks text[] not null default '{}',
  created_at timestamptz not null,
  created_by uuid,
  revoked_at timestamptz,
  constraint fhir_client_pk primary key (place_id, id),
  constraint fhir_client_place foreign key (place_id) references place (id),
  constraint fhir_client_account foreign key (account_id) references account (id),
  constraint fhir_client_organisation foreign key (organisation_id) references organisation (id),
  constraint fhir_client_name_length check (length(name) between 1 and 120),
  constraint fhir_client_hash_length check (length(secret_hash) = 64),
  constraint fhir_client_scopes check (cardinality(scopes) between 1 and 60),
  constraint fhir_client_categories check (categories <@ thread.all_categories() and cardinality(categories) > 0),
  constraint fhir_client_purpose check (purpose in ('direct-support', 'referral'))
);

create table fhir_token (
  place_id uuid not null,
  token_hash text not null,
  client_id uuid not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint fhir_token_pk primary key (place_id, token_hash),
  constraint fhir_token_client foreign key (place_id, client_id) references fhir_client (place_id, id),
  constraint fhir_token_hash_length check (length(token_hash) = 64)
);
create index fhir_token_by_end on fhir_token (place_id, expires_at);

-- A resource as a client sent it, whole: one row for each time. What the record's own tables hold wins over it.
create table fhir_part (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  person_id uuid not null,
  category text not null,
  -- What is added to the version that the record's own tables count, to make this one.
  bumps integer not null,
  content text not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint fhir_part_pk primary key (place_id, kind, record_id, version),
  constraint fhir_part_category check (category = any (thread.all_categories())),
  constraint fhir_part_kind check (kind ~ '^[A-Z][A-Za-z]{2,40}$'),
  constraint fhir_part_version check (version > 0),
  constraint fhir_part_length check (length(content) between 2 and 200000)
);
create index fhir_part_by_person on fhir_part (place_id, person_id, kind);

-- Numbers of other systems for a record: those of its latest part count.
create table fhir_key (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  token text not null,
  person_id uuid not null,
  category text not null,
  author_org uuid,
  author_account uuid,
  constraint fhir_key_pk primary key (place_id, kind, record_id, version, token),
  constraint fhir_key_category check (category = any (thread.all_categories())),
  constraint fhir_key_length check (length(token) between 1 and 600)
);
create index fhir_key_by_token on fhir_key (place_id, kind, token);

-- Messages that came in: each counts once. Of their words only a hash is kept.
create table fhir_message (
  place_id uuid not null,
  client_id uuid not null,
  message_id text not null,
  body_hash text not null,
  event text not null,
  record_id uuid not null,
  reply_id uuid not null,
  at timestamptz not null,
  constraint fhir_message_pk primary key (place_id, client_id, message_id),
  constraint fhir_message_client foreign key (place_id, client_id) references fhir_client (place_id, id),
  constraint fhir_message_lengths check (length(message_id) between 1 and 120 and length(body_hash) = 64 and length(event) <= 60)
);

-- What a client wants to be told of: a notice says that something changed, and never what.
create table fhir_subscription (
  place_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  criteria text not null,
  endpoint text not null,
  reason text not null,
  status text not null,
  error text not null default '',
  -- Up to when it was told.
  since timestamptz not null,
  failures integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  constraint fhir_subscription_pk primary key (place_id, id),
  constraint fhir_subscription_client foreign key (place_id, client_id) references fhir_client (place_id, id),
  constraint fhir_subscription_status check (status in ('active', 'error', 'off')),
  constraint fhir_subscription_endpoint check (endpoint like 'https://%' and length(endpoint) <= 1000),
  constraint fhir_subscription_lengths check (length(criteria) between 1 and 1000 and length(reason) between 1 and 300 and length(error) <= 300)
);
create index fhir_subscription_by_client on fhir_subscription (place_id, client_id);

-- The client of this transaction, as long as it is one.
create function thread.fhir_client() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select c.id from fhir_client c
         where c.place_id = thread.place() and c.account_id = thread.account() and c.revoked_at is null
      );
    end
  $$;
-- Whether a token still opens anything for whoever acts with it. When it ends, whoever asks has looked at already.
create function thread.fhir_token_holds(hash text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return exists (
        select 1 from fhir_token t
          join fhir_client c on c.place_id = t.place_id and c.id = t.client_id and c.revoked_at is null
          join account a on a.id = c.account_id and a.disabled_at is null
         where t.place_id = thread.place() and t.token_hash = fhir_token_holds.hash and c.account_id = thread.account()
      );
    end
  $$;
revoke execute on function thread.fhir_client(), thread.fhir_token_holds(text) from public;
grant execute on function thread.fhir_client(), thread.fhir_token_holds(text) to thread_member;

alter table fhir_client enable row level security;
alter table fhir_client force row level security;
create policy fhir_client_administer on fhir_client for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy fhir_client_revoke on fhir_client for update to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy fhir_client_service on fhir_client for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_token enable row level security;
alter table fhir_token force row level security;
create policy fhir_token_service on fhir_token for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_part enable row level security;
alter table fhir_part force row level security;
create policy fhir_part_helper on fhir_part for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_part.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_part.person_id and g.category = fhir_part.category and g.purpose = (select thread.purpose()) and g.valid @> now())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_part.record_id))));
create policy fhir_part_add on fhir_part for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral'
      then exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = fhir_part.person_id)
        or exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_part.record_id and r.person_id = fhir_part.person_id)
      else thread.may_write(person_id, category) end);
create policy fhir_part_service on fhir_part for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_key enable row level security;
alter table fhir_key force row level security;
create policy fhir_key_helper on fhir_key for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_key.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_key.person_id and g.category = fhir_key.category and g.purpose = (select thread.purpose()) and g.valid @> now())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_key.record_id))));
create policy fhir_key_add on fhir_key for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral'
      then exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = fhir_key.person_id)
        or exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_key.record_id and r.person_id = fhir_key.person_id)
      else thread.may_write(person_id, category) end);
create policy fhir_key_service on fhir_key for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_message enable row level security;
alter table fhir_message force row level security;
create policy fhir_message_own on fhir_message for select to thread_member
  using (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_message_add on fhir_message for insert to thread_member
  with check (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_message_service on fhir_message for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_subscription enable row level security;
alter table fhir_subscription force row level security;
create policy fhir_subscription_own on fhir_subscription for select to thread_member
  using (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_subscription_add on fhir_subscription for insert to thread_member
  with check (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_subscription_change on fhir_subscription for update to thread_member
  using (place_id = (select thread.place()) and client_id = (select thread.fhir_client()))
  with check (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_subscription_service on fhir_subscription for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select, insert on fhir_subscription to thread_member;
grant update (status, changed_at, version) on fhir_subscription to thread_member;
grant select, insert, update, delete on fhir_subscription to thread_service;
grant select on fhir_client to thread_member;
grant update (revoked_at) on fhir_client to thread_member;
grant select, insert on fhir_part, fhir_key, fhir_message to thread_member;
grant select, insert, update, delete on fhir_client, fhir_token, fhir_part, fhir_key, fhir_message to thread_service;

-- What is written for a referral and for access asks these in each transaction: a function in plain SQL is planned anew at each
-- call, which costs more than to run it. The same statements as functions that keep their plans.

create or replace function thread.refold_access(person uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      -- Two changes of one person at a time would each miss the other.
      perform p.id from person p where p.place_id = thread.place() and p.id = refold_access.person for update;
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
    end
  $$;

create or replace function thread.settle_referral(referral uuid, relationship uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, referral_id, from_at, author_org, author_account)
      select r.place_id, settle_referral.relationship, r.person_id, r.organisation_id, 'referral', r.scope, r.id, settle_referral.at, r.organisation_id, thread.account()
        from referral r
       where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
         and r.organisation_id is not null and r.status in ('accepted', 'in-progress', 'on-hold')
         and not exists (select 1 from person_relationship p where p.place_id = r.place_id and p.person_id = r.person_id
           and p.referral_id = r.id and p.until_at is null);
      update person_relationship p set until_at = greatest(settle_referral.at, p.from_at)
        from referral r
       where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
         and r.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error')
         and p.place_id = r.place_id and p.person_id = r.person_id and p.referral_id = r.id and p.until_at is null;
      perform thread.refold_access(r.person_id) from referral r
       where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id);
      -- Last, because whoever acts by a link takes part no longer once it is revoked.
      update answer_link l set revoked_at = settle_referral.at
        from referral r
       where r.place_id = thread.place() and r.id = settle_referral.referral and thread.takes_part_in(r.id)
         and r.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error')
         and l.place_id = r.place_id and l.referral_id = r.id and l.revoked_at is null;
    end
  $$;

create or replace function thread.end_offer(referral uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      update referral_offer o set ended_at = end_offer.at
        from referral r
       where r.place_id = thread.place() and r.id = end_offer.referral and thread.takes_part_in(r.id) and r.status <> 'requested'
         and o.place_id = r.place_id and o.referral_id = r.id and o.ended_at is null;
    end
  $$;

create or replace function thread.takes_part_in(referral uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return (
        select exists (select 1 from referral r where r.place_id = thread.place() and r.id = takes_part_in.referral
          and (r.id = thread.linked_referral()
            or r.person_id = thread.my_person()
            or (thread.helping_organisation() in (r.author_org, r.organisation_id)
              and 'referral' = any (thread.categories()) and (r.person_id::text || '/referral') <> all (thread.denied_keys()))
            or current_setting('role', true) = 'thread_service'))
      );
    end
  $$;

create or replace function thread.may_hold_people() returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return (
        select exists (select 1 from place p where p.id = thread.place() and p.is_demo)
          or 4 = (select count(distinct d.duty) from place_duty d
            join account a on a.id = d.account_id and a.disabled_at is null
            join safety_signature s on s.place_id = d.place_id and s.duty = d.duty and s.account_id = d.account_id
              and s.signed_at <= now() and s.signed_at >= d.from_at and (s.withdrawn_at is null or s.withdrawn_at > now())
           where d.place_id = thread.place()
             and d.duty in ('data-protection-officer', 'caldicott-guardian', 'safeguarding-lead', 'clinical-safety-officer')
             and d.from_at <= now() and (d.until_at is null or d.until_at > now()))
      );
    end
  $$;

-- A client of another system refuses nobody, joins no organisation and is nobody's record: what was worked out about whoever asks
-- holds in its transaction after it has written, too (`thread.known_stays`).
create or replace function thread.known(name text) returns text language sql stable as $$
  select case when (pg_current_xact_id_if_assigned() is null or current_setting('thread.known_stays', true) = 'yes')
      and current_setting('thread.known_for', true) = thread.asker()
    then nullif(current_setting('thread.known_' || name, true), '-') end
$$;
create or replace function thread.keep(name text, answer text) returns text language plpgsql stable as $$
  begin
    if pg_current_xact_id_if_assigned() is null or current_setting('thread.known_stays', true) = 'yes' then
      if current_setting('thread.known_for', true) is distinct from thread.asker() then
        perform set_config('thread.known_' || other, '-', true) from unnest(array['helping_organisation', 'denied_keys', 'my_person', 'my_open_person', 'represented_keys']) as other;
        perform set_config('thread.known_for', thread.asker(), true);
      end if;
      perform set_config('thread.known_' || name, coalesce(answer, ''), true);
    end if;
    return answer;
  end
$$;
