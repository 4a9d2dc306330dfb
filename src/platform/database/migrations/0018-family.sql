-- Households and families: several people with a record each, looked at together by whoever may see each of them. Being in
-- one family opens nothing of anybody to anybody.

-- What kind of help it is, so that the same help given twice, and help that nobody gives, can be told.
alter table circle_member add column help_kind text not null default '';
alter table circle_member add constraint circle_member_help_kind check (help_kind in (
  '', 'company', 'food', 'home', 'children', 'care', 'money', 'advice', 'transport', 'health', 'work'));
grant update (help_kind) on circle_member to thread_member;
alter table plan_step add column help_kind text not null default '';
alter table plan_step add constraint plan_step_help_kind check (help_kind in (
  '', 'company', 'food', 'home', 'children', 'care', 'money', 'advice', 'transport', 'health', 'work'));
alter table need add column help_kind text not null default '';
alter table need add constraint need_help_kind check (help_kind in (
  '', 'company', 'food', 'home', 'children', 'care', 'money', 'advice', 'transport', 'health', 'work'));
-- Food, warmth or safety: it waits for nothing.
alter table need add column urgent boolean not null default false;
grant update (help_kind, urgent) on need to thread_member;

-- It has no name: a name would tell those who see one of its people of the others.
create table family (
  place_id uuid not null,
  id uuid not null,
  kind text not null,
  author_org uuid,
  author_account uuid,
  created_at timestamptz not null,
  constraint family_pk primary key (place_id, id),
  constraint family_place foreign key (place_id) references place (id),
  constraint family_author_org foreign key (author_org) references organisation (id),
  constraint family_kind check (kind in ('household', 'family'))
);

-- Who belongs to it, and as what. What has ended stays.
create table family_member (
  place_id uuid not null,
  id uuid not null,
  family_id uuid not null,
  person_id uuid not null,
  relation text not null default '',
  since_on date not null,
  until_on date,
  author_org uuid,
  author_account uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  constraint family_member_pk primary key (place_id, id),
  constraint family_member_family foreign key (place_id, family_id) references family (place_id, id),
  constraint family_member_person foreign key (place_id, person_id) references person (place_id, id),
  constraint family_member_relation_length check (length(relation) <= 80),
  constraint family_member_days check (until_on is null or until_on >= since_on)
);
create unique index family_member_once on family_member (place_id, family_id, person_id) where until_on is null;
create index family_member_by_person on family_member (place_id, person_id);

-- Whether somebody in one circle is somebody in another: what people answered, the latest of which holds.
create table circle_same (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  tie_id uuid not null,
  other_person_id uuid not null,
  other_tie_id uuid not null,
  answer text not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint circle_same_pk primary key (place_id, id),
  constraint circle_same_tie foreign key (place_id, person_id, tie_id) references circle_member (place_id, person_id, id),
  constraint circle_same_other_tie foreign key (place_id, other_person_id, other_tie_id) references circle_member (place_id, person_id, id),
  constraint circle_same_answer check (answer in ('same', 'different')),
  constraint circle_same_order check (tie_id < other_tie_id)
);
create index circle_same_by_tie on circle_same (place_id, tie_id);

-- What is not yet known of what somebody is good at or who is around them: who will ask, and by when.
create table support_asking (
  place_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  who text not null,
  by_on date not null,
  said_on date not null,
  at timestamptz not null,
  author_org uuid,
  author_account uuid,
  constraint support_asking_pk primary key (place_id, id),
  constraint support_asking_person foreign key (place_id, person_id) references person (place_id, id),
  constraint support_asking_who_length check (length(who) between 1 and 120),
  constraint support_asking_soon check (by_on between said_on and said_on + 14)
);
create index support_asking_by_person on support_asking (place_id, person_id, at);

