-- What a request of another system writes is written by one statement that is a transaction by itself: whether the token holds, the
-- rows, and what follows from them. These functions write only what the policies plainly let a worker of that organisation write.
-- Of anything else they say that they are not sure: nothing is written, and it is written under the policies. What the rows say comes
-- from the same decisions as ever; whose they are, and whom they open it to, is found here and not told.

-- For whom the holder of a token works, and as what; nobody where it does not hold. The account is that of the transaction.
create function thread.fhir_writer(hash text, out us uuid, out role text)
  language plpgsql stable
  as $$
    declare
      here constant uuid := thread.place();
      holder uuid;
    begin
      if coalesce(thread.purpose(), '') not in ('direct-support', 'referral') then return; end if;
      -- One after another, each by its key: to set up one query of all four takes nearly twice as long.
      select t.client_id into holder from fhir_token t where t.place_id = here and t.token_hash = fhir_writer.hash;
      select c.account_id into holder from fhir_client c
       where c.place_id = here and c.id = holder and c.revoked_at is null and c.account_id = thread.account();
      select a.id into holder from account a where a.id = holder and a.disabled_at is null;
      -- The greatest of their roles, as words go: who adds people may do so whatever else they are.
      select m.organisation_id, m.role into us, role from membership m
       where m.place_id = here and m.account_id = holder
         and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
         and m.role in ('link-worker', 'practitioner', 'editor')
         and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
       order by m.role desc limit 1;
    end
  $$;

-- Somebody new, for whom the writer's organisation leads and whom nobody else sees: `person_add`, `person_gate`, and what the policies of
-- the other tables say of those who lead. Nobody was refused or granted anything of somebody who was not there: what their access
-- comes to is what `fold_first` finds where one agreement stands behind it.
create function thread.write_patient(hash text, at timestamptz, one uuid,
    name text, known_as text, born_on date, nhs_number text, postcode text, phone text, email text, safe_contact text, safe_contact_note text,
    format_needs text, language text, interpreter boolean, details jsonb,
    given_name text, family_name text, pronouns text, gender text, ethnicity text, address_lines text, home_postcode text, gp_practice text,
    gp_practice_code text, particulars jsonb,
    relationship uuid, worker_name text, decision uuid, how text, retention uuid, retention_at timestamptz, audit uuid,
    bumps integer, content text, tokens text[])
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      writer record;
      us uuid;
      agreements integer;
    begin
      writer := thread.fhir_writer(hash);
      us := writer.us;
      if us is null or writer.role = 'editor' or 'identity' <> all (thread.categories()) or not thread.may_hold_people() then return false; end if;
      insert into person (place_id, id, name, known_as, born_on, nhs_number, postcode, phone, email, safe_contact, safe_contact_note, format_needs,
        language, interpreter, lead_account_id, lead_organisation_id, author_org, author_account, created_at)
      values (here, one, write_patient.name, write_patient.known_as, write_patient.born_on, write_patient.nhs_number, write_patient.postcode,
        write_patient.phone, write_patient.email, write_patient.safe_contact, write_patient.safe_contact_note, write_patient.format_needs,
        write_patient.language, write_patient.interpreter, me, us, us, me, at);
      insert into person_relationship (place_id, id, person_id, organisation_id, account_id, worker_name, kind, scope, from_at, author_org, author_account)
      values (here, relationship, one, us, me, write_patient.worker_name, 'lead', 'full', at, us, me);
      insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, basis, how_given, from_at, author_org, author_account)
      values (here, decision, one, 'permit', us, '*', 'consent', how, at, us, me);
      select count(*) into agreements from sharing_agreement_party p where p.place_id = here and p.organisation_id = us;
      if agreements = 1 then
        insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis)
        select here, us, one, k.category, u.purpose, tstzrange(greatest(a.from_at, p.from_at, at), least(a.until_at, p.until_at), '[)'), 'consent'
          from sharing_agreement_party p
          join sharing_agreement a on a.place_id = p.place_id and a.id = p.agreement_id
          cross join lateral unnest(a.categories) as k (category)
          cross join lateral unnest(a.purposes) as u (purpose)
         where p.place_id = here and p.organisation_id = us and k.category = any (thread.categories_of_scope('full'))
           and greatest(a.from_at, p.from_at, at) < coalesce(least(a.until_at, p.until_at), 'infinity')
        on conflict do nothing;
      elsif agreements > 1 then
        perform thread.fold_access(one, null);
      end if;
      insert into personal_version (place_id, kind, record_id, version, person_id, category, at, content, author_org, author_account)
      values (here, 'person', one, 1, one, 'identity', at, details, us, me);
      if particulars is not null then
        insert into person_particulars (place_id, person_id, given_name, family_name, pronouns, gender, ethnicity, address_lines, postcode, gp_practice,
          gp_practice_code, version, author_org, author_account)
        values (here, one, write_patient.given_name, write_patient.family_name, write_patient.pronouns, write_patient.gender, write_patient.ethnicity,
          write_patient.address_lines, write_patient.home_postcode, write_patient.gp_practice, write_patient.gp_practice_code, 1, us, me);
        insert into personal_version (place_id, kind, record_id, version, person_id, category, at, content, author_org, author_account)
        values (here, 'particulars', one, 1, one, 'identity', at, particulars, us, me);
      end if;
      insert into job (place_id, id, kind, dedupe_key, run_after, created_at)
      values (here, retention, 'people/offer-retention', 'monthly', retention_at, at) on conflict do nothing;
      insert into audit_event (place_id, id, at, account_id, action, record_kind, record_id)
      values (here, audit, at, me, 'person/added', 'person', one);
      insert into fhir_part (place_id, kind, record_id, version, person_id, category, bumps, content, at, author_org, author_account)
      values (here, 'Patient', one, 1, one, 'identity', write_patient.bumps, write_patient.content, at, us, me);
      insert into fhir_key (place_id, kind, record_id, version, person_id, category, token, author_org, author_account)
      select here, 'Patient', one, 1, one, 'identity', t.token, us, me from unnest(tokens) as t (token);
      return true;
    end
  $$;

