-- Conversations: statements, votes, moderation, and the results that may be public.

create table conversation (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  question text not null,
  description text not null default '',
  status text not null,
  join_code text not null,
  max_length integer not null default 140,
  locale text not null default 'en-GB',
  origin text not null default 'here',
  attribution text,
  import_hash text,
  closes_on date,
  opened_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  constraint conversation_pk primary key (place_id, id),
  constraint conversation_place foreign key (place_id) references place (id),
  constraint conversation_slug_unique unique (place_id, slug),
  constraint conversation_import_once unique (place_id, import_hash),
  constraint conversation_status check (status in ('draft', 'open', 'closed')),
  constraint conversation_origin check (origin in ('here', 'import')),
  constraint conversation_question_length check (length(question) between 1 and 300),
  constraint conversation_max_length check (max_length between 40 and 500)
);

create table sector (
  place_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  label text not null,
  position integer not null,
  constraint sector_pk primary key (place_id, id),
  constraint sector_in_conversation unique (place_id, conversation_id, id),
  constraint sector_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint sector_label_unique unique (place_id, conversation_id, label)
);

create table participant (
  place_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  number integer not null,
  token_hash text,
  sector_id uuid,
  imported_group text,
  banned_at timestamptz,
  created_at timestamptz not null,
  constraint participant_pk primary key (place_id, id),
  constraint participant_in_conversation unique (place_id, conversation_id, id),
  constraint participant_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint participant_sector foreign key (place_id, conversation_id, sector_id) references sector (place_id, conversation_id, id),
  constraint participant_number_unique unique (place_id, conversation_id, number),
  constraint participant_token_unique unique (place_id, conversation_id, token_hash)
);

create table statement (
  place_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  number integer not null,
  body text not null,
  locale text not null default 'en-GB',
  kind text not null default 'opinion',
  origin text not null,
  status text not null,
  author_participant_id uuid,
  created_at timestamptz not null,
  constraint statement_pk primary key (place_id, id),
  constraint statement_in_conversation unique (place_id, conversation_id, id),
  constraint statement_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint statement_author foreign key (place_id, conversation_id, author_participant_id) references participant (place_id, conversation_id, id),
  constraint statement_number_unique unique (place_id, conversation_id, number),
  constraint statement_kind check (kind in ('opinion', 'about-you')),
  constraint statement_origin check (origin in ('seed', 'participant', 'table', 'collected', 'derived')),
  constraint statement_status check (status in ('submitted', 'approved', 'rejected', 'withdrawn')),
  constraint statement_body_length check (length(body) between 1 and 1000)
);

create table moderation_decision (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  statement_id uuid not null,
  decision text not null,
  reason text,
  note text not null default '',
  account_id uuid,
  at timestamptz not null,
  constraint moderation_decision_pk primary key (place_id, id),
  constraint moderation_decision_statement foreign key (place_id, conversation_id, statement_id) references statement (place_id, conversation_id, id),
  constraint moderation_decision_decision check (decision in ('approved', 'rejected')),
  constraint moderation_decision_reason check ((decision = 'rejected') = (reason is not null))
);

create table vote_event (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  participant_id uuid not null,
  statement_id uuid not null,
  value smallint not null,
  channel text not null,
  at timestamptz not null,
  constraint vote_event_pk primary key (place_id, id),
  constraint vote_event_participant foreign key (place_id, conversation_id, participant_id) references participant (place_id, conversation_id, id),
  constraint vote_event_statement foreign key (place_id, conversation_id, statement_id) references statement (place_id, conversation_id, id),
  constraint vote_event_value check (value in (-1, 0, 1)),
  constraint vote_event_channel check (channel in ('web', 'phone', 'paper', 'table', 'import'))
);
create index vote_event_conversation on vote_event (place_id, conversation_id);

-- The current vote of each person on each statement: the last event.
create table vote (
  place_id uuid not null,
  conversation_id uuid not null,
  statement_id uuid not null,
  participant_id uuid not null,
  value smallint not null,
  at timestamptz not null,
  constraint vote_pk primary key (place_id, participant_id, statement_id),
  constraint vote_participant foreign key (place_id, conversation_id, participant_id) references participant (place_id, conversation_id, id),
  constraint vote_statement foreign key (place_id, conversation_id, statement_id) references statement (place_id, conversation_id, id),
  constraint vote_value check (value in (-1, 0, 1))
);
create index vote_conversation on vote (place_id, conversation_id);

-- Exact counts, for facilitators and analysts; and those behind what was last published, so that a later publication
-- cannot reveal a few votes by its difference.
create table statement_tally (
  place_id uuid not null,
  conversation_id uuid not null,
  statement_id uuid not null,
  agrees integer not null,
  disagrees integer not null,
  passes integer not null,
  published_agrees integer,
  published_disagrees integer,
  published_passes integer,
  constraint statement_tally_pk primary key (place_id, statement_id),
  constraint statement_tally_statement foreign key (place_id, statement_id) references statement (place_id, id)
);

