// Comforts only: large type that is remembered, a village finder, text to copy. Every page reads without this file.
(function () {
  'use strict';
  var root = document.documentElement;
  var key = 'sunlit-large';

  function remembered() {
    try { return localStorage.getItem(key) === 'yes'; } catch (e) { return false; }
  }

  function remember(on) {
    try { localStorage.setItem(key, on ? 'yes' : 'no'); } catch (e) { /* private windows keep nothing */ }
  }

  function large() {
    var box = document.querySelector('[name="large"]');
    if (!box) return;
    box.checked = remembered();
    root.removeAttribute('data-large');
    box.addEventListener('change', function () { remember(box.checked); });
  }

  // A town stays while its own name or one of its villages matches.
  function show(item, words) {
    var own = words === '' || item.getAttribute('data-search').toLowerCase().indexOf(words) >= 0;
    var found = own && !item.querySelector('[data-search]') ? 1 : 0;
    item.querySelectorAll('[data-search]').forEach(function (child) {
      found += show(child, own ? '' : words);
    });
    item.hidden = !own && found === 0;
    return found;
  }

  function finder(box) {
    var input = box.querySelector('input');
    var status = box.querySelector('[role="status"]');
    // What is not on this page is looked for on the page of the search.
    if (!status) { box.hidden = false; return; }
    var all = status.textContent;
    var tops = Array.prototype.filter.call(document.querySelectorAll('[data-search]'), function (item) {
      return !item.parentElement.closest('[data-search]');
    });
    box.hidden = false;
    input.addEventListener('input', function () {
      var words = input.value.replace(/\s+/g, '').toLowerCase();
      var found = 0;
      tops.forEach(function (item) { found += show(item, words); });
      var said = found ? status.getAttribute('data-found') + ' ' + found : status.getAttribute('data-none');
      status.textContent = words ? said : all;
    });
  }

  function copyText(text) {
    var area = document.createElement('textarea');
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done;
  }

  function copier(button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var text = button.getAttribute('data-copy').trim() + '\n' + location.href;
      var done = function () { button.textContent = button.getAttribute('data-done'); };
      // Where nothing may be copied for the reader, the text stands there to be copied by hand.
      var byHand = function () { if (copyText(text)) done(); else window.prompt(button.textContent, text); };
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(done, byHand);
      } else {
        byHand();
      }
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    large();
    document.querySelectorAll('[data-finder]').forEach(finder);
    document.querySelectorAll('[data-copy]').forEach(copier);
  });
})();
