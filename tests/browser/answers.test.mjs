// Promise: a stranger finds the answers in the sample, and the numbers shown really add up.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fen, files, follow, launch, months, open, pages, pictures, read, records, serve, size, summaries } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

async function village() {
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(`${portal.base}index.html`);
  await follow(page.locator('main').getByRole('link', { name: '柳塘村', exact: true }).first());
  return page;
}

test('how much is left in 柳塘村: one click from home, and the books say the same', async () => {
  const page = await village();
  assert.match(await page.locator('h1').textContent(), /柳塘村/);
  const shown = fen(await page.locator('.hero .big data').textContent());
  const closing = summaries.find(({ id }) => id === 'liutang').books.map((book) => book.months.at(-1).closing);
  const left = closing.flatMap(({ cash, bank }) => [fen(cash), fen(bank)]).reduce((sum, one) => sum + one, 0n);
  assert.equal(shown, left);
  await page.context().close();
});

test('what the street lamps cost in May, who approved it, how to object: three clicks from the village', async () => {
  const page = await village();
  await follow(page.locator('main').getByRole('link', { name: /^2025\s*年$/ }).first());
  await follow(page.locator('main').getByRole('link', { name: /(^|\D)0?5\s*月/ }).first());
  const category = page.locator('main .bars a').filter({ hasText: '公益支出' }).first();
  await follow(category);
  const line = page.locator('tr').filter({ hasText: '路灯灯头' });
  assert.equal(await line.count(), 1);
  assert.ok(await line.isVisible());
  const said = await line.innerText();
  assert.match(said, /1,860\.00/);
  assert.match(said, /记-003/);
  const signers = await line.locator('[data-cell="signers"] li').allInnerTexts();
  assert.deepEqual(signers, ['经手 林秀兰', '证明 郑德全', '审批 陈国梁']);
  const objection = page.locator('.objection');
  assert.match(await objection.innerText(), /2025-06-29|2025年6月29日/);
  assert.equal(await objection.locator('a[href="tel:0500-6210102"]').isVisible(), true);
  await page.goto(`${page.url().split('#')[0]}#${encodeURIComponent('记-003')}`);
  assert.match(await page.locator(':target').textContent(), /1,860\.00/);
  await page.context().close();
});

/** Ten months spread over all of them, and every one that carries a question or a correction. */
const step = Math.max(1, Math.floor(months.length / 10));
const special = pages.filter(({ name }) => name.startsWith('month')).map(({ file }) => file);
const sampled = [...new Set([...months.filter((_, index) => index % step === 0).slice(0, 10), ...special])].filter(Boolean);

for (const file of sampled) {
  test(`${file}: the shown numbers add up, from the sum down to the line`, async () => {
    const page = await open(browser);
    await page.goto(portal.base + file);
    const seen = await page.evaluate(() => {
      const text = (one, query) => one.querySelector(query)?.textContent.trim() ?? '';
      return {
        boxes: [...document.querySelectorAll('.equation > li')].map((box) => ({
          sign: text(box, '.sign'), amount: text(box, 'data'), value: box.querySelector('data').value, key: box.dataset.key,
          href: box.querySelector('a')?.getAttribute('href') ?? null,
          leads: Boolean(box.querySelector('a') && document.getElementById(decodeURIComponent(new URL(box.querySelector('a').href).hash.slice(1)))),
        })),
        bars: [...document.querySelectorAll('.bars')].map((figure) => ({
          tone: figure.dataset.tone, total: text(figure, '.sum .money'),
          bars: [...figure.querySelectorAll('li')].map((bar) => ({
            amount: text(bar, '.money'), count: parseInt(text(bar, '.bar-sum small'), 10),
            href: decodeURIComponent(bar.querySelector('a')?.getAttribute('href') ?? ''),
          })),
        })),
        groups: [...document.querySelectorAll('table.ledger tbody')].map((body) => ({
          id: body.querySelector('tr.group')?.id ?? '', head: text(body, 'tr.group .money'),
          count: parseInt(text(body, 'tr.group > :last-child').replace(/\D/g, ''), 10),
          lines: [...body.querySelectorAll('tr:not(.group)')].map((line) => text(line, '.money')),
        })),
      };
    });
    await page.context().close();
    const total = (list) => list.reduce((sum, one) => sum + one, 0n);
    const size = (amount) => (amount < 0n ? -amount : amount);

    assert.ok(seen.boxes.length >= 4, 'the sum has its boxes');
    const result = seen.boxes.at(-1);
    assert.equal(result.sign, '=');
    const parts = seen.boxes.slice(0, -1).map(({ sign, amount }) => (sign === '−' ? -fen(amount) : fen(amount)));
    assert.equal(total(parts), fen(result.amount), 'the boxes add up');
    for (const box of seen.boxes) {
      assert.equal(fen(box.amount), fen(box.value), `${box.key}: text and value agree`);
      assert.ok(box.leads, `${box.key}: ${box.href} leads to what it sums`);
    }

    for (const figure of seen.bars.filter(({ bars }) => bars.length)) {
      assert.equal(total(figure.bars.map((bar) => fen(bar.amount))), fen(figure.total), `${figure.tone}: bars add up to their total`);
      const box = seen.boxes.find(({ key }) => key === figure.tone);
      if (box) assert.equal(fen(figure.total), fen(box.amount), `${figure.tone}: total and box agree`);
      for (const bar of figure.bars) {
        const group = seen.groups.find(({ id }) => bar.href === `#${id}`);
        assert.ok(group, `${bar.href}: a bar leads to its lines`);
        assert.equal(size(fen(bar.amount)), size(fen(group.head)), `${bar.href}: bar and group agree`);
        assert.equal(bar.count, group.lines.length, `${bar.href}: the number of lines`);
      }
    }
    for (const group of seen.groups) {
      // Moving money between cash and bank loses none: such lines stand without a sign under a heading of zero.
      const moved = group.id === 'transfer' && fen(group.head) === 0n && group.lines.every((line) => /^\d/.test(line));
      if (!moved) assert.equal(total(group.lines.map(fen)), fen(group.head), `#${group.id}: the lines add up to their heading`);
      assert.equal(group.count, group.lines.length, `#${group.id}: the heading counts its lines`);
    }

    const data = JSON.parse(read(file.replace(/html$/, 'json')));
    const shown = seen.groups.reduce((sum, group) => sum + group.lines.length, 0);
    assert.equal(shown, data.rows.length, 'every line of the data is on the page');
    assert.ok(files.includes(file.replace(/html$/, 'csv')), 'the CSV lies beside the page');
  });
}

