// Marks what came after the last visit. What was seen is kept in this browser alone, a list a page.
(function () {
  'use strict';
  var kept = 'sunlit-seen ' + location.pathname;

  function get(store) {
    try { return JSON.parse(store().getItem(kept)); } catch (e) { return null; }
  }

  function put(store, seen) {
    try { store().setItem(kept, JSON.stringify(seen)); } catch (e) { /* private windows keep nothing */ }
  }

  function visit() { return sessionStorage; }
  function always() { return localStorage; }

  function day(item) { var time = item.querySelector('time'); return time.getAttribute('datetime') || time.textContent; }
  function address(item) { return item.querySelector('a').getAttribute('href'); }

  // New is what was not there and is not older than all that were: a list that lost a line shows an older one.
  function isNew(item, before) {
    return before.seen.indexOf(address(item)) < 0 && day(item) >= before.oldest;
  }

  function mark(list) {
    var items = Array.prototype.filter.call(list.children, function (item) { return item.querySelector('a'); });
    if (!items.length) return;
    // One visit, however many pages: what was new at its start stays marked.
    var before = get(visit) || get(always);
    if (before && Array.isArray(before.seen)) {
      put(visit, before);
      items.filter(function (item) { return isNew(item, before); }).forEach(function (item) {
        var word = document.createElement('b');
        word.className = 'new';
        word.textContent = list.getAttribute('data-new');
        item.querySelector('a').parentNode.insertBefore(word, item.querySelector('a'));
      });
    }
    put(always, { seen: items.map(address), oldest: items.map(day).sort()[0] });
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-new]:not([data-new=""])').forEach(mark);
  });
})();
