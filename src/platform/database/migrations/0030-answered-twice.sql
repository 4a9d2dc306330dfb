-- How the same people answered at two times: between two conversations, where a person said so, and before and after a workshop.

-- Who this person was in an earlier conversation. Set by the service alone, once both tokens were found in one browser and its holder agreed.
alter table participant add column earlier_id uuid;
alter table participant add constraint participant_earlier foreign key (place_id, earlier_id) references participant (place_id, id);
alter table participant add constraint participant_earlier_unique unique (place_id, conversation_id, earlier_id);

-- What the public may know of it, through the gate; written once.
alter table statement_result add column twice jsonb;
