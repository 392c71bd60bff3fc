import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

let connection;

before(async () => {
  connection = await connect();
});

test('SOSL finds records by a word of their names', async () => {
  const word = `Zephyr${Date.now()}`;
  const { id } = await connection.sobject('Account').create({ Name: `The ${word} Company` });
  const { searchRecords } = await connection.search(`FIND {${word}} IN NAME FIELDS RETURNING Account(Id, Name)`);
  assert.deepEqual(searchRecords.map(({ Id, Name }) => [Id, Name]), [[id, `The ${word} Company`]]);
  assert.equal(searchRecords[0].attributes.type, 'Account');
  await connection.sobject('Account').destroy(id);
});

test('SOSL that is malformed is refused', async () => {
  await assert.rejects(connection.search('FIND nothing'), { name: 'MALFORMED_SEARCH' });
});

test('a parameterised search takes its words from the address', async () => {
  const { searchRecords } = await connection.requestGet('/parameterizedSearch/?q=zzz-nobody&sobject=Account');
  assert.deepEqual(searchRecords, []);
});
