// Oxigraph behind HTTP, as small as can be: node oxigraph.mjs FILE PORT. POST a query to any path.
import { closeSync, openSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [file, port] = process.argv.slice(2);
const { Store } = createRequire(process.cwd() + "/")("oxigraph");
const store = new Store();

// No text may be as long as a large file, so whole lines come piece by piece.
const bytes = Buffer.alloc(1 << 26);
const from = openSync(file);
for (let kept = 0, read; (read = readSync(from, bytes, kept, bytes.length - kept, null)) > 0; ) {
  const end = bytes.subarray(0, kept + read).lastIndexOf(10) + 1;
  store.load(bytes.toString("utf8", 0, end), { format: "application/n-triples", no_transaction: true });
  kept = bytes.copy(bytes, 0, end, kept + read);
}
closeSync(from);

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", part => parts.push(part));
  request.on("end", () => {
    const query = Buffer.concat(parts).toString();
    try {
      const format = query.startsWith("DESCRIBE") ? "application/n-triples" : "text/csv";
      response.end(store.query(query, { results_format: format }));
    } catch (error) {
      response.statusCode = 400;
      response.end(String(error));
    }
  });
});
server.keepAliveTimeout = 0; // its clients rest while others are measured
server.listen(Number(port), "127.0.0.1");
