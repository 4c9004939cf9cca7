// Mozilla's HTTP Observatory on a server of this machine: node scan.mjs HTTP_PORT HTTPS_PORT
// Its own `scan` knows no ports, so what that does is said here: fetch, run every test, add up.
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";

// Its install script would fetch the browsers' list of preloaded names; this machine stands in none.
const preloaded = fileURLToPath(import.meta.resolve("@mdn/mdn-http-observatory/conf/hsts-preload.json"));
if (!existsSync(preloaded)) writeFileSync(preloaded, "{}");

const [httpPort, httpsPort] = process.argv.slice(2).map(Number);
const found = await retrieve("localhost", { httpPort, httpsPort });
const results = ALL_TESTS.map((test) => test(found));
const points = results.map((result) => (result.result ? getScoreModifier(result.result) : 0));
const bare = 100 + points.filter((point) => point < 0).reduce((sum, point) => sum + point, 0);
const whole = 100 + points.reduce((sum, point) => sum + point, 0);
const { score, grade } = getGradeForScore(bare >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? whole : bare);
const tests = Object.fromEntries(
  results.map((result, place) => [result.constructor.name, { pass: result.pass, says: result.result, points: points[place] }]),
);
console.log(JSON.stringify({ score, grade, tests }));
process.exit(0);
