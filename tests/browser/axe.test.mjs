// Promise: every type of page is free of known barriers, in light, in dark, in large type and in high contrast.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { launch, open, pages, serve } from './portal.mjs';

let browser;
let portal;
before(async () => { [browser, portal] = await Promise.all([launch(), serve()]); });
after(async () => { await browser?.close(); portal?.close(); });

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function check(file, options) {
  const page = await open(browser, { viewport: { width: 360, height: 740 }, ...options });
  await page.goto(portal.base + file);
  if (file.includes('#q=')) await page.locator('[data-results][aria-busy="false"] li').first().waitFor();
  await page.evaluate(axe.source);
  // The pattern page shows every part in every state, so its landmarks repeat on purpose.
  const rules = file === 'patterns.html' ? { 'landmark-unique': { enabled: false } } : {};
  const { violations } = await page.evaluate((run) => axe.run(run), { runOnly: { type: 'tag', values: tags }, rules });
  await page.context().close();
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.slice(0, 8).map((node) => `    ${node.target.join(' ')}  ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`),
    ...(nodes.length > 8 ? [`    … and ${nodes.length - 8} more`] : []),
  ]);
  assert.equal(lines.length, 0, `${file}\n${lines.join('\n')}`);
}

const modes = {
  light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, 'large type': { large: true },
  'high contrast': { contrast: 'more' }, 'high contrast in the dark': { contrast: 'more', colorScheme: 'dark' },
};
for (const { name, file } of pages) {
  for (const [mode, options] of Object.entries(modes)) {
    test(`${name} has no barrier in ${mode}`, () => check(file, options));
  }
}
for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { large: true }]) {
  test(`what a search has found has no barrier: ${JSON.stringify(options)}`, () => check(`search.html#q=${encodeURIComponent('公开')}`, options));
}
