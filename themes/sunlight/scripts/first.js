// Large type that is remembered, before the first word is painted: the page must not jump. Everything else waits.
try {
  if (localStorage.getItem('sunlit-large') === 'yes') document.documentElement.setAttribute('data-large', '');
} catch (e) { /* private windows keep nothing */ }
