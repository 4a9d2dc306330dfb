-- Conversations, further: the analysis, who was asked, lineage and translations of statements, the room, themes, and the family exercise.

alter table participant add column table_number integer;
alter table participant add column is_table boolean not null default false;
alter table participant add constraint participant_table_number check (table_number between 1 and 99);

-- A device that speaks for a table writes statements of the table.
drop policy statement_submit on statement;
create policy statement_submit on statement for insert to thread_guest
  with check (place_id = (select thread.place()) and author_participant_id = (select thread.participant()) and status = 'submitted' and kind = 'opinion' and origin in ('participant', 'table')
    and conversation_id = (select thread.participating_in()));

-- Everything that can be worked out from the votes, exact: for facilitators and analysts.
create table conversation_analysis (
  place_id uuid not null,
  conversation_id uuid not null,
  computed_at timestamptz not null,
  people integer not null,
  votes integer not null,
  fingerprint text not null,
  content jsonb not null,
  constraint conversation_analysis_pk primary key (place_id, conversation_id),
  constraint conversation_analysis_conversation foreign key (place_id, conversation_id) references conversation (place_id, id)
);

-- What of it anybody may read, once the conversation has closed.
create table conversation_insight (
  place_id uuid not null,
  conversation_id uuid not null,
  published_at timestamptz not null,
  content jsonb not null,
  constraint conversation_insight_pk primary key (place_id, conversation_id),
  constraint conversation_insight_conversation foreign key (place_id, conversation_id) references conversation (place_id, id)
);

-- Groups of the population that should be heard, and how many of them say that they come.
create table invited_group (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  label text not null,
  asked text not null default '',
  population_percent double precision,
  population_source text not null default '',
  coming integer not null default 0,
  created_at timestamptz not null,
  constraint invited_group_pk primary key (place_id, id),
  constraint invited_group_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint invited_group_label_unique unique (place_id, conversation_id, label),
  constraint invited_group_percent check (population_percent between 0 and 100),
  constraint invited_group_coming check (coming between 0 and 100000),
  constraint invited_group_source check ((population_percent is null) or (population_source <> ''))
);

-- Partners that were asked to come, what was asked of each, and how each sees the place.
create table invited_partner (
  place_id uuid not null,
  conversation_id uuid not null,
  organisation_id uuid not null,
  asked text not null default '',
  answer text not null default 'none',
  people integer not null default 0,
  vision text not null default '',
  challenges text not null default '',
  opportunities text not null default '',
  answered_at timestamptz,
  answered_by uuid,
  created_at timestamptz not null,
  constraint invited_partner_pk primary key (place_id, conversation_id, organisation_id),
  constraint invited_partner_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint invited_partner_organisation foreign key (organisation_id) references organisation (id),
  constraint invited_partner_answer check (answer in ('none', 'coming', 'not-coming')),
  constraint invited_partner_people check (people between 0 and 1000)
);

-- Answers to "What matters to you?", in people's own words.
create table open_answer (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  participant_id uuid not null,
  body text not null,
  at timestamptz not null,
  taken_up_at timestamptz,
  constraint open_answer_pk primary key (place_id, id),
  constraint open_answer_participant foreign key (place_id, conversation_id, participant_id) references participant (place_id, conversation_id, id),
  constraint open_answer_once unique (place_id, participant_id),
  constraint open_answer_length check (length(body) between 1 and 2000)
);

-- Where a statement came from: one that was split, joined to another, or said anew.
create table statement_link (
  place_id uuid not null,
  conversation_id uuid not null,
  from_id uuid not null,
  relation text not null,
  to_id uuid not null,
  account_id uuid,
  at timestamptz not null,
  constraint statement_link_pk primary key (place_id, from_id, relation, to_id),
  constraint statement_link_from foreign key (place_id, conversation_id, from_id) references statement (place_id, conversation_id, id),
  constraint statement_link_to foreign key (place_id, conversation_id, to_id) references statement (place_id, conversation_id, id),
  constraint statement_link_relation check (relation in ('split-into', 'merged-into', 'reworded-as')),
  constraint statement_link_two check (from_id <> to_id)
);
create index statement_link_to_index on statement_link (place_id, to_id);

