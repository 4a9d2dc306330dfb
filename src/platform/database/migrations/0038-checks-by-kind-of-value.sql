-- PostgreSQL reads the checks of a table anew, from their stored text, for each statement that adds or changes a row: 27 kB for a
-- referral, a third of what a Task takes. The check of a domain is read once a session, and asked only of a column that is written. So what
-- is said of one value by itself is said by its domain; what stays with a table is said as briefly as it can be (a list of words as one
-- array, which is kept as one constant). Nothing that was refused is allowed.
-- The domains get their checks last: to give a column another domain than one without a check would write the whole table again.

-- At most so many characters.
create domain thread.text_of_10 as text;
create domain thread.text_of_40 as text;
create domain thread.text_of_80 as text;
create domain thread.text_of_120 as text;
create domain thread.text_of_160 as text;
create domain thread.text_of_200 as text;
create domain thread.text_of_254 as text;
create domain thread.text_of_300 as text;
create domain thread.text_of_400 as text;
create domain thread.text_of_600 as text;
create domain thread.text_of_1000 as text;
create domain thread.text_of_2000 as text;
create domain thread.text_of_4000 as text;
create domain thread.text_of_8000 as text;
-- As many, and at least one.
create domain thread.said_of_500 as text;
create domain thread.said_of_600 as text;
create domain thread.said_of_2000 as text;
-- A FHIR resource as JSON.
create domain thread.resource as text;
create domain thread.practice_code as text;
-- A word of a module, and a word of it: of jobs, events and actions.
create domain thread.code as text;
create domain thread.way_given as text;
create domain thread.basis as text;
create domain thread.decision_purpose as text;
create domain thread.decision_category as text;
create domain thread.referral_scope as text;
create domain thread.referral_urgency as text;
create domain thread.referral_reason as text;
create domain thread.referral_event_kind as text;

alter table referral
  drop constraint referral_lengths,
  drop constraint referral_permission_how,
  drop constraint referral_scope,
  drop constraint referral_urgency,
  drop constraint referral_status_reason,
  drop constraint referral_status,
  drop constraint referral_requested_by,
  drop constraint referral_to_kind,
  drop constraint referral_safe_contact,
  drop constraint referral_reason_given,
  alter column reason type thread.said_of_2000,
  alter column need_kind type thread.text_of_80,
  alter column access_needs type thread.text_of_600,
  alter column risks type thread.text_of_1000,
  alter column safe_contact_note type thread.text_of_600,
  alter column on_behalf_relation type thread.text_of_80,
  alter column requester_name type thread.text_of_120,
  alter column requester_phone type thread.text_of_40,
  alter column to_name type thread.text_of_200,
  alter column status_note type thread.text_of_1000,
  alter column business_status type thread.text_of_200,
  alter column output type thread.text_of_4000,
  alter column message_back type thread.text_of_8000,
  alter column permission_how type thread.way_given,
  alter column scope type thread.referral_scope,
  alter column urgency type thread.referral_urgency,
  alter column status_reason type thread.referral_reason;
alter table referral
  add constraint referral_status check (status = any ('{draft,requested,accepted,rejected,in-progress,on-hold,completed,failed,cancelled,entered-in-error}')),
  add constraint referral_requested_by check (requested_by = any ('{partner,self,on-behalf}')),
  add constraint referral_to_kind check (to_kind = any ('{service,organisation,open}')),
  add constraint referral_safe_contact check (safe_contact = any ('{any,only-this-way,through-somebody}')),
  add constraint referral_reason_given check (status_reason is not null or status <> all ('{rejected,cancelled,failed,entered-in-error}'));

alter table referral_event
  drop constraint referral_event_kind,
  drop constraint referral_event_by_kind,
  drop constraint referral_event_note_length,
  alter column kind type thread.referral_event_kind,
  alter column note type thread.text_of_2000;
alter table referral_event
  add constraint referral_event_by_kind check (by_kind = any ('{requester,performer,person,system}'));

alter table sharing_decision
  drop constraint sharing_decision_effect,
  drop constraint sharing_decision_basis,
  drop constraint sharing_decision_category,
  drop constraint sharing_decision_how,
  drop constraint sharing_decision_purpose,
  drop constraint sharing_decision_reason_length,
  alter column basis type thread.basis,
  alter column category type thread.decision_category,
  alter column how_given type thread.way_given,
  alter column purpose type thread.decision_purpose,
  alter column reason type thread.text_of_600;
alter table sharing_decision
  add constraint sharing_decision_effect check (effect = any ('{permit,deny,withdraw}'));

alter table person
  drop constraint person_contact_length,
  drop constraint person_name_length,
  drop constraint person_needs_length,
  drop constraint person_safe_contact,
  drop constraint person_status,
  alter column known_as type thread.text_of_80,
  alter column phone type thread.text_of_40,
  alter column email type thread.text_of_254,
  alter column safe_contact_note type thread.text_of_600,
  alter column format_needs type thread.text_of_300,
  alter column language type thread.text_of_80;
alter table person
  add constraint person_name_length check (length(name) between 1 and 160),
  add constraint person_safe_contact check (safe_contact = any ('{any,only-this-way,through-somebody}')),
  add constraint person_status check (status = any ('{active,ended}'));