-- Whether the writer plainly sees a person: nobody at all was refused anything of them, and the organisation wrote them down or was
-- granted who they are. `thread.sees_person`, of those who help.
create function thread.sees_plainly(us uuid, person uuid) returns boolean
  language plpgsql stable
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      author uuid;
    begin
      select p.author_org into author from person p where p.place_id = here and p.id = sees_plainly.person;
      return found and 'identity' = any (thread.categories())
        and not exists (select 1 from access_denial d where d.place_id = here and d.person_id = sees_plainly.person)
        and (author is not distinct from us or thread.is_granted(us, sees_plainly.person, 'identity'));
    end
  $$;

-- Undoes what a statement wrote before one of its functions was not sure.
create function thread.undo() returns boolean
  language plpgsql volatile
  as $$ begin raise exception 'this is written under the policies' using errcode = 'CT001'; end $$;

-- What somebody is to be asked for, before anybody is: `fhir_part_add` and `fhir_key_add` of what is about a person whom the writer sees.
create function thread.write_request(hash text, at timestamptz, one uuid, about uuid, content text, tokens text[]) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      us uuid := (thread.fhir_writer(hash)).us;
    begin
      if us is null or 'referral' <> all (thread.categories()) or not thread.sees_plainly(us, about) then return false; end if;
      insert into fhir_part (place_id, kind, record_id, version, person_id, category, bumps, content, at, author_org, author_account)
      values (here, 'ServiceRequest', one, 1, about, 'referral', 1, write_request.content, at, us, me);
      insert into fhir_key (place_id, kind, record_id, version, person_id, category, token, author_org, author_account)
      select here, 'ServiceRequest', one, 1, about, 'referral', t.token, us, me from unnest(tokens) as t (token);
      return true;
    end
  $$;

