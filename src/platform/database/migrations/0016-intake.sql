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

-- Asked about one person, the database now looks that one up; before, it listed everybody whom an organisation leads, in each
-- statement. Who may see and write what is the same.
alter policy sharing_decision_lead on sharing_decision
  using (place_id = (select thread.place()) and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = sharing_decision.person_id and p.lead_organisation_id = (select thread.helping_organisation())));
alter policy access_denial_lead on access_denial
  using (place_id = (select thread.place()) and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = access_denial.person_id and p.lead_organisation_id = (select thread.helping_organisation())));
alter policy sharing_decision_add on sharing_decision
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and (exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = sharing_decision.person_id and p.lead_organisation_id = (select thread.helping_organisation()))
      or (effect = 'permit' and organisation_id is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = sharing_decision.referral_id
          and r.person_id = sharing_decision.person_id and r.author_org = (select thread.helping_organisation())))));
alter policy person_relationship_add on person_relationship
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and (exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = person_relationship.person_id and p.lead_organisation_id = (select thread.helping_organisation()))
      or (kind = 'referral' and organisation_id = (select thread.helping_organisation())
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = person_relationship.referral_id
          and r.person_id = person_relationship.person_id and r.organisation_id = (select thread.helping_organisation())
          and r.status in ('accepted', 'in-progress', 'on-hold') and r.scope = person_relationship.scope))));
alter policy person_relationship_end on person_relationship
  using (place_id = (select thread.place()) and (organisation_id = (select thread.helping_organisation()) or exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = person_relationship.person_id and p.lead_organisation_id = (select thread.helping_organisation()))))
  with check (place_id = (select thread.place()) and (organisation_id = (select thread.helping_organisation()) or exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = person_relationship.person_id and p.lead_organisation_id = (select thread.helping_organisation()))));
alter policy referral_add on referral
  with check (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = referral.person_id));
alter policy referral_event_add on referral_event
  with check (place_id = (select thread.place()) and author_account = (select thread.account())
    and author_org is not distinct from (select thread.helping_organisation())
    and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = referral_event.referral_id));
alter policy answer_link_add on answer_link
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = answer_link.referral_id
      and (r.author_org = (select thread.helping_organisation()) or r.organisation_id = (select thread.helping_organisation()))));

-- An open referral is offered to some organisations by name: the first that claims it takes it.
create table referral_offer_to (
  place_id uuid not null,
  referral_id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  service_id uuid not null,
  to_name text not null,
  author_org uuid,
  author_account uuid,
  constraint referral_offer_to_pk primary key (place_id, referral_id, organisation_id),
  constraint referral_offer_to_offer foreign key (place_id, referral_id) references referral_offer (place_id, referral_id),
  constraint referral_offer_to_referral foreign key (place_id, person_id, referral_id) references referral (place_id, person_id, id),
  constraint referral_offer_to_organisation foreign key (organisation_id) references organisation (id),
  constraint referral_offer_to_name_length check (length(to_name) between 1 and 200)
);
create index referral_offer_to_by_organisation on referral_offer_to (place_id, organisation_id);
alter table referral_offer_to enable row level security;
alter table referral_offer_to force row level security;
create policy referral_offer_to_read on referral_offer_to for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (organisation_id = (select thread.helping_organisation()) or author_org = (select thread.helping_organisation())));
create policy referral_offer_to_add on referral_offer_to for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = referral_offer_to.referral_id
      and r.person_id = referral_offer_to.person_id and r.author_org = (select thread.helping_organisation()) and r.may_offer_openly));
create policy referral_offer_to_service on referral_offer_to for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on referral_offer_to to thread_member;
grant select, insert, update, delete on referral_offer_to to thread_service;

-- What may be known of an open referral before it is claimed is for those to whom it was offered, no longer for everybody.
alter policy referral_offer_read on referral_offer
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (ended_at is null and exists (select 1 from referral_offer_to t where t.place_id = (select thread.place())
        and t.referral_id = referral_offer.referral_id and t.organisation_id = (select thread.helping_organisation())))));
alter policy referral_offer_add on referral_offer
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = referral_offer.referral_id
      and r.author_org = (select thread.helping_organisation()) and r.may_offer_openly));

-- Takes an open referral for an organisation that it was offered to, if nobody was faster: one conditional write. What the
-- person allowed for it is written down for this organisation alone.
create or replace function thread.claim_referral(referral uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with taken as (
      update referral r set organisation_id = t.organisation_id, service_id = t.service_id, to_name = t.to_name,
             status = 'accepted', answered_at = claim_referral.at, version = r.version + 1
        from referral_offer_to t
       where r.place_id = thread.place() and r.id = claim_referral.referral
         and t.place_id = r.place_id and t.referral_id = r.id and t.organisation_id = thread.helping_organisation()
         and r.to_kind = 'open' and r.organisation_id is null and r.status = 'requested'
         and 'referral' = any (thread.categories())
         and (r.person_id::text || '/referral') <> all (thread.denied_keys())
         and exists (select 1 from sharing_agreement a
           join sharing_agreement_party p on p.place_id = a.place_id and p.agreement_id = a.id
          where a.place_id = thread.place() and p.organisation_id = thread.helping_organisation()
            and 'referral' = any (a.purposes)
            and a.from_at <= now() and (a.until_at is null or a.until_at > now())
            and p.from_at <= now() and (p.until_at is null or p.until_at > now()))
      returning r.place_id, r.id, r.person_id, r.organisation_id, r.scope, r.permission_how, r.author_org, r.author_account
    ), ended as (
      update referral_offer o set ended_at = claim_referral.at from taken t where o.place_id = t.place_id and o.referral_id = t.id
    ), allowed as (
      insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, basis, how_given, referral_id, from_at, author_org, author_account)
      select t.place_id, gen_random_uuid(), t.person_id, 'permit', t.organisation_id, c.category, 'consent', t.permission_how, t.id, claim_referral.at, t.author_org, t.author_account
        from taken t cross join lateral unnest(thread.categories_of_scope(t.scope)) as c (category)
    )
    select exists (select 1 from taken)
  $$;
