-- Board: bodies and their members, meetings with agendas and minutes, decisions, actions.

create function thread.is_board_officer() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'board-officer') $$;
create function thread.is_on_board() returns boolean language sql stable
  as $$ select thread.has_role('administrator', 'board-officer', 'board-member') $$;
revoke execute on function thread.is_board_officer() from public;
revoke execute on function thread.is_on_board() from public;
grant execute on function thread.is_board_officer() to thread_member, thread_service;
grant execute on function thread.is_on_board() to thread_member, thread_service;

create table body (
  place_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  kind text not null,
  parent_id uuid,
  -- No foreign key: a decision points to its meeting and that to its body, and a backup restores tables in their order.
  decision_id uuid,
  purpose text not null default '',
  due_on date,
  status text not null,
  result text not null default '',
  is_public boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint body_pk primary key (place_id, id),
  constraint body_place foreign key (place_id) references place (id),
  constraint body_slug_unique unique (place_id, slug),
  constraint body_parent foreign key (place_id, parent_id) references body (place_id, id),
  constraint body_kind check (kind in ('health-and-wellbeing-board', 'place-board', 'integrated-care-partnership', 'sub-committee', 'task-and-finish', 'other')),
  constraint body_status check (status in ('live', 'reported', 'ended')),
  constraint body_result check (status <> 'reported' or length(result) > 0),
  constraint body_group_is_delegated check (kind <> 'task-and-finish' or (parent_id is not null and decision_id is not null and due_on is not null)),
  constraint body_name_length check (length(name) between 1 and 200),
  constraint body_purpose_length check (length(purpose) <= 2000),
  constraint body_result_length check (length(result) <= 4000)
);

create table body_member (
  place_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  title text not null,
  organisation_id uuid,
  role text not null,
  from_on date not null,
  to_on date,
  constraint body_member_pk primary key (place_id, id),
  constraint body_member_body foreign key (place_id, body_id) references body (place_id, id),
  constraint body_member_organisation foreign key (organisation_id) references organisation (id),
  constraint body_member_role check (role in ('chair', 'vice-chair', 'member')),
  constraint body_member_period check (to_on is null or to_on >= from_on),
  constraint body_member_title_length check (length(title) between 1 and 200)
);
create index body_member_by_body on body_member (place_id, body_id);

create table meeting (
  place_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  slug text not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  venue text not null default '',
  access_notes text not null default '',
  state text not null,
  state_reason text not null default '',
  moved_from timestamptz,
  called_at timestamptz,
  short_notice_reason text not null default '',
  agenda_published_at timestamptz,
  minutes_drafted_at timestamptz,
  minutes_approved_at timestamptz,
  -- No foreign key: it is a later row of this table.
  approved_at_meeting_id uuid,
  sequence integer not null default 0,
  changed_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint meeting_pk primary key (place_id, id),
  constraint meeting_place foreign key (place_id) references place (id),
  constraint meeting_slug_unique unique (place_id, slug),
  constraint meeting_body foreign key (place_id, body_id) references body (place_id, id),
  constraint meeting_state check (state in ('planned', 'called', 'agenda-published', 'held', 'minutes-draft', 'minutes-approved', 'cancelled')),
  constraint meeting_times check (ends_at > starts_at),
  constraint meeting_called check (state in ('planned', 'cancelled') or called_at is not null),
  constraint meeting_agenda check (state in ('planned', 'called', 'cancelled') or agenda_published_at is not null),
  constraint meeting_cancelled check (state <> 'cancelled' or length(state_reason) > 0),
  constraint meeting_approved check ((state = 'minutes-approved') = (approved_at_meeting_id is not null)),
  constraint meeting_title_length check (length(title) between 1 and 200),
  constraint meeting_venue_length check (length(venue) <= 300),
  constraint meeting_access_length check (length(access_notes) <= 1000),
  constraint meeting_reason_length check (length(state_reason) <= 600 and length(short_notice_reason) <= 600)
);
create index meeting_by_start on meeting (place_id, starts_at, id);
create index meeting_by_body on meeting (place_id, body_id, starts_at);