alter table person_particulars
  drop constraint person_particulars_lengths,
  drop constraint person_particulars_practice_code,
  alter column given_name type thread.text_of_80,
  alter column family_name type thread.text_of_80,
  alter column pronouns type thread.text_of_40,
  alter column gender type thread.text_of_80,
  alter column ethnicity type thread.text_of_120,
  alter column address_lines type thread.text_of_400,
  alter column postcode type thread.text_of_10,
  alter column gp_practice type thread.text_of_160,
  alter column gp_practice_code type thread.practice_code;

alter table person_relationship
  drop constraint person_relationship_kind,
  drop constraint person_relationship_scope,
  drop constraint person_relationship_name_length,
  alter column worker_name type thread.text_of_120;
alter table person_relationship
  add constraint person_relationship_kind check (kind = any ('{lead,referral,circle}')),
  add constraint person_relationship_scope check (scope = any ('{full,share-plan,deliver,answer}'));

alter table personal_version
  drop constraint personal_version_category;
alter table personal_version
  add constraint personal_version_category check (category = any ('{identity,circle,plan,needs,referral,safeguarding}'));

alter table thread_record
  drop constraint thread_record_kind,
  drop constraint thread_record_visibility;
alter table thread_record
  add constraint thread_record_kind check (kind = any ('{organisation,conversation,statement,theme,priority,objection,outcome,plan,commitment,funding-line,body,meeting,decision,action,service,referral,contact,goal,measure,spend-line,story,uptake,event}')),
  add constraint thread_record_visibility check (visibility = any ('{public,partner,personal}'));

alter table thread_event
  drop constraint thread_event_sentence_length,
  drop constraint thread_event_name_shape,
  drop constraint thread_event_visibility,
  alter column sentence type thread.said_of_500,
  alter column name type thread.code;
alter table thread_event
  add constraint thread_event_visibility check (visibility = any ('{public,partner,personal}'));

alter table job
  drop constraint job_kind_shape,
  alter column kind type thread.code;

alter table audit_event
  drop constraint audit_event_action_shape,
  alter column action type thread.code;

alter table fhir_part
  drop constraint fhir_part_category,
  drop constraint fhir_part_length,
  alter column content type thread.resource;
alter table fhir_part
  add constraint fhir_part_category check (category = any ('{identity,circle,plan,needs,referral,safeguarding}'));

alter table fhir_key
  drop constraint fhir_key_category,
  drop constraint fhir_key_length,
  alter column token type thread.said_of_600;
alter table fhir_key
  add constraint fhir_key_category check (category = any ('{identity,circle,plan,needs,referral,safeguarding}'));

alter domain thread.text_of_10 add constraint text_length check (length(value) <= 10);
alter domain thread.text_of_40 add constraint text_length check (length(value) <= 40);
alter domain thread.text_of_80 add constraint text_length check (length(value) <= 80);
alter domain thread.text_of_120 add constraint text_length check (length(value) <= 120);
alter domain thread.text_of_160 add constraint text_length check (length(value) <= 160);
alter domain thread.text_of_200 add constraint text_length check (length(value) <= 200);
alter domain thread.text_of_254 add constraint text_length check (length(value) <= 254);
alter domain thread.text_of_300 add constraint text_length check (length(value) <= 300);
alter domain thread.text_of_400 add constraint text_length check (length(value) <= 400);
alter domain thread.text_of_600 add constraint text_length check (length(value) <= 600);
alter domain thread.text_of_1000 add constraint text_length check (length(value) <= 1000);
alter domain thread.text_of_2000 add constraint text_length check (length(value) <= 2000);
alter domain thread.text_of_4000 add constraint text_length check (length(value) <= 4000);
alter domain thread.text_of_8000 add constraint text_length check (length(value) <= 8000);
alter domain thread.said_of_500 add constraint said_length check (length(value) between 1 and 500);
alter domain thread.said_of_600 add constraint said_length check (length(value) between 1 and 600);
alter domain thread.said_of_2000 add constraint said_length check (length(value) between 1 and 2000);
alter domain thread.resource add constraint resource_length check (length(value) between 2 and 200000);
alter domain thread.practice_code add constraint practice_code_shape check (value ~ '^[A-Z][0-9]{5}$');
alter domain thread.code add constraint code_shape check (value ~ '^[a-z-]+/[a-z-]+$');
alter domain thread.way_given add constraint way_given_known check (value = any ('{in-person,phone,letter,online}'));
alter domain thread.basis add constraint basis_known check (value = any ('{consent,public-task,vital-interests,best-interests}'));
alter domain thread.decision_purpose add constraint decision_purpose_known check (value = any ('{*,direct-support,referral,safeguarding}'));
alter domain thread.decision_category add constraint decision_category_known check (value = any ('{*,identity,circle,plan,needs,referral,safeguarding}'));
alter domain thread.referral_scope add constraint referral_scope_known check (value = any ('{answer,deliver,share-plan}'));
alter domain thread.referral_urgency add constraint referral_urgency_known check (value = any ('{routine,urgent}'));
alter domain thread.referral_reason add constraint referral_reason_known check (value = any ('{no-capacity,waiting-list-closed,outside-area,outside-age,outside-criteria,needs-other-service,not-enough-information,duplicate,person-already-known,unsafe-to-proceed,service-closed,person-declined,person-withdrew,cannot-reach-person,person-moved,person-died,no-reply,sent-in-error,other}'));
alter domain thread.referral_event_kind add constraint referral_event_kind_known check (value = any ('{created,moved,reminded,escalated,note,contact-tried,message-back,link-made,link-opened,claimed,reopened,outcome-read,feedback}'));
