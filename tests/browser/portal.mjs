// The one helper: finds the built portal and its kinds of page, serves it on loopback, and opens a browser on it.
import { mkdtempSync, readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

if (!process.env.SITE || !existsSync(path.join(process.env.SITE, 'index.html'))) {
  throw new Error('SITE must name a folder with a built portal: run ./test, or cargo run -- build -o FOLDER first');
}
export const site = path.resolve(process.env.SITE);

const browserFile = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browserArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
};

/** Every file of a built portal, as paths with forward slashes, sorted. */
export const listing = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
  .sort();
export const files = listing(site);
export const htmlFiles = files.filter((file) => file.endsWith('.html'));
export const read = (file) => readFileSync(path.join(site, file), 'utf8');
export const size = (file) => statSync(path.join(site, file)).size;
export const summaries = files.filter((file) => file.endsWith('/summary.json')).map((file) => JSON.parse(read(file)));

/** Pages in the folders of units; those under ids that units had before only lead on. */
const ids = new Set(summaries.map(({ id }) => id));
const ofUnits = htmlFiles.filter((file) => ids.has(file.split('/')[0]));

/** The pages of single records of one kind, in all units. */
export const records = (folder) => ofUnits.filter((file) => new RegExp(`/${folder}/(?!index\\.)`).test(file));

export const months = ofUnits.filter((file) => /\/finance\/(?:[a-z0-9-]+-)?\d{4}-\d{2}\.html$/.test(file));

/** One page of every type there is: name and file. Nothing here names a place of the sample. */
export const pages = pageTypes();

function pageTypes() {
  const unit = (test) => summaries.find(test)?.id;
  const twoBooks = unit((one) => one.level === 'village' && one.books.length > 1);
  const home = (id) => id && `${id}/index.html`;
  const holding = (id) => months.find((file) => new RegExp(`\\sid=["']?${id}[\\s"'>]`).test(read(file)));
  const found = [
    ['home', 'index.html'],
    ['village with two books', home(twoBooks)],
    ['community', home(unit((one) => one.level === 'community'))],
    ['town', home(unit((one) => one.level === 'town'))],
    ['county', home(unit((one) => one.level === 'county'))],
    ['month', months.find((file) => file.startsWith(`${twoBooks}/`))],
    ['month with asking', holding('askings')],
    ['month with correction', holding('corrections')],
    ['year', htmlFiles.find((file) => file.startsWith(`${twoBooks}/`) && /\/finance\/\d{4}\.html$/.test(file))],
    ['years', `${twoBooks}/finance/index.html`],
    ['notices', `${twoBooks}/notices/index.html`],
    ['notice', htmlFiles.find((file) => /\/notices\/(?!index)/.test(file) && file.startsWith(`${twoBooks}/`))],
    ['power', records('powers').find((file) => /class=["']?flow/.test(read(file)))],
    ['guide', records('guides')[0]],
    ['case', records('cases')[0]],
    ['ledger of requests', records('requests')[0]],
    ['figures', records('figures')[0]],
    ['record of a declared kind', records('labour')[0]],
    ['benefit by group', records('benefits').find((file) => /id=["']?rows/.test(read(file)))],
    ['relief with its stages', records('relief').find((file) => /class="?flow/.test(read(file)))],
    ['statement', records('interest')[0]],
    ['project', records('projects')[0]],
    ['all registers', 'registers.html'],
    ['what people ask', `${twoBooks}/answers.html`],
    ['what is new', 'changes.html'],
    ['what is new in a village', `${twoBooks}/changes.html`],
    ['registers of a year', htmlFiles.filter((file) => /^year-\d{4}\.html$/.test(file)).at(-2)],
    ['units by letters', 'letters.html'],
    ['search', 'search.html'],
    ['search of lines', `${twoBooks}/search.html`],
    ['list of powers', htmlFiles.find((file) => file.endsWith('/powers/index.html'))],
    ['coverage of a village', `${twoBooks}/coverage.html`],
    ...['coverage', 'methods', 'report', 'powers', 'cases', 'requests', 'analysis', 'about', 'verify', '404', 'patterns']
      .map((name) => [name, `${name}.html`]),
  ];
  return found.map(([name, file]) => ({ name, file }));
}

/** Serves the portal on loopback below `under`; `log` keeps every path that was asked for and its answer. */
export async function serve(under = '/', folder = site) {
  const log = [];
  const served = folder === site ? files : listing(folder);
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = asked.startsWith(under) ? asked.slice(under.length) || 'index.html' : null;
    const known = inside !== null && served.includes(inside);
    const file = known ? inside : '404.html';
    log.push({ path: asked, status: known ? 200 : 404 });
    response.writeHead(known ? 200 : 404, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(path.join(folder, file)));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${server.address().port}${under}`;
  return { base, log, close: () => { server.closeAllConnections(); server.close(); } };
}

export const fileBase = `${pathToFileURL(site)}/`;

/** A browser with a profile of its own, which is thrown away when it closes. */
export const launch = () => chromium.launch({ executablePath: browserFile, args: browserArguments });

/** Opens a page in a fresh profile; `large` remembers the reader's wish for large type. */
export async function open(browser, { large = false, ...options } = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  if (large) await context.addInitScript(() => localStorage.setItem('sunlit-large', 'yes'));
  return context.newPage();
}

/** Follows a link and waits until the page is whole: a busy machine shows the half of it first. */
export async function follow(link) {
  await link.click();
  await link.page().waitForLoadState();
}

/** Where pictures for a person to look at go. */
export const pictures = () => process.env.PICTURES ?? mkdtempSync(path.join(tmpdir(), 'sunlit-pictures-'));

/** Every start tag of an HTML text, as its name and attributes; quotes may be missing, the pages are minified. */
export function tags(html) {
  const found = [];
  for (const [, name, rest] of html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?|\s*\/)*)\s*>/gi)) {
    const attributes = {};
    for (const [, key, double, single, bare] of rest.matchAll(/([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
      attributes[key.toLowerCase()] = unescape(double ?? single ?? bare ?? '');
    }
    found.push({ name: name.toLowerCase(), attributes });
  }
  return found;
}

const unescape = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** An amount as a page shows it, in whole fen; money never passes through a float. */
export function fen(text) {
  const shown = text.replace(/[\s,，]/g, '');
  const [, sign, yuan, cents] = shown.match(/^([+−-]?)(\d+)\.(\d{2})$/) ?? [];
  if (yuan === undefined) throw new Error(`\`${text}\` is not an amount of money`);
  const amount = BigInt(yuan) * 100n + BigInt(cents);
  return sign === '−' || sign === '-' ? -amount : amount;
}
