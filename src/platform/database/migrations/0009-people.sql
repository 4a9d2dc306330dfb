-- People: a person, their circle and plan; who they allow to know; referrals. Every row of a person is guarded by
-- what the person decided (access_grant, access_denial), the role of the reader (thread.categories) and the purpose of
-- the route (thread.purpose).

create function thread.purpose() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('thread.purpose', true), '') $$;
create function thread.categories() returns text[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('thread.categories', true), '')::text[], '{}') $$;
-- The categories of information about a person.
create function thread.all_categories() returns text[] language sql immutable parallel safe
  as $$ select array['identity', 'circle', 'plan', 'needs', 'referral', 'safeguarding'] $$;
-- What a relationship with a person opens at most, by its scope.
create function thread.categories_of_scope(scope text) returns text[] language sql immutable parallel safe
  as $$ select case scope
      when 'full' then thread.all_categories()
      when 'share-plan' then array['identity', 'circle', 'plan', 'needs']
      when 'deliver' then array['identity', 'needs']
      else array[]::text[] end $$;

create table person (
  place_id uuid not null,
  id uuid not null,
  name text not null,
  known_as text not null default '',
  born_on date,
  nhs_number text,
  phone text not null default '',
  email text not null default '',
  safe_contact text not null default 'any',
  safe_contact_note text not null default '',
  format_needs text not null default '',
  language text not null default '',
  interpreter boolean not null default false,
  safe_mode boolean not null default false,
  account_id uuid,
  lead_account_id uuid,
  lead_organisation_id uuid,
  status text not null default 'active',
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint person_pk primary key (place_id, id),
  constraint person_place foreign key (place_id) references place (id),
  constraint person_account foreign key (account_id) references account (id),
  constraint person_account_once unique (place_id, account_id),
  constraint person_lead_account foreign key (lead_account_id) references account (id),
  constraint person_lead_organisation foreign key (lead_organisation_id) references organisation (id),
  constraint person_author_org foreign key (author_org) references organisation (id),
  constraint person_name_length check (length(name) between 1 and 160 and length(known_as) <= 80),
  -- Not unique: two records may carry one number until somebody has decided which is right.
  constraint person_nhs_number_shape check (nhs_number ~ '^[0-9]{10}$'),
  constraint person_contact_length check (length(phone) <= 40 and length(email) <= 254 and length(safe_contact_note) <= 600),
  constraint person_needs_length check (length(format_needs) <= 300 and length(language) <= 80),
  constraint person_safe_contact check (safe_contact in ('any', 'only-this-way', 'through-somebody')),
  constraint person_safe_contact_said check (safe_contact = 'any' or safe_contact_note <> ''),
  constraint person_status check (status in ('active', 'ended'))
);
create index person_by_name on person (place_id, name, id);

-- Who and what already supports a person. Other people in it are third parties: the least that is needed.
create table circle_member (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  name text not null,
  other_person_id uuid,
  organisation_id uuid,
  service_id uuid,
  ring integer not null,
  strength text not null default 'ordinary',
  quality text not null default 'helps',
  direction text not null default 'gives',
  gives text not null default '',
  ended_on date,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint circle_member_pk primary key (place_id, id),
  constraint circle_member_of_person unique (place_id, person_id, id),
  constraint circle_member_person foreign key (place_id, person_id) references person (place_id, id),
  constraint circle_member_other_person foreign key (place_id, other_person_id) references person (place_id, id),
  constraint circle_member_organisation foreign key (organisation_id) references organisation (id),
  constraint circle_member_kind check (kind in ('family', 'neighbour', 'friend', 'group', 'place', 'pet', 'service', 'agency')),
  constraint circle_member_name_length check (length(name) between 1 and 120 and length(gives) <= 300),
  constraint circle_member_ring check (ring between 1 and 3),
  constraint circle_member_strength check (strength in ('strong', 'ordinary', 'thin')),
  constraint circle_member_quality check (quality in ('helps', 'mixed', 'strains')),
  constraint circle_member_direction check (direction in ('gives', 'receives', 'both'))
);
create index circle_member_by_person on circle_member (place_id, person_id);

create table strength (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  words text not null,
  said_by text not null default 'person',
  said_on date not null,
  removed_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint strength_pk primary key (place_id, id),
  constraint strength_person foreign key (place_id, person_id) references person (place_id, id),
  constraint strength_kind check (kind in ('good-at', 'enjoys', 'knows', 'belongs-to', 'values', 'has-come-through')),
  constraint strength_said_by check (said_by in ('person', 'somebody-else')),
  constraint strength_words_length check (length(words) between 1 and 300)
);
create index strength_by_person on strength (place_id, person_id);

create table what_matters (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  words text not null,
  said_on date not null,
  removed_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint what_matters_pk primary key (place_id, id),
  constraint what_matters_person foreign key (place_id, person_id) references person (place_id, id),
  constraint what_matters_words_length check (length(words) between 1 and 1000)
);
create index what_matters_by_person on what_matters (place_id, person_id);

-- What somebody would like help with. It never leads. What touches on safety is filed apart.
create table need (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  category text not null,
  words text not null,
  said_on date not null,
  removed_at timestamptz,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  constraint need_pk primary key (place_id, id),
  constraint need_person foreign key (place_id, person_id) references person (place_id, id),
  constraint need_category check (category in ('needs', 'safeguarding')),
  constraint need_words_length check (length(words) between 1 and 1000)
);
create index need_by_person on need (place_id, person_id);

create table goal (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  words text not null,
  why text not null default '',
  importance integer not null,
  progress integer not null default 0,
  status text not null default 'active',
  priority_id uuid,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint goal_pk primary key (place_id, id),
  constraint goal_of_person unique (place_id, person_id, id),
  constraint goal_person foreign key (place_id, person_id) references person (place_id, id),
  constraint goal_words_length check (length(words) between 1 and 300 and length(why) <= 1000),
  constraint goal_importance check (importance between 1 and 10),
  constraint goal_progress_range check (progress between 0 and 10),
  constraint goal_status check (status in ('active', 'reached', 'set-aside'))
);
create index goal_by_person on goal (place_id, person_id);

