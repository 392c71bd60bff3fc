-- One script for H2 and PostgreSQL: only what both understand.

-- A provider is one document, App Builder's JSON without its secrets: it is always read and replaced as a whole, and there
-- are many kinds of providers with few fields in common. The columns besides are what is searched for and what changes
-- alone.
alter table security_provider add column enabled boolean default true not null;
alter table security_provider add column definition text;

-- What was stored until now has one grant, resource authentication and token owner. Of its texts only the scopes, the
-- endpoints and the client id can need escaping.
update security_provider set definition =
  '{"name":"' || name
  || '","type":"oauth","authenticationType":"oauth","oauthGrantType":"client_credentials","oauthClientAuthenticationType":"'
  || lower(client_authentication)
  || '","oauthResourceAuthenticationType":"bearer","tokenOwner":"client","settings":{"Scopes":"'
  || replace(replace(scopes, '\', '\\'), '"', '\"')
  || '"' || coalesce(',"ExpiresIn":"' || cast(expires_in_seconds as varchar(20)) || '"', '')
  || '},"groups":[],"claimTypes":[],"endpoints":['
  || coalesce('{"type":"authorization","url":"'
       || replace(replace(authorization_endpoint, '\', '\\'), '"', '\"') || '"},', '')
  || coalesce('{"type":"userinfo","url":"' || replace(replace(user_info_endpoint, '\', '\\'), '"', '\"') || '"},', '')
  || '{"type":"token","url":"' || replace(replace(token_endpoint, '\', '\\'), '"', '\"') || '"}],"credentials":['
  || coalesce((select '{"type":"client","userName":"' || replace(replace(c.user_name, '\', '\\'), '"', '\"') || '"}'
       from credential c where c.security_provider_id = security_provider.id and c.type = 'Client'), '')
  || '],"certificates":[],"registration":{"redirectOnChallenge":'
  || case when redirect_on_challenge then 'true' else 'false' end || '}}';
update security_provider set type = 'oauth';

alter table security_provider alter column definition set not null;
alter table security_provider drop column grant_type;
alter table security_provider drop column scopes;
alter table security_provider drop column client_authentication;
alter table security_provider drop column resource_authentication;
alter table security_provider drop column token_owner;
alter table security_provider drop column redirect_on_challenge;
alter table security_provider drop column authorization_endpoint;
alter table security_provider drop column token_endpoint;
alter table security_provider drop column user_info_endpoint;
alter table security_provider drop column expires_in_seconds;

-- A row is one secret. Its type is the slot that it belongs to: Client, SigningKey, RequestHeader:X-Api-Key; the ciphertext
-- is bound to it.
alter table credential drop column user_name;
alter table credential alter column type set data type varchar(255);
