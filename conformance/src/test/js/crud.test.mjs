import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

let connection;
let accounts;

before(async () => {
  connection = await connect();
  accounts = connection.sobject('Account');
});

test('one record is created, read, changed and deleted', async () => {
  const created = await accounts.create({ Name: 'Lime Works', NumberOfEmployees: 12, AnnualRevenue: 1250 });
  assert.deepEqual({ ...created, id: undefined }, { id: undefined, success: true, errors: [] });
  assert.match(created.id, /^001\w{15}$/);

  const read = await accounts.retrieve(created.id);
  assert.equal(read.Name, 'Lime Works');
  assert.equal(read.NumberOfEmployees, 12);
  assert.equal(read.AnnualRevenue, 1250);
  assert.equal(read.OwnerId, connection.userInfo.id);
  assert.equal(read.IsDeleted, false);
  assert.match(read.CreatedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);

  const changed = await accounts.update({ Id: created.id, Name: 'Lime and Chalk Works', AnnualRevenue: null });
  assert.equal(changed.success, true);
  const reread = await accounts.retrieve(created.id, { fields: ['Name', 'AnnualRevenue'] });
  assert.equal(reread.Name, 'Lime and Chalk Works');
  assert.equal(reread.AnnualRevenue, null);

  const deleted = await accounts.destroy(created.id);
  assert.equal(deleted.success, true);
  await assert.rejects(accounts.retrieve(created.id), { name: 'ENTITY_IS_DELETED', message: 'entity is deleted' });
  await assert.rejects(accounts.destroy(created.id), { name: 'ENTITY_IS_DELETED', message: 'entity is deleted' });
});

test('two hundred records go in one call, and come back in the order of their ids', async () => {
  const created = await accounts.create(Array.from({ length: 200 }, (_, i) => ({ Name: `Kiln ${i}` })));
  assert.equal(created.length, 200);
  assert.ok(created.every(({ success }) => success));
  const ids = created.map(({ id }) => id);

  const read = await accounts.retrieve(ids);
  assert.deepEqual(read.map(({ Name }) => Name), Array.from({ length: 200 }, (_, i) => `Kiln ${i}`));

  const changed = await accounts.update(ids.map((Id) => ({ Id, Site: 'North' })));
  assert.ok(changed.every(({ success }) => success));
  const deleted = await accounts.destroy(ids);
  assert.ok(deleted.every(({ success }) => success));
  assert.deepEqual(await accounts.retrieve(ids.slice(0, 2)), [null, null]);
});

test('more than two hundred records are taken in several calls', async () => {
  const created = await accounts.create(
    Array.from({ length: 450 }, (_, i) => ({ Name: `Quarry ${i}` })), { allowRecursive: true });
  assert.equal(created.length, 450);
  const { totalSize } = await connection.query("SELECT count() FROM Account WHERE Name LIKE 'Quarry %'");
  assert.equal(totalSize, 450);
  await accounts.destroy(created.map(({ id }) => id), { allowRecursive: true });
});

test('a record that fails is told beside those that do not', async () => {
  const [good, bad] = await accounts.create([{ Name: 'Pottery' }, { Site: 'no name' }]);
  assert.equal(good.success, true);
  assert.equal(bad.success, false);
  assert.deepEqual(bad.errors, [{
    statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'],
  }]);
  await accounts.destroy(good.id);
});

