// Promise: on a weak signal (400 ms there and back, 400 kbit/s) nothing stands in the way of the first words within two seconds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, pages, serve, size } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const slow = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
// Two seconds on that line are two ways there and back, one for the page and one for what it names, and so many bytes.
const bytesAtMost = (2000 - 2 * slow.latency) * slow.downloadThroughput / 1000;

/** What the first words waited for, with nothing kept from before: by whom it was asked for, and how large it is. */
async function waitedFor(file) {
  const page = await open(browser, { viewport: { width: 360, height: 740 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow);
  const asked = new Map();
  session.on('Network.requestWillBeSent', ({ request, initiator }) => asked.set(request.url, initiator.type));
  await page.goto(portal.base + file);
  const blocking = await page.evaluate(() => performance.getEntriesByType('resource')
    .filter((one) => one.renderBlockingStatus === 'blocking').map(({ name }) => name));
  const painted = await page.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => done(Math.round(list.getEntriesByName('first-contentful-paint')[0].startTime)))
      .observe({ type: 'paint', buffered: true });
  }));
  await page.context().close();
  const waited = blocking.map((url) => ({ url, by: asked.get(url), bytes: size(new URL(url).pathname.slice(1)) }));
  return { waited, painted };
}

for (const { name, file } of pages.filter((page) => ['home', 'village with two books', 'month', 'what people ask', 'search'].includes(page.name))) {
  test(`${name}: the first words wait for the page, one style sheet and one small script, which the page names itself`, async (t) => {
    const { waited, painted } = await waitedFor(file);
    const bytes = waited.reduce((sum, one) => sum + one.bytes, size(file));
    t.diagnostic(`${name}: ${bytes} bytes, painted after ${painted} ms`);
    assert.deepEqual(waited.map(({ url }) => url.split('.').at(-1)).sort(), ['css', 'js']);
    assert.deepEqual(waited.map(({ by }) => by), ['parser', 'parser'], 'nothing is asked for by what was asked for');
    assert.ok(bytes <= bytesAtMost, `${bytes} bytes, of at most ${bytesAtMost}`);
  });
}
