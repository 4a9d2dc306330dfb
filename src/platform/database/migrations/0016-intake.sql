-- Intake: finding whether somebody is known already.

-- What people are compared by. Plain columns, looked up by what is equal: under row security no other index is used.
alter table person add column postcode text not null default '';
alter table person add constraint person_postcode_shape check (postcode = '' or postcode ~ '^[A-Z0-9]{2,4} [0-9][A-Z]{2}$');
alter table person add column name_key text not null
  generated always as (trim(regexp_replace(lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f''’]', '', 'g')), '[^[:alnum:]]+', ' ', 'g'))) stored;
create index person_by_nhs_number on person (place_id, nhs_number) where nhs_number is not null;
create index person_by_birth on person (place_id, born_on) where born_on is not null;
create index person_by_postcode on person (place_id, postcode) where postcode <> '';
create index person_by_name_key on person (place_id, name_key);
grant update (postcode) on person to thread_member;

-- Somebody with this NHS number and this day of birth whom another organisation keeps: only for those who could be let in
-- at once, because the person allows partners to know and denied neither the worker nor the organisation. It says who it
-- is to no page: the id is for the record of who looked.
create function thread.known_elsewhere(number text, born date) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    declare
      us uuid := thread.helping_organisation();
    begin
      return query
        select p.id from person p
         where p.place_id = thread.place() and p.nhs_number = known_elsewhere.number and p.born_on = known_elsewhere.born
           and us is not null and 'identity' = any (thread.categories())
           and (p.id::text || '/identity') <> all (thread.denied_keys())
           and p.author_org is distinct from us
           and not exists (select 1 from access_grant g where g.place_id = p.place_id and g.organisation_id = us and g.person_id = p.id
             and g.category = 'identity' and g.purpose = thread.purpose() and g.valid @> now())
           and exists (select 1 from sharing_agreement a
             join sharing_agreement_party q on q.place_id = a.place_id and q.agreement_id = a.id
            where a.place_id = p.place_id and q.organisation_id = us and 'identity' = any (a.categories) and thread.purpose() = any (a.purposes)
              and a.from_at <= now() and (a.until_at is null or a.until_at > now())
              and q.from_at <= now() and (q.until_at is null or q.until_at > now()))
           and (select coalesce(bool_or(d.effect = 'permit') and not bool_or(d.effect = 'deny'), false)
             from sharing_decision d
            where d.place_id = p.place_id and d.person_id = p.id and d.effect in ('permit', 'deny') and d.account_id is null
              and (d.organisation_id is null or d.organisation_id = us)
              and d.category in ('*', 'identity') and d.purpose in ('*', thread.purpose())
              and d.from_at <= now() and (d.until_at is null or d.until_at > now())
              and not exists (select 1 from sharing_decision w where w.place_id = d.place_id and w.person_id = d.person_id
                and w.withdraws_id = d.id and w.from_at <= now()))
         limit 5;
    end
  $$;
revoke execute on function thread.known_elsewhere(text, date) from public;
grant execute on function thread.known_elsewhere(text, date) to thread_member;