-- What everybody may read of an item. What is said in private stands in agenda_item_private and nowhere else: row
-- security cannot hide columns.
create table agenda_item (
  place_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position integer not null,
  title text not null,
  purpose text not null,
  ask text not null default '',
  lead_organisation_id uuid,
  minutes_planned integer,
  is_exempt boolean not null default true,
  exempt_because text not null default '',
  paper_summary text not null default '',
  paper_address text,
  added_at timestamptz not null,
  version integer not null default 1,
  constraint agenda_item_pk primary key (place_id, id),
  constraint agenda_item_meeting foreign key (place_id, meeting_id) references meeting (place_id, id),
  constraint agenda_item_lead foreign key (lead_organisation_id) references organisation (id),
  constraint agenda_item_purpose check (purpose in ('decide', 'discuss', 'assure', 'note')),
  constraint agenda_item_exempt_is_bare check (not is_exempt or (ask = '' and paper_summary = '' and paper_address is null and length(exempt_because) > 0)),
  constraint agenda_item_asks check (is_exempt or length(ask) > 0),
  constraint agenda_item_minutes_planned check (minutes_planned is null or minutes_planned between 1 and 600),
  constraint agenda_item_title_length check (length(title) between 1 and 200),
  constraint agenda_item_ask_length check (length(ask) <= 600),
  constraint agenda_item_because_length check (length(exempt_because) <= 600),
  constraint agenda_item_paper_length check (length(paper_summary) <= 4000),
  constraint agenda_item_address check (paper_address is null or (length(paper_address) <= 500 and paper_address ~ '^https?://'))
);
create index agenda_item_by_meeting on agenda_item (place_id, meeting_id, position);

create table agenda_item_private (
  place_id uuid not null,
  item_id uuid not null,
  title text not null,
  ask text not null default '',
  paper_summary text not null default '',
  minutes text not null default '',
  constraint agenda_item_private_pk primary key (place_id, item_id),
  constraint agenda_item_private_item foreign key (place_id, item_id) references agenda_item (place_id, id) on delete cascade,
  constraint agenda_item_private_lengths check (length(title) between 1 and 200 and length(ask) <= 600 and length(paper_summary) <= 4000 and length(minutes) <= 8000)
);

-- Which priorities an item serves: the links of the meeting are made of these.
create table agenda_item_priority (
  place_id uuid not null,
  item_id uuid not null,
  priority_id uuid not null,
  constraint agenda_item_priority_pk primary key (place_id, item_id, priority_id),
  constraint agenda_item_priority_item foreign key (place_id, item_id) references agenda_item (place_id, id) on delete cascade
);

create table item_minutes (
  place_id uuid not null,
  item_id uuid not null,
  text text not null,
  version integer not null default 1,
  written_at timestamptz not null,
  constraint item_minutes_pk primary key (place_id, item_id),
  constraint item_minutes_item foreign key (place_id, item_id) references agenda_item (place_id, id),
  constraint item_minutes_length check (length(text) between 1 and 8000)
);

create table decision (
  place_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  number text,
  text text not null,
  reasons text not null default '',
  alternatives text not null default '',
  decided_on date not null,
  published_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint decision_pk primary key (place_id, id),
  constraint decision_meeting foreign key (place_id, meeting_id) references meeting (place_id, id),
  constraint decision_item foreign key (place_id, item_id) references agenda_item (place_id, id),
  constraint decision_number_unique unique (place_id, number),
  constraint decision_number check (number ~ '^\d{4}-\d{3,}$'),
  constraint decision_published check ((published_at is null) = (number is null)),
  constraint decision_text_length check (length(text) between 1 and 1000),
  constraint decision_reasons_length check (length(reasons) <= 4000 and length(alternatives) <= 4000)
);
create index decision_by_meeting on decision (place_id, meeting_id);

create table action (
  place_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  text text not null,
  organisation_id uuid not null,
  commitment_id uuid,
  due_on date not null,
  status text not null,
  offered_at timestamptz not null,
  offered_by uuid,
  answered_at timestamptz,
  reason text,
  done_on date,
  version integer not null default 1,
  constraint action_pk primary key (place_id, id),
  constraint action_decision foreign key (place_id, decision_id) references decision (place_id, id),
  constraint action_organisation foreign key (organisation_id) references organisation (id),
  constraint action_status check (status in ('offered', 'accepted', 'declined', 'done', 'withdrawn')),
  constraint action_reason check ((status in ('declined', 'withdrawn')) = (reason is not null)),
  constraint action_done check ((status = 'done') = (done_on is not null)),
  constraint action_answered check (status not in ('accepted', 'declined', 'done') or answered_at is not null),
  constraint action_text_length check (length(text) between 1 and 400),
  constraint action_reason_length check (reason is null or length(reason) between 1 and 600)
);
create index action_by_decision on action (place_id, decision_id);
create index action_by_due on action (place_id, due_on, id);
create index action_by_organisation on action (place_id, organisation_id, due_on, id);

-- What its owner said about an action on its way: append-only.
create table action_update (
  place_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  at timestamptz not null,
  account_id uuid,
  note text not null,
  constraint action_update_pk primary key (place_id, id),
  constraint action_update_action foreign key (place_id, action_id) references action (place_id, id),
  constraint action_update_note_length check (length(note) between 1 and 2000)
);
create index action_update_by_action on action_update (place_id, action_id, at);

alter table body enable row level security;
alter table body force row level security;
create policy body_public on body for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and is_public);
create policy body_partner on body for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));

