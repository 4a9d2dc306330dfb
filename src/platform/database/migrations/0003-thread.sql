-- The thread: a card for every record, the links between them, and what happened.

-- One card for each record that can stand on the thread: what it is called, where it is, who may see it. Written by the
-- transaction that changes the record, holding only what its readers may see, so that search needs no other table.
create table thread_record (
  place_id uuid not null,
  kind text not null,
  id uuid not null,
  title text not null,
  summary text not null default '',
  address text not null,
  visibility text not null,
  person_id uuid,
  category text,
  author_org uuid,
  updated_at timestamptz not null,
  constraint thread_record_pk primary key (place_id, kind, id),
  constraint thread_record_place foreign key (place_id) references place (id),
  constraint thread_record_kind check (kind in ('organisation', 'conversation', 'statement', 'theme', 'priority', 'objection', 'outcome', 'plan', 'commitment', 'funding-line', 'body', 'meeting', 'decision', 'action', 'service', 'referral', 'contact', 'goal', 'measure', 'spend-line', 'story', 'uptake', 'event')),
  constraint thread_record_visibility check (visibility in ('public', 'partner', 'personal')),
  constraint thread_record_personal check ((visibility = 'personal') = (person_id is not null and category is not null)),
  constraint thread_record_address check (address ~ '^/[a-z0-9]')
);
create index thread_record_recent on thread_record (place_id, updated_at desc);

create table thread_link (
  place_id uuid not null,
  from_kind text not null,
  from_id uuid not null,
  relation text not null,
  to_place_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  visibility text not null,
  person_id uuid,
  category text,
  author_org uuid,
  created_at timestamptz not null,
  created_by uuid,
  constraint thread_link_pk primary key (place_id, from_kind, from_id, relation, to_place_id, to_kind, to_id),
  constraint thread_link_from foreign key (place_id, from_kind, from_id) references thread_record (place_id, kind, id),
  constraint thread_link_relation check (relation in ('answers', 'pursues', 'measured-by', 'funded-by', 'agreed-by', 'delivers', 'delegated-to', 'supported-by', 'evidences', 'learned-from', 'needed-by', 'contested-by', 'serves')),
  constraint thread_link_visibility check (visibility in ('public', 'partner', 'personal')),
  constraint thread_link_personal check ((visibility = 'personal') = (person_id is not null and category is not null))
);
create index thread_link_backwards on thread_link (to_place_id, to_kind, to_id);

create table thread_event (
  place_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  name text not null,
  sentence text not null,
  kind text not null,
  record_id uuid not null,
  visibility text not null,
  person_id uuid,
  category text,
  author_org uuid,
  account_id uuid,
  constraint thread_event_pk primary key (place_id, id),
  constraint thread_event_place foreign key (place_id) references place (id),
  constraint thread_event_name_shape check (name ~ '^[a-z-]+/[a-z-]+$'),
  constraint thread_event_visibility check (visibility in ('public', 'partner', 'personal')),
  constraint thread_event_personal check ((visibility = 'personal') = (person_id is not null and category is not null)),
  constraint thread_event_sentence_length check (length(sentence) between 1 and 500)
);
create index thread_event_recent on thread_event (place_id, at desc);
create index thread_event_record on thread_event (place_id, kind, record_id, at desc);

create table slug_alias (
  place_id uuid not null,
  kind text not null,
  slug text not null,
  record_id uuid not null,
  constraint slug_alias_pk primary key (place_id, kind, slug),
  constraint slug_alias_place foreign key (place_id) references place (id)
);

alter table thread_record enable row level security;
alter table thread_record force row level security;
create policy thread_record_public on thread_record for select to thread_public, thread_guest, thread_member, thread_service
  using (visibility = 'public' and (select thread.place()) is not null);
create policy thread_record_partner on thread_record for select to thread_member
  using (visibility = 'partner' and place_id = (select thread.place()) and (select thread.is_partner()));
create policy thread_record_write on thread_record for insert to thread_member
  with check (place_id = (select thread.place()) and visibility in ('public', 'partner') and (select thread.is_here()));
create policy thread_record_change on thread_record for update to thread_member
  using (place_id = (select thread.place()) and visibility in ('public', 'partner') and (select thread.is_here()))
  with check (place_id = (select thread.place()) and visibility in ('public', 'partner'));
create policy thread_record_service on thread_record for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table thread_link enable row level security;
alter table thread_link force row level security;
create policy thread_link_public on thread_link for select to thread_public, thread_guest, thread_member, thread_service
  using (visibility = 'public' and (select thread.place()) is not null);
create policy thread_link_partner on thread_link for select to thread_member
  using (visibility = 'partner' and place_id = (select thread.place()) and (select thread.is_partner()));
create policy thread_link_write on thread_link for insert to thread_member
  with check (place_id = (select thread.place()) and visibility in ('public', 'partner') and (select thread.is_here()));
create policy thread_link_change on thread_link for update to thread_member
  using (place_id = (select thread.place()) and visibility in ('public', 'partner') and (select thread.is_partner()))
  with check (place_id = (select thread.place()) and visibility in ('public', 'partner'));
create policy thread_link_remove on thread_link for delete to thread_member
  using (place_id = (select thread.place()) and visibility in ('public', 'partner') and (select thread.is_partner()));
create policy thread_link_service on thread_link for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table thread_event enable row level security;
alter table thread_event force row level security;
create policy thread_event_public on thread_event for select to thread_public, thread_guest, thread_member
  using (visibility = 'public' and place_id = (select thread.place()));
create policy thread_event_partner on thread_event for select to thread_member
  using (visibility = 'partner' and place_id = (select thread.place()) and (select thread.is_partner()));
create policy thread_event_add on thread_event for insert to thread_member
  with check (place_id = (select thread.place()) and visibility in ('public', 'partner') and account_id = (select thread.account()) and (select thread.is_here()));
create policy thread_event_service on thread_event for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table slug_alias enable row level security;
alter table slug_alias force row level security;
create policy slug_alias_read on slug_alias for select to thread_public, thread_guest, thread_member using (place_id = (select thread.place()));
create policy slug_alias_add on slug_alias for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.is_partner()));
create policy slug_alias_service on slug_alias for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on thread_record, thread_link, thread_event, slug_alias to thread_public, thread_guest, thread_member;
grant insert, update on thread_record to thread_member;
grant insert, update, delete on thread_link to thread_member;
grant insert on thread_event, slug_alias to thread_member;
grant select, insert, update, delete on thread_record, thread_link, thread_event, slug_alias to thread_service;
