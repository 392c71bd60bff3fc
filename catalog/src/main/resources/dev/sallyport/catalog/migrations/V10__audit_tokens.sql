-- One script for H2 and PostgreSQL: only what both understand.

-- The name of the API token by which a program did it in the actor's place; null for what people do themselves.
alter table audit_entry add column api_token varchar(64);