test('names of signers are never broken over lines, on a phone, on a desk and on paper', async () => {
  const { file } = pages.find(({ name }) => name === 'month');
  for (const [width, media] of [[320, 'screen'], [360, 'screen'], [768, 'screen'], [1280, 'screen'], [690, 'print']]) {
    const page = await open(browser, { viewport: { width, height: 740 } });
    await page.goto(portal.base + file);
    await page.emulateMedia({ media });
    const broken = await page.evaluate(() => [...document.querySelectorAll('[data-cell="signers"] li')].filter((one) => {
      const range = document.createRange();
      range.selectNodeContents(one.lastChild);
      return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
    }).map((one) => one.textContent));
    await page.context().close();
    assert.deepEqual(broken, [], `${width} px, ${media}`);
  }
});

test('a month of up to fifteen lines prints on two pages', async () => {
  const page = await open(browser);
  const long = [];
  const short = months.filter((one) => JSON.parse(read(one.replace(/html$/, 'json'))).rows.length <= 15);
  // The sixty with the most in them: printing two years of every village takes minutes and tells no more.
  for (const file of short.sort((one, other) => size(other) - size(one)).slice(0, 60)) {
    await page.goto(portal.base + file);
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = paper.match(/\/Type\s*\/Page[^s]/g).length;
    if (sheets > 2) long.push(`${file}: ${sheets}`);
  }
  await page.context().close();
  assert.deepEqual(long, []);
});

test('every power of up to seven steps prints on one page', async () => {
  const page = await open(browser);
  const long = [];
  for (const file of records('powers')) {
    await page.goto(portal.base + file);
    if (await page.locator('.flow li').count() > 7) continue;
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = paper.match(/\/Type\s*\/Page[^s]/g).length;
    if (sheets > 1) long.push(`${file}: ${sheets}`);
  }
  await page.context().close();
  assert.deepEqual(long, []);
});

test('a printed month keeps its lines, its sums and its objection, and leaves the menu out', async (t) => {
  const folder = pictures();
  const { file } = pages.find(({ name }) => name === 'month');
  const page = await open(browser);
  await page.goto(portal.base + file);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['nav.menu', '.breadcrumb', '.pager', 'label.large']) {
    assert.equal(await page.locator(gone).first().isVisible(), false, `${gone} is printed`);
  }
  for (const kept of ['h1', '.equation', 'table.ledger tbody tr', '.objection', '.sample']) {
    assert.equal(await page.locator(kept).first().isVisible(), true, `${kept} is not printed`);
  }
  const paper = await page.pdf({ path: path.join(folder, 'month.pdf'), preferCSSPageSize: true });
  assert.ok(paper.length > 5000);
  await page.screenshot({ path: path.join(folder, 'month-print.png'), fullPage: true });
  await page.context().close();
  for (const name of ['home', 'village with two books', 'month', 'year', 'report', 'powers', 'power', 'guide', 'case', 'requests', 'ledger of requests', 'coverage of a village', 'analysis']) {
    for (const colorScheme of ['light', 'dark']) {
      const dark = await open(browser, { colorScheme, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
      await dark.goto(portal.base + pages.find((one) => one.name === name).file);
      await dark.screenshot({ path: path.join(folder, `${name.replaceAll(' ', '-')}-${colorScheme}.png`), fullPage: true });
      await dark.context().close();
    }
  }
  t.diagnostic(`pictures for a person to look at: ${folder}`);
});