-- Every figure a person has given for a goal, from the first: only ever added.
create table goal_reading (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  goal_id uuid not null,
  progress integer not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint goal_reading_pk primary key (place_id, id),
  constraint goal_reading_goal foreign key (place_id, person_id, goal_id) references goal (place_id, person_id, id),
  constraint goal_reading_progress check (progress between 0 and 10)
);
create index goal_reading_by_goal on goal_reading (place_id, goal_id, at);

-- A step towards a goal, and who does it: the person, somebody of the circle, or an organisation. It is offered, and
-- counts once the person has said yes.
create table plan_step (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  goal_id uuid not null,
  what text not null,
  circle_member_id uuid,
  organisation_id uuid,
  by_on date not null,
  status text not null,
  answered_at timestamptz,
  done_on date,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint plan_step_pk primary key (place_id, id),
  constraint plan_step_goal foreign key (place_id, person_id, goal_id) references goal (place_id, person_id, id),
  constraint plan_step_circle_member foreign key (place_id, person_id, circle_member_id) references circle_member (place_id, person_id, id),
  constraint plan_step_organisation foreign key (organisation_id) references organisation (id),
  constraint plan_step_one_doer check (circle_member_id is null or organisation_id is null),
  constraint plan_step_status check (status in ('offered', 'accepted', 'declined', 'done', 'ended')),
  constraint plan_step_done check ((status = 'done') = (done_on is not null)),
  constraint plan_step_what_length check (length(what) between 1 and 300)
);
create index plan_step_by_person on plan_step (place_id, person_id);
create index plan_step_by_day on plan_step (place_id, by_on) where status in ('offered', 'accepted');

-- What personal records said before an edit: guarded like the record itself, unlike record_version.
create table personal_version (
  place_id uuid not null,
  kind text not null,
  record_id uuid not null,
  version integer not null,
  person_id uuid not null,
  category text not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  content jsonb not null,
  constraint personal_version_pk primary key (place_id, kind, record_id, version),
  constraint personal_version_person foreign key (place_id, person_id) references person (place_id, id),
  constraint personal_version_category check (category = any (thread.all_categories()))
);

-- The three layers. An agreement is the ceiling.
create table sharing_agreement (
  place_id uuid not null,
  id uuid not null,
  name text not null,
  purposes text[] not null,
  categories text[] not null,
  lawful_basis text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  review_on date not null,
  created_at timestamptz not null,
  constraint sharing_agreement_pk primary key (place_id, id),
  constraint sharing_agreement_place foreign key (place_id) references place (id),
  constraint sharing_agreement_name_length check (length(name) between 1 and 200 and length(lawful_basis) between 1 and 300),
  constraint sharing_agreement_purposes check (purposes <@ array['direct-support', 'referral', 'safeguarding']),
  constraint sharing_agreement_categories check (categories <@ thread.all_categories()),
  constraint sharing_agreement_times check (until_at is null or until_at >= from_at)
);

create table sharing_agreement_party (
  place_id uuid not null,
  agreement_id uuid not null,
  organisation_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz,
  constraint sharing_agreement_party_pk primary key (place_id, agreement_id, organisation_id),
  constraint sharing_agreement_party_agreement foreign key (place_id, agreement_id) references sharing_agreement (place_id, id),
  constraint sharing_agreement_party_organisation foreign key (organisation_id) references organisation (id),
  constraint sharing_agreement_party_times check (until_at is null or until_at >= from_at)
);

-- What the person decided: only ever added. A withdrawal is a row of its own that names what it withdraws.
create table sharing_decision (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  effect text not null,
  withdraws_id uuid,
  organisation_id uuid,
  account_id uuid,
  purpose text not null default '*',
  category text not null default '*',
  basis text not null default 'consent',
  how_given text not null,
  reason text not null default '',
  referral_id uuid,
  from_at timestamptz not null,
  until_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint sharing_decision_pk primary key (place_id, id),
  constraint sharing_decision_of_person unique (place_id, person_id, id),
  constraint sharing_decision_person foreign key (place_id, person_id) references person (place_id, id),
  constraint sharing_decision_withdraws foreign key (place_id, person_id, withdraws_id) references sharing_decision (place_id, person_id, id),
  constraint sharing_decision_organisation foreign key (organisation_id) references organisation (id),
  constraint sharing_decision_account foreign key (account_id) references account (id),
  constraint sharing_decision_effect check (effect in ('permit', 'deny', 'withdraw')),
  constraint sharing_decision_withdrawal check ((effect = 'withdraw') = (withdraws_id is not null)),
  -- A worker can be refused by name; nobody is let in by name past their organisation.
  constraint sharing_decision_named_worker check (account_id is null or effect = 'deny'),
  constraint sharing_decision_purpose check (purpose in ('*', 'direct-support', 'referral', 'safeguarding')),
  constraint sharing_decision_category check (category = '*' or category = any (thread.all_categories())),
  constraint sharing_decision_basis check (basis in ('consent', 'public-task', 'vital-interests', 'best-interests')),
  constraint sharing_decision_reasoned check (basis = 'consent' or reason <> ''),
  constraint sharing_decision_reason_length check (length(reason) <= 600),
  constraint sharing_decision_how check (how_given in ('in-person', 'phone', 'letter', 'online')),
  constraint sharing_decision_times check (until_at is null or until_at >= from_at)
);
create index sharing_decision_by_person on sharing_decision (place_id, person_id);

-- Who is working with the person. `scope` says what the relationship opens at most.
create table person_relationship (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  account_id uuid,
  worker_name text not null default '',
  kind text not null,
  scope text not null,
  referral_id uuid,
  from_at timestamptz not null,
  until_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint person_relationship_pk primary key (place_id, id),
  constraint person_relationship_person foreign key (place_id, person_id) references person (place_id, id),
  constraint person_relationship_organisation foreign key (organisation_id) references organisation (id),
  constraint person_relationship_account foreign key (account_id) references account (id),
  constraint person_relationship_kind check (kind in ('lead', 'referral', 'circle')),
  constraint person_relationship_scope check (scope in ('full', 'share-plan', 'deliver', 'answer')),
  constraint person_relationship_referral check ((kind = 'referral') = (referral_id is not null)),
  constraint person_relationship_name_length check (length(worker_name) <= 120),
  constraint person_relationship_times check (until_at is null or until_at >= from_at)
);
create index person_relationship_by_person on person_relationship (place_id, person_id);