-- Ends the offer of a referral that is over, for whoever takes part in it.
create function thread.end_offer(referral uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update referral_offer o set ended_at = end_offer.at
      from referral r
     where r.place_id = thread.place() and r.id = end_offer.referral and thread.takes_part_in(r.id) and r.status <> 'requested'
       and o.place_id = r.place_id and o.referral_id = r.id and o.ended_at is null
  $$;
revoke execute on function thread.end_offer(uuid, timestamptz) from public;
grant execute on function thread.end_offer(uuid, timestamptz) to thread_guest, thread_member, thread_service;

-- How organisations answer referrals: for the organisation itself, for those who refer, and for coordinators; never public.
-- Of others, fewer than five are not told of.
create function thread.answer_figures(since timestamptz)
  returns table (organisation_id uuid, asked integer, answered integer, accepted integer, median_days double precision)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      if thread.purpose() is null or not (thread.has_role('administrator', 'programme-manager')
          or (thread.helping_organisation() is not null and 'referral' = any (thread.categories()))) then
        return;
      end if;
      return query
        select r.organisation_id, count(*)::integer, count(r.answered_at)::integer,
               (count(*) filter (where r.answered_at is not null and r.status <> 'rejected'))::integer,
               percentile_cont(0.5) within group (order by extract(epoch from r.answered_at - r.sent_at) / 86400.0)
                 filter (where r.answered_at is not null)
          from referral r
         where r.place_id = thread.place() and r.sent_at >= answer_figures.since and r.organisation_id is not null
           and r.author_org is distinct from r.organisation_id and r.to_kind <> 'open'
           and r.status <> 'entered-in-error' and not (r.status = 'cancelled' and r.status_reason <> 'no-reply' and r.answered_at is null)
         group by 1
        having count(*) >= 5 or r.organisation_id = thread.helping_organisation();
    end
  $$;
revoke execute on function thread.answer_figures(timestamptz) from public;
grant execute on function thread.answer_figures(timestamptz) to thread_member;

-- An introduction: the person was told of a group. The group has no record of it; it is counted.
create table introduction (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  service_id uuid not null,
  organisation_id uuid not null,
  to_name text not null,
  told_on date not null,
  author_org uuid,
  author_account uuid,
  constraint introduction_pk primary key (place_id, id),
  constraint introduction_person foreign key (place_id, person_id) references person (place_id, id),
  constraint introduction_organisation foreign key (organisation_id) references organisation (id),
  constraint introduction_name_length check (length(to_name) between 1 and 200)
);
create index introduction_by_person on introduction (place_id, person_id);
alter table introduction enable row level security;
alter table introduction force row level security;
create policy introduction_helper on introduction for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = introduction.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = introduction.person_id and g.category = 'referral' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy introduction_own on introduction for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy introduction_add on introduction for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = introduction.person_id));
create policy introduction_service on introduction for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on introduction to thread_member;
grant select, insert, update, delete on introduction to thread_service;

-- How many people were told of the services of an organisation; fewer than five are not told of.
create function thread.introduction_figures(since date) returns table (organisation_id uuid, people integer)
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      if thread.purpose() is null or not (thread.has_role('administrator', 'programme-manager')
          or (thread.helping_organisation() is not null and 'referral' = any (thread.categories()))) then
        return;
      end if;
      return query
        select i.organisation_id, count(distinct i.person_id)::integer from introduction i
         where i.place_id = thread.place() and i.told_on >= introduction_figures.since
         group by 1 having count(distinct i.person_id) >= 5;
    end
  $$;
revoke execute on function thread.introduction_figures(date) from public;
grant execute on function thread.introduction_figures(date) to thread_member;

-- What was brought in from another case-management system, by the name it had there: so that bringing it in again changes
-- nothing.
create table import_key (
  place_id uuid not null,
  organisation_id uuid not null,
  kind text not null,
  key text not null,
  record_id uuid not null,
  person_id uuid not null,
  imported_at timestamptz not null,
  constraint import_key_pk primary key (place_id, organisation_id, kind, key),
  constraint import_key_person foreign key (place_id, person_id) references person (place_id, id),
  constraint import_key_organisation foreign key (organisation_id) references organisation (id),
  constraint import_key_kind check (kind in ('person', 'referral')),
  constraint import_key_length check (length(key) between 1 and 100)
);
alter table import_key enable row level security;
alter table import_key force row level security;
create policy import_key_service on import_key for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert, update, delete on import_key to thread_service;
