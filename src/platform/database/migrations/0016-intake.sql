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

-- A request for help: from the person, for them, or from a practice without an account; before anybody has said who it is.
create table help_request (
  place_id uuid not null,
  id uuid not null,
  -- Who takes it in; nobody yet where it is open to whoever can first.
  organisation_id uuid,
  code text not null,
  source text not null,
  asker_name text not null default '',
  asker_relation text not null default '',
  asker_organisation text not null default '',
  asker_contact text not null default '',
  name text not null,
  born_on date,
  nhs_number text,
  postcode text not null default '',
  phone text not null default '',
  email text not null default '',
  reason text not null,
  access_needs text not null default '',
  risks text not null default '',
  safe_contact text not null,
  safe_contact_note text not null default '',
  urgency text not null default 'routine',
  -- How it was said yes to, and on which day.
  permission_how text not null,
  permission_on date not null,
  received_at timestamptz not null,
  status text not null default 'waiting',
  close_reason text,
  close_note text not null default '',
  person_id uuid,
  referral_id uuid,
  settled_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint help_request_pk primary key (place_id, id),
  constraint help_request_code_once unique (place_id, code),
  constraint help_request_place foreign key (place_id) references place (id),
  constraint help_request_organisation foreign key (organisation_id) references organisation (id),
  constraint help_request_person foreign key (place_id, person_id) references person (place_id, id),
  constraint help_request_referral foreign key (place_id, person_id, referral_id) references referral (place_id, person_id, id),
  constraint help_request_source check (source in ('self', 'on-behalf', 'practice')),
  constraint help_request_asker check (source = 'self' or asker_name <> ''),
  constraint help_request_relation check ((source = 'on-behalf') = (asker_relation <> '')),
  constraint help_request_nhs_number_shape check (nhs_number ~ '^[0-9]{10}$'),
  constraint help_request_postcode_shape check (postcode = '' or postcode ~ '^[A-Z0-9]{2,4} [0-9][A-Z]{2}$'),
  constraint help_request_safe_contact check (safe_contact in ('any', 'only-this-way', 'through-somebody')),
  constraint help_request_safe_contact_said check (safe_contact = 'any' or safe_contact_note <> ''),
  constraint help_request_urgency check (urgency in ('routine', 'urgent')),
  constraint help_request_permission_how check (permission_how in ('in-person', 'phone', 'letter', 'online')),
  constraint help_request_status check (status in ('waiting', 'taken-in', 'closed')),
  constraint help_request_taken_in check ((status = 'taken-in') = (referral_id is not null)),
  constraint help_request_closed check ((status = 'closed') = (close_reason is not null)),
  constraint help_request_close_reason check (close_reason in ('person-declined', 'cannot-reach-person', 'not-for-us', 'duplicate', 'not-a-request', 'other')),
  constraint help_request_lengths check (length(code) = 8 and length(name) between 1 and 160 and length(phone) <= 40 and length(email) <= 254
    and length(reason) between 1 and 2000 and length(access_needs) <= 600 and length(risks) <= 1000 and length(safe_contact_note) <= 600
    and length(asker_name) <= 120 and length(asker_relation) <= 80 and length(asker_organisation) <= 160 and length(asker_contact) <= 200
    and length(close_note) <= 1000)
);
create index help_request_by_organisation on help_request (place_id, organisation_id, received_at) where status = 'waiting';
create index help_request_open on help_request (place_id, received_at) where status = 'waiting' and organisation_id is null;

alter table help_request enable row level security;
alter table help_request force row level security;
-- Only those who begin records for the organisation that takes it in; once it is known who it is, nobody whom they refused.
create policy help_request_read on help_request for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and array['identity', 'needs', 'referral'] <@ (select thread.categories())
    and (person_id is null or ((person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
      and (person_id::text || '/identity') <> all ((select thread.denied_keys())::text[]))));
create policy help_request_add on help_request for insert to thread_member
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and source = 'practice' and status = 'waiting' and (select thread.has_role('link-worker', 'practitioner')));
create policy help_request_settle on help_request for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()) and status = 'waiting'
    and array['identity', 'needs', 'referral'] <@ (select thread.categories()))
  with check (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()));
create policy help_request_service on help_request for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on help_request to thread_member;
grant update (status, close_reason, close_note, person_id, referral_id, settled_at, version) on help_request to thread_member;
grant select, insert, update, delete on help_request to thread_service;

-- The organisations that take in requests for help: those with a link worker at work.
create function thread.intake_organisations() returns table (organisation_id uuid, name text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select o.id, o.name from organisation o
         where exists (select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
             where m.place_id = thread.place() and m.organisation_id = o.id and m.role = 'link-worker'
               and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))
           and exists (select 1 from partner p where p.place_id = thread.place() and p.organisation_id = o.id
             and (p.left_on is null or p.left_on >= current_date))
         order by o.name, o.id;
    end
  $$;
-- Requests open to whoever can first, as those may know of them who could take them: no name and no words.
create function thread.open_help_requests() returns table (id uuid, received_at timestamptz, urgency text, source text)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return query
        select h.id, h.received_at, h.urgency, h.source from help_request h
         where h.place_id = thread.place() and h.status = 'waiting' and h.organisation_id is null
           and thread.helping_organisation() in (select i.organisation_id from thread.intake_organisations() i)
           and array['identity', 'needs', 'referral'] <@ thread.categories()
         order by h.received_at, h.id limit 50;
    end
  $$;
-- Takes an open request for the organisation of whoever asks, if nobody was faster: one conditional write.
create function thread.take_help_request(request uuid) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    begin
      update help_request h set organisation_id = thread.helping_organisation(), version = h.version + 1
       where h.place_id = thread.place() and h.id = take_help_request.request and h.status = 'waiting' and h.organisation_id is null
         and thread.helping_organisation() in (select i.organisation_id from thread.intake_organisations() i)
         and array['identity', 'needs', 'referral'] <@ thread.categories();
      return found;
    end
  $$;
revoke execute on function thread.intake_organisations(), thread.open_help_requests(), thread.take_help_request(uuid) from public;
grant execute on function thread.intake_organisations() to thread_public, thread_member, thread_service;
grant execute on function thread.open_help_requests(), thread.take_help_request(uuid) to thread_member;