-- What the three layers come to, made by thread.refold_access and by nothing else.
create table access_grant (
  place_id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  category text not null,
  purpose text not null,
  valid tstzrange not null,
  basis text not null,
  constraint access_grant_pk primary key (place_id, organisation_id, person_id, category, purpose, valid),
  constraint access_grant_person foreign key (place_id, person_id) references person (place_id, id)
);
create index access_grant_by_person on access_grant (place_id, person_id);

create table access_denial (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  account_id uuid,
  organisation_id uuid,
  category text not null,
  valid tstzrange not null,
  constraint access_denial_pk primary key (place_id, id),
  constraint access_denial_person foreign key (place_id, person_id) references person (place_id, id),
  constraint access_denial_of_somebody check (account_id is not null or organisation_id is not null)
);
create index access_denial_by_account on access_denial (place_id, account_id);
create index access_denial_by_organisation on access_denial (place_id, organisation_id);

-- A referral: asked by a partner, by the person, or for them; to a service, an organisation, or open to claim.
create table referral (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  requested_by text not null,
  on_behalf_relation text not null default '',
  requester_name text not null default '',
  requester_phone text not null default '',
  permission_how text not null,
  permission_on date not null,
  may_offer_openly boolean not null default false,
  to_kind text not null,
  service_id uuid,
  organisation_id uuid,
  to_name text not null default '',
  goal_id uuid,
  reason text not null,
  need_kind text not null default '',
  access_needs text not null default '',
  no_known_risks boolean not null,
  risks text not null default '',
  safe_contact text not null default 'any',
  safe_contact_note text not null default '',
  urgency text not null default 'routine',
  scope text not null default 'deliver',
  status text not null,
  status_reason text,
  status_note text not null default '',
  business_status text not null default '',
  review_on date,
  output text,
  sent_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  outcome_read_at timestamptz,
  message_back text,
  reopens_id uuid,
  based_on_id uuid,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint referral_pk primary key (place_id, id),
  constraint referral_of_person unique (place_id, person_id, id),
  constraint referral_person foreign key (place_id, person_id) references person (place_id, id),
  constraint referral_organisation foreign key (organisation_id) references organisation (id),
  constraint referral_author_org foreign key (author_org) references organisation (id),
  constraint referral_goal foreign key (place_id, person_id, goal_id) references goal (place_id, person_id, id),
  constraint referral_reopens foreign key (place_id, person_id, reopens_id) references referral (place_id, person_id, id),
  constraint referral_based_on foreign key (place_id, person_id, based_on_id) references referral (place_id, person_id, id),
  constraint referral_requested_by check (requested_by in ('partner', 'self', 'on-behalf')),
  constraint referral_on_behalf check ((requested_by = 'on-behalf') = (on_behalf_relation <> '')),
  constraint referral_permission_how check (permission_how in ('in-person', 'phone', 'letter', 'online')),
  constraint referral_to_kind check (to_kind in ('service', 'organisation', 'open')),
  constraint referral_to check ((to_kind <> 'service' or service_id is not null) and (to_kind <> 'organisation' or organisation_id is not null)),
  constraint referral_open_allowed check (to_kind <> 'open' or may_offer_openly),
  constraint referral_risks_said check (no_known_risks = (risks = '')),
  constraint referral_safe_contact check (safe_contact in ('any', 'only-this-way', 'through-somebody')),
  constraint referral_safe_contact_said check (safe_contact = 'any' or safe_contact_note <> ''),
  constraint referral_urgency check (urgency in ('routine', 'urgent')),
  constraint referral_scope check (scope in ('answer', 'deliver', 'share-plan')),
  constraint referral_status check (status in ('draft', 'requested', 'accepted', 'rejected', 'in-progress', 'on-hold', 'completed', 'failed', 'cancelled', 'entered-in-error')),
  constraint referral_status_reason check (status_reason in ('no-capacity', 'waiting-list-closed', 'outside-area', 'outside-age', 'outside-criteria', 'needs-other-service', 'not-enough-information', 'duplicate', 'person-already-known', 'unsafe-to-proceed', 'service-closed', 'person-declined', 'person-withdrew', 'cannot-reach-person', 'person-moved', 'person-died', 'no-reply', 'sent-in-error', 'other')),
  constraint referral_reason_given check (status not in ('rejected', 'cancelled', 'failed', 'entered-in-error') or status_reason is not null),
  constraint referral_hold_reviewed check (status <> 'on-hold' or (review_on is not null and status_note <> '')),
  constraint referral_output_given check (status <> 'completed' or output <> ''),
  constraint referral_lengths check (length(reason) between 1 and 2000 and length(need_kind) <= 80 and length(access_needs) <= 600 and length(risks) <= 1000 and length(safe_contact_note) <= 600
    and length(on_behalf_relation) <= 80 and length(requester_name) <= 120 and length(requester_phone) <= 40 and length(to_name) <= 200
    and length(status_note) <= 1000 and length(business_status) <= 200 and length(output) <= 4000 and length(message_back) <= 8000)
);
create index referral_by_person on referral (place_id, person_id);
create index referral_by_organisation on referral (place_id, organisation_id, status);
create index referral_by_author on referral (place_id, author_org, status);
create index referral_by_sent on referral (place_id, sent_at) where status = 'requested';

