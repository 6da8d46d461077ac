// Promise: in English, and in a language of a portal's own, pages are as free of barriers and as narrow as in Chinese, a
// resident gets as far, and each language is on its own pages alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { follow, htmlFiles, launch, listing, open, pages, read, serve, summaries } from './portal.mjs';

const folder = (name) => {
  if (!process.env[name]) throw new Error(`${name} must name the sample built in another language: run ./test`);
  return path.resolve(process.env[name]);
};
const english = folder('ENGLISH');
const own = folder('TONGUE');
const text = (site, file) => readFileSync(path.join(site, file), 'utf8');

let browser;
const portals = {};
before(async () => {
  browser = await launch();
  portals.English = await serve('/', english);
  portals['a third language'] = await serve('/', own);
});
after(async () => { await browser?.close(); Object.values(portals).forEach((portal) => portal.close()); });

const opened = new Map();
/** The same page again and again: to open one takes longer than to look at it. */
async function walker(large) {
  if (!opened.has(large)) opened.set(large, await enter({ large }));
  return opened.get(large);
}
const enter = (options) => open(browser, { locale: 'en-GB', viewport: { width: 360, height: 740 }, ...options });

// Every page as it stands on a narrow phone

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What runs off the side, and parts of a sentence that a mark of language has torn into items of their own. */
function astray() {
  const beyond = [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && one.checkVisibility())
    .slice(0, 4).map((one) => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 30)}`);
  const torn = [...document.querySelectorAll('bdi')].filter((one) => /flex|grid/.test(getComputedStyle(one.parentElement).display)
    && [...one.parentElement.childNodes].some((other) => other.nodeType === 3 && other.data.trim()));
  return { wide: document.scrollingElement.scrollWidth > innerWidth ? beyond.concat('scrolls') : [], torn: torn.map((one) => one.parentElement.textContent) };
}

for (const [tongue, large] of [['English', false], ['English', true], ['a third language', false]]) {
  for (const { name, file } of pages) {
    test(`${name} in ${tongue}${large ? ' in large type' : ''} ${tongue === 'English' ? 'has no barrier and ' : ''}fits 320 px`, async () => {
      const page = await walker(large);
      await page.goto(portals[tongue].base + file);
      for (const width of [320, 360]) {
        await page.setViewportSize({ width, height: 740 });
        assert.deepEqual(await page.evaluate(astray), { wide: [], torn: [] }, `${file} at ${width} px`);
      }
      if (tongue !== 'English') return;
      await page.evaluate(axe.source);
      const rules = file === 'patterns.html' ? { 'landmark-unique': { enabled: false } } : {};
      const { violations } = await page.evaluate((run) => axe.run(run), { runOnly: { type: 'tag', values: levels }, rules });
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')} and ${nodes.length - 1} more`), [], file);
    });
  }
}

// Whose words stand where

const han = /[\u3400-\u9fff]+/g;
/** The pattern page shows the theme's examples, which are in Chinese everywhere. */
const examples = 'patterns.html';
const root = path.join(import.meta.dirname, '../..');
const written = ['content', 'src/law/packs']
  .flatMap((folder) => listing(path.join(root, folder)).map((file) => text(path.join(root, folder), file))).join('\n');
