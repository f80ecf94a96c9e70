// Makes the types of types.json in Directus 11, and somebody who may read what is published:
//   DIRECTUS_TOKEN=... node directus.mjs BASE      (a static token of an administrator)
// What is there already stays as it is. Prints two tokens once: the reader's is the feed's secret; the writer's, as {feed}.status
// among the secrets, tells in Directus what became of each feed, and may write nothing else.
// With HOOK_URL={base}/hooks/{feed} and HOOK_SECRET={content of {feed}.hook} it makes the flow that tells changes there, also
// those of translations. Directus calls no local address unless IMPORT_IP_DENY_LIST says so.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const base = (process.argv[2] ?? '').replace(/\/+$/, '');
const token = process.env.DIRECTUS_TOKEN;
if (!base || !token) {
  console.error('DIRECTUS_TOKEN=... node directus.mjs BASE');
  process.exit(2);
}
const types = JSON.parse(readFileSync(join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), 'types.json')));
const LANGUAGES = { de: 'Deutsch', en: 'English', 'de-simple': 'Leichte Sprache', tr: 'Türkçe', uk: 'Українська', ar: 'العربية' };
const LINES = ['title', 'labels', 'name'];                             // texts of one line

async function ask(method, path, body) {
  const answer = await fetch(base + path, {
    method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : (await answer.json()).data;
}
const post = (path, body) => ask('POST', path, body);

const field = (name, type, more = {}) => ({ field: name, type, meta: { interface: null, ...more.meta }, schema: { ...more.schema } });
const id = field('id', 'integer', { meta: { hidden: true, readonly: true }, schema: { is_primary_key: true, has_auto_increment: true } });
const key = field('key', 'string', { schema: { is_unique: true, is_nullable: false } });
const status = field('status', 'string', {
  meta: { interface: 'select-dropdown', options: { choices: ['draft', 'published', 'archived'].map((value) => ({ text: value, value })) } },
  schema: { default_value: 'draft', is_nullable: false },
});
const stamps = [['date_created', 'date-created'], ['date_updated', 'date-updated']]
  .map(([name, special]) => field(name, 'timestamp', { meta: { special: [special], readonly: true, hidden: true } }));
const special = { json: ['cast-json'], boolean: ['cast-boolean'] };
const plain = ([name, kind]) => field(name, kind, special[kind] && { meta: { special: special[kind] } });
const table = (type) => type.path.replaceAll('-', '_');                // tables have no hyphens

const there = new Set((await ask('GET', '/collections?limit=-1')).map((collection) => collection.collection));
if (!there.has('languages')) {
  await post('/collections', { collection: 'languages', meta: {}, schema: {}, fields: [field('code', 'string', { schema: { is_primary_key: true } }), field('name', 'string')] });
  await post('/items/languages', Object.entries(LANGUAGES).map(([code, name]) => ({ code, name })));
}
for (const [name, type] of Object.entries(types)) {
  const collection = table(type);
  if (there.has(collection)) {
    console.log(`${name}: there already`);
    continue;
  }
  await post('/collections', {
    collection, schema: {}, fields: [id, key, ...(type.drafts ? [status] : []), ...Object.entries(type.shared).map(plain), ...stamps],
    meta: type.drafts ? { archive_field: 'status', archive_value: 'archived', unarchive_value: 'draft' } : {},
  });
  if (type.texts.length > 0) {
    const translations = `${collection}_translations`, parent = `${collection}_id`;
    await post('/collections', {
      collection: translations, meta: { hidden: true }, schema: {},
      fields: [id, field(parent, 'integer'), field('languages_code', 'string'), ...type.texts.map((text) => field(text, LINES.includes(text) ? 'string' : 'text'))],
    });
    await post(`/fields/${collection}`, { field: 'translations', type: 'alias', meta: { special: ['translations'], interface: 'translations' } });
    await post('/relations', { collection: translations, field: parent, related_collection: collection, meta: { one_field: 'translations', junction_field: 'languages_code' }, schema: { on_delete: 'CASCADE' } });
    await post('/relations', { collection: translations, field: 'languages_code', related_collection: 'languages', meta: { junction_field: parent }, schema: { on_delete: 'SET NULL' } });
  }
  console.log(`${name}: made`);
}

async function somebody(name, permissions) {
  if ((await ask('GET', `/policies?filter[name][_eq]=${name}`)).length > 0) return;
  const policy = await post('/policies', { name, admin_access: false, app_access: false });
  await post('/permissions', permissions.map((permission) => ({ policy: policy.id, fields: ['*'], validation: null, presets: null, ...permission })));
  const role = await post('/roles', { name, policies: [{ policy: policy.id }] });
  const secret = randomBytes(24).toString('base64url');
  await post('/users', { first_name: name, email: `${name}@hilfenetz.example.org`, role: role.id, status: 'active', token: secret });
  console.log(`${name.replace('hilfenetz-', '')}: ${secret}`);
}
const told = Object.values(types).filter((type) => type.told).map(table);
await somebody('hilfenetz-writer', told.flatMap((collection) => ['read', 'create', 'update'].map((action) => ({ collection, action, permissions: {} }))));
{
  const published = { status: { _eq: 'published' } };
  const rules = { languages: {} };
  for (const type of Object.values(types).filter((type) => !type.told)) {
    rules[table(type)] = published;
    if (type.texts.length > 0) rules[`${table(type)}_translations`] = { [`${table(type)}_id`]: published };
  }
  await somebody('hilfenetz-reader', Object.entries(rules).map(([collection, permissions]) => ({ collection, action: 'read', permissions })));
}

if (process.env.HOOK_URL && (await ask('GET', '/flows?filter[name][_eq]=hilfenetz')).length === 0) {
  const collections = Object.values(types).filter((type) => !type.told).flatMap((type) => [table(type), ...(type.texts.length > 0 ? [`${table(type)}_translations`] : [])]);
  const flow = await post('/flows', { name: 'hilfenetz', status: 'active', trigger: 'event', accountability: 'activity', options: { type: 'action', scope: ['items.create', 'items.update', 'items.delete'], collections } });
  const step = await post('/operations', {
    flow: flow.id, key: 'notify', name: 'notify', type: 'request', position_x: 19, position_y: 1,
    options: { method: 'POST', url: process.env.HOOK_URL, headers: [{ header: 'Authorization', value: `Bearer ${process.env.HOOK_SECRET}` }], body: '{{$trigger}}' },
  });
  await ask('PATCH', `/flows/${flow.id}`, { operation: step.id });
  console.log('flow: made');
}
