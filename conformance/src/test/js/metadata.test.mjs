import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect } from './org.mjs';

const object = {
  fullName: 'Kiln_Firing__c',
  label: 'Kiln Firing',
  pluralLabel: 'Kiln Firings',
  nameField: { label: 'Kiln Firing Name', type: 'Text' },
  deploymentStatus: 'Deployed',
  sharingModel: 'ReadWrite',
};

let connection;

before(async () => {
  connection = await connect();
});

test('describe tells which components there are', async () => {
  const { metadataObjects, organizationNamespace } = await connection.metadata.describe('65.0');
  const customObject = metadataObjects.find(({ xmlName }) => xmlName === 'CustomObject');
  assert.equal(customObject.directoryName, 'objects');
  assert.equal(customObject.suffix, 'object');
  assert.ok(!organizationNamespace);
});

test('list finds standard and custom objects', async () => {
  const names = (await connection.metadata.list({ type: 'CustomObject' }, '65.0')).map(({ fullName }) => fullName);
  assert.ok(names.includes('Account'));
  assert.ok(names.includes('Site_Visit__c'));
});

test('a custom object is created with a field, read, used, changed and deleted', async () => {
  const created = await connection.metadata.create('CustomObject', object);
  assert.equal(created.success, true);
  assert.equal(created.fullName, object.fullName);

  const field = await connection.metadata.create('CustomField', {
    fullName: `${object.fullName}.Degrees__c`, label: 'Degrees', type: 'Number', precision: 5, scale: 0,
  });
  assert.equal(field.success, true);

  const read = await connection.metadata.read('CustomObject', object.fullName);
  assert.equal(read.label, 'Kiln Firing');
  assert.equal([read.fields].flat()[0].fullName, 'Degrees__c');

  const { id, success } = await connection.sobject(object.fullName).create({ Name: 'First' });
  assert.equal(success, true);
  assert.match(id, /^a\w{17}$/);

  const updated = await connection.metadata.update('CustomObject', { ...object, label: 'Firing' });
  assert.equal(updated.success, true);
  assert.equal((await connection.sobject(object.fullName).describe()).label, 'Firing');

  const deleted = await connection.metadata.delete('CustomObject', object.fullName);
  assert.equal(deleted.success, true);
  await assert.rejects(connection.sobject(object.fullName).describe(), { name: 'NOT_FOUND' });
});

test('an object that is there already is refused', async () => {
  const { success, errors } = await connection.metadata.create('CustomObject', { ...object, fullName: 'Site_Visit__c' });
  assert.equal(success, false);
  assert.equal([errors].flat()[0].statusCode, 'DUPLICATE_DEVELOPER_NAME');
});

test('upsert creates, then changes', async () => {
  const draft = { ...object, fullName: 'Kiln_Log__c' };
  const first = await connection.metadata.upsert('CustomObject', draft);
  assert.equal(first.success, true);
  assert.equal(first.created, true);
  const second = await connection.metadata.upsert('CustomObject', { ...draft, label: 'Log' });
  assert.equal(second.created, false);
  await connection.metadata.delete('CustomObject', draft.fullName);
});