-- What the public may know: written through the publish gate.
create table statement_result (
  place_id uuid not null,
  conversation_id uuid not null,
  statement_id uuid not null,
  seen integer,
  agrees integer,
  disagrees integer,
  passes integer,
  agree_percent integer,
  class text not null,
  sectors jsonb,
  rank integer not null,
  constraint statement_result_pk primary key (place_id, statement_id),
  constraint statement_result_statement foreign key (place_id, statement_id) references statement (place_id, id),
  constraint statement_result_class check (class in ('agree', 'not-us', 'differ', 'unsure', 'mixed', 'too-few', 'withheld'))
);
create index statement_result_conversation on statement_result (place_id, conversation_id, rank);

create table conversation_result (
  place_id uuid not null,
  conversation_id uuid not null,
  people integer,
  votes integer,
  statements integer not null,
  computed_at timestamptz not null,
  published_at timestamptz,
  constraint conversation_result_pk primary key (place_id, conversation_id),
  constraint conversation_result_conversation foreign key (place_id, conversation_id) references conversation (place_id, id)
);

create function thread.is_moderator() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'programme-manager', 'facilitator') $$;
revoke execute on function thread.is_moderator() from public;
grant execute on function thread.is_moderator() to thread_member, thread_service;

-- The conversation in which the participant of this transaction may act: nobody banned may.
create function thread.participating_in() returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.conversation_id from participant p
      join conversation c on c.place_id = p.place_id and c.id = p.conversation_id and c.status = 'open'
     where p.place_id = thread.place() and p.id = thread.participant() and p.banned_at is null
  $$;
revoke execute on function thread.participating_in() from public;
grant execute on function thread.participating_in() to thread_guest;

alter table conversation enable row level security;
alter table conversation force row level security;
create policy conversation_public on conversation for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status in ('open', 'closed'));
create policy conversation_draft on conversation for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy conversation_create on conversation for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy conversation_change on conversation for update to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy conversation_service on conversation for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table sector enable row level security;
alter table sector force row level security;
create policy sector_read on sector for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy sector_write on sector for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy sector_service on sector for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table participant enable row level security;
alter table participant force row level security;
create policy participant_own on participant for select to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.participant()));
create policy participant_own_sector on participant for update to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.participant()))
  with check (place_id = (select thread.place()) and id = (select thread.participant()));
create policy participant_service on participant for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table statement enable row level security;
alter table statement force row level security;
create policy statement_public on statement for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status = 'approved'
    and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy statement_own on statement for select to thread_guest
  using (place_id = (select thread.place()) and author_participant_id = (select thread.participant()));
create policy statement_moderate_read on statement for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy statement_submit on statement for insert to thread_guest
  with check (place_id = (select thread.place()) and author_participant_id = (select thread.participant()) and status = 'submitted' and kind = 'opinion' and origin = 'participant'
    and conversation_id = (select thread.participating_in()));
create policy statement_seed on statement for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy statement_moderate on statement for update to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy statement_service on statement for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table moderation_decision enable row level security;
alter table moderation_decision force row level security;
create policy moderation_decision_read on moderation_decision for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy moderation_decision_add on moderation_decision for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()) and (select thread.is_moderator()));
create policy moderation_decision_own on moderation_decision for select to thread_guest
  using (place_id = (select thread.place()) and statement_id in
    (select s.id from statement s where s.place_id = (select thread.place()) and s.author_participant_id = (select thread.participant())));
create policy moderation_decision_service on moderation_decision for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table vote_event enable row level security;
alter table vote_event force row level security;
create policy vote_event_own on vote_event for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant())
    and conversation_id = (select thread.participating_in())
    and statement_id in (select s.id from statement s where s.place_id = (select thread.place()) and s.conversation_id = vote_event.conversation_id and s.status = 'approved'));
create policy vote_event_service on vote_event for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table vote enable row level security;
alter table vote force row level security;
create policy vote_own on vote for all to thread_guest
  using (place_id = (select thread.place()) and participant_id = (select thread.participant()))
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant())
    and conversation_id = (select thread.participating_in())
    and statement_id in (select s.id from statement s where s.place_id = (select thread.place()) and s.conversation_id = vote.conversation_id and s.status = 'approved'));
create policy vote_service on vote for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table statement_tally enable row level security;
alter table statement_tally force row level security;
create policy statement_tally_read on statement_tally for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator', 'programme-manager', 'facilitator', 'analyst')));
create policy statement_tally_service on statement_tally for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table statement_result enable row level security;
alter table statement_result force row level security;
create policy statement_result_read on statement_result for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy statement_result_service on statement_result for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table conversation_result enable row level security;
alter table conversation_result force row level security;
create policy conversation_result_read on conversation_result for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy conversation_result_service on conversation_result for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on conversation, sector, statement, statement_result, conversation_result to thread_public, thread_guest, thread_member;
grant insert, update on conversation to thread_member;
grant insert, update, delete on sector to thread_member;
grant insert, update on statement to thread_member;
grant insert on statement to thread_guest;
grant select on participant, moderation_decision to thread_guest;
grant update (sector_id) on participant to thread_guest;
grant select, insert on moderation_decision to thread_member;
grant insert on vote_event to thread_guest;
grant select, insert, update on vote to thread_guest;
grant select on statement_tally to thread_member;
grant select, insert, update, delete on conversation, sector, participant, statement, moderation_decision, vote_event, vote, statement_tally, statement_result, conversation_result to thread_service;
