alter table data_server add column colour varchar(16) default 'blue' not null;
