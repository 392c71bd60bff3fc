import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

let connection;

before(async () => {
  connection = await connect();
});

test('describeGlobal lists the objects with their key prefixes', async () => {
  const { encoding, maxBatchSize, sobjects } = await connection.describeGlobal();
  const account = sobjects.find(({ name }) => name === 'Account');
  assert.equal(encoding, 'UTF-8');
  assert.equal(maxBatchSize, 200);
  assert.equal(account.keyPrefix, '001');
  assert.equal(account.urls.describe, '/services/data/v65.0/sobjects/Account/describe');
});

test('describe of an object has its fields, picklists and child relationships', async () => {
  const { fields, childRelationships, recordTypeInfos } = await connection.sobject('Account').describe();
  const field = (name) => fields.find((candidate) => candidate.name === name);
  assert.equal(field('Name').nillable, false);
  assert.equal(field('Id').length, 18);
  assert.deepEqual(field('OwnerId').referenceTo, ['User']);
  assert.ok(field('Industry').picklistValues.some(({ value }) => value === 'Energy'));
  assert.ok(childRelationships.some(({ childSObject, field: name, relationshipName }) =>
    childSObject === 'Contact' && name === 'AccountId' && relationshipName === 'Contacts'));
  assert.ok(Array.isArray(recordTypeInfos));
});

test('describe of an object that is not there is NOT_FOUND', async () => {
  await assert.rejects(connection.sobject('Nope__c').describe(), { name: 'NOT_FOUND', message: 'The requested resource does not exist' });
});

test('versions and resources are listed', async () => {
  const versions = await connection.request('/services/data');
  const resources = await connection.request('/services/data/v65.0');
  assert.ok(versions.some(({ version, url }) => version === '65.0' && url === '/services/data/v65.0'));
  assert.equal(resources.query, '/services/data/v65.0/query');
});

test('limits say how many API calls are left', async () => {
  const { DailyApiRequests } = await connection.limits();
  assert.ok(DailyApiRequests.Max > 0);
  assert.ok(DailyApiRequests.Remaining < DailyApiRequests.Max);
});

test('every answer tells the API usage', async () => {
  await connection.query('SELECT Id FROM User LIMIT 1');
  const { used, limit } = connection.limitInfo.apiUsage;
  assert.ok(used > 0);
  assert.ok(limit >= used);
});

test('identity tells who the token is for', async () => {
  const { id, user_id, organization_id, username, urls } = await connection.identity();
  assert.ok(id.endsWith(`/id/${organization_id}/${user_id}`));
  assert.equal(user_id, connection.userInfo.id);
  assert.match(username, /@/);
  assert.match(urls.query, /\/services\/data\/v\{version\}\/query\/$/);
});
