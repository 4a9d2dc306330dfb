-- Who asks with a token is found in one query: to set up four of them, and a function with rights of its own, took a third of a read.
-- As `thread.find_asker` finds it of somebody signed in.
create or replace function thread.fhir_worker(hash text, out holds boolean, out us uuid, out is_more boolean, out is_refused boolean)
  language plpgsql stable
  as $$
    #variable_conflict use_column
    declare
      here constant uuid := thread.place();
      me constant uuid := thread.account();
      -- What was found stands for the rest of the transaction, where it is plain: several requests of a client may be one.
      asked constant text := concat_ws(' ', fhir_worker.hash, here, me, thread.purpose(), current_setting('thread.organisation', true)) || '=';
      known constant text := current_setting('thread.known_worker', true);
    begin
      if starts_with(known, asked) then
        holds := true;
        us := nullif(substr(known, length(asked) + 1), '')::uuid;
        is_more := false;
        is_refused := false;
        return;
      end if;
      select true,
             (select m.organisation_id from membership m
               where thread.purpose() is not null and m.place_id = here and m.account_id = me
                 and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
                 and m.role in ('link-worker', 'practitioner', 'editor')
                 and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
               limit 1),
             p.id is not null or exists (select 1 from representative r where r.place_id = here and r.account_id = me),
             exists (select 1 from access_denial d where d.place_id = here and d.account_id = me)
               or exists (select 1 from membership m join access_denial d on d.place_id = m.place_id and d.organisation_id = m.organisation_id
                 where m.place_id = here and m.account_id = me)
        into holds, us, is_more, is_refused
        from fhir_token t
        join fhir_client c on c.place_id = t.place_id and c.id = t.client_id and c.revoked_at is null
        join account a on a.id = c.account_id and a.disabled_at is null
        left join person p on p.place_id = here and p.account_id = a.id
       where t.place_id = here and t.token_hash = fhir_worker.hash and c.account_id = me;
      holds := coalesce(holds, false);
      if holds and not is_more and not is_refused then
        perform set_config('thread.known_worker', asked || coalesce(us::text, ''), true);
      end if;
    end
  $$;