-- What happened to a referral: only ever added. `once` keeps a notice from being sent twice.
create table referral_event (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  referral_id uuid not null,
  at timestamptz not null,
  kind text not null,
  from_status text,
  to_status text,
  by_kind text not null,
  organisation_id uuid,
  status_reason text,
  note text not null default '',
  once text,
  author_org uuid,
  author_account uuid,
  constraint referral_event_pk primary key (place_id, id),
  constraint referral_event_referral foreign key (place_id, person_id, referral_id) references referral (place_id, person_id, id),
  constraint referral_event_once unique (place_id, referral_id, once),
  constraint referral_event_kind check (kind in ('created', 'moved', 'reminded', 'escalated', 'note', 'contact-tried', 'message-back', 'link-made', 'link-opened', 'claimed', 'reopened', 'outcome-read', 'feedback')),
  constraint referral_event_by_kind check (by_kind in ('requester', 'performer', 'person', 'system')),
  constraint referral_event_note_length check (length(note) <= 2000)
);
create index referral_event_by_referral on referral_event (place_id, referral_id, at);

-- What everybody who could take an open referral may know before they take it: no name, no address, no story.
create table referral_offer (
  place_id uuid not null,
  referral_id uuid not null,
  person_id uuid not null,
  need_kind text not null,
  age_band text not null default '',
  area text not null default '',
  access_needs text not null default '',
  urgency text not null,
  offered_at timestamptz not null,
  ended_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint referral_offer_pk primary key (place_id, referral_id),
  constraint referral_offer_referral foreign key (place_id, person_id, referral_id) references referral (place_id, person_id, id),
  constraint referral_offer_lengths check (length(need_kind) <= 80 and length(age_band) <= 40 and length(area) <= 80 and length(access_needs) <= 600)
);

-- The link by which an organisation answers without an account: only the hash of its token is kept. Expiry is checked
-- where the hash is, before thread.link is set.
create table answer_link (
  place_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  person_id uuid not null,
  organisation_id uuid,
  kind text not null,
  token_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  author_org uuid,
  author_account uuid,
  constraint answer_link_pk primary key (place_id, id),
  constraint answer_link_referral foreign key (place_id, person_id, referral_id) references referral (place_id, person_id, id),
  constraint answer_link_organisation foreign key (organisation_id) references organisation (id),
  constraint answer_link_token_once unique (place_id, token_hash),
  constraint answer_link_kind check (kind in ('answer', 'follow')),
  constraint answer_link_hash_length check (length(token_hash) between 32 and 128)
);
create index answer_link_by_referral on answer_link (place_id, referral_id);

-- Who is asking. These run as the owner, so that no policy needs itself.

-- The organisation for which the account helps people, as the server says and the memberships confirm. Without a
-- declared purpose it is none, so that pages which are about no person never show one.
create function thread.helping_organisation() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select m.organisation_id from membership m join account a on a.id = m.account_id and a.disabled_at is null
     where thread.purpose() is not null and m.place_id = thread.place() and m.account_id = thread.account()
       and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid
       and m.role in ('link-worker', 'practitioner', 'editor')
       and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
     limit 1
  $$;
-- The person that the account is.
create function thread.my_person() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
     where p.place_id = thread.place() and p.account_id = thread.account()
  $$;
-- The same, unless somebody might be reading over their shoulder.
create function thread.my_open_person() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select p.id from person p join account a on a.id = p.account_id and a.disabled_at is null
     where p.place_id = thread.place() and p.account_id = thread.account() and not p.safe_mode
  $$;
-- `person/category` of everything that this account must not know, by its own name or by that of any organisation it is of.
create function thread.denied_keys() returns text[]
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select coalesce(array_agg(d.person_id::text || '/' || c.category), '{}')
      from access_denial d
      cross join lateral unnest(case when d.category = '*' then thread.all_categories() else array[d.category] end) as c (category)
     where d.place_id = thread.place() and d.valid @> now()
       and (d.account_id = thread.account()
         or (d.account_id is null and d.organisation_id in (
           select m.organisation_id from membership m
            where m.place_id = thread.place() and m.account_id = thread.account()
              and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date))))
  $$;
-- The referral, person and organisation of the link of this transaction.
create function thread.linked_referral() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.referral_id from answer_link l
     where l.place_id = thread.place() and l.id = thread.link() and l.revoked_at is null
  $$;
-- The name is shown once the referral is accepted, and no longer than it runs.
create function thread.linked_person() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select r.person_id from answer_link l
      join referral r on r.place_id = l.place_id and r.id = l.referral_id and r.status in ('accepted', 'in-progress', 'on-hold')
     where l.place_id = thread.place() and l.id = thread.link() and l.revoked_at is null
  $$;
create function thread.linked_organisation() returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select l.organisation_id from answer_link l
     where l.place_id = thread.place() and l.id = thread.link() and l.revoked_at is null
  $$;

