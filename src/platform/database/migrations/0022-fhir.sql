-- FHIR: clients of other systems and their tokens; what they sent beside what the record's own tables hold; and by which
-- numbers they know it. A record itself is in the tables of its module, and nowhere else.

create table fhir_client (
  place_id uuid not null,
  id uuid not null,
  -- It acts as this account, for this organisation, under the policies that bind every member.
  account_id uuid not null,
  organisation_id uuid not null,
  name text not null,
  secret_hash text not null,
  scopes text[] not null,
  categories text[] not null,
  purpose text not null,
  created_at timestamptz not null,
  created_by uuid,
  revoked_at timestamptz,
  constraint fhir_client_pk primary key (place_id, id),
  constraint fhir_client_place foreign key (place_id) references place (id),
  constraint fhir_client_account foreign key (account_id) references account (id),
  constraint fhir_client_organisation foreign key (organisation_id) references organisation (id),
  constraint fhir_client_name_length check (length(name) between 1 and 120),
  constraint fhir_client_hash_length check (length(secret_hash) = 64),
  constraint fhir_client_scopes check (cardinality(scopes) between 1 and 60),
  constraint fhir_client_categories check (categories <@ thread.all_categories() and cardinality(categories) > 0),
  constraint fhir_client_purpose check (purpose in ('direct-support', 'referral'))
);

create table fhir_token (
  place_id uuid not null,
  token_hash text not null,
  client_id uuid not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint fhir_token_pk primary key (place_id, token_hash),
  constraint fhir_token_client foreign key (place_id, client_id) references fhir_client (place_id, id),
  constraint fhir_token_hash_length check (length(token_hash) = 64)
);
create index fhir_token_by_end on fhir_token (place_id, expires_at);

-- A resource as a client sent it, whole: one row for each time. What the record's own tables hold wins over it.
create table fhir_part (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  person_id uuid not null,
  category text not null,
  -- What is added to the version that the record's own tables count, to make this one.
  bumps integer not null,
  content text not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint fhir_part_pk primary key (place_id, kind, record_id, version),
  constraint fhir_part_category check (category = any (thread.all_categories())),
  constraint fhir_part_kind check (kind ~ '^[A-Z][A-Za-z]{2,40}$'),
  constraint fhir_part_version check (version > 0),
  constraint fhir_part_length check (length(content) between 2 and 200000)
);
create index fhir_part_by_person on fhir_part (place_id, person_id, kind);

-- Numbers of other systems for a record: those of its latest part count.
create table fhir_key (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  token text not null,
  person_id uuid not null,
  category text not null,
  author_org uuid,
  author_account uuid,
  constraint fhir_key_pk primary key (place_id, kind, record_id, version, token),
  constraint fhir_key_category check (category = any (thread.all_categories())),
  constraint fhir_key_length check (length(token) between 1 and 600)
);
create index fhir_key_by_token on fhir_key (place_id, kind, token);

-- Messages that came in: each counts once. Of their words only a hash is kept.
create table fhir_message (
  place_id uuid not null,
  client_id uuid not null,
  message_id text not null,
  body_hash text not null,
  event text not null,
  record_id uuid not null,
  reply_id uuid not null,
  at timestamptz not null,
  constraint fhir_message_pk primary key (place_id, client_id, message_id),
  constraint fhir_message_client foreign key (place_id, client_id) references fhir_client (place_id, id),
  constraint fhir_message_lengths check (length(message_id) between 1 and 120 and length(body_hash) = 64 and length(event) <= 60)
);

-- The client of this transaction, as long as it is one.
create function thread.fhir_client() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return (
        select c.id from fhir_client c
         where c.place_id = thread.place() and c.account_id = thread.account() and c.revoked_at is null
      );
    end
  $$;
-- Whether a token still opens anything for whoever acts with it. When it ends, whoever asks has looked at already.
create function thread.fhir_token_holds(hash text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    begin
      return exists (
        select 1 from fhir_token t
          join fhir_client c on c.place_id = t.place_id and c.id = t.client_id and c.revoked_at is null
          join account a on a.id = c.account_id and a.disabled_at is null
         where t.place_id = thread.place() and t.token_hash = fhir_token_holds.hash and c.account_id = thread.account()
      );
    end
  $$;
revoke execute on function thread.fhir_client(), thread.fhir_token_holds(text) from public;
grant execute on function thread.fhir_client(), thread.fhir_token_holds(text) to thread_member;

alter table fhir_client enable row level security;
alter table fhir_client force row level security;
create policy fhir_client_administer on fhir_client for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy fhir_client_revoke on fhir_client for update to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy fhir_client_service on fhir_client for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_token enable row level security;
alter table fhir_token force row level security;
create policy fhir_token_service on fhir_token for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_part enable row level security;
alter table fhir_part force row level security;
create policy fhir_part_helper on fhir_part for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_part.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_part.person_id and g.category = fhir_part.category and g.purpose = (select thread.purpose()) and g.valid @> now())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_part.record_id))));
create policy fhir_part_add on fhir_part for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral'
      then exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = fhir_part.person_id)
        or exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_part.record_id and r.person_id = fhir_part.person_id)
      else thread.may_write(person_id, category) end);
create policy fhir_part_service on fhir_part for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_key enable row level security;
alter table fhir_key force row level security;
create policy fhir_key_helper on fhir_key for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (select count(*) > 0 from access_grant g where g.place_id = fhir_key.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = fhir_key.person_id and g.category = fhir_key.category and g.purpose = (select thread.purpose()) and g.valid @> now())
      or (category = 'referral' and (select thread.helping_organisation()) is not null
        and exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_key.record_id))));
create policy fhir_key_add on fhir_key for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and case when category = 'referral'
      then exists (select 1 from person p where p.place_id = (select thread.place()) and p.id = fhir_key.person_id)
        or exists (select 1 from referral r where r.place_id = (select thread.place()) and r.id = fhir_key.record_id and r.person_id = fhir_key.person_id)
      else thread.may_write(person_id, category) end);
create policy fhir_key_service on fhir_key for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table fhir_message enable row level security;
alter table fhir_message force row level security;
create policy fhir_message_own on fhir_message for select to thread_member
  using (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_message_add on fhir_message for insert to thread_member
  with check (place_id = (select thread.place()) and client_id = (select thread.fhir_client()));
create policy fhir_message_service on fhir_message for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on fhir_client to thread_member;
grant update (revoked_at) on fhir_client to thread_member;
grant select, insert on fhir_part, fhir_key, fhir_message to thread_member;
grant select, insert, update, delete on fhir_client, fhir_token, fhir_part, fhir_key, fhir_message to thread_service;
