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
