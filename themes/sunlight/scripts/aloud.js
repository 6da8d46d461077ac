// Reads the page's words and sums aloud, with a voice that is on the device: others would send the text away.
(function () {
  'use strict';
  var speech = window.speechSynthesis;
  var spoken = 'h1, .big, .lead, .plain-words, .equation > *, .breakdown h3, .headline, .stages li, .flow li, .prose p, .prose li, .objection p, .objection dl > div';

  function voice() {
    var lang = document.documentElement.lang.slice(0, 2);
    return speech.getVoices().filter(function (one) {
      return one.localService && one.lang.slice(0, 2).toLowerCase() === lang;
    })[0];
  }

  // 9,195.35 is one number, not two.
  function words(element) {
    return element.innerText.replace(/(\d),(?=\d{3})/g, '$1').replace(/\s+/g, ' ').trim();
  }

  function texts() {
    var all = Array.prototype.filter.call(document.querySelectorAll('main'), Boolean)[0].querySelectorAll(spoken);
    return Array.prototype.filter.call(all, function (element) {
      return element.offsetParent && !element.parentElement.closest(spoken);
    }).map(words).filter(Boolean);
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
        said.voice = voice();
        said.lang = document.documentElement.lang;
        said.rate = 0.9;
        said.onend = function () { left -= 1; if (left <= 0) rest(); };
        speech.speak(said);
      });
    });
  }

  function offer() {
    var box = document.querySelector('[data-stop]');
    if (box && box.hidden && voice()) button(box);
  }

  if (!speech) return;
  document.addEventListener('DOMContentLoaded', function () {
    offer();
    if (speech.addEventListener) speech.addEventListener('voiceschanged', offer);
  });
  window.addEventListener('pagehide', function () { speech.cancel(); });
})();
