// Promise: no link is a dead end, no page runs or styles anything inline, no page asks anyone else for anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileBase, files, follow, htmlFiles, launch, open, pages, read, serve, tags } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const parsed = new Map(htmlFiles.map((file) => [file, tags(read(file))]));
const few = (list) => [...list.slice(0, 40), ...(list.length > 40 ? [`… and ${list.length - 40} more`] : [])].join('\n');

test('every type of page is in the sample', () => {
  const missing = pages.filter(({ file }) => !file || !files.includes(file)).map(({ name }) => name);
  assert.deepEqual(missing, []);
});

test('every address in every page leads to a file, and every fragment to an id in it', () => {
  const known = new Set(files);
  const ids = new Map([...parsed].map(([file, all]) => [file, new Set(all.map((tag) => tag.attributes.id).filter(Boolean))]));
  const dead = [];
  for (const [file, all] of parsed) {
    for (const { attributes } of all) {
      for (const address of [attributes.href, attributes.src].filter((value) => value !== undefined)) {
        if (/^(tel|mailto|https?):/.test(address)) continue;
        const { pathname, hash } = new URL(address, `http://portal/${file}`);
        const target = decodeURIComponent(pathname).slice(1);
        const id = decodeURIComponent(hash).slice(1);
        if (!known.has(target)) dead.push(`${file}: ${address} is no file`);
        else if (id && !ids.get(target)?.has(id)) dead.push(`${file}: ${address} is no place in ${target}`);
      }
    }
  }
  assert.equal(dead.length, 0, `${dead.length} dead\n${few(dead)}`);
});

// A screen reader lists links without what stands around them. The menu is a list of its own, named and the same on every
// page; what a link is called is its label, else all its text, that for ears alone included.
test('links of a page with the same name lead to the same place', () => {
  const alt = (tag) => tags(tag)[0]?.attributes.alt ?? '';
  const words = (html) => html.replace(/<[^>]*>/g, alt).replace(/\s+/g, ' ').trim();
  const several = [];
  let named = 0;
  for (const file of htmlFiles) {
    const places = new Map();
    const main = read(file).match(/<main[\s>][\s\S]*<\/main>/)?.[0] ?? '';
    for (const [whole, inside] of main.matchAll(/<a\s[^>]*>([\s\S]*?)<\/a>/g)) {
      const { href, 'aria-label': label } = tags(whole)[0].attributes;
      if (href === undefined) continue;
      const name = label ?? words(inside);
      const to = new URL(href, `http://portal/${file}`).href;
      places.set(name, (places.get(name) ?? new Set()).add(to));
      named += 1;
    }
    for (const [name, to] of places) {
      if (!name) several.push(`${file}: ${[...to].join(' ')} has no name`);
      else if (to.size > 1) several.push(`${file}: ${name}: ${[...to].join(' ')}`);
    }
  }
  assert.ok(named > htmlFiles.length, `only ${named} links in ${htmlFiles.length} pages`);
  assert.equal(several.length, 0, `${several.length} names\n${few(several)}`);
});

test('no two elements of a page share an id', () => {
  const twice = [];
  for (const [file, all] of parsed) {
    const seen = new Set();
    for (const id of all.map((tag) => tag.attributes.id).filter(Boolean)) {
      if (seen.has(id)) twice.push(`${file}: ${id}`);
      seen.add(id);
    }
  }
  assert.equal(twice.length, 0, few(twice));
});

test('addresses are relative, except on the page for lost readers; only a link a reader clicks may lead elsewhere', () => {
  const absolute = [];
  for (const [file, all] of parsed) {
    for (const { name, attributes } of all) {
      for (const address of [attributes.href, attributes.src, attributes.srcset].filter((value) => value !== undefined)) {
        const elsewhere = /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(address);
        const clicked = name === 'a' && /^(tel|mailto|https?):/.test(address);
        const rooted = address.startsWith('/') && file !== '404.html';
        if ((elsewhere && !clicked) || rooted) absolute.push(`${file}: ${address}`);
      }
    }
  }
  assert.equal(absolute.length, 0, few(absolute));
});

test('no page carries an inline script, style or handler, and each declares its policy', () => {
  const inline = [];
  for (const [file, all] of parsed) {
    const policy = all.find((tag) => tag.attributes['http-equiv']?.toLowerCase() === 'content-security-policy');
    const words = policy?.attributes.content ?? '';
    if (!words.includes("default-src 'none'") || words.includes('unsafe')) inline.push(`${file}: no strict policy`);
    for (const { name, attributes } of all) {
      if (name === 'style' || (name === 'script' && !attributes.src)) inline.push(`${file}: <${name}>`);
      for (const key of Object.keys(attributes)) {
        if (key === 'style' || /^on[a-z]+$/.test(key)) inline.push(`${file}: <${name} ${key}>`);
        if (['href', 'src'].includes(key) && /^\s*(javascript|data|vbscript):/i.test(attributes[key])) inline.push(`${file}: ${attributes[key]}`);
      }
    }
  }
  assert.equal(inline.length, 0, few(inline));
});

