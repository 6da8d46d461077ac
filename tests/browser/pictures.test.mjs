// Promise: the pages look as they did when a person last looked at them: eight types at two widths, one in every mode.
// After a wished change: SUNLIT_ACCEPT=1 ./test, or SUNLIT_ACCEPT=1 node --test pictures.test.mjs; then look at the pictures.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { launch, open, pages, pictures, serve } from './portal.mjs';

const kept = path.join(import.meta.dirname, 'pictures');
const accepting = process.env.SUNLIT_ACCEPT !== undefined;
/** Letters are smoothed a little differently from one build of the browser to the next. */
const tolerated = 0.01;

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const types = ['home', 'village with two books', 'month', 'project', 'power', 'ledger of requests', 'analysis', 'coverage'];
const modes = {
  dark: { colorScheme: 'dark' },
  large: { large: true },
  contrast: { contrast: 'more' },
  print: { media: 'print' },
};

async function look(file, width, { media, ...options } = {}) {
  const page = await open(browser, { viewport: { width, height: width < 600 ? 1400 : 1100 }, ...options });
  await page.emulateMedia({ media: media ?? 'screen', ...(options.contrast && { contrast: options.contrast }) });
  await page.goto(portal.base + file);
  await page.evaluate(() => document.fonts.ready);
  // Whether a device has a voice is not a matter of looks.
  await page.evaluate(() => { document.querySelector('[data-stop]').hidden = true; });
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await page.context().close();
  return picture;
}

function compare(name, picture) {
  const file = path.join(kept, `${name}.png`);
  if (accepting) {
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, picture);
    return;
  }
  assert.ok(existsSync(file), `${name} has no picture yet: accept one and look at it`);
  const [was, is] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(picture)];
  assert.deepEqual([is.width, is.height], [was.width, was.height], name);
  const marked = new PNG({ width: is.width, height: is.height });
  const other = pixelmatch(was.data, is.data, marked.data, is.width, is.height, { threshold: 0.2 }) / (is.width * is.height);
  if (other > tolerated) {
    const folder = pictures();
    writeFileSync(path.join(folder, `${name}.png`), picture);
    writeFileSync(path.join(folder, `${name}.other.png`), PNG.sync.write(marked));
    assert.fail(`${name}: ${(other * 100).toFixed(2)} % of its points are other than in the kept picture; see ${folder}`);
  }
}

const address = (name) => name.replaceAll(' ', '-');
for (const name of types) {
  const found = pages.find((page) => page.name === name);
  for (const width of [360, 1280]) {
    test(`${name} at ${width} px looks as it did`, async () => {
      assert.ok(found?.file, `no page of the type ${name}`);
      compare(`${address(name)}-${width}`, await look(found.file, width));
    });
  }
}
for (const [mode, options] of Object.entries(modes)) {
  test(`the month in ${mode} looks as it did`, async () => {
    const { file } = pages.find((page) => page.name === 'month');
    compare(`month-${mode}`, await look(file, mode === 'print' ? 794 : 360, options));
  });
}
test('a picture that differs is told', () => {
  if (accepting) return;
  const file = path.join(kept, `${address(types[0])}-360.png`);
  const other = PNG.sync.read(readFileSync(file));
  other.data.fill(0, 0, Math.floor(other.data.length / 20));
  assert.throws(() => compare(`${address(types[0])}-360`, PNG.sync.write(other)), /% of its points/);
});
