-- One script for H2 and PostgreSQL: only what both understand.

-- Work that somebody asked for and any node may finish: an import, an export. No secret is in it. Who runs it holds the lease,
-- whose end is of the database's clock; who has lost it stores nothing. The account is null once it is deleted.
create table job (
  id varchar(36) primary key,
  kind varchar(16) not null,
  account_id varchar(36) references account (id) on delete set null,
  asked_by varchar(64) not null,
  role varchar(16) not null,
  data_server varchar(64) not null,
  request text not null,
  request_id varchar(64) not null,
  asked_at timestamp with time zone not null,
  state varchar(16) not null,
  attempts integer not null,
  lease_id varchar(36),
  lease_ends_at timestamp with time zone,
  steps text not null,
  result text,
  problem text,
  ended_at timestamp with time zone
);

create index job_by_state on job (state);
create index job_by_account on job (account_id);
