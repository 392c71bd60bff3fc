import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

const ROWS = 300;

let connection;
let ids;

before(async () => {
  connection = await connect();
  connection.bulk2.pollInterval = 50;
  connection.bulk2.pollTimeout = 60_000;
});

function visits(from, to, fields = {}) {
  return Array.from({ length: to - from }, (_, i) => ({ Reference__c: `B2-${from + i}`, ...fields }));
}

test('rows are inserted, and each has its result', async () => {
  const { successfulResults, failedResults, unprocessedRecords } = await connection.bulk2.loadAndWaitForResults({
    object: 'Site_Visit__c', operation: 'insert', input: visits(0, ROWS, { Remarks__c: 'one, "two"\nthree' }),
  });
  assert.equal(successfulResults.length, ROWS);
  assert.deepEqual([failedResults.length, unprocessedRecords.length], [0, 0]);
  assert.ok(successfulResults.every((row) => row.sf__Created === 'true'));
  ids = successfulResults.map((row) => row.sf__Id);
  const visit = await connection.sobject('Site_Visit__c').retrieve(ids[0]);
  assert.equal(visit.Remarks__c, 'one, "two"\nthree');
});

test('rows are updated', async () => {
  const { successfulResults } = await connection.bulk2.loadAndWaitForResults({
    object: 'Site_Visit__c', operation: 'update', input: ids.map((Id) => ({ Id, Visitors__c: '7' })),
  });
  assert.equal(successfulResults.length, ROWS);
  assert.ok(successfulResults.every((row) => row.sf__Created === 'false'));
  const { totalSize } = await connection.query("SELECT count() FROM Site_Visit__c WHERE Visitors__c = 7 AND Reference__c LIKE 'B2-%'");
  assert.equal(totalSize, ROWS);
});

test('rows are upserted by an external id', async () => {
  const { successfulResults } = await connection.bulk2.loadAndWaitForResults({
    object: 'Site_Visit__c', operation: 'upsert', externalIdFieldName: 'Reference__c',
    input: visits(ROWS - 10, ROWS + 10, { Visitors__c: '8' }),
  });
  assert.equal(successfulResults.filter((row) => row.sf__Created === 'true').length, 10);
  assert.equal(successfulResults.filter((row) => row.sf__Created === 'false').length, 10);
});

test('a row that fails is told apart, with its own values', async () => {
  const { successfulResults, failedResults } = await connection.bulk2.loadAndWaitForResults({
    object: 'Contact', operation: 'insert', input: [{ FirstName: 'Nameless', LastName: '' }, { FirstName: 'Ada', LastName: 'Bulk' }],
  });
  assert.equal(successfulResults.length, 1);
  assert.equal(failedResults.length, 1);
  assert.equal(failedResults[0].FirstName, 'Nameless');
  assert.equal(failedResults[0].sf__Error, 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --');
  await connection.sobject('Contact').destroy(successfulResults[0].sf__Id);
});

test('a query streams its rows', async () => {
  const stream = await connection.bulk2.query("SELECT Id, Reference__c, Visitors__c FROM Site_Visit__c WHERE Reference__c LIKE 'B2-%'");
  const rows = await stream.toArray();
  assert.equal(rows.length, ROWS + 10);
  assert.ok(rows.every(({ Id }) => /^a00\w{15}$/.test(Id)));
});

test('a job of several steps: opened, filled, closed, polled, read', async () => {
  const job = connection.bulk2.createJob({ object: 'Site_Visit__c', operation: 'update', lineEnding: 'LF' });
  const { id, state } = await job.open();
  assert.match(id, /^750\w{15}$/);
  assert.equal(state, 'Open');
  await job.uploadData(ids.slice(0, 5).map((Id) => ({ Id, Visitors__c: '9' })));
  await job.close();
  await job.poll(50, 60_000);
  const info = await job.check();
  assert.equal(info.state, 'JobComplete');
  assert.equal(Number(info.numberRecordsProcessed), 5);
  assert.equal((await job.getSuccessfulResults()).length, 5);
});

test('a job is aborted', async () => {
  const job = connection.bulk2.createJob({ object: 'Site_Visit__c', operation: 'insert' });
  await job.open();
  await job.abort();
  assert.equal((await job.check()).state, 'Aborted');
});

test('a query that cannot be is refused', async () => {
  await assert.rejects(connection.bulk2.query('SELECT Nope FROM Account'), ({ name, message }) => {
    assert.equal(name, 'API_ERROR');
    assert.match(message, /No such column 'Nope' on entity 'Account'/);
    return true;
  });
});

test('rows are deleted, and queryAll still sees them', async () => {
  const all = await (await connection.bulk2.query("SELECT Id FROM Site_Visit__c WHERE Reference__c LIKE 'B2-%'")).toArray();
  const { successfulResults } = await connection.bulk2.loadAndWaitForResults({
    object: 'Site_Visit__c', operation: 'delete', input: all,
  });
  assert.equal(successfulResults.length, ROWS + 10);
  const left = await (await connection.bulk2.query("SELECT Id FROM Site_Visit__c WHERE Reference__c LIKE 'B2-%'")).toArray();
  assert.equal(left.length, 0);
  const binned = await (await connection.bulk2.query("SELECT Id FROM Site_Visit__c WHERE Reference__c LIKE 'B2-%'", { scanAll: true })).toArray();
  assert.equal(binned.length, ROWS + 10);
});
