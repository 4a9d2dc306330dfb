-- What somebody without a sign-in says by word of mouth: that something written about them is not right, or that they want it to
-- be erased. Whoever hears it writes it down for them (`author_org` names whose worker that was; it is null for one's own), and
-- tells them what became of it: until then it stays on the list of those who can.
alter table correction add column told_at timestamptz;
alter table correction add constraint correction_told check (told_at is null or (author_org is not null and status in ('corrected', 'declined')));
alter table erasure_request add column told_at timestamptz;
alter table erasure_request add constraint erasure_request_told check (told_at is null or (author_org is not null and outcome is not null));
create index correction_untold on correction (place_id, due_on) where author_org is not null and told_at is null and status in ('corrected', 'declined');
create index erasure_request_untold on erasure_request (place_id, due_on)
  where author_org is not null and told_at is null and outcome is not null and withdrawn_at is null;

-- Whether somebody's word may be written down: they have no sign-in with which to say it themselves.
create function thread.asks_by_word(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from person p where p.place_id = thread.place() and p.id = asks_by_word.person and p.account_id is null)
  $$;
-- The same for what is erased: those who lead write it down, and never while things are hidden for somebody's safety.
create function thread.asks_erasure_by_word(person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from person p where p.place_id = thread.place() and p.id = asks_erasure_by_word.person
      and p.account_id is null and not p.safe_mode and p.lead_organisation_id = thread.helping_organisation())
  $$;

create policy correction_add_by_word on correction for insert to thread_member
  with check (place_id = (select thread.place()) and category <> 'safeguarding' and status = 'open'
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, category) and thread.asks_by_word(person_id));
create policy erasure_request_add_by_word on erasure_request for insert to thread_member
  with check (place_id = (select thread.place()) and category is distinct from 'safeguarding' and asked_by = 'person'
    and outcome is null and withdrawn_at is null and erased_at is null
    and author_org = (select thread.helping_organisation()) and author_account = (select thread.account())
    and thread.may_write(person_id, coalesce(category, 'identity')) and thread.asks_erasure_by_word(person_id));

-- What one has written down oneself, somebody else decides.
drop policy erasure_request_decide on erasure_request;
create policy erasure_request_decide on erasure_request for update to thread_member
  using (place_id = (select thread.place()) and outcome is null and withdrawn_at is null and person_id is distinct from (select thread.my_person())
    and (author_org is null or author_account is distinct from (select thread.account()))
    and ((kind is not null and thread.may_write(person_id, category))
      or (kind is null and (select thread.decides_erasure()) and person_id <> all ((select thread.refused_me_by_name())::uuid[]))))
  with check (place_id = (select thread.place()) and outcome is not null and decided_by = (select thread.account())
    and person_id is distinct from (select thread.my_person())
    and (author_org is null or author_account is distinct from (select thread.account()))
    and ((kind is not null and thread.may_write(person_id, category)) or (kind is null and (select thread.decides_erasure()))));

-- Taking back by word what was asked by word. It says whether anything was taken back.
create function thread.withdraw_correction_by_word(request uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    begin
      update correction c set status = 'withdrawn', answered_at = withdraw_correction_by_word.at, version = c.version + 1
       where c.place_id = thread.place() and c.id = withdraw_correction_by_word.request and c.author_org is not null and c.status = 'open'
         and thread.may_write(c.person_id, c.category) and thread.asks_by_word(c.person_id);
      return found;
    end
  $$;
create function thread.withdraw_erasure_by_word(request uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    begin
      update erasure_request q set withdrawn_at = withdraw_erasure_by_word.at, version = q.version + 1
       where q.place_id = thread.place() and q.id = withdraw_erasure_by_word.request and q.author_org is not null and q.asked_by = 'person'
         and q.withdrawn_at is null and q.erased_at is null
         and thread.may_write(q.person_id, coalesce(q.category, 'identity')) and thread.asks_erasure_by_word(q.person_id);
      return found;
    end
  $$;
-- That the person was told what became of it. It says whether there was anything to tell.
create function thread.note_correction_told(request uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    begin
      update correction c set told_at = note_correction_told.at
       where c.place_id = thread.place() and c.id = note_correction_told.request and c.author_org is not null
         and c.status in ('corrected', 'declined') and c.told_at is null and thread.may_write(c.person_id, c.category);
      return found;
    end
  $$;
create function thread.note_erasure_told(request uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
    begin
      update erasure_request q set told_at = note_erasure_told.at
       where q.place_id = thread.place() and q.id = note_erasure_told.request and q.author_org is not null
         and q.outcome is not null and q.told_at is null and thread.may_write(q.person_id, coalesce(q.category, 'identity'));
      return found;
    end
  $$;
revoke execute on function thread.asks_by_word(uuid), thread.asks_erasure_by_word(uuid), thread.withdraw_correction_by_word(uuid, timestamptz),
  thread.withdraw_erasure_by_word(uuid, timestamptz), thread.note_correction_told(uuid, timestamptz), thread.note_erasure_told(uuid, timestamptz) from public;
grant execute on function thread.asks_by_word(uuid), thread.asks_erasure_by_word(uuid), thread.withdraw_correction_by_word(uuid, timestamptz),
  thread.withdraw_erasure_by_word(uuid, timestamptz), thread.note_correction_told(uuid, timestamptz), thread.note_erasure_told(uuid, timestamptz) to thread_member;
