-- One script for H2 and PostgreSQL: only what both understand.

-- The Last-Modified of a table's description, and whom and what it was described for: only they may be told that nothing
-- has changed since.
alter table imported_table add column last_modified varchar(64);
alter table imported_table add column described_for varchar(64);

-- The list of all sObjects that a data server's user sees, as last read.
create table sobject_list (
  data_server_id varchar(36) primary key references data_server (id) on delete cascade,
  sobjects text not null,
  last_modified varchar(64) not null,
  described_for varchar(64) not null
);
