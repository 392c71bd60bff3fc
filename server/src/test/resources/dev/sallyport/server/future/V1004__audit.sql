alter table audit_entry add column reason text;