alter table body_member enable row level security;
alter table body_member force row level security;
create policy body_member_read on body_member for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and body_id in (select b.id from body b where b.place_id = (select thread.place())));

alter table meeting enable row level security;
alter table meeting force row level security;
-- A meeting of a body that is not public is not public either, whatever its state.
create policy meeting_public on meeting for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and called_at is not null
    and body_id in (select b.id from body b where b.place_id = (select thread.place()) and b.is_public));
create policy meeting_partner on meeting for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));

alter table agenda_item enable row level security;
alter table agenda_item force row level security;
create policy agenda_item_public on agenda_item for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and meeting_id in (select m.id from meeting m where m.place_id = (select thread.place()) and m.agenda_published_at is not null));
create policy agenda_item_partner on agenda_item for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));

alter table agenda_item_private enable row level security;
alter table agenda_item_private force row level security;
create policy agenda_item_private_read on agenda_item_private for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_on_board()));

alter table agenda_item_priority enable row level security;
alter table agenda_item_priority force row level security;
create policy agenda_item_priority_read on agenda_item_priority for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and item_id in (select i.id from agenda_item i where i.place_id = (select thread.place())));

alter table item_minutes enable row level security;
alter table item_minutes force row level security;
create policy item_minutes_public on item_minutes for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place())
    and item_id in (select i.id from agenda_item i join meeting m on m.place_id = i.place_id and m.id = i.meeting_id
      where i.place_id = (select thread.place()) and m.state in ('minutes-draft', 'minutes-approved')));
create policy item_minutes_officer on item_minutes for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()));

alter table decision enable row level security;
alter table decision force row level security;
create policy decision_public on decision for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and published_at is not null
    and meeting_id in (select m.id from meeting m where m.place_id = (select thread.place())));
create policy decision_partner on decision for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_partner()));

alter table action enable row level security;
alter table action force row level security;
create policy action_read on action for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and decision_id in (select d.id from decision d where d.place_id = (select thread.place())));
create policy action_offer on action for insert to thread_member
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()) and status = 'offered'
    and offered_by = (select thread.account())
    and organisation_id in (select p.organisation_id from partner p where p.place_id = (select thread.place()) and p.left_on is null));
-- Nobody accepts, declines or reports for an organisation but its own people; officers can only withdraw.
create policy action_answer on action for update to thread_member
  using (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[]))
  with check (place_id = (select thread.place()) and organisation_id = any ((select thread.my_organisations())::uuid[])
    and status in ('accepted', 'declined', 'done'));
create policy action_withdraw on action for update to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()) and status = 'withdrawn');

alter table action_update enable row level security;
alter table action_update force row level security;
create policy action_update_read on action_update for select to thread_public, thread_guest, thread_member
  using (place_id = (select thread.place()) and action_id in (select a.id from action a where a.place_id = (select thread.place())));
create policy action_update_add on action_update for insert to thread_member
  with check (place_id = (select thread.place()) and account_id = (select thread.account())
    and action_id in (select a.id from action a where a.place_id = (select thread.place())
      and a.organisation_id = any ((select thread.my_organisations())::uuid[])));

-- Board officers keep the record; the service does in their stead when it seeds or imports.
create policy body_write on body for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy body_member_write on body_member for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy meeting_write on meeting for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy agenda_item_write on agenda_item for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy agenda_item_private_write on agenda_item_private for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy agenda_item_priority_write on agenda_item_priority for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy item_minutes_write on item_minutes for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));
create policy decision_write on decision for all to thread_member
  using (place_id = (select thread.place()) and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and (select thread.is_board_officer()));

create policy body_service on body for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy body_member_service on body_member for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy meeting_service on meeting for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy agenda_item_service on agenda_item for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy agenda_item_private_service on agenda_item_private for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy agenda_item_priority_service on agenda_item_priority for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy item_minutes_service on item_minutes for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy decision_service on decision for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy action_service on action for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
create policy action_update_service on action_update for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select on body, body_member, meeting, agenda_item, agenda_item_priority, item_minutes, decision, action, action_update
  to thread_public, thread_guest, thread_member;
grant select, insert, update on agenda_item_private to thread_member;
grant insert, update on body, meeting, agenda_item, item_minutes to thread_member;
grant insert, update (to_on) on body_member to thread_member;
grant insert, delete on agenda_item_priority to thread_member;
grant delete on agenda_item, agenda_item_private to thread_member;
-- What was decided never changes: only that it is published.
grant insert, update (number, published_at, version) on decision to thread_member;
-- What was asked, of whom and until when never changes after it was offered.
grant insert, update (status, answered_at, reason, done_on, version) on action to thread_member;
grant insert on action_update to thread_member;
grant select, insert, update, delete on body, body_member, meeting, agenda_item, agenda_item_private, agenda_item_priority, item_minutes, decision, action, action_update to thread_service;