create table statement_translation (
  place_id uuid not null,
  conversation_id uuid not null,
  statement_id uuid not null,
  locale text not null,
  body text not null,
  at timestamptz not null,
  constraint statement_translation_pk primary key (place_id, statement_id, locale),
  constraint statement_translation_statement foreign key (place_id, conversation_id, statement_id) references statement (place_id, conversation_id, id),
  constraint statement_translation_length check (length(body) between 1 and 1000)
);

-- The room: one row that every screen follows.
create table room (
  place_id uuid not null,
  conversation_id uuid not null,
  version integer not null,
  block_id uuid,
  wall text not null default 'block',
  statement_number integer,
  text_size integer not null default 2,
  started_at timestamptz not null,
  ended_at timestamptz,
  constraint room_pk primary key (place_id, conversation_id),
  constraint room_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint room_wall check (wall in ('block', 'join', 'shared', 'family')),
  constraint room_text_size check (text_size between 1 and 3)
);

create table room_block (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  position integer not null,
  kind text not null,
  title text not null,
  minutes integer not null,
  options jsonb not null default '[]',
  state text not null default 'waiting',
  opened_at timestamptz,
  closed_at timestamptz,
  result jsonb,
  constraint room_block_pk primary key (place_id, id),
  constraint room_block_in_conversation unique (place_id, conversation_id, id),
  constraint room_block_room foreign key (place_id, conversation_id) references room (place_id, conversation_id),
  constraint room_block_kind check (kind in ('talk', 'word', 'write', 'vote', 'walk', 'dots', 'pairs', 'ideas', 'fist', 'family-strengths', 'family-handoffs', 'family-offers', 'commit')),
  constraint room_block_state check (state in ('waiting', 'open', 'closed')),
  constraint room_block_minutes check (minutes between 1 and 240)
);
create index room_block_order on room_block (place_id, conversation_id, position);

-- What a participant gave in a round: dots, a choice of two, a score, fingers, a word. One for each, replaced while the block is open.
create table room_ballot (
  place_id uuid not null,
  conversation_id uuid not null,
  block_id uuid not null,
  participant_id uuid not null,
  content jsonb not null,
  at timestamptz not null,
  constraint room_ballot_pk primary key (place_id, block_id, participant_id),
  constraint room_ballot_block foreign key (place_id, conversation_id, block_id) references room_block (place_id, conversation_id, id),
  constraint room_ballot_participant foreign key (place_id, conversation_id, participant_id) references participant (place_id, conversation_id, id),
  constraint room_ballot_size check (length(content::text) <= 4000)
);

-- Themes: statements that people found to belong together, in a draft, a critique and a second draft.
create table theme (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  label text not null,
  draft text not null default '',
  critique text not null default '',
  revised text not null default '',
  minority_view text not null default '',
  status text not null default 'draft',
  version integer not null default 1,
  changed_at timestamptz not null,
  constraint theme_pk primary key (place_id, id),
  constraint theme_in_conversation unique (place_id, conversation_id, id),
  constraint theme_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint theme_label_unique unique (place_id, conversation_id, label),
  constraint theme_status check (status in ('draft', 'critique', 'agreed'))
);

create table theme_statement (
  place_id uuid not null,
  conversation_id uuid not null,
  theme_id uuid not null,
  statement_id uuid not null,
  constraint theme_statement_pk primary key (place_id, theme_id, statement_id),
  constraint theme_statement_theme foreign key (place_id, conversation_id, theme_id) references theme (place_id, conversation_id, id),
  constraint theme_statement_statement foreign key (place_id, conversation_id, statement_id) references statement (place_id, conversation_id, id)
);

-- The exercise with an invented family. Nothing here is of a real person.
create table exercise (
  place_id uuid not null,
  conversation_id uuid not null,
  family_name text not null,
  story text not null default '',
  members jsonb not null,
  round integer not null default 1,
  priority_id uuid,
  started_at timestamptz not null,
  constraint exercise_pk primary key (place_id, conversation_id),
  constraint exercise_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint exercise_round check (round between 1 and 4)
);

