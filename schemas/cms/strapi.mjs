// Makes the types of types.json in a Strapi 5 project: node strapi.mjs PROJECT, then start Strapi.
// Writes only below PROJECT/src/api, a folder for each type; what else is there stays. Afterwards, in Strapi:
//   Settings, Internationalization: add the languages, German (de) as the default; de-simple is a custom language.
//   Settings, API Tokens: a custom token with find for each of these types; it is the feed's secret.
//     To read in Strapi what became of each feed: another one with find, create and update for feed-state, as {feed}.status.
//   Settings, Webhooks: POST {base}/hooks/{feed}, all entry events, header Authorization: Bearer {content of {feed}.hook}.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const project = process.argv[2];
if (!project) {
  console.error('node strapi.mjs PROJECT');
  process.exit(2);
}
const types = JSON.parse(readFileSync(join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), 'types.json')));
const LINES = ['title', 'labels', 'name'];                             // texts of one line
const i18n = (localized) => ({ pluginOptions: { i18n: { localized } } });

function put(path, text) {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

for (const [name, type] of Object.entries(types)) {
  const localized = type.texts.length > 0;
  const attributes = { key: { type: 'string', required: true, ...(localized ? i18n(false) : { unique: true }) } };
  for (const [field, kind] of Object.entries(type.shared)) {
    attributes[field] = { type: kind, ...(localized && i18n(false)) };
  }
  for (const field of type.texts) {
    attributes[field] = { type: LINES.includes(field) ? 'string' : 'richtext', ...i18n(true) };
  }
  const api = `src/api/${name}`;
  put(`${api}/content-types/${name}/schema.json`, JSON.stringify({
    kind: 'collectionType', collectionName: type.path.replaceAll('-', '_'),
    info: { singularName: name, pluralName: type.path, displayName: name },
    options: { draftAndPublish: type.drafts }, pluginOptions: { i18n: { localized } }, attributes,
  }, null, 2) + '\n');
  for (const [kind, factory] of [['routes', 'createCoreRouter'], ['controllers', 'createCoreController'], ['services', 'createCoreService']]) {
    put(`${api}/${kind}/${name}.js`, `module.exports = require('@strapi/strapi').factories.${factory}('api::${name}.${name}');\n`);
  }
  console.log(`${name}: ${Object.keys(attributes).join(', ')}`);
}
