create table future_thing (id varchar(36) primary key, account_id varchar(36) references account (id));