test('all or none leaves nothing behind', async () => {
  const [good, bad] = await accounts.create([{ Name: 'Tannery of none' }, { Site: 'no name' }], { allOrNone: true });
  assert.equal(good.success, false);
  assert.equal(good.errors[0].statusCode, 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
  assert.equal(bad.errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  const { totalSize } = await connection.query("SELECT count() FROM Account WHERE Name = 'Tannery of none'");
  assert.equal(totalSize, 0);
});

test('upsert by an external id creates, then changes', async () => {
  const visits = connection.sobject('Site_Visit__c');
  const Reference__c = `JS-${Date.now()}`;
  const created = await visits.upsert({ Reference__c, Visitors__c: 1 }, 'Reference__c');
  assert.equal(created.success, true);
  assert.equal(created.created, true);
  const changed = await visits.upsert({ Reference__c, Visitors__c: 2 }, 'Reference__c');
  assert.equal(changed.created, false);
  assert.equal(changed.id, created.id);
  assert.equal((await visits.retrieve(created.id)).Visitors__c, 2);
  await visits.destroy(created.id);
});

test('many records are upserted in one call', async () => {
  const visits = connection.sobject('Site_Visit__c');
  const stamp = Date.now();
  const drafts = [1, 2, 3].map((i) => ({ Reference__c: `M-${stamp}-${i}`, Visitors__c: i }));
  const first = await visits.upsert(drafts, 'Reference__c');
  assert.deepEqual(first.map(({ created }) => created), [true, true, true]);
  const second = await visits.upsert(drafts, 'Reference__c');
  assert.deepEqual(second.map(({ created }) => created), [false, false, false]);
  await visits.destroy(second.map(({ id }) => id));
});

test('a field that is not there, a wrong type and a wrong id are refused as Salesforce words it', async () => {
  await assert.rejects(accounts.create({ Name: 'X', Nope__c: 1 }), {
    name: 'INVALID_FIELD', message: "No such column 'Nope__c' on sobject of type Account",
  });
  await assert.rejects(accounts.create({ Name: 'X', OwnerId: '005xx' }), ({ name, message }) => {
    assert.equal(name, 'MALFORMED_ID');
    assert.match(message, /^Owner ID: id value of incorrect type: 005xx$/);
    return true;
  });
  await assert.rejects(connection.sobject('Nope__c').create({ Name: 'X' }), {
    name: 'NOT_FOUND', message: 'The requested resource does not exist',
  });
});

test('a query changes and deletes all that it finds', async () => {
  const created = await accounts.create([{ Name: 'Mill 1' }, { Name: 'Mill 2' }]);
  const changed = await accounts.find({ Name: { $like: 'Mill %' } }).update({ Site: '${Name} site' });
  assert.equal(changed.length, 2);
  const [first] = await accounts.retrieve(created.map(({ id }) => id));
  assert.equal(first.Site, 'Mill 1 site');
  const deleted = await accounts.find({ Name: { $like: 'Mill %' } }).destroy();
  assert.ok(deleted.every(({ success }) => success));
});

test('queryAll sees what is in the recycle bin', async () => {
  const { id } = await accounts.create({ Name: 'Forge for the bin' });
  await accounts.destroy(id);
  const soql = `SELECT Id, IsDeleted FROM Account WHERE Id = '${id}'`;
  assert.equal((await connection.query(soql)).totalSize, 0);
  const all = await connection.query(soql, { scanAll: true });
  assert.equal(all.records[0].IsDeleted, true);
});

test('what changed and what went is told for a span of time', async () => {
  const { id } = await accounts.create({ Name: 'Brewery' });
  const { id: gone } = await accounts.create({ Name: 'Old Brewery' });
  await accounts.destroy(gone);
  const end = new Date(Date.now() + 60_000);
  const start = new Date(end.getTime() - 600_000);
  const updated = await accounts.updated(start, end);
  assert.ok(updated.ids.includes(id));
  assert.match(updated.latestDateCovered, /^\d{4}-\d\d-\d\dT/);
  const { deletedRecords } = await accounts.deleted(start, end);
  assert.ok(deletedRecords.some((record) => record.id === gone));
  await accounts.destroy(id);
});

test('recent tells what was viewed last', async () => {
  const { id } = await accounts.create({ Name: 'Smithy' });
  await connection.query(`SELECT Id, Name FROM Account WHERE Id = '${id}' FOR VIEW`);
  const [latest] = await connection.recent(5);
  assert.equal(latest.Id, id);
  assert.equal(latest.Name, 'Smithy');
  assert.equal(latest.attributes.type, 'Account');
  await accounts.destroy(id);
});
