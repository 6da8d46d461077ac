// Reads the page's words and sums aloud, with a voice that is on the device: others would send the text away.
(function () {
  'use strict';
  var speech = window.speechSynthesis;
  var spoken = 'h1, h2, h3, p, li, dt, dd, figcaption, .box, .finder label';
  var whole = 'li, dl > div, figcaption, .box, .card > a';
  var unsaid = 'nav, table, details, svg, .downloads, .pager, .source-note, .finder small, [hidden], [aria-hidden="true"]';

  // What somebody wrote in Chinese on a page in another language is read by a Chinese voice, if there is one.
  function tongue(text) {
    var chinese = /[\u4e00-\u9fff]/.test(text) && !/[a-z]{2}/i.test(text);
    return chinese && voice('zh') ? 'zh-CN' : document.documentElement.lang;
  }

  function voice(tag) {
    var lang = tag.slice(0, 2);
    return speech.getVoices().filter(function (one) {
      return one.localService && one.lang.slice(0, 2).toLowerCase() === lang;
    })[0];
  }

  // As a person would say it: 9,195.35 is one number, a day is a day, a star stands for a name that is kept back.
  function words(element) {
    var said = element.innerText.replace(/(\d),(?=\d{3})/g, '$1').replace(/\s+/g, ' ').trim();
    if (document.documentElement.lang.slice(0, 2) !== 'zh') return said;
    return said.replace(/(\d{4})-0?(\d+)-0?(\d+)/g, '$1年$2月$3日').replace(/\*+/g, '某')
      .replace(/^±/, '加减').replace(/^=/, '等于').replace(/^\+ /, '加 ').replace(/^− /, '减 ').replace(/−(?=\d)/g, '负');
  }

  function texts() {
    var main = document.querySelector('main');
    var all = Array.prototype.filter.call(main.querySelectorAll(spoken + ', dl > div'), function (element) {
      var holder = element.parentElement.closest(whole);
      return element.offsetParent && !element.closest(unsaid) && !(holder && main.contains(holder));
    });
    return all.map(words).filter(Boolean);
  }

  // Who stops it goes on where it stopped; after the last words it begins anew.
  function button(box) {
    var start = box.textContent;
    var all = [];
    var said = 0;
    var turn = 0;
    function show(word, speaking) {
      box.textContent = word;
      box.setAttribute('aria-pressed', String(speaking));
    }
    function say(text, own) {
      var speaking = new SpeechSynthesisUtterance(text);
      speaking.lang = tongue(text);
      speaking.voice = voice(speaking.lang);
      speaking.rate = 0.9;
      speaking.onend = function () {
        if (own !== turn) return;
        said += 1;
        if (said < all.length) return;
        said = 0;
        show(start, false);
      };
      speech.speak(speaking);
    }
    box.hidden = false;
    show(start, false);
    box.addEventListener('click', function () {
      var own = ++turn;
      speech.cancel();
      if (box.getAttribute('aria-pressed') === 'true') return show(said ? box.getAttribute('data-on') : start, false);
      if (!said) all = texts();
      show(box.getAttribute('data-stop'), true);
      all.slice(said).forEach(function (text) { say(text, own); });
    });
  }

  function offer() {
    var box = document.querySelector('[data-stop]');
    if (box && box.hidden && voice(document.documentElement.lang)) button(box);
  }

  if (!speech) return;
  document.addEventListener('DOMContentLoaded', function () {
    offer();
    if (speech.addEventListener) speech.addEventListener('voiceschanged', offer);
  });
  window.addEventListener('pagehide', function () { speech.cancel(); });
})();
