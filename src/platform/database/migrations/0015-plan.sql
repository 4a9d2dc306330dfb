-- The plan of a person, whole: what others offered and whether it was kept, agreements and reviews, what to do if things go
-- wrong, carers, and how somebody is, by their own figures.

-- What a step still waits for, whether it can wait for anything at all, and how it ended, in a few words.
alter table plan_step add column needs text not null default 'nothing';
alter table plan_step add column urgent boolean not null default false;
alter table plan_step add column outcome text not null default '';
alter table plan_step drop constraint plan_step_status;
alter table plan_step add constraint plan_step_status check (status in ('offered', 'accepted', 'declined', 'done', 'not-kept', 'ended'));
alter table plan_step add constraint plan_step_needs check (needs in ('nothing', 'agreement', 'money'));
-- Nobody is said to have broken their word without a reason, and only others gave theirs.
alter table plan_step add constraint plan_step_not_kept check (status <> 'not-kept' or (outcome <> '' and (circle_member_id is not null or organisation_id is not null)));
alter table plan_step add constraint plan_step_outcome_length check (length(outcome) <= 300);
grant update (needs, outcome) on plan_step to thread_member;

-- When a plan was agreed or looked at again, with whom, in whose words, and when next. What the plan said at that moment is
-- read from personal_version: a copy here would stay with a reader from whom the person took the plan back.
create table plan_review (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  held_on date not null,
  how text not null,
  agreed_with text not null,
  agreed_note text not null default '',
  words text not null default '',
  changed text not null default '',
  stops text not null default '',
  next_on date not null,
  unknown_who text,
  unknown_by date,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint plan_review_pk primary key (place_id, id),
  constraint plan_review_person foreign key (place_id, person_id) references person (place_id, id),
  constraint plan_review_author_org foreign key (author_org) references organisation (id),
  constraint plan_review_kind check (kind in ('agreement', 'review')),
  constraint plan_review_how check (how in ('in-person', 'phone', 'letter', 'online')),
  constraint plan_review_agreed_with check (agreed_with in ('person', 'representative', 'nobody')),
  -- Who stood for the person, or why nobody agreed.
  constraint plan_review_agreed_note check (agreed_with = 'person' or agreed_note <> ''),
  constraint plan_review_next check (next_on > held_on),
  -- Strengths and circle that are not yet known have somebody who asks, by a day.
  constraint plan_review_unknown check ((unknown_who is null) = (unknown_by is null)),
  constraint plan_review_unknown_soon check (unknown_by is null or unknown_by between held_on and held_on + 14),
  constraint plan_review_lengths check (length(agreed_note) <= 300 and length(words) <= 1000 and length(changed) <= 2000 and length(stops) <= 1000
    and length(unknown_who) between 1 and 120)
);
create index plan_review_by_person on plan_review (place_id, person_id, at);

-- If things go wrong: what to look out for, what helps, who to call, what not to do.
create table contingency (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  trigger text not null,
  signs text not null default '',
  helps text not null,
  call_member_id uuid,
  call_words text not null default '',
  avoid text not null default '',
  said_on date not null,
  removed_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint contingency_pk primary key (place_id, id),
  constraint contingency_person foreign key (place_id, person_id) references person (place_id, id),
  constraint contingency_call_member foreign key (place_id, person_id, call_member_id) references circle_member (place_id, person_id, id),
  constraint contingency_lengths check (length(trigger) between 1 and 300 and length(signs) <= 600 and length(helps) between 1 and 1000
    and length(call_words) <= 300 and length(avoid) <= 600)
);
create index contingency_by_person on contingency (place_id, person_id);

-- Which ties are about care. That another person has a record of their own opens nothing of it.
alter table circle_member add column care text not null default 'none';
alter table circle_member add constraint circle_member_care check (care in ('none', 'cares-for', 'cared-for-by'));
grant update (care) on circle_member to thread_member;

-- A carer who cannot carry on says so. Those who lead know at once, and say what they did.
create table carer_alert (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  words text not null default '',
  said_at timestamptz not null,
  answered_at timestamptz,
  answer text not null default '',
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint carer_alert_pk primary key (place_id, id),
  constraint carer_alert_person foreign key (place_id, person_id) references person (place_id, id),
  constraint carer_alert_answered check ((answered_at is null) = (answer = '')),
  constraint carer_alert_lengths check (length(words) <= 1000 and length(answer) <= 1000)
);
create index carer_alert_by_person on carer_alert (place_id, person_id, said_at);
create index carer_alert_open on carer_alert (place_id, said_at) where answered_at is null;

