// Promise: who comes back sees what is new, a feed or a chat shows what a page is, and a voice on the device reads it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { files, htmlFiles, launch, open, pages, read, serve, tags } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const village = pages.find(({ name }) => name === 'village with two books').file;
const news = village.replace('index.html', 'changes.html');
const marked = (page) => page.locator('.entries .new').count();

/** A visit that ends: what belongs to one tab goes, what is kept stays. */
async function comeBack(context, file, meanwhile) {
  const page = await context.newPage();
  if (meanwhile) {
    await page.goto(`${portal.base}about.html`);
    await page.evaluate(meanwhile);
  }
  await page.goto(portal.base + file);
  return page;
}

for (const file of ['changes.html', news, 'index.html', village]) {
  test(`${file}: nothing is new on the first visit, then what was not there`, async () => {
    const context = await browser.newContext();
    const first = await comeBack(context, file);
    assert.equal(await marked(first), 0);
    const all = await first.locator('.entries[data-new]:not([data-new=""]) li').count();
    assert.ok(all > 1, `${all} lines`);
    await first.close();
    const again = await comeBack(context, file);
    assert.equal(await marked(again), 0, 'nothing came between the visits');
    await again.close();
    // As if the newest line had not been there last time.
    const later = await comeBack(context, file, () => {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith('sunlit-seen '))) {
        const kept = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({ seen: kept.seen.slice(1), oldest: '2000-01-01' }));
      }
      sessionStorage.clear();
    });
    assert.equal(await marked(later), 1);
    assert.match(await later.locator('.entries li:has(.new)').first().innerText(), /新/);
    await later.reload();
    assert.equal(await marked(later), 1, 'it stays marked for the whole visit');
    await context.close();
  });
}

test('without a place to keep it, or without scripts, the list is only a list', async () => {
  const page = await open(browser);
  await page.addInitScript(() => { for (const store of ['localStorage', 'sessionStorage']) Object.defineProperty(window, store, { get() { throw new Error('no'); } }); });
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${portal.base}changes.html`);
  assert.ok(await page.locator('.entries li').count() > 1);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('every unit, every kind and the portal have a feed that a browser can parse and whose links lead somewhere', async () => {
  const feeds = files.filter((file) => file.endsWith('.xml'));
  assert.ok(feeds.includes('feed.xml') && feeds.includes(village.replace('index.html', 'feed.xml')));
  assert.ok(feeds.includes('feeds/finance.xml') && feeds.includes('feeds/notices.xml'));
  const page = await open(browser);
  await page.goto(`${portal.base}about.html`);
  for (const file of feeds) {
    const read1 = await page.evaluate((text) => {
      const tree = new DOMParser().parseFromString(text, 'application/xml');
      const of = (name) => [...tree.getElementsByTagNameNS('http://www.w3.org/2005/Atom', name)].map((one) => one.textContent);
      const links = [...tree.querySelectorAll('entry > link')].map((one) => one.getAttribute('href'));
      return { broken: tree.querySelector('parsererror') !== null, ids: of('id'), updated: of('updated'), links };
    }, read(file));
    assert.ok(!read1.broken, file);
    assert.equal(new Set(read1.ids).size, read1.ids.length, `${file}: an id twice`);
    assert.ok(read1.updated.every((day) => /^\d{4}-\d{2}-\d{2}T00:00:00/.test(day)), file);
    const dead = read1.links.map((link) => new URL(link, `http://x/${file}`).pathname.slice(1)).filter((one) => !files.includes(decodeURIComponent(one)));
    assert.deepEqual(dead, [], file);
  }
  await page.context().close();
});

