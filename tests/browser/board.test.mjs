// Promise: a sheet for the notice board prints as it must: its paper, its headings again on every page, figures and capitals, nothing small.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './portal.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'sunlit-board-'));
const base = 'https://example.org/open';
const millimetres = { A3: [420, 297], A4: [210, 297], A5: [210, 148] };
const pointsEach = 72 / 25.4;
const smallest = 14 * 96 / 72;
let browser, page, sheets;

before(async () => {
  assert.ok(process.env.SUNLIT, 'SUNLIT must name the program: run ./test');
  execFileSync(process.env.SUNLIT, ['board', '-C', project, '-o', path.join(folder, 'board'), '--base-url', base, '-q'], { stdio: 'ignore' });
  sheets = readdirSync(path.join(folder, 'board'), { recursive: true }).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html')).sort();
  browser = await launch();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (file) => readFileSync(path.join(folder, 'board', file), 'utf8');
const months = () => sheets.filter((file) => /\/finance\/.*\d{4}-\d{2}\.html$/.test(file));
const rows = (file) => read(file).split('<tr').length;
/** The longest sheet of a folder of records, so that it goes over pages where any does. */
const longest = (files) => files.toSorted((a, b) => rows(b) - rows(a))[0];

async function show(file) {
  await page.goto(pathToFileURL(path.join(folder, 'board', file)).href);
  await page.emulateMedia({ media: 'print' });
}

/** Prints a sheet and reads it back: the paper in points, each page as it is laid out, all of it without blanks. */
async function print(file) {
  await show(file);
  const pdf = path.join(folder, 'sheet.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const told = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  const [, width, height] = told.match(/Page size:\s+([\d.]+) x ([\d.]+)/);
  const text = (...how) => execFileSync('pdftotext', [...how, pdf, '-'], { encoding: 'utf8' });
  const pages = text('-layout').split('\f').slice(0, -1);
  return { size: [Number(width), Number(height)], pages, flowing: text().replaceAll(/\s/g, '') };
}

function onPaper({ size }, name, turned = false) {
  const [width, height] = turned ? millimetres[name].toReversed() : millimetres[name];
  assert.ok(Math.abs(size[0] - width * pointsEach) < 2 && Math.abs(size[1] - height * pointsEach) < 2, `${size} is not ${name}`);
}

test('a month is A3 across, its headings stand again on every page of lines, its sums in figures and capitals', async () => {
  const file = longest(months());
  const printed = await print(file);
  onPaper(printed, 'A3');
  assert.ok(printed.pages.length > 1, `${file} goes over pages`);
  const withLines = printed.pages.filter((text) => /\d{4}-\d{2}-\d{2}\s+记-/.test(text));
  assert.ok(withLines.length > 1, `${file} has lines on more than one page`);
  for (const text of withLines) assert.match(text, /日期\s+凭证号\s+事由/);
  const all = printed.flowing;
  const totals = [...read(file).split('class=totals')[1].split('</table>')[0].matchAll(/<td data-form=money>([^<]+)<\/td><td>([^<]+)<\/td>/g)];
  assert.ok(totals.length >= 4);
  for (const [, figures, capitals] of totals) {
    assert.match(capitals, /^负?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元角分]/);
    assert.ok(all.includes(figures) && all.includes(capitals), `${figures} ${capitals}`);
  }
  for (const word of ['监督委员会审核', '公开日期', '公示截止', '异议单', '姓名（可以不写）']) assert.ok(all.includes(word), word);
  // A reader of PDF drops the hyphen a line ends with.
  const bare = (text) => text.replaceAll('-', '');
  assert.ok(bare(all).includes(bare(`${base}/${file}`)), 'the address');
});

test('every month of the sample prints, with each of its lines', async () => {
  for (const file of months().filter((name) => name.includes('2025-12'))) {
    const { pages } = await print(file);
    const vouchers = new Set(read(file).match(/记-\d{3}/g));
    for (const voucher of vouchers) assert.ok(pages.some((text) => text.includes(voucher)), `${file}: ${voucher}`);
    assert.match(pages.at(-1), /异议单/, file);
  }
});

test('a record of any kind is A4 upright and has its slip', async () => {
  const kinds = new Map();
  for (const file of sheets.filter((name) => name.split('/').length === 3 && !months().includes(name))) {
    const kind = file.split('/')[1];
    kinds.set(kind, [...kinds.get(kind) ?? [], file]);
  }
  assert.ok(kinds.size > 20, `${kinds.size} kinds`);
  for (const files of kinds.values()) {
    const file = longest(files);
    const printed = await print(file);
    onPaper(printed, 'A4');
    assert.match(printed.pages.join('\n'), /异议单/, file);
  }
});

test('nothing on a sheet is smaller than fourteen points, runs over its edge, or needs a colour', async () => {
  const kinds = new Set(sheets.map((file) => file.split('/').slice(1, -1).join('/')));
  for (const kind of kinds) {
    const file = longest(sheets.filter((name) => name.split('/').slice(1, -1).join('/') === kind));
    const paper = kind === 'finance' ? millimetres.A3[0] - 22 : millimetres.A4[0] - 22;
    await page.setViewportSize({ width: Math.floor(paper * 96 / 25.4), height: 1000 });
    await show(file);
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
    assert.deepEqual(found, [], file);
  }
});

test('a card and a poster lead to the unit', async () => {
  const unit = months()[0].split('/')[0];
  for (const [name, paper, turned] of [['card', 'A5', false], ['poster', 'A3', true]]) {
    const printed = await print(`${unit}/${name}.html`);
    onPaper(printed, paper, turned);
    assert.equal(printed.pages.length, 1, name);
    assert.ok(printed.pages[0].includes(`${base}/${unit}/`), name);
    assert.ok(await page.locator('svg.qr').isVisible());
  }
});
