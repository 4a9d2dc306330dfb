-- The database roles. Run once, by a superuser (`cli bootstrap-roles`); safe to run again.
-- thread_owner owns every table and runs migrations; thread_login is what the application signs in as and has no
-- rights of its own: each transaction takes one of the five reader roles.
do $$
declare
  name text;
begin
  foreach name in array array['thread_public', 'thread_guest', 'thread_member', 'thread_service', 'thread_auth'] loop
    if not exists (select 1 from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit', name);
    end if;
  end loop;
  if not exists (select 1 from pg_roles where rolname = 'thread_owner') then
    create role thread_owner nologin bypassrls;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'thread_login') then
    create role thread_login nologin noinherit;
  end if;
end
$$;
grant thread_public, thread_guest, thread_member, thread_service, thread_auth to thread_login;
create extension if not exists pg_trgm;
grant usage, create on schema public to thread_owner;
do $$ begin execute format('grant create, connect on database %I to thread_owner', current_database()); end $$;
revoke all on schema public from public;
grant usage on schema public to thread_login, thread_public, thread_guest, thread_member, thread_service, thread_auth;