test('an old address of a record or of a unit leads to where it stands now, with scripts and without', async () => {
  const old = htmlFiles.filter((file) => /http-equiv="?refresh/.test(read(file)));
  const folders = new Set(old.map((file) => file.split('/')[0]));
  assert.ok(folders.size >= 2, [...folders].join());
  for (const folder of folders) {
    for (const javaScriptEnabled of [true, false]) {
      const file = old.find((one) => one.startsWith(`${folder}/`) && !one.endsWith('/index.html'));
      const page = await open(browser, { javaScriptEnabled });
      await page.goto(portal.base + file);
      await page.waitForURL((url) => !url.href.endsWith(file));
      assert.notEqual(await page.locator('h1').innerText(), '这一页搬到了新地址');
      await page.context().close();
    }
  }
});

test('a page says in a line what it is, and the line is not the same everywhere', () => {
  const lines = new Map();
  for (const file of htmlFiles.filter((one) => one !== '404.html')) {
    const line = tags(read(file)).find(({ name, attributes }) => name === 'meta' && attributes.property === 'og:title')?.attributes.content;
    assert.ok(line, `${file} has no title for a chat`);
  }
  for (const { name, file } of pages.filter(({ file }) => file && file !== '404.html')) {
    const line = tags(read(file)).find(({ name: tag, attributes }) => tag === 'meta' && attributes.name === 'description')?.attributes.content;
    if (!line) continue;
    lines.set(line, [...(lines.get(line) ?? []), name]);
  }
  assert.ok(lines.size > 20, `${lines.size} descriptions`);
  assert.deepEqual([...lines.values()].filter((names) => names.length > 1), []);
});

/** A device with the given voices; what is spoken is noted down. */
const device = (voices) => {
  const spoken = [];
  const ends = [];
  Object.assign(window, { spoken, ends });
  const speech = {
    getVoices: () => voices,
    addEventListener() {},
    speak(one) { spoken.push({ text: one.text, voice: one.voice?.name }); ends.push(one.onend); },
    cancel() { spoken.push('cancel'); },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: speech, configurable: true });
  window.SpeechSynthesisUtterance = function Utterance(text) { this.text = text; };
};

test('the month is read aloud by a voice on the device, with its sum whole, stops when asked and goes on there', async () => {
  const { file } = pages.find(({ name }) => name === 'month');
  const page = await open(browser);
  await page.addInitScript(device, [
    { name: 'far', lang: 'zh-CN', localService: false }, { name: 'english', lang: 'en-GB', localService: true },
    { name: 'near', lang: 'zh-CN', localService: true }]);
  await page.goto(portal.base + file);
  await page.getByRole('button', { name: '读给我听' }).click();
  const spoken = (await page.evaluate(() => window.spoken)).filter((one) => one !== 'cancel');
  assert.deepEqual([...new Set(spoken.map(({ voice }) => voice))], ['near']);
  const closing = (await page.locator('.equation li:last-child .money').innerText()).replaceAll(',', '');
  assert.ok(spoken.some(({ text }) => text.includes(closing)), `${closing} in ${JSON.stringify(spoken)}`);
  assert.equal(spoken[0].text, await page.locator('h1').innerText());
  await page.evaluate(() => { window.ends[0](); window.ends[1](); });
  await page.getByRole('button', { name: '停下不读' }).click();
  assert.equal((await page.evaluate(() => window.spoken)).at(-1), 'cancel');
  const before = await page.evaluate(() => window.spoken.length);
  await page.getByRole('button', { name: '接着读' }).click();
  const after = (await page.evaluate((from) => window.spoken.slice(from), before)).filter((one) => one !== 'cancel');
  assert.deepEqual(after, spoken.slice(2), 'it goes on where it stopped');
  await page.evaluate((from) => { window.ends.slice(from).forEach((end) => end()); }, spoken.length);
  assert.ok(await page.getByRole('button', { name: '读给我听' }).isVisible(), 'and begins anew after the last words');
  await page.context().close();
});

test('a device whose voices are elsewhere, or that has none, offers nothing', async () => {
  for (const voices of [[], [{ name: 'far', lang: 'zh-CN', localService: false }]]) {
    const page = await open(browser);
    await page.addInitScript(device, voices);
    await page.goto(`${portal.base}index.html`);
    assert.equal(await page.locator('[data-stop]').isVisible(), false);
    await page.context().close();
  }
});