-- Folds the three layers of one person into access_grant and access_denial:
-- agreement * relationship * (permit or other lawful basis) - deny, by organisation, category and purpose, over time.
create function thread.refold_access(person uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    -- Two changes of one person at a time would each miss the other.
    select p.id from person p where p.place_id = thread.place() and p.id = refold_access.person for update;
    delete from access_grant g where g.place_id = thread.place() and g.person_id = refold_access.person;
    delete from access_denial d where d.place_id = thread.place() and d.person_id = refold_access.person;
    insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis)
    with decision as (
      select d.*, tstzrange(d.from_at, least(d.until_at, w.at), '[)') as span
        from sharing_decision d
        left join lateral (select greatest(min(x.from_at), d.from_at) as at from sharing_decision x
          where x.place_id = d.place_id and x.person_id = d.person_id and x.withdraws_id = d.id having count(*) > 0) w on true
       where d.place_id = thread.place() and d.person_id = refold_access.person and d.effect <> 'withdraw'
    ), agreed as (
      select p.organisation_id, c.category, u.purpose,
             range_agg(tstzrange(greatest(a.from_at, p.from_at), least(a.until_at, p.until_at), '[)')) as span
        from sharing_agreement a
        join sharing_agreement_party p on p.place_id = a.place_id and p.agreement_id = a.id
        cross join lateral unnest(a.categories) as c (category)
        cross join lateral unnest(a.purposes) as u (purpose)
       where a.place_id = thread.place()
         and greatest(a.from_at, p.from_at) < coalesce(least(a.until_at, p.until_at), 'infinity')
       group by 1, 2, 3
    ), related as (
      select r.organisation_id, c.category, range_agg(tstzrange(r.from_at, r.until_at, '[)')) as span
        from person_relationship r
        cross join lateral unnest(thread.categories_of_scope(r.scope)) as c (category)
       where r.place_id = thread.place() and r.person_id = refold_access.person
       group by 1, 2
    ), folded as (
      select a.organisation_id, a.category, a.purpose,
             a.span * r.span
               * coalesce((select range_agg(d.span) from decision d where d.effect = 'permit'
                   and (d.organisation_id is null or d.organisation_id = a.organisation_id)
                   and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)), '{}'::tstzmultirange)
               - coalesce((select range_agg(d.span) from decision d where d.effect = 'deny' and d.account_id is null
                   and (d.organisation_id is null or d.organisation_id = a.organisation_id)
                   and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)), '{}'::tstzmultirange) as spans,
             (select string_agg(distinct d.basis, ', ' order by d.basis) from decision d where d.effect = 'permit'
               and (d.organisation_id is null or d.organisation_id = a.organisation_id)
               and d.category in ('*', a.category) and d.purpose in ('*', a.purpose)) as basis
        from agreed a join related r on r.organisation_id = a.organisation_id and r.category = a.category
    )
    select thread.place(), f.organisation_id, refold_access.person, f.category, f.purpose, s.valid, f.basis
      from folded f cross join lateral unnest(f.spans) as s (valid);
    insert into access_denial (place_id, id, person_id, account_id, organisation_id, category, valid)
    select d.place_id, d.id, d.person_id, d.account_id, d.organisation_id, d.category,
           tstzrange(d.from_at, least(d.until_at, w.at), '[)')
      from sharing_decision d
      left join lateral (select greatest(min(x.from_at), d.from_at) as at from sharing_decision x
        where x.place_id = d.place_id and x.person_id = d.person_id and x.withdraws_id = d.id having count(*) > 0) w on true
     where d.place_id = thread.place() and d.person_id = refold_access.person and d.effect = 'deny'
       and (d.account_id is not null or (d.organisation_id is not null and d.purpose = '*'))
       and d.from_at < coalesce(least(d.until_at, w.at), 'infinity');
  $$;
-- After an agreement changed: everybody of the place.
create function thread.refold_all() returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$ select thread.refold_access(p.id) from person p where p.place_id = thread.place() order by p.id $$;

-- Who may see what of a person: for the person, and for the organisation that leads.
create function thread.who_may_see(person uuid)
  returns table (organisation_id uuid, category text, purpose text, valid tstzrange, basis text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select g.organisation_id, g.category, g.purpose, g.valid, g.basis from access_grant g
     where g.place_id = thread.place() and g.person_id = who_may_see.person
       and (who_may_see.person = thread.my_open_person() or exists (
         select 1 from person p where p.place_id = thread.place() and p.id = who_may_see.person
           and p.lead_organisation_id = thread.helping_organisation()
           and (p.id::text || '/identity') <> all (thread.denied_keys())))
  $$;
-- Whether this account may write about a person: for the organisation that leads, or with a grant. Only for writes, which
-- ask it of few rows; what is read asks in its policy, once for a query.
create function thread.may_write(person uuid, category text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select thread.helping_organisation() is not null and may_write.category = any (thread.categories())
      and (person::text || '/identity') <> all (thread.denied_keys())
      and (person::text || '/' || may_write.category) <> all (thread.denied_keys())
      and (exists (select 1 from person p where p.place_id = thread.place() and p.id = may_write.person
          and p.lead_organisation_id = thread.helping_organisation())
        or exists (select 1 from access_grant g where g.place_id = thread.place() and g.person_id = may_write.person
          and g.organisation_id = thread.helping_organisation() and g.category = may_write.category
          and g.purpose = thread.purpose() and g.valid @> now()))
  $$;
-- Those who could be named as somebody who must not know: for people who help, and for the person themselves.
create function thread.workers_here() returns table (account_id uuid, name text, organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct m.account_id, a.name, m.organisation_id
      from membership m join account a on a.id = m.account_id and a.disabled_at is null
     where m.place_id = thread.place() and m.organisation_id is not null and m.role in ('link-worker', 'practitioner', 'editor')
       and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
       and (thread.helping_organisation() is not null or thread.my_person() is not null)
  $$;
-- Takes an open referral, if nobody was faster: one conditional write. Only organisations of an agreement may.
create function thread.claim_referral(referral uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with taken as (
      update referral r set organisation_id = thread.helping_organisation(), status = 'accepted', answered_at = claim_referral.at, version = r.version + 1
       where r.place_id = thread.place() and r.id = claim_referral.referral
         and r.to_kind = 'open' and r.organisation_id is null and r.status = 'requested'
         and thread.helping_organisation() is not null
         and 'referral' = any (thread.categories())
         and (r.person_id::text || '/referral') <> all (thread.denied_keys())
         and exists (select 1 from sharing_agreement a
           join sharing_agreement_party p on p.place_id = a.place_id and p.agreement_id = a.id
          where a.place_id = thread.place() and p.organisation_id = thread.helping_organisation()
            and 'referral' = any (a.purposes)
            and a.from_at <= now() and (a.until_at is null or a.until_at > now())
            and p.from_at <= now() and (p.until_at is null or p.until_at > now()))
      returning r.place_id, r.id
    ), ended as (
      update referral_offer o set ended_at = claim_referral.at from taken t where o.place_id = t.place_id and o.referral_id = t.id
    )
    select exists (select 1 from taken)
  $$;

revoke execute on function thread.purpose(), thread.categories(), thread.all_categories(), thread.categories_of_scope(text), thread.helping_organisation(), thread.my_person(),
  thread.my_open_person(), thread.denied_keys(), thread.linked_referral(), thread.linked_person(), thread.linked_organisation(),
  thread.refold_access(uuid), thread.refold_all(), thread.who_may_see(uuid), thread.workers_here(), thread.may_write(uuid, text), thread.claim_referral(uuid, timestamptz) from public;
grant execute on function thread.purpose(), thread.categories(), thread.all_categories() to thread_public, thread_guest, thread_member, thread_service;
grant execute on function thread.categories_of_scope(text) to thread_member, thread_service;
grant execute on function thread.helping_organisation(), thread.my_person(), thread.my_open_person(), thread.denied_keys(),
  thread.who_may_see(uuid), thread.workers_here(), thread.may_write(uuid, text), thread.claim_referral(uuid, timestamptz) to thread_member;
grant execute on function thread.linked_referral(), thread.linked_person(), thread.linked_organisation() to thread_guest;
grant execute on function thread.refold_access(uuid), thread.refold_all() to thread_member, thread_service;

-- The person.

alter table person enable row level security;
alter table person force row level security;
create policy person_helper on person for select to thread_member
  using (place_id = (select thread.place()) and (id::text || '/identity') <> all ((select thread.denied_keys())::text[])
    and 'identity' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = person.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = person.id and g.category = 'identity' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy person_own on person for select to thread_member
  using (place_id = (select thread.place()) and id = (select thread.my_person()));
create policy person_linked on person for select to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.linked_person()));
create policy person_add on person for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and lead_organisation_id = (select thread.helping_organisation()) and account_id is null
    and 'identity' = any ((select thread.categories())::text[]) and (select thread.has_role('link-worker', 'practitioner')));
create policy person_change on person for update to thread_member
  using (place_id = (select thread.place()) and (id::text || '/identity') <> all ((select thread.denied_keys())::text[])
    and 'identity' = any ((select thread.categories())::text[])
    and lead_organisation_id = (select thread.helping_organisation()))
  with check (place_id = (select thread.place()) and lead_organisation_id = (select thread.helping_organisation()));
create policy person_change_own on person for update to thread_member
  using (place_id = (select thread.place()) and id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and id = (select thread.my_person()));
create policy person_service on person for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- What belongs to a person. Circle: hidden from the person's own pages in safe mode.

alter table circle_member enable row level security;
alter table circle_member force row level security;
create policy circle_member_helper on circle_member for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/circle') <> all ((select thread.denied_keys())::text[])
    and 'circle' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = circle_member.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = circle_member.person_id and g.category = 'circle' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy circle_member_own on circle_member for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy circle_member_add on circle_member for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'circle'));
