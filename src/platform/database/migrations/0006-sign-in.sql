-- Sign-in: the tables of the sign-in library, as its own migration writes them, in a schema that only thread_auth reads.
-- Names are the library's, with its capital letters; constraints and indexes are named by us.

create schema auth;
grant usage on schema auth to thread_auth;

create table auth."user" (
  "id" uuid not null,
  "name" text not null,
  "email" text not null,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean default false,
  constraint user_pk primary key ("id"),
  constraint user_email_unique unique ("email"),
  -- Whoever can sign in is an account of ours: the two never drift apart.
  constraint user_is_account foreign key ("id") references public.account (id)
);

create table auth."session" (
  "id" uuid not null,
  "expiresAt" timestamptz not null,
  "token" text not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null,
  constraint session_pk primary key ("id"),
  constraint session_token_unique unique ("token"),
  constraint session_of_user foreign key ("userId") references auth."user" ("id") on delete cascade
);
create index session_user_index on auth."session" ("userId");

create table auth."account" (
  "id" uuid not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  constraint auth_account_pk primary key ("id"),
  constraint auth_account_once unique ("userId", "providerId", "accountId"),
  constraint auth_account_of_user foreign key ("userId") references auth."user" ("id") on delete cascade
);

create table auth."verification" (
  "id" uuid not null,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  constraint verification_pk primary key ("id")
);
create index verification_identifier_index on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" uuid not null,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null,
  "verified" boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz,
  constraint two_factor_pk primary key ("id"),
  constraint two_factor_user_unique unique ("userId"),
  constraint two_factor_of_user foreign key ("userId") references auth."user" ("id") on delete cascade
);

create table auth."passkey" (
  "id" uuid not null,
  "name" text,
  "publicKey" text not null,
  "userId" uuid not null,
  "credentialID" text not null,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text,
  constraint passkey_pk primary key ("id"),
  constraint passkey_credential_unique unique ("credentialID"),
  constraint passkey_of_user foreign key ("userId") references auth."user" ("id") on delete cascade
);
create index passkey_user_index on auth."passkey" ("userId");

create table auth."rateLimit" (
  "id" uuid not null,
  "key" text not null,
  "count" integer not null,
  "lastRequest" bigint not null,
  constraint auth_rate_limit_pk primary key ("id"),
  constraint auth_rate_limit_key_unique unique ("key")
);

alter table auth."user" enable row level security;
alter table auth."user" force row level security;
create policy user_auth on auth."user" for all to thread_auth using (true) with check (true);
alter table auth."session" enable row level security;
alter table auth."session" force row level security;
create policy session_auth on auth."session" for all to thread_auth using (true) with check (true);
alter table auth."account" enable row level security;
alter table auth."account" force row level security;
create policy auth_account_auth on auth."account" for all to thread_auth using (true) with check (true);
alter table auth."verification" enable row level security;
alter table auth."verification" force row level security;
create policy verification_auth on auth."verification" for all to thread_auth using (true) with check (true);
alter table auth."twoFactor" enable row level security;
alter table auth."twoFactor" force row level security;
create policy two_factor_auth on auth."twoFactor" for all to thread_auth using (true) with check (true);
alter table auth."passkey" enable row level security;
alter table auth."passkey" force row level security;
create policy passkey_auth on auth."passkey" for all to thread_auth using (true) with check (true);
alter table auth."rateLimit" enable row level security;
alter table auth."rateLimit" force row level security;
create policy auth_rate_limit_auth on auth."rateLimit" for all to thread_auth using (true) with check (true);

grant select, insert, update, delete on all tables in schema auth to thread_auth;

-- Sign-in asks of our accounts only whether they are closed.
create policy account_auth on public.account for select to thread_auth using (true);
grant select (id, disabled_at) on public.account to thread_auth;