test('visiting every type of page asks nobody else, fails nothing and says nothing on the console', async () => {
  const wrong = [];
  const page = await open(browser);
  let here;
  page.on('request', (request) => {
    if (!request.url().startsWith(portal.base)) wrong.push(`${here}: asks ${request.url()}`);
  });
  page.on('requestfailed', (request) => wrong.push(`${here}: ${request.url()} failed`));
  page.on('response', (answer) => { if (answer.status() >= 400) wrong.push(`${here}: ${answer.url()} ${answer.status()}`); });
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrong.push(`${here}: ${message.text()}`); });
  page.on('pageerror', (error) => wrong.push(`${here}: ${error.message}`));
  for (const { file } of pages) {
    here = file;
    await page.goto(portal.base + file, { waitUntil: 'networkidle' });
  }
  await page.context().close();
  wrong.push(...portal.log.filter(({ status }) => status !== 200).map((asked) => `${asked.path} was asked for and is not there`));
  assert.equal(wrong.length, 0, wrong.join('\n'));
});

test('the menu and the footer lead somewhere from every type of page', async () => {
  const page = await open(browser, { javaScriptEnabled: false });
  // Without a known address the page for lost readers has one link and plain words instead (tests/pages.rs).
  for (const { file } of pages.filter((one) => one.file !== '404.html')) {
    await page.goto(portal.base + file);
    const menu = await page.locator('header nav a').evaluateAll((all) => all.map((link) => link.href));
    const footer = await page.locator('footer nav a').evaluateAll((all) => all.map((link) => link.href));
    assert.ok(menu.length >= 5, `${file}: the menu has ${menu.length} entries`);
    assert.ok(footer.length >= 2, `${file}: the footer has ${footer.length} entries`);
    for (const address of new Set([...menu, ...footer])) {
      assert.equal((await page.request.get(address)).status(), 200, `${file}: ${address}`);
    }
  }
  await page.context().close();
});

for (const { name, file } of pages) {
  test(`${name} reads without scripts: heading, figures, links`, async () => {
    const seen = [];
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(browser, { javaScriptEnabled });
      await page.goto(portal.base + file);
      seen.push(await page.evaluate(() => {
        const shown = (query) => [...document.querySelectorAll(query)].filter((one) => one.checkVisibility());
        return {
          headings: shown('h1').map((one) => one.textContent.trim()),
          figures: shown('main data, main .money, main .figure').map((one) => one.textContent.trim()),
          links: shown('a[href]').map((one) => one.getAttribute('href')),
          text: shown('main').map((one) => one.innerText.trim()).join(''),
        };
      }));
      await page.context().close();
    }
    const [on, off] = seen;
    assert.equal(off.headings.length, 1);
    assert.ok(off.headings[0]);
    assert.ok(off.text.length > 20);
    assert.deepEqual(off.headings, on.headings);
    assert.deepEqual(off.figures, on.figures);
    assert.deepEqual(off.links, on.links);
  });
}

async function journey(base) {
  const page = await open(browser);
  const broken = [];
  page.on('requestfailed', (request) => broken.push(request.url()));
  page.on('response', (answer) => { if (answer.status() >= 400) broken.push(answer.url()); });
  await page.goto(`${base}index.html`);
  await follow(page.locator('main').getByRole('link', { name: '柳塘村', exact: true }).first());
  await follow(page.locator('main .questions a').first());
  assert.match(decodeURIComponent(page.url()), /\/liutang\/finance\/\d{4}-\d{2}\.html/);
  await follow(page.locator('main .equation a[href^="#"]').nth(2));
  const category = page.locator('main .bars a[href^="#"]').first();
  await follow(category);
  const line = page.locator(':target').locator('xpath=following::tr[.//time][1]');
  assert.match(await line.textContent(), /\d\.\d{2}/);
  assert.ok(await line.isVisible());
  assert.ok(page.url().startsWith(base));
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(color, 'rgba(0, 0, 0, 0)', 'the style sheet did not arrive');
  assert.deepEqual(broken, []);
  await page.context().close();
}

test('home → village → month → voucher line works from files on a USB stick', () => journey(fileBase));

test('home → village → month → voucher line works under a sub-path', async () => {
  const below = await serve('/a/b/');
  try { await journey(below.base); } finally { below.close(); }
});
