// The preview in a real browser: it finishes loading, follows an edit, shows what must be mended, and heals.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from './portal.mjs';

const binary = process.env.SUNLIT;
const project = mkdtempSync(path.join(tmpdir(), 'sunlit-preview-'));
const ledger = path.join(project, 'content/units/qingxi/qinghe/liutang/finance/2025-05.yaml');
let browser, preview, address;
// How long something may take to happen before it counts as never; nothing here asks that it is quick.
const generous = 120_000;

before(async () => { 
  assert.ok(binary, 'SUNLIT must name the program: run ./test');
  cpSync(new URL('../../content', import.meta.url), path.join(project, 'content'), { recursive: true });
  preview = spawn(binary, ['serve', '-C', project, '-p', '0', '--lang', 'zh'], { stdio: ['ignore', 'pipe', 'ignore'] });
  [browser, address] = await Promise.all([
    launch(),
    new Promise((done, fail) => {
      createInterface(preview.stdout).once('line', done);
      preview.once('exit', (code) => fail(new Error(`the preview ended with ${code}`)));
    }),
  ]);
});
after(async () => {
  preview?.kill();
  await browser?.close();
  rmSync(project, { recursive: true, force: true });
});

test('a page finishes loading, follows an edit, shows what must be mended, and heals', async (t) => {
  const page = await browser.newPage();
  // Loaded means loaded: the script that waits for news must not keep the tab turning, so none has come by then.
  const answered = [];
  page.on('requestfinished', (request) => answered.push(new URL(request.url()).pathname));
  await page.goto(`${address.trim()}liutang/finance/2025-05.html`, { waitUntil: 'load', timeout: generous });
  assert.ok(answered.length > 0 && !answered.includes('/.sunlit/news.js'), answered.join(' '));
  const sound = readFileSync(ledger, 'utf8');
  const edit = async (text, seen) => {
    const begun = performance.now();
    writeFileSync(ledger, text);
    await page.getByText(seen).first().waitFor({ timeout: generous });
    return Math.round(performance.now() - begun);
  };
  const took = await edit(sound.replace(/^plain: /m, 'plain: 改过的一句话。'), '改过的一句话。');
  t.diagnostic(`an edit was on the page after ${took} ms`);
  await edit(sound.replace(/^closing_bank: .*$/m, 'closing_bank: 1.00'), '有要改的');
  assert.match(await page.locator('.sunlit-findings').innerText(), /2025-05\.yaml/);
  writeFileSync(ledger, sound);
  await page.locator('.sunlit-findings').waitFor({ state: 'detached', timeout: generous });
  await page.getByText('改过的一句话。').waitFor({ state: 'detached' });
});
