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

  function button(box) {
    var start = box.textContent;
    var left = 0;
    function rest() {
      left = 0;
      box.textContent = start;
      box.setAttribute('aria-pressed', 'false');
    }
    box.hidden = false;
    rest();
    box.addEventListener('click', function () {
      speech.cancel();
      if (left) return rest();
      var all = texts();
      left = all.length;
      box.textContent = box.getAttribute('data-stop');
      box.setAttribute('aria-pressed', 'true');
      all.forEach(function (text) {
        var said = new SpeechSynthesisUtterance(text);
        said.lang = tongue(text);
        said.voice = voice(said.lang);
        said.rate = 0.9;
        said.onend = function () { left -= 1; if (left <= 0) rest(); };
        speech.speak(said);
      });
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
