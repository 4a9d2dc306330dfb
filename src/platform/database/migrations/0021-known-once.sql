-- What every statement about people asks of the asker (for whom they help, what is refused to them, whose record is their own)
-- is worked out once a transaction, not once a statement, for as long as the transaction has written nothing. The answers are
-- kept in settings that end with the transaction, beside the asker they were worked out for: they answer nobody else, and
-- are not asked after the first write, which may have changed them.
create function thread.asker() returns text language sql stable as $$
  select concat(current_setting('thread.place', true), current_setting('thread.account', true),
    current_setting('thread.organisation', true), current_setting('thread.purpose', true))
$$;

-- The answer kept under `name` for this asker: null when there is none, empty when the answer was null.
create function thread.known(name text) returns text language sql stable as $$
  select case when pg_current_xact_id_if_assigned() is null and current_setting('thread.known_for', true) = thread.asker()
    then nullif(current_setting('thread.known_' || name, true), '-') end
$$;

create function thread.keep(name text, answer text) returns text language plpgsql stable as $$
  begin
    if pg_current_xact_id_if_assigned() is null then
      if current_setting('thread.known_for', true) is distinct from thread.asker() then
        perform set_config('thread.known_' || other, '-', true) from unnest(array['helping_organisation', 'denied_keys', 'my_person', 'my_open_person', 'represented_keys']) as other;
        perform set_config('thread.known_for', thread.asker(), true);
      end if;
      perform set_config('thread.known_' || name, coalesce(answer, ''), true);
    end if;
    return answer;
  end
$$;

create function thread.find_helping_organisation() returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin
      return (
        select m.organisation_id from membership m join account a on a.id = m.account_id and a.disabled_at is null
         where thread.purpose() is not null and m.place_id = thread.place() and m.account_id = thread.account()
           and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
           and m.role in ('link-worker', 'practitioner', 'editor')
           and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
         limit 1
      );
    end
  $$;

create or replace function thread.helping_organisation() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('helping_organisation');
  begin
    if answer is null then answer := thread.keep('helping_organisation', thread.find_helping_organisation()::text); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create function thread.find_denied_keys() returns text[] language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin
      return (
        select coalesce(array_agg(d.person_id::text || '/' || c.category), '{}')
          from access_denial d
          cross join lateral unnest(case when d.category = '*' then thread.all_categories() else array[d.category] end) as c (category)
         where d.place_id = thread.place() and d.valid @> now()
           and (d.account_id = thread.account()
             or (d.account_id is null and d.organisation_id in (
               select m.organisation_id from membership m
                where m.place_id = thread.place() and m.account_id = thread.account()
                  and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))))
      );
    end
  $$;

create or replace function thread.denied_keys() returns text[] language plpgsql stable as $$
  declare
    answer text := thread.known('denied_keys');
  begin
    if answer is null then answer := thread.keep('denied_keys', thread.find_denied_keys()::text); end if;
    return nullif(answer, '')::text[];
  end
$$;

create function thread.find_my_person() returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin
      return (
        select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
         where p.place_id = thread.place() and p.account_id = thread.account()
      );
    end
  $$;

create or replace function thread.my_person() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('my_person');
  begin
    if answer is null then answer := thread.keep('my_person', thread.find_my_person()::text); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create function thread.find_my_open_person() returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin
      return (
        select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
         where p.place_id = thread.place() and p.account_id = thread.account() and not p.safe_mode
      );
    end
  $$;

create or replace function thread.my_open_person() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('my_open_person');
  begin
    if answer is null then answer := thread.keep('my_open_person', thread.find_my_open_person()::text); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create function thread.find_represented_keys() returns text[] language plpgsql stable security definer set search_path = public, pg_temp as $$
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

create or replace function thread.represented_keys() returns text[] language plpgsql stable as $$
  declare
    answer text := thread.known('represented_keys');
  begin
    if answer is null then answer := thread.keep('represented_keys', thread.find_represented_keys()::text); end if;
    return nullif(answer, '')::text[];
  end
$$;

-- A grant is looked for row by row, by its key. As `exists`, the planner may gather all grants of an organisation first,
-- which grows with everybody it helps, to show one person.
do $$
  declare
    p record;
  begin
    for p in select policyname, tablename, qual from pg_policies where qual ~ 'EXISTS \( SELECT 1\s+FROM access_grant g' loop
      execute format('alter policy %I on %I using (%s)', p.policyname, p.tablename,
        regexp_replace(p.qual, 'EXISTS \( SELECT 1\s+FROM access_grant g', '( SELECT count(*) > 0 FROM access_grant g', 'g'));
    end loop;
  end
$$;

revoke execute on function thread.asker(), thread.known(text), thread.keep(text, text), thread.find_helping_organisation(),
  thread.find_denied_keys(), thread.find_my_person(), thread.find_my_open_person(), thread.find_represented_keys() from public;
grant execute on function thread.asker(), thread.known(text), thread.keep(text, text), thread.find_helping_organisation(),
  thread.find_denied_keys(), thread.find_my_person(), thread.find_my_open_person(), thread.find_represented_keys() to thread_member;
grant execute on function thread.asker(), thread.known(text), thread.keep(text, text), thread.find_represented_keys() to thread_service;

-- Whose session it is, whether their account is open and what they are in a place is one question, asked at every page.
grant select (place_id, account_id, role, organisation_id, starts_on, ends_on) on membership to thread_auth;
create policy membership_auth on membership for select to thread_auth using (true);
