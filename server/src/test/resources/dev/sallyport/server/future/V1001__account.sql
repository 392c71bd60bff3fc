alter table account add column nick_name varchar(64);