-- Who is to be asked, and what a request says that the writer's organisation made and nobody was asked yet; not sure of anything else.
create function thread.tell_unsent(hash text, owner uuid, request uuid,
    out sure boolean, out name text, out about uuid, out version integer, out at timestamptz, out content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us uuid := (thread.fhir_writer(hash)).us;
      author uuid;
    begin
      sure := false;
      if us is null or 'referral' <> all (thread.categories()) then return; end if;
      select o.name into name from partner p join organisation o on o.id = p.organisation_id
       where p.place_id = here and p.organisation_id = owner and p.left_on is null;
      if not found then return; end if;
      if request is not null then
        select s.author_org, s.person_id, s.version, s.at, s.content into author, about, version, at, content from fhir_part s
         where s.place_id = here and s.kind = 'ServiceRequest' and s.record_id = request and s.category = 'referral'
         order by s.version desc limit 1;
        if not found or author is distinct from us or content = '{}' or not thread.sees_plainly(us, about)
          or exists (select 1 from referral r where r.place_id = here and r.id = request)
          or exists (select 1 from fhir_part s where s.place_id = here and s.kind = 'Task' and s.record_id = request) then
          content := null;
          return;
        end if;
      end if;
      sure := true;
    end
  $$;

-- The month is counted, or waits to be; otherwise somebody is to be woken for it, which is not done here.
create function thread.need_count(one uuid, month text, counted_on date, at timestamptz) returns void
  language plpgsql volatile
  as $$
    begin
      if not exists (select 1 from referral_count c where c.place_id = thread.place() and c.about_kind = 'place' and c.as_of = counted_on) then
        insert into job (place_id, id, kind, dedupe_key, run_after, created_at)
        values (thread.place(), one, 'people/count-referrals', month, at, at) on conflict do nothing;
        if found then perform thread.undo(); end if;
      end if;
    end
  $$;

-- Whether anything was taken back, of somebody of whom much was decided.
create index sharing_decision_withdrawn on sharing_decision (place_id, person_id) where effect = 'withdraw';

-- A request becomes a referral that asks an organisation of the place, and a Task: `referral_add`, and what the policies of the other
-- tables say of those who asked. The request is the one that was read, and the month is counted or waits to be.
create function thread.write_task(hash text, at timestamptz, one uuid, about uuid, request_version integer, count uuid, month text,
    counted_on date, owner uuid, owner_name text, requester_name text, permission_how text, permission_on date, reason text, access_needs text,
    risks text, safe_contact text, safe_contact_note text, urgency text, identity uuid, needs uuid, created uuid, title text, address text,
    told uuid, chase uuid, chase_key text, chase_at timestamptz, bumps integer, content text, tokens text[])
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      us uuid := (thread.fhir_writer(hash)).us;
      request record;
      is_permitted boolean;
    begin
      if us is null or 'referral' <> all (thread.categories()) or not thread.sees_plainly(us, about)
        or not exists (select 1 from partner p join organisation o on o.id = p.organisation_id
          where p.place_id = here and p.organisation_id = owner and p.left_on is null and o.name = owner_name) then return false; end if;
      select s.version, s.author_org, s.content into request from fhir_part s
       where s.place_id = here and s.kind = 'ServiceRequest' and s.record_id = one and s.person_id = about and s.category = 'referral'
       order by s.version desc limit 1;
      if not found or request.version <> request_version or request.author_org is distinct from us or request.content = '{}' then return false; end if;
      perform thread.need_count(count, month, counted_on, at);
      -- Before anything refers to them: two referrals of one person at a time would each wait for the other.
      perform p.id from person p where p.place_id = here and p.id = about for no key update;
      insert into referral (place_id, id, person_id, requested_by, requester_name, permission_how, permission_on, to_kind, organisation_id, to_name,
        reason, access_needs, no_known_risks, risks, safe_contact, safe_contact_note, urgency, scope, status, sent_at, author_org, author_account, created_at)
      values (here, one, about, 'partner', requester_name, permission_how, permission_on, 'organisation', owner, owner_name,
        reason, access_needs, risks = '', risks, safe_contact, safe_contact_note, urgency, 'deliver', 'requested', at, us, me, at);
      -- What is permitted to them already, for every purpose and without an end, and of which nothing was taken back, opens nothing more.
      is_permitted := exists (select 1 from sharing_decision d where d.place_id = here and d.person_id = about and d.organisation_id = owner
          and d.effect = 'permit' and d.category = 'identity' and d.purpose = '*' and d.basis = 'consent' and d.until_at is null and d.from_at <= at)
        and exists (select 1 from sharing_decision d where d.place_id = here and d.person_id = about and d.organisation_id = owner
          and d.effect = 'permit' and d.category = 'needs' and d.purpose = '*' and d.basis = 'consent' and d.until_at is null and d.from_at <= at)
        and not exists (select 1 from sharing_decision d where d.place_id = here and d.person_id = about and d.effect = 'withdraw');
      insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, basis, how_given, referral_id, from_at, author_org, author_account)
      values (here, identity, about, 'permit', owner, 'identity', 'consent', permission_how, one, at, us, me),
             (here, needs, about, 'permit', owner, 'needs', 'consent', permission_how, one, at, us, me);
      if not is_permitted then perform thread.refold_access_of(about, owner); end if;
      insert into referral_event (place_id, id, person_id, referral_id, at, kind, to_status, by_kind, organisation_id, author_org, author_account)
      values (here, created, about, one, at, 'created', 'requested', 'requester', us, us, me);
      insert into thread_record (place_id, kind, id, title, address, visibility, person_id, category, author_org, updated_at)
      values (here, 'referral', one, title, address, 'personal', about, 'referral', us, at);
      insert into thread_event (place_id, id, at, name, sentence, kind, record_id, visibility, person_id, category, author_org, account_id)
      values (here, told, at, 'people/referral-sent', 'A referral was sent', 'referral', one, 'personal', about, 'referral', us, me);
      insert into job (place_id, id, kind, dedupe_key, subject_id, run_after, created_at)
      values (here, chase, 'people/chase-referral', chase_key, one, chase_at, at) on conflict do nothing;
      insert into fhir_part (place_id, kind, record_id, version, person_id, category, bumps, content, at, author_org, author_account)
      values (here, 'Task', one, 1, about, 'referral', write_task.bumps, write_task.content, at, us, me);
      insert into fhir_key (place_id, kind, record_id, version, person_id, category, token, author_org, author_account)
      select here, 'Task', one, 1, about, 'referral', t.token, us, me from unnest(tokens) as t (token);
      return true;
    end
  $$;

