// Promise: text that tries to be more than text stays text: no dialog, no request, no broken page, in any field of any record.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, listing, open, serve } from './portal.mjs';

const program = process.env.SUNLIT ?? (() => { throw new Error('SUNLIT must name the program: run ./test'); })();

/** One of these stands behind the words of every text of the sample. */
const hostile = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(2)>",
  '</title></style></textarea><svg onload=alert(3)>',
  '{{ 1234 * 5678 }} {% raw %} [[frame.skip]] ${alert(4)}',
  '[点我](javascript:alert(5)) ![](http://evil.example/a.png) <a href="http://evil.example" target=_blank>x</a>',
  '<iframe src=//evil.example></iframe><meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href=//evil.example/><form action=//evil.example><input autofocus onfocus=alert(6)></form>',
  '\u200b\u200d مرحبامرحبامرحبامرحبامرحبامرحبامرحبامرحبامرحبا Z͑ͫ',
  'ＷＷＷ' + 'W'.repeat(400),
  '&lt;script&gt;alert(7)&lt;/script&gt; &#x3c;script&#x3e; %3Cscript%3E',
];
const texts = ['title', 'plain', 'text', 'note', 'remark', 'address', 'hours', 'use', 'why', 'subject', 'question', 'measures', 'conclusion', 'explains', 'reason'];

let work;
let browser;
let portal;
let site;
let words = 0;

before(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'sunlit-hostile-'));
  cpSync(path.join(import.meta.dirname, '../../content'), path.join(work, 'content'), { recursive: true });
  const line = new RegExp(`^(\\s*(?:- )?)(${texts.join('|')}): ([^'"|>&*\\[{#][^#]*)$`);
  for (const entry of readdirSync(path.join(work, 'content/units'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(yaml|md)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const lines = readFileSync(file, 'utf8').split('\n').map((text) => text.replace(line, (_, lead, key, value) => {
      const more = hostile[words++ % hostile.length];
      return `${lead}${key}: '${`${value.trim()} ${more}`.replaceAll("'", "''")}'`;
    }));
    if (entry.name.endsWith('.md')) lines.push('', hostile.map((one) => `- ${one}\n\n${one}`).join('\n'));
    writeFileSync(file, lines.join('\n'));
  }
  site = path.join(work, 'site');
  const ran = spawnSync(program, ['build', '--keep-going', '-o', site, '--lang', 'en'], { cwd: work, encoding: 'utf8' });
  assert.ok(readdirSync(site).includes('index.html'), ran.stderr.slice(0, 4000));
  [browser, portal] = await Promise.all([launch(), serve('/', site)]);
});
after(async () => {
  await browser?.close();
  portal?.close();
  rmSync(work, { recursive: true, force: true });
});

/** One page of each folder and template, and all of the portal's own. */
function sampled() {
  const seen = new Map();
  // A forwarding page leads away by itself, and only within the portal.
  const forwards = (file) => /<meta content="0; url=(?:\.\.\/)+[a-z][^>]* http-equiv="?refresh/.test(readFileSync(path.join(site, file), 'utf8'));
  for (const file of listing(site).filter((one) => one.endsWith('.html') && !forwards(one))) {
    const [unit, folder] = file.split('/');
    const key = file.includes('/') ? `${folder ?? ''}${/index/.test(file)}${unit === 'liutang'}` : file;
    seen.set(key, [...(seen.get(key) ?? []), file].slice(0, 3));
  }
  return [...seen.values()].flat();
}

test('every text was made hostile, and the portal was built of it', () => {
  assert.ok(words > 500, `${words} texts`);
  assert.ok(sampled().length > 80, `${sampled().length} pages`);
});

test('no page of it opens a dialog, asks another host, runs what it should show, or grows sideways', async () => {
  const wrong = [];
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  let now = '';
  page.on('dialog', (dialog) => { wrong.push(`${now}: a dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!request.url().startsWith(portal.base)) wrong.push(`${now}: asked ${request.url()}`); });
  page.on('pageerror', (error) => wrong.push(`${now}: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(`${now}: ${message.text()}`); });
  let [shown, asWritten] = [0, 0];
  for (const file of sampled()) {
    now = file;
    await page.goto(portal.base + file);
    const state = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      foreign: document.querySelectorAll('main script, iframe, form, base, main img[src^=http], [onerror], [onload], [onfocus], a[href^="javascript"]').length,
      headings: document.querySelectorAll('h1').length,
      footer: document.querySelector('footer') !== null,
      text: document.body.innerText,
    }));
    if (state.wide > 360) wrong.push(`${file}: ${state.wide} px wide`);
    if (state.foreign) wrong.push(`${file}: ${state.foreign} elements that are not ours`);
    if (state.headings !== 1 || !state.footer) wrong.push(`${file}: ${state.headings} headings, footer ${state.footer}`);
    if (state.text.replaceAll(',', '').includes('7006652')) wrong.push(`${file}: a template ran`);
    if (state.text.includes('{{ 1234 * 5678 }}')) asWritten += 1;
    if (state.text.includes('alert(')) shown += 1;
    if (!page.url().startsWith(portal.base)) wrong.push(`${file}: led away to ${page.url()}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(asWritten > 5, `a template's marks are shown on ${asWritten} pages`);
  assert.ok(shown > 30, `the words themselves are shown on ${shown} pages`);
  await page.context().close();
});
