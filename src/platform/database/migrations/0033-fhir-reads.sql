-- What other systems ask most often is answered by one statement that is a transaction by itself: whether the token holds, what was
-- sent, and the note of the look. These functions find, under the same conditions as the policies, what is told as it was sent. Of
-- what is anything else (a record that a page changed, somebody who is more than a worker) they say that it is not `sure`: nothing
-- is told and noted of it, and it is asked under the policies. Few rows by their keys, a statement for each: to set up one for
-- all of them costs more than to run them. What is told is text, a line for each value: what was sent has no line breaks.

-- Who asks with a token: for whom they help, whether they are somebody's record or act for somebody, whether anybody refused them.
create function thread.fhir_worker(hash text, out holds boolean, out us uuid, out is_more boolean, out is_refused boolean)
  language plpgsql stable
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      asker record;
    begin
      holds := exists (
        select 1 from fhir_token t
          join fhir_client c on c.place_id = t.place_id and c.id = t.client_id and c.revoked_at is null
         where t.place_id = here and t.token_hash = fhir_worker.hash and c.account_id = thread.account());
      if holds then
        asker := thread.find_asker();
        holds := asker.is_open;
        us := asker.us;
        is_more := asker.mine is not null or asker.acts;
        is_refused := asker.is_refused;
      end if;
    end
  $$;

create or replace function thread.fhir_token_holds(hash text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    declare
      worker record;
    begin
      worker := thread.fhir_worker(hash);
      if not worker.holds then return false; end if;
      -- As `thread.know` keeps them.
      perform set_config('thread.known_for', thread.asker(), true),
        set_config('thread.known_helping_organisation', coalesce(worker.us::text, ''), true),
        set_config('thread.known_my_person', case when worker.is_more then '-' else '' end, true),
        set_config('thread.known_my_open_person', case when worker.is_more then '-' else '' end, true),
        set_config('thread.known_represented_keys', case when worker.is_more then '-' else '{}' end, true),
        set_config('thread.known_denied_keys', case when worker.is_refused then '-' else '{}' end, true);
      return true;
    end
  $$;

-- Whether that organisation was granted a category of a person's records, for why whoever asks asks.
create function thread.is_granted(organisation uuid, person uuid, category text) returns boolean
  language plpgsql stable
  as $$
    #variable_conflict use_column
    begin
      return exists (select 1 from access_grant g where g.place_id = thread.place() and g.organisation_id = is_granted.organisation
        and g.person_id = is_granted.person and g.category = is_granted.category and g.purpose = thread.purpose() and g.valid @> now()
        and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()));
    end
  $$;

-- Notes a look at each of these people, as `access_log_add` lets whoever asks.
create function thread.note_looks(looks uuid[], people uuid[], route text, at timestamptz) returns void
  language plpgsql volatile
  as $$
    #variable_conflict use_column
    begin
      insert into access_log (place_id, id, at, account_id, organisation_id, purpose, route, record_kind, record_id)
      select thread.place(), looks[l.n], note_looks.at, thread.account(), nullif(current_setting('thread.organisation', true), '')::uuid,
             thread.purpose(), note_looks.route, 'person', l.person
        from unnest(people) with ordinality as l (person, n);
    end
  $$;

-- A person as they were last sent. `person_helper`, `person_particulars_helper` and `fhir_part_helper`.
create function thread.patient_as_sent(us uuid, one uuid, out is_there boolean, out is_as_sent boolean, out told text, out content text)
  language plpgsql stable
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      granted boolean;
      author uuid;
      times integer;
      further integer;
      part record;
    begin
      is_there := false;
      select p.author_org, p.version into author, times from person p where p.place_id = here and p.id = one;
      if not found then return; end if;
      if author is distinct from us then
        granted := thread.is_granted(us, one, 'identity');
        if not granted then return; end if;
      end if;
      is_there := true;
      select q.author_org, q.version into author, further from person_particulars q where q.place_id = here and q.person_id = one;
      if found then
        if author is distinct from us then granted := coalesce(granted, thread.is_granted(us, one, 'identity')); end if;
        if author is not distinct from us or granted then times := times + further; end if;
      end if;
      select s.author_org, s.version, s.bumps, s.at, s.content into part from fhir_part s
       where s.place_id = here and s.kind = 'Patient' and s.record_id = one and s.person_id = one and s.category = 'identity'
       order by s.version desc limit 1;
      is_as_sent := part.version = times + part.bumps and part.content <> '{}';
      if part.author_org is distinct from us and is_as_sent then is_as_sent := coalesce(granted, thread.is_granted(us, one, 'identity')); end if;
      is_as_sent := coalesce(is_as_sent, false);
      content := part.content;
      told := concat_ws(' ', one, part.version, (extract(epoch from part.at) * 1000)::bigint);
    end
  $$;

