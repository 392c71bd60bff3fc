import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import jsforce from 'jsforce';
import { connect, org } from './org.mjs';

let connection;

before(async () => {
  connection = await connect();
});

test('login by client credentials leaves a token and the instance that it is for', () => {
  assert.match(connection.accessToken, /^00D\w{12}!/);
  assert.equal(connection.instanceUrl, org.url);
  assert.match(connection.userInfo.id, /^005\w{15}$/);
  assert.match(connection.userInfo.organizationId, /^00D\w{15}$/);
});

test('a wrong secret is told by its OAuth error', async () => {
  await assert.rejects(
    connect({ oauth2: { loginUrl: org.url, clientId: org.clientId, clientSecret: 'wrong' } }),
    { name: 'invalid_client', message: 'invalid client credentials' });
});

test('query gives the first page with its attributes', async () => {
  const page = await connection.query('SELECT Id, Name, Owner.Name FROM Account ORDER BY Name LIMIT 3');
  assert.equal(page.totalSize, 3);
  assert.equal(page.done, true);
  const [account] = page.records;
  assert.equal(account.attributes.type, 'Account');
  assert.equal(account.attributes.url, `/services/data/v65.0/sobjects/Account/${account.Id}`);
  assert.equal(account.Owner.attributes.type, 'User');
});

test('autoFetch walks through all pages', async () => {
  const { totalSize } = await connection.query('SELECT count() FROM Contact');
  const ids = new Set();
  let fetches = 0;
  const query = connection.query('SELECT Id FROM Contact', { autoFetch: true, maxFetch: totalSize, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  query.on('record', ({ Id }) => ids.add(Id)).on('fetch', () => { fetches += 1; });
  await new Promise((resolve, reject) => query.on('end', resolve).on('error', reject).run());
  assert.ok(totalSize > 200);
  assert.equal(ids.size, totalSize);
  assert.ok(fetches > 1);
});

test('queryMore follows nextRecordsUrl', async () => {
  const first = await connection.query('SELECT Id FROM Contact ORDER BY Id', { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  const second = await connection.queryMore(first.nextRecordsUrl);
  assert.equal(first.records.length, 200);
  assert.equal(first.done, false);
  assert.ok(second.records[0].Id > first.records[199].Id);
});

test('find builds SOQL with conditions, order, limit and offset', async () => {
  const accounts = await connection.sobject('Account')
    .find({ Name: { $like: '%a%' }, Industry: { $ne: null } }, 'Id, Name, Industry')
    .sort({ Name: 1 }).limit(5).offset(1);
  assert.equal(accounts.length, 5);
  accounts.forEach(({ Name }) => assert.match(Name, /a/i));
});

test('find includes child records by a subquery', async () => {
  const accounts = await connection.sobject('Account').find(null, 'Id')
    .where('Id IN (SELECT AccountId FROM Contact)').limit(5)
    .include('Contacts').select('Id, LastName').limit(2).end();
  assert.equal(accounts.length, 5);
  accounts.forEach(({ Contacts }) => {
    assert.ok(Contacts.records.length > 0 && Contacts.records.length <= 2);
    assert.ok(Contacts.records[0].LastName);
  });
});

test('a field that is not there is refused as Salesforce words it', async () => {
  await assert.rejects(connection.query('SELECT Nope FROM Account'), ({ name, errorCode, message }) => {
    assert.equal(name, 'INVALID_FIELD');
    assert.equal(errorCode, 'INVALID_FIELD');
    assert.match(message, /^\nSELECT Nope FROM Account\n {7}\^\nERROR at Row:1:Column:8\nNo such column 'Nope' on entity 'Account'\./);
    return true;
  });
});

test('a malformed query is refused', async () => {
  await assert.rejects(connection.query('SELECT FROM'), { name: 'MALFORMED_QUERY' });
});

test('a token that ended is replaced once, through the refresh function', async () => {
  const renewing = await connect({
    refreshFn: (self, done) => connect().then((fresh) => done(null, fresh.accessToken), done),
  });
  let refreshes = 0;
  renewing.on('refresh', () => { refreshes += 1; });
  renewing.accessToken = 'wrong';
  const page = await renewing.query('SELECT Id FROM User LIMIT 1');
  assert.equal(page.records.length, 1);
  assert.equal(refreshes, 1);
});

test('a token that is not one is refused where nothing can replace it', async () => {
  const stranger = new jsforce.Connection({ instanceUrl: org.url, accessToken: '00D000000000000!wrong' });
  await assert.rejects(stranger.query('SELECT Id FROM User'), {
    name: 'INVALID_SESSION_ID',
    message: 'Session expired or invalid',
  });
});

test('login by SOAP gives a session, and logout ends it', async () => {
  const signedIn = new jsforce.Connection({ loginUrl: org.url, version: '64.0' });
  const user = await signedIn.login(org.username, org.password);
  assert.match(user.id, /^005\w{15}$/);
  assert.equal((await signedIn.query('SELECT Id FROM User LIMIT 1')).records.length, 1);
  const { accessToken, instanceUrl } = signedIn;
  await signedIn.logout();
  await assert.rejects(new jsforce.Connection({ accessToken, instanceUrl }).query('SELECT Id FROM User'), {
    name: 'INVALID_SESSION_ID',
  });
});

test('login by SOAP with a wrong password is refused', async () => {
  const stranger = new jsforce.Connection({ loginUrl: org.url, version: '64.0' });
  await assert.rejects(stranger.login(org.username, 'wrong'), ({ message }) => {
    assert.match(message, /INVALID_LOGIN: Invalid username, password, security token; or user locked out\./);
    return true;
  });
});
