//! One test program: asks the binary what a person would ask it, over small portals in temporary folders.

/// A small portal in a temporary folder, and what the program said about it.
mod portal;

/// Small portals with the expected findings as comments on their lines.
mod expected;

/// Every rule: hit, just under, exactly at.
mod rules;

/// A county's own register has everything a built-in kind has.
mod kinds;

/// Every row of the domain has its page and its fixture, every kind its sample, every rule its hit and its miss.
mod domain;

/// Everything a file can do wrong gets a message with its place, and hides nothing else.
mod misnamed;
mod mistakes;
mod traces;

/// The portal's own currency is read and spoken of, and another one refused.
mod currencies;

/// No personal number and no unmasked person in any output.
mod privacy;

/// Names: what is masked and what is not, whatever stands between the letters.
mod names;

/// A name with a word before or behind it is masked where it stands alone.
mod beside;

/// Corrections name nobody whom the page masked.
mod corrected;

/// What becomes of old pages whose names may be persons' by now.
mod kept;

/// Ends of lines that version control changes are no change of what was published.
mod checkout;

/// Files that go with records: bare pictures, searched papers, nothing published that nobody looked at.
mod attachments;

/// What is read of attachments before they go out, and what is refused.
mod searched;

/// Tiny files as people attach them.
mod papers;

/// What gets past a door by standing in one place and being meant for another.
mod doors;

/// Rows of any kind from a table beside the record.
mod tables;

/// Half-years and years that do not begin in January: read, named, owed and shown.
mod periods;

/// Templates: workbooks under a kind's own labels, read back as they were filled in.
mod templates;

/// Whole sites: the same bytes twice, nothing touched when blocked, the last good pages kept.
mod sites;

/// Builds killed at chance moments leave whole files, and the next build mends all.
mod killed;

/// Publications cut at every operation: no page leads to what is not there, and what arrived is not sent again.
mod hosts;

/// Targets by their names: a folder and a branch, their records, and what is refused.
mod targets;

/// What others have put where pages go is not written over, and no page goes where git keeps its own.
mod spared;

/// What a removal, a lock or an old page vouches for ends where somebody changed it.
mod returned;

/// A portal in a third language: every word is said in it, and what its file lacks is told.
mod tongues;

/// A village goes from a portal only where somebody says so.
mod lost;

/// Old addresses lead to new ones.
mod moved;

/// The approver's sheet: two editions of a small portal, what is told of them, and where it may lie.
mod review;

/// Publications to real servers on loopback: read back whole by another's client, cut in the middle, taken up again.
#[cfg(unix)]
mod nets;

/// What `check` lists where a person asks for a part.
mod chosen;

/// Records that are not finished.
mod drafts;

/// Slips that are mended on a word.
mod fixed;

/// Days: what is not public yet, what is due, sums that cannot be added, clocks that start again.
mod calendar;
/// Numbers that look like a person's: asked about, blocked, or said to be another's.
mod numbers;

/// An office's own tables become months of the books: read in every form, refused by their cells, never over a hand's work.
mod import;

/// Every JSON file says each key once.
mod keys;

/// The example on the first page answers as the page says.
mod readme;

/// What was published changes only with a word on it.
mod accept;

/// Rows that come to a record after it was published, and corrections of corrections.
mod added;

/// A correction of a change that nobody made.
mod forgotten;

/// What nobody reviewed: payments lists, and what is older than the books.
mod unreviewed;

/// What a hostile clerk tries: old pages, other units' lists, changes behind another word.
mod walls;

/// Traps laid by somebody else: nothing of others is deleted or written over.
mod hostile;

/// Lists and notes that came with a project.
mod cloned;

/// Repositories that are traps: nothing of theirs runs.
mod hooks;

/// Several bank accounts in one set of books.
mod holdings;

/// Hosts that list without end.
mod endless;

/// Two outputs never have one address, whatever they are made from.
mod addresses;

/// A full disk, folders that cannot be written, content that changes, is too much or too large.
#[cfg(unix)]
mod faults;

/// What the fuzzer found worth keeping, asked again, with changes.
mod corpus;

/// Whole small portals, page by page, as they were read and accepted.
mod golden;

/// Sheets for the notice board: what they say and to whom, where they go, and what they are never written into.
mod board;

/// Each part of the theme in each of its examples, as it was read and accepted.
mod parts;

/// What a resident reads: where to object, a year by category, crumbs, first months, the page for lost readers.
mod pages;

/// Links of notices: however they are written, never to what is not there.
mod links;

/// Pages of powers, cases and requests.
mod records;

/// Benefits, relief and statements: sums of enough households, everything else in the office.
mod people;

/// Pages of projects and assets.
mod works;

/// Reversals of a part, on pages and in data.
mod reversals;

/// Exit codes, formats, languages.
mod cli;

/// The quick and the marked reader say the same.
mod readers;

/// Folders and zips people read from: what is copied, in what order, and what is left alone.
mod publish;

/// A real web server over the sample, with the guide's settings.
mod host;

/// A new portal works at once; a new record misses only what is left to fill in.
mod init;

/// The preview follows edits and stays inside the site.
mod serve;

/// Lists by year and by letter lead to everything.
mod listed;
mod lists;

/// The index of words against the pages it was made of.
mod search;

/// Layers, sizes, names, style sheets, texts.
mod tidy;
