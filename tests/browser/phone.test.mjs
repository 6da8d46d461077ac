// Promise: on a narrow phone nothing runs off the side, no phone number breaks, and a thumb hits what it aims at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, pages, serve } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

// A phone number within a sentence is text; everywhere else it is a button.
const targets = 'nav a, button, summary, label, input:not([type="checkbox"]), a.card, a.box, .pills a, .card > a, .tel:not(p .tel), .place-name';

for (const { name, file } of pages) {
  for (const width of [360, 320]) {
    for (const large of [false, true]) {
      test(`${name} fits ${width} px${large ? ' in large type' : ''}`, async () => {
        const page = await open(browser, { viewport: { width, height: 740 }, deviceScaleFactor: 2, large });
        await page.goto(portal.base + file);
        assert.equal(await page.locator('[name="large"]').isChecked(), large);
        const found = await page.evaluate(() => {
          const beyond = [...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && one.checkVisibility())
            .slice(0, 5).map((one) => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 30)}`);
          const broken = [...document.querySelectorAll('.tel, a[href^="tel:"]')].filter((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
          });
          return { scroll: document.scrollingElement.scrollWidth, inner: innerWidth, beyond, broken: broken.map((one) => one.textContent) };
        });
        await page.context().close();
        assert.ok(found.scroll <= found.inner, `${file}: ${found.scroll} px wide on ${found.inner}: ${found.beyond.join(' | ')}`);
        assert.deepEqual(found.broken, [], 'phone numbers on two lines');
      });
    }
  }

  test(`${name} has targets of at least 44 px`, () => reach(file, targets, 44, {}));
  test(`${name} has menu targets of at least 60 px in large type`, () => reach(file, 'nav.menu a', 60, { large: true }));
}

async function reach(file, query, least, options) {
  const page = await open(browser, { viewport: { width: 360, height: 740 }, ...options });
  await page.goto(portal.base + file);
  const small = await page.evaluate(([query, least]) => [...document.querySelectorAll(query)]
    .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
    .map(({ one, box }) => {
      const around = one.parentElement.closest('[class]');
      return `.${around?.className.replaceAll(' ', '.')} ${one.localName}: ${Math.round(box.width)} × ${Math.round(box.height)} ${one.textContent.trim().slice(0, 20)}`;
    }), [query, least]);
  await page.context().close();
  assert.equal(small.length, 0, `${file}\n${small.join('\n')}`);
}

test('large type is at least 18 px, grows, and is remembered on the next page', async () => {
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(`${portal.base}index.html`);
  const pixels = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  const before = await pixels();
  await page.getByRole('checkbox', { name: '大字关怀版' }).check({ force: true });
  const after = await pixels();
  assert.ok(after >= 18 && after > before, `${before} px became ${after} px`);
  await page.goto(`${portal.base}about.html`);
  assert.equal(await pixels(), after);
  await page.context().close();
});

for (const [width, large, least] of [[360, false, 16], [360, true, 18], [320, true, 15], [1280, false, 16], [1280, true, 20]]) {
  test(`letters in drawings are at least ${least} px tall at ${width} px${large ? ' in large type' : ''}`, async () => {
    const drawn = pages.filter(({ name }) => ['home', 'village with two books', 'year', 'analysis'].includes(name));
    for (const { name, file } of drawn) {
      const page = await open(browser, { viewport: { width, height: 740 }, large });
      await page.goto(portal.base + file);
      const letters = await page.locator('.chart svg').evaluateAll((all) => all
        .filter((svg) => svg.checkVisibility())
        .map((svg) => parseFloat(getComputedStyle(svg).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width));
      assert.ok(letters.length > 0, `${name} has drawings`);
      assert.ok(Math.min(...letters) >= least, `${name}: ${letters.join(', ')}`);
      await page.context().close();
    }
  });
}

for (const typed of ['lt', 'liutang', '柳塘']) {
  test(`typing ${typed} leaves 柳塘村 alone`, async () => {
    const page = await open(browser);
    await page.goto(`${portal.base}index.html`);
    await page.locator('[data-finder] input').fill(typed);
    const left = await page.locator('[data-search]').evaluateAll((all) => all
      .filter((one) => one.checkVisibility() && !one.querySelector('[data-search]'))
      .map((one) => one.querySelector('.place-name').textContent.trim()));
    assert.deepEqual(left, ['柳塘村']);
    await page.context().close();
  });
}

test('a word leaves the powers that hold it, and their headings alone', async () => {
  const page = await open(browser);
  await page.goto(`${portal.base}powers.html`);
  const shown = () => page.locator('.entry > a').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent));
  const all = await shown();
  const word = all.at(-1).slice(-3);
  await page.locator('[data-finder] input').fill(word);
  const left = await shown();
  assert.ok(left.length < all.length && left.includes(all.at(-1)), `${word}: ${left}`);
  const bare = await page.locator('main section[data-search]').evaluateAll((all) => all
    .filter((one) => one.checkVisibility() && ![...one.querySelectorAll('.entry')].some((entry) => entry.checkVisibility()))
    .map((one) => one.textContent.slice(0, 40)));
  assert.deepEqual(bare, [], 'a heading over nothing');
  await page.context().close();
});

test('the number on a receipt leaves its request alone; without scripts all can be read', async () => {
  const { file } = pages.find(({ name }) => name === 'ledger of requests');
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(portal.base + file);
  const number = await page.locator('.request h3 span').last().textContent();
  await page.locator('[data-finder] input').fill(number.toLowerCase());
  const left = await page.locator('.request').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.id));
  assert.deepEqual(left, [number]);
  await page.context().close();
  const plain = await open(browser, { javaScriptEnabled: false });
  await plain.goto(portal.base + file);
  assert.equal(await plain.locator('[data-finder]').isVisible(), false);
  assert.ok(await plain.locator(`[id="${number}"]`).isVisible());
  await plain.context().close();
});

test('the number on a receipt is asked for where all requests are, and leads to the search with it', async () => {
  const ledger = pages.find(({ name }) => name === 'ledger of requests').file;
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(portal.base + ledger);
  const number = await page.locator('.request h3 span').last().textContent();
  await page.goto(`${portal.base}requests.html`);
  await page.locator('[data-finder] input').fill(number);
  await page.locator('[data-finder] input').press('Enter');
  await page.waitForURL((url) => url.pathname.endsWith('/search.html') && decodeURIComponent(url.hash) === `#q=${number}`);
  await page.locator(`a[href="${ledger}"]`).first().waitFor();
  await page.context().close();
  const plain = await open(browser, { javaScriptEnabled: false });
  await plain.goto(`${portal.base}requests.html`);
  assert.equal(await plain.locator('[data-finder]').isVisible(), false);
  assert.ok(await plain.locator(`a[href="${ledger.replace(/[^/]*$/, 'index.html')}"]`).first().isVisible(), 'the way by hand');
  await plain.context().close();
});
