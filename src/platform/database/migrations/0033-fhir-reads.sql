-- What other systems ask most often is answered by one statement that is a transaction by itself: whether the token holds, what was
-- sent, and the note of the look. `holds` is whether the token does, which is asked first: where it does not, there is nothing. These functions find, under the same conditions as the policies, what is told as it was sent. What
-- is anything else (a record that a page changed, somebody who is more than a worker) they leave to the policies: `sure` is false.

-- The organisation for which whoever asks reads as a worker and as nothing else, with a category of records; null where they
-- are more than that, or less.
create function thread.reads_for(category text) returns uuid
  language plpgsql stable set search_path = public, pg_temp
  as $$
    begin
      if reads_for.category <> all (thread.categories()) or thread.my_person() is not null or thread.my_open_person() is not null
        or thread.represented_keys() <> '{}' then
        return null;
      end if;
      return thread.helping_organisation();
    end
  $$;

-- People as they were last sent, newest first: the one of an id, or those that carry a number of another system now. `person_helper`,
-- `person_particulars_helper`, `fhir_part_helper` and `fhir_key_helper`.
create function thread.patients_as_sent(holds boolean, one uuid, system text, value text, many integer)
  returns table (sure boolean, is_shown boolean, id uuid, person uuid, version integer, at bigint, content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('identity');
      denied constant text[] := thread.denied_keys();
      me constant uuid := thread.account();
      why constant text := thread.purpose();
      asked uuid[];
    begin
      if not patients_as_sent.holds then return; end if;
      if us is null then
        return query select false, false, null::uuid, null::uuid, null::integer, null::bigint, null::text;
        return;
      end if;
      if patients_as_sent.one is not null then
        asked := array[patients_as_sent.one];
      else
        asked := array(select distinct k.record_id from fhir_key k
          where k.place_id = here and k.kind = 'Patient' and k.token = patients_as_sent.system || '|' || patients_as_sent.value
            and k.category = 'identity' and k.person_id::text || '/identity' <> all (denied)
            and (k.author_org = us or exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us
              and g.person_id = k.person_id and g.category = 'identity' and g.purpose = why and g.valid @> now()
              and g.for_account in ('00000000-0000-0000-0000-000000000000', me)))
          order by k.record_id desc limit 50);
      end if;
      return query
        with found as materialized (
          select p.id, p.version + coalesce(q.version, 0) as times, s.version, s.bumps, s.at, s.content
            from person p
            cross join lateral (select exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us
              and g.person_id = p.id and g.category = 'identity' and g.purpose = why and g.valid @> now()
              and g.for_account in ('00000000-0000-0000-0000-000000000000', me)) as granted offset 0) o
            left join person_particulars q on q.place_id = here and q.person_id = p.id and (q.author_org = us or o.granted)
            left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
               where s.place_id = here and s.kind = 'Patient' and s.record_id = p.id and s.person_id = p.id and s.category = 'identity'
                 and (s.author_org = us or o.granted)
               order by s.version desc limit 1) s on true
           where p.place_id = here and p.id = any (asked) and p.id::text || '/identity' <> all (denied)
             and (p.author_org = us or o.granted)
        ), fitting as materialized (
          select f.*, coalesce(f.version = f.times + f.bumps and f.content <> '{}', false) as sure, row_number() over (order by f.id desc) as rank
            from found f
           where patients_as_sent.one is not null or not coalesce(f.version = f.times + f.bumps, false)
             or exists (select 1 from json_array_elements(f.content::json -> 'identifier') e
               where e ->> 'system' = patients_as_sent.system and e ->> 'value' = patients_as_sent.value)
        )
        select w.sure, true, f.id, f.id, f.version, (extract(epoch from f.at) * 1000)::bigint, f.content
          from (select coalesce(bool_and(f.sure), patients_as_sent.one is null) and count(*) <= many as sure from fitting f) w
          left join fitting f on w.sure
         order by f.rank;
    end
  $$;