const bare = (html) => html.replace(/<script[\s>].*?<\/script>/gs, '').replace(/&(quot|#x27|lt|gt|amp);/g, ' ');
/** An address stays the same in every language, and so do fragments. */
const foreign = (site, files, known) => files.flatMap((file) => (bare(text(site, file)).replace(/\s(id|href)=("[^"]*"|[^\s>]+)/g, ' ').match(han) ?? [])
  .filter((run) => !known.includes(run)).map((run) => `${file}: ${run}`));
const shown = (site) => listing(site).filter((file) => /\.(html|csv|json|xml)$/.test(file) && file !== examples);

test('on English pages, in their data and feeds, Chinese is what people wrote and nothing else', () => {
  const files = shown(english);
  assert.ok(files.length > 1000, `${files.length} files`);
  assert.deepEqual(foreign(english, files, written).slice(0, 20), []);
  assert.ok(foreign(english, [examples], written).length > 0, 'a check that finds nothing anywhere finds nothing');
});

test('headings of columns in CSV are English', () => {
  const headings = listing(english).filter((file) => file.endsWith('.csv')).map((file) => text(english, file).split('\n')[0]);
  assert.ok(headings.length > 100, `${headings.length} files`);
  assert.deepEqual(headings.filter((line) => /[\u3400-\u9fff]/.test(line)), []);
});

/** Places that only the program fills: a clerk's words never come there. */
const filled = 'button, summary, label, legend, input, nav.menu, nav.menu a, .finder, th[scope="col"], dt:not(.officials dt, .pairs dt), .equation .label, main > section > h2, .downloads, figure .legend';

test('what only the program says is English: buttons, menus, labels, headings of tables', async () => {
  const page = await enter({ javaScriptEnabled: true });
  let seen = 0;
  for (const { file } of pages.filter((one) => one.file !== examples)) {
    await page.goto(portals.English.base + file);
    const said = await page.evaluate((query) => [...document.querySelectorAll(query)].filter((one) => !one.closest('.prose, ul.pills')).flatMap((one) => {
      const attributes = ['aria-label', 'placeholder', 'data-label', 'data-stop', 'data-done'].map((name) => one.getAttribute(name) ?? '');
      const own = [...one.childNodes].filter((child) => child.nodeType === 3 || child.localName === 'bdi').map((child) => child.textContent);
      return [...attributes, ...own].map((words) => words.trim()).filter(Boolean);
    }), filled);
    said.push(...await page.locator('[data-label]').evaluateAll((all) => all.map((one) => one.dataset.label)));
    seen += said.length;
    assert.deepEqual(said.filter((words) => /[\u3400-\u9fff]/.test(words)), [], file);
  }
  await page.context().close();
  assert.ok(seen > 1000, `${seen} texts`);
});

test('Chinese on an English page is marked as Chinese, so that a Chinese voice and Chinese letters come to it', async () => {
  const page = await enter();
  for (const { file } of pages.filter((one) => one.file !== examples)) {
    await page.goto(portals.English.base + file);
    const wrong = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (parentElement.closest('script, code, svg')) continue;
        const tongue = parentElement.closest('[lang]').lang;
        if (tongue === 'en' ? /[\u3400-\u9fff]/.test(data) : /[a-z]{3}/.test(data)) found.push(`${tongue}: ${data.trim()}`);
      }
      return found.slice(0, 5);
    });
    assert.deepEqual(wrong, [], file);
  }
  await page.context().close();
});

test('a portal begun in English has no Chinese on any page', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'sunlit-begun-'));
  const sunlit = (...words) => execFileSync(process.env.SUNLIT, [...words, '--lang', 'en'], { stdio: 'pipe' });
  sunlit('init', `${work}/portal`);
  sunlit('build', '-C', `${work}/portal`, '-o', `${work}/site`);
  assert.deepEqual(foreign(`${work}/site`, shown(`${work}/site`), ''), []);
  rmSync(work, { recursive: true });
});

/** Names that there is no other for: formats, measures, the licence, programs, and what a method tells a clerk to write. */
const named = new Set(`CSV JSON PDF SHA KB MB CC BY sunlit AB QR
  Atom Word content explain`.split(/\s+/));