create function thread.tell_patient(hash text, one uuid, looks uuid[], route text, at timestamptz,
    out holds boolean, out sure boolean, out told text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      worker record;
      found_as record;
    begin
      worker := thread.fhir_worker(hash);
      holds := worker.holds;
      sure := false;
      if not holds or worker.us is null or worker.is_more or worker.is_refused or 'identity' <> all (thread.categories()) then return; end if;
      found_as := thread.patient_as_sent(worker.us, one);
      sure := found_as.is_there and found_as.is_as_sent;
      if sure then
        told := found_as.told || E'\n' || found_as.content;
        perform thread.note_looks(looks, array[one], route, at);
      end if;
    end
  $$;

-- The people who carry a number of another system now, newest first; not sure where there are more of them than looks are given.
-- `fhir_key_helper` and the same.
create function thread.tell_patients(hash text, system text, value text, looks uuid[], route text, at timestamptz,
    out holds boolean, out sure boolean, out told text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      worker record;
      key record;
      found_as record;
      last uuid;
      many integer := 0;
      people uuid[] := '{}';
    begin
      worker := thread.fhir_worker(hash);
      holds := worker.holds;
      sure := false;
      if not holds or worker.us is null or worker.is_more or worker.is_refused or 'identity' <> all (thread.categories()) then return; end if;
      -- Each version of a record has its numbers.
      for key in select distinct k.record_id, k.author_org from fhir_key k
        where k.place_id = thread.place() and k.kind = 'Patient' and k.token = tell_patients.system || '|' || tell_patients.value
          and k.category = 'identity' and k.person_id = k.record_id
        order by k.record_id desc limit 51
      loop
        many := many + 1;
        if many > 50 then told := null; return; end if;
        if key.record_id = last then continue; end if;
        if key.author_org is distinct from worker.us and not thread.is_granted(worker.us, key.record_id, 'identity') then continue; end if;
        last := key.record_id;
        found_as := thread.patient_as_sent(worker.us, key.record_id);
        if not found_as.is_there then continue; end if;
        if not found_as.is_as_sent then told := null; return; end if;
        if not exists (select 1 from json_array_elements(found_as.content::json -> 'identifier') e
          where e ->> 'system' = tell_patients.system and e ->> 'value' = tell_patients.value) then continue; end if;
        if cardinality(people) = cardinality(looks) then told := null; return; end if;
        people := people || key.record_id;
        told := concat_ws(E'\n', told, found_as.told, found_as.content);
      end loop;
      sure := true;
      if told is not null then perform thread.note_looks(looks, people, route, at); end if;
    end
  $$;

-- The newest requests about somebody, those that nobody was asked yet among them, and one more where there are more than `many`.
-- `referral_helper`, `referral_event_read` and `fhir_part_helper`. Of a referral of which nothing was sent there is nothing to tell.
create function thread.tell_requests(hash text, about uuid, many integer, looks uuid[], route text, at timestamptz,
    out holds boolean, out sure boolean, out told text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      why constant text := thread.purpose();
      me constant uuid := thread.account();
      worker record;
    begin
      worker := thread.fhir_worker(hash);
      holds := worker.holds;
      sure := false;
      if not holds or worker.us is null or worker.is_more or worker.is_refused or 'referral' <> all (thread.categories()) then return; end if;
      with granted as (
        select 1 from access_grant g where g.place_id = here and g.organisation_id = worker.us and g.person_id = tell_requests.about
          and g.category = 'referral' and g.purpose = why and g.valid @> now() and g.for_account in ('00000000-0000-0000-0000-000000000000', me)
      )
      select coalesce(bool_and(n.sure), true), string_agg(n.told, E'\n') into sure, told
        from (
          select coalesce(s.content <> '{}', false) as sure,
                 concat_ws(' ', coalesce(r.id, s.record_id),
                   case when r.id is null then s.version else r.version + case when r.outcome_read_at is null then 0 else 1 end + s.bumps end,
                   (extract(epoch from greatest(s.at, r.outcome_read_at, case when r.version > 1 then coalesce((select max(e.at) from referral_event e
                     where e.place_id = here and e.referral_id = r.id and e.kind in ('created', 'moved', 'claimed', 'note')), r.sent_at, r.created_at)
                     else coalesce(r.sent_at, r.created_at) end)) * 1000)::bigint,
                   r.status, case when r.outcome_read_at is not null then 'read' end) || E'\n' || s.content as told
            from (select distinct on (s.record_id) s.* from fhir_part s
               where s.place_id = here and s.person_id = tell_requests.about and s.kind = 'ServiceRequest' and s.category = 'referral'
               order by s.record_id desc, s.version desc) s
            full join (select r.* from referral r
               where r.place_id = here and r.person_id = tell_requests.about
                 and (r.author_org = worker.us or (r.organisation_id = worker.us and r.status <> 'draft') or exists (select 1 from granted))) r
              on r.id = s.record_id
           where r.id is not null or (s.content <> '{}' and (s.author_org = worker.us or exists (select 1 from granted)))
           order by coalesce(r.id, s.record_id) desc limit many + 1
        ) n;
      if sure and told is not null then perform thread.note_looks(looks, array[tell_requests.about], route, at); end if;
    end
  $$;

-- What an organisation was asked for, in the order in which it last changed, the latest first, and one more where there are more
-- than `many`; with the requests where they are wanted. `referral_helper`, `referral_event_read` and `fhir_part_helper`.
create function thread.tell_tasks(hash text, owner uuid, statuses text[], many integer, with_requests boolean, looks uuid[], route text,
    at timestamptz, out holds boolean, out sure boolean, out told text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      worker record;
      people uuid[];
    begin
      worker := thread.fhir_worker(hash);
      holds := worker.holds;
      sure := false;
      if not holds or worker.us is distinct from owner or owner is null or worker.is_more or worker.is_refused
        or 'referral' <> all (thread.categories()) then return; end if;
      select coalesce(bool_and(n.sure), true), string_agg(n.told, E'\n' order by n.changed_at desc, n.id desc),
             array_agg(n.person_id order by n.changed_at desc, n.id desc)
        into sure, told, people
        from (
          -- A service that was asked is the owner, and not its organisation.
          select coalesce(t.version = l.times + t.bumps and l.changed_at is not null and l.service_id is null and (not with_requests or q.content <> '{}'), false) as sure,
                 l.changed_at, l.id, l.person_id,
                 concat_ws(' ', l.id, t.version, (extract(epoch from greatest(t.at, l.changed_at)) * 1000)::bigint, l.status,
                   case when l.outcome_read_at is not null then 'read' end) || E'\n' || t.content
                   || case when with_requests then E'\n' || concat_ws(' ', l.times + case when l.outcome_read_at is null then 0 else 1 end + q.bumps,
                     (extract(epoch from greatest(q.at, l.changed_at, l.outcome_read_at)) * 1000)::bigint) || E'\n' || q.content else '' end as told
            from (select r.id, r.person_id, r.status, r.service_id, r.version as times, r.outcome_read_at,
                   case when r.version = 1 then coalesce(r.sent_at, r.created_at) else (select max(e.at) from referral_event e
                     where e.place_id = here and e.referral_id = r.id and e.kind in ('created', 'moved', 'claimed', 'note')) end as changed_at
                from referral r
               where r.place_id = here and r.organisation_id = worker.us and r.status = any (statuses) and r.status <> 'draft'
               order by changed_at desc, r.id desc limit many + 1) l
            left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
               where s.place_id = here and s.kind = 'Task' and s.record_id = l.id and s.person_id = l.person_id and s.category = 'referral'
               order by s.version desc limit 1) t on true
            left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
               where with_requests and s.place_id = here and s.kind = 'ServiceRequest' and s.record_id = l.id and s.person_id = l.person_id
                 and s.category = 'referral'
               order by s.version desc limit 1) q on true
        ) n;
      if sure and told is not null then
        perform thread.note_looks(looks, array(select distinct p from unnest(people[1 : many]) p), route, at);
      end if;
    end
  $$;

revoke execute on function thread.fhir_worker(text), thread.is_granted(uuid, uuid, text), thread.note_looks(uuid[], uuid[], text, timestamptz),
  thread.patient_as_sent(uuid, uuid), thread.tell_patient(text, uuid, uuid[], text, timestamptz),
  thread.tell_patients(text, text, text, uuid[], text, timestamptz),
  thread.tell_requests(text, uuid, integer, uuid[], text, timestamptz),
  thread.tell_tasks(text, uuid, text[], integer, boolean, uuid[], text, timestamptz) from public;
grant execute on function thread.tell_patient(text, uuid, uuid[], text, timestamptz), thread.tell_patients(text, text, text, uuid[], text, timestamptz),
  thread.tell_requests(text, uuid, integer, uuid[], text, timestamptz),
  thread.tell_tasks(text, uuid, text[], integer, boolean, uuid[], text, timestamptz) to thread_member;
