-- What other systems ask most often is answered by one statement that is a transaction by itself: whether the token holds, what was
-- sent, and the note of the look. `holds` is whether the token does, which is asked first: where it does not, there is nothing. These
-- functions find, under the same conditions as the policies, what is told as it was sent. Of what is anything else (a record that
-- a page changed, somebody who is more than a worker) they say that it is not `sure`, and it is asked under the policies.

-- The organisation for which whoever asks reads as a worker and as nothing else, with a category of records; null where they
-- are more than that, or less, or where it is not known yet (`thread.fhir_token_holds` keeps it). As `thread.known`, all at once.
create function thread.reads_for(category text) returns uuid
  language sql stable
  as $$
    select case when (pg_current_xact_id_if_assigned() is null or current_setting('thread.known_stays', true) = 'yes')
        and current_setting('thread.known_for', true) = thread.asker()
        and current_setting('thread.known_my_person', true) = '' and current_setting('thread.known_my_open_person', true) = ''
        and current_setting('thread.known_represented_keys', true) = '{}' and reads_for.category = any (thread.categories())
      then nullif(nullif(current_setting('thread.known_helping_organisation', true), '-'), '')::uuid end
  $$;

-- Whether that organisation was granted a category of a person's records, for why whoever asks asks.
create function thread.is_granted(organisation uuid, person uuid, category text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return exists (select 1 from access_grant g where g.place_id = thread.place() and g.organisation_id = is_granted.organisation
        and g.person_id = is_granted.person and g.category = is_granted.category and g.purpose = thread.purpose() and g.valid @> now()
        and g.for_account in ('00000000-0000-0000-0000-000000000000', thread.account()));
    end
  $$;

-- A person as they were last sent. `person_helper`, `person_particulars_helper` and `fhir_part_helper`. Few rows by their keys, a
-- statement for each: to set up one for all of them costs more than to run them.
create function thread.patient_as_sent(holds boolean, one uuid)
  returns table (sure boolean, id uuid, person uuid, version integer, at bigint, content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('identity');
      granted boolean;
      author uuid;
      times integer;
      further integer;
      bumps integer;
      moment timestamptz;
    begin
      sure := false;
      if not patient_as_sent.holds then return; end if;
      if us is null then return next; return; end if;
      if patient_as_sent.one::text || '/identity' = any (thread.denied_keys()) then return; end if;
      select p.author_org, p.version into author, times from person p where p.place_id = here and p.id = patient_as_sent.one;
      if not found then return; end if;
      if author is distinct from us then
        granted := thread.is_granted(us, patient_as_sent.one, 'identity');
        if not granted then return; end if;
      end if;
      select q.author_org, q.version into author, further from person_particulars q where q.place_id = here and q.person_id = patient_as_sent.one;
      if found then
        if author is distinct from us then granted := coalesce(granted, thread.is_granted(us, patient_as_sent.one, 'identity')); end if;
        if author is not distinct from us or granted then times := times + further; end if;
      end if;
      select s.author_org, s.version, s.bumps, s.at, s.content into author, version, bumps, moment, content from fhir_part s
       where s.place_id = here and s.kind = 'Patient' and s.record_id = patient_as_sent.one and s.person_id = patient_as_sent.one and s.category = 'identity'
       order by s.version desc limit 1;
      if found and author is distinct from us then granted := coalesce(granted, thread.is_granted(us, patient_as_sent.one, 'identity')); end if;
      if coalesce(version = times + bumps and content <> '{}' and (author is not distinct from us or granted), false) then
        sure := true;
        id := patient_as_sent.one;
        person := id;
        at := extract(epoch from moment) * 1000;
      end if;
      return next;
    end
  $$;

-- The people who carry a number of another system now, as they were last sent, newest first; not sure where they are more than `many`. `fhir_key_helper` and the same.
create function thread.patients_as_sent(holds boolean, system text, value text, many integer)
  returns table (sure boolean, id uuid, person uuid, version integer, at bigint, content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us constant uuid := thread.reads_for('identity');
      this record;
      last uuid;
      shown integer := 0;
    begin
      sure := false;
      if not patients_as_sent.holds then return; end if;
      if us is null then return next; return; end if;
      for this in select k.record_id, k.author_org from fhir_key k
        where k.place_id = thread.place() and k.kind = 'Patient' and k.token = patients_as_sent.system || '|' || patients_as_sent.value
          and k.category = 'identity' and k.person_id = k.record_id
        order by k.record_id desc limit 50
      loop
        if this.record_id = last then continue; end if;
        if this.author_org is distinct from us and not thread.is_granted(us, this.record_id, 'identity') then continue; end if;
        last := this.record_id;
        select s.sure, s.id, s.person, s.version, s.at, s.content into sure, id, person, version, at, content
          from thread.patient_as_sent(true, this.record_id) s;
        if not found then continue; end if;
        if sure and not exists (select 1 from json_array_elements(content::json -> 'identifier') e
          where e ->> 'system' = patients_as_sent.system and e ->> 'value' = patients_as_sent.value) then continue; end if;
        shown := shown + 1;
        sure := sure and shown <= many;
        return next;
      end loop;
    end
  $$;

-- The newest requests about somebody, those that nobody was asked yet among them. `referral_helper`, `referral_event_read` and
-- `fhir_part_helper`. Of a referral of which nothing was sent there is nothing to tell as it came.
create function thread.requests_as_sent(holds boolean, about uuid, many integer)
  returns table (sure boolean, id uuid, person uuid, version integer, at bigint, content text, status text, is_read boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('referral');
      why constant text := thread.purpose();
      me constant uuid := thread.account();
    begin
      sure := false;
      if not requests_as_sent.holds then return; end if;
      if us is null then return next; return; end if;
      if requests_as_sent.about::text || '/referral' = any (thread.denied_keys()) then return; end if;
      return query
        with granted as (
          select 1 from access_grant g where g.place_id = here and g.organisation_id = us and g.person_id = requests_as_sent.about
            and g.category = 'referral' and g.purpose = why and g.valid @> now() and g.for_account in ('00000000-0000-0000-0000-000000000000', me)
        )
        select coalesce(s.content <> '{}', false), coalesce(r.id, s.record_id), requests_as_sent.about,
               case when r.id is null then s.version else r.version + case when r.outcome_read_at is null then 0 else 1 end + s.bumps end,
               (extract(epoch from greatest(s.at, r.outcome_read_at, case when r.version > 1 then coalesce((select max(e.at) from referral_event e
                 where e.place_id = here and e.referral_id = r.id and e.kind in ('created', 'moved', 'claimed', 'note')), r.sent_at, r.created_at)
                 else coalesce(r.sent_at, r.created_at) end)) * 1000)::bigint,
               s.content, r.status, r.outcome_read_at is not null
          from (select distinct on (s.record_id) s.* from fhir_part s
             where s.place_id = here and s.person_id = requests_as_sent.about and s.kind = 'ServiceRequest' and s.category = 'referral'
             order by s.record_id desc, s.version desc) s
          full join (select r.* from referral r
             where r.place_id = here and r.person_id = requests_as_sent.about
               and (r.author_org = us or (r.organisation_id = us and r.status <> 'draft') or exists (select 1 from granted))) r on r.id = s.record_id
         where r.id is not null or (s.content <> '{}' and (s.author_org = us or exists (select 1 from granted)))
         order by 2 desc limit many + 1;
    end
  $$;

-- What an organisation was asked for, in the order in which it last changed, the latest first; with the requests where they are
-- wanted. `referral_helper`, `referral_event_read` and `fhir_part_helper`.
create function thread.tasks_as_sent(holds boolean, owner uuid, statuses text[], many integer, with_requests boolean)
  returns table (sure boolean, id uuid, person uuid, version integer, at bigint, content text, status text, is_read boolean,
    request_version integer, request_at bigint, request_content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.reads_for('referral');
      denied constant text[] := thread.denied_keys();
    begin
      sure := false;
      if not tasks_as_sent.holds then return; end if;
      if us is distinct from tasks_as_sent.owner or us is null then return next; return; end if;
      return query
        -- A service that was asked is the owner, and not its organisation.
        select coalesce(t.version = l.times + t.bumps and l.changed_at is not null and l.service_id is null
                 and (not with_requests or q.content <> '{}'), false),
               l.id, l.person_id, t.version, (extract(epoch from greatest(t.at, l.changed_at)) * 1000)::bigint, t.content,
               l.status, l.outcome_read_at is not null,
               l.times + case when l.outcome_read_at is null then 0 else 1 end + q.bumps,
               (extract(epoch from greatest(q.at, l.changed_at, l.outcome_read_at)) * 1000)::bigint, q.content
          from (select r.id, r.person_id, r.status, r.service_id, r.version as times, r.outcome_read_at,
                 case when r.version = 1 then coalesce(r.sent_at, r.created_at) else (select max(e.at) from referral_event e
                   where e.place_id = here and e.referral_id = r.id and e.kind in ('created', 'moved', 'claimed', 'note')) end as changed_at
              from referral r
             where r.place_id = here and r.organisation_id = us and r.status = any (statuses) and r.status <> 'draft'
               and (denied = '{}' or r.person_id::text || '/referral' <> all (denied))
             order by changed_at desc, r.id desc limit many + 1) l
          left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
             where s.place_id = here and s.kind = 'Task' and s.record_id = l.id and s.person_id = l.person_id and s.category = 'referral'
             order by s.version desc limit 1) t on true
          left join lateral (select s.version, s.bumps, s.at, s.content from fhir_part s
             where with_requests and s.place_id = here and s.kind = 'ServiceRequest' and s.record_id = l.id and s.person_id = l.person_id
               and s.category = 'referral'
             order by s.version desc limit 1) q on true
         order by l.changed_at desc, l.id desc;
    end
  $$;

revoke execute on function thread.reads_for(text), thread.is_granted(uuid, uuid, text), thread.patient_as_sent(boolean, uuid),
  thread.patients_as_sent(boolean, text, text, integer), thread.requests_as_sent(boolean, uuid, integer),
  thread.tasks_as_sent(boolean, uuid, text[], integer, boolean) from public;
grant execute on function thread.reads_for(text), thread.patient_as_sent(boolean, uuid), thread.patients_as_sent(boolean, text, text, integer),
  thread.requests_as_sent(boolean, uuid, integer), thread.tasks_as_sent(boolean, uuid, text[], integer, boolean) to thread_member;
