-- What a later version might add, in the way that old nodes can live with.
create table future_thing (
  id varchar(36) primary key,
  account_id varchar(36) references account (id) on delete cascade
);

alter table account add column nick_name varchar(64);
