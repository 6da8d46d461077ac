// Promise: a page with its chart, the style sheet and the script stay light enough for an old phone and a weak signal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, htmlFiles, pages, read, size } from './portal.mjs';

const kilobyte = 1024;

function light(heavy, limit) {
  const over = heavy.filter(([, bytes]) => bytes > limit * kilobyte).map(([name, bytes]) => `${name}: ${bytes} bytes`);
  assert.equal(over.length, 0, `over ${limit} KB\n${over.join('\n')}`);
}

test('every page is at most 60 KB, except the pattern page', () => {
  light(htmlFiles.filter((file) => file !== 'patterns.html').map((file) => [file, size(file)]), 60);
});

test('the style sheet is at most 20 KB', () => {
  const sheets = files.filter((file) => file.endsWith('.css'));
  assert.equal(sheets.length, 1);
  light(sheets.map((file) => [file, size(file)]), 20);
});

test('the script is at most 30 KB', () => {
  const scripts = files.filter((file) => /^assets\/.*\.js$/.test(file));
  assert.equal(scripts.length, 2);
  light([[scripts.join(' and '), scripts.reduce((sum, file) => sum + size(file), 0)]], 30);
});

test('each chart is at most 10 KB, has a name and stands beside its numbers as a table', () => {
  const charts = htmlFiles.flatMap((file) => [...read(file).matchAll(/<svg[^>]*\srole=["']?img.*?<\/svg>/gs)]
    .map(([drawing], index) => ({ name: `${file} chart ${index + 1}`, drawing })));
  assert.ok(charts.length > 0, 'the sample has no chart');
  light(charts.map(({ name, drawing }) => [name, Buffer.byteLength(drawing)]), 10);
  assert.deepEqual(charts.filter(({ drawing }) => !/<title[\s>]/.test(drawing)).map(({ name }) => name), []);
  for (const { file } of pages.filter(({ name }) => ['home', 'year'].includes(name))) {
    const figures = read(file).split('<figure').slice(1).map((figure) => figure.split('</figure>')[0]);
    const bare = figures.filter((figure) => /role=["']?img/.test(figure) && !/<table[\s>]/.test(figure));
    assert.equal(bare.length, 0, `${file}: a chart without its table`);
  }
});
