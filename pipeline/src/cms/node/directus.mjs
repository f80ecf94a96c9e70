// For trying Hilfenetz against a real Directus: our types, a reader's token and the flow that tells changes, by directus.mjs.
//   node seed.mjs BASE ADMIN_TOKEN SEED_FILE TOKEN_FILE
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [base, admin, , file] = process.argv.slice(2);
if (!existsSync(file)) {
  const said = execFileSync(process.execPath, [join(import.meta.dirname, 'directus.mjs'), base], { encoding: 'utf8', env: {
    ...process.env, DIRECTUS_TOKEN: admin, HOOK_URL: process.env.HN_WEBHOOK_URL, HOOK_SECRET: process.env.HN_WEBHOOK_SECRET } });
  writeFileSync(file, JSON.stringify({ reader: said.match(/^reader: (.*)$/m)[1], writer: said.match(/^writer: (.*)$/m)[1], editor: admin }), { mode: 0o600 });
}
