-- One script for H2 and PostgreSQL: only what both understand.

-- One row: a known text under the key that encrypts the secrets, so that another key is noticed at once.
create table encryption_proof (
  id integer primary key check (id = 1),
  ciphertext bytea not null
);

create table security_provider (
  id varchar(36) primary key,
  name varchar(64) not null unique,
  type varchar(32) not null,
  grant_type varchar(64) not null,
  scopes text not null,
  client_authentication varchar(32) not null,
  resource_authentication varchar(32) not null,
  token_owner varchar(32) not null,
  redirect_on_challenge boolean not null,
  authorization_endpoint text,
  token_endpoint text not null,
  user_info_endpoint text,
  expires_in_seconds bigint
);

-- Every secret of the catalogue is in this table.
create table credential (
  security_provider_id varchar(36) not null references security_provider (id) on delete cascade,
  type varchar(32) not null,
  user_name text not null,
  password bytea not null,
  primary key (security_provider_id, type)
);

create table data_server (
  id varchar(36) primary key,
  name varchar(64) not null unique,
  type varchar(32) not null,
  security_provider_id varchar(36) not null references security_provider (id),
  oauth_server_url text not null
);

create index data_server_by_provider on data_server (security_provider_id);

-- A table's fields and relationships are one document: they are always read and replaced together.
create table imported_table (
  data_server_id varchar(36) not null references data_server (id) on delete cascade,
  name varchar(255) not null,
  label text not null,
  field_count integer not null,
  description text not null,
  imported_at timestamp with time zone not null,
  primary key (data_server_id, name)
);
