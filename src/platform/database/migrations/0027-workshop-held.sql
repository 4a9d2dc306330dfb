-- A workshop, further: invitations by sector, groups by the place's own figures, who is in the room, offers that a board is asked about,
-- and the letters that groups keep.

alter table invited_partner add column sector_id uuid;
alter table invited_partner add constraint invited_partner_sector foreign key (place_id, conversation_id, sector_id) references sector (place_id, conversation_id, id);
alter table invited_group add column sector_id uuid;
alter table invited_group add constraint invited_group_sector foreign key (place_id, conversation_id, sector_id) references sector (place_id, conversation_id, id);
-- The line of a measure whose newest figure says how many of 100 people are of the group.
alter table invited_group add column figure_series_id uuid;

alter table room_block drop constraint room_block_kind;
alter table room_block add constraint room_block_kind check (kind in ('here', 'talk', 'word', 'write', 'vote', 'walk', 'dots', 'pairs', 'ideas', 'fist', 'family-strengths', 'family-handoffs', 'family-offers', 'commit'));

-- The item of an agenda that asks a board for what an offer needs.
alter table exercise_offer add column agenda_item_id uuid;
drop policy exercise_offer_give on exercise_offer;
create policy exercise_offer_give on exercise_offer for insert to thread_guest
  with check (place_id = (select thread.place()) and participant_id = (select thread.participant()) and conversation_id = (select thread.participating_in())
    and commitment_id is null and confirmed_at is null and agenda_item_id is null);
create policy exercise_offer_to_board on exercise_offer for update to thread_member
  using (place_id = (select thread.place()) and needs = 'agreement' and (select thread.is_board_officer()))
  with check (place_id = (select thread.place()) and needs = 'agreement' and agenda_item_id is not null and (select thread.is_board_officer()));

-- Which group each person was last found in, by the number of the participant, so that groups keep their letters. For the service alone.
create table group_letters (
  place_id uuid not null,
  conversation_id uuid not null,
  -- One character for each number from 1: the letter of the group, or a dot.
  letters text not null,
  -- Every letter that was ever given.
  given text not null,
  constraint group_letters_pk primary key (place_id, conversation_id),
  constraint group_letters_conversation foreign key (place_id, conversation_id) references conversation (place_id, id),
  constraint group_letters_letters check (letters ~ '^[A-Z.]*$'),
  constraint group_letters_given check (given ~ '^[A-Z]*$')
);
alter table group_letters enable row level security;
alter table group_letters force row level security;
create policy group_letters_service on group_letters for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert, update, delete on group_letters to thread_service;
