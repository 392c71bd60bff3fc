import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect, org, unconnected } from './org.mjs';

const ROWS = 250;

let connection;
let ids;

before(async () => {
  connection = await connect();
  connection.bulk.pollInterval = 50;
  connection.bulk.pollTimeout = 60_000;
});

function visits(from, to, fields = {}) {
  return Array.from({ length: to - from }, (_, i) => ({ Reference__c: `B1-${from + i}`, ...fields }));
}

async function count(condition) {
  return (await connection.query(`SELECT count() FROM Site_Visit__c WHERE Reference__c LIKE 'B1-%' AND ${condition}`)).totalSize;
}

test('rows are inserted, and each has its result', async () => {
  const results = await connection.bulk.load('Site_Visit__c', 'insert', visits(0, ROWS, { Remarks__c: 'one, "two"\nthree' }));
  assert.equal(results.length, ROWS);
  assert.ok(results.every(({ success, created, errors }) => success && created && errors.length === 0));
  ids = results.map(({ id }) => id);
  assert.equal((await connection.sobject('Site_Visit__c').retrieve(ids[0])).Remarks__c, 'one, "two"\nthree');
});

test('rows are inserted from the text of a CSV file', async () => {
  const results = await connection.bulk.load('Site_Visit__c', 'insert', 'Reference__c,Visitors__c\nB1-text-1,1\nB1-text-2,2\n');
  assert.deepEqual(results.map(({ success }) => success), [true, true]);
});

test('rows are updated, and #N/A empties a field', async () => {
  const results = await connection.bulk.load('Site_Visit__c', 'update',
    ids.map((Id) => ({ Id, Visitors__c: '7', Remarks__c: null })));
  assert.ok(results.every(({ success, created }) => success && !created));
  assert.equal(await count('Visitors__c = 7'), ROWS);
  assert.equal((await connection.sobject('Site_Visit__c').retrieve(ids[0])).Remarks__c, null);
});

test('rows are upserted by an external id', async () => {
  const results = await connection.bulk.load('Site_Visit__c', 'upsert', { extIdField: 'Reference__c' },
    visits(ROWS - 10, ROWS + 10, { Visitors__c: '8' }));
  assert.equal(results.filter(({ created }) => created).length, 10);
  assert.equal(results.filter(({ success, created }) => success && !created).length, 10);
});

test('a row that fails is told apart from those that do not', async () => {
  const [failed, created] = await connection.bulk.load('Contact', 'insert',
    [{ FirstName: 'Nameless', LastName: '' }, { FirstName: 'Ada', LastName: 'Bulk' }]);
  assert.deepEqual(failed, {
    id: null, success: false, created: false,
    errors: ['REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --'],
  });
  assert.ok(created.success);
  await connection.sobject('Contact').destroy(created.id);
});

test('a query streams its rows', async () => {
  const stream = await connection.bulk.query("SELECT Id, Reference__c, Visitors__c FROM Site_Visit__c WHERE Reference__c LIKE 'B1-%'");
  const rows = await stream.toArray();
  assert.equal(rows.length, ROWS + 12);
  assert.ok(rows.every(({ Id }) => /^a00\w{15}$/.test(Id)));
});

test('a query that cannot be fails with the reason', async () => {
  await assert.rejects(connection.bulk.query('SELECT Nope FROM Account'), /InvalidBatch : Failed to process query: INVALID_FIELD: [\s\S]*No such column 'Nope' on entity 'Account'/);
});

test('a job of two batches: opened, filled, listed, closed, read', async () => {
  const job = connection.bulk.createJob('Site_Visit__c', 'update', { concurrencyMode: 'Serial' });
  const { id, state } = await job.open();
  assert.match(id, /^750\w{15}$/);
  assert.equal(state, 'Open');
  const results = await Promise.all([ids.slice(0, 3), ids.slice(3, 5)].map((part) => {
    const batch = job.createBatch();
    batch.on('queue', () => batch.poll(50, 60_000));
    return new Promise((resolve, reject) => {
      batch.on('response', resolve);
      batch.on('error', reject);
      batch.execute(part.map((Id) => ({ Id, Visitors__c: '9' })));
    });
  }));
  assert.deepEqual(results.map(({ length }) => length).sort(), [2, 3]);
  const batches = await job.list();
  assert.deepEqual(batches.map((batch) => batch.state), ['Completed', 'Completed']);
  const info = await job.check();
  assert.equal(info.concurrencyMode, 'Serial');
  assert.equal(Number(info.numberRecordsProcessed), 5);
  assert.equal((await job.close()).state, 'Closed');
});

test('a job is aborted', async () => {
  const job = connection.bulk.createJob('Site_Visit__c', 'insert');
  await job.open();
  assert.equal((await job.abort()).state, 'Aborted');
});

test('a session that is not one is refused', async () => {
  const stranger = unconnected({ oauth2: undefined, instanceUrl: org.url, accessToken: 'wrong' });
  await assert.rejects(async () => { await stranger.bulk.load('Account', 'insert', [{ Name: 'A' }]); }, { name: 'InvalidSessionId' });
});

test('a batch without rows is the client\'s error', async () => {
  await assert.rejects(async () => { await connection.bulk.load('Account', 'insert', []); }, { name: 'ClientInputError' });
});

test('rows are deleted', async () => {
  const all = (await connection.query("SELECT Id FROM Site_Visit__c WHERE Reference__c LIKE 'B1-%'").run({ autoFetch: true, maxFetch: 5000 })).records;
  const results = await connection.bulk.load('Site_Visit__c', 'delete', all.map(({ Id }) => ({ Id })));
  assert.equal(results.filter(({ success }) => success).length, ROWS + 12);
  assert.equal(await count('Id != null'), 0);
});
