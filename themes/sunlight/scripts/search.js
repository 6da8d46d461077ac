// The search: looks up pairs of characters in files that are scripts, so that it works from a folder on a stick too.
// The format of the files is docs/formats/search.md of the program.
(function () {
  'use strict';
  var signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.!*()~:;+=';
  var values = {};
  for (var sign = 0; sign < signs.length; sign++) values[signs[sign]] = sign;
  var months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october',
    'november', 'december'];
  // Blanks, what nobody sees, and commas: `12,500` is found as `12500`.
  var unseen = /[\s\u0085\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF,]|\uDB40[\uDD00-\uDDEF]/g;
  // Of these three, four or eight in a row are noted as well.
  var ofNumbers = /[0-9.\-\/年月日]{3,}/g;
  var titled = 2;
  var few = 10;
  // Pieces of a word that are asked for at first: what has these mostly has all, and every further step is a wait.
  var atOnce = 3;
  // Documents looked into before the reader is asked whether to go on: while none was found, and after.
  var patience = 100;
  var atMost = 25;
  var loading = {};
  var waiting = {};

  window.sunlitFound = function (name, data) {
    if (waiting[name]) waiting[name](data);
    delete waiting[name];
  };

  function load(folder, name, stamp) {
    if (!loading[name]) {
      loading[name] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        waiting[name] = resolve;
        script.onerror = function () { delete loading[name]; reject(new Error(name)); };
        script.src = folder + name + '.js' + (stamp ? '?' + stamp : '');
        document.head.appendChild(script);
      });
    }
    return loading[name];
  }

  // Texts as they are searched: half width, small letters, without what `unseen` names.
  function plain(text) {
    return text.replace(/[！-～]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xFEE0); })
      .replace(unseen, '').toLowerCase();
  }

  function two(number) { return (number.length < 2 ? '0' : '') + number; }

  // 1.25万 as 12500: the point moves, nothing is reckoned.
  function amount(whole, part, places) {
    while (part.length < places) part += '0';
    var rest = part.slice(places);
    return ((whole + part.slice(0, places)).replace(/^0+(?=\d)/, '')) + (rest ? '.' + rest : '');
  }

  // What may stand on a page for a word: itself, an amount in digits, a day in its other forms.
  // Amounts stand in the index without their sign.
  function readings(word) {
    word = word.replace(/^[-−](?=[\d¥￥])/, '');
    var all = [word];
    var money = word.match(/^[¥￥]?(\d+)(?:\.(\d+))?(千|万|亿)?元?$/);
    if (money) all.push(amount(money[1], money[2] || '', { '千': 3, '万': 4, '亿': 8 }[money[3]] || 0));
    var day = word.match(/^(\d{4})[年.\/-](\d{1,2})(?:月?|[月.\/-](\d{1,2})[日号]?)$/);
    var name = word.match(/^([a-z]+)(\d{4})$/);
    var month = name ? months.indexOf(name[1]) + 1 : day && Number(day[2]);
    if (month) {
      var year = name ? name[2] : day[1];
      var at = day && day[3];
      all.push(year + '-' + two(String(month)) + (at ? '-' + two(at) : ''));
      all.push(year + '年' + month + '月' + (at ? Number(at) + '日' : ''));
      if (!at && months[month - 1]) all.push(months[month - 1] + year);
    }
    return all.filter(function (one, at) { return all.indexOf(one) === at; });
  }

  // Pairs of characters, and of a number as much in a row as is noted. Each once; the long ones first, then those that
  // stand apart from each other: they say most together.
  function pieces(word) {
    var letters = Array.from(word);
    var all = [];
    word.replace(ofNumbers, function (run, from) {
      var length = run.length < 4 ? 3 : run.length < 8 ? 4 : 8;
      for (var at = from; at + length <= from + run.length; at++) all.push(word.substr(at, length));
    });
    var long = all.length;
    for (var at = 0; at + 1 < letters.length; at++) {
      var pair = letters[at] + letters[at + 1];
      if (!all.slice(0, long).some(function (one) { return one.indexOf(pair) >= 0; })) all.push(pair);
    }
    var pairs = all.slice(long);
    var apart = pairs.filter(function (_, at) { return at % 2 === 0; });
    var order = all.slice(0, 1).concat(long ? all[long - 1] : [], all.slice(0, long), pairs.slice(0, 1), pairs.slice(-1), apart, pairs);
    return order.filter(function (piece, at) { return order.indexOf(piece) === at; });
  }

  function hash(piece) {
    var mixed = Array.from(piece).reduce(function (sum, c) { return Math.imul(sum, 0x9E3779B1) + c.codePointAt(0) | 0; }, 0);
    return Math.imul(mixed ^ (mixed >>> 15), 0x85EBCA6B) >>> 8;
  }

  // The last place whose number is not beyond one.
  function placeOf(numbers, one) {
    var low = 0;
    var high = numbers.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (numbers[middle] > one) high = middle;
      else low = middle;
    }
    return low;
  }

  // Marks the documents of a list, which is written in gaps and runs, or with a bit for each.
  function mark(list, marks, value) {
    var at = 0;
    var next = 0;
    function number() {
      var sum = 0;
      var sign;
      var shift = 0;
      do {
        sign = values[list[at++]];
        sum += (sign & 31) << shift;
        shift += 5;
      } while (sign & 32);
      return sum;
    }
    if (list[0] === ',') {
      for (at = 1; at < list.length; at++) {
        var six = values[list[at]];
        for (var bit = 0; bit < 6; bit++) if (six >> bit & 1) marks[(at - 1) * 6 + bit] = value;
      }
      return;
    }
    while (at < list.length) {
      var gap = number();
      var start = next + (gap >> 1);
      next = start + (gap & 1 ? number() + 2 : 1);
      marks.fill(value, start, next);
    }
  }

  // An index keeps what it has fetched.
  function Index(folder, forms) {
    this.folder = folder;
    this.forms = forms;
    this.marks = {};
  }

  Index.prototype.head = function () {
    return load(this.folder, 'index').then(function (head) {
      if (!head.starts) {
        var start = 0;
        head.starts = Array.from(head.texts, function (count) {
          start += values[count];
          return start - values[count];
        });
        head.firsts = (head.pairs.match(/.{4}/g) || []).map(function (four) {
          return Array.from(four).reduce(function (sum, one) { return sum * 64 + values[one]; }, 0);
        });
      }
      return head;
    });
  };

  // For each document: 0 without the pair, 1 with it, 2 with it in the title.
  Index.prototype.of = function (pair) {
    var index = this;
    if (index.marks[pair]) return Promise.resolve(index.marks[pair]);
    return index.head().then(function (head) {
      var at = placeOf(head.firsts, hash(pair));
      return load(index.folder, 'pairs-' + at, head.stamp).then(function (lists) {
        var marks = new Uint8Array(head.documents);
        if (Object.prototype.hasOwnProperty.call(lists, pair)) {
          var both = lists[pair].split(' ');
          mark(both[both.length - 1], marks, 1);
          if (both.length > 1) mark(both[0], marks, titled);
        }
        index.marks[pair] = marks;
        return marks;
      });
    });
  };

  Index.prototype.document = function (number) {
    var index = this;
    return index.head().then(function (head) {
      var at = placeOf(head.starts, number);
      return load(index.folder, 'text-' + at, head.stamp).then(function (all) { return all[number - head.starts[at]]; });
    });
  };

  // Documents that have the first pairs of a reading of every word: those with all of them in the title first.
  Index.prototype.candidates = function (words, depth) {
    var index = this;
    function joined(lists, least) {
      var all = lists[0].slice();
      lists.slice(1).forEach(function (one) {
        for (var at = 0; at < all.length; at++) if (one[at] < all[at] === least) all[at] = one[at];
      });
      return all;
    }
    function least(lists) { return joined(lists, true); }
    function most(lists) { return joined(lists, false); }
    function ofReading(reading) {
      return Promise.all(pieces(reading).slice(0, depth).map(function (pair) { return index.of(pair); })).then(least);
    }
    var long = words.map(function (word) { return word.filter(isLong); }).filter(function (word) { return word.length; });
    return Promise.all(long.map(function (word) { return Promise.all(word.map(ofReading)).then(most); })).then(function (lists) {
      var marks = least(lists);
      var all = [];
      [titled, 1].forEach(function (wanted) {
        for (var at = 0; at < marks.length; at++) if (marks[at] === wanted) all.push(at);
      });
      return all;
    });
  };

  function isLong(reading) { return Array.from(reading).length > 1; }

  function deepest(words) {
    return Math.max.apply(null, words.map(function (word) {
      return Math.max.apply(null, word.map(function (reading) { return pieces(reading).length; }));
    }));
  }

  // A document holds a word where one of its lines does.
  function holds(entry, words) {
    var lines = (entry[1] + '\n' + entry[4] + '\n' + (entry[5] || '')).split('\n').map(plain);
    return words.every(function (word) {
      return word.some(function (reading) {
        return lines.some(function (line) { return line.indexOf(reading) >= 0; });
      });
    });
  }

  function Answer(index, words, candidates) {
    this.index = index;
    this.words = words;
    this.candidates = candidates;
    this.isDeep = deepest(words) <= atOnce;
    this.seen = 0;
    this.missed = 0;
    this.found = [];
  }

  Answer.prototype.isWhole = function () {
    return this.seen >= this.candidates.length;
  };

  // How many there are, where that is known without looking into each.
  Answer.prototype.count = function () {
    if (this.isWhole()) return this.found.length;
    var sure = this.words.length === 1 && deepest(this.words) === 1;
    return sure ? this.candidates.length : null;
  };

  // Looks into the next candidates until so many hold what was asked; each is told of as soon as it is known.
  Answer.prototype.upTo = function (wanted, tell, from) {
    var answer = this;
    if (from === undefined) from = answer.seen;
    var tired = answer.seen - from >= (answer.found.length ? atMost : patience);
    if (answer.found.length >= wanted || tired || answer.isWhole()) return Promise.resolve(answer);
    var next = answer.candidates.slice(answer.seen, answer.seen + wanted - answer.found.length);
    var entries = next.map(function (number) { return answer.index.document(number); });
    answer.seen += next.length;
    return entries.reduce(function (before, entry) {
      return before.then(function () { return entry; }).then(function (entry) {
        if (!holds(entry, answer.words)) return answer.missed++;
        answer.found.push(entry);
        return tell(answer);
      });
    }, Promise.resolve()).then(function () {
      return answer.missed < 3 ? answer : answer.deeper();
    }).then(function () { return answer.upTo(wanted, tell, from); });
  };

  // Too many held the pairs and not the word: what is left must have all pairs.
  Answer.prototype.deeper = function () {
    var answer = this;
    if (answer.isDeep) return answer;
    var seen = answer.candidates.slice(0, answer.seen);
    return answer.index.candidates(answer.words, deepest(answer.words)).then(function (left) {
      var rest = left.filter(function (number) { return seen.indexOf(number) < 0; });
      answer.candidates = seen.concat(rest);
      answer.isDeep = true;
      return answer;
    });
  };

  function words(text) {
    var all = text.split(/\s+/).map(plain).filter(Boolean);
    if (!all.some(isLong)) all = [plain(text)];
    return all.map(readings);
  }

  Index.prototype.ask = function (text, tell) {
    var index = this;
    var asked = words(text);
    return index.candidates(asked, atOnce).then(function (all) { return new Answer(index, asked, all).upTo(few, tell); });
  };

  // Nothing under the characters as they were typed: perhaps they are traditional ones.
  Index.prototype.simplified = function (text) {
    return load(this.forms, 'forms').then(function (forms) {
      var all = Array.from(forms);
      return Array.from(text, function (c) {
        var at = all.indexOf(c);
        return at >= 0 && at % 2 === 0 ? all[at + 1] : c;
      }).join('');
    });
  };

  // What people say in the words of records, without what only asks: all of it; what records say; each of these by itself.
  function otherwise(text, asking, everyday) {
    var instead = {};
    asking.forEach(function (word) { instead[plain(word)] = ''; });
    var ofRecords = everyday.map(function (pair) { return pair.split('=')[1]; });
    ofRecords.forEach(function (word) { instead[plain(word)] = word; });
    everyday.forEach(function (pair) { instead[plain(pair.split('=')[0])] = pair.split('=')[1]; });
    // Chinese stands without blanks; of other languages whole words are meant.
    var known = Object.keys(instead).sort(function (a, b) { return b.length - a.length; });
    var spoken = known.map(function (word) {
      var typed = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return /[\u3400-\u9FFF]/.test(word) ? typed : '(?:^|\\s)' + typed + '(?=\\s|$)';
    });
    var all = text.toLowerCase().replace(/[?!.,;:？！。，；：、]/g, ' ')
      .replace(new RegExp(spoken.join('|') || '$^', 'g'), function (word) { return ' ' + instead[word.trim()] + ' '; })
      .split(/\s+/).filter(function (word, at, all) { return isLong(plain(word)) && all.indexOf(word) === at; });
    var said = all.filter(function (word) { return ofRecords.indexOf(word) >= 0; });
    return [all.join(' '), said.join(' ')].concat(said, all).filter(function (way, at, ways) {
      return way && ways.indexOf(way) === at;
    });
  }

  // Where a reading stands in a line as it was written.
  function span(line, reading) {
    var start = plain(line).indexOf(reading);
    if (start < 0) return null;
    var at = [];
    line.split('').forEach(function (c, place) { if (plain(c)) at.push(place); });
    return [at[start], at[start + reading.length - 1] + 1];
  }

  // The first line that holds a reading, cut around it.
  function excerpt(entry, words) {
    var box = document.createElement('small');
    var readings = Array.prototype.concat.apply([], words);
    var lines = entry[4].split('\n');
    for (var i = 0; i < lines.length; i++) {
      for (var j = 0; j < readings.length; j++) {
        var place = span(lines[i], readings[j]);
        if (!place) continue;
        var marked = document.createElement('mark');
        marked.textContent = lines[i].slice(place[0], place[1]);
        box.append((place[0] > 24 ? '…' : '') + lines[i].slice(Math.max(0, place[0] - 24), place[0]), marked,
          lines[i].slice(place[1], place[1] + 60) + (lines[i].length > place[1] + 60 ? '…' : ''));
        return box;
      }
    }
    box.textContent = lines[0].slice(0, 84) + (lines[0].length > 84 ? '…' : '');
    return box;
  }

  function item(entry, words) {
    var item = document.createElement('li');
    var when = document.createElement('time');
    var box = document.createElement('div');
    var link = document.createElement('a');
    var about = document.createElement('small');
    when.textContent = entry[3];
    link.href = entry[0];
    link.textContent = entry[1];
    if (/[\u3400-\u9FFF]/.test(entry[1]) && !/^(zh|ja|ko)/.test(document.documentElement.lang)) item.lang = 'zh-CN';
    about.textContent = entry[2];
    box.append(link, about, excerpt(entry, words));
    item.append(when, box);
    return item;
  }

  function lookup(box) {
    var input = box.querySelector('input');
    var status = box.querySelector('[role="status"]');
    var list = document.querySelector('[data-results]');
    var more = document.querySelector('[data-more]');
    var index = new Index(box.getAttribute('data-lookup'), box.getAttribute('data-forms'));
    var turn = 0;
    var answer = null;

    function wordsOf(name) { return (box.getAttribute('data-' + name) || '').split(/\s+/).filter(Boolean); }

    // Asks for one after the other until something is found.
    function first(ways, tell, found) {
      if (!ways.length || found.found.length) return Promise.resolve(found);
      return index.ask(ways[0], tell).then(function (other) {
        if (other.found.length) other.instead = ways[0];
        return first(ways.slice(1), tell, other);
      });
    }

    function say(word, count) {
      status.textContent = word ? status.getAttribute('data-' + word) + (count ? ' ' + count : '') : '';
    }

    // Adds what was found since; of another answer nothing stays.
    function add(found) {
      if (found !== answer) list.textContent = '';
      answer = found;
      answer.found.slice(list.children.length).forEach(function (entry) { list.append(item(entry, answer.words)); });
      list.hidden = !answer.found.length;
    }

    // The way back leads to the answer.
    function keep() {
      var text = input.value.slice(0, 64);
      try { history.replaceState(null, '', text ? '#q=' + encodeURIComponent(text) : '#'); } catch (e) { /* some browsers, from a folder */ }
    }

    function show(found) {
      add(found);
      keep();
      list.setAttribute('aria-busy', 'false');
      var count = answer.count();
      more.hidden = answer.isWhole();
      if (count === null) say(answer.found.length ? 'least' : 'further', answer.found.length);
      else say(count ? 'found' : 'none', count);
      if (answer.instead) status.prepend(status.getAttribute('data-instead') + answer.instead + ' · ');
    }

    function clear(word) {
      answer = null;
      list.textContent = '';
      list.hidden = more.hidden = true;
      list.setAttribute('aria-busy', 'false');
      keep();
      say(word);
    }

    function ask() {
      var own = ++turn;
      var text = input.value.slice(0, 64);
      function tell(found) { if (own === turn) add(found); }
      if (!plain(text)) return clear('');
      if (!words(text).some(function (word) { return word.some(isLong); })) return clear('short');
      list.setAttribute('aria-busy', 'true');
      if (list.hidden) say('wait');
      index.ask(text, tell).then(function (found) {
        if (found.found.length || own !== turn) return found;
        return index.simplified(text).then(function (other) {
          return (other === text ? Promise.resolve(found) : index.ask(other, tell)).then(function (found) {
            return own === turn ? first(otherwise(other, wordsOf('asking'), wordsOf('everyday')), tell, found) : found;
          });
        });
      }).then(function (found) {
        if (own === turn) show(found);
      }).catch(function () { if (own === turn) clear('broken'); });
    }

    box.hidden = false;
    index.head().catch(function () { /* told when something is asked */ });
    input.addEventListener('input', function (event) { if (!event.isComposing) ask(); });
    input.addEventListener('compositionend', ask);
    more.addEventListener('click', function () {
      var own = turn;
      var before = list.children.length;
      function tell(found) { if (own === turn) add(found); }
      answer.upTo(answer.found.length + few, tell).then(function (found) {
        if (own !== turn) return;
        show(found);
        // Who goes by keyboard goes on with the first that is new, even where the button is gone.
        var next = list.children[before];
        if (next) next.querySelector('a').focus();
      });
    });
    // What the address asks for, also when it changes under an open page.
    function read() {
      var asked = location.hash.match(/^#q=(.+)/);
      try { asked = asked && decodeURIComponent(asked[1]); } catch (e) { return; }
      if (!asked || asked === input.value) return;
      input.value = asked;
      ask();
    }
    window.addEventListener('hashchange', read);
    read();
  }

  // What is typed to find a village can be looked for everywhere.
  function link(way) {
    var input = document.querySelector('[data-finder] input');
    var page = way.getAttribute('href');
    if (!input) return;
    input.addEventListener('input', function () { way.href = page + '#q=' + encodeURIComponent(input.value.trim()); });
    input.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && !event.isComposing && input.value.trim()) way.click();
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-lookup]').forEach(lookup);
    document.querySelectorAll('[data-search-link]').forEach(link);
  });
})();