create policy circle_member_add_own on circle_member for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_open_person())
    and author_org is null and author_account = (select thread.account()));
create policy circle_member_change on circle_member for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'circle'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'circle'));
create policy circle_member_change_own on circle_member for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy circle_member_service on circle_member for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table strength enable row level security;
alter table strength force row level security;
create policy strength_helper on strength for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = strength.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = strength.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy strength_own on strength for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy strength_add on strength for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy strength_add_own on strength for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy strength_change on strength for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy strength_change_own on strength for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy strength_service on strength for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table what_matters enable row level security;
alter table what_matters force row level security;
create policy what_matters_helper on what_matters for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = what_matters.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = what_matters.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy what_matters_own on what_matters for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy what_matters_add on what_matters for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy what_matters_add_own on what_matters for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy what_matters_change on what_matters for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy what_matters_change_own on what_matters for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy what_matters_service on what_matters for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table need enable row level security;
alter table need force row level security;
create policy need_helper on need for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = need.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = need.person_id and g.category = need.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy need_own on need for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding');
create policy need_add on need for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, category));
create policy need_add_own on need for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding'
    and author_org is null and author_account = (select thread.account()));
create policy need_change on need for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, category))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, category));
create policy need_change_own on need for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding')
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding');
create policy need_service on need for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table goal enable row level security;
alter table goal force row level security;
create policy goal_helper on goal for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = goal.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = goal.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy goal_own on goal for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy goal_add on goal for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy goal_add_own on goal for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy goal_change on goal for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy goal_change_own on goal for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy goal_service on goal for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table goal_reading enable row level security;
alter table goal_reading force row level security;
create policy goal_reading_helper on goal_reading for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = goal_reading.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = goal_reading.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy goal_reading_own on goal_reading for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy goal_reading_add on goal_reading for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy goal_reading_add_own on goal_reading for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy goal_reading_service on goal_reading for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table plan_step enable row level security;
alter table plan_step force row level security;
create policy plan_step_helper on plan_step for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = plan_step.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = plan_step.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy plan_step_own on plan_step for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy plan_step_add on plan_step for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy plan_step_add_own on plan_step for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy plan_step_change on plan_step for update to thread_member
  using (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'plan'));
create policy plan_step_change_own on plan_step for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy plan_step_service on plan_step for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table personal_version enable row level security;
alter table personal_version force row level security;
create policy personal_version_helper on personal_version for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = personal_version.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = personal_version.person_id and g.category = personal_version.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy personal_version_own on personal_version for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding');
create policy personal_version_add on personal_version for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, category));
create policy personal_version_add_own on personal_version for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding'
    and author_org is null and author_account = (select thread.account()));
create policy personal_version_service on personal_version for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- Who helps, and what the person decided.

alter table sharing_agreement enable row level security;
alter table sharing_agreement force row level security;
create policy sharing_agreement_read on sharing_agreement for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_here()));
create policy sharing_agreement_write on sharing_agreement for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy sharing_agreement_service on sharing_agreement for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table sharing_agreement_party enable row level security;
alter table sharing_agreement_party force row level security;
create policy sharing_agreement_party_read on sharing_agreement_party for select to thread_member
  using (place_id = (select thread.place()) and (select thread.is_here()));
create policy sharing_agreement_party_write on sharing_agreement_party for all to thread_member
  using (place_id = (select thread.place()) and (select thread.has_role('administrator')))
  with check (place_id = (select thread.place()) and (select thread.has_role('administrator')));