create table exercise_support (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  participant_id uuid,
  member integer not null,
  what text not null,
  kind text not null,
  ring integer not null,
  table_number integer,
  same_as uuid,
  at timestamptz not null,
  constraint exercise_support_pk primary key (place_id, id),
  constraint exercise_support_exercise foreign key (place_id, conversation_id) references exercise (place_id, conversation_id),
  constraint exercise_support_kind check (kind in ('person', 'group', 'place', 'skill', 'service', 'other', 'worry')),
  constraint exercise_support_ring check (ring between 1 and 3),
  constraint exercise_support_length check (length(what) between 1 and 140)
);
create index exercise_support_conversation on exercise_support (place_id, conversation_id);

create table exercise_step (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  participant_id uuid,
  position integer not null,
  member integer not null,
  agency text not null,
  what text not null default '',
  is_told boolean not null,
  has_contact boolean not null,
  is_shared boolean not null,
  wait_days integer not null,
  outcome text not null,
  is_spared boolean not null default false,
  at timestamptz not null,
  constraint exercise_step_pk primary key (place_id, id),
  constraint exercise_step_exercise foreign key (place_id, conversation_id) references exercise (place_id, conversation_id),
  constraint exercise_step_outcome check (outcome in ('helped', 'passed-on', 'not-eligible', 'closed', 'no-reply')),
  constraint exercise_step_wait check (wait_days between 0 and 2000)
);
create index exercise_step_conversation on exercise_step (place_id, conversation_id, position);

create table exercise_offer (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  participant_id uuid,
  organisation_id uuid not null,
  who text not null default '',
  what text not null,
  first_step text not null default '',
  member integer not null,
  by_on date not null,
  needs text not null,
  amount_pence bigint,
  same_as uuid,
  commitment_id uuid,
  confirmed_at timestamptz,
  at timestamptz not null,
  constraint exercise_offer_pk primary key (place_id, id),
  constraint exercise_offer_exercise foreign key (place_id, conversation_id) references exercise (place_id, conversation_id),
  constraint exercise_offer_organisation foreign key (organisation_id) references organisation (id),
  constraint exercise_offer_needs check (needs in ('nothing', 'agreement', 'money')),
  constraint exercise_offer_length check (length(what) between 1 and 140)
);
create index exercise_offer_conversation on exercise_offer (place_id, conversation_id);

-- The block of a room in which the participant of this transaction may give something now.
create function thread.open_block() returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$
    select b.id from room r join room_block b on b.place_id = r.place_id and b.id = r.block_id
     where r.place_id = thread.place() and r.conversation_id = thread.participating_in() and r.ended_at is null and b.state = 'open'
  $$;
revoke execute on function thread.open_block() from public;
grant execute on function thread.open_block() to thread_guest;

alter table conversation_analysis enable row level security;
alter table conversation_analysis force row level security;
create policy conversation_analysis_read on conversation_analysis for select to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator', 'programme-manager', 'facilitator', 'analyst')));
create policy conversation_analysis_service on conversation_analysis for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table conversation_insight enable row level security;
alter table conversation_insight force row level security;
create policy conversation_insight_read on conversation_insight for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy conversation_insight_service on conversation_insight for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table invited_group enable row level security;
alter table invited_group force row level security;
create policy invited_group_read on invited_group for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy invited_group_write on invited_group for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy invited_group_service on invited_group for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table invited_partner enable row level security;
alter table invited_partner force row level security;
create policy invited_partner_read on invited_partner for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy invited_partner_write on invited_partner for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy invited_partner_answer on invited_partner for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]))
  with check (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy invited_partner_service on invited_partner for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table open_answer enable row level security;
alter table open_answer force row level security;
create policy open_answer_own on open_answer for select to thread_guest
  using (place_id = (select thread.place()) and participant_id = (select thread.participant()));
create policy open_answer_give on open_answer for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant())
    and taken_up_at is null and conversation_id = (select thread.participating_in()));
create policy open_answer_read on open_answer for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy open_answer_take_up on open_answer for update to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy open_answer_service on open_answer for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table statement_link enable row level security;
alter table statement_link force row level security;
create policy statement_link_read on statement_link for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and from_id in (select s.id from statement s where s.place_id = (select thread.place()))
    and to_id in (select s.id from statement s where s.place_id = (select thread.place())));
