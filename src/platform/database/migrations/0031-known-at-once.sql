-- What every statement about people asks of the asker is found out in one query when the first of it is asked, and no longer in
-- one query for each. What is unusual (a refusal that concerns them, people for whom they act) is left to its own question.
create function thread.find_asker(out is_open boolean, out us uuid, out mine uuid, out is_hidden boolean, out acts boolean, out is_refused boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
    begin
      select true,
             (select m.organisation_id from membership m
               where thread.purpose() is not null and m.place_id = here and m.account_id = me
                 and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
                 and m.role in ('link-worker', 'practitioner', 'editor')
                 and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
               limit 1),
             p.id, p.safe_mode,
             exists (select 1 from representative r where r.place_id = here and r.account_id = me),
             exists (select 1 from access_denial d where d.place_id = here and d.account_id = me)
               or exists (select 1 from membership m join access_denial d on d.place_id = m.place_id and d.organisation_id = m.organisation_id
                 where m.place_id = here and m.account_id = me)
        into is_open, us, mine, is_hidden, acts, is_refused
        from account a left join person p on p.place_id = here and p.account_id = a.id
       where a.id = me and a.disabled_at is null;
      is_open := coalesce(is_open, false);
    end
  $$;

create function thread.know(name text) returns text language plpgsql stable as $$
  declare
    asker record;
  begin
    -- Once for each asker, and not after the transaction has written.
    if current_setting('thread.known_for', true) = thread.asker()
      or (pg_current_xact_id_if_assigned() is not null and current_setting('thread.known_stays', true) is distinct from 'yes') then
      return null;
    end if;
    asker := thread.find_asker();
    if not asker.is_open then return null; end if;
    perform set_config('thread.known_for', thread.asker(), true),
      set_config('thread.known_helping_organisation', coalesce(asker.us::text, ''), true),
      set_config('thread.known_my_person', coalesce(asker.mine::text, ''), true),
      set_config('thread.known_my_open_person', case when asker.is_hidden then '' else coalesce(asker.mine::text, '') end, true),
      set_config('thread.known_represented_keys', case when asker.acts then '-' else '{}' end, true),
      set_config('thread.known_denied_keys', case when asker.is_refused then '-' else '{}' end, true);
    return thread.known(name);
  end
$$;

create or replace function thread.helping_organisation() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('helping_organisation');
  begin
    if answer is null then answer := coalesce(thread.know('helping_organisation'), thread.keep('helping_organisation', thread.find_helping_organisation()::text)); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create or replace function thread.denied_keys() returns text[] language plpgsql stable as $$
  declare
    answer text := thread.known('denied_keys');
  begin
    if answer is null then answer := coalesce(thread.know('denied_keys'), thread.keep('denied_keys', thread.find_denied_keys()::text)); end if;
    return nullif(answer, '')::text[];
  end
$$;

create or replace function thread.my_person() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('my_person');
  begin
    if answer is null then answer := coalesce(thread.know('my_person'), thread.keep('my_person', thread.find_my_person()::text)); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create or replace function thread.my_open_person() returns uuid language plpgsql stable as $$
  declare
    answer text := thread.known('my_open_person');
  begin
    if answer is null then answer := coalesce(thread.know('my_open_person'), thread.keep('my_open_person', thread.find_my_open_person()::text)); end if;
    return nullif(answer, '')::uuid;
  end
$$;

create or replace function thread.represented_keys() returns text[] language plpgsql stable as $$
  declare
    answer text := thread.known('represented_keys');
  begin
    if answer is null then answer := coalesce(thread.know('represented_keys'), thread.keep('represented_keys', thread.find_represented_keys()::text)); end if;
    return nullif(answer, '')::text[];
  end
$$;

revoke execute on function thread.find_asker(), thread.know(text) from public;
grant execute on function thread.find_asker(), thread.know(text) to thread_member, thread_service;

-- Of which categories of a person the asker may write: what `may_write` says of each of theirs, asked once.
create function thread.writable_categories(person uuid) returns text[]
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us constant uuid := thread.helping_organisation();
      denied constant text[] := thread.denied_keys();
      is_ours boolean;
    begin
      if us is null or thread.purpose() = 'emergency' or (writable_categories.person::text || '/identity') = any (denied) then
        return '{}';
      end if;
      is_ours := exists (select 1 from person p where p.place_id = here and p.id = writable_categories.person and p.lead_organisation_id = us);
      return (
        select coalesce(array_agg(c.category), '{}') from unnest(thread.categories()) as c (category)
         where (writable_categories.person::text || '/' || c.category) <> all (denied)
           and (is_ours or exists (select 1 from access_grant g where g.place_id = here and g.person_id = writable_categories.person
             and g.organisation_id = us and g.category = c.category and g.purpose = thread.purpose() and g.valid @> now()))
      );
    end
  $$;
revoke execute on function thread.writable_categories(uuid) from public;
grant execute on function thread.writable_categories(uuid) to thread_member;

-- Who coordinates nothing and answers for no safety asks of no waiting.
create or replace function thread.waited_too_long(routine timestamptz, urgent timestamptz, concerns timestamptz)
  returns table (kind text, waiting integer, since timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      us constant uuid := nullif(current_setting('thread.organisation', true), '')::uuid;
    begin
      if thread.coordinates() then
        return query
          select 'help-request', count(*)::integer, min(h.received_at) from help_request h
           where h.place_id = thread.place() and h.status = 'waiting'
             and (h.organisation_id = us
               or (h.organisation_id is null and us in (select i.organisation_id from thread.intake_organisations() i)))
             and h.received_at <= case h.urgency when 'urgent' then urgent else routine end
          having count(*) > 0;
      end if;
      if thread.has_duty('safeguarding-lead', 'safeguarding-team', 'caldicott-guardian') then
        return query
          select 'concern', count(*)::integer, min(c.sent_at) from safeguarding_concern c
           where c.place_id = thread.place() and c.received_at is null and c.sent_at <= concerns
             and (c.person_id is null or c.person_id <> all (thread.refused_me_by_name()))
          having count(*) > 0;
      end if;
    end
  $$;

-- What kind of family somebody belongs to stands with them, so that their page does not ask the family for it, whose policy asks
-- for everybody in it. A family stays of its kind.
alter table family add constraint family_of_kind unique (place_id, id, kind);
alter table family_member add column kind text;
update family_member m set kind = f.kind from family f where f.place_id = m.place_id and f.id = m.family_id;
alter table family_member alter column kind set not null;
alter table family_member drop constraint family_member_family;
alter table family_member add constraint family_member_family foreign key (place_id, family_id, kind) references family (place_id, id, kind);