-- A task that stands as it was sent, with its referral, for those who asked and those who are asked: `referral_helper`, `fhir_part_helper`.
create function thread.tell_task(hash text, one uuid,
    out sure boolean, out referral json, out from_name text, out organisation_name text, out version integer, out bumps integer,
    out at timestamptz, out changed_at timestamptz, out content text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      us uuid := (thread.fhir_writer(hash)).us;
      found_as referral%rowtype;
    begin
      sure := false;
      if us is null or 'referral' <> all (thread.categories()) then return; end if;
      select r.* into found_as from referral r
       where r.place_id = here and r.id = one and r.status <> 'draft' and us in (r.author_org, r.organisation_id);
      if not found or exists (select 1 from access_denial d where d.place_id = here and d.person_id = found_as.person_id) then return; end if;
      select s.version, s.bumps, s.at, s.content into version, bumps, at, content from fhir_part s
       where s.place_id = here and s.kind = 'Task' and s.record_id = one and s.person_id = found_as.person_id and s.category = 'referral'
       order by s.version desc limit 1;
      sure := coalesce(version = found_as.version + bumps and content <> '{}', false);
      if not sure then content := null; return; end if;
      referral := row_to_json(found_as);
      select o.name into from_name from organisation o where o.id = found_as.author_org;
      select o.name into organisation_name from organisation o where o.id = found_as.organisation_id;
      changed_at := case when found_as.version = 1 then coalesce(found_as.sent_at, found_as.created_at)
        else (select max(e.at) from referral_event e
          where e.place_id = here and e.referral_id = one and e.kind in ('created', 'moved', 'claimed', 'note')) end;
    end
  $$;

-- Brings what a referral opens in line with how it stands, for whoever takes part in it: that is asked by those who call it.
create function thread.settle_row(one referral, relationship uuid, at timestamptz) returns void
  language plpgsql volatile
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
    begin
      if one.organisation_id is not null and one.status in ('accepted', 'in-progress', 'on-hold') then
        insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, referral_id, from_at, author_org, author_account)
        select here, settle_row.relationship, one.person_id, one.organisation_id, 'referral', one.scope, one.id, settle_row.at, one.organisation_id, thread.account()
         where not exists (select 1 from person_relationship p where p.place_id = here and p.person_id = one.person_id
           and p.referral_id = one.id and p.until_at is null);
        if found then
          -- Two changes of one person at a time would each miss the other; who only refers to them is not waited for.
          perform p.id from person p where p.place_id = here and p.id = one.person_id for no key update;
          -- Where the organisation works with the person in the same way already, from before and without an end, nothing more is opened.
          if not exists (select 1 from person_relationship p where p.place_id = here and p.person_id = one.person_id
            and p.organisation_id = one.organisation_id and p.scope = one.scope and p.until_at is null
            and p.from_at <= settle_row.at and p.id <> settle_row.relationship) then
            perform thread.fold_access(one.person_id, one.organisation_id);
          end if;
        end if;
      elsif one.status in ('rejected', 'completed', 'failed', 'cancelled', 'entered-in-error') then
        update person_relationship p set until_at = greatest(settle_row.at, p.from_at)
         where p.place_id = here and p.person_id = one.person_id and p.referral_id = one.id and p.until_at is null;
        if found then perform thread.refold_access(one.person_id); end if;
        -- Last, because whoever acts by a link takes part no longer once it is revoked.
        update answer_link l set revoked_at = settle_row.at
         where l.place_id = here and l.referral_id = one.id and l.revoked_at is null;
      end if;
    end
  $$;