create policy sharing_agreement_party_service on sharing_agreement_party for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table person_relationship enable row level security;
alter table person_relationship force row level security;
create policy person_relationship_helper on person_relationship for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/circle') <> all ((select thread.denied_keys())::text[])
    and 'circle' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = person_relationship.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = person_relationship.person_id and g.category = 'circle' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy person_relationship_ours on person_relationship for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation())
    and (person_id::text || '/identity') <> all ((select thread.denied_keys())::text[]));
create policy person_relationship_own on person_relationship for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy person_relationship_add on person_relationship for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and (person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation()))
      -- Those who took a referral begin to work with the person, no further than the referral lets them.
      or (kind = 'referral' and organisation_id = (select thread.helping_organisation())
        and referral_id in (select r.id from referral r where r.place_id = (select thread.place()) and r.person_id = person_relationship.person_id
          and r.organisation_id = (select thread.helping_organisation()) and r.status in ('accepted', 'in-progress', 'on-hold') and r.scope = person_relationship.scope))));
create policy person_relationship_end on person_relationship for update to thread_member
  using (place_id = (select thread.place()) and (organisation_id = (select thread.helping_organisation()) or person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation()))))
  with check (place_id = (select thread.place()) and (organisation_id = (select thread.helping_organisation()) or person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation()))));
create policy person_relationship_service on person_relationship for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table sharing_decision enable row level security;
alter table sharing_decision force row level security;
create policy sharing_decision_lead on sharing_decision for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy sharing_decision_own on sharing_decision for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy sharing_decision_add on sharing_decision for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and (person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation()))
      -- Whoever refers somebody records what the person allowed for it.
      or (effect = 'permit' and organisation_id is not null
        and referral_id in (select r.id from referral r where r.place_id = (select thread.place()) and r.person_id = sharing_decision.person_id
          and r.author_org = (select thread.helping_organisation())))));
create policy sharing_decision_add_own on sharing_decision for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy sharing_decision_service on sharing_decision for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- Nobody but thread.refold_access writes these two; a reader needs only what opens things to their own organisation.
alter table access_grant enable row level security;
alter table access_grant force row level security;
create policy access_grant_ours on access_grant for select to thread_member
  using (place_id = (select thread.place()) and organisation_id = (select thread.helping_organisation()));
create policy access_grant_service on access_grant for select to thread_service using (place_id = (select thread.place()));

alter table access_denial enable row level security;
alter table access_denial force row level security;
create policy access_denial_lead on access_denial for select to thread_member
  using (place_id = (select thread.place()) and person_id in (select p.id from person p where p.place_id = (select thread.place()) and p.lead_organisation_id = (select thread.helping_organisation())));
create policy access_denial_own on access_denial for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy access_denial_service on access_denial for select to thread_service using (place_id = (select thread.place()));

-- Referrals: for those who asked, those who were asked, those who lead, and the person.

alter table referral enable row level security;
alter table referral force row level security;
create policy referral_helper on referral for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or (organisation_id = (select thread.helping_organisation()) and status <> 'draft')
      or exists (select 1 from access_grant g where g.place_id = referral.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = referral.person_id and g.category = 'referral' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy referral_own on referral for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and status <> 'draft');
create policy referral_linked on referral for select to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.linked_referral()));
create policy referral_add on referral for insert to thread_member
  with check (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and person_id in (select p.id from person p where p.place_id = (select thread.place())));
create policy referral_add_own on referral for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person()) and requested_by = 'self'
    and author_org is null and author_account = (select thread.account()));
create policy referral_change on referral for update to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation()) or organisation_id = (select thread.helping_organisation())))
  with check (place_id = (select thread.place())
    and (author_org = (select thread.helping_organisation()) or organisation_id = (select thread.helping_organisation())));
-- A person can withdraw what has not ended.
create policy referral_withdraw on referral for update to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person())
    and status in ('requested', 'accepted', 'in-progress', 'on-hold'))
  with check (place_id = (select thread.place()) and person_id = (select thread.my_open_person()) and status = 'cancelled');
create policy referral_answer on referral for update to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.linked_referral()) and status in ('requested', 'accepted', 'in-progress', 'on-hold'))
  with check (place_id = (select thread.place()) and id = (select thread.linked_referral()));
create policy referral_service on referral for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table referral_event enable row level security;
alter table referral_event force row level security;
create policy referral_event_read on referral_event for select to thread_member
  using (place_id = (select thread.place()) and referral_id in (select r.id from referral r where r.place_id = (select thread.place())));
create policy referral_event_linked on referral_event for select to thread_guest
  using (place_id = (select thread.place()) and referral_id = (select thread.linked_referral()));
create policy referral_event_add on referral_event for insert to thread_member
  with check (place_id = (select thread.place()) and author_account = (select thread.account())
    and author_org is not distinct from (select thread.helping_organisation())
    and referral_id in (select r.id from referral r where r.place_id = (select thread.place())));
create policy referral_event_add_linked on referral_event for insert to thread_guest
  with check (place_id = (select thread.place()) and referral_id = (select thread.linked_referral()) and by_kind = 'performer'
    and author_org is null and author_account is null);
create policy referral_event_service on referral_event for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table referral_offer enable row level security;
alter table referral_offer force row level security;
create policy referral_offer_read on referral_offer for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[])
    and 'referral' = any ((select thread.categories())::text[])
    and (select thread.helping_organisation()) is not null and (ended_at is null or author_org = (select thread.helping_organisation())));
create policy referral_offer_add on referral_offer for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and referral_id in (select r.id from referral r where r.place_id = (select thread.place()) and r.author_org = (select thread.helping_organisation()) and r.may_offer_openly));
create policy referral_offer_end on referral_offer for update to thread_member
  using (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()))
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()));
create policy referral_offer_service on referral_offer for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table answer_link enable row level security;
alter table answer_link force row level security;
create policy answer_link_asker on answer_link for select to thread_member
  using (place_id = (select thread.place()) and author_org = (select thread.helping_organisation())
    and (person_id::text || '/referral') <> all ((select thread.denied_keys())::text[]));
create policy answer_link_add on answer_link for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and referral_id in (select r.id from referral r where r.place_id = (select thread.place())
      and (r.author_org = (select thread.helping_organisation()) or r.organisation_id = (select thread.helping_organisation()))));
