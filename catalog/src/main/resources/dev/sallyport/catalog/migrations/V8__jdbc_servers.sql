-- One script for H2 and PostgreSQL: only what both understand.

-- A data server of type JDBC has neither.
alter table data_server alter column security_provider_id drop not null;
alter table data_server alter column oauth_server_url drop not null;

-- What a data server of type JDBC has besides. Its schemas are one text, with a line for each.
create table jdbc_server (
  data_server_id varchar(36) primary key references data_server (id) on delete cascade,
  url text not null,
  user_name text not null,
  password bytea,
  schemas text not null
);
