import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

let connection;

before(async () => {
  connection = await connect();
});

test('a tree is created with its branches', async () => {
  const { hasErrors, results } = await connection.requestPost('/composite/tree/Account', {
    records: [{
      attributes: { type: 'Account', referenceId: 'root' },
      Name: 'Saw Mill',
      Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'leaf' }, LastName: 'Sawyer' }] },
    }],
  });
  assert.equal(hasErrors, false);
  assert.deepEqual(results.map(({ referenceId }) => referenceId), ['root', 'leaf']);
  const contact = await connection.sobject('Contact').retrieve(results[1].id);
  assert.equal(contact.AccountId, results[0].id);
  await connection.sobject('Account').destroy(results[0].id);
});

test('composite carries the result of one call into the next', async () => {
  const { compositeResponse } = await connection.requestPost('/composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: '/services/data/v65.0/sobjects/Account', referenceId: 'account', body: { Name: 'Ropery' } },
      { method: 'POST', url: '/services/data/v65.0/sobjects/Contact', referenceId: 'contact', body: { LastName: 'Walker', AccountId: '@{account.id}' } },
      { method: 'GET', url: '/services/data/v65.0/query?q=SELECT+Name,Account.Name+FROM+Contact+WHERE+Id=\'@{contact.id}\'', referenceId: 'query' },
    ],
  });
  assert.deepEqual(compositeResponse.map(({ httpStatusCode, referenceId }) => [httpStatusCode, referenceId]),
    [[201, 'account'], [201, 'contact'], [200, 'query']]);
  assert.equal(compositeResponse[2].body.records[0].Account.Name, 'Ropery');
  await connection.sobject('Account').destroy(compositeResponse[0].body.id);
});

test('composite that is all or none undoes what went well', async () => {
  const { compositeResponse } = await connection.requestPost('/composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: '/services/data/v65.0/sobjects/Account', referenceId: 'good', body: { Name: 'Ropery undone' } },
      { method: 'POST', url: '/services/data/v65.0/sobjects/Account', referenceId: 'bad', body: {} },
    ],
  });
  assert.equal(compositeResponse[0].body[0].errorCode, 'PROCESSING_HALTED');
  assert.equal(compositeResponse[1].body[0].errorCode, 'REQUIRED_FIELD_MISSING');
  assert.equal((await connection.query("SELECT count() FROM Account WHERE Name = 'Ropery undone'")).totalSize, 0);
});

test('a batch answers each of its requests', async () => {
  const { hasErrors, results } = await connection.requestPost('/composite/batch', {
    batchRequests: [
      { method: 'GET', url: 'v65.0/limits' },
      { method: 'GET', url: 'v65.0/query?q=SELECT+Id+FROM+User+LIMIT+1' },
      { method: 'GET', url: 'v65.0/sobjects/Nope__c' },
    ],
  });
  assert.equal(hasErrors, true);
  assert.deepEqual(results.map(({ statusCode }) => statusCode), [200, 200, 404]);
  assert.equal(results[1].result.totalSize, 1);
});