create policy answer_link_revoke on answer_link for update to thread_member
  using (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()))
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()));
create policy answer_link_used on answer_link for update to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.link()) and referral_id = (select thread.linked_referral()))
  with check (place_id = (select thread.place()) and id = (select thread.link()));
create policy answer_link_own on answer_link for select to thread_guest
  using (place_id = (select thread.place()) and id = (select thread.link()) and referral_id = (select thread.linked_referral()));
create policy answer_link_service on answer_link for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

-- On the thread: personal cards, links and events, under the same rule.

create policy thread_record_personal on thread_record for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = thread_record.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = thread_record.person_id and g.category = thread_record.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy thread_record_personal_own on thread_record for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null);
create policy thread_record_personal_add on thread_record for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation())
    and (thread.may_write(person_id, category) or author_org = (select thread.helping_organisation())));
create policy thread_record_personal_add_own on thread_record for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null and author_org is null);
create policy thread_record_personal_change on thread_record for update to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (thread.may_write(person_id, category) or author_org = (select thread.helping_organisation())))
  with check (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[]));
create policy thread_record_personal_change_own on thread_record for update to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null)
  with check (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null);
create policy thread_link_personal on thread_link for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = thread_link.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = thread_link.person_id and g.category = thread_link.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy thread_link_personal_own on thread_link for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null);
create policy thread_link_personal_add on thread_link for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation())
    and (thread.may_write(person_id, category) or author_org = (select thread.helping_organisation())));
create policy thread_link_personal_add_own on thread_link for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null and author_org is null);
create policy thread_link_personal_remove on thread_link for delete to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (thread.may_write(person_id, category) or author_org = (select thread.helping_organisation())));
create policy thread_link_personal_remove_own on thread_link for delete to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null);
create policy thread_event_personal on thread_event for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = thread_event.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = thread_event.person_id and g.category = thread_event.category and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy thread_event_personal_own on thread_event for select to thread_member
  using (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null);
create policy thread_event_personal_add on thread_event for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and (person_id::text || '/' || category) <> all ((select thread.denied_keys())::text[])
    and category = any ((select thread.categories())::text[])
    and author_org = (select thread.helping_organisation()) and account_id = (select thread.account())
    and (thread.may_write(person_id, category) or author_org = (select thread.helping_organisation())));
create policy thread_event_personal_add_own on thread_event for insert to thread_member
  with check (visibility = 'personal' and place_id = (select thread.place()) and person_id = (select thread.my_person()) and category <> 'safeguarding' and (select thread.purpose()) is not null and author_org is null and account_id = (select thread.account()));
create policy thread_event_personal_linked on thread_event for insert to thread_guest
  with check (visibility = 'personal' and place_id = (select thread.place()) and kind = 'referral' and record_id = (select thread.linked_referral())
    and category = 'referral' and author_org is null and account_id is null);

-- Who looked: the person reads it; and a view by a link has an organisation where it has no account.

alter table access_log alter column account_id drop not null;
alter table access_log add constraint access_log_somebody check (account_id is not null or organisation_id is not null);
create policy access_log_own on access_log for select to thread_member
  using (place_id = (select thread.place()) and record_kind = 'person' and record_id = (select thread.my_open_person()));
create policy access_log_add_linked on access_log for insert to thread_guest
  with check (place_id = (select thread.place()) and account_id is null and organisation_id = (select thread.linked_organisation()));

grant select on person, circle_member, strength, what_matters, need, goal, goal_reading, plan_step, personal_version, sharing_agreement, sharing_agreement_party,
  sharing_decision, person_relationship, access_grant, access_denial, referral, referral_event, referral_offer, answer_link to thread_member;
grant insert on person, circle_member, strength, what_matters, need, goal, goal_reading, plan_step, personal_version, sharing_agreement, sharing_agreement_party,
  sharing_decision, person_relationship, referral, referral_event, referral_offer, answer_link to thread_member;
-- Whose a row is, and whose words, never changes.
grant update (name, known_as, born_on, nhs_number, phone, email, safe_contact, safe_contact_note, format_needs, language, interpreter, safe_mode, lead_account_id, status, version) on person to thread_member;
grant update (kind, name, other_person_id, organisation_id, service_id, ring, strength, quality, direction, gives, ended_on, version) on circle_member to thread_member;
grant update (kind, words, said_by, said_on, removed_at, version) on strength to thread_member;
grant update (words, said_on, removed_at, version) on what_matters to thread_member;
grant update (words, said_on, removed_at, version) on need to thread_member;
grant update (words, why, importance, progress, status, priority_id, version) on goal to thread_member;
grant update (what, by_on, status, answered_at, done_on, version) on plan_step to thread_member;
grant update (name, lawful_basis, until_at, review_on) on sharing_agreement to thread_member;
grant update (until_at) on sharing_agreement_party, person_relationship to thread_member;
grant update (to_kind, service_id, organisation_id, to_name, goal_id, reason, need_kind, access_needs, no_known_risks, risks, safe_contact, safe_contact_note, urgency, scope, status, status_reason, status_note,
  business_status, review_on, output, sent_at, answered_at, closed_at, outcome_read_at, message_back, may_offer_openly, version) on referral to thread_member;
grant update (ended_at) on referral_offer to thread_member;
grant update (used_at, revoked_at) on answer_link to thread_member;
grant select on person, referral, referral_event, answer_link to thread_guest;
grant update (status, status_reason, status_note, business_status, review_on, output, answered_at, closed_at, version) on referral to thread_guest;
grant insert on referral_event, access_log to thread_guest;
grant update (used_at) on answer_link to thread_guest;
grant insert on thread_event to thread_guest;
grant select, insert, update, delete on person, circle_member, strength, what_matters, need, goal, goal_reading, plan_step, personal_version, sharing_agreement, sharing_agreement_party,
  sharing_decision, person_relationship, referral, referral_event, referral_offer, answer_link to thread_service;
grant select on access_grant, access_denial to thread_service;
