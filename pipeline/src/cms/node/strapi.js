'use strict';
// For trying Hilfenetz against a real Strapi: languages, a reader's and an editor's token, the webhook, one editor for the app.
const { writeFileSync } = require('node:fs');
const LANGUAGES = [['de', 'Deutsch'], ['en', 'English'], ['de-simple', 'Leichte Sprache'], ['tr', 'Türkçe']];

async function once() {
  const locales = strapi.plugin('i18n').service('locales');
  for (const [code, name] of LANGUAGES) if (!(await locales.findByCode(code))) await locales.create({ code, name });
  await locales.setDefaultLocale({ code: 'de' });
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({ firstname: 'Beispiel', lastname: 'Redaktion', email: 'redaktion@hilfenetz.example.org',
    password: process.env.HN_ADMIN_PASSWORD, registrationToken: null, isActive: true, roles: [role.id] });
  const token = async (name, type, permissions) => (await strapi.service('admin::api-token')
    .create({ kind: 'content-api', name, description: '', type, lifespan: null, ...(permissions && { permissions }) })).accessKey;
  const types = Object.keys(strapi.contentTypes).filter((type) => type.startsWith('api::'));
  writeFileSync(process.env.HN_TOKEN_FILE, JSON.stringify({
    reader: await token('reader', 'custom', types.map((type) => `${type}.find`)), editor: await token('editor', 'full-access'),
    writer: await token('writer', 'custom', ['find', 'create', 'update'].map((right) => `api::feed-state.feed-state.${right}`)),
  }), { mode: 0o600 });
}

async function webhook() {
  const store = strapi.get('webhookStore');
  const old = (await store.findWebhooks()).find((webhook) => webhook.name === 'hilfenetz');
  if (!process.env.HN_WEBHOOK_URL) return;
  const data = { name: 'hilfenetz', url: process.env.HN_WEBHOOK_URL, isEnabled: true,
    headers: { Authorization: `Bearer ${process.env.HN_WEBHOOK_SECRET}` },
    events: [...store.allowedEvents.values()].filter((event) => event.startsWith('entry.')) };
  strapi.get('webhookRunner').update(old ? await store.updateWebhook(old.id, data) : await store.createWebhook(data));
}

module.exports = {
  register() {},
  async bootstrap({ strapi }) {
    const done = strapi.store({ type: 'core', name: 'hilfenetz', key: 'seeded' });
    if (!(await done.get())) {
      await once();
      await done.set({ value: true });
    }
    await webhook();
  },
};
