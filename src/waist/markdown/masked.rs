//! Names masked wherever a page would say them, whatever markup stands between their letters.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::is_inline;
use crate::model::party::Names;

/// The events with these names masked.
pub fn masked<'a>(mut events: Vec<Event<'a>>, names: &Names) -> Vec<Event<'a>> {
    let mut at = 0;
    while at < events.len() {
        let inline = events[at..].iter().take_while(|event| is_inline(event)).count();
        if inline == 0 {
            let event = std::mem::replace(&mut events[at], Event::SoftBreak);
            events[at] = labels_masked(event, names);
            at += 1;
            continue;
        }
        run_masked(&mut events[at..at + inline], names);
        at += inline;
    }
    without_empty(events)
}

/// Masks the names of one run of words: of a paragraph, a cell, a heading.
fn run_masked(events: &mut [Event], names: &Names) {
    // What was typed as HTML stands on the page too, and is no part of the words around it.
    for event in events.iter_mut() {
        match event {
            Event::InlineHtml(text) => {
                *event = Event::InlineHtml(names.mask(text).into_owned().into());
            }
            Event::FootnoteReference(label) => {
                *event = Event::FootnoteReference(clean(label, names));
            }
            _ => {}
        }
    }
    let (said, places) = said(events);
    let mut cuts: Vec<Vec<(Range<usize>, &str)>> = vec![Vec::new(); events.len()];
    let found = names.found(&said);
    for (span, mask) in &found {
        let (first, last) = (places[span.start], places[span.end - 1]);
        for at in first.0..=last.0 {
            let from = if at == first.0 { first.1 } else { 0 };
            let to = if at == last.0 { last.1 + 1 } else { length(&events[at]) };
            cuts[at].push((from..to, if at == first.0 { mask } else { "" }));
        }
    }
    for (event, cuts) in events.iter_mut().zip(cuts).filter(|(_, cuts)| !cuts.is_empty()) {
        cut(event, &cuts);
    }
}

/// The words of a run as they are read, and where each byte of them stands: in which event, and where in its text.
fn said(events: &[Event]) -> (String, Vec<(usize, usize)>) {
    let (mut said, mut places) = (String::new(), Vec::new());
    let mut add = |c: char, event: usize, at: usize| {
        said.push(c);
        places.extend((0..c.len_utf8()).map(|byte| (event, at + byte)));
    };
    for (event, one) in events.iter().enumerate() {
        match one {
            Event::Text(text) | Event::Code(text) => {
                let mut at = 0;
                while let Some(c) = text[at..].chars().next() {
                    match unread(&text[at..]) {
                        0 => {
                            add(c, event, at);
                            at += c.len_utf8();
                        }
                        sign => at += sign,
                    }
                }
            }
            // A line may end inside a name.
            Event::SoftBreak | Event::HardBreak => add('\n', event, 0),
            _ => {}
        }
    }
    (said, places)
}

/// How long the sign of emphasis is that came to stand here as typed. A star alone may be a mask, and hides a letter.
fn unread(text: &str) -> usize {
    let sign = ["**", "__", "~~", "`"].into_iter().find(|sign| text.starts_with(sign));
    sign.map_or(0, str::len)
}

fn length(event: &Event) -> usize {
    match event {
        Event::Text(text) | Event::Code(text) => text.len(),
        _ => 0,
    }
}

/// Puts masks in place of parts of an event's text; a break inside a name goes.
fn cut(event: &mut Event, cuts: &[(Range<usize>, &str)]) {
    match event {
        Event::Text(text) | Event::Code(text) => {
            let (mut out, mut copied) = (String::new(), 0);
            for (part, instead) in cuts {
                out.push_str(&text[copied..part.start]);
                out.push_str(instead);
                copied = part.end;
            }
            out.push_str(&text[copied..]);
            *text = out.into();
        }
        Event::SoftBreak | Event::HardBreak => *event = Event::Text("".into()),
        _ => {}
    }
}

/// Without marks of emphasis that have nothing left inside.
fn without_empty(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        match (&event, out.last()) {
            (Event::Text(text) | Event::Code(text), _) if text.is_empty() => {}
            (Event::End(_), Some(Event::Start(open))) if is_inline(&Event::Start(open.clone())) => {
                out.pop();
            }
            _ => out.push(event),
        }
    }
    out
}

/// What a writer names himself and the page repeats in its markup: footnotes, the language of a block of code.
fn labels_masked<'a>(event: Event<'a>, names: &Names) -> Event<'a> {
    match event {
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Start(Tag::FootnoteDefinition(clean(&label, names)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(&language, names))))
        }
        other => other,
    }
}

fn clean<'a>(label: &CowStr, names: &Names) -> CowStr<'a> {
    names.mask(label).into_owned().into()
}