create or replace function thread.settle_referral(referral uuid, relationship uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      one referral%rowtype;
    begin
      if not thread.takes_part_in(settle_referral.referral) then return; end if;
      select r.* into one from referral r where r.place_id = thread.place() and r.id = settle_referral.referral;
      perform thread.settle_row(one, settle_referral.relationship, settle_referral.at);
    end
  $$;

-- A referral moves as it was decided of what was read, which still stands: `referral_change`, and what the policies of the other tables say
-- of those who take part. What was offered openly also ends an offer, and is not moved here.
create function thread.write_move(hash text, at timestamptz, one uuid, about uuid, was text, was_version integer, status text, reason text,
    note text, review_on date, output text, answered_at timestamptz, closed_at timestamptz, count uuid, month text, counted_on date,
    moved uuid, by_kind text, story text, told uuid, sentence text, relationship uuid, version integer, bumps integer, content text,
    tokens text[], look uuid)
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      us uuid := (thread.fhir_writer(hash)).us;
      now_is referral%rowtype;
    begin
      if us is null or 'referral' <> all (thread.categories())
        or exists (select 1 from access_denial d where d.place_id = here and d.person_id = about) then return false; end if;
      update referral r set status = write_move.status, status_reason = write_move.reason, status_note = write_move.note,
             review_on = write_move.review_on, output = coalesce(write_move.output, r.output),
             answered_at = coalesce(write_move.answered_at, r.answered_at), closed_at = coalesce(write_move.closed_at, r.closed_at),
             version = was_version + 1
       where r.place_id = here and r.id = one and r.person_id = about and r.version = was_version and r.status = was and r.status <> 'draft'
         and r.to_kind <> 'open' and us in (r.author_org, r.organisation_id)
       returning r.* into now_is;
      if not found then return false; end if;
      perform thread.need_count(count, month, counted_on, at);
      insert into referral_event (place_id, id, person_id, referral_id, at, kind, from_status, to_status, by_kind, organisation_id, status_reason, note,
        author_org, author_account)
      values (here, moved, about, one, at, 'moved', was, write_move.status, write_move.by_kind, us, write_move.reason, story, us, me);
      if told is not null then
        insert into thread_event (place_id, id, at, name, sentence, kind, record_id, visibility, person_id, category, author_org, account_id)
        values (here, told, at, 'people/referral-moved', write_move.sentence, 'referral', one, 'personal', about, 'referral', us, me);
      end if;
      perform thread.settle_row(now_is, relationship, at);
      insert into fhir_part (place_id, kind, record_id, version, person_id, category, bumps, content, at, author_org, author_account)
      values (here, 'Task', one, write_move.version, about, 'referral', write_move.bumps, write_move.content, at, us, me);
      insert into fhir_key (place_id, kind, record_id, version, person_id, category, token, author_org, author_account)
      select here, 'Task', one, write_move.version, about, 'referral', t.token, us, me from unnest(tokens) as t (token);
      perform thread.note_looks(array[look], array[about], 'fhir update Task', at);
      return true;
    end
  $$;

do $$
  declare
    door regprocedure;
  begin
    foreach door in array array['thread.fhir_writer'::regproc, 'thread.sees_plainly', 'thread.settle_row', 'thread.undo', 'thread.write_patient',
      'thread.write_request', 'thread.tell_unsent', 'thread.need_count', 'thread.write_task', 'thread.tell_task', 'thread.write_move'] loop
      execute format('revoke execute on function %s from public', door);
    end loop;
    foreach door in array array['thread.undo'::regproc, 'thread.write_patient', 'thread.write_request', 'thread.tell_unsent', 'thread.write_task',
      'thread.tell_task', 'thread.write_move'] loop
      execute format('grant execute on function %s to thread_member', door);
    end loop;
  end
$$;
