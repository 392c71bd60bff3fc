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