test('on Chinese pages no English word is left', () => {
  // Keys and choices of the files are English words that nobody reads.
  const values = written.replace(/(^|[{,-])\s*[a-z_0-9]+:(\s+[a-z-]+\s*(?=$|[,}]))?/gm, '$1');
  const left = new Map();
  for (const file of htmlFiles.filter((one) => one !== examples)) {
    const visible = bare(read(file)).replace(/<(head|code|style|svg)\b.*?<\/\1>/gs, (whole, name) => (name === 'svg' ? whole.replace(/<[^>]*>/g, ' ') : ' '))
      .replace(/<details[^>]*class="?source-note.*?<\/details>/gs, ' ').replace(/<[^>]*>/g, '\n').replace(/content\/[\w./-]+/g, ' ');
    for (const [word] of visible.matchAll(/(?<![A-Za-z0-9_.\/-])[A-Za-z][a-z]+(?![\w.\/-]*\w)/g)) {
      if (!named.has(word) && !values.includes(word)) left.set(word, file);
    }
  }
  assert.deepEqual([...left].slice(0, 20), []);
});

test('on Chinese pages a quarter is a quarter in words', () => {
  const wrong = htmlFiles.filter((file) => /(>|\s)\d{4}-Q[1-4](<|\s)/.test(bare(read(file)).replace(/<code.*?<\/code>/gs, '')));
  assert.deepEqual(wrong, []);
});

test('in another currency and form no amount on a page is as it was', () => {
  const amounts = (file) => bare(text(own, file)).replace(/<head>.*?<\/head>/gs, '').replace(/\s(value|href)="[^"]*"/g, '').replace(/<[^>]*>/g, ' ');
  const { id } = summaries.find((one) => one.books.length > 1);
  for (const file of ['index.html', 'analysis.html', `${id}/index.html`, pages.find(({ name }) => name === 'month').file]) {
    assert.match(amounts(file), /\d\.\d{3},\d{2}\s*⟦?EUR/, file);
    assert.doesNotMatch(amounts(file), /\d,\d{3}\.\d{2}|\byuan\b/, file);
  }
});

// A resident who reads English

const village = summaries.find((one) => one.level === 'village' && one.books.length > 1);
const link = (page, name) => page.getByRole('link', { name }).and(page.locator(':visible')).first();

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? '' : ', without scripts';

  test(`from the front page to a line of the month${scripts}`, async () => {
    const page = await enter({ javaScriptEnabled });
    await page.goto(`${portals.English.base}index.html`);
    await follow(link(page, village.name));
    assert.match(await page.locator('h1').innerText(), / now has$/);
    await follow(link(page, /^2025$/));
    await follow(link(page, /^Dec/));
    assert.match(await page.locator('h1').innerText(), /: ledger for December 2025/);
    assert.match(await page.locator('main').innerText(), /12,760\.72 went out/);
    await follow(page.locator('main .bars a').filter({ hasText: 'public welfare' }).first());
    const line = page.locator('table.ledger tbody tr:not(.group)').first();
    assert.match(await line.innerText(), /approved/);
    assert.match(await line.locator('time').innerText(), /^\d{1,2} Dec 2025$/);
    assert.match(await line.locator('time').getAttribute('datetime'), /^2025-12-\d\d$/);
    assert.match(await page.locator('.objection').innerText(), /Raise it by \d{1,2} [A-Z][a-z]+ \d{4} and you will get an answer within 10 working days\./);
    await page.context().close();
  });

  test(`what is new, what is missing and whom to tell${scripts}`, async () => {
    const page = await enter({ javaScriptEnabled });
    await page.goto(`${portals.English.base}index.html`);
    await follow(link(page, /^What is new/));
    assert.match(await page.locator('.entries time').first().innerText(), /^\d{1,2} Jan 2026$/);
    await page.goto(`${portals.English.base}index.html`);
    await follow(link(page, /^What is posted, what is missing/));
    assert.match(await page.locator('main').innerText(), /As of 18 January 2026, \d+ of \d+ due were posted on time, \d+ late; \d+ not here\./);
    await follow(link(page, /^Report misconduct/));
    assert.match(await page.locator('main').innerText(), /12388/);
    await page.context().close();
  });
}

for (const [query, found] of [[village.name, village.id], [village.pinyin ?? village.id, village.id], ['Contracts', 'contracts'], ['January 2026', '']]) {
  test(`a search for ${query}`, async () => {
    const page = await enter();
    await page.goto(`${portals.English.base}search.html`);
    await page.locator('#find').fill(query);
    await page.locator('[data-results][aria-busy="false"]').waitFor({ state: 'attached' });
    const links = await page.locator('[data-results] li a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(links.length > 0 && links.some((href) => href.includes(found)), `${links}`);
    await page.context().close();
  });
}

test('read aloud, English is read by an English voice and what is Chinese by a Chinese one', async () => {
  const page = await enter();
  await page.addInitScript(() => {
    window.spoken = [];
    const voices = ['en-GB', 'zh-CN'].map((lang) => ({ name: lang, lang, localService: true }));
    const speech = { getVoices: () => voices, addEventListener() {}, speak: (one) => window.spoken.push([one.voice.name, one.text]), cancel() {} };
    Object.defineProperty(window, 'speechSynthesis', { value: speech, configurable: true });
    window.SpeechSynthesisUtterance = function Utterance(words) { this.text = words; };
  });
  await page.goto(portals.English.base + pages.find(({ name }) => name === 'power').file);
  await page.getByRole('button', { name: 'Read aloud' }).click();
  const spoken = await page.evaluate(() => window.spoken);
  await page.context().close();
  assert.deepEqual(spoken.filter(([voice, words]) => voice === 'zh-CN' && /[a-z]{2}/.test(words)), []);
  assert.deepEqual(spoken.filter(([voice, words]) => voice === 'en-GB' && !/[A-Za-z]{2}|^[\d\s.,–-]+$/.test(words)), []);
  assert.deepEqual([...new Set(spoken.map(([voice]) => voice))].sort(), ['en-GB', 'zh-CN']);
});

test('what is new since the last visit is told in English too', async () => {
  const context = await browser.newContext();
  const visit = async (meanwhile) => {
    const page = await context.newPage();
    if (meanwhile) {
      await page.goto(`${portals.English.base}about.html`);
      await page.evaluate(meanwhile);
    }
    await page.goto(`${portals.English.base}changes.html`);
    return page.locator('.entries .new').allInnerTexts();
  };
  assert.deepEqual(await visit(), []);
  assert.deepEqual(await visit(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith('sunlit-seen '))) {
      const kept = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ seen: kept.seen.slice(1), oldest: '2000-01-01' }));
    }
    sessionStorage.clear();
  }), ['new']);
  await context.close();
});
