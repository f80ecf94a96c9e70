// Oxigraph behind HTTP, as small as can be: node oxigraph.mjs FILE PORT. POST a query to any path.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [file, port] = process.argv.slice(2);
const { Store } = createRequire(process.cwd() + "/")("oxigraph");
const store = new Store();
store.load(readFileSync(file, "utf8"), { format: "application/n-triples", no_transaction: true });

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
