import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser.mjs';
import { org, unconnected } from './org.mjs';

const person = { username: org.username, password: org.password };

async function authorized(options = {}) {
  const connection = unconnected(options);
  const { code } = await new Browser().authorize(
    connection.oauth2.getAuthorizationUrl({ scope: 'api refresh_token' }), person);
  await connection.authorize(code);
  return connection;
}

test('the web server flow gives a token of the person who signed in', async () => {
  const connection = unconnected();
  const address = connection.oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'a state & more' });
  const { code, state } = await new Browser().authorize(address, person);
  assert.equal(state, 'a state & more');

  const user = await connection.authorize(code);
  assert.match(user.id, /^005/);
  assert.equal(connection.instanceUrl, org.url);
  assert.ok(connection.refreshToken);
  assert.equal((await connection.identity()).username, org.username);
});

test('the web server flow with a proof key for code exchange', async () => {
  const { url, clientId, clientSecret, callbackUrl } = org;
  const connection = unconnected({
    oauth2: { loginUrl: url, clientId, clientSecret, redirectUri: callbackUrl, useVerifier: true },
  });
  const address = connection.oauth2.getAuthorizationUrl({ scope: 'api' });
  assert.match(address, /code_challenge=/);
  const { code } = await new Browser().authorize(address, person);
  await connection.authorize(code);
  assert.equal((await connection.query('SELECT Id FROM User LIMIT 1')).records.length, 1);
});

test('a wrong proof key is refused', async () => {
  const { url, clientId, clientSecret, callbackUrl } = org;
  const oauth2 = { loginUrl: url, clientId, clientSecret, redirectUri: callbackUrl, useVerifier: true };
  const asking = unconnected({ oauth2 });
  const { code } = await new Browser().authorize(asking.oauth2.getAuthorizationUrl({ scope: 'api' }), person);
  await assert.rejects(unconnected({ oauth2 }).authorize(code), { name: 'invalid_grant', message: 'invalid code verifier' });
});

test('a code is good for one token', async () => {
  const connection = unconnected();
  const { code } = await new Browser().authorize(connection.oauth2.getAuthorizationUrl({ scope: 'api' }), person);
  await connection.authorize(code);
  await assert.rejects(unconnected().authorize(code), { name: 'invalid_grant', message: 'expired authorization code' });
});

test('a person who does not want to says no', async () => {
  const { error, error_description: description } = await new Browser().authorize(
    unconnected().oauth2.getAuthorizationUrl({ scope: 'api web' }), { ...person, decision: 'deny' });
  assert.equal(error, 'access_denied');
  assert.equal(description, 'end-user denied authorization');
});

test('a token that ended is refreshed once for calls at the same time', async () => {
  const connection = await authorized();
  let refreshes = 0;
  connection.on('refresh', () => { refreshes += 1; });
  connection.accessToken = 'wrong';
  const [page, global, user] = await Promise.all([
    connection.query('SELECT Id FROM User LIMIT 1'), connection.describeGlobal(), connection.sobject('User').describe(),
  ]);
  assert.equal(page.records.length, 1);
  assert.ok(global.sobjects.length > 0);
  assert.equal(user.name, 'User');
  assert.equal(refreshes, 1);
});

test('a refresh token that is not one is refused', async () => {
  const connection = await authorized();
  connection.accessToken = 'wrong';
  connection.refreshToken = 'wrong';
  await assert.rejects(connection.query('SELECT Id FROM User'), {
    message: 'Unable to refresh session due to: expired access/refresh token',
  });
});

test('logout revokes the refresh token and its access tokens', async () => {
  const connection = await authorized();
  const { refreshToken, accessToken } = connection;
  await connection.logout(true);
  await assert.rejects(unconnected().oauth2.refreshToken(refreshToken), { name: 'invalid_grant' });
  const ended = unconnected({ oauth2: undefined, instanceUrl: org.url, accessToken });
  await assert.rejects(ended.query('SELECT Id FROM User'), { name: 'INVALID_SESSION_ID' });
});

test('a redirect address that is not the app\'s own is not followed', async () => {
  const { url, clientId } = org;
  const stranger = unconnected({ oauth2: { loginUrl: url, clientId, redirectUri: 'https://elsewhere.example/' } });
  const response = await fetch(stranger.oauth2.getAuthorizationUrl({ scope: 'api' }), { redirect: 'manual' });
  assert.equal(response.headers.get('location'), null);
  assert.match(await response.text(), /redirect_uri_mismatch/);
});