-- How somebody is, by their own figures on a day.
create table wellbeing_reading (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  instrument text not null,
  taken_on date not null,
  answers integer[],
  other_name text not null default '',
  total numeric,
  licence_confirmed boolean not null default false,
  removed_at timestamptz,
  created_at timestamptz not null,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint wellbeing_reading_pk primary key (place_id, id),
  constraint wellbeing_reading_person foreign key (place_id, person_id) references person (place_id, id),
  constraint wellbeing_reading_instrument check (instrument in ('ons4', 'ucla-3', 'other')),
  constraint wellbeing_reading_answers check (case instrument
      when 'ons4' then cardinality(answers) = 4 and 0 <= all (answers) and 10 >= all (answers)
      when 'ucla-3' then cardinality(answers) = 4 and 1 <= all (answers) and 3 >= all (answers[1:3]) and answers[4] <= 5
      else answers is null end),
  -- Of an instrument that somebody owns only the total is kept, and only with a licence.
  constraint wellbeing_reading_other check ((instrument = 'other') = (total is not null and other_name <> '' and licence_confirmed)),
  constraint wellbeing_reading_total check (total between -1000 and 1000),
  constraint wellbeing_reading_lengths check (length(other_name) <= 80)
);
create index wellbeing_reading_by_person on wellbeing_reading (place_id, person_id, taken_on);

alter table plan_review enable row level security;
alter table plan_review force row level security;
create policy plan_review_helper on plan_review for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = plan_review.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = plan_review.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy plan_review_own on plan_review for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy plan_review_add on plan_review for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy plan_review_add_own on plan_review for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy plan_review_service on plan_review for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table contingency enable row level security;
alter table contingency force row level security;
create policy contingency_helper on contingency for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = contingency.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = contingency.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy contingency_own on contingency for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy contingency_add on contingency for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy contingency_add_own on contingency for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy contingency_change on contingency for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy contingency_change_own on contingency for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy contingency_service on contingency for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table wellbeing_reading enable row level security;
alter table wellbeing_reading force row level security;
create policy wellbeing_reading_helper on wellbeing_reading for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = wellbeing_reading.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = wellbeing_reading.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy wellbeing_reading_own on wellbeing_reading for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy wellbeing_reading_add on wellbeing_reading for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy wellbeing_reading_add_own on wellbeing_reading for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy wellbeing_reading_change on wellbeing_reading for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy wellbeing_reading_change_own on wellbeing_reading for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy wellbeing_reading_service on wellbeing_reading for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- A carer's word reaches those who lead, whatever else they may see of the plan, unless the person denied it them.
alter table carer_alert enable row level security;
alter table carer_alert force row level security;
create policy carer_alert_lead on carer_alert for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy carer_alert_own on carer_alert for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy carer_alert_add_own on carer_alert for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy carer_alert_answer on carer_alert for update to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())))
  with check (place_id = (select thread.place())
    and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy carer_alert_service on carer_alert for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select, insert on plan_review, contingency, wellbeing_reading, carer_alert to thread_member;
grant update (trigger, signs, helps, call_member_id, call_words, avoid, said_on, removed_at, version) on contingency to thread_member;
grant update (removed_at, version) on wellbeing_reading to thread_member;
grant update (answered_at, answer, version) on carer_alert to thread_member;
grant select, insert, update, delete on plan_review, contingency, wellbeing_reading, carer_alert to thread_service;

-- What the record standards ask of a person beyond what everybody who helps needs: apart, so that few pages ever read it.
create table person_particulars (
  place_id uuid not null,
  person_id uuid not null,
  given_name text not null default '',
  family_name text not null default '',
  pronouns text not null default '',
  gender text not null default '',
  ethnicity text not null default '',
  address_lines text not null default '',
  postcode text not null default '',
  gp_practice text not null default '',
  gp_practice_code text,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint person_particulars_pk primary key (place_id, person_id),
  constraint person_particulars_person foreign key (place_id, person_id) references person (place_id, id),
  constraint person_particulars_practice_code check (gp_practice_code ~ '^[A-Z][0-9]{5}$'),
  constraint person_particulars_lengths check (length(given_name) <= 80 and length(family_name) <= 80 and length(pronouns) <= 40
    and length(gender) <= 80 and length(ethnicity) <= 120 and length(address_lines) <= 400 and length(postcode) <= 10 and length(gp_practice) <= 160)
);
alter table person_particulars enable row level security;
alter table person_particulars force row level security;
create policy person_particulars_helper on person_particulars for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/identity') <> all ((select thread.denied_keys())::text[])
    and 'identity' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = person_particulars.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = person_particulars.person_id and g.category = 'identity' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy person_particulars_own on person_particulars for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy person_particulars_add on person_particulars for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'identity'));
create policy person_particulars_add_own on person_particulars for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy person_particulars_change on person_particulars for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'identity'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'identity'));
create policy person_particulars_change_own on person_particulars for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy person_particulars_service on person_particulars for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));
grant select, insert on person_particulars to thread_member;
grant update (given_name, family_name, pronouns, gender, ethnicity, address_lines, postcode, gp_practice, gp_practice_code, version) on person_particulars to thread_member;
grant select, insert, update, delete on person_particulars to thread_service;
