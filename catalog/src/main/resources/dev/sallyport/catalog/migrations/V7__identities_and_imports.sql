-- One script for H2 and PostgreSQL: only what both understand.

-- Whom an authorization server means by a subject (OpenID Connect Core, section 2): nothing else of what it tells is the
-- same for good, and no e-mail address is.
create table account_identity (
  id varchar(36) primary key,
  issuer varchar(512) not null,
  subject varchar(255) not null,
  account_id varchar(36) not null references account (id) on delete cascade,
  security_provider varchar(64) not null,
  linked_at timestamp with time zone not null,
  unique (issuer, subject)
);

create index account_identity_of_account on account_identity (account_id);

-- Who comes in by an identity alone has no password.
alter table account alter column password_hash drop not null;

-- Counts a data server's imports: what a process knows of its tables holds until the next one.
alter table data_server add column imports bigint default 0 not null;
