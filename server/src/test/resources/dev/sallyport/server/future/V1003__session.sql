alter table spring_session add column device varchar(64);