create policy statement_link_add on statement_link for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account()) and (select thread.is_moderator()));
create policy statement_link_service on statement_link for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table statement_translation enable row level security;
alter table statement_translation force row level security;
create policy statement_translation_read on statement_translation for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and statement_id in (select s.id from statement s where s.place_id = (select thread.place())));
create policy statement_translation_write on statement_translation for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy statement_translation_service on statement_translation for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table room enable row level security;
alter table room force row level security;
create policy room_read on room for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy room_write on room for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy room_service on room for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table room_block enable row level security;
alter table room_block force row level security;
create policy room_block_read on room_block for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy room_block_write on room_block for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy room_block_service on room_block for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table room_ballot enable row level security;
alter table room_ballot force row level security;
create policy room_ballot_own on room_ballot for all to thread_guest
  using (place_id = (select thread.place()) and participant_id = (select thread.participant()))
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant())
    and conversation_id = (select thread.participating_in()) and block_id = (select thread.open_block()));
create policy room_ballot_service on room_ballot for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table theme enable row level security;
alter table theme force row level security;
create policy theme_public on theme for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and status = 'agreed'
    and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy theme_read on theme for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));
create policy theme_write on theme for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy theme_service on theme for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table theme_statement enable row level security;
alter table theme_statement force row level security;
create policy theme_statement_read on theme_statement for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and theme_id in (select t.id from theme t where t.place_id = (select thread.place())));
create policy theme_statement_write on theme_statement for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy theme_statement_service on theme_statement for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table exercise enable row level security;
alter table exercise force row level security;
create policy exercise_read on exercise for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy exercise_write on exercise for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy exercise_service on exercise for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table exercise_support enable row level security;
alter table exercise_support force row level security;
create policy exercise_support_read on exercise_support for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy exercise_support_give on exercise_support for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant()) and conversation_id = (select thread.participating_in()));
create policy exercise_support_write on exercise_support for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy exercise_support_service on exercise_support for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table exercise_step enable row level security;
alter table exercise_step force row level security;
create policy exercise_step_read on exercise_step for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy exercise_step_give on exercise_step for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant()) and conversation_id = (select thread.participating_in()));
create policy exercise_step_write on exercise_step for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy exercise_step_service on exercise_step for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table exercise_offer enable row level security;
alter table exercise_offer force row level security;
create policy exercise_offer_read on exercise_offer for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and conversation_id in (select c.id from conversation c where c.place_id = (select thread.place())));
create policy exercise_offer_give on exercise_offer for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant()) and conversation_id = (select thread.participating_in())
    and commitment_id is null and confirmed_at is null);
create policy exercise_offer_write on exercise_offer for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_moderator()))
  with check (place_id = (select thread.place()) and (select thread.is_moderator()));
create policy exercise_offer_confirm on exercise_offer for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]))
  with check (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]));
create policy exercise_offer_service on exercise_offer for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on conversation_insight, statement_link, statement_translation, room, room_block, theme, theme_statement, exercise, exercise_support, exercise_step, exercise_offer
  to thread_public, thread_guest, thread_member;
grant select on conversation_analysis to thread_member;
grant select, insert, update, delete on invited_group to thread_member;
grant select, insert, update, delete on invited_partner to thread_member;
grant select, insert on open_answer to thread_guest;
grant select, update (taken_up_at) on open_answer to thread_member;
grant insert on statement_link to thread_member;
grant insert, update, delete on statement_translation, room, room_block, theme, theme_statement, exercise, exercise_support, exercise_step, exercise_offer to thread_member;
grant insert on exercise_support, exercise_step, exercise_offer to thread_guest;
grant select, insert, update on room_ballot to thread_guest;
grant select, insert, update, delete on conversation_analysis, conversation_insight, invited_group, invited_partner, open_answer, statement_link, statement_translation,
  room, room_block, room_ballot, theme, theme_statement, exercise, exercise_support, exercise_step, exercise_offer to thread_service;

-- A personal card is about somebody of its own place: none is moved to, or begun for, anybody else.
create function thread.is_person_here(person uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from person p where p.place_id = thread.place() and p.id = is_person_here.person) $$;
revoke execute on function thread.is_person_here(uuid) from public;
grant execute on function thread.is_person_here(uuid) to thread_member;
alter policy thread_record_personal_change on thread_record
  with check (visibility = 'personal' and place_id = (select thread.place())
    and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and thread.is_person_here(person_id));
