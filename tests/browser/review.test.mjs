// Promise: the approver's sheet prints on A4, is large enough to read, says first what weighs most, and is signed at its end.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './portal.mjs';

const sample = fileURLToPath(new URL('../../content', import.meta.url));
const project = mkdtempSync(path.join(tmpdir(), 'sunlit-review-'));
const smallest = 11 * 96 / 72;
const a4 = [210, 297].map((millimetres) => millimetres * 72 / 25.4);
const newest = ['2025-12', 'coop-2025-12'].map((month) => `content/units/qingxi/qinghe/liutang/finance/${month}.yaml`);
let browser, page;

const sunlit = (...words) => execFileSync(process.env.SUNLIT, [...words, '-C', project, '-q'], { stdio: 'ignore' });
const inside = (file) => path.join(project, file);

before(async () => {
  assert.ok(process.env.SUNLIT, 'SUNLIT must name the program: run ./test');
  cpSync(sample, inside('content'), { recursive: true });
  // What was published last lacks the newest month of one village.
  for (const file of newest) rmSync(inside(file));
  sunlit('build', '-o', inside('last'));
  for (const file of newest) cpSync(path.join(sample, path.relative('content', file)), inside(file));
  sunlit('review', '--since', inside('last'), '--by', '县公开办', '-o', inside('next'));
  sunlit('review', '--internal', '-o', inside('first'));
  browser = await launch();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  rmSync(project, { recursive: true, force: true });
});

async function show(folder) {
  await page.goto(pathToFileURL(inside(`${folder}/index.html`)).href);
  await page.emulateMedia({ media: 'print' });
}

/** Prints a sheet and reads it back, page by page, without blanks. */
async function print(folder) {
  await show(folder);
  const pdf = inside('sheet.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const told = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  const size = told.match(/Page size:\s+([\d.]+) x ([\d.]+)/).slice(1).map(Number);
  for (const side of [0, 1]) assert.ok(Math.abs(size[side] - a4[side]) < 2, `${size} is not A4`);
  const pages = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  return pages.map((text) => text.replaceAll(/\s/g, ''));
}

test('a month that is new fits one sheet: its sums, who is seen, where to sign, and what publishes it', async () => {
  const pages = await print('next');
  assert.equal(pages.length, 1);
  const [text] = pages;
  const read = JSON.parse(readFileSync(inside('next/review.json'), 'utf8'));
  assert.equal(read.totals.length, newest.length);
  for (const month of read.totals) {
    const yuan = Number(month.closing.new).toLocaleString('en-US', { minimumFractionDigits: 2 });
    assert.ok(text.includes(yuan), yuan);
  }
  const order = ['账上的数怎么变', '新看得见的个人信息', '逾期还没公开的', '审核意见'].map((title) => text.lastIndexOf(title));
  assert.ok(order.every((at, index) => at > (order[index - 1] ?? -1)), `${order}`);
  for (const word of ['编制人：县公开办', '审核人：', '村监委主任：', '日期：', '同意发布', '改好再送']) assert.ok(text.includes(word), word);
  // On paper it is read in groups of four, in the command as it is typed.
  assert.equal(text.split(read.digest).length, 3, 'the digest');
});

test('a first publication is signed at its end, and what is internal stands on pages of its own behind it', async () => {
  const pages = await print('first');
  const signed = pages.findIndex((text) => text.includes('审核意见'));
  const inner = pages.findIndex((text) => text.includes('内部提示'));
  assert.ok(pages[0].includes('这是第一次发布'));
  assert.ok(signed > 0 && inner === signed + 1, `${signed}, ${inner} of ${pages.length}`);
  assert.ok(!existsSync(inside('site')), 'nothing was made public');
});

test('nothing is smaller than eleven points, runs over the edge, or needs a colour', async () => {
  await page.setViewportSize({ width: Math.floor((210 - 26) * 96 / 25.4), height: 1000 });
  for (const folder of ['next', 'first']) {
    await show(folder);
    const found = await page.evaluate((least) => {
      const wrong = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim()) continue;
        const style = getComputedStyle(node.parentElement);
        if (parseFloat(style.fontSize) < least - 0.01) wrong.push(`${style.fontSize}: ${node.data}`);
        if (style.color !== 'rgb(0, 0, 0)') wrong.push(`${style.color}: ${node.data}`);
        if (node.parentElement.getBoundingClientRect().right > document.documentElement.clientWidth + 1) wrong.push(`over the edge: ${node.data}`);
      }
      return wrong;
    }, smallest);
    assert.deepEqual(found, [], folder);
  }
});