-- The newest requests about somebody, those that nobody was asked yet among them. `referral_helper`, `referral_event_read` and
-- `fhir_part_helper`.
create function thread.requests_as_sent(holds boolean, about uuid, many integer)
  returns table (sure boolean, is_shown boolean, id uuid, person uuid, status text, is_read boolean, version integer, at bigint, content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('referral');
      granted boolean;
    begin
      if not requests_as_sent.holds then return; end if;
      if us is null then
        return query select false, false, null::uuid, null::uuid, null::text, null::boolean, null::integer, null::bigint, null::text;
        return;
      end if;
      granted := exists (select 1 from access_grant g where g.place_id = here and g.organisation_id = us
        and g.person_id = requests_as_sent.about and g.category = 'referral' and g.purpose = thread.purpose() and g.valid @> now()
        and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()));
      return query
        with mine as materialized (
          select r.id, r.status, r.version, r.outcome_read_at, r.sent_at, r.created_at from referral r
           where r.place_id = here and r.person_id = requests_as_sent.about
             and requests_as_sent.about::text || '/referral' <> all (thread.denied_keys())
             and (r.author_org = us or (r.organisation_id = us and r.status <> 'draft') or granted)
        ), sent as (
          select distinct on (s.record_id) s.record_id, s.version, s.bumps, s.at, s.content from fhir_part s
           where s.place_id = here and s.person_id = requests_as_sent.about and s.kind = 'ServiceRequest' and s.category = 'referral'
             and requests_as_sent.about::text || '/referral' <> all (thread.denied_keys())
             and (s.author_org = us or granted or exists (select 1 from mine m where m.id = s.record_id))
           order by s.record_id desc, s.version desc
        ), newest as (
          select coalesce(m.id, s.record_id) as id, m.status, m.version as times, m.outcome_read_at, m.sent_at, m.created_at,
                 s.version, s.bumps, s.at, s.content
            from mine m full join sent s on s.record_id = m.id
           where m.id is not null or s.content <> '{}'
           order by 1 desc limit many + 1
        ), found as materialized (
          select n.*, row_number() over (order by n.id desc) as rank,
                 -- Whoever wrote the reference in another way is asked for in full.
                 coalesce(position('"subject":{"reference":"Patient/' || requests_as_sent.about || '"' in n.content) > 0, false) as sure
            from newest n
        )
        select w.sure, f.rank <= many, f.id, requests_as_sent.about, f.status, f.outcome_read_at is not null,
               case when f.times is null then f.version else f.times + case when f.outcome_read_at is null then 0 else 1 end + f.bumps end,
               (extract(epoch from greatest(f.at, f.outcome_read_at, case when f.times is not null then
                 coalesce(case when f.times > 1 then (select max(e.at) from referral_event e where e.place_id = here and e.referral_id = f.id
                   and e.kind in ('created', 'moved', 'claimed', 'note')) end, f.sent_at, f.created_at) end)) * 1000)::bigint,
               f.content
          from (select coalesce(bool_and(f.sure), true) as sure from found f) w
          left join found f on w.sure
         order by f.rank;
    end
  $$;

-- What an organisation was asked for, in the order in which it last changed, the latest first; with the requests where they are
-- wanted. `referral_helper`, `referral_event_read` and `fhir_part_helper`.
create function thread.tasks_as_sent(holds boolean, owner uuid, statuses text[], many integer, with_requests boolean)
  returns table (sure boolean, is_shown boolean, id uuid, person uuid, status text, is_read boolean, version integer, at bigint, content text,
    request_version integer, request_at bigint, request_content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('referral');
      denied constant text[] := thread.denied_keys();
    begin
      if not tasks_as_sent.holds then return; end if;
      if us is distinct from tasks_as_sent.owner or us is null then
        return query select false, false, null::uuid, null::uuid, null::text, null::boolean, null::integer, null::bigint, null::text,
          null::integer, null::bigint, null::text;
        return;
      end if;
      return query
        with latest as (
          select r.id, r.person_id, r.status, r.version as times, r.outcome_read_at,
                 case when r.version = 1 then coalesce(r.sent_at, r.created_at) else (select max(e.at) from referral_event e
                   where e.place_id = here and e.referral_id = r.id and e.kind in ('created', 'moved', 'claimed', 'note')) end as changed_at
            from referral r
           where r.place_id = here and r.organisation_id = us and r.status = any (statuses) and r.status <> 'draft'
             and r.person_id::text || '/referral' <> all (denied)
           order by changed_at desc, r.id desc limit many + 1
        ), found as materialized (
          select l.*, t.version, t.bumps, t.at, t.content, q.bumps as request_bumps, q.at as request_at, q.content as request_content,
                 row_number() over (order by l.changed_at desc, l.id desc) as rank,
                 coalesce(t.version = l.times + t.bumps and l.changed_at is not null
                   -- Whoever wrote the owner in another way, or asked a service, is asked for in full.
                   and position('"owner":{"reference":"Organization/' || us || '"' in t.content) > 0
                   and position('"status":"' || l.status || '"' in t.content) > 0
                   and (not with_requests or (q.content <> '{}'
                     and position('"focus":{"reference":"ServiceRequest/' || l.id || '"' in t.content) > 0)), false) as sure
            from latest l
            left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
               where s.place_id = here and s.kind = 'Task' and s.record_id = l.id and s.person_id = l.person_id and s.category = 'referral'
               order by s.version desc limit 1) t on true
            left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
               where with_requests and s.place_id = here and s.kind = 'ServiceRequest' and s.record_id = l.id and s.person_id = l.person_id
                 and s.category = 'referral'
               order by s.version desc limit 1) q on true
        )
        select w.sure, f.rank <= many, f.id, f.person_id, f.status, f.outcome_read_at is not null, f.version,
               (extract(epoch from greatest(f.at, f.changed_at)) * 1000)::bigint, f.content,
               f.times + case when f.outcome_read_at is null then 0 else 1 end + f.request_bumps,
               (extract(epoch from greatest(f.request_at, f.changed_at, f.outcome_read_at)) * 1000)::bigint, f.request_content
          from (select coalesce(bool_and(f.sure), true) as sure from found f) w
          left join found f on w.sure
         order by f.rank;
    end
  $$;

revoke execute on function thread.reads_for(text), thread.patients_as_sent(boolean, uuid, text, text, integer), thread.requests_as_sent(boolean, uuid, integer),
  thread.tasks_as_sent(boolean, uuid, text[], integer, boolean) from public;
grant execute on function thread.reads_for(text), thread.patients_as_sent(boolean, uuid, text, text, integer), thread.requests_as_sent(boolean, uuid, integer),
  thread.tasks_as_sent(boolean, uuid, text[], integer, boolean) to thread_member;