-- Whether this account may write about a family: its organisation began it, or they may write the circle of somebody of it.
create function thread.knows_family(family uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
  as $$
    #variable_conflict use_column
    begin
      return (
        select exists (select 1 from family f where f.place_id = thread.place() and f.id = knows_family.family
            and f.author_org = thread.helping_organisation())
          or exists (select 1 from family_member m where m.place_id = thread.place() and m.family_id = knows_family.family
            and m.until_on is null and thread.may_write(m.person_id, 'circle'))
      );
    end
  $$;
revoke execute on function thread.knows_family(uuid) from public;
grant execute on function thread.knows_family(uuid) to thread_member;

alter table family_member enable row level security;
alter table family_member force row level security;
-- As the circle of the person, and only with the person: of each member what may be seen of that member, and no more.
create policy family_member_helper on family_member for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/circle') <> all ((select thread.denied_keys())::text[])
    and 'circle' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = family_member.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = family_member.person_id and g.category = 'circle' and g.purpose = (select thread.purpose()) and g.valid @> now()))
    and exists (select 1 from person p where p.place_id = family_member.place_id and p.id = family_member.person_id));
create policy family_member_own on family_member for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_open_person()));
create policy family_member_add on family_member for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and until_on is null and thread.may_write(person_id, 'circle') and thread.knows_family(family_id));
create policy family_member_change on family_member for update to thread_member
  using (place_id = (select thread.place()) and until_on is null and thread.may_write(person_id, 'circle'))
  with check (place_id = (select thread.place()) and thread.may_write(person_id, 'circle'));
create policy family_member_service on family_member for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table family enable row level security;
alter table family force row level security;
create policy family_read on family for select to thread_member
  using (place_id = (select thread.place()) and (author_org = (select thread.helping_organisation())
    or exists (select 1 from family_member m where m.place_id = family.place_id and m.family_id = family.id)));
create policy family_add on family for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and 'circle' = any ((select thread.categories())::text[]));
create policy family_service on family for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table circle_same enable row level security;
alter table circle_same force row level security;
-- Only for those who see both of them.
create policy circle_same_read on circle_same for select to thread_member
  using (place_id = (select thread.place()) and (select thread.helping_organisation()) is not null
    and exists (select 1 from circle_member c where c.place_id = circle_same.place_id and c.id = circle_same.tie_id)
    and exists (select 1 from circle_member c where c.place_id = circle_same.place_id and c.id = circle_same.other_tie_id));
create policy circle_same_add on circle_same for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'circle') and thread.may_write(other_person_id, 'circle'));
create policy circle_same_service on circle_same for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

alter table support_asking enable row level security;
alter table support_asking force row level security;
create policy support_asking_helper on support_asking for select to thread_member
  using (place_id = (select thread.place()) and (person_id::text || '/plan') <> all ((select thread.denied_keys())::text[])
    and 'plan' = any ((select thread.categories())::text[])
    and (author_org = (select thread.helping_organisation())
      or exists (select 1 from access_grant g where g.place_id = support_asking.place_id and g.organisation_id = (select thread.helping_organisation())
        and g.person_id = support_asking.person_id and g.category = 'plan' and g.purpose = (select thread.purpose()) and g.valid @> now())));
create policy support_asking_own on support_asking for select to thread_member
  using (place_id = (select thread.place()) and person_id = (select thread.my_person()));
create policy support_asking_add on support_asking for insert to thread_member
  with check (place_id = (select thread.place()) and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, 'plan'));
create policy support_asking_add_own on support_asking for insert to thread_member
  with check (place_id = (select thread.place()) and person_id = (select thread.my_person())
    and author_org is null and author_account = (select thread.account()));
create policy support_asking_service on support_asking for all to thread_service
  using (place_id = (select thread.place())) with check (place_id = (select thread.place()));

grant select, insert on family, family_member, circle_same, support_asking to thread_member;
-- Whose a row is, and in which family, never changes.
grant update (relation, until_on, version) on family_member to thread_member;
grant select, insert, update, delete on family, family_member, circle_same, support_asking to thread_service;
