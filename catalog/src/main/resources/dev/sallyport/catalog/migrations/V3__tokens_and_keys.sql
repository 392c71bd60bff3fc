-- One script for H2 and PostgreSQL: only what both understand.

-- One row: the keys that encrypt every secret, themselves encrypted by the master key. Whoever encrypts a secret locks the
-- row until the transaction ends, and so does whoever replaces the keys.
create table encryption_keyset (
  id integer primary key check (id = 1),
  version bigint not null,
  master_key_id integer not null,
  keyset bytea not null,
  wrapped_at timestamp with time zone not null
);

-- When each key was made; null for the key of a catalogue that had no keyset yet.
create table encryption_key (
  id integer primary key,
  created_at timestamp with time zone
);

-- What is known of the tokens of a provider and a user (the empty name: the client itself), and who may change it.
create table stored_token (
  security_provider_id varchar(36) not null references security_provider (id) on delete cascade,
  user_name varchar(255) not null,
  access_token bytea,
  refresh_token bytea,
  issued_at timestamp with time zone,
  expires_at timestamp with time zone,
  scopes text,
  parameters text,
  refusal_reason varchar(64),
  refusal_message text,
  refusal_advice text,
  refusal_pause_millis bigint,
  refused_until timestamp with time zone,
  lease_id varchar(36),
  lease_ends_at timestamp with time zone,
  primary key (security_provider_id, user_name)
);

-- Sign-ins under way, under a hash of their state: whoever reads the table cannot finish one.
create table pending_authorization (
  state_hash varchar(64) primary key,
  security_provider_id varchar(36) not null references security_provider (id) on delete cascade,
  content bytea not null,
  expires_at timestamp with time zone not null
);

create index pending_authorization_by_provider on pending_authorization (security_provider_id);
create index pending_authorization_by_end on pending_authorization (expires_at);
